"""The invented publishers, as data: `outlets.toml`, one table each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, ConfigDict

from marsad.demo.dates import DateStyle, DigitStyle, MonthStyle
from marsad.demo.forms import read_record, read_toml
from marsad.types import FeedKind

OUTLETS_FILE = Path(__file__).with_name("outlets.toml")


_PATH_FIELDS = {
    "number": 1, "year": 2024, "month": 11, "day": 12,
    "slug": "s", "story": "s", "section": "s", "section_number": 1,
}  # fmt: skip
_DATELINE_FIELDS = {"place": "p", "day": 12, "month": "m"}


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"{name!r} is no IANA time zone")
    return name


def _path_pattern(pattern: str) -> str:
    if not _filled(pattern, _PATH_FIELDS).startswith("/"):
        raise ValueError("a path starts with a slash")
    return pattern


def _dateline_pattern(pattern: str) -> str:
    _filled(pattern, _DATELINE_FIELDS)
    return pattern


def _filled(pattern: str, fields: Mapping[str, object]) -> str:
    try:
        return pattern.format_map(fields)
    except (KeyError, IndexError, ValueError) as error:
        raise ValueError(f"the pattern names what is not among {', '.join(fields)}") from error


PathPattern = Annotated[str, AfterValidator(_path_pattern)]
DatelinePattern = Annotated[str, AfterValidator(_dateline_pattern)]


@dataclass(frozen=True, slots=True)
class FeedForm:
    """An address at which an outlet announces its pages, and the template that writes it."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    path: PathPattern
    template: str
    content_type: str
    source: FeedKind | None = None  # None: served and linked, but not among the source's feeds
    gzipped: bool = False


@dataclass(frozen=True, slots=True)
class ExtraForm:
    """A page that feeds name beside the articles: missing, or closed to robots."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    path: PathPattern
    title: str
    status: Literal[200, 404]


@dataclass(frozen=True, slots=True)
class Outlet:
    """One invented publisher: who it is, and how its site is built.

    Address patterns know `number`, `slug` (of the headline), `story`, `section`,
    `section_number`, `year`, `month`, `day`; the dateline knows `place`, `day`, `month`.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    key: str
    name: str
    country: str  # ISO 3166-1 alpha-2
    zone: Annotated[str, AfterValidator(_known_zone)]  # IANA name
    months: MonthStyle
    slogan: str
    disclaimer: str  # says on every page that all is invented
    about: str
    article: PathPattern  # pattern of an article's path and query
    section: PathPattern  # pattern of a section's path and query
    robots: str
    first_number: int  # of the oldest article; later ones count up
    feeds: tuple[FeedForm, ...]
    digits: DigitStyle = "latn"
    charset: str = "utf-8"
    content_type: str = "text/html; charset=UTF-8"  # of its pages
    alias: PathPattern | None = None  # pattern of a second path, redirected to the article
    picture: PathPattern | None = None  # pattern of the lead picture's path
    dateline: DatelinePattern | None = None  # pattern of a dateline on a line of its own
    dateline_inline: DatelinePattern | None = None  # pattern of a dateline before the first word
    extras: tuple[ExtraForm, ...] = ()
    stumbles: bool = False  # its first article answers 500 to the first request

    @property
    def host(self) -> str:
        """The outlet's virtual host; names under `.localhost` lead to this machine."""
        return f"{self.key}.localhost"

    @property
    def tzinfo(self) -> ZoneInfo:
        """The outlet's time zone."""
        return ZoneInfo(self.zone)

    @property
    def date_style(self) -> DateStyle:
        """The outlet's way to write dates."""
        return DateStyle(self.months, self.digits)


@cache
def load_outlets() -> Mapping[str, Outlet]:
    """Read the outlets by their keys, in the file's order.

    Raises:
        ConfigError: a field is wrong, missing or unknown; the message names it.
    """
    return MappingProxyType(
        {key: read_outlet(key, form) for key, form in read_toml(OUTLETS_FILE).items()}
    )


def read_outlet(key: str, values: dict[str, Any]) -> Outlet:
    """Make an outlet of its parsed table.

    Raises:
        ConfigError: a field is wrong, missing or unknown.
    """
    return read_record(Outlet, {**values, "key": key}, name=f"{OUTLETS_FILE.name}: {key}")
