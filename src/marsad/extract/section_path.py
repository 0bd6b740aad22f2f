"""The path that leads to an article: "الرئيسية » سياسة", in a text, in links or in a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from marsad.extract.blocks import Block, Containers
from marsad.extract.section_name import (
    LONGEST_SECTION,
    fit_section,
    is_home,
    is_made_for_menus,
    is_marked,
    is_title,
)
from marsad.extract.soup import attribute, value_of
from marsad.extract.titles import is_generic
from marsad.extract.where import is_site
from marsad.lexicon.sections import is_section_name
from marsad.text.normalize import fold
from marsad.urls import path_of

PATH_LONGEST = 200
"""Characters that a path has at most."""

ABOVE = 10
"""Blocks above the headline where a path stands that nothing marks."""

_FIRST_PAGE = re.compile(
    r"(?:https?://[^/]+)?/?(?:\./)?(?:(?:index|home|default)\.\w{3,5})?/?", re.IGNORECASE
)
_SIGNS = re.compile(r"\s*(?:[»›>/\\←‹«|]|&gt;)+\s*|\s+[-–—]\s+")
_SIGN = re.compile(r"[»›>/\\←‹«|]")
_SURE_SIGN = re.compile(r"[»›>/\\←→‹«]|&gt;")  # bars and dashes part menus as well
_DOWN = re.compile(r"[»›>/\\←]")
_CALLED_PATH = re.compile(r"crumb|مسار", re.IGNORECASE)  # in whatever attribute
_HREF = attribute("href")
_PARTS = (" - ", " – ", " — ", "&gt;")
_PATH_HINT = re.compile(
    r"bread?crumb|crumbs?\b|breadcumb|(?:^|[\s_-])(?:path|pathway|ariane|bc)(?:$|[\s_-])"
)
_FAR = 80  # blocks above the headline where one stands that its element marks
_MOST_ITEMS = 3  # of a path in a list that nothing marks
_PARTS_OF = frozenset({"article", "main"})
_DEEPEST_STEP, _MOST_STEPS = 5, 5


class Paths:
    """Looks for the path above one headline."""

    def __init__(
        self, blocks: Sequence[Block], containers: Containers, headline: int, title: str | None,
        site: str | None,
    ) -> None:  # fmt: skip
        self._blocks, self._containers, self._at = blocks, containers, headline
        self._title, self._site = title, site
        self._lists: set[int] = set()

    def find(self, places: Iterable[int]) -> str | None:
        """Return the last step of a path that begins at the home page, or is marked as one."""
        for index in places:
            block = self._blocks[index]
            if len(block.text) > PATH_LONGEST or (index == self._at and len(block.lines) < 2):
                continue
            if block.source is None and not (
                len(block.anchors) > 1
                or block.tag == "li"
                or _is_parted(block.text)
                or self._paths_around(block)
            ):
                continue  # nothing parts it into steps
            if self._is_title(block.text):
                continue  # the page's own step
            if len(block.anchors) > 1 and self._is_menu(block, block.anchors, block.text):
                continue
            steps = [text for text, _ in block.anchors]
            starts = self._starts(block, steps)
            found = self._unlinked_step(block.text, steps) if starts else None
            found = found or self._last_step(steps, starts, sure=True)
            for line in filter(_is_parted, dict.fromkeys((block.text, *block.lines))):
                pieces = [piece for piece in _SIGNS.split(line) if piece]
                at_home = self._starts(block, pieces) and not is_site(pieces[0], self._site)
                at = -1 if _DOWN.search(line) else 0  # bars part topics
                found = found or self._last_step(pieces, at_home, sure=False, at=at)
            if found := found or self._path_of_items(index):
                return found
        return None

    def marked_above(self) -> list[int]:
        """Return the blocks far above the headline that stand in elements made for paths."""
        far = range(max(0, self._at - _FAR), max(0, self._at - ABOVE))
        return [
            at for at in far if is_marked(self._containers, self._blocks[at].container, _is_path)
        ]

    def _unlinked_step(self, text: str, steps: Sequence[str]) -> str | None:
        """Return the section that ends a path without a link, and is not the page's own step."""
        last = _SIGNS.split(text)[-1].strip(" .…")
        own = set(fold((self._title or "")[:PATH_LONGEST]).split()).issuperset(fold(last).split())
        if own or any(step in last for step in steps) or is_generic(last):
            return None
        return self._fit(last)

    def _starts(self, block: Block, steps: Sequence[str]) -> bool:
        """Say whether steps are a path: they begin at home, or their element is made for paths."""
        if len(steps) < 2:
            return False
        return (
            is_home(steps[0])
            or is_site(steps[0], self._site)
            or _leads_home(block, steps[0])
            or is_marked(self._containers, block.container, _is_path)
        )

    def _last_step(
        self, steps: Sequence[str], at_home: bool, *, sure: bool, at: int = 0
    ) -> str | None:
        if not 2 <= len(steps) <= _MOST_STEPS or (sure and not at_home):
            return None
        names = [name for step in steps if not self._is_title(step) and (name := self._fit(step))]
        if at_home or not names:
            return names[-1] if names else None
        return names[at] if len(names) > 1 and all(map(is_section_name, names)) else None

    def _path_of_items(self, index: int) -> str | None:
        """Return the last step of a path whose steps are blocks of one element, however deep."""
        block = self._blocks[index]
        for marked in self._paths_around(block):
            for top in (marked, self._containers.parents[marked]):
                inside, first = range(top, self._containers.end(top)), index
                while first and self._blocks[first - 1].container in inside:
                    first -= 1
                if index == first and block.anchors and "crumb" in self._containers.hint(marked):
                    return self._fit(block.text)  # a picture stands for the home page
                if 0 < index - first < _MOST_STEPS:
                    places = self._blocks[first : index + 1]
                    linked = [bool(step.link_length) for step in places]
                    own = len(places) > 2 and all(linked[:-1]) and not linked[-1]
                    if own and not is_section_name(block.text):
                        places = places[:-1]  # the page's own, by a shorter name
                    steps = [step.text for step in places]
                    return self._last_step(steps, True, sure=True)
        return self._path_of_list(index) if block.tag == "li" else None

    def _path_of_list(self, index: int) -> str | None:
        """Return the last step of a list that begins at home and holds too little for a menu."""
        blocks, parents = self._blocks, self._containers.parents
        group = parents[blocks[index].container]
        if group in self._lists:
            return None  # looked at from another of its items
        self._lists.add(group)
        first = last = index
        while first and parents[blocks[first - 1].container] == group:
            first -= 1
        while last + 1 < self._at and parents[blocks[last + 1].container] == group:
            last += 1
        at_home = is_home(blocks[first].text)
        # Between steps some lists have items of nothing but a sign.
        steps = [b.text for b in blocks[first : last + 1] if any(map(str.isalpha, b.text))]
        if not at_home or len(steps) > _MOST_ITEMS or last >= self._at:
            return None
        items = blocks[first : last + 1]
        links = [link for b in items for link in b.anchors]
        if len(links) > 1 and self._is_menu(blocks[index], links, " ".join(b.text for b in items)):
            return None
        return self._last_step(steps, True, sure=True)

    def _is_menu(self, block: Block, links: Sequence[tuple[str, str]], between: str) -> bool:
        """Say whether links that begin at home are a short menu, and no path down to a section.

        Nothing calls them a path, no sign `between` them leads on, and either their element is made
        for menus or none leads to a page below the one before.
        """
        for text, _ in links:
            between = between.replace(text, " ", 1)
        if _SURE_SIGN.search(between) or self._paths_around(block):
            return False
        around = self._containers.path(block.container, _DEEPEST_STEP)
        if any(_CALLED_PATH.search(self._containers.raw[at]) for at in around):
            return False
        hints = (self._containers.hint(at) for at in around if at > 0)
        tags = {self._containers.tags[at] for at in around}
        if any(map(is_made_for_menus, hints)) or ("nav" in tags and tags.isdisjoint(_PARTS_OF)):
            return True
        paths = [path_of(value_of(_HREF, tag) or "").rstrip("/") for _, tag in links[1:]]
        down = (below.startswith(f"{above}/") for above, below in pairwise(paths))
        return len(paths) > 1 and all(paths) and not any(down)

    def _paths_around(self, block: Block) -> list[int]:
        """Return the elements around a block that are made for a path, the innermost first."""
        at, found = block.container, []
        for _ in range(_DEEPEST_STEP if len(block.text) <= LONGEST_SECTION else 2):
            if at <= 0:
                break
            if _is_path(self._containers.hint(at)):
                found.append(at)
            at = self._containers.parents[at]
        return found

    def _is_title(self, text: str) -> bool:
        return is_title(text, self._title)

    def _fit(self, text: str) -> str | None:
        return fit_section(text, self._title, self._site)


def _is_parted(text: str) -> bool:
    """Say whether signs part a text, as they do the steps of a path."""
    return bool(_SIGN.search(text)) or any(part in text for part in _PARTS)


def _leads_home(block: Block, step: str) -> bool:
    """Say whether a path's first step leads to the site's first page, whatever it is called."""
    text, tag = block.anchors[0] if block.anchors else ("", "")
    href = value_of(_HREF, tag)
    return (
        bool(text) and text == step and href is not None and _FIRST_PAGE.fullmatch(href) is not None
    )


@lru_cache(maxsize=1024)
def _is_path(hint: str) -> bool:
    return _PATH_HINT.search(hint) is not None
