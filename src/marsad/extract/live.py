"""Live blogs: a body that is a series of entries, each an element with its hour or heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from marsad.extract.blocks import Block, Containers
from marsad.extract.others import leads_elsewhere

_LIVE = re.compile(r"(?:^|[\s_\"'-])live|timeline")
_AGO = ("قبل ", "منذ ")
_LONGEST_AGO, _LONGEST_HOUR = 25, 40
_CLOCK = re.compile(r"\D{0,12}[0-2]?\d\s*[:.]\s*[0-5]\d(?!\d)\D{0,20}$")
_LEAST = 3  # entries
_LEVELS = 3
_MOST = 0.6  # of the entries have what entries have


def live_entries(
    best: int, blocks: Sequence[Block], containers: Containers, weights: Sequence[float]
) -> tuple[int, ...]:
    """Return the elements of the entries that `best` is, lies in, or holds; none elsewhere.

    Entries are elements side by side that look alike and hold running text. What tells them from
    articles below one another is that they are named so, or begin with an hour and no day.
    """
    everything = containers.everything
    named = ("live" in everything or "timeline" in everything) and _LIVE.search(everything)
    if not named and not _has_hours(blocks):
        return ()  # most pages
    at = best
    held = _held(blocks)
    for _ in range(_LEVELS + 1):
        if at <= 0:
            break
        if entries := _series(at, blocks, containers, weights, held):
            return entries
        at = containers.parents[at]
    return ()


def _series(
    parent: int, blocks: Sequence[Block], containers: Containers, weights: Sequence[float],
    held: Mapping[int, Sequence[int]],
) -> tuple[int, ...]:  # fmt: skip
    tags = containers.tags
    children_of: dict[str, list[int]] = {}
    child, last = parent + 1, containers.end(parent)
    while child < last:
        if tags[child] != "p":
            children_of.setdefault(tags[child], []).append(child)
        child = containers.end(child)
    for children in children_of.values():
        if len(children) < _LEAST:
            continue
        named = any(_LIVE.search(containers.hint(at)) for at in (parent, *children[:_LEAST]))
        inside = [
            sorted(p for at in range(child, containers.end(child)) for p in held.get(at, ()))
            for child in children
        ]
        told = [places for places in inside if any(weights[place] for place in places)]
        if len(told) < max(_LEAST, _MOST * len(children)):
            continue
        timed = sum(any(_is_hour(blocks[p].text) for p in places[:2]) for places in told)
        headed = sum(any(blocks[p].heading for p in places[:3]) for places in told)
        if any(leads_elsewhere(blocks[p]) for places in told for p in places[:3]):
            continue  # they lead to articles
        if timed >= _MOST * len(told) or (named and headed >= _MOST * len(told)):
            pairs = zip(children, inside, strict=True)
            return tuple(child for child, places in pairs if places in told)
    return ()


def _has_hours(blocks: Sequence[Block]) -> bool:
    """Say whether as many short texts as a series needs are hours."""
    count = 0
    for block in blocks:
        text = block.text
        if len(text) < _LONGEST_HOUR and (":" in text or "." in text or text[:4] in _AGO):
            count += _is_hour(text)
            if count >= _LEAST:
                return True
    return False


def _is_hour(text: str) -> bool:
    """Say whether a text is an hour without a day, or how long ago something was."""
    if (":" in text or "." in text) and _CLOCK.match(text):
        return True
    return len(text) < _LONGEST_AGO and text.startswith(_AGO)


def _held(blocks: Sequence[Block]) -> dict[int, list[int]]:
    """Return the blocks that elements hold, by place."""
    held: dict[int, list[int]] = {}
    for index, block in enumerate(blocks):
        held.setdefault(block.container, []).append(index)
    return held
