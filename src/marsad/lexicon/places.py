"""Where places lie, from `places.tsv`, which `scripts/build_places.py` builds.

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
from marsad.types import Coordinates

_FILE = "places.tsv"
_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a name may mean."""

    country: str | None  # ISO 3166-1 alpha-2
    coordinates: Coordinates | None
    population: int
    kind: str


@dataclass(frozen=True, slots=True)
class Places:
    """Places by name, and the middle of each state."""

    rows: dict[str, tuple[str, ...]]  # name → the lines that hold it, read when asked for
    states: dict[str, Coordinates]

    def named(self, name: str) -> tuple[Place, ...]:
        """Return the places that a name may mean, states apart; () where it is unknown."""
        return tuple(_place(row) for row in self.rows.get(place_key(name), ()))


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
    return Place(country or None, at, int(population), kind)
