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
_MOST = 1 << 20  # a number is below it, so that three of them make one code

# What joins which neighbours: the feature's beginning, the column, places from the word.
_TEMPLATES: dict[str, tuple[int, tuple[int, ...]]] = {
    "t0": (KIND, (0,)), "t<": (KIND, (-1, 0)), "t>": (KIND, (0, 1)), "t<>": (KIND, (-1, 0, 1)),
    "t<<": (KIND, (-2, -1, 0)), "t>>": (KIND, (0, 1, 2)), "c<>": (COARSEST, (-1, 0, 1)),
    **{f"c<{grain}:": (PAIRS + at, (-1, 0)) for at, grain in enumerate(PAIRED)},
    **{f"c>{grain}:": (PAIRS + at, (0, 1)) for at, grain in enumerate(PAIRED)},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Codes:
    """The rows of weights of such features."""

    kinds: Mapping[str, int] = field(repr=False)
    templates: tuple[tuple[int, tuple[int, ...], Integers, Integers], ...] = field(repr=False)

    def of(self, kind: str, clusters: Sequence[str] | None) -> list[int]:
        """Return the numbers of a word."""
        found = [self.kinds.get(kind, _NONE), *[_NONE] * (WIDTH - 1)]
        if clusters:
            if len(clusters) > COARSE:
                found[COARSEST] = _cluster(clusters[COARSE])
            for at, grain in enumerate(PAIRED):
                if grain < len(clusters):
                    found[PAIRS + at] = _cluster(clusters[grain])
        return found

    def rows(self, numbers: Integers) -> Iterator[tuple[Any, Any]]:
        """Yield places and the rows of weights to add there, for the numbers of many words."""
        size = len(numbers)
        for column, places, codes, rows in self.templates:
            first, last = -min(0, *places, 0), size - max(0, *places, 0)
            if last <= first:
                continue
            sought = np.zeros(last - first, np.int64)
            known = np.ones(last - first, bool)
            for place in places:
                part = numbers[first + place : last + place, column]
                sought = sought * _MOST + part
                known &= part > _NONE
            at = np.searchsorted(codes, sought)
            at[at == len(codes)] = 0
            hit = np.flatnonzero(known & (codes[at] == sought))
            yield hit + first, rows[at[hit]]


def _cluster(name: str) -> int:
    return int(name) + 2  # -1 is the cluster of a word that one view does not know


def read_codes(features: Mapping[str, int]) -> Codes:
    """Find the features of neighbours among all features and their rows."""
    kinds: dict[str, int] = {}
    found: dict[str, dict[int, int]] = {name: {} for name in _TEMPLATES}
    for feature, row in features.items():
        if feature[0] not in "tc":
            continue
        for name in (feature[:3], feature[:2]):
            template = _TEMPLATES.get(name)
            parts = _parts(feature[len(name) :])
            if template and len(parts) == len(template[1]) and all(parts):
                found[name][_code(parts, template[0], kinds)] = row
                break
        else:
            name, _, rest = feature.partition(":")
            if f"{name}:" in found and rest.count("|") == 1:
                column = _TEMPLATES[f"{name}:"][0]
                found[f"{name}:"][_code(rest.split("|"), column, kinds)] = row
    templates = []
    for name, (column, places) in _TEMPLATES.items():
        codes = np.array(sorted(found[name]), np.int64)
        rows = np.array([found[name][code] for code in codes.tolist()], np.int64)
        if len(codes):
            templates.append((column, places, codes, rows))
    return Codes(kinds, tuple(templates))


def _parts(text: str) -> list[str]:
    """Cut at each bar but those that are a kind themselves: `a||` is a and a bar."""
    pieces = iter(text.split("|"))
    return [piece or ("|" if next(pieces, None) == "" else "") for piece in pieces]


def _code(parts: Sequence[str], column: int, kinds: dict[str, int]) -> int:
    code = 0
    for part in parts:
        number = kinds.setdefault(part, len(kinds) + 1) if column == KIND else _cluster(part)
        code = code * _MOST + number
    return code
