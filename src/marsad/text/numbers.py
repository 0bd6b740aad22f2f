"""Numbers in digits, in words and mixed, cardinal and ordinal, from `numbers.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any, Literal

from marsad.errors import ConfigError
from marsad.text.normalize import fold
from marsad.text.phrases import Phrases, Words, scan
from marsad.text.proclitics import cuts
from marsad.text.toml_data import Section, parse_toml, read_data

Slot = Literal["zero", "unit", "ten", "teen", "tens", "hundreds", "scale", "scales"]
_FILE = "numbers.toml"
_SCALES = ("scale", "scales")
_MOST_DIGITS = 18  # more is a code, and never meets int()
_FOLLOWS: Mapping[Slot, frozenset[Slot]] = {
    # What may follow, after و, within one group of three digits.
    "hundreds": frozenset({"unit", "ten", "teen", "tens"}),
    "unit": frozenset({"tens"}),
}


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A number where it stands: `text[start:end]`, proclitics left out."""

    value: int | float
    start: int
    end: int
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class _Term:
    slot: Slot
    value: int


@dataclass(frozen=True, slots=True)
class _Lexicon:
    cardinals: Phrases[_Term]
    ordinals: Phrases[int]
    definite_tens: Phrases[int]  # after و in الحادي والعشرون
    not_alone: frozenset[str]  # ordinals in compounds only; alone they are other words


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number found at a word: it ends before the word `last`; `skip` letters are proclitics."""

    value: int | float
    last: int
    skip: int = 0
    ordinal: bool = False


def find_numbers(text: str) -> tuple[NumberReading, ...]:
    """Return the numbers of a text in order, cardinal and ordinal; years are numbers too."""
    words = scan(text)
    return tuple(_readings(words))


def parse_number(text: str) -> int | float | None:
    """Return the number that `text` is, None where it is something else or more than one."""
    words = scan(text)
    found = read_number(words, 0) if len(words) else None
    return found.value if found and found.last == len(words) and not found.skip else None


def _readings(words: Words) -> Iterator[NumberReading]:
    at = 0
    while at < len(words):
        found = read_number(words, at)
        if found is None:
            at = _chain(words, at)
            continue
        start, end = words.folded.span(words.starts[at] + found.skip, words.ends[found.last - 1])
        yield NumberReading(found.value, start, end, found.ordinal)
        at = found.last


def _chain(words: Words, at: int) -> int:
    """Return where the words go on after a word, or after digits that signs glue together."""
    last = at + 1
    while words.at(at).isdecimal() and _glued_digits(words, last):
        last += 2
    return last


def _glued_digits(words: Words, sign: int) -> bool:
    """Say whether a separator at `sign` glues more digits to those before it."""
    return (
        words.at(sign) in {".", ","}
        and words.touches(sign)
        and words.touches(sign + 1)
        and words.at(sign + 1).isdecimal()
    )


def read_number(words: Words, at: int) -> WordNumber | None:
    """Read the number that begins with the word at `at`."""
    word = words.at(at)
    if not word:
        return None
    if word[0].isdecimal():
        return _cardinal(words, at, 0)
    for skip in cuts(word):
        found = read_ordinal(words, at, skip) or _cardinal(words, at, skip)
        if found:
            return found
    return None


def may_begin_number(word: str) -> bool:
    """Say whether any number in letters begins with a folded word; most words are settled so.

    Where it says yes, the words that follow decide.
    """
    lexicon = _lexicon()
    cardinals, ordinals = lexicon.cardinals.index, lexicon.ordinals.index
    for skip in cuts(word):
        bare = word[skip:]
        if bare in cardinals or bare in ordinals:
            return True
        if bare.startswith("ال") and bare[2:] in cardinals:
            return True
    return False


# --- cardinals --------------------------------------------------------------------


def _cardinal(words: Words, at: int, skip: int) -> WordNumber | None:
    """Add up terms: hundreds, units and tens within a group, groups times their scale."""
    total: int | float = 0
    group: int | float = 0
    last_slot: Slot | None = None
    smallest = 10**18  # scales come in falling order
    start, place = at, at
    while True:
        joined = place > start
        found = _digits(words, place, joined=joined)
        if found and (last_slot is None or (last_slot in _SCALES and found[0] < smallest)):
            group, place, last_slot = found[0], found[1], "teen"
            continue
        step = _term(words, place, skip if place == start else 0, joined=joined)
        if step is None:
            break
        term, after, glued = step
        if term.slot == "scale" and not glued and last_slot not in (None, "zero", *_SCALES):
            if term.value >= smallest:
                break
            total, group, smallest = total + group * term.value, 0, term.value
        elif not _may_follow(term, last_slot, glued=glued, smallest=smallest):
            break
        elif term.slot in _SCALES:
            smallest = _scale_of(term.value)
            total += term.value
        else:
            group += term.value
        last_slot, place = term.slot, after
    if last_slot is None:
        return None
    value = total + group
    return WordNumber(int(value) if value == int(value) else value, place, skip)


def _may_follow(term: _Term, last: Slot | None, *, glued: bool, smallest: int) -> bool:
    if last is None:
        return True
    if not glued:
        return False
    if last in _SCALES:
        return term.slot != "zero" and _scale_of(term.value) < smallest
    return term.slot in _FOLLOWS.get(last, frozenset())


def _scale_of(value: int) -> int:
    """Return the power of a thousand that a value counts in."""
    scale = 1
    while value >= scale * 1000:
        scale *= 1000
    return scale


def _term(words: Words, at: int, skip: int, *, joined: bool) -> tuple[_Term, int, bool] | None:
    """Read one term, after و where it is joined; return whether there was one."""
    table = _lexicon().cardinals
    word = words.at(at)
    if joined and word == "و":
        found = _match(table, words, at + 1, 0)
        return (found[0], at + 1 + found[1], True) if found else None
    if joined and word.startswith("و") and len(word) > 3:
        found = _match(table, words, at, 1)
        if found:
            return found[0], at + found[1], True
    found = _match(table, words, at, skip)
    if found is None:
        return None
    return found[0], at + found[1], False


def _match(table: Phrases[Any], words: Words, at: int, skip: int) -> tuple[Any, int] | None:
    """Match a phrase whose first word has `skip` letters before it, and perhaps ال."""
    word = words.at(at)[skip:]
    if not word:
        return None
    rest = [word, *words.texts[at + 1 : at + 3]]
    found = table.match(rest, 0)
    if found is None and word.startswith("ال") and len(word) > 4:
        found = table.match([word[2:], *rest[1:]], 0)
    return found


def _digits(words: Words, at: int, *, joined: bool) -> tuple[int | float, int] | None:
    """Read 1250, 1,250.75, 4,8, 1.250.000; after و where it is joined."""
    if joined and words.at(at) != "و":
        return None
    at += joined
    parts = [words.at(at)]
    signs: list[str] = []
    last = at + 1
    if not parts[0].isdecimal():
        return None
    while _glued_digits(words, last):
        if len(parts) == _MOST_DIGITS:
            return None
        signs.append(words.at(last))
        parts.append(words.at(last + 1))
        last += 2
    if sum(map(len, parts)) > _MOST_DIGITS:
        return None
    value = _value_of(parts, signs)
    return (value, last) if value is not None else None


def _value_of(parts: list[str], signs: list[str]) -> int | float | None:
    """Tell separators of thousands from the decimal one."""
    if not signs:
        return int(parts[0])
    thousands = all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3
    if thousands and len(set(signs)) == 1 and (signs[0] == "," or len(signs) > 1):
        return int("".join(parts))
    whole, fraction = parts[:-1], parts[-1]
    grouped = all(len(part) == 3 for part in whole[1:]) and signs[-1] not in signs[:-1]
    if grouped and len(set(signs[:-1])) <= 1:
        return float(f"{''.join(whole)}.{fraction}")
    return None


# --- ordinals ---------------------------------------------------------------------


def read_ordinal(words: Words, at: int, skip: int = 0) -> WordNumber | None:
    """Read an ordinal in letters, `skip` letters into the word at `at`."""
    lexicon = _lexicon()
    word = words.at(at)[skip:]
    found = lexicon.ordinals.match([word, *words.texts[at + 1 : at + 2]], 0)
    if found is None:
        return None
    value, last = found[0], at + found[1]
    if found[1] == 1 and value < 10 and words.at(last).startswith("وال"):
        tens = lexicon.definite_tens.match([words.at(last)[3:]], 0)
        if tens:
            return WordNumber(value + tens[0], last + 1, skip, ordinal=True)
    if found[1] == 1 and word in lexicon.not_alone:
        return None
    return WordNumber(value, last, skip, ordinal=True)


def ordinal_words() -> Phrases[int]:
    """Return the ordinals in letters, for those who look for where one begins."""
    return _lexicon().ordinals


# --- lexicon ----------------------------------------------------------------------


@cache
def _lexicon() -> _Lexicon:
    return parse_numbers(read_data(_FILE))


def parse_numbers(source: str) -> _Lexicon:
    """Read and check the text of a `numbers.toml`.

    Raises:
        ConfigError: it is not TOML or a field is missing or wrong; the message names it.
    """
    data = parse_toml(_FILE, source)
    try:
        return _Lexicon(
            cardinals=Phrases.of(_cardinals(data)),
            ordinals=Phrases.of(_ordinals(data)),
            definite_tens=Phrases.of(data.section("tens").forms()),
            not_alone=frozenset(map(fold, data.words("not_alone"))),
        )
    except ValueError as error:
        raise ConfigError(f"{_FILE}: {error}") from error


def _cardinals(data: Section) -> Iterator[tuple[str, _Term]]:
    tens = data.section("tens").forms()
    for word in data.words("zero"):
        yield word, _Term("zero", 0)
    for word, value in data.section("units").forms():
        yield word, _Term("ten" if value == 10 else "unit", value)
    for (word, value), ten in product(data.section("teens").forms(), ("عشر", "عشرة")):
        yield f"{word} {ten}", _Term("teen", value + 10)
    for (word, value), (ten, tenfold) in product(data.section("compound").forms(), tens):
        yield f"{word} و{ten}", _Term("teen", value + tenfold)
    for word, value in tens:
        yield word, _Term("tens", value)
    yield from _hundreds(data)
    for entry in data.sections("scale"):
        value = entry.integer("value")
        for word in entry.words("one"):
            yield word, _Term("scale", value)
        for word in entry.words("two"):
            yield word, _Term("scales", 2 * value)


def _hundreds(data: Section) -> Iterator[tuple[str, _Term]]:
    hundreds = data.section("hundreds")
    for word in hundreds.words("one"):
        yield word, _Term("hundreds", 100)
        for stem, count in data.section("hundred_stems").forms():
            yield f"{stem}{word}", _Term("hundreds", count * 100)
            yield f"{stem} {word}", _Term("hundreds", count * 100)
    for word in hundreds.words("two"):
        yield word, _Term("hundreds", 200)


def _ordinals(data: Section) -> Iterator[tuple[str, int]]:
    for word, value in data.section("ordinals").forms():
        for form in (word, f"ال{word}"):
            yield form, value
            if value < 10:
                yield f"{form} عشر", value + 10
                yield f"{form} عشرة", value + 10
