"""Feeds and sitemaps alike: what an address announces, whichever it turns out to be."""

from __future__ import annotations

import datetime as dt
import re

from marsad.errors import FetchError
from marsad.fetch.feeds import Entry, ParsedFeed, parse_feed
from marsad.fetch.sitemaps import Sitemap, parse_sitemap
from marsad.fetch.times import instant

_SITEMAP_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:urlset|sitemapindex)[\s/>]")
_FEED_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)[\s/>]", re.IGNORECASE)
_HTML_ROOT = re.compile(rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_HEAD = 4096


def parse_announced(
    body: bytes, *, url: str, content_type: str | None = None
) -> ParsedFeed | Sitemap:
    """Parse a feed or a sitemap, by its content: users and sites mix them up.

    Raises:
        FetchError: it is neither.
    """
    head = body[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if (
        body.startswith(b"\x1f\x8b")
        or _SITEMAP_ROOT.search(head)
        or not head.startswith((b"<", b"{"))
    ):
        return parse_sitemap(body, url=url)
    if _HTML_ROOT.search(head) and not _FEED_ROOT.search(head):
        raise FetchError(f"{url}: an HTML page, not a feed")
    return parse_feed(body, url=url, content_type=content_type)


def entries_of(parsed: ParsedFeed | Sitemap) -> tuple[Entry, ...]:
    """Return the pages that are announced."""
    return parsed.entries if isinstance(parsed, ParsedFeed) else parsed.pages


def entry_time(entry: Entry) -> dt.datetime | None:
    """Return when an entry was last new: modified, else published."""
    times = (entry.modified, instant(entry.published))
    return max((time for time in times if time), default=None)
