"""Search hits marked in the original spelling."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from marsad.text.normalize import fold_with_map
from marsad.text.stem import exact_term, stem
from marsad.text.tokenize import find_words
from marsad.types import Fragment

_ELLIPSIS = "…"
_BLANK = re.compile(r"\s")
_LONGEST_WORD = 40  # characters looked at for a word's border


class _Hit(NamedTuple):
    start: int
    end: int
    term: str


def highlight(text: str, terms: Collection[str], *, exact: bool = False) -> tuple[Fragment, ...]:
    """Cut `text` into fragments, with `hit` on every word that is one of `terms`.

    `terms` are what `index_terms` (or, with `exact`, `exact_terms`) makes of the query. Whole words
    are marked, proclitics and harakat included; the fragments joined are the text again.
    """
    return _fragments(text, 0, len(text), _hits(text, terms, exact=exact))


def snippet(
    text: str, terms: Collection[str], *, width: int = 240, exact: bool = False
) -> tuple[Fragment, ...]:
    """Return the stretch of about `width` characters that holds the most distinct terms.

    Among equals the one with the most hits, then the first. It begins and ends at a word's border,
    with "…" where the text goes on; without hits it is the opening of the text.
    """
    hits = _hits(text, terms, exact=exact)
    start, end = _window(hits, len(text), width)
    inside = [hit for hit in hits if start <= hit.start and hit.end <= end]
    start = _border_after(text, start, inside[0].start if inside else end)
    end = _border_before(text, end, inside[-1].end if inside else start)
    fragments = list(_fragments(text, start, end, inside))
    if text[:start].strip():
        fragments.insert(0, Fragment(_ELLIPSIS))
    if text[end:].strip():
        fragments.append(Fragment(_ELLIPSIS))
    return tuple(fragments)


def _hits(text: str, terms: Collection[str], *, exact: bool) -> list[_Hit]:
    wanted = frozenset(terms)
    if not wanted:
        return []
    folded = fold_with_map(text)
    analyse = exact_term if exact else stem
    return [
        _Hit(*folded.span(*match.span()), term)
        for match in find_words(folded.text)
        if (term := analyse(match[0])) in wanted
    ]


def _window(hits: Sequence[_Hit], length: int, width: int) -> tuple[int, int]:
    """Return the best stretch of `width` characters, before its ends are moved to borders."""
    if not hits or length <= width:
        return 0, min(length, width)
    counts: dict[str, int] = {}
    best, first, last, left = (0, 0), hits[0].start, hits[0].end, 0
    for right, hit in enumerate(hits):
        counts[hit.term] = counts.get(hit.term, 0) + 1
        while left < right and hit.end - hits[left].start > width:
            gone = hits[left].term
            counts[gone] -= 1
            if not counts[gone]:
                del counts[gone]
            left += 1
        if (len(counts), right - left) > best:
            best, first, last = (len(counts), right - left), hits[left].start, hit.end
    margin = max(width - (last - first), 0) // 2
    start = max(0, min(first - margin, length - width))
    return start, min(length, max(start + width, last))


def _border_after(text: str, at: int, limit: int) -> int:
    """Move a start inside a word to the next word, at most `limit`, else back to its own start."""
    if at > 0 and not text[at - 1].isspace():
        blank = _BLANK.search(text, at, min(limit, at + _LONGEST_WORD))
        at = blank.end() if blank else _word_start(text, at, max(0, at - _LONGEST_WORD))
    while at < limit and text[at].isspace():
        at += 1
    return at


def _border_before(text: str, at: int, limit: int) -> int:
    """Move an end inside a word back before it, at least to `limit`, else on to its own end."""
    if at < len(text) and not text[at].isspace():
        word = _word_start(text, at, max(limit, at - _LONGEST_WORD))
        if word > limit and text[word - 1].isspace():
            at = word
        else:
            blank = _BLANK.search(text, at, at + _LONGEST_WORD)
            at = blank.start() if blank else min(at + _LONGEST_WORD, len(text))
    while at > limit and text[at - 1].isspace():
        at -= 1
    return at


def _word_start(text: str, at: int, limit: int) -> int:
    while at > limit and not text[at - 1].isspace():
        at -= 1
    return at


def _fragments(text: str, start: int, end: int, hits: Sequence[_Hit]) -> tuple[Fragment, ...]:
    fragments = []
    at = start
    for hit in hits:
        if hit.start > at:
            fragments.append(Fragment(text[at : hit.start]))
        fragments.append(Fragment(text[hit.start : hit.end], hit=True))
        at = hit.end
    if at < end:
        fragments.append(Fragment(text[at:end]))
    return tuple(fragments)
