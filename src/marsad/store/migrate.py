"""Bring a store's tables up to date, one process at a time."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from marsad.errors import StoreError
from marsad.store.database import Backend, Database, display_url
from marsad.store.schema import VERSION

_ONE_AT_A_TIME = threading.Lock()  # Alembic keeps what it works on in a module
SCRIPTS = Path(__file__).with_name("migrations")


def migrate(database: Database, *, create: bool) -> None:
    """Run the migrations that the store lacks, all or none of them.

    Raises:
        StoreError: there is no store and `create` is false, or a newer Marsad made it.
    """
    with database.read() as conn:
        found = version(conn)
    if found == VERSION:
        return
    name = display_url(database.url)
    if found is None and not create:
        raise StoreError(f"{name}: there is no store")
    with database.write() as conn:
        found = version(conn)  # another process may have been first
        if found != VERSION:
            upgrade(database.backend, conn, found, name)


def version(conn: Connection) -> str | None:
    """Return the migration that a store is at, None for an empty database."""
    if not inspect(conn).has_table("alembic_version"):
        return None
    return conn.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def upgrade(backend: Backend, conn: Connection, found: str | None, name: str) -> None:
    """Run the migrations after `found` inside the caller's transaction.

    Raises:
        StoreError: `found` is a migration that this version does not know.
    """
    backend.check_database(conn)
    from alembic import command  # noqa: PLC0415  # takes long to import and is seldom needed
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory(str(SCRIPTS)).walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(f"{name}: a newer version of Marsad made this store; update Marsad")
    config.attributes["connection"] = conn
    with _ONE_AT_A_TIME:
        command.upgrade(config, "head")
