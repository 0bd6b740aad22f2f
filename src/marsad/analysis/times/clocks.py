"""Readers of clock times and parts of the day."""

from __future__ import annotations

from dataclasses import replace

from marsad.analysis.times.items import Clock, Daypart
from marsad.analysis.times.lexicon import load_lexicon
from marsad.text.calendar import Meridiem
from marsad.text.numbers import read_number
from marsad.text.phrases import Words
from marsad.text.stamp_parts import number_at

_SHORT_MARKS = frozenset({"م", "ص"})


def read_clock(words: Words, at: int) -> Clock | None:
    """Read الساعة السابعة والنصف مساء, 10:30 صباحا, الحادية عشرة صباحا, 05:00 م."""
    lexicon = load_lexicon()
    found = lexicon.introducers.match(words.texts, at)
    place = at + found[1] if found else at
    hour = _spelt_hour(words, place) or _digital_hour(words, place, introduced=bool(found))
    if hour is None:
        return None
    mark = _meridiem(words, hour.last, digits=words.at(hour.last - 1).isdecimal())
    if mark is None:
        if not found and not hour.bare and not _of_a_daypart(words, hour.last):
            return None
        return replace(hour, first=at, bare=hour.bare and not found)
    meridiem, last = mark
    if hour.hour > 12:
        return replace(hour, first=at, last=last, half_known=True, bare=False)
    return replace(
        hour, first=at, last=last, hour=_of_day(hour.hour, meridiem), half_known=True, bare=False
    )


def _spelt_hour(words: Words, at: int) -> Clock | None:
    lexicon = load_lexicon()
    found = lexicon.hours.match(words.texts, at)
    if found is None:
        return None
    last = at + found[1]
    minute = lexicon.plus.match(words.texts, last)
    if minute:
        total = found[0] * 60 + minute[0]
        return Clock(at, last + minute[1], "clock", 0, total // 60, total % 60, half_known=False)
    minutes = _spelt_minutes(words, last)
    if minutes:
        return Clock(at, minutes[1], "clock", 0, found[0], minutes[0], half_known=False)
    return Clock(at, last, "clock", 0, found[0], 0, half_known=False)


def _spelt_minutes(words: Words, at: int) -> tuple[int, int] | None:
    """Read وخمس دقائق, وأربع وعشرون دقيقة, ودقيقة."""
    place = at + (words.at(at) == "و")
    if place > at and words.at(place) == "دقيقه":
        return 1, place + 1
    count = read_number(words, place)
    if count is None or count.skip != int(place == at) or words.at(at)[:1] != "و":
        return None
    if words.at(count.last) not in {"دقيقه", "دقائق", "دقاءق"} or not 0 < count.value < 60:
        return None
    return int(count.value), count.last + 1


def _digital_hour(words: Words, at: int, *, introduced: bool) -> Clock | None:
    hour = number_at(words, at, most=2)
    if hour is None or hour > 24 or _is_score(words, at):
        return None
    sign, minute = words.at(at + 1), number_at(words, at + 2, most=2)
    two = minute is not None and len(words.at(at + 2)) == 2 and minute < 60
    if sign == ":" and two and minute is not None:
        last = at + 3
        if (
            words.at(last) == ":"
            and len(words.at(last + 1)) == 2
            and words.at(last + 1).isdecimal()
        ):
            last += 2
        known = hour > 12 or hour == 0 or len(words.at(at)) == 2
        return Clock(at, last, "clock-digits", 0, hour % 24, minute, known, bare=True)
    if sign == "." and two and introduced and minute is not None and words.touches(at + 2):
        return Clock(at, at + 3, "clock-digits", 0, hour % 24, minute, hour > 12)
    if introduced or _meridiem(words, at + 1, digits=True):
        last, minutes = at + 1, 0
        plus = load_lexicon().plus.match(words.texts, last)
        if plus and introduced:
            total = hour * 60 + plus[0]
            hour, minutes, last = total // 60 % 24, total % 60, last + plus[1]
        if (
            words.at(last) in {".", ",", "%"}
            and words.touches(last)
            and words.at(last + 1).isdecimal()
        ):
            return None
        return Clock(at, last, "clock-hour", 0, hour % 24, minutes, hour > 12)
    return None


def _is_score(words: Words, at: int) -> bool:
    glue = words.at(at - 1)
    return words.touches(at) and glue in {":", ".", "/", ","}


def _meridiem(words: Words, at: int, *, digits: bool) -> tuple[Meridiem, int] | None:
    """Read what says morning or evening; م and ص only behind digits."""
    bracket = words.at(at) == "("
    found = load_lexicon().meridiems.match(words.texts, at + bracket)
    if found is None:
        return None
    last = at + bracket + found[1]
    if bracket and words.at(last) != ")":
        return None
    word = words.at(last - 1)
    if word in _SHORT_MARKS and not (digits and words.at(at - 2) in {":", "."}):
        return None
    if _before_a_day(words, last):  # السابعة من مساء اليوم: the daypart is the day's
        return None
    return found[0], last + bracket


def _of_a_daypart(words: Words, at: int) -> bool:
    """Say whether the part of a day follows, as in العاشرة والنصف من مساء الجمعة."""
    return words.at(at) == "من" and load_lexicon().dayparts.match(words.texts, at + 1) is not None


def _before_a_day(words: Words, at: int) -> bool:
    lexicon = load_lexicon()
    tables = (lexicon.relative_days, lexicon.weekdays)
    named = any(table.match(words.texts, at) for table in tables)
    return named or words.at(at) == "يوم" or words.at(at)[:1].isdecimal()


def _of_day(hour: int, meridiem: Meridiem) -> int:
    """Turn an hour of a twelve-hour clock into one of 24."""
    hour %= 12
    if meridiem == "am":
        return hour
    if meridiem == "noon":
        return hour if hour in (10, 11) else hour + 12
    if meridiem == "night":
        return hour + 12 if hour >= 6 else hour
    return hour + 12


def with_daypart(clock: Clock, code: str) -> Clock:
    """Settle an hour without a mark by the part of the day beside it."""
    if clock.half_known:
        return clock
    meridiem: Meridiem = {"MO": "am", "MI": "noon", "NI": "night"}.get(code, "pm")  # type: ignore[assignment]  # all are
    return replace(clock, hour=_of_day(clock.hour, meridiem), half_known=True)


def read_daypart(words: Words, at: int) -> Daypart | None:
    """Read مساء, فجر before a day; هذا المساء and الليلة الماضية, which say the day."""
    lexicon = load_lexicon()
    start = at
    this = words.at(at) in {"هذا", "هذه"}
    found = lexicon.definite_dayparts.match(words.texts, at + this)
    if found:
        last = at + this + found[1]
        modifier = lexicon.modifiers.match(words.texts, last)
        if modifier and modifier[0] == "last":
            return Daypart(start, last + 1, "daypart-last", 0, found[0], -1)
        if this or words.at(at) == "الليله":
            return Daypart(start, last, "daypart-this", 0, found[0], 0)
        return None
    found = lexicon.dayparts.match(words.texts, at)
    return Daypart(start, at + found[1], "daypart", 0, found[0]) if found else None
