"""States: their names, nationality adjectives in every form, and seats of government."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from marsad.errors import ConfigError
from marsad.lexicon.names import without_article
from marsad.text.normalize import fold
from marsad.text.toml_data import Section, parse_toml

_FILE = "countries.toml"
_CODE = re.compile("[A-Z]{2}")
# Of an adjective without article: feminine, accusative, dual and plural.
_ENDINGS = ("", "ه", "ا", "ين", "ون", "ان", "تين", "تان", "ات")
_PARTS = re.compile(r"[\s\-–/]+")


@dataclass(frozen=True, slots=True)
class Countries:
    """Lookup tables over folded words; adjectives stand without article, names as they are."""

    adjectives: dict[str, str]  # one word, every form → code; "" for أوروبي and the like
    pairs: dict[tuple[str, str], str]  # كوري جنوبي
    doubtful: frozenset[str]  # forms that also mean something else
    names: dict[str, str]  # folded name, with and without article → code
    capitals: dict[str, str]  # folded name → code
    main_names: dict[str, str]  # code → usual name
    parts: dict[str, str]  # folded name of a state's part (England) → its usual name, folded

    def adjective(self, word: str, following: str = "") -> tuple[str, int] | None:
        """Return the country of a nationality that `word` (folded, article or not) opens.

        With it comes the number of words, 1 or 2; the country is "" where it is none's own
        (أوروبي).
        """
        bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
        after = following.removeprefix("ال")
        pair = self.pairs.get((bare, after))
        if pair is not None:
            return pair, 2
        found = self.adjectives.get(bare)
        return None if found is None else (found, 1)

    def named(self, name: str) -> str | None:
        """Return the code of the state that a text names, or of whose part it names."""
        return self.names.get(_key(name))

    def part(self, name: str) -> str | None:
        """Return the usual name, folded, of the part of a state that a text names; None of a state.

        Parts are places of their own: Scotland is neither England nor the United Kingdom.
        """
        return self.parts.get(_key(name))

    def seat(self, name: str) -> str | None:
        """Return the code of the state whose government sits in the place of that name."""
        return self.capitals.get(_key(name))


@lru_cache(maxsize=1 << 13)
def _key(name: str) -> str:
    return " ".join(_PARTS.split(fold(name).strip()))


@cache
def load_countries() -> Countries:
    """Return the tables of `countries.toml`."""
    return parse_countries(files("marsad.lexicon").joinpath(_FILE).read_text("utf-8"))


def parse_countries(source: str) -> Countries:
    """Read and check the text of a `countries.toml`.

    Raises:
        ConfigError: it is not TOML or an entry is wrong; the message names the country.
    """
    data = parse_toml(_FILE, source)
    adjectives = {form: "" for word in _words(data, "wider") for form in adjective_forms(word)}
    pairs: dict[tuple[str, str], str] = {}
    names: dict[str, str] = {}
    capitals: dict[str, str] = {}
    main_names: dict[str, str] = {}
    parts: dict[str, str] = {}
    for code, entry in _countries(data):
        main_names[code] = entry.words("names")[0]
        for word in entry.words("adjectives"):
            _add_adjective(fold(word), code, adjectives, pairs)
        for word in entry.words("people") if "people" in entry.values else ():
            adjectives.setdefault(fold(word), code)
        _add_names(entry.words("names"), code, names)
        _add_names(entry.words("capitals"), code, capitals)
        for name, spellings in _parts(entry):
            _add_names(spellings, code, names)
            _add_names(spellings, _key(name), parts)
    doubtful = frozenset(f for word in _words(data, "doubtful") for f in adjective_forms(word))
    return Countries(adjectives, pairs, doubtful, names, capitals, main_names, parts)


def _parts(entry: Section) -> Iterator[tuple[str, list[str]]]:
    """Yield the parts of a state by their usual names, with all spellings."""
    if "parts" in entry.values:
        parts = entry.section("parts")
        for name in parts.values:
            yield name, [name, *parts.words(name)]


def _words(data: Section, table: str) -> list[str]:
    return [fold(word) for word in data.section(table).words("adjectives")]


def _countries(data: Section) -> Iterator[tuple[str, Section]]:
    table = data.section("countries")
    for code in table.values:
        if not _CODE.fullmatch(code):
            raise ConfigError(f"{_FILE}: {code!r} is no country code")
        entry = table.section(code)
        if not entry.words("names"):
            raise entry.error("names", "must hold a name")
        yield code, entry


def adjective_forms(word: str) -> list[str]:
    """Return a folded adjective in every gender, number and case, without article."""
    return [word + ending for ending in _ENDINGS]


def _add_adjective(
    word: str, code: str, adjectives: dict[str, str], pairs: dict[tuple[str, str], str]
) -> None:
    parts = word.split()
    if len(parts) == 1:
        for form in adjective_forms(word):
            adjectives.setdefault(form, code)
        return
    if len(parts) != 2:
        raise ConfigError(f"{_FILE}: {code}: {word!r} has more than two words")
    first = adjective_forms(parts[0]) if parts[0].endswith("ي") else [parts[0]]
    second = adjective_forms(parts[1])
    for one in first:
        pairs.update({(one, two): code for two in second})


def _add_names(words: Iterable[str], code: str, table: dict[str, str]) -> None:
    for word in words:
        name = _key(word)
        table.setdefault(name, code)
        if name.startswith("ال"):  # للأردن leaves "أردن"
            table.setdefault(name[2:], code)
        table.setdefault(" ".join(map(without_article, name.split())), code)
