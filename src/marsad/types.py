"""Every record that crosses a stage, frozen.

Shapes and meaning follow the contract in `docs/reference/contract.md`. All offsets are code points
into the `text` of the same record, end exclusive. Sequences are tuples so that values can be
shared between stages and processes without copies.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

Stamp = dt.datetime | dt.date
"""A publication time as precise as its page: an aware `datetime` is an instant with its printed
offset, a naive one a local time whose zone is unknown, a plain `date` a day without time."""

Coordinates = tuple[float, float]
"""Latitude and longitude in degrees, WGS 84."""

MentionType = Literal["PER", "ORG", "LOC", "MISC"]
TimeType = Literal[
    "date", "month", "year", "week", "quarter", "half", "season", "decade",
    "daypart", "datetime", "range", "duration", "set", "vague",
]  # fmt: skip
EventStatus = Literal[
    "planned", "happened", "ongoing", "postponed", "cancelled", "denied", "unknown"
]
CopyKind = Literal["copy", "excerpt", "update"]
FeedKind = Literal["feed", "sitemap"]


# --- gathering ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Feed:
    """One address that a publisher announces its pages at: RSS, Atom, JSON Feed or a sitemap."""

    url: str
    kind: FeedKind = "feed"


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher with its feeds, as the user added it."""

    name: str
    domain: str  # host of the publisher's pages, lower case, without "www."
    homepage: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    zone: str | None = None  # IANA name
    language: str = "ar"
    feeds: tuple[Feed, ...] = ()
    interval: int = 900  # seconds between two polls of a feed


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one address, as they came."""

    url: str | None
    body: bytes
    content_type: str | None = None  # the HTTP header, charset included
    status: int = 200
    fetched_at: dt.datetime | None = None  # aware; `Date` or `WARC-Date`, never a file's mtime


# --- articles ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose page an article stands on."""

    name: str | None = None
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """One item of an "إقرأ أيضاً" block; some pages print its whole text."""

    title: str
    url: str | None = None
    published: Stamp | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Origins:
    """Which part of the page a field of its article was taken from; None where it has no value.

    Visible parts are `heading`, `visible`, `byline`, `label` and `links`, and `body`; parts for
    machines `json-ld`, `microdata`, `article`, `og`, `twitter`, `dublin-core`, `meta`, `time`,
    `title` and `url`, `state` the data of the page's own program. `publisher` is where it was known
    already.
    """

    title: str | None = None
    text: str | None = None
    published: str | None = None
    updated: str | None = None
    authors: str | None = None
    publisher: str | None = None
    tags: str | None = None
    sections: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article, apart from everything that surrounds it on its page."""

    id: str
    made_by: str
    title: str | None
    text: str  # the body: paragraphs joined by "\n"
    url: str | None = None
    canonical_url: str | None = None
    published: Stamp | None = None
    updated: Stamp | None = None
    language: str = "ar"  # BCP 47
    authors: tuple[str, ...] = ()
    publisher: Publisher = Publisher()
    credits: tuple[str, ...] = ()
    dateline: str | None = None
    tags: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()  # the publisher's own; one address may stand under several
    image: str | None = None
    related: tuple[Related, ...] = ()
    published_text: str | None = None  # the visible stamp as printed, for the reader
    origins: Origins = Origins()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's paragraphs in order: the lines of `text` that hold something."""
        return tuple(line for line in self.text.split("\n") if line.strip())

    @property
    def analysed_text(self) -> str:
        """The text that an analysis's offsets refer to: title, newline, body; else the body."""
        return self.text if self.title is None else f"{self.title}\n{self.text}"

    @property
    def section(self) -> str | None:
        """The first of the publisher's sections."""
        return self.sections[0] if self.sections else None


# --- analysis ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the analysed text: `text[start:end] == self.text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands, without proclitics, titles or ranks."""

    start: int
    end: int
    text: str
    type: MentionType
    entity: str | None = None
    metonym: bool = False  # a capital that stands for its government


@dataclass(frozen=True, slots=True)
class Role:
    """A title phrase where it stands, and whose it is."""

    start: int
    end: int
    text: str
    person: str | None = None
    organization: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class EntityRole:
    """A role that an entity holds in an article."""

    title: str
    organization: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organisation, place or other name of an article, with all its mentions."""

    id: str
    type: MentionType
    name: str
    aliases: tuple[str, ...] = ()
    count: int = 1
    roles: tuple[EntityRole, ...] = ()
    country: str | None = None
    coordinates: Coordinates | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date or time in the text, resolved where it can be known."""

    start: int
    end: int
    text: str
    type: TimeType
    value: str | None = None
    interval: tuple[str, str] | None = None  # half-open
    calendar: Literal["gregorian", "hijri"] = "gregorian"
    zone: str | None = None
    confidence: float = 1.0
    rule: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what, and who relayed it."""

    kind: Literal["direct", "indirect", "mixed"]
    cue: Span
    content: Span
    source: Span | None = None
    source_implicit: bool = False
    medium: Span | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A noun phrase that takes part in an event."""

    start: int
    end: int
    text: str
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A diplomatic event: what, who with whom, where, when, and whether it came to pass."""

    type: str  # a file of `marsad/events`
    status: EventStatus
    trigger: Span
    sentence: int
    actors: tuple[Participant, ...] = ()
    counterparts: tuple[Participant, ...] = ()
    place: Participant | None = None
    date: TimeExpression | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Keyword:
    """A telling phrase in its printed form."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Topic:
    """What an article is about, as one label."""

    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the text of one article holds; `text` is title, newline, body."""

    article_id: str
    text: str
    published: Stamp | None = None
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    topic: Topic | None = None


# --- stories -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article's place in a story."""

    article_id: str
    publisher: Publisher
    published: Stamp | None
    title: str | None
    copy_of: str | None = None
    copy_kind: CopyKind | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one event; `saga_id` joins the stories of one affair."""

    id: str
    title: str
    first_seen: dt.datetime  # aware
    last_seen: dt.datetime  # aware
    articles: tuple[StoryArticle, ...] = ()
    entities: tuple[Entity, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    topic: Topic | None = None
    events: tuple[Event, ...] = ()
    saga_id: str | None = None


# --- search ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of original text; `hit` where it matches the query."""

    text: str
    hit: bool = False


# --- failures ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be done: it goes to quarantine and stops nothing else."""

    name: str  # path, address or "path:line" that the user can find again
    stage: Literal["fetch", "extract", "analyze", "store"]
    reason: str  # one line, for people
    page: Page | None = field(default=None, repr=False)
