"""The only way to print a date, a number or a range for people, in Arabic and English.

No direction controls are put in: HTML wraps what comes from here in `<bdi>` or `<time>`, plain text
in `bidi.isolate`. Ranges are written in words, since a hyphen between numbers reads either way.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from marsad.text.calendar import load_calendar
from marsad.text.plurals import load_nouns, plural_category
from marsad.types import Stamp

Months = Literal["masri", "shami", "maghribi", "tunisi", "double"]
_ARABIC_DIGITS = str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫")
_ARABIC_PLAIN_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_UTC_KEYS = frozenset({"UTC", "Etc/UTC", "GMT", "Etc/GMT", "Zulu", "Etc/UCT", "Universal"})


@dataclass(frozen=True, slots=True)
class FormatStyle:
    """How dates and numbers look: the reader's choice."""

    locale: Literal["ar", "en"] = "ar"
    digits: Literal["latn", "arab"] = "latn"
    months: Months = "double"
    hour_cycle: Literal[12, 24] = 24


DEFAULT_STYLE = FormatStyle()


def format_date(
    stamp: Stamp, style: FormatStyle = DEFAULT_STYLE, *, weekday: bool = True, time: bool = True
) -> str:
    """Write a stamp: "الثلاثاء 12 نوفمبر 2024، 17:05 بتوقيت القاهرة".

    A day alone has no time; a local time whose zone is unknown has no place.
    """
    arabic = style.locale == "ar"
    names = load_calendar().weekday_names if arabic else load_calendar().weekday_names_en
    day = f"{stamp.day} {month_name(stamp.month, style)} {stamp.year}"
    if weekday:
        day = f"{names[stamp.weekday()]} {day}"
    day = _localise(day, style)
    if not time or not isinstance(stamp, dt.datetime):
        return day
    place = clock_place(stamp, style)
    clock = format_time(stamp, style) + (f" {place}" if place else "")
    return f"{day}، {clock}" if arabic else f"{day}, {clock}"


def format_time(moment: dt.datetime | dt.time, style: FormatStyle = DEFAULT_STYLE) -> str:
    """Write a time of day: "17:05", or "5:05 م" on a twelve-hour clock."""
    if style.hour_cycle == 24:
        return _localise(f"{moment.hour:02}:{moment.minute:02}", style)
    am, pm = ("ص", "م") if style.locale == "ar" else ("am", "pm")
    text = f"{moment.hour % 12 or 12}:{moment.minute:02} {am if moment.hour < 12 else pm}"
    return _localise(text, style)


def month_name(number: int, style: FormatStyle = DEFAULT_STYLE) -> str:
    """Return a month's name in the reader's naming; `double` joins the two most read ones."""
    calendar = load_calendar()
    if style.locale == "en":
        return calendar.month_names_en[number - 1]
    if style.months == "double":
        names = calendar.month_names
        return f"{names['masri'][number - 1]}/{names['shami'][number - 1]}"
    return calendar.month_names[style.months][number - 1]


def clock_place(stamp: Stamp, style: FormatStyle = DEFAULT_STYLE) -> str | None:
    """Return whose time it is: "بتوقيت القاهرة", for a bare offset "بتوقيت غرينتش+2".

    None for a day alone and for a local time of no known zone.
    """
    if not isinstance(stamp, dt.datetime) or stamp.tzinfo is None:
        return None
    arabic = style.locale == "ar"
    if isinstance(stamp.tzinfo, ZoneInfo) and stamp.tzinfo.key not in _UTC_KEYS:
        city = _city(stamp.tzinfo.key, style.locale)
        return f"بتوقيت {city}" if arabic else f"{city} time"
    offset = _offset(stamp.utcoffset() or dt.timedelta())
    return _localise(f"بتوقيت غرينتش{offset}" if arabic else f"GMT{offset}", style)


@lru_cache(maxsize=1024)
def _city(key: str, locale: str) -> str:
    known = load_calendar().zone_places.get(key)
    if known:
        return known.ar if locale == "ar" else known.en
    return str(get_timezone_location(ZoneInfo(key), locale=locale, return_city=True))


def _offset(offset: dt.timedelta) -> str:
    """Write an offset as "", "+2", "-5" or "+5:30"."""
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return ""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02}" if rest else "")


def format_relative(then: Stamp, now: dt.datetime, style: FormatStyle = DEFAULT_STYLE) -> str:
    """Write how long ago or ahead a stamp is: "قبل ساعتين", "أمس", "بعد 3 أيام".

    Days are those of `now`'s zone. A stamp without a zone is compared by its day alone.
    """
    exact = isinstance(then, dt.datetime) and then.tzinfo is not None and now.tzinfo is not None
    if isinstance(then, dt.datetime) and exact:
        seconds = (then - now).total_seconds()
        local = then.astimezone(now.tzinfo).date()
        if abs(seconds) < 43_200 or local == now.date():
            return _relative_clock(seconds, style)
        return _relative_day((local - now.date()).days, style)
    day = then.date() if isinstance(then, dt.datetime) else then
    return _relative_day((day - now.date()).days, style)


def _relative_clock(seconds: float, style: FormatStyle) -> str:
    size = abs(seconds)
    if size < 60:
        return "الآن" if style.locale == "ar" else "just now"
    count, unit = (int(size // 60), "minute") if size < 3600 else (int(size // 3600), "hour")
    return _distance(count, unit, ahead=seconds > 0, style=style)


def _relative_day(days: int, style: FormatStyle) -> str:
    near = {0: ("اليوم", "today"), -1: ("أمس", "yesterday"), 1: ("غدًا", "tomorrow")}
    if days in near:
        return near[days][0 if style.locale == "ar" else 1]
    size = abs(days)
    for length, unit in ((365, "year"), (30, "month"), (7, "week")):
        if size >= length:
            return _distance(size // length, unit, ahead=days > 0, style=style)
    return _distance(size, "day", ahead=days > 0, style=style)


def _distance(count: int, unit: str, *, ahead: bool, style: FormatStyle) -> str:
    text = _quantity(count, unit, style)
    if style.locale == "en":
        return f"in {text}" if ahead else f"{text} ago"
    return f"{'بعد' if ahead else 'قبل'} {text}"


def format_delay(delay: dt.timedelta, style: FormatStyle = DEFAULT_STYLE) -> str:
    """Write how long after another something came: "بعد 35 دقيقة", "بعد ساعة و20 دقيقة".

    Minutes are left out from six hours on, hours from two days on; what is no minute apart came at
    the same time.
    """
    if delay < dt.timedelta(minutes=1):
        return "في الوقت نفسه" if style.locale == "ar" else "at the same time"
    text = format_duration(delay, style)
    return f"بعد {text}" if style.locale == "ar" else f"{text} later"


def format_duration(length: dt.timedelta, style: FormatStyle = DEFAULT_STYLE) -> str:
    """Write a length of time as it stands after a preposition: "ساعتين", "ساعة و20 دقيقة".

    What is shorter than a minute counts as one; minutes and hours are left out as in
    `format_delay`.
    """
    hours, rest = divmod(max(int(length.total_seconds() // 60), 1), 60)
    if hours >= 48:
        parts = [(hours // 24, "day")]
    elif hours >= 6:
        parts = [(hours, "hour")]
    else:
        parts = [(count, unit) for count, unit in ((hours, "hour"), (rest, "minute")) if count]
    joint = " و" if style.locale == "ar" else " "
    return joint.join(_quantity(*part, style) for part in parts)


def _quantity(count: int, unit: str, style: FormatStyle) -> str:
    """Write a number of units as it stands after a preposition: "ساعتين"."""
    noun = load_nouns()[unit]
    if style.locale == "ar" and count in (1, 2):
        return (noun.singular, noun.dual_oblique)[count - 1]
    return format_count(count, unit, style)


def format_number(number: float, style: FormatStyle = DEFAULT_STYLE) -> str:
    """Write a number with its thousands grouped and at most two decimals."""
    if isinstance(number, int):
        text = f"{number:,}"
    else:
        text = f"{number:,.2f}".rstrip("0").rstrip(".")
        text = "0" if text == "-0" else text
    return text.translate(_ARABIC_DIGITS) if style.digits == "arab" else text


def format_range(
    low: float | Stamp, high: float | Stamp, style: FormatStyle = DEFAULT_STYLE
) -> str:
    """Write a range of numbers or stamps in words: "من 5 إلى 10", "من 5 إلى 10 نوفمبر 2024"."""
    first, last = (_range_end(end, style) for end in (low, high))
    if _same_month(low, high):
        first = _localise(str(low.day), style)  # type: ignore[union-attr]  # both are days
    return f"من {first} إلى {last}" if style.locale == "ar" else f"{first} to {last}"


def _same_month(low: float | Stamp, high: float | Stamp) -> bool:
    """Say whether both are days without a time, of one month."""
    if not isinstance(low, dt.date) or not isinstance(high, dt.date):
        return False
    alone = not isinstance(low, dt.datetime) and not isinstance(high, dt.datetime)
    return alone and (low.year, low.month) == (high.year, high.month)


def _range_end(end: float | Stamp, style: FormatStyle) -> str:
    if isinstance(end, dt.date):
        return format_date(end, style, weekday=False)
    return format_number(end, style)


def format_count(number: int, noun_key: str, style: FormatStyle = DEFAULT_STYLE) -> str:
    """Write a number with its noun in the form that the number asks for.

    "لا نتائج", "نتيجة واحدة", "نتيجتان", "3 نتائج", "11 نتيجة", "100 نتيجة". `noun_key` is a key of
    `nouns.toml`.

    Raises:
        KeyError: there is no such noun.
    """
    noun = load_nouns()[noun_key]
    printed = format_number(number, style)
    if style.locale == "en":
        return f"{printed} {noun.en[0 if number == 1 else 1]}"
    forms = {
        "zero": noun.zero,
        "one": noun.one,
        "two": noun.dual,
        "few": f"{printed} {noun.plural}",
        "many": f"{printed} {noun.accusative}",
        "other": f"{printed} {noun.singular}",
    }
    return forms[plural_category(number)]


def _localise(text: str, style: FormatStyle) -> str:
    return text.translate(_ARABIC_PLAIN_DIGITS) if style.digits == "arab" else text
