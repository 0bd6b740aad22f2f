"""The routes of topics, of countries' publishers and of keywords."""

from __future__ import annotations

from fastapi import HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from marsad.lexicon.sections import topics
from marsad.store.records import Shelf
from marsad.web import shelf_view
from marsad.web.addresses import encoded
from marsad.web.i18n import N_
from marsad.web.pages import PER_PAGE, folds, page, paging, place
from marsad.web.rendering import reader_of, render, site_of

BESIDE = 20
"""Keywords beside a list."""

PER_TOPIC = 6
"""Keywords of a topic in the list of all."""

LATEST_OF_TOPIC = 60
"""Newest articles of a topic that they are of."""

LATEST = 500
"""Newest articles whose most frequent keywords stand in the list of all topics."""

MOST = 40
"""Keywords there."""

MAX_TYPED = 200

NO_COUNTRY = N_("لا بلد بهذا الرمز. رموز البلدان حرفان، مثل EG وMA.")


@page("/topics")
def topics_page(request: Request) -> Response:
    """List the topics, the countries of publishers, and what the newest articles are about."""
    store, reader = site_of(request).store, reader_of(request)
    links = shelf_view.topic_links(store.topic_counts(), topics(), reader)
    found = [
        (
            link,
            store.shelf_keywords(
                shelf_view.topic_shelf(topic), limit=PER_TOPIC, latest=LATEST_OF_TOPIC
            ),
        )
        for topic, link in links
    ]
    newest = store.shelf_keywords(Shelf("all"), limit=MOST, latest=LATEST)
    return render(
        request,
        "topics.html",
        topics=[
            shelf_view.TopicView(link, tuple(map(shelf_view.counted_keyword, words)))
            for link, words in found
        ],
        keywords=tuple(map(shelf_view.counted_keyword, newest)),
        countries=shelf_view.country_links(store.publishers(), reader),
    )


@page("/topic/{topic}")
def topic_page(request: Request, topic: str, after: str = "") -> Response:
    """Show a topic's articles by time."""
    if topic not in (*topics(), shelf_view.OTHER):
        raise HTTPException(404)
    return _shelf_page(request, shelf_view.topic_shelf(topic), after)


@page("/country/{code}")
def country_page(request: Request, code: str, after: str = "") -> Response:
    """Show the articles of a country's publishers by time."""
    upper = code.upper()
    if not reader_of(request).language.has_country(upper):
        raise HTTPException(404, NO_COUNTRY)
    if upper != code:
        return RedirectResponse(f"/country/{upper}", 301)
    return _shelf_page(request, Shelf("country", upper), after)


@page("/k/{keyword:path}")
def keyword_page(request: Request, keyword: str, after: str = "") -> Response:
    """Show the articles that have a keyword, in whatever spelling, by time."""
    typed = " ".join(keyword.replace("\0", " ").split())
    known = len(typed) <= MAX_TYPED
    name = site_of(request).store.keyword_name(typed) if known else None
    if name is None:
        raise HTTPException(404, N_("لا خبر محفوظ بهذه الكلمة الدلالية. البحث قد يجدها في النصوص."))
    return _shelf_page(request, Shelf("keyword", name), after)


def _shelf_page(request: Request, shelf: Shelf, after: str) -> Response:
    store, reader = site_of(request).store, reader_of(request)
    listing = store.shelf_articles(shelf, limit=PER_PAGE, after=place(after))
    newest = store.shelf_articles(shelf, limit=1) if after else listing
    chart_days = shelf_view.chart_days(newest, reader)
    view = shelf_view.shelf_view(
        shelf,
        listing,
        reader,
        count=store.shelf_count(shelf),
        day_counts=store.shelf_days(shelf, chart_days, zone=reader.zone),
        keywords=store.shelf_keywords(shelf, limit=BESIDE),
        folds=folds(request, listing.items),
    )
    return render(
        request, "shelf.html", shelf=view, paging=paging(encoded(view.href), listing, after)
    )
