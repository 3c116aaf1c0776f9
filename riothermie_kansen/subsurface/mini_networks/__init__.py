"""Neighbours that share loops: mini heat networks."""
