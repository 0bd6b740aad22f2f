"""Other articles on a page: teasers that lead to them, and whole ones above or below its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from marsad.extract.blocks import HEADINGS, Block, Containers
from marsad.extract.lines import is_stamp, is_stamped, within_page
from marsad.extract.name_shape import is_relative
from marsad.extract.soup import attribute, value_of

_HREF = attribute("href")
_LEAST_TITLE, _LEAST_WORDS = 15, 3  # of a link that is a headline
_LONGEST_STAMP = 40
_LEAST_APART = 4  # words of one that a text follows in the same block
_LONGEST_TITLE = 200
_ABOVE = 4  # blocks between a teaser and its headline, at most
_LEAST = 3  # teasers side by side
_ITEMS = frozenset({"li", "tr", "td", "article"})
_MOST_SAID = 2  # sentences of one teaser
_STORY = 120.0  # weight of a text that makes an element an article of its own
_LISTED = 3  # linked headings of a list
_MOST_HEADS = 40  # other headings that are looked at
_LONG = 60
_STAMP_BELOW = 4
_FAR = 60  # blocks
_NEAR_HEAD = 6  # blocks below a heading among which its stamp stands


def teasers(
    blocks: Sequence[Block], containers: Containers, weights: Sequence[float],
    headline: int | None,
) -> frozenset[int]:  # fmt: skip
    """Return the running blocks that tell what a linked headline beside them leads to.

    One link above a paragraph says nothing: teasers are three or more elements side by side that
    look alike, each with a headline that leads elsewhere and a sentence or two, or such pairs that
    an element apart from the headline holds and nothing else. Below a headline some of these
    elements may hold no sentence.
    """
    told = (at for at, weight in enumerate(weights) if weight > 0)
    pairs = [(title, at) for at in told if (title := _title_above(blocks, weights, at)) is not None]
    if len(pairs) < (_LEAST if headline is None else 1):
        return frozenset()
    titles = [at for at, block in enumerate(blocks) if block.link_length and leads_elsewhere(block)]
    finder = _Cards(blocks, containers, weights, headline, titles)
    cards: dict[tuple[int, str], dict[int, list[int]]] = {}
    flat: dict[int, list[int]] = {}
    for title, at in pairs:
        held = finder.around(title, at)
        card = finder.card(held)
        if card > 0:
            kind = containers.parents[card], containers.tags[card]
            cards.setdefault(kind, {}).setdefault(card, []).append(at)
        elif held > 0:
            flat.setdefault(held, []).append(at)
    found: set[int] = set()
    for alike in cards.values():
        if len(alike) >= _LEAST or finder.stands_in_list(next(iter(alike))):
            found.update(at for places in alike.values() for at in places)
    for held, places in flat.items():
        if len(places) >= _LEAST and finder.said(held) == len(places):
            found.update(places)
    return frozenset(found)


def _title_above(blocks: Sequence[Block], weights: Sequence[float], at: int) -> int | None:
    """Return the linked headline that a text opens with, or that stands right above it."""
    for place in range(at, max(at - 1 - _ABOVE, -1), -1):
        if blocks[place].link_length and leads_elsewhere(blocks[place]):
            return place
        if place < at and weights[place] > 0:
            return None
    return None


def leads_elsewhere(block: Block) -> bool:
    """Say whether a block is, or opens with, a single headline that leads to another page."""
    if len(block.anchors) != 1:
        return False
    title, tag = block.anchors[0]
    if not _LEAST_TITLE <= len(title) <= _LONGEST_TITLE or len(title.split()) < _LEAST_WORDS:
        return False
    if block.link_length < 0.8 * len(block.text) and not _opens_apart(block, title):
        return False
    href = value_of(_HREF, tag)
    return href is not None and not within_page(href) and not is_stamp(title)


def _opens_apart(block: Block, title: str) -> bool:
    """Say whether a block opens with a link that is a line of its own, and no part of a sentence.

    Sentences begin with links, too: to the pages of whom and what they speak of.
    """
    text = block.text
    if not text.startswith(title) or len(title.split()) < _LEAST_APART:
        return False
    rest = text[len(title) :]
    stamped = len(rest) < _LONGEST_STAMP and (is_stamp(rest) or is_relative(rest.strip()))
    return not rest[:1].isspace() or block.lines[0].strip() == title or stamped


class _Cards:
    """Finds the elements that hold one headline each."""

    def __init__(
        self, blocks: Sequence[Block], containers: Containers, weights: Sequence[float],
        headline: int | None, titles: Sequence[int],
    ) -> None:  # fmt: skip
        self._blocks, self._containers = blocks, containers
        self._titles = sorted(blocks[at].container for at in titles)
        pairs = zip(blocks, weights, strict=True)
        self._weighty = sorted(block.container for block, weight in pairs if weight > 0)
        self._own = blocks[headline].container if headline is not None else -1

    def around(self, first: int, last: int) -> int:
        """Return the innermost element that holds two blocks."""
        containers = self._containers
        at, other = self._blocks[first].container, self._blocks[last].container
        while at > 0 and not at <= other < containers.end(at):
            at = containers.parents[at]
        return at

    def card(self, held: int) -> int:
        """Return the outermost element around one that holds no second headline, 0 for none."""
        card, at = 0, held
        while at > 0 and self._count(self._titles, at) < 2 and not self._is_own(at):
            card, at = at, self._containers.parents[at]
        return card if card and self.said(card) <= _MOST_SAID else 0

    def stands_in_list(self, card: int) -> bool:
        """Say whether a card stands below the headline among others, with or without a text."""
        containers, titles = self._containers, self._titles
        holder, tag = containers.parents[card], containers.tags[card]
        alike = containers.hint(card) or tag in _ITEMS or not self._is_own(holder)
        if not 0 <= self._own < card or not alike:
            return False
        first = bisect_left(titles, holder)
        last = bisect_left(titles, containers.end(holder))
        cards: set[int] = set()
        for title in titles[first : min(last, first + _FAR)]:
            at = title
            while at > 0 and containers.parents[at] != holder:
                at = containers.parents[at]
            if at > 0 and _are_alike(containers, card, at):
                cards.add(at)
        return len(cards) >= _LEAST

    def said(self, at: int) -> int:
        """Return how many running texts an element holds; as if many if it holds the headline."""
        return len(self._blocks) if self._is_own(at) else self._count(self._weighty, at)

    def _is_own(self, at: int) -> bool:
        return at <= self._own < self._containers.end(at)

    def _count(self, places: Sequence[int], at: int) -> int:
        return bisect_left(places, self._containers.end(at)) - bisect_left(places, at)


def other_stories(
    blocks: Sequence[Block], containers: Containers, weights: Sequence[float], headline: int
) -> list[range]:
    """Return the elements that hold an article as the headline's own element does.

    Where pages go on with the next article when one scrolls, it is built as the first one is: the
    elements side by side in which the two headlines stand look alike, and both hold text. Headings
    below the first level are other headlines only with a stamp of their own; where these lead to a
    page of theirs, their element may look like no other.
    """
    own = blocks[headline]
    hint = containers.hint(own.container)

    others = [
        at
        for at, block in enumerate(blocks)
        if block.tag in HEADINGS
        or (hint and block.tag == own.tag and containers.hint(block.container) == hint)
        if at != headline
    ]
    found: dict[int, range] = {}
    for at in others[:_MOST_HEADS]:
        pair = _siblings(containers, own.container, blocks[at].container)
        if pair is None or pair[1] in found:
            continue
        alike = _are_alike(containers, *pair)
        inside = range(pair[1], containers.end(pair[1]))
        if not alike and not (at > headline and _may_go_on(blocks, at)):
            continue
        mine = range(pair[0], containers.end(pair[0]))
        same = alike and blocks[at].tag == own.tag == "h1"
        if not same and not (_opens(blocks, at, inside) and _is_stamped(blocks, at, inside)):
            continue
        if not alike and _is_list(blocks, at, inside):
            continue
        if _holds_text(blocks, weights, mine) and _holds_text(blocks, weights, inside):
            found[pair[1]] = inside
    return list(found.values())


def _siblings(containers: Containers, first: int, second: int) -> tuple[int, int] | None:
    """Return the elements side by side that hold two others, None if one holds the other."""
    parents, depths = containers.parents, containers.depths
    left, right = first, second
    while depths[left] > depths[right]:
        left = parents[left]
    while depths[right] > depths[left]:
        right = parents[right]
    if left == right:
        return None
    while parents[left] != parents[right]:
        left, right = parents[left], parents[right]
    return left, right


def _are_alike(containers: Containers, first: int, second: int) -> bool:
    """Say whether two elements are of one kind: one name, and one class at least if they have any.

    Names of their own, such as "story-12", are none that they share.
    """
    tags = containers.tags
    if tags[first] != tags[second] or tags[first] in HEADINGS:
        return False
    one, other = containers.hint(first).split(), containers.hint(second).split()
    return not (one or other) or not set(one).isdisjoint(other)


def _may_go_on(blocks: Sequence[Block], heading: int) -> bool:
    """Say whether a heading leads to a page of its own and has a stamp right below it."""
    stamped = any(is_stamp(block.text) for block in blocks[heading + 1 : heading + _STAMP_BELOW])
    return stamped and leads_elsewhere(blocks[heading])


def _is_list(blocks: Sequence[Block], heading: int, inside: range) -> bool:
    """Say whether an element has several headings, from one on, that lead to other pages."""
    linked = 0
    for block in blocks[heading : heading + _FAR]:
        if block.container not in inside:
            break
        linked += block.heading and leads_elsewhere(block)
    return linked >= _LISTED


def _opens(blocks: Sequence[Block], heading: int, inside: range) -> bool:
    """Say whether no running text stands above a heading in its element."""
    above = (blocks[at] for at in range(max(0, heading - _NEAR_HEAD), heading))
    return not any(block.container in inside and len(block.text) > _LONG for block in above)


def _holds_text(blocks: Sequence[Block], weights: Sequence[float], inside: range) -> bool:
    first, end, pairs = inside.start, inside.stop, zip(blocks, weights, strict=True)
    return sum([w for block, w in pairs if w and first <= block.container < end]) > _STORY


def _is_stamped(blocks: Sequence[Block], heading: int, inside: range) -> bool:
    near = blocks[max(0, heading - 2) : heading + _NEAR_HEAD]
    return any(block.container in inside and is_stamped(block) for block in near)
