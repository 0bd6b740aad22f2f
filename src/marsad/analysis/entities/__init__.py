"""Names of one article that stand for the same person, organisation or place."""
