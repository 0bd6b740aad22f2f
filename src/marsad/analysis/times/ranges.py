"""Readers of ranges, in every form that news prints them in."""

from __future__ import annotations

from dataclasses import replace

from marsad.analysis.times.amounts import read_amount
from marsad.analysis.times.cues import is_moved
from marsad.analysis.times.days import read_year_number, year_digits
from marsad.analysis.times.items import Amount, Day, Item, Moment, Month, Period, Range, Year
from marsad.analysis.times.joined import has_day, read_moment
from marsad.analysis.times.lexicon import load_lexicon
from marsad.analysis.times.periods import read_any_period, read_part_of_period, read_part_year
from marsad.text.numbers import read_number
from marsad.text.phrases import Words

_MONTHS_WORDS = frozenset({"الاشهر", "الشهور"})
_FIRST_WORDS = frozenset({"اول"})
_SIGNS = frozenset({"،", ",", "-", "–", "—", ":", "/"})

End = Moment | Month | Year | Period


def read_range(words: Words, at: int) -> Range | Amount | None:
    """Read من … إلى …, بين … و…, يومي … و…, أيام 3 و4 و5 مايو, and "10-12 نوفمبر"."""
    lexicon = load_lexicon()
    word = words.at(at)
    if word == "ايام":
        return _listed_days(words, at)
    if word in {"من", "بين"}:
        if word == "من" and is_moved(words, at):
            return None
        place = at + 1 + (words.at(at + 1) in lexicon.pair_words)
        place += words.at(place) in {"الفتره", "فتره"}
        return _range_from(words, at, place, between=word == "بين")
    if word == "يومي":
        found = _range_from(words, at, at + 1, between=True)
        dated = _range_from(words, at, found.last, between=True) if found else None
        if isinstance(dated, Range) and isinstance(dated.end, Moment) and dated.end.day:
            return dated  # يومي السبت والأحد 18 و19 مايو
        return found if found and isinstance(found, Range) and _follow(found) else None
    if word[0].isdecimal() and len(word) <= 2:
        return _dashed_days(words, at)
    return None


def _range_from(words: Words, first: int, at: int, *, between: bool) -> Range | Amount | None:
    start = _end(words, at)
    number = None if start else _bare_number(words, at)
    if start is None and number is None:
        return None
    last = start.last if start else number[1] if number else at
    joint = _joint(words, last, between=between)
    if joint is None:
        return None
    finish = _end(words, joint)
    if finish is None:
        return _between_amounts(words, first, number, joint)
    return _make(first, start, number, finish)


def _make(
    first: int, start: End | None, number: tuple[int, int] | None, finish: End
) -> Range | None:
    """Make a range; a number alone takes its month from the end."""
    if start is None and number and isinstance(finish, Moment) and isinstance(finish.day, Day):
        if not 1 <= number[0] <= 31:
            return None
        day = replace(finish.day, number=number[0])
        start = Moment(first, first, "day", 0, day=day)
    if start is None or not _alike(start, finish):
        return None
    rule = f"range:{start.rule}/{finish.rule}"
    return Range(first, finish.last, rule, 0, start, finish)


def _alike(start: End, finish: End) -> bool:
    if isinstance(start, Moment) and isinstance(finish, Moment):
        return (start.clock is None) == (finish.clock is None) or has_day(start)
    if isinstance(start, Moment) or isinstance(finish, Moment):
        return False
    return not isinstance(start, Period) or start.unit == getattr(finish, "unit", None)


def _end(words: Words, at: int) -> End | None:
    """Read what a range may begin or end with."""
    moment = read_moment(words, at)
    if moment:
        return moment
    if words.at(at) in load_lexicon().parts:
        part = read_part_of_period(words, at)
        return part if isinstance(part, (Month, Year, Period)) else None
    period = read_any_period(words, at)
    if isinstance(period, (Month, Year, Period)):
        return period
    year = year_digits(words, at)
    if year and 1000 <= year <= 2200 and words.at(at + 1) not in load_lexicon().counted:
        return read_year_number(words, at)
    return None


def _bare_number(words: Words, at: int) -> tuple[int, int] | None:
    at += words.at(at) == "ال" and words.touches(at + 1)
    number = read_number(words, at)
    if number is None or number.skip or number.value != int(number.value) or number.value > 9999:
        return None
    return int(number.value), number.last


def _joint(words: Words, at: int, *, between: bool) -> int | None:
    """Return where the end of a range begins."""
    lexicon = load_lexicon()
    if between:
        place = at + (words.at(at) in {"،", ","})
        if words.at(place) == "و":
            return (
                place + 1 + (words.at(place + 1) in {"بين", "يوم"} and words.at(place + 1) == "بين")
            )
        if words.at(at) not in {"-", "–", "الي", "حتي"}:
            return None
    place = at + (words.at(at) in {"،", ","})
    place += words.at(place) == "و"
    found = lexicon.range_to.match(words.texts, place)
    return place + found[1] if found else None


def _between_amounts(
    words: Words, first: int, number: tuple[int, int] | None, at: int
) -> Amount | None:
    """Read بين 16 و24 عاما, من 3 إلى 5 أيام."""
    amount = read_amount(words, at) if number else None
    if amount is None or number is None or len(amount.parts) != 1 or amount.direction:
        return None
    unit, count = amount.parts[0]
    if not 0 < number[0] < count:
        return None
    return Amount(first, amount.last, "amount-between", 0, ((unit, number[0]),), None, to=count)


def _dashed_days(words: Words, at: int) -> Range | None:
    """Read 10-12 نوفمبر and 10 إلى 12 نوفمبر."""
    number = _bare_number(words, at)
    if number is None or number[1] != at + 1 or (words.touches(at) and words.at(at - 1) in _SIGNS):
        return None
    if words.at(at + 1) not in {"-", "–", "—", "الي", "حتي"}:
        return None
    finish = read_moment(words, at + 2)
    if finish is None or not isinstance(finish.day, Day) or finish.weekday or finish.relative:
        return None
    if finish.day.first != at + 2 or not number[0] < (finish.day.number or 32):
        return None
    return _make(at, None, number, finish)


def _listed_days(words: Words, at: int) -> Range | None:
    """Read أيام 12 و13 و14 نوفمبر: days that follow each other."""
    first = read_moment(words, at + 1)
    last = first
    while last and isinstance(last.day, Day):
        place = last.last + (words.at(last.last) in {"و", "،", ","})
        following = read_moment(words, place) if place > last.last else None
        if following is None:
            break
        if not isinstance(following.day, Day) or following.day.number != last.day.number + 1:
            return None
        last = following
    if first is None or last is None or first is last:
        return None
    return _make(at, first, None, last)


def read_months_of_year(words: Words, at: int) -> Range | None:
    """Read الأشهر الستة الأولى من العام, الأشهر الـ9 الأخيرة من 2023, أول ستة أشهر من 2024."""
    at += words.at(at) == "خلال"
    head = words.at(at) in _FIRST_WORDS
    place = at + (head or words.at(at) in _MONTHS_WORDS)
    if place == at:
        return None
    place += words.at(place) == "ال"
    number = read_number(words, place)
    if number is None or number.ordinal or not 1 < number.value < 12:
        return None
    place = number.last
    if head:
        last_ones, named = False, words.at(place) in {"اشهر", "شهور"}
    else:
        last_ones, named = words.at(place) == "الاخيره", words.at(place) in {"الاولي", "الاخيره"}
    year = read_part_year(words, place + 1) if named else None
    if year is None:
        return None
    count = int(number.value)
    start, end = (13 - count, 12) if last_ones else (1, count)
    months = [Month(at, year.last, "month-year", 0, month, year) for month in (start, end)]
    return Range(at, year.last, "months-of-year", 0, months[0], months[1])


def read_open_range(words: Words, item: Item) -> Range | None:
    """Read a range without من: 12 نوفمبر - 3 ديسمبر, الخميس حتى السبت."""
    if not isinstance(item, Moment) or item.clock or not has_day(item) or item.daypart:
        return None
    if words.at(item.first - 1) == "من" and is_moved(words, item.first - 1):
        return None
    sign = words.at(item.last)
    dated = item.day is not None
    if sign not in ({"-", "–", "الي", "حتي"} if dated else {"حتي", "الي"}):
        return None
    if not dated and (item.relative or words.at(item.first - 1) in {"الي", "حتي"}):
        return None
    finish = read_moment(words, item.last + 1)
    if finish is None or finish.clock or (finish.day is None) == dated:
        return None
    return _make(item.first, item, None, finish)


def _follow(found: Range) -> bool:
    """Say whether the two days of يومي stand side by side."""
    first, second = found.start, found.end
    if not isinstance(first, Moment) or not isinstance(second, Moment):
        return False
    if isinstance(first.day, Day) and isinstance(second.day, Day):
        return second.day.number - first.day.number == 1
    if first.weekday and second.weekday:
        return (second.weekday.iso - first.weekday.iso) % 7 == 1
    return False
