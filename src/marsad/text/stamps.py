"""Publication and update stamps as pages print them, in every form that Arab news sites use.

A text is cut into words once, the parts of stamps are found among them (`stamp_parts`), neighbours
are joined into stamps, and each is resolved. Nothing is made up: without a day, a month and a year
there is no stamp, and what counts from "now" needs the moment at which the page was fetched.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import TypeVar
from zoneinfo import ZoneInfo

from marsad.text.calendar import Calendar, Era, StampKind, load_calendar
from marsad.text.numbers import ordinal_words
from marsad.text.phrases import Words, scan
from marsad.text.stamp_clocks import ONES, TOWARDS_ZONE, read_ago, read_clock, read_zone
from marsad.text.stamp_days import read_day
from marsad.text.stamp_parts import Ago, Clock, Day, Kind, Part, RelativeDay, Weekday, ZoneMark
from marsad.types import Stamp

_CLOCK_WORDS = 6  # of "2:41:17 PM"
_LONGEST_GAP = 6  # words between two parts of one stamp
_MOST_PARTS = 12  # of one stamp: bounds what repeated labels and zones cost
_SURE_WORDS = 4  # words beside a relative stamp before it is taken for prose
_GLUED_YEAR = re.compile(r"(?:19|20|14)\d\d(?:[01]?\d|2[0-4])")
_LONGEST_KEPT = 200  # characters of a line that is remembered
_SHADDA = "\u0651"
_MARKS = "\u0640\u064b-\u0652\u200b-\u200f\u202a-\u202e\u2066-\u2069"  # may stand in a number
# What each day has: a year of four digits, or one of two behind a sign or a month in letters.
_MAY_HAVE_YEAR = re.compile(
    rf"\d(?:[{_MARKS}]*+\d){{3}}|[^\w\s:.,][{_MARKS}]*+\d[{_MARKS}]*+\d"
    r"|\d\s?[^\W\d_][\w/ ]{2,20}\s\d\d(?!\w)"
)
P = TypeVar("P", bound=Part)


@dataclass(frozen=True, slots=True)
class StampReading:
    """A stamp as read: `text[start:end]` is what was printed, its label (`kind`) left out.

    `confidence` runs from 0 to 1; 0.3 where a printed weekday contradicts the day, as `note` says.
    `begin` is where its label stands, or `start` again. `half_known`: its hour has م or ص, or
    stands on a clock of 24.
    """

    stamp: Stamp
    kind: StampKind | None
    confidence: float
    calendar: Era
    start: int
    end: int
    begin: int
    note: str | None = None
    half_known: bool = False


def read_stamp(
    text: str, *, fetched_at: dt.datetime | None = None, zone: dt.tzinfo | None = None
) -> StampReading | None:
    """Return the publication stamp of a line: a published one before an unlabelled, then others.

    See `read_stamps` for the arguments. Never raises, whatever the text.
    """
    readings = read_stamps(text, fetched_at=fetched_at, zone=zone)
    ranks = {"published": 0, None: 1, "updated": 2}
    return min(readings, key=lambda reading: ranks[reading.kind], default=None)


def read_stamps(
    text: str, *, fetched_at: dt.datetime | None = None, zone: dt.tzinfo | None = None
) -> tuple[StampReading, ...]:
    """Return all stamps of a line in order.

    Relative ones ("قبل ساعتين", "أمس 14:30") need `fetched_at` and are left out without it. A clock
    without a printed zone is in `zone`; without that the stamp stays naive. A day alone is a plain
    `date`, whatever zone is printed beside it.
    """
    if fetched_at is not None or len(text) > _LONGEST_KEPT:
        return _read(text, fetched_at, zone)
    # Most lines that are asked for hold no stamp: without "now" it has a year.
    return _read_once(text, zone) if _MAY_HAVE_YEAR.search(text) else ()


def _read(
    text: str, fetched_at: dt.datetime | None, zone: dt.tzinfo | None
) -> tuple[StampReading, ...]:
    find = _found_in if len(text) <= _LONGEST_KEPT else _find
    words, groups = find(text)
    if not groups:
        return ()
    if fetched_at is None and not any(len(word) >= 2 and word.isdecimal() for word in words.texts):
        return ()
    page = _PageContext(
        _local_moment(fetched_at, zone), zone, sum(word[0].isalnum() for word in words.texts)
    )
    readings = [_resolve(words, group, page) for group in groups]
    return tuple(reading for reading in readings if reading is not None)


@dataclass(frozen=True, slots=True)
class _PageContext:
    """What a stamp is resolved against."""

    moment: dt.datetime | None  # of fetching, in the publisher's zone where that is known
    zone: dt.tzinfo | None
    words: int  # of the whole line, signs apart


def _find(text: str) -> tuple[Words, tuple[Sequence[Part], ...]]:
    """Cut a line into words, and find the parts of each stamp in it."""
    words = _unglued(scan(text))
    return words, tuple(_borrow_days(_groups(words, load_calendar())))


# For a page the same few lines are asked several times, with the moment of fetching and without.
_found_in = lru_cache(maxsize=256)(_find)


@lru_cache(maxsize=256)
def _read_once(text: str, zone: dt.tzinfo | None) -> tuple[StampReading, ...]:
    return _read(text, None, zone)


def _local_moment(fetched_at: dt.datetime | None, zone: dt.tzinfo | None) -> dt.datetime | None:
    if fetched_at is None or zone is None or fetched_at.tzinfo is None:
        return fetched_at
    try:
        return fetched_at.astimezone(zone)
    except OverflowError:  # a clock that tells the year 9999
        return None


# --- finding parts ----------------------------------------------------------------


def _unglued(words: Words) -> Words:
    """Part a year from the clock that lost its blank: 13/11/202410:33."""
    glued = [
        at
        for at, word in enumerate(words.texts)
        if len(word) in (5, 6) and words.at(at + 1) == ":" and _GLUED_YEAR.fullmatch(word)
    ]
    if not glued:
        return words
    texts, starts, ends = list(words.texts), list(words.starts), list(words.ends)
    for at in reversed(glued):
        word, start = texts[at], starts[at]
        texts[at : at + 1] = [word[:4], word[4:]]
        starts[at : at + 1] = [start, start + 4]
        ends[at : at + 1] = [start + 4, ends[at]]
    return Words(texts, starts, ends, words.folded)


def _find_parts(words: Words, calendar: Calendar) -> Iterator[Part]:
    """Yield the parts of stamps in order; they do not overlap."""
    readers_of, texts = _readers(), words.texts
    at, end = 0, len(texts)
    while at < end:
        word = texts[at]
        at += 1
        readers = readers_of.get(word) or (_DIGIT_READERS if word[0].isdecimal() else ())
        for reader in readers:
            part = reader(words, at - 1, calendar)
            if part is not None:
                yield part
                at = part.last
                break


Reader = Callable[[Words, int, Calendar], Part | None]
_DIGIT_READERS: tuple[Reader, ...] = (read_day, read_ago, read_clock)


@cache
def _readers() -> Mapping[str, tuple[Reader, ...]]:
    """Return which parts can begin with a word, digits apart, the likeliest first."""
    names = load_calendar()
    beginnings: tuple[tuple[Reader, tuple[Iterable[str], ...]], ...] = (
        (_kind, (names.kinds.index, names.verbs.index)),
        (read_day, (names.months.index, names.hijri_months.index, names.day_words.index, "(")),
        (read_day, (ordinal_words().index,)),
        (read_ago, (names.before.index, names.now_words.index, names.units.index, ONES)),
        (_relative_day, (names.relative_days.index,)),
        (read_clock, (names.clock_words.index, names.clock_leads.index, names.meridiems.index)),
        (read_zone, (names.greenwich.index, names.local.index, names.zone_minutes.index)),
        (read_zone, (names.zones.index, TOWARDS_ZONE, "+-−z")),
        (_weekday, (names.weekdays.index, names.bare_weekdays.index)),
    )
    found: dict[str, list[Reader]] = {}
    for reader, tables in beginnings:
        for word in chain.from_iterable(tables):
            readers = found.setdefault(word, [])
            if reader not in readers:
                readers.append(reader)
    return {word: tuple(readers) for word, readers in found.items()}


def _kind(words: Words, at: int, calendar: Calendar) -> Kind | None:
    found = calendar.kinds.match(words.texts, at)
    if found:
        return Kind(at, at + found[1], found[0])
    verb = calendar.verbs.match(words.texts, at)
    if verb is None:
        return None
    last, printed = at + verb[1], slice(*words.span(at, at + 1))
    told = words.at(last) == ":" or _SHADDA in words.folded.source[printed]
    return Kind(at, last, "updated", beside=not told)


def _weekday(words: Words, at: int, calendar: Calendar) -> Weekday | None:
    found = calendar.weekdays.match(words.texts, at)
    if found:
        return Weekday(at, at + found[1], found[0])
    found = calendar.bare_weekdays.match(words.texts, at)
    return Weekday(at, at + found[1], found[0], bare=True) if found else None


def _relative_day(words: Words, at: int, calendar: Calendar) -> RelativeDay | None:
    found = calendar.relative_days.match(words.texts, at)
    return RelativeDay(at, at + found[1], found[0]) if found else None


# --- joining parts into stamps ----------------------------------------------------


def _groups(words: Words, calendar: Calendar) -> list[list[Part]]:
    """Join neighbouring parts; a second day, clock or label opens the next stamp."""
    groups: list[list[Part]] = []
    for part in _find_parts(words, calendar):
        if isinstance(part, Kind) and part.beside and not any(_first(g, Day) for g in groups[-2:]):
            continue
        if not groups or not _near(words, groups[-1][-1].last, part.first, calendar):
            groups.append([part])
        elif _fits(groups[-1], part):
            groups[-1].append(part)
        else:
            groups.append([*_trailing_weekday(groups[-1], part), part])
    return groups


def _near(words: Words, last: int, first: int, calendar: Calendar) -> bool:
    """Say whether only signs and connecting words stand between two parts."""
    if first - last > _LONGEST_GAP:
        return False
    while last < first:
        found = calendar.connectors.match(words.texts, last)
        if found:
            last += found[1]
        elif words.at(last)[0].isalnum():
            return False
        else:
            last += 1
    return last == first


def _fits(group: Sequence[Part], part: Part) -> bool:
    """Say whether a part goes with those before it, rather than opening another stamp."""
    if len(group) >= _MOST_PARTS:
        return False
    if isinstance(part, Kind):  # "الساعة: 10:33 - التاريخ: 12/11/2024"
        return _first(group, (Day, RelativeDay, Ago)) is None and (
            (label := _first(group, Kind)) is None or label.kind == part.kind
        )
    if isinstance(part, Day):
        return not any(isinstance(other, Day) and other.era == part.era for other in group)
    if isinstance(part, Weekday):
        return all(not isinstance(other, Weekday) or other.iso == part.iso for other in group)
    if isinstance(part, ZoneMark):
        return True
    return not any(isinstance(other, type(part)) for other in group)


def _trailing_weekday(group: list[Part], part: Part) -> list[Part]:
    """Take the weekday before a second day from the first day's stamp: it is the second's."""
    if isinstance(part, Day) and len(group) > 1 and isinstance(group[-1], Weekday):
        return [group.pop()]
    return []


def _borrow_days(groups: list[list[Part]]) -> list[list[Part]]:
    """Give a label with a clock alone ("آخر تحديث 14:00") the day printed before it."""
    joined: list[list[Part]] = []
    for group in groups:
        days = [part for part in joined[-1] if isinstance(part, (Day, Weekday))] if joined else []
        needs = isinstance(group[0], Kind) and _first(group, Clock) is not None
        if not needs or not days or _first(group, (Day, RelativeDay, Ago)):
            joined.append(group)
        elif _first(joined[-1], Clock) or _labelled_otherwise(joined[-1], group):
            joined.append([*days, *group])
        else:
            joined[-1] = [*joined[-1], *group]
    return joined


def _labelled_otherwise(group: Sequence[Part], other: Sequence[Part]) -> bool:
    labels = _first(group, Kind), _first(other, Kind)
    return all(labels) and labels[0].kind != labels[1].kind  # type: ignore[union-attr]  # checked


def _first(group: Iterable[Part], kind: type[P] | tuple[type[P], ...]) -> P | None:
    return next((part for part in group if isinstance(part, kind)), None)


# --- resolving --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Choice:
    """A day with how sure it is."""

    date: dt.date
    confidence: float
    calendar: Era = "gregorian"
    note: str | None = None


def _resolve(words: Words, group: Sequence[Part], page: _PageContext) -> StampReading | None:
    """Turn the parts of one stamp into its reading; None where they name no day."""
    ago, relative = _first(group, Ago), _first(group, RelativeDay)
    stamp: Stamp | None = None
    choice = _printed_day(words, group, page.moment)
    if choice is not None:
        stamp = _with_clock(choice.date, group, page.zone)
    elif page.moment is None or not _stands_alone(words, group, page.words):
        return None
    elif ago is not None:
        stamp, choice = _before(page.moment, ago)
    elif relative is not None:
        choice = _relative_choice(page.moment, relative, group)
        stamp = _with_clock(choice.date, group, page.zone) if choice else None
    if stamp is None or choice is None:
        return None
    label, clock = _first(group, Kind), _first(group, Clock)
    start, end = words.span(*_extent(group))
    first = min(part.first for part in group)
    return StampReading(
        stamp=stamp,
        kind=label.kind if label else None,
        confidence=choice.confidence,
        calendar=choice.calendar,
        start=start,
        end=end,
        begin=words.span(first, first + 1)[0],
        note=choice.note,
        half_known=clock is not None and clock.half_known,
    )


def _extent(group: Sequence[Part]) -> tuple[int, int]:
    """Return the words from a stamp's first part to its last, labels at its ends left out."""
    body = [part for part in group if not isinstance(part, Kind)]
    return min(part.first for part in body), max(part.last for part in body)


def _printed_day(words: Words, group: Sequence[Part], moment: dt.datetime | None) -> _Choice | None:
    """Choose among the readings of the printed day, with the weekday and the other calendar."""
    days = [part for part in group if isinstance(part, Day)]
    hijri = next((day for day in days if day.era == "hijri"), None)
    gregorian = next((day for day in days if day.era == "gregorian"), None)
    weekday = _first(group, Weekday)
    if gregorian is not None:
        choice = _gregorian_choice(gregorian, hijri, weekday, moment)
        if choice.confidence == gregorian.confidence and _is_american(words, gregorian):
            choice = _Choice(
                gregorian.others[0], 0.8, note="read month first: as its clock is told"
            )
    elif hijri is not None:
        choice = _hijri_choice(hijri, weekday)
    else:
        return None
    if moment and (choice.date - moment.date()).days > 2:
        note = choice.note or "later than the page itself"
        return _Choice(choice.date, min(choice.confidence, 0.3), choice.calendar, note)
    return choice


def _gregorian_choice(
    day: Day, hijri: Day | None, weekday: Weekday | None, moment: dt.datetime | None
) -> _Choice:
    dates = (day.date, *day.others)
    if weekday is not None:
        agreeing = [date for date in dates if date.isoweekday() == weekday.iso]
        if agreeing:
            return _Choice(agreeing[0], 1.0)
        if not weekday.bare:
            return _Choice(day.date, 0.3, note="the printed weekday is another")
    if hijri is not None:
        close = [date for date in dates if abs((date - hijri.date).days) <= 2]
        if close:
            return _Choice(close[0], 1.0)
        return _Choice(day.date, 0.5, note="the printed Hijri day is another")
    if moment is not None:
        past = [date for date in dates if (date - moment.date()).days <= 1]
        if past and past[0] != day.date:
            return _Choice(past[0], 0.7, note="read month first: else it were later than the page")
    return _Choice(day.date, day.confidence)


def _is_american(words: Words, day: Day) -> bool:
    """Say whether a day of two readings has a clock as .NET writes it for the United States.

    "3/12/2025 2:41:17 PM": no figure is filled up with noughts, seconds are told, and AM or PM.
    """
    if not day.others:
        return False
    clock = words.texts[day.last : day.last + _CLOCK_WORDS]
    if len(clock) < _CLOCK_WORDS or clock[5] not in {"am", "pm"}:
        return False
    whole = not any(text.startswith("0") for text in (words.texts[day.first], clock[0]))
    return whole and clock[1] == clock[3] == ":"


def _hijri_choice(day: Day, weekday: Weekday | None) -> _Choice:
    """Trust a weekday one day off: months begin by sighting, a day apart between countries."""
    if weekday is None or weekday.bare:
        return _Choice(day.date, day.confidence, "hijri")
    for shift, confidence in ((0, 1.0), (-1, 0.5), (1, 0.5)):
        date = day.date + dt.timedelta(days=shift)
        if date.isoweekday() == weekday.iso:
            note = "moved by a day to the printed weekday" if shift else None
            return _Choice(date, confidence, "hijri", note)
    return _Choice(day.date, 0.3, "hijri", "the printed weekday is another")


def _with_clock(date: dt.date, group: Sequence[Part], zone: dt.tzinfo | None) -> Stamp | None:
    clock = _first(group, Clock)
    if clock is None:
        return date
    mark = _first(group, ZoneMark)
    if mark is not None and mark.iana is not None:
        zone = ZoneInfo(mark.iana)
    elif mark is not None and mark.minutes is not None:
        zone = dt.timezone(dt.timedelta(minutes=mark.minutes)) if mark.minutes else dt.UTC
    if clock.next_day:
        date += dt.timedelta(days=1)
    return dt.datetime.combine(date, clock.time, zone)


def _stands_alone(words: Words, group: Sequence[Part], total: int) -> bool:
    """Say whether a relative stamp is all that its line says, so that it is no part of prose."""
    if _first(group, Kind):
        return True
    first, last = _extent(group)
    others = total - sum(word[0].isalnum() for word in words.texts[first:last])
    certain = _first(group, (Ago, Clock)) is not None
    return others <= (_SURE_WORDS if certain else 0)


def _before(moment: dt.datetime, ago: Ago) -> tuple[Stamp | None, _Choice | None]:
    """Count back from the moment of fetching, as finely as the unit."""
    try:
        if ago.days is not None:
            date = moment.date() - dt.timedelta(days=ago.days)
            return date, _Choice(date, 0.7 if ago.days < 7 else 0.4)
        if ago.seconds is None:  # months and years name no day
            return None, None
        exact = moment.replace(second=0, microsecond=0) - dt.timedelta(seconds=ago.seconds)
    except OverflowError:
        return None, None
    return exact, _Choice(exact.date(), 0.8)


def _relative_choice(
    moment: dt.datetime, relative: RelativeDay, group: Sequence[Part]
) -> _Choice | None:
    try:
        date = moment.date() + dt.timedelta(days=relative.days)
    except OverflowError:
        return None
    weekday = _first(group, Weekday)
    if weekday and date.isoweekday() != weekday.iso:
        return _Choice(date, 0.3, note="the printed weekday is another")
    return _Choice(date, 0.8)
