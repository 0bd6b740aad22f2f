"""Records of article dumps → articles: the contract's own, and those of the ANT news corpora."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale

from marsad.codec import MADE_BY, article_id, decode
from marsad.errors import ConfigError, InputError
from marsad.fetch.times import read_time
from marsad.lexicon.furniture import load_furniture
from marsad.text.bidi import strip_controls
from marsad.text.normalize import fold
from marsad.types import Article, Publisher
from marsad.urls import absolute, clean_url, domain_of

_DASH = re.compile(r"\s+[-–—ـ−_]+\s*|\s*[-–—ـ−_]+\s+|\s+\.\s+|\s*[:/|]\s*")
_BARE_DASH = re.compile(r"(?<=[\u0621-\u064a\u0651])[-–—](?=[\u0621-\u064a])")
_COMMA = re.compile(r"\s*[،,؛;&+]\s*|\s+و(?=وكالات)")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^\d<>@]{1,59}")
_BRACKET = re.compile(r"\s*\([^)]*\)")
_MAX_WORDS = 6
"""Words of the longest personal name; longer texts are descriptions."""


@dataclass(frozen=True, slots=True)
class Byline:
    """What an author field says: who wrote it, where, and whom it is taken from."""

    authors: tuple[str, ...] = ()
    dateline: str | None = None
    credits: tuple[str, ...] = ()


def is_article(value: Any) -> bool:
    """Say whether parsed JSON looks like an article record at all."""
    return isinstance(value, Mapping) and not value.keys().isdisjoint({"text", "paragraphs"})


def read_record(value: Any) -> Article:
    """Make an article of one parsed record of a dump.

    Raises:
        InputError: a field is missing or of the wrong type, or there is no text.
    """
    if isinstance(value, Mapping) and {"src", "cat"} <= value.keys():
        return _corpus_article(value)
    return decode(Article, value)


def _corpus_article(value: Mapping[str, Any]) -> Article:
    """Read a record of the ANT corpora: id, url, src, cat, title, time, author, abstract, text."""
    text, title, url = _text(value, "text"), _text(value, "title"), _text(value, "url")
    if text is None:
        raise InputError("Article: the text is empty")
    canonical = clean_url(url) if url and absolute(url, None) else None
    domain = domain_of(canonical) if canonical else None
    section, byline = _text(value, "cat"), read_byline(_text(value, "author") or "", domain)
    return Article(
        id=_text(value, "id") or article_id(canonical, title, text),
        made_by=MADE_BY,
        title=title,
        text=text,
        url=url,
        canonical_url=canonical,
        published=read_time(value.get("time")),
        authors=byline.authors,
        publisher=Publisher(_text(value, "src"), domain),
        credits=byline.credits,
        dateline=byline.dateline,
        sections=(section,) if section else (),
    )


def _text(value: Mapping[str, Any], name: str) -> str | None:
    """Return a field without the white space around it; None where it says nothing."""
    field = value.get(name)
    if field is None:
        return None
    if not isinstance(field, str):
        raise InputError(f"{name}: expected a string")
    return field.strip() or None


# --- the author field --------------------------------------------------------


def read_byline(text: str, domain: str | None = None) -> Byline:
    """Take apart an author field such as "القاهرة - سامي نادر" or "لندن - رويترز".

    A place is told from a person by where it stands: the place comes first, unless only the last
    part is known as one. The outlet itself, by its `domain`, is no author.
    """
    printed = " ".join(strip_controls(text).split())
    if not _NAME.search(printed) or _UUID.fullmatch(printed):
        return Byline()
    parts = [[name.strip(" .") for name in _COMMA.split(part)] for part in _split(printed)]
    names = [name for part in parts for name in part]
    houses = {name for name in names if domain is not None and _known(name, domain)}
    outlets = (name for name in names if name not in houses and _is_organisation(name))
    credited = tuple(dict.fromkeys(outlets))
    known = {*houses, *credited, ""}
    others = [[name for name in part if name not in known] for part in parts]
    # A single part, or one that follows the outlet's own name, is no place unless known as one.
    open_end = (len(parts) == 1 and not credited) or (bool(houses) and not others[0])
    places, people = _places_and_people(others, open_end=open_end)
    authors = tuple(dict.fromkeys(name for name in people if _is_name(name)))
    if not all(map(_NAME.fullmatch, places or [""])):
        return Byline(authors, None, credited)
    return Byline(authors, "، ".join(places) if people else printed, credited)


def _split(printed: str) -> list[str]:
    """Split at dashes, colons and strokes; at a bare hyphen only where there is nothing else."""
    parts = _DASH.split(printed)
    return [part for part in (parts if len(parts) > 1 else _BARE_DASH.split(printed)) if part]


def _places_and_people(parts: list[list[str]], *, open_end: bool) -> tuple[list[str], list[str]]:
    """Tell places from people; both in the order printed."""
    filled = [part for part in parts if part]
    if not filled:
        return [], []
    if open_end:
        names = [name for part in filled for name in part]
        return [n for n in names if _is_place(n)], _people(n for n in names if not _is_place(n))
    *before, last = filled if parts[-1] else [*filled, []]
    places = [name for part in before for name in part]
    if all(_is_place(name) for name in last):
        if last and places and not any(_is_place(name) for name in places):
            return last, _people(places)
        return [*places, *last], []
    return places, _people(last)


def _people(names: Iterable[str]) -> list[str]:
    """Return names without what stands in brackets after them."""
    return [_BRACKET.sub("", name).strip() for name in names]


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and 2 <= len(text.split()) <= _MAX_WORDS


def _is_organisation(text: str) -> bool:
    """Say whether a name is an agency's, or holds a word that only outlets have in theirs."""
    return _known(text, "agencies") or any(_known(word, "words") for word in text.split())


def _is_place(text: str) -> bool:
    return fold(_BRACKET.sub("", text)) in _places()


def _known(name: str, table: str) -> bool:
    return fold(name) in _knowledge().get(table, ())


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    """Countries and large cities, folded, from the Unicode locale data."""
    locale = Locale("ar")
    cities = (zone.get("city") for zone in locale.time_zones.values())
    return frozenset(fold(name) for name in (*locale.territories.values(), *cities) if name)


@lru_cache(maxsize=1)
def _knowledge() -> dict[str, frozenset[str]]:
    """Load the names of agencies, words of outlets' names, and outlets' own names by domain."""
    data = tomllib.loads((files("marsad.fetch") / "dumps.toml").read_text(encoding="utf-8"))
    tables = {key: data.get(key) for key in ("agencies", "words")} | data.get("houses", {})
    for name, entries in tables.items():
        if not isinstance(entries, list) or not all(isinstance(item, str) for item in entries):
            raise ConfigError(f"dumps.toml: {name}: expected an array of strings")
    tables["agencies"] = [*tables["agencies"], *load_furniture().agencies]
    return {name: frozenset(fold(item) for item in entries) for name, entries in tables.items()}
