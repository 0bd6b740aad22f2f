"""Marsad: a self-hosted observatory of Arabic news."""

__version__ = "0.1.0"
