"""One story to what its page prints: headlines, course, sources, names, the affair, the log."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from marsad.lexicon.countries import load_countries
from marsad.lexicon.frequencies import load_frequencies
from marsad.store.records import ArticleSummary
from marsad.store.story_records import (
    SharedText,
    StoryArticleView,
    StoryLogEntry,
    StoryName,
    StorySummary,
    StoryView,
)
from marsad.text.bidi import isolate
from marsad.text.format import format_count
from marsad.text.highlight import highlight
from marsad.text.stem import index_terms
from marsad.types import Fragment
from marsad.web.addresses import article_path, entity_path, story_path
from marsad.web.i18n import N_
from marsad.web.story_course import (
    CourseDay,
    SourceRow,
    course,
    publisher_of,
    source_rows,
    under_the_earliest,
)
from marsad.web.story_items import Mark, growth_mark, summary_sentence
from marsad.web.views import (
    NAME_CHARS,
    TITLE_CHARS,
    Link,
    Moment,
    Outlet,
    Reader,
    clip,
    day_moment,
    exact_moment,
    headline,
    outlet,
    plain,
    topic_link,
)
from marsad.web.world_map import MapView, places_map

MAX_HEADLINES = 8
"""Headlines of one publisher that are compared, the first ones."""

SAGA_SHOWN = 4
"""Stories of an affair that are shown of each day; the others are folded."""

MAX_PLACES = 8
MAX_NAMES = 30
_TELLING = 2.0
"""Rarity (`marsad.lexicon.frequencies`) from which a word of a headline tells something."""


@dataclass(frozen=True, slots=True)
class HeadlineView:
    """A headline; the words that no other publisher's headlines have are hits."""

    href: str
    title: str
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class PublisherHeadlines:
    """How one publisher headed the story."""

    outlet: Outlet
    headlines: tuple[HeadlineView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class NameLinkView:
    """A name of the story with its page."""

    name: str
    href: str
    articles: int


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place of the story with its number on the map."""

    name: str
    href: str
    articles: int
    number: int | None


@dataclass(frozen=True, slots=True)
class SagaStory:
    """Another story of the affair."""

    link: Link
    sources: int
    articles: int


@dataclass(frozen=True, slots=True)
class SagaDay:
    """The affair's other stories that began on one day, those with most sources first."""

    time: Moment
    stories: tuple[SagaStory, ...]
    folded: tuple[SagaStory, ...]  # beyond those that are shown at once


@dataclass(frozen=True, slots=True)
class LogLine:
    """A merge, split or move in words."""

    time: Moment
    text: str
    state: str | None  # None where it is done
    reason: str
    other: str | None  # the other story's address


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story's page."""

    href: str
    short_href: str
    feed: str
    title: str
    page_title: str
    lead: str
    topic: Link | None
    mark: Mark | None
    sources: int
    articles: int
    copies: str | None
    first: Moment
    last: Moment | None
    headlines: tuple[PublisherHeadlines, ...]
    has_marks: bool
    course: tuple[CourseDay, ...]
    left_out: int  # articles beyond those that the page shows
    rows: tuple[SourceRow, ...]
    people: tuple[NameLinkView, ...]
    bodies: tuple[NameLinkView, ...]
    places: tuple[PlaceView, ...]
    map: MapView | None
    saga: tuple[SagaDay, ...]
    log: tuple[LogLine, ...]


def story_page(
    view: StoryView,
    names: Sequence[StoryName],
    shares: Mapping[int, SharedText],
    reader: Reader,
) -> StoryPage:
    """Return a story for its page."""
    story = view.summary
    head = story.headline
    places, drawn = _places(names)
    articles = under_the_earliest(view.articles)
    headlines = _headlines(articles, reader)
    return StoryPage(
        href=story_path(story.key, head.title),
        short_href=f"/story/{story.key}",
        feed=f"/story/{story.key}.atom",
        title=headline(head.title, head.lead, reader, TITLE_CHARS),
        page_title=plain(headline(head.title, head.lead, reader)),
        lead=summary_sentence(head),
        topic=topic_link(story.topic, reader) if story.topic else None,
        mark=growth_mark(story, reader),
        sources=story.sources,
        articles=story.articles,
        copies=format_count(story.copies, "copy", reader.style) if story.copies else None,
        first=_edge(story.first_at, view.articles, reader),
        last=(
            _edge(story.last_at, view.articles[::-1], reader)
            if story.last_at != story.first_at
            else None
        ),
        headlines=headlines,
        has_marks=any(
            part.hit for group in headlines for one in group.headlines for part in one.fragments
        ),
        course=course(articles, reader),
        left_out=max(0, story.articles - len(view.articles)),
        rows=source_rows(articles, shares, reader),
        people=_named(names, "PER"),
        bodies=_named(names, "ORG"),
        places=places,
        map=drawn,
        saga=_saga(view.saga, reader),
        log=tuple(_log_line(entry, story.key, reader) for entry in view.log),
    )


def _edge(moment: dt.datetime, articles: Sequence[StoryArticleView], reader: Reader) -> Moment:
    """Print when the first or last article came: its day alone where no more is known."""
    at = int(moment.timestamp())
    one = next((one for one in articles if one.sort_at == at), None)
    published = one.article.published if one is not None else None
    if published is None or isinstance(published, dt.datetime):
        return exact_moment(moment, reader)
    return day_moment(published, reader)


# --- headlines ----------------------------------------------------------------------


def _headlines(
    articles: Sequence[StoryArticleView], reader: Reader
) -> tuple[PublisherHeadlines, ...]:
    """Group the headlines by publisher, in order of time, each wording once."""
    groups: dict[str, dict[str, ArticleSummary]] = defaultdict(dict)
    for one in articles:
        title = headline(one.article.title, one.article.lead, reader)
        groups[publisher_of(one.article)].setdefault(title, one.article)
    terms = {
        publisher: frozenset(term for title in titles for term in index_terms(title))
        for publisher, titles in groups.items()
    }
    views = []
    for publisher, titles in groups.items():
        own = _own_terms(publisher, terms) if len(groups) > 1 else frozenset()
        shown = list(titles.items())[:MAX_HEADLINES]
        views.append(
            PublisherHeadlines(
                outlet(shown[0][1].publisher),
                tuple(
                    HeadlineView(article_path(one.key, one.title), title, highlight(title, own))
                    for title, one in shown
                ),
                len(titles) - len(shown),
            )
        )
    return tuple(views)


def _own_terms(publisher: str, terms: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the telling words that one publisher's headlines alone have."""
    others = frozenset[str]().union(*(some for name, some in terms.items() if name != publisher))
    rarity = load_frequencies().rarity
    return frozenset(term for term in terms[publisher] - others if rarity(term) >= _TELLING)


# --- names and places ---------------------------------------------------------------


def _named(names: Iterable[StoryName], kind: str) -> tuple[NameLinkView, ...]:
    return tuple(
        NameLinkView(
            clip(one.entity.name, NAME_CHARS),
            entity_path(one.entity.key, one.entity.name),
            one.articles,
        )
        for one in names
        if one.entity.type == kind
    )


def _places(names: Iterable[StoryName]) -> tuple[tuple[PlaceView, ...], MapView | None]:
    """Return the places that are named, those that the map shows with their numbers."""
    chosen = [one for one in names if one.entity.type == "LOC"][:MAX_PLACES]
    located = [one for one in chosen if one.entity.coordinates is not None]
    states = {one.entity.key for one in located if _is_state(one)}
    towns = {one.entity.country for one in located if one.entity.key not in states}
    # The middle of a state says nothing beside a town of it.
    located = [
        one for one in located if one.entity.key not in states or one.entity.country not in towns
    ]
    numbers = {one.entity.key: number for number, one in enumerate(located, 1)}
    views = tuple(
        PlaceView(
            clip(one.entity.name, NAME_CHARS),
            entity_path(one.entity.key, one.entity.name),
            one.articles,
            numbers.get(one.entity.key),
        )
        for one in chosen
    )
    return views, places_map([one.entity.coordinates for one in located if one.entity.coordinates])


def _is_state(name: StoryName) -> bool:
    country = name.entity.country
    return country is not None and load_countries().named(name.entity.name) == country


# --- the affair and the log ---------------------------------------------------------


def _saga(stories: Sequence[StorySummary], reader: Reader) -> tuple[SagaDay, ...]:
    groups = groupby(stories, key=lambda one: one.first_at.astimezone(reader.zone).date())
    days = []
    for day, group in groups:
        ranked = sorted(group, key=lambda one: (-one.sources, -one.articles, one.key))
        views = tuple(_saga_story(one, reader) for one in ranked)
        shown = SAGA_SHOWN if len(views) > SAGA_SHOWN + 1 else len(views)
        days.append(SagaDay(day_moment(day, reader), views[:shown], views[shown:]))
    return tuple(days)


def _saga_story(story: StorySummary, reader: Reader) -> SagaStory:
    head = story.headline
    link = Link(headline(head.title, head.lead, reader), story_path(story.key, head.title))
    return SagaStory(link, story.sources, story.articles)


_LOG = {
    ("merge", True): N_("ضُمّت إلى قصة أخرى"),
    ("merge", False): N_("ضُمّت إليها قصة أخرى"),
    ("split", True): N_("فُصل منها %(articles)s في قصة أخرى"),
    ("split", False): N_("فُصلت هي من قصة أخرى، وفيها %(articles)s"),
    ("move", True): N_("نُقل منها %(articles)s إلى قصة أخرى"),
    ("move", False): N_("نُقل إليها %(articles)s من قصة أخرى"),
}
"""What was done, by whether this is the story that gave or the one that got."""

_STATES = {"proposed": N_("اقتراح ينتظر محررًا"), "rejected": N_("اقتراح رُفض")}


def _log_line(entry: StoryLogEntry, story: int, reader: Reader) -> LogLine:
    word = reader.language.gettext
    gave = entry.story == story
    other = entry.other if gave else entry.story
    articles = isolate(format_count(len(entry.articles), "article", reader.style))
    state = _STATES.get(entry.state)
    return LogLine(
        time=exact_moment(entry.at, reader),
        text=word(_LOG[(entry.action, gave)]) % {"articles": articles},
        state=word(state) if state else None,
        reason=clip(entry.reason, 300),
        # What was merged into this story would only lead back to it.
        other=f"/story/{other}"
        if other is not None and not (entry.action == "merge" and not gave)
        else None,
    )
