"""When an article was published: what machines are told, weighed against what readers see."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from marsad.extract.blocks import Block
from marsad.extract.metadata import Metadata, url_day
from marsad.text.normalize import fold
from marsad.text.stamps import StampReading, read_stamps
from marsad.types import Page, Stamp

_WEEKDAY = re.compile(
    r"\b(?:الاحد|احد|الا?ثنين|الثلاثاء|ثلاثاء|الاربعاء|اربعاء|الخميس|خميس|الجمعه|جمعه|السبت|سبت)\b"
)
_BETWEEN = re.compile(r"\s+[-–—|•·]+\s+")
_LONGEST = 160
_BEFORE, _AFTER = 8, 14


@dataclass(frozen=True, slots=True)
class Times:
    """An article's stamps; `printed` is the visible one as it stands on the page."""

    published: Stamp | None
    updated: Stamp | None
    printed: str | None


def article_times(
    metadata: Metadata, blocks: Sequence[Block], headline: int | None, body: Sequence[int],
    page: Page, zone: dt.tzinfo | None,
) -> Times:  # fmt: skip
    """Weigh machine stamps, visible ones near the headline, and the address's day."""
    seen = _visible(blocks, headline, body, page, zone)
    published = next((pair for pair in seen if pair[0].kind == "published"), None)
    published = published or next((pair for pair in seen if pair[0].kind is None), None)
    updated = next((pair for pair in seen if pair[0].kind == "updated"), None)
    machine = metadata.published[0] if metadata.published else None
    visible = published[0].stamp if published else None
    reading, printed = published or (None, None)
    chosen = _agree(machine, visible, zone, reading, printed)
    if chosen is None:
        chosen = url_day(page.url)
    machine_update = metadata.updated[0] if metadata.updated else None
    return Times(
        chosen,
        _agree(machine_update, updated[0].stamp if updated else None, zone, None),
        printed,
    )


def _visible(
    blocks: Sequence[Block], headline: int | None, body: Sequence[int], page: Page,
    zone: dt.tzinfo | None,
) -> list[tuple[StampReading, str]]:  # fmt: skip
    """Read the stamps printed in short lines around the headline and right below the body."""
    at = headline if headline is not None else (body[0] if body else 0)
    first = body[0] if body else at
    near = [
        at,
        *range(at + 1, min(at + _AFTER, max(first + 1, at + 4))),
        *range(max(0, at - _BEFORE), at),
    ]
    if body:
        near += [first, body[-1], *range(body[-1] + 1, body[-1] + 4)]
    return [
        (reading, text[reading.start : reading.end])
        for index in dict.fromkeys(near)
        if index < len(blocks) and blocks[index].tag != "li"  # timelines are lists of dates
        for text in _short_lines(blocks, index)
        for reading in read_stamps(text, fetched_at=page.fetched_at, zone=zone)
    ]


def _short_lines(blocks: Sequence[Block], index: int) -> Sequence[str]:
    """Return what could hold a stamp: a short block, or the short lines of a longer one."""
    short = [line for line in blocks[index].lines if len(line) <= _LONGEST]
    # A line often holds more than the stamp: "منذ ساعة – بقلم فلان – تحديث: …".
    pieces = [piece for line in short if _BETWEEN.search(line) for piece in _BETWEEN.split(line)]
    return [*short, *pieces]


def _agree(
    machine: Stamp | None,
    visible: Stamp | None,
    zone: dt.tzinfo | None,
    reading: StampReading | None,
    printed: str | None = None,
) -> Stamp | None:
    """Return the stamp that both support; a `Z` whose clock is the printed local time is false."""
    if machine is None or visible is None:
        return visible if machine is None else _local(machine, zone)
    if reading is not None and reading.confidence > 0.9 and _WEEKDAY.search(fold(printed or "")):
        # What readers see with its weekday is no slip; an unknown zone may shift a day.
        slack = 1 if zone is None and _is_instant(machine) else 0
        if abs((_day(_local(machine, zone)) - _day(visible)).days) > slack:
            return visible
    if not isinstance(machine, dt.datetime):
        return visible if isinstance(visible, dt.datetime) and _day(visible) == machine else machine
    if isinstance(visible, dt.datetime) and machine.utcoffset() == dt.timedelta(0):
        clock = visible.replace(tzinfo=None)
        if _minutes(machine) == _minutes(clock):
            local = machine.replace(tzinfo=None)
            return local.replace(tzinfo=zone) if zone else local
    return _local(machine, zone)


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
