"""The search fold: one spelling for all spellings of a word, with a way back to the source.

Folding maps each character by itself, so it is linear, distributes over concatenation (decomposed
hamzas apart) and every folded character knows the source character that it came from.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

_LETTERS = {
    "ا": "أإآٱٲٳٵ",
    "ء": "ؤئٶٷٸٴ",  # one seat for all, since مسؤول is also مسئول and شؤون شئون
    "ي": "ىیېۍێےۓۑؽؾؿ",
    "ه": "ةۀہۂھەۃۿ",
    "ك": "کڪګگڭݣڮڬ",
    "و": "ۆۇۈۋۏۄۅۉۊ",
    "ف": "ڤڥڡڢڣ",
    "ق": "ڨڧٯ",
    "ب": "پٮ",
    "ج": "چ",
    "ز": "ژ",
    "ت": "ٹټ",
    "د": "ڈډ",
    "ر": "ڑڕړ",
    "ل": "ڵ",
    "ن": "ںڼڻ",
    "س": "ښ",
    ".": "٫",
    ",": "٬",
    "%": "٪",
    "'": "’‘ʼ`´′",
    "-": "‐‑",
}
_TATWEEL = "ـ"
_DROPPED_LETTERS = f"{_TATWEEL}ۥۦ"  # tatweel, small Quranic waw and ya
_DROPPED_CATEGORIES = {"Cf", "Me"}
_MARK_SCRIPTS = ("ARABIC", "COMBINING", "HEBREW", "SYRIAC", "VARIATION")
# Blocks whose compatibility forms are the same letters drawn otherwise.
_COMPATIBLE = ((0xFB00, 0xFB06), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0xFF01, 0xFFEF),
               (0x1D400, 0x1D7FF), (0x1EE00, 0x1EEFF), (0x0675, 0x0678))  # fmt: skip
_SPLIT_HAMZA = re.compile("[ويىی](?=[\u064b-\u0653\u0655-\u065f\u0670]*+\u0654)")


def _fold_char(char: str) -> str:
    """Fold one character, once; see `_Table` for the fixed point."""
    category = unicodedata.category(char)
    if category in _DROPPED_CATEGORIES or char in _DROPPED_LETTERS:
        return ""
    if category == "Mn" and unicodedata.name(char, "").startswith(_MARK_SCRIPTS):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Zs":
        return " "
    code = ord(char)
    if any(low <= code <= high for low, high in _COMPATIBLE):
        # Presentation forms of bare marks come with a blank to sit on.
        return unicodedata.normalize("NFKC", char).lstrip(" ")
    bare = "".join(c for c in unicodedata.normalize("NFD", char) if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", bare).casefold()


class _Table(dict[int, str]):
    """Translation table that works out a character when it is first seen."""

    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code))
        value = folded if folded == chr(code) else folded.translate(self)
        self[code] = value
        return value


_TABLE = _Table({ord(char): base for base, chars in _LETTERS.items() for char in chars})
# Most text holds nothing else that changes: replacing these one by one is several times faster
# than translating every character.
_FREQUENT = tuple((char, _TABLE[ord(char)]) for char in "أإآىةؤئ")
_RARE = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652ـ\u200f\u200e\u202b\u202c\xa0’"
_LESS_FREQUENT = tuple((char, _TABLE[ord(char)]) for char in _RARE)
_HAS_RARE = re.compile(f"[{_RARE}]")
_STAYS = "\n\t -_a-~ء-غف-ي؟،؛«»“”–—…•"
_FOLDED = re.compile(f"[{_STAYS}]*+")
_FOLDED_LOWER = re.compile(f"[{_STAYS.replace(' -_', ' -@[-_')}]*+")
_LONGEST_KEPT = 120
_UPPER = re.compile("[A-Z]")
_MAY_SHIFT = re.compile(f"[^{_STAYS}أإآىةؤئ\xa0’]")


def fold(text: str) -> str:
    """Return `text` in the spelling that search compares; idempotent, linear.

    Marks (harakat, dagger alef, Quranic signs), tatweel, bidi controls and zero-width characters
    are dropped; أإآٱ become ا, ى ي, ة ه, ؤ and ئ ء; Persian, Urdu, Kurdish and Maghrebi letters
    become their Arabic ones, presentation forms their letters, digits of every script 0 to 9,
    Latin letters lower case without accents, blanks of every width a blank.
    """
    return _fold_again(text) if len(text) <= _LONGEST_KEPT else _fold(text)


def _fold(text: str) -> str:
    folded = text
    for char, base in _FREQUENT:
        folded = folded.replace(char, base)
    if _FOLDED_LOWER.fullmatch(folded):
        return folded
    if _HAS_RARE.search(folded):
        for char, base in _LESS_FREQUENT:
            folded = folded.replace(char, base)
    if _FOLDED.fullmatch(folded):
        return folded.lower() if _UPPER.search(folded) else folded
    return _compose_hamza(text).translate(_TABLE)


_fold_again = lru_cache(maxsize=8192)(_fold)  # words, names and headlines come again and again


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that knows where in its source each character stood.

    From the folded offset `points[i]` on, a character's source offset is its own plus `shifts[i]`.
    """

    text: str
    source: str = field(repr=False)
    points: Sequence[int] = field(repr=False)  # ascending, the first is 0
    shifts: Sequence[int] = field(repr=False)

    @property
    def is_plain(self) -> bool:
        """Say whether each character stands where it stood: true of most texts."""
        return len(self.points) == 1 and not self.shifts[0]

    def offset(self, at: int) -> int:
        """Return the source's offset of the folded character at `at`; at the end, its length."""
        if at >= len(self.text):
            return len(self.source)
        return at + self.shifts[bisect_right(self.points, at) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source's offsets of `text[start:end]`, with the marks on its last letter."""
        if start < end <= len(self.text) and self.is_plain:
            return start, end
        first = self.offset(start)
        if start >= end:
            return first, first
        last, limit = self.offset(end - 1) + 1, self.offset(end)
        while last < limit and _is_mark(self.source[last]):
            last += 1
        return first, last

    def spans(self, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return what `span` says of many places; none of them is empty."""
        if self.is_plain:
            return list(places)
        offsets: list[int] = []
        for at, shift in enumerate(self.shifts):
            past = self.points[at + 1] if at + 1 < len(self.points) else len(self.text)
            offsets.extend(range(self.points[at] + shift, past + shift))
        offsets.append(len(self.source))
        source, found = self.source, []
        for start, end in places:
            last, limit = offsets[end - 1] + 1, offsets[end]
            while last < limit and _is_mark(source[last]):
                last += 1
            found.append((offsets[start], last))
        return found


def fold_with_map(text: str) -> Folded:
    """Fold `text` and keep the way back: `source[slice(*folded.span(a, b))]` folds to `text[a:b]`.

    Inside a ligature (ﷲ, ﻻ) a span widens to the whole source character.
    """
    points, shifts, shift = [0], [0], 0
    for match in _MAY_SHIFT.finditer(_compose_hamza(text)):
        size = len(_TABLE[ord(match[0])])
        if size == 1:
            continue
        at = match.start() - shift
        # A dropped character moves what follows; all of a ligature's letters stay at its place.
        moves = [(at, shift + 1)] if size == 0 else [(at + n, shift - n) for n in range(1, size)]
        for point, shift in moves:
            if points[-1] == point:
                shifts[-1] = shift
            else:
                points.append(point)
                shifts.append(shift)
    return Folded(fold(text), text, points, shifts)


def _compose_hamza(text: str) -> str:
    """Write و and ي that carry a separate hamza as ؤ and ئ; the length stays."""
    if "\u0654" not in text:
        return text
    return _SPLIT_HAMZA.sub("ئ", text)


def _is_mark(char: str) -> bool:
    return char == _TATWEEL or unicodedata.category(char) in ("Mn", "Me")
