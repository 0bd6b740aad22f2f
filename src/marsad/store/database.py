"""A connection to either engine: short read and write transactions, errors in words.

Everything that differs between the engines is a function of the modules `sqlite` and `postgres`,
which both follow `Backend`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from sqlalchemy import Connection, Engine, Row, Table, insert, make_url
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from marsad.errors import StoreError
from marsad.store.records import Cursor
from marsad.store.terms import Document, Match

LOCK_SECONDS = 30
"""How long a writer waits for another one before it gives up."""

COUNTED = 1_000
"""Matches that are counted, and that facets are counted over: the newest ones."""

Item = TypeVar("Item")
AnyRow = Row[*tuple[Any, ...]]
Place = tuple[int, float]
"""A matching article's key and its order: `sort_at`, or its score, of which more is better."""


FacetCount = tuple[str | None, str | None, int]
"""A domain, a topic, and how many matches have both."""


class Found(NamedTuple):
    """A first look at what matches: the places asked for, and the newest `COUNTED` by facets."""

    places: list[Place]
    facets: list[FacetCount]


class Backend(Protocol):
    """What each engine does in its own way."""

    def make_engine(self, url: str, *, create: bool) -> Engine:
        """Return an engine whose connections are set up; the server may still be away."""

    def check_database(self, conn: Connection) -> None:
        """Refuse a database that a store cannot be made in."""

    def lock_writers(self, conn: Connection) -> None:
        """Hold other writers off until the transaction's end."""

    def create_search(self, conn: Connection) -> None:
        """Make the empty full-text index."""

    def empty_search(self, conn: Connection) -> None:
        """Take everything out of the full-text index; others see it until the transaction ends."""

    def index(self, conn: Connection, documents: Sequence[Document]) -> None:
        """Put documents into the index, in place of what stood there under their keys."""

    def find(
        self, conn: Connection, match: Match, *, ranked: bool, limit: int, after: Cursor | None
    ) -> Found:
        """Find the best matches among the newest if `ranked`, else the newest; count them all."""

    def by_time(
        self, conn: Connection, match: Match, *, limit: int, after: Cursor | None, oldest: bool
    ) -> list[Place]:
        """List what matches, newest first or oldest first, after a place in that list."""

    def due_feeds(self, conn: Connection, now: dt.datetime, limit: int) -> list[int]:
        """Choose feeds that are due and lock their rows."""

    def due_pages(
        self, conn: Connection, hosts: Sequence[str], now: dt.datetime, per_host: int
    ) -> list[tuple[str, int]]:
        """Choose some of each host's pages that are due, newest first, and lock their rows."""

    def backup(self, url: str, target: Path) -> None:
        """Write a consistent copy to `target`, which does not exist yet, and verify it."""


@dataclass(frozen=True, slots=True)
class Database:
    """One store's engine; safe to share between threads."""

    url: str
    engine: Engine
    backend: Backend

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the store.

        Raises:
            StoreError: the store cannot be read.
        """
        with readable_errors(self.url), self.engine.connect() as conn:
            if conn.dialect.name == "postgresql":
                conn = conn.execution_options(  # noqa: PLW2901  # the same connection, set up
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            yield conn

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open the one transaction that writes now; it is kept whole or not at all.

        Raises:
            StoreError: another writer holds the store for longer than `LOCK_SECONDS`, or the store
                cannot be written.
        """
        with readable_errors(self.url), self.engine.connect() as conn:
            conn = conn.execution_options(marsad_write=True)  # noqa: PLW2901
            with conn.begin():
                self.backend.lock_writers(conn)
                yield conn

    @contextmanager
    def lease(self) -> Iterator[Connection]:
        """Open a write transaction that passes by rows which others have locked.

        Raises:
            StoreError: the store cannot be written.
        """
        with readable_errors(self.url), self.engine.connect() as conn:
            conn = conn.execution_options(marsad_write=True)  # noqa: PLW2901
            with conn.begin():
                yield conn


@contextmanager
def readable_errors(url: str) -> Iterator[None]:
    """Turn the database's errors into `StoreError` with one line for people."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:  # the latter while a connection is set up
        cause = error.orig if isinstance(error, DBAPIError) else error
        lines = str(cause).strip().splitlines()
        raise StoreError(f"{display_url(url)}: {lines[0] if lines else 'failed'}") from error


def display_url(url: str) -> str:
    """Return a store's address as it may be shown: a file's path, or without its password."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return parsed.database or ":memory:"
    return parsed.render_as_string(hide_password=True)


def upsert(conn: Connection, table: Table) -> postgresql.Insert | sqlite_dialect.Insert:
    """Return an insert that knows `on_conflict_do_update`, which both engines spell alike."""
    return upsert_in(conn.dialect.name, table)


def upsert_in(dialect: str, table: Table) -> postgresql.Insert | sqlite_dialect.Insert:
    """Return such an insert by the name of the engine, for statements that are made once."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite_dialect.insert(table)


def insert_keys(conn: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert rows and return their new keys, in the rows' order."""
    if not rows:
        return []
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(conn.execute(statement, list(rows)).scalars())


def chunks(items: Iterable[Item], size: int = 500) -> Iterator[list[Item]]:
    """Cut a sequence into lists short enough for one statement."""
    iterator = iter(items)
    return iter(lambda: list(islice(iterator, size)), [])


def digest(*parts: str) -> bytes:
    """Return 16 bytes that stand for some strings, for keys of any length."""
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16).digest()


def clean_text(text: str) -> str:
    """Return text that every database takes: one line, no NUL, no lone surrogates."""
    line = " ".join(text.replace("\0", "\ufffd").split())
    return line.encode("utf-8", "replace").decode("utf-8")


def placed_after(after: Cursor | None) -> str:
    """Return the WHERE of a ranked list that goes on after a place, its parameters `after`, `key`.

    That is after the article's present score, since scores drift as articles come in.
    """
    if after is None:
        return ""
    present = "(SELECT place FROM newest WHERE key = :key)"
    return f"WHERE (place, key) < (coalesce({present}, :after), :key)"


def split_found(rows: Iterable[Sequence[Any]]) -> Found:
    """Take apart the rows of `Backend.find`: those without a key are facets."""
    places: list[Place] = []
    facets: list[FacetCount] = []
    for key, place, domain, topic, count in rows:
        if key is None:
            facets.append((domain, topic, count))
        else:
            places.append((key, place))
    return Found(places, facets)
