"""The store as the rest of Marsad sees it: `open_store` and `Store`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from marsad.errors import StoreError
from marsad.store import (
    analyses,
    backup,
    counters,
    entities,
    entity_edits,
    ingest,
    keywords,
    pages,
    postgres,
    quarantine,
    queue,
    reading,
    reprocess,
    search,
    shelves,
    sources,
    sqlite,
)
from marsad.store.database import Backend, Database
from marsad.store.filing import file_by_topic
from marsad.store.migrate import migrate
from marsad.store.records import (
    Analysed,
    Announcement,
    ArticleSummary,
    Counts,
    Cursor,
    DayCount,
    EntityEdit,
    EntityListing,
    EntityProfile,
    EntitySummary,
    FeedState,
    Ingest,
    IngestReport,
    KeywordCount,
    Listing,
    PublisherStatus,
    Quarantined,
    QueuedPage,
    SearchQuery,
    SearchResult,
    Shelf,
    SourceStatus,
    StoredArticle,
    StoredPage,
    TopicBlock,
)
from marsad.store.story_store import StoryStore
from marsad.types import Analysis, Article, Failure, Source

BACKENDS: dict[str, Backend] = {"sqlite": sqlite, "postgresql": postgres}


def open_store(url: str, *, create: bool = True) -> Store:
    """Open the store at a SQLAlchemy address, bringing its tables up to date.

    `create=False` opens only one that is there: a file, or a database that has Marsad's tables.

    Raises:
        StoreError: it is missing, locked, unreachable, or was made by a newer version of Marsad.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"{url!r} is not the address of a store") from error
    name = parsed.get_backend_name()
    if name not in BACKENDS:
        raise StoreError(f"{name}: stores are kept in sqlite or postgresql")
    if name == "postgresql" and parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    address = parsed.render_as_string(hide_password=False)
    engine = BACKENDS[name].make_engine(address, create=create)
    database = Database(address, engine, BACKENDS[name])
    try:
        migrate(database, create=create)
    except BaseException:
        engine.dispose()
        raise
    return Store(database)


class Store:
    """One open store, for several threads at once; other processes open it for themselves.

    Moments given and returned are aware and in UTC. Every method that writes has kept what it
    wrote when it returns. All raise `StoreError` where the store cannot be reached, is locked for
    too long, or is damaged.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.stories = StoryStore(database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self.database.engine.dispose()

    # --- sources and feeds ---

    def add_source(self, source: Source, *, now: dt.datetime) -> SourceStatus:
        """Add a publisher; one of the same domain is updated and its feeds are added to."""
        with self.database.write() as conn:
            return sources.add_source(conn, source, now=now)

    def remove_source(self, domain: str) -> bool:
        """Stop gathering a publisher; its articles stay. Say whether there was one."""
        with self.database.write() as conn:
            return sources.remove_source(conn, domain)

    def sources(self) -> tuple[SourceStatus, ...]:
        """Return every source, by name."""
        with self.database.read() as conn:
            return sources.sources(conn)

    def source(self, domain: str) -> SourceStatus | None:
        """Return the source of a domain."""
        with self.database.read() as conn:
            return sources.source_by_domain(conn, domain)

    def publishers(self) -> tuple[PublisherStatus, ...]:
        """Return every domain that has articles, gathered or imported, most articles first."""
        with self.database.read() as conn:
            return sources.publishers(conn)

    def publisher(self, domain: str) -> PublisherStatus | None:
        """Return one domain that has articles."""
        with self.database.read() as conn:
            return next(iter(sources.publishers(conn, domain)), None)

    def lease_feeds(self, *, now: dt.datetime, limit: int, seconds: float) -> tuple[FeedState, ...]:
        """Take feeds that are due; nobody else gets them until `feed_done` or the lease's end."""
        with self.database.lease() as conn:
            return sources.lease_feeds(
                conn, self.database.backend, now=now, limit=limit, seconds=seconds
            )

    def feed_done(
        self,
        feed_id: int,
        *,
        now: dt.datetime,
        next_at: dt.datetime,
        etag: str | None = None,
        last_modified: str | None = None,
        error: str | None = None,
    ) -> None:
        """Give a feed back: what it answered, or why it did not, and when it is due again."""
        with self.database.lease() as conn:
            sources.feed_done(
                conn,
                feed_id,
                now=now,
                next_at=next_at,
                etag=etag,
                last_modified=last_modified,
                error=error,
            )

    # --- queued pages ---

    def announce(self, source_id: int, items: Iterable[Announcement], *, now: dt.datetime) -> int:
        """Queue pages that are new or were modified since; return how many."""
        with self.database.write() as conn:
            return queue.announce(conn, source_id, items, now=now)

    def lease_pages(
        self, *, now: dt.datetime, limit: int, seconds: float
    ) -> tuple[QueuedPage, ...]:
        """Take queued pages in turn over their hosts; nobody else gets them for `seconds`."""
        with self.database.lease() as conn:
            return queue.lease_pages(
                conn, self.database.backend, now=now, limit=limit, seconds=seconds
            )

    def page_failed(
        self,
        queue_id: int,
        *,
        now: dt.datetime,
        retry_at: dt.datetime | None,
        failure: Failure,
    ) -> None:
        """Put a page back until `retry_at`; None gives it up to quarantine."""
        with self.database.write() as conn:
            queue.page_failed(conn, queue_id, now=now, retry_at=retry_at, failure=failure)

    def next_due(self, now: dt.datetime) -> dt.datetime | None:
        """Return when the next feed or page is due, `now` at the earliest; None without any."""
        with self.database.read() as conn:
            moments = [sources.next_feed(conn), queue.next_page(conn)]
        return min((max(moment, now) for moment in moments if moment), default=None)

    # --- writing ---

    def ingest(self, batch: Sequence[Ingest], *, now: dt.datetime) -> IngestReport:
        """Store a batch of inputs whole or not at all; batches of 100 and more are fastest."""
        return ingest.ingest(self.database, batch, now=now)

    def reingest(
        self, page_id: int, articles: Sequence[Article], *, now: dt.datetime
    ) -> IngestReport:
        """Replace what was read from a kept page by a newer reading of it."""
        return reprocess.reingest(self.database, page_id, articles, now=now)

    def rebuild_search(self) -> int:
        """Build the full-text index anew; return how many articles are in it."""
        return reprocess.rebuild_search(self.database)

    # --- analysis ---

    def lease_unanalysed(
        self, *, now: dt.datetime, limit: int, seconds: float
    ) -> tuple[StoredArticle, ...]:
        """Take articles that wait to be analysed; nobody else gets them for `seconds`."""
        with self.database.lease() as conn:
            return analyses.lease_due(conn, now=now, limit=limit, seconds=seconds)

    def save_analyses(self, done: Sequence[Analysed], *, now: dt.datetime) -> None:
        """Keep what the analysis of leased articles found; failures go to quarantine."""
        with self.database.write() as conn:
            analyses.save_analyses(conn, done, now=now)
            topics = {i.key: analyses.sure_topic(i.analysis) for i in done if i.analysis}
            file_by_topic(conn, self.database.backend, topics)

    def ask_for_analysis(self, *, made_by: str) -> int:
        """Let every article wait that has no analysis by `made_by`; return how many do."""
        with self.database.write() as conn:
            return analyses.mark_outdated(conn, made_by)

    def unanalysed(self) -> int:
        """Return how many articles wait to be analysed."""
        with self.database.read() as conn:
            return analyses.count_due(conn)

    def analysis(self, stored: StoredArticle) -> Analysis | None:
        """Return what the analysis found in an article; None while it waits for one."""
        with self.database.read() as conn:
            return analyses.load_analysis(conn, stored)

    # --- identities ---

    def entity(self, key: int) -> EntityProfile | None:
        """Return a person, organisation or place; of one that was merged, what it is part of."""
        with self.database.read() as conn:
            return entities.profile(conn, key)

    def entities(
        self,
        *,
        text: str = "",
        kind: str | None = None,
        limit: int = 60,
        after: Cursor | None = None,
    ) -> EntityListing:
        """List identities, the most named first; `text` is what a word of theirs begins with."""
        with self.database.read() as conn:
            return entities.list_entities(
                conn, text=text, kind=kind, limit=limit, after=search.valid_cursor(after)
            )

    def entity_articles(self, key: int, *, limit: int = 30, after: Cursor | None = None) -> Listing:
        """List the articles that name an identity, newest first, a page at a time."""
        with self.database.read() as conn:
            return entities.articles_of(conn, key, limit=limit, after=search.valid_cursor(after))

    def entity_company(self, key: int, *, limit: int = 12) -> tuple[EntitySummary, ...]:
        """Return whom the newest articles name beside an identity, the most frequent first."""
        with self.database.read() as conn:
            return entities.company_of(conn, key, limit=limit)

    def entity_days(self, key: int, *, since: dt.date, until: dt.date) -> tuple[DayCount, ...]:
        """Return how often each day's articles named an identity; days without are left out."""
        with self.database.read() as conn:
            return entities.days_of(conn, key, since=since, until=until)

    def article_entities(self, key: int) -> dict[str, EntitySummary]:
        """Return the identities of an article's names, by the article's own ids of them."""
        with self.database.read() as conn:
            return entities.entities_of(conn, key)

    def merge_entities(self, key: int, into: int, *, now: dt.datetime) -> int:
        """Make one identity part of another by hand; return what both are now."""
        with self.database.write() as conn:
            return entity_edits.merge(conn, key, into, now=now)

    def split_entity(
        self,
        key: int,
        *,
        names: Sequence[str] = (),
        articles: Sequence[str] = (),
        now: dt.datetime,
    ) -> int:
        """Give spellings or articles an identity of their own, or undo a merge; return it."""
        with self.database.write() as conn:
            if not names and not articles:
                return entity_edits.undo_merge(conn, key, now=now)
            return entity_edits.split(conn, key, names=names, articles=articles, now=now)

    def entity_edits(self, key: int | None = None, *, limit: int = 50) -> tuple[EntityEdit, ...]:
        """Return what was merged and split by hand, the latest first."""
        with self.database.read() as conn:
            return entity_edits.edits(conn, key, limit=limit)

    # --- lists by topic, country and keyword ---

    def shelf_articles(
        self, shelf: Shelf, *, limit: int = 30, after: Cursor | None = None
    ) -> Listing:
        """List a shelf's articles, newest first, a page at a time."""
        with self.database.read() as conn:
            after = search.valid_cursor(after)
            return shelves.shelf_articles(conn, shelf, limit=limit, after=after)

    def shelf_count(self, shelf: Shelf) -> int:
        """Return how many articles a shelf holds."""
        with self.database.read() as conn:
            return shelves.shelf_count(conn, shelf)

    def shelf_days(
        self, shelf: Shelf, days: Sequence[dt.date], *, zone: dt.tzinfo
    ) -> tuple[DayCount, ...]:
        """Return how many articles of a shelf each day has; days without are left out."""
        with self.database.read() as conn:
            return shelves.shelf_days(conn, shelf, days, zone)

    def shelf_keywords(
        self, shelf: Shelf, *, limit: int = 12, latest: int = shelves.LATEST
    ) -> tuple[KeywordCount, ...]:
        """Return what several of a shelf's newest articles have as keywords, the most first."""
        with self.database.read() as conn:
            return shelves.shelf_keywords(conn, shelf, limit=limit, latest=latest)

    def keyword_name(self, text: str) -> str | None:
        """Return the usual spelling of a keyword; None where no article has it."""
        with self.database.read() as conn:
            return shelves.keyword_name(conn, text)

    def article_keywords(self, key: int) -> frozenset[str]:
        """Return what an article is listed by: the `keyword_key`s of its keywords and tags."""
        with self.database.read() as conn:
            return keywords.keys_of(conn, key)

    def topic_counts(self) -> dict[str, int]:
        """Return how many articles each topic has; "" stands for those without one."""
        with self.database.read() as conn:
            return counters.topic_counts(conn)

    # --- reading ---

    def front(self, *, per_topic: int) -> tuple[TopicBlock, ...]:
        """Return each topic's newest articles, articles without a topic last."""
        with self.database.read() as conn:
            return reading.front(conn, per_topic=per_topic)

    def latest(
        self,
        *,
        topic: str | None = None,
        domain: str | None = None,
        section: str | None = None,
        country: str | None = None,
        limit: int = 30,
        after: Cursor | None = None,
    ) -> Listing:
        """List articles by time, newest first, a page at a time; topic "" is none."""
        several = sum(bool(name) for name in (topic, domain, section, country)) > 1
        with self.database.read() as conn:
            if several and topic != "":
                query = SearchQuery(
                    topic=topic, domain=domain, section=section, country=country, after=after
                )
                return search.list_filtered(conn, self.database.backend, query, limit=limit)
            return reading.latest(
                conn,
                topic=topic,
                domain=domain,
                section=section,
                country=country,
                limit=limit,
                after=search.valid_cursor(after),
            )

    def article(self, key: int) -> StoredArticle | None:
        """Return an article with its history by the store's key."""
        with self.database.read() as conn:
            return reading.article_by_key(conn, key)

    def article_by_id(self, id: str) -> StoredArticle | None:  # noqa: A002  # the contract's name
        """Return an article with its history by its contract id."""
        with self.database.read() as conn:
            return reading.article_by_id(conn, id)

    def neighbours(self, key: int) -> tuple[ArticleSummary | None, ArticleSummary | None]:
        """Return the next newer and the next older article."""
        with self.database.read() as conn:
            return reading.neighbours(conn, key)

    def search(self, query: SearchQuery) -> SearchResult:
        """Find articles by words and filters."""
        with self.database.read() as conn:
            return search.search(conn, self.database.backend, query)

    def counts(self) -> Counts:
        """Return the store's totals."""
        with self.database.read() as conn:
            return counters.counts(conn)

    def quarantine(self, *, limit: int, after: Cursor | None = None) -> tuple[Quarantined, ...]:
        """List inputs that failed, the latest first, after `last_at` (seconds) and id of one."""
        with self.database.read() as conn:
            return quarantine.list_quarantine(conn, limit=limit, after=search.valid_cursor(after))

    def export(self, query: SearchQuery | None = None) -> Iterator[StoredArticle]:
        """Read articles, oldest first, from one state of the store and in little memory."""
        with self.database.read() as conn:
            if query is None or query == SearchQuery():
                yield from reading.stream(conn)
            else:
                yield from search.stream_matches(conn, self.database.backend, query)

    def pages(self, *, since: dt.datetime | None = None, after_id: int = 0) -> Iterator[StoredPage]:
        """Read kept pages in the order they came; `since` looks at when they were fetched."""
        while True:
            # A transaction a chunk: readers that stay for hours would keep old states alive.
            with self.database.read() as conn:
                rows = pages.page_chunk(conn, since=since, after_id=after_id)
            if not rows:
                return
            yield from map(pages.to_page, rows)
            after_id = rows[-1].id

    def page(self, key: int) -> StoredPage | None:
        """Return one kept page."""
        with self.database.read() as conn:
            return pages.page_by_id(conn, key)

    def backup(self, path: Path) -> None:
        """Write a consistent, verified copy to a new file while the store is in use."""
        backup.backup(self.database, path)
