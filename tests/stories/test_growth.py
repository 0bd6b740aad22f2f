"""When a story is said to break or to grow."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.stories.growth import growth

NOW = dt.datetime(2024, 11, 12, 18, 0, tzinfo=dt.UTC)


def kind(first: float, last: float, sources: int, recent: int) -> str | None:
    """The mark of a story whose first and last article came so many hours ago."""
    found = growth(
        NOW - dt.timedelta(hours=first),
        NOW - dt.timedelta(hours=last),
        sources=sources,
        recent_sources=recent,
        now=NOW,
    )
    return found.kind if found else None


@pytest.mark.parametrize(
    ("first", "last", "sources", "recent", "mark"),
    [
        (2, 0.5, 4, 4, "breaking"),
        (0.1, 0.1, 3, 3, "breaking"),
        (2, 0.5, 2, 2, None),  # two newsrooms are no stir
        (30, 1, 9, 5, "growing"),
        (30, 1, 9, 2, None),  # many told it once, few tell it now
        (30, 4, 9, 9, None),  # it rests
        (400, 400, 9, 9, None),
        (4, 1, 3, 3, "growing"),  # too old to break
    ],
)
def test_a_story_breaks_grows_or_rests(
    first: float, last: float, sources: int, recent: int, mark: str | None
) -> None:
    assert kind(first, last, sources, recent) == mark


def test_a_clock_that_is_behind_breaks_nothing() -> None:
    assert kind(-1, -2, 3, 3) == "breaking"
    found = growth(NOW, NOW - dt.timedelta(hours=1), sources=3, recent_sources=3, now=NOW)
    assert found is not None
    assert found.within == dt.timedelta()
