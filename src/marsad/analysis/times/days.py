"""Readers of years, months and calendar days. Each looks at a bounded number of words."""

from __future__ import annotations

from dataclasses import replace

from marsad.analysis.times.items import Day, Modifier, Month, NumericDay, RelativeDay, Weekday, Year
from marsad.analysis.times.lexicon import load_lexicon
from marsad.text.calendar import Era
from marsad.text.numbers import read_number
from marsad.text.phrases import Words
from marsad.text.proclitics import is_function_word
from marsad.text.stamp_days import read_day as read_stamp_day
from marsad.text.stamp_parts import number_at

_YEAR_WORDS = frozenset({"عام", "سنه", "العام", "السنه", "لعام", "لسنه"})
_JOINTS = frozenset({"من", "،", ",", "ل", "/", "-"})
_SPELT_YEARS = range(1000, 3000)
_SEPARATORS = frozenset("/-.–\\")
_ENGLISH_ORDINALS = frozenset({"st", "nd", "rd", "th", "er"})


# --- years ------------------------------------------------------------------------


def read_modifier(words: Words, at: int) -> tuple[Modifier, int] | None:
    """Read المقبل, قبل الماضي, بعد المقبل, نفسه: what places the noun before it."""
    lexicon = load_lexicon()
    found = lexicon.modifiers.match(words.texts, at) or lexicon.followers.match(words.texts, at)
    if found:
        return found[0], at + found[1]
    step = words.at(at + (words.at(at) == "ما"))
    place = at + 1 + (words.at(at) == "ما")
    if step in {"قبل", "بعد"}:
        further = lexicon.modifiers.match(words.texts, place)
        if further and further[0] == {"قبل": "last", "بعد": "next"}[step]:
            return "before_last" if step == "قبل" else "after_next", place + 1
    return None


def year_digits(words: Words, at: int) -> int | None:
    """Return four digits that may be a year, not part of a longer number."""
    if len(words.at(at)) != 4:
        return None
    year = number_at(words, at, most=4)
    if year is None:
        return None
    if words.touches(at) and words.at(at - 1) in {".", ",", ":"} and words.at(at - 2).isdecimal():
        return None
    if words.at(at + 1) in {".", ",", ":", "%"} and words.touches(at + 1):
        after = words.at(at + 2)
        if words.at(at + 1) == "%" or (after.isdecimal() and words.touches(at + 2)):
            return None
    return year


def read_era(words: Words, at: int) -> tuple[Era | None, int]:
    """Read م or هـ behind a year, perhaps in brackets."""
    bracket = words.at(at) == "("
    found = load_lexicon().calendar.eras.match(words.texts, at + bracket)
    if found is None or (bracket and words.at(at + 1 + found[1]) != ")"):
        return None, at
    return found[0], at + found[1] + 2 * bracket


def read_year_number(words: Words, at: int) -> Year | None:
    """Read 2024, 1446هـ, ألفين وثمانية عشر, with an era behind it."""
    number, last = year_digits(words, at), at + 1
    if number is None:
        spelt = read_number(words, at) if words.at(at)[:2] in {"ال", "عش"} else None
        if spelt is None or spelt.skip or spelt.value not in _SPELT_YEARS:
            return None
        number, last = int(spelt.value), spelt.last
    era, last = read_era(words, last)
    if era is None and 1300 <= number <= 1500:
        era = "hijri"
    return Year(at, last, "year", 0, number, None, era or "gregorian")


def read_year(words: Words, at: int) -> Year | None:
    """Read عام 2024, العام الماضي, هذا العام, السنة ذاتها, with their head noun."""
    start, lexicon = at, load_lexicon()
    pointer = lexicon.pointers.match(words.texts, at)
    if pointer:
        at += pointer[1]
    if words.at(at) not in _YEAR_WORDS:
        return None
    if pointer:
        printed = read_year_number(words, at + 1)
        if printed:
            return replace(printed, first=start)
        return Year(start, at + 1, "year-this", 0, None, pointer[0])
    number = read_year_number(words, at + 1)
    if number:
        return _season_span(words, replace(number, first=start))
    modifier = read_modifier(words, at + 1)
    if modifier is None or words.at(at)[:2] != "ال" or _is_title(words, at, modifier[0]):
        return None
    rule = modified_rule(words, "year", modifier[1])
    return Year(start, modifier[1], rule, 0, None, modifier[0])


def modified_rule(words: Words, unit: str, last: int) -> str:
    """Name the rule of a modified noun: السابق and التالي count from the text."""
    of_text = words.at(last - 1) in load_lexicon().of_text
    return f"{unit}-of-text" if of_text else f"{unit}-modified"


def _season_span(words: Words, year: Year) -> Year:
    """Read the second of 2013/2014 and 2013-2014."""
    other = year_digits(words, year.last + 1)
    if words.at(year.last) in _SEPARATORS and other and year.number and other == year.number + 1:
        return replace(year, last=year.last + 2, other=other, rule="year-span")
    return year


def _is_title(words: Words, at: int, modifier: Modifier) -> bool:
    """Say whether العام is an adjective: الأمين العام السابق."""
    if words.at(at) != "العام" or modifier == "same":
        return False
    return words.at(at - 1) in load_lexicon().general_titles


def _year_beside(words: Words, at: int) -> Year | None:
    """Read the year behind a month: 2024, من العام الماضي, عام 2024, من عام 2024."""
    place = at
    counted = words.at(at + 1) in load_lexicon().counted
    if words.at(at).isdecimal() and len(words.at(at)) > 4 and not counted:
        return Year(at, at + 1, "year-out-of-range", 0)
    for _ in range(2):
        if words.at(place) in _JOINTS:
            place += 1
    number = read_year_number(words, place)
    if number and (place == at or not words.at(place - 1).isdecimal()):
        counted = words.at(number.last) in load_lexicon().counted
        return None if counted and words.at(number.last) != "يوم" else number
    if words.at(place) == "كل":
        return None
    return read_year(words, place) if words.at(place) not in {"،", ","} else None


# --- months -----------------------------------------------------------------------


def read_month_name(words: Words, at: int) -> Month | None:
    """Read a month with its double ("نوفمبر/ تشرين الثاني"), شهر before it, no year."""
    start = at
    if words.at(at) in {"شهر", "شهري"}:
        at += 1
    bracket = words.at(at) == "("
    name = _name(words, at + bracket)
    if name is None:
        return None
    number, era, last = name
    last += bracket and words.at(last) == ")"
    place = last
    while place < last + 2 and words.at(place) in {"/", "(", "-", "\\", "|"}:
        place += 1
    again = _name(words, place)
    slip = place == last + 1 and words.at(last) == "/" and words.touches(place)
    if again and again[1] == era and (again[0] == number or slip):  # the first name wins
        last = again[2] + (words.at(place - 1) == "(" and words.at(again[2]) == ")")
    return Month(start, last, "month", 0, number, None, None, era)


def _name(words: Words, at: int) -> tuple[int, Era, int] | None:
    lexicon = load_lexicon()
    found = lexicon.months.match(words.texts, at)
    if found:
        return found[0], "gregorian", at + found[1]
    found = lexicon.calendar.hijri_months.match(words.texts, at)
    return (found[0], "hijri", at + found[1]) if found else None


def with_year(words: Words, month: Month) -> Month:
    """Add the year or the modifier behind a month."""
    modifier = read_modifier(words, month.last)
    if modifier:
        year = _year_beside(words, modifier[1]) if words.at(modifier[1]) == "من" else None
        last = year.last if year else modifier[1]
        return replace(month, last=last, year=year, modifier=modifier[0], rule="month-modified")
    year = _year_beside(words, month.last)
    if year is None:
        return month
    era: Era = "hijri" if "hijri" in (month.era, year.era) else "gregorian"
    return replace(month, last=year.last, year=year, era=era, rule="month-year")


def read_unit_month(words: Words, at: int) -> Month | None:
    """Read الشهر الجاري, هذا الشهر, الشهر نفسه [من العام الماضي]."""
    start = at
    pointer = load_lexicon().pointers.match(words.texts, at)
    if pointer:
        at += pointer[1]
    if words.at(at) not in {"الشهر", "شهر"}:
        return None
    if pointer:
        return Month(start, at + 1, "month-this", 0, None, None, pointer[0])
    modifier = read_modifier(words, at + 1)
    if modifier is None or words.at(at) == "شهر":
        return None
    last, year = modifier[1], None
    if words.at(last) == "من":
        year = read_year(words, last + 1)
        last = year.last if year else last
    rule = modified_rule(words, "month", modifier[1])
    return Month(start, last, rule, 0, None, year, modifier[0])


def read_month(words: Words, at: int) -> Month | None:
    """Read a month that stands as one: a name with a sign beside it, or its place."""
    place = read_unit_month(words, at)
    if place:
        return place
    name = read_month_name(words, at)
    if name is None:
        return None
    month = with_year(words, name)
    if month.year or month.modifier or words.at(at) == "شهر" or _doubled(words, name):
        return month
    return month if _stands_as_month(words, month) else None


def _doubled(words: Words, month: Month) -> bool:
    return any(words.at(place) in {"/", "("} for place in range(month.first, month.last))


def _stands_as_month(words: Words, month: Month) -> bool:
    """Judge a bare name by the word before it: names of people and verbs are spelt alike."""
    lexicon = load_lexicon()
    before, name = words.at(month.first - 1), words.at(month.first)
    if month.era == "hijri":
        several = month.last - month.first > 1
        signs = {"في", "خلال", "قبل", "بعد", "منذ", "شهر", "ل", "حتي", "الي", "من"}
        return before in signs and (several or (name == "رمضان" and _not_a_name(words, month.last)))
    if name in lexicon.unsafe_months:
        return before in lexicon.month_signs - {"من", "و", "ل", "ب", "بعد", "قبل", "عن", "بين"}
    return before in lexicon.month_signs or month.first == 0 or words.at(month.last)[:2] != "ال"


def _not_a_name(words: Words, at: int) -> bool:
    after = words.at(at)
    if not after or not after.isalpha() or after[:2] == "ال":
        return True
    return (
        is_function_word(after)
        or (after[0] in "وف" and is_function_word(after[1:]))
        or after == "و"
    )


# --- days -------------------------------------------------------------------------


def read_day(words: Words, at: int) -> Day | NumericDay | None:
    """Read a day of a month in digits or words: 17 أيار 2024, الأول من شوال, فاتح نونبر."""
    numeric = read_numeric(words, at)
    if numeric:
        return numeric
    found = _day_number(words, at)
    if found is None:
        return None
    number, place, ordinal, skip = found
    joined = place
    if words.at(joined) in {"من", "في", "/", "-", "،", ","}:
        joined += 1
    month = read_unit_month(words, joined)
    if month is None:
        name = read_month_name(words, joined)
        if name is None or (words.at(joined - 1) == "في" and not ordinal):
            return _without_month(words, at, found)
        month = with_year(words, name)
        if words.at(joined) == "صفر" and joined > place and month.year is None and not ordinal:
            return None  # a score: 1-صفر
    day = Day(at, month.last, "day-month", skip, number, month, ordinal=ordinal)
    if words.at(day.last) == "من" and words.at(day.last + 1) == "كل":
        return replace(day, last=day.last + 3, every=True, rule="day-every-year")
    return day


_DAY_SIGNS = frozenset({"في", "يوم", "يومي", "ايام", "حتي", "الي", "من", "ليوم"})
_LIST_SIGNS = frozenset({"و", "،", ","})
_LONGEST_LIST = 8  # days that share one month


def _without_month(words: Words, at: int, found: tuple[int, int, bool, int]) -> Day | None:
    """Read "في 25 الجاري", and the first days of "5 و6 و7 ديسمبر"."""
    number, place, ordinal, skip = found
    listed = words.at(at - 1) in _LIST_SIGNS and words.at(at - 2).isdecimal()
    if not (listed or words.at(at - 1) in _DAY_SIGNS) or not words.at(at)[:1].isdecimal():
        return None
    modifier = load_lexicon().modifiers.match(words.texts, place)
    if modifier:
        month = Month(place, place + 1, "month-place", 0, None, None, modifier[0])
        return Day(at, place + 1, "day-of-month", skip, number, month, ordinal=ordinal)
    following, last = place, number
    for _ in range(_LONGEST_LIST):
        further = _day_number(words, following + 1) if words.at(following) in _LIST_SIGNS else None
        if further is None or further[0] <= last:
            return None
        last, following = further[0], further[1]
        name = read_month_name(words, following)
        if name:
            month = with_year(words, name)
            return Day(at, place, "day-joined", skip, number, month, ordinal=ordinal)
    return None


def _day_number(words: Words, at: int) -> tuple[int, int, bool, int] | None:
    """Return the day's number, where the words go on, whether it is an ordinal, letters skipped."""
    start = at
    if words.at(at) == "ال" and words.touches(at + 1):
        at += 1
    digits = number_at(words, at, most=2)
    if digits is not None:
        if _glued_before(words, start):
            return None
        ending = words.at(at + 1) in _ENGLISH_ORDINALS and words.touches(at + 1)
        return digits, at + 1 + ending, start != at, 0
    found = load_lexicon().calendar.day_words.match(words.texts, at)
    if found:
        return found[0], at + found[1], True, 0
    if words.at(at) in {"اخر", "اول"} and words.at(at + 1) in {"يوم", "ايام"}:
        return int(words.at(at) == "اول"), at + 2, True, 0
    spelt = read_number(words, at)
    if spelt is None or not 1 <= spelt.value <= 31 or spelt.value != int(spelt.value):
        return None
    if spelt.skip and words.at(at)[spelt.skip - 1] == "ل" and not spelt.ordinal:
        return None
    return int(spelt.value), spelt.last, spelt.ordinal, spelt.skip


def _glued_before(words: Words, at: int) -> bool:
    before = words.at(at - 1)
    return words.touches(at) and before in {".", ",", ":", "/"} and words.at(at - 2).isdecimal()


def read_numeric(words: Words, at: int) -> NumericDay | None:
    """Read a date in digits, or with an English month; where there is no such day, dates is ()."""
    word = words.at(at)
    if not word.isdecimal() or len(word) > 4:
        return None
    sign = words.at(at + 1)
    if sign in _SEPARATORS and words.at(at + 3) == sign:
        found = read_stamp_day(words, at, load_lexicon().calendar)
        if found:
            days = tuple(day.isoformat() for day in (found.date, *found.others))
            return NumericDay(at, found.last, "day-digits", 0, days, found.era)
        return _impossible(words, at)
    latin = words.at(at + 1).isascii() and words.at(at + 1).isalpha()
    found = read_stamp_day(words, at, load_lexicon().calendar) if latin else None
    return (
        NumericDay(at, found.last, "day-english", 0, (found.date.isoformat(),)) if found else None
    )


def _impossible(words: Words, at: int) -> NumericDay | None:
    """Keep 45/13/2024, which has the shape of a date and is none."""
    parts = [words.at(at), words.at(at + 2), words.at(at + 4)]
    glued = all(words.touches(place) for place in range(at + 1, at + 5))
    shape = sorted(map(len, parts)) in ([1, 1, 4], [1, 2, 4], [2, 2, 4])
    if not all(part.isdecimal() for part in parts) or not glued or not shape:
        return None
    if len(parts[1]) == 4 or _glued_before(words, at) or words.at(at + 1) == ".":
        return None
    if words.at(at + 5) in _SEPARATORS and words.touches(at + 5):
        return None
    return NumericDay(at, read_era(words, at + 5)[1], "day-impossible", 0, ())


# --- weekdays and relative days ---------------------------------------------------


def read_weekday(words: Words, at: int) -> Weekday | None:
    """Read الأربعاء, يوم الأربعاء المقبل; bare forms only behind يوم."""
    lexicon = load_lexicon()
    start = at
    if words.at(at) in {"يوم", "نهار", "هذا"}:
        at += 1
    found = lexicon.weekdays.match(words.texts, at)
    if found is None and at > start and words.at(start) == "يوم":
        found = lexicon.calendar.bare_weekdays.match(words.texts, at)
    if found is None or words.at(start - 1) in lexicon.not_monday_after:
        return None
    last = at + found[1]
    modifier = read_modifier(words, last)
    if modifier:
        return Weekday(start, modifier[1], "weekday-modified", 0, found[0], modifier[0])
    shared = _shared_modifier(words, last)
    if shared:
        return Weekday(start, last, "weekday-modified", 0, found[0], shared)
    if words.at(last) == "من" and words.at(last + 1) in {"هذا", "الاسبوع"}:
        week = (
            read_modifier(words, last + 2)
            if words.at(last + 1) == "الاسبوع"
            else ("this", last + 3)
        )
        if week and (words.at(last + 2) == "الاسبوع" or words.at(last + 1) == "الاسبوع"):
            return Weekday(start, week[1], "weekday-of-week", 0, found[0], week[0])
    return Weekday(start, last, "weekday", 0, found[0])


def _shared_modifier(words: Words, at: int) -> Modifier | None:
    """Read the dual or plural that places this weekday and those behind it: … والخميس المقبلين."""
    lexicon = load_lexicon()
    for _ in range(6):  # other days of the week
        found = lexicon.weekdays.match(words.texts, at + 1) if words.at(at) in _LIST_SIGNS else None
        if found is None:
            return None
        at += 1 + found[1]
        modifier = lexicon.modifiers.match(words.texts, at)
        if modifier:
            return modifier[0] if words.at(at).endswith(("ين", "ان")) else None
    return None


def read_relative(words: Words, at: int) -> RelativeDay | None:
    """Read اليوم, أمس الأول, بعد غد, and اليوم نفسه, ذلك اليوم, اليوم التالي."""
    lexicon = load_lexicon()
    pointer = lexicon.pointers.match(words.texts, at)
    if words.at(at - 1) == "مثل" and words.texts[at : at + 2] == ["هذا", "اليوم"]:
        return RelativeDay(at, at + 2, "day-same", 0, None)
    if pointer and words.at(at + 1) in {"اليوم", "يوم"} and pointer[0] == "same":
        if words.at(at + 1) == "يوم" and words.at(at + 2).isalpha():
            return None  # نفس يوم ولادته
        return RelativeDay(at, at + 2, "day-same", 0, None)
    found = lexicon.relative_days.match(words.texts, at)
    if found is None:
        return None
    days, last = found[0], at + found[1]
    if words.at(at) == "اليوم" and found[1] == 1:
        modifier = read_modifier(words, last)
        if modifier and words.at(last) not in {"الحالي", "الجاري"}:
            shift = {"next": 1, "last": -1}.get(modifier[0], 0)
            return RelativeDay(at, modifier[1], "day-of-text", 0, None, shift)
        if words.at(at - 1) in lexicon.not_today_after and words.at(at - 1) != "هذا":
            return None
    return RelativeDay(at, last, "relative-day", 0, days)
