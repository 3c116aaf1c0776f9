"""Readers: what the world delivers, brought to one normalised schema (see ``schema.py``)."""
