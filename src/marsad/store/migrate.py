"""Bring a store's tables up to date, one process at a time."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from marsad.errors import StoreError
from marsad.store.database import Backend, Database, display_url
from marsad.store.schema import VERSION, metadata

_ONE_AT_A_TIME = threading.Lock()  # Alembic keeps what it works on in a module
_COLUMNS = {
    "sqlite": (
        "SELECT m.name, p.name FROM sqlite_master AS m, pragma_table_info(m.name) AS p"
        " WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'"
    ),
    "postgresql": (
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema()"
    ),
}
SCRIPTS = Path(__file__).with_name("migrations")


def migrate(database: Database, *, create: bool) -> None:
    """Run the migrations that the store lacks, all or none of them.

    Raises:
        StoreError: there is no store and `create` is false, a newer Marsad made it, or it lacks
            columns though it says that it is up to date.
    """
    name = display_url(database.url)
    with database.read() as conn:
        found = version(conn)
        if found == VERSION:
            check_columns(conn, name)
            return
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


def check_columns(conn: Connection, name: str) -> None:
    """Make sure that a store has what its version says: a copy of an unfinished one may not.

    Raises:
        StoreError: a column is missing; the message names it.
    """
    there = conn.execute(text(_COLUMNS[conn.dialect.name])).all()
    found = {(table, column) for table, column in there}
    for table in metadata.sorted_tables:
        for column in table.columns:
            if (table.name, column.name) not in found:
                raise StoreError(
                    f"{name}: it says that it is up to date (migration {VERSION}), but lacks "
                    f"{table.name}.{column.name}; restore a backup"
                )


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
