"""CO2 of the ways to heat and cool dwellings."""
