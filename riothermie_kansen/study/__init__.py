"""A study of a whole place: which steps, with what, in which order, and what has to be done anew."""
