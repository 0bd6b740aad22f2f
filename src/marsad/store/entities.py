"""Identities out: one with its roles and articles, lists, those of an article."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterable, Sequence
from dataclasses import replace

import orjson
from sqlalchemy import ColumnElement, Connection, and_, func, select, tuple_

from marsad.store.database import AnyRow, chunks
from marsad.store.naming import searched
from marsad.store.reading import summaries
from marsad.store.records import (
    Alias,
    ArticleSummary,
    Cursor,
    DayCount,
    EntityListing,
    EntityProfile,
    EntitySummary,
    Evidence,
    Listing,
    RoleHistory,
)
from marsad.store.schema import (
    entity,
    entity_article,
    entity_day,
    entity_evidence,
    entity_name,
    entity_role,
    entity_tail,
)

MAX_ALIASES = 30
MAX_ROLES = 30
COMPANY = 200
"""Newest articles of an identity in which others are looked for."""

_LAST = "\U0010ffff"


def entity_root(conn: Connection, key: int) -> int | None:
    """Return what an identity was merged into, itself where it was not; None where it is gone."""
    return conn.execute(select(entity.c.root).where(entity.c.id == key)).scalar_one_or_none()


def nodes_of(conn: Connection, root: int) -> list[int]:
    """Return an identity and what was merged into it."""
    return list(
        conn.execute(
            select(entity.c.id).where(entity.c.root == root).order_by(entity.c.id)
        ).scalars()
    )


def profile(conn: Connection, key: int) -> EntityProfile | None:
    """Return all that articles told of an identity; of one that was merged, of what it is in."""
    root = entity_root(conn, key)
    found = summaries_of(conn, [] if root is None else [root])
    if root is None or root not in found:
        return None
    nodes = nodes_of(conn, root)
    days = select(func.min(entity_day.c.day), func.max(entity_day.c.day))
    first, last = conn.execute(days.where(entity_day.c.entity_id.in_(nodes))).one()
    return EntityProfile(
        summary=found[root],
        first_day=None if first is None else dt.date.fromordinal(first),
        last_day=None if last is None else dt.date.fromordinal(last),
        aliases=_aliases(conn, nodes, found[root].name),
        roles=_roles(conn, nodes),
        merged=tuple(node for node in nodes if node != root),
    )


def _aliases(conn: Connection, nodes: Sequence[int], name: str) -> tuple[Alias, ...]:
    uses = func.sum(entity_name.c.uses)
    query = (
        select(entity_name.c.name, uses.label("uses"))
        .where(entity_name.c.entity_id.in_(nodes), entity_name.c.uses > 0)
        .where(entity_name.c.name != name)
        .group_by(entity_name.c.name)
        .order_by(uses.desc(), entity_name.c.name)
        .limit(MAX_ALIASES)
    )
    return tuple(Alias(row.name, int(row.uses)) for row in conn.execute(query))


def _roles(conn: Connection, nodes: Sequence[int]) -> tuple[RoleHistory, ...]:
    first, last = func.min(entity_role.c.first_day), func.max(entity_role.c.last_day)
    query = (
        select(
            entity_role.c.key,
            func.max(entity_role.c.title).label("title"),
            func.max(entity_role.c.organization).label("organization"),
            func.max(entity_role.c.country).label("country"),
            func.sum(entity_role.c.articles).label("articles"),
        )
        .where(entity_role.c.entity_id.in_(nodes), entity_role.c.articles > 0)
        .group_by(entity_role.c.key)
        .order_by(last.desc(), first.desc(), entity_role.c.key)
        .limit(MAX_ROLES)
    )
    rows = conn.execute(query).all()
    sentences = {row.key: _ends(conn, nodes, row.key) for row in rows}
    keys = {end.article_id for ends in sentences.values() for end in ends}
    articles = summaries(conn, sorted(keys))
    return tuple(
        RoleHistory(
            title=row.title,
            organization=row.organization,
            country=row.country,
            articles=int(row.articles),
            first=_evidence(sentences[row.key][0], articles),
            last=_evidence(sentences[row.key][-1], articles),
        )
        for row in rows
        if sentences[row.key]
    )


def _ends(conn: Connection, nodes: Sequence[int], key: str) -> list[AnyRow]:
    """Return the first and the last sentence that gives a role."""
    columns = (entity_evidence.c.day, entity_evidence.c.article_id, entity_evidence.c.sentence)
    place = entity_evidence.c.day, entity_evidence.c.article_id
    found: list[AnyRow] = []
    for node in nodes:
        query = select(*columns).where(
            entity_evidence.c.entity_id == node, entity_evidence.c.key == key
        )
        found += conn.execute(query.order_by(*place).limit(1)).all()
        found += conn.execute(query.order_by(*(c.desc() for c in place)).limit(1)).all()
    found.sort(key=lambda row: (row.day, row.article_id))
    return found and [found[0], found[-1]]


def _evidence(row: AnyRow, articles: dict[int, ArticleSummary]) -> Evidence:
    return Evidence(dt.date.fromordinal(row.day), row.sentence, articles[row.article_id])


# --- lists --------------------------------------------------------------------------


def summaries_of(conn: Connection, keys: Iterable[int]) -> dict[int, EntitySummary]:
    """Return what lists show of some identities, with the role that most articles give each."""
    found: dict[int, EntitySummary] = {}
    for chunk in chunks(keys):
        for row in conn.execute(select(entity).where(entity.c.id.in_(chunk))):
            found[row.id] = _summary(row)
        query = (
            select(entity_role.c.entity_id, entity_role.c.title)
            .where(entity_role.c.entity_id.in_(chunk), entity_role.c.articles > 0)
            .order_by(entity_role.c.articles, entity_role.c.last_day, entity_role.c.key)
        )
        usual = {row.entity_id: row.title for row in conn.execute(query)}
        found.update(
            {key: replace(found[key], role=title) for key, title in usual.items() if key in found}
        )
    return found


def _summary(row: AnyRow) -> EntitySummary:
    at = None if row.latitude is None else (row.latitude, row.longitude)
    return EntitySummary(
        row.id, row.type, row.name, row.country, row.all_articles, row.all_mentions, at
    )


def list_entities(
    conn: Connection,
    *,
    text: str = "",
    kind: str | None = None,
    limit: int = 60,
    after: Cursor | None = None,
) -> EntityListing:
    """List identities by how often they are named; `text` is what a word of theirs begins with.

    Where no name is spelled like that, those that sound like it are listed.
    """
    query = select(entity.c.id, entity.c.all_mentions).where(
        entity.c.parent.is_(None), entity.c.all_articles > 0
    )
    if kind is not None:
        query = query.where(entity.c.type == kind)
    if text.strip():
        tail = _beginning(conn, text)
        if tail is None:
            return EntityListing(())
        begun = select(entity_tail.c.entity_id).where(_begins(tail))
        roots = select(entity.c.root).where(entity.c.id.in_(begun))
        query = query.where(entity.c.id.in_(roots))
    order = (entity.c.all_mentions, entity.c.id)
    if after is not None:
        query = query.where(tuple_(*order) < (int(after.order), after.key))
    query = query.order_by(*(column.desc() for column in order)).limit(limit + 1)
    rows = conn.execute(query).all()
    found = summaries_of(conn, [row.id for row in rows[:limit]])
    return EntityListing(
        tuple(found[row.id] for row in rows[:limit]),
        Cursor(float(rows[limit - 1].all_mentions), rows[limit - 1].id)
        if len(rows) > limit
        else None,
    )


def _beginning(conn: Connection, text: str) -> str | None:
    """Return what to look for: the spelling, or where no name is spelled like it, the sound."""
    for tail in searched(text):
        if tail and conn.execute(select(entity_tail.c.tail).where(_begins(tail)).limit(1)).first():
            return tail
    return None


def _begins(tail: str) -> ColumnElement[bool]:
    return and_(entity_tail.c.tail >= tail, entity_tail.c.tail < tail + _LAST)


def articles_of(
    conn: Connection, key: int, *, limit: int = 30, after: Cursor | None = None
) -> Listing:
    """List the articles that name an identity, newest first."""
    root = entity_root(conn, key)
    places = _places(conn, [] if root is None else nodes_of(conn, root), limit + 1, after)
    found = summaries(conn, [article_id for _, article_id in places[:limit]])
    return Listing(
        tuple(found[article_id] for _, article_id in places[:limit]),
        Cursor(float(places[limit - 1][0]), places[limit - 1][1]) if len(places) > limit else None,
    )


def _places(
    conn: Connection, nodes: Sequence[int], limit: int, after: Cursor | None = None
) -> list[tuple[int, int]]:
    """Return the newest articles of some identities as times and keys, each article once."""
    order = (entity_article.c.sort_at, entity_article.c.article_id)
    found: list[list[tuple[int, int]]] = []
    for node in nodes:
        query = select(*order).where(entity_article.c.entity_id == node)
        if after is not None:
            query = query.where(tuple_(*order) < (int(after.order), after.key))
        query = query.order_by(*(column.desc() for column in order)).limit(limit)
        found.append([(row.sort_at, row.article_id) for row in conn.execute(query)])
    merged = heapq.merge(*found, reverse=True)
    return list(dict.fromkeys(merged))[:limit]


def company_of(conn: Connection, key: int, *, limit: int = 12) -> tuple[EntitySummary, ...]:
    """Return whom the newest articles name beside an identity, the most frequent first."""
    root = entity_root(conn, key)
    nodes = [] if root is None else nodes_of(conn, root)
    keys = [article_id for _, article_id in _places(conn, nodes, COMPANY)]
    together = func.count(entity_article.c.article_id.distinct())
    query = (
        select(entity.c.root, together.label("together"))
        .join(entity, entity.c.id == entity_article.c.entity_id)
        .where(entity_article.c.article_id.in_(keys), entity.c.root != root)
        .group_by(entity.c.root)
        .order_by(together.desc(), entity.c.root)
        .limit(limit)
    )
    rows = conn.execute(query).all() if keys else []
    found = summaries_of(conn, [row.root for row in rows])
    return tuple(replace(found[row.root], shared=row.together) for row in rows)


def days_of(conn: Connection, key: int, *, since: dt.date, until: dt.date) -> tuple[DayCount, ...]:
    """Return how often each day's articles named an identity; days without are left out."""
    root = entity_root(conn, key)
    nodes = [] if root is None else nodes_of(conn, root)
    mentions, articles = func.sum(entity_day.c.mentions), func.sum(entity_day.c.articles)
    query = (
        select(entity_day.c.day, mentions.label("mentions"), articles.label("articles"))
        .where(entity_day.c.entity_id.in_(nodes))
        .where(entity_day.c.day.between(since.toordinal(), until.toordinal()))
        .group_by(entity_day.c.day)
        .order_by(entity_day.c.day)
    )
    return tuple(
        DayCount(dt.date.fromordinal(row.day), int(row.mentions), int(row.articles))
        for row in conn.execute(query)
    )


def entities_of(conn: Connection, article_key: int) -> dict[str, EntitySummary]:
    """Return the identities of an article's names, by the article's own ids of them."""
    query = (
        select(entity_article.c.brought, entity.c.root)
        .join(entity, entity.c.id == entity_article.c.entity_id)
        .where(entity_article.c.article_id == article_key)
    )
    rows = conn.execute(query).all()
    found = summaries_of(conn, sorted({row.root for row in rows}))
    return {
        local: found[row.root]
        for row in rows
        for local in orjson.loads(row.brought)["locals"]
        if row.root in found
    }
