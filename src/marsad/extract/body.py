"""Which blocks of a page are its article's body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from marsad.extract.blocks import Block, Container
from marsad.text.normalize import fold

_GOOD = re.compile(
    r"article[-_ ]?(?:body|content|text|detail)|entry-content|post-(?:content|body|text)|story"
    r"|news[-_]?(?:body|text|content|detail)|articlebody|details|main-?text|single-content|cke?_"
)
_BAD = re.compile(
    r"comment|sidebar|related|footer|widget|most-|popular|share|social|breadcrumb|promo|newsletter"
    r"|tag(?:s|-?cloud)\b|cookie|banner|menu|author-?(?:box|bio)|teaser|recommend|advert|trending"
)
_COMMENTS = frozenset(
    "comment comments commentlist comment-list comments-list comments-area comments-section "
    "comment-body responses respond disqus_thread fb-comments".split()
)
_STOP = re.compile(r"[.!؟?…»\"”:]\s*$")
_DECAY = 0.55
_WRAPPERS = frozenset("p li blockquote pre dd dt h1 h2 h3 h4 h5 h6".split())
_LEVELS = 4
_LEAD = 60.0
"""Weight of a paragraph that stands apart and is still taken for body."""


@dataclass(frozen=True, slots=True)
class Body:
    """The chosen blocks, by index, and how sure the choice is (0 to 1)."""

    indexes: tuple[int, ...]
    confidence: float


def headline_index(blocks: Sequence[Block], titles: Sequence[str]) -> int | None:
    """Return the block that prints the headline: an h1 that a title confirms, else such a block."""
    keys = [_key(title) for title in titles if title]
    scored = []
    for index, block in enumerate(blocks):
        if len(block.text) > 400 or block.tag not in _HEADLINE_TAGS:
            continue
        key = _key(block.text)
        if key and any(key == k or (len(key) > 15 and (key in k or k in key)) for k in keys):
            scored.append((block.tag == "h1", block.heading, block.link_length == 0, -index))
    if scored:
        return -max(scored)[-1]
    return next((i for i, block in enumerate(blocks) if block.tag == "h1"), None)


_HEADLINE_TAGS = frozenset("h1 h2 h3 h4 div td p header section article span font".split())


def choose_body(
    blocks: Sequence[Block], containers: Sequence[Container], headline: int | None
) -> Body:
    """Score containers by the running text in them and return the best one's blocks in order."""
    scores = [0.0] * len(containers)
    comments = _comments(containers)
    for index, block in enumerate(blocks):
        weight = _weight(block)
        if weight <= 0 or index == headline or comments[block.container]:
            continue
        at, share = block.container, weight
        if containers[at].tag in _WRAPPERS:
            at = max(containers[at].parent, 0)
        for _ in range(_LEVELS):
            scores[at] += share
            at = containers[at].parent
            if at < 0:
                break
            share *= _DECAY
    if not any(scores):
        return Body((), 0.0)
    weighted = [
        score * _factor(container) for score, container in zip(scores, containers, strict=True)
    ]
    best = max(range(len(containers)), key=lambda at: (weighted[at], -containers[at].depth))
    best = _widen(best, blocks, containers)
    inside = _inside(best, containers)
    start = headline if headline is not None and inside[blocks[headline].container] else -1
    if start >= 0 and len(blocks[start].lines) > 1:
        start -= 1  # old layouts print headline, stamp and lead in one cell, parted by breaks
    chosen = [
        index
        for index, block in enumerate(blocks)
        if index > start and inside[block.container] and not comments[block.container]
    ]
    chosen = _extend(chosen, best, headline, blocks, containers)
    total = sum(len(block.text) for block in blocks if not block.outside) or 1
    mine = sum(len(blocks[index].text) for index in chosen)
    return Body(tuple(chosen), min(1.0, mine / 400) * min(1.0, 2 * mine / total))


def _comments(containers: Sequence[Container]) -> list[bool]:
    """Say for each container whether it lies among the readers' comments."""
    found = [False] * len(containers)
    for index, container in enumerate(containers):
        inside = container.parent >= 0 and found[container.parent]
        # Near the root such names say that a page has comments, not that it is one.
        named = container.depth > 1 and not _COMMENTS.isdisjoint(container.hint.split())
        found[index] = inside or named
    return found


def _extend(
    chosen: list[int], best: int, headline: int | None, blocks: Sequence[Block],
    containers: Sequence[Container],
) -> list[int]:  # fmt: skip
    """Add running text right above and below: leads stand apart, and broken markup ends early."""
    if not chosen:
        return chosen
    around = {best}
    at = best
    while containers[at].parent > 0:
        at = containers[at].parent
        around.add(at)

    def belongs(index: int) -> bool:
        block = blocks[index]
        beside = containers[block.container].parent in around or block.container in around
        return beside and _weight(block) >= _LEAD and bool(_STOP.search(block.text))

    first, last = chosen[0], chosen[-1]
    floor = headline if headline is not None and headline < first else first - 2
    above = [i for i in range(max(floor + 1, first - 3, 0), first) if belongs(i)]
    below = []
    while last + 1 < len(blocks) and belongs(last + 1):
        last += 1
        below.append(last)
    return [*above, *chosen, *below]


def _weight(block: Block) -> float:
    """Say how much running text a block is: length in letters, links and furniture discounted."""
    length = len(block.text)
    if block.outside or block.heading or block.link_density > 0.4 or length < 25:
        return 0.0
    stop = 1.0 if _STOP.search(block.text) else 0.5
    return min(length, 1000) * stop * (1 - block.link_density)


def _factor(container: Container) -> float:
    factor = 1.0
    if container.tag == "article" or "articlebody" in container.hint:
        factor *= 1.5
    if _GOOD.search(container.hint):
        factor *= 1.3
    if _BAD.search(container.hint):
        factor *= 0.4
    return factor


def _widen(best: int, blocks: Sequence[Block], containers: Sequence[Container]) -> int:
    """Go up while the parent's other children add as much running text again."""
    for _ in range(3):
        parent = containers[best].parent
        if parent <= 0:
            return best
        mine = _running(best, blocks, containers)
        around = _running(parent, blocks, containers)
        if mine >= 0.75 * around:
            return best
        best = parent
    return best


def _running(at: int, blocks: Sequence[Block], containers: Sequence[Container]) -> float:
    inside = _inside(at, containers)
    return sum(_weight(block) for block in blocks if inside[block.container])


def _inside(at: int, containers: Sequence[Container]) -> list[bool]:
    """Say for each container whether it lies in the one at `at`; parents come before children."""
    found = [False] * len(containers)
    for index, container in enumerate(containers):
        found[index] = index == at or (container.parent >= 0 and found[container.parent])
    return found


def _key(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())
