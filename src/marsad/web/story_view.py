"""One story to what its page prints: headlines, course, sources, names, the affair, the log."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

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
from marsad.text.format import format_count, format_date, format_delay
from marsad.text.highlight import highlight
from marsad.text.stem import index_terms
from marsad.types import CopyKind, Fragment, Stamp
from marsad.web.addresses import article_path, compare_path, entity_path, story_path
from marsad.web.i18n import N_
from marsad.web.story_items import Mark, copies_text, growth_mark, summary_sentence
from marsad.web.views import (
    NAME_CHARS,
    TITLE_CHARS,
    Link,
    Moment,
    Outlet,
    Reader,
    clip,
    clock_moment,
    day_moment,
    exact_moment,
    headline,
    listed_day,
    outlet,
    plain,
    short_moment,
    to_zone,
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

COPY_KINDS: Mapping[CopyKind, str] = {
    "copy": N_("نسخة"),
    "excerpt": N_("مقتطف"),
    "update": N_("تحديث"),
}
"""What an article is to the first of its text."""

SHARES_TEXT = N_("يشترك في نص")


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
class Report:
    """An article in the course of a story."""

    href: str
    title: str
    outlet: Outlet
    time: Moment | None  # None where the day alone is known
    delay: str | None  # after the first article, or of a copy after the first of its text
    is_first: bool
    kind: str | None = None
    compare: str | None = None
    copies: tuple[Report, ...] = ()
    copies_text: str = ""


@dataclass(frozen=True, slots=True)
class CourseDay:
    """What was published on one day."""

    time: Moment
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What one publisher had of a story."""

    outlet: Outlet
    time: Moment
    delay: str | None  # None for the first
    articles: int
    share: int | None  # hundredths of its words that others had printed; None: none is known of
    share_of: Link | None  # whose words


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
    headlines = _headlines(view.articles, reader)
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
        first=exact_moment(story.first_at, reader),
        last=exact_moment(story.last_at, reader) if story.last_at != story.first_at else None,
        headlines=headlines,
        has_marks=any(
            part.hit for group in headlines for one in group.headlines for part in one.fragments
        ),
        course=_course(view.articles, reader),
        left_out=max(0, story.articles - len(view.articles)),
        rows=_rows(view.articles, shares, reader),
        people=_named(names, "PER"),
        bodies=_named(names, "ORG"),
        places=places,
        map=drawn,
        saga=_saga(view.saga, reader),
        log=tuple(_log_line(entry, story.key, reader) for entry in view.log),
    )


# --- headlines ----------------------------------------------------------------------


def publisher_of(article: ArticleSummary) -> str:
    """Return what tells a publisher from another."""
    return article.publisher.domain or article.publisher.name or ""


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


# --- the course ---------------------------------------------------------------------


def _course(articles: Sequence[StoryArticleView], reader: Reader) -> tuple[CourseDay, ...]:
    """Tell who published what when, by day; copies stand under the first of their text."""
    here = {one.article.key for one in articles}
    copies: dict[int, list[StoryArticleView]] = defaultdict(list)
    own: list[StoryArticleView] = []
    for one in articles:
        if one.copy is not None and one.copy.first.key in here:
            copies[one.copy.first.key].append(one)
        else:
            own.append(one)
    start = articles[0]
    groups = groupby(own, key=lambda one: listed_day(one.article, reader.zone))
    return tuple(
        CourseDay(
            day_moment(day, reader),
            tuple(_with_copies(one, copies[one.article.key], start, reader) for one in group),
        )
        for day, group in groups
    )


def _with_copies(
    one: StoryArticleView,
    copies: Sequence[StoryArticleView],
    start: StoryArticleView,
    reader: Reader,
) -> Report:
    return report(
        one,
        None if one is start else start,
        reader,
        is_first=one is start,
        copies=tuple(report(copy, one, reader, is_copy=True) for copy in copies),
    )


def report(
    one: StoryArticleView,
    since: StoryArticleView | None,
    reader: Reader,
    *,
    is_first: bool = False,
    is_copy: bool = False,
    copies: tuple[Report, ...] = (),
) -> Report:
    """Return an article of a story for print; its delay is counted from `since`."""
    article = one.article
    first = one.copy.first if one.copy is not None else None
    if is_copy:
        time: Moment | None = short_moment(article.published or article.first_seen, reader)
    else:
        time = clock_moment(article.published or article.first_seen, reader)
    return Report(
        href=article_path(article.key, article.title),
        title=headline(article.title, article.lead, reader),
        outlet=outlet(article.publisher),
        time=time,
        delay=delay_text(since, one, reader) if since is not None else None,
        is_first=is_first,
        kind=reader.language.gettext(COPY_KINDS[one.copy.kind]) if one.copy else None,
        compare=compare_path(article.key, first.key) if first is not None else None,
        copies=copies,
        copies_text=copies_text(len(copies), reader) if copies else "",
    )


def delay_text(earlier: StoryArticleView, later: StoryArticleView, reader: Reader) -> str | None:
    """Say how long after another an article came, as exactly as both are known.

    None where one of them has no time of publication.
    """
    stamps = earlier.article.published, later.article.published
    if stamps[0] is None or stamps[1] is None:
        return None
    if all(isinstance(stamp, dt.datetime) and stamp.tzinfo is not None for stamp in stamps):
        return format_delay(dt.timedelta(seconds=later.sort_at - earlier.sort_at), reader.style)
    days = (listed_day(later.article, reader.zone) - listed_day(earlier.article, reader.zone)).days
    if days <= 0:
        return reader.language.gettext("في اليوم نفسه")
    return format_delay(dt.timedelta(days=days), reader.style)


# --- sources ------------------------------------------------------------------------


def _rows(
    articles: Sequence[StoryArticleView], shares: Mapping[int, SharedText], reader: Reader
) -> tuple[SourceRow, ...]:
    """Return a row for each publisher, in the order in which they came."""
    groups: dict[str, list[StoryArticleView]] = defaultdict(list)
    for one in articles:
        groups[publisher_of(one.article)].append(one)
    known = {one.article.key: one.article for one in articles} | {
        one.copy.first.key: one.copy.first for one in articles if one.copy is not None
    }
    rows = []
    for publisher, members in groups.items():
        first = members[0]
        share, whose = _share(publisher, members, shares, known)
        stamp = first.article.published or first.article.first_seen
        rows.append(
            SourceRow(
                outlet=outlet(first.article.publisher),
                time=_dated(stamp, reader),
                delay=None if first is articles[0] else delay_text(articles[0], first, reader),
                articles=len(members),
                share=share,
                share_of=Link(_called(whose), article_path(whose.key, whose.title))
                if whose is not None
                else None,
            )
        )
    return tuple(rows)


def _dated(stamp: Stamp, reader: Reader) -> Moment:
    """Print when a publisher came to a story: day and hour, without the zone that all share."""
    full = short_moment(stamp, reader)
    local = to_zone(stamp, reader.zone)
    day = format_date(local, reader.style, weekday=False, time=False)
    clock = clock_moment(stamp, reader)
    text = f"{day}{reader.language.gettext('، ')}{clock.text}" if clock else day
    return Moment(full.iso, text, full.hint)


def _share(
    publisher: str,
    members: Sequence[StoryArticleView],
    shares: Mapping[int, SharedText],
    known: Mapping[int, ArticleSummary],
) -> tuple[int | None, ArticleSummary | None]:
    """Return the mean share of a publisher's texts that others had, and who had most of it."""
    found = [
        (shares[one.article.key].share, first)
        for one in members
        if one.article.key in shares
        and (first := known.get(shares[one.article.key].first)) is not None
        and publisher_of(first) != publisher
    ]
    if not found:
        return None, None
    most = max(found, key=lambda pair: pair[0])
    return round(100 * sum(share for share, _ in found) / len(members)), most[1]


def _called(article: ArticleSummary) -> str:
    return clip(article.publisher.name or article.publisher.domain or "", NAME_CHARS)


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
