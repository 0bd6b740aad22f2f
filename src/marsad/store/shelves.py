"""What lies on a shelf: the articles of a topic, of a country's publishers, of a keyword."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Connection, and_, case, func, select, tuple_

from marsad.instants import QUARTER, day_seconds
from marsad.store.counters import topic_counts
from marsad.store.database import chunks, clean_text
from marsad.store.keywords import find_keyword
from marsad.store.reading import summaries
from marsad.store.records import Cursor, DayCount, KeywordCount, Listing, Shelf
from marsad.store.schema import article, article_keyword, keyword

LATEST = 200
"""Newest articles of a shelf in which keywords are looked for: a bound, whatever its size."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a shelf's articles stand: the condition, and the columns that order them."""

    where: ColumnElement[bool]
    sort_at: Column[int]
    article_id: Column[int]
    keyword_id: int | None = None


def _place(conn: Connection, shelf: Shelf) -> _Place | None:
    """Return where the articles of a shelf stand; None where a keyword is not known."""
    if shelf.kind == "keyword":
        row = find_keyword(conn, shelf.name)
        if row is None:
            return None
        columns = article_keyword.c
        return _Place(columns.keyword_id == row.id, columns.sort_at, columns.article_id, row.id)
    name = clean_text(shelf.name)
    if shelf.kind == "country":
        where: ColumnElement[bool] = article.c.country == name.upper()
    elif shelf.kind == "topic":
        where = article.c.topic == name if name else article.c.topic.is_(None)
    else:
        where = article.c.id.is_not(None)
    return _Place(where, article.c.sort_at, article.c.id)


def shelf_articles(conn: Connection, shelf: Shelf, *, limit: int, after: Cursor | None) -> Listing:
    """List a shelf's articles, newest first, a page at a time."""
    place = _place(conn, shelf)
    if place is None:
        return Listing(())
    order = (place.sort_at, place.article_id)
    query = select(*order).where(place.where)
    if after is not None:
        query = query.where(tuple_(*order) < (int(after.order), after.key))
    query = query.order_by(*(column.desc() for column in order)).limit(limit + 1)
    rows = conn.execute(query).all()
    found = summaries(conn, [row[1] for row in rows[:limit]])
    return Listing(
        tuple(found[row[1]] for row in rows[:limit]),
        Cursor(float(rows[limit - 1][0]), rows[limit - 1][1]) if len(rows) > limit else None,
    )


def shelf_count(conn: Connection, shelf: Shelf) -> int:
    """Return how many articles a shelf holds."""
    if shelf.kind == "topic":
        return topic_counts(conn).get(clean_text(shelf.name), 0)
    place = _place(conn, shelf)
    if place is None:
        return 0
    return conn.execute(select(func.count(place.article_id)).where(place.where)).scalar_one()


def shelf_days(
    conn: Connection, shelf: Shelf, days: Sequence[dt.date], zone: dt.tzinfo
) -> tuple[DayCount, ...]:
    """Return how many articles of a shelf each day has; days without are left out.

    Each is a count in the index that orders the shelf. A day is that of the zone's clock, but an
    article that was published on a day without a time counts on its own day, wherever that was.
    """
    place = _place(conn, shelf)
    if place is None:
        return ()
    counts: list[int] = []
    for chunk in chunks(days, 100):
        parts = [
            select(func.count(place.article_id))
            .where(place.where, _on(place.sort_at, day, zone))
            .scalar_subquery()
            for day in chunk
        ]
        counts += conn.execute(select(*parts)).one()
    pairs = zip(days, counts, strict=True)
    return tuple(DayCount(day, count, count) for day, count in pairs if count)


def _on(sort_at: Column[int], day: dt.date, zone: dt.tzinfo) -> ColumnElement[bool]:
    """Return the condition that a place in time is on a day.

    A day alone lies at its last second (`sort_seconds`), a second that clocks hardly ever print.
    East of Greenwich, where Arabic newsrooms are, it has the day's date in UTC too.
    """
    start, end = day_seconds(day, zone)
    first, past = day_seconds(day, dt.UTC)
    alone = (sort_at % QUARTER).in_((QUARTER - 1, -1))
    return and_(
        sort_at >= min(start, first),
        sort_at < max(end, past),
        case(
            (alone, and_(sort_at >= first, sort_at < past)),
            else_=and_(sort_at >= start, sort_at < end),
        ),
    )


def shelf_keywords(
    conn: Connection, shelf: Shelf, *, limit: int, latest: int = LATEST
) -> tuple[KeywordCount, ...]:
    """Return the keywords of a shelf's newest articles, the most frequent first, not its own."""
    place = _place(conn, shelf)
    if place is None:
        return ()
    order = (place.sort_at, place.article_id)
    query = select(place.article_id).where(place.where)
    query = query.order_by(*(column.desc() for column in order)).limit(latest)
    newest = query.subquery()
    columns = article_keyword.c
    counted = func.count(columns.article_id)
    # A keyword of one article says nothing of the others.
    often = (
        select(columns.keyword_id, counted.label("articles"))
        .where(columns.article_id.in_(select(newest.c[0])))
        .group_by(columns.keyword_id)
        .having(counted > 1)
        .order_by(counted.desc(), columns.keyword_id)
        .limit(limit + 1)
    )
    rows = [row for row in conn.execute(often) if row.keyword_id != place.keyword_id][:limit]
    names = keyword_names(conn, [row.keyword_id for row in rows])
    return tuple(KeywordCount(names[row.keyword_id], row.articles) for row in rows)


def keyword_name(conn: Connection, text: str) -> str | None:
    """Return the usual spelling of a keyword; None where no article has it."""
    row = find_keyword(conn, text)
    if row is None:
        return None
    query = select(article_keyword.c.article_id).where(article_keyword.c.keyword_id == row.id)
    if conn.execute(query.limit(1)).first() is None:
        return None
    return keyword_names(conn, [row.id])[row.id]


def keyword_names(conn: Connection, keys: Sequence[int]) -> dict[int, str]:
    """Return how the newest articles of some keywords mostly spell them."""
    names: dict[int, str] = {}
    rows = conn.execute(select(keyword.c.id, keyword.c.name).where(keyword.c.id.in_(keys)))
    first = {row.id: row.name for row in rows}
    columns = article_keyword.c
    for key, name in first.items():
        newest = (
            select(columns.form)
            .where(columns.keyword_id == key)
            .order_by(columns.sort_at.desc(), columns.article_id.desc())
            .limit(LATEST)
            .subquery()
        )
        form = func.coalesce(newest.c.form, name)
        query = select(form).group_by(form).order_by(func.count().desc(), form).limit(1)
        names[key] = conn.execute(query).scalar() or name
    return names
