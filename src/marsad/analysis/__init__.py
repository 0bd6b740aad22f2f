"""Analysis of articles: what a text says, about whom and when, each finding with its evidence."""
