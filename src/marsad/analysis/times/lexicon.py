"""The words of the time grammar, from `lexicon.toml` and `context.toml`, checked when loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal, TypeVar, get_args

from marsad.analysis.times.items import Modifier, Unit
from marsad.errors import ConfigError
from marsad.text.calendar import Calendar, Meridiem, load_calendar
from marsad.text.normalize import fold
from marsad.text.numbers import ordinal_words
from marsad.text.phrases import Phrases
from marsad.text.toml_data import Section, parse_toml

Value = TypeVar("Value")
Toward = Literal["before", "since", "after"]
_LEXICON, _CONTEXT = "lexicon.toml", "context.toml"
_CONTEXT_FIELDS = (
    "unsafe_months",
    "month_signs",
    "year_signs",
    "counted",
    "numbered",
    "named_after_days",
    "not_today_after",
    "not_monday_after",
    "ages",
    "general_titles",
)
_ENDINGS = ("", "ه", "ين", "ان", "تين", "تان", "ون", "ات")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases over folded words."""

    calendar: Calendar
    months: Phrases[int]  # those in Arabic letters
    weekdays: Phrases[int]
    modifiers: Phrases[Modifier]  # with article
    of_text: frozenset[str]  # modifiers that count from the text
    plain_modifiers: Phrases[Modifier]  # سنوات قادمة
    pointers: Phrases[Modifier]  # before a noun
    followers: Phrases[Modifier]  # نفسه
    relative_days: Phrases[int]
    units: Phrases[Unit]
    definite_units: Phrases[Unit]
    dual: frozenset[str]
    plural: frozenset[str]
    some: frozenset[str]
    full: frozenset[str]
    about: Phrases[None]
    amounts: Phrases[Toward]
    within: Phrases[None]
    single: Phrases[None]
    parts: frozenset[str]
    dayparts: Phrases[str]
    definite_dayparts: Phrases[str]
    meridiems: Phrases[Meridiem]
    introducers: Phrases[None]
    plus: Phrases[int]
    towards_zone: Phrases[None]
    hours: Phrases[int]
    quarters: frozenset[str]
    halves: frozenset[str]
    trimesters: frozenset[str]
    last_words: frozenset[str]
    seasons: Phrases[str]
    decades: Phrases[int]
    every: frozenset[str]
    set_adverbs: Phrases[str]
    set_units: Phrases[str]
    range_from: Phrases[None]
    range_to: Phrases[None]
    pair_words: frozenset[str]  # يومي, عامي, شهري
    vague: Phrases[None]
    vague_nouns: frozenset[str]
    adjectives: frozenset[str]
    unsafe_months: frozenset[str]
    month_signs: frozenset[str]
    year_signs: frozenset[str]
    counted: frozenset[str]
    numbered: frozenset[str]
    named_after_days: frozenset[str]
    named_phrases: Phrases[None]
    not_today_after: frozenset[str]
    not_monday_after: frozenset[str]
    ages: frozenset[str]
    general_titles: frozenset[str]
    vocabulary: frozenset[str]  # words that give up their proclitics


@cache
def load_lexicon() -> Lexicon:
    """Return the grammar's words.

    Raises:
        ConfigError: a file is not TOML, or a field is missing or wrong; the message names both.
    """
    folder = files("marsad.analysis.times")
    return parse_lexicon(
        *(folder.joinpath(name).read_text("utf-8") for name in (_LEXICON, _CONTEXT))
    )


def parse_lexicon(source: str, context: str) -> Lexicon:
    """Read and check the texts of a `lexicon.toml` and a `context.toml`."""
    data, around = parse_toml(_LEXICON, source), parse_toml(_CONTEXT, context)
    calendar = load_calendar()
    number, amounts, clock = (data.section(name) for name in ("number", "amounts", "clock"))
    quarters, sets, ranges = (data.section(name) for name in ("quarters", "sets", "ranges"))
    units = _by_field(data.section("units"), _UNITS)
    modifiers = list(_modifiers(data.section("modifiers")))
    pointers, vague = data.section("pointers"), data.section("vague")
    lexicon = Lexicon(
        calendar=calendar,
        months=_arabic(calendar.months),
        weekdays=_arabic(calendar.weekdays),
        modifiers=_phrases(data, ((f"ال{word}", value) for word, value in modifiers)),
        of_text=_of_text(data.section("modifiers")),
        plain_modifiers=_phrases(data, modifiers),
        pointers=_pointers(pointers),
        followers=_phrases(pointers, _all(pointers.words("same"), "same")),
        relative_days=_phrases(data, _numbered(data.section("relative_days"))),
        units=_phrases(data, units),
        definite_units=_phrases(data, ((f"ال{word}", unit) for word, unit in units)),
        dual=_folded(number, "dual"),
        plural=_folded(number, "plural"),
        some=_folded(number, "some"),
        full=_folded(number, "full"),
        about=_marks(number, "about"),
        amounts=_amounts(amounts),
        within=_marks(amounts, "within"),
        single=_marks(amounts, "single"),
        parts=_folded(data.section("parts"), "words"),
        dayparts=_codes(data.section("dayparts")),
        definite_dayparts=_codes(data.section("definite_dayparts")),
        meridiems=_meridiems(data.section("meridiems")),
        introducers=_marks(clock, "introducers"),
        plus=_phrases(clock, clock.section("plus").integers()),
        towards_zone=_marks(clock, "towards_zone"),
        hours=_phrases(data, data.section("hours").forms()),
        quarters=_folded(quarters, "words"),
        halves=_folded(quarters, "halves"),
        trimesters=_folded(quarters, "trimesters"),
        last_words=_folded(quarters, "last"),
        seasons=_codes(data.section("seasons")),
        decades=_decades(data.section("decades")),
        every=_folded(sets, "every"),
        set_adverbs=_texts(sets.section("adverbs")),
        set_units=_texts(sets.section("units")),
        range_from=_marks(ranges, "from"),
        range_to=_marks(ranges, "to"),
        pair_words=_folded(ranges, "days") | _folded(ranges, "years") | _folded(ranges, "months"),
        vague=_marks(vague, "phrases"),
        vague_nouns=_folded(vague, "nouns"),
        adjectives=_folded(vague, "adjectives"),
        named_phrases=_marks(around, "named_phrases"),
        **{field: _folded(around, field) for field in _CONTEXT_FIELDS},
        vocabulary=frozenset(),
    )
    return _with_vocabulary(lexicon)


_UNITS: tuple[Unit, ...] = (
    "second", "minute", "hour", "day", "week", "month", "year", "decade", "century",
)  # fmt: skip


def _phrases(section: Section, items: Iterable[tuple[str, Value]]) -> Phrases[Value]:
    try:
        return Phrases.of(items)
    except ValueError as error:
        raise ConfigError(f"{section.where}: {error}") from error


def _all(words: Iterable[str], value: Value) -> list[tuple[str, Value]]:
    return [(word, value) for word in words]


def _marks(section: Section, field: str) -> Phrases[None]:
    return _phrases(section, _all(section.words(field), None))


def _folded(section: Section, field: str) -> frozenset[str]:
    return frozenset(map(fold, section.words(field)))


def _by_field(section: Section, fields: Iterable[Value]) -> list[tuple[str, Value]]:
    return [(word, name) for name in fields for word in section.words(str(name))]


def _arabic(table: Phrases[int]) -> Phrases[int]:
    """Leave out the Latin spellings: they are words of names as often."""
    return Phrases({word: found for word, found in table.index.items() if word >= "ء"})


def _modifiers(section: Section) -> Iterator[tuple[str, Modifier]]:
    names: tuple[Modifier, ...] = ("next", "last", "this", "same")
    for word, name in _by_field(section, names):
        for stem in _stems(fold(word)):
            yield from ((stem + ending, name) for ending in _ENDINGS)


def _of_text(section: Section) -> frozenset[str]:
    """Return the forms of modifiers that speak of the text's own time."""
    stems = [stem for word in section.words("of_text") for stem in _stems(fold(word))]
    return frozenset(f"ال{stem}{ending}" for stem in stems for ending in _ENDINGS)


def _stems(word: str) -> list[str]:
    return [word, word[:-1]] if word[-1] == "ي" else [word]


def _pointers(section: Section) -> Phrases[Modifier]:
    this: Modifier = "this"
    same: Modifier = "same"
    return _phrases(
        section, [*_all(section.words("this"), this), *_all(section.words("that"), same)]
    )


def _numbered(section: Section) -> Iterator[tuple[str, int]]:
    for field in section.values:
        try:
            days = int(field)
        except ValueError:
            raise section.error(field, "must be a number of days") from None
        yield from _all(section.words(field), days)


def _amounts(section: Section) -> Phrases[Toward]:
    since = set(section.words("since"))
    pairs: list[tuple[str, Toward]] = [
        (word, "since" if word in since else "before") for word in section.words("before")
    ]
    after: Toward = "after"
    return _phrases(section, [*pairs, *_all(section.words("after"), after)])


def _codes(section: Section) -> Phrases[str]:
    return _phrases(section, _by_field(section, section.values))


def _meridiems(section: Section) -> Phrases[Meridiem]:
    names: tuple[Meridiem, ...] = get_args(Meridiem)
    return _phrases(section, _by_field(section, names))


def _decades(section: Section) -> Phrases[int]:
    pairs = [(form, tens) for word, tens in section.forms() for form in (word, f"ال{word}")]
    return _phrases(section, pairs)


def _texts(section: Section) -> Phrases[str]:
    return _phrases(section, ((field, section.word(field)) for field in section.values))


def _with_vocabulary(lexicon: Lexicon) -> Lexicon:
    """Collect the words that a phrase may begin with."""
    tables: tuple[Phrases[object], ...] = tuple(
        value
        for name in lexicon.__slots__
        if name
        not in (
            "range_to",
            "named_phrases",
            "meridiems",
            "about",
            "amounts",
            "range_from",
            "plain_modifiers",
        )
        and isinstance(value := getattr(lexicon, name), Phrases)
    )
    words = {word for table in tables for word in table.index}
    words |= lexicon.calendar.hijri_months.index.keys() | ordinal_words().index.keys()
    words |= lexicon.calendar.day_words.index.keys() | lexicon.parts | lexicon.vague_nouns
    words |= lexicon.pair_words | lexicon.quarters | lexicon.halves | lexicon.some
    words |= {"من", "بين", "منذ", "قبل", "بعد", "خلال", "كل", "العشر", "نصف", "ربع", "القرن"}
    return replace(lexicon, vocabulary=frozenset(word for word in words if word >= "ء"))
