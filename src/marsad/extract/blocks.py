"""A page as a flat list of blocks of text, each knowing the containers it stands in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from marsad.errors import ExtractError

DEEPEST = 10_000
"""Open elements at once that a page may have; the deepest real ones have some hundred."""

LARGEST = 150_000
"""Nodes that are looked at; a page that has more is a bomb."""

_SKIPPED = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video select option "
    "textarea input head link meta map area button dialog".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark q rp rt ruby s "
    "samp small span strike strong sub sup tt u var wbr img picture source amp-img nobr "
    "".split()
)
_BREAK = "\x0b"
_LONGEST_LINK = 250
_LONGEST_PIECE = 60
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_UNNESTED = frozenset(
    "p li td th tr tbody thead dt dd option br hr img input meta link area base col embed source "
    "track wbr html head body path circle rect line use polygon polyline ellipse stop".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_FURNITURE_TAGS = frozenset("nav footer aside figcaption".split())


@dataclass(slots=True)
class Container:
    """An element that holds blocks."""

    parent: int  # index of its container; -1 for the root
    tag: str
    hint: str  # class, id, itemprop and role, lower case
    depth: int


@dataclass(slots=True)
class Block:
    """A paragraph-like stretch of text."""

    text: str  # white space folded
    tag: str  # of its nearest block element
    container: int
    link_length: int  # characters inside links
    links: tuple[tuple[str, str], ...]  # text and address
    lines: tuple[str, ...]  # the text as its single line breaks cut it
    pieces: tuple[str, ...]  # texts of its short inline elements, links apart
    outside: bool  # inside nav, footer, aside or figcaption
    marked: bool = field(default=False)  # its whole text is bold

    @property
    def link_density(self) -> float:
        """Share of the text that is links, 0 to 1."""
        return self.link_length / len(self.text) if self.text else 0.0

    @property
    def heading(self) -> bool:
        """Whether it stands in a heading element."""
        return self.tag in _HEADINGS


class _Reader:
    """Collects blocks while the tree is walked once."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.containers: list[Container] = []
        self._parts: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._pieces: list[str] = []
        self._link_start: int | None = None
        self._link_length = 0
        self._bold = 0
        self._breaks = 0

    def add_text(self, text: str, *, in_link: bool, bold: bool) -> None:
        if text and not text.isspace():
            self._breaks = 0
            length = len(" ".join(text.split()))
            if in_link:
                self._link_length += length
            if bold:
                self._bold += length
        self._parts.append(text)

    def add_break(self, state: _State) -> None:
        """A second break in a row ends a paragraph, a first one is a blank."""
        self._breaks += 1
        if self._breaks >= 2:
            self.flush(state)
            self._breaks = 2
        else:
            self._parts.append(_BREAK)

    def add_piece(self, text: str) -> None:
        self._pieces.append(text)

    def add_link(self, text: str, href: str) -> None:
        self._links.append((text, href))

    def flush(self, state: _State) -> None:
        """End a block."""
        joined = "".join(self._parts)
        text = " ".join(joined.split())
        if text:
            links = tuple(self._links)
            if state.href and not links and self._link_length >= 0.9 * len(text):
                links = ((text, state.href),)
            lines = tuple(line for part in joined.split(_BREAK) if (line := " ".join(part.split())))
            self.blocks.append(
                Block(
                    text, state.tag, state.container, min(self._link_length, len(text)),
                    links, lines, tuple(self._pieces), state.outside, self._bold >= 0.9 * len(text),
                )
            )  # fmt: skip
        self._parts.clear()
        self._links.clear()
        self._pieces.clear()
        self._link_length = self._bold = self._breaks = 0


@dataclass(slots=True)
class _State:
    """What holds for a node because of its ancestors."""

    tag: str
    container: int
    href: str | None  # of the link around it
    bold: bool
    outside: bool


def read_blocks(tree: LexborHTMLParser) -> tuple[list[Block], list[Container]]:
    """Walk the tree once, without recursion, and return its blocks and containers in order."""
    reader = _Reader()
    body = tree.body
    if body is None:
        return [], []
    reader.containers.append(Container(-1, "body", _hint(body), 0))
    root = _State("body", 0, href=None, bold=False, outside=False)
    stack: list[tuple[LexborNode | None, _State, bool]] = [(body.child, root, False)]
    seen = 0
    while stack:
        node, state, leaving = stack.pop()
        if leaving:
            reader.flush(state)
            continue
        if node is None:
            continue
        seen += 1
        if seen > LARGEST:
            break
        stack.append((node.next, state, False))
        _enter(node, state, reader, stack)
    reader.flush(root)
    return reader.blocks, reader.containers


def _enter(
    node: LexborNode,
    state: _State,
    reader: _Reader,
    stack: list[tuple[LexborNode | None, _State, bool]],
) -> None:
    tag = node.tag or ""
    if tag == "-text":
        reader.add_text(node.text_content or "", in_link=bool(state.href), bold=state.bold)
    elif tag in {"br", "hr"}:
        reader.add_break(state)
    elif tag in _SKIPPED or tag.startswith("-"):
        return
    elif tag in _INLINE:
        href = _link(node, reader) if tag == "a" else None
        bold = state.bold or tag in {"b", "strong"}
        if tag == "span" and (piece := _piece(node)):
            reader.add_piece(piece)
        inner = replace(state, href=href or state.href, bold=bold)
        stack.append((node.child, inner, False))
    else:
        reader.flush(state)
        depth = reader.containers[state.container].depth + 1
        reader.containers.append(Container(state.container, tag, _hint(node), depth))
        outside = state.outside or tag in _FURNITURE_TAGS
        inner = _State(tag, len(reader.containers) - 1, state.href, state.bold, outside)
        stack.append((None, inner, True))
        stack.append((node.child, inner, False))


def _piece(node: LexborNode) -> str | None:
    """Return the text of an inline element that holds a short text and nothing else."""
    inner = node.child
    if inner is None or inner.next is not None or inner.tag != "-text":
        return None
    text = " ".join((inner.text_content or "").split())
    return text if len(text) < _LONGEST_PIECE else None


def _link(node: LexborNode, reader: _Reader) -> str | None:
    """Return a link's address, and note it with its text unless blocks inside will do so.

    A "link" around whole paragraphs is one that its page forgot to close.
    """
    href = node.attributes.get("href")
    text = " ".join(node.text().split())
    if not href or len(text) > _LONGEST_LINK:
        return None
    if node.css_first("div,p,h1,h2,h3,h4,h5,h6,li,article,section,figure,td") is None:
        reader.add_link(text, href)
    return href


def check_depth(html: str) -> None:
    """Refuse a page whose tags are nested so deep that parsing it would take quadratic time.

    Raises:
        ExtractError: it is such a bomb.
    """
    depth = 0
    opened: Counter[str] = Counter()
    for match in _TAG.finditer(html):
        closing, name = match[1], match[2].lower()
        if name in _UNNESTED or (closing and not opened[name]):
            continue
        step = -1 if closing else 1
        opened[name] += step
        depth += step
        if depth > DEEPEST:
            raise ExtractError("tags are nested too deep")


def _hint(node: LexborNode) -> str:
    names = ("class", "id", "itemprop", "role")
    return " ".join(value for name in names if (value := node.attributes.get(name))).lower()[:300]
