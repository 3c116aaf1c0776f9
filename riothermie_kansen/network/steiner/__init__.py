"""Steiner trees in street graphs: a good tree, improved, with a proved bound."""

from .search import Solution, solve

__all__ = ["Solution", "solve"]
