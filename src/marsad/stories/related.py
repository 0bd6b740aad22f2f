"""What to read beside an article: its event first, then its affair, then what is like it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from marsad.stories.connect import Connected, Connector
from marsad.stories.decide import Decisions, load_decisions
from marsad.stories.features import NAMES, pair_features
from marsad.stories.items import Item, in_order
from marsad.stories.vectors import Vectorizer

Reason = Literal["copy", "event", "saga", "who", "where", "alike"]
"""What both have in common: text, event, affair, people or bodies, places, words."""

_CONNECTED = 30 * 86_400.0
"""Seconds around an article within which stories are told apart for it; others are only alike."""

_LEAST = 0.02
_LEAD, _WHO, _WHERE = (NAMES.index(name) for name in ("lead", "who", "where"))
_TIERS: dict[Reason, float] = {"copy": 3.0, "event": 2.0, "saga": 1.0}


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """An article near another; the score is 0 to 1, the more the nearer."""

    article_id: str
    score: float
    reason: Reason
    title: str | None = None


class Library:
    """Articles to look in.

    Stories are told apart among all of them, or only some weeks `around` one article, which is
    enough to look beside that one.
    """

    def __init__(
        self,
        items: Sequence[Item],
        *,
        around: str | None = None,
        decisions: Decisions | None = None,
    ) -> None:
        """Read all articles once."""
        self.items = in_order(items)
        self._decide = decisions or load_decisions()
        self._vectors = Vectorizer().read(self.items)
        self._at = np.array([item.at for item in self.items])
        self._rows = {item.id: row for row, item in enumerate(self.items)}
        near = list(range(len(self.items)))
        if around in self._rows:
            gaps = np.abs(self._at - self._at[self._rows[around]])
            near = np.flatnonzero(gaps <= _CONNECTED).tolist()
        placed = Connector().connect(self.items[row] for row in near)
        self._places = {row: found.connected for row, found in zip(near, placed, strict=True)}

    def __contains__(self, article_id: str) -> bool:
        """Say whether an article is among them."""
        return article_id in self._rows

    def nearest(
        self, article_id: str, *, limit: int = 10, within: float | None = None
    ) -> list[RelatedArticle]:
        """Return the articles nearest to one, best first, of each text only the nearest.

        `within` leaves out what was published more than so many seconds before or after.

        Raises:
            KeyError: there is no such article.
        """
        own = self._rows[article_id]
        others = np.arange(len(self.items), dtype=np.int64)
        gaps = np.abs(self._at - self._at[own])
        others = others[(others != own) & (gaps <= (np.inf if within is None else within))]
        features = pair_features(self._vectors, np.full(len(others), own), self._vectors, others)
        saga = self._decide.saga(features)
        alike = (2 * self._decide.story(features) + saga + features[:, _LEAD]) / 4
        reasons = [
            _reason(self._places, own, other, row)
            for other, row in zip(others.tolist(), features, strict=True)
        ]
        tiers = np.array([_TIERS.get(reason, 0.0) for reason in reasons])
        scores = (tiers + alike) / 4
        return list(self._best(others, scores, reasons, limit))

    def _best(
        self,
        others: NDArray[np.int64],
        scores: NDArray[np.float64],
        reasons: Sequence[Reason],
        limit: int,
    ) -> Iterator[RelatedArticle]:
        texts: set[str] = set()
        for at in np.lexsort((others, -scores)).tolist():
            if len(texts) == limit or scores[at] < _LEAST:
                return
            item = self.items[others[at]]
            place = self._places.get(int(others[at]))
            text = (place.copy_of or item.id) if place else item.id
            if text not in texts:
                texts.add(text)
                yield RelatedArticle(item.id, round(float(scores[at]), 4), reasons[at], item.title)


def _reason(
    places: dict[int, Connected], own: int, other: int, features: NDArray[np.float64]
) -> Reason:
    one, two = places.get(own), places.get(other)
    if one is not None and two is not None:
        if (one.copy_of or one.article_id) == (two.copy_of or two.article_id):
            return "copy"
        if one.story_id == two.story_id:
            return "event"
        if one.saga_id == two.saga_id:
            return "saga"
    if features[_WHO] > 0:
        return "who"
    return "where" if features[_WHERE] > 0 else "alike"
