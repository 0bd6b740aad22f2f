"""A day that a page prints without its year: "1 أيلول 13:41"."""

from __future__ import annotations

import datetime as dt
import re

from marsad.extract.stamp_shape import CONTRADICTED, SURE
from marsad.extract.surface import Printed, Surface
from marsad.text.stamps import read_stamps

_LONGEST = 50
_DAY = re.compile(r"(?<!\d)\d{1,2}(?![\d:.])")
_YEAR = re.compile(r"\d{4}")
_WORD = re.compile(r"\S+")
_MONTH_WORDS = 2  # "تشرين الأول"
_ABOVE = 4
_UPDATED_WITHIN = dt.timedelta(days=31)


def printed_without_year(surface: Surface, updated: dt.date) -> Printed | None:
    """Return the first day right below the headline that its page prints without a year.

    The year is that of the day on which machines are told that the article was `updated`, which
    is the printed one or one within a month of it: else nothing tells the year.
    """
    for at in range(surface.at + 1, min(surface.first, surface.at + 1 + _ABOVE)):
        for line in surface.blocks[at].lines:
            if found := _with_year(line, updated, surface.zone):
                return found
    return None


def _with_year(line: str, updated: dt.date, zone: dt.tzinfo | None) -> Printed | None:
    day = _DAY.search(line) if len(line) <= _LONGEST and not _YEAR.search(line) else None
    if day is None:
        return None
    words = [word.end() for word in _WORD.finditer(line, day.end())]
    for year in (updated.year, updated.year - 1):
        for end in words[:_MONTH_WORDS]:
            readings = read_stamps(f"{line[:end].rstrip('،,')} {year}{line[end:]}", zone=zone)
            if len(readings) != 1 or readings[0].kind == "updated":
                continue
            if readings[0].confidence <= CONTRADICTED:
                continue
            stamp = readings[0].stamp
            told = stamp.date() if isinstance(stamp, dt.datetime) else stamp
            if dt.timedelta(0) <= updated - told <= _UPDATED_WITHIN:
                return Printed(readings[0], line.strip(), SURE)
    return None
