"""What the store takes and gives of copies, stories and sagas."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from marsad.store.records import ArticleSummary, Cursor, EntitySummary
from marsad.stories.connect import Connected
from marsad.stories.items import Item
from marsad.types import CopyKind

LogAction = Literal["merge", "split", "move"]
LogState = Literal["done", "proposed", "rejected"]
Reason = Literal["event", "saga", "who", "where", "alike"]
"""Why an article is to be read next: what both have in common."""


@dataclass(frozen=True, slots=True)
class Connecting:
    """An article on its way to its place: `item` says what is compared."""

    key: int
    item: Item
    topic: str | None = None
    countries: tuple[str, ...] = ()  # codes of the places that its lead names


@dataclass(frozen=True, slots=True)
class ConnectBatch:
    """Articles to place, by time, under a lease; `version` must still hold when they are saved."""

    version: int
    until: dt.datetime  # the lease's end, which tells it from others
    waiting: tuple[Connecting, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article was placed; other articles by their keys."""

    waiting: Connecting
    connected: Connected
    near: tuple[tuple[str, float, float], ...] = ()  # id, probabilities of one event, one affair


@dataclass(frozen=True, slots=True)
class CopyNote:
    """How an article stands to the first of its copy group."""

    kind: CopyKind
    first: ArticleSummary


@dataclass(frozen=True, slots=True)
class StoryArticleView:
    """An article in its story."""

    article: ArticleSummary
    sort_at: int  # seconds
    copy: CopyNote | None = None


@dataclass(frozen=True, slots=True)
class StorySummary:
    """A story as a list shows it. Moments are in UTC."""

    key: int
    id: str
    headline: ArticleSummary
    first_at: dt.datetime
    last_at: dt.datetime
    articles: int
    copies: int
    sources: int
    recent_sources: int  # those of its last hours
    topic: str | None


@dataclass(frozen=True, slots=True)
class StoryListing:
    """One page of a list of stories, and where the next one begins."""

    items: tuple[StorySummary, ...]
    after: Cursor | None = None


@dataclass(frozen=True, slots=True)
class StoryLogEntry:
    """A merge, split or move of stories, done or proposed."""

    key: int
    at: dt.datetime
    action: LogAction
    state: LogState
    story: int
    other: int | None
    articles: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story with all that its page shows."""

    summary: StorySummary
    articles: tuple[StoryArticleView, ...]  # by time, copies included
    saga: tuple[StorySummary, ...]  # the other stories of its affair, the newest first
    log: tuple[StoryLogEntry, ...]


@dataclass(frozen=True, slots=True)
class ArticlePlace:
    """Where an article stands: its story, its copies, and what to read next."""

    story: StorySummary
    sort_at: int  # seconds
    copy: CopyNote | None
    copies: tuple[StoryArticleView, ...]  # of this text, by time, itself left out
    shares_text: tuple[ArticleSummary, ...]


@dataclass(frozen=True, slots=True)
class ShortPlace:
    """Where an article stands, by keys."""

    story: int
    first: int  # of its copy group, itself if it is no copy
    by_hand: bool  # an editor put it there
    copies: int = 0  # of its copy group, the first left out


@dataclass(frozen=True, slots=True)
class StoryName:
    """A person, organisation or place in a story, and how many of its articles name it."""

    entity: EntitySummary
    articles: int


@dataclass(frozen=True, slots=True)
class SharedText:
    """How much of an article's words an earlier one printed before, 0 to 1."""

    first: int  # the earlier article
    share: float


@dataclass(frozen=True, slots=True)
class ReadAlso:
    """An article to read next, and why."""

    article: ArticleSummary
    reason: Reason
