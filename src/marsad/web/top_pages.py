"""The route of the front page."""

from __future__ import annotations

from collections import Counter

from fastapi import HTTPException, Request, Response

from marsad.lexicon.sections import topics
from marsad.store.records import Cursor
from marsad.types import MentionType
from marsad.web import story_items, top_view, views
from marsad.web.pages import folds, page, paging, place
from marsad.web.rendering import reader_of, render, site_of
from marsad.web.shelf_pages import NO_COUNTRY

STORIES = 13
"""Stories of the first page: with the topics below they stay light."""

PER_PAGE = 30
TICKER = 10
COUNTRIES = 8
CHIPS: tuple[MentionType, ...] = ("PER", "LOC")


@page("/")
def front_page(request: Request, topic: str = "", country: str = "", after: str = "") -> Response:
    """Show the first stories, of all, of a topic or of a country.

    While no article is connected, the newest articles stand there.
    """
    country = country.upper()
    if topic and topic not in topics():
        raise HTTPException(404)
    if country and not reader_of(request).language.has_country(country):
        raise HTTPException(404, NO_COUNTRY)
    start = place(after)
    if topic or country or start:
        return _list_page(request, topic or None, country or None, start, after)
    store, reader = site_of(request).store, reader_of(request)
    listing = store.stories.list(limit=STORIES)
    if not listing.items:
        return _unconnected(request)
    names = store.stories.names(
        [one.key for one in listing.items], kinds=CHIPS, limit=story_items.CHIPS
    )
    lead, *others = top_view.cards(listing.items, names, reader)
    latest = store.latest(limit=TICKER)
    folded = folds(request, latest.items)
    above = Counter(one.topic for one in listing.items)
    blocks = {
        name: store.stories.list(topic=name, limit=top_view.PER_BAND + above[name])
        for name in topics()
    }
    top = top_view.Top(
        heading=None,
        tabs=top_view.tabs(reader, "/"),
        countries=top_view.country_tabs(store.stories.countries(limit=COUNTRIES), None, reader),
        lead=lead,
        seconds=tuple(others[: top_view.SECONDS]),
        rest=tuple(others[top_view.SECONDS :]),
        ticker=tuple(
            views.item(one, reader, copies=folded.links.get(one.key))
            for one in latest.items
            if one.key not in folded.hidden
        ),
        bands=top_view.bands(blocks, listing.items, reader),
        stale=views.stale_since(store.counts().latest_at, reader),
    )
    return render(request, "top.html", top=top, paging=paging("/", listing, ""))


def _list_page(
    request: Request, topic: str | None, country: str | None, start: Cursor | None, after: str
) -> Response:
    """List stories from a place on."""
    store, reader = site_of(request).store, reader_of(request)
    listing = store.stories.list(topic=topic, country=country, limit=PER_PAGE, after=start)
    names = store.stories.names(
        [one.key for one in listing.items], kinds=CHIPS, limit=story_items.CHIPS
    )
    path = top_view.top_path(topic, country)
    top = top_view.Top(
        heading=top_view.top_heading(topic, country, reader)
        or reader.language.gettext("أبرز القصص"),
        tabs=top_view.tabs(reader, path),
        countries=top_view.country_tabs(store.stories.countries(limit=COUNTRIES), country, reader),
        lead=None,
        seconds=(),
        rest=top_view.cards(listing.items, names, reader, topic=topic is None),
        more=views.topic_link(topic, reader) if topic else None,
    )
    return render(request, "top.html", top=top, paging=paging(path, listing, after))


def _unconnected(request: Request) -> Response:
    """Show the newest articles and the newest of each topic."""
    store, reader = site_of(request).store, reader_of(request)
    front = views.front(
        store.latest(limit=views.FIRST),
        store.front(per_topic=views.PER_BAND + 1),
        store.counts().latest_at,
        reader,
    )
    return render(request, "front.html", front=front)
