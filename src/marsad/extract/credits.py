"""Sources that stand beside a text: in a line with a stamp, alone, or by their element's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from marsad.extract.author_links import leads_to_author
from marsad.extract.blocks import Block, Containers
from marsad.extract.captions import is_caption
from marsad.extract.lines import Line, is_stamped, label_of_block, stops
from marsad.extract.name_shape import is_named
from marsad.extract.soup import attribute, value_of
from marsad.extract.sources import (
    INITIALS,
    agencies_alone,
    credited,
    ended_by,
    signed_elsewhere,
)
from marsad.extract.where import is_agency, is_known_medium, is_known_place, is_medium, is_site
from marsad.lexicon.furniture import load_furniture
from marsad.text.normalize import fold
from marsad.text.stamps import read_stamps

_SOURCE = re.compile(r"(?<!\w)(?:مصدر الخبر|مصدر المقال|المصدر|مصدر|نقلا عن|source)\s*[:：]\s*")
_SOURCE_END = re.compile(r"\s*[|•·,،]\s*|\s+[-–—]\s+|\s+\S+\s*[:：]|\s+\d")
_SOURCE_NAME = re.compile(r"(?:^|[\s_-])(?:src|source)(?:[-_]?name)?(?:$|\s|__)")
_HINT = re.compile(r"(?:^|[\s_-])source(?:$|[\s_-]|name)")
_QUOTED_FROM = re.compile(
    r"\W*(?:(نقلا\s+عن|[يت]?نشر\w{0,2}\s+بالاتفاق\s+مع)|عن)\s+(\S+(?:\s+\S+){0,5}?)\W*$"
)
_TITLED = 'title="المصدر"'
_SOURCE_PAGE = re.compile(r"/(?:sources?|agency|agencies|providers?)/[^/]")
_SOURCE_PARTS = ("/source", "/agenc", "/provider")  # looked for first, which is faster
_HREF = attribute("href")
_ADAPTED = re.compile(r"(\S+(?:\s\S+){0,3}?)\s*[،,(-]+\s*بتصرف\W*")  # "وكالة كذا، بتصرف"
_PRINTED_IN = re.compile(
    r"(?<!\w)[يت]?نُ?شرت?\s[^«\"“.]{0,40}\s?(?:في|ب|على)\s*(?:\w+\s+)?[«\"“]([^»\"”]{3,40})[»\"”]"
    r"|^\W*[يت]?نُ?شرت?\s+هذ[اه]\s+\S+(?:\s+\S+){0,3}?\s+(?:في|ب|على)\s*"
    r"((?:صحيفة|جريدة|مجلة|موقع|شبكة|منصة)\s[^.،؟!]{3,40})$"
)
_PERSON_SIGNS = re.compile(r"\s+[-–—ـ|/]+\s+|\s*[،,|]\s*")
_BESIDE = re.compile(r"\d.*[/|–—-]\s|\s[/|–—-].*\d")  # a stamp and what is beside it, maybe
_STEP = re.compile(r"\s+[-–—|/]\s+")
_MARK = re.compile('[«"“]')
_ISSUE = re.compile(r"\s*[،,]?\s*\(?\s*(?:ال)?عدد\s*(?:رقم\s*)?\d[\d\s،,/-]*\)?$")
_NO_STOPS = ' .()«»"”'
_LONGEST_HINTED, _LINKED, _CLIMB = 50, 0.5, 4
_LONGEST_LINE, _LONGEST_CREDIT, _LONGEST_ALONE = 220, 60, 40
_MOST_WORDS = 7


def credits_beside(
    blocks: Sequence[Block], containers: Containers, site: str | None, *places: tuple[int, int]
) -> list[str]:
    """Return the source that shares a line with a stamp: "2024-09-08 12:41 مصدر الخبر: …"."""
    for number, (start, stop) in enumerate(places):
        for block in blocks[max(0, start) : stop]:
            if len(block.text) >= _LONGEST_LINE or block.text[-1] in ".؟!" or block.heading:
                continue
            if sources := _source_alone(block, containers, site, below=number > 0):
                return sources
            if not number and (linked := _linked_source(block, site)):
                return linked
            if not number and (signed := signed_elsewhere(block.text, label_of_block(block), site)):
                return signed
            if number and (source := _credited_link(block) or _quoted(block.text)):
                return credited(source, None)
            text = block.text
            told = "مصدر" in text or "نقلا" in text or "source" in text
            if not told or not (value := _told_in(block, containers)):
                continue
            if 1 < len(value) < _LONGEST_CREDIT and len(value.split()) < _MOST_WORDS:
                return credited(value, None)
    return []


def media_beside(
    blocks: Sequence[Block], containers: Containers, places: range, site: str | None
) -> list[str]:
    """Return the media that stand beside a stamp without a label: "2025-10-07 | وكالة كذا".

    An agency that is all of a block may stand below the picture, if not in its element.
    """
    for at in places:
        block = blocks[at]
        if len(block.text) >= _LONGEST_LINE or block.heading:
            continue
        if block.link_density > _LINKED and not leads_to_author(block.anchors):
            continue
        pictured = block.after_image and not block.pictured_in
        if not any(map(is_stamped, blocks[max(0, at - (not pictured)) : at + 2])):
            if _is_apart(blocks, containers, at) and (alone := _agencies_in([block.text], site)):
                return alone
            continue
        texts = block.pieces or (block.text,)
        office, _, agency = block.text.rpartition(" - ")
        if is_agency(agency) and not (
            " - " in office or block.after_image or is_named(office, site)
        ):
            return [agency]  # "مكتب لا يعرفه أحد - رويترز"
        if found := media_in(texts, site) or _agencies_in(texts, site):
            return found
        readings = read_stamps(block.text) if _BESIDE.search(block.text) else ()
        if readings:
            ends = block.text[: readings[0].begin], block.text[readings[-1].end :]
            rest = [end.strip(" /|–—-") for end in ends]
            if found := media_in(rest, site) or _agencies_in(rest, site):
                return found
    return []


def _is_apart(blocks: Sequence[Block], containers: Containers, at: int) -> bool:
    """Say whether a block is none of a picture's: it stands around what is below the picture."""
    above = blocks[at - 1]
    if blocks[at].after_image or blocks[at].outside:
        return False
    if not above.after_image:
        return True
    return blocks[at].container in containers.path(containers.parents[above.container], _CLIMB)


def _agencies_in(texts: Iterable[str], site: str | None) -> list[str]:
    short = (text for text in texts if len(text) < _LONGEST_ALONE)
    return [name for text in short for name in agencies_alone(text, site, ends=False)]


def media_in(texts: Iterable[str], site: str | None) -> list[str]:
    """Return the media that are steps of short texts, but the site: "بيت لحم – وكالة كذا"."""
    steps = [step.strip() for text in texts for step in _STEP.split(text)]
    names = (quoted_source(step)[0] or step for step in steps if step)
    return [n for n in names if is_medium(n) and not is_site(n, site) and not stops(n)]


def _told_in(block: Block, containers: Containers) -> str | None:
    """Return what stands behind "المصدر:" in a text, or in a piece that touches the one before."""
    named = (piece[at:].strip() for piece in block.pieces if (at := _end_of_source(piece)))
    match = _SOURCE.search(block.text)
    if match is None:
        return next(named, None)
    if not match.start() or is_caption(block, containers):
        return None
    rest = block.text[match.end() :].strip()
    linked = (text for text, _ in block.anchors if text and rest.startswith(text))
    return next(linked, None) or next(named, None) or _SOURCE_END.split(rest)[0]


def _source_alone(
    block: Block, containers: Containers, site: str | None, *, below: bool
) -> list[str]:
    """Return the media that a text `below` is, or a source by the element that it stands in."""
    if len(block.text) >= _LONGEST_ALONE or block.anchors or block.outside or block.heading:
        return []
    text = block.text.strip(" .()-–—")
    if below and is_medium(text) and not is_site(text, site):
        return [] if _says_else(text) or label_of_block(block) else [text]
    if below and (agencies := agencies_alone(block.text, None, ends=False) or ended_by(block.text)):
        return agencies
    hint = containers.hint(block.container)
    told = containers.raw[block.container].find(_TITLED) >= 0  # for whom points at it
    if not told and not (("src" in hint or "source" in hint) and _SOURCE_NAME.search(hint)):
        return []
    odd = any(map(str.isdigit, block.text)) or INITIALS.match(block.text)
    if odd or is_known_place(block.text) or label_of_block(block) is not None:
        return []
    if names_person(block.text, site):
        return []
    return credited(quoted_source(block.text)[0] or block.text, None)


def _linked_source(block: Block, site: str | None) -> list[str]:
    """Return the source that a link near the headline leads to the page of."""
    found = [
        text
        for text, tag in block.anchors
        if any(part in tag for part in _SOURCE_PARTS) and len(text) < _LONGEST_ALONE
        if _SOURCE_PAGE.search(value_of(_HREF, tag) or "")
    ]
    return found if len(found) == 1 and not is_site(found[0], site) else []


def _says_else(text: str) -> bool:
    """Say whether a line that begins as a medium's name does asks to follow it, or the like."""
    furniture = load_furniture()  # "قناة كذا على تلغرام"
    return not furniture.share.isdisjoint(fold(text).split()) or furniture.marks(text)


def _end_of_source(piece: str) -> int:
    match = _SOURCE.match(piece)
    return match.end() if match else 0


def sources_of_line(line: Line, site: str | None, *, above: bool, ends: bool) -> list[str]:
    """Read a line beside the text that is sources: "الصحيفة - وكالات", "عن صحيفة …".

    It stands `above` the text, or below; `ends` says that no sentence follows.
    """
    if stops(line.text.rstrip(_NO_STOPS)) or line.heading:
        return []
    hint = line.containers.hint(line.container) if line.containers else ""
    hinted = len(line.text) < _LONGEST_HINTED and line.label is None and _HINT.search(hint)
    if hinted and not names_person(line.text, site):
        return credited(line.text, site)
    if source := _credited_link(line):
        return [source]
    if ends and (adapted := _ADAPTED.fullmatch(line.text.strip())):
        return credited(adapted[1], site)
    source, sure = quoted_source(line.text)
    if source and ((sure and not above) or is_medium(source) or (ends and _MARK.search(source))):
        return credited(source, None)
    if ends and (printed := printed_in(line.text)):
        return printed
    text = line.text.strip(" .()-–—")
    known = ends and (is_medium(text) or is_known_medium(text))
    if known and line.label is None and not is_site(text, site):
        return [] if line.anchors or _says_else(text) else [text]
    return agencies_alone(line.text, site, ends=ends)


def names_person(value: str, site: str | None) -> bool:
    """Say whether what stands where sources do is who wrote: "فلانة الفلانية ـــ دبي"."""
    pieces = [piece.strip(" .()ـ") for piece in _PERSON_SIGNS.split(value)]
    names = [p for p in pieces if p and not is_site(p, site) and not is_known_place(p)]
    return bool(names) and all(is_named(name, site) for name in names)


def printed_in(note: str) -> list[str]:
    """Return where a note says that the article was printed: "نُشر بالإنكليزية في «كذا»"."""
    match = _PRINTED_IN.search(note)
    return [(match[1] or match[2]).strip(" )")] if match else []


def _quoted(text: str) -> str | None:
    """Return whom a text below an article says that it is from."""
    source, sure = quoted_source(text)
    return source if sure or is_medium(source) else None


def _credited_link(line: Line | Block) -> str | None:
    """Return the one link of a line if a credit's phrase, and nothing else, stands before it."""
    if len(line.anchors) != 1 or (start := line.text.find(line.anchors[0][0])) <= 0:
        return None
    label = load_furniture().read(line.text[:start])
    return line.anchors[0][0] if label and label.kind == "credit" and label.alone else None


def quoted_source(text: str) -> tuple[str, bool]:
    """Return whom a line says that it is from, "" for nobody, and whether it can say nothing else.

    "نقلا عن …" and "ينشر بالاتفاق مع …" can not; "عن …" may.
    """
    if len(text) >= _LONGEST_LINE or stops(text.rstrip(_NO_STOPS)):
        return "", False
    text = text[1:-1] if text[0] + text[-1] == "«»" else text
    folded = fold(text)
    match = _QUOTED_FROM.match(folded)
    if match is None:
        return "", False
    before = len(folded[: match.start(2)].split())  # folding keeps words in place, not letters
    source = _ISSUE.sub("", text.split(maxsplit=before)[-1])
    return source.strip(" ().*"), bool(match[1])
