"""What SQLite does in its own way: set-up, full-text index (FTS5), leases, backup.

Documents of the index are numbered by time: the second of `sort_at` in the high bits, a running
number in the low ones. FTS5 walks its lists in that order, so that a list by time is read from its
end and stops when it is full, however common its words are. The index keeps no text; a document
that is replaced stays in it under its old number, which `search_doc` then no longer knows, until
the index is built anew.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.pool import ConnectionPoolEntry

from marsad.errors import StoreError
from marsad.store.database import (
    COUNTED,
    LOCK_SECONDS,
    Found,
    Place,
    chunks,
    placed_after,
    split_found,
)
from marsad.store.records import Cursor
from marsad.store.schema import WAITING, to_micros
from marsad.store.terms import EVERYTHING, Document, Fields, Match

CACHE_KIB = 16 * 1024  # of each connection, of which a busy website has several
MAX_LOG_BYTES = 64 * 1024 * 1024  # that the write-ahead log keeps between its uses
SEQUENCE_BITS = 28
SECONDS = f"doc >> {SEQUENCE_BITS}"
MAX_SECONDS = 1 << 33  # the year 2242; earlier than 1697 is cut likewise
WEIGHTS = "8.0, 4.0, 1.0, 0.0"  # title, tags, body, filters

RANKED = 3_000
"""Newest matches that are ordered by relevance: older ones would cost more than they tell."""

FIRST_DOC, LAST_DOC = -(1 << 62), 1 << 62


# --- set-up ------------------------------------------------------------------


def make_engine(url: str, *, create: bool) -> Engine:
    """Return an engine for a SQLite file, its folder made where `create` says so.

    Raises:
        StoreError: the file is missing, or the address names none.
    """
    name = make_url(url).database
    if not name or name == ":memory:" or name.startswith("file:"):
        raise StoreError(f"{url}: a store in SQLite needs the path of a file")
    path = Path(name)
    if not create and not path.is_file():
        raise StoreError(f"{path}: there is no store")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
    engine = create_engine(
        url, connect_args={"timeout": LOCK_SECONDS, "check_same_thread": False}, pool_size=8
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own transactions would not cover DDL and would begin too late for a snapshot.
    connection.isolation_level = None
    _use_wal(connection)
    for pragma in (
        # FULL, not NORMAL: what was acknowledged survives a power cut too. It costs one fsync a
        # batch, which is nothing beside making the batch.
        "synchronous = FULL",
        "foreign_keys = ON",
        f"cache_size = -{CACHE_KIB}",
        f"journal_size_limit = {MAX_LOG_BYTES}",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Turn write-ahead logging on, which lasts; others that do so now are waited for.

    SQLite itself gives up at once here, whatever the time it was told to wait.
    """
    give_up = time.monotonic() + LOCK_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.02)


def _begin(conn: Connection) -> None:
    # A writer takes its lock at once: one that only began to read could not wait for it.
    write = conn.get_execution_options().get("marsad_write", False)
    conn.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def check_database(conn: Connection) -> None:
    """Accept any file: SQLite's text is Unicode."""


def lock_writers(conn: Connection) -> None:
    """Hold other writers off: `BEGIN IMMEDIATE` has done so."""


# --- full-text index ---------------------------------------------------------


CREATE = """
    CREATE VIRTUAL TABLE search_stem USING fts5(title, tags, body, facets, content='',
        tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_`{|}~'");
    CREATE VIRTUAL TABLE search_exact USING fts5(title, tags, body, facets, content='',
        tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_`{|}~'");
    CREATE TABLE search_doc (
        doc INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL UNIQUE REFERENCES article (id) ON DELETE CASCADE,
        domain TEXT,
        topic TEXT
    )
"""


def create_search(conn: Connection) -> None:
    """Make the empty full-text index."""
    for statement in CREATE.split(";\n"):
        conn.exec_driver_sql(statement)


def empty_search(conn: Connection) -> None:
    """Take everything out of the full-text index; others see it until the transaction ends."""
    for table in ("search_stem", "search_exact", "search_doc"):
        conn.exec_driver_sql(f"DROP TABLE {table}")
    create_search(conn)


def index(conn: Connection, documents: Sequence[Document]) -> None:
    """Put documents into the index, in place of what stood there under their keys."""
    if not documents:
        return
    number = _reserve(conn, len(documents))
    # FTS5 writes its pending lists out whenever a number is lower than the one before.
    ordered = sorted(documents, key=lambda document: (document.sort_at, document.key))
    numbered = [
        (_doc(document.sort_at, number + offset), document)
        for offset, document in enumerate(ordered)
    ]
    for chunk in chunks(numbered):
        marks = ", ".join("?" * len(chunk))
        conn.exec_driver_sql(
            f"DELETE FROM search_doc WHERE article_id IN ({marks})",  # noqa: S608
            tuple(document.key for _, document in chunk),
        )
    conn.exec_driver_sql(
        "INSERT INTO search_doc (doc, article_id, domain, topic) VALUES (?, ?, ?, ?)",
        [(doc, document.key, document.domain, document.topic) for doc, document in numbered],
    )
    for table in ("stem", "exact"):
        conn.exec_driver_sql(
            f"INSERT INTO search_{table} (rowid, title, tags, body, facets)"  # noqa: S608
            " VALUES (?, ?, ?, ?, ?)",
            [
                (
                    doc,
                    *_columns(document.stems if table == "stem" else document.exact),
                    " ".join(document.facets),
                )
                for doc, document in numbered
            ],
        )


def _reserve(conn: Connection, count: int) -> int:
    """Take running numbers for documents and return the first."""
    row = conn.exec_driver_sql(
        "INSERT INTO counter (kind, name, value) VALUES ('index', '', ?)"
        " ON CONFLICT DO UPDATE SET value = value + excluded.value RETURNING value",
        (count,),
    ).scalar_one()
    return int(row) - count


def _doc(sort_at: int, number: int) -> int:
    seconds = max(-MAX_SECONDS, min(MAX_SECONDS - 1, sort_at))
    return (seconds << SEQUENCE_BITS) | (number & ((1 << SEQUENCE_BITS) - 1))


def _columns(fields: Fields) -> tuple[str, str, str]:
    return " ".join(fields.title), " ".join(fields.tags), " ".join(fields.body)


def _expression(match: Match) -> str:
    """Write a query in FTS5's language; every term is quoted, so that none is read as syntax."""
    groups = [" OR ".join(_quoted((facet,)) for facet in group) for group in match.facets]
    needed = [f"({group})" for group in groups] + [_quoted(phrase) for phrase in match.phrases]
    expression = " AND ".join(needed or [_quoted((EVERYTHING,))])
    if not match.excluded:
        return expression
    return f"({expression}) NOT ({' OR '.join(_quoted(phrase) for phrase in match.excluded)})"


def _quoted(phrase: tuple[str, ...]) -> str:
    return '"' + " ".join(phrase).replace('"', '""') + '"'


def _source(match: Match) -> tuple[str, str, dict[str, Any]]:
    """Return the index's table, the FROM and WHERE of a query, and its parameters."""
    table = "search_exact" if match.exact else "search_stem"
    clause = (
        f"FROM {table} CROSS JOIN search_doc ON search_doc.doc = {table}.rowid"
        f" WHERE {table} MATCH :match AND {table}.rowid >= :first AND {table}.rowid < :last"
    )
    first = FIRST_DOC if match.since is None else _doc(match.since, 0)
    last = LAST_DOC if match.until is None else _doc(match.until, 0)
    return table, clause, {"match": _expression(match), "first": first, "last": last}


def find(
    conn: Connection, match: Match, *, ranked: bool, limit: int, after: Cursor | None
) -> Found:
    """Find the best matches among the newest if `ranked`, else the newest; count them all."""
    table, clause, parameters = _source(match)
    place, shown = (f"-bm25({table}, {WEIGHTS})", "place") if ranked else ("doc", SECONDS)
    query = (
        f"WITH newest AS MATERIALIZED (SELECT article_id AS key, doc, {place} AS place, domain,"  # noqa: S608
        f" topic {clause} ORDER BY {table}.rowid DESC LIMIT :bound)"
        f" SELECT key, {shown}, NULL, NULL, 0 FROM (SELECT * FROM newest {placed_after(after)}"
        " ORDER BY place DESC, key DESC LIMIT :limit)"
        " UNION ALL SELECT NULL, NULL, domain, topic, count(*) FROM"
        " (SELECT * FROM newest ORDER BY doc DESC LIMIT :counted) GROUP BY domain, topic"
    )
    parameters |= {"bound": RANKED if ranked else COUNTED + 1, "counted": COUNTED + 1}
    parameters |= {"limit": limit, "after": after and after.order, "key": after and after.key}
    return split_found(conn.execute(text(query), parameters).all())


def by_time(
    conn: Connection, match: Match, *, limit: int, after: Cursor | None, oldest: bool
) -> list[Place]:
    """List what matches, newest first or oldest first, after a place in that list."""
    table, clause, parameters = _source(match)
    if after is not None:
        first, last = _places(conn, after)
        if oldest:
            parameters["first"] = max(parameters["first"], last)
        else:
            parameters["last"] = min(parameters["last"], first)
    direction = "ASC" if oldest else "DESC"
    query = f"SELECT article_id, {SECONDS} {clause} ORDER BY {table}.rowid {direction} LIMIT :limit"
    rows = conn.execute(text(query), {**parameters, "limit": limit})
    return [(key, sort_at) for key, sort_at in rows]


def _places(conn: Connection, after: Cursor) -> tuple[int, int]:
    """Return where a list goes on after an article: downwards below the first, upwards from the
    second.

    An article that is no longer at its time would lead astray; then all of that second is shown
    again rather than any of it left out.
    """
    query = "SELECT doc FROM search_doc WHERE article_id = ?"
    doc = conn.exec_driver_sql(query, (after.key,)).scalar()
    seconds = int(after.order)
    if doc is not None and doc >> SEQUENCE_BITS == seconds:
        return doc, doc + 1
    return _doc(seconds + 1, 0), _doc(seconds, 0)


# --- leases ------------------------------------------------------------------


def due_feeds(conn: Connection, now: dt.datetime, limit: int) -> list[int]:
    """Choose feeds that are due; the transaction locks the whole file."""
    rows = conn.execute(
        text(
            "SELECT id FROM feed WHERE next_at <= :now"
            " AND (leased_until IS NULL OR leased_until <= :now) ORDER BY next_at, id LIMIT :limit"
        ),
        {"now": to_micros(now), "limit": limit},
    )
    return list(rows.scalars())


def due_pages(
    conn: Connection, hosts: Sequence[str], now: dt.datetime, per_host: int
) -> list[tuple[str, int]]:
    """Choose each host's newest pages that are due; the transaction locks the whole file."""
    query = text(
        "SELECT id FROM queue WHERE state = :state AND host = :host AND due_at <= :now"
        " ORDER BY fresh_at DESC, id LIMIT :limit"
    )
    parameters = {"state": WAITING, "now": to_micros(now), "limit": per_host}
    return [
        (host, key)
        for host in hosts
        for key in conn.execute(query, {**parameters, "host": host}).scalars()
    ]


# --- backup ------------------------------------------------------------------


def backup(url: str, target: Path) -> None:
    """Copy the store to a new file while it is in use, and check the copy.

    Raises:
        StoreError: the copy cannot be written or is damaged.
    """
    name = make_url(url).database or ""
    try:
        with (
            closing(sqlite3.connect(name, timeout=LOCK_SECONDS)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)  # in one step: other writers would make it begin again
            copy.execute("PRAGMA journal_mode = DELETE")
            verdict = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise StoreError(f"{target}: the backup failed: {error}") from error
    if verdict != "ok":
        raise StoreError(f"{target}: the backup is damaged: {verdict}")
