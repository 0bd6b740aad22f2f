"""Alembic's migrations of the store, run by `marsad.store.migrate`."""
