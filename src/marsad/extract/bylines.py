"""Bylines around the headline and right below the text, and cards of authors below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from marsad.extract.author_links import leads_to_author
from marsad.extract.blocks import Block, Containers
from marsad.extract.body import Body
from marsad.extract.boxes import opens, says_something
from marsad.extract.captions import is_below_picture
from marsad.extract.lines import (
    is_stamp,
    is_stamped,
    label_of_block,
    line_of,
    same,
    stops,
    text_line,
)
from marsad.extract.name_shape import TITLED, is_desk, is_initialled, is_named, looks_like_name
from marsad.extract.people import (
    hinted,
    line_pieces,
    name_alone,
    names_of,
    read_byline,
    tells_when,
    told_before,
)
from marsad.extract.titles import TITLE_SIGN
from marsad.extract.where import is_agency
from marsad.lexicon.furniture import load_furniture
from marsad.lexicon.sections import is_section_name
from marsad.text.normalize import fold

_CARD_FROM, _CARD_TO = 4, 24  # texts below the body
_CARD_HINT = re.compile(r"author[-_]?name")
_CARD_LINKS, _LEAST_TITLE = 2, 3  # links of an opinion's card; words of its headline
_PEN = re.compile("[✍🖊🖋✒👤]")
_READER = re.compile(
    r"comment(?:er|s|list)?[-_]?(?:author|name|list|item|body|content|meta|text)|commentlist"
    r"|(?:^|\s)comments?(?:\s|$)"
)
_BESIDE_NAME = re.compile(r"\s*[-–—ـ/|،,()+:]\s*|\s+(?:و|مع\s)")
_LONGEST_BYLINE, _LONGEST_LATELY = 220, 25
_MOST_BYLINES, _READERS_DEPTH = 4, 4
_MOST_ABOVE = 6  # blocks between a headline and a name that the title has beside it
_WRITES = re.compile(r"\W*(\S+(?:\s+\S+){1,4})\s+[يت]كتب(?:\s+ل\S+)?\s*(?:[:：|]|\.{2,})\s*\S")
_BYLINE = frozenset({"byline"})
_LONGEST_TAG, _LONGEST_CREDIT = 40, 60
_CLIMB = 6


def read_authors(
    blocks: Sequence[Block], containers: Containers, headline: int | None, body: Body,
    site: str | None,
) -> list[str]:  # fmt: skip
    """Return the names of the bylines around the headline, or right below the body."""
    first = body.indexes[0] if body.indexes else 0
    last = body.indexes[-1] if body.indexes else 0
    at = first if headline is None else headline
    near = _near(at, first, last, len(blocks))
    first = next((n for n in body.indexes if says_something(blocks[n])), first)
    for index in near:
        block = blocks[index]
        if index < at and block.outside:
            continue  # a menu
        names = _authors_of(block, containers, site) if len(block.text) < _LONGEST_BYLINE else []
        if names and is_below_picture(block, containers):
            names = []
        if not names and at < index < first and not _is_apart(block, containers):
            line = line_of(block, containers)
            # A picture beside a name and a stamp is that of who wrote.
            below = blocks[index + 1].text
            line.after_image &= not (is_stamp(below) or _is_lately(below))
            names = name_alone(line, site) or _above_office(block, site)
            if not names and is_initialled(block.text) and (is_stamp(below) or _is_lately(below)):
                names = [block.text]
            names = names or _row_names(blocks, index, containers, site)
            if not names and is_stamped(blocks[index - 1]):
                names = _piece_named(block, site)
        if not names and index > last:
            names = _signed(block, site) or _alone_below(blocks, index, last, containers, site)
        if not names and index == at - 1 and block.bold and not block.anchors:
            names = name_alone(line_of(block, containers), site)  # above a column's headline
        if not names and index < at:
            names = _row_names(blocks, index, containers, site)  # above the headline
        if names:
            return [*names, *_named_beside(blocks, containers, index, site)]
    # A card of the author below the text, beside shares and tags.
    for block in blocks[last + _CARD_FROM : last + _CARD_TO]:
        hint = containers.hint(block.container)
        if len(block.text) < _LONGEST_TAG and _CARD_HINT.search(hint) and not _READER.search(hint):
            return names_of(block.text, site)
    return []


def titled_author(
    blocks: Sequence[Block], headline: int | None, titles: Sequence[str], site: str | None
) -> list[str]:
    """Return whom the headline or the page's titles name as its author.

    "فلانة تكتب: …" is a headline; "الخبر - فلان الفلاني" a title of which the page prints both
    parts, the name on a line of its own near the headline.
    """
    if headline is None:
        return []
    printed = blocks[headline].text
    match = _WRITES.match(printed[:_LONGEST_BYLINE])
    name = TITLED.sub("", match[1]) if match else ""
    if is_named(" ".join(name.split()[:2]), site):
        return [name]
    lines = blocks[headline].lines
    last = lines[-1]
    if len(lines) > 1 and is_named(last, site) and not any(last in title for title in titles):
        return [TITLED.sub("", last)]  # below the headline, in its cell
    for title in titles:
        pieces = [piece.strip() for piece in TITLE_SIGN.split(title)] if " " in title else []
        if len(pieces) < 2 or not any(same(piece, printed) for piece in pieces):
            continue
        names = (piece for piece in pieces if looks_like_name(piece, site))
        for name in names:
            if not same(name, printed) and _is_line_near(blocks, headline, name):
                return [TITLED.sub("", name)]
    return []


def _is_line_near(blocks: Sequence[Block], headline: int, name: str) -> bool:
    """Say whether a name is a line, a link or another piece of its own near the headline."""
    near = blocks[max(0, headline - _MOST_ABOVE) : headline + _MOST_ABOVE]
    return any(
        name == line.strip() or any(name == text for text, _ in block.anchors)
        for block in near
        if name in block.text
        for line in (block.text, *block.lines, *block.pieces)
    )


def agencies_beside(
    blocks: Sequence[Block], headline: int | None, body: Body, names: Sequence[str]
) -> list[str]:
    """Return the agencies behind the names of the authors: "منى سعيد ووكالات"."""
    if not names or not body.indexes:
        return []
    first, last = body.indexes[0], body.indexes[-1]
    near = _near(first if headline is None else headline, first, last, len(blocks))
    name = names[-1]
    for index in near:
        text = blocks[index].text
        if name not in text or len(text) >= _LONGEST_BYLINE or stops(text):
            continue
        pieces = _BESIDE_NAME.split(text.rpartition(name)[2])
        if found := [piece for piece in pieces if is_agency(piece)]:
            return found
    return []


def _named_beside(
    blocks: Sequence[Block], containers: Containers, at: int, site: str | None
) -> list[str]:
    """Return the names in the items right below a byline's that are made as it is."""
    first, found = blocks[at], list[str]()
    hint, around = _around(first, containers)
    hints = map(containers.hint, (first.container, *containers.path(around, 2)))
    in_row = (first.tag == "li" and hint) or any(map(hinted, hints))
    for block in blocks[at + 1 : at + _MOST_BYLINES] if in_row else ():
        if block.tag != first.tag or _around(block, containers) != (hint, around):
            break
        linked = bool(block.anchors) and leads_to_author(block.anchors)
        names = _authors_of(block, containers, site) or name_alone(line_of(block, containers), site)
        found += [name for name in names if linked or hint or is_named(name, site)]
    return found


def _around(block: Block, containers: Containers) -> tuple[str, int]:
    """Return the names of a block's own element, and the element around it."""
    at = block.container
    return containers.hint(at), containers.parents[at]


def _signed(block: Block, site: str | None) -> list[str]:
    """Return the name beside the site's own on a line below the text: "فلان الفلاني - الموقع"."""
    if len(block.text) >= _LONGEST_CREDIT or block.anchors:
        return []
    pieces = [piece.strip() for piece in TITLE_SIGN.split(block.text)]
    names = [piece for piece in pieces if not is_desk(piece, site)]
    return names if len(pieces) > len(names) == 1 and is_named(names[0], site) else []


def _alone_below(
    blocks: Sequence[Block], at: int, last: int, containers: Containers, site: str | None
) -> list[str]:
    """Return the name that a text right below the last is, if no other name stands below it."""
    block, below = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    if at != last + 1 or block.outside or block.anchors or is_readers(block, containers):
        return []
    if below and name_alone(line_of(below, containers), site):
        return []  # a list of people
    if below and stops(below.text) and label_of_block(below) is None:
        return []  # who says what stands below
    return name_alone(line_of(block, containers), site)


def _row_names(
    blocks: Sequence[Block], at: int, containers: Containers, site: str | None
) -> list[str]:
    """Return the names that an item of a list is if the next one of the same list is its stamp."""
    block, below = blocks[at], blocks[at + 1]
    same = _around(block, containers)[1] == _around(below, containers)[1]
    if not (block.tag == below.tag == "li" and same and is_stamp(below.text)):
        return []
    names = names_of(block.text, site)
    return names if all(is_named(name, site) for name in names) else []


def _is_lately(text: str) -> bool:
    """Say whether a short text is a stamp without figures: "منذ ساعتين"."""
    return len(text) < _LONGEST_LATELY and text.startswith(("منذ ", "قبل "))


def _piece_named(block: Block, site: str | None) -> list[str]:
    """Return the name that stands beside a section in the line below a stamp."""
    if len(block.text) > _LONGEST_CREDIT or len(block.anchors) > 1 or block.after_image:
        return []
    names = [piece for piece in block.pieces if is_named(piece, site)]
    return names if len(names) == 1 else []


def _above_office(block: Block, site: str | None) -> list[str]:
    """Return the name on a block's first line if the second says what its bearer is."""
    lines = block.lines if block.source is not None and not block.after_image else ()
    if not 2 <= len(lines) <= _MOST_BYLINES or is_stamp(lines[0]):
        return []
    furniture, second = load_furniture(), fold(lines[1]).split()[:1]
    offices = furniture.about_author | furniture.no_person
    return name_alone(text_line(lines[0]), site) if second and second[0] in offices else []


def _is_apart(block: Block, containers: Containers) -> bool:
    """Say whether a block lies in nav, aside or figcaption; an article has a footer of its own."""
    if not block.outside:
        return False
    path = containers.path(block.container, _CLIMB)
    return any(containers.tags[at] in {"nav", "aside", "figcaption"} for at in path)


def _near(headline: int, first: int, last: int, size: int) -> Iterator[int]:
    """Return where stamps and bylines stand: around the headline, then right below the body."""
    yield from range(max(0, headline - 6), min(size, max(headline, min(first, headline + 12)) + 3))
    yield from range(last + 1, min(size, last + 4))


def _offers_other(block: Block) -> bool:
    """Say whether a block holds what somebody wrote beside his or her name: an opinion's card."""
    if len(block.anchors) < _CARD_LINKS or not leads_to_author(block.anchors[:1]):
        return False
    rest = (link[0] for link in block.anchors[1:] if not leads_to_author([link]))
    long = (text for text in rest if len(text.split()) >= _LEAST_TITLE)
    return any(not is_section_name(text, whole=True) for text in long)


def _without_last(block: Block) -> str:
    """Return a text without its last piece, which may touch it: a name and what its bearer is."""
    last = block.pieces[-1] if block.pieces else ""
    return block.text.removesuffix(last).strip() if last else ""


def _authors_of(block: Block, containers: Containers, site: str | None) -> list[str]:
    hint = containers.hint(block.container)
    if len(block.text) < _LONGEST_CREDIT and not hinted(hint):
        above = max(containers.parents[block.container], 0)
        hints = containers.hint(above), containers.hint(max(containers.parents[above], 0))
        outer = next(filter(hinted, hints), "")
        listed = block.tag == "li" or (block.heading and block.anchors)
        if outer and (listed or is_named(block.text, site)):
            hint = outer
    if _offers_other(block):
        return []
    if not (
        hinted(hint)
        or tells_when(block.text)
        or opens(block.text, _BYLINE)
        or (block.anchors and (leads_to_author(block.anchors) or told_before(block)))
        or _PEN.search(block.text)
    ):
        return []
    line = line_of(block, containers)
    names = read_byline(line, site) or line_pieces(line, block.lines, site)
    if not names and hinted(hint) and is_named(rest := _without_last(block), site):
        names = [TITLED.sub("", rest)]
    if not names and hinted(hint):
        linked = [text for text, _ in block.anchors]
        told = (one for name in linked or [block.text] for one in names_of(name, site))
        names = [name for name in told if looks_like_name(name, site)]
    return [] if names and is_readers(block, containers) else names


def is_readers(block: Block, containers: Containers) -> bool:
    """Say whether a block stands in an element that is made for what readers write."""
    around = containers.path(block.container, _READERS_DEPTH)
    return any(_READER.search(containers.hint(at)) for at in around)
