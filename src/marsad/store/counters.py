"""Counters that pages show, kept on write so that nothing is counted when a page is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from marsad.store.database import upsert
from marsad.store.records import Counts
from marsad.store.schema import counter, source

Key = tuple[str, str]
"""Kind (`total`, `topic`, `domain`) and name."""

ARTICLES: Key = ("total", "articles")
PAGES: Key = ("total", "pages")
QUARANTINED: Key = ("total", "quarantined")


@dataclass(slots=True)
class Change:
    """What a transaction adds to a counter."""

    count: int = 0
    latest: int | None = None


def change_counters(conn: Connection, changes: Mapping[Key, Change]) -> None:
    """Apply changes; a counter that is not there yet starts at zero."""
    rows = [
        {"kind": kind, "name": name, "value": change.count, "latest": change.latest}
        for (kind, name), change in sorted(changes.items())
        if change.count or change.latest is not None
    ]
    if not rows:
        return
    statement = upsert(conn, counter)
    new = statement.excluded
    # Either may be null: SQLite's max() and PostgreSQL's greatest() treat that differently.
    greater = func.max if conn.dialect.name == "sqlite" else func.greatest
    latest = greater(
        func.coalesce(counter.c.latest, new.latest), func.coalesce(new.latest, counter.c.latest)
    )
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=["kind", "name"],
            set_={"value": counter.c.value + new.value, "latest": latest},
        ),
        rows,
    )


def change_counter(conn: Connection, key: Key, count: int) -> None:
    """Add to one counter."""
    change_counters(conn, {key: Change(count)})


def totals(conn: Connection) -> dict[str, tuple[int, int | None]]:
    """Return the counters of kind `total`: count and newest `sort_at` by name."""
    rows = conn.execute(
        select(counter.c.name, counter.c.value, counter.c.latest).where(counter.c.kind == "total")
    )
    return {row.name: (row.value, row.latest) for row in rows}


def topic_counts(conn: Connection) -> dict[str, int]:
    """Return how many articles each topic has; "" stands for those without one."""
    rows = conn.execute(
        select(counter.c.name, counter.c.value).where(
            counter.c.kind == "topic", counter.c.value > 0
        )
    )
    return {row.name: row.value for row in rows}


def counts(conn: Connection) -> Counts:
    """Return the store's totals."""
    known = totals(conn)
    articles, latest = known.get("articles", (0, None))
    return Counts(
        articles=articles,
        sources=conn.execute(select(func.count()).select_from(source)).scalar_one(),
        pages=known.get("pages", (0, None))[0],
        quarantined=known.get("quarantined", (0, None))[0],
        latest_at=None if latest is None else dt.datetime.fromtimestamp(latest, dt.UTC),
    )
