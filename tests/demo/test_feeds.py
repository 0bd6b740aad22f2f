"""The product's reading of every invented feed and sitemap, against what the demo knows."""

import datetime as dt

import pytest

from marsad.demo.publishers import sources
from marsad.demo.site import alias_path, href
from marsad.demo.stories import load_stories
from marsad.fetch.feeds import Entry, parse_feed
from marsad.fetch.sitemaps import parse_sitemap
from marsad.types import Feed, Source
from marsad.urls import clean_url
from tests.demo.samples import PORT, Demo

STARTED = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)


async def entries_of(demo: Demo, feed: Feed) -> tuple[Entry, ...]:
    reply = await demo.get("difaf", feed.url)
    if feed.kind == "feed":
        content_type = reply.headers["content-type"]
        return parse_feed(reply.content, url=feed.url, content_type=content_type).entries
    sitemap = parse_sitemap(reply.content, url=feed.url)
    found = list(sitemap.pages)
    for part in sitemap.sitemaps:
        found += await entries_of(demo, Feed(part.url, "sitemap"))
    return tuple(found)


@pytest.mark.parametrize("source", sources(PORT), ids=lambda source: source.domain)
async def test_the_product_learns_of_every_article_and_every_edit(source: Source) -> None:
    demo = Demo(load_stories(), STARTED)
    demo.now = STARTED + dt.timedelta(minutes=30)
    (feed,) = source.feeds
    entries = {clean_url(entry.url): entry for entry in await entries_of(demo, feed)}
    items = [item for item in demo.items if item.outlet.host == source.domain]
    for item in items:
        entry = entries[clean_url(f"http://{source.domain}:{PORT}{href(alias_path(item))}")]
        version = item.version(demo.now)
        assert version is not None
        if feed.kind == "feed":
            assert entry.title == version.headline
        if len(item.versions) > 1:
            assert entry.modified == version.at
    assert items
