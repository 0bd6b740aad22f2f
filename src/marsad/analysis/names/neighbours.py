"""Features of a word with its neighbours (`features.pairs`), looked up without making strings.

They are asked of every word, and most words have none: where the first of two words is in no such
feature, one lookup settles it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Second = Mapping[str, int]
"""Rows of weights by the second of two words."""

_MARKS = ("<", ">", "<>")
_UNKNOWN: tuple[Second, Second, Second] = ({}, {}, {})


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Rows of weights by the first of two words, and by the second.

    For each first word: with the one after it as that one's feature, as its own, and of the two
    around another.
    """

    firsts: Mapping[str, tuple[Second, Second, Second]] = field(repr=False)

    def rows(self, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield places and rows, in the order in which the features are named."""
        get, last = self.firsts.get, len(keys) - 1
        before, _, around = get("^", _UNKNOWN)
        for at, key in enumerate(keys):
            right = keys[at + 1] if at < last else "$"
            own = get(key, _UNKNOWN)
            if before and (row := before.get(key)) is not None:
                yield at, row
            if own[1] and (row := own[1].get(right)) is not None:
                yield at, row
            if around and (row := around.get(right)) is not None:
                yield at, row
            before, _, around = own


def read_neighbours(features: Mapping[str, int]) -> Neighbours:
    """Read the rows of such features; a sign that parts two words may be a word itself."""
    found: dict[str, tuple[dict[str, int], dict[str, int], dict[str, int]]] = {}
    for name, row in features.items():
        for number, mark in enumerate(_MARKS):
            if not name.startswith(mark):
                continue
            words = name[len(mark) :]
            cut = words.find("|")
            while cut >= 0:
                tables = found.setdefault(words[:cut], ({}, {}, {}))
                tables[number][words[cut + 1 :]] = row
                cut = words.find("|", cut + 1)
    return Neighbours(found)
