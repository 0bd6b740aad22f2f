from __future__ import annotations

import dataclasses
import datetime as dt

from marsad.store.engine import Store
from marsad.types import Feed, Publisher, Source
from tests.store.builders import HOUR, NOW, given, make

RSS = Feed("https://nakhla.example/feed")
MAP = Feed("https://nakhla.example/sitemap.xml", "sitemap")
NAKHLA = Source(
    "نخلة برس",
    "nakhla.example",
    homepage="https://nakhla.example/",
    country="IQ",
    zone="Asia/Baghdad",
    feeds=(RSS, MAP),
    interval=600,
)


def test_a_source_comes_back_as_it_was_added(store: Store) -> None:
    status = store.add_source(NAKHLA, now=NOW)
    assert store.source("nakhla.example") == status
    assert store.sources() == (status,)
    assert (status.source, status.added_at) == (NAKHLA, NOW)
    assert (status.article_count, status.latest_at, status.queued) == (0, None, 0)
    assert [state.next_at for state in status.feeds] == [NOW, NOW]


def test_the_same_domain_is_updated_and_its_feeds_are_added_to(store: Store) -> None:
    first = store.add_source(dataclasses.replace(NAKHLA, feeds=(RSS,)), now=NOW)
    again = Source("نخلة الجديدة", "nakhla.example", feeds=(MAP,), interval=60)
    second = store.add_source(again, now=NOW + HOUR)
    assert second.id == first.id
    assert second.source.name == "نخلة الجديدة"
    assert second.source.country == "IQ"  # what is not said stays
    assert {state.feed for state in second.feeds} == {RSS, MAP}
    assert len(store.sources()) == 1


def test_a_source_shows_what_it_brought(store: Store) -> None:
    store.ingest([given(make())], now=NOW)
    status = store.add_source(NAKHLA, now=NOW)
    assert status.article_count == 1
    assert status.latest_at == dt.datetime(2024, 11, 12, 9, 0, tzinfo=dt.UTC)
    (known,) = store.publishers()
    assert known == store.publisher("nakhla.example")
    assert (known.publisher, known.count, known.country) == (
        Publisher("نخلة برس", "nakhla.example"),
        1,
        "IQ",
    )


def test_a_removed_source_leaves_its_articles(store: Store) -> None:
    store.add_source(NAKHLA, now=NOW)
    store.ingest([given(make())], now=NOW)
    assert store.remove_source("nakhla.example")
    assert not store.remove_source("nakhla.example")
    assert store.source("nakhla.example") is None
    assert store.lease_feeds(now=NOW, limit=9, seconds=1) == ()
    assert store.counts().articles == 1
    assert store.next_due(NOW) is None


def test_due_feeds_are_leased_once_until_they_are_done(store: Store) -> None:
    store.add_source(NAKHLA, now=NOW)
    assert store.lease_feeds(now=NOW - HOUR, limit=9, seconds=60) == ()
    first = store.lease_feeds(now=NOW, limit=1, seconds=60)
    second = store.lease_feeds(now=NOW, limit=9, seconds=60)
    assert len(first) == len(second) == 1
    assert first[0].id != second[0].id
    assert store.lease_feeds(now=NOW, limit=9, seconds=60) == ()
    (feed,) = first
    assert (feed.domain, feed.interval) == ("nakhla.example", 600)
    store.feed_done(
        feed.id, now=NOW, next_at=NOW + HOUR, etag='"abc"', last_modified="Tue, 12 Nov 2024"
    )
    (again,) = store.lease_feeds(now=NOW + HOUR, limit=1, seconds=1)
    assert again.id in {feed.id, second[0].id}


def test_the_lease_of_a_worker_that_died_ends_by_itself(store: Store) -> None:
    store.add_source(dataclasses.replace(NAKHLA, feeds=(RSS,)), now=NOW)
    store.lease_feeds(now=NOW, limit=1, seconds=60)
    assert store.next_due(NOW) == NOW + dt.timedelta(seconds=60)
    assert store.lease_feeds(now=NOW + dt.timedelta(seconds=59), limit=1, seconds=60) == ()
    assert len(store.lease_feeds(now=NOW + dt.timedelta(seconds=60), limit=1, seconds=60)) == 1


def test_a_feed_keeps_what_it_answered_and_counts_its_failures(store: Store) -> None:
    store.add_source(dataclasses.replace(NAKHLA, feeds=(RSS,)), now=NOW)
    (feed,) = store.lease_feeds(now=NOW, limit=1, seconds=60)
    store.feed_done(feed.id, now=NOW, next_at=NOW, etag='"abc"', last_modified="Tue")
    for _ in range(2):
        store.feed_done(feed.id, now=NOW, next_at=NOW + HOUR, error="لا جواب\nمن الخادم\0")
    (state,) = store.sources()[0].feeds
    assert (state.etag, state.last_modified) == ('"abc"', "Tue")
    assert (state.failures, state.error) == (2, "لا جواب من الخادم\ufffd")
    assert (state.fetched_at, state.next_at) == (NOW, NOW + HOUR)
    store.feed_done(feed.id, now=NOW, next_at=NOW + HOUR)
    (state,) = store.sources()[0].feeds
    assert (state.failures, state.error, state.etag) == (0, None, None)


def test_text_that_no_database_holds_asks_for_nothing(store: Store) -> None:
    store.add_source(NAKHLA, now=NOW)
    for text in ("\0", "\ud800", "x" * 10_000):
        assert store.source(text) is None
        assert store.publisher(text) is None
        assert store.article_by_id(text) is None
        assert not store.remove_source(text)
        assert store.latest(domain=text, topic=text, country=text).items == ()
        assert store.latest(section=text).items == ()
