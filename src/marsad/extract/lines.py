"""A page's lines as the readers of furniture see them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from marsad.extract.blocks import Block, Containers
from marsad.extract.soup import attribute, value_of
from marsad.lexicon.furniture import Label, load_furniture
from marsad.text.normalize import fold
from marsad.text.stamps import read_stamps

SHORT = 110
"""Characters that a line of furniture has at most."""

STOP = re.compile(r"[.!؟?…»\"”]\s*$")
_DEEPEST_PATH = 60
_HREF = attribute("href")
_DIGITS = re.compile(r"\d\d")
_STAMP_REST = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: a block of HTML, or a line of text."""

    text: str
    path: tuple[int, ...] = (0,)  # the containers around it, outermost first
    tag: str = "p"
    link_density: float = 0.0
    anchors: tuple[tuple[str, str], ...] = ()  # its links: text and start tag
    pieces: tuple[str, ...] = ()  # texts of its inline elements
    bold: bool = False
    after_image: bool = False

    @property
    def group(self) -> int:
        """The container of the line's own element: neighbours of one group stand side by side."""
        return self.path[-2] if len(self.path) > 1 else self.path[-1]

    @property
    def heading(self) -> bool:
        """Whether it stands in a heading element."""
        return self.tag[0] == "h" and self.tag[1:].isdigit()

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Text and address of each link that has both."""
        found = ((text, value_of(_HREF, tag)) for text, tag in self.anchors)
        return tuple((text, href) for text, href in found if href)

    @property
    def running(self) -> bool:
        """Whether it is a sentence of running text."""
        return len(self.text) > 60 and self.link_density < 0.3 and bool(STOP.search(self.text))

    @property
    def label(self) -> Label | None:
        """What the phrase at its beginning says that it is."""
        return load_furniture().read(self.text)


def line_of(block: Block, containers: Containers) -> Line:
    """Make a line of a block."""
    return Line(
        block.text,
        containers.path(block.container, _DEEPEST_PATH),
        block.tag,
        block.link_density,
        block.anchors,
        block.pieces,
        block.bold > 0.8 * len(block.text),
        block.after_image,
    )


def lines_of(block: Block, containers: Containers, title: str | None) -> list[Line]:
    """Cut a block at its single line breaks where the lines are paragraphs, or furniture."""
    whole = line_of(block, containers)
    if block.source is None:
        return [whole]
    texts = block.lines
    if len(texts) < 2:
        return [whole]
    sentences = sum(len(text) > 60 and bool(STOP.search(text)) for text in texts)
    paragraphs = len(texts) > 2 and sentences >= len(texts) - 1
    if not paragraphs and not any(is_apart(text, title) for text in texts):
        return [whole]
    anchors: dict[str, tuple[str, str]] = {text: (text, tag) for text, tag in block.anchors}
    return [
        Line(
            text,
            whole.path,
            link_density=float(text in anchors),
            anchors=(anchors[text],) if text in anchors else (),
        )
        for text in texts
    ]


def is_apart(text: str, title: str | None) -> bool:
    """Say whether a line of text is furniture, the headline, or a stamp, and no running text."""
    if len(text) > SHORT or (title is not None and same(text, title)):
        return len(text) <= SHORT
    label = load_furniture().read(text)
    apart = {"tags", "credit", "byline", "drop", "read_also"}
    return (label is not None and label.kind in apart) or is_stamp(text)


def is_stamp(text: str) -> bool:
    """Say whether a short line is a publication stamp and little else."""
    if len(text) >= SHORT or not _DIGITS.search(text) or STOP.search(text):
        return False
    readings = read_stamps(text)
    if not readings:
        return False
    rest = text[: readings[0].start] + text[readings[-1].end :]
    label = load_furniture().read(rest)
    return len(rest) < _STAMP_REST or (label is not None and label.kind == "drop")


def same(first: str, second: str) -> bool:
    """Say whether two texts are one but for spelling and the signs around them."""
    return fold(first).strip(" .:") == fold(second).strip(" .:")
