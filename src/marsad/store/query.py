"""The text of a search box → a query: words, "phrases", -exclusions and operators.

Operators are `مصدر:` `بلد:` `قسم:` `موضوع:` `من:` `إلى:` and their English names, as `query.toml`
lists them. What is not understood is a word like any other: nothing that a reader types is wrong.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import takewhile
from typing import Any

from babel import Locale

from marsad.errors import ConfigError
from marsad.lexicon.sections import topic_of_section
from marsad.store.records import SearchQuery
from marsad.text.bidi import strip_controls
from marsad.text.normalize import fold
from marsad.text.stamps import read_stamp
from marsad.text.tokenize import tokens

FILE = "query.toml"
MAX_CHARS = 2_000
MAX_VALUE_WORDS = 5
"""Words that one operator's value may have without quotes: "12 تشرين الثاني 2024"."""

OPERATORS = ("source", "country", "section", "topic", "since", "until")

NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
"""Territories of the locale data that are regions, organisations or tests."""

_PIECE = re.compile(
    r"""
    (?P<minus>(?<!\S)[-−](?=\S))?
    (?: "(?P<q1>[^"]*)"? | [“„”](?P<q2>[^“”"]*)[“”"]? | «(?P<q3>[^»]*)»?
      | (?P<name>[^\s\d"“„”«»:：]+)\s?[:：](?!//)
      | [^\s"“„”«»]+ | \S )
    """,
    re.VERBOSE,
)
_WORD = re.compile(r'[^\s"“„”«»]+')
_YEAR = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?")
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One piece of the text: a word, a quoted phrase, or an operator's name with its colon."""

    text: str
    start: int
    end: int
    quoted: bool = False
    operator: str | None = None
    excluded: bool = False


@dataclass(slots=True)
class _Parsed:
    """What has been read so far."""

    words: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    filters: dict[str, Any] = field(default_factory=dict)


def parse_query(text: str, **filters: Any) -> SearchQuery:
    """Read the text of a search box; never raises, whatever the text.

    `filters` are fields of `SearchQuery`; one that is not None wins over what the text says.
    """
    clean = " ".join(strip_controls(text[:MAX_CHARS]).split())
    pieces = list(_pieces(clean))
    parsed, at = _Parsed(), 0
    while at < len(pieces):
        at += _read(pieces, at, clean, parsed)
    given = {name: value for name, value in filters.items() if value is not None}
    return SearchQuery(
        words=tuple(_join_spaced(parsed.words)),
        phrases=tuple(parsed.phrases),
        excluded=tuple(parsed.excluded),
        **{**parsed.filters, **given},
    )


def _pieces(text: str) -> Iterator[_Piece]:
    operators = _knowledge().operators
    at = 0
    while match := _PIECE.search(text, at):
        start, at = match.span()
        excluded = match["minus"] is not None
        quote = next((match[name] for name in ("q1", "q2", "q3") if match[name] is not None), None)
        operator = operators.get(fold(match["name"])) if match["name"] and not excluded else None
        if quote is not None:
            yield _Piece(quote.strip(), start, at, quoted=True, excluded=excluded)
        elif operator:
            yield _Piece(match["name"], start, at, operator=operator)
        else:
            if match["name"] and (word := _WORD.match(text, match.start("name"))):
                at = word.end()  # a colon inside a word, or after it, is nothing special
            yield _Piece(text[start + excluded : at], start, at, excluded=excluded)


def _read(pieces: list[_Piece], at: int, text: str, parsed: _Parsed) -> int:
    """Read the piece at a place, with its value if it is an operator; return how many it took."""
    piece = pieces[at]
    if piece.operator:
        value, taken = _read_value(piece.operator, pieces[at + 1 :], text)
        parsed.filters |= value
        if not taken:
            parsed.words.append(piece.text)
        return 1 + taken
    if not piece.text:
        return 1
    if piece.excluded:
        parsed.excluded.append(piece.text)
    elif piece.quoted:
        parsed.phrases.append(piece.text)
    else:
        parsed.words.append(piece.text)
    return 1


def _read_value(operator: str, following: list[_Piece], text: str) -> tuple[dict[str, Any], int]:
    """Read an operator's value; return the field it sets and how many pieces it took.

    It is a phrase, or a word; where more words make sense together (a date, a country), as many
    as do.
    """
    if not following:
        return {}, 0
    first = following[0]
    if first.quoted and not first.excluded:
        field_set = _filter(operator, first.text)
        return field_set, 1 if field_set else 0
    most = 1 if operator in ("source", "section", "topic") else MAX_VALUE_WORDS
    plain = list(takewhile(lambda piece: not _closes(piece), following[:most]))
    for count in range(len(plain), 0, -1):
        field_set = _filter(operator, text[first.start : plain[count - 1].end])
        if field_set:
            return field_set, count
    return {}, 0


def _closes(piece: _Piece) -> bool:
    return piece.quoted or piece.operator is not None or piece.excluded


def _filter(operator: str, value: str) -> dict[str, Any]:
    """Return the field of a query that an operator's value sets; nothing if it makes no sense."""
    if operator == "source":
        return {"domain": value}
    if operator == "section":
        return {"section": value}
    if operator == "topic":
        topic = topic_of_section(value)
        return {"topic": topic} if topic else {}
    if operator == "country":
        code = country_code(value)
        return {"country": code} if code else {}
    days = read_days(value)
    return {operator: days[0 if operator == "since" else 1]} if days else {}


def read_days(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of a printed day, month (2024-11) or year; None if it is none.

    Digits of every script, month names and Hijri dates are read.
    """
    plain = fold(text).strip(" .,،;؛")
    try:
        if match := _DAY.fullmatch(plain):
            year, month, day = map(int, match.groups())
            return (dt.date(year, month, day),) * 2
        if match := _YEAR.fullmatch(plain):
            year, month = int(match[1]), int(match[2] or 0)
            first = dt.date(year, month or 1, 1)
            return first, _last_day(year, month or 12)
    except ValueError:
        return None
    reading = read_stamp(text)
    if reading is None or text[: reading.start].strip() or text[reading.end :].strip(" .,،;؛"):
        return None
    stamp = reading.stamp
    day_of = stamp.date() if isinstance(stamp, dt.datetime) else stamp
    return day_of, day_of


def _last_day(year: int, month: int) -> dt.date:
    following = (
        dt.date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else None
    )
    return following - dt.timedelta(days=1) if following else dt.date.max


def country_code(name: str) -> str | None:
    """Return the ISO 3166-1 code of a country by its code or its Arabic or English name."""
    return _knowledge().countries.get(_country_key(name))


def _country_key(name: str) -> str:
    words = re.findall(r"[^\W_]+", fold(name))
    return " ".join(word[2:] if word.startswith("ال") and len(word) > 4 else word for word in words)


def _join_spaced(words: list[str]) -> list[str]:
    """Put the letters of a spaced acronym ("أ ف ب") together again, as the index has them."""
    line = " ".join(words)
    for token in reversed(tokens(line)):
        if " " in token.text:
            joined = token.text.replace(" ", "\u00a0")
            line = line[: token.start] + joined + line[token.end :]
    return [word.replace("\u00a0", " ") for word in line.split(" ") if word]


@dataclass(frozen=True, slots=True)
class _Knowledge:
    operators: Mapping[str, str]  # folded name → operator
    countries: Mapping[str, str]  # key of a name or code → code


@lru_cache(maxsize=1)
def _knowledge() -> _Knowledge:
    return parse_knowledge((files("marsad.store") / FILE).read_text(encoding="utf-8"))


def parse_knowledge(source: str) -> _Knowledge:
    """Read and check the text of a `query.toml`.

    Raises:
        ConfigError: a table is missing or of the wrong type; the message names it.
    """
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{FILE}: {error}") from error
    operators = _table(data, "operators")
    if set(operators) != set(OPERATORS):
        raise ConfigError(f"{FILE}: operators: expected {', '.join(OPERATORS)}")
    countries: dict[str, str] = {}
    for locale in (Locale("en"), Locale("ar")):
        for code, name in locale.territories.items():
            if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES:
                countries[_country_key(name)] = countries[code.lower()] = code
    for code, names in _table(data, "countries").items():
        countries |= {_country_key(name): code for name in names}
    return _Knowledge(
        {fold(name): key for key, names in operators.items() for name in names}, countries
    )


def _table(data: Mapping[str, Any], name: str) -> dict[str, list[str]]:
    table = data.get(name)
    if not isinstance(table, dict):
        raise ConfigError(f"{FILE}: {name}: expected a table")
    for key, words in table.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ConfigError(f"{FILE}: {name}.{key}: expected an array of strings")
    return table
