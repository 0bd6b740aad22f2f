"""What articles bring to identities, and what they take away again when they are read anew.

All changes of a transaction are summed up first, so that an article that is analysed again with
the same result writes next to nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import orjson
from sqlalchemy import Connection, Table, case, delete, insert, select, tuple_

from marsad.store.database import chunks, upsert_in
from marsad.store.schema import (
    entity_article,
    entity_day,
    entity_evidence,
    entity_key,
    entity_name,
    entity_role,
)

Pair = tuple[int, str]
"""An identity and a role's key, or a spelling."""


@dataclass(slots=True)
class Brought:
    """What one article says of one identity."""

    article_id: int
    entity_id: int
    sort_at: int
    day: int
    full: str  # the article's fullest spelling
    locals: list[str]  # the article's own ids of it
    spellings: dict[str, int]
    keys: list[int]
    roles: dict[str, RoleRow] = field(default_factory=dict)

    @property
    def mentions(self) -> int:
        """How often the article names it."""
        return sum(self.spellings.values())

    @property
    def row(self) -> dict[str, Any]:
        """The row of `entity_article`."""
        brought = {
            "locals": self.locals,
            "full": self.full,
            "spellings": self.spellings,
            "keys": self.keys,
        }
        return {
            "article_id": self.article_id,
            "entity_id": self.entity_id,
            "sort_at": self.sort_at,
            "day": self.day,
            "mentions": self.mentions,
            "brought": orjson.dumps(brought).decode(),
        }


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role with its sentence; of rows that were loaded the sentence alone is known."""

    sentence: str
    title: str = ""
    organization: str | None = None
    country: str | None = None


def load_brought(conn: Connection, articles: Sequence[int]) -> list[Brought]:
    """Return what some articles have brought so far."""
    found: dict[tuple[int, int], Brought] = {}
    for chunk in chunks(articles):
        query = select(entity_article).where(entity_article.c.article_id.in_(chunk))
        for row in conn.execute(query):
            said = orjson.loads(row.brought)
            found[row.article_id, row.entity_id] = Brought(
                row.article_id,
                row.entity_id,
                row.sort_at,
                row.day,
                said["full"],
                said["locals"],
                said["spellings"],
                said["keys"],
            )
        linked = sorted({article_id for article_id, _ in found}.intersection(chunk))
        if not linked:
            continue
        query = select(entity_evidence).where(entity_evidence.c.article_id.in_(linked))
        for row in conn.execute(query):
            known = found.get((row.article_id, row.entity_id))
            if known is not None:
                known.roles[row.key] = RoleRow(row.sentence)
    return list(found.values())


def exchange(conn: Connection, gone: Sequence[Brought], come: Sequence[Brought]) -> set[int]:
    """Take away what articles brought and put what they bring now in its place.

    Returns the identities that lost a spelling for good.
    """
    _exchange_articles(conn, gone, come)
    stale = _exchange_evidence(conn, gone, come)
    _count(conn, entity_key, ("key", "entity_id"), ("uses",), _keys(gone, come))
    _count(conn, entity_name, ("entity_id", "name"), ("uses", "full_uses"), _names(gone, come))
    _count(conn, entity_day, ("entity_id", "day"), ("mentions", "articles"), _days(gone, come))
    _count_roles(conn, gone, come)
    for pair in sorted(stale):
        _settle_days(conn, pair)
    return _sweep(conn, sorted({item.entity_id for item in gone}))


def _exchange_articles(conn: Connection, gone: Sequence[Brought], come: Sequence[Brought]) -> None:
    before = {(item.article_id, item.entity_id): item.row for item in gone}
    after = {(item.article_id, item.entity_id): item.row for item in come}
    stale = [key for key, row in before.items() if after.get(key) != row]
    _delete_pairs(conn, entity_article, ("article_id", "entity_id"), stale)
    fresh = [row for key, row in after.items() if before.get(key) != row]
    if fresh:
        conn.execute(insert(entity_article), fresh)


def _exchange_evidence(
    conn: Connection, gone: Sequence[Brought], come: Sequence[Brought]
) -> set[Pair]:
    """Exchange the sentences; return the roles that lost one."""
    before, after = _evidence(gone), _evidence(come)
    stale = [key for key, sentence in before.items() if after.get(key) != sentence]
    names = ("entity_id", "key", "day", "article_id")
    _delete_pairs(conn, entity_evidence, names, stale)
    fresh = [
        {**dict(zip(names, key, strict=True)), "sentence": sentence}
        for key, sentence in after.items()
        if before.get(key) != sentence
    ]
    if fresh:
        conn.execute(insert(entity_evidence), fresh)
    return {(key[0], key[1]) for key in stale}


def _evidence(items: Iterable[Brought]) -> dict[tuple[int, str, int, int], str]:
    return {
        (item.entity_id, key, item.day, item.article_id): role.sentence
        for item in items
        for key, role in item.roles.items()
    }


def _delete_pairs(
    conn: Connection, table: Table, names: Sequence[str], keys: Sequence[tuple[Any, ...]]
) -> None:
    columns = tuple_(*(table.c[name] for name in names))
    for chunk in chunks(keys, 200):
        conn.execute(delete(table).where(columns.in_(chunk)))


# --- counters -----------------------------------------------------------------------

Counts = dict[tuple[Any, ...], list[int]]
"""What is added to the counters of a row, by the row's key."""


def _keys(gone: Iterable[Brought], come: Iterable[Brought]) -> Counts:
    counts: Counts = defaultdict(lambda: [0])
    for items, sign in ((gone, -1), (come, 1)):
        for item in items:
            for key in item.keys:
                counts[key, item.entity_id][0] += sign
    return counts


def _names(gone: Iterable[Brought], come: Iterable[Brought]) -> Counts:
    counts: Counts = defaultdict(lambda: [0, 0])
    for items, sign in ((gone, -1), (come, 1)):
        for item in items:
            for name, uses in item.spellings.items():
                counts[item.entity_id, name][0] += sign * uses
            counts[item.entity_id, item.full][1] += sign
    return counts


def _days(gone: Iterable[Brought], come: Iterable[Brought]) -> Counts:
    counts: Counts = defaultdict(lambda: [0, 0])
    for items, sign in ((gone, -1), (come, 1)):
        for item in items:
            change = counts[item.entity_id, item.day]
            change[0] += sign * item.mentions
            change[1] += sign
    return counts


def _count(
    conn: Connection,
    table: Table,
    names: tuple[str, ...],
    counters: tuple[str, ...],
    counts: Counts,
) -> None:
    rows = [
        dict(zip(names + counters, (*key, *change), strict=True))
        for key, change in sorted(counts.items())
        if any(change)
    ]
    if not rows:
        return
    conn.execute(_adding(conn.dialect.name, table, names, counters), rows)


@cache
def _adding(dialect: str, table: Table, names: tuple[str, ...], counters: tuple[str, ...]) -> Any:
    """Return the statement that adds to counters; made once, since making it takes long."""
    statement = upsert_in(dialect, table)
    added = {name: table.c[name] + statement.excluded[name] for name in counters}
    return statement.on_conflict_do_update(index_elements=list(names), set_=added)


def _count_roles(conn: Connection, gone: Sequence[Brought], come: Sequence[Brought]) -> None:
    changes: Counter[Pair] = Counter()
    for items, sign in ((gone, -1), (come, 1)):
        for item in items:
            for key in item.roles:
                changes[item.entity_id, key] += sign
    latest: dict[Pair, dict[str, Any]] = {}
    for item in sorted(come, key=lambda item: (item.day, item.article_id)):
        for key, role in item.roles.items():
            first = latest.get((item.entity_id, key), {}).get("first_day", item.day)
            latest[item.entity_id, key] = {
                "entity_id": item.entity_id,
                "key": key,
                "title": role.title,
                "organization": role.organization,
                "country": role.country,
                "articles": changes[item.entity_id, key],
                "first_day": first,
                "last_day": item.day,
            }
    if latest:
        conn.execute(_upsert_roles(conn.dialect.name), [latest[pair] for pair in sorted(latest)])
    before = {(item.entity_id, key) for item in gone for key in item.roles}
    lost = [(pair, -changes[pair]) for pair in sorted(before - latest.keys()) if changes[pair]]
    for (entity_id, key), count in lost:
        here = (entity_role.c.entity_id == entity_id) & (entity_role.c.key == key)
        conn.execute(
            entity_role.update().where(here).values(articles=entity_role.c.articles - count)
        )


@cache
def _upsert_roles(dialect: str) -> Any:
    """Return the statement that adds to a role, in the wording of its latest day."""
    statement = upsert_in(dialect, entity_role)
    new = statement.excluded
    newer = new.last_day >= entity_role.c.last_day
    latest = {
        name: case((newer, new[name]), else_=entity_role.c[name])
        for name in ("title", "organization", "country")
    }
    return statement.on_conflict_do_update(
        index_elements=["entity_id", "key"],
        set_={
            **latest,
            "articles": entity_role.c.articles + new.articles,
            "first_day": case(
                (new.first_day < entity_role.c.first_day, new.first_day),
                else_=entity_role.c.first_day,
            ),
            "last_day": case((newer, new.last_day), else_=entity_role.c.last_day),
        },
    )


def _settle_days(conn: Connection, pair: Pair) -> None:
    """Set the first and the last day of a role that lost a sentence, from those that are left."""
    here = (entity_evidence.c.entity_id == pair[0]) & (entity_evidence.c.key == pair[1])
    days = select(entity_evidence.c.day).where(here).limit(1)
    first = conn.execute(days.order_by(entity_evidence.c.day)).scalar_one_or_none()
    if first is None:
        return
    last = conn.execute(days.order_by(entity_evidence.c.day.desc())).scalar_one()
    role = (entity_role.c.entity_id == pair[0]) & (entity_role.c.key == pair[1])
    conn.execute(entity_role.update().where(role).values(first_day=first, last_day=last))


def _sweep(conn: Connection, entities: Sequence[int]) -> set[int]:
    """Delete the rows of some identities that nothing is left of; return who lost a spelling."""
    lost: set[int] = set()
    for chunk in chunks(entities):
        for table, counter in ((entity_day, "articles"), (entity_role, "articles")):
            conn.execute(delete(table).where(table.c.entity_id.in_(chunk), table.c[counter] <= 0))
        unused = entity_name.c.entity_id.in_(chunk) & (entity_name.c.uses <= 0)
        lost.update(conn.execute(select(entity_name.c.entity_id).where(unused)).scalars())
    return lost
