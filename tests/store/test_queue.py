from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from marsad.store.engine import Store
from marsad.store.records import Announcement
from marsad.types import Failure, Source
from tests.store.builders import HOUR, NOW

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def source_id(store: Store) -> int:
    return store.add_source(Source("نخلة", "nakhla.example"), now=NOW).id


def urls(*numbers: int, host: str = "nakhla.example") -> list[Announcement]:
    return [Announcement(f"https://{host}/news/{number}") for number in numbers]


def lease(store: Store, limit: int = 10, at: dt.datetime = NOW) -> list[str]:
    return [page.url for page in store.lease_pages(now=at, limit=limit, seconds=60)]


def test_a_page_is_queued_once_however_often_it_is_announced(store: Store, source_id: int) -> None:
    tracked = Announcement("https://nakhla.example/news/1?utm_source=feed#top")
    assert store.announce(source_id, urls(1, 2), now=NOW) == 2
    assert store.announce(source_id, [*urls(1, 2), tracked, *urls(3, 3)], now=NOW) == 1
    assert store.sources()[0].queued == 3
    assert len(lease(store)) == 3
    assert lease(store) == []


def test_what_is_no_page_is_not_queued(store: Store, source_id: int) -> None:
    items = [
        Announcement("mailto:a@example.org"),
        Announcement(""),
        Announcement("https://nakhla.example/" + "x" * 5000),
        Announcement("http://["),
    ]
    assert store.announce(source_id, items, now=NOW) == 0


def test_a_page_modified_later_is_fetched_again(store: Store, source_id: int) -> None:
    url = "https://nakhla.example/news/1"
    assert store.announce(source_id, [Announcement(url, modified=NOW - HOUR)], now=NOW) == 1
    (page,) = store.lease_pages(now=NOW, limit=1, seconds=60)
    store.page_failed(
        page.id, now=NOW, retry_at=None, failure=Failure(url, "fetch", "الخادم لا يجيب")
    )
    assert store.announce(source_id, [Announcement(url, modified=NOW - HOUR)], now=NOW) == 0
    assert store.announce(source_id, [Announcement(url)], now=NOW) == 0
    assert store.announce(source_id, [Announcement(url, modified=NOW)], now=NOW) == 1
    (page,) = store.lease_pages(now=NOW, limit=1, seconds=60)
    assert (page.url, page.attempts) == (url, 0)


def test_hosts_take_turns(store: Store, source_id: int) -> None:
    store.announce(source_id, urls(*range(30), host="a.example"), now=NOW)
    store.announce(source_id, urls(1, 2, 3, host="b.example"), now=NOW)
    store.announce(source_id, urls(1, host="www.c.example"), now=NOW)
    first = Counter(url.split("/")[2] for url in lease(store, limit=6))
    assert first == {"a.example": 3, "b.example": 2, "www.c.example": 1}
    second = Counter(url.split("/")[2] for url in lease(store, limit=20))
    assert second == {"a.example": 19, "b.example": 1}


def test_the_newest_of_a_host_come_first_and_a_false_future_is_now(
    store: Store, source_id: int
) -> None:
    items = [
        Announcement("https://nakhla.example/old", published=dt.date(2024, 1, 1)),
        Announcement("https://nakhla.example/new", published=NOW - MINUTE),
        Announcement("https://nakhla.example/future", published=NOW + 999 * HOUR),
        Announcement("https://nakhla.example/older", modified=NOW - 9000 * HOUR),
    ]
    store.announce(source_id, items, now=NOW)
    assert [url.rsplit("/", 1)[1] for url in lease(store)] == ["future", "new", "old", "older"]


def test_the_lease_of_a_worker_that_died_ends_and_counts(store: Store, source_id: int) -> None:
    store.announce(source_id, urls(1), now=NOW)
    (first,) = store.lease_pages(now=NOW, limit=5, seconds=60)
    assert first.attempts == 0
    assert lease(store, at=NOW + 0.9 * MINUTE) == []
    assert store.next_due(NOW) == NOW + MINUTE
    (second,) = store.lease_pages(now=NOW + MINUTE, limit=5, seconds=60)
    assert (second.id, second.attempts) == (first.id, 1)


def test_a_page_that_failed_waits_or_is_given_up(store: Store, source_id: int) -> None:
    store.announce(source_id, urls(1), now=NOW)
    (page,) = store.lease_pages(now=NOW, limit=5, seconds=60)
    failure = Failure(page.url, "fetch", "503")
    store.page_failed(page.id, now=NOW, retry_at=NOW + HOUR, failure=failure)
    assert lease(store, at=NOW + 0.9 * HOUR) == []
    assert store.quarantine(limit=5) == ()
    assert lease(store, at=NOW + HOUR) == [page.url]
    store.page_failed(page.id, now=NOW, retry_at=None, failure=failure)
    assert lease(store, at=NOW + 99 * HOUR) == []
    assert [(item.name, item.reason) for item in store.quarantine(limit=5)] == [(page.url, "503")]
    assert store.next_due(NOW) is None


def test_what_is_due_already_is_due_now(store: Store, source_id: int) -> None:
    assert store.next_due(NOW) is None
    store.announce(source_id, urls(1), now=NOW - HOUR)
    assert store.next_due(NOW) == NOW


def test_many_announcements_are_queued(store: Store, source_id: int) -> None:
    assert store.announce(source_id, iter(urls(*range(1700))), now=NOW) == 1700
    assert store.announce(source_id, urls(*range(1700)), now=NOW) == 0
