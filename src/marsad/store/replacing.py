"""All articles placed anew, after an upgrade of what finds copies and stories.

Who asks lets every article wait, in the same queue as new ones; until its turn it keeps the place
that it has. So any process goes on with it, and one that dies loses nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Connection, delete, exists, func, insert, select

from marsad.store.database import chunks
from marsad.store.placing import raise_version
from marsad.store.story_merges import living
from marsad.store.story_schema import connect_due, connect_state, story_article, story_log


def ask_for_all(conn: Connection) -> int:
    """Let every article that has a place wait for a new one; return how many articles wait.

    What an editor put right stays: the stories that were merged, split or had articles moved keep
    all their articles, for who was left behind was decided as well. What a replay had proposed is
    dropped, since it was about the old places. Where an earlier request is not done yet, nothing is
    added to it.
    """
    if count_again(conn) == 0:
        wanted = select(story_article.c.article_id, story_article.c.sort_at).where(
            story_article.c.by_hand.is_(False)
        )
        conn.execute(insert(connect_due).from_select(["article_id", "sort_at"], wanted))
        keep_places(conn, _put_right(conn))
        conn.execute(delete(story_log).where(story_log.c.state == "proposed"))
        raise_version(conn)
    return conn.execute(select(func.count()).select_from(connect_due)).scalar_one()


def count_again(conn: Connection) -> int:
    """Return how many articles that have a place wait for a new one."""
    placed = exists().where(story_article.c.article_id == connect_due.c.article_id)
    query = select(func.count()).select_from(connect_due).where(placed)
    return conn.execute(query).scalar_one()


def keep_places(conn: Connection, stories: Iterable[int]) -> None:
    """Let the articles of stories keep their places, if they wait for new ones."""
    for chunk in chunks(sorted(set(stories))):
        members = select(story_article.c.article_id).where(story_article.c.story_id.in_(chunk))
        conn.execute(delete(connect_due).where(connect_due.c.article_id.in_(members)))


def held_until(conn: Connection, now: dt.datetime) -> dt.datetime | None:
    """Return until when a process that places articles now has them for itself; None if none."""
    until = conn.execute(select(connect_state.c.leased_until)).scalar_one_or_none()
    return until if until is not None and until > now else None


def _put_right(conn: Connection) -> set[int]:
    """Return the stories that editors changed."""
    placed = select(story_article.c.story_id).where(story_article.c.by_hand.is_(True))
    found = set(conn.execute(placed.distinct()).scalars())
    logged = select(story_log.c.story_id, story_log.c.other_id).where(story_log.c.state == "done")
    named = {key for row in conn.execute(logged) for key in row if key is not None}
    return found | set(living(conn, named).values())
