"""A story as the contract has it, from the places of its articles."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from marsad.stories.connect import Connected
from marsad.types import Entity, Keyword, Publisher, Stamp, Story, StoryArticle, Topic


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story: its place, as `marsad stories` prints it, and what else is told."""

    place: Connected
    at: dt.datetime  # when it was published, as far as that is known
    publisher: Publisher
    published: Stamp | None
    title: str | None
    topic: str | None = None


def story_record(
    members: Sequence[Member],
    *,
    title: str,
    entities: Sequence[Entity] = (),
    keywords: Sequence[Keyword] = (),
) -> Story:
    """Make the record of a story of its articles, by time; there must be one."""
    topics = Counter(one.topic for one in members if one.topic)
    label = max(sorted(topics), key=topics.__getitem__, default=None)
    return Story(
        id=members[0].place.story_id,
        title=title,
        first_seen=min(one.at for one in members),
        last_seen=max(one.at for one in members),
        articles=tuple(
            StoryArticle(
                one.place.article_id,
                one.publisher,
                one.published,
                one.title,
                one.place.copy_of,
                one.place.copy_kind,
            )
            for one in members
        ),
        entities=tuple(entities),
        keywords=tuple(keywords),
        topic=Topic(label, round(topics[label] / len(members), 3)) if label else None,
        saga_id=members[0].place.saga_id,
    )
