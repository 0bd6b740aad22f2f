"""Who published what of a story when: its course, copies under the first, and its sources."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from marsad.store.records import ArticleSummary
from marsad.store.story_records import CopyNote, SharedText, StoryArticleView
from marsad.text.format import format_date, format_delay
from marsad.types import CopyKind, Stamp
from marsad.web.addresses import article_path, compare_path
from marsad.web.i18n import N_
from marsad.web.story_items import copies_text
from marsad.web.views import (
    NAME_CHARS,
    Link,
    Moment,
    Outlet,
    Reader,
    clip,
    clock_moment,
    day_moment,
    headline,
    listed_day,
    outlet,
    short_moment,
    to_zone,
)

COPY_KINDS: Mapping[CopyKind, str] = {
    "copy": N_("نسخة"),
    "excerpt": N_("مقتطف"),
    "update": N_("تحديث"),
}
"""What an article is to the first of its text."""

SHARES_TEXT = N_("يشترك في نص")


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


def publisher_of(article: ArticleSummary) -> str:
    """Return what tells a publisher from another."""
    return article.publisher.domain or article.publisher.name or ""


def under_the_earliest(articles: Sequence[StoryArticleView]) -> tuple[StoryArticleView, ...]:
    """Note copies, which come by time, under the one that was published first.

    A group of copies is named by the article that was placed first; an earlier one may have come
    after it, since sources are not gathered at once.
    """
    heads: dict[int, StoryArticleView] = {}
    for one in articles:
        heads.setdefault(_text_of(one), one)
    roots = {one.article.key for one in articles if one.copy is None}
    return tuple(
        _noted(one, heads[text]) if (text := _text_of(one)) in roots else one for one in articles
    )


def _text_of(one: StoryArticleView) -> int:
    return one.copy.first.key if one.copy is not None else one.article.key


def _noted(one: StoryArticleView, head: StoryArticleView) -> StoryArticleView:
    if one is head:
        return replace(one, copy=None)
    if one.copy is not None:
        return replace(one, copy=replace(one.copy, first=head.article))
    same = publisher_of(one.article) == publisher_of(head.article)
    return replace(one, copy=CopyNote("update" if same else "copy", head.article))


def course(articles: Sequence[StoryArticleView], reader: Reader) -> tuple[CourseDay, ...]:
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


def source_rows(
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
