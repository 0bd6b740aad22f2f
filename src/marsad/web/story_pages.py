"""The routes of stories: a story, and its feed."""

from __future__ import annotations

import hashlib

from fastapi import HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from marsad.store.story_records import StoryView
from marsad.web import story_feed, story_view
from marsad.web.addresses import MAX_KEY_DIGITS, encoded, story_path
from marsad.web.i18n import DEFAULT_LANGUAGE
from marsad.web.pages import page
from marsad.web.rendering import reader_of, render, site_of


@page("/story/{key}.atom")
def story_atom(request: Request, key: str) -> Response:
    """Give a story as a feed, the newest article first; a merged one leads to the whole."""
    view = _story(request, key)
    site = site_of(request)
    path = f"/story/{view.summary.key}.atom"
    if path != request.url.path:
        return RedirectResponse(path, 301, {"Cache-Control": "no-cache"})
    template = site.environments[DEFAULT_LANGUAGE].get_template("story.atom.xml")
    feed = story_feed.story_feed(view, site.settings.site_url)
    body = template.render(feed=feed).encode("utf-8", "replace")
    headers = {
        "Cache-Control": "no-cache",
        "ETag": f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"',
    }
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, "application/atom+xml; charset=utf-8")


@page("/story/{key}")
@page("/story/{key}/{slug:path}")
def story_page(request: Request, key: str, slug: str = "") -> Response:
    """Show a story; any other slug, or a merged one, leads to the right one."""
    view = _story(request, key)
    path = story_path(view.summary.key, view.summary.headline.title)
    if path != f"/story/{key}/{slug}".removesuffix("/"):
        # Not to be remembered: headlines change, and merges are taken back.
        return RedirectResponse(encoded(path), 301, {"Cache-Control": "no-cache"})
    store, reader = site_of(request).store, reader_of(request)
    names = store.stories.names([view.summary.key], limit=story_view.MAX_NAMES)
    shares = store.stories.shared_texts([one.article.key for one in view.articles])
    return render(
        request,
        "story.html",
        story=story_view.story_page(view, names.get(view.summary.key, ()), shares, reader),
    )


def _story(request: Request, key: str) -> StoryView:
    # Checked as text: the integers that an address can hold have no end.
    known = key.isascii() and key.isdigit() and len(key) < MAX_KEY_DIGITS
    found = site_of(request).store.stories.view(int(key)) if known else None
    if found is None or not found.articles:
        raise HTTPException(404)
    return found
