"""One invented publisher's site: its addresses, and what stands at each. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from marsad.demo.outlets import ExtraForm, FeedForm, Outlet
from marsad.demo.schedule import Item
from marsad.errors import ConfigError

_SLUG_WORDS = 8


@dataclass(frozen=True, slots=True)
class Home:
    """The front page."""


@dataclass(frozen=True, slots=True)
class About:
    """Who the outlet pretends to be."""


@dataclass(frozen=True, slots=True)
class Robots:
    """robots.txt."""


@dataclass(frozen=True, slots=True)
class Section:
    """The list of one section's articles."""

    name: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article."""

    item: Item


@dataclass(frozen=True, slots=True)
class Alias:
    """A short address, redirected to an article."""

    item: Item


@dataclass(frozen=True, slots=True)
class Picture:
    """An article's lead picture."""

    item: Item


Target = Home | About | Robots | Section | ArticlePage | Alias | Picture | FeedForm | ExtraForm


@dataclass(frozen=True, slots=True)
class Site:
    """A publisher with its articles, by publication time, and its table of addresses."""

    outlet: Outlet
    items: tuple[Item, ...]
    sections: tuple[str, ...]
    targets: Mapping[str, Target]  # by path and query, not percent-encoded

    def find(self, path: str, query: str = "") -> Target | None:
        """Return what stands at an address; campaign parameters of the query do not count."""
        kept = "&".join(part for part in query.split("&") if not part.startswith("utm_"))
        return self.targets.get(f"{path}?{unquote(kept)}" if kept else path)


def build_site(outlet: Outlet, items: Sequence[Item]) -> Site:
    """Give every page of an outlet its address.

    Raises:
        ConfigError: two pages would have the same.
    """
    own = tuple(item for item in items if item.outlet.key == outlet.key)
    sections = tuple(dict.fromkeys(item.section for item in own))
    targets: dict[str, Target] = {}
    for path, target in _targets(outlet, own, sections):
        if path in targets:
            raise ConfigError(f"{outlet.key}: two pages have the address {path}")
        targets[path] = target
    return Site(outlet, own, sections, targets)


def _targets(
    outlet: Outlet, items: Sequence[Item], sections: Sequence[str]
) -> Iterator[tuple[str, Target]]:
    yield "/", Home()
    yield "/about", About()
    yield "/robots.txt", Robots()
    for feed in outlet.feeds:
        yield feed.path, feed
    for extra in outlet.extras:
        yield extra.path, extra
    for section in sections:
        yield section_path(outlet, section, sections), Section(section)
    for item in items:
        yield article_path(item), ArticlePage(item)
        if outlet.alias:
            yield _item_path(outlet.alias, item), Alias(item)
        if outlet.picture:
            yield _item_path(outlet.picture, item), Picture(item)


def article_path(item: Item) -> str:
    """Return the path and query of an article's page, not percent-encoded."""
    return _item_path(item.outlet.article, item)


def alias_path(item: Item) -> str:
    """Return the path that its feed names an article by: the alias where the outlet has one."""
    return _item_path(item.outlet.alias or item.outlet.article, item)


def picture_path(item: Item) -> str | None:
    """Return the path of an article's lead picture, or None where the outlet has none."""
    return _item_path(item.outlet.picture, item) if item.outlet.picture else None


def section_path(outlet: Outlet, section: str, sections: Sequence[str]) -> str:
    """Return the path and query of a section's list."""
    return outlet.section.format(section=_slug(section), section_number=sections.index(section) + 1)


def href(path: str) -> str:
    """Percent-encode a path with its query."""
    return quote(path, safe="/?=&:;,+~")


def _item_path(pattern: str, item: Item) -> str:
    published = item.published
    return pattern.format(
        number=item.number,
        slug=_slug(item.versions[0].headline),
        story=item.story,
        section=_slug(item.section),
        year=published.year,
        month=published.month,
        day=published.day,
    )


def _slug(text: str) -> str:
    """Join a text's first words with hyphens, as content systems do for addresses."""
    bare = "".join(letter for letter in text if unicodedata.category(letter) != "Mn")
    return "-".join(re.findall(r"[^\W_]+", bare)[:_SLUG_WORDS]).lower()
