"""The product's reading of every invented page, against what the demo knows to be true."""

import datetime as dt
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

import pytest

from marsad.demo.outlets import Outlet, load_outlets
from marsad.demo.schedule import Item, Version
from marsad.demo.site import article_path, href
from marsad.demo.stories import load_stories
from marsad.extract.page import extract_article
from marsad.types import Article, Page, Publisher
from tests.demo.samples import OUTLETS, Demo

STARTED = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
Difference = tuple[str, object, object]


@pytest.fixture(scope="module")
def demo() -> Demo:
    """All shipped stories, after everything has appeared."""
    demo = Demo(load_stories(), STARTED)
    demo.now = STARTED + dt.timedelta(minutes=30)
    return demo


async def read(demo: Demo, item: Item) -> Article:
    """Fetch an article's page and extract it, as the gatherer does."""
    path = href(article_path(item))
    reply = await demo.get(item.outlet.key, path)
    if reply.status_code == 500:
        reply = await demo.get(item.outlet.key, path)
    page = Page(
        url=str(reply.url),
        body=reply.content,
        content_type=reply.headers["content-type"],
        fetched_at=parsedate_to_datetime(reply.headers["date"]),
    )
    publisher = Publisher(item.outlet.name, item.outlet.host)
    return extract_article(page, publisher=publisher, zone=item.outlet.tzinfo)


def differences(item: Item, version: Version, article: Article) -> Iterator[Difference]:
    """Compare a record with the truth, field by field."""
    if article.title != version.headline:
        yield "title", article.title, version.headline
    if article.paragraphs != version.paragraphs:
        yield "paragraphs", article.paragraphs, version.paragraphs
    if day_of(article, item.outlet) != true_day(item):
        yield "published", article.published, item.published
    if article.credits != item.credits:
        yield "credits", article.credits, item.credits
    if tags_of(article, item.outlet) != tags_of(item, item.outlet):
        yield "tags", article.tags, item.tags
    if item.section not in article.sections:
        yield "sections", article.sections, item.section
    if item.outlet.key != "waha" and article.authors != tuple(filter(None, [item.author])):
        yield "authors", article.authors, item.author  # the aggregator leaves bylines out


def day_of(article: Article, outlet: Outlet) -> dt.date | None:
    stamp = article.published
    if not isinstance(stamp, dt.datetime):
        return stamp
    return (stamp.astimezone(outlet.tzinfo) if stamp.tzinfo else stamp).date()


def true_day(item: Item) -> dt.date:
    """The publication day; the aggregator prints its day in GMT."""
    zone = dt.UTC if item.outlet.key == "waha" else item.outlet.tzinfo
    return item.published.astimezone(zone).date()


def tags_of(tagged: Article | Item, outlet: Outlet) -> tuple[str, ...]:
    """Tags to compare; the aggregator runs them together, so that only their words are certain."""
    return tuple(" ".join(tagged.tags).split()) if outlet.key == "waha" else tagged.tags


@pytest.mark.parametrize("outlet", OUTLETS)
async def test_every_page_of_an_outlet_is_read_as_it_was_written(demo: Demo, outlet: str) -> None:
    found = []
    items = [item for item in demo.items if item.outlet == load_outlets()[outlet]]
    for item in items:
        version = item.version(demo.now)
        assert version is not None
        article = await read(demo, item)
        found += [(item.story, *one) for one in differences(item, version, article)]
    assert items
    assert found == []


EXACT = ("difaf", "nakhla", "sidra", "tilal", "raqim", "sanawbar")


@pytest.mark.parametrize("outlet", EXACT)
async def test_where_a_page_prints_its_time_the_instant_is_right(demo: Demo, outlet: str) -> None:
    for item in demo.items:
        if item.outlet.key == outlet:
            published = (await read(demo, item)).published
            assert isinstance(published, dt.datetime)
            minute = item.published.replace(second=0)
            assert abs(published - minute) < dt.timedelta(minutes=1), item.story


@pytest.mark.parametrize("outlet", ["difaf", "sidra", "tilal", "sanawbar", "marfa"])
async def test_where_a_page_states_its_section_it_is_read(demo: Demo, outlet: str) -> None:
    for item in demo.items:
        if item.outlet.key == outlet:
            assert (await read(demo, item)).section == item.section
