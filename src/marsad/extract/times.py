"""When an article was published: what machines are told, weighed against what readers see."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from marsad.extract.blocks import Block
from marsad.extract.metadata import Metadata, url_day
from marsad.text.stamps import StampReading, read_stamps
from marsad.types import Page, Stamp

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
    chosen = _agree(machine, visible, zone, published[0] if published else None)
    if chosen is None:
        chosen = url_day(page.url)
    machine_update = metadata.updated[0] if metadata.updated else None
    return Times(
        chosen,
        _agree(machine_update, updated[0].stamp if updated else None, zone, None),
        published[1] if published else None,
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
        for text in _short_lines(blocks, index)
        for reading in read_stamps(text, fetched_at=page.fetched_at, zone=zone)
    ]


def _short_lines(blocks: Sequence[Block], index: int) -> Sequence[str]:
    """Return what could hold a stamp: a short block, or the short lines of a longer one."""
    if index >= len(blocks):
        return ()
    short = [line for line in blocks[index].lines if len(line) <= _LONGEST]
    # A line often holds more than the stamp: "منذ ساعة – بقلم فلان – تحديث: …".
    pieces = [piece for line in short if _BETWEEN.search(line) for piece in _BETWEEN.split(line)]
    return [*short, *pieces]


def _agree(
    machine: Stamp | None,
    visible: Stamp | None,
    zone: dt.tzinfo | None,
    reading: StampReading | None,
) -> Stamp | None:
    """Return the stamp that both support; a `Z` whose clock is the printed local time is false."""
    if machine is None:
        return visible
    if not isinstance(machine, dt.datetime):
        if isinstance(visible, dt.datetime) and visible.date() == machine:
            return visible
        return machine
    if machine.tzinfo is None:
        return machine.replace(tzinfo=zone) if zone else machine
    if isinstance(visible, dt.datetime):
        clock = visible.replace(tzinfo=None)
        if machine.utcoffset() == dt.timedelta(0) and _minutes(machine) == _minutes(clock):
            local = machine.replace(tzinfo=None)
            return local.replace(tzinfo=zone) if zone else local
    if visible is not None and reading is not None and reading.confidence > 0.9:
        local_machine = machine.astimezone(zone) if zone else machine
        day = visible.date() if isinstance(visible, dt.datetime) else visible
        if abs((local_machine.date() - day).days) > 1:
            return visible
    return machine.astimezone(zone) if zone and machine.utcoffset() == dt.timedelta(0) else machine


def _minutes(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=None, second=0, microsecond=0)
