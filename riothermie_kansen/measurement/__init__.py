"""From a measured flow in a sewer to the heat it gives: cleaning, dry days, profiles, duration curve, yields."""
