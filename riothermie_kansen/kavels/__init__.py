"""Warmtekavels: demand, supply and obstacles per area, and what lies outside all of them."""
