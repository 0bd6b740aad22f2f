"""Helpers of the tests that are no tests: real servers, builders of records."""
