"""A page's lines as the readers of furniture see them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from marsad.extract.blocks import Block, Containers
from marsad.extract.soup import attribute, value_of
from marsad.lexicon.furniture import Label, load_furniture
from marsad.text.normalize import fold
from marsad.text.stamps import read_stamps

SHORT = 110
"""Characters that a line of furniture has at most."""

_STOPS = frozenset('.!؟?…»"”。！？」』।۔')
_DEEPEST_PATH = 60
_HREF = attribute("href")
_SKIPS = re.compile(r"href\s*=\s*[\"']?#")
_DIGITS = re.compile(r"\d\d")
_LONGEST_LABELLED = 400
_COUNT = re.compile(
    r"[\d.,٬]+\s*[KkMm]?(?:\s+[^\W\d]{3,10}){0,2}|[^\W\d]{3,10}\s*[:：]\s*[\d.,٬]+\s*[KkMm]?"
)
_COUNTED = (
    "مشاهد", "المشاهد", "قراء", "القراء", "تعليق", "زيار", "مره", "مرات", "دقيق", "دقاءق", "view",
    "comment", "min",
)  # fmt: skip
_READING = re.compile(
    r"\W*(?:(?:\d{1,2}|\w{3,6})\s+(?:دقاءق|دقيقه)|دقيق(?:ه|تان))"
    r"(?:\s+(?:قراءه|للقراءه|من القراءه))?\W*$"
)
_END_OF_COPY = re.compile(r"\W*(?:انتهي|النهايه|يتبع)\W*$")
_LEAST, _LEAST_HAN = 60, 20  # characters of a sentence; Chinese and Japanese need fewer
_CHANNEL = re.compile(r"(\w+)\W+(?:https?://|www\.|[\w-]+\.[a-z]{2,12}/|@)\S+\s*$")
_MOST_LINES = 500  # of a block that are looked at one by one
_MOST_MARKS = 60  # harakat and signs that two spellings of one text may differ by
_TWEET = re.compile(r"\W*[^()]{2,60}\(@\w+\)")
_TWO_LETTERS = re.compile(r"[^\W\d_ـ][\W\d_ـ]*+[^\W\d_ـ]")
_WRITTEN_BY_MACHINES = re.compile(  # shortcodes, addresses and accounts alone
    r"\W*(?:\[(\w+)[^\]]*\].*\[/\1\]|\[/?[a-z_]+(?:\s[^\]]*)?\]"
    r"|(?:https?://|www\.|pic\.twitter\.com/|youtu\.be/|t\.co/)\S+|\S+@[\w.-]+\.[a-z]{2,}|@\w+)\W*"
)
_MACHINES_SIGNS = frozenset("@[/.")
_MOSTLY_LINKS, _LONGEST_LINKED = 0.7, 200
_STAMP_REST = 30
_GLANCE = 8  # letters
_NOT_FAR = 100  # lines
_LEAST_SCRIPTED = 4  # words
_INSIDE = re.compile(r"#.|javascript:(?!void)", re.IGNORECASE)
_PARTED = frozenset({"tags", "credit", "byline", "section"})
_TELLS = frozenset({"stamp", "byline", "credit"})
_LEAST_TOLD, _MOST_TOLD = 2, 0.9  # pieces; share of their line
_LATIN, _ARABIC = re.compile("[A-Za-z]"), re.compile("[\u0621-\u064a]")
_LABELLED = re.compile(
    r"^\W*[^:：|•·]{2,40}[:：|•·]\s*(.+)$|^\W*[^\s/]+\s*[-–—/]\s*(.+)$", re.DOTALL
)
_MORE_ON = re.compile(r"المزيد (?:عن|حول)(?:\s+\S+){1,5}$")
_MORE = Label("read_also", True, False)
_ADDRESS = re.compile(
    r"\W*(?:يا|ايها|ايتها|اصحاب (?:المعالي|السعاده|السمو|الفخامه)|السلام عليكم|بسم الله|الحمد لله"
    r"|سيدي|سيدتي|السيدات والساده|حضرات)(?!\w)"
)
_LEAST_ABSTRACT = 2  # paragraphs


@dataclass(slots=True)  # frozen ones take three times as long to make
class Line:
    """A line of a page: a block of HTML, or a line of text."""

    text: str
    container: int = 0
    containers: Containers | None = field(default=None, repr=False)
    tag: str = "p"
    link_density: float = 0.0
    anchors: tuple[tuple[str, str], ...] = ()  # its links: text and start tag
    pieces: tuple[str, ...] = ()  # texts of its inline elements
    bold: bool = False
    after_image: bool = False
    label: Label | None = None  # what the phrase at its beginning says that it is

    @property
    def path(self) -> tuple[int, ...]:
        """The containers around it, outermost first."""
        if self.containers is None:
            return (self.container,)
        return self.containers.path(self.container, _DEEPEST_PATH)

    @property
    def group(self) -> int:
        """The container of the line's own element: neighbours of one group stand side by side.

        A wrapper of nothing but the line is no group.
        """
        return self.container if self.containers is None else self.containers.group(self.container)

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
        return self.link_density < 0.3 and is_sentence(self.text)


def stops(text: str) -> bool:
    """Say whether a text ends with a sign that sentences end with."""
    return text.rstrip()[-1:] in _STOPS


def is_sentence(text: str) -> bool:
    """Say whether a text is long enough for a sentence, and ends as one."""
    size = len(text)
    if size <= _LEAST_HAN or not stops(text):
        return False
    return size > _LEAST or "\u2e80" < text[-1] < "\uffef" or "\u2e80" < text[0] < "\u9fff"


def runs_on(lines: Sequence[Line], at: int) -> bool:
    """Say whether a sentence of running text stands at a place or not far below it."""
    return any(line.running for line in lines[at : at + _NOT_FAR])


def in_row(line: Line, others: Iterable[Line]) -> bool:
    """Say whether a line stands in the element of one of some others, or in one beside it.

    Some sites part a text into sections side by side, which share a name.
    """
    containers, at = line.containers, line.group
    known = {other.group for other in others}
    if at in known or containers is None:
        return at in known
    parents, tags = containers.parents, containers.tags
    names = set(containers.hint(at).split())
    return any(
        parents[group] == parents[at]
        and tags[group] == tags[at]
        and not names.isdisjoint(containers.hint(group).split())
        for group in known
    )


def label_of(text: str, anchors: tuple[tuple[str, str], ...]) -> Label | None:
    """Read the phrase that a line begins with; a link right behind it is no part of it."""
    if anchors and len(text) < _LONGEST_LABELLED:
        start = text.find(anchors[0][0])
        if start > 0 and not text[start - 1].isspace():
            text = text[:start]
        elif text.startswith(first := anchors[0][0]) and first != text:
            # Headings of boxes with tabs: "مقالات ذات صلة", and right behind it another link.
            touches = text[len(first) : len(first) + 1].isalnum()
            if touches and len(anchors) > 1:
                text = first
            elif touches and _SKIPS.search(anchors[0][1]):
                text = text[len(first) :]  # behind a link that leads over a box to the text
    return load_furniture().read(text)


def label_of_block(block: Block) -> Label | None:
    """Read the phrase that a block begins with, once."""
    label = block.label
    if label is False:
        label = label_of(block.text, block.anchors)
        if label is None and block.heading and _MORE_ON.match(block.text):
            label = _MORE
        if label is None and len(block.anchors) > 1 and all(map(_is_tab, block.anchors)):
            label = load_furniture().read(block.anchors[0][0])  # the open one of several tabs
        block.label = label
    return label


def _is_tab(anchor: tuple[str, str]) -> bool:
    """Say whether a link opens another part of its own place on the page."""
    href = value_of(_HREF, anchor[1]) or ""
    return href[:1] == "#"


def part_labels(blocks: Sequence[Block]) -> None:
    """Put a colon behind labels that only their element parts from what they stand before.

    "<b>المصدر</b> رويترز", and "<span>المصدر</span><span>رويترز</span>", whose texts touch.
    """
    for block in blocks:
        if not block.pieces:
            continue
        first, text = block.pieces[0], block.text
        if not 0 < len(first) < len(text) < SHORT or not text.startswith(first) or stops(text):
            continue
        rest = text[len(first) :].lstrip()
        if not (rest[0].isalnum() or rest[0] == "#") or block.heading:
            continue
        label = load_furniture().read(first)
        if label is not None and label.alone and label.kind in _PARTED:
            block.text = f"{first.rstrip(' :')}: {rest}"


def text_line(text: str) -> Line:
    """Make a line of plain text."""
    return Line(text, label=load_furniture().read(text))


def line_of(block: Block, containers: Containers) -> Line:
    """Make a line of a block."""
    return Line(
        block.text,
        block.container,
        containers,
        block.tag,
        block.link_density,
        block.anchors,
        block.pieces,
        block.bold > 0.8 * len(block.text),
        block.after_image,
        label_of_block(block),
    )


def lines_of(block: Block, containers: Containers, title: str | None) -> list[Line]:
    """Cut a block at its single line breaks where the lines are paragraphs, or furniture."""
    whole = line_of(block, containers)
    if block.source is None:
        return [whole]
    texts = block.lines
    if len(texts) < 2:
        return [whole]
    sentences = sum(len(text) > 25 and stops(text) for text in texts)
    paragraphs = sentences >= len(texts) - 1 and len(block.text) > 60 * len(texts)
    if not paragraphs and not any(is_apart(text, title) for text in texts[:_MOST_LINES]):
        return [whole]
    anchors: dict[str, tuple[str, str]] = {text: (text, tag) for text, tag in block.anchors}
    return [
        Line(
            text,
            block.container,
            containers,
            link_density=float(text in anchors),
            anchors=(anchors[text],) if text in anchors else (),
            label=load_furniture().read(text),
        )
        for text in texts
    ]


def is_apart(text: str, title: str | None) -> bool:
    """Say whether a line of text is furniture, the headline, or a stamp, and no running text."""
    if len(text) > SHORT or (title is not None and same(text, title)):
        return len(text) <= SHORT
    label = load_furniture().read(text)
    apart = {"tags", "credit", "byline", "drop", "read_also", "promo"}
    return (label is not None and label.kind in apart) or is_stamp(text) or ends_copy(text)


def tells_of_article(line: Line) -> bool:
    """Say whether a line is made of pieces that tell when, by whom and whence an article is."""
    pieces = line.pieces
    if len(pieces) < _LEAST_TOLD or sum(map(len, pieces)) < _MOST_TOLD * len(line.text):
        return False
    labels = ((piece, load_furniture().read(piece)) for piece in pieces)
    return all((label and label.kind in _TELLS) or is_stamp(piece) for piece, label in labels)


_SIGNATURE = "______"


def is_furniture(line: Line, title: str | None) -> bool:
    """Say whether a line is neither text of the article nor tells anything of it."""
    text = line.text
    if not _TWO_LETTERS.search(text[:40]) or (title and same(text, title)):
        return True
    if text.startswith(_SIGNATURE):
        return True  # of a forum's member
    furniture = load_furniture()
    if len(text) < SHORT and (
        furniture.shares(text)
        or ends_copy(text)
        or ("(@" in text and _TWEET.match(text))
        or names_channel(text)
        or furniture.marks(text)
        or furniture.calls(text)
        or (not _MACHINES_SIGNS.isdisjoint(text) and _WRITTEN_BY_MACHINES.fullmatch(text))
    ):
        return True
    few = len(text) < _LONGEST_LINKED or len(line.anchors) > 2
    linked = line.link_density > _MOSTLY_LINKS and few
    marked = line.anchors and len(text) < 2 * SHORT and furniture.marks(text)
    return bool(linked or marked) or tells_of_article(line)


def addresses(text: str) -> bool:
    """Say whether a short line opens a speech or a letter: "أيها الإخوة والأخوات،"."""
    return text.endswith("،") or _ADDRESS.match(fold(text)) is not None


def without_abstract(paragraphs: list[str]) -> list[str]:
    """Leave out what an Arabic article says once more in Latin letters, below its end."""
    end = len(paragraphs)
    while (
        end > 1 and _LATIN.search(paragraphs[end - 1]) and not _ARABIC.search(paragraphs[end - 1])
    ):
        end -= 1
    translated = len(paragraphs) - end >= _LEAST_ABSTRACT and stops(paragraphs[-1])
    arabic = sum(bool(_ARABIC.search(text)) for text in paragraphs[:end])
    return paragraphs[:end] if translated and arabic > len(paragraphs) - end else paragraphs


@lru_cache(maxsize=1024)
def is_stamp(text: str) -> bool:
    """Say whether a short line is a publication stamp and little else."""
    if len(text) >= SHORT or not _DIGITS.search(text) or stops(text):
        return False
    readings = read_stamps(text)
    if not readings:
        return False
    rest = text[: readings[0].start] + text[readings[-1].end :]
    label = load_furniture().read(rest)
    beside = {"drop", "credit", "byline", "section", "promo"}
    return len(rest) < _STAMP_REST or (label is not None and label.kind in beside)


def is_stamped(block: Block) -> bool:
    """Say whether a block is a stamp, or pieces that touch and one of which is."""
    return is_stamp(block.text) or any(map(is_stamp, block.pieces))


def ends_copy(text: str) -> bool:
    """Say whether a line is the sign that an agency ends its copy with: "// انتهى //"."""
    return len(text) < 30 and bool(_END_OF_COPY.match(fold(text)))


def is_reading_time(text: str) -> bool:
    """Say whether a line tells how long an article takes to read: "3 دقائق قراءة"."""
    return _READING.match(fold(text)) is not None


def is_count(text: str) -> bool:
    """Say whether a line counts readers, comments or minutes, or is a bare number."""
    words = [word for word in fold(text).split() if word[0].isalpha()]
    return all(word.startswith(_COUNTED) for word in words) and _COUNT.fullmatch(text) is not None


def within_page(href: str) -> bool:
    """Say whether an address is a place on its own page; a bare "#" waits for a script."""
    return _INSIDE.match(href) is not None


def offers_article(text: str, href: str) -> bool:
    """Say whether a link may lead to an article; few words that wait for a script are a tab."""
    return not within_page(href) and (href != "#" or len(text.split()) >= _LEAST_SCRIPTED)


def names_channel(text: str) -> bool:
    """Say whether a line ends with the site's own address on a network: "… على تلغرام https:…"."""
    if "@" not in text and "/" not in text and "www." not in text:
        return False
    match = _CHANNEL.search(text)
    return match is not None and fold(match[1]) in load_furniture().share


def same(first: str, second: str) -> bool:
    """Say whether two texts are one but for spelling and the signs around them."""
    if abs(len(first) - len(second)) > _MOST_MARKS:
        return False
    known = _bare(second)
    # Most texts differ in their first letters. Folding goes letter by letter, but for hamzas apart.
    if "\u0654" not in first and not known.startswith(fold(first[:_GLANCE]).strip(" .:")):
        return False
    return fold(first).strip(" .:") == known


@lru_cache(maxsize=64)  # the headline, which all lines are compared with
def _bare(text: str) -> str:
    return fold(text).strip(" .:")


def value_behind(text: str) -> str | None:
    """Return what stands behind the label that a line begins with."""
    match = _LABELLED.match(text)
    return (match[1] or match[2] or "").strip() or None if match else None
