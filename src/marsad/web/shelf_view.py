"""Topics, countries and keywords to what their pages print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from marsad.store.records import DayCount, KeywordCount, Listing, PublisherStatus, Shelf
from marsad.web.addresses import keyword_path, with_query
from marsad.web.chart import Chart, draw_chart, shown_days
from marsad.web.views import (
    NAME_CHARS,
    NO_FOLDS,
    Day,
    Folds,
    Link,
    Reader,
    clip,
    days,
    listed_day,
    plain,
    topic_link,
)

OTHER = "other"
"""The name, in addresses, of what has no topic."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A link with how many articles it leads to."""

    href: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class ShelfView:
    """The page of a topic, a country's publishers or a keyword."""

    href: str
    kind: str
    name: str
    page_title: str
    note: str | None
    is_keyword: bool
    count: int
    days: tuple[Day, ...]
    chart: Chart | None
    keywords: tuple[Counted, ...]
    search: str


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic in the list of all, with what its newest articles are about."""

    link: Counted
    keywords: tuple[Counted, ...]


def topic_shelf(topic: str) -> Shelf:
    """Return the shelf of a topic by its name in addresses."""
    return Shelf("topic", "" if topic == OTHER else topic)


def shelf_view(
    shelf: Shelf,
    listing: Listing,
    reader: Reader,
    *,
    count: int,
    day_counts: Sequence[DayCount],
    keywords: Iterable[KeywordCount],
    folds: Folds = NO_FOLDS,
) -> ShelfView:
    """Return a shelf for its page; a keyword's name is the one to be shown."""
    name, href, kind, note, search = _named(shelf, reader)
    return ShelfView(
        href=href,
        kind=kind,
        name=clip(name, NAME_CHARS),
        page_title=plain(name),
        note=note,
        is_keyword=shelf.kind == "keyword",
        count=count,
        days=days(listing, reader, folds),
        chart=draw_chart(day_counts, reader),
        keywords=tuple(map(counted_keyword, keywords)),
        search=search,
    )


def _named(shelf: Shelf, reader: Reader) -> tuple[str, str, str, str | None, str]:
    """Return a shelf's name, address, kind, what it holds, and the search for the same."""
    word, name = reader.language.gettext, shelf.name
    if shelf.kind == "keyword":
        words = " ".join(name.replace('"', " ").split())
        search = with_query("/search", q=f'"{words}"')
        return name, keyword_path(name), word("كلمة دلالية"), None, search
    if shelf.kind == "country":
        shown = reader.language.country(name) or name
        note = word("أخبار الناشرين من هذا البلد.")
        search = with_query("/search", country=name)
        return shown, f"/country/{name}", word("بلد الناشر"), note, search
    if not name:
        href = f"/topic/{OTHER}"
        return word("أخبار أخرى"), href, word("موضوع"), None, "/search"
    link = topic_link(name, reader)
    search = with_query("/search", topic=name)
    return link.text, f"/topic/{name}", word("موضوع"), None, search


def counted_keyword(item: KeywordCount) -> Counted:
    """Return a keyword with its page."""
    return Counted(keyword_path(item.name), clip(item.name, NAME_CHARS), item.articles)


def topic_links(
    counts: Mapping[str, int], topics: Sequence[str], reader: Reader
) -> tuple[tuple[str, Counted], ...]:
    """Return the topics that have articles, in their own order, what has none last."""
    links = [(topic, topic_link(topic, reader)) for topic in topics]
    links.append((OTHER, Link(reader.language.gettext("أخبار أخرى"), f"/topic/{OTHER}")))
    found = []
    for topic, link in links:
        count = counts.get("" if topic == OTHER else topic, 0)
        if count:
            found.append((topic, Counted(link.href or "", link.text, count)))
    return tuple(found)


def country_links(publishers: Iterable[PublisherStatus], reader: Reader) -> tuple[Counted, ...]:
    """Return the countries of publishers, the one with most articles first."""
    counts: dict[str, int] = {}
    for publisher in publishers:
        if publisher.country:
            counts[publisher.country] = counts.get(publisher.country, 0) + publisher.count
    order = sorted(counts, key=lambda code: (-counts[code], code))
    return tuple(
        Counted(f"/country/{code}", reader.language.country(code) or code, counts[code])
        for code in order
    )


# --- counts per day ----------------------------------------------------------------


def chart_days(newest: Listing, reader: Reader) -> tuple[dt.date, ...]:
    """Return the days of a shelf's picture; `newest` begins with its newest article."""
    if not newest.items:
        return ()
    today = reader.now.astimezone(reader.zone).date()
    first, last = shown_days(listed_day(newest.items[0], reader.zone), today)
    return tuple(first + dt.timedelta(days=at) for at in range((last - first).days + 1))
