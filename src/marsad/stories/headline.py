"""Which of several headlines stands for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from marsad.text.stem import index_terms

_BEST_WORDS = (4, 14)
_TEASERS = ("؟", "?", "!", "..", "…")
_TEASED = 0.8


def choose_headline(titles: Sequence[str | None]) -> int | None:
    """Return the index of the headline that says most of what the others say, the first of equals.

    Questions and teasers come behind plain ones, as do very short and very long ones. None where
    no article has a headline.
    """
    terms = [frozenset(index_terms(title)) if title else frozenset() for title in titles]
    said = Counter(term for each in terms for term in each)
    best: int | None = None
    most = 0.0
    for at, (title, own) in enumerate(zip(titles, terms, strict=True)):
        if not title or not own:
            continue
        # What only this headline says counts as half of what a second one says too.
        score = sum(count - 0.5 for term in own if (count := said[term])) / len(own) ** 0.5
        words = len(title.split())
        if not _BEST_WORDS[0] <= words <= _BEST_WORDS[1]:
            score *= _TEASED
        if any(mark in title for mark in _TEASERS):
            score *= _TEASED
        if score > most:
            best, most = at, score
    if best is None:
        best = next((at for at, title in enumerate(titles) if title), None)
    return best
