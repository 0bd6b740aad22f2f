"""Stories as lists show them, and copies folded under the first of their text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marsad.instants import sort_seconds
from marsad.store.records import ArticleSummary
from marsad.store.story_records import ShortPlace, StoryName, StorySummary
from marsad.stories.growth import growth
from marsad.text.format import format_count, format_duration
from marsad.text.sentences import split_sentences
from marsad.web.addresses import article_path, entity_path, story_path
from marsad.web.i18n import N_
from marsad.web.views import (
    NAME_CHARS,
    SUMMARY_CHARS,
    Folds,
    Link,
    Moment,
    Outlet,
    Reader,
    clip,
    headline,
    outlet,
    short_moment,
    topic_link,
)

CHIPS = 4
_LEAST_SENTENCE = 40
"""Characters below which a lead's first sentence is a dateline or a cry, and the next one joins."""

_MARKS = {"breaking": N_("عاجل"), "growing": N_("تتسع")}


@dataclass(frozen=True, slots=True)
class Mark:
    """That a story moves, and why it is said to."""

    kind: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story in a list; one of a single article leads to it, and names its publisher."""

    href: str
    title: str
    lead: str
    topic: Link | None
    outlet: Outlet | None
    sources: int
    articles: int
    first: Moment
    last: Moment | None  # None where it is the first
    mark: Mark | None
    chips: tuple[Link, ...]


def story_card(
    story: StorySummary, names: Sequence[StoryName], reader: Reader, *, topic: bool = True
) -> StoryCard:
    """Return a story for a list."""
    head = story.headline
    single = story.articles == 1
    href = article_path(head.key, head.title) if single else story_path(story.key, head.title)
    return StoryCard(
        href=href,
        title=headline(head.title, head.lead, reader),
        lead=summary_sentence(head),
        topic=topic_link(story.topic, reader) if topic and story.topic else None,
        outlet=outlet(head.publisher) if single else None,
        sources=story.sources,
        articles=story.articles,
        first=short_moment(story.first_at, reader),
        last=short_moment(story.last_at, reader) if story.last_at != story.first_at else None,
        mark=growth_mark(story, reader),
        chips=tuple(_chip(name) for name in names[:CHIPS]),
    )


def _chip(name: StoryName) -> Link:
    one = name.entity
    return Link(clip(one.name, NAME_CHARS), entity_path(one.key, one.name))


def summary_sentence(article: ArticleSummary) -> str:
    """Return the sentence with which an article opens."""
    spans = split_sentences(article.lead)
    text = ""
    for span in spans:
        text = f"{text} {span.text}".strip()
        if len(text) >= _LEAST_SENTENCE:
            break
    return clip(text, SUMMARY_CHARS)


def growth_mark(story: StorySummary, reader: Reader) -> Mark | None:
    """Say that a story has just broken or still grows, with what that is read from."""
    found = growth(
        story.first_at,
        story.last_at,
        sources=story.sources,
        recent_sources=story.recent_sources,
        now=reader.now,
    )
    if found is None:
        return None
    word = reader.language.gettext
    sources = format_count(found.sources, "source", reader.style)
    span = format_duration(found.within, reader.style)
    if found.kind == "breaking":
        reason = word("نشرها %(sources)s خلال %(span)s من أول خبر")
    else:
        reason = word("نشر عنها %(sources)s خلال %(span)s")
    return Mark(found.kind, word(_MARKS[found.kind]), reason % {"sources": sources, "span": span})


# --- copies in lists ----------------------------------------------------------------


def fold_copies(
    items: Sequence[ArticleSummary], places: Mapping[int, ShortPlace], reader: Reader
) -> Folds:
    """Fold the copies of a list's page under the first of their text.

    Where that one is not on the page, the earliest that is stands for it.
    """
    groups: dict[int, list[ArticleSummary]] = {}
    for item in items:
        place = places.get(item.key)
        if place is not None and place.copies:
            groups.setdefault(place.first, []).append(item)
    hidden: set[int] = set()
    links: dict[int, Link] = {}
    for first, members in groups.items():
        shown = next((one for one in members if one.key == first), min(members, key=_order))
        hidden.update(one.key for one in members if one is not shown)
        place = places[shown.key]
        links[shown.key] = Link(copies_text(place.copies, reader), f"/story/{place.story}")
    return Folds(frozenset(hidden), links)


def _order(article: ArticleSummary) -> tuple[int, int]:
    return sort_seconds(article.published, article.first_seen), article.key


def copies_text(count: int, reader: Reader) -> str:
    """Return how many copies there are beside a text: "و 4 نسخ", "ونسختان"."""
    text = format_count(count, "copy", reader.style)
    # A number does not lean on the word before it.
    blank = " " if reader.language.code == "ar" and not text[0].isalpha() else ""
    return reader.language.gettext("و%(copies)s") % {"copies": blank + text}
