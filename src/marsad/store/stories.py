"""Stories out: ranked lists, one story with all its articles, and an article's place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, Select, func, or_, select, tuple_

from marsad.instants import EPOCH
from marsad.store.database import AnyRow, chunks
from marsad.store.reading import summaries
from marsad.store.records import ArticleSummary, Cursor
from marsad.store.schema import entity, entity_article
from marsad.store.story_merges import living
from marsad.store.story_records import (
    ArticlePlace,
    CopyNote,
    ReadAlso,
    Reason,
    ShortPlace,
    StoryArticleView,
    StoryListing,
    StoryLogEntry,
    StorySummary,
    StoryView,
)
from marsad.store.story_schema import (
    near_article,
    shared_text,
    story,
    story_article,
    story_country,
    story_log,
)

MOST_OF_SAGA = 30
MOST_SHARING = 50
MOST_ARTICLES = 500
"""Articles of a story that its page shows, the first ones."""


def list_stories(
    conn: Connection,
    *,
    topic: str | None = None,
    country: str | None = None,
    least_sources: int = 1,
    limit: int = 30,
    after: Cursor | None = None,
) -> StoryListing:
    """List stories as a front page ranks them, a page at a time; see `marsad.stories.rank`."""
    query = select(story).where(story.c.articles > 0, story.c.merged_into.is_(None))
    order = (story.c.hot, story.c.id)
    if country is not None:
        query = query.join(story_country, story_country.c.story_id == story.c.id)
        query = query.where(story_country.c.country == country.upper())
        order = (story_country.c.hot, story_country.c.story_id)
    if topic is not None:
        query = query.where(story.c.topic == topic)
    if least_sources > 1:
        query = query.where(story.c.sources >= least_sources)
    if after is not None:
        query = query.where(tuple_(*order) < (int(after.order), after.key))
    query = query.order_by(*(column.desc() for column in order)).limit(limit + 1)
    rows = conn.execute(query).all()
    more = Cursor(float(rows[limit - 1].hot), rows[limit - 1].id) if len(rows) > limit else None
    return StoryListing(_summaries(conn, rows[:limit]), more)


def story_view(conn: Connection, key: int) -> StoryView | None:
    """Return a story, of one that was merged what it was merged into; None if there is none."""
    row = story_row(conn, key)
    found = _summaries(conn, [row]) if row is not None else ()
    if row is None or not found:
        return None
    members = _articles(conn, story_article.c.story_id == row.id, MOST_ARTICLES)
    saga = (
        select(story)
        .where(
            story.c.saga_id == row.saga_id,
            story.c.id != row.id,
            story.c.articles > 0,
            story.c.merged_into.is_(None),
        )
        .order_by(story.c.first_at.desc(), story.c.id.desc())
        .limit(MOST_OF_SAGA)
    )
    others = _summaries(conn, conn.execute(saga).all())
    return StoryView(found[0], members, others, log_entries(conn, story_key=row.id))


def story_key(conn: Connection, name: str) -> int | None:
    """Return the key of a story by its lasting id."""
    return conn.execute(select(story.c.id).where(story.c.name == name)).scalar_one_or_none()


def article_place(conn: Connection, key: int) -> ArticlePlace | None:
    """Return where an article stands; None while it waits for its place."""
    row = conn.execute(select(story_article).where(story_article.c.article_id == key)).one_or_none()
    held = story_row(conn, row.story_id) if row is not None else None
    found = _summaries(conn, [held]) if held is not None else ()
    if row is None or not found:
        return None
    first = row.copy_of or key
    same_text = _articles(
        conn,
        or_(story_article.c.copy_of == first, story_article.c.article_id == first),
        MOST_ARTICLES,
    )
    named = _all_summaries(conn, [first])
    shared = _sharing(conn, key)
    printed = summaries(conn, shared)
    return ArticlePlace(
        story=found[0],
        sort_at=row.sort_at,
        copy=_note(row, named),
        copies=tuple(one for one in same_text if one.article.key != key),
        shares_text=tuple(printed[other] for other in shared if other in printed),
    )


def _sharing(conn: Connection, key: int) -> list[int]:
    """Return some articles that share text with one, by key."""
    rows = conn.execute(
        select(shared_text)
        .where(or_(shared_text.c.article_id == key, shared_text.c.other_id == key))
        .order_by(shared_text.c.article_id, shared_text.c.other_id)
        .limit(MOST_SHARING)
    )
    return sorted({one for row in rows for one in (row.article_id, row.other_id)} - {key})


def log_entries(
    conn: Connection,
    *,
    story_key: int | None = None,
    state: str | None = None,
    limit: int = 50,
) -> tuple[StoryLogEntry, ...]:
    """Return what was merged, split and moved, or is proposed to be, the latest first."""
    query = select(story_log)
    if story_key is not None:
        query = query.where(
            or_(story_log.c.story_id == story_key, story_log.c.other_id == story_key)
        )
    if state is not None:
        query = query.where(story_log.c.state == state)
    rows = conn.execute(query.order_by(story_log.c.id.desc()).limit(limit))
    return tuple(
        StoryLogEntry(
            row.id,
            row.at,
            row.action,
            row.state,
            row.story_id,
            row.other_id,
            tuple(orjson.loads(row.articles)),
            row.reason,
        )
        for row in rows
    )


def read_also(conn: Connection, key: int, *, limit: int = 6) -> tuple[ReadAlso, ...]:
    """Return what to read after an article: its event, then its affair, then what is like it.

    Of the articles that print one text only the first is named, and of its own text none.
    """
    own = conn.execute(
        select(story_article.c.story_id, story_article.c.copy_of, story.c.saga_id)
        .join(story, story.c.id == story_article.c.story_id)
        .where(story_article.c.article_id == key)
    ).one_or_none()
    if own is None:
        return ()
    used = {own.copy_of or key, key}
    chosen: list[tuple[int, Reason]] = []
    steps: tuple[tuple[Reason, Any], ...] = (
        ("event", story_article.c.story_id == own.story_id),
        ("saga", story.c.saga_id == own.saga_id),
        ("alike", None),
    )
    for reason, where in steps:
        for row in _near(conn, key, own.copy_of or key, where):
            text = row.copy_of or row.article_id
            if text not in used and len(chosen) < limit:
                used.add(text)
                chosen.append((row.article_id, reason))
    shown = summaries(conn, [one for one, _ in chosen])
    common = _common_types(conn, key, [one for one, reason in chosen if reason == "alike"])
    return tuple(
        ReadAlso(shown[one], common.get(one, reason)) for one, reason in chosen if one in shown
    )


def _common_types(conn: Connection, key: int, others: Sequence[int]) -> dict[int, Reason]:
    """Say of articles whether they name the same people or bodies as one, or the same places."""
    found: dict[int, Reason] = {}
    mine = select(entity_article.c.entity_id).where(entity_article.c.article_id == key)
    query = (
        select(entity_article.c.article_id, entity.c.type)
        .join(entity, entity.c.id == entity_article.c.entity_id)
        .where(entity_article.c.article_id.in_(others), entity_article.c.entity_id.in_(mine))
    )
    for row in conn.execute(query):
        if row.type in ("PER", "ORG"):
            found[row.article_id] = "who"
        elif row.type == "LOC":
            found.setdefault(row.article_id, "where")
    return found


def _near(conn: Connection, key: int, first: int, where: Any) -> list[AnyRow]:
    """Return the articles near one, the most alike first; those of `where` need not be near.

    What prints the same text (its first is `first`) is left out.
    """
    one_way = select(near_article.c.other_id.label("id"), near_article.c.story, near_article.c.saga)
    other_way = select(
        near_article.c.article_id.label("id"), near_article.c.story, near_article.c.saga
    )
    near = (
        one_way.where(near_article.c.article_id == key)
        .union_all(other_way.where(near_article.c.other_id == key))
        .subquery()
    )
    alike = near.c.story + near.c.saga
    query: Select[Any] = select(story_article.c.article_id, story_article.c.copy_of).join(
        story, story.c.id == story_article.c.story_id
    )
    if where is None:
        query = query.join(near, near.c.id == story_article.c.article_id)
    else:
        query = query.outerjoin(near, near.c.id == story_article.c.article_id).where(where)
    members = story_article.c
    query = query.where(members.article_id != first, members.copy_of.is_distinct_from(first))
    query = query.order_by(
        alike.is_(None), alike.desc(), story_article.c.sort_at.desc(), story_article.c.article_id
    )
    return list(conn.execute(query.limit(60)).all())


# --- rows ---------------------------------------------------------------------------


def story_row(conn: Connection, key: int | None) -> AnyRow | None:
    """Return a story's row, following merges.

    One whose articles were all placed elsewhere leads to where the one went that spoke for it.
    """
    met: set[int] = set()
    while key is not None and key not in met:
        met.add(key)
        end = living(conn, [key])[key]
        row = conn.execute(select(story).where(story.c.id == end)).one_or_none()
        if row is None or row.articles or row.headline_id is None:
            return row
        home = select(story_article.c.story_id).where(story_article.c.article_id == row.headline_id)
        key = conn.execute(home).scalar_one_or_none()
    return None


def _summaries(conn: Connection, rows: Sequence[AnyRow]) -> tuple[StorySummary, ...]:
    shown: dict[int, ArticleSummary] = {}
    for chunk in chunks(row.headline_id for row in rows if row.headline_id is not None):
        shown |= summaries(conn, chunk)
    return tuple(
        StorySummary(
            key=row.id,
            id=row.name,
            headline=shown[row.headline_id],
            first_at=_moment(row.first_at),
            last_at=_moment(row.last_at),
            articles=row.articles,
            copies=row.copies,
            sources=row.sources,
            recent_sources=row.recent,
            topic=row.topic,
        )
        for row in rows
        if row.headline_id in shown
    )


def _moment(seconds: int) -> dt.datetime:
    return EPOCH + dt.timedelta(seconds=seconds)


def _articles(conn: Connection, where: Any, limit: int) -> tuple[StoryArticleView, ...]:
    query = (
        select(story_article)
        .where(where)
        .order_by(story_article.c.sort_at, story_article.c.article_id)
        .limit(limit)
    )
    rows = conn.execute(query).all()
    wanted = {row.article_id for row in rows} | {row.copy_of for row in rows if row.copy_of}
    shown = _all_summaries(conn, wanted)
    return tuple(
        StoryArticleView(shown[row.article_id], row.sort_at, _note(row, shown))
        for row in rows
        if row.article_id in shown
    )


def _all_summaries(conn: Connection, keys: Iterable[int]) -> dict[int, ArticleSummary]:
    shown: dict[int, ArticleSummary] = {}
    for chunk in chunks(sorted(keys)):
        shown |= summaries(conn, chunk)
    return shown


def _note(row: AnyRow, shown: dict[int, ArticleSummary]) -> CopyNote | None:
    first = shown.get(row.copy_of)
    return CopyNote(row.copy_kind, first) if first is not None else None


def places_of(conn: Connection, keys: Sequence[int]) -> dict[int, ShortPlace]:
    """Return where articles stand, by their keys."""
    rows: list[AnyRow] = []
    for chunk in chunks(keys):
        query = select(story_article).where(story_article.c.article_id.in_(chunk))
        rows += conn.execute(query)
    copies: dict[int, int] = {}
    for chunk in chunks(sorted({row.copy_of or row.article_id for row in rows})):
        counted = (
            select(story_article.c.copy_of, func.count().label("copies"))
            .where(story_article.c.copy_of.in_(chunk))
            .group_by(story_article.c.copy_of)
        )
        copies |= {row.copy_of: row.copies for row in conn.execute(counted)}
    found: dict[int, ShortPlace] = {}
    for row in rows:
        first = row.copy_of or row.article_id
        found[row.article_id] = ShortPlace(row.story_id, first, row.by_hand, copies.get(first, 0))
    return found
