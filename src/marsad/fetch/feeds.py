"""RSS, Atom, RDF and JSON feeds → the pages they announce."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import feedparser
import orjson

from marsad.errors import FetchError
from marsad.fetch.charset import decode_text
from marsad.fetch.times import instant, read_time
from marsad.types import Stamp
from marsad.urls import absolute

FormatName = Literal["rss", "atom", "rdf", "json"]

MAX_ENTRIES = 2_000
"""Entries taken of one feed: publishers print 10 to 200."""

_MAX_TAGS = 300_000
"""Opening brackets of a feed: the lenient parser takes 30 µs for each, so 10 s at most."""

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG = re.compile(r"<[^<>]{1,1000}>")
_MAX_TITLE = 1_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that a feed or sitemap names."""

    url: str
    title: str | None = None
    published: Stamp | None = None
    modified: dt.datetime | None = None  # aware


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed and its entries in the order printed, each address once."""

    title: str | None
    homepage: str | None
    language: str | None  # as printed, such as "ar-EG"
    entries: tuple[Entry, ...]
    kind: FormatName


def parse_feed(body: bytes, *, url: str, content_type: str | None = None) -> ParsedFeed:
    """Parse a feed fetched from `url`; nothing is fetched here.

    Relative addresses are resolved, dates stay as precise as they are printed, and damaged feeds
    give what can be read. Takes up to seconds of CPU for megabytes.

    Raises:
        FetchError: it is no feed, or too dense with tags to be one.
    """
    if body.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return _parse_json(body, url)
    if body.count(b"<") > _MAX_TAGS:
        raise FetchError(f"{url}: more than {_MAX_TAGS:,} tags in a feed")
    # An encoding that is declared wrongly would win over the text otherwise.
    text = _XML_DECLARATION.sub("", decode_text(body, content_type), count=1)
    try:
        parsed = feedparser.parse(
            io.BytesIO(text.lstrip().encode("utf-8", "replace")),
            response_headers={
                "content-type": "application/xml; charset=utf-8",
                "content-location": url,
            },
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # feedparser lets its parsers' errors through
        raise FetchError(f"{url}: not a feed that can be read ({error})") from error
    version = parsed.get("version") or ""
    if not parsed.entries and not version:
        raise FetchError(f"{url}: not a feed")
    return ParsedFeed(
        title=_title(parsed.feed.get("title"), is_html=True),
        homepage=absolute(str(parsed.feed.get("link") or ""), url),
        language=_string(parsed.feed.get("language")),
        entries=_unique(_entry(entry, url) for entry in parsed.entries[:MAX_ENTRIES]),
        kind=_kind(version),
    )


def _kind(version: str) -> FormatName:
    if version.startswith("atom"):
        return "atom"
    return "rdf" if version in {"rss10", "rss090"} else "rss"


def _entry(entry: Mapping[str, Any], base: str) -> Entry | None:
    # `dict.get` goes around feedparser's own, which invents an update time.
    field = {key: dict.get(entry, key) for key in ("published", "updated", "created")}  # type: ignore[call-overload]
    link = entry.get("feedburner_origlink") or entry.get("link") or entry.get("id") or ""
    url = absolute(str(link), base)
    if url is None:
        return None
    is_html = entry.get("title_detail", {}).get("type") != "text/plain"
    printed = field["published"] or field["created"] or field["updated"]
    return Entry(
        url=url,
        title=_title(entry.get("title"), is_html=is_html),
        published=read_time(printed),
        modified=instant(read_time(field["updated"])),
    )


def _unique(entries: Iterable[Entry | None]) -> tuple[Entry, ...]:
    return tuple({entry.url: entry for entry in entries if entry is not None}.values())


def _title(title: object, *, is_html: bool) -> str | None:
    text = _string(title)
    if text is None:
        return None
    text = html.unescape(_TAG.sub(" ", text) if is_html else text)
    return _string(text)


def _string(value: object) -> str | None:
    """Return a text with its white space folded; None where it says nothing."""
    return (" ".join(value.split())[:_MAX_TITLE] or None) if isinstance(value, str) else None


# --- JSON Feed ---------------------------------------------------------------


def _parse_json(body: bytes, url: str) -> ParsedFeed:
    """Parse a JSON Feed, versions 1 and 1.1."""
    try:
        feed = orjson.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise FetchError(f"{url}: not JSON: {error}") from error
    items = feed.get("items")
    if not isinstance(items, list) or "jsonfeed.org" not in str(feed.get("version")):
        raise FetchError(f"{url}: not a JSON feed")
    return ParsedFeed(
        title=_string(feed.get("title")),
        homepage=absolute(str(feed.get("home_page_url") or ""), url),
        language=_string(feed.get("language")),
        entries=_unique(_json_entries(items[:MAX_ENTRIES], url)),
        kind="json",
    )


def _json_entries(items: list[Any], base: str) -> Iterator[Entry]:
    for item in items:
        if not isinstance(item, dict):
            continue
        link = absolute(str(item.get("url") or item.get("id") or ""), base)
        if link is not None:
            yield Entry(
                url=link,
                title=_title(item.get("title"), is_html=False),
                published=read_time(item.get("date_published")),
                modified=instant(read_time(item.get("date_modified"))),
            )
