"""Features of neighbouring words as numbers, looked up for a whole document at once.

Kinds and clusters (`features.in_row`, `features.alike`) are few, and what they say of a word's
neighbours is asked of every word: as strings that would take most of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marsad.analysis.names.features import COARSE, PAIRED

Integers = NDArray[np.int64]

EDGES = 2
"""Empty words to each side of a sentence."""
KIND, COARSEST, PAIRS = 0, 1, 2
"""Columns of a word's numbers: its kind, its coarsest cluster, then its clusters for pairs."""
WIDTH = 2 + len(PAIRED)

_NONE = 0

# What joins which neighbours: the feature's beginning, the column, places from the word.
_TEMPLATES: dict[str, tuple[int, tuple[int, ...]]] = {
    "t0": (KIND, (0,)), "t<": (KIND, (-1, 0)), "t>": (KIND, (0, 1)), "t<>": (KIND, (-1, 0, 1)),
    "t<<": (KIND, (-2, -1, 0)), "t>>": (KIND, (0, 1, 2)), "c<>": (COARSEST, (-1, 0, 1)),
    **{f"c<{grain}:": (PAIRS + at, (-1, 0)) for at, grain in enumerate(PAIRED)},
    **{f"c>{grain}:": (PAIRS + at, (0, 1)) for at, grain in enumerate(PAIRED)},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Template:
    """The features of one beginning: for each combination of numbers its row of weights."""

    column: int
    places: tuple[int, ...]
    size: int  # numbers are below it
    table: NDArray[Any] = field(repr=False)  # to places in `rows`
    rows: Integers = field(repr=False)  # the first is that of no feature, all zeros

    def at(self, numbers: Integers) -> tuple[slice, Any]:
        """Return places in a row and the rows of weights there, for the numbers of many words."""
        first, last = -min(0, *self.places, 0), len(numbers) - max(0, *self.places, 0)
        if last <= first:
            return slice(0), self.rows[:0]
        sought = np.zeros(last - first, np.int64)
        for place in self.places:
            sought *= self.size
            sought += numbers[first + place : last + place, self.column]
        return slice(first, last), self.rows.take(self.table.take(sought))


@dataclass(frozen=True, slots=True)
class Codes:
    """The rows of weights of such features."""

    kinds: Mapping[str, int] = field(repr=False)
    sizes: tuple[int, ...]  # of each column: greater numbers are in no feature
    templates: tuple[Template, ...] = field(repr=False)

    def of(self, kind: str, clusters: Sequence[str] | None) -> list[int]:
        """Return the numbers of a word."""
        found = [self.kinds.get(kind, _NONE), *[_NONE] * (WIDTH - 1)]
        if clusters:
            if len(clusters) > COARSE:
                found[COARSEST] = _cluster(clusters[COARSE])
            for at, grain in enumerate(PAIRED):
                if grain < len(clusters):
                    found[PAIRS + at] = _cluster(clusters[grain])
        return [
            number if number < size else _NONE
            for number, size in zip(found, self.sizes, strict=True)
        ]

    def rows(self, numbers: Integers) -> Iterator[tuple[slice, Any]]:
        """Yield places and the rows of weights to add there, for the numbers of many words."""
        for template in self.templates:
            yield template.at(numbers)


def _cluster(name: str) -> int:
    return int(name) + 2  # -1 is the cluster of a word that one view does not know


def read_codes(features: Mapping[str, int]) -> Codes:
    """Find the features of neighbours among all features and their rows."""
    kinds: dict[str, int] = {}
    found: dict[str, list[tuple[tuple[int, ...], int]]] = {name: [] for name in _TEMPLATES}
    for feature, row in features.items():
        if feature[0] not in "tc":
            continue
        for name in (feature[:3], feature[:2]):
            template = _TEMPLATES.get(name)
            parts = _parts(feature[len(name) :])
            if template and len(parts) == len(template[1]) and all(parts):
                found[name].append((_numbers(parts, template[0], kinds), row))
                break
        else:
            name, _, rest = feature.partition(":")
            if f"{name}:" in found and rest.count("|") == 1:
                column = _TEMPLATES[f"{name}:"][0]
                found[f"{name}:"].append((_numbers(rest.split("|"), column, kinds), row))
    sizes = [1] * WIDTH
    for name, (column, _) in _TEMPLATES.items():
        sizes[column] = max([sizes[column], *(1 + max(numbers) for numbers, _ in found[name])])
    return Codes(
        kinds,
        tuple(sizes),
        tuple(
            _template(column, places, sizes[column], [((), len(features)), *found[name]])
            for name, (column, places) in _TEMPLATES.items()
            if found[name]
        ),
    )


def _template(
    column: int, places: tuple[int, ...], size: int, found: Sequence[tuple[tuple[int, ...], int]]
) -> Template:
    # Kinds and the coarsest clusters are about a hundred each: all triples take two megabytes.
    table = np.zeros((size,) * len(places), np.min_scalar_type(len(found)))
    for at, (numbers, _) in enumerate(found):
        if numbers:
            table[numbers] = at
    return Template(column, places, size, table.ravel(), np.array([row for _, row in found]))


def _parts(text: str) -> list[str]:
    """Cut at each bar but those that are a kind themselves: `a||` is a and a bar."""
    pieces = iter(text.split("|"))
    return [piece or ("|" if next(pieces, None) == "" else "") for piece in pieces]


def _numbers(parts: Sequence[str], column: int, kinds: dict[str, int]) -> tuple[int, ...]:
    if column == KIND:
        return tuple(kinds.setdefault(part, len(kinds) + 1) for part in parts)
    return tuple(map(_cluster, parts))
