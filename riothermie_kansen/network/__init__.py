"""From streets, buildings and a source to a heat network: layout, sizes, pressure, cost."""
