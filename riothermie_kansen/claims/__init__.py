"""Offtakes on the same sewer: who cools whose water, the room that is left, and who competes with whom."""
