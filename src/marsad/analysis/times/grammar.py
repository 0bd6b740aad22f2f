"""The grammar: which words of a sentence are a time expression, and of which kind.

At every word that may begin one, the readers are tried in a fixed order and the first that fits
wins; what stands beside a day (weekday, daypart, clock, the other calendar) is joined to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from marsad.analysis.times.amounts import read_amount, read_set
from marsad.analysis.times.cues import tense_of
from marsad.analysis.times.items import (
    Amount,
    Day,
    Item,
    Moment,
    Month,
    NumericDay,
    Range,
    Recurring,
    Year,
)
from marsad.analysis.times.joined import begins_number, part_readers, read_moment
from marsad.analysis.times.lexicon import load_lexicon
from marsad.analysis.times.periods import read_bare_year, read_part_of_period
from marsad.analysis.times.ranges import read_months_of_year, read_open_range, read_range
from marsad.text.phrases import Words

_LONGEST_QUOTES = 200  # words looked back over for straight quotes
_QUOTES = frozenset('«»"“”„‹›')
_RANGE_WORDS = frozenset({"من", "بين", "يومي", "ايام"})
_MONTHS_HEADS = frozenset({"الاشهر", "الشهور", "اول", "خلال"})


def find_items(words: Words) -> Iterator[Item]:
    """Yield the time expressions of a sentence in order; they do not overlap."""
    lexicon = load_lexicon()
    at, texts = 0, words.texts
    while at < len(texts):
        if not _may_begin(texts[at]):
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
        *(table.index for table in tables), {"ال", "يوم", "نهار", "اخر", "اول"}
    )


@lru_cache(maxsize=1 << 16)
def _may_begin(word: str) -> bool:
    return word[0].isdecimal() or word in _beginnings() or begins_number(word)


@lru_cache(maxsize=1 << 14)
def _readers(word: str) -> tuple[Callable[[Words, int], Item | None], ...]:
    """Return the readers of what may begin with a word, in their order."""
    lexicon = load_lexicon()
    if word[0].isdecimal():
        return read_range, read_moment, read_amount, read_bare_year
    amounts = (lexicon.amounts, lexicon.within, lexicon.units, lexicon.definite_units)
    counted = begins_number(word) or word in lexicon.some or word in {"نصف", "ربع", "ثلث", "ال"}
    readers: list[Callable[[Words, int], Item | None]] = []
    if word in _RANGE_WORDS:
        readers.append(read_range)
    if word in _MONTHS_HEADS:
        readers.append(read_months_of_year)
    if part_readers(word):
        readers.append(read_moment)
    if word in lexicon.every or word in lexicon.set_adverbs.index:
        readers.append(read_set)
    if counted or any(word in table.index for table in amounts):
        readers.append(read_amount)
    if word in _period_words():
        readers.append(read_part_of_period)
    return tuple(readers)


@cache
def _period_words() -> frozenset[str]:
    """Return what a year, month or other period may begin with."""
    lexicon = load_lexicon()
    tables = (
        lexicon.pointers, lexicon.months, lexicon.calendar.hijri_months, lexicon.seasons,
        lexicon.decades, lexicon.vague, lexicon.definite_units,
    )  # fmt: skip
    words = lexicon.parts | lexicon.quarters | lexicon.halves | lexicon.trimesters
    heads = {"عام", "سنه", "شهر", "شهري", "العشر", "هذا", "هذه", "فصل"}
    return words.union(lexicon.vague_nouns, heads, *(table.index for table in tables))


def _read(words: Words, at: int) -> Item | None:
    for reader in _readers(words.texts[at]):
        item = reader(words, at)
        if item is not None:
            return read_open_range(words, item) or _every_year(words, item) or item
    return None


def _every_year(words: Words, item: Item) -> Recurring | None:
    """Read شهر مايو من كل عام."""
    if not isinstance(item, Month) or item.number is None or item.era == "hijri" or item.year:
        return None
    if words.texts[item.last : item.last + 2] != ["من", "كل"]:
        return None
    if words.at(item.last + 2) not in {"عام", "سنه"}:
        return None
    value = f"XXXX-{item.number:02d}"
    return Recurring(item.first, item.last + 3, "month-every-year", item.skip, value)


def _is_name(words: Words, item: Item) -> bool:
    """Say whether the expression is (part of) a name: شارع 26 يوليو, صحيفة «الغد»."""
    if _is_quoted_title(words, item):
        return True
    before = words.at(item.first - 1)
    if before in _QUOTES:
        before = words.at(item.first - 2)
    names = load_lexicon().named_after_days
    return _can_be_name(item) and (before in names or before[1:] in names)


def _can_be_name(item: Item) -> bool:
    if isinstance(item, Month):  # حرب تموز
        return item.number is not None and item.year is None and item.modifier is None
    if isinstance(item, Moment):
        dated = isinstance(item.day, NumericDay) or (
            isinstance(item.day, Day) and item.day.month.year is not None
        )
        return not dated and item.clock is None and item.daypart is None
    return False


def _is_quoted_title(words: Words, item: Item) -> bool:
    """Say whether a day stands in a quotation of few words without a verb: a title or slogan."""
    dated = isinstance(item, Moment) and (item.day is not None or item.clock is not None)
    placed = getattr(item, "modifier", None) is not None  # "الأسبوع الماضي"
    if dated or placed or isinstance(item, (Year, Amount, Range)):
        return False
    opening = _quote_at(words, range(item.first - 1, item.first - 6, -1))
    closing = _quote_at(words, range(item.last, item.last + 5))
    if opening is None or closing is None or words.at(opening) in "»”›":
        return False
    before = words.texts[max(0, opening - _LONGEST_QUOTES) : opening + 1]
    if words.at(opening) == '"' and before.count('"') % 2 == 0:  # there it closes
        return False
    return all(tense_of(words.at(place)) is None for place in range(opening + 1, closing))


def _quote_at(words: Words, places: range) -> int | None:
    return next((place for place in places if words.at(place) in _QUOTES), None)
