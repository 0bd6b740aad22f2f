from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import groupby, pairwise

from hypothesis import given
from hypothesis import strategies as st

from marsad.store.versions import Version, place
from tests.store.builders import NOW

MINUTES = st.integers(min_value=0, max_value=20)
OBSERVATIONS = st.lists(
    st.tuples(MINUTES, st.sampled_from("abc")), max_size=12, unique_by=lambda pair: pair[0]
)


def at(minute: int) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minute)


def history_of(observations: list[tuple[int, str]]) -> list[Version]:
    history: list[Version] = []
    for minute, content in observations:
        placement = place(history, content.encode(), at(minute), now=at(60))
        index = placement.index
        if not placement.new:
            history[index] = placement.version
            continue
        if placement.resumes:
            around = history[index - 1]
            history[index - 1] = replace(around, last_at=around.seen_at)
            history.insert(index, placement.resumes)
        history.insert(index, placement.version)
    return history


def contents(observations: list[tuple[int, str]]) -> str:
    """Of observations in order, the contents that differ from the one before."""
    return "".join(
        content for content, _ in groupby(content for _, content in sorted(observations))
    )


@given(OBSERVATIONS)
def test_observations_in_order_give_the_versions_that_differ(
    observations: list[tuple[int, str]],
) -> None:
    history = history_of(sorted(observations))
    assert shown(history) == contents(observations)
    assert {item.seen_at for item in history} <= {at(minute) for minute, _ in observations}


def shown(history: list[Version]) -> str:
    return b"".join(item.content_hash for item in history).decode()


@given(OBSERVATIONS.flatmap(st.permutations))
def test_in_any_order_the_last_content_seen_is_current_and_none_is_lost(
    observations: list[tuple[int, str]],
) -> None:
    history = history_of(observations)
    assert shown(history)[-1:] == contents(observations)[-1:]
    assert set(shown(history)) == set(contents(observations))
    assert len(history) <= len(contents(observations))
    for before, after in pairwise(history):
        assert before.content_hash != after.content_hash
        assert before.seen_at <= (before.last_at or before.seen_at) < after.seen_at


@given(OBSERVATIONS)
def test_the_same_observations_again_bring_no_version(
    observations: list[tuple[int, str]],
) -> None:
    ordered = sorted(observations)
    assert history_of(ordered + ordered) == history_of(ordered)


@given(OBSERVATIONS)
def test_two_contents_at_one_moment_stay_as_they_are(observations: list[tuple[int, str]]) -> None:
    doubled = [(minute // 4, content) for minute, content in observations]
    history = history_of(doubled)
    assert history_of(doubled + doubled) == history_of(doubled + doubled + doubled)
    assert [item.seen_at for item in history] == sorted(item.seen_at for item in history)


@given(OBSERVATIONS, st.sampled_from("abcd"))
def test_a_dump_brings_news_only_with_content_never_seen(
    observations: list[tuple[int, str]], content: str
) -> None:
    history = history_of(observations)
    placement = place(history, content.encode(), None, now=at(60))
    known = any(item.content_hash == content.encode() for item in history)
    assert placement.new is not known
    assert known or (placement.index == len(history) and placement.version.last_at is None)


def test_a_dumps_version_gives_way_to_dated_ones() -> None:
    dump = place([], b"a", None, now=at(60)).version
    first = place([dump], b"a", at(1), now=at(60)).version
    assert first == Version(at(1), at(1), b"a")
    second = place([first], b"b", at(2), now=at(60))
    assert (second.index, second.new, second.resumes) == (1, True, None)
