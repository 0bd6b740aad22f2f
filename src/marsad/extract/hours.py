"""The hour of an article whose day stands alone: in the next element, or in a closing stamp."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import islice

from marsad.extract.blocks import Block, Containers
from marsad.extract.lines import is_stamp, stops
from marsad.extract.stamp_shape import SURE
from marsad.extract.surface import LONGEST_META, Printed, Surface
from marsad.text.stamps import StampReading, read_stamps

_LONGEST_DAY, _LONGEST_HOUR, _LONGEST_LINK, _LONGEST_SIGN = 60, 30, 25, 25
_BEFORE, _DEPTH, _LINKED = 8, 40, 0.5
_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s?[:.hH]\s?\d\d(?!\d)")
_SOME_DAY = "2024-11-12"  # to read an hour that stands alone
_LENGTH = re.compile(
    r"duration|(?:^|[\s_-])dur(?:$|[\s_-])|length|video|player|audio|podcast|listen|reading|score|match"
)
"""In the names of elements whose 02:35 is how long something takes."""


def day_with_hour(surface: Surface, at: int) -> tuple[str, ...]:
    """Return a day above the text together with the hour right beside it, if these are two blocks.

    Day and hour are all that their elements say, and these stand side by side in one element. An
    hour that others follow, down to the text's end, heads an entry of a programme or a live blog.
    """
    blocks, containers, body = surface.blocks, surface.containers, surface.body
    day = blocks[at]
    if at >= surface.first or day.heading or day.anchors:
        return ()
    last = body[-1] if body else surface.first
    places = range(max(0, min(at, surface.at) - _BEFORE), min(last + 1, len(blocks)))
    beside = [n for n in (at - 1, at + 1) if n in places and _is_hour(blocks[n], containers)]
    if len(beside) != 1:
        return ()
    hour = blocks[beside[0]]
    if containers.group(day.container) != containers.group(hour.container):
        return ()
    others = (blocks[n] for n in places if n != beside[0])
    if any(other.tag == hour.tag and _is_hour_alone(other.text) for other in others):
        return ()
    whole = _whole(day.text) if len(day.text) <= _LONGEST_DAY else None
    if whole is None or isinstance(whole.stamp, dt.datetime):
        return ()
    pair = f"{hour.text} {day.text}" if beside[0] < at else f"{day.text} {hour.text}"
    return (pair,) if _whole(pair) else ()


def closing_stamp(surface: Surface, best: Printed | None) -> list[Printed]:
    """Return the stamp that closes an agency's copy, if it tells the hour of the `best` day above.

    It is all that its element says, nothing is told behind it, and it is the text's only one: the
    entries of a live blog have theirs.
    """
    blocks, body = surface.blocks, surface.body
    if best is None or isinstance(best.reading.stamp, dt.datetime) or not body:
        return []
    last = max((n for n in body if _tells(blocks[n])), default=body[-1])
    places = (*body, *_behind(surface))
    stamps = [*islice(((n, found) for n in places if (found := _moment(surface, n))), 2)]
    if len(stamps) != 1:
        return []
    ((at, found),) = stamps
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    if at < last or (below and (_tells(below) or is_stamp(below.text) or _is_title(below))):
        return []
    text, reading = blocks[at].text, found[1]
    if text[reading.start : reading.end] != text.strip() or found[0].date() != best.reading.stamp:
        return []
    sure = max(reading.confidence, best.reading.confidence)  # both name the same day
    return [Printed(replace(reading, confidence=sure), text.strip(), SURE)]


def _moment(surface: Surface, at: int) -> tuple[dt.datetime, StampReading] | None:
    """Return the first day and hour in a block that is a stamp and little else, no update's."""
    block = surface.blocks[at]
    if block.heading or block.anchors or not is_stamp(block.text):
        return None
    for reading in read_stamps(block.text, zone=surface.zone):
        if isinstance(reading.stamp, dt.datetime) and reading.kind != "updated":
            return reading.stamp, reading
    return None


def _tells(block: Block) -> bool:
    """Say whether a block is running text, or the words of a reader, and no sign or name."""
    size = len(block.text)
    return size > LONGEST_META or (size > _LONGEST_SIGN and stops(block.text))


def _is_title(block: Block) -> bool:
    """Say whether a block leads to another article."""
    return block.link_density > _LINKED and len(block.text) > _LONGEST_LINK


def _behind(surface: Surface) -> list[int]:
    """Return the block right behind a body, if it stands in an element around the body's last."""
    blocks, containers, last = surface.blocks, surface.containers, surface.body[-1]
    if last + 1 >= len(blocks):
        return []
    around = containers.path(blocks[last].container, _DEPTH)
    return [last + 1] if containers.group(blocks[last + 1].container) in around else []


def _is_hour_alone(text: str) -> bool:
    """Say whether a text is the hour of a stamp and nothing else: "2:20 م", "الساعة 14:20"."""
    if len(text) > _LONGEST_HOUR or not _CLOCK.search(text) or read_stamps(text):
        return False
    reading = _whole(f"{_SOME_DAY} {text}")
    if reading is None or reading.kind == "updated":
        return False
    return isinstance(reading.stamp, dt.datetime)


def _is_hour(block: Block, containers: Containers) -> bool:
    if block.heading or block.anchors or block.after_image or not _is_hour_alone(block.text):
        return False
    return _LENGTH.search(containers.hint(block.container)) is None


def _whole(text: str) -> StampReading | None:
    """Return the stamp that a whole text is, with its label."""
    readings = read_stamps(text)
    if len(readings) != 1:
        return None
    (only,) = readings
    beside = text[: only.begin] + text[only.end :]
    return None if any(map(str.isalnum, beside)) else only
