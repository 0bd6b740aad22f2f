"""Analyses → stories: copies folded, articles of one event together, what to read next."""
