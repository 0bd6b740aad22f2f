"""Where places lie, from `places.tsv`, which `scripts/build_places.py` builds, and the words around
their names that say so, from `places.toml`.

Contains GeoNames data (https://www.geonames.org/), CC BY 4.0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from marsad.errors import ConfigError
from marsad.lexicon.names import without_article
from marsad.text.normalize import fold
from marsad.text.toml_data import parse_toml
from marsad.types import Coordinates

_FILE = "places.tsv"
_WORDS = "places.toml"
_IN_TEXT = "*"  # ends the kind of a small bearer, which is none where a line has its name alone
_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a name may mean."""

    country: str | None  # ISO 3166-1 alpha-2
    coordinates: Coordinates | None
    population: int
    kind: str
    minor: bool = False  # looked for in articles only


@dataclass(frozen=True, slots=True)
class Places:
    """Places by name, and the middle of each state."""

    rows: dict[str, tuple[str, ...]]  # name → the lines that hold it, read when asked for
    states: dict[str, Coordinates]

    def named(self, name: str) -> tuple[Place, ...]:
        """Return the places that a name by itself may mean, but states; () where it is unknown."""
        rows = self.rows.get(place_key(name), ())
        return tuple(_place(row) for row in rows if not row.endswith(_IN_TEXT))

    def bearers(self, name: str) -> tuple[Place, ...]:
        """Return the places that a name in an article may mean: its small bearers as well."""
        return tuple(_place(row) for row in self.rows.get(place_key(name), ()))


@dataclass(frozen=True, slots=True)
class PlaceNoun:
    """What parts of some states are called."""

    states: frozenset[str]  # the Arab states that have such parts
    abroad: bool  # whether parts of other states are called so in Arabic


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words around names of places, folded; the fields are explained in `places.toml`."""

    nouns: dict[str, PlaceNoun]
    lying: frozenset[str]
    arab: frozenset[str]


@cache
def load_place_words() -> PlaceWords:
    """Return the words of `places.toml`."""
    return parse_place_words(files("marsad.lexicon").joinpath(_WORDS).read_text("utf-8"))


def parse_place_words(source: str) -> PlaceWords:
    """Read and check the text of a `places.toml`.

    Raises:
        ConfigError: it is not TOML or a field is missing or wrong; the message names it.
    """
    data = parse_toml(_WORDS, source)
    nouns: dict[str, PlaceNoun] = {}
    for table, abroad in (("nouns", False), ("nouns_abroad", True)):
        kinds = data.section(table)
        for kind in kinds.values:
            entry = kinds.section(kind)
            noun = PlaceNoun(frozenset(entry.words("states")), abroad)
            nouns.update(dict.fromkeys(map(fold, entry.words("forms")), noun))
    return PlaceWords(
        nouns, frozenset(map(fold, data.words("lying"))), frozenset(data.words("arab"))
    )


@lru_cache(maxsize=1 << 13)
def place_key(name: str) -> str:
    """Return a name as the file spells it: folded, without articles."""
    return " ".join(without_article(word) for word in fold(name).replace("-", " ").split())


@cache
def load_places() -> Places:
    """Return the places of `places.tsv`."""
    return parse_places(files("marsad.lexicon").joinpath(_FILE).read_text("utf-8").splitlines())


def parse_places(lines: Iterable[str]) -> Places:
    """Index the lines of a `places.tsv`.

    Raises:
        ConfigError: a line has too few columns, or a state has no coordinates; the message has
            its number.
    """
    rows: dict[str, tuple[str, ...]] = {}
    states: dict[str, Coordinates] = {}
    for number, line in enumerate(lines, 1):
        if line.startswith("#") or not line:
            continue
        names, _, rest = line.partition("\t")
        if rest.count("\t") != _COLUMNS - 2:
            raise ConfigError(f"{_FILE}:{number}: expected {_COLUMNS} columns")
        if rest.endswith("\tcountry"):
            state = _place(rest)
            if state.coordinates is None or state.country is None:
                raise ConfigError(f"{_FILE}:{number}: a state needs code and coordinates")
            states[state.country] = state.coordinates
            continue
        for name in names.split(";"):
            rows[name] = (*rows.get(name, ()), rest)
    return Places(rows, states)


def _place(row: str) -> Place:
    country, latitude, longitude, population, kind = row.split("\t")
    at = (float(latitude), float(longitude)) if latitude and longitude else None
    return Place(
        country or None,
        at,
        int(population),
        kind.rstrip(_IN_TEXT),
        kind != kind.rstrip(_IN_TEXT),
    )
