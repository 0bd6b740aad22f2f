"""A stream of articles → what each copies, and its story and saga."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from marsad.stories.clusters import Assigned, Neighbour, StoryIndex
from marsad.stories.copies import CopyIndex, fingerprints
from marsad.stories.items import Item
from marsad.types import CopyKind

_BLOCK = 512
_SAME_NEWS = ("copy", "excerpt")
"""An update may lead with the next act."""


@dataclass(frozen=True, slots=True)
class Connected:
    """An article among the others; articles are named by their ids."""

    article_id: str
    story_id: str
    saga_id: str
    copy_of: str | None = None  # the first of its copy group
    copy_kind: CopyKind | None = None
    shares_with: tuple[str, ...] = ()  # those whose text it prints in part


@dataclass(frozen=True, slots=True)
class Placed:
    """An article, where it belongs, and earlier articles that lead with something alike."""

    item: Item
    connected: Connected
    near: tuple[tuple[str, Neighbour], ...]  # with their ids


class Connector:
    """The articles of the last days, and what is known of them.

    Articles are to come in order (`in_order`); what comes late is placed as well as can be told
    without moving what is there. The same articles in the same order give the same result.
    """

    def __init__(self) -> None:
        """Begin with no article."""
        self._copies, self._stories = CopyIndex(), StoryIndex()
        self._articles: dict[int, str] = {}  # ids by number
        self._story_ids: dict[int, str] = {}
        self._saga_ids: dict[int, str] = {}
        self._numbers: dict[str, int] = {}  # of articles, stories and sagas, by id
        self._next = 0
        self._unseen = 0  # negative numbers stand for what opened before the first article

    def connect(self, items: Iterable[Item]) -> Iterator[Placed]:
        """Place articles one after the other."""
        stream = iter(items)
        while block := list(islice(stream, _BLOCK)):
            yield from self._place(block)
            self._forget()

    def restore(self, items: Sequence[Item], known: Sequence[Connected]) -> None:
        """Take in articles that were placed before, so that later ones find them."""
        for at in range(0, len(items), _BLOCK):
            self._restore(items[at : at + _BLOCK], known[at : at + _BLOCK])

    def _restore(self, items: Sequence[Item], known: Sequence[Connected]) -> None:
        for item, fingerprint, placed in zip(items, fingerprints(items), known, strict=True):
            number = self._open(item.id, placed.story_id, placed.saga_id)
            root = number if placed.copy_of is None else self._number(placed.copy_of)
            self._copies.insert(item, fingerprint, root)
        assigned = [
            Assigned(self._numbers[placed.story_id], self._numbers[placed.saga_id])
            for placed in known
        ]
        self._stories.insert(items, assigned)

    def _place(self, block: Sequence[Item]) -> Iterator[Placed]:
        first = self._next
        copies = [
            self._copies.place(item, fingerprint)
            for item, fingerprint in zip(block, fingerprints(block), strict=True)
        ]
        roots = [copy.root if copy.kind in _SAME_NEWS else None for copy in copies]
        stories = self._stories.place(block, roots)
        for number, (item, copy, story) in enumerate(
            zip(block, copies, stories, strict=True), first
        ):
            opened, saga = story.assigned
            if opened == number:
                self._story_ids[opened] = story_id(item.id)
            if saga == number:
                self._saga_ids[saga] = saga_id(item.id)
            self._open(item.id, self._story_ids[opened], self._saga_ids[saga])
            connected = Connected(
                item.id,
                self._story_ids[opened],
                self._saga_ids[saga],
                self._articles[copy.root] if copy.kind else None,
                copy.kind,
                tuple(self._articles[one] for one in copy.shares_with if one in self._articles),
            )
            near = tuple((self._articles[one.number], one) for one in story.near)
            yield Placed(item, connected, near)

    def _open(self, article: str, story: str, saga: str) -> int:
        """Number an article, and its story and saga where they are new."""
        number, self._next = self._next, self._next + 1
        self._articles[number] = article
        self._numbers[article] = number
        for name, ids, own in (
            (story, self._story_ids, story_id(article)),
            (saga, self._saga_ids, saga_id(article)),
        ):
            if name not in self._numbers:
                self._numbers[name] = number if name == own else self._number(name)
            ids[self._numbers[name]] = name
        return number

    def _number(self, name: str) -> int:
        """Return the number of what opened before the articles that are remembered."""
        if name not in self._numbers:
            self._unseen -= 1
            self._numbers[name] = self._unseen
            self._articles[self._unseen] = name
        return self._numbers[name]

    def _forget(self) -> None:
        """Forget the names of what left the window."""
        if len(self._articles) < 4 * _BLOCK:
            return
        known = self._copies.known() | self._stories.known()
        if len(self._articles) < 2 * len(known):
            return
        for names in (self._articles, self._story_ids, self._saga_ids):
            for number in [number for number in names if number not in known]:
                del names[number]
        self._numbers = {name: at for name, at in self._numbers.items() if at in known}


def story_id(article_id: str) -> str:
    """Return the lasting id of a story that an article opened."""
    return hashlib.sha256(f"story\n{article_id}".encode()).hexdigest()[:16]


def saga_id(article_id: str) -> str:
    """Return the lasting id of a saga that an article opened."""
    return hashlib.sha256(f"saga\n{article_id}".encode()).hexdigest()[:16]
