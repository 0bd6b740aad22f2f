"""The routes of people, organisations and places."""

from __future__ import annotations

from typing import cast

from fastapi import HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from marsad.store.records import EntityProfile
from marsad.types import MentionType
from marsad.web import names_view, views
from marsad.web.addresses import MAX_KEY_DIGITS, encoded, entity_path, with_query
from marsad.web.pages import folds, page, paging, place
from marsad.web.rendering import reader_of, render, site_of

NAMES_PER_PAGE = 60
ARTICLES_PER_PAGE = 12
COMPANY = 12
MAX_TYPED = 80
"""Characters of a name that somebody looks for."""


@page("/names")
def names_page(request: Request, q: str = "", type: str = "", after: str = "") -> Response:  # noqa: A002  # as it stands in the address
    """List names, the most frequent first, or those that begin like what was typed."""
    reader = reader_of(request)
    kind = type if type in names_view.TYPES else ""
    text = " ".join(q.replace("\0", " ").split())[:MAX_TYPED]
    listing = site_of(request).store.entities(
        text=text, kind=kind or None, limit=NAMES_PER_PAGE, after=place(after)
    )
    word = reader.language.gettext
    kinds = {code: word(name) for code, name in names_view.TYPES.items()}
    return render(
        request,
        "names.html",
        typed=text,
        kind=kind,
        kinds=[
            views.Link(name, with_query("/names", q=text, type=code))
            for code, name in (("", word("الكل")), *kinds.items())
        ],
        shown=kinds.get(cast("MentionType", kind), word("الكل")),
        items=[names_view.name_item(item, reader) for item in listing.items],
        paging=paging(with_query("/names", q=text, type=kind), listing, after),
    )


@page("/e/{key}")
@page("/e/{key}/{slug:path}")
def entity_page(request: Request, key: str, slug: str = "", after: str = "") -> Response:
    """Show a person, organisation or place; any other slug, or a merged one, leads to the right."""
    profile = _profile(request, key)
    store, reader = site_of(request).store, reader_of(request)
    found = profile.summary
    path = entity_path(found.key, found.name)
    if path != f"/e/{key}/{slug}".removesuffix("/"):
        # Not to be remembered: names change, and merges are taken back.
        return RedirectResponse(encoded(path), 301, {"Cache-Control": "no-cache"})
    today = reader.now.astimezone(reader.zone).date()
    since, until = names_view.chart_days(profile, today)
    listing = store.entity_articles(found.key, limit=ARTICLES_PER_PAGE, after=place(after))
    entity = names_view.entity_view(
        profile,
        store.entity_company(found.key, limit=COMPANY),
        store.entity_days(found.key, since=since, until=until),
        reader,
    )
    return render(
        request,
        "entity.html",
        entity=entity,
        is_first=not after,
        days=views.days(listing, reader, folds(request, listing.items)),
        paging=paging(entity.href, listing, after),
    )


def _profile(request: Request, key: str) -> EntityProfile:
    # Checked as text: the integers that an address can hold have no end.
    known = key.isascii() and key.isdigit() and len(key) < MAX_KEY_DIGITS
    found = site_of(request).store.entity(int(key)) if known else None
    if found is None or not found.summary.articles:
        raise HTTPException(404)
    return found
