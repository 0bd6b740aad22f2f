"""The invented publishers as one ASGI application: a virtual host each, on one loopback port."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import format_datetime, parsedate_to_datetime
from types import MappingProxyType

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Host, Route
from starlette.types import ASGIApp

from marsad.demo.outlets import ExtraForm, FeedForm, load_outlets
from marsad.demo.schedule import schedule
from marsad.demo.site import (
    About,
    Alias,
    ArticlePage,
    Home,
    Picture,
    Robots,
    Section,
    Site,
    Target,
    article_path,
    build_site,
)
from marsad.demo.stories import DemoStory
from marsad.demo.views import (
    Edition,
    render,
    render_article,
    render_feed,
    render_list,
    render_message,
)
from marsad.types import Feed, Source

INTERVAL = 15
"""Seconds between two polls of a demo feed."""

Clock = Callable[[], dt.datetime]

_NOT_FOUND = "الصفحة غير موجودة", "ربما نُقلت الصفحة التي طلبتها أو حُذفت."
_OUT_OF_ORDER = "تعذّر عرض الصفحة", "حدث خطأ في الخادم. حاول بعد قليل."
_CLOSED = "للمشتركين", "هذا الباب مفتوح للمشتركين وحدهم، ولا يُسمح للروبوتات بزيارته."


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer before it is put into HTTP."""

    body: bytes
    content_type: str
    status: int = 200
    modified: dt.datetime | None = None
    location: str | None = None


def sources(port: int) -> tuple[Source, ...]:
    """Return the outlets as sources to gather, on a local port."""
    return tuple(
        Source(
            name=outlet.name,
            domain=outlet.host,
            homepage=f"http://{outlet.host}:{port}/",
            country=outlet.country,
            zone=outlet.zone,
            feeds=tuple(
                Feed(f"http://{outlet.host}:{port}{feed.path}", feed.source)
                for feed in outlet.feeds
                if feed.source
            ),
            interval=INTERVAL,
        )
        for outlet in load_outlets().values()
    )


def create_app(stories: Sequence[DemoStory], *, started_at: dt.datetime, clock: Clock) -> Starlette:
    """Build the application that answers for all outlets, at `<outlet>.localhost`.

    What an address answers depends on the stories, on `started_at` and on `clock()` alone (both
    aware), except that one article fails once. Run it with `create_server`.

    Raises:
        ConfigError: two pages of an outlet would have the same address.
    """
    items = schedule(stories, started_at)
    outlets = load_outlets()
    sites = MappingProxyType({key: build_site(outlet, items) for key, outlet in outlets.items()})
    hosts = [Host(site.outlet.host, app=_outlet_app(site, sites, clock)) for site in sites.values()]
    return Starlette(routes=[*hosts, Route("/", _directory)])


def create_server(app: ASGIApp, *, port: int, host: str = "127.0.0.1") -> uvicorn.Server:
    """Return a quiet server for the application; its `Date` is the application's own clock."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        date_header=False,
        server_header=False,
        lifespan="off",
        ws="none",
    )
    return uvicorn.Server(config)


def _outlet_app(site: Site, sites: Mapping[str, Site], clock: Clock) -> Starlette:
    first = article_path(site.items[0]) if site.outlet.stumbles and site.items else None
    failing = {first}  # emptied by the first request

    async def answer(request: Request) -> Response:
        base = f"{request.url.scheme}://{request.url.netloc}"
        edition = Edition(site, sites, base, clock())
        target = site.find(request.scope["path"], request.url.query)
        if isinstance(target, ArticlePage) and article_path(target.item) in failing:
            failing.clear()
            reply = _message(edition, *_OUT_OF_ORDER, status=500)
        else:
            reply = _reply(edition, target)
        return _response(request, reply, edition.now)

    return Starlette(routes=[Route("/{path:path}", answer)])


def _reply(edition: Edition, target: Target | None) -> Reply:
    """Return what stands at an address at the edition's moment."""
    outlet, page_type = edition.outlet, edition.outlet.content_type
    match target:
        case Home():
            return Reply(render_list(edition, heading=None, cards=edition.cards), page_type)
        case Section(name):
            cards = [card for card in edition.cards if card.item.section == name]
            if cards:
                return Reply(render_list(edition, heading=name, cards=cards), page_type)
        case About():
            return _message(edition, f"عن {outlet.name}", outlet.about)
        case ArticlePage(item) if card := edition.card(item):
            return Reply(render_article(edition, card), page_type)
        case Alias(item) if card := edition.card(item):
            return Reply(b"", page_type, status=301, location=card.url)
        case Picture(item) if card := edition.card(item):
            return Reply(render(edition, "picture.svg", card=card), "image/svg+xml")
        case FeedForm():
            body = render_feed(edition, target)
            body = gzip.compress(body, mtime=0) if target.gzipped else body
            return Reply(body, target.content_type, modified=edition.changed_at)
        case ExtraForm(status=200):
            return _message(edition, *_CLOSED)
        case Robots():
            text = outlet.robots.replace("{base}", edition.base)
            return Reply(text.encode(), "text/plain; charset=utf-8")
    return _message(edition, *_NOT_FOUND, status=404)


def _message(edition: Edition, heading: str, text: str, *, status: int = 200) -> Reply:
    body = render_message(edition, heading=heading, text=text)
    return Reply(body, edition.outlet.content_type, status=status)


def _response(request: Request, reply: Reply, now: dt.datetime) -> Response:
    """Put a reply into HTTP, with its validators; an unchanged one becomes 304."""
    headers = {"Date": _http_date(now)}
    if reply.location:
        return RedirectResponse(reply.location, reply.status, headers)
    if reply.status == 200:
        headers["ETag"] = f'"{hashlib.sha256(reply.body).hexdigest()[:20]}"'
        headers["Cache-Control"] = "no-cache"
        if reply.modified:
            headers["Last-Modified"] = _http_date(reply.modified)
        if _unchanged(request, headers["ETag"], reply.modified):
            reply = replace(reply, status=304, body=b"")
    headers["Content-Type"] = reply.content_type
    return Response(reply.body, reply.status, headers)


def _unchanged(request: Request, etag: str, modified: dt.datetime | None) -> bool:
    """Evaluate the request's preconditions (RFC 9110, section 13.2.2)."""
    if asked := request.headers.get("if-none-match"):
        known = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
        return etag in known or asked.strip() == "*"
    if modified and (since := request.headers.get("if-modified-since")):
        try:
            return modified.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (ValueError, TypeError):  # no date, or one without a zone
            return False
    return False


def _http_date(moment: dt.datetime) -> str:
    return format_datetime(moment.astimezone(dt.UTC), usegmt=True)


async def _directory(request: Request) -> Response:
    """List the outlets, for somebody who asks the bare port."""
    port = f":{request.url.port}" if request.url.port else ""
    lines = [
        f'<li><a href="http://{outlet.host}{port}/">{outlet.name}</a></li>'
        for outlet in load_outlets().values()
    ]
    body = (
        '<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8">'
        "<title>ناشرون مختلقون</title><h1>ناشرون مختلقون للتجربة</h1>"
        f"<ul>{''.join(lines)}</ul></html>"
    )
    return Response(body, media_type="text/html")
