"""The grammar: which words of a sentence are a time expression, and of which kind.

At every word that may begin one, the readers are tried in a fixed order and the first that fits
wins; what stands beside a day (weekday, daypart, clock, the other calendar) is joined to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from marsad.analysis.times.amounts import read_amount, read_set
from marsad.analysis.times.clocks import read_clock, read_daypart, with_daypart
from marsad.analysis.times.days import (
    read_day,
    read_month,
    read_relative,
    read_weekday,
    read_year,
    read_year_number,
    year_digits,
)
from marsad.analysis.times.items import (
    Amount,
    Clock,
    Day,
    Daypart,
    Item,
    Moment,
    Month,
    NumericDay,
    Period,
    Range,
    RelativeDay,
    Vague,
    Weekday,
    Year,
)
from marsad.analysis.times.lexicon import load_lexicon
from marsad.analysis.times.periods import read_bare_year, read_period
from marsad.text.numbers import read_number
from marsad.text.phrases import Words, scan

Part = Daypart | RelativeDay | Weekday | Day | NumericDay | Clock
_MOST_PARTS = 7
_SIGNS = frozenset({"،", ",", "-", "–", "—", ":", "/"})
_DAY_HEADS = frozenset({"يوم", "ليوم", "نهار"})
_JOINS_DATE = frozenset({"الموافق", "موافق", "المصادف", "ل", "يوم"})
_JOINS_CLOCK = frozenset({"في", "عند", "علي", "وعند", "وفي", "تمام", "بحلول", "ب"})
_BETWEEN = frozenset({"بين"})


def find_items(words: Words) -> Iterator[Item]:
    """Yield the time expressions of a sentence in order; they do not overlap."""
    lexicon = load_lexicon()
    at = 0
    while at < len(words):
        if not _may_begin(words.texts[at]):
            at += 1
            continue
        named = lexicon.named_phrases.match(words.texts, at)
        if named:
            at += named[1]
            continue
        item = _read(words, at)
        if item is None:
            at += 1
            continue
        if not _is_name(words, item):
            yield item
        at = max(item.last, at + 1)


# --- dispatch ---------------------------------------------------------------------


@cache
def _beginnings() -> frozenset[str]:
    lexicon = load_lexicon()
    tables = (
        lexicon.amounts, lexicon.within, lexicon.range_from, lexicon.pointers, lexicon.vague,
        lexicon.introducers, lexicon.named_phrases,
    )  # fmt: skip
    return lexicon.vocabulary.union(
        *(table.index for table in tables), {"ال", "يوم", "نهار", "اخر"}
    )


def _may_begin(word: str) -> bool:
    return word[0].isdecimal() or word in _beginnings() or _begins_number(word)


@lru_cache(maxsize=1 << 16)
def _begins_number(word: str) -> bool:
    """Say whether a number in letters may begin with a word."""
    if not "ء" <= word[0] <= "ي" or len(word) < 2:
        return False
    return any(read_number(scan(text), 0) is not None for text in (word, f"{word} عشر"))


def _read(words: Words, at: int) -> Item | None:
    item = (
        _range(words, at)
        or _moment(words, at)
        or read_set(words, at)
        or read_amount(words, at)
        or _part_of_period(words, at)
    )
    if item is None:
        return read_bare_year(words, at) if words.texts[at][0].isdecimal() else None
    return _open_range(words, item) or item


def _period(words: Words, at: int) -> Period | Vague | Year | Month | None:
    return read_year(words, at) or read_period(words, at) or read_month(words, at)


def _part_of_period(words: Words, at: int) -> Item | None:
    """Read a period, with مطلع, منتصف, أواخر before it."""
    lexicon = load_lexicon()
    if words.at(at) not in lexicon.parts:
        return _period(words, at)
    place = at + 1
    while place < at + 3 and (words.at(place) in lexicon.parts or words.at(place) == "من"):
        place += 1
    found = _period(words, place) or _implied_period(words, place)
    if found is None and words.at(place)[:1].isdecimal():
        found = read_bare_year(words, place)
    if found is None or isinstance(found, Vague):
        return replace(found, first=at) if found else None
    return replace(found, first=at, rule=f"part-of-{found.rule}")


def _implied_period(words: Words, at: int) -> Month | Year | None:
    """Read نهاية العام, مطلع الشهر: the current one."""
    if words.at(at) in {"العام", "السنه"} and words.at(at - 1) != "بدايه":
        return Year(at, at + 1, "year-implied", 0, None, "this")
    if words.at(at) == "الشهر":
        return Month(at, at + 1, "month-implied", 0, None, None, "this")
    return None


def _is_name(words: Words, item: Item) -> bool:
    """Say whether the expression is (part of) a name: شارع 26 يوليو, صحيفة «الغد»."""
    before = words.at(item.first - 1)
    if before in {"«", '"', "“", "(", "”", "'"}:
        if _is_quoted_title(words, item):
            return True
        before = words.at(item.first - 2) if before != "(" else ""
    if not _can_be_name(item):
        return False
    return before in load_lexicon().named_after_days


def _can_be_name(item: Item) -> bool:
    if isinstance(item, Moment):
        dated = isinstance(item.day, NumericDay) or (
            isinstance(item.day, Day) and item.day.month.year is not None
        )
        return not dated and item.clock is None and item.daypart is None
    return False


def _is_quoted_title(words: Words, item: Item) -> bool:
    """Say whether a day opens a quotation of few words: a title, not what somebody says."""
    dated = isinstance(item, Moment) and (item.day is not None or item.clock is not None)
    if dated or isinstance(item, (Year, Amount, Range)) or words.at(item.first - 1) == "(":
        return False
    return any(
        words.at(place) in {"»", '"', "”", "“", "'"} for place in range(item.last, item.last + 4)
    )


# --- moments ----------------------------------------------------------------------


def _part(words: Words, at: int) -> Part | None:
    """Read one part of a moment."""
    if words.at(at) in _DAY_HEADS:
        day = read_day(words, at + 1)
        if day and (isinstance(day, NumericDay) or day.skip == 0):
            return replace(day, first=at)
    relative = read_relative(words, at)
    if relative and words.at(at) == "اليوم" and _is_head(words, at):
        return None
    return (
        relative
        or read_weekday(words, at)
        or read_day(words, at)
        or read_clock(words, at)
        or read_daypart(words, at)
    )


def _is_head(words: Words, at: int) -> bool:
    """Say whether اليوم is the head of an ordinal: اليوم السابع."""
    return words.at(at + 1) == "ال" and words.touches(at + 2)


def _moment(words: Words, at: int) -> Moment | None:
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
        return all(word in allowed for word in gap) and _has_day(moment)
    if isinstance(part, Daypart):
        return all(word in {"من", "في", "،"} for word in gap) and (
            moment.clock is not None or not gap
        )
    only_time = not _has_day(moment)
    if only_time:
        return all(word in {"من", "يوم", "ل", "،", "(", "في"} for word in gap)
    if isinstance(part, RelativeDay):
        return all(word in _SIGNS | {"("} for word in gap) and part.days is not None
    if isinstance(part, Weekday) and moment.weekday:
        return False
    return all(word in _SIGNS | _JOINS_DATE | {"("} for word in gap)


def _has_day(moment: Moment) -> bool:
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
    if not _has_day(moment) and moment.clock is None and (daypart is None or daypart.days is None):
        return None
    if not _has_day(moment) and moment.clock and moment.clock.bare:
        zone = load_lexicon().towards_zone.match(words.texts, moment.last)
        if zone is None:
            return None
    parts = (moment.relative, moment.weekday, moment.day, moment.double, moment.clock, daypart)
    return replace(moment, rule="+".join(part.rule for part in parts if part))


# --- ranges -----------------------------------------------------------------------

End = Moment | Month | Year | Period


def _range(words: Words, at: int) -> Range | Amount | None:
    """Read من … إلى …, بين … و…, يومي … و…, and "10-12 نوفمبر"."""
    lexicon = load_lexicon()
    word = words.at(at)
    if word in {"من", "بين"}:
        place = at + 1 + (words.at(at + 1) in lexicon.pair_words)
        place += words.at(place) in {"الفتره", "فتره"}
        return _range_from(words, at, place, between=word == "بين")
    if word == "يومي":
        found = _range_from(words, at, at + 1, between=True)
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
        return (start.clock is None) == (finish.clock is None) or _has_day(start)
    if isinstance(start, Moment) or isinstance(finish, Moment):
        return False
    return not isinstance(start, Period) or start.unit == getattr(finish, "unit", None)


def _end(words: Words, at: int) -> End | None:
    """Read what a range may begin or end with."""
    moment = _moment(words, at)
    if moment:
        return moment
    if words.at(at) in load_lexicon().parts:
        part = _part_of_period(words, at)
        return part if isinstance(part, (Month, Year)) else None
    period = _period(words, at)
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
    finish = _moment(words, at + 2)
    if finish is None or not isinstance(finish.day, Day) or finish.weekday or finish.relative:
        return None
    if finish.day.first != at + 2 or not number[0] < (finish.day.number or 32):
        return None
    return _make(at, None, number, finish)


def _open_range(words: Words, item: Item) -> Range | None:
    """Read a range without من: 12 نوفمبر - 3 ديسمبر, الخميس حتى السبت."""
    if not isinstance(item, Moment) or item.clock or not _has_day(item) or item.daypart:
        return None
    sign = words.at(item.last)
    dated = item.day is not None
    if sign not in ({"-", "–", "الي", "حتي"} if dated else {"حتي", "الي"}):
        return None
    if not dated and (item.relative or words.at(item.first - 1) in {"الي", "حتي"}):
        return None
    finish = _moment(words, item.last + 1)
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
