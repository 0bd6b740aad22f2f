"""The parts that printed time stamps are made of; see `stamp_days` and `stamp_clocks`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from marsad.text.calendar import Era, StampKind
from marsad.text.phrases import Words

SIGNS = frozenset(",،.-–—−/\\:|()[]")
_LONGEST_NUMBER = 14  # digits; more is no part of any stamp and never meets int()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a stamp: the words `first` to `last`, exclusive."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Day(Part):
    """A calendar day; `others` are the readings that a weekday may prefer."""

    date: dt.date
    era: Era
    confidence: float
    others: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock(Part):
    """A time of day; `next_day` for 24:00, `half_known` where its half of the day is told."""

    time: dt.time
    next_day: bool = False
    half_known: bool = False


@dataclass(frozen=True, slots=True)
class ZoneMark(Part):
    """A printed zone: an offset in minutes, an IANA name, or the page's local time (neither)."""

    minutes: int | None = None
    iana: str | None = None


@dataclass(frozen=True, slots=True)
class Weekday(Part):
    """A weekday by its ISO number; `bare` ones are also common words."""

    iso: int
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Kind(Part):
    """A phrase that says what the stamp after it is; `beside` only behind another stamp."""

    kind: StampKind
    beside: bool = False


@dataclass(frozen=True, slots=True)
class RelativeDay(Part):
    """A day counted from the day of fetching."""

    days: int


@dataclass(frozen=True, slots=True)
class Ago(Part):
    """A stretch before the moment of fetching: seconds, or whole days, or (neither) too vague."""

    seconds: int | None
    days: int | None


def number_at(words: Words, at: int, *, most: int = _LONGEST_NUMBER) -> int | None:
    """Return the digits at `at` as a number, None where there are none or more than `most`."""
    word = words.at(at)
    return int(word) if word.isdecimal() and len(word) <= most else None


def skip_signs(words: Words, at: int, limit: int, joining: frozenset[str] = frozenset()) -> int:
    """Step over at most `limit` signs and joining words."""
    end = at + limit
    while at < end and (words.at(at) in SIGNS or words.at(at) in joining):
        at += 1
    return at
