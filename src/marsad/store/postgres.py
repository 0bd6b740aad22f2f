"""What PostgreSQL does in its own way: set-up, full-text index (tsvector), leases, backup.

The vectors are written term by term with the terms that SQLite gets too; PostgreSQL's own parser
and Arabic stemmer, which tell spellings of one word apart, have no part in it. Writers of articles
take turns by an advisory lock: deciding what is new then needs no retries, and one writer stores
more than a thousand articles a second.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, make_url, text

from marsad.errors import StoreError
from marsad.store.database import (
    COUNTED,
    LOCK_SECONDS,
    Found,
    Place,
    display_url,
    placed_after,
    split_found,
)
from marsad.store.records import Cursor
from marsad.store.schema import WAITING, to_micros
from marsad.store.terms import EVERYTHING, Document, Fields, Match

WRITER_LOCK = 0x6D617273  # "mars"
WEIGHTS = "{{0.1, 0.1, 0.4, 1.0}}"  # body, unused, tags, title
RANK = f"ts_rank(CAST('{WEIGHTS}' AS float4[]), {{}}, CAST(:words AS tsquery), 1)"
"""The score of a document; the 1 divides by 1 + the logarithm of its length."""
FIELD_GAP = 50  # positions between fields, so that no phrase runs from one into the next
MAX_POSITION = 16_383
MAX_OCCURRENCES = 255  # of one term in one document, that a vector keeps
MAX_VECTOR_BYTES = 600_000  # of terms; with their positions a vector may have a megabyte

RANKED = 1_001
"""Newest matches that are ordered by relevance: each costs reading its vector."""


# --- set-up ------------------------------------------------------------------


def make_engine(url: str, *, create: bool) -> Engine:  # noqa: ARG001  # a server makes databases
    """Return an engine for a PostgreSQL database, which its administrator has made.

    Raises:
        StoreError: the driver is not installed.
    """
    try:
        return create_engine(
            url,
            pool_size=8,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": 10,
                "application_name": "marsad",
                "options": f"-c lock_timeout={LOCK_SECONDS}s -c timezone=UTC",
                # A prepared statement's plan would not know how common its words are.
                "prepare_threshold": None,
            },
        )
    except ModuleNotFoundError as error:
        raise StoreError(
            f"{display_url(url)}: PostgreSQL needs the package psycopg:"
            " install Marsad with its extra [postgres]"
        ) from error


def check_database(conn: Connection) -> None:
    """Refuse a database that cannot hold Arabic text.

    Raises:
        StoreError: its encoding is not UTF-8.
    """
    encoding = conn.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise StoreError(
            f"{display_url(str(conn.engine.url))}: the database's encoding is {encoding}:"
            " create it with ENCODING 'UTF8'"
        )


def lock_writers(conn: Connection) -> None:
    """Hold other writers off until the transaction's end."""
    conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})


# --- full-text index ---------------------------------------------------------


# Without `fastupdate` an import takes a seventh longer, but searches right after it have no list of
# what is not indexed yet to read through (27,549 articles: p99 37 ms, with it 184 to 425).
CREATE = """
    CREATE TABLE search_document (
        article_id bigint PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
        sort_at bigint NOT NULL,
        domain text,
        topic text,
        stems tsvector NOT NULL,
        exact tsvector NOT NULL
    );
    CREATE INDEX ix_search_document_sort ON search_document (sort_at, article_id);
    CREATE INDEX ix_search_document_stems ON search_document USING gin (stems)
        WITH (fastupdate = off);
    CREATE INDEX ix_search_document_exact ON search_document USING gin (exact)
        WITH (fastupdate = off)
"""


def create_search(conn: Connection) -> None:
    """Make the empty full-text index."""
    for statement in CREATE.split(";"):
        conn.execute(text(statement))


def empty_search(conn: Connection) -> None:
    """Take everything out of the full-text index; others see it until the transaction ends."""
    conn.execute(text("DELETE FROM search_document"))


def index(conn: Connection, documents: Sequence[Document]) -> None:
    """Put documents into the index, in place of what stood there under their keys."""
    if not documents:
        return
    statement = text(
        "INSERT INTO search_document (article_id, sort_at, domain, topic, stems, exact) VALUES"
        " (:key, :sort_at, :domain, :topic, CAST(:stems AS tsvector), CAST(:exact AS tsvector))"
        " ON CONFLICT (article_id) DO UPDATE SET sort_at = excluded.sort_at,"
        " domain = excluded.domain, topic = excluded.topic, stems = excluded.stems,"
        " exact = excluded.exact"
    )
    conn.execute(
        statement,
        [
            {
                "key": document.key,
                "sort_at": document.sort_at,
                "domain": document.domain,
                "topic": document.topic,
                "stems": vector(document.stems, document.facets),
                "exact": vector(document.exact, document.facets),
            }
            for document in documents
        ],
    )


def vector(fields: Fields, facets: Iterable[str]) -> str:
    """Write a document as a tsvector: title of weight A, tags B, body D, filters without place."""
    places: dict[str, list[str]] = {facet: [] for facet in facets}
    position, size = 0, 0
    for terms, weight in ((fields.title, "A"), (fields.tags, "B"), (fields.body, "")):
        for term in terms:
            position += 1
            found = places.get(term)
            if found is None:
                size += len(term.encode())
                if size > MAX_VECTOR_BYTES:
                    break
                found = places[term] = []
            if len(found) < MAX_OCCURRENCES:
                found.append(f"{min(position, MAX_POSITION)}{weight}")
        position += FIELD_GAP
    return " ".join(
        f"{_lexeme(term)}:{','.join(found)}" if found else _lexeme(term)
        for term, found in places.items()
    )


def _lexeme(term: str) -> str:
    """Quote a term, so that none is read as syntax."""
    escaped = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _phrase(terms: Sequence[str]) -> str:
    return f"({' <-> '.join(map(_lexeme, terms))})"


def _expression(match: Match) -> str:
    groups = [f"({' | '.join(map(_lexeme, group))})" for group in match.facets]
    needed = groups + [_phrase(phrase) for phrase in match.phrases]
    excluded = [f"!{_phrase(phrase)}" for phrase in match.excluded]
    return " & ".join((needed or [_lexeme(EVERYTHING)]) + excluded)


def _source(match: Match) -> tuple[str, str, dict[str, Any]]:
    """Return the column that is searched, the FROM and WHERE of a query, and its parameters."""
    column = "exact" if match.exact else "stems"
    clause = f"FROM search_document WHERE {column} @@ CAST(:match AS tsquery)"
    parameters: dict[str, Any] = {"match": _expression(match)}
    if match.since is not None:
        clause += " AND sort_at >= :since"
        parameters["since"] = match.since
    if match.until is not None:
        clause += " AND sort_at < :until"
        parameters["until"] = match.until
    return column, clause, parameters


def find(
    conn: Connection, match: Match, *, ranked: bool, limit: int, after: Cursor | None
) -> Found:
    """Find the best matches among the newest if `ranked`, else the newest; count them all."""
    column, clause, parameters = _source(match)
    place, order = "CAST(sort_at AS float8)", "sort_at DESC, key DESC"
    if ranked:
        place, order = f"CAST({RANK.format(column)} AS float8)", "place DESC, key DESC"
        parameters["words"] = " & ".join(map(_phrase, match.phrases))
    # The inner query first: a rank costs reading a vector, and only so many are wanted.
    query = (
        f"WITH newest AS MATERIALIZED (SELECT article_id AS key, sort_at, {place} AS place,"  # noqa: S608
        f" domain, topic FROM (SELECT * {clause} ORDER BY sort_at DESC, article_id DESC"
        " LIMIT :bound) AS matching)"
        f" (SELECT key, place, NULL, NULL, 0 FROM newest {placed_after(after)}"
        f" ORDER BY {order} LIMIT :limit)"
        " UNION ALL (SELECT NULL, NULL, domain, topic, count(*) FROM"
        " (SELECT * FROM newest ORDER BY sort_at DESC, key DESC LIMIT :counted) AS counted"
        " GROUP BY domain, topic)"
    )
    parameters |= {"bound": RANKED if ranked else COUNTED + 1, "counted": COUNTED + 1}
    parameters |= {"limit": limit, "after": after and after.order, "key": after and after.key}
    return split_found(conn.execute(text(query), parameters).all())


def by_time(
    conn: Connection, match: Match, *, limit: int, after: Cursor | None, oldest: bool
) -> list[Place]:
    """List what matches, newest first or oldest first, after a place in that list."""
    _, clause, parameters = _source(match)
    direction, beyond = ("ASC", ">") if oldest else ("DESC", "<")
    if after is not None:
        clause += f" AND (sort_at, article_id) {beyond} (:sort_at, :key)"
        parameters |= {"sort_at": int(after.order), "key": after.key}
    query = (
        f"SELECT article_id, sort_at {clause}"
        f" ORDER BY sort_at {direction}, article_id {direction} LIMIT :limit"
    )
    rows = conn.execute(text(query), {**parameters, "limit": limit})
    return [(key, sort_at) for key, sort_at in rows]


# --- leases ------------------------------------------------------------------


def due_feeds(conn: Connection, now: dt.datetime, limit: int) -> list[int]:
    """Choose feeds that are due and lock their rows, passing by those that others have locked."""
    rows = conn.execute(
        text(
            "SELECT id FROM feed WHERE next_at <= :now"
            " AND (leased_until IS NULL OR leased_until <= :now) ORDER BY next_at, id"
            " LIMIT :limit FOR UPDATE SKIP LOCKED"
        ),
        {"now": to_micros(now), "limit": limit},
    )
    return list(rows.scalars())


def due_pages(
    conn: Connection, hosts: Sequence[str], now: dt.datetime, per_host: int
) -> list[tuple[str, int]]:
    """Choose each host's newest pages that are due and lock their rows, passing by locked ones."""
    rows = conn.execute(
        text(
            "SELECT name, due.id FROM unnest(CAST(:hosts AS text[])) AS name CROSS JOIN LATERAL"
            " (SELECT id FROM queue WHERE state = :state AND host = name AND due_at <= :now"
            " ORDER BY fresh_at DESC, id LIMIT :limit FOR UPDATE SKIP LOCKED) AS due"
        ),
        {"hosts": list(hosts), "state": WAITING, "now": to_micros(now), "limit": per_host},
    )
    return [(host, key) for host, key in rows]


# --- backup ------------------------------------------------------------------


def backup(url: str, target: Path) -> None:
    """Dump the database with pg_dump (custom format, for pg_restore), and read the dump back.

    Raises:
        StoreError: PostgreSQL's client programs are missing, or one of them fails.
    """
    parsed = make_url(url).set(drivername="postgresql")
    secret = {"PGPASSWORD": str(parsed.password)} if parsed.password else {}
    address = parsed.set(password=None).render_as_string()
    dump, restore = find_program("pg_dump"), find_program("pg_restore")
    for command in (
        [dump, "--format=custom", "--no-owner", f"--file={target}", f"--dbname={address}"],
        [restore, "--list", str(target)],
    ):
        done = subprocess.run(  # noqa: S603  # the program was found by name, there is no shell
            command, env=os.environ | secret, capture_output=True, text=True, check=False
        )
        if done.returncode:
            lines = done.stderr.strip().splitlines() or [f"{command[0]} failed"]
            raise StoreError(f"{display_url(url)}: the backup failed: {lines[0]}")


def find_program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs, the newest installed.

    Raises:
        StoreError: it is not installed.
    """
    installed = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: [int(part) if part.isdigit() else 0 for part in path.parts[4].split(".")],
    )
    found = str(installed[-1]) if installed else shutil.which(name)
    if found is None:
        raise StoreError(f"{name} is not installed: it is in PostgreSQL's client package")
    return found
