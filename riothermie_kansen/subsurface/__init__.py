"""What the ground allows and gives: restrictions, aquifers, borehole heat exchangers, mini heat networks."""
