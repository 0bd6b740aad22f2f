"""The hour of a stamp whose day stands in one element and whose hour stands in the next."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from marsad.extract.blocks import Block, Containers
from marsad.text.stamps import StampReading, read_stamps

_LONGEST_DAY, _LONGEST_HOUR = 60, 30
_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s?[:.hH]\s?\d\d(?!\d)")
_SOME_DAY = "2024-11-12"  # to read an hour that stands alone
_LENGTH = re.compile(
    r"duration|(?:^|[\s_-])dur(?:$|[\s_-])|length|video|player|audio|podcast|listen|reading|score|match"
)
"""In the names of elements whose 02:35 is how long something takes."""


def day_with_hour(
    blocks: Sequence[Block], containers: Containers, at: int, places: range
) -> str | None:
    """Return a day that is a block of its own together with the hour right beside it.

    Day and hour are all that their elements say, and these stand side by side in one element. An
    hour that is not the only one in its `places` heads an entry of a programme or a live blog.
    """
    day = blocks[at]
    beside = [n for n in (at - 1, at + 1) if n in places and _is_hour(blocks[n], containers)]
    if len(beside) != 1 or day.heading or day.anchors:
        return None
    hour = blocks[beside[0]]
    if containers.group(day.container) != containers.group(hour.container):
        return None
    others = (blocks[n] for n in places if n != beside[0])
    if any(other.tag == hour.tag and _is_hour_alone(other.text) for other in others):
        return None
    whole = _whole(day.text) if len(day.text) <= _LONGEST_DAY else None
    if whole is None or isinstance(whole.stamp, dt.datetime):
        return None
    pair = f"{hour.text} {day.text}" if beside[0] < at else f"{day.text} {hour.text}"
    return pair if _whole(pair) else None


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
