"""What the analysis found in each article, and which articles wait for it.

An article whose content or times changed is due again; the row that says so is written in the same
transaction, so that nothing is forgotten by a process that dies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from marsad.analysis.identities.records import Subject
from marsad.analysis.identities.subjects import read_subjects
from marsad.instants import article_day
from marsad.store.database import chunks, digest, upsert
from marsad.store.keywords import write_keywords
from marsad.store.linking import link_articles
from marsad.store.packing import pack, unpack
from marsad.store.placing import ask_for_places
from marsad.store.quarantine import quarantine_failures, release
from marsad.store.reading import stored_articles
from marsad.store.records import Analysed, StoredArticle
from marsad.store.schema import analysis, analysis_due, article
from marsad.types import Analysis, Article

_SURE = 0.6  # of the dev texts that are surer, nine in ten are right


def mark_due(conn: Connection, keys: Iterable[int]) -> None:
    """Ask for articles to be analysed (again); one that is being analysed is due once more."""
    rows = [{"article_id": key, "leased_until": None} for key in sorted(set(keys))]
    for chunk in chunks(rows):
        statement = upsert(conn, analysis_due).on_conflict_do_update(
            index_elements=["article_id"], set_={"leased_until": None}
        )
        conn.execute(statement, chunk)


def mark_outdated(conn: Connection, made_by: str) -> int:
    """Ask for every article whose analysis another version made, or that has none."""
    current = select(analysis.c.article_id).where(
        analysis.c.article_id == article.c.id, analysis.c.made_by == made_by
    )
    waiting = select(analysis_due.c.article_id).where(analysis_due.c.article_id == article.c.id)
    wanted = select(article.c.id).where(~current.exists(), ~waiting.exists())
    conn.execute(insert(analysis_due).from_select(["article_id"], wanted))
    return count_due(conn)


def count_due(conn: Connection) -> int:
    """Return how many articles wait, those in work included."""
    return conn.execute(select(func.count()).select_from(analysis_due)).scalar_one()


def lease_due(
    conn: Connection, *, now: dt.datetime, limit: int, seconds: float
) -> tuple[StoredArticle, ...]:
    """Take articles that wait, the newest first; nobody else gets them until the lease ends."""
    free = or_(analysis_due.c.leased_until.is_(None), analysis_due.c.leased_until <= now)
    query = (
        select(analysis_due.c.article_id)
        .where(free)
        .order_by(analysis_due.c.article_id.desc())
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    keys = list(conn.execute(query).scalars())
    until = now + dt.timedelta(seconds=seconds)
    for chunk in chunks(keys):
        conn.execute(
            update(analysis_due)
            .where(analysis_due.c.article_id.in_(chunk))
            .values(leased_until=until)
        )
    return tuple(stored_articles(conn, keys))


def save_analyses(conn: Connection, done: Sequence[Analysed], *, now: dt.datetime) -> None:
    """Keep analyses and failures; an article that changed meanwhile stays due."""
    rows = [_row(item) for item in done if item.analysis is not None]
    for chunk in chunks(rows):
        statement = upsert(conn, analysis)
        new = statement.excluded
        columns = ("made_by", "text_hash", "record")
        statement = statement.on_conflict_do_update(
            index_elements=["article_id"], set_={name: new[name] for name in columns}
        )
        conn.execute(statement, chunk)
    link_articles(conn, _subjects(conn, done))
    write_keywords(conn, {item.key: _keywords(item) for item in done})
    release(conn, names=[item.article.id for item in done if item.analysis is not None])
    failures = [(item.failure, None) for item in done if item.failure is not None]
    quarantine_failures(conn, failures, now=now)
    for keys in chunks(item.key for item in done):
        conn.execute(
            delete(analysis_due).where(
                analysis_due.c.article_id.in_(keys), analysis_due.c.leased_until.is_not(None)
            )
        )
    ask_for_places(conn, [item.key for item in done])


def sure_topic(found: Analysis) -> str | None:
    """Return the topic of an analysis that may be relied on."""
    return found.topic.label if found.topic and found.topic.score >= _SURE else None


def _keywords(item: Analysed) -> Iterable[str]:
    """Return an article's keywords, ours first; of one whose analysis failed, its publisher's."""
    found = item.analysis.keywords if item.analysis is not None else ()
    return (*(keyword.text for keyword in found), *item.article.tags)


def _subjects(conn: Connection, done: Sequence[Analysed]) -> dict[int, Sequence[Subject]]:
    """Return what to link of each article; nothing of one whose analysis failed."""
    found: dict[int, Sequence[Subject]] = {}
    bare: dict[int, tuple[Article, Analysis]] = {}
    for item in done:
        if item.analysis is None or item.subjects is not None:
            found[item.key] = item.subjects or ()
        else:
            bare[item.key] = item.article, item.analysis
    for chunk in chunks(bare):
        query = select(article.c.id, article.c.first_seen).where(article.c.id.in_(chunk))
        for row in conn.execute(query):
            source, analysed = bare[row.id]
            found[row.id] = read_subjects(analysed, article_day(source.published, row.first_seen))
    return found


def _row(item: Analysed) -> dict[str, Any]:
    assert item.analysis is not None  # noqa: S101  # callers have checked
    return {
        "article_id": item.key,
        "made_by": item.made_by,
        "text_hash": digest(item.article.analysed_text),
        "record": pack(item.analysis),
    }


def load_analysis(conn: Connection, stored: StoredArticle) -> Analysis | None:
    """Return the analysis of an article as it stands; None while it waits for one."""
    query = select(analysis.c.record, analysis.c.text_hash).where(
        analysis.c.article_id == stored.key
    )
    row = conn.execute(query).one_or_none()
    if row is None or row.text_hash != digest(stored.article.analysed_text):
        return None
    return unpack(row.record, stored.article)
