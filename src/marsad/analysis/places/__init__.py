"""Places: where they lie, and when they stand for a government or a team."""
