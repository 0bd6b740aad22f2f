"""A publisher's rule file: its feeds and zone, and how its pages are laid out.

    name = "…"                        # all of this may be left out
    country = "EG"
    zone = "Africa/Cairo"
    feeds = ["https://example.org/rss"]

    [[layout]]                        # today's: it has no end
    title = "h1.headline"
    body = ["div.story", "article"]   # the first that finds something counts
    drop = [".promo"]

    [[layout]]
    valid_until = 2023-06-30          # the last day that pages looked like this
    body = "td.text"

Selectors are CSS.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from zoneinfo import available_timezones

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from marsad.errors import ConfigError, SiteRuleError
from marsad.text.toml_data import Section, parse_toml
from marsad.types import Feed, FeedKind
from marsad.urls import absolute

Value = TypeVar("Value")

LARGEST = 64 * 1024
"""Bytes of a rule file."""

_LONGEST_SELECTOR, _MOST_SELECTORS, _MOST_LAYOUTS, _MOST_FEEDS = 300, 20, 50, 50
_LONGEST_NAME = 100
# Matching them against pages made for it takes minutes.
_COSTLY = re.compile(r":\s*(?:has|h\\[0-9a-f]+)\b|~(?!=).*~(?!=)", re.IGNORECASE)

FIELDS = ("title", "body", "date", "updated", "authors", "tags", "credits", "related", "sections")
"""What a layout may have selectors for, besides `drop`."""

_LAYOUT_KEYS = {*FIELDS, "drop", "valid_until"}
_SITE_KEYS = {"name", "country", "zone", "feeds", "sitemaps", "layout"}


@dataclass(frozen=True, slots=True)
class Layout:
    """How the pages of one time are laid out."""

    selectors: Mapping[str, tuple[str, ...]]  # field → selectors, the first that matches counts
    drop: tuple[str, ...] = ()  # what all of these match is taken out first
    valid_until: dt.date | None = None  # the last day, in UTC; None: still in use


@dataclass(frozen=True, slots=True)
class Site:
    """What is known of one publisher."""

    domain: str
    file: str = ""
    name: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    zone: str | None = None  # IANA name
    feeds: tuple[Feed, ...] = ()
    layouts: tuple[Layout, ...] = ()  # from the oldest to today's

    def layouts_for(self, day: dt.date | None) -> tuple[Layout, ...]:
        """Return the layouts, the likeliest first for a page that looked as it did on `day`.

        The one in force on that day comes first, then those that followed it, then older ones.
        """
        if day is None:
            return self.layouts[::-1]
        later = [one for one in self.layouts if one.valid_until is None or one.valid_until >= day]
        earlier = [one for one in reversed(self.layouts) if one not in later]
        return (*later, *earlier)


def parse_site(domain: str, source: str, *, file: str) -> Site:
    """Read and check the text of a rule file; `file` is how messages name it.

    Raises:
        SiteRuleError: there are mistakes; all of them are named, each with its line.
    """
    try:
        data = parse_toml(file, source)
    except ConfigError as error:
        raise SiteRuleError([str(error)]) from error
    reader = _Reader()
    site = reader.site(domain, file, data)
    if reader.mistakes:
        raise SiteRuleError(sorted(reader.mistakes, key=_line))
    return site


def _line(mistake: str) -> int:
    """Return the line that a message names after its file."""
    match = re.search(r"\.toml:(\d+): ", mistake)
    return int(match[1]) if match else 0


class _Reader:
    """Reads on after a mistake, so that a user sees all of them at once."""

    def __init__(self) -> None:
        self.mistakes: list[str] = []

    def site(self, domain: str, file: str, data: Section) -> Site:
        self._known(data, _SITE_KEYS)
        layouts = self._take(data, "layout", data.sections) or []
        if len(layouts) > _MOST_LAYOUTS:
            self._note(data.error("[[layout]]", f"stands there more than {_MOST_LAYOUTS} times"))
        read = [(section, self._layout(section)) for section in layouts[:_MOST_LAYOUTS]]
        self._distinct(read)
        return Site(
            domain=domain,
            file=file,
            name=self._take(data, "name", lambda name: _name(data, name)),
            country=self._take(data, "country", lambda name: _country(data, name)),
            zone=self._take(data, "zone", lambda name: _zone(data, name)),
            feeds=(*self._feeds(data, "feeds", "feed"), *self._feeds(data, "sitemaps", "sitemap")),
            layouts=tuple(
                sorted((one for _, one in read), key=lambda one: one.valid_until or dt.date.max)
            ),
        )

    def _layout(self, section: Section) -> Layout:
        self._known(section, _LAYOUT_KEYS)
        selectors = {name: self._selectors(section, name) for name in FIELDS}
        return Layout(
            selectors={name: found for name, found in selectors.items() if found},
            drop=self._selectors(section, "drop"),
            valid_until=self._take(section, "valid_until", lambda name: _day(section, name)),
        )

    def _distinct(self, layouts: list[tuple[Section, Layout]]) -> None:
        """Two layouts of one time: nobody could say which of them holds."""
        seen: set[dt.date | None] = set()
        for section, layout in layouts:
            if layout.valid_until is None and "valid_until" in section.values:
                continue  # a mistake that is noted already
            if layout.valid_until in seen:
                problem = "is the same day as another layout's"
                if layout.valid_until is None:
                    problem = "is missing, and only today's layout may do without"
                self._note(section.error("valid_until", problem))
            seen.add(layout.valid_until)

    def _selectors(self, section: Section, name: str) -> tuple[str, ...]:
        """Read one selector or a list of them; each mistake is noted with its own line."""
        value = section.values.get(name)
        if value is None:
            return ()
        several = isinstance(value, list)
        items = value if isinstance(value, list) else [value]
        if several and not 0 < len(items) <= _MOST_SELECTORS:
            wrong = f"holds {len(items)} selectors, not 1 to {_MOST_SELECTORS}"
            self._note(section.error(name, wrong))
            return ()
        for at, item in enumerate(items):
            if problem := selector_problem(item):
                self._note(section.error(name, problem, at=at if several else None))
        return tuple(item for item in items if isinstance(item, str))

    def _feeds(self, data: Section, name: str, kind: FeedKind) -> tuple[Feed, ...]:
        urls = self._take(data, name, data.words) or []
        if len(urls) > _MOST_FEEDS:
            self._note(data.error(name, f"holds more than {_MOST_FEEDS} addresses"))
        for at, url in enumerate(urls[:_MOST_FEEDS]):
            if absolute(url, None) is None:
                self._note(data.error(name, f"holds {url[:80]!r}, no http(s) address", at=at))
        return tuple(Feed(url, kind) for url in urls[:_MOST_FEEDS])

    def _known(self, section: Section, names: set[str]) -> None:
        for name in section.values:
            if name not in names:
                wanted = ", ".join(sorted(names))
                self._note(section.error(name, f"is not known; there are: {wanted}"))

    def _take(self, section: Section, name: str, read: Callable[[str], Value]) -> Value | None:
        """Read a field that may be left out; a mistake is noted."""
        if name not in section.values:
            return None
        try:
            return read(name)
        except ConfigError as error:
            self._note(error)
            return None

    def _note(self, error: ConfigError) -> None:
        self.mistakes.append(" ".join(str(error).split()))


def selector_problem(selector: object) -> str | None:
    """Say what is wrong with a selector; None where it can be used."""
    if not isinstance(selector, str) or not selector.strip():
        return "must be a CSS selector or a list of them"
    if len(selector) > _LONGEST_SELECTOR:
        return f"holds a selector of {len(selector)} characters, more than {_LONGEST_SELECTOR}"
    if not selector.isprintable():
        return f"holds {selector!r}: line breaks and control characters make no selector"
    if _COSTLY.search(selector):
        return f"holds {selector!r}: `:has`, or `~` twice, takes too long on large pages"
    try:
        _BLANK_PAGE.css(selector)
    except (SelectolaxError, ValueError):
        return f"holds {selector!r}, which is no CSS selector"
    return None


_BLANK_PAGE = LexborHTMLParser("<p>")


def _name(section: Section, field: str) -> str:
    name = " ".join(section.word(field).split())
    if len(name) > _LONGEST_NAME:
        raise section.error(field, f"is longer than {_LONGEST_NAME} characters")
    return name


def _country(section: Section, field: str) -> str:
    code = section.word(field)
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise section.error(field, f"is {code[:80]!r}, not two capital letters such as EG")
    return code


def _zone(section: Section, field: str) -> str:
    zone = section.word(field)
    if zone not in available_timezones():
        raise section.error(field, f"is {zone[:80]!r}, no IANA time zone such as Africa/Cairo")
    return zone


def _day(section: Section, field: str) -> dt.date:
    day = section.values.get(field)
    if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
        raise section.error(field, "must be a day such as 2023-06-30, without quotation marks")
    return day
