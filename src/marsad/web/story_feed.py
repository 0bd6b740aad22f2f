"""One story as an Atom feed (RFC 4287), for readers of feeds to follow it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from markupsafe import Markup

from marsad.instants import EPOCH
from marsad.store.story_records import StoryArticleView, StoryView
from marsad.web.addresses import article_path, encoded, story_path
from marsad.web.story_course import under_the_earliest
from marsad.web.views import LIST_TITLE_CHARS, TITLE_CHARS, clip

MOST_ENTRIES = 100
"""Articles of a feed, the newest ones."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article; texts are what XML can hold, moments RFC 3339."""

    id: str
    href: str
    title: str
    author: str
    content: str  # HTML, with its direction: many readers drop what the feed says of it
    at: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its entries, the newest first."""

    id: str
    href: str
    own: str
    title: str
    updated: str
    entries: tuple[Entry, ...]


def story_feed(view: StoryView, site: str) -> Feed:
    """Return a story as a feed of the site at an address; copies have no entries of their own."""
    story = view.summary
    own = {one.article.key for one in view.articles}
    articles = under_the_earliest(view.articles)
    news = [one for one in articles if one.copy is None or one.copy.first.key not in own]
    head = story.headline
    return Feed(
        id=f"{site}/story/{story.key}",
        href=site + encoded(story_path(story.key, head.title)),
        own=f"{site}/story/{story.key}.atom",
        title=_text(head.title or head.lead, LIST_TITLE_CHARS),
        updated=_moment(max(one.sort_at for one in news)),
        entries=tuple(_entry(one, site) for one in reversed(news[-MOST_ENTRIES:])),
    )


def _entry(one: StoryArticleView, site: str) -> Entry:
    article = one.article
    publisher = article.publisher.name or article.publisher.domain or ""
    lead = Markup('<div dir="rtl" lang="ar"><p>%s</p></div>') % _text(article.lead, TITLE_CHARS)
    return Entry(
        id=f"{site}/a/{article.key}",
        href=site + encoded(article_path(article.key, article.title)),
        title=_text(article.title or article.lead, LIST_TITLE_CHARS) or "…",
        author=_text(publisher, LIST_TITLE_CHARS) or "…",
        content=str(lead),
        at=_moment(one.sort_at),
    )


def _moment(seconds: int) -> str:
    return (EPOCH + dt.timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")


def _text(text: str, most: int) -> str:
    return clip(_NOT_XML.sub("", text), most)
