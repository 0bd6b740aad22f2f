"""Looking once at a publisher's feed, to see whether it works."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from marsad.errors import FetchError
from marsad.fetch.announced import entries_of, entry_time, parse_announced
from marsad.fetch.http import Fetcher
from marsad.fetch.sitemaps import Sitemap
from marsad.types import Feed


@dataclass(frozen=True, slots=True)
class FeedCheck:
    """What one look at a feed or sitemap shows."""

    url: str
    entries: int = 0  # pages announced; for an index, sitemaps
    newest: dt.datetime | None = None  # aware
    error: str | None = None


async def check_feed(fetcher: Fetcher, feed: Feed) -> FeedCheck:
    """Fetch a feed once and say what it announces; an error is part of the answer."""
    try:
        fetched = await fetcher.get(feed.url)
        page = fetched.page
        parsed = parse_announced(page.body, url=fetched.final_url, content_type=page.content_type)
    except FetchError as error:
        return FeedCheck(feed.url, error=str(error).removeprefix(f"{feed.url}: "))
    entries = entries_of(parsed) or (parsed.sitemaps if isinstance(parsed, Sitemap) else ())
    times = (entry_time(entry) for entry in entries)
    return FeedCheck(feed.url, len(entries), max((time for time in times if time), default=None))
