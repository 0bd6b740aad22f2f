"""Whether a story has just broken or still grows, and what that is read from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from marsad.stories.rank import RECENT

LEAST_SOURCES = 3
"""Publishers in few hours that make a story more than one newsroom's haste."""

_FRESH = dt.timedelta(hours=3)
"""Time since its last article in which a story still moves, and since its first in which it is
new."""


@dataclass(frozen=True, slots=True)
class Growth:
    """A story on the move: so many publishers reported it within so much time."""

    kind: Literal["breaking", "growing"]
    sources: int
    within: dt.timedelta


def growth(
    first_at: dt.datetime,
    last_at: dt.datetime,
    *,
    sources: int,
    recent_sources: int,
    now: dt.datetime,
) -> Growth | None:
    """Say how a story moves at a moment; None where it rests.

    `recent_sources` are those of its last `RECENT` seconds. It has just broken when several report
    it and the first did so within hours; it grows when several reported lately.
    """
    if now - last_at > _FRESH:
        return None
    if now - first_at <= _FRESH and sources >= LEAST_SOURCES:
        return Growth("breaking", sources, max(last_at - first_at, dt.timedelta()))
    if recent_sources >= LEAST_SOURCES:
        return Growth("growing", recent_sources, dt.timedelta(seconds=RECENT))
    return None
