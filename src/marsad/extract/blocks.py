"""A page as a flat list of blocks of text, each knowing the containers it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from marsad.extract.soup import attribute, value_of
from marsad.lexicon.furniture import Label

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
"""Elements of headings."""

BREAK = "\x0b"
"""Stands in a block's source where its page breaks the line."""

_FURNITURE_TAGS = frozenset("nav footer aside figcaption".split())
_HREF = attribute("href")
# In lower case, and each way beginning with a letter of its own: so it is looked for much faster.
_NAMES = re.compile(
    r"(?:class(?<![\w-]class)|id(?<![\w-]id)|itemprop(?<![\w-]itemprop)|role(?<![\w-]role)"
    r"|aria-labelledby(?<![\w-]aria-labelledby))"
    r"\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]++))"
)
_HEADLINE = 20  # characters that a heading has at least
_LONGEST_KNOWN = 150  # characters of a start tag that is remembered


class Containers:
    """The elements that hold blocks, as parallel lists: parents stand before their children."""

    __slots__ = (
        "_ends", "_groups", "_hints", "depths", "everything", "outside", "parents", "raw", "rows",
        "tags", "widgets",
    )  # fmt: skip

    def __init__(self) -> None:
        # While a page is read they are rows, which are made faster: parent, tag, inside of the
        # start tag, depth, and whether it lies in nav, footer, aside or figcaption.
        self.rows: list[tuple[int, str, str, int, bool]] = [(-1, "body", "", 0, False)]
        self._hints: dict[int, str] = {}
        self._ends: list[int] = []
        self._groups: dict[int, int] = {}
        self.widgets: set[int] = set()  # elements that hold a button or a player
        self.everything = ""  # all start tags, for a first look at what none of them has

    def __len__(self) -> int:
        return len(self.rows)

    def innermost(self, opened: Sequence[list[Any]]) -> int:
        """Return the index of the innermost open element, and add those that have none.

        An element is its name, the inside of its start tag, and its index, -1 until it is added;
        each lies within the one before.
        """
        first, rows = len(opened), self.rows
        while opened[first - 1][2] < 0:
            first -= 1
        at: int = opened[first - 1][2]
        _, _, _, depth, outside = rows[at]
        for place, element in enumerate(opened[first:], len(rows)):
            name, raw, _ = element
            depth += 1
            outside = outside or name in _FURNITURE_TAGS
            rows.append((at, name, raw, depth, outside))
            element[2] = at = place
        return at

    def close(self, body: str) -> None:
        """Turn the rows into lists, once all elements are there; `body` is its start tag."""
        self.rows[0] = (-1, "body", body, 0, False)
        parents, tags, raw, depths, outside = zip(*self.rows, strict=True)
        self.parents: tuple[int, ...] = parents
        self.tags: tuple[str, ...] = tags
        self.raw: tuple[str, ...] = raw
        self.depths: tuple[int, ...] = depths
        self.outside: tuple[bool, ...] = outside
        self.everything = "\n".join(raw)

    def hint(self, at: int) -> str:
        """Return an element's class, id, itemprop and role, lower case."""
        found = self._hints.get(at)
        if found is None:
            raw = self.raw[at]
            read = _known_names if len(raw) <= _LONGEST_KNOWN else _names_in
            found = self._hints[at] = read(raw) if "=" in raw else ""
        return found

    def end(self, at: int) -> int:
        """Return where the elements inside one end: they are those between it and there."""
        if len(self._ends) != len(self.parents):
            parents = self.parents
            ends = self._ends = list(range(1, len(parents) + 1))
            for child in range(len(parents) - 1, 0, -1):
                if ends[child] > ends[parents[child]]:  # noqa: PLR1730  # max() is slower
                    ends[parents[child]] = ends[child]
        return self._ends[at]

    def group(self, at: int) -> int:
        """Return the element around one, and around those that wrap nothing but it."""
        found = self._groups.get(at)
        if found is None:
            parents, inner = self.parents, at
            found = max(parents[at], 0)
            while found > 0 and inner == found + 1 and self.end(inner) == self.end(found):
                inner, found = found, max(parents[found], 0)
            self._groups[at] = found
        return found

    def path(self, at: int, most: int) -> tuple[int, ...]:
        """Return the innermost `most` elements around and including one, outermost first."""
        path: list[int] = []
        while at >= 0 and len(path) < most:
            path.append(at)
            at = self.parents[at]
        return tuple(reversed(path))


def _names_in(raw: str) -> str:
    return " ".join(["".join(groups) for groups in _NAMES.findall(raw.lower())])[:300]


_known_names = lru_cache(maxsize=1024)(_names_in)  # elements of a page, and of a site, are alike


@dataclass(slots=True)
class Block:
    """A paragraph-like stretch of text."""

    text: str  # white space folded
    tag: str  # of its nearest block element
    container: int
    outside: bool  # inside nav, footer, aside or figcaption
    link_length: int  # characters inside links
    anchors: tuple[tuple[str, str], ...]  # of its links: text and start tag
    pieces: tuple[str, ...]  # texts of its short inline elements, links apart
    bold: int = 0  # characters in bold
    after_image: bool = False  # nothing stands between it and a picture
    source: str | None = field(default=None, repr=False)  # the text with its line breaks
    label: Label | Literal[False] | None = field(default=False, repr=False)  # False: not yet read
    pictured_in: bool = False  # that picture stands in its own element
    parted: tuple[str, ...] | None = field(default=None, repr=False)  # its lines, once asked for

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Text and address of each link that has both."""
        found = ((text, value_of(_HREF, tag)) for text, tag in self.anchors)
        return tuple((text, href) for text, href in found if href)

    @property
    def link_density(self) -> float:
        """Share of the text that is links, 0 to 1."""
        return self.link_length / len(self.text) if self.text else 0.0

    @property
    def heading(self) -> bool:
        """Whether it stands in a heading element."""
        return self.tag in HEADINGS

    @property
    def lines(self) -> tuple[str, ...]:
        """The text as its single line breaks cut it."""
        if self.source is None:
            return (self.text,)
        if self.parted is None:
            parts = self.source.split(BREAK)
            self.parted = tuple(line for part in parts if (line := " ".join(part.split())))
        return self.parted


@dataclass(slots=True)
class Head:
    """What stands in a page's tags for machines, unread."""

    metas: list[str] = field(default_factory=list)  # insides of tags
    canonical: str | None = None
    title: str | None = None
    language: str | None = None
    properties: list[tuple[str, str]] = field(default_factory=list)  # tags with itemprop, and text
    times: list[tuple[str, int]] = field(default_factory=list)  # tag, and the blocks before it
    logos: list[str] = field(default_factory=list)  # tags of pictures that name a source
    pieces: list[str] = field(default_factory=list, repr=False)  # of the whole page
    framed: bool = False  # a program draws the page in an element of its own
    scripts: list[tuple[str, str]] = field(default_factory=list)  # that hold JSON: tag, content
    named: str = field(default="", repr=False)  # the titles in it, as it was when it was `known`
    known: tuple[int, str | None] | None = field(default=None, repr=False)

    def titles(self, text: str) -> bool:
        """Say whether a heading's beginning or end stands in one of the titles in the head."""
        if len(text) <= _HEADLINE:
            return False
        words = text.split()
        first, last = " ".join(words[:4]), " ".join(words[-4:])
        if self.known != (len(self.metas), self.title):
            self.known = len(self.metas), self.title
            titles = [self.title or "", *(tag for tag in self.metas if "title" in tag)]
            self.named = "\n".join(titles)
        return first in self.named or last in self.named
