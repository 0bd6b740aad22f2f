"""What the store takes and gives, beside the records of `marsad.types`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from marsad.analysis.identities.records import Subject
from marsad.types import (
    Analysis,
    Article,
    Coordinates,
    Failure,
    Feed,
    Fragment,
    MentionType,
    Page,
    Publisher,
    Source,
    Stamp,
)

# --- writing -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ingest:
    """One input done: its page if it had one, and either articles or a failure.

    It is stored whole or not at all. `observed_at` orders revisions of one article; without it a
    version that is already known changes nothing.
    """

    name: str
    page: Page | None = None
    articles: tuple[Article, ...] = ()
    failure: Failure | None = None
    queue_id: int | None = None  # the queued page that this answers; marked done with it

    @property
    def observed_at(self) -> dt.datetime | None:
        """When the input was seen at its publisher."""
        return self.page.fetched_at if self.page else None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a batch changed."""

    new: int = 0
    revised: int = 0
    unchanged: int = 0
    quarantined: int = 0

    def __add__(self, other: IngestReport) -> IngestReport:
        return IngestReport(
            self.new + other.new,
            self.revised + other.revised,
            self.unchanged + other.unchanged,
            self.quarantined + other.quarantined,
        )


@dataclass(frozen=True, slots=True)
class Announcement:
    """A page that a feed or sitemap names."""

    url: str
    title: str | None = None
    published: Stamp | None = None
    modified: dt.datetime | None = None  # aware; a later one than before asks for another fetch


@dataclass(frozen=True, slots=True)
class Analysed:
    """What came of one stored article's analysis: the analysis, or why there is none."""

    key: int
    article: Article
    made_by: str
    analysis: Analysis | None = None
    failure: Failure | None = None
    subjects: tuple[Subject, ...] | None = None  # None: they are read from the analysis on write


# --- gathering ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed with what the gatherer knows of it."""

    id: int
    source_id: int
    domain: str
    feed: Feed
    interval: int  # seconds
    etag: str | None = None
    last_modified: str | None = None
    next_at: dt.datetime | None = None
    fetched_at: dt.datetime | None = None
    failures: int = 0  # in a row
    error: str | None = None


@dataclass(frozen=True, slots=True)
class QueuedPage:
    """A page to fetch, leased to one worker."""

    id: int
    source_id: int
    url: str
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source with its feeds' states and what it has brought."""

    id: int
    source: Source
    added_at: dt.datetime
    feeds: tuple[FeedState, ...]
    article_count: int
    latest_at: dt.datetime | None
    queued: int  # pages announced and not yet fetched


@dataclass(frozen=True, slots=True)
class PublisherStatus:
    """A domain that has articles, gathered or imported."""

    publisher: Publisher
    count: int
    latest_at: dt.datetime | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An input that failed, kept with its reason."""

    id: int
    name: str
    stage: str
    reason: str
    first_at: dt.datetime
    last_at: dt.datetime
    attempts: int
    page_id: int | None = None


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A kept page with the store's key."""

    id: int
    page: Page


# --- reading -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a list goes on: the last row's order key and key. Written `{order}-{key}` in URLs."""

    order: float
    key: int


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What a list shows of an article."""

    key: int  # the store's integer, for short addresses
    id: str
    title: str | None
    lead: str  # the opening of the body, at most 300 characters
    published: Stamp | None
    first_seen: dt.datetime
    publisher: Publisher
    topic: str | None
    section: str | None
    revisions: int  # 1 for an article that was never edited


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of an article."""

    number: int  # from 1
    seen_at: dt.datetime
    article: Article


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with its history."""

    key: int
    article: Article
    topic: str | None
    first_seen: dt.datetime
    revisions: tuple[Revision, ...]  # oldest first, the current one last
    page_id: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list; `after` is None at the end."""

    items: tuple[ArticleSummary, ...]
    after: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """What articles are listed by: a topic ("" is none), a country's publishers, a keyword, all."""

    kind: Literal["topic", "country", "keyword", "all"]
    name: str = ""


@dataclass(frozen=True, slots=True)
class KeywordCount:
    """A keyword as it is mostly spelled, and how many of some articles have it."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class TopicBlock:
    """A topic's newest articles, for the front page."""

    topic: str | None
    count: int
    items: tuple[ArticleSummary, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Totals, kept on write."""

    articles: int
    sources: int
    pages: int
    quarantined: int
    latest_at: dt.datetime | None


# --- identities ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EntitySummary:
    """What a list shows of a person, organisation or place."""

    key: int
    type: MentionType
    name: str
    country: str | None
    articles: int
    mentions: int
    coordinates: Coordinates | None = None
    role: str | None = None  # the one that most articles give
    shared: int = 0  # articles that name both, where it stands beside another


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence of an article that says something, and when."""

    day: dt.date
    sentence: str
    article: ArticleSummary


@dataclass(frozen=True, slots=True)
class RoleHistory:
    """A role that articles gave an identity, from the first to the last of them."""

    title: str
    organization: str | None
    country: str | None
    articles: int
    first: Evidence
    last: Evidence


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling of a name, and how often it was printed."""

    name: str
    mentions: int


@dataclass(frozen=True, slots=True)
class EntityProfile:
    """All that articles told of one identity."""

    summary: EntitySummary
    first_day: dt.date | None
    last_day: dt.date | None
    aliases: tuple[Alias, ...]  # the most used first, the name apart
    roles: tuple[RoleHistory, ...]  # the one seen last first
    merged: tuple[int, ...] = ()  # what was merged into it by hand


@dataclass(frozen=True, slots=True)
class DayCount:
    """How often a day's articles named somebody."""

    day: dt.date
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class EntityListing:
    """One page of a list of identities; `after` is None at the end."""

    items: tuple[EntitySummary, ...]
    after: Cursor | None = None


@dataclass(frozen=True, slots=True)
class EntityEdit:
    """A merge or a split by hand."""

    at: dt.datetime
    action: Literal["merge", "split", "undo"]
    key: int
    other: int
    detail: str


# --- search ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search, already parsed. Without words it lists by time what the filters leave."""

    words: tuple[str, ...] = ()  # all must occur, in any form of the word
    phrases: tuple[str, ...] = ()  # all must occur, in this order
    excluded: tuple[str, ...] = ()
    exact: bool = False  # compare spellings instead of stems
    domain: str | None = None
    topic: str | None = None
    section: str | None = None
    country: str | None = None  # of the source
    since: dt.date | None = None  # first day
    until: dt.date | None = None  # last day, inclusive
    zone: str = "UTC"  # IANA name of the zone that these days are of
    order: Literal["relevance", "time"] = "relevance"
    limit: int = 20
    after: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result with its highlighted title and snippet, in the original spelling."""

    item: ArticleSummary
    title: tuple[Fragment, ...]
    snippet: tuple[Fragment, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Facet:
    """How many of the results fall under a value."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of results."""

    hits: tuple[Hit, ...]
    total: int  # counted up to a bound; see `total_is_exact`
    total_is_exact: bool
    after: Cursor | None = None
    domains: tuple[Facet, ...] = ()
    topics: tuple[Facet, ...] = ()
