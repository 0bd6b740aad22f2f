"""Times as feeds, sitemaps and dumps print them."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

from marsad.text.stamps import read_stamp
from marsad.types import Stamp

_NUMERIC = re.compile(
    r"(?:(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)"
    r"|(?P<first>\d\d?)[-/.](?P<second>\d\d?)[-/.](?P<late_year>\d{4}))"
    r"(?:[T\s]+(?P<hour>\d\d?):?(?P<minute>\d\d)(?::?(?P<sec>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE | re.ASCII,
)
_MAX_LENGTH = 100
"""Characters; longer texts are no times, and patterns should not run over them."""


def read_time(text: object) -> Stamp | None:
    """Read a time in ISO 8601 (also `2017-01-22T185600`), RFC 2822, `DD/MM/YYYY` or Arabic words.

    What has no offset comes back without one, what has no time of day as a date; None where the
    text holds no time. Fractions of a second are dropped.
    """
    if not isinstance(text, str) or not 6 <= len(text := text.strip()) <= _MAX_LENGTH:
        return None
    match = _NUMERIC.fullmatch(text)
    if match is not None:
        return _numeric(match)
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        reading = read_stamp(text)
        return reading.stamp if reading else None


def _numeric(match: re.Match[str]) -> Stamp | None:
    """Build a stamp from digits; a day and a month stand in this order unless they cannot."""
    year = int(match["year"] or match["late_year"])
    if match["year"]:
        month, day = int(match["month"]), int(match["day"])
    else:
        day, month = int(match["first"]), int(match["second"])
        if month > 12:
            day, month = month, day
    try:
        if match["hour"] is None:
            return dt.date(year, month, day)
        clock = (int(match["hour"]), int(match["minute"]), int(match["sec"] or 0))
        return dt.datetime(year, month, day, *clock, tzinfo=_offset(match["zone"]))
    except ValueError:
        return None


def _offset(zone: str | None) -> dt.timezone | None:
    if zone is None:
        return None
    if zone[0] not in "+-":
        return dt.UTC
    digits = zone[1:].replace(":", "").ljust(4, "0")
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return dt.timezone(-offset if zone[0] == "-" else offset)


def instant(stamp: Stamp | None) -> dt.datetime | None:
    """Return a stamp as an aware time to order by; without an offset it is taken for UTC."""
    if stamp is None:
        return None
    if not isinstance(stamp, dt.datetime):
        stamp = dt.datetime(stamp.year, stamp.month, stamp.day)  # noqa: DTZ001  # UTC is set below
    try:
        return stamp.replace(tzinfo=dt.UTC) if stamp.tzinfo is None else stamp.astimezone(dt.UTC)
    except OverflowError:  # an offset at the edge of year 1 or 9999
        return None
