"""The publisher's section as the page prints it: in a path, behind a label, above the headline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from marsad.extract.blocks import Block, Containers
from marsad.extract.lines import is_stamp, label_of_block, same, stops
from marsad.extract.name_shape import is_named
from marsad.extract.people import leads_to_author
from marsad.extract.soup import attribute, value_of
from marsad.extract.where import is_known_place, is_medium, is_site
from marsad.lexicon.furniture import load_furniture
from marsad.lexicon.sections import is_section_name
from marsad.text.normalize import fold
from marsad.text.proclitics import is_function_word
from marsad.text.stamps import read_stamps
from marsad.urls import path_of

_FILED_UNDER = frozenset({"في", "ضمن", "تحت", "in"})
_HOME = re.compile(
    r"\W*(?:(?:الصفحه )?(?:الرءيسيه|الرءيسه|الاولي|الاساسيه)|الاستقبال|الواجهه|البدايه|صفحه البدايه"
    r"|بدايه الموقع|home|accueil)(?!\w)\W*"
)
_SIGNS = re.compile(r"\s*(?:[»›>/\\←‹«|]|&gt;)+\s*|\s+[-–—]\s+")
_SIGN = re.compile(r"[»›>/\\←‹«|]")
_SURE_SIGN = re.compile(r"[»›>/\\←→‹«]|&gt;")  # bars and dashes part menus as well
_CALLED_PATH = re.compile(r"crumb|مسار", re.IGNORECASE)  # in whatever attribute
_MENU_HINT = re.compile(r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|topbar)(?:$|[\s_-])")
_CURRENT = re.compile(r"(?:^|[\s_-])(?:cur|current|active|selected|on)(?:$|[\s_-])")
_HREF = attribute("href")
_ENDS = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+")
_NO_NAME = re.compile(r"[\d»›>\\←‹«]")
_PARTS = (" - ", " – ", " — ", "&gt;")
_PATH_HINT = re.compile(
    r"bread?crumb|crumbs?\b|breadcumb|(?:^|[\s_-])(?:path|ariane|bc)(?:$|[\s_-])"
)
_HINT = re.compile(
    r"(?:^|[\s_-])(?:cat|kicker|section|rubri(?:c|que)|eyebrow|overline|surtitle|supertitle)"
    r"(?:$|[\s_-]|name|title|label)|categor"
)
_FILED = re.compile(
    r"rel\s*=\s*[\"']?(?:[\w-]+ )*category|itemprop\s*=\s*[\"']?(?:genre|articlesection)",
    re.IGNORECASE,
)
_TITLE_SIGNS = re.compile(r"\s+(?:[»›>«|/]|>>|::|[-–—])+\s+")
_ABOVE, _BESIDE, _BELOW = 10, 5, 8
_LONGEST, _MOST_WORDS = 30, 4
_PATH_LONGEST = 200
_MOST_ITEMS = 3  # of a path in a list that nothing marks
_MOSTLY_LINKS, _ALL_LINKS = 0.7, 0.9
_EYEBROW = 2  # blocks that an element holds above the headline in it
_PARTS_OF = frozenset({"article", "main"})
_CLIMB, _DEEPEST_STEP, _MOST_STEPS = 3, 5, 5


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
    near = range(max(0, at - _BESIDE), min(len(blocks), at + _BESIDE + 1))
    below = range(last + 1, min(len(blocks), last + _BELOW))
    above = reversed(range(max(0, at - _ABOVE), min(len(blocks), at + 3)))
    name = (
        finder.path(above)
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


def _is_parted(text: str) -> bool:
    """Say whether signs part a text, as they do the steps of a path."""
    return bool(_SIGN.search(text)) or any(part in text for part in _PARTS)


def is_home(name: str) -> bool:
    """Say whether a step of a path is the site's home page."""
    return _HOME.fullmatch(fold(name)) is not None


class _Finder:
    """Looks at the blocks around one headline."""

    def __init__(
        self, blocks: Sequence[Block], containers: Containers, headline: int, title: str | None,
        site: str | None,
    ) -> None:  # fmt: skip
        self._blocks, self._containers, self._at = blocks, containers, headline
        self._title, self._site = title, site
        self._lists: set[int] = set()

    def path(self, places: Iterable[int]) -> str | None:
        """Return the last step of a path that begins at the home page, or is marked as one."""
        for index in places:
            block = self._blocks[index]
            if len(block.text) > _PATH_LONGEST or (index == self._at and len(block.lines) < 2):
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
            found = self._last_step(steps, self._starts(block, steps), sure=True)
            for line in filter(_is_parted, dict.fromkeys((block.text, *block.lines))):
                pieces = [piece for piece in _SIGNS.split(line) if piece]
                at_home = self._starts(block, pieces) and not is_site(pieces[0], self._site)
                found = found or self._last_step(pieces, at_home, sure=False)
            if found := found or self._path_of_items(index):
                return found
        return None

    def _starts(self, block: Block, steps: Sequence[str]) -> bool:
        """Say whether steps are a path: they begin at home, or their element is made for paths."""
        if len(steps) < 2:
            return False
        return (
            _HOME.fullmatch(fold(steps[0])) is not None
            or _is(steps[0], self._site)
            or self._is_marked(block.container, _is_path)
        )

    def _last_step(self, steps: Sequence[str], at_home: bool, *, sure: bool) -> str | None:
        if not 2 <= len(steps) <= _MOST_STEPS or (sure and not at_home):
            return None
        names = [name for step in steps if not self._is_title(step) and (name := self._fit(step))]
        if at_home or not names:
            return names[-1] if names else None
        return names[0] if len(names) > 1 and all(map(is_section_name, names)) else None

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
        at_home = _HOME.fullmatch(fold(blocks[first].text))
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
        if any(map(_is_made_for_menus, hints)) or ("nav" in tags and tags.isdisjoint(_PARTS_OF)):
            return True
        paths = [path_of(value_of(_HREF, tag) or "").rstrip("/") for _, tag in links[1:]]
        down = (below.startswith(f"{above}/") for above, below in pairwise(paths))
        return len(paths) > 1 and all(paths) and not any(down)

    def _paths_around(self, block: Block) -> list[int]:
        """Return the elements around a block that are made for a path, the innermost first."""
        at, found = block.container, []
        for _ in range(_DEEPEST_STEP if len(block.text) <= _LONGEST else 2):
            if at <= 0:
                break
            if _is_path(self._containers.hint(at)):
                found.append(at)
            at = self._containers.parents[at]
        return found

    def filed(self, places: Sequence[int]) -> str | None:
        """Return what stands behind a label such as "القسم:", or in a link to a category."""
        for index in dict.fromkeys(places):
            block = self._blocks[index]
            if index == self._at or len(block.text) > _PATH_LONGEST:
                continue
            filed = [text for text, tag in block.anchors if _FILED.search(tag)]
            if filed and (name := self._fit(filed[0])):
                return name
            label = label_of_block(block) if block.tag != "li" else None
            if label is not None and label.kind == "section" and block.text.endswith(":"):
                below = self._blocks[index + 1] if label.alone else block  # "القسم:", its name
                if below is not block and (name := self._fit(below.text)):
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

    def hinted(self, places: range) -> str | None:
        """Return a short text in an element that is made for sections."""
        for index in sorted(places, key=lambda place: abs(place - self._at)):
            block = self._blocks[index]
            if index == self._at or (block.outside and not self._is_particular(index)):
                continue
            if block.tag == "li" and not self._is_filed_item(index):
                continue
            if self._is_marked(block.container, _is_section):
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
        return _is_section(hint) and not _is_made_for_menus(hint)

    def categorized(self, places: range) -> str | None:
        """Return the one link below the text that stands in an element made for categories."""
        found = [
            block
            for block in (self._blocks[index] for index in places)
            if len(block.anchors) == 1 and block.link_density > 0.8
            if self._is_marked(block.container, _is_category)
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
            if block.link_density > 0.8 and block.tag != "li" and not block.outside:
                name = self._named(block)
                if name and is_section_name(name):
                    return name
        return None

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
            if index == self._at or len(block.text) > _PATH_LONGEST or block.link_density > 0.5:
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

    def _is_marked(self, at: int, says: Callable[[str], bool]) -> bool:
        """Say whether an element, or the one around it, is made for something."""
        if at <= 0:
            return False
        hint, above = self._containers.hint, self._containers.parents[at]
        return says(hint(at)) or (above > 0 and says(hint(above)))

    def _is_title(self, text: str) -> bool:
        if not self._title:
            return False
        return same(text, self._title) or (len(text) > _LONGEST and text[:20] in self._title)

    def _is_site(self, name: str) -> bool:
        """Say whether a name is the site's, and not the section "أخبار" of "صحراء أخبار"."""
        site = self._site or ""
        longer = fold(site).endswith(f" {fold(name)}") and not is_medium(site)
        return _is(name, site) and not (longer and is_section_name(name, whole=True))

    def _fit(self, text: str) -> str | None:
        """Return a text that may name a section, without signs around it."""
        if len(text) > 2 * _LONGEST:
            return None
        name = " ".join(text.split()).strip(" -–—|:،·•#[]()/»›>")
        if not 1 < len(name) <= _LONGEST or len(name.split()) > _MOST_WORDS:
            return None
        folded = " ".join(fold(name).split())
        furniture = load_furniture()
        if _HOME.fullmatch(folded) or folded in furniture.no_section | furniture.agencies:
            return None
        if _NO_NAME.search(name) or is_stamp(name) or self._is_site(name):
            return None
        if is_function_word(folded.rpartition(" ")[2]):
            return None  # a sentence that a day goes on behind: "أعلنت الخطة في"
        label = load_furniture().read(name)
        if label is not None and label.alone and not is_section_name(name, whole=True):
            return None
        if label is not None and label.kind == "byline" and label.sign:
            return None
        return None if self._is_title(name) or name.endswith((".", "؟", "!")) else name


def _is_button(text: str) -> bool:
    label = load_furniture().read(text)
    return label is not None and label.kind == "drop" and label.alone


def _of_title(head: str | None, title: str | None, site: str | None) -> str | None:
    """Return the step between site and headline in a window's title: "الموقع » سياسة » …"."""
    pieces = [piece.strip() for piece in _TITLE_SIGNS.split(head or "") if piece.strip()]
    if len(pieces) < 3 or not title:
        return None
    names = [p for p in pieces if not same(p, title) and not _is(p, site) and p not in title]
    none = load_furniture().no_section
    names = [n for n in names if len(n) <= _LONGEST and is_section_name(n) and fold(n) not in none]
    return names[0] if len(names) == 1 else None


@lru_cache(maxsize=1024)
def _is_path(hint: str) -> bool:
    return _PATH_HINT.search(hint) is not None


@lru_cache(maxsize=1024)
def _is_made_for_menus(hint: str) -> bool:
    return "menu" in hint or _MENU_HINT.search(hint) is not None


@lru_cache(maxsize=1024)
def _is_category(hint: str) -> bool:
    return "categor" in hint


@lru_cache(maxsize=1024)
def _is_section(hint: str) -> bool:
    return _HINT.search(hint) is not None


def _is(name: str, site: str | None) -> bool:
    return is_site(name, site)
