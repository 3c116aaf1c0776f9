"""A map in one HTML file that works without a network."""
