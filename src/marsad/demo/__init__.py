"""Invented publishers on loopback, for a first run, for tests, for load."""
