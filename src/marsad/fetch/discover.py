"""A publisher's feeds, sitemaps, name, language and country, out of one address."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlsplit

from babel.core import get_global
from selectolax.lexbor import LexborHTMLParser

from marsad.errors import ConfigError, FetchError
from marsad.fetch.announced import parse_announced
from marsad.fetch.charset import decode_text
from marsad.fetch.feeds import ParsedFeed
from marsad.fetch.http import Fetched, Fetcher
from marsad.fetch.sitemaps import Sitemap
from marsad.lexicon.zones import zone_of_country, zone_of_domain
from marsad.types import Feed, Page, Source
from marsad.urls import absolute, domain_of, same_site

_MAX_FEEDS = 8
_MAX_TRIES = 20
"""Addresses asked for at most, one a second."""

_FEED_TYPES = {
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
    "application/json", "application/xml", "text/xml",
}  # fmt: skip
_FEED_LINK = re.compile(r"(?:^|[/._?=-])(?:rss|feed|atom|xml)(?:$|[/._?&=\d-])", re.IGNORECASE)
_TITLE_END = re.compile(r"\s+[|–—\-:»•]\s+|\s*\|\s*")
_MAX_NAME = 100


@dataclass(frozen=True, slots=True)
class _Home:
    """What a home page says of its publisher."""

    url: str
    name: str | None = None
    title: str | None = None
    language: str | None = None
    feeds: tuple[str, ...] = ()


async def discover(fetcher: Fetcher, url: str) -> Source:
    """Find out about the publisher at an address: a feed, a sitemap, or any page of its site.

    Feeds are looked for in the page, then in robots.txt, then at the usual places; each is read
    once before it is believed.

    Raises:
        FetchError: the address cannot be fetched, or no feed or sitemap is found there.
    """
    fetched = await _first(fetcher, url)
    page, address = fetched.page, fetched.final_url
    try:
        parsed = parse_announced(page.body, url=address, content_type=page.content_type)
    except FetchError:
        return await _from_home(fetcher, _read_home(page, address))
    feed = Feed(address, "sitemap" if isinstance(parsed, Sitemap) else "feed")
    if isinstance(parsed, Sitemap):
        return _source(fetcher, _Home("/".join(address.split("/")[:3]) + "/"), (feed,))
    home = _Home(parsed.homepage or address, name=parsed.title, language=parsed.language)
    return _source(fetcher, home, (feed,))


async def _first(fetcher: Fetcher, url: str) -> Fetched:
    """Fetch the address as given; a bare domain by HTTPS, else by HTTP."""
    if "://" in url:
        return await fetcher.get(url)
    try:
        return await fetcher.get(f"https://{url}")
    except FetchError:
        return await fetcher.get(f"http://{url}")


async def _from_home(fetcher: Fetcher, home: _Home) -> Source:
    found: list[_Found] = []
    seen: set[str] = set()
    tries = 0
    async for candidates in _candidates(fetcher, home):
        for candidate in candidates:
            if tries >= _MAX_TRIES or len(found) >= _MAX_FEEDS:
                break
            tries += 1
            item = await _try(fetcher, candidate)
            # A site's RSS and Atom often announce the same pages: one of them will do.
            if item is None or item.announced <= seen:
                continue
            seen |= item.announced
            found.append(item)
            if candidate not in home.feeds and item.feed.kind == "feed":
                break  # the first of the usual places is enough
        if found:
            break
    if not found:
        raise FetchError(f"{home.url}: no feed or sitemap was found there")
    titles = (item.title for item in found if item.title)
    named = dataclasses.replace(home, name=home.name or next(titles, None))
    return _source(fetcher, named, tuple(item.feed for item in found))


async def _candidates(fetcher: Fetcher, home: _Home) -> AsyncIterator[tuple[str, ...]]:
    """Yield addresses that may be feeds, the surest together and first."""
    try:
        named = (await fetcher.rules(home.url)).sitemaps
    except FetchError:
        named = ()
    sitemaps = _links(named[:_MAX_TRIES], home.url)
    # A news sitemap is short and complete; a general one is the whole archive.
    news = tuple(link for link in sitemaps if "news" in urlsplit(link).path.lower())
    yield (*home.feeds, *news[:1]) if home.feeds else news[:2]
    usual = _links(_knowledge()["paths"], home.url)
    yield tuple(link for link in usual if "sitemap" not in link)
    yield sitemaps[:2]
    yield tuple(link for link in usual if "sitemap" in link)


def _links(addresses: Iterable[str], base: str) -> tuple[str, ...]:
    return tuple(link for address in addresses if (link := absolute(address, base)))


@dataclass(frozen=True, slots=True)
class _Found:
    """A feed that was read, and what it announces."""

    feed: Feed
    announced: frozenset[str]
    title: str | None = None


async def _try(fetcher: Fetcher, url: str) -> _Found | None:
    """Read what may be a feed; None unless it is one that announces anything."""
    try:
        fetched = await fetcher.get(url)
        page, address = fetched.page, fetched.final_url
        parsed = parse_announced(page.body, url=address, content_type=page.content_type)
    except FetchError:
        return None
    if isinstance(parsed, ParsedFeed):
        announced = frozenset(entry.url for entry in parsed.entries)
        return _Found(Feed(address, "feed"), announced, parsed.title) if announced else None
    announced = frozenset(entry.url for entry in (*parsed.pages, *parsed.sitemaps))
    return _Found(Feed(address, "sitemap"), announced) if announced else None


# --- the home page -----------------------------------------------------------


def _read_home(page: Page, url: str) -> _Home:
    tree = LexborHTMLParser(decode_text(page.body, page.content_type))
    metas = {
        (node.attributes.get("property") or node.attributes.get("name") or "").lower(): (
            node.attributes.get("content") or ""
        )
        for node in tree.css("meta[content]")
    }
    root, title = tree.css_first("html"), tree.css_first("title")
    return _Home(
        url=url,
        name=_clean(metas.get("og:site_name") or metas.get("application-name")),
        title=_clean(_TITLE_END.split(title.text())[0]) if title else None,
        language=root.attributes.get("lang") if root else None,
        feeds=tuple(dict.fromkeys((*_alternates(tree, url), *_anchors(tree, url)))),
    )


def _alternates(tree: LexborHTMLParser, base: str) -> Iterator[str]:
    for node in tree.css("link[href]"):
        kind = (node.attributes.get("type") or "").split(";")[0].strip().lower()
        relations = (node.attributes.get("rel") or "").lower().split()
        if "alternate" in relations and kind in _FEED_TYPES:
            yield from _news_link(node.attributes.get("href"), node.attributes.get("title"), base)


def _anchors(tree: LexborHTMLParser, base: str) -> Iterator[str]:
    for node in tree.css("a[href]"):
        href = node.attributes.get("href") or ""
        if _FEED_LINK.search(href):
            yield from (link for link in _news_link(href, None, base) if same_site(link, base))


def _news_link(href: str | None, title: str | None, base: str) -> Iterator[str]:
    """Yield a link if it is an address, and not of comments, videos and the like."""
    link = absolute(href or "", base)
    said = unquote(f"{href} {title or ''}").lower()
    if link and not any(word in said for word in _knowledge()["not_news"]):
        yield link.partition("#")[0]


def _clean(text: str | None) -> str | None:
    return " ".join((text or "").split())[:_MAX_NAME] or None


# --- what follows from it ----------------------------------------------------


def _source(fetcher: Fetcher, home: _Home, feeds: tuple[Feed, ...]) -> Source:
    domain = domain_of(home.url) or domain_of(feeds[0].url) or ""
    country = country_of(domain)
    zone = zone_of_domain(domain) or zone_of_country(country)
    language = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", home.language or "")
    return Source(
        name=_clean(home.name) or _clean(home.title) or domain,
        domain=domain,
        homepage=home.url,
        country=country,
        zone=zone.key if zone else None,
        language=language[0].lower() if language else "ar",
        feeds=feeds,
        interval=fetcher.settings.poll_interval,
    )


def country_of(domain: str) -> str | None:
    """Return the country of a domain's top level (ISO 3166-1 alpha-2), where it says one."""
    top = domain.rpartition(".")[2].lower()
    if not top.isascii():
        top = top.encode("idna").decode("ascii")
    known = _knowledge()
    if top in known["domains"]:
        return str(known["domains"][top])
    code = top.upper()
    is_country = len(code) == 2 and code in get_global("territory_zones")
    return code if is_country and top not in known["generic_domains"] else None


@lru_cache(maxsize=1)
def _knowledge() -> dict[str, Any]:
    data = tomllib.loads((files("marsad.fetch") / "discover.toml").read_text(encoding="utf-8"))
    kinds = {"paths": list, "not_news": list, "generic_domains": list, "domains": dict}
    for name, kind in kinds.items():
        if not isinstance(data.get(name), kind):
            raise ConfigError(f"discover.toml: {name}: expected a {kind.__name__}")
    return data
