"""When an article was published: what machines are told, weighed against what readers see."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from marsad.extract.blocks import Block, Containers
from marsad.extract.metadata import Claim, Metadata, url_day
from marsad.extract.printed_times import best_printed, printed_ago, printed_stamps
from marsad.extract.surface import surface_of
from marsad.extract.yearless import printed_without_year
from marsad.text.normalize import fold
from marsad.text.stamps import StampReading
from marsad.types import Page, Stamp

_WEEKDAY = re.compile(
    r"\b(?:الاحد|احد|الا?ثنين|الثلاثاء|ثلاثاء|الاربعاء|اربعاء|الخميس|خميس|الجمعه|جمعه|السبت|سبت)\b"
)
_BEFORE, _AFTER = 8, 14
_LATE = dt.timedelta(days=300)
_HALF_A_DAY = 12  # hours
_SAVED_WITHIN = dt.timedelta(minutes=1)


_WEIGHTS = {"json-ld": 3.0, "article": 3.0, "microdata": 2.0, "dublin-core": 2.0, "og": 1.5,
            "time": 2.0, "meta": 1.5, "url": 1.5, "visible": 2.0, "state": 1.5}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Times:
    """An article's stamps; `printed` is the visible one as it stands on the page."""

    published: Claim[Stamp] | None
    updated: Claim[Stamp] | None
    printed: str | None


def article_times(
    metadata: Metadata, blocks: Sequence[Block], containers: Containers, headline: int | None,
    body: Sequence[int], page: Page, zone: dt.tzinfo | None, site: str | None = None,
) -> Times:  # fmt: skip
    """Weigh machine stamps, visible ones near the headline, and the address's day."""
    surface = surface_of(blocks, containers, headline, body, page, zone, site)
    seen = printed_stamps(surface)
    published = best_printed(seen)
    if published is None and metadata.updated and not metadata.published:
        published = printed_without_year(surface, _day(metadata.updated[0].value))
    updated = next((found for found in seen if found.reading.kind == "updated"), None)
    reading = published.reading if published else None
    printed = published.text if published else None
    day = url_day(page.url)
    claims = [*metadata.published, *_own_times(metadata, headline, body, len(blocks))]
    if updated and not published and not metadata.published:
        # An element for machines beside a printed update says the same.
        claims = [c for c in claims if _day(c.value) != _day(updated.reading.stamp)]
    votes = [*claims]
    if reading is not None:
        votes.append(Claim(reading.stamp, "visible"))
    if day is not None:
        votes.append(Claim(day, "url"))
    machine = _elected(claims, votes, zone)
    same_day = (p.text for p in seen if reading and _day(p.reading.stamp) == _day(reading.stamp))
    chosen = _agree(machine, reading, zone, " ".join(same_day))
    if chosen is None and day is not None:
        chosen = Claim(day, "url")
    machine_update = metadata.updated[0] if metadata.updated else None
    if machine and chosen and _contradicts(chosen, machine, zone):
        machine_update = None  # it comes from the same clock
    if machine_update and not updated and _is_turned(machine, chosen, zone):
        # It comes from the same clock of twelve hours: only its day is sure.
        machine_update = Claim(_day(_local(machine_update.value, zone)), machine_update.source)
    update = _agree(machine_update, updated.reading if updated else None, zone, "")
    late = update and chosen and _day(update.value) - _day(chosen.value) > _LATE
    if update and late and update.source != "visible":
        update = None  # the day of a visit, which some systems print there
    if update and chosen and _says_nothing(update, chosen, machine):
        update = None
    if printed is None and page.fetched_at is None:
        printed = printed_ago(surface)
    return Times(chosen, update, printed)


def _contradicts(chosen: Claim[Stamp], machine: Claim[Stamp], zone: dt.tzinfo | None) -> bool:
    """Say whether readers are told another day than machines."""
    apart = abs((_day(_local(machine.value, zone)) - _day(chosen.value)).days)
    return chosen.source == "visible" and apart > 1


def _says_nothing(
    update: Claim[Stamp], published: Claim[Stamp], machine: Claim[Stamp] | None
) -> bool:
    """Say whether an update is no change: another system's clock, or the publication's own time.

    `machine` is that time as machines are told it: systems fill in both when they publish. Where
    readers are told of an update it is one, and a day without a time is no more than the same day.
    """
    stamp, day = update.value, _day(published.value)
    told = (published.value, machine.value if machine else None)
    if _is_before(stamp, published.value):
        return True
    if _day(stamp) < day or (update.source != "visible" and any(_is_same(stamp, o) for o in told)):
        return True
    return not isinstance(stamp, dt.datetime) and stamp == day


def _is_before(stamp: Stamp, other: Stamp) -> bool:
    """Say whether one instant comes before another."""
    if not isinstance(stamp, dt.datetime) or not isinstance(other, dt.datetime):
        return False
    return bool(stamp.tzinfo and other.tzinfo) and stamp < other


def _is_same(stamp: Stamp, other: Stamp | None) -> bool:
    """Say whether two stamps are one: systems save what they publish within seconds."""
    if not isinstance(stamp, dt.datetime) or not isinstance(other, dt.datetime):
        return stamp == other
    comparable = (stamp.tzinfo is None) == (other.tzinfo is None)
    return comparable and abs(stamp - other) < _SAVED_WITHIN


def _own_times(
    metadata: Metadata, headline: int | None, body: Sequence[int], size: int
) -> list[Claim[Stamp]]:
    """Return the times of the article's own elements: near its headline, or the only ones."""
    first = body[0] if body else headline or 0
    at = headline if headline is not None else first
    near = range(min(at, first) - _BEFORE, max(first, min(at + _AFTER, size)) + 3)
    found = [stamp for stamp, place in metadata.times if place in near]
    if not found and len(metadata.times) == 1:
        found = [metadata.times[0][0]]
    return [Claim(stamp, "time") for stamp in found[:1]]


def _elected(
    claims: Sequence[Claim[Stamp]], votes: Sequence[Claim[Stamp]], zone: dt.tzinfo | None
) -> Claim[Stamp] | None:
    """Return the first claim of the day that most of the page agrees on."""
    if len({_day(_local(claim.value, zone)) for claim in claims}) < 2:
        return claims[0] if claims else None

    def support(claim: Claim[Stamp]) -> float:
        day = _day(_local(claim.value, zone))
        return sum(
            _WEIGHTS.get(vote.source, 1.0)
            for vote in votes
            if abs((_day(_local(vote.value, zone)) - day).days)
            <= (zone is None and _differ(vote, claim))
        )

    return max(claims, key=support)


def _differ(first: Claim[Stamp], second: Claim[Stamp]) -> bool:
    """Say whether an unknown zone may part the days of two stamps: one is an instant."""
    return _is_instant(first.value) or _is_instant(second.value)


def _agree(
    claim: Claim[Stamp] | None, reading: StampReading | None, zone: dt.tzinfo | None, printed: str
) -> Claim[Stamp] | None:
    """Return the stamp that both support; a `Z` whose clock is the printed local time is false."""
    if claim is None:
        return Claim(reading.stamp, "visible") if reading else None
    if reading is None:
        return Claim(_local(claim.value, zone), claim.source)
    machine, visible = claim.value, reading.stamp
    told = reading.kind == "published" and isinstance(visible, dt.datetime)
    if reading.confidence > 0.9 and (told or _WEEKDAY.search(fold(printed))):
        # What readers see with its weekday is no slip; an unknown zone may shift a day.
        slack = 1 if zone is None and _is_instant(machine) else 0
        if abs((_day(_local(machine, zone)) - _day(visible)).days) > slack:
            return Claim(visible, "visible")
    if turned := _turned(machine, reading, zone):
        return Claim(turned, claim.source)
    if not isinstance(machine, dt.datetime):
        finer = isinstance(visible, dt.datetime) and _day(visible) == machine
        return Claim(visible, "visible") if finer else claim
    if isinstance(visible, dt.datetime) and machine.utcoffset() == dt.timedelta(0):
        clock = visible.replace(tzinfo=None)
        if _minutes(machine) == _minutes(clock) and visible.utcoffset() != dt.timedelta(0):
            return Claim(machine.replace(tzinfo=visible.tzinfo or zone), claim.source)
    return Claim(_local(machine, zone), claim.source)


def _turned(machine: Stamp, reading: StampReading, zone: dt.tzinfo | None) -> dt.datetime | None:
    """Return a machine's stamp at the hour that readers see, if they are twelve hours apart.

    Systems write the hour of a clock of twelve without its half of the day: 02:20 for "02:20 م".
    """
    visible, told = reading.stamp, _local(machine, zone)
    if not (reading.half_known and isinstance(visible, dt.datetime)):
        return None
    if not isinstance(machine, dt.datetime) or not isinstance(told, dt.datetime):
        return None
    greenwich = machine.utcoffset() == dt.timedelta(0) != visible.utcoffset()
    if greenwich and _are_half_a_day_apart(machine, visible):  # a local time's `Z`
        return machine.replace(hour=visible.hour, tzinfo=visible.tzinfo or zone)
    return told.replace(hour=visible.hour) if _are_half_a_day_apart(told, visible) else None


def _is_turned(
    machine: Claim[Stamp] | None, chosen: Claim[Stamp] | None, zone: dt.tzinfo | None
) -> bool:
    """Say whether a machine's stamp was given the other half of its day."""
    if machine is None or chosen is None or not isinstance(chosen.value, dt.datetime):
        return False
    told = (machine.value, _local(machine.value, zone))
    return chosen.source != "visible" and not any(
        isinstance(stamp, dt.datetime) and stamp.hour == chosen.value.hour for stamp in told
    )


def _are_half_a_day_apart(first: dt.datetime, second: dt.datetime) -> bool:
    """Say whether two clocks show the same day and minute, and hours twelve apart."""
    same = first.date() == second.date() and first.minute == second.minute
    return same and abs(first.hour - second.hour) == _HALF_A_DAY


def _local(stamp: Stamp, zone: dt.tzinfo | None) -> Stamp:
    """Put a stamp into the publisher's zone: a naive one stands there, one in UTC moves there."""
    if zone is None or not isinstance(stamp, dt.datetime):
        return stamp
    if stamp.tzinfo is None:
        return stamp.replace(tzinfo=zone)
    return stamp.astimezone(zone) if stamp.utcoffset() == dt.timedelta(0) else stamp


def _is_instant(stamp: Stamp) -> bool:
    return isinstance(stamp, dt.datetime) and stamp.tzinfo is not None


def _day(stamp: Stamp) -> dt.date:
    return stamp.date() if isinstance(stamp, dt.datetime) else stamp


def _minutes(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=None, second=0, microsecond=0)
