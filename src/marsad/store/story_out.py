"""A stored story as the contract's record, with all its articles."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, func, select

from marsad.codec import parse_stamp
from marsad.instants import EPOCH
from marsad.store.placing import PLACED, connected, external_ids
from marsad.store.records import EntitySummary
from marsad.store.schema import article, article_keyword, keyword
from marsad.store.stories import story_row
from marsad.store.story_details import story_names
from marsad.store.story_schema import saga, story, story_article
from marsad.stories.record import Member, story_record
from marsad.types import Entity, EntityRole, Keyword, Publisher, Story

MOST_NAMED = 100
"""Identities of a story, those that most of its articles name."""

MOST_KEYWORDS = 30


def whole_story(conn: Connection, key: int) -> Story | None:
    """Return a story with all its articles; of one that was merged, what it is part of."""
    row = story_row(conn, key)
    members = _members(conn, row.id) if row is not None else []
    if row is None or not members:
        return None
    spoken = select(article.c.title, article.c.lead).where(article.c.id == row.headline_id)
    headline = conn.execute(spoken).one_or_none()
    names = story_names(conn, [row.id], kinds=("PER", "ORG", "LOC", "MISC"), limit=MOST_NAMED)
    return story_record(
        members,
        title=(headline.title or headline.lead) if headline is not None else "",
        entities=[_entity(one.entity, one.articles) for one in names.get(row.id, ())],
        keywords=_keywords(conn, row.id),
    )


def _members(conn: Connection, key: int) -> list[Member]:
    columns = (article.c.external_id, article.c.title, article.c.published, article.c.publisher)
    query = (
        select(*PLACED, *columns, article.c.domain)
        .join(story, story.c.id == story_article.c.story_id)
        .join(saga, saga.c.id == story.c.saga_id)
        .join(article, article.c.id == story_article.c.article_id)
        .where(story_article.c.story_id == key)
        .order_by(story_article.c.sort_at, story_article.c.article_id)
    )
    rows = conn.execute(query).all()
    firsts = external_ids(conn, {row.copy_of for row in rows if row.copy_of is not None})
    return [
        Member(
            connected(row, row.external_id, firsts),
            EPOCH + dt.timedelta(seconds=row.sort_at),
            Publisher(row.publisher, row.domain),
            parse_stamp(row.published) if row.published else None,
            row.title,
            row.topic,
        )
        for row in rows
    ]


def _entity(found: EntitySummary, articles: int) -> Entity:
    roles = (EntityRole(found.role),) if found.role else ()
    return Entity(
        id=str(found.key),
        type=found.type,
        name=found.name,
        count=articles,
        roles=roles,
        country=found.country,
        coordinates=found.coordinates,
    )


def _keywords(conn: Connection, key: int) -> list[Keyword]:
    """Return the keywords that most articles have, each with the share of them; copies left out."""
    own = (story_article.c.story_id == key, story_article.c.copy_of.is_(None))
    whole = conn.execute(select(func.count()).select_from(story_article).where(*own)).scalar_one()
    count = func.count()
    query = (
        select(keyword.c.name, count.label("articles"))
        .join(article_keyword, article_keyword.c.keyword_id == keyword.c.id)
        .join(story_article, story_article.c.article_id == article_keyword.c.article_id)
        .where(*own)
        .group_by(keyword.c.id, keyword.c.name)
        .order_by(count.desc(), keyword.c.id)
        .limit(MOST_KEYWORDS)
    )
    return [Keyword(row.name, round(row.articles / whole, 3)) for row in conn.execute(query)]
