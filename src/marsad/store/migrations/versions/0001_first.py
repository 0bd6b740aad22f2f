"""The first tables."""

from __future__ import annotations

from alembic import op

from marsad.store import postgres, sqlite
from marsad.store.schema import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables and the empty full-text index."""
    conn = op.get_bind()
    metadata.create_all(conn)
    (sqlite if conn.dialect.name == "sqlite" else postgres).create_search(conn)
