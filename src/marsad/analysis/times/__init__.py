"""Time expressions in Arabic news, found by rules and resolved to calendar days."""
