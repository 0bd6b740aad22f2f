"""A site that is gathered in tests, and what is asked of the store."""

from __future__ import annotations

import datetime as dt
import multiprocessing
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from marsad.pipeline import workers
from marsad.pipeline.gather import GatherEvent, GatherReport, gather
from marsad.store.engine import Store, open_store
from marsad.types import Feed, FeedKind, Source
from tests.fetch.site import Answer, Site, polite_settings

NOW = dt.datetime.now(dt.UTC)
HOST = "news.localhost"


class SharedProcesses(ProcessPoolExecutor):
    """Real processes, kept from one test to the next: starting them takes a second."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Stay."""


@pytest.fixture(scope="module")
def processes() -> Iterator[SharedProcesses]:
    pool = SharedProcesses(1, mp_context=multiprocessing.get_context("spawn"))
    yield pool
    ProcessPoolExecutor.shutdown(pool)


@pytest.fixture
def store(
    tmp_path: Path, processes: SharedProcesses, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    monkeypatch.setattr(workers, "processes", lambda jobs: processes)
    with open_store(f"sqlite:///{tmp_path / 'marsad.db'}") as opened:
        yield opened


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as server:
        yield server


def article(number: int, extra: str = "") -> Answer:
    body = "".join(
        f"<p>قال المتحدث باسم البلدية رقم {number} إن العمل في المشروع الجديد بدأ صباح اليوم "
        f"وإن الفقرة {part} تصف ما جرى بالتفصيل {extra}.</p>"
        for part in range(4)
    )
    title = f"بدء العمل في المشروع رقم {number}"
    return Answer.html(
        f"<!DOCTYPE html><html lang=ar><head><title>{title}</title></head><body><article>"
        f"<h1>{title}</h1>{body}</article></body></html>"
    )


def rss(*items: str, **headers: str) -> Answer:
    entries = "".join(f"<item><title>x</title><link>{item}</link></item>" for item in items)
    head = "<title>نشرة</title><link>/</link>"
    return Answer.xml(f"<rss version='2.0'><channel>{head}{entries}</channel></rss>", **headers)


def urlset(*items: tuple[str, dt.datetime | None]) -> Answer:
    entries = "".join(
        f"<url><loc>{path}</loc>{f'<lastmod>{time.isoformat()}</lastmod>' if time else ''}</url>"
        for path, time in items
    )
    return Answer.xml(f"<urlset>{entries}</urlset>")


def add(store: Store, site: Site, *feeds: tuple[str, FeedKind], host: str = HOST) -> int:
    addresses = tuple(Feed(site.url(path, host=host), kind) for path, kind in feeds)
    source = Source("صحيفة المثال", host, country="EG", zone="Africa/Cairo", feeds=addresses)
    return store.add_source(source, now=NOW).id


async def run(store: Store, **settings: object) -> tuple[GatherReport, list[GatherEvent]]:
    events: list[GatherEvent] = []
    report = await gather(store, polite_settings(**settings), once=True, on_event=events.append)
    return report, events


def make_due(store: Store) -> None:
    """Let the time of the next poll and of retries come."""
    with store.database.write() as conn:
        conn.exec_driver_sql("UPDATE feed SET next_at = 0, leased_until = NULL")
        conn.exec_driver_sql("UPDATE queue SET due_at = 0")


def titles(store: Store) -> set[str | None]:
    return {item.article.title for item in store.export()}
