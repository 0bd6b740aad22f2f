"""A body that its page has cut into several elements: builders of pages do so with every part."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from marsad.extract.blocks import Block, Containers
from marsad.extract.lines import label_of_block

_OWN_WORD = re.compile(r"[-_]?[0-9a-f]{6,}$|\d+")
_WRAPPERS = frozenset("p li blockquote pre h1 h2 h3 h4 h5 h6".split())
_LISTS = frozenset({"ul", "ol"})
_LEAST_SHARED = 2  # classes of elements made alike
_FAR = 30  # blocks between two pieces, at most
_END = frozenset({"end", "comments", "policy"})
_SENTENCE = 60.0  # weight
_LONGEST_BOX = 250

Kind = tuple[str, frozenset[str], frozenset[str]]


def with_pieces(
    chosen: list[int], headline: int | None, blocks: Sequence[Block], containers: Containers,
    weights: Sequence[float], aside: Set[int],
) -> list[int]:  # fmt: skip
    """Add the running text above and below that stands in elements of the chosen text's kind.

    What stands between two pieces comes with them. No piece lies beyond texts of another kind, or
    beyond a heading after which articles are over.
    """
    if not chosen:
        return chosen
    first, last = chosen[0], chosen[-1]
    top = max(0 if headline is None else headline + 1, first - _FAR)
    reach = [*range(top, first), *range(last + 1, min(len(blocks), last + _FAR))]
    if not any(weights[at] >= _SENTENCE for at in reach):
        return chosen
    finder = _Pieces(blocks, containers, weights, chosen, aside)
    first = finder.reach(first, range(first - 1, top - 1, -1))
    last = finder.reach(last, range(last + 1, len(blocks)))
    if first == chosen[0] and last == chosen[-1]:
        return chosen
    return [at for at in range(first, last + 1) if blocks[at].container not in aside]


class _Pieces:
    """Looks for texts of one kind."""

    def __init__(
        self, blocks: Sequence[Block], containers: Containers, weights: Sequence[float],
        chosen: Sequence[int], aside: Set[int],
    ) -> None:  # fmt: skip
        self._blocks, self._containers, self._weights = blocks, containers, weights
        self._aside = aside
        found = (self._kind(at) for at in chosen if weights[at] >= _SENTENCE)
        self._kinds = {kind for kind in found if kind is not None}

    def reach(self, at: int, places: range) -> int:
        """Return the last piece from a block on, among the places on one side of it."""
        found, foreign = at, 0
        for place in places:
            if abs(place - found) > _FAR:
                break
            block = self._blocks[place]
            if block.container in self._aside or self._is_end(block):
                break
            if self._weights[place] >= _SENTENCE:
                if not block.outside and self._is_alike(self._kind(place)):
                    found, foreign = place, 0
                    continue
                # One small text of another kind is a box that offers something.
                foreign += 1
                if foreign > 1 or len(block.text) > _LONGEST_BOX:
                    break
        return found

    def _is_alike(self, kind: Kind | None) -> bool:
        """Say whether a text is of a chosen one's kind, give or take what it is a part for.

        Parts of one builder share most of their classes, and differ in one: text, list, quotation.
        """
        if kind is None or kind in self._kinds:
            return kind is not None
        tag, words, around = kind
        return any(
            tag == own and words == theirs and len(around & above) >= _LEAST_SHARED
            for own, theirs, above in self._kinds
        )

    def _is_end(self, block: Block) -> bool:
        """Say whether a block is a heading after which no text of the article comes."""
        label = label_of_block(block)
        if label is None:
            return False
        return label.kind in _END or (label.kind == "read_also" and block.heading)

    def _kind(self, at: int) -> Kind | None:
        """Return how the element around a text is made, and the one around that; None if bare."""
        containers = self._containers
        holder = self._blocks[at].container
        if containers.tags[holder] in _WRAPPERS or not containers.hint(holder):
            holder = max(containers.parents[holder], 0)
        if containers.tags[holder] in _LISTS:
            holder = max(containers.parents[holder], 0)
        above = max(containers.parents[holder], 0)
        words, around = self._words(holder), self._words(above)
        return (containers.tags[holder], words, around) if words or around else None

    def _words(self, at: int) -> frozenset[str]:
        """Return the classes of an element that others have too."""
        words, tags = _words(self._containers.hint(at)), self._containers.everything
        # The second place is near the first for most: counting would go through all of the page.
        return frozenset(
            word for word in words if tags.find(word, tags.find(word) + len(word)) >= 0
        )


@lru_cache(maxsize=1024)
def _words(hint: str) -> frozenset[str]:
    """Return the words of a class that elements made alike share, without numbers of their own."""
    return frozenset(word for raw in hint.split() if (word := _OWN_WORD.sub("", raw)))
