"""Titles of office in a text: where they stand, whose they are, of which state and organisation."""
