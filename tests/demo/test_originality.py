"""Each telling is written for itself: only copies share their words with another."""

import datetime as dt
import itertools
import re

import pytest

from marsad.demo.schedule import Item, schedule
from marsad.demo.stories import load_stories

RUN = 8  # words
Runs = set[tuple[str, ...]]


def runs(item: Item) -> Runs:
    """All runs of eight words of an article, edits included; headlines are no text."""
    found: Runs = set()
    for version in item.versions:
        words = re.findall(r"\w+", " ".join(version.paragraphs))
        found |= {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    return found


@pytest.fixture(scope="module")
def shared() -> list[tuple[Item, Item, float]]:
    """Pairs of articles that share runs, with the share of the shorter one."""
    items = schedule(load_stories(), dt.datetime(2024, 11, 12, 10, tzinfo=dt.UTC))
    with_runs = [(item, runs(item)) for item in items]
    return [
        (first, second, len(mine & yours) / min(len(mine), len(yours)))
        for (first, mine), (second, yours) in itertools.combinations(with_runs, 2)
        if mine & yours
    ]


def test_tellings_of_different_stories_share_no_words(
    shared: list[tuple[Item, Item, float]],
) -> None:
    over = [
        (first.story, second.story, share)
        for first, second, share in shared
        if first.story != second.story and share > 0.005
    ]
    assert over == []


def test_within_a_story_only_copies_share_much(shared: list[tuple[Item, Item, float]]) -> None:
    over = [
        (first.story, first.outlet.key, second.outlet.key, share)
        for first, second, share in shared
        if first.story == second.story and not (first.copy_of or second.copy_of) and share > 0.05
    ]
    assert over == []


def test_copies_are_copies(shared: list[tuple[Item, Item, float]]) -> None:
    shares = {
        (item.story, item.outlet.key): share
        for first, second, share in shared
        for item, other in ((first, second), (second, first))
        if first.story == second.story and item.copy_of == other.outlet.key
    }
    assert len(shares) >= 10
    assert min(shares.values()) > 0.5, min(shares, key=lambda key: shares[key])
