"""The publisher's section as the page prints it: in a path above the headline, or beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from marsad.extract.blocks import Block
from marsad.extract.lines import same
from marsad.lexicon.sections import topic_of_section
from marsad.text.normalize import fold

_PATH = re.compile(r"\W*(?:الرءيسيه|الرءيسه|home|accueil)\s*(?:[»›>/\\←‹«|]|-\s)+\s*\w")
_SIGNS = re.compile(r"\s*[»›>/\\←‹«|]+\s*")
_ABOVE = 8
_LONGEST = 30


def section_of(blocks: Sequence[Block], headline: int | None, title: str | None) -> tuple[str, ...]:
    """Return the section that a path such as "الرئيسية » سياسة" above the headline ends in.

    Without a path it is a known section's name that stands alone right above the headline.
    """
    above = blocks[: headline or 0][-_ABOVE:]
    for block in reversed(above):
        if len(block.text) > 200:
            continue
        names = [text for text, _ in block.anchors if not (title and same(text, title))]
        if _PATH.match(fold(block.text)) and 2 <= len(names) <= 5:
            return (names[-1],)
        pieces = [piece for piece in _SIGNS.split(block.text) if piece]
        if len(pieces) > 1 and len(block.text) < 60 and all(map(_is_section, pieces)):
            return (pieces[0],)
    for block in reversed(above[-3:]):
        if len(block.text) <= _LONGEST and _is_section(block.text):
            return (block.text,)
    return ()


def _is_section(text: str) -> bool:
    return len(text.split()) <= 4 and topic_of_section(text) is not None
