"""The publisher's section as the page prints it: in a path, behind a label, above the headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from marsad.extract.author_links import leads_to_author
from marsad.extract.blocks import Block, Containers
from marsad.extract.lines import is_stamp, label_of_block, same, stops
from marsad.extract.name_shape import is_named
from marsad.extract.section_name import (
    LONGEST_SECTION,
    fit_section,
    is_home,
    is_made_for_menus,
    is_marked,
)
from marsad.extract.section_path import ABOVE, PATH_LONGEST, Paths
from marsad.extract.where import is_known_place, is_medium, is_site
from marsad.lexicon.furniture import load_furniture
from marsad.lexicon.sections import is_section_name
from marsad.text.normalize import fold
from marsad.text.stamps import read_stamps

_FILED_UNDER = frozenset({"في", "ضمن", "تحت", "in"})
_CURRENT = re.compile(r"(?:^|[\s_-])(?:cur|current|active|selected|on)(?:$|[\s_-])")
_ENDS = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+")
_HINT = re.compile(
    r"(?:^|[\s_-])(?:cat|kicker|section|rubri(?:c|que)|eyebrow|overline|surtitle|supertitle)"
    r"(?:$|[\s_-]|name|title|label)|categor"
)
_FILED = re.compile(
    r"rel\s*=\s*[\"']?(?:[\w-]+ )*category|itemprop\s*=\s*[\"']?(?:genre|articlesection)",
    re.IGNORECASE,
)
_TITLE_SIGNS = re.compile(r"\s+(?:[»›>«|/]|>>|::|[-–—])+\s+")
_BESIDE, _BELOW = 5, 8
_MOSTLY_LINKS, _ALL_LINKS = 0.7, 0.9
_CELL = 2  # lines of a headline and what is told of it
_COLUMN = 3  # links above and below one
_ROW = 4  # items of a row
_EYEBROW = 2  # blocks that an element holds above the headline in it
_CLIMB = 3


def section_of(
    blocks: Sequence[Block], containers: Containers, headline: int, last: int,
    title: str | None, head: str | None, site: str | None,
) -> tuple[str, ...]:  # fmt: skip
    """Return the section that a page prints, or nothing.

    Most telling is a path such as "الرئيسية » سياسة", then what stands behind a label or in a link
    to a category, then a short text right above the headline in the headline's own element. `last`
    is the body's last block, `head` the title of the page for its window.
    """
    at = headline
    finder = _Finder(blocks, containers, at, title, site)
    paths = Paths(blocks, containers, at, title, site)
    near = range(max(0, at - _BESIDE), min(len(blocks), at + _BESIDE + 1))
    below = range(last + 1, min(len(blocks), last + _BELOW))
    above = reversed(range(max(0, at - ABOVE), min(len(blocks), at + 3)))
    name = (
        paths.find(above)
        or paths.find(paths.marked_above())
        or finder.filed([*near, *below])
        or finder.hinted(near)
        or finder.categorized(below)
        or finder.eyebrow()
        or finder.linked(range(at + 1, min(len(blocks), at + 4)))
        or finder.linked(finder.above_in_part())
        or finder.beside_stamp(near)
        or _of_title(head, title, site)
        or finder.current()
    )
    return (name,) if name else ()


class _Finder:
    """Looks at the blocks around one headline."""

    def __init__(
        self, blocks: Sequence[Block], containers: Containers, headline: int, title: str | None,
        site: str | None,
    ) -> None:  # fmt: skip
        self._blocks, self._containers, self._at = blocks, containers, headline
        self._title, self._site = title, site

    def filed(self, places: Sequence[int]) -> str | None:
        """Return what stands behind a label such as "القسم:", or in a link to a category."""
        for index in dict.fromkeys(places):
            block = self._blocks[index]
            if index == self._at and (name := self._below_headline(block)):
                return name
            if index == self._at or len(block.text) > PATH_LONGEST:
                continue
            filed = [text for text, tag in block.anchors if _FILED.search(tag)]
            if filed and (name := self._fit(filed[0])):
                return name
            label = label_of_block(block) if block.tag != "li" else None
            if label is not None and label.kind == "section" and block.text.endswith(":"):
                below = self._blocks[index + 1] if label.alone else block  # "القسم:", its name
                if below is not block and (name := self._fit(below.text)):
                    return name
            if name := self._filed_in(block):
                return name
            if label is None or label.alone:
                continue
            if label.kind == "section":
                rest = _ENDS.split(block.text)[0].partition(":")[2]
                name = self._fit(block.anchors[0][0] if block.anchors else rest)
            elif label.kind == "stamp" and block.anchors and not read_stamps(block.text):
                name = self._fit(block.anchors[0][0])  # "نشر في ثقافة"
            else:
                continue
            if name:
                return name
        return None

    def _below_headline(self, block: Block) -> str | None:
        """Return the one link below a headline in its own cell, if it is to a known section."""
        if len(block.lines) < _CELL or len(block.anchors) != 1:
            return None
        name = block.anchors[0][0]
        return self._fit(name) if is_section_name(name) and name not in block.lines[0] else None

    def _filed_in(self, block: Block) -> str | None:
        """Return what stands behind "القسم:" in a row that another label opens."""
        several = block.text.count(":") > 1 and _ENDS.search(block.text)
        for piece in _ENDS.split(block.text)[1:] if several else ():
            label = load_furniture().read(piece)
            if label is not None and label.kind == "section" and label.sign:
                return self._fit(piece.partition(":")[2])
        return None

    def hinted(self, places: range) -> str | None:
        """Return a short text in an element that is made for sections."""
        for index in sorted(places, key=lambda place: abs(place - self._at)):
            block = self._blocks[index]
            if index == self._at or (block.outside and not self._is_particular(index)):
                continue
            if block.tag == "li" and not self._is_filed_item(index):
                continue
            if is_marked(self._containers, block.container, _is_section):
                links = block.anchors if block.link_density > _MOSTLY_LINKS else block.anchors[:1]
                text = (
                    links[0][0] if links and len(block.anchors) in {1, len(links)} else block.text
                )
                if len(block.pieces) > 1 and "".join(block.pieces) == text:
                    text = block.pieces[0]  # names that touch
                name = self._fit(text)
                if name and (is_section_name(name) or not is_named(name, self._site)):
                    return name
        return None

    def _is_particular(self, index: int) -> bool:
        """Say whether a category stands among the particulars that an aside right below tells."""
        block = self._blocks[index]
        below = self._at < index <= self._at + _EYEBROW and block.tag == "dd"
        return below and _is_category(self._containers.hint(block.container))

    def _is_filed_item(self, index: int) -> bool:
        """Say whether an item is a category in a short list of them right above the headline."""
        block, at = self._blocks[index], self._at
        if not at - _EYEBROW <= index < at or len(block.anchors) != 1 or block.link_density < 0.8:
            return False
        hint = self._containers.hint(block.container)
        return _is_section(hint) and not is_made_for_menus(hint)

    def categorized(self, places: range) -> str | None:
        """Return the one link below the text that stands in an element made for categories."""
        found = [
            block
            for block in (self._blocks[index] for index in places)
            if len(block.anchors) == 1 and block.link_density > 0.8
            if is_marked(self._containers, block.container, _is_category)
        ]
        return self._fit(found[0].anchors[0][0]) if len(found) == 1 else None

    def eyebrow(self) -> str | None:
        """Return a short text that opens the headline's own element.

        A link, a name of a section, or a short text without anything else above the headline.
        """
        top = self._blocks[self._at].container if self._at else 0
        for _ in range(_CLIMB):
            top = self._containers.parents[top]
            if top <= 0:
                return None
            inside = range(top, self._containers.end(top))
            above = self._at
            while above and self._blocks[above - 1].container in inside:
                above -= 1
                if self._at - above > _EYEBROW:
                    return None
            for index in range(above, self._at):
                block = self._blocks[index]
                if block.tag != "li" and (name := self._named(block)):
                    return name
        return None

    def above_in_part(self) -> range:
        """Return the blocks right above the headline that stand in its own part of the page."""
        containers, top = self._containers, self._blocks[self._at].container if self._blocks else 0
        for _ in range(_CLIMB):
            top = containers.parents[top] if containers.parents[top] > 0 else top
        first = self._at
        while (
            first > max(0, self._at - _BESIDE)
            and top > 0
            and top <= self._blocks[first - 1].container < containers.end(top)
        ):
            first -= 1
        return range(first, self._at)

    def linked(self, places: range) -> str | None:
        """Return a known section's name that is a link of its own near the headline."""
        for index in sorted(places, key=lambda place: abs(place - self._at)):
            block = self._blocks[index]
            item = block.tag == "li" and not self._is_beside_stamp(index)
            if block.link_density > 0.8 and not (item or block.outside or self._is_in_menu(index)):
                name = self._named(block)
                if name and is_section_name(name):
                    return name
        return None

    def _is_in_menu(self, index: int) -> bool:
        """Say whether a link stands in a column of others, as menus of old tables have."""
        near = self._blocks[max(0, index - _COLUMN) : index + _COLUMN + 1]
        tag = self._blocks[index].tag
        alike = (b.tag == tag and len(b.anchors) == 1 and b.link_density > 0.8 for b in near)
        return tag == "td" and sum(alike) > _COLUMN

    def _is_beside_stamp(self, index: int) -> bool:
        """Say whether an item of a list stands in a row with a stamp, below the headline."""
        parents, own = self._containers.parents, self._blocks[index].container
        row = range(max(self._at + 1, index - _ROW), min(len(self._blocks), index + _ROW))
        beside = (block for at, block in enumerate(self._blocks[row.start : row.stop], row.start))
        return any(
            is_stamp(block.text) and parents[block.container] == parents[own] for block in beside
        )

    def _named(self, block: Block) -> str | None:
        """Return a block's text if it is a section's name, or a single link that may be one."""
        text = block.text
        if len(block.anchors) > 1 and is_home(block.anchors[0][0]):
            return None
        if len(block.anchors) > 1 and block.link_density > _ALL_LINKS:
            text = block.anchors[-1][0]  # "الأخبار", and in it "أخبار السودان"
        beside = text.replace(block.anchors[0][0], "") if len(block.anchors) == 1 else ""
        told = " ".join(fold(beside).split())
        if told in load_furniture().no_section or told in _FILED_UNDER:
            text = block.anchors[0][0]  # "بث مباشر طقس": a badge beside the link
        elif len(block.anchors) == 1 and _is_button(block.anchors[0][0]):
            text = beside  # "محليات", and beside it "send to a friend"
        elif len(block.anchors) == 1 and block.anchors[0][0] in self._menu(but=block):
            return self._fit(block.anchors[0][0])  # "محليات", and beside it "العدد 318"
        elif beside[:1].isalpha() and text.startswith(block.anchors[0][0]):
            text = block.anchors[0][0]  # "سياسة", and what touches it: "ألمانيا"
        elif not block.anchors and len(block.pieces) > 1 and "".join(block.pieces) == text:
            text = block.pieces[0]  # names that touch
        name = self._fit(text)
        if name and not block.anchors and name in self._menu():
            return name
        linked = len(block.anchors) == 1 and (block.link_density > 0.8 or beside[:1].isalpha())
        if leads_to_author(block.anchors):
            return None
        return name if name and (linked or is_section_name(name)) else None

    def _menu(self, *, but: Block | None = None) -> set[str]:
        """Return what the links above the headline say: those of the site's menu among them."""
        above = (block for block in self._blocks[: self._at] if block is not but)
        return {text for block in above for text, _ in block.anchors}

    def beside_stamp(self, places: range) -> str | None:
        """Return a section's name that shares the line of a stamp."""
        for index in places:
            block = self._blocks[index]
            if index == self._at or len(block.text) > PATH_LONGEST or block.link_density > 0.5:
                continue
            readings = read_stamps(block.text) if not stops(block.text) else ()
            if not readings:
                continue
            rest = block.text[: readings[0].start], block.text[readings[-1].end :]
            for piece in (*(text for text, _ in block.anchors), *block.pieces, *rest):
                if piece.rstrip().endswith((":", "：")):
                    continue  # what the stamp is called: "التاريخ: 12 نوفمبر"
                name = piece.strip(" -–—|:،·•")
                label = load_furniture().read(name) if ":" in name else None
                if label is not None and label.kind == "section":
                    name = name.partition(":")[2].strip()
                if (
                    (is_section_name(name) or (block.anchors and name in self._menu(but=block)))
                    and not (is_known_place(name) or is_medium(name))
                    and (name := self._fit(name) or "")
                ):
                    return name
        return None

    def current(self) -> str | None:
        """Return the section that the menu above the headline marks as the one that is open."""
        for block in self._blocks[: self._at]:
            if len(block.anchors) != 1 or block.link_density < _ALL_LINKS:
                continue
            if not _CURRENT.search(self._containers.hint(block.container)):
                continue
            if (name := self._fit(block.text)) and is_section_name(name):
                return name
        return None

    def _fit(self, text: str) -> str | None:
        return fit_section(text, self._title, self._site)


def _is_button(text: str) -> bool:
    label = load_furniture().read(text)
    return label is not None and label.kind == "drop" and label.alone


def _of_title(head: str | None, title: str | None, site: str | None) -> str | None:
    """Return the step between site and headline in a window's title: "الموقع » سياسة » …"."""
    pieces = [piece.strip() for piece in _TITLE_SIGNS.split(head or "") if piece.strip()]
    if len(pieces) < 3 or not title:
        return None
    names = [p for p in pieces if not same(p, title) and not is_site(p, site) and p not in title]
    none = load_furniture().no_section
    names = [
        n for n in names if len(n) <= LONGEST_SECTION and is_section_name(n) and fold(n) not in none
    ]
    return names[0] if len(names) == 1 else None


@lru_cache(maxsize=1024)
def _is_category(hint: str) -> bool:
    return "categor" in hint


@lru_cache(maxsize=1024)
def _is_section(hint: str) -> bool:
    return _HINT.search(hint) is not None
