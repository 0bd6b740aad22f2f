"""Names of several articles that stand for the same person, organisation or place."""
