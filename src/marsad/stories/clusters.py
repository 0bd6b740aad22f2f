"""Stories: articles about one event, and sagas: stories of one affair, in one pass over a stream.

Each article is compared with those of the last days that lead with similar words. It joins the
story whose articles it fits best, judged by several of them, so that one article alike cannot chain
two events together; else it opens one. A new story joins a saga in the same way. The order of the
articles alone decides the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from marsad.stories.decide import Decisions, load_decisions
from marsad.stories.features import pair_features
from marsad.stories.items import Item
from marsad.stories.vectors import Rows, Vectorizer, Vectors, stack, telling

WINDOW = 72 * 3600.0
"""Seconds between two articles of which one can lead the other to its story."""

MOST_ARTICLES = 1 << 16
"""Articles that are compared with at most, the newest, however many the window holds."""

_SEGMENT = 4_096  # articles of one matrix
_TELLING = 0.05  # share of articles up to which a stem helps to find what is near
_LEAST_COSINE = 0.07  # of the telling stems
_NEIGHBOURS = 24  # of an article
_JUDGES = 3  # articles of a story or saga that it must fit on average
_JOIN = 0.4
_JOIN_SAGA = 0.7
_COPY = 0.9  # probability that a copy tells of the same event


class Assigned(NamedTuple):
    """An article's story and saga, each named by the number of its first article."""

    story: int
    saga: int


class _Group(NamedTuple):
    """A story or saga: how many articles it ever had, and the newest."""

    size: int
    newest: int


class Neighbour(NamedTuple):
    """An earlier article that is like another."""

    number: int
    story: float  # probability that both tell of one event
    saga: float  # … of one affair


class StoryPlace(NamedTuple):
    """Where an article belongs, and what was found near it, by number."""

    assigned: Assigned
    near: tuple[Neighbour, ...]


@dataclass(slots=True)
class _Segment:
    """Articles with consecutive numbers."""

    first: int
    vectors: Vectors
    columns: Rows  # the telling stems of the leads, transposed


class StoryIndex:
    """The articles of the last days. They are numbered from 0 in the order in which they come."""

    def __init__(self, decisions: Decisions | None = None) -> None:
        """Begin with no article."""
        self._decide = decisions or load_decisions()
        self._vectorizer = Vectorizer()
        self._segments: list[_Segment] = []
        self._next = 0
        self._stories: dict[int, _Group] = {}  # those with an article in the window
        self._sagas: dict[int, _Group] = {}
        self._assigned: dict[int, Assigned] = {}

    def place(self, items: Sequence[Item], roots: Sequence[int | None]) -> list[StoryPlace]:
        """Take the next articles in.

        `roots` has for each article the number of the one that it copies, or None.
        """
        first = self._next
        placed = []
        neighbours = self._near(items)
        for number, (root, near) in enumerate(zip(roots, neighbours, strict=True), first):
            assigned = self._assign(number, root, near)
            self._join(number, assigned)
            placed.append(StoryPlace(assigned, tuple(near)))
        self._expire(items[-1].at if items else 0.0)
        return placed

    def insert(self, items: Sequence[Item], assigned: Sequence[Assigned]) -> None:
        """Take in articles whose stories are known; nothing is forgotten meanwhile."""
        first = self._next
        self._add(self._vectorizer.read(items))
        for number, known in enumerate(assigned, first):
            self._join(number, known)

    def known(self) -> set[int]:
        """Return the numbers of the articles, stories and sagas that are still remembered."""
        return {*self._assigned, *self._stories, *self._sagas}

    def _join(self, number: int, assigned: Assigned) -> None:
        self._assigned[number] = assigned
        for groups, name in ((self._stories, assigned.story), (self._sagas, assigned.saga)):
            groups[name] = _Group(groups[name].size + 1 if name in groups else 1, number)

    def _near(self, items: Sequence[Item]) -> list[list[Neighbour]]:
        """Take in articles and return what is before each that is like it, in order of number."""
        first = self._next
        vectors = self._vectorizer.read(items)
        self._add(vectors)
        found: list[list[Neighbour]] = [[] for _ in items]
        rows, numbers, cosines = self._similar(vectors, first)
        rows, numbers = _nearest(rows, numbers, cosines)
        for segment in self._segments:
            here = (numbers >= segment.first) & (numbers < segment.first + len(segment.vectors))
            ours, others = rows[here], numbers[here]
            features = pair_features(vectors, ours, segment.vectors, others - segment.first)
            story, saga = self._decide.story(features), self._decide.saga(features)
            for row, *neighbour in zip(
                ours.tolist(), others.tolist(), story.tolist(), saga.tolist(), strict=True
            ):
                found[row].append(Neighbour(*neighbour))
        return found

    # --- decisions ------------------------------------------------------------------

    def _assign(self, number: int, root: int | None, near: Sequence[Neighbour]) -> Assigned:
        known = [(self._assigned[one.number], one) for one in near]
        story = _best(
            self._stories,
            (
                (assigned.story, max(one.story, _COPY) if one.number == root else one.story)
                for assigned, one in known
            ),
            _JOIN,
        )
        if story is not None:
            saga = next(assigned.saga for assigned, _ in known if assigned.story == story)
            return Assigned(story, saga)
        affair = _best(
            self._sagas, ((assigned.saga, one.saga) for assigned, one in known), _JOIN_SAGA
        )
        return Assigned(number, number if affair is None else affair)

    # --- what is near ---------------------------------------------------------------

    def _similar(
        self, vectors: Vectors, first: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """Return pairs of a row and an earlier article, and their cosines."""
        pairs = [
            (
                np.zeros(0, dtype=np.int64),
                np.zeros(0, dtype=np.int64),
                np.zeros(0, dtype=np.float32),
            )
        ]
        leads = telling(vectors.lead, _TELLING)
        for segment in self._segments:
            product = (leads @ segment.columns).tocoo()
            rows, others = product.row.astype(np.int64), product.col.astype(np.int64)
            gaps = np.abs(vectors.at[rows] - segment.vectors.at[others])
            earlier = others + segment.first < rows + first
            kept = earlier & (product.data >= _LEAST_COSINE) & (gaps <= WINDOW)
            pairs.append((rows[kept], others[kept] + segment.first, product.data[kept]))
        rows, numbers, cosines = (np.concatenate(part) for part in zip(*pairs, strict=True))
        return rows, numbers, cosines

    def _add(self, vectors: Vectors) -> None:
        last = self._segments[-1] if self._segments else None
        if last is not None and len(last.vectors) < _SEGMENT:
            vectors, first = stack((last.vectors, vectors)), last.first
            self._segments.pop()
        else:
            first = self._next
        columns = telling(vectors.lead, _TELLING).T.tocsr()
        self._segments.append(_Segment(first, vectors, columns))
        self._next = first + len(vectors)

    def _expire(self, now: float) -> None:
        """Forget whole segments that left the window."""
        while len(self._segments) > 1:
            oldest = self._segments[0]
            many = self._next - oldest.first - len(oldest.vectors) >= MOST_ARTICLES
            if not many and now - float(oldest.vectors.at.max()) <= WINDOW:
                return
            self._segments.pop(0)
            for number in range(oldest.first, oldest.first + len(oldest.vectors)):
                known = self._assigned.pop(number)
                for groups, name in ((self._stories, known.story), (self._sagas, known.saga)):
                    if groups[name].newest == number:
                        del groups[name]


def _best(
    groups: Mapping[int, _Group], votes: Iterable[tuple[int, float]], least: float
) -> int | None:
    """Return the group that an article fits best, the oldest of equals; None if it fits none."""
    by_group: dict[int, list[float]] = {}
    for group, probability in votes:
        by_group.setdefault(group, []).append(probability)
    best: int | None = None
    most = least
    for group in sorted(by_group):
        judges = min(_JUDGES, groups[group].size)
        score = sum(sorted(by_group[group])[-judges:]) / judges
        if score > most or (score == most and best is None):
            best, most = group, score
    return best


def _nearest(
    rows: NDArray[np.int64], numbers: NDArray[np.int64], cosines: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the most similar pairs of each row, by row and number."""
    order = np.lexsort((numbers, -cosines, rows))
    rows, numbers = rows[order], numbers[order]
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    places = np.arange(len(rows)) - np.repeat(starts, np.diff(np.append(starts, len(rows))))
    rows, numbers = rows[places < _NEIGHBOURS], numbers[places < _NEIGHBOURS]
    order = np.lexsort((numbers, rows))
    return rows[order], numbers[order]
