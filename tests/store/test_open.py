from __future__ import annotations

import multiprocessing
import os
import re
import socket
import sqlite3
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from marsad.errors import StoreError
from marsad.store import migrate, sqlite
from marsad.store.engine import open_store
from marsad.store.schema import VERSION, metadata
from tests.store.builders import NOW, given, make


def test_a_new_store_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "marsad.db"
    with open_store(f"sqlite:///{path}") as store:
        assert store.counts().articles == 0
    assert path.is_file()


def test_what_was_stored_is_there_when_opened_again(store_url: str) -> None:
    with open_store(store_url) as store:
        store.ingest([given(make())], now=NOW)
    with open_store(store_url, create=False) as store:
        assert store.counts().articles == 1


def test_a_store_that_must_be_there_and_is_not_is_an_error(store_url: str) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        open_store(store_url, create=False)


def test_a_store_made_by_a_newer_version_is_left_alone(store_url: str) -> None:
    open_store(store_url).close()
    engine = create_engine(store_url)
    with engine.begin() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match="newer version of Marsad"):
        open_store(store_url)


def test_a_store_that_lacks_a_column_of_its_version_says_so_when_opened(store_url: str) -> None:
    open_store(store_url).close()
    engine = create_engine(store_url)
    with engine.begin() as conn:
        conn.execute(text("ALTER TABLE keyword RENAME COLUMN name TO shape"))
    engine.dispose()
    with pytest.raises(StoreError, match=r"lacks keyword\.name; restore a backup"):
        open_store(store_url)


@pytest.mark.parametrize(
    "url",
    ["", "no address", "sqlite://", "sqlite:///:memory:", "mysql://localhost/x", "oracle://x"],
)
def test_an_address_of_no_store_is_an_error(url: str) -> None:
    with pytest.raises(StoreError):
        open_store(url)


def test_a_file_that_is_no_database_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "marsad.db"
    path.write_bytes(b"this is not a database, " * 100)
    with pytest.raises(StoreError, match=r"marsad\.db: file is not a database"):
        open_store(f"sqlite:///{path}")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"file/marsad\.db"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'marsad.db'}")


def test_a_server_that_is_away_is_an_error_without_its_password() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(StoreError) as caught:
        open_store(f"postgresql://me:secret@127.0.0.1:{port}/none")
    assert "secret" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_store_that_another_writer_holds_is_an_error_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "LOCK_SECONDS", 0)
    path = tmp_path / "marsad.db"
    with open_store(f"sqlite:///{path}") as store:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            with pytest.raises(StoreError, match="locked"):
                store.ingest([given(make())], now=NOW)
            assert store.latest().items == ()  # readers go on
        finally:
            holder.close()
        store.ingest([given(make())], now=NOW)


def open_and_store(url: str, number: int) -> None:
    with open_store(url) as store:
        store.ingest([given(make(number))], now=NOW)


def test_processes_that_open_a_new_store_at_once_make_it_once(store_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(4) as pool:
        pool.starmap(open_and_store, [(store_url, number) for number in range(8)])
    with open_store(store_url, create=False) as store:
        assert store.counts().articles == 8


def sql_parts(statement: str) -> list[str]:
    """Return what a statement makes, in an order of its own: columns that came later are last."""
    head, _, inside = statement.partition("(")
    parts = re.split(r",(?![^(]*\))", inside.strip().removesuffix(")"))
    return [head.strip(), *sorted(" ".join(part.split()) for part in parts)]


def test_the_migrations_make_the_tables_of_the_schema(store_url: str, tmp_path: Path) -> None:
    open_store(store_url).close()
    engine = create_engine(store_url)
    found = inspect(engine)
    for table in metadata.sorted_tables:
        columns = {column["name"]: column for column in found.get_columns(table.name)}
        assert list(columns) == list(table.columns.keys()), table.name
        for column in table.columns:
            assert columns[column.name]["nullable"] is column.nullable, (table.name, column.name)
        names = {index["name"] for index in found.get_indexes(table.name)}
        assert names >= {index.name for index in table.indexes}, table.name
        assert len(found.get_foreign_keys(table.name)) == len(table.foreign_keys)
    if engine.dialect.name == "sqlite":
        blank = create_engine(f"sqlite:///{tmp_path / 'blank.db'}")
        metadata.create_all(blank)
        query = text(
            "SELECT name, sql FROM sqlite_master"
            " WHERE sql NOT NULL AND name NOT LIKE 'search%' AND name <> 'alembic_version'"
        )
        with engine.connect() as migrated, blank.connect() as made:
            first, second = (
                {name: sql_parts(sql) for name, sql in rows}
                for rows in (migrated.execute(query), made.execute(query))
            )
        assert first == second
        blank.dispose()
    engine.dispose()


def test_the_schema_names_the_newest_migration() -> None:
    assert ScriptDirectory(str(migrate.SCRIPTS)).get_current_head() == VERSION


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_an_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError):
        open_store(f"sqlite:///{tmp_path / 'marsad.db'}")
