"""Counts per day as a picture, and the numbers themselves for a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from marsad.store.records import DayCount
from marsad.web.views import Moment, Reader, day_moment

CHART_DAYS = 90
"""Days that a picture shows at most."""

LEAST_DAYS = 15
"""Days that it shows at least, so that a few are no wide beams; the first may be empty."""

CHART_DOWN = 64
"""Height of the picture, in its own units."""

_STEP = 4  # across, of a day


@dataclass(frozen=True, slots=True)
class Bar:
    """A day of the picture, in its own units."""

    x: int
    height: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Counts per day as a picture, and the numbers for a table."""

    bars: tuple[Bar, ...]
    across: int
    most: int
    first: Moment
    last: Moment
    rows: tuple[tuple[Moment, int, int], ...]  # day, mentions, articles; the latest first


def shown_days(latest: dt.date | None, today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a picture: it ends with the latest day that counts.

    What was seen lately has the days until today as well.
    """
    latest = min(latest or today, today + dt.timedelta(days=1))
    recent = today - latest < dt.timedelta(days=CHART_DAYS // 2)
    last = max(today, latest) if recent else latest
    return dt.date.fromordinal(max(1, last.toordinal() - CHART_DAYS + 1)), last


def draw_chart(days: Sequence[DayCount], reader: Reader) -> Chart | None:
    """Draw the days from the first that counts to the last, time running as the text does."""
    if not days:
        return None
    last = days[-1].day
    first = min(days[0].day, dt.date.fromordinal(max(1, last.toordinal() - LEAST_DAYS + 1)))
    count = (last - first).days + 1
    most = max(day.mentions for day in days)
    is_reversed = reader.language.direction == "rtl"
    bars = []
    for day in days:
        at = (day.day - first).days
        at = count - 1 - at if is_reversed else at
        bars.append(Bar(at * _STEP, max(2, round(day.mentions * CHART_DOWN / most))))
    rows = tuple((day_moment(d.day, reader), d.mentions, d.articles) for d in reversed(days))
    return Chart(
        tuple(bars), count * _STEP, most, day_moment(first, reader), day_moment(last, reader), rows
    )
