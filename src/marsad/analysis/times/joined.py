"""Moments: a day joined with the weekday, daypart, clock and other calendar beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from marsad.analysis.times.clocks import read_clock, read_daypart, with_daypart
from marsad.analysis.times.days import read_day, read_relative, read_weekday
from marsad.analysis.times.items import (
    Clock,
    Day,
    Daypart,
    Moment,
    NumericDay,
    RelativeDay,
    Weekday,
)
from marsad.analysis.times.lexicon import load_lexicon
from marsad.text.numbers import may_begin_number, read_number
from marsad.text.phrases import Words, scan
from marsad.text.stamp_clocks import read_zone

Part = Daypart | RelativeDay | Weekday | Day | NumericDay | Clock
_MOST_PARTS = 7
_DAY_HEADS = frozenset({"يوم", "ليوم", "نهار"})
_JOINS_DATE = frozenset({"الموافق", "موافق", "المصادف", "ل", "يوم"})
_JOINS_CLOCK = frozenset({"في", "عند", "علي", "وعند", "وفي", "تمام", "بحلول", "ب"})
_SIGNS = frozenset({"،", ",", "-", "–", "—", ":", "/"})


@lru_cache(maxsize=1 << 16)
def begins_number(word: str) -> bool:
    """Say whether a number in letters may begin with a word."""
    if not "ء" <= word[0] <= "ي" or len(word) < 2 or not may_begin_number(word):
        return False
    return any(read_number(scan(text), 0) is not None for text in (word, f"{word} عشر"))


def _part(words: Words, at: int) -> Part | None:
    """Read one part of a moment."""
    if words.at(at) in _DAY_HEADS:
        day = read_day(words, at + 1)
        if day and (isinstance(day, NumericDay) or day.skip == 0):
            return replace(day, first=at)
    for reader in part_readers(words.at(at)):
        part = reader(words, at)
        if part is not None:
            head = words.at(at) == "اليوم" and _is_head(words, at)
            return None if head else part
    return None


@lru_cache(maxsize=1 << 14)
def part_readers(word: str) -> tuple[Callable[[Words, int], Part | None], ...]:
    """Return the readers of the parts that may begin with a word, in their order."""
    lexicon = load_lexicon()
    if not word:
        return ()
    if word[0].isdecimal():
        return read_day, read_clock
    heads = word in _DAY_HEADS or word in {"هذا", "هذه"}
    readers: list[Callable[[Words, int], Part | None]] = []
    if heads or word in lexicon.pointers.index or word in lexicon.relative_days.index:
        readers.append(read_relative)
    if heads or word in lexicon.weekdays.index:
        readers.append(read_weekday)
    if (
        begins_number(word)
        or word in lexicon.calendar.day_words.index
        or word in {"ال", "اخر", "اول"}
    ):
        readers.append(read_day)
    if word in lexicon.introducers.index or word in lexicon.hours.index:
        readers.append(read_clock)
    if heads or word in lexicon.dayparts.index or word in lexicon.definite_dayparts.index:
        readers.append(read_daypart)
    return tuple(readers)


def _is_head(words: Words, at: int) -> bool:
    """Say whether اليوم is the head of an ordinal: اليوم السابع."""
    return words.at(at + 1) == "ال" and words.touches(at + 2)


def read_moment(words: Words, at: int) -> Moment | None:
    """Join the parts of one moment."""
    part = _part(words, at)
    if part is None:
        return None
    moment = _add(Moment(at, part.last, part.rule, part.skip), part)
    if moment is None:
        return None
    for _ in range(_MOST_PARTS):
        following = _next_part(words, moment)
        joined = _add(moment, following[0]) if following else None
        if following is None or joined is None:
            break
        moment = replace(joined, last=following[1])
    return _checked(words, _over_night(words, moment))


def _over_night(words: Words, moment: Moment) -> Moment:
    """Read the second day of ليلة السبت - الأحد: the night is the first day's."""
    if moment.daypart is None or moment.daypart.code != "NI" or moment.weekday is None:
        return moment
    place = moment.last + (words.at(moment.last) in {"-", "–", "/"})
    following = read_weekday(words, place)
    if following and (following.iso - moment.weekday.iso) % 7 == 1:
        return replace(moment, last=following.last)
    return moment


def _next_part(words: Words, moment: Moment) -> tuple[Part, int] | None:
    """Read the part behind a moment, with where it ends: a bracket closes behind it."""
    place, gap = moment.last, list[str]()
    while len(gap) < 3 and _joins(words.at(place)):
        gap.append(words.at(place))
        place += 1
    for start in range(place, moment.last - 1, -1):
        part = _part(words, start)
        if part and part.skip == 0 and _may_join(moment, gap[: start - moment.last], part):
            closed = "(" in gap and words.at(part.last) == ")"
            return part, part.last + closed
    return None


def _joins(word: str) -> bool:
    return word in _SIGNS or word in _JOINS_DATE or word in _JOINS_CLOCK or word in {"(", "من", ")"}


def _may_join(moment: Moment, gap: list[str], part: Part) -> bool:
    """Say whether the words between allow a part to belong to the moment."""
    if isinstance(part, Clock):
        allowed = _JOINS_CLOCK | _SIGNS | {"(", "من"}
        return all(word in allowed for word in gap) and has_day(moment)
    if isinstance(part, Daypart):
        return all(word in {"من", "في", "،"} for word in gap) and (
            moment.clock is not None or not gap
        )
    only_time = not has_day(moment)
    if only_time:
        return all(word in {"من", "يوم", "ل", "،", "(", "في"} for word in gap)
    if isinstance(part, RelativeDay):
        return all(word in _SIGNS | {"("} for word in gap) and part.days is not None
    if isinstance(part, Weekday) and moment.weekday:
        return False
    return all(word in _SIGNS | _JOINS_DATE | {"("} for word in gap)


def has_day(moment: Moment) -> bool:
    """Say whether a moment names its day."""
    return bool(moment.weekday or moment.relative or moment.day)


def _add(moment: Moment, part: Part) -> Moment | None:
    """Put a part into its free place; None where it is taken."""
    if isinstance(part, RelativeDay):
        return None if moment.relative else replace(moment, relative=part)
    if isinstance(part, Weekday):
        return None if moment.weekday else replace(moment, weekday=part)
    if isinstance(part, Clock):
        if moment.clock:
            return None
        clock = with_daypart(part, moment.daypart.code) if moment.daypart else part
        return replace(moment, clock=clock)
    if isinstance(part, Daypart):
        if moment.daypart:
            return None
        settled = with_daypart(moment.clock, part.code) if moment.clock else None
        return replace(moment, daypart=part, clock=settled)
    if moment.day is None:
        return replace(moment, day=part)
    if moment.double is None and _era(part) != _era(moment.day):
        return replace(moment, double=part)
    return None


def _era(day: Day | NumericDay) -> str:
    return day.month.era if isinstance(day, Day) else day.era


def _checked(words: Words, moment: Moment) -> Moment | None:
    """Refuse what is no time by itself, and name the rule by the parts."""
    daypart = moment.daypart
    if not has_day(moment) and moment.clock is None and (daypart is None or daypart.days is None):
        return None
    if not has_day(moment) and moment.clock and moment.clock.bare:
        lexicon = load_lexicon()
        named = lexicon.towards_zone.match(words.texts, moment.last)
        if named is None and read_zone(words, moment.last, lexicon.calendar) is None:
            return None
    parts = (moment.relative, moment.weekday, moment.day, moment.double, moment.clock, daypart)
    return replace(moment, rule="+".join(part.rule for part in parts if part))
