from __future__ import annotations

import datetime as dt

from marsad.store.engine import Store
from marsad.store.records import Cursor, Listing
from marsad.types import Publisher
from tests.store.builders import HOUR, NOW, TILAL, given, make


def fill(store: Store, count: int) -> None:
    """Store articles of two outlets and three sections; every three share their second."""
    batch = [
        given(
            make(
                number,
                published=NOW - (number // 3) * HOUR,
                sections=(("رياضة", "اقتصاد", "قسم بلا موضوع")[number % 3],),
                **({"publisher": TILAL} if number % 2 else {}),
            )
        )
        for number in range(count)
    ]
    store.ingest(batch, now=NOW)


def pages(store: Store, **filters: str) -> list[str]:
    found: list[str] = []
    after: Cursor | None = None
    while True:
        listing: Listing = store.latest(limit=4, after=after, **filters)
        assert len(listing.items) <= 4
        found += [item.id for item in listing.items]
        after = listing.after
        if after is None:
            return found


def test_pages_of_a_list_hold_every_article_once_newest_first(store: Store) -> None:
    fill(store, 23)
    found = pages(store)
    assert len(found) == len(set(found)) == 23
    hours = [int(name.split("-")[1]) // 3 for name in found]
    assert hours == sorted(hours)


def test_a_list_goes_on_where_it_was_though_newer_articles_came(store: Store) -> None:
    fill(store, 9)
    first = store.latest(limit=4)
    store.ingest([given(make(100, published=NOW))], now=NOW)
    second = store.latest(limit=100, after=first.after)
    shown = [item.id for item in (*first.items, *second.items)]
    assert len(shown) == len(set(shown)) == 9


def test_lists_of_a_topic_a_domain_a_section_and_a_country(store: Store) -> None:
    fill(store, 12)
    assert set(pages(store, topic="sports")) == {f"article-{n}" for n in range(0, 12, 3)}
    assert set(pages(store, topic="")) == {f"article-{n}" for n in range(2, 12, 3)}
    assert set(pages(store, domain="tilal.example")) == {f"article-{n}" for n in range(1, 12, 2)}
    assert set(pages(store, section="اقتصاد")) == {f"article-{n}" for n in range(1, 12, 3)}
    assert set(pages(store, section="إقتصاد", domain="tilal.example")) == {
        "article-1",
        "article-7",
    }
    assert set(pages(store, topic="", domain="tilal.example")) == {"article-5", "article-11"}
    assert set(pages(store, topic="sports", domain="nakhla.example")) == {"article-0", "article-6"}
    assert pages(store, topic="sports", section="اقتصاد") == []
    assert pages(store, section="لا يوجد") == pages(store, section="رياضه2", topic="sports") == []
    assert pages(store, country="MA") == []


def test_the_front_page_has_a_block_a_topic_with_its_newest(store: Store) -> None:
    fill(store, 12)
    blocks = store.front(per_topic=2)
    assert [(block.topic, block.count, len(block.items)) for block in blocks] == [
        ("economy", 4, 2),
        ("sports", 4, 2),
        (None, 4, 2),
    ]
    assert [item.id for item in blocks[1].items] == ["article-0", "article-3"]


def test_an_empty_store_has_empty_pages(store: Store) -> None:
    assert store.front(per_topic=3) == ()
    assert store.latest() == Listing(())
    assert store.article(1) is None
    assert store.article_by_id("x") is None
    assert store.neighbours(1) == (None, None)
    assert store.publishers() == ()
    assert store.publisher("nakhla.example") is None
    assert store.counts().latest_at is None


def test_neighbours_are_those_of_the_list_of_all(store: Store) -> None:
    fill(store, 7)
    keys = [item.key for item in store.latest().items]
    for position, key in enumerate(keys):
        newer, older = store.neighbours(key)
        assert (newer.key if newer else None) == (keys[position - 1] if position else None)
        assert (older.key if older else None) == (
            keys[position + 1] if position + 1 < len(keys) else None
        )


def test_a_place_that_is_none_starts_at_the_top(store: Store) -> None:
    fill(store, 3)
    for order in (float("nan"), float("inf"), -float("inf")):
        assert len(store.latest(after=Cursor(order, 5)).items) == 3
    assert len(store.latest(after=Cursor(1e15, 10**30)).items) == 3


def test_a_lead_is_short_and_ends_between_words(store: Store) -> None:
    words = " ".join(["كلمة"] * 200)
    batch = [
        given(make(1, text=words)),
        given(make(2, text="نص\nقصير")),
        given(make(3, text="ن" * 900)),
    ]
    store.ingest(batch, now=NOW)
    leads = {item.id: item.lead for item in store.latest().items}
    assert len(leads["article-1"]) <= 300
    assert leads["article-1"].endswith("كلمة…")
    assert leads["article-2"] == "نص قصير"
    assert len(leads["article-3"]) <= 300


def test_an_article_without_publisher_or_title_is_listed(store: Store) -> None:
    bare = make(title=None, publisher=Publisher(), published=None, url=None, canonical_url=None)
    store.ingest([given(bare)], now=NOW)
    (item,) = store.latest().items
    assert (item.title, item.publisher, item.published) == (None, Publisher(), None)
    assert item.first_seen == NOW


def test_times_before_1970_and_at_the_ends_of_the_calendar_are_sorted(store: Store) -> None:
    days = [dt.date(1, 1, 1), dt.date(1950, 5, 5), dt.date(1969, 12, 31), dt.date(9999, 12, 31)]
    store.ingest([given(make(n, published=day)) for n, day in enumerate(days)], now=NOW)
    assert pages(store) == ["article-3", "article-2", "article-1", "article-0"]
