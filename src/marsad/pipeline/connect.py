"""Analysed articles to their places among copies, stories and sagas, and a second look at them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from marsad.analysis.analyze import analyze
from marsad.errors import StoreError
from marsad.fetch.inputs import Input
from marsad.instants import EPOCH
from marsad.pipeline.parallel import ordered_map
from marsad.pipeline.stages import Known, extract_input
from marsad.store.story_records import ConnectBatch, LogAction, Place
from marsad.stories.clusters import WINDOW as STORY_WINDOW
from marsad.stories.connect import Connector
from marsad.stories.copies import WINDOW as COPY_WINDOW
from marsad.stories.corrections import corrections
from marsad.stories.items import Item, read_item
from marsad.types import Failure

if TYPE_CHECKING:
    from marsad.store.engine import Store

BATCH = 1_000
"""Articles of one transaction."""

LEASE = 600.0
"""Seconds until another process may take over from one that died."""

_SPAN = 3 * 86_400
"""Seconds that a batch may span, since the articles already there are read into memory."""

_TRIES = 5


def connectable(
    inputs: Iterable[Input], known: Known, *, analysed: bool = False, jobs: int = 1
) -> Iterator[Item | Failure]:
    """Read what connecting needs of inputs, in order; an id that comes again is left out.

    `analysed` looks for names and days too.
    """
    work = partial(_item, known=known, analysed=analysed)
    lost = partial(_lost, reason="the process that read it died")
    seen: set[str] = set()
    for item in ordered_map(work, inputs, jobs=jobs, lost=lost):
        if isinstance(item, Failure):
            yield item
        elif item.id not in seen:
            seen.add(item.id)
            yield item


def _item(source: Input, known: Known, *, analysed: bool) -> Item | Failure:
    article = extract_input(source, known)
    if isinstance(article, Failure):
        return article
    return read_item(article, analyze(article) if analysed else None)


def _lost(source: Input, reason: str) -> Failure:
    return Failure(source.name, "extract", reason)


class Placer:
    """Places what waits, and remembers the last days between two calls."""

    def __init__(self, store: Store) -> None:
        """Begin knowing nothing; the first batch reads what it needs from the store."""
        self._stories = store.stories
        self._forget()

    def place_waiting(self, *, clock: Callable[[], dt.datetime]) -> Iterator[int]:
        """Place articles until none waits; each number yielded is of articles safely placed."""
        failed = 0
        while failed < _TRIES:
            batch = self._stories.lease(now=clock(), limit=BATCH, span=_SPAN, seconds=LEASE)
            if batch is None:
                return
            try:
                places = self._place(batch)
                kept = self._stories.save(batch, places)
            except BaseException:  # whoever comes next need not wait for the lease's end
                self._forget()
                with suppress(StoreError):
                    self._stories.give_up(batch)
                raise
            if kept:
                self._version = batch.version + 1
                yield len(places)
                failed = 0
            else:
                self._forget()
                failed += 1

    def _forget(self) -> None:
        self._connector = Connector()
        self._version = -1
        self._from = self._until = 0.0

    def _place(self, batch: ConnectBatch) -> list[Place]:
        self._prepare(batch.version, batch.waiting[0].item.at, batch.waiting[-1].item.at)
        placed = self._connector.connect(one.item for one in batch.waiting)
        return [
            Place(
                one,
                found.connected,
                tuple(
                    (name, near.story, near.saga)
                    for name, near in sorted(
                        found.near, key=lambda pair: (-pair[1].story - pair[1].saga, pair[0])
                    )
                ),
            )
            for one, found in zip(batch.waiting, placed, strict=True)
        ]

    def _prepare(self, version: int, first: float, last: float) -> None:
        """Know every article that is already placed around the days of a batch."""
        gap = first - COPY_WINDOW > self._until
        if version != self._version or first < self._from or gap:
            self._forget()
            self._from, self._until = first - COPY_WINDOW, first - COPY_WINDOW - 1
        until = last + STORY_WINDOW
        if until > self._until:
            known = self._stories.placed_between(int(self._until) + 1, int(until))
            if known:
                self._connector.restore([one.item for one, _ in known], [at for _, at in known])
            self._until = until
        self._from = max(self._from, first - COPY_WINDOW)


def replay(store: Store, *, now: dt.datetime, days: int = 7) -> int:
    """Connect the articles of the last days anew, in order, and propose what would be put right.

    Return how many proposals are new.
    """
    end = (now - EPOCH).total_seconds()
    start = end - days * 86_400.0
    before = store.stories.placed_between(int(start - COPY_WINDOW), int(start) - 1)
    connector = Connector()
    connector.restore([one.item for one, _ in before], [at for _, at in before])
    week = sorted(
        store.stories.placed_between(int(start), int(end)),
        key=lambda pair: (pair[0].item.at, pair[0].item.id),
    )
    again = {
        found.item.id: found.connected.story_id
        for found in connector.connect(one.item for one, _ in week)
    }
    places = store.stories.places([one.key for one, _ in week])
    keys = {one.item.id: one.key for one, _ in week}
    found = corrections(
        {one.item.id: places[one.key].story for one, _ in week if one.key in places},
        again,
        frozenset(one.item.id for one, _ in week if one.key in places and places[one.key].by_hand),
    )
    return sum(
        store.stories.propose(
            one.action,
            one.story,
            one.other,
            [keys[article] for article in one.articles],
            now=now,
            reason=_REASONS[one.action],
        )
        for one in found
    )


_REASONS: dict[LogAction, str] = {
    "merge": "الحدث نفسه عند إعادة القراءة",
    "split": "حدث آخر عند إعادة القراءة",
    "move": "أقرب إلى القصة الأخرى عند إعادة القراءة",
}
