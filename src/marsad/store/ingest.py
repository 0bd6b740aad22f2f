"""A batch of inputs into the store, in one transaction: pages, articles, failures, queue."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from marsad.errors import InputError
from marsad.store.articles import Outcome, load_entries, observe, save_entries
from marsad.store.database import Backend, Database, chunks
from marsad.store.pages import PreparedPage, prepare_page, store_pages
from marsad.store.prepare import Prepared, prepare_article
from marsad.store.quarantine import quarantine_failures, release
from marsad.store.queue import pages_done
from marsad.store.records import Ingest, IngestReport
from marsad.store.schema import article, revision
from marsad.types import Failure


@dataclass(frozen=True, slots=True)
class PreparedInput:
    """One input, ready: either articles or a failure."""

    source: Ingest
    page: PreparedPage | None
    articles: tuple[Prepared, ...]
    failure: Failure | None


def ingest(database: Database, batch: Sequence[Ingest], *, now: dt.datetime) -> IngestReport:
    """Store a batch whole or not at all; on return it is safely kept.

    What takes time (compressing, folding, stemming) is done before other writers are held off.
    """
    prepared = [prepare_input(item) for item in batch]
    with database.read() as conn:
        _prepare_terms(conn, prepared)
    with database.write() as conn:
        return _store(conn, database.backend, prepared, now)


def prepare_input(source: Ingest) -> PreparedInput:
    """Make one input ready; one that the store cannot keep becomes a failure."""
    failure = source.failure
    kept = source.page or (failure.page if failure else None)
    page = prepare_page(kept) if kept else None
    articles: tuple[Prepared, ...] = ()
    if failure is None:
        try:
            articles = tuple(prepare_article(value) for value in source.articles)
        except InputError as error:
            failure = Failure(source.name, "store", str(error))
    return PreparedInput(source, page, articles, failure)


def _prepare_terms(conn: Connection, batch: Sequence[PreparedInput]) -> None:
    """Compute the index terms of articles that look new, which most of the time are."""
    wanted = {item.identity: item for ready in batch for item in ready.articles}
    known: set[tuple[bytes, bytes]] = set()
    for chunk in chunks(wanted):
        rows = conn.execute(
            select(article.c.identity, revision.c.content_hash)
            .join(revision, revision.c.article_id == article.c.id)
            .where(article.c.identity.in_(chunk))
        )
        known.update((row.identity, row.content_hash) for row in rows)
    for ready in batch:
        for item in ready.articles:
            if (item.identity, item.content_hash) not in known:
                _ = item.fields


def _store(
    conn: Connection, backend: Backend, batch: Sequence[PreparedInput], now: dt.datetime
) -> IngestReport:
    pages = store_pages(conn, [item.page for item in batch if item.page])
    entries = load_entries(
        conn, [prepared.identity for item in batch for prepared in item.articles]
    )
    outcomes: Counter[Outcome] = Counter()
    for item in batch:
        page_id = pages[item.page.key] if item.page else None
        outcomes.update(
            observe(
                entries,
                prepared,
                observed_at=item.source.observed_at,
                page_id=page_id,
                now=now,
            )
            for prepared in item.articles
        )
    save_entries(conn, backend, entries.values())
    last = {item.source.name: item for item in batch}.values()  # of inputs that come twice
    release(conn, names=[item.source.name for item in last if item.failure is None])
    failures = [
        (item.failure, pages[item.page.key] if item.page else None) for item in last if item.failure
    ]
    quarantine_failures(conn, failures, now=now)
    pages_done(conn, [item.source.queue_id for item in batch if item.source.queue_id is not None])
    quarantined = sum(item.failure is not None for item in batch)
    return IngestReport(outcomes["new"], outcomes["revised"], outcomes["unchanged"], quarantined)
