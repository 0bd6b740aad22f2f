"""Kept pages read anew after an upgrade, and the index built anew.

A newer reading of a page is no edit by its publisher: it takes the place of the older reading and
makes no version. Versions that other pages brought stay as they are until those pages' turn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from marsad.store.articles import (
    Entry,
    Outcome,
    StoredVersion,
    load_entries,
    observe,
    save_entries,
    unite_sections,
)
from marsad.store.database import Database
from marsad.store.prepare import Prepared, prepare_article
from marsad.store.quarantine import release
from marsad.store.records import IngestReport
from marsad.store.schema import article, page, revision
from marsad.types import Article

REBUILT = 500
"""Articles in memory at once while the index is built."""


def reingest(
    database: Database, page_id: int, articles: Sequence[Article], *, now: dt.datetime
) -> IngestReport:
    """Replace what was read from a kept page by a newer reading.

    An article whose version came from this page has that version's record replaced. One that
    another page brought is left to that page, unless the same code read both: then a difference
    is the publisher's. One that is not there yet is added. Articles that the newer reading no
    longer finds stay. The page leaves quarantine.

    Raises:
        InputError: an article has no text.
    """
    prepared = [prepare_article(value) for value in articles]
    for item in prepared:
        _ = item.fields, item.record
    with database.write() as conn:
        fetched_at = conn.execute(
            select(page.c.fetched_at).where(page.c.id == page_id)
        ).scalar_one_or_none()
        outcomes = _reread(conn, database, page_id, prepared, fetched_at, now)
        release(conn, page_ids=[page_id])
    return IngestReport(
        outcomes.count("new"), outcomes.count("revised"), outcomes.count("unchanged")
    )


def _reread(
    conn: Connection,
    database: Database,
    page_id: int,
    prepared: Sequence[Prepared],
    fetched_at: dt.datetime | None,
    now: dt.datetime,
) -> list[Outcome]:
    rows = conn.execute(
        select(article.c.identity, revision.c.id, revision.c.record)
        .join(revision, revision.c.article_id == article.c.id)
        .where(revision.c.page_id == page_id)
    ).all()
    before = {row.identity for row in rows}
    records = {row.id: row.record for row in rows}
    entries = load_entries(conn, before | {item.identity for item in prepared})
    _follow_identity(entries, before, prepared)
    outcomes: list[Outcome] = []
    for item in prepared:
        entry = entries.get(item.identity)
        mine = [stored for stored in entry.history if stored.key in records] if entry else []
        if entry is not None and mine:
            changed = [_replace(entry, stored, item, records) for stored in mine]
            outcomes.append("revised" if any(changed) else "unchanged")
        elif entry is None or _same_reader(entry, item, fetched_at):
            outcomes.append(
                observe(entries, item, observed_at=fetched_at, page_id=page_id, now=now)
            )
        else:
            outcomes.append("unchanged")
    save_entries(conn, database.backend, entries.values())
    return outcomes


def _follow_identity(
    entries: dict[bytes, Entry], before: set[bytes], prepared: Sequence[Prepared]
) -> None:
    """Let a page's one article keep its row where the newer reading finds another address."""
    gone = before - {item.identity for item in prepared}
    come = {item.identity for item in prepared} - set(entries)
    if len(gone) == len(come) == 1:
        entry = entries.pop(gone.pop())
        entry.identity = come.pop()
        entries[entry.identity] = entry
        entry.changed = True


def _replace(
    entry: Entry, stored: StoredVersion, item: Prepared, records: Mapping[int, str]
) -> bool:
    """Put a newer reading in the place of the older one; say whether they differ."""
    if records[stored.key or 0] == item.record and stored.made_by == item.article.made_by:
        return False
    stored.version = replace(stored.version, content_hash=item.content_hash)
    stored.made_by = item.article.made_by
    stored.prepared, stored.replaced = item, True
    entry.changed = entry.reindex = True
    if len(entry.history) == 1:
        entry.sections = []  # nobody else told of any
    unite_sections(entry, item.article.sections)
    return True


def _same_reader(entry: Entry, item: Prepared, fetched_at: dt.datetime | None) -> bool:
    """Say whether the version before this observation was read by the same code."""
    earlier = [
        stored
        for stored in entry.history
        if fetched_at is not None and stored.version.seen_at <= fetched_at
    ]
    return bool(earlier) and earlier[-1].made_by == item.article.made_by


def rebuild_search(database: Database) -> int:
    """Build the full-text index anew and return how many articles are in it.

    What articles' rows derive from their records (topics, places in lists) is derived anew too.
    It is one transaction: searches see the old index until it is done, writers wait or give up.
    """
    count, after = 0, 0
    with database.write() as conn:
        database.backend.empty_search(conn)
        while True:
            query = select(article.c.id, article.c.identity).where(article.c.id > after)
            rows = conn.execute(query.order_by(article.c.id).limit(REBUILT)).all()
            if not rows:
                return count
            entries = load_entries(conn, [row.identity for row in rows])
            for entry in entries.values():
                entry.changed = entry.reindex = True
            save_entries(conn, database.backend, entries.values())
            count, after = count + len(rows), rows[-1].id
