"""Parts an article's lines from the furniture among them: read-also, tags, credits, bylines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from marsad.lexicon.furniture import Furniture, load_furniture
from marsad.text.normalize import fold
from marsad.text.stamps import read_stamps
from marsad.types import Related
from marsad.urls import absolute

_LABELLED = re.compile(r"^\W*[^:：|]{2,40}[:：|]\s*(.+)$", re.DOTALL)
_TAG_SEPARATORS = re.compile(r"\s*[,،;؛|#•·]\s*|\s+[-–—]\s+|\s{2,}")
_CREDIT_SEPARATORS = re.compile(r"\s*[+,،/|]\s*|\s+[-–—]\s+")
_AGENCY_END = re.compile(r"[(\[（]\s*([^()\[\]]{2,40})\s*[)\]）]\s*\.?\s*$")
_DATELINE = re.compile(r"^([^\d:«\"“.!؟?]{2,60}?)\s*(?:[-–—]{1,2}|:)\s+(?=\S.{25,})")
_STOP = re.compile(r"[.!؟?…»\"”]\s*$")
_OPEN_DATELINE = re.compile(r"\S\s*[-–—]+\s*$")
_BETWEEN = re.compile(r"\s+[-–—]\s+|\s*[|•·]\s*")
_NAME_END = re.compile(r"\s+(?:منذ|قبل|اليوم|أمس)\b|\s*[(|،]|\s*\d")
_WRITTEN_BY = re.compile(r"^\W*(?:كتبت?|بقلم|by)\s+((?:\S+\s*){2,4})$", re.IGNORECASE)
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|writers?|editors?|reporters?|journalists?|auteurs?|by)\b|كاتب|محرر",
    re.IGNORECASE,
)
_STAMP_LABEL = re.compile(
    r"\W*(?:تاريخ|التاريخ|تاريخ النشر|نشر في|نشر|اخر تحديث|تحديث|date|published|updated)\s*[:：]"
)
_LOOK_AHEAD = 40
_SHORT = 110


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: a block of HTML, or a line of text."""

    text: str
    path: tuple[int, ...] = (0,)  # the containers around it, outermost first
    heading: bool = False
    link_density: float = 0.0
    links: tuple[tuple[str, str], ...] = ()
    pieces: tuple[str, ...] = ()  # texts of its inline elements

    @property
    def group(self) -> int:
        """The container of the line's own element: neighbours of one group stand side by side."""
        return self.path[-2] if len(self.path) > 1 else self.path[-1]


@dataclass(slots=True)
class Parts:
    """What the lines are, apart."""

    paragraphs: list[str] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    dateline: str | None = None


def part_lines(lines: Sequence[Line], *, title: str | None, url: str | None) -> Parts:
    """Take lines below a headline apart. `url` makes addresses of links absolute."""
    furniture, parts = load_furniture(), Parts()
    taken: set[str] = set()
    at, ended = 0, False
    while at < len(lines):
        line = lines[at]
        folded = " ".join(fold(line.text).split())
        short = len(line.text) < _SHORT
        at += 1
        if _is_label(folded, furniture):
            at = _take_below_label(lines, at, folded, parts, furniture)
            ended = ended or bool(parts.credits)
        elif furniture.policy.match(folded) or (
            furniture.end.match(folded) and (line.heading or len(line.text) < 60)
        ):
            if not _goes_on(lines, at, furniture):
                break
        elif _take_labelled(line, folded, parts, furniture):
            ended = True
            at = _take_tag_links(lines, at, parts) if furniture.tags.match(folded) else at
        elif short and furniture.read_also.match(folded):
            at = _take_related(lines, at - 1, parts, url, ended=ended)
        elif short and _is_edge(at, lines, parts) and (name := read_byline(line)):
            parts.authors.append(name)
        elif is_stamp(line.text) and _is_edge(at, lines, parts):
            continue
        elif line.text not in taken and not _is_dropped(line, folded, furniture, title):
            parts.paragraphs.append(line.text)
            ended = ended and not _is_running(line)
            if not short:
                taken.add(line.text)  # short lines repeat: an answer, a verse
    headings = {line.text for line in lines if line.heading}
    while parts.paragraphs and parts.paragraphs[-1] in headings:
        parts.paragraphs.pop()
    _take_agency(parts, furniture)
    _take_dateline(parts, furniture)
    return parts


def _is_edge(at: int, lines: Sequence[Line], parts: Parts) -> bool:
    """Say whether a line stands above the body's second paragraph or among the last three."""
    return len(parts.paragraphs) < 2 or at > len(lines) - 3


def _goes_on(lines: Sequence[Line], at: int, furniture: Furniture) -> bool:
    """Say whether the body goes on below a line that usually ends it: beside what was above."""
    groups = {line.group for line in lines[: at - 1] if _is_running(line)}
    return any(
        (not groups or line.group in groups)
        and _is_running(line)
        and not furniture.policy.match(" ".join(fold(line.text).split()))
        for line in lines[at : at + _LOOK_AHEAD]
    )


def _is_running(line: Line) -> bool:
    """Say whether a line is a sentence of running text."""
    return len(line.text) > 60 and line.link_density < 0.3 and bool(_STOP.search(line.text))


def is_apart(text: str, title: str | None) -> bool:
    """Say whether a line of text is furniture, the headline, or a stamp, and no running text."""
    folded, furniture = " ".join(fold(text).split()), load_furniture()
    if len(text) > _SHORT or (title is not None and _same(text, title)):
        return len(text) <= _SHORT
    patterns = (furniture.tags, furniture.credit, furniture.byline, furniture.drop,
                furniture.read_also)  # fmt: skip
    return any(pattern.match(folded) for pattern in patterns) or is_stamp(text)


def is_stamp(text: str) -> bool:
    """Say whether a short line is a publication stamp and little else."""
    readings = read_stamps(text) if len(text) < _SHORT else ()
    if not readings or _STOP.search(text):
        return False
    rest = text[: readings[0].start] + text[readings[-1].end :]
    return len(rest) < 30 or bool(load_furniture().drop.match(" ".join(fold(rest).split())))


def read_byline(line: Line) -> str | None:
    """Return the name that a short line near the headline prints as its author's."""
    if len(line.text) > 60 or line.text.rstrip().endswith((".", "؟", "?", "!")):
        return None
    folded = " ".join(fold(line.text).split())
    if load_furniture().byline.match(folded) and (value := _value(line.text)):
        return next(iter(_split_names(value)), None)
    if match := _WRITTEN_BY.match(line.text):
        return next(iter(_split_names(match[1])), None)
    if len(line.links) == 1 and line.link_density > 0.8 and _AUTHOR_PAGE.search(line.links[0][1]):
        return line.text if len(line.text.split()) <= 5 else None
    return None


def byline_pieces(text: str, publisher: str | None) -> list[Line]:
    """Cut a line such as "منذ ساعة – بقلم فلان | تحديث: …" into what may be bylines.

    After the publisher's own name ("الصحيفة - فلان | اليوم 09:30") the next piece is one.
    """
    if len(text) > 2 * _SHORT:
        return []
    pieces = _BETWEEN.split(text)
    if len(pieces) < 2:
        return []
    if publisher and _same(pieces[0], publisher) and len(pieces) > 2 and read_stamps(text):
        name = pieces[1].strip()
        if 2 <= len(name.split()) <= 4 and not read_stamps(name) and not re.search(r"\d", name):
            return [Line(f"بقلم: {name}")]
    return [Line(piece.strip()) for piece in pieces]


def _take_labelled(line: Line, folded: str, parts: Parts, furniture: Furniture) -> bool:
    """Read a line that starts with the label of tags or of a credit."""
    if len(line.text) < 500 and (label := furniture.tags.match(folded)):
        value = _value(line.text)
        if not (line.links or value or label.end() >= len(folded.rstrip(" :：-|"))):
            return False
        if line.links:
            parts.tags.extend(text for text, _ in line.links if text)
        elif len(line.pieces) > 1:
            parts.tags.extend(p for p in line.pieces if not furniture.tags.match(fold(p)))
        elif value:
            parts.tags.extend(_split_tags(value))
        return True
    if len(line.text) < _SHORT and furniture.credit.match(folded) and (value := _value(line.text)):
        names = _CREDIT_SEPARATORS.split(value)
        parts.credits.extend(name.strip(" .()") for name in names if name.strip(" .()"))
        return True
    return False


def _is_label(folded: str, furniture: Furniture) -> bool:
    """Say whether a line is nothing but the label of a credit or a stamp."""
    if len(folded) > 30:
        return False
    label = furniture.credit.match(folded)
    return bool(label and label.end() == len(folded)) or bool(_STAMP_LABEL.fullmatch(folded))


def _take_below_label(
    lines: Sequence[Line], at: int, folded: str, parts: Parts, furniture: Furniture
) -> int:
    """Read the short line below a label that stands alone."""
    if at >= len(lines) or len(lines[at].text) > 60 or _STOP.search(lines[at].text.rstrip("()")):
        return at
    if furniture.credit.match(folded):
        names = _CREDIT_SEPARATORS.split(lines[at].text.strip(" ()"))
        parts.credits.extend(name.strip() for name in names if name.strip())
        return at + 1
    return at + 1 if is_stamp(lines[at].text) else at


def _take_tag_links(lines: Sequence[Line], at: int, parts: Parts) -> int:
    """Take the links that follow a tag label standing alone."""
    group = lines[at].group if at < len(lines) else None
    while at < len(lines) and lines[at].group == group:
        if lines[at].link_density < 0.8 or len(lines[at].text) > _SHORT:
            break
        parts.tags.extend(text for text, _ in lines[at].links if 1 < len(text) < 60)
        at += 1
    return at


def _value(text: str) -> str | None:
    match = _LABELLED.match(text) or re.match(r"^\W*\w+\s*[-–—]\s*(.+)$", text)
    return match[1].strip() or None if match else None


def _split_tags(value: str) -> list[str]:
    return [
        tag
        for piece in _TAG_SEPARATORS.split(value)
        if (tag := piece.strip(" .").replace("_", " "))
    ]


def _split_names(value: str) -> list[str]:
    value = _NAME_END.split(value)[0]
    return [
        name
        for piece in re.split(r"\s*[,،/|]\s*|\s+[-–—]\s+", value)
        if (name := piece.strip(" .")) and len(name) < 40
    ]


def _take_related(
    lines: Sequence[Line], at: int, parts: Parts, url: str | None, *, ended: bool
) -> int:
    """Read a read-also block from its label on; return where the rest goes on."""
    start, label = at, lines[at]
    before = lines[at - 1].group if at else label.group
    inline = _value(label.text)
    if inline or (label.links and label.link_density > 0.5):
        links = label.links or ((inline or "", ""),)
        parts.related.extend(_item(text, href, url) for text, href in links if len(text) > 8)
        return at + 1
    at += 1
    known = len(parts.related)
    while at < len(lines) and (lines[at].link_density > 0.6 or lines[at].heading):
        line = lines[at]
        if _ends(line):
            return len(lines) if ended else at
        items = [link for link in line.links if len(link[0]) > 8] or [(line.text, "")]
        parts.related.extend(_item(text, href, url) for text, href in items)
        at += 1
    rest = lines[at:]
    if not rest:
        return at
    if not ended and parts.related:
        after = _after_card(lines, start, at)
        if after is not None:
            return after
    if not parts.related or not (ended or rest[0].group != before):
        if len(rest) > 1 and not _STOP.search(rest[0].text) and len(rest[0].text) < 200:
            parts.related.append(Related(title=rest[0].text))
            rest = rest[1:]
        else:
            return at
    # The second article ends where the next block of links begins: no block within a block.
    labels = (i for i, line in enumerate(rest) if _is_read_also(line))
    if len(parts.related) - known > 1:
        return len(lines)  # a list of links: what stands below is none of theirs
    whole = part_lines(
        rest[: next(labels, len(rest))], title=parts.related[-1].title, url=url
    ).paragraphs
    last = parts.related[-1]
    if len(" ".join(whole)) > 120 and any(map(_STOP.search, whole)):
        parts.related[-1] = Related(last.title, last.url, text="\n".join(whole))
    return len(lines)


def _ends(line: Line) -> bool:
    folded, furniture = " ".join(fold(line.text).split()), load_furniture()
    return bool(furniture.end.match(folded) or furniture.policy.match(folded))


def _is_read_also(line: Line) -> bool:
    folded = " ".join(fold(line.text).split())
    return len(line.text) < _SHORT and bool(load_furniture().read_also.match(folded))


def _after_card(lines: Sequence[Line], label: int, at: int) -> int | None:
    """Return where the body goes on below a card in its middle; None where the card is the end.

    The card is the innermost container around its label and its first item.
    """
    shared = [a for a, b in zip(lines[label].path, lines[label + 1].path, strict=False) if a == b]
    body = lines[label - 1].path if label else ()
    if shared and shared[-1] not in body:
        rest = range(at, len(lines))
        return next((i for i in rest if shared[-1] not in lines[i].path), None)
    groups = {line.group for line in lines[:label]}
    return next((i for i in range(at, len(lines)) if lines[i].group in groups), None)


def _item(text: str, href: str, url: str | None) -> Related:
    return Related(title=text, url=absolute(href, url) if href else None)


def _is_dropped(line: Line, folded: str, furniture: Furniture, title: str | None) -> bool:
    """Say whether a line is neither body nor anything that is kept."""
    letters = sum(char.isalpha() for char in line.text)
    if letters < 2 or (title and _same(line.text, title)):
        return True
    if len(line.text) < _SHORT and furniture.drop.match(folded):
        return not _STOP.search(line.text) or len(line.text) < 40
    return line.link_density > 0.7 and (len(line.text) < 200 or len(line.links) > 2)


def _same(first: str, second: str) -> bool:
    return fold(first).strip(" .:") == fold(second).strip(" .:")


def _take_agency(parts: Parts, furniture: Furniture) -> None:
    """Read an agency in brackets at the end of the body; a line of its own leaves the body."""
    if not parts.paragraphs:
        return
    last = parts.paragraphs[-1]
    match = _AGENCY_END.search(last)
    if match and " ".join(fold(match[1]).split()) in furniture.agencies:
        parts.credits.append(match[1].strip())
        if match.start() == 0:
            parts.paragraphs.pop()


def _take_dateline(parts: Parts, furniture: Furniture) -> None:
    """Read "رام الله - وفا -" at the beginning of the body; alone on a line it leaves the body."""
    if not parts.paragraphs:
        return
    first = parts.paragraphs[0]
    if len(first) < 60 and len(parts.paragraphs) > 1 and _OPEN_DATELINE.search(first):
        parts.dateline = parts.paragraphs.pop(0).strip(" -–—:")
        return
    if len(first) < 60 and not _STOP.search(first):
        pieces = [
            " ".join(fold(piece).split(" ")).strip(" ()")
            for piece in re.split(r"\s*[-–—/(]\s*", first)
        ]
        if len(pieces) > 1 and any(piece.strip(")") in furniture.agencies for piece in pieces):
            parts.dateline = first.strip(" -–—:")
            parts.paragraphs.pop(0)
        return
    match = _DATELINE.match(first)
    if match and len(match[1].split()) <= 6 and fold(match[1].split()[0]) not in furniture.no_place:
        place = match[1].strip()
        more = re.match(r"([^-–—:]{2,25}?)\s*[-–—:]+\s+", first[match.end() :])
        if more and " ".join(fold(more[1]).split()) in furniture.agencies:
            place = f"{place} - {more[1].strip()}"
        bracket = re.search(r"\(([^)]+)\)", place)
        known = bracket and " ".join(fold(bracket[1]).split()) in furniture.agencies
        if more or known or re.search(r"\s[-–—]+$|[-–—]{1,2}\s*$", first[: match.end()]):
            parts.dateline = place
