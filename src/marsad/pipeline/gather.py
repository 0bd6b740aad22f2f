"""The gatherer: due feeds are polled, the pages they name fetched, extracted and stored.

All state is in the store. Feeds and pages are leased from it, so several gatherers may share one
store and the work of one that dies comes back by itself.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import math
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, ParamSpec, TypeVar
from urllib.parse import urlsplit

from marsad.analysis.taggers.choose import load_names
from marsad.config import Settings
from marsad.errors import InputError, StoreError
from marsad.extract.page import extract_article
from marsad.fetch.announced import entries_of, entry_time, parse_announced
from marsad.fetch.feeds import Entry, ParsedFeed
from marsad.fetch.http import Fetched, Fetcher
from marsad.fetch.schedule import (
    choose_entries,
    choose_sitemaps,
    next_poll,
    poll_after_error,
    retry_at,
)
from marsad.fetch.sitemaps import Sitemap
from marsad.fetch.streams import sniff
from marsad.fetch.warcs import PAGE_TYPES, media_type
from marsad.pipeline.analyse import analyze_stored
from marsad.pipeline.connect import Placer, replay
from marsad.pipeline.stages import Known, known_to, reading_context, with_related
from marsad.pipeline.workers import Workers
from marsad.sites.book import load_book
from marsad.store.engine import Store
from marsad.store.records import Announcement, FeedState, Ingest, IngestReport, QueuedPage
from marsad.types import Failure, Page, Source
from marsad.urls import same_site

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
EventKind = Literal["feed", "page", "retry", "failed", "store"]

_LEASE = 300.0
"""Seconds of a lease, the turns of others apart: a killed gatherer's work comes back after that."""

_LOOK_AGAIN = 30.0
"""Seconds of sleep at most: another process may have added a source."""

_BUSY_PAUSE = 1.0
"""Seconds between two looks at the store while work is under way and none of it ends."""

_ANALYSED = 20
"""Articles analysed in one go, so that the newest are never far behind."""

_REPLAY = dt.timedelta(hours=24)
"""Time between two looks at the stories of the last days."""

_INDEX_DEPTH = 2
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class GatherEvent:
    """Something the gatherer did, for people who watch."""

    kind: EventKind
    name: str  # the address of the feed or page
    detail: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.detail}"


@dataclass(frozen=True, slots=True)
class GatherReport:
    """What a run of the gatherer did. Pages to be tried again later are `postponed`, not failed."""

    articles: IngestReport = field(default_factory=IngestReport)
    feeds: int = 0  # polled with success
    pages: int = 0  # fetched
    failed: int = 0  # feeds that gave nothing, pages given up
    postponed: int = 0


async def gather(
    store: Store,
    settings: Settings,
    *,
    once: bool,
    on_event: Callable[[GatherEvent], None] | None = None,
    stop: asyncio.Event | None = None,
) -> GatherReport:
    """Gather until nothing is due any more (`once`), or for ever; `stop` ends it at any time.

    No single page or feed stops it. When it is stopped or cancelled, what was begun is stored
    whole or not at all, and pages in hand go back to the queue.

    Raises:
        StoreError: the store fails (with `once`; else it is tried again).
        ConfigError: who is to find names, by the settings, cannot find any.
    """
    load_names(settings.names)
    async with Fetcher(settings) as fetcher:
        with Workers(settings.jobs) as workers:
            gatherer = _Gatherer(store, settings, fetcher, workers, on_event or _ignore)
            return await gatherer.run(once=once, stop=stop or asyncio.Event())


def _ignore(event: GatherEvent) -> None:
    """Tell nobody."""


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


# --- the gatherer ------------------------------------------------------------


class _Gatherer:
    """One run: what is leased, what is under way, what came of it."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        fetcher: Fetcher,
        workers: Workers,
        tell: Callable[[GatherEvent], None],
    ) -> None:
        self._store = store
        self._settings = settings
        self._fetcher = fetcher
        self._workers = workers
        self._tell = tell
        self._sites = load_book(settings.sites_folder)
        self._tasks: set[asyncio.Task[None]] = set()
        self._feeds: dict[int, FeedState] = {}  # in hand, as the pages
        self._pages: dict[int, QueuedPage] = {}
        self._sources: dict[int, Source] = {}
        self._report = GatherReport()
        self._unanalysed = True  # articles may wait: of this run, or left by an earlier one
        self._analysing = False
        self._tend_at = 0.0  # of the monotonic clock: the next look at what others left
        self._placer = Placer(store)
        # With `once`, feeds that come due meanwhile wait: many that are due often would never end.
        self._begun: dt.datetime | None = None
        self._look_at = 0.0  # of the monotonic clock: the next lease while work is under way

    async def run(self, *, once: bool, stop: asyncio.Event) -> GatherReport:
        """Lease and work until there is nothing left to do, or nobody wants it any more."""
        self._begun = _now() if once else None
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                self._tend(once=once)
                idle = not self._tasks  # what ends while we look may have queued more
                try:
                    pause = await self._lease()
                except StoreError as error:
                    if once:
                        raise
                    self._event("store", "the store", str(error))
                    pause = _LOOK_AGAIN
                if once and not self._tasks:
                    if idle:
                        break
                    continue
                await asyncio.wait(
                    {stopping, *self._tasks}, timeout=pause, return_when=asyncio.FIRST_COMPLETED
                )
        finally:
            stopping.cancel()
            await self._put_back()
        return self._report

    def _tend(self, *, once: bool) -> None:
        """Go on with what a process that died left unanalysed or unplaced, no page needed.

        At the start, and from time to time: the lease of one that died just now must end first.
        """
        if time.monotonic() >= self._tend_at:
            self._tend_at = math.inf if once else time.monotonic() + _LOOK_AGAIN
            self._analyse_waiting()

    async def _put_back(self) -> None:
        """Stop what is under way and give it back: it need not wait for its lease's end."""
        tasks = [*self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        with suppress(StoreError):
            await _in_thread(self._give_back, _now())

    def _give_back(self, now: dt.datetime) -> None:
        for page in self._pages.values():
            failure = Failure(page.url, "fetch", "interrupted")
            self._store.page_failed(page.id, now=now, retry_at=now, failure=failure)
        for feed in self._feeds.values():
            self._store.feed_done(
                feed.id,
                now=feed.fetched_at or now,
                next_at=now,
                etag=feed.etag,
                last_modified=feed.last_modified,
                error=feed.error,
            )

    async def _lease(self) -> float:
        """Take on what is due, as far as there is room; return the seconds to wait if undisturbed.

        Each lease has room for pages of every host: a host with a long queue then does not keep
        the news of another one waiting.
        """
        room = 4 * max(self._settings.concurrency, len(self._sources))
        if self._tasks and (len(self._tasks) > room // 2 or time.monotonic() < self._look_at):
            return _BUSY_PAUSE
        now, limit = _now(), room - len(self._tasks)
        seconds = _LEASE + room * max(self._settings.host_delay, 1.0)
        feeds = await _in_thread(
            self._store.lease_feeds, now=self._begun or now, limit=limit, seconds=seconds
        )
        pages = await _in_thread(self._store.lease_pages, now=now, limit=limit, seconds=seconds)
        if feeds or any(page.source_id not in self._sources for page in pages):
            statuses = await _in_thread(self._store.sources)
            self._sources = {status.id: status.source for status in statuses}
        # What is still in hand when its lease ends comes again; it goes on once.
        new_feeds = {feed.id: feed for feed in feeds if feed.id not in self._feeds}
        new_pages = {page.id: page for page in pages if page.id not in self._pages}
        self._feeds |= new_feeds
        self._pages |= new_pages
        self._start(
            *map(self._feed_work, new_feeds.values()), *map(self._page_work, new_pages.values())
        )
        if self._tasks:
            self._look_at = time.monotonic() + (0.0 if feeds or pages else _BUSY_PAUSE)
            return _BUSY_PAUSE
        due = await _in_thread(self._store.next_due, _now())
        return min((due - _now()).total_seconds(), _LOOK_AGAIN) if due else _LOOK_AGAIN

    def _start(self, *work: Coroutine[Any, Any, None]) -> None:
        for item in work:
            task = asyncio.create_task(item)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _event(self, kind: EventKind, name: str, detail: str) -> None:
        self._tell(GatherEvent(kind, name, detail))

    def _count(self, **more: Any) -> None:
        """Add to the report."""
        sums = {key: getattr(self._report, key) + value for key, value in more.items()}
        self._report = dataclasses.replace(self._report, **sums)

    async def _guard(
        self,
        name: str,
        work: Callable[[], Coroutine[Any, Any, None]],
        failed: Callable[[Exception], Coroutine[Any, Any, None]],
    ) -> None:
        """Do one piece of work; whatever goes wrong with it goes no further than `failed`."""
        try:
            try:
                await work()
            except StoreError:
                raise
            except Exception as error:  # noqa: BLE001  # one page may not stop all others
                await failed(error)
        except StoreError as error:  # the lease brings the work back
            self._count(failed=1)
            self._event("store", name, str(error))

    # --- feeds ---

    async def _feed_work(self, feed: FeedState) -> None:
        work, failed = partial(self._poll, feed), partial(self._poll_failed, feed)
        await self._guard(feed.feed.url, work, failed)
        del self._feeds[feed.id]

    async def _poll(self, feed: FeedState) -> None:
        """Poll a feed or sitemap, and queue what it announces."""
        fetched = await self._fetcher.get(
            feed.feed.url, etag=feed.etag, last_modified=feed.last_modified
        )
        if fetched.not_modified:
            newest, detail = None, "not modified"
            etag = fetched.etag or feed.etag
            last_modified = fetched.last_modified or feed.last_modified
        else:
            newest, detail, is_index = await self._announce(feed, fetched)
            # An index may stay the same while its sitemaps change.
            etag = None if is_index else fetched.etag
            last_modified = None if is_index else fetched.last_modified
        now = _now()
        await _in_thread(
            self._store.feed_done,
            feed.id,
            now=now,
            next_at=next_poll(feed.interval, now=now, newest=newest),
            etag=etag,
            last_modified=last_modified,
        )
        self._count(feeds=1)
        self._event("feed", feed.feed.url, detail)

    async def _announce(
        self, feed: FeedState, fetched: Fetched
    ) -> tuple[dt.datetime | None, str, bool]:
        """Queue a feed's pages; return its newest entry's time, a report, and if it is an index."""
        parsed = await self._parse(fetched)
        is_index, entries = False, [*entries_of(parsed)]
        if isinstance(parsed, Sitemap):
            is_index = bool(parsed.sitemaps)
            found = await self._expand(parsed, feed) if is_index else entries
            # A sitemap speaks for its own site alone.
            entries = [entry for entry in found if same_site(entry.url, fetched.final_url)]
        chosen = choose_entries(entries, now=_now())
        items = [
            Announcement(entry.url, entry.title, entry.published, entry.modified)
            for entry in chosen
        ]
        queued = await _in_thread(self._store.announce, feed.source_id, items, now=_now())
        newest = max((time for entry in chosen if (time := entry_time(entry))), default=None)
        return newest, f"{len(entries)} entries, {queued} to fetch", is_index

    async def _parse(self, fetched: Fetched) -> ParsedFeed | Sitemap:
        page = fetched.page
        return await self._workers.run(
            parse_announced, page.body, url=fetched.final_url, content_type=page.content_type
        )

    async def _expand(self, index: Sitemap, feed: FeedState, depth: int = 1) -> list[Entry]:
        """Read the sitemaps of an index; some may fail, but not all."""
        entries, errors = [*index.pages], list[InputError]()
        chosen = choose_sitemaps(index.sitemaps, since=feed.fetched_at, now=_now())
        own = [url for url in chosen if same_site(url, feed.feed.url)]
        for url in own:
            try:
                parsed = await self._parse(await self._fetcher.get(url))
            except InputError as error:
                errors.append(error)
                continue
            if isinstance(parsed, Sitemap) and parsed.sitemaps and depth < _INDEX_DEPTH:
                entries += await self._expand(parsed, feed, depth + 1)
            else:
                entries += entries_of(parsed)
        if errors and len(errors) == len(own):
            raise errors[0]
        return entries

    async def _poll_failed(self, feed: FeedState, error: Exception) -> None:
        now, reason = _now(), _reason(error, feed.feed.url)
        await _in_thread(
            self._store.feed_done,
            feed.id,
            now=now,
            next_at=poll_after_error(feed.interval, failures=feed.failures, error=error, now=now),
            error=reason,
        )
        self._count(failed=1)
        self._event("failed", feed.feed.url, reason)

    # --- pages ---

    async def _page_work(self, queued: QueuedPage) -> None:
        work, failed = partial(self._take, queued), partial(self._page_failed, queued)
        await self._guard(queued.url, work, failed)
        del self._pages[queued.id]

    async def _take(self, queued: QueuedPage) -> None:
        """Fetch, extract and store a page."""
        fetched = await self._fetcher.get(queued.url)
        ingest = await self._read(queued, fetched)
        report = await _in_thread(self._store.ingest, [ingest], now=_now())
        self._count(articles=report, pages=1)
        if ingest.failure:
            self._count(failed=1)
            self._event("failed", queued.url, ingest.failure.reason)
        else:
            self._analyse_waiting()
            news = "new" if report.new else "revised" if report.revised else "unchanged"
            self._event("page", queued.url, f"{news}: {ingest.articles[0].title or ''}".strip(": "))

    def _analyse_waiting(self) -> None:
        """See to it that the articles that wait are analysed and placed."""
        self._unanalysed = True
        if not self._analysing:
            self._analysing = True
            self._start(self._analyse())

    async def _known(self) -> Known:
        return await _in_thread(known_to, self._store, self._sites)

    async def _analyse(self) -> None:
        """Analyse and place the articles that wait, until none does."""
        try:
            while self._unanalysed:
                self._unanalysed = False
                known: Known | None = None  # what pages need of it may not have been read yet
                while batch := await _in_thread(
                    self._store.lease_unanalysed, now=_now(), limit=_ANALYSED, seconds=_LEASE
                ):
                    ready = known or await self._known()
                    known, names = ready, self._settings.names
                    work = [
                        self._workers.run(analyze_stored, stored, ready, names) for stored in batch
                    ]
                    done = await asyncio.gather(*work)
                    await _in_thread(self._store.save_analyses, done, now=_now())
                await _in_thread(self._connect)
        except (StoreError, InputError) as error:  # the lease brings the articles back
            self._event("store", "analysis", str(error))
        finally:
            self._analysing = False

    def _connect(self) -> None:
        """Place what was analysed among copies and stories, and look at the last days at times."""
        for _ in self._placer.place_waiting(clock=_now):
            pass
        if self._store.stories.claim_replay(now=_now(), every=_REPLAY):
            replay(self._store, now=_now())

    async def _read(self, queued: QueuedPage, fetched: Fetched) -> Ingest:
        """Turn a fetched page into what the store keeps of it."""
        page, source = fetched.page, self._sources.get(queued.source_id)
        problem = _no_page(queued.url, page)
        if problem:
            failure = Failure(queued.url, "fetch", problem)
            return Ingest(queued.url, failure=failure, queue_id=queued.id)
        # A feed may name pages of others: those are not its publisher's.
        publisher, zone, site = reading_context(
            fetched.final_url, [source] if source else [], self._sites
        )
        try:
            article = await self._workers.run(
                extract_article, page, publisher=publisher, zone=zone, site=site
            )
        except InputError as error:
            failure = Failure(queued.url, "extract", _reason(error, queued.url))
            return Ingest(queued.url, page=page, failure=failure, queue_id=queued.id)
        return Ingest(queued.url, page, with_related(article), queue_id=queued.id)

    async def _page_failed(self, queued: QueuedPage, error: Exception) -> None:
        now, reason = _now(), _reason(error, queued.url)
        again = retry_at(error, attempts=queued.attempts + 1, now=now)
        await _in_thread(
            self._store.page_failed,
            queued.id,
            now=now,
            retry_at=again,
            failure=Failure(queued.url, "fetch", reason),
        )
        self._count(**{"postponed" if again else "failed": 1})
        minutes = f" (again in {(again - now).total_seconds() / 60:.0f} min)" if again else ""
        self._event("retry" if again else "failed", queued.url, reason + minutes)


def _no_page(asked: str, page: Page) -> str | None:
    """Say why an answer is no page of an article at all; None if it may be one."""
    if urlsplit(page.url or "").path in {"", "/"} and urlsplit(asked).path not in {"", "/"}:
        return "leads to the home page"  # how many sites say that a page is gone
    kind = media_type(page.content_type)
    if kind in PAGE_TYPES or sniff(page.body[:_HEAD]) == "html":
        return None
    return f"is {kind}, not a page"


def _reason(error: Exception, name: str) -> str:
    """Say in one line what went wrong; the name of the input stands beside it anyway."""
    text = str(error) if isinstance(error, InputError) else f"{type(error).__name__}: {error}"
    return " ".join(text.removeprefix(f"{name}: ").split())


async def _in_thread(
    function: Callable[Parameters, Result],
    *arguments: Parameters.args,
    **options: Parameters.kwargs,
) -> Result:
    """Call the store off the event loop; a cancellation waits until the call has ended."""
    call = asyncio.ensure_future(asyncio.to_thread(function, *arguments, **options))
    try:
        return await asyncio.shield(call)
    except asyncio.CancelledError:
        await asyncio.wait({call})
        raise
