"""What the grammar finds before anything is resolved: typed readings over words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from marsad.text.calendar import Era

Modifier = Literal["next", "last", "this", "same", "before_last", "after_next"]
Unit = Literal[
    "second", "minute", "hour", "day", "week", "month", "quarter", "half", "season",
    "year", "decade", "century",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """The words `first` to `last`, exclusive, without `skip` letters of the first."""

    first: int
    last: int
    rule: str
    skip: int


@dataclass(frozen=True, slots=True)
class Year(Item):
    """A year by number, or by its place from the publication's or the text's."""

    number: int | None = None
    modifier: Modifier | None = None
    era: Era = "gregorian"
    other: int | None = None  # of a span of years (2013/2014)


@dataclass(frozen=True, slots=True)
class Month(Item):
    """A month by name (1 to 12) or by its place; `year` as printed beside it."""

    number: int | None = None
    year: Year | None = None
    modifier: Modifier | None = None
    era: Era = "gregorian"
    last_days: int = 0  # العشر الأواخر: the month's last days alone
    week: int = 0  # الأسبوع الثالث من مايو: the days 15 to 21


@dataclass(frozen=True, slots=True)
class Day(Item):
    """A day of a month; 0 is its last day. `every` makes it a set."""

    number: int
    month: Month
    every: bool = False
    ordinal: bool = False  # a word ordinal, which may count weekdays


@dataclass(frozen=True, slots=True)
class NumericDay(Item):
    """A day printed in digits, as ISO dates: the usual reading first; none where impossible."""

    dates: tuple[str, ...]
    era: Era = "gregorian"


@dataclass(frozen=True, slots=True)
class Weekday(Item):
    """A weekday by its ISO number;"""

    iso: int
    modifier: Modifier | None = None


@dataclass(frozen=True, slots=True)
class RelativeDay(Item):
    """A day counted from the publication's; None is the day that the text named before."""

    days: int | None
    of_text: int = 0  # days from the text's day: اليوم التالي


@dataclass(frozen=True, slots=True)
class Daypart(Item):
    """A part of a day: MO MI AF EV NI; `days` where it says the day too (الليلة)."""

    code: str
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Clock(Item):
    """A time of day as printed; `half_known` where no mark says morning or evening."""

    hour: int
    minute: int
    half_known: bool = True
    bare: bool = False  # digits alone, which need a day beside them


@dataclass(frozen=True, slots=True)
class Moment(Item):
    """A day with all that stands beside it."""

    weekday: Weekday | None = None
    relative: RelativeDay | None = None
    day: Day | NumericDay | None = None
    double: Day | NumericDay | None = None  # the same day in the other calendar
    daypart: Daypart | None = None
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class Period(Item):
    """A week, quarter, half, season, decade or century; `number` within its year or the like."""

    unit: Unit
    number: int | None = None
    modifier: Modifier | None = None
    year: Year | None = None


@dataclass(frozen=True, slots=True)
class Amount(Item):
    """A counted stretch; `count` None is an uncertain one. `direction` from an anchor, if any."""

    parts: tuple[tuple[Unit, float], ...]
    direction: Literal["before", "since", "after"] | None = None
    tied: bool = False  # to an event: بعد ساعات من
    from_now: bool = False  # بعد شهرين من الآن
    to: float | None = None  # the greater of two counts


@dataclass(frozen=True, slots=True)
class Recurring(Item):
    """A set, with its value."""

    value: str


@dataclass(frozen=True, slots=True)
class Vague(Item):
    """A time that cannot be known, or a date that does not exist."""


@dataclass(frozen=True, slots=True)
class Range(Item):
    """From one to the other, both inclusive."""

    start: Moment | Month | Year | Period
    end: Moment | Month | Year | Period
