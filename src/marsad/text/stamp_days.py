"""Calendar days as stamps print them: in digits or with the month in letters, in any order.

Every reader looks at a bounded number of words from where it stands, so a pass is linear.
"""

from __future__ import annotations

import datetime as dt

from hijridate import Hijri

from marsad.text.calendar import Calendar, Era
from marsad.text.numbers import read_ordinal
from marsad.text.phrases import Words
from marsad.text.stamp_parts import Day, number_at, skip_signs

GREGORIAN_YEARS = range(1900, 2200)
HIJRI_YEARS = range(1343, 1501)  # what the Umm al-Qura tables hold
_SEPARATORS = frozenset("/-.–—−\\")
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th", "er"})
_QUOTES = frozenset("'’")
_ENDING = frozenset("،,|-–—()•·؛")  # signs behind a day that has ended
_TO_MONTH = frozenset({"من", "شهر", "of", "de", "the", "ل", "لشهر"})
_TO_YEAR = frozenset({"سنه", "عام", "لعام", "لسنه", "للعام", "من", "of"})
_HOUR_LETTERS = frozenset({"h", "سا"})


def gregorian_day(year: int, month: int, day: int) -> dt.date | None:
    """Return the day, None where it does not exist or lies outside 1900 to 2199."""
    if year not in GREGORIAN_YEARS:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def hijri_day(year: int, month: int, day: int) -> dt.date | None:
    """Return the Gregorian day of an Umm al-Qura date, None where there is no such day.

    A month of 29 days in the tables has a thirtieth where the moon was seen a day later.
    """
    if year not in HIJRI_YEARS or not 1 <= day <= 30:
        return None
    try:
        first = Hijri(year, month, 1).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return dt.date(first.year, first.month, first.day) + dt.timedelta(days=day - 1)


def _day(year: int, month: int, day: int, era: Era) -> dt.date | None:
    """Return a day of either calendar; day 0 is the month's last."""
    make = hijri_day if era == "hijri" else gregorian_day
    if day:
        return make(year, month, day)
    following = make(year, month + 1, 1) if month < 12 else make(year + 1, 1, 1)
    return following - dt.timedelta(days=1) if following else None


def read_day(words: Words, at: int, calendar: Calendar) -> Day | None:
    """Read the day that begins with the word at `at`."""
    word = words.at(at)
    if not word[0].isdecimal():
        return _word_day(words, at, calendar) or _month_day_year(words, at, calendar)
    numeric = _numeric_day(words, at, calendar)
    if numeric or len(word) > 4:
        return numeric
    if len(word) == 4:
        return _year_first(words, at, int(word), calendar)
    if len(word) > 2 or _is_end_of_range(words, at):
        return None
    after = at + 1
    if words.at(after) in _ORDINAL_ENDINGS and words.touches(after):
        after += 1
    return _day_month_year(words, at, after, int(word), calendar)


# --- digits -----------------------------------------------------------------------


def _numeric_day(words: Words, at: int, calendar: Calendar) -> Day | None:
    """Read 12/11/2024, 2024-11-12, ١ / ١٢ / ٢٠٢٠, 12/11/24, 10/5/1446هـ."""
    sign = words.at(at + 1)
    if sign not in _SEPARATORS or words.at(at + 3) != sign or _joined_before(words, at):
        return None
    numbers = tuple(number_at(words, place, most=4) for place in (at, at + 2, at + 4))
    lengths = tuple(len(words.at(place)) for place in (at, at + 2, at + 4))
    if None in numbers or _joined_after(words, at + 5, sign):
        return None
    glued = all(words.touches(place) for place in range(at + 1, at + 5))
    if not glued and (sign == "." or 4 not in lengths):
        return None
    if sign == "." and 4 not in lengths:  # 10.12.24 is a version as well
        return None
    era, last = _era(words, at + 5, calendar)
    return _day_of_numbers(numbers, lengths, era, at, last)  # type: ignore[arg-type]  # none is None


def _joined_before(words: Words, at: int) -> bool:
    """Say whether a sign glues the number to another number or Latin word before it."""
    if not words.touches(at):
        return False
    glue = words.at(at - 1)
    if glue.isalpha():
        return glue.isascii()
    clock = glue in "-–" and words.at(at - 3) == ":"  # 10:33-12/11/2024
    number = words.touches(at - 1) and words.at(at - 2).isdecimal()
    return number and not clock and (glue in _SEPARATORS or glue == ",")


def _joined_after(words: Words, at: int, sign: str) -> bool:
    """Say whether the three numbers go on with a fourth, as addresses and codes do."""
    return (
        words.at(at) in {sign, "."}
        and words.touches(at)
        and words.touches(at + 1)
        and words.at(at + 1).isdecimal()
        and words.at(at + 2) != ":"
    )


def _day_of_numbers(
    numbers: tuple[int, int, int],
    lengths: tuple[int, ...],
    era: Era | None,
    first: int,
    last: int,
) -> Day | None:
    """Try the orders that the numbers' lengths allow, the usual one first."""
    one, two, three = numbers
    if lengths[0] == 4 and max(lengths[1:]) <= 2:
        orders, confidence = [(one, two, three), (one, three, two)], 0.95
    elif lengths[2] == 4 and max(lengths[:2]) <= 2:
        orders, confidence = [(three, two, one), (three, one, two)], 0.9
    elif lengths[2] == 2 and max(lengths) <= 2:
        century = 2000 if three < 70 else 1900
        orders, confidence = [(century + three, two, one), (century + three, one, two)], 0.6
    else:
        return None
    found = [(day, hijri) for order in orders for day, hijri in [_of_some_era(order, era)] if day]
    days = list(dict.fromkeys(day for day, _ in found if day is not None))
    if not days:
        return None
    others = tuple(days[1:]) if lengths[0] != 4 else ()
    if found[0][1] and era is None:
        confidence = 0.6  # no mark, only the year, says Hijri
    if others:
        confidence -= 0.1
    return Day(first, last, days[0], "hijri" if found[0][1] else "gregorian", confidence, others)


def _of_some_era(order: tuple[int, int, int], era: Era | None) -> tuple[dt.date | None, bool]:
    """Return the Gregorian day of year, month, day, and whether it was read as Hijri."""
    year, month, day = order
    if not day:
        return None, False
    if era != "gregorian" and year in HIJRI_YEARS:
        return hijri_day(year, month, day), True
    return (gregorian_day(year, month, day) if era != "hijri" else None), False


def _era(words: Words, at: int, calendar: Calendar) -> tuple[Era | None, int]:
    """Read م or هـ after a year; return it and where the words go on."""
    bracket = words.at(at) == "("
    found = calendar.eras.match(words.texts, at + bracket)
    if not found or (bracket and words.at(at + 1 + found[1]) != ")"):
        return None, at
    return found[0], at + found[1] + 2 * bracket


# --- months in letters --------------------------------------------------------------


def _month(words: Words, at: int, calendar: Calendar) -> tuple[int, Era, int] | None:
    """Read a month and its double ("نوفمبر/تشرين الثاني", "(تشرين الثاني) نوفمبر")."""
    start = at + (words.at(at) == "(")
    eras: tuple[Era, Era] = ("gregorian", "hijri")
    for era, table in zip(eras, (calendar.months, calendar.hijri_months), strict=True):
        found = table.match(words.texts, start)
        if found is None:
            continue
        month, last = found[0], start + found[1]
        again = skip_signs(words, last, 2)
        double = table.match(words.texts, again)
        if again > last and double and double[0] == month:
            last = again + double[1]
        if words.at(last) == ")":
            last += 1
        return month, era, last
    return None


def _year(words: Words, at: int) -> int | None:
    return number_at(words, at, most=4) if len(words.at(at)) == 4 else None


def _word_day(words: Words, at: int, calendar: Calendar) -> Day | None:
    """Read a day in letters: "فاتح نونبر 2024", "الثاني عشر من نوفمبر 2024"."""
    found = calendar.day_words.match(words.texts, at)
    if found:
        return _day_month_year(words, at, at + found[1], found[0], calendar)
    number = read_ordinal(words, at)
    if number is None or not 1 <= number.value <= 31:
        return None
    return _day_month_year(words, at, number.last, int(number.value), calendar)


def _is_end_of_range(words: Words, at: int) -> bool:
    """Say whether "10 - 12 نوفمبر" names several days: no stamp does."""
    return (
        words.at(at - 1) in {"-", "–", "—", "الي"}
        and words.at(at - 2).isdecimal()
        and len(words.at(at - 2)) <= 2
        and words.at(at - 3) not in {":", "/", ".", "-"}
        and words.at(at - 3) not in _HOUR_LETTERS
    )


def _day_month_year(words: Words, first: int, at: int, day: int, calendar: Calendar) -> Day | None:
    found = _month(words, skip_signs(words, at, 3, _TO_MONTH), calendar)
    if found is None:
        return _libyan_day(words, first, at, day, calendar)
    month, era, after = found
    place = skip_signs(words, after, 3, _TO_YEAR)
    year = _year(words, place)
    if year is None:
        return _short_year_day(words, first, after, (day, month), era)
    return _written_day(words, (first, place + 1), (year, month, day), era, calendar)


def _written_day(
    words: Words, place: tuple[int, int], parts: tuple[int, int, int], era: Era, calendar: Calendar
) -> Day | None:
    """Make a day of year, month and day; the era's mark after it must agree."""
    first, after = place
    printed, last = _era(words, after, calendar)
    date = _day(*parts, era) if printed in (None, era) else None
    return Day(first, last, date, era, 1.0 if era == "gregorian" else 0.9) if date else None


def _short_year_day(
    words: Words, first: int, at: int, day_month: tuple[int, int], era: Era
) -> Day | None:
    """Read 12-Nov-24: a year of two digits where a sign glues it to the month, or the day ends."""
    if era == "hijri":
        return None
    last = _end_of_short_year(words, at)
    year = number_at(words, last - 1, most=2) if last else None
    if last is None or year is None:
        return None
    day, month = day_month
    date = gregorian_day(year + (2000 if year < 70 else 1900), month, day)
    return Day(first, last, date, era, 0.6) if date else None


def _end_of_short_year(words: Words, at: int) -> int | None:
    """Return the word behind a year of two digits that begins with its sign, or itself, at `at`.

    "12 نوفمبر 24" is a day where nothing else is counted: "12 نوفمبر 24 قتيلا".
    """
    sign, behind = words.at(at), words.at(at + 1)
    if len(sign) == 2 and sign.isdecimal():
        clock = words.at(at + 2) == ":" or words.at(at + 3) == ":"
        alone = not behind or behind in _ENDING or (behind.isdecimal() and clock)
        return at + 1 if alone else None
    if len(behind) != 2 or not behind.isdecimal() or words.at(at + 2) == ":":
        return None
    glued = sign in {"-", "/"} and words.touches(at) and words.touches(at + 1)
    quoted = sign in _QUOTES and words.touches(at + 1)
    return at + 2 if glued or quoted else None


def _libyan_day(words: Words, first: int, at: int, day: int, calendar: Calendar) -> Day | None:
    """Read "3 الطير 1998": these months stand straight between a day and a year."""
    place = skip_signs(words, at, 1)
    found = calendar.libyan_months.match(words.texts, place)
    if found is None:
        return None
    place = skip_signs(words, place + found[1], 1)
    year = _year(words, place)
    date = gregorian_day(year, found[0], day) if year else None
    return Day(first, _era(words, place + 1, calendar)[1], date, "gregorian", 0.7) if date else None


def _month_day_year(words: Words, at: int, calendar: Calendar) -> Day | None:
    """Read Nov 12, 2024, نوفمبر 12، 2024 and, as ctime writes it, Nov 12 10:00:00 UTC 2024."""
    found = _month(words, at, calendar)
    if found is None:
        return None
    month, era, after = found
    place = skip_signs(words, after, 2, frozenset({"the"}))
    day = number_at(words, place, most=2)
    if day is None:
        return None
    place += 1
    if words.at(place) in _ORDINAL_ENDINGS and words.touches(place):
        place += 1
    if words.at(place) == ":" or words.at(place + 1) == ":":
        return _ctime_day(words, at, place, (month, day), era)
    place = skip_signs(words, place, 2, _TO_YEAR)
    year = _year(words, place)
    if year is None:
        return None
    return _written_day(words, (at, place + 1), (year, month, day), era, calendar)


def _ctime_day(
    words: Words, first: int, last: int, month_day: tuple[int, int], era: Era
) -> Day | None:
    """Read a month and day whose year stands behind the clock: Nov 12 10:00:00 UTC 2024."""
    if words.at(last) == ":":  # "Nov 12:30": the number is an hour
        return None
    for place in range(last, last + 9):
        year = _year(words, place)
        if year and words.at(place - 1) not in {"+", "-"} and era == "gregorian":
            date = gregorian_day(year, *month_day)
            return Day(first, last, date, era, 0.9) if date else None
    return None


def _year_first(words: Words, at: int, year: int, calendar: Calendar) -> Day | None:
    """Read 2024 نوفمبر 12, 2024-Nov-12 and 2024, 12 نوفمبر."""
    place = skip_signs(words, at + 1, 2)
    day = number_at(words, place, most=2)
    found = _month(words, place if day is None else place + 1, calendar)
    if found is None:
        return None
    month, era, last = found
    if day is None:
        place = skip_signs(words, last, 2)
        day = number_at(words, place, most=2)
        if day is None or words.at(place + 1) == ":":
            return None
        last = place + 1
        # "2024 نوفمبر 12 نوفمبر 2024": the second number belongs to the next month.
        if _month(words, skip_signs(words, last, 1), calendar):
            return None
    elif _year(words, skip_signs(words, last, 3, _TO_YEAR)) is not None:
        return None
    date = _day(year, month, day, era) if day else None
    return Day(at, last, date, era, 0.9) if date else None
