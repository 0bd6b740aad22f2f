"""Articles out: lists by time, single articles with their history, the whole store in a stream."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, Select, select, tuple_

from marsad.codec import parse_stamp
from marsad.lexicon.sections import topics
from marsad.store.counters import topic_counts
from marsad.store.database import AnyRow, clean_text
from marsad.store.prepare import restore_article
from marsad.store.records import (
    ArticleSummary,
    Cursor,
    Listing,
    Revision,
    StoredArticle,
    TopicBlock,
)
from marsad.store.schema import article, article_section, revision
from marsad.store.sections import find_section
from marsad.types import Publisher

STREAMED = 50
"""Articles in memory at once while the whole store is read."""

SUMMARY = (
    article.c.id,
    article.c.external_id,
    article.c.title,
    article.c.lead,
    article.c.published,
    article.c.first_seen,
    article.c.publisher,
    article.c.domain,
    article.c.topic,
    article.c.sections,
    article.c.revisions,
    article.c.sort_at,
)


def latest(
    conn: Connection,
    *,
    topic: str | None = None,
    domain: str | None = None,
    section: str | None = None,
    country: str | None = None,
    limit: int = 30,
    after: Cursor | None = None,
) -> Listing:
    """List articles by time, newest first; "" as topic asks for those without one."""
    query, order = select(*SUMMARY), (article.c.sort_at, article.c.id)
    if section is not None:
        key = find_section(conn, section)
        if key is None:
            return Listing(())
        order = (article_section.c.sort_at, article_section.c.article_id)
        query = query.join(article_section, article_section.c.article_id == article.c.id)
        query = query.where(article_section.c.section_id == key)
    if topic is not None:
        query = query.where(
            article.c.topic == clean_text(topic) if topic else article.c.topic.is_(None)
        )
    if domain is not None:
        query = query.where(article.c.domain == clean_text(domain))
    if country is not None:
        query = query.where(article.c.country == clean_text(country).upper())
    if after is not None:
        query = query.where(tuple_(*order) < (int(after.order), after.key))
    query = query.order_by(*(column.desc() for column in order)).limit(limit + 1)
    rows = conn.execute(query).all()
    return Listing(
        tuple(summary(row) for row in rows[:limit]),
        Cursor(float(rows[limit - 1].sort_at), rows[limit - 1].id) if len(rows) > limit else None,
    )


def front(conn: Connection, *, per_topic: int) -> tuple[TopicBlock, ...]:
    """Return each topic's newest articles, in the topics' own order, those without one last."""
    counts = topic_counts(conn)
    order = {label: position for position, label in enumerate(topics())}
    return tuple(
        TopicBlock(
            topic=label or None,
            count=counts[label],
            items=latest(conn, topic=label, limit=per_topic).items,
        )
        for label in sorted(counts, key=lambda label: (not label, order.get(label, len(order))))
    )


def summary(row: AnyRow) -> ArticleSummary:
    """Make a summary of a row that has the columns of `SUMMARY`."""
    sections = orjson.loads(row.sections)
    return ArticleSummary(
        key=row.id,
        id=row.external_id,
        title=row.title,
        lead=row.lead,
        published=parse_stamp(row.published) if row.published else None,
        first_seen=row.first_seen,
        publisher=Publisher(row.publisher, row.domain),
        topic=row.topic,
        section=sections[0] if sections else None,
        revisions=row.revisions,
    )


def summaries(conn: Connection, keys: Sequence[int]) -> dict[int, ArticleSummary]:
    """Return the summaries of some articles by key."""
    query = select(*SUMMARY).where(article.c.id.in_(keys))
    return {row.id: summary(row) for row in conn.execute(query)}


def article_by_key(conn: Connection, key: int) -> StoredArticle | None:
    """Return an article with its history."""
    return next(iter(stored_articles(conn, [key])), None)


def article_by_id(conn: Connection, external_id: str) -> StoredArticle | None:
    """Return an article with its history by its contract id."""
    query = select(article.c.id).where(article.c.external_id == clean_text(external_id))
    key = conn.execute(query).scalar_one_or_none()
    return None if key is None else article_by_key(conn, key)


def stored_articles(conn: Connection, keys: Sequence[int]) -> Iterator[StoredArticle]:
    """Load articles with their histories, in the order of their keys given."""
    columns = (
        article.c.id,
        article.c.external_id,
        article.c.topic,
        article.c.first_seen,
        article.c.sections,
    )
    rows = {row.id: row for row in conn.execute(select(*columns).where(article.c.id.in_(keys)))}
    versions: dict[int, list[AnyRow]] = defaultdict(list)
    query = select(revision).where(revision.c.article_id.in_(keys))
    for row in conn.execute(query.order_by(revision.c.seen_at, revision.c.id)):
        versions[row.article_id].append(row)
    for key in keys:
        if key in rows:
            yield _stored_article(rows[key], versions[key])


def _stored_article(row: AnyRow, versions: Sequence[AnyRow]) -> StoredArticle:
    sections = orjson.loads(row.sections)
    history = tuple(
        Revision(
            number,
            version.seen_at,
            restore_article(
                version.record,
                external_id=row.external_id,
                made_by=version.made_by,
                sections=sections,
            ),
        )
        for number, version in enumerate(versions, start=1)
    )
    return StoredArticle(
        key=row.id,
        article=history[-1].article,
        topic=row.topic,
        first_seen=row.first_seen,
        revisions=history,
        page_id=versions[-1].page_id,
    )


def neighbours(conn: Connection, key: int) -> tuple[ArticleSummary | None, ArticleSummary | None]:
    """Return the next newer and the next older article in the order of lists."""
    query = select(article.c.sort_at).where(article.c.id == key)
    sort_at = conn.execute(query).scalar_one_or_none()
    if sort_at is None:
        return None, None
    order = (article.c.sort_at, article.c.id)
    newer = select(*SUMMARY).where(tuple_(*order) > (sort_at, key)).order_by(*order)
    older = (
        select(*SUMMARY)
        .where(tuple_(*order) < (sort_at, key))
        .order_by(*(column.desc() for column in order))
    )
    return _first(conn, newer), _first(conn, older)


def _first(conn: Connection, query: Select[Any]) -> ArticleSummary | None:
    row = conn.execute(query.limit(1)).first()
    return summary(row) if row else None


def stream(conn: Connection) -> Iterator[StoredArticle]:
    """Read every article, oldest first, a few at a time."""
    after = None
    order = (article.c.sort_at, article.c.id)
    while True:
        query = select(*order).order_by(*order).limit(STREAMED)
        if after is not None:
            query = query.where(tuple_(*order) > after)
        rows = conn.execute(query).all()
        if not rows:
            return
        yield from stored_articles(conn, [row.id for row in rows])
        after = (rows[-1].sort_at, rows[-1].id)
