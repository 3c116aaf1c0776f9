"""Which buildings get the heat of a source: a score, the networks that reach them, and what the source can give."""
