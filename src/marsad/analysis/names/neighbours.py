"""Features of a word with its neighbours (`features.pairs`), looked up without making strings.

They are asked of every word, and most words have none: where the first of two words is in no such
feature, one lookup settles it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Second = Mapping[str, int]
"""Rows of weights by the second of two words."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Rows of weights by two words: with the one before, with the one after, of both around."""

    before: Mapping[str, Second] = field(repr=False)
    after: Mapping[str, Second] = field(repr=False)
    around: Mapping[str, Second] = field(repr=False)

    def rows(self, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield places and rows, in the order in which the features are named."""
        before, after, around = self.before.get, self.after.get, self.around.get
        left, last = "^", len(keys) - 1
        for at, key in enumerate(keys):
            right = keys[at + 1] if at < last else "$"
            for known, second in ((before(left), key), (after(key), right), (around(left), right)):
                if known is not None:
                    row = known.get(second)
                    if row is not None:
                        yield at, row
            left = key


def read_neighbours(features: Mapping[str, int]) -> Neighbours:
    """Read the rows of such features; a sign that parts two words may be a word itself."""
    found: dict[str, dict[str, dict[str, int]]] = {"<": {}, ">": {}, "<>": {}}
    for name, row in features.items():
        for mark, table in found.items():
            if not name.startswith(mark):
                continue
            words = name[len(mark) :]
            cut = words.find("|")
            while cut >= 0:
                table.setdefault(words[:cut], {})[words[cut + 1 :]] = row
                cut = words.find("|", cut + 1)
    return Neighbours(found["<"], found[">"], found["<>"])
