"""Elements by what they do to the text in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from marsad.extract.soup import CUT

INLINE = frozenset(
    "abbr acronym bdi bdo big cite code data dfn em font i ins kbd label mark q rp rt ruby s samp "
    "small strike sub sup tt u var wbr img picture source amp-img nobr del".split()
)
"""Elements that are part of a line of text."""

IGNORED = frozenset(
    "html head link input embed param base col colgroup area track option optgroup tbody thead "
    "tfoot frame frameset bgsound rb rtc".split()
)
"""Elements that neither hold text nor part it."""

BLOCKS = "div p ul ol section article header footer nav aside main figure form dl".split()
"""The most frequent elements that hold blocks; unknown names do too."""

CELLS = frozenset("td th".split())
"""Cells of a table."""

TABLE = frozenset({"table"})
"""A table alone."""

ITEMS = {"li": frozenset({"li"}), "dt": frozenset({"dt", "dd"}), "dd": frozenset({"dt", "dd"})}
"""Items of lists, with those that end where they begin."""

ITEM_EDGE = frozenset("ul ol dl menu table td th nav body".split())
"""Elements beyond which an item ends none."""

ADDRESSED = frozenset("a img amp-img link meta time".split())
"""Elements whose tags mostly hold an address, a text or a time of their own."""

SILENT = [
    f"{slash}{name}"
    for name in ((INLINE | IGNORED) - {"html", "link", "img", "amp-img"})
    for slash in ("", "/")
] + ["/html", "/body", "/meta", "/hr", "/img", "/link", *(f"/{name}" for name in CUT)]
"""Tags at which there is nothing to do."""

_KEEPING = ("pre-line", "pre-wrap", "white-space:pre", "whitespace-pre")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LEVELS = 2


def keeps_lines(stack: Sequence[Sequence[Any]]) -> bool:
    """Say whether the innermost open elements show the line ends of their source, as `pre` does.

    An open element is its name, and the inside of its start tag.
    """
    for name, tag, _ in stack[-_LEVELS:]:
        if name == "pre" or ("pre" in tag and any(sign in tag for sign in _KEEPING)):
            return True
    return False


def paragraphs_in(text: str) -> list[str]:
    """Return what empty lines part in such a text."""
    return [part for part in _EMPTY_LINE.split(text) if not part.isspace() and part]
