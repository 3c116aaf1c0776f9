"""Steiner trees in street graphs: a good tree, improved, with a proved bound."""

from .search import Solution, lower_bound, polish, solve, variant

__all__ = ["Solution", "lower_bound", "polish", "solve", "variant"]
