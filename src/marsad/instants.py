"""Where a printed publication time lies on the line of instants."""

from __future__ import annotations

import datetime as dt

from marsad.types import Stamp

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
END_OF_DAY = dt.time(23, 59, 59)
QUARTER = 900
"""Seconds of which every zone's distance to UTC is a multiple."""


def stamp_instant(stamp: Stamp, zone: dt.tzinfo | None = None) -> dt.datetime:
    """Return the instant of a stamp; a local time and a day are taken in `zone`, else in UTC.

    A day alone counts at its end: what is known is that the article was there by then.
    """
    if not isinstance(stamp, dt.datetime):
        stamp = dt.datetime.combine(stamp, END_OF_DAY)
    if stamp.tzinfo is not None:
        return stamp
    try:
        local = stamp.replace(tzinfo=zone or dt.UTC)
        local.utcoffset()
    except (OverflowError, ValueError):  # the first and last days of the calendar
        return stamp.replace(tzinfo=dt.UTC)
    return local


def sort_seconds(
    published: Stamp | None, first_seen: dt.datetime, zone: dt.tzinfo | None = None
) -> int:
    """Return an article's place in lists, in seconds since 1970.

    It is the publication, but never later than when the article was first seen: a date in the
    future may not pin a page to the top.
    """
    seen = (first_seen - EPOCH) // dt.timedelta(seconds=1)
    if published is None:
        return seen
    return min(seen, (stamp_instant(published, zone) - EPOCH) // dt.timedelta(seconds=1))


def article_day(published: Stamp | None, first_seen: dt.datetime) -> dt.date:
    """Return the day that an article's names are counted under.

    It is the publisher's day, but no later than the day after the article was first seen.
    """
    seen = first_seen.date()
    if published is None:
        return seen
    day = published.date() if isinstance(published, dt.datetime) else published
    return min(day, seen + dt.timedelta(days=1))


def day_seconds(day: dt.date, zone: dt.tzinfo) -> tuple[int, int]:
    """Return the seconds since 1970 at which a day begins and is over on a zone's clock."""
    midnights = (dt.datetime.combine(date, dt.time(), zone) for date in (day, _next(day)))
    start, end = ((midnight - EPOCH) // dt.timedelta(seconds=1) for midnight in midnights)
    return start, end


def _next(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=1) if day < dt.date.max else day
