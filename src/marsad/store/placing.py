"""Articles that wait for their place among the stories, and where they were placed.

One process places at a time: it holds a lease, and what it saves counts only while nobody else has
changed a place since. Whoever takes over reads the places of the last days and goes on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from marsad.store.copy_groups import put_first, take_along, tell_kinds, true_firsts
from marsad.store.database import AnyRow, chunks, digest, upsert
from marsad.store.packing import unpack
from marsad.store.reading import stored_articles
from marsad.store.records import StoredArticle
from marsad.store.schema import analysis, analysis_due, article
from marsad.store.story_merges import living
from marsad.store.story_records import ConnectBatch, Connecting, Place
from marsad.store.story_schema import (
    connect_due,
    connect_state,
    near_article,
    saga,
    shared_text,
    story,
    story_article,
)
from marsad.store.story_totals import recount
from marsad.stories.connect import Connected
from marsad.stories.items import lead_countries, read_item

_NEEDED = ("mentions", "entities", "times", "topic")
"""Fields of an analysis that say where its article belongs."""

MOST_NEAR = 12
"""Articles that are kept as near to one."""


PLACED = (
    story_article.c.article_id,
    story_article.c.sort_at,
    story_article.c.copy_of,
    story_article.c.copy_kind,
    story_article.c.topic,
    story.c.name.label("story"),
    saga.c.name.label("saga"),
)
"""What is kept of a place; `connected` reads it."""


def ask_for_places(conn: Connection, keys: Iterable[int]) -> None:
    """Let analysed articles wait for their place; those that have one keep it."""
    for some in chunks(keys):
        rows = conn.execute(
            select(article.c.id, article.c.sort_at).where(
                article.c.id.in_(some),
                ~exists().where(story_article.c.article_id == article.c.id),
            )
        ).all()
        if rows:
            statement = upsert(conn, connect_due).on_conflict_do_nothing()
            conn.execute(
                statement, [{"article_id": row.id, "sort_at": row.sort_at} for row in rows]
            )


def count_waiting(conn: Connection) -> int:
    """Return how many articles wait for their place."""
    return conn.execute(select(func.count()).select_from(connect_due)).scalar_one()


def lease_batch(
    conn: Connection, *, now: dt.datetime, limit: int, span: int, seconds: float
) -> ConnectBatch | None:
    """Take the oldest articles that wait; None if there are none, or another process is at work.

    None is published more than `span` seconds after the first. An article comes after all older
    ones: while one of those is still to be analysed, it waits.
    """
    state = conn.execute(select(connect_state).with_for_update(skip_locked=True)).one_or_none()
    if state is None or (state.leased_until is not None and state.leased_until > now):
        return None
    oldest = (
        select(func.min(article.c.sort_at))
        .join(analysis_due, analysis_due.c.article_id == article.c.id)
        .where(~exists().where(story_article.c.article_id == article.c.id))  # those stay
        .scalar_subquery()
    )
    first = connect_due.alias()
    query = (
        select(connect_due.c.article_id, connect_due.c.sort_at)
        .where(
            connect_due.c.sort_at < func.coalesce(oldest, connect_due.c.sort_at + 1),
            connect_due.c.sort_at <= select(func.min(first.c.sort_at)).scalar_subquery() + span,
        )
        .order_by(connect_due.c.sort_at, connect_due.c.article_id)
        .limit(limit)
    )
    rows = conn.execute(query).all()
    if not rows:
        return None
    # All of one moment come together: among them the ids decide, not the order of arrival.
    last = select(first.c.article_id).where(first.c.sort_at == rows[-1].sort_at)
    keys = sorted({row.article_id for row in rows} | set(conn.execute(last).scalars()))
    until = now + dt.timedelta(seconds=seconds)
    conn.execute(update(connect_state).values(leased_until=until))
    waiting = sorted(_connecting(conn, keys), key=lambda one: (one.item.at, one.item.id))
    return ConnectBatch(state.version, until, tuple(waiting))


def placed_between(
    conn: Connection, first: int, last: int
) -> Iterator[tuple[Connecting, Connected]]:
    """Read the articles published between two moments, in seconds, with their places, by time.

    Those that wait for a new place are left out.
    """
    query = (
        select(*PLACED)
        .join(story, story.c.id == story_article.c.story_id)
        .join(saga, saga.c.id == story.c.saga_id)
        .where(
            story_article.c.sort_at.between(first, last),
            ~exists().where(connect_due.c.article_id == story_article.c.article_id),
        )
        .join(article, article.c.id == story_article.c.article_id)
        .order_by(story_article.c.sort_at, article.c.external_id)
    )
    for rows in chunks(conn.execute(query).all()):
        firsts = external_ids(conn, {row.copy_of for row in rows if row.copy_of is not None})
        known = {one.key: one for one in _connecting(conn, [row.article_id for row in rows])}
        for row in rows:
            one = known.get(row.article_id)
            if one is not None:
                yield one, connected(row, one.item.id, firsts)


def connected(row: AnyRow, article_id: str, firsts: Mapping[int, str]) -> Connected:
    """Read a place that is kept (`PLACED`); `firsts` are the ids of the firsts of copy groups."""
    copied = firsts.get(row.copy_of)
    kind = row.copy_kind if copied else None
    return Connected(article_id, row.story, row.saga, copied, kind)


def save_places(conn: Connection, batch: ConnectBatch, places: Sequence[Place]) -> bool:
    """Keep places and end the lease; False, and nothing is kept, if places changed meanwhile."""
    version = conn.execute(select(connect_state.c.version)).scalar_one()
    if version != batch.version:
        give_up(conn, batch)
        return False
    stories = _stories(conn, places)
    keys = {place.connected.article_id: place.waiting.key for place in places}
    own = set(keys.values())
    left = _forget(conn, own)
    keys |= _keys(conn, _others(places) - keys.keys())
    named = {keys[one] for place in places if (one := place.connected.copy_of) in keys}
    firsts = true_firsts(conn, named - own)
    rows = [_row(place, stories, keys, firsts) for place in places]
    for chunk in chunks(rows):
        statement = upsert(conn, story_article)
        new = statement.excluded
        names = [name for name in chunk[0] if name != "article_id"]
        conn.execute(
            statement.on_conflict_do_update(
                index_elements=["article_id"], set_={name: new[name] for name in names}
            ),
            chunk,
        )
    touched = left | _settle_copies(conn, rows, set(firsts.values()))
    _save_pairs(conn, places, keys)
    for done in chunks(own):
        conn.execute(delete(connect_due).where(connect_due.c.article_id.in_(done)))
    recount(conn, touched | set(stories.values()))
    raise_version(conn)
    return True


def give_up(conn: Connection, batch: ConnectBatch) -> None:
    """End a lease whose articles were not placed; they wait on."""
    own = connect_state.c.leased_until == batch.until  # another process may have one now
    conn.execute(update(connect_state).where(own).values(leased_until=None))


def raise_version(conn: Connection) -> None:
    """Say that places changed, so that whoever knows the old ones reads them again."""
    conn.execute(
        update(connect_state).values(version=connect_state.c.version + 1, leased_until=None)
    )


def claim_replay(conn: Connection, *, now: dt.datetime, every: dt.timedelta) -> bool:
    """Say whether a replay is due, and note that it is done: of several processes one does it."""
    state = conn.execute(select(connect_state).with_for_update(skip_locked=True)).one_or_none()
    if state is None or (state.replayed_at is not None and state.replayed_at > now - every):
        return False
    conn.execute(update(connect_state).values(replayed_at=now))
    return True


def put_in_time(conn: Connection, keys: Sequence[int]) -> None:
    """Set right what depends on when articles were published, after that was corrected."""
    members = story_article.c
    rows: list[Any] = []
    for chunk in chunks(keys):
        query = select(members.article_id, members.story_id, members.copy_of)
        rows += conn.execute(query.where(members.article_id.in_(chunk))).all()
    if rows:
        groups = {row.copy_of or row.article_id for row in rows}
        recount(conn, put_first(conn, groups) | {row.story_id for row in rows})
        raise_version(conn)


# --- rows ---------------------------------------------------------------------------


def _stories(conn: Connection, places: Sequence[Place]) -> dict[str, int]:
    """Return the keys of the places' stories, making those that are new.

    One that was merged gives the story that it is part of now.
    """
    sagas = _named(conn, saga, {place.connected.saga_id: {} for place in places})
    wanted = {
        place.connected.story_id: {"saga_id": sagas[place.connected.saga_id]} for place in places
    }
    named = _named(conn, story, wanted)
    into = living(conn, named.values())
    # Placed anew, a story may belong to another affair.
    affairs = {key: wanted[name]["saga_id"] for name, key in named.items() if into[key] == key}
    for chunk in chunks(sorted(affairs)):
        query = select(story.c.id, story.c.saga_id).where(story.c.id.in_(chunk))
        for row in conn.execute(query).all():
            if row.saga_id != affairs[row.id]:
                moved = update(story).where(story.c.id == row.id)
                conn.execute(moved.values(saga_id=affairs[row.id]))
    return {name: into[key] for name, key in named.items()}


def _named(conn: Connection, table: Any, wanted: dict[str, dict[str, Any]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for names in chunks(wanted):
        query = select(table.c.name, table.c.id).where(table.c.name.in_(names))
        found.update((row.name, row.id) for row in conn.execute(query))
    rows = [{"name": name, **more} for name, more in wanted.items() if name not in found]
    for chunk in chunks(rows):
        statement = insert(table).returning(table.c.name, table.c.id)
        found.update((row.name, row.id) for row in conn.execute(statement, chunk))
    return found


def _forget(conn: Connection, keys: set[int]) -> set[int]:
    """Forget what articles were near to, where they are placed anew; return their old stories."""
    stories: set[int] = set()
    for chunk in chunks(sorted(keys)):
        placed = select(story_article.c.story_id).where(story_article.c.article_id.in_(chunk))
        stories.update(conn.execute(placed.distinct()).scalars())
        for table in (near_article, shared_text):
            conn.execute(delete(table).where(table.c.article_id.in_(chunk)))
    return stories


def _settle_copies(conn: Connection, rows: Sequence[dict[str, Any]], turned: set[int]) -> set[int]:
    """Set right the copy groups of articles that were placed; return the stories concerned.

    `turned` are firsts that were named by another one of their group: kinds were told against that.
    """
    copies = {row["article_id"]: row["copy_of"] for row in rows if row["copy_of"] is not None}
    stories = take_along(conn, copies)
    for first in sorted(turned):
        stories |= tell_kinds(conn, first, [key for key, of in copies.items() if of == first])
    return stories | put_first(conn, copies.values())


def _others(places: Sequence[Place]) -> set[str]:
    named = {name for place in places for name, *_ in place.near[:MOST_NEAR]}
    for place in places:
        named.update(place.connected.shares_with)
        if place.connected.copy_of is not None:
            named.add(place.connected.copy_of)
    return named


def _row(
    place: Place, stories: dict[str, int], keys: dict[str, int], firsts: dict[int, int]
) -> dict[str, Any]:
    first = place.connected.copy_of
    copy_of = keys.get(first) if first is not None else None
    copy_of = firsts.get(copy_of, copy_of) if copy_of is not None else None
    return {
        "article_id": place.waiting.key,
        "story_id": stories[place.connected.story_id],
        "sort_at": int(place.waiting.item.at),
        "copy_of": copy_of,
        "copy_kind": place.connected.copy_kind if copy_of is not None else None,
        "topic": place.waiting.topic,
        "countries": " ".join(place.waiting.countries),
        "by_hand": False,
    }


def _save_pairs(conn: Connection, places: Sequence[Place], keys: dict[str, int]) -> None:
    shared: list[dict[str, Any]] = []
    near: list[dict[str, Any]] = []
    for place in places:
        key = place.waiting.key
        shared += [
            {"article_id": key, "other_id": keys[other]}
            for other in place.connected.shares_with
            if other in keys and keys[other] != key
        ]
        near += [
            {"article_id": key, "other_id": keys[other], "story": same, "saga": affair}
            for other, same, affair in place.near[:MOST_NEAR]
            if other in keys and keys[other] != key
        ]
    for chunk in chunks(shared):
        conn.execute(upsert(conn, shared_text).on_conflict_do_nothing(), chunk)
    for chunk in chunks(near):
        conn.execute(upsert(conn, near_article).on_conflict_do_nothing(), chunk)


def _keys(conn: Connection, names: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in chunks(sorted(names)):
        query = select(article.c.external_id, article.c.id).where(article.c.external_id.in_(chunk))
        found.update((row.external_id, row.id) for row in conn.execute(query))
    return found


def external_ids(conn: Connection, keys: set[int]) -> dict[int, str]:
    """Return the contract ids of articles by their keys."""
    found: dict[int, str] = {}
    for chunk in chunks(sorted(keys)):
        query = select(article.c.external_id, article.c.id).where(article.c.id.in_(chunk))
        found.update((row.id, row.external_id) for row in conn.execute(query))
    return found


def _connecting(conn: Connection, keys: Sequence[int]) -> Iterator[Connecting]:
    """Read what connecting needs of articles; one whose analysis failed has no names."""
    for chunk in chunks(keys):
        places = select(article.c.id, article.c.sort_at).where(article.c.id.in_(chunk))
        at = {row.id: row.sort_at for row in conn.execute(places)}
        query = select(analysis).where(analysis.c.article_id.in_(chunk))
        found = {row.article_id: row for row in conn.execute(query)}
        for stored in stored_articles(conn, chunk):
            yield _one(stored, at[stored.key], found.get(stored.key))


def _one(stored: StoredArticle, at: int, row: Any) -> Connecting:
    source = stored.article
    fresh = row is not None and row.text_hash == digest(source.analysed_text)
    found = unpack(row.record, source, _NEEDED) if fresh else None
    topic = found.topic.label if found is not None and found.topic else stored.topic
    countries = lead_countries(source, found) if found is not None else ()
    return Connecting(stored.key, read_item(source, found, float(at)), topic, countries)
