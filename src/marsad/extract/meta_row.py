"""Rows of what a page tells of its article: who wrote it, whence, when, where it is filed, counts.

Sites print these in any order, in one element or side by side. A row is believed where each of its
items is one of these; then each says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from marsad.extract.author_links import leads_to_author
from marsad.extract.blocks import Block, Containers
from marsad.extract.captions import is_below_picture
from marsad.extract.dateline import line_of_its_own
from marsad.extract.lines import (
    Line,
    is_count,
    is_reading_time,
    is_stamp,
    is_stamped,
    label_of_block,
    stops,
    text_line,
    value_behind,
)
from marsad.extract.name_shape import (
    OFFICES,
    TITLED,
    is_account,
    is_desk,
    is_named,
    is_newsroom,
    is_no_author,
)
from marsad.extract.people import (
    is_edited,
    joined_names,
    names_of,
    read_byline,
    tells_when,
    without_agency,
)
from marsad.extract.sources import credited, signed_elsewhere
from marsad.extract.where import is_agency, is_known_place, is_medium, is_site
from marsad.lexicon.furniture import Label, load_furniture
from marsad.lexicon.sections import is_section_name
from marsad.text.calendar import load_calendar
from marsad.text.normalize import fold

_SIGN = re.compile(r"\s+[-–—ـ|•·/]+\s+|\s*[|•·]\s*|\n")
_CLOCK = re.compile(r"(?:الساعة\s*)?\d{1,2}\s?[:.]\s?\d\d(?:\s?[^\W\d]{1,8}){0,2}")
_AGO = re.compile(r"(?:منذ|قبل)\s")
_LONGEST, _LONGEST_ITEM, _LONGEST_ROW = 220, 80, 8  # characters; blocks
_LONGEST_SECTION = 30
_ABOVE = 3  # blocks above a headline
_MOST_BLOCKS = 25
_EDGES = " ()❖►▶✦\t-–—|•·،,/✍🖊👤\ufe0f"
_EXPECTS = frozenset({"credit", "byline", "stamp", "section", "caption"})
_KNOWN = frozenset({"drop", "promo", "comments", "caption", "section", "stamp", "policy"})


@dataclass(slots=True)
class Row:
    """What a row tells; `understood` says that each of its items is known."""

    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    stamped: bool = False
    credited: bool = False  # behind a label
    labels: int = 0
    items: int = 0
    understood: bool = True
    places: set[tuple[int, str]] = field(default_factory=set)  # container and text of its blocks

    @property
    def sure(self) -> bool:
        """Whether it is a row, and not a line of a text that looks like one."""
        return self.understood and self.items > 1 and (self.stamped or self.labels > 1)


def read_rows(
    blocks: Sequence[Block], containers: Containers, headline: int | None, first: int,
    site: str | None,
) -> Row:  # fmt: skip
    """Return what the rows between a headline, or right above it, and the text tell.

    `first` is where the running text begins. The first row that names an author tells them all.
    """
    found = Row(understood=False)
    if headline is None:
        return found
    start = max(0, headline - _ABOVE)
    places = range(start, min(first, start + _MOST_BLOCKS, len(blocks)))
    for at, row in _rows(blocks, containers, [at for at in places if at != headline]):
        for part in (row, *([block] for block in row if len(row) > 1)):
            read = _read(part, site) if _may_tell(part) else None
            if read is None or not read.sure or (at < headline and not read.stamped):
                continue
            found.understood = True
            found.authors = found.authors or read.authors or read.editors
            found.credits += read.credits
            found.places |= {
                (block.container, block.text)
                for block in part
                if read.credited or line_of_its_own(block.text, site) is None
            }
            if len(part) == len(row):
                break  # its blocks say no more one by one
    return found


def stands_among_particulars(lines: Sequence[Line], at: int, people: Sequence[str]) -> bool:
    """Say whether an item above the text stands beside the stamp or the author's name."""
    first = at
    while first > 0 and lines[first - 1].tag == "li":
        first -= 1
    beside = takewhile(lambda line: line.tag == "li", lines[first : first + _LONGEST_ROW])
    return any(is_stamp(item.text) or item.text in people for item in beside)


def _rows(
    blocks: Sequence[Block], containers: Containers, places: Sequence[int]
) -> Iterator[tuple[int, list[Block]]]:
    """Group short texts that stand side by side in one element; with the place of the last."""
    row: list[Block] = []
    group = last = -1
    for at in places:
        block = blocks[at]
        odd = block.heading or block.outside or len(block.text) > _LONGEST or stops(block.text)
        pictured = not odd and label_of_block(block) is None and not is_stamped(block)
        if pictured and block.after_image:
            odd = is_below_picture(block, containers) or is_named(block.text, None)
        at_own = block.container  # a stamp's element stands within the row's
        own = containers.group(containers.parents[at_own] if block.tag == "time" else at_own)
        if row and (odd or own != group or at != last + 1 or len(row) == _LONGEST_ROW):
            yield last, row
            row = []
        if not odd:
            row.append(block)
            group, last = own, at
    if row:
        yield last, row


def _may_tell(row: Sequence[Block]) -> bool:
    """Say whether blocks may be a row at all, which few are: with figures, or with two labels."""
    if len(row) == 1 and not (row[0].pieces or row[0].anchors or _SIGN.search(row[0].text)):
        return False
    if any(tells_when(block.text) for block in row):
        return True
    return sum(block.text.count(":") or label_of_block(block) is not None for block in row) > 1


@dataclass(frozen=True, slots=True)
class _Item:
    text: str
    link: str | None = None  # the start tag of the link that it is
    before: str = ""  # the words right before a link: "معرض دار الكتب"


def _items(block: Block) -> Iterator[_Item]:
    """Cut a text where its elements begin and end, and at the signs between them."""
    text, pieces, anchors = block.text, block.pieces, block.anchors
    cuts, links, at = {0, len(text)}, dict[int, str](), 0
    elements = set[int]()  # where one begins
    for piece in pieces:
        if (found := text.find(piece, at)) >= 0:
            at = found + len(piece)
            cuts |= {found, at}
            elements.add(found)
    at = 0
    for linked, tag in anchors:
        if (found := text.find(linked, at)) >= 0:
            at = found + len(linked)
            cuts |= {found, at}
            links[found] = tag
    bare = ""  # the last words that no element holds, where nothing parts them from what follows
    for start, end in pairwise(sorted(cuts)):
        for part in _SIGN.split(text[start:end]):
            if any(map(str.isalnum, words := part.strip(_EDGES))):
                yield _Item(words, links.get(start), bare if start in links else "")
            bare = "" if start in elements or start in links else part.strip()


def _read(blocks: Sequence[Block], site: str | None) -> Row:
    """Read the items of a row one by one; a label alone tells what the next one is."""
    items = [item for block in blocks for item in _items(block)]
    row = Row(items=len(items))
    pending: tuple[str, Label] | None = None
    for item in items:
        if len(item.text) > _LONGEST_ITEM:
            row.understood = False
            return row
        label = load_furniture().read(item.text)
        if label is not None and label.alone:
            if label.kind not in _KNOWN | {"credit", "byline"}:
                row.understood = False
                return row
            row.labels += 1
            expects = label.kind in _EXPECTS
            pending = (item.text.strip(" :："), label) if expects else None
        elif pending and pending[1].kind == "credit" and _is_place(item.text):
            row.credited = True  # "المصدر: الفجيرة - وام"
        elif not _take(row, item, label, pending, site):
            row.understood = False
            return row
        else:
            pending = None
    return row


def _is_place(text: str) -> bool:
    return is_known_place(text) and not is_agency(text)  # "كونا" is a town, too


def _take(
    row: Row, item: _Item, label: Label | None, pending: tuple[str, Label] | None,
    site: str | None,
) -> bool:  # fmt: skip
    """Take an item for what it is; say whether that is known."""
    text = item.text
    if _is_time(text):
        row.stamped = True
        return True
    kind = label.kind if label else pending[1].kind if pending else None
    row.labels += label is not None
    if kind == "credit":
        value = value_behind(text) if label else text
        row.credits += credited(value, site) if value else []
        row.credited = True
        return bool(value)
    if kind == "byline":
        return _take_byline(row, f"{pending[0]}: {text}" if pending and not label else text, site)
    if kind in _KNOWN:
        return True
    if kind is not None:
        return False
    return _take_bare(row, item, site)


def _take_byline(row: Row, text: str, site: str | None) -> bool:
    line = text_line(text)
    names = [n for n in read_byline(line, site) if not (is_known_place(n) or is_account(n))]
    (row.editors if is_edited(line) else row.authors).extend(names)
    row.credits += signed_elsewhere(text, line.label, site)
    return True


def _take_bare(row: Row, item: _Item, site: str | None) -> bool:
    """Take an item without a label: a name, a source, a place, a section or a count."""
    text = item.text
    if fold(text) in OFFICES:
        return False  # "مكتب فلان"
    if is_agency(text) or (is_medium(text) and not is_site(text, site)):
        row.credits.append(text)
        return True
    if is_known_place(text):
        return True
    bare = TITLED.sub("", without_agency(text)[0])
    if item.before.strip(_EDGES) and not _leads(item.before):
        return False
    linked = item.link is not None and leads_to_author([(text, item.link)])
    linked = linked and " " in bare
    names = names_of(text, site) if linked else joined_names(bare, site)
    if names and (linked or all(is_named(name, site) for name in names)):
        row.authors += names
        row.credits += [agency for agency in [without_agency(text)[1]] if agency]
        return True
    if ":" in text and (told := read_byline(text_line(text), site)):
        row.authors += told  # "موفدنا إلى المدينة: فلان"
        return True
    return (
        is_desk(text, site)
        or is_newsroom(text)
        or is_no_author(text, site)
        or is_section_name(text)
        or is_reading_time(text)
        or (item.link is not None and len(text) <= _LONGEST_SECTION)
        or is_count(text)
    )


def _leads(words: str) -> bool:
    """Say whether words before a link are no beginning of a phrase: a label, a stamp, a sign."""
    label = load_furniture().read(words)
    return words[-1] in _EDGES or _is_time(words) or (label is not None and label.alone)


def _is_time(text: str) -> bool:
    """Say whether an item is a stamp, an hour, or a weekday."""
    folded = fold(text).strip(" :،,")
    weekday = folded in load_calendar().weekdays.index
    return weekday or bool(_CLOCK.fullmatch(text) or _AGO.match(text)) or is_stamp(text)
