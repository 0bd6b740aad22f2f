"""Clocks, zones and stretches of time before now, as stamps print them.

Every reader looks at a bounded number of words from where it stands, so a pass is linear.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

from marsad.text.calendar import Calendar, Meridiem, Unit
from marsad.text.numbers import read_number
from marsad.text.phrases import Words
from marsad.text.stamp_days import read_day
from marsad.text.stamp_parts import Ago, Clock, ZoneMark, number_at, skip_signs

_LONGEST_STRETCH = 4  # digits of a count before a unit
ONES = frozenset({"a", "an", "one", "une", "un"})
_AFTER_ONE = frozenset({"واحده", "واحد"})
TOWARDS_ZONE = frozenset({"توقيت", "بتوقيت", "حسب", "وفق"})
_FRACTIONS = {"نصف": 2, "ربع": 4, "ثلث": 3}


class _Digits(NamedTuple):
    """A clock's digits: `bare` ones are a clock only with a mark or an introduction."""

    hour: int
    minute: int
    second: int
    last: int
    bare: bool = False


# --- clocks -----------------------------------------------------------------------


def read_clock(words: Words, at: int, calendar: Calendar) -> Clock | None:
    """Read 14:30, 05:00 م, ص 09:30, 5 مساء, الساعة 14, على 14:30, 14h30, T10:00:00."""
    start, introduced = at, False
    found = calendar.clock_words.match(words.texts, at)
    lead = None if found else calendar.clock_leads.match(words.texts, at)
    if found:
        start, introduced = skip_signs(words, at + found[1], 1), True
    elif lead:
        start += lead[1]
    before = calendar.meridiems.match(words.texts, start)
    if before:
        if words.at(start - 1).isdecimal():  # "2024 م 05:00" is an era
            return None
        start += before[1]
    digits = _clock_digits(words, start, calendar, introduced=introduced)
    if digits is None:
        return None
    bracket = words.at(digits.last) == "("
    after = calendar.meridiems.match(words.texts, digits.last + bracket)
    last = digits.last
    if after and (not bracket or words.at(last + 1 + after[1]) == ")"):
        last += after[1] + 2 * bracket
    elif after:
        after = None
    if digits.bare and not introduced and not after:
        return None  # "م 5" is a number more often than five o'clock
    if digits.bare and lead:
        return None  # "على 2 م" is a height
    if digits.bare and introduced and read_day(words, start, calendar):
        return None  # "الوقت: 12-11-2024"
    meridiem = after[0] if after else before[0] if before else None
    return _clock(at, last, digits, meridiem)


def _clock_digits(words: Words, at: int, calendar: Calendar, *, introduced: bool) -> _Digits | None:
    hour = number_at(words, at)
    size = len(words.at(at))
    if hour is None:
        return None
    if size in (4, 6) and words.at(at - 1) == "t" and words.touches(at):
        digits = words.at(at)  # ISO's basic form, T103305
        return _Digits(int(digits[:2]), int(digits[2:4]), int(digits[4:] or 0), at + 1)
    if size > 2 or hour > 24:
        return None
    sign, minute = words.at(at + 1), number_at(words, at + 2, most=2)
    has_minute = minute is not None and len(words.at(at + 2)) == 2
    if sign in calendar.hour_letters and words.touches(at + 1):
        return _lettered(words, at, hour)
    told = introduced or words.at(at + 3) == "دقيقه"
    if sign == "و" and minute is not None and told:  # الساعة 10 و 30 دقيقة
        return _Digits(hour, minute, 0, at + 3 + (words.at(at + 3) == "دقيقه"))
    if has_minute and minute is not None and sign == ":":
        return _with_seconds(words, at + 3, hour, minute)
    if has_minute and minute is not None and sign == "." and words.touches(at + 1):
        return _Digits(hour, minute, 0, at + 3, bare=True)
    return _Digits(hour, 0, 0, at + 1, bare=True)


def _lettered(words: Words, at: int, hour: int) -> _Digits:
    """Read 14h30, 14سا30 and 14 h."""
    place = at + 2 + (words.at(at + 2) == "و")
    minute = number_at(words, place, most=2)
    if minute is None or len(words.at(place)) != 2:
        return _Digits(hour, 0, 0, at + 2, bare=True)
    place += 1
    if words.at(place) in {"د", "دق", "min", "mn"}:
        place += 1
    return _Digits(hour, minute, 0, place)


def _with_seconds(words: Words, at: int, hour: int, minute: int) -> _Digits | None:
    second = number_at(words, at + 1, most=2)
    if words.at(at) != ":" or not words.touches(at) or not words.touches(at + 1):
        return _Digits(hour, minute, 0, at)
    if second is None or len(words.at(at + 1)) != 2:
        return None if words.at(at + 1).isdecimal() else _Digits(hour, minute, 0, at)
    at += 2
    fraction = words.at(at) in {".", ","} and words.touches(at) and words.touches(at + 1)
    if fraction and words.at(at + 1).isdecimal():
        at += 2
    return _Digits(hour, minute, second, at)


def _clock(first: int, last: int, digits: _Digits, meridiem: Meridiem | None) -> Clock | None:
    hour, minute, second = digits.hour, digits.minute, digits.second
    if (hour, minute, second, meridiem) == (24, 0, 0, None):
        return Clock(first, last, dt.time(0), next_day=True)
    if meridiem and hour <= 12:
        hour = _hour_of_day(hour, meridiem)
    known = bool(meridiem) or not 0 < hour <= 12
    try:
        time = dt.time(hour, minute, 59 if second == 60 else second)
        return Clock(first, last, time, half_known=known)
    except ValueError:
        return None


def _hour_of_day(hour: int, meridiem: Meridiem) -> int:
    """Turn a twelve-hour clock's hour, 0 counting as 12, into one of 24."""
    hour %= 12
    if meridiem == "am":
        return hour
    if meridiem == "noon":
        return hour if hour in (10, 11) else hour + 12
    if meridiem == "night":
        return hour + 12 if hour >= 6 else hour
    return hour + 12


# --- zones ------------------------------------------------------------------------


def read_zone(words: Words, at: int, calendar: Calendar) -> ZoneMark | None:
    """Read GMT, (GMT+0400), +03:00, Z, بتوقيت القاهرة, (مكة المكرمة), غرينتش+3."""
    mark = _named_zone(words, at, calendar) or _numeric_zone(words, at)
    if mark and words.at(at - 1) == "(" and words.at(mark.last) == ")":
        return replace(mark, last=mark.last + 1)
    return mark


def _named_zone(words: Words, at: int, calendar: Calendar) -> ZoneMark | None:
    start = at
    while words.at(start) in TOWARDS_ZONE and start < at + 2:
        start += 1
    found = calendar.greenwich.match(words.texts, start)
    if found:
        offset = _offset(words, start + found[1])
        return ZoneMark(at, offset[1], offset[0]) if offset else ZoneMark(at, start + found[1], 0)
    local = calendar.local.match(words.texts, at)
    if local:
        return ZoneMark(at, at + local[1])
    place = calendar.zones.match(words.texts, start)
    if place:
        last = start + place[1]
        bracketed = words.at(at - 1) == "(" and words.at(last) == ")"
        return ZoneMark(at, last, iana=place[0]) if start > at or bracketed else None
    minutes = calendar.zone_minutes.match(words.texts, start)
    return ZoneMark(at, start + minutes[1], minutes[0]) if minutes else None


def _numeric_zone(words: Words, at: int) -> ZoneMark | None:
    if words.at(at) == "z" and words.touches(at) and words.at(at - 1).isdecimal():
        return ZoneMark(at, at + 1, 0)
    if words.at(at) != "+" and not _after_seconds(words, at):
        return None
    offset = _offset(words, at)
    return ZoneMark(at, offset[1], offset[0]) if offset else None


def _offset(words: Words, at: int) -> tuple[int, int] | None:
    """Read +3, +03, +0300 or +03:00 as minutes and where the words go on."""
    sign, digits = words.at(at), words.at(at + 1)
    if sign not in {"+", "-", "−"} or not digits.isdecimal() or not words.touches(at + 1):
        return None
    last = at + 2
    if len(digits) == 4:
        hours, minutes = int(digits[:2]), int(digits[2:])
    elif len(digits) <= 2:
        hours, minutes = int(digits), 0
        if words.at(at + 2) == ":" and len(words.at(at + 3)) == 2:
            minutes, last = number_at(words, at + 3) or 0, at + 4
    else:
        return None
    if hours > 14 or minutes > 59:
        return None
    return (hours * 60 + minutes) * (1 if sign == "+" else -1), last


def _after_seconds(words: Words, at: int) -> bool:
    """Say whether a minus follows 10:00:00 or T10:00, so that it cannot be a dash."""
    size = len(words.at(at + 1))
    fraction = words.at(at - 2) in {".", ","} and words.touches(at - 1)
    clock = at - 2 if fraction else at
    if not words.at(clock - 1).isdecimal() or words.at(clock - 2) != ":":
        return False
    seconds = words.at(clock - 4) == ":" and words.at(clock - 5).isdecimal()
    iso = words.at(clock - 4) == "t"
    return (seconds or iso) and (size == 4 or (size == 2 and words.touches(at)))


# --- before now -------------------------------------------------------------------


def read_ago(words: Words, at: int, calendar: Calendar) -> Ago | None:
    """Read منذ 3 ساعات, قبل ساعتين, منذ نصف ساعة, 5 minutes ago, il y a 2 jours, الآن."""
    now = calendar.now_words.match(words.texts, at)
    if now:
        return Ago(at, at + now[1], 0, None)
    before = calendar.before.match(words.texts, at)
    found = _stretch(words, at + (before[1] if before else 0), calendar)
    if found is None:
        return None
    unit, count, last = found
    after = calendar.after.match(words.texts, last)
    if not before and not after:
        return None
    last += after[1] if after else 0
    if unit.seconds is not None:
        return Ago(at, last, int(unit.seconds * count), None)
    return Ago(at, last, None, int(unit.days * count) if unit.days else None)


def _stretch(words: Words, at: int, calendar: Calendar) -> tuple[Unit, float, int] | None:
    """Read a count with its unit, and what و adds to it: "ساعة ونصف", "ساعة و 20 دقيقة"."""
    count, place = _count(words, at)
    found = calendar.units.match(words.texts, place)
    if found is None:
        return None
    unit, last = found[0], place + found[1]
    if count is None and not unit.count:
        return None
    total = float(count if count is not None and unit.count != 2 else unit.count)
    if words.at(last) in _AFTER_ONE:
        last += 1
    word = words.at(last)
    if unit.seconds and word.startswith("و"):
        fraction = _FRACTIONS.get(word[1:]) or _FRACTIONS.get(words.at(last + 1))
        if fraction:
            return unit, total + 1 / fraction, last + 1 + (word == "و")
        more = _more(words, last, calendar)
        if more:
            return unit, total + more[0] / unit.seconds, more[1]
    return unit, total, last


def _more(words: Words, at: int, calendar: Calendar) -> tuple[float, int] | None:
    """Read "و 20 دقيقة" as seconds."""
    if words.at(at) != "و":
        return None
    count = number_at(words, at + 1, most=_LONGEST_STRETCH)
    found = calendar.units.match(words.texts, at + 2)
    if count is None or found is None or found[0].seconds is None:
        return None
    return count * found[0].seconds, at + 2 + found[1]


def _count(words: Words, at: int) -> tuple[float | None, int]:
    word = words.at(at)
    if word.isdecimal():
        digits = number_at(words, at, most=_LONGEST_STRETCH)
        return digits, at if digits is None else at + 1
    if word in ONES:
        return 1, at + 1
    if word in _FRACTIONS:
        return 1 / _FRACTIONS[word], at + 1
    number = read_number(words, at) if word else None
    if number and not number.ordinal and not number.skip and 0 < number.value < 1000:
        return number.value, number.last
    return None, at
