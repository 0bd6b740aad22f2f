"""Stories put right: by an editor's hand, or as a replay proposes. All of it is in a public log."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

import orjson
from sqlalchemy import Connection, delete, insert, select, update

from marsad.errors import InputError
from marsad.store.database import AnyRow, chunks
from marsad.store.placing import raise_version
from marsad.store.replacing import keep_places
from marsad.store.schema import article
from marsad.store.story_records import LogAction, LogState
from marsad.store.story_schema import story, story_article, story_log
from marsad.store.story_totals import recount


def merge(conn: Connection, key: int, into: int, *, now: dt.datetime, reason: str) -> None:
    """Make all of one story part of another; its address leads there from now on.

    Raises:
        InputError: there is no such story, it is merged already, or both are one.
    """
    if key == into:
        raise InputError(f"story {key}: cannot be merged into itself")
    own, other = _live(conn, key), _live(conn, into)
    moved = _members(conn, own.id)
    _move(conn, moved, other.id)
    conn.execute(update(story).where(story.c.id == own.id).values(merged_into=other.id))
    _log(conn, "merge", "done", own.id, other.id, moved, now=now, reason=reason)
    _finish(conn, own.id, other.id)


def split(
    conn: Connection, key: int, articles: Sequence[int], *, now: dt.datetime, reason: str
) -> int:
    """Give some articles of a story one of their own, in the same saga; return its key.

    Raises:
        InputError: there is no such story, or not all are articles of it, or none would stay.
    """
    own = _live(conn, key)
    members = set(_members(conn, own.id))
    chosen = sorted(set(articles))
    if not chosen or not members.issuperset(chosen):
        raise InputError(f"story {key}: name articles that are in it")
    if len(chosen) == len(members):
        raise InputError(f"story {key}: no article would stay in it")
    name = hashlib.sha256(f"split\n{own.name}\n{chosen}\n{now.isoformat()}".encode()).hexdigest()
    statement = insert(story).values(name=name[:16], saga_id=own.saga_id).returning(story.c.id)
    new = int(conn.execute(statement).scalar_one())
    _move(conn, chosen, new)
    _log(conn, "split", "done", own.id, new, chosen, now=now, reason=reason)
    _finish(conn, own.id, new)
    return new


def move(
    conn: Connection, articles: Sequence[int], into: int, *, now: dt.datetime, reason: str
) -> None:
    """Move articles of one story into another; all of them merge it.

    Raises:
        InputError: there is no such story, or the articles are not all of one story.
    """
    other = _live(conn, into)
    query = select(story_article.c.story_id).where(story_article.c.article_id.in_(articles))
    homes = set(conn.execute(query.distinct()).scalars())
    if len(homes) != 1:
        raise InputError("move: name articles of one story")
    (home,) = homes
    if home == other.id:
        raise InputError(f"story {into}: the articles are in it already")
    chosen = sorted(set(articles))
    if chosen == _members(conn, home):
        merge(conn, home, other.id, now=now, reason=reason)
        return
    _move(conn, chosen, other.id)
    _log(conn, "move", "done", home, other.id, chosen, now=now, reason=reason)
    _finish(conn, home, other.id)


def propose(
    conn: Connection,
    action: LogAction,
    key: int,
    other: int | None,
    articles: Sequence[int],
    *,
    now: dt.datetime,
    reason: str,
) -> bool:
    """Note what a replay would change; False where it is noted, or was turned down, before.

    Merges of the same two stories are the same proposal, splits and moves those of one story that
    name an article in common: a newer one takes the place of an older.
    """
    seen = conn.execute(
        select(story_log.c.id, story_log.c.state, story_log.c.articles).where(
            story_log.c.action == action,
            story_log.c.story_id == key,
            story_log.c.other_id.is_(None) if other is None else story_log.c.other_id == other,
            story_log.c.state.in_(("proposed", "rejected")),
        )
    ).all()
    wanted = sorted(articles)
    same = [
        row
        for row in seen
        if action == "merge" or not set(orjson.loads(row.articles)).isdisjoint(wanted)
    ]
    if any(row.state == "rejected" or orjson.loads(row.articles) == wanted for row in same):
        return False
    conn.execute(delete(story_log).where(story_log.c.id.in_([row.id for row in same])))
    _log(conn, action, "proposed", key, other, articles, now=now, reason=reason)
    return True


def accept(conn: Connection, entry: int, *, now: dt.datetime) -> None:
    """Do what was proposed.

    Raises:
        InputError: there is no such proposal, or the stories have changed so that it cannot be.
    """
    row = _proposal(conn, entry)
    articles = orjson.loads(row.articles)
    conn.execute(delete(story_log).where(story_log.c.id == entry))
    if row.action == "merge":
        merge(conn, row.story_id, row.other_id, now=now, reason=row.reason)
    elif row.action == "split":
        split(conn, row.story_id, articles, now=now, reason=row.reason)
    elif set(articles) <= set(_members(conn, row.story_id)):
        move(conn, articles, row.other_id, now=now, reason=row.reason)
    else:
        raise InputError(f"{entry}: the articles have left story {row.story_id} since")


def reject(conn: Connection, entry: int) -> None:
    """Leave things as they are; the same is not proposed again.

    Raises:
        InputError: there is no such proposal.
    """
    _proposal(conn, entry)
    conn.execute(update(story_log).where(story_log.c.id == entry).values(state="rejected"))


def _proposal(conn: Connection, entry: int) -> AnyRow:
    query = select(story_log).where(story_log.c.id == entry, story_log.c.state == "proposed")
    row = conn.execute(query).one_or_none()
    if row is None:
        raise InputError(f"{entry}: no such proposal")
    return row


def _live(conn: Connection, key: int) -> AnyRow:
    row = conn.execute(select(story).where(story.c.id == key)).one_or_none()
    if row is None:
        raise InputError(f"{key}: no such story")
    if row.merged_into is not None:
        raise InputError(f"story {key} is part of story {row.merged_into}")
    return row


def _members(conn: Connection, key: int) -> list[int]:
    query = (
        select(story_article.c.article_id)
        .join(article, article.c.id == story_article.c.article_id)
        .where(story_article.c.story_id == key)
    )
    return sorted(conn.execute(query).scalars())


def _move(conn: Connection, articles: Sequence[int], into: int) -> None:
    for chunk in chunks(articles):
        conn.execute(
            update(story_article)
            .where(story_article.c.article_id.in_(chunk))
            .values(story_id=into, by_hand=True)
        )


def _log(
    conn: Connection,
    action: LogAction,
    state: LogState,
    key: int,
    other: int | None,
    articles: Sequence[int],
    *,
    now: dt.datetime,
    reason: str,
) -> None:
    values = {
        "at": now,
        "action": action,
        "state": state,
        "story_id": key,
        "other_id": other,
        "articles": orjson.dumps(sorted(articles)).decode(),
        "reason": reason,
    }
    conn.execute(insert(story_log).values(**values))


def _finish(conn: Connection, *keys: int) -> None:
    keep_places(conn, keys)
    recount(conn, keys)
    raise_version(conn)
