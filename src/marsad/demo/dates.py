"""Dates as the invented publishers print them: each with its own months, digits and calendar.

This is not the product's own way to print dates (`marsad.text.format`), on purpose: the demo is
the outside world, and what it prints must not depend on the code that is to read it.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from hijridate import Gregorian

MonthStyle = Literal["masri", "shami", "maghribi", "tunisian", "double"]
DigitStyle = Literal["latn", "arab"]

_PLACEHOLDER = re.compile(r"\{(weekday|date|fulldate|month):([+-]?\d{1,3})\}")
_PATTERNS = {
    "weekday": "{weekday}",
    "date": "{day} {month}",
    "fulldate": "{day} {month} {year}",
    "month": "{month}",
}
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How one publisher writes dates."""

    months: MonthStyle
    digits: DigitStyle = "latn"


def write_date(pattern: str, moment: dt.datetime | dt.date, style: DateStyle) -> str:
    """Fill a pattern such as `{weekday} {day} {month} {year} - {hour:02}:{minute:02}`.

    Also known: `month_number`, `hour12`, `half_day` (صباحًا, مساءً), `half_day_short` (ص, م),
    `ordinal` (12th), `month_english`, `hijri_day`, `hijri_month`, `hijri_year`. A plain date is
    taken at midnight.

    Raises:
        KeyError: the pattern names something else.
    """
    text = pattern.format_map(_fields(moment, style))
    return text.translate(_ARABIC_DIGITS) if style.digits == "arab" else text


def write_since(then: dt.datetime, now: dt.datetime, style: DateStyle) -> str:
    """Say how long ago something was, rounded down: "منذ 3 ساعات"."""
    minutes = max(1, int((now - then).total_seconds()) // 60)
    units = (("day", minutes // 1440), ("hour", minutes // 60), ("minute", minutes))
    unit, count = next((unit, count) for unit, count in units if count)
    one, two, few, many = _names()["since"][unit]
    counted = {1: one, 2: two}.get(count) or f"{count} {few if count <= 10 else many}"
    text = f"منذ {counted}"
    return text.translate(_ARABIC_DIGITS) if style.digits == "arab" else text


def fill_placeholders(text: str, day: dt.date, style: DateStyle) -> str:
    """Replace `{weekday:+1}`, `{date:0}`, `{fulldate:-2}` and `{month:+30}`, counted from `day`."""

    def written(match: re.Match[str]) -> str:
        return write_date(_PATTERNS[match[1]], day + dt.timedelta(int(match[2])), style)

    return _PLACEHOLDER.sub(written, text)


def unknown_placeholder(text: str) -> str | None:
    """Return what stands in the text with a brace and is no placeholder, or None."""
    rest = _PLACEHOLDER.sub("", text)
    match = re.search(r"[{}].{0,20}", rest)
    return match[0] if match else None


def _fields(moment: dt.datetime | dt.date, style: DateStyle) -> dict[str, str | int]:
    names = _names()
    time = moment.time() if isinstance(moment, dt.datetime) else dt.time()
    hijri = Gregorian(moment.year, moment.month, moment.day).to_hijri()
    return {
        "weekday": names["weekdays"][moment.weekday()],
        "day": moment.day,
        "month": names["months"][style.months][moment.month - 1],
        "month_number": moment.month,
        "year": moment.year,
        "hour": time.hour,
        "hour12": (time.hour - 1) % 12 + 1,
        "minute": time.minute,
        "half_day": "صباحًا" if time.hour < 12 else "مساءً",
        "half_day_short": "ص" if time.hour < 12 else "م",
        "ordinal": _ordinal(moment.day),
        "month_english": names["months"]["english"][moment.month - 1],
        "hijri_day": hijri.day,
        "hijri_month": names["hijri"][hijri.month - 1],
        "hijri_year": hijri.year,
    }


def _ordinal(day: int) -> str:
    ending = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


@cache
def _names() -> dict[str, Any]:
    with Path(__file__).with_name("calendar.toml").open("rb") as stream:
        return tomllib.load(stream)
