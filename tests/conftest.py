"""Fixtures for all tests."""

from tests.support.browser import browser

__all__ = ["browser"]
