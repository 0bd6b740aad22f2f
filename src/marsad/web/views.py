"""Records of the store to what pages print: pure, all that varies is in `Reader`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from marsad.codec import format_stamp
from marsad.instants import sort_seconds
from marsad.lexicon.sections import topic_label
from marsad.store.records import (
    ArticleSummary,
    FeedState,
    Listing,
    PublisherStatus,
    SourceStatus,
    TopicBlock,
)
from marsad.text.bidi import isolate, strip_controls
from marsad.text.format import FormatStyle, format_date, format_relative, format_time
from marsad.types import Publisher, Stamp
from marsad.web.addresses import article_path, external, source_path
from marsad.web.i18n import Language

LIST_TITLE_CHARS = 220
TITLE_CHARS = 600
LEAD_CHARS = 280
SUMMARY_CHARS = 170
NAME_CHARS = 120

SECONDS = 6
"""Stories beside the first one on the front page."""

TICKER = 9
PER_BAND = 4
FIRST = 24
"""Newest articles that the front page chooses from."""

RELATIVE = dt.timedelta(days=7)
STALE = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a page is for, and when."""

    language: Language
    style: FormatStyle
    zone: ZoneInfo
    now: dt.datetime  # aware


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in print: `iso` for machines, `hint` for those who ask for more."""

    iso: str
    text: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A text that may lead somewhere."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher's name, and its page here where it has one."""

    name: str | None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An article in a list."""

    href: str
    title: str
    lead: str
    time: Moment | None  # publication
    seen: Moment | None  # when we first saw it, where the publication is unknown
    outlet: Outlet
    topic: Link | None
    section: str | None
    revised: str | None  # address of its versions, where there are several
    copies: Link | None = None  # how many print its text too, where these are folded under it


@dataclass(frozen=True, slots=True)
class Folds:
    """Which articles of a list stay out, since an earlier one has their text, and what it says."""

    hidden: frozenset[int] = frozenset()
    links: Mapping[int, Link] = field(default_factory=dict)


NO_FOLDS = Folds()


@dataclass(frozen=True, slots=True)
class Day:
    """The articles of one day."""

    time: Moment
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A topic on the front page."""

    link: Link
    count: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """The front page; `lead` is None where the store is empty."""

    lead: Item | None
    seconds: tuple[Item, ...]
    ticker: tuple[Item, ...]
    bands: tuple[Band, ...]
    stale: Moment | None  # when the last article came, if that is long ago


# --- pieces --------------------------------------------------------------------


def clip(text: str, most: int) -> str:
    """Shorten a text to `most` characters at the end of a word, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    head = text[:most]
    if " " in head[most // 2 :]:
        head = head.rsplit(" ", 1)[0]
    return f"{head.rstrip(' .،,؛;:…-–—')}…"


def plain(text: str, most: int = LIST_TITLE_CHARS) -> str:
    """Return a text for a window's title or a tooltip, where there is no markup to isolate it."""
    return isolate(clip(strip_controls(text), most))


def headline(title: str | None, lead: str, reader: Reader, most: int = LIST_TITLE_CHARS) -> str:
    """Return what stands over an article: its headline, else its opening words."""
    if title and any(char.isalnum() for char in title):
        return clip(title, most)
    return clip(lead, 90) or reader.language.gettext("خبر بلا عنوان")


def outlet(publisher: Publisher) -> Outlet:
    """Return a publisher for print; without a name, its domain."""
    href = source_path(publisher.domain) if publisher.domain else None
    return Outlet(clip(publisher.name or publisher.domain or "", NAME_CHARS) or None, href)


def topic_link(topic: str, reader: Reader) -> Link:
    """Return a topic's name and its list."""
    return Link(topic_label(topic, reader.language.code), f"/topic/{topic}")


def day_moment(day: dt.date, reader: Reader) -> Moment:
    """Print a day."""
    return Moment(day.isoformat(), format_date(day, reader.style))


def to_zone(stamp: Stamp, zone: dt.tzinfo) -> Stamp:
    """Return an instant on a zone's clock; a stamp without a zone stays as it is."""
    if not isinstance(stamp, dt.datetime) or stamp.tzinfo is None:
        return stamp
    try:
        return stamp.astimezone(zone)
    except OverflowError:  # the first and last days of the calendar
        return stamp


def exact_moment(moment: dt.datetime, reader: Reader) -> Moment:
    """Print an instant of ours whole, in the site's zone."""
    local = moment.astimezone(reader.zone)
    return Moment(_iso(local), format_date(local, reader.style))


def short_moment(stamp: Stamp, reader: Reader) -> Moment:
    """Print a time in a list: relative to now within a week, else its day."""
    stamp = to_zone(stamp, reader.zone)
    now = reader.now.astimezone(reader.zone)
    day = stamp.date() if isinstance(stamp, dt.datetime) else stamp
    full = format_date(stamp, reader.style)
    if dt.timedelta() <= now.date() - day < RELATIVE:
        return Moment(_iso(stamp), format_relative(stamp, now, reader.style), full)
    return Moment(_iso(stamp), format_date(stamp, reader.style, weekday=False, time=False), full)


def clock_moment(stamp: Stamp, reader: Reader) -> Moment | None:
    """Print a time in a list under its day: the hour alone, None where it is not known."""
    stamp = to_zone(stamp, reader.zone)
    if not isinstance(stamp, dt.datetime):
        return None
    return Moment(_iso(stamp), format_time(stamp, reader.style), format_date(stamp, reader.style))


def in_zone(stamp: Stamp, zone: ZoneInfo | None, reader: Reader) -> Stamp:
    """Return a publication time as its publisher's clock had it.

    Where that zone is unknown the printed offset stands, but UTC, which hardly any newsroom
    lives by, gives way to the site's zone.
    """
    if zone is None and isinstance(stamp, dt.datetime) and stamp.utcoffset():
        return stamp
    return to_zone(stamp, zone or reader.zone)


def full_moment(stamp: Stamp, reader: Reader, printed: str | None = None) -> Moment:
    """Print a publication time whole, in the zone that it was printed in.

    The hint has the time in UTC and what the publisher wrote.
    """
    hints = []
    if isinstance(stamp, dt.datetime) and stamp.tzinfo is not None:
        hints.append(f"{to_zone(stamp, dt.UTC):%Y-%m-%d %H:%M} UTC")
    if printed and printed.strip():
        hints.append(clip(printed, NAME_CHARS))
    hint = " · ".join(isolate(text) for text in hints) or None
    return Moment(_iso(stamp), format_date(stamp, reader.style), hint)


def _iso(stamp: Stamp) -> str:
    """Return a stamp for `datetime=`; seconds would be noise."""
    if isinstance(stamp, dt.datetime):
        return stamp.replace(second=0, microsecond=0).isoformat(timespec="minutes")
    return format_stamp(stamp)


def item(
    summary: ArticleSummary,
    reader: Reader,
    *,
    day: dt.date | None = None,
    copies: Link | None = None,
) -> Item:
    """Return an article for a list; one under a heading with its day shows the hour alone."""
    stamp = summary.published
    time = short_moment(stamp, reader) if stamp else None
    if stamp and day and time and stamp_day(stamp, reader.zone) == day:
        time = clock_moment(stamp, reader)
    return Item(
        href=article_path(summary.key, summary.title),
        title=headline(summary.title, summary.lead, reader),
        lead=clip(summary.lead, SUMMARY_CHARS),
        time=time,
        seen=None if stamp else short_moment(summary.first_seen, reader),
        outlet=outlet(summary.publisher),
        topic=topic_link(summary.topic, reader) if summary.topic else None,
        section=summary.section,
        revised=f"/a/{summary.key}/revisions" if summary.revisions > 1 else None,
        copies=copies,
    )


# --- lists ---------------------------------------------------------------------


def stamp_day(stamp: Stamp, zone: ZoneInfo) -> dt.date:
    """Return the day of a stamp on the site's calendar, a zoneless one's own day."""
    local = to_zone(stamp, zone)
    return local.date() if isinstance(local, dt.datetime) else local


def listed_day(summary: ArticleSummary, zone: ZoneInfo) -> dt.date:
    """Return the day under which a list shows an article: as in its order, never the future."""
    seen = summary.first_seen.astimezone(zone).date()
    return min(stamp_day(summary.published, zone), seen) if summary.published else seen


def days(listing: Listing, reader: Reader, folds: Folds = NO_FOLDS) -> tuple[Day, ...]:
    """Group a list by day, copies folded as `folds` says."""
    shown = [summary for summary in listing.items if summary.key not in folds.hidden]
    groups = groupby(shown, key=lambda summary: listed_day(summary, reader.zone))
    return tuple(
        Day(
            day_moment(day, reader),
            tuple(
                item(summary, reader, day=day, copies=folds.links.get(summary.key))
                for summary in group
            ),
        )
        for day, group in groups
    )


def front(
    latest: Listing, blocks: Sequence[TopicBlock], latest_at: dt.datetime | None, reader: Reader
) -> Front:
    """Arrange the front page.

    The newest article leads; beside it stands the newest of each of other topics, so that one
    event told by many does not fill the page; the rest runs by time and by topic.
    """
    lead = next(iter(latest.items), None)
    seconds = _seconds(latest, blocks)
    shown = {summary.key for summary in (lead, *seconds) if summary}
    ticker = [summary for summary in latest.items if summary.key not in shown]
    return Front(
        lead=_long_item(lead, reader) if lead else None,
        seconds=tuple(item(summary, reader) for summary in seconds),
        ticker=tuple(item(summary, reader) for summary in ticker[:TICKER]),
        bands=tuple(band for block in blocks if (band := _band(block, shown, reader))),
        stale=stale_since(latest_at, reader),
    )


def _long_item(summary: ArticleSummary, reader: Reader) -> Item:
    return replace(item(summary, reader), lead=clip(summary.lead, LEAD_CHARS))


def _seconds(latest: Listing, blocks: Sequence[TopicBlock]) -> list[ArticleSummary]:
    """Return the newest article of each topic but the lead's, newest first.

    Where topics are few, the newest articles of any topic join them, as long as enough are left
    for the river beside.
    """
    lead, *others = latest.items or (None,)
    firsts = [
        block.items[0]
        for block in blocks
        if block.topic and block.items and lead and block.topic != lead.topic
    ]
    firsts.sort(key=_place_in_time, reverse=True)
    firsts = firsts[:SECONDS]
    spare = [summary for summary in others if summary and summary not in firsts]
    missing = SECONDS - len(firsts)
    return firsts + spare[:missing] if len(spare) >= TICKER + missing else firsts


def _place_in_time(summary: ArticleSummary) -> int:
    return sort_seconds(summary.published, summary.first_seen)


def _band(block: TopicBlock, shown: set[int], reader: Reader) -> Band | None:
    fresh = [summary for summary in block.items if summary.key not in shown][:PER_BAND]
    items = tuple(item(summary, reader) for summary in fresh)
    if not items:
        return None
    if block.topic:
        return Band(topic_link(block.topic, reader), block.count, items)
    link = Link(reader.language.gettext("أخبار أخرى"), "/topic/other")
    return Band(link, block.count, items)


def stale_since(latest_at: dt.datetime | None, reader: Reader) -> Moment | None:
    """Return when the last article came, if that is long ago."""
    if latest_at is None or reader.now - latest_at < STALE:
        return None
    return short_moment(latest_at, reader)


# --- sources ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed's state for print."""

    address: str
    kind: str
    state: str  # "waiting", "working" or "failing"
    fetched: Moment | None
    failures: int
    error: str | None


@dataclass(frozen=True, slots=True)
class SourceView:
    """A publisher, gathered or known from its articles alone."""

    name: str
    page_title: str
    domain: str
    href: str
    country: str | None
    homepage: str | None
    count: int
    latest: Moment | None
    feeds: tuple[FeedView, ...]
    queued: int
    state: str


@dataclass(frozen=True, slots=True)
class CountryGroup:
    """The publishers of a country."""

    name: str
    sources: tuple[SourceView, ...]


def source_view(
    domain: str, status: SourceStatus | None, known: PublisherStatus | None, reader: Reader
) -> SourceView:
    """Put together what a source and its articles tell of a publisher."""
    feeds = tuple(feed_view(feed, reader) for feed in status.feeds) if status else ()
    name = (status.source.name if status else None) or (known.publisher.name if known else None)
    country = (status.source.country if status else None) or (known.country if known else None)
    latest = (known.latest_at if known else None) or (status.latest_at if status else None)
    failing = feeds and all(feed.state == "failing" for feed in feeds)
    return SourceView(
        name=clip(name or domain, NAME_CHARS),
        page_title=plain(name or domain),
        domain=domain,
        href=source_path(domain),
        country=reader.language.country(country),
        homepage=external(status.source.homepage if status else None)
        or external(f"https://{domain}/"),
        count=known.count if known else (status.article_count if status else 0),
        latest=short_moment(latest, reader) if latest else None,
        feeds=feeds,
        queued=status.queued if status else 0,
        state="failing" if failing else "working",
    )


def feed_view(state: FeedState, reader: Reader) -> FeedView:
    """Return a feed for print; its query is left out, since it may hold a key."""
    parts = urlsplit(state.feed.url)
    kinds = {
        "feed": reader.language.gettext("خلاصة"),
        "sitemap": reader.language.gettext("خريطة موقع"),
    }
    word = "failing" if state.error else ("working" if state.fetched_at else "waiting")
    return FeedView(
        address=f"{parts.hostname or ''}{parts.path}",
        kind=kinds[state.feed.kind],
        state=word,
        fetched=short_moment(state.fetched_at, reader) if state.fetched_at else None,
        failures=state.failures,
        error=clip(strip_controls(state.error), 300) if state.error else None,
    )


def directory(
    statuses: Iterable[SourceStatus], known: Iterable[PublisherStatus], reader: Reader
) -> tuple[CountryGroup, ...]:
    """Group all publishers by country, those of unknown country last."""
    sources: Mapping[str, SourceStatus] = {item.source.domain: item for item in statuses}
    publishers = {item.publisher.domain: item for item in known if item.publisher.domain}
    views = [
        source_view(domain, sources.get(domain), publishers.get(domain), reader)
        for domain in sorted(sources.keys() | publishers.keys())
    ]
    views.sort(key=lambda view: (view.country is None, view.country or "", -view.count, view.name))
    unknown = reader.language.gettext("بلد غير معروف")
    return tuple(
        CountryGroup(country or unknown, tuple(group))
        for country, group in groupby(views, key=lambda view: view.country)
    )
