"""Readers of weeks, quarters, halves, seasons, decades, centuries and uncertain periods."""

from __future__ import annotations

from dataclasses import replace

from marsad.analysis.times.cues import tense_of
from marsad.analysis.times.days import (
    modified_rule,
    read_modifier,
    read_month,
    read_month_name,
    read_year,
    read_year_number,
    with_year,
    year_digits,
)
from marsad.analysis.times.items import Item, Modifier, Month, Period, Unit, Vague, Year
from marsad.analysis.times.lexicon import load_lexicon
from marsad.text.numbers import read_ordinal
from marsad.text.phrases import Words
from marsad.text.proclitics import is_function_word
from marsad.text.stamp_parts import number_at

_UNITS: dict[str, Unit] = {"الاسبوع": "week", "العقد": "decade", "القرن": "century"}
_SHORT_CENTURIES = {"العشرين": 20}
_QUARTER_OF = frozenset({"من", "ل", "في", "،"})


def read_period(words: Words, at: int) -> Period | Vague | Year | Month | None:
    """Read the period that begins with the word at `at`."""
    return (
        _quarter(words, at)
        or _decade(words, at)
        or _week_of_month(words, at)
        or _unit(words, at)
        or _season(words, at)
        or _last_days(words, at)
        or _vague(words, at)
    )


def _unit(words: Words, at: int) -> Period | None:
    """Read الأسبوع الماضي, هذا الأسبوع, العقد المقبل, القرن التاسع عشر."""
    lexicon = load_lexicon()
    pointer = lexicon.pointers.match(words.texts, at)
    place = at + (pointer[1] if pointer else 0)
    unit = _UNITS.get(words.at(place))
    if unit is None:
        return None
    if pointer:
        return Period(at, place + 1, f"{unit}-this", 0, unit, None, pointer[0])
    modifier = read_modifier(words, place + 1)
    if modifier:
        rule = modified_rule(words, unit, modifier[1])
        return Period(at, modifier[1], rule, 0, unit, None, modifier[0])
    if unit == "century":
        number = _ordinal(words, place + 1)
        if number:
            return Period(at, number[1], "century", 0, unit, number[0])
    if unit == "week" and words.at(at - 1) == "نهايه":
        return Period(at, place + 1, "week-end", 0, unit, None, "this")
    return None


def _ordinal(words: Words, at: int) -> tuple[int, int] | None:
    if words.at(at) in _SHORT_CENTURIES:
        return _SHORT_CENTURIES[words.at(at)], at + 1
    if words.at(at) == "ال" and words.touches(at + 1):
        digits = number_at(words, at + 1, most=2)
        return (digits, at + 2) if digits else None
    digits = number_at(words, at, most=2)
    if digits:
        return digits, at + 1
    found = read_ordinal(words, at)
    return (int(found.value), found.last) if found else None


def _quarter(words: Words, at: int) -> Period | None:
    """Read الربع الثاني من 2025, النصف الأول من العام الجاري, الربع الأخير."""
    lexicon = load_lexicon()
    word = words.at(at)
    unit: Unit
    if word in lexicon.quarters or word in lexicon.trimesters:
        unit, most = "quarter", 4
    elif word in lexicon.halves:
        unit, most = "half", 2
    else:
        return None
    if words.at(at + 1) in lexicon.last_words:
        number, last = most, at + 2
    else:
        ordinal = _ordinal(words, at + 1)
        if ordinal is None or not 1 <= ordinal[0] <= most:
            return None
        number, last = ordinal
    year = read_part_year(words, last)
    if year:
        return Period(at, year.last, unit, 0, unit, number, None, year)
    if unit == "half" or word == "الفصل" or words.at(last) in {"من", "ل"}:
        return None
    return Period(at, last, f"{unit}-bare", 0, unit, number)


def read_part_year(words: Words, at: int) -> Year | None:
    """Read the year that a part belongs to: من 2025, من العام الجاري, 2025, من العام."""
    place = at
    if words.at(place) in _QUARTER_OF:
        place += 1
    year = read_year_number(words, place) or read_year(words, place)
    if year:
        return year
    if place > at and words.at(place) in {"العام", "السنه"}:
        return Year(place, place + 1, "year-this", 0, None, "this")
    return None


def _season(words: Words, at: int) -> Period | None:
    """Read صيف 2024, خريف العام الماضي, الصيف المقبل, هذا الشتاء."""
    lexicon = load_lexicon()
    this = words.at(at) == "هذا"
    place = at + this
    if words.at(place) == "فصل":
        place += 1
    found = lexicon.seasons.match(words.texts, place)
    if found is None:
        return None
    number = ("SP", "SU", "FA", "WI").index(found[0])
    last = place + 1
    if this:
        return Period(at, last, "season-this", 0, "season", number, "this")
    modifier = read_modifier(words, last) if words.at(place)[:2] == "ال" else None
    if modifier:
        return Period(at, modifier[1], "season-modified", 0, "season", number, modifier[0])
    if words.at(place)[:2] == "ال" and words.at(last) != "من":
        return None
    year = read_year_number(words, last) or read_year(words, last + (words.at(last) == "من"))
    if year is None:
        return None
    other = year_digits(words, year.last + 1) if words.at(year.last) in {"/", "-"} else None
    return Period(at, year.last + 2 * bool(other), "season", 0, "season", number, None, year)


def _decade(words: Words, at: int) -> Period | None:
    """Read تسعينيات القرن الماضي, الثمانينات: not those of an age."""
    lexicon = load_lexicon()
    found = lexicon.decades.match(words.texts, at)
    if found is None:
        return None
    tens, last = found[0], at + 1
    age = words.at(last + (words.at(last) == "من"))
    if age in lexicon.ages:
        return None
    place = last + (words.at(last) == "من")
    century = _unit(words, place) if words.at(place) in {"القرن", "هذا"} else None
    if century and century.unit == "century":
        return Period(at, century.last, "decade-century", 0, "decade", tens, century.modifier,
                      Year(place, place, "", 0, century.number))  # fmt: skip
    if words.at(at)[:2] != "ال" or len(words.at(at)) < 6:
        return None
    return Period(at, last, "decade", 0, "decade", tens)


def _week_of_month(words: Words, at: int) -> Month | None:
    """Read الأسبوع الأول من ديسمبر, الأسبوع الأخير من الشهر الجاري."""
    if words.at(at) != "الاسبوع":
        return None
    final = words.at(at + 1) in load_lexicon().last_words
    ordinal = (0, at + 2) if final else _ordinal(words, at + 1)
    if ordinal is None or ordinal[0] > 5 or words.at(ordinal[1]) not in {"من", "في", "ل"}:
        return None
    place = ordinal[1] + 1
    name = read_month_name(words, place)
    month = with_year(words, name) if name else read_month(words, place)
    if month is None:
        return None
    return replace(
        month, first=at, rule="month-week", week=ordinal[0], last_days=0 if ordinal[0] else 7
    )


def _last_days(words: Words, at: int) -> Month | None:
    """Read العشر الأواخر من رمضان."""
    if words.at(at) != "العشر" or words.at(at + 1) not in {"الاواخر", "الاخيره"}:
        return None
    place = at + 2 + (words.at(at + 2) == "من")
    name = read_month_name(words, place)
    if name is None:
        return None
    month = with_year(words, name)
    return replace(month, first=at, last_days=10, rule="month-last-days")


def _vague(words: Words, at: int) -> Vague | None:
    """Read في وقت لاحق, الفترة المقبلة, هذا الموسم, السنوات الأخيرة."""
    lexicon = load_lexicon()
    phrase = lexicon.vague.match(words.texts, at)
    if phrase:
        return Vague(at, at + phrase[1], "vague-phrase", 0)
    pointer = lexicon.pointers.match(words.texts, at)
    place = at + (pointer[1] if pointer else 0)
    noun = words.at(place)
    definite = lexicon.definite_units.match(words.texts, place)
    plural = definite is not None and noun[2:] in lexicon.plural
    if noun not in lexicon.vague_nouns and not plural:
        return None
    if pointer:
        known = noun in {"الموسم", "الفتره", "المرحله"}
        return Vague(at, place + 1, "vague-this", 0) if known else None
    modifier = read_modifier(words, place + 1)
    if noun[:2] == "ال" and modifier and _placing(modifier[0]):
        last = modifier[1]
        if words.at(last) == "القليله":
            last += 1
        return Vague(at, last, "vague-period", 0)
    if words.at(place + 1) in {"القليله", "الاولي"} and plural:
        modifier = read_modifier(words, place + 2)
        return Vague(at, modifier[1], "vague-period", 0) if modifier else None
    if words.at(at - 1) in {"منذ", "مذ"} and noun[:2] != "ال":
        last = place + 1 + (words.at(place + 1) in lexicon.adjectives)
        return Vague(at - 1, last, "vague-since", 0)
    return None


def _placing(modifier: Modifier) -> bool:
    return modifier != "same"


def read_bare_year(words: Words, at: int) -> Year | None:
    """Read four digits that stand for a year; a counted noun behind them says that they do not."""
    lexicon = load_lexicon()
    year = year_digits(words, at)
    before, after = words.at(at - 1), words.at(at + 1)
    if year is None or _part_of_code(words, at):
        return None
    number = read_year_number(words, at)
    if number is None or number.number is None:
        return None
    marked = number.last > at + 1
    second = year_digits(words, at + 2)
    if not marked and after in {"/", "-", "–"} and second:
        marked = 1 <= second - year <= 150 and 1700 <= year <= 2100
    if not marked:
        if not 1800 <= year <= 2100 or after in lexicon.counted or before in lexicon.numbered:
            return None
        listed = before == "و" and year_digits(words, at - 2) is not None
        if before not in lexicon.year_signs and not listed and not _closed(words, at + 1, before):
            return None
        near = [words.at(place) for place in range(at - 4, at)]
        if year == 2000 and not lexicon.year_signs.intersection(near):
            return None
        if words.at(at - 2) in {"اكثر", "اقل", "نحو"} or before in {"نحو", "حوالي", "قرابه"}:
            return None
    return _span(words, number)


def _closed(words: Words, after: int, before: str) -> bool:
    """Say whether nothing that could be counted follows, and a noun stands before."""
    word = words.at(after)
    if not before or not before.isalpha():
        return False
    bare = word[1:] if word[:1] in {"و", "ف"} else word
    functional = not bare or is_function_word(word) or is_function_word(bare)
    return not word.isalpha() or functional or tense_of(word) is not None


def _part_of_code(words: Words, at: int) -> bool:
    before = words.at(at - 1)
    if words.touches(at) and before in {".", ",", "/", "-", "+", "#", "_", "$", "€", "£"}:
        return not (
            before in {"-", "/"} and not words.at(at - 2).isdecimal() and words.at(at - 2) != ""
        )
    return words.touches(at) and before.isascii() and before.isalpha()


def _span(words: Words, year: Year) -> Year:
    """Join 2013/2014 and 1912-1954م into one."""
    second = year_digits(words, year.last + 1)
    if words.at(year.last) in {"/", "-", "–"} and second and year.number and second > year.number:
        end = read_year_number(words, year.last + 1)
        if end and end.number:
            return replace(year, last=end.last, other=end.number, rule="year-span")
    return year


# --- any period -------------------------------------------------------------------


def read_any_period(words: Words, at: int) -> Period | Vague | Year | Month | None:
    """Read a year, another period or a month."""
    return read_year(words, at) or read_period(words, at) or read_month(words, at)


def read_part_of_period(words: Words, at: int) -> Item | None:
    """Read a period, with مطلع, منتصف, أواخر before it."""
    lexicon = load_lexicon()
    if words.at(at) not in lexicon.parts:
        return read_any_period(words, at)
    place = at + 1
    while place < at + 3 and (words.at(place) in lexicon.parts or words.at(place) == "من"):
        place += 1
    found = read_any_period(words, place) or _implied_period(words, place)
    if found is None and words.at(place)[:1].isdecimal():
        found = read_bare_year(words, place)
    if found is None or isinstance(found, Vague):
        return replace(found, first=at) if found else None
    return replace(found, first=at, rule=f"part-of-{found.rule}")


def _implied_period(words: Words, at: int) -> Month | Year | None:
    """Read نهاية العام, مطلع الشهر: the current one."""
    if words.at(at + 1)[:2] == "ال":  # بداية العام الدراسي is another year
        return None
    if words.at(at) in {"العام", "السنه"}:
        return Year(at, at + 1, "year-implied", 0, None, "this")
    if words.at(at) == "الشهر":
        return Month(at, at + 1, "month-implied", 0, None, None, "this")
    return None
