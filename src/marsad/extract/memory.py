"""What pieces of pages without a text are: they come again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from marsad.extract.elements import ADDRESSED

Action = Callable[[Any, str, str], None]
"""What a reader does at a tag: itself, the tag's name, and the inside of the tag."""

LONGEST_BARE = 64
"""Characters of a piece that is remembered."""

_MOST_BARE = 5000

BARE: dict[str, tuple[str, Action | None, str, str]] = {}
"""Pieces without a text but white space: name, action, tag and white space.

Half of a page's are such, the same again and again, and on other pages of its site.
"""


def remember(piece: str, name: str, action: Action | None, tag: str, text: str) -> None:
    """Keep what a piece without a text is, unless it may hold an address or a value."""
    if name not in ADDRESSED and "itemprop" not in tag:
        if len(BARE) >= _MOST_BARE:
            BARE.clear()
        BARE[piece] = name, action, tag, text
