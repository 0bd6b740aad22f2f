"""What the templates are given, and the pages that they make of it. Pure."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from marsad.demo.dates import write_date, write_since
from marsad.demo.outlets import FeedForm, Outlet
from marsad.demo.schedule import Item, Version
from marsad.demo.site import Site, alias_path, article_path, href, picture_path, section_path

TEMPLATES = Path(__file__).with_name("templates")

_TEASER = 190  # characters
_RELATED = 3
_MOST_READ = 5


@dataclass(frozen=True, slots=True)
class Card:
    """An article as lists, feeds and pages show it."""

    item: Item
    version: Version
    url: str
    feed_url: str  # the address that feeds name
    section_url: str
    picture: str | None

    @property
    def title(self) -> str:
        """The headline as it stands now."""
        return self.version.headline

    @property
    def published(self) -> dt.datetime:
        """When the first version appeared, in the outlet's zone."""
        return self.item.published

    @property
    def updated(self) -> dt.datetime | None:
        """When the present version appeared; None for the first."""
        return self.version.at if self.version.at > self.published else None

    @property
    def modified(self) -> dt.datetime:
        """When the present version appeared."""
        return self.version.at

    @property
    def teaser(self) -> str:
        """The beginning of the text, cut between words."""
        text = self.version.paragraphs[0]
        return text if len(text) <= _TEASER else text[:_TEASER].rsplit(" ", 1)[0] + "…"


@dataclass(frozen=True, slots=True)
class Edition:
    """An outlet's site as it stands at one moment, seen under one base address."""

    site: Site
    sites: Mapping[str, Site]  # all outlets', for texts taken from others
    base: str  # "http://difaf.localhost:8081", without a slash
    now: dt.datetime

    @property
    def outlet(self) -> Outlet:
        """Whose site it is."""
        return self.site.outlet

    def card(self, item: Item) -> Card | None:
        """Return an article of this outlet as it stands now; None before it appears."""
        version = item.version(self.now)
        if version is None:
            return None
        picture = picture_path(item)
        return Card(
            item=item,
            version=version,
            url=self.url(article_path(item)),
            feed_url=self.url(alias_path(item)),
            section_url=self.url(section_path(self.outlet, item.section, self.site.sections)),
            picture=self.url(picture) if picture else None,
        )

    def url(self, path: str) -> str:
        """Make a path absolute and percent-encoded."""
        return self.base + href(path)

    @property
    def cards(self) -> tuple[Card, ...]:
        """All articles that have appeared, newest first."""
        cards = (self.card(item) for item in reversed(self.site.items))
        return tuple(card for card in cards if card is not None)

    def age(self, card: Card) -> dt.timedelta:
        """Return how long ago an article appeared."""
        return self.now - card.published

    @property
    def changed_at(self) -> dt.datetime | None:
        """When an article last appeared or was edited."""
        return max((card.modified for card in self.cards), default=None)

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """Sections that have articles, with their addresses."""
        shown = {card.item.section: card.section_url for card in reversed(self.cards)}
        return tuple(shown.items())

    @property
    def most_read(self) -> tuple[Card, ...]:
        """A lasting choice of articles for the sidebar."""
        return tuple(sorted(self.cards, key=_popularity)[:_MOST_READ])

    def related(self, card: Card) -> tuple[Card, ...]:
        """Return the articles that a page offers to read: those it names, then its section's."""
        others = [other for other in self.cards if other.item is not card.item]
        others.sort(
            key=lambda other: (
                other.item.story not in card.item.related,
                other.item.section != card.item.section,
            )
        )
        return tuple(others[:_RELATED])

    def taken(self, card: Card) -> Version | None:
        """Return another outlet's article on a related story, for an aggregator to print whole."""
        others = (site for key, site in self.sites.items() if key != self.outlet.key)
        versions = (
            item.version(self.now)
            for site in others
            for item in site.items
            if item.story in card.item.related and item.copy_of is None
        )
        return next((version for version in versions if version is not None), None)


def render(edition: Edition, template: str, **values: Any) -> bytes:
    """Write a page or a feed in the outlet's own charset.

    What a legacy charset does not hold, digits of the Mashreq for one, becomes character
    references, as the content systems of its time wrote it.
    """
    outlet = edition.outlet
    text = (
        _environment(outlet.key)
        .get_template(template)
        .render(
            edition=edition,
            outlet=outlet,
            moment=lambda when, pattern: write_date(pattern, when, outlet.date_style),
            since=lambda when: write_since(when, edition.now, outlet.date_style),
            **values,
        )
    )
    return text.encode(outlet.charset, "xmlcharrefreplace")


def render_article(edition: Edition, card: Card) -> bytes:
    """Write an article's page."""
    return render(edition, "article.html", card=card)


def render_list(edition: Edition, *, heading: str | None, cards: Sequence[Card]) -> bytes:
    """Write the home page (without a heading) or a section's list."""
    return render(edition, "list.html", heading=heading, cards=cards)


def render_message(edition: Edition, *, heading: str, text: str) -> bytes:
    """Write a page that holds a few words: about us, not found, out of order."""
    return render(edition, "message.html", heading=heading, text=text)


def render_feed(edition: Edition, feed: FeedForm) -> bytes:
    """Write a feed or sitemap."""
    return render(edition, feed.template, feed=feed)


def _popularity(card: Card) -> int:
    return zlib.crc32(f"{card.item.outlet.key} {card.item.story}".encode())


def _in_gmt(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


def _local_z(moment: dt.datetime) -> str:
    """Write local time as if it were UTC, a common mistake of sites."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


def _links(cards: Sequence[Card]) -> list[dict[str, str]]:
    return [{"title": card.title, "url": card.url} for card in cards]


def _plain_path(card: Card) -> str:
    """Return an article's path as some sites print it: not percent-encoded."""
    return article_path(card.item)


@cache
def _environment(outlet: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([TEMPLATES / outlet, TEMPLATES / "shared"]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals |= {
        "in_gmt": _in_gmt,
        "in_utc": lambda moment: _in_gmt(moment).isoformat(),
        "local_z": _local_z,
        "links": _links,
        "plain_path": _plain_path,
        "rfc822": format_datetime,
    }
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return environment
