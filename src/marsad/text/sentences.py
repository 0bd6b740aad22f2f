"""Sentences of Arabic news text, with their offsets."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from marsad.text.normalize import fold
from marsad.text.toml_data import parse_toml, read_data
from marsad.types import Span

_CLOSERS = "»”’\"'›)]}"
# A run of stops with the quotes and brackets that close behind it, or the end of a line.
_STOP = re.compile(rf"(?P<stops>[.!?؟۔…]+)(?P<closers>[{re.escape(_CLOSERS)}]*)|[\n\r\u2028\u2029]")
_CONTINUES = frozenset("،,؛;:)]»”.؟?!-–—")
_FILE = "sentences.toml"
_LONGEST_WORD = 24  # characters looked back at before a stop


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order; together they cover all but white space.

    A line ends a sentence even without a stop. Stops in numbers, abbreviations (د. أ.ف.ب), initials
    and addresses do not, nor does an ellipsis or a question that a quotation goes on after; a stop
    without a blank behind it ("انتهى.وقال") does.
    """
    spans = []
    start = 0
    for match in _STOP.finditer(text):
        if match["stops"] is None or _ends_sentence(text, start, match):
            spans.append((start, match.end()))
            start = match.end()
    spans.append((start, len(text)))
    trimmed = (_trim(text, *span) for span in spans)
    return tuple(Span(first, last, text[first:last]) for first, last in trimmed if first < last)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Judge a run of stops by what stands around it."""
    stops, closers, end = match["stops"], match["closers"], match.end()
    following = _next_char(text, end)
    if following == "":
        return True
    blank = text[end].isspace() or not following.isalnum() or end > len(text)
    if stops == ".":
        return _full_stop_ends(text, start, match, following)
    if following in _CONTINUES:
        return False
    if set(stops) <= {".", "…"}:  # an ellipsis breaks off, the sentence goes on
        return False
    if closers:  # «هل انتهت؟» سأل
        return False
    return blank or not following.isascii()


def _full_stop_ends(text: str, start: int, match: re.Match[str], following: str) -> bool:
    at, end, closers = match.start(), match.end(), match["closers"]
    before, glued = _word_before(text, start, at), not text[end].isspace()
    if following in _CONTINUES and following not in "-–—":
        return False
    if not before:
        return False
    if glued and not closers:
        return _glued_stop_ends(text, end, before, following)
    if before.isdecimal():
        return not (following.isdecimal() and glued) and not _is_list_number(text, start, at)
    if closers:
        return True
    return not _is_abbreviation(text, at, before)


def _glued_stop_ends(text: str, end: int, before: str, following: str) -> bool:
    """Judge a stop without a blank: only between two Arabic words it can be forgotten."""
    after = fold(text[end : end + 3])
    return (
        len(before) > 1
        and "ء" <= before[-1] <= "ي"
        and "ء" <= fold(following)[:1] <= "ي"
        and len(after) > 1
        and after[1].isalpha()
    )


def _is_abbreviation(text: str, at: int, before: str) -> bool:
    """Say whether the word before a stop is a title or an initial (د. محمد), or listed."""
    if before in _abbreviations():
        return True
    if len(before) > 1 or not before.isalpha():
        return False
    # "1446 هـ." and "2024 م." end with an era.
    earlier = text[max(0, at - 6) : at].rstrip("مهـ ")
    return not (before in "مه" and earlier[-1:].isdecimal())


def _is_list_number(text: str, start: int, at: int) -> bool:
    """Say whether the digits before a stop open the sentence: "1. البند"."""
    return at - start <= 6 and text[start:at].strip().isdecimal()


def _word_before(text: str, start: int, at: int) -> str:
    """Return the folded word that ends at `at`, or its last letters."""
    first = at
    limit = max(start, at - _LONGEST_WORD)
    while first > limit and _in_word(text[first - 1]):
        first -= 1
    if first == at and first > start and text[first - 1] in _CLOSERS:
        return ")"  # a stop behind a bracket or a quotation
    return fold(text[first:at])


def _in_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) in ("Mn", "Cf", "Lm")


def _next_char(text: str, at: int) -> str:
    """Return the next character that is no blank, "" at the end."""
    limit = min(len(text), at + 64)
    while at < limit and text[at].isspace():
        at += 1
    return text[at] if at < len(text) else ""


@cache
def _abbreviations() -> frozenset[str]:
    return parse_abbreviations(read_data(_FILE))


def parse_abbreviations(source: str) -> frozenset[str]:
    """Read and check the text of a `sentences.toml`: folded words that end with a full stop.

    Raises:
        ConfigError: it is not TOML or the field is missing or wrong; the message names it.
    """
    return frozenset(map(fold, parse_toml(_FILE, source).words("abbreviations")))
