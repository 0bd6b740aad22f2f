"""Where stories that were merged have gone."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from marsad.store.database import chunks
from marsad.store.story_schema import story


def living(conn: Connection, keys: Iterable[int]) -> dict[int, int]:
    """Return for stories what they are part of now, however often that was merged; by keys.

    Where merges lead round in a circle, which none that Marsad makes does, a story ends at the one
    before the circle closes.
    """
    into: dict[int, int] = {}
    unread = sorted(set(keys))
    asked = list(unread)
    while unread:
        found: set[int] = set()
        for chunk in chunks(unread):
            query = select(story.c.id, story.c.merged_into)
            query = query.where(story.c.id.in_(chunk), story.c.merged_into.is_not(None))
            into.update((row.id, row.merged_into) for row in conn.execute(query))
            found.update(into[key] for key in chunk if key in into)
        unread = sorted(found - into.keys())
    return {key: _end(key, into) for key in asked}


def _end(key: int, into: dict[int, int]) -> int:
    met = {key}
    while key in into and into[key] not in met:
        key = into[key]
        met.add(key)
    return key
