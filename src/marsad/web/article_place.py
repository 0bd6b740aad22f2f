"""Where an article stands among others, for its page: its story, its copies, what to read next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from marsad.store.records import ArticleSummary, StoredArticle
from marsad.store.story_records import ArticlePlace, ReadAlso, Reason, StoryArticleView
from marsad.text.format import format_count, format_number
from marsad.text.plurals import PluralCategory, plural_category
from marsad.web.addresses import article_path, compare_path, story_path
from marsad.web.i18n import N_
from marsad.web.story_course import (
    COPY_KINDS,
    SHARES_TEXT,
    Report,
    delay_text,
    report,
    under_the_earliest,
)
from marsad.web.views import Item, Link, Reader, headline, item, outlet, short_moment

MAX_COPIES = 12
MAX_SHARING = 6

_OTHERS: Mapping[PluralCategory, str] = {
    "one": N_("مصدر آخر نشر الخبر"),
    "two": N_("مصدران آخران نشرا الخبر"),
    "few": N_("%(number)s مصادر أخرى نشرت الخبر"),
    "many": N_("%(number)s مصدرًا آخر نشر الخبر"),
    "other": N_("%(number)s مصدر آخر نشر الخبر"),
}

REASONS: Mapping[Reason, str] = {
    "event": N_("عن الحدث نفسه"),
    "saga": N_("تكملة"),
    "who": N_("نفس الشخصيات"),
    "where": N_("نفس المكان"),
    "alike": N_("موضوع قريب"),
}
"""Why an article is to be read next."""


@dataclass(frozen=True, slots=True)
class CopiesView:
    """Who else printed a text: `first` had it before this article, None where this is the first."""

    first: Report | None
    kind: str | None  # what this article is to the first
    others: tuple[Report, ...]
    updates: tuple[Report, ...]
    more: int
    sharing: tuple[Report, ...]  # articles that print a part of it, or of which it prints one


@dataclass(frozen=True, slots=True)
class ReadNext:
    """An article to read next, with the reason."""

    item: Item
    reason: str


@dataclass(frozen=True, slots=True)
class PlaceView:
    """An article among others."""

    story: Link | None
    copies: CopiesView | None
    read_also: tuple[ReadNext, ...]


def place_view(
    stored: StoredArticle,
    place: ArticlePlace | None,
    also: Sequence[ReadAlso],
    reader: Reader,
) -> PlaceView:
    """Return where an article stands, for its page; `place` is None while it waits for one."""
    word = reader.language.gettext
    return PlaceView(
        story=_story(place, reader) if place is not None else None,
        copies=_copies(stored, place, reader) if place is not None else None,
        read_also=tuple(
            ReadNext(item(one.article, reader), word(REASONS[one.reason])) for one in also
        ),
    )


def _story(place: ArticlePlace, reader: Reader) -> Link | None:
    """Say how many others reported the same, with the way to the story."""
    story, word = place.story, reader.language.gettext
    if story.articles < 2:
        return None
    others = story.sources - 1
    if others > 0:
        text = word(_OTHERS[plural_category(others)])
        text %= {"number": format_number(others, reader.style)}
    else:
        articles = format_count(story.articles, "article", reader.style)
        text = word("القصة كلها: %(articles)s") % {"articles": articles}
    return Link(text, story_path(story.key, story.headline.title))


def _copies(stored: StoredArticle, place: ArticlePlace, reader: Reader) -> CopiesView | None:
    if not place.copies and not place.shares_text:
        return None
    same = [_own(stored, place), *place.copies]
    same.sort(key=lambda one: (one.sort_at, one.article.key))
    start, *later = under_the_earliest(same)
    own = next(one for one in (start, *later) if one.article.key == stored.key)
    others = [one for one in later if one is not own]
    printed = [(one, _printed(one, start, stored.key, reader)) for one in others[:MAX_COPIES]]
    kind = reader.language.gettext(COPY_KINDS[own.copy.kind]) if own.copy else None
    return CopiesView(
        first=_first(start, own, reader) if own is not start else None,
        kind=kind,
        others=tuple(shown for one, shown in printed if not _is_update(one)),
        updates=tuple(shown for one, shown in printed if _is_update(one)),
        more=max(0, len(others) - MAX_COPIES),
        sharing=tuple(_sharing(one, stored.key, reader) for one in place.shares_text[:MAX_SHARING]),
    )


def _first(start: StoryArticleView, own: StoryArticleView, reader: Reader) -> Report:
    """Return the article that had the text first, with the time until the one at hand."""
    shown = report(start, None, reader, is_copy=True)
    compare = compare_path(own.article.key, start.article.key)
    return replace(shown, compare=compare, delay=delay_text(start, own, reader))


def _is_update(one: StoryArticleView) -> bool:
    return one.copy is not None and one.copy.kind == "update"


def _printed(one: StoryArticleView, start: StoryArticleView, key: int, reader: Reader) -> Report:
    """Return a copy of the text, to be compared with the article at hand."""
    shown = report(one, start, reader, is_copy=True)
    return replace(shown, compare=compare_path(key, one.article.key))


def _own(stored: StoredArticle, place: ArticlePlace) -> StoryArticleView:
    """Return the article itself as one of its story."""
    article = stored.article
    summary = ArticleSummary(
        key=stored.key,
        id=article.id,
        title=article.title,
        lead="",
        published=article.published,
        first_seen=stored.first_seen,
        publisher=article.publisher,
        topic=stored.topic,
        section=None,
        revisions=len(stored.revisions),
    )
    return StoryArticleView(summary, place.sort_at, place.copy)


def _sharing(other: ArticleSummary, key: int, reader: Reader) -> Report:
    stamp = other.published or other.first_seen
    return Report(
        href=article_path(other.key, other.title),
        title=headline(other.title, other.lead, reader),
        outlet=outlet(other.publisher),
        time=short_moment(stamp, reader),
        delay=None,
        is_first=False,
        kind=reader.language.gettext(SHARES_TEXT),
        compare=compare_path(key, other.key),
    )
