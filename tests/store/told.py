"""The invented stories of the demo as articles in a store, and where they were placed."""

from __future__ import annotations

import datetime as dt

from marsad.pipeline.analyse import analyze_waiting
from marsad.pipeline.connect import Placer
from marsad.store.engine import Store
from marsad.store.story_records import StorySummary
from marsad.types import Article, Publisher
from tests.store.builders import HOUR, given
from tests.stories.tellings import tellings


def article(number: int, **fields: object) -> Article:
    """Build the article of a telling; `fields` replace what it would have."""
    told = tellings()[number]
    values: dict[str, object] = {
        "id": told.item.id,
        "made_by": "test 1",
        "title": told.item.title,
        "text": told.item.text,
        "url": f"https://{told.item.publisher}.example/{number}",
        "canonical_url": f"https://{told.item.publisher}.example/{number}",
        "published": dt.datetime.fromtimestamp(told.item.at, dt.UTC),
        "publisher": Publisher(told.item.publisher, f"{told.item.publisher}.example"),
    }
    return Article(**{**values, **fields})  # type: ignore[arg-type]


LATER = dt.datetime.fromtimestamp(tellings()[-1].item.at, dt.UTC) + HOUR


def place(store: Store, *articles: Article, now: dt.datetime = LATER) -> None:
    """Store articles, analyse them, and give them their places."""
    for one in articles:
        store.ingest([given(one)], now=now)
    for _ in analyze_waiting(store, jobs=1, clock=lambda: now):
        pass
    for _ in Placer(store).place_waiting(clock=lambda: now):
        pass


def of_story(name: str) -> list[int]:
    """Return the numbers of the tellings of a story."""
    return [number for number, told in enumerate(tellings()) if told.story == name]


COPIED = "aleppo-khayzuran-souk"


def key(store: Store, article_id: str) -> int:
    """Return the store's key of an article."""
    stored = store.article_by_id(article_id)
    assert stored is not None
    return stored.key


def story_of(store: Store, article_id: str) -> StorySummary:
    """Return the story that an article is in."""
    found = store.stories.place(key(store, article_id))
    assert found is not None
    return found.story
