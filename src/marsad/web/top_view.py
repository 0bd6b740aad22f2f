"""The front page: what happens, ranked, by topic and by country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marsad.lexicon.countries import load_countries
from marsad.store.story_records import StoryListing, StoryName, StorySummary
from marsad.web.addresses import with_query
from marsad.web.story_items import StoryCard, story_card
from marsad.web.views import Item, Link, Moment, Reader, topic_link

SECONDS = 6
PER_BAND = 3


@dataclass(frozen=True, slots=True)
class Tab:
    """A way to see the front page."""

    link: Link
    is_current: bool


@dataclass(frozen=True, slots=True)
class TopBand:
    """A topic's first stories."""

    link: Link
    stories: tuple[StoryCard, ...]


@dataclass(frozen=True, slots=True)
class Top:
    """The front page of stories; a page of its list where `heading` is not None."""

    heading: str | None
    tabs: tuple[Tab, ...]
    countries: tuple[Tab, ...]
    lead: StoryCard | None
    seconds: tuple[StoryCard, ...]
    rest: tuple[StoryCard, ...]
    ticker: tuple[Item, ...] = ()
    bands: tuple[TopBand, ...] = ()
    more: Link | None = None  # all articles of the topic
    stale: Moment | None = None


def tabs(reader: Reader, current: str) -> tuple[Tab, ...]:
    """Return the ways to see the news; `current` is the address of the one at hand."""
    word = reader.language.gettext
    links = (Link(word("الأبرز"), "/"), Link(word("الأحدث"), "/latest"))
    return tuple(Tab(link, link.href == current) for link in links)


def country_tabs(
    counted: Sequence[tuple[str, int]], current: str | None, reader: Reader
) -> tuple[Tab, ...]:
    """Return the countries of what happens, the one at hand among them."""
    codes = dict.fromkeys(code for code, _ in counted)
    if current:
        codes.setdefault(current)
    return tuple(
        Tab(Link(country_name(code, reader), top_path(country=code)), code == current)
        for code in codes
    )


def country_name(code: str, reader: Reader) -> str:
    """Return a country's name as news have it: السعودية, not المملكة العربية السعودية."""
    usual = load_countries().main_names.get(code) if reader.language.code == "ar" else None
    return usual or reader.language.country(code) or code


def top_path(topic: str | None = None, country: str | None = None) -> str:
    """Return the address of the front page of a topic or country."""
    return with_query("/", topic=topic, country=country)


def top_heading(topic: str | None, country: str | None, reader: Reader) -> str | None:
    """Return what stands over the stories of a topic or country; None over all of them."""
    names = []
    if topic:
        names.append(topic_link(topic, reader).text)
    if country:
        names.append(country_name(country, reader))
    if not names:
        return None
    return reader.language.gettext("أبرز القصص: %(what)s") % {
        "what": reader.language.gettext("، ").join(names)
    }


def cards(
    stories: Sequence[StorySummary],
    names: Mapping[int, Sequence[StoryName]],
    reader: Reader,
    *,
    topic: bool = True,
) -> tuple[StoryCard, ...]:
    """Return stories for a list."""
    return tuple(story_card(one, names.get(one.key, ()), reader, topic=topic) for one in stories)


def bands(
    blocks: Mapping[str, StoryListing], shown: Sequence[StorySummary], reader: Reader
) -> tuple[TopBand, ...]:
    """Return each topic's first stories, without those that stand above."""
    seen = {one.key for one in shown}
    found = []
    for topic, listing in blocks.items():
        fresh = [one for one in listing.items if one.key not in seen][:PER_BAND]
        if fresh:
            link = Link(topic_link(topic, reader).text, top_path(topic=topic))
            found.append(TopBand(link, cards(fresh, {}, reader, topic=False)))
    return tuple(found)
