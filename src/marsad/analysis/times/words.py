"""The words of a sentence, with the proclitics of time words parted from them."""

from __future__ import annotations

from functools import lru_cache

from marsad.analysis.times.lexicon import load_lexicon
from marsad.text.phrases import Words, scan

_PROCLITICS = "وفبلك"
_GLUED_MONTH = "شهر"
_MAY_BEGIN = _PROCLITICS + _GLUED_MONTH[0]


def time_words(text: str) -> Words:
    """Cut a sentence into words; و ف ب ل ك before a time word are words of their own.

    لل gives up its first ل and is written as the article that its second is: للعام → ل, العام.
    """
    words = scan(text)
    cuts = [
        (at, cut)
        for at, word in enumerate(words.texts)
        if word[0] in _MAY_BEGIN and (cut := _cut(word))
    ]
    if not cuts:
        return words
    texts, starts, ends = list(words.texts), list(words.starts), list(words.ends)
    for at, pieces in reversed(cuts):
        place, placed = starts[at], []
        for piece in pieces:
            size = len(piece) - (piece[:2] == "ال" and len(piece) > ends[at] - place)
            placed.append((place, place + size))
            place += size
        texts[at : at + 1] = pieces
        starts[at : at + 1] = [start for start, _ in placed]
        ends[at : at + 1] = [end for _, end in placed]
    return Words(texts, starts, ends, words.folded)


@lru_cache(maxsize=1 << 16)
def _cut(word: str) -> tuple[str, ...] | None:
    """Return the pieces of a word that begins with proclitics before a time word."""
    if not "ء" <= word[0] <= "ي" or len(word) < 3:
        return None
    vocabulary = load_lexicon().vocabulary
    if word in vocabulary:
        return None
    for size in (1, 2):
        letters, rest = word[:size], word[size:]
        if len(rest) < 2 or any(letter not in _PROCLITICS for letter in letters):
            break
        if rest in vocabulary:
            return (*letters, rest)
        article = f"ا{rest}"
        if letters[-1] == "ل" and rest[0] == "ل" and article in vocabulary:
            return (*letters, article)
    if word.startswith(_GLUED_MONTH) and word[3:] in load_lexicon().months.index:
        return _GLUED_MONTH, word[3:]
    return None
