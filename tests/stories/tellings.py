"""The invented stories of the demo as a stream of articles, with what is known of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from marsad.demo.schedule import schedule
from marsad.demo.stories import load_stories
from marsad.stories.items import Item, in_order

START = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Telling:
    """One outlet's article of a story."""

    item: Item
    story: str
    copied_from: str | None  # key of the outlet whose text it is


@cache
def tellings() -> tuple[Telling, ...]:
    """Return all articles of the demo, by time."""
    found = {}
    for number, told in enumerate(schedule(load_stories(), START)):
        first = told.versions[0]
        name = f"{told.story}:{told.outlet.key}:{number}"
        text = "\n".join(first.paragraphs)
        item = Item(name, told.outlet.key, first.at.timestamp(), first.headline, text)
        found[name] = Telling(item, told.story, told.copy_of)
    return tuple(found[item.id] for item in in_order(each.item for each in found.values()))


def items() -> list[Item]:
    """Return the articles alone."""
    return [told.item for told in tellings()]
