"""Closed loops (bodemlussen): length, places, and what they do to each other."""
