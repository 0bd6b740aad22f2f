"""Years, months and periods settled to days, by their modifiers, the text and the publication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from marsad.analysis.times.anchor import (
    Anchor,
    Days,
    hijri_month_days,
    hijri_year_of,
    month_days,
    week_days,
    year_days,
)
from marsad.analysis.times.cues import Cue
from marsad.analysis.times.items import Modifier, Month, Period, Year
from marsad.text.calendar import Era
from marsad.types import TimeType

SHIFTS: dict[Modifier, int] = {
    "next": 1,
    "last": -1,
    "this": 0,
    "before_last": -2,
    "after_next": 2,
}
_SEASON_MONTHS = (3, 6, 9, 12)
_YEARS = range(1000, 3000)  # that news may speak of, of either calendar


@dataclass(frozen=True, slots=True)
class Settled:
    """What an expression means; without a value it cannot be known."""

    type: TimeType
    value: str | None = None
    interval: tuple[str, str] | None = None
    days: Days | None = None
    era: Era = "gregorian"
    confidence: float = 1.0
    candidates: tuple[str, ...] = ()
    why: str = ""


@dataclass(slots=True)
class Context:
    """What is known where an expression stands."""

    anchor: Anchor | None
    cue: Callable[[], Cue]
    before: Sequence[Settled] = ()  # of the sentence, in order
    after: Sequence[Settled] = field(default=())
    weekdays: dict[int, dt.date] = field(default_factory=dict)  # dated ones of the article

    def last_day(self) -> dt.date | None:
        """Return the day that the sentence named last."""
        for settled in reversed(self.before):
            if settled.days and (settled.days[1] - settled.days[0]).days == 1:
                return settled.days[0]
        return None

    def last_start(self) -> dt.date | None:
        """Return the beginning of what the sentence named last."""
        return next((found.days[0] for found in reversed(self.before) if found.days), None)


def vague(why: str = "", candidates: tuple[str, ...] = ()) -> Settled:
    """Make what cannot be known, with what it might be."""
    return Settled("vague", confidence=0.5 if candidates else 1.0, candidates=candidates, why=why)


def of_days(kind: TimeType, value: str, days: Days, **more: object) -> Settled:
    """Make a stretch of days."""
    interval = (days[0].isoformat(), days[1].isoformat())
    return Settled(kind, value, interval, days, **more)  # type: ignore[arg-type]  # its own fields


def span_value(days: Days) -> str:
    """Return inclusive days: 2024-11-11/2024-11-22."""
    return f"{days[0].isoformat()}/{(days[1] - dt.timedelta(days=1)).isoformat()}"


# --- years ------------------------------------------------------------------------


def year_number(year: Year | None, context: Context) -> int | None:
    """Return the Gregorian year that is meant, None where it cannot be known."""
    if year is None:
        return None
    if year.number is not None:
        return year.number if year.number in _YEARS else None
    if year.modifier == "same":
        start = context.last_start()
        return start.year if start else None
    if context.anchor is None or year.modifier is None:
        return None
    base = context.anchor.day.year
    if year.rule == "year-of-text":
        own = context.last_start()
        return own.year + SHIFTS[year.modifier] if own else None
    return base + SHIFTS[year.modifier]


def settle_year(year: Year, context: Context) -> Settled:
    """Settle a year; a span of years and a Hijri year are their days."""
    number = year_number(year, context)
    if number is None:
        return vague(year.rule)
    if year.era == "hijri":
        first, last = hijri_month_days(number, 1), hijri_month_days(year.other or number, 12)
        if not first or not last:
            return vague("year-out-of-range")
        days = (first[0], last[1])
        return of_days("year", span_value(days), days, era="hijri")
    if year.other is not None:
        days = year_days(number, year.other - number + 1)
        return of_days("range", span_value(days), days)
    return of_days("year", f"{number:04d}", year_days(number))


# --- months -----------------------------------------------------------------------


def _month_index(days: dt.date) -> int:
    return days.year * 12 + days.month - 1


def month_of(month: Month, context: Context) -> tuple[int, int, float] | None:
    """Return the Gregorian year and month that are meant, with the confidence."""
    printed = year_number(month.year, context)
    anchor = context.anchor
    if month.number is None:
        return _placed_month(month, printed, context)
    if printed is not None:
        return printed, month.number, 1.0
    if month.year is not None or anchor is None:
        return None
    now, wanted = _month_index(anchor.day), month.number - 1
    ahead = (wanted - now) % 12  # months to the next one, 0 for the current
    if month.modifier == "same":
        start = context.last_start()
        return (start.year, month.number, 0.8) if start else None
    if month.modifier is not None:
        moved = {
            "next": ahead or 12,
            "last": ahead - 12,
            "before_last": ahead - 24,
            "after_next": (ahead or 12) + 12,
        }.get(month.modifier, ahead if ahead <= 6 else ahead - 12)
        return (now + moved) // 12, month.number, 1.0
    if ahead == 0:
        return anchor.day.year, month.number, 0.9
    moved = _open_month(ahead, context.cue())
    return ((now + moved) // 12, month.number, 0.8) if moved else None


def _open_month(ahead: int, cue: Cue) -> int:
    """Return by how many months a bare month lies ahead or back, 0 where nobody knows."""
    if cue.direction == "past":
        return ahead - 12
    if cue.direction == "future":
        return ahead
    if ahead == 6:
        return 0
    return ahead if ahead < 6 else ahead - 12


def _placed_month(
    month: Month, printed: int | None, context: Context
) -> tuple[int, int, float] | None:
    if month.modifier == "same":
        start = context.last_start()
        return (printed or start.year, start.month, 0.9) if start else None
    of_text = month.rule == "month-of-text"
    base = context.last_start() if of_text else context.anchor.day if context.anchor else None
    if base is None or month.modifier is None:
        return None
    index = _month_index(base) + SHIFTS[month.modifier]
    if printed is not None:
        return printed, index % 12 + 1, 0.9
    return index // 12, index % 12 + 1, 1.0


def hijri_years(month: Month, context: Context, day: int = 1) -> list[tuple[int, int]]:
    """Return the Hijri years and months that may be meant, the likeliest first."""
    number = year_number(month.year, context)
    if number is not None and month.number is not None:
        return [(number, month.number)]
    if context.anchor is None or month.number is None or month.year is not None:
        return []
    base = hijri_year_of(context.anchor.day)
    if base is None:
        return []
    found: list[tuple[int, Days]] = []
    for year in (base - 1, base, base + 1):
        days = hijri_month_days(year, month.number)
        if days:
            found.append((year, days))
    chosen = _nearest_hijri(found, month.modifier, context, max(day, 1))
    return [(chosen, month.number)] if chosen else []


def _nearest_hijri(
    found: list[tuple[int, Days]], modifier: Modifier | None, context: Context, day: int
) -> int | None:
    """Choose a year by modifier, else the current month, else the cue, else the nearest."""
    assert context.anchor is not None  # noqa: S101 - callers have checked
    now = context.anchor.day
    past = [year for year, days in found if days[1] <= now]
    future = [year for year, days in found if days[0] > now]
    current = [year for year, days in found if days[0] <= now < days[1]]
    if modifier == "last":
        return past[-1] if past else None
    if modifier in ("next", "after_next"):
        return future[0] if future else None
    if current:
        return current[0]
    nearest = min(found, key=lambda item: abs((item[1][0] + dt.timedelta(days=day) - now).days))
    distance = abs((nearest[1][0] + dt.timedelta(days=day) - now).days)
    if modifier is None and distance > 45:
        wanted = context.cue().direction
        if wanted == "past" and past:
            return past[-1]
        if wanted == "future" and future:
            return future[0]
    return nearest[0]


def settle_month(month: Month, context: Context) -> Settled:
    """Settle a month."""
    if month.era == "hijri":
        return _settle_hijri_month(month, context)
    found = month_of(month, context)
    if found is None:
        return _open_candidates(month, context)
    year, number, confidence = found
    days = month_days(year, number)
    if month.last_days or month.week:
        days = _part_of_month(month, days)
        return of_days("range", span_value(days), days, confidence=confidence)
    value = f"{year:04d}-{number:02d}"
    return of_days("month", value, days, confidence=confidence, why=_why(month, context))


def _part_of_month(month: Month, days: Days) -> Days:
    """Return the month's last days, or its nth seven days (the fifth are what remains)."""
    if month.last_days:
        return days[1] - dt.timedelta(days=month.last_days), days[1]
    start = days[0] + dt.timedelta(days=7 * (month.week - 1))
    if start >= days[1]:
        raise ValueError("the month has no such week")
    return start, min(start + dt.timedelta(days=7), days[1])


def _why(month: Month, context: Context) -> str:
    bare = month.number is not None and month.year is None and month.modifier is None
    return context.cue().rule if bare else ""


def _open_candidates(month: Month, context: Context) -> Settled:
    if context.anchor is None or month.number is None or month.year or month.modifier == "same":
        return vague(month.rule)
    years = (context.anchor.day.year - 1, context.anchor.day.year, context.anchor.day.year + 1)
    ranked = sorted(
        years,
        key=lambda year: abs((dt.date(year, month.number or 1, 1) - context.anchor.day).days),  # type: ignore[union-attr]  # checked
    )
    return vague(context.cue().rule, tuple(f"{year:04d}-{month.number:02d}" for year in ranked[:2]))


def _settle_hijri_month(month: Month, context: Context) -> Settled:
    years = hijri_years(month, context)
    days = hijri_month_days(*years[0]) if years else None
    if days is None:
        return vague(month.rule)
    part = bool(month.last_days or month.week)
    days = _part_of_month(month, days) if part else days
    kind: TimeType = "range" if part else "month"
    return of_days(kind, span_value(days), days, era="hijri", confidence=0.9)


# --- periods ----------------------------------------------------------------------


def settle_period(period: Period, context: Context) -> Settled:
    """Settle a week, quarter, half, season, decade or century."""
    if period.unit == "week":
        return _settle_week(period, context)
    if period.unit in ("decade", "century"):
        return _settle_years(period, context)
    return _settle_part_of_year(period, context)


def _settle_week(period: Period, context: Context) -> Settled:
    of_text = period.modifier == "same" or period.rule == "week-of-text"
    day = context.last_day() if of_text else None
    if day is None and not of_text and context.anchor:
        day = context.anchor.day
    if day is None or period.modifier is None:
        return vague(period.rule)
    days = week_days(day, SHIFTS.get(period.modifier, 0))
    iso = days[0].isocalendar()
    sure = 0.5 if period.rule == "week-end" else 0.9
    return of_days("week", f"{iso.year:04d}-W{iso.week:02d}", days, confidence=sure)


def _century_start(number: int | None, modifier: Modifier | None, context: Context) -> int | None:
    if number is not None:
        return (number - 1) * 100
    if context.anchor is None or modifier is None:
        return None
    return context.anchor.day.year // 100 * 100 + SHIFTS.get(modifier, 0) * 100


def _settle_years(period: Period, context: Context) -> Settled:
    anchor = context.anchor
    if period.unit == "century":
        start = _century_start(period.number, period.modifier, context)
        if start is None or start <= 0:
            return vague(period.rule)
        days = year_days(start, 100)
        return of_days("range", span_value(days), days, confidence=0.9)
    if period.number is not None:
        start = _decade_start(period, context)
    elif anchor is not None and period.modifier in SHIFTS:
        start = anchor.day.year // 10 * 10 + 10 * SHIFTS[period.modifier]
    else:
        start = None
    if start is None:
        return vague(period.rule)
    sure = 1.0 if period.year or period.modifier else 0.8
    return of_days("decade", f"{start // 10:03d}X", year_days(start, 10), confidence=sure)


def _decade_start(period: Period, context: Context) -> int | None:
    """Return a decade's first year: of its century, else the last one that has begun."""
    tens = period.number or 0
    if period.year is not None or period.modifier is not None:
        number = period.year.number if period.year else None
        century = _century_start(number, period.modifier, context)
        return None if century is None else century + tens
    if context.anchor is None:
        return None
    year = context.anchor.day.year
    start = year // 100 * 100 + tens
    return start if start <= year else start - 100


def _settle_part_of_year(period: Period, context: Context) -> Settled:
    """Settle a quarter, half or season; without a year, by the cue of its clause."""
    number = period.number or 0
    if period.year is not None:
        year = year_number(period.year, context)
        return _part_of_year(period, year, number) if year is not None else vague(period.rule)
    if context.anchor is None:
        return vague(period.rule)
    now = context.anchor.day
    options = [_part_of_year(period, year, number) for year in range(now.year - 2, now.year + 3)]
    begun = [found for found in options if found.days and found.days[0] <= now]
    coming = [found for found in options if found.days and found.days[0] > now]
    running = begun[-1].days is not None and now < begun[-1].days[1]
    if period.modifier == "this":
        return begun[-1] if running else coming[0]
    if period.modifier in ("next", "after_next"):
        return coming[period.modifier == "after_next"]
    if period.modifier in ("last", "before_last"):
        return begun[-2] if running else begun[-1]
    if running or context.cue().direction == "past":
        return begun[-1]
    if context.cue().direction == "future":
        return coming[0]
    return vague(context.cue().rule, tuple(found.value or "" for found in (begun[-1], coming[0])))


def _part_of_year(period: Period, year: int, number: int) -> Settled:
    if period.unit == "quarter":
        days = (month_days(year, 3 * number - 2)[0], month_days(year, 3 * number)[1])
        return of_days("quarter", f"{year:04d}-Q{number}", days)
    if period.unit == "half":
        days = (month_days(year, 6 * number - 5)[0], month_days(year, 6 * number)[1])
        return of_days("half", f"{year:04d}-H{number}", days)
    first = _SEASON_MONTHS[number]
    days = (month_days(year, first)[0], month_days(year, first + 2)[1])
    return of_days("season", f"{year:04d}-{('SP', 'SU', 'FA', 'WI')[number]}", days, confidence=0.9)
