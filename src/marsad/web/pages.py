"""The routes: read the address, ask the store, hand the answer to a template.

Routes are plain functions: FastAPI runs them in threads, since the store is synchronous.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Annotated, Any, NamedTuple
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from marsad import __version__
from marsad.codec import dumps, encode
from marsad.errors import StoreError
from marsad.store.engine import Store
from marsad.store.records import ArticleSummary, Cursor, EntityListing, Listing, StoredArticle
from marsad.store.story_records import StoryListing
from marsad.urls import registrable_domain
from marsad.web import (
    article_place,
    article_view,
    compare_view,
    search_view,
    story_items,
    top_view,
    views,
)
from marsad.web.addresses import (
    MAX_KEY_DIGITS,
    article_path,
    cursor_text,
    encoded,
    local_path,
    read_cursor,
)
from marsad.web.i18n import DEFAULT_LANGUAGE, N_
from marsad.web.rendering import (
    LANGUAGE_COOKIE,
    THEME_COOKIE,
    THEMES,
    reader_of,
    render,
    site_of,
)

logger = logging.getLogger(__name__)
router = APIRouter(include_in_schema=False)

PER_PAGE = 30
COOKIE_SECONDS = 365 * 24 * 3600


class Paging(NamedTuple):
    """Addresses of a list's next page and of its first one, where this is neither."""

    older: str | None
    newest: str | None


Handler = Callable[..., Any]


def page(path: str) -> Callable[[Handler], Handler]:
    """Serve `path` to GET and HEAD."""
    return router.api_route(path, methods=["GET", "HEAD"], response_model=None)


# --- lists -------------------------------------------------------------------


@page("/latest")
def latest_page(request: Request, after: str = "") -> Response:
    """List all articles by time."""
    listing = site_of(request).store.latest(limit=PER_PAGE, after=place(after))
    return render(
        request,
        "list.html",
        tabs=top_view.tabs(reader_of(request), "/latest"),
        days=views.days(listing, reader_of(request), folds(request, listing.items)),
        paging=paging("/latest", listing, after),
    )


def folds(request: Request, items: Sequence[ArticleSummary]) -> views.Folds:
    """Return which articles of a list are folded under an earlier one with their text."""
    places = site_of(request).store.stories.places([item.key for item in items])
    return story_items.fold_copies(items, places, reader_of(request))


def place(text: str) -> Cursor | None:
    """Read the place in a list that an address names.

    Raises:
        HTTPException: 400, it is none.
    """
    try:
        return read_cursor(text) if text else None
    except ValueError:
        raise HTTPException(
            400, N_("الموضع في القائمة غير مفهوم. القائمة من أولها تعمل.")
        ) from None


def paging(path: str, listing: Listing | EntityListing | StoryListing, after: str) -> Paging:
    """Return the addresses of a list's next page and of its first one."""
    more = "&" if "?" in path else "?"
    older = f"{path}{more}after={cursor_text(listing.after)}" if listing.after else None
    return Paging(older, path if after else None)


# --- articles ----------------------------------------------------------------


def stored(request: Request, key: str) -> StoredArticle:
    """Return an article by the key in an address.

    Raises:
        HTTPException: 404, there is none.
    """
    # Checked as text: the integers that an address can hold have no end.
    known = key.isascii() and key.isdigit() and len(key) < MAX_KEY_DIGITS
    found = site_of(request).store.article(int(key)) if known else None
    if found is None:
        raise HTTPException(404)
    return found


@page("/a/{key}.json")
def article_json(request: Request, key: str) -> Response:
    """Give an article's record as the contract defines it."""
    body = dumps(stored(request, key).article, indent=True)
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-cache"})


@page("/a/{key}/revisions")
def revisions_page(request: Request, key: str) -> Response:
    """Show an article's versions and what each changed."""
    found, reader = stored(request, key), reader_of(request)
    return render(
        request,
        "revisions.html",
        article=article_view.article_view(found, reader),
        versions=article_view.version_views(found.revisions, reader),
        field_names=article_view.field_names(reader),
    )


@page("/a/{key}/compare/{other}")
def compare_page(request: Request, key: str, other: str) -> Response:
    """Show two texts side by side, the earlier one first."""
    one, two = stored(request, key), stored(request, other)
    if one.key == two.key:
        return RedirectResponse(f"/a/{one.key}", 301, {"Cache-Control": "no-cache"})
    return render(request, "compare.html", page=compare_view.compare(one, two, reader_of(request)))


@page("/a/{key}")
@page("/a/{key}/{slug:path}")
def article_page(request: Request, key: str, slug: str = "") -> Response:
    """Show an article; any other slug leads to the right one."""
    found, reader = stored(request, key), reader_of(request)
    path = article_path(found.key, found.article.title)
    if path != f"/a/{key}/{slug}".removesuffix("/"):
        # Not to be remembered: a headline may be changed and changed back.
        return RedirectResponse(encoded(path), 301, {"Cache-Control": "no-cache"})
    store = site_of(request).store
    newer, older = store.neighbours(found.key)
    analysis = store.analysis(found)
    return render(
        request,
        "article.html",
        article=article_view.article_view(
            found,
            reader,
            zone=publisher_zone(store, found.article.publisher.domain),
            publishers=store.publishers() if found.article.credits else (),
            find=store.article_by_id,
            analysis=analysis,
            names=store.article_entities(found.key) if analysis else None,
            listed=store.article_keywords(found.key),
        ),
        place=article_place.place_view(
            found, store.stories.place(found.key), store.stories.read_also(found.key), reader
        ),
        newer=views.item(newer, reader) if newer else None,
        older=views.item(older, reader) if older else None,
    )


def publisher_zone(store: Store, domain: str | None) -> ZoneInfo | None:
    """Return the zone that a publisher's source, or that of its main domain, is known to be in."""
    for name in dict.fromkeys((domain, domain and registrable_domain(domain))):
        status = store.source(name) if name else None
        if status and status.source.zone:
            return ZoneInfo(status.source.zone)
    return None


# --- sources -----------------------------------------------------------------


@page("/sources")
def sources_page(request: Request) -> Response:
    """List the publishers by country."""
    store = site_of(request).store
    groups = views.directory(store.sources(), store.publishers(), reader_of(request))
    total = sum(len(group.sources) for group in groups)
    return render(request, "sources.html", groups=groups, total=total)


@page("/source/{domain}")
def source_page(request: Request, domain: str, after: str = "") -> Response:
    """Show a publisher: its feeds and its articles."""
    store, reader = site_of(request).store, reader_of(request)
    domain = domain.replace("\0", "")  # which PostgreSQL would not take
    status, known = store.source(domain), store.publisher(domain)
    if status is None and known is None:
        raise HTTPException(404)
    source = views.source_view(domain, status, known, reader)
    listing = store.latest(domain=domain, limit=PER_PAGE, after=place(after))
    return render(
        request,
        "source.html",
        source=source,
        days=views.days(listing, reader),
        paging=paging(source.href, listing, after),
    )


# --- search ------------------------------------------------------------------


@page("/search")
def search_page(request: Request, after: str = "") -> Response:
    """Search by words and filters."""
    site, reader = site_of(request), reader_of(request)
    try:
        form = search_view.read_form(request.query_params)
        start = place(after)
        query = search_view.to_query(form, site.settings.timezone, start)
    except ValueError as error:
        raise HTTPException(400, str(error)) from error
    asked = search_view.asks_for_something(query)
    publishers = site.store.publishers()
    names = {item.publisher.domain: item.publisher.name for item in publishers}
    result = site.store.search(query) if asked else None
    return render(
        request,
        "search.html",
        form=form,
        options=search_view.options(publishers, form, reader),
        search=search_view.search_view(
            form,
            result,
            reader,
            names={domain: name for domain, name in names.items() if domain and name},
            after=start,
            folds=folds(request, [hit.item for hit in result.hits]) if result else views.NO_FOLDS,
            note=search_view.cut_note(request.query_params, reader),
        ),
    )


@page("/opensearch.xml")
def opensearch(request: Request) -> Response:
    """Describe the search for browsers' address bars."""
    site = site_of(request)
    template = site.environments[DEFAULT_LANGUAGE].get_template("opensearch.xml")
    body = template.render(base=site.settings.site_url, icon=site.assets.url("icon.svg"))
    return Response(body, media_type="application/opensearchdescription+xml")


# --- the rest ----------------------------------------------------------------


@page("/about")
def about_page(request: Request) -> Response:
    """Say what this site is and how it is used."""
    counts = site_of(request).store.counts()
    return render(request, "about.html", counts=counts, version=__version__)


@router.post("/preferences", response_model=None)
def set_preferences(
    request: Request,
    back: Annotated[str, Form(alias="next")] = "/",
    language: Annotated[str, Form()] = "",
    theme: Annotated[str, Form()] = "",
) -> Response:
    """Keep the reader's language or theme in a cookie and lead back."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403)
    response = RedirectResponse(encoded(local_path(back)), 303)
    chosen = {
        LANGUAGE_COOKIE: language if language in site_of(request).languages else "",
        THEME_COOKIE: theme if theme in THEMES else "",
    }
    for name, value in chosen.items():
        if value:
            response.set_cookie(
                name,
                value,
                max_age=COOKIE_SECONDS,
                httponly=True,
                samesite="lax",
                secure=request.url.scheme == "https",
            )
    return response


@page("/healthz")
def health(request: Request) -> Response:
    """Say whether the store can be read, and how much is in it."""
    try:
        counts = site_of(request).store.counts()
    except StoreError:
        # Why is for the log, not for the public: it may name paths and addresses.
        logger.exception("the store cannot be read")
        body = dumps({"status": "error"})
        return Response(body, 503, {"Cache-Control": "no-store"}, "application/json")
    body = dumps({"status": "ok", "version": __version__, **encode(counts)})
    return Response(body, 200, {"Cache-Control": "no-store"}, "application/json")


@page("/robots.txt")
def robots() -> Response:
    """Keep robots out of searches and comparisons, which never end."""
    closed = ("/search", "/preferences", "/a/*/compare/")
    lines = "".join(f"Disallow: {path}\n" for path in closed)
    return Response(f"User-agent: *\n{lines}", media_type="text/plain")


@page("/favicon.ico")
@page("/favicon.svg")
def favicon(request: Request) -> Response:
    """Give the site's icon where browsers look for it unasked."""
    asset = site_of(request).assets.files["icon.svg"]
    headers = {"Cache-Control": "public, max-age=86400"}
    return Response(asset.body, 200, headers, asset.media_type)


@page("/static/{digest}/{name:path}")
def static_file(request: Request, digest: str, name: str) -> Response:
    """Serve a static file; an address of another release gets today's file, not for keeping."""
    assets = site_of(request).assets
    asset = assets.files.get(name)
    if asset is None:
        raise HTTPException(404)
    current = digest == assets.digest
    headers = {"Cache-Control": "public, max-age=31536000, immutable" if current else "no-cache"}
    return Response(asset.body, 200, headers, asset.media_type)
