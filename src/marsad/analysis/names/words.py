"""A sentence as the words that the names model sees: whole, with the letters glued to them known.

A word's `key` is what it is without و ف ب ل ك س, its article kept: what و in وبغداد is glued to.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from marsad.lexicon.frequencies import load_word_classes
from marsad.text.normalize import fold
from marsad.text.proclitics import is_known, split_proclitics

# Marks and tatweel belong to their word; everything that is no letter or digit is a word by itself.
_WORD = re.compile(r"[^\W_]+(?:[\u064b-\u065f\u0670\u0640]+[^\W_]*)*|[^\w\s]|_")
NUMBER = "<number>"
_LONGEST = 80
"""Letters of a word that are looked at: more is no word."""


class Word(NamedTuple):
    """A word or a single sign: offsets into the text, and its folded form."""

    start: int
    end: int
    folded: str


def split_words(text: str, start: int = 0) -> list[Word]:
    """Cut a text into words; `start` is where it stands in a longer one."""
    return [
        Word(start + match.start(), start + match.end(), folded_word(match[0]))
        for match in _WORD.finditer(text)
    ]


@lru_cache(maxsize=1 << 17)
def folded_word(word: str) -> str:
    """Fold a word; what folds to nothing (a lone mark) is a dash."""
    return fold(word[:_LONGEST]) or "-"


@lru_cache(maxsize=1 << 17)
def word_key(folded: str) -> str:
    """Return a folded word without what is glued to it, article kept; numbers have one key."""
    if folded[0].isdecimal():
        return NUMBER
    if not "ء" <= folded[0] <= "ي" or len(folded) < 3:
        return folded
    *glued, rest = split_proclitics(folded)
    article = glued[-1:] == ["ال"] or glued[-2:] == ["ل", "ل"]
    return f"ال{rest}" if article else rest


def is_word(folded: str) -> bool:
    """Say whether a folded word is known to begin with its own letters."""
    return is_known(folded)


def word_class(folded: str) -> str:
    """Return what kind of word a folded word of everyday news is, article apart; "" if none."""
    return load_word_classes().get(folded.removeprefix("ال"), "")
