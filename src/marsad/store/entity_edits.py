"""Merging and splitting identities by hand, in a way that later analyses keep to.

A merge leaves both rows as they are, the one pointing to the other: names go on finding either. A
split pins a spelling, or that of one article, to an identity of its own. All of it is in a log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, func, insert, or_, select, update

from marsad.analysis.identities.spelling import read_spelling
from marsad.analysis.identities.subjects import pin_key
from marsad.errors import InputError
from marsad.store.analyses import mark_due
from marsad.store.database import AnyRow, clean_text, insert_keys, upsert
from marsad.store.entities import nodes_of
from marsad.store.records import EntityEdit
from marsad.store.schema import article, entity, entity_article, entity_log, entity_pin


def merge(conn: Connection, key: int, into: int, *, now: dt.datetime) -> int:
    """Make one identity part of another; return what both are now.

    Raises:
        InputError: one of them does not exist, they are one already, or of two types.
    """
    source, target = _row(conn, key), _row(conn, into)
    if source.root == target.root:
        raise InputError(f"{key} and {into} are one already")
    if source.type != target.type:
        raise InputError(f"{key} is {source.type}, {into} is {target.type}")
    conn.execute(update(entity).where(entity.c.id == source.root).values(parent=target.root))
    moved = update(entity).where(entity.c.root == source.root)
    conn.execute(moved.values(root=target.root))
    _recount(conn, target.root)
    _log(conn, "merge", source.root, target.root, "", now)
    return int(target.root)


def undo_merge(conn: Connection, key: int, *, now: dt.datetime) -> int:
    """Take an identity out of what it was merged into, with what was merged into it before.

    Raises:
        InputError: it does not exist or was not merged.
    """
    row = _row(conn, key)
    if row.parent is None:
        raise InputError(f"{key} was not merged into another: name a spelling or an article")
    conn.execute(update(entity).where(entity.c.id == key).values(parent=None))
    below = _below(conn, key, row.root)
    conn.execute(update(entity).where(entity.c.id.in_(below)).values(root=key))
    _recount(conn, row.root)
    _recount(conn, key)
    _log(conn, "undo", key, row.root, "", now)
    return key


def split(
    conn: Connection,
    key: int,
    *,
    names: Sequence[str],
    articles: Sequence[str],
    now: dt.datetime,
) -> int:
    """Give spellings, or what some articles say, an identity of their own; return it.

    The articles that this is about wait to be analysed, which moves their names over.

    Raises:
        InputError: the identity does not exist, or has no such spelling or article.
    """
    row = _row(conn, key)
    rows = _articles_of(conn, nodes_of(conn, row.root))
    wanted = {pin_key(row.type, read_spelling(name, row.type)): name for name in names}
    numbers = _article_keys(conn, articles)
    by_name = [(item, full) for item, full in rows if _pin(row, full) in wanted]
    by_article = [(item, full) for item, full in rows if item in numbers]
    _all_found(key, wanted, numbers, {_pin(row, full) for _, full in by_name},
               {item for item, _ in by_article})  # fmt: skip
    called = names[0] if names else by_article[0][1]
    new = _insert(conn, row, clean_text(called))
    pins = [(pin, 0) for pin in wanted] + [(_pin(row, full), item) for item, full in by_article]
    _write_pins(conn, pins, new)
    mark_due(conn, [item for item, _ in (*by_name, *by_article)])
    detail = {"names": list(names), "articles": list(articles)}
    _log(conn, "split", new, row.root, orjson.dumps(detail).decode(), now)
    return new


def edits(conn: Connection, key: int | None = None, *, limit: int = 50) -> tuple[EntityEdit, ...]:
    """Return the merges and splits of an identity, or all of them, the latest first."""
    query = select(entity_log).order_by(entity_log.c.id.desc()).limit(limit)
    if key is not None:
        query = query.where(or_(entity_log.c.entity_id == key, entity_log.c.other_id == key))
    return tuple(
        EntityEdit(row.at, row.action, row.entity_id, row.other_id, row.detail)
        for row in conn.execute(query)
    )


def _row(conn: Connection, key: int) -> AnyRow:
    row = conn.execute(select(entity).where(entity.c.id == key)).one_or_none()
    if row is None:
        raise InputError(f"there is no identity {key}")
    return row


def _below(conn: Connection, key: int, root: int) -> list[int]:
    """Return an identity and those that were merged into it, directly or by way of others."""
    query = select(entity.c.id, entity.c.parent).where(entity.c.root == root)
    parents = {row.id: row.parent for row in conn.execute(query)}
    found = [key]
    for node in found:
        found += [child for child, parent in parents.items() if parent == node]
    return found


def _articles_of(conn: Connection, nodes: Sequence[int]) -> list[tuple[int, str]]:
    """Return the articles of some identities, with the fullest name in each."""
    query = select(entity_article.c.article_id, entity_article.c.brought).where(
        entity_article.c.entity_id.in_(nodes)
    )
    return [(row.article_id, orjson.loads(row.brought)["full"]) for row in conn.execute(query)]


def _pin(row: AnyRow, full: str) -> int:
    return pin_key(row.type, read_spelling(full, row.type))


def _article_keys(conn: Connection, names: Iterable[str]) -> dict[int, str]:
    """Return the store's keys of articles that are named by key or by contract id."""
    found: dict[int, str] = {}
    for name in names:
        query = select(article.c.id).where(article.c.external_id == clean_text(name))
        key = conn.execute(query).scalar_one_or_none()
        if key is None and name.isascii() and name.isdigit() and len(name) < 19:
            key = int(name)
        if key is None:
            raise InputError(f"there is no article {name}")
        found[key] = name
    return found


def _all_found(
    key: int,
    wanted: dict[int, str],
    numbers: dict[int, str],
    pins: set[int],
    articles: set[int],
) -> None:
    for pin, name in wanted.items():
        if pin not in pins:
            raise InputError(f"no article calls {key} {name!r} in full")
    for number, name in numbers.items():
        if number not in articles:
            raise InputError(f"article {name} does not name {key}")


def _insert(conn: Connection, row: AnyRow, name: str) -> int:
    values: dict[str, Any] = {
        "type": row.type,
        "name": name,
        "country": row.country,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "root": 0,
    }
    (key,) = insert_keys(conn, entity, [values])
    conn.execute(update(entity).where(entity.c.id == key).values(root=key))
    return key


def _write_pins(conn: Connection, pins: Iterable[tuple[int, int]], key: int) -> None:
    rows = [{"key": pin, "article_id": item, "entity_id": key} for pin, item in sorted(set(pins))]
    statement = upsert(conn, entity_pin)
    new = statement.excluded
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=["key", "article_id"], set_={"entity_id": new.entity_id}
        ),
        rows,
    )


def _recount(conn: Connection, root: int) -> None:
    """Count anew what an identity and those merged into it have together."""
    nodes = nodes_of(conn, root)
    count = func.count(entity_article.c.article_id.distinct())
    total = func.coalesce(func.sum(entity_article.c.mentions), 0)
    query = select(count, total).where(entity_article.c.entity_id.in_(nodes))
    articles, mentions = conn.execute(query).one()
    conn.execute(
        update(entity)
        .where(entity.c.id == root)
        .values(all_articles=articles, all_mentions=mentions)
    )


def _log(
    conn: Connection, action: str, key: int, other: int, detail: str, now: dt.datetime
) -> None:
    values = {"at": now, "action": action, "entity_id": key, "other_id": other, "detail": detail}
    conn.execute(insert(entity_log).values(**values))
