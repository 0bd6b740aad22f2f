from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from marsad.store.engine import Store, open_store
from marsad.store.query import parse_query
from marsad.store.records import Announcement, IngestReport
from marsad.types import Feed, Source
from tests.store.builders import HOUR, NOW, make, seen
from tests.store.worker import BATCH

ROOT = Path(__file__).parents[2]


def start(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.store.worker", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)


def check(store: Store, at_least: int) -> int:
    """Check that everything about the stored articles agrees; return how many there are."""
    exported = [stored.article.id for stored in store.export()]
    assert len(exported) == len(set(exported)) >= at_least
    assert len(exported) % BATCH == 0
    count = len(exported)
    assert store.counts().articles == store.counts().pages == count
    assert sum(block.count for block in store.front(per_topic=1)) == count
    assert [known.count for known in store.publishers()] == ([count] if count else [])
    assert len(list(store.export(parse_query("الجسر قسم:رياضة")))) == count
    assert len(list(store.pages())) == count
    with store.database.read() as conn:
        revisions = conn.execute(text("SELECT count(*) FROM revision WHERE current")).scalar_one()
        links = conn.execute(text("SELECT count(*) FROM article_section")).scalar_one()
    assert (revisions, links) == (count, 2 * count)
    return count


@pytest.mark.parametrize("batches", [1, 4, 9])
def test_a_killed_process_loses_nothing_it_acknowledged_and_doubles_nothing(
    store_url: str, batches: int
) -> None:
    open_store(store_url).close()
    acknowledged = 0
    with start("ingest", store_url, "10000") as child:
        assert child.stdout is not None
        for _ in range(batches):
            acknowledged = int(child.stdout.readline()) + 1
        os.kill(child.pid, signal.SIGKILL)  # somewhere in the middle of the next batch
        acknowledged += len(child.stdout.read().splitlines())
    with open_store(store_url, create=False) as store:
        count = check(store, acknowledged * BATCH)
        # Done again from the start, everything is there once.
        batch = [seen(make(n, sections=("رياضة", "قسم آخر")), NOW) for n in range(count + BATCH)]
        assert store.ingest(batch, now=NOW) == IngestReport(new=BATCH, unchanged=count)
        check(store, count + BATCH)
    if store_url.startswith("sqlite"):
        path = store_url.removeprefix("sqlite:///")
        with sqlite3.connect(path) as conn:
            assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        conn.close()


def test_two_processes_that_import_the_same_at_once_keep_one_copy(store_url: str) -> None:
    open_store(store_url).close()
    children = [start("ingest", store_url, "20") for _ in range(2)]
    for child in children:
        with child:
            assert child.stdout is not None
            assert len(child.stdout.read().splitlines()) == 20
        assert child.returncode == 0
    with open_store(store_url) as store:
        assert check(store, 20 * BATCH) == 20 * BATCH


def test_threads_that_import_the_same_at_once_keep_one_copy(store: Store) -> None:
    batches = [
        [seen(make(n, sections=("رياضة", "قسم آخر")), NOW) for n in range(first, first + BATCH)]
        for first in range(0, 10 * BATCH, BATCH)
    ]
    # In opposite directions, where locks taken one by one would meet head-on.
    jobs = [*batches, *batches[::-1]]
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda batch: store.ingest(batch, now=NOW), jobs))
    assert sum(report.new for report in reports) == 10 * BATCH
    assert sum(report.unchanged for report in reports) == 10 * BATCH
    check(store, 10 * BATCH)


def queue_pages(store: Store, count: int) -> None:
    feeds = tuple(Feed(f"https://nakhla.example/feed/{n}") for n in range(40))
    source = store.add_source(Source("نخلة", "nakhla.example", feeds=feeds), now=NOW)
    items = [Announcement(f"https://host{n % 7}.example/{n}") for n in range(count)]
    store.announce(source.id, items, now=NOW)


def once(keys: Sequence[int], count: int) -> None:
    assert len(keys) == len(set(keys)) == count


def test_no_two_processes_lease_the_same_page(store_url: str) -> None:
    with open_store(store_url) as store:
        queue_pages(store, 300)
    children = [start("lease", store_url, "7") for _ in range(3)]
    keys: list[int] = []
    for child in children:
        with child:
            assert child.stdout is not None
            keys += map(int, child.stdout.read().split())
        assert child.returncode == 0
    once(keys, 300)


def test_no_two_threads_lease_the_same_page_or_feed(store: Store) -> None:
    queue_pages(store, 200)

    def pages(_: int) -> list[int]:
        return [page.id for page in store.lease_pages(now=NOW, limit=9, seconds=60)]

    def feeds(_: int) -> list[int]:
        return [feed.id for feed in store.lease_feeds(now=NOW, limit=3, seconds=60)]

    with ThreadPoolExecutor(6) as pool:
        page_keys = [key for keys in pool.map(pages, range(40)) for key in keys]
        feed_keys = [key for keys in pool.map(feeds, range(30)) for key in keys]
    page_keys += [page.id for page in store.lease_pages(now=NOW, limit=999, seconds=60)]
    feed_keys += [feed.id for feed in store.lease_feeds(now=NOW, limit=999, seconds=60)]
    once(page_keys, 200)
    once(feed_keys, 40)


def test_the_leases_of_a_killed_worker_come_back(store_url: str) -> None:
    with open_store(store_url) as store:
        queue_pages(store, 50)
    with start("lease", store_url, "10") as child:
        assert child.stdout is not None
        child.stdout.readline()
        os.kill(child.pid, signal.SIGKILL)
    with open_store(store_url) as store:
        pages = store.lease_pages(now=NOW + 2 * HOUR, limit=99, seconds=60)
        once([page.id for page in pages], 50)
        assert any(page.attempts == 1 for page in pages)


def test_readers_are_not_held_up_by_a_writer(store: Store) -> None:
    store.ingest([seen(make(), NOW)], now=NOW)
    with store.database.write() as conn:
        conn.execute(text("UPDATE article SET title = 'x'"))
        assert store.latest().items[0].title != "x"
        assert store.search(parse_query("الجسر")).total == 1
