"""What one text has of another: the words that both print, and what was cut, added or changed.

Words are compared as readers take them, folded: harakat, hamzas and punctuation make no difference,
unless that is asked for: then words and marks are compared as they are printed.
Runs of words that each text has once are the fixed points, as in patience diff; what lies between
two of them is aligned by the longest common subsequence, as long as that costs little. The cost is
bounded by the lengths of the texts however they are made.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from marsad.text.tokenize import tokens

Kind = Literal["same", "cut", "added", "changed"]
_Codes = NDArray[np.int64]
_Pair = tuple[int, int]

_PRINTED = re.compile(r"(?:\w[\w\u064b-\u065f\u0670]*|[^\w\s])\s*|^\s+")
"""Words with their harakat, and marks, each with the blanks after it."""

MOST_CHARS = 200_000
"""Code points of either text that are compared; the rest is one piece."""

_RUN = 3  # words of a fixed point
_MOST_CELLS = 1_500_000  # of one alignment: so many pairs of words are looked at
_MOST_CELLS_IN_ALL = 8_000_000
_STRAY = 3  # words in common that say little between longer changes


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of both texts; `first` is empty where it was added, `second` where it was cut.

    What is the same may be spelled and punctuated in two ways, unless compared as printed.
    """

    kind: Kind
    first: str
    second: str
    words: tuple[int, int]  # of either text


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts as pieces in order: `first` joined is the first text, `second` the second."""

    pieces: tuple[Piece, ...]
    is_complete: bool = True  # False where a part was too long, or too monotonous, to be aligned

    @property
    def kept(self) -> int:
        """Words of the first text that the second one has too."""
        return sum(piece.words[0] for piece in self.pieces if piece.kind == "same")

    @property
    def lost(self) -> int:
        """Words that the second text has not, or others in their place."""
        return sum(piece.words[0] for piece in self.pieces if piece.kind != "same")

    @property
    def gained(self) -> int:
        """Words that only the second text has."""
        return sum(piece.words[1] for piece in self.pieces if piece.kind != "same")

    @property
    def shared(self) -> float:
        """Share of the second text's words that stand in the first, 0 to 1; 1 for no words."""
        held = sum(piece.words[1] for piece in self.pieces if piece.kind == "same")
        return held / (held + self.gained) if held + self.gained else 1.0


class _Cut(NamedTuple):
    """A text in words, each with the marks and blanks after it, and how each is compared."""

    words: list[str]
    keys: list[str]
    rest: str  # beyond what is compared


def difference(first: str, second: str, *, as_printed: bool = False) -> Difference:
    """Compare two texts word by word, in their order.

    `as_printed` compares them to the letter, marks of punctuation as words; blanks make no
    difference then either.
    """
    cut = _cut_printed if as_printed else _cut
    old, new = cut(first), cut(second)
    known: dict[str, int] = {}
    codes = [
        np.array([known.setdefault(key, len(known)) for key in cut.keys], dtype=np.int64)
        for cut in (old, new)
    ]
    aligner = _Aligner(*codes)
    pairs = aligner.align((0, 0), (len(codes[0]), len(codes[1])))
    steps = _without_strays(_steps(pairs, len(codes[0]), len(codes[1])))
    pieces = [
        Piece(kind, "".join(old.words[i:j]), "".join(new.words[k:m]), (j - i, m - k))
        for kind, i, j, k, m in steps
    ]
    if old.rest or new.rest:
        pieces.append(_rest(old.rest, new.rest))
    is_complete = aligner.is_complete and not (old.rest or new.rest)
    return Difference(tuple(pieces), is_complete)


def _cut(text: str) -> _Cut:
    text, rest = text[:MOST_CHARS], text[MOST_CHARS:]
    found = tokens(text)
    if not found:
        return _Cut([text] if text else [], [""] if text else [], rest)
    edges = [0, *(token.start for token in found[1:]), len(text)]
    words = [text[start:end] for start, end in pairwise(edges)]
    return _Cut(words, [token.folded for token in found], rest)


def _cut_printed(text: str) -> _Cut:
    text, rest = text[:MOST_CHARS], text[MOST_CHARS:]
    words = _PRINTED.findall(text)
    return _Cut(words, [word.rstrip() for word in words], rest)


def _rest(first: str, second: str) -> Piece:
    words = len(first.split()), len(second.split())
    if first == second:
        return Piece("same", first, second, words)
    kind: Kind = "changed" if first and second else ("cut" if first else "added")
    return Piece(kind, first, second, words)


class _Aligner:
    """Finds which words of two texts stand for each other, within its means."""

    def __init__(self, first: _Codes, second: _Codes) -> None:
        self._first, self._second = first, second
        self._cells = _MOST_CELLS_IN_ALL
        self.is_complete = True

    def align(self, start: _Pair, end: _Pair) -> list[_Pair]:
        """Return the places of common words between two points, both rising."""
        (i, k), (j, m) = start, end
        head = _agreeing(self._first[i:j], self._second[k:m])
        tail = _agreeing(self._first[i + head : j][::-1], self._second[k + head : m][::-1])
        found = [(i + at, k + at) for at in range(head)]
        i, k, j, m = i + head, k + head, j - tail, m - tail
        at = (i, k)
        for fixed in (*self._fixed((i, k), (j, m)), (j, m)):
            found += self._between(at, fixed)
            if fixed != (j, m):
                found.append(fixed)
            at = (fixed[0] + 1, fixed[1] + 1)
        return found + [(j + at, m + at) for at in range(tail)]

    def _fixed(self, start: _Pair, end: _Pair) -> list[_Pair]:
        """Return where words stand that belong to runs that both texts have once."""
        ours = _single_runs(self._first, start[0], end[0])
        theirs = _single_runs(self._second, start[1], end[1])
        common = sorted((ours[run], theirs[run]) for run in ours.keys() & theirs.keys())
        chosen = {(one + at, other + at) for one, other in _rising(common) for at in range(_RUN)}
        # Runs that overlap in one text alone would give a word two places.
        found: list[_Pair] = []
        for pair in sorted(chosen):
            if not found or (pair[0] > found[-1][0] and pair[1] > found[-1][1]):
                found.append(pair)
        return found

    def _between(self, start: _Pair, end: _Pair) -> list[_Pair]:
        first, second = self._first[start[0] : end[0]], self._second[start[1] : end[1]]
        cells = len(first) * len(second)
        if not cells:
            return []
        if cells > min(_MOST_CELLS, self._cells):
            self.is_complete = False
            return []
        self._cells -= cells
        if len(first) <= len(second):
            pairs = _longest_common(first, second)
        else:
            pairs = [(one, other) for other, one in _longest_common(second, first)]
        return [(start[0] + one, start[1] + other) for one, other in pairs]


def _agreeing(first: _Codes, second: _Codes) -> int:
    """Return how many words two texts begin with alike."""
    shorter = min(len(first), len(second))
    differ = np.flatnonzero(first[:shorter] != second[:shorter])
    return int(differ[0]) if len(differ) else shorter


def _single_runs(codes: _Codes, start: int, end: int) -> dict[tuple[int, ...], int]:
    """Return the runs of words that occur once between two places, and where."""
    listed = codes[start:end].tolist()
    found: dict[tuple[int, ...], int] = {}
    for at, run in enumerate(zip(*(listed[shift:] for shift in range(_RUN)), strict=False)):
        found[run] = -1 if run in found else start + at
    return {run: at for run, at in found.items() if at >= 0}


def _rising(pairs: Sequence[_Pair]) -> list[_Pair]:
    """Return the longest part of pairs, sorted by their first, in which the second rises too."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for at, (_, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        before.append(places[length - 1] if length else -1)
        if length == len(ends):
            ends.append(other)
            places.append(at)
        else:
            ends[length], places[length] = other, at
    chosen = []
    at = places[-1] if places else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _longest_common(first: _Codes, second: _Codes) -> list[_Pair]:
    """Return a longest common subsequence as places; a row of the table is one step of numpy."""
    rows, columns = len(first), len(second)
    table = np.zeros((rows + 1, columns + 1), dtype=np.int32)
    for at in range(rows):
        above = table[at]
        best = np.maximum(above[1:], above[:-1] + (second == first[at]))
        np.maximum.accumulate(best, out=table[at + 1, 1:])
    found = []
    i, j = rows, columns
    while i and j:
        if first[i - 1] == second[j - 1]:
            i, j = i - 1, j - 1
            found.append((i, j))
        elif table[i - 1, j] >= table[i, j - 1]:
            i -= 1
        else:
            j -= 1
    return found[::-1]


_Step = tuple[Kind, int, int, int, int]


def _steps(pairs: list[_Pair], first: int, second: int) -> Iterator[_Step]:
    """Turn the places of common words into stretches that cover both texts."""
    i = k = at = 0
    while at < len(pairs):
        one, other = pairs[at]
        length = 1
        while pairs[at + length : at + length + 1] == [(one + length, other + length)]:
            length += 1
        if one > i or other > k:
            yield _kind(one - i, other - k), i, one, k, other
        i, k, at = one + length, other + length, at + length
        yield "same", one, i, other, k
    if first > i or second > k:
        yield _kind(first - i, second - k), i, first, k, second


def _kind(cut: int, added: int) -> Kind:
    return "changed" if cut and added else ("cut" if cut else "added")


def _without_strays(steps: Iterator[_Step]) -> list[_Step]:
    """Join changes that are parted only by a few words which they happen to share.

    A text reads more easily as rewritten than as a patchwork of old and new words.
    """
    done: list[_Step] = []
    for step in steps:
        done.append(step)
        while len(done) >= 3 and _is_stray(*done[-3:]):
            (_, i, _, k, _), _, (_, _, j, _, m) = done[-3:]
            done[-3:] = [("changed", i, j, k, m)]
    return done


def _is_stray(before: _Step, middle: _Step, after: _Step) -> bool:
    if middle[0] != "same" or before[0] == "same" or after[0] == "same":
        return False
    words = middle[2] - middle[1]
    sizes = [max(step[2] - step[1], step[4] - step[3]) for step in (before, after)]
    return words <= _STRAY and words < min(sizes)
