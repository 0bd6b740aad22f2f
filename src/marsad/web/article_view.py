"""One stored article to what its page prints."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from marsad.codec import article_id
from marsad.store.keywords import keyword_key
from marsad.store.records import EntitySummary, PublisherStatus, Revision, StoredArticle
from marsad.text.normalize import fold
from marsad.types import Analysis, Article, Related
from marsad.urls import clean_url
from marsad.web.addresses import (
    article_path,
    external,
    keyword_path,
    source_path,
    with_query,
)
from marsad.web.names_view import name_links
from marsad.web.revisions import Change, compare_revisions
from marsad.web.times_view import Computed, Paragraph, Piece, paragraphs, times_view
from marsad.web.views import (
    NAME_CHARS,
    SUMMARY_CHARS,
    TITLE_CHARS,
    Link,
    Moment,
    Outlet,
    Reader,
    clip,
    exact_moment,
    full_moment,
    headline,
    in_zone,
    outlet,
    plain,
    short_moment,
    topic_link,
)

MAX_TAGS = 30
MAX_KEYWORDS = 10
MAX_RELATED = 8
MAX_SECTIONS = 4
MAX_AUTHORS = 12
MAX_VERSIONS = 30
"""Versions that are compared on one page, the newest ones."""


@dataclass(frozen=True, slots=True)
class RelatedView:
    """A title that the publisher set beside the article."""

    title: str
    href: str | None
    is_away: bool  # it leads to the publisher, not to a page of ours
    time: Moment | None


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article page."""

    href: str
    short_href: str
    title: str
    page_title: str
    language: str
    topic: Link | None
    sections: tuple[Link, ...]
    outlet: Outlet
    authors: tuple[str, ...]
    published: Moment | None
    updated: Moment | None
    printed_stamp: str | None
    seen: Moment
    checked: Moment | None  # when the version on the page was seen, where it is not the first
    edits: int
    revisions_href: str | None
    credits: tuple[Outlet, ...]
    dateline: str | None
    headline: tuple[Piece, ...]
    paragraphs: tuple[Paragraph, ...]
    computed: tuple[Computed, ...]
    first_text: str
    tags: tuple[Link, ...]
    keywords: tuple[Link, ...]
    original: str | None
    image: str | None
    related: tuple[RelatedView, ...]


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version, with what it changed."""

    number: int
    seen: Moment
    change: Change | None
    paragraph_count: int

    @property
    def is_first(self) -> bool:
        """Whether there is nothing to compare it with."""
        return self.change is None


def article_view(
    stored: StoredArticle,
    reader: Reader,
    *,
    zone: ZoneInfo | None = None,
    publishers: Sequence[PublisherStatus] = (),
    find: Callable[[str], StoredArticle | None] = lambda _: None,
    analysis: Analysis | None = None,
    names: Mapping[str, EntitySummary] | None = None,
    listed: Collection[str] = (),
) -> ArticleView:
    """Return an article for its page.

    `zone` is the publisher's. `publishers` turns credits into links, `find` (by contract id)
    related titles. `analysis` is what its text was found to hold, where that is known yet, `names`
    who is meant by the analysis's entities; `listed` are the keys of keywords whose pages list it.
    """
    article = stored.article
    short = f"/a/{stored.key}"
    latest = stored.revisions[-1].seen_at
    published = _published(article, zone, reader)
    times = times_view(analysis, published, reader)
    body = len(article.title) + 1 if article.title is not None else 0
    if analysis is not None:
        times = replace(times, links=name_links(analysis, body, names or {}, article.language))
    title = headline(article.title, article.text[:SUMMARY_CHARS], reader, TITLE_CHARS)
    return ArticleView(
        href=article_path(stored.key, article.title),
        short_href=short,
        title=title,
        headline=times.pieces(title, 0) if title == article.title else (Piece(title),),
        page_title=plain(headline(article.title, article.text[:SUMMARY_CHARS], reader)),
        language=article.language,
        topic=topic_link(stored.topic, reader) if stored.topic else None,
        sections=_sections(stored, reader),
        outlet=outlet(article.publisher),
        authors=tuple(clip(name, NAME_CHARS) for name in article.authors[:MAX_AUTHORS]),
        published=published,
        updated=_updated(article, zone, reader),
        printed_stamp=clip(article.published_text or "", NAME_CHARS) or None,
        seen=exact_moment(stored.first_seen, reader),
        checked=exact_moment(latest, reader) if latest > stored.first_seen else None,
        edits=len(stored.revisions) - 1,
        revisions_href=f"{short}/revisions" if len(stored.revisions) > 1 else None,
        credits=_credits(article, publishers),
        dateline=_separate_dateline(article),
        paragraphs=paragraphs(article.text, body, times),
        computed=times.computed,
        first_text=article.text[:SUMMARY_CHARS],
        tags=tuple(tag_link(tag, listed) for tag in article.tags[:MAX_TAGS]),
        keywords=tuple(tag_link(item.text, listed) for item in analysis.keywords[:MAX_KEYWORDS])
        if analysis is not None
        else (),
        original=external(article.url) or external(article.canonical_url),
        image=external(article.image),
        related=tuple(related_view(item, reader, find) for item in article.related[:MAX_RELATED]),
    )


def _published(article: Article, zone: ZoneInfo | None, reader: Reader) -> Moment | None:
    if article.published is None:
        return None
    return full_moment(in_zone(article.published, zone, reader), reader, article.published_text)


def _updated(article: Article, zone: ZoneInfo | None, reader: Reader) -> Moment | None:
    """Return when the publisher last edited the article, unless that is when it came out."""
    if article.updated is None or article.updated == article.published:
        return None
    return full_moment(in_zone(article.updated, zone, reader), reader)


def _separate_dateline(article: Article) -> str | None:
    """Return the dateline unless it stands in the body, as an inline one does."""
    if not article.dateline or article.dateline in article.text[:500]:
        return None
    return clip(article.dateline, NAME_CHARS)


def _sections(stored: StoredArticle, reader: Reader) -> tuple[Link, ...]:
    """Return the publisher's sections, less those that say what the topic's name says."""
    topic = fold(topic_link(stored.topic, reader).text) if stored.topic else ""
    names = [name for name in stored.article.sections if fold(name).strip() != topic]
    return tuple(section_link(name) for name in names[:MAX_SECTIONS])


def section_link(name: str) -> Link:
    """Return a publisher's section with the search for it."""
    return Link(clip(name, NAME_CHARS), search_for(f'قسم:"{_unquoted(name)}"'))


def tag_link(tag: str, listed: Collection[str] = ()) -> Link:
    """Return a keyword with its page, where that lists the article already; else with a search."""
    if keyword_key(tag) in listed:
        return Link(clip(tag, NAME_CHARS), keyword_path(tag))
    return Link(clip(tag, NAME_CHARS), search_for(f'"{_unquoted(tag)}"'))


def search_for(query: str) -> str:
    """Return the address of a search."""
    return with_query("/search", q=query[:400])


def _unquoted(text: str) -> str:
    return " ".join(text.replace('"', " ").split())


def _credits(article: Article, publishers: Sequence[PublisherStatus]) -> tuple[Outlet, ...]:
    """Return the credited sources, linked where they are publishers that we know."""
    domains = {
        fold(item.publisher.name).strip(): item.publisher.domain
        for item in reversed(publishers)
        if item.publisher.name and item.publisher.domain
    }
    found = []
    for name in article.credits[:MAX_AUTHORS]:
        domain = domains.get(fold(name).strip())
        found.append(Outlet(clip(name, NAME_CHARS), source_path(domain) if domain else None))
    return tuple(found)


def related_view(
    item: Related, reader: Reader, find: Callable[[str], StoredArticle | None]
) -> RelatedView:
    """Return a related title with the best address for it: our own page, else the publisher's."""
    known = None
    if item.url:
        known = find(article_id(clean_url(item.url), None, ""))
    if known is None and item.text:
        known = find(article_id(None, item.title, item.text))
    away = external(item.url)
    return RelatedView(
        title=headline(item.title, "", reader),
        href=article_path(known.key, known.article.title) if known else away,
        is_away=known is None,
        time=short_moment(item.published, reader) if item.published else None,
    )


def version_views(revisions: Sequence[Revision], reader: Reader) -> tuple[VersionView, ...]:
    """Return the newest versions, newest first, each with what it changed."""
    chosen = revisions[-MAX_VERSIONS - 1 :]  # and the one that the oldest is compared with
    views = [
        VersionView(
            number=revision.number,
            seen=exact_moment(revision.seen_at, reader),
            change=change,
            paragraph_count=len(revision.article.paragraphs),
        )
        for revision, change in zip(chosen, compare_revisions(chosen), strict=True)
    ]
    return tuple(reversed(views[-MAX_VERSIONS:]))


def field_names(reader: Reader) -> Mapping[str, str]:
    """Return the labels of `FieldChange.field`."""
    word = reader.language.gettext
    return {
        "authors": word("الكاتب"),
        "credits": word("نقلاً عن"),
        "tags": word("كلمات دلالية"),
        "sections": word("القسم"),
        "dateline": word("مكان الخبر وتاريخه"),
    }
