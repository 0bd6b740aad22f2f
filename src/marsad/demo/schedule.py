"""When everything appears: stories and the moment of the start made into dated articles. Pure.

Day 0 of all stories is one calendar day for all outlets, so that dates in the texts agree between
them: the day in UTC half an hour before the start. That day has begun in every outlet's zone, by
half an hour at least (Morocco keeps UTC in Ramadan), and has ended in none but the eastern ones.

What the stories place later on day 0 than the demo starts is moved to the last minutes before the
start: everything of these minutes and later is spread evenly over them, in its order.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from marsad.demo.dates import fill_placeholders, write_date
from marsad.demo.outlets import Outlet, load_outlets
from marsad.demo.stories import AfterStart, DayTime, DemoStory, Moment, Telling, Topic

LAST_MINUTES = dt.timedelta(minutes=20)
_DAY_BEGINS = dt.timedelta(minutes=30)

_Key = tuple[str, str, int]  # story, outlet, number of the version
_Instants = Mapping[_Key, dt.datetime]


@dataclass(frozen=True, slots=True)
class Version:
    """How an article reads from one moment on."""

    at: dt.datetime  # in the outlet's zone
    headline: str
    paragraphs: tuple[str, ...]  # as printed: with an inline dateline, dates filled in


@dataclass(frozen=True, slots=True)
class Item:
    """An article of an outlet: all that its page and feeds say, apart from their furniture."""

    story: str
    topic: Topic
    outlet: Outlet
    number: int  # of the outlet's articles, by time
    versions: tuple[Version, ...]
    section: str
    author: str | None = None
    dateline: str | None = None  # printed on a line of its own
    credits: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()  # slugs of stories
    copy_of: str | None = None  # key of the outlet whose text this is

    @property
    def published(self) -> dt.datetime:
        """The first version's moment, in the outlet's zone."""
        return self.versions[0].at

    def version(self, now: dt.datetime) -> Version | None:
        """Return the version that stands at `now`, or None before the article appears."""
        shown = tuple(takewhile(lambda version: version.at <= now, self.versions))
        return shown[-1] if shown else None


def schedule(stories: Sequence[DemoStory], started_at: dt.datetime) -> tuple[Item, ...]:
    """Turn stories into dated articles, by publication time.

    Raises:
        ValueError: `started_at` has no zone.
    """
    if started_at.tzinfo is None:
        raise ValueError("started_at has no zone")
    instants = _instants(stories, started_at.replace(microsecond=0))
    tellings = {(s.slug, t.outlet): (s, t) for s in stories for t in s.tellings}
    counted: Counter[str] = Counter()
    items = []
    for key in sorted(tellings, key=lambda key: (instants[*key, 0], key)):
        outlet = load_outlets()[key[1]]
        number = outlet.first_number + counted[outlet.key]
        counted[outlet.key] += 1
        items.append(_item(*tellings[key], number=number, instants=instants))
    return tuple(items)


def _item(story: DemoStory, telling: Telling, *, number: int, instants: _Instants) -> Item:
    outlet = load_outlets()[telling.outlet]
    day = instants[story.slug, telling.outlet, 0].astimezone(outlet.tzinfo).date()
    return Item(
        story=story.slug,
        topic=story.topic,
        outlet=outlet,
        number=number,
        versions=_versions(story, telling, instants),
        section=telling.section,
        author=telling.author,
        dateline=_dateline(outlet.dateline, telling, day),
        credits=telling.credits,
        tags=telling.tags,
        related=telling.related,
        copy_of=telling.copy_of,
    )


def _versions(story: DemoStory, telling: Telling, instants: _Instants) -> tuple[Version, ...]:
    outlet = load_outlets()[telling.outlet]
    moments = [
        instants[story.slug, outlet.key, n].astimezone(outlet.tzinfo)
        for n in range(len(telling.edits) + 1)
    ]
    day = moments[0].date()
    opening = (_dateline(outlet.dateline_inline, telling, day) or "") + telling.prefix
    headlines = [telling.headline]
    bodies = [_copied(story, telling, instants) if telling.copy_of else _filled(telling, 0, day)]
    for number, edit in enumerate(telling.edits, 1):
        headlines.append(edit.headline or headlines[-1])
        bodies.append(_filled(telling, number, day))
    return tuple(
        Version(at, fill_placeholders(headline, day, outlet.date_style), (opening + first, *rest))
        for at, headline, (first, *rest) in zip(moments, headlines, bodies, strict=True)
    )


def _filled(telling: Telling, number: int, day: dt.date) -> tuple[str, ...]:
    """Return the text of a version, with its dates written as the telling's outlet does."""
    body = telling.edits[number - 1].body if number else telling.body or ()
    style = load_outlets()[telling.outlet].date_style
    return tuple(fill_placeholders(paragraph, day, style) for paragraph in body)


def _copied(story: DemoStory, copy: Telling, instants: _Instants) -> tuple[str, ...]:
    """Return the text that a copy took over: the version that stood when it was copied."""
    original = next(telling for telling in story.tellings if telling.outlet == copy.copy_of)
    copied_at = instants[story.slug, copy.outlet, 0]
    versions = [instants[story.slug, original.outlet, n] for n in range(len(original.edits) + 1)]
    latest = max(0, bisect_right(versions, copied_at) - 1)
    zone = load_outlets()[original.outlet].tzinfo
    body = _filled(original, latest, versions[0].astimezone(zone).date())
    # An edit may be shorter than the text that `drop_last` was written for.
    return body[: max(1, len(body) - copy.drop_last)]


def _dateline(pattern: str | None, telling: Telling, day: dt.date) -> str | None:
    if pattern is None or telling.dateline is None:
        return None
    style = load_outlets()[telling.outlet].date_style
    return write_date(pattern.replace("{place}", telling.dateline), day, style)


def _instants(stories: Sequence[DemoStory], started_at: dt.datetime) -> _Instants:
    """Return when each version of each telling appears."""
    today = (started_at.astimezone(dt.UTC) - _DAY_BEGINS).date()
    moments = dict(_moments(stories))
    instants = {
        key: _instant(moment, load_outlets()[key[1]].tzinfo, today=today, started_at=started_at)
        for key, moment in moments.items()
    }
    for copy, original in _copies(stories):
        # Zones shift against each other with summer time and Ramadan.
        instants[copy] = max(instants[copy], instants[original] + dt.timedelta(minutes=1))
    begin = started_at - LAST_MINUTES
    moved = [
        key
        for key, moment in moments.items()
        if isinstance(moment, DayTime) and moment.days <= 0 and instants[key] > begin
    ]
    moved.sort(key=lambda key: (instants[key], key))
    step = LAST_MINUTES.total_seconds() / (len(moved) + 1)
    for number, key in enumerate(moved, 1):
        instants[key] = begin + dt.timedelta(seconds=int(number * step))
    return instants


def _moments(stories: Sequence[DemoStory]) -> Iterator[tuple[_Key, Moment]]:
    for story in stories:
        for telling in story.tellings:
            yield (story.slug, telling.outlet, 0), telling.at
            for number, edit in enumerate(telling.edits, 1):
                yield (story.slug, telling.outlet, number), edit.at


def _copies(stories: Sequence[DemoStory]) -> Iterator[tuple[_Key, _Key]]:
    for story in stories:
        for telling in story.tellings:
            if telling.copy_of:
                yield (story.slug, telling.outlet, 0), (story.slug, telling.copy_of, 0)


def _instant(
    moment: Moment, zone: dt.tzinfo, *, today: dt.date, started_at: dt.datetime
) -> dt.datetime:
    if isinstance(moment, AfterStart):
        return started_at + dt.timedelta(seconds=moment.seconds)
    local = dt.datetime.combine(today + dt.timedelta(days=moment.days), moment.time, zone)
    return local.astimezone(dt.UTC)
