"""Words and numbers of a text with their offsets, and proclitics as tokens of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from marsad.text.normalize import Folded, fold, fold_with_map
from marsad.text.proclitics import split_proclitics

TokenKind = Literal["word", "number", "proclitic"]
_PROCLITICS = frozenset("وفبلكس")  # by themselves, as in "و 20" and "لـCNN"

# Works on folded text, where marks, tatweel and invisible characters are gone.
# Lengths are bounded, since words go into indexes and caches.
_TOKEN = re.compile(
    r"""
    (?=\w)(?:                                                # elsewhere none begins
    [ء-ي]{3,80}                                             # Arabic words
    | [ء-ي]{2}(?!\.[ء-ي](?![ء-ي]))                            # of two letters; not وأ.ف.ب
    | (?:(?<![^\W_])|(?<=\b[وبلف]))(?:[^\W\d_]\.){1,9}
      (?:[^\W\d_](?![^\W_])|(?<=\.[^\W\d_]\.)(?![^\W_]))          # أ.ف.ب  U.S.
    | (?<![^\W_])[ء-ي](?:\ [ء-ي]){2,4}(?![^\W_])(?!\ [ء-ي](?![^\W_]))     # أ ف ب
    | [ء-ي]                                                 # و apart from its word
    | \d{1,80}(?:[.,]\d{1,80}){0,9}(?:[a-z]{1,40}(?![^\W_]))?  # 1,250.75  12th  5g
    | [a-z]{1,40}-?\d{1,40}[a-z]?(?![^\W_])                 # F-35  G20  COVID-19
    | [a-z]{1,80}(?:'[a-z]{1,40})?                          # Latin words
    | [^\W\d_]{1,80}                                        # words of other scripts
    )
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word or number: offsets into the source, spelled there as `text`, folded as `folded`."""

    start: int
    end: int
    text: str
    folded: str
    kind: TokenKind = "word"


def fold_words(text: str) -> list[str]:
    """Return the folded tokens of a text in order, without offsets; faster than `tokens`."""
    return _TOKEN.findall(fold(text))


def find_words(folded: str) -> Iterator[re.Match[str]]:
    """Find the tokens of a text that is folded already."""
    return _TOKEN.finditer(folded)


def tokens(text: str) -> list[Token]:
    """Return the words and numbers of `text` in order.

    Hashtags come apart at their underscores, abbreviations (أ.ف.ب, أ ف ب), numbers with their
    separators and names such as F-35 stay whole; a word with its proclitics is one token.
    """
    folded = fold_with_map(text)
    places = [match.span() for match in find_words(folded.text)]
    found = []
    for (first, last), (start, end) in zip(places, folded.spans(places), strict=True):
        word = folded.text[first:last]
        found.append(Token(start, end, text[start:end], word, _kind(word)))
    return found


def virtual_tokens(text: str) -> list[Token]:
    """Return the tokens with و ف ب ل ك س before a word as tokens of their own.

    The article stays with its word, but for للاتحاد, whose لل is one proclitic: so the span of
    what a word names leaves out what is only glued to it.
    """
    folded = fold_with_map(text)
    found = []
    for match in find_words(folded.text):
        at, end = match.span()
        for part in _glued(match[0]):
            found.append(_token(folded, at, at + len(part), "proclitic"))
            at += len(part)
        found.append(_token(folded, at, end))
    return found


def _glued(word: str) -> list[str]:
    """Return the proclitics to part from a folded word."""
    if not "ء" <= word[0] <= "ي" or len(word) < 3 or not word.isalpha():
        return []
    parts = list(split_proclitics(word)[:-1])
    if parts[-2:] == ["ل", "ل"]:
        return [*parts[:-2], "لل"]
    return parts[:-1] if parts[-1:] == ["ال"] else parts


def _token(folded: Folded, start: int, end: int, kind: TokenKind = "word") -> Token:
    first, last = folded.span(start, end)
    word = folded.text[start:end]
    return Token(first, last, folded.source[first:last], word, _kind(word, kind))


def _kind(word: str, kind: TokenKind = "word") -> TokenKind:
    if word[0].isdecimal() and word[-1].isdecimal():
        return "number"
    return "proclitic" if word in _PROCLITICS else kind
