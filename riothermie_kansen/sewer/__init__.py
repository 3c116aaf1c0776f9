"""The sewer: topology, direction, dry weather flow and the heat that it carries."""
