"""Readers of counted stretches (ستة أشهر, قبل يومين) and of sets (كل ثلاثاء)."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from marsad.analysis.times.days import read_modifier
from marsad.analysis.times.items import Amount, Recurring, Unit
from marsad.analysis.times.lexicon import load_lexicon
from marsad.text.numbers import may_begin_number, read_number
from marsad.text.phrases import Words
from marsad.text.proclitics import is_function_word

_FRACTIONS = {"نصف": 0.5, "ربع": 0.25, "ثلث": 1 / 3, "النصف": 0.5, "الربع": 0.25}
_MOST = 9999  # of any unit: more is no stretch of news
_TIES = {"since": frozenset[str](), "before": frozenset({"من"}), "after": frozenset({"من", "علي"})}
_SHORT: frozenset[Unit] = frozenset({"second", "minute", "hour"})


def read_amount(words: Words, at: int) -> Amount | None:
    """Read an amount, with قبل, منذ, بعد or خلال before it."""
    lexicon = load_lexicon()
    toward = lexicon.amounts.match(words.texts, at)
    within = None if toward else lexicon.within.match(words.texts, at)
    if not toward and not within and not _may_count(words.at(at)):
        return None
    place = at + (toward[1] if toward else within[1] if within else 0)
    if place > at:
        place = _skip_about(words, place)
    single = bool(toward) or within is not None or _is_single(words, at)
    found = _stretch(words, place, single=single)
    if found is None:
        return None
    if toward and "مرور" in words.texts[at + toward[1] : place]:
        return found  # the stretch itself: بعد مرور 12 شهرا
    if toward:
        now = _now(words, found.last)
        tied = words.at(found.last) in _TIES[toward[0]] and not now
        return replace(
            found, first=at, skip=0, direction=toward[0], tied=tied, from_now=now,
            rule=f"{toward[0]}-amount",
        )  # fmt: skip
    if within:
        inside = words.at(at) in {"خلال", "طوال", "طيله"}
        return replace(found, first=at if inside else place, skip=0 if inside else found.skip)
    return found


@lru_cache(maxsize=1 << 14)
def _may_count(word: str) -> bool:
    """Say whether a count or its unit may begin with a word: في has the rest of a phrase only."""
    lexicon = load_lexicon()
    tables = (lexicon.units.index, lexicon.definite_units.index, lexicon.some, _FRACTIONS)
    if word[:1].isdecimal() or word == "ال" or any(word in table for table in tables):
        return True
    return may_begin_number(word)


def _now(words: Words, at: int) -> bool:
    return words.at(at) == "من" and words.at(at + 1) in {"الان", "اليوم"}


def _skip_about(words: Words, at: int) -> int:
    for _ in range(2):
        found = load_lexicon().about.match(words.texts, at)
        if found:
            at += found[1]
    return at


def _is_single(words: Words, at: int) -> bool:
    """Say whether a duration's verb or noun stands before: a bare singular is then one."""
    single = load_lexicon().single
    if single.match(words.texts, at - 1):
        return True
    two = single.match(words.texts, at - 2)
    return two is not None and two[1] == 2


def _stretch(words: Words, at: int, *, single: bool) -> Amount | None:
    """Read one unit with its count, and more that و or a comma joins."""
    first = _one(words, at, single=single)
    if first is None:
        return None
    parts, last = list(first.parts), first.last
    while 0 < len(parts) < 7:
        place = last + (words.at(last) in {"و", ",", "،"})
        if place == last and not words.at(last).startswith("و"):
            break
        fraction = _fraction(words, place, parts[-1][0])
        if fraction and words.at(last) == "و":
            unit, count = parts[-1]
            parts[-1], last = (unit, count + fraction[0]), fraction[1]
            continue
        more = _one(words, place, single=False)
        if more is None or not more.parts or more.skip != int(place == last):
            break
        if _rank(more.parts[0][0]) >= _rank(parts[-1][0]):
            break
        parts, last = [*parts, *more.parts], more.last
    return replace(first, parts=tuple(parts), last=last)


_ORDER: tuple[Unit, ...] = (
    "second", "minute", "hour", "day", "week", "month", "year", "decade", "century",
)  # fmt: skip


def _rank(unit: Unit) -> int:
    return _ORDER.index(unit)


def _fraction(words: Words, at: int, unit: Unit) -> tuple[float, int] | None:
    """Read نصف, نصف الساعة behind و."""
    share = _FRACTIONS.get(words.at(at))
    if share is None:
        return None
    again = load_lexicon().definite_units.match(words.texts, at + 1)
    return share, at + 1 + (again[1] if again and again[0] == unit else 0)


def _one(words: Words, at: int, *, single: bool) -> Amount | None:
    """Read one count with its unit; no parts where the count is uncertain."""
    lexicon = load_lexicon()
    half = _FRACTIONS.get(words.at(at))
    unit = lexicon.units.match(words.texts, at)
    if half and words.at(at)[:2] != "ال":
        of = lexicon.units.match(words.texts, at + 1) or lexicon.definite_units.match(
            words.texts, at + 1
        )
        return _fractional(at, of, half) if of else None
    if unit:
        return _counted_by_form(words, at, unit[0], at + unit[1], single=single)
    definite = lexicon.definite_units.match(words.texts, at)
    if definite:
        return _definite(words, at, definite[0])
    if words.at(at) in lexicon.some:
        of = lexicon.units.match(words.texts, at + 1)
        if of and words.at(at + 1) in lexicon.plural:
            return Amount(at, _adjectives(words, at + 1 + of[1]), "amount-some", 0, ())
        return None
    return _counted(words, at)


def _fractional(at: int, of: tuple[Unit, int], share: float) -> Amount | None:
    if of[0] in {"second", "day", "week"}:
        return None
    return Amount(at, at + 1 + of[1], "amount-fraction", 0, ((of[0], share),))


def _counted(words: Words, at: int) -> Amount | None:
    """Read ستة أشهر, 5 سنوات, الـ24 ساعة الماضية, 16 و24 عاما (behind بين)."""
    lexicon = load_lexicon()
    start = at
    if words.at(at) == "ال" and (words.touches(at + 1) or words.at(at + 1).isdecimal()):
        at += 1
    number = read_number(words, at)
    if number is None or number.ordinal or not 0 < number.value <= _MOST:
        return None
    if words.touches(at) and words.at(at - 1) in {".", ",", ":", "/", "-"}:
        return None
    unit = lexicon.units.match(words.texts, number.last)
    if unit is None or words.at(number.last) in lexicon.dual:
        return None
    if number.value >= 1000 and words.at(number.last) in lexicon.plural:
        return None  # 2017 أيام 7 و8: plurals are counted from 3 to 10
    if words.at(number.last) == "ثانيه" and not words.at(at).isdecimal():
        return None
    last = _adjectives(words, number.last + unit[1])
    found = Amount(
        start, last, "amount", number.skip if start == at else 0, ((unit[0], number.value),)
    )
    return replace(found, rule="amount")


def _counted_by_form(
    words: Words, at: int, unit: Unit, last: int, *, single: bool
) -> Amount | None:
    lexicon = load_lexicon()
    word = words.at(at)
    if word in lexicon.dual:
        if _are_cents(words, at):
            return None
        return Amount(at, _adjectives(words, last), "amount-dual", 0, ((unit, 2),))
    if word in lexicon.plural:
        if words.at(last).isdecimal():
            return None  # أيام 13 و14
        if words.at(last)[:2] == "ال" and not lexicon.modifiers.match(words.texts, last):
            return None  # أيام العيد
        if not single and words.at(at - 1) != "ب":
            return None
        modified = lexicon.plain_modifiers.match(words.texts, last)
        after = last + modified[1] if modified else _adjectives(words, last)
        return Amount(at, after, "amount-plural", 0, ()) if single else None
    if _heads_a_date(words, last) or (unit in {"day", "hour"} and words.at(last)[:2] == "ال"):
        return None
    one = words.at(last) in {"واحد", "واحده", "واحدا"} or words.at(last) in {
        "كامل",
        "كامله",
        "كاملا",
    }
    joined = words.at(last) == "و" and words.at(last + 1) in _FRACTIONS
    if not (single or one or joined) or (unit == "second" and not one) or word == "ليله":
        return None
    return Amount(at, last + one, "amount-one", 0, ((unit, 1),))


def _are_cents(words: Words, at: int) -> bool:
    """Say whether two cents are meant, which are spelt as two years: تراجع سنتين إلى 72 دولارا."""
    if words.at(at) not in {"سنتين", "سنتان"} or words.at(at + 1) not in {"الي", "او", "ل", "عند"}:
        return False
    return any(words.at(place).startswith("دولار") for place in range(at + 2, at + 9))


def _heads_a_date(words: Words, at: int) -> bool:
    """Say whether a year, month or day follows, whose head noun the unit is: منذ عام 1997."""
    lexicon = load_lexicon()
    tables = (
        lexicon.months,
        lexicon.weekdays,
        lexicon.relative_days,
        lexicon.calendar.hijri_months,
    )
    return words.at(at)[:1].isdecimal() or any(table.match(words.texts, at) for table in tables)


def _definite(words: Words, at: int, unit: Unit) -> Amount | None:
    """Read اليومين الماضيين, السنوات الثلاث الماضية, الساعات الـ24 المقبلة."""
    lexicon = load_lexicon()
    noun, last = words.at(at)[2:], at + 1
    if noun in lexicon.dual:
        modifier = read_modifier(words, last)
        if modifier:
            return Amount(at, modifier[1], "amount-dual-placed", 0, ((unit, 2),))
        return None
    if noun not in lexicon.plural:
        return None
    place = last
    modifier = read_modifier(words, place)
    if modifier and words.at(modifier[1]).startswith("ال"):
        place = modifier[1]
    place += words.at(place) == "ال"
    number = read_number(words, place)
    if number is None or number.ordinal or not 0 < number.value <= _MOST:
        return None
    if len(words.at(place)) == 4 and words.at(place).isdecimal():  # السنوات 2015 و2016
        return None
    placed = read_modifier(words, number.last)
    return Amount(
        at, placed[1] if placed else number.last, "amount-definite", 0, ((unit, number.value),)
    )


def _adjectives(words: Words, at: int) -> int:
    """Step over full, consecutive, coming: adjectives that agree with the unit."""
    lexicon = load_lexicon()
    if words.at(at) in lexicon.full:
        return at + 1
    found = lexicon.plain_modifiers.match(words.texts, at) or lexicon.modifiers.match(
        words.texts, at
    )
    return at + found[1] if found else at


def read_set(words: Words, at: int) -> Recurring | None:
    """Read كل ثلاثاء, كل يوم, أيام الجمعة, سنويا."""
    lexicon = load_lexicon()
    adverb = lexicon.set_adverbs.match(words.texts, at)
    if adverb and not _is_adjective(words, at):
        return Recurring(at, at + adverb[1], "set-adverb", 0, adverb[0])
    if words.at(at) not in lexicon.every:
        return None
    place = at + 1
    if words.at(place) == "يوم" and words.at(at) == "كل":
        weekday = _any_weekday(words, place + 1)
        place += weekday is not None
    weekday = _any_weekday(words, place)
    if weekday and (words.at(at) == "كل" or words.at(place)[:2] == "ال"):
        return Recurring(at, place + weekday[1], "set-weekday", 0, f"XXXX-WXX-{weekday[0]}")
    if words.at(at) != "كل":
        return None
    unit = lexicon.set_units.match(words.texts, place)
    if unit:
        return Recurring(at, place + unit[1], "set-unit", 0, unit[0])
    counted = _one(words, place, single=False)
    if counted and counted.parts:
        return Recurring(at, counted.last, "set-amount", 0, duration(counted.parts))
    return None


def _is_adjective(words: Words, at: int) -> bool:
    """Say whether سنويا agrees with the accusative before it, uncounted: تقليدا سنويا."""
    noun = words.at(at - 1)
    if not noun.endswith("ا") or len(noun) < 4 or is_function_word(noun):
        return False
    return not words.at(at - 2).isdecimal() and words.at(at - 2)[:2] not in {"ال", "مل"}


def _any_weekday(words: Words, at: int) -> tuple[int, int] | None:
    lexicon = load_lexicon()
    return lexicon.weekdays.match(words.texts, at) or lexicon.calendar.bare_weekdays.match(
        words.texts, at
    )


def duration(parts: tuple[tuple[Unit, float], ...]) -> str:
    """Return the ISO 8601 duration of counted units; fractions go down to smaller units."""
    days: dict[str, float] = {}
    time: dict[str, float] = {}
    for unit, count in parts:
        letter, scale = _LETTERS[unit]
        target = time if unit in _SHORT else days
        target[letter] = target.get(letter, 0) + count * scale
    _carry_down(days, (("Y", "M", 12),))
    _carry_down(time, (("H", "M", 60), ("M", "S", 60)))
    text = "".join(f"{_plain(days[key])}{key}" for key in "YMWD" if days.get(key))
    clock = "".join(f"{_plain(time[key])}{key}" for key in "HMS" if time.get(key))
    return f"P{text}" + (f"T{clock}" if clock else "")


_LETTERS: dict[Unit, tuple[str, float]] = {
    "second": ("S", 1), "minute": ("M", 1), "hour": ("H", 1), "day": ("D", 1), "week": ("W", 1),
    "month": ("M", 1), "year": ("Y", 1), "decade": ("Y", 10), "century": ("Y", 100),
}  # fmt: skip


def _carry_down(amounts: dict[str, float], steps: tuple[tuple[str, str, int], ...]) -> None:
    for large, small, ratio in steps:
        rest = amounts.get(large, 0) % 1
        if rest and round(rest * ratio, 6) == round(rest * ratio):
            amounts[large] -= rest
            amounts[small] = amounts.get(small, 0) + round(rest * ratio)


def _plain(count: float) -> str:
    return f"{round(count, 2):g}" if count % 1 else str(int(count))
