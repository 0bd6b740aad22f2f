"""The words of many texts at once, as 64-bit numbers in arrays.

Finding copies reads every text of a stream, and word by word in Python that is most of the cost.
Here characters are folded by one table (`marsad.text.normalize`), words are runs of letters and
digits, and a word's number is a polynomial of its characters, mixed: the same on every machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from marsad.text.normalize import fold

Hashes = NDArray[np.uint64]
Offsets = NDArray[np.int64]

LONGEST = 40_000
"""Code points of a text that are read: books are no news."""

_SPACE, _EXPAND = 0, 1  # code points that no folded word has
_DROP = 2
_HAMZA = "\u0654"  # joins the letter before it
_LONGEST_WORD = 64  # characters that tell a word from another
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_BASE = 0x100000001B3
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_SHIFTS = (np.uint64(30), np.uint64(27), np.uint64(31))


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of texts, one text after the other."""

    numbers: Hashes  # (words,)
    offsets: Offsets  # (texts + 1,): text i has the words from offsets[i] to offsets[i + 1]
    codes: NDArray[np.uint32]  # folded code points of all texts
    starts: Offsets  # (words,): where each word begins among the codes
    ends: Offsets

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.offsets) - 1

    def printed(self, at: int) -> str:
        """Return a word in its folded spelling."""
        return self.codes[self.starts[at] : self.ends[at]].tobytes().decode("utf-32-le")


def read_words(texts: Sequence[str]) -> Words:
    """Read the words of `texts`; of each text its first `LONGEST` code points."""
    lines = [text[:LONGEST].replace("\n", " ") for text in texts]
    codes = _fold("\n".join([*lines, ""]))
    several = codes == _EXPAND
    if several.any() or any(_HAMZA in line for line in lines):
        # A text whose characters do not fold one by one goes the slow way, by itself.
        slow = set(np.cumsum(codes == ord("\n"))[several].tolist())
        lines = [
            fold(line).replace("\n", " ") if at in slow or _HAMZA in line else line
            for at, line in enumerate(lines)
        ]
        codes = _fold("\n".join([*lines, ""]))
        codes[codes == _EXPAND] = _SPACE  # emoji and the like
    newline = codes == ord("\n")
    letter = ~newline & (codes != _SPACE)
    edges = np.flatnonzero(np.diff(letter, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    offsets = np.concatenate(([0], np.searchsorted(starts, np.flatnonzero(newline))))
    return Words(_numbers(codes, starts, ends), offsets, codes, starts, ends)


def _fold(text: str) -> NDArray[np.uint32]:
    """Return folded code points: 0 for what parts words, `_EXPAND` where one becomes several."""
    raw = np.frombuffer(text.encode("utf-32-le", "replace"), dtype="<u4")
    table = _table()
    folded = table[np.minimum(raw, len(table) - 1)]
    return np.asarray(folded[folded != _DROP])


@cache
def _table() -> NDArray[np.uint32]:
    """Return what each character of the basic plane folds to; the last row is for all others."""
    rows = np.zeros(0x10000, dtype=np.uint32)
    for code in range(0x10000):
        char = chr(code)
        folded = "" if 0xD800 <= code < 0xE000 else fold(char)
        if not folded:
            rows[code] = _SPACE if 0xD800 <= code < 0xE000 else _DROP
        elif len(folded) > 1 or ord(folded) > 0xFFFF:
            rows[code] = _EXPAND
        elif unicodedata.category(folded)[0] in "LN":
            rows[code] = ord(folded)
    rows[ord("\n")] = ord("\n")
    rows[0xFFFF] = _EXPAND
    return rows


def _numbers(codes: NDArray[np.uint32], starts: Offsets, ends: Offsets) -> Hashes:
    if not len(starts):
        return np.zeros(0, dtype=np.uint64)
    lengths = ends - starts
    letters = np.repeat(starts, lengths) + _places(lengths)
    powers = np.ones(_LONGEST_WORD, dtype=np.uint64)
    powers[1:] = _BASE
    powers = np.multiply.accumulate(powers)
    places = np.minimum(_places(lengths), _LONGEST_WORD - 1)
    terms = (codes[letters].astype(np.uint64) + np.uint64(7)) * _GOLDEN * powers[places]
    return mix(np.add.reduceat(terms, np.concatenate(([0], np.cumsum(lengths)[:-1]))))


def _places(lengths: Offsets) -> Offsets:
    """Return 0, 1, 2 … for each run of the given length."""
    before = np.cumsum(lengths) - lengths
    return np.arange(int(lengths.sum()), dtype=np.int64) - np.repeat(before, lengths)


def mix(numbers: Hashes) -> Hashes:
    """Spread 64-bit numbers evenly (splitmix64: Steele, Lea, Flood, OOPSLA 2014)."""
    numbers = (numbers ^ (numbers >> _SHIFTS[0])) * _MIX[0]
    numbers = (numbers ^ (numbers >> _SHIFTS[1])) * _MIX[1]
    return numbers ^ (numbers >> _SHIFTS[2])


def shingles(words: Words, size: int = 3) -> Iterator[Hashes]:
    """Yield the runs of `size` words of each text in order; a text of fewer words has none."""
    count = max(0, len(words.numbers) - size + 1)
    runs = np.zeros(count, dtype=np.uint64)
    for at in range(size):
        runs = mix(runs + _GOLDEN + words.numbers[at : at + count])
    for first, last in zip(words.offsets[:-1].tolist(), words.offsets[1:].tolist(), strict=True):
        yield runs[first : max(first, last - size + 1)]
