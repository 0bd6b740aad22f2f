"""The publication that relative expressions count from, and calendar arithmetic around it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hijridate import Gregorian, Hijri

from marsad.text.stamp_days import hijri_day
from marsad.types import Stamp


@dataclass(frozen=True, slots=True)
class Anchor:
    """A publication's day, and its minute where that is known, on the publisher's clock."""

    day: dt.date
    minute: dt.datetime | None  # naive


def anchor_of(published: Stamp | None, zone: dt.tzinfo | None) -> Anchor | None:
    """Return where relative expressions count from; an instant is read in `zone`."""
    if published is None:
        return None
    if not isinstance(published, dt.datetime):
        return Anchor(published, None)
    if published.tzinfo is not None and zone is not None:
        published = published.astimezone(zone)
    minute = published.replace(tzinfo=None, second=0, microsecond=0)
    return Anchor(minute.date(), minute)


Days = tuple[dt.date, dt.date]
"""A half-open stretch of days."""


def month_days(year: int, month: int) -> Days:
    """Return a month's days; `month` may run over the year's ends."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    following = (year + month // 12, month % 12 + 1)
    return dt.date(year, month, 1), dt.date(*following, 1)


def year_days(year: int, count: int = 1) -> Days:
    """Return the days of some years."""
    return dt.date(year, 1, 1), dt.date(year + count, 1, 1)


def week_days(day: dt.date, shift: int = 0) -> Days:
    """Return the ISO week of a day, moved by weeks."""
    monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=shift)
    return monday, monday + dt.timedelta(days=7)


def hijri_month_days(year: int, month: int) -> Days | None:
    """Return the Gregorian days of an Umm al-Qura month, None outside the tables."""
    first = hijri_day(year, month, 1)
    after = hijri_day(year + month // 12, month % 12 + 1, 1)
    if first and after is None:
        return first, first + dt.timedelta(days=Hijri(year, month, 1).month_length())
    return (first, after) if first and after else None


def hijri_year_of(day: dt.date) -> int | None:
    """Return the Hijri year of a day, None outside the tables."""
    try:
        return Gregorian(day.year, day.month, day.day).to_hijri().year
    except (ValueError, OverflowError):
        return None


def add_months(day: dt.date, months: int) -> dt.date:
    """Move a day by months, back to the month's end where it is shorter."""
    first, after = month_days(day.year, day.month + months)
    return first + dt.timedelta(days=min(day.day, (after - first).days) - 1)
