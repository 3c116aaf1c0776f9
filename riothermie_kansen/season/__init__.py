"""Source and demand through the year: what goes directly, what through a seasonal storage (WKO)."""
