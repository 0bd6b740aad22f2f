"""How sure a reading is, and what is done where it is not: trafilatura reads the page once more.

The signals are independent of how the body was chosen. A page that is read twice costs several
times as much, so that both the doubt and the gain have to be large.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.extract.lines import is_sentence
from marsad.extract.titles import letters

LARGEST = 2_000_000
"""Characters of a page that is read a second time at most."""

MOST_TAGS = 10_000
"""Tags of a page that is read a second time at most: twice what the largest of 700 pages has."""

HEAVIEST = 60_000
"""Depths of a page's elements, added up, beyond which it is not: the time goes with them."""

DOUBT = 0.5
"""Confidence below which a page is read a second time."""

_NEAR = 30  # blocks between a headline and its text
_ENOUGH = 400  # characters that hardly any reading by mistake reaches
_LEAST_GAIN = 2.0
_DESCRIBED = 30  # letters of a description that must stand in the text


def confidence(
    paragraphs: Sequence[str], headline: int | None, first: int | None, description: str | None
) -> float:
    """Say how sure it is that the paragraphs are the page's article, from 0 to 1."""
    text = "\n".join(paragraphs)
    if not text:
        return 0.0
    said = sum(len(paragraph) for paragraph in paragraphs if is_sentence(paragraph))
    near = headline is not None and first is not None and 0 < first - headline < _NEAR
    sure = 0.3 * near + 0.3 * (said >= 0.6 * len(text)) + 0.2 * (len(text) >= _ENOUGH)
    if sure < DOUBT:  # the text is compared only where that can make a difference
        sure += 0.3 * _describes(description, text)
    return sure


def _describes(description: str | None, text: str) -> bool:
    """Say whether the page's description of its article stands in a text."""
    start = letters((description or "")[: 3 * _DESCRIBED])[:_DESCRIBED]
    return len(start) == _DESCRIBED and start in letters(text)


def read_again(page: str, own: str) -> list[str]:
    """Return the paragraphs that trafilatura finds, or none where they are no clear gain."""
    if len(page) > LARGEST:
        return []
    # Imported here: it takes longer than reading a hundred pages, and few pages need it.
    import trafilatura  # noqa: PLC0415

    found = trafilatura.extract(page, fast=True, include_comments=False, include_tables=False)
    paragraphs = [" ".join(line.split()) for line in (found or "").splitlines()]
    paragraphs = [line.removeprefix("- ") for line in paragraphs if line]
    gained = sum(len(line) for line in paragraphs if is_sentence(line))
    return paragraphs if gained > max(_LEAST_GAIN * len(own), _ENOUGH / 2) else []
