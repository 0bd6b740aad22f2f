"""Publishers that are gathered, their feeds, and the leases on them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, case, delete, func, select, update

from marsad.store.database import AnyRow, Backend, clean_text, upsert
from marsad.store.records import FeedState, PublisherStatus, SourceStatus
from marsad.store.schema import WAITING, article, counter, feed, publisher, queue, source
from marsad.types import Feed, Publisher, Source

MAX_ERROR = 500


def add_source(conn: Connection, added: Source, *, now: dt.datetime) -> SourceStatus:
    """Add a publisher, or update the one of the same domain; its feeds are added to those known."""
    values = {
        "domain": added.domain,
        "name": clean_text(added.name),
        "homepage": clean_text(added.homepage) if added.homepage else None,
        "country": added.country,
        "zone": added.zone,
        "language": added.language,
        "interval": added.interval,
    }
    statement = upsert(conn, source).values(**values, added_at=now)
    # What the user does not say this time stays as it was.
    kept = {key: value for key, value in values.items() if value is not None and key != "domain"}
    key = conn.execute(
        statement.on_conflict_do_update(index_elements=["domain"], set_=kept).returning(source.c.id)
    ).scalar_one()
    for item in added.feeds:
        row = upsert(conn, feed).values(
            source_id=key, url=clean_text(item.url), kind=item.kind, next_at=now, failures=0
        )
        conn.execute(
            row.on_conflict_do_update(index_elements=["source_id", "url"], set_={"kind": item.kind})
        )
    if added.country:
        _set_country(conn, added.domain, added.country)
    return _statuses(conn, source.c.id == key)[0]


def _set_country(conn: Connection, domain: str, country: str) -> None:
    """Hand a source's country on to its articles, those of subdomains included."""
    names = [
        name
        for name in conn.execute(select(publisher.c.domain)).scalars()
        if domain in parents(name)
    ]
    own = set(conn.execute(select(source.c.domain).where(source.c.domain.in_(names))).scalars())
    names = [name for name in names if name == domain or name not in own]
    for table in (publisher, article):
        conn.execute(update(table).where(table.c.domain.in_(names)).values(country=country))


def parents(domain: str) -> list[str]:
    """Return a domain and those above it: a source speaks for its subdomains too."""
    labels = domain.split(".")
    return [".".join(labels[start:]) for start in range(max(1, len(labels) - 1))]


def source_facts(
    conn: Connection, domains: Iterable[str]
) -> dict[str, tuple[str | None, str | None]]:
    """Return each domain's country and zone, from its source or that of a domain above it."""
    chains = {domain: parents(domain) for domain in domains}
    names = {name for chain in chains.values() for name in chain}
    rows = conn.execute(
        select(source.c.domain, source.c.country, source.c.zone).where(source.c.domain.in_(names))
    )
    known = {row.domain: (row.country, row.zone) for row in rows}
    return {
        domain: next((known[name] for name in chain if name in known), (None, None))
        for domain, chain in chains.items()
    }


def remove_source(conn: Connection, domain: str) -> bool:
    """Stop gathering a publisher; its articles stay. Say whether there was one."""
    return conn.execute(delete(source).where(source.c.domain == clean_text(domain))).rowcount > 0


def sources(conn: Connection) -> tuple[SourceStatus, ...]:
    """Return every source, by name."""
    return _statuses(conn)


def source_by_domain(conn: Connection, domain: str) -> SourceStatus | None:
    """Return the source of a domain."""
    found = _statuses(conn, source.c.domain == clean_text(domain))
    return found[0] if found else None


def _statuses(conn: Connection, *where: Any) -> tuple[SourceStatus, ...]:
    rows = conn.execute(select(source).where(*where).order_by(source.c.name, source.c.id)).all()
    keys = [row.id for row in rows]
    feeds = _feeds(conn, keys)
    waiting = conn.execute(
        select(queue.c.source_id, func.count())
        .where(queue.c.source_id.in_(keys), queue.c.state == WAITING)
        .group_by(queue.c.source_id)
    )
    queued = {row[0]: row[1] for row in waiting}
    tallies = _tallies(conn, [row.domain for row in rows])
    return tuple(
        SourceStatus(
            id=row.id,
            source=_source(row, feeds[row.id]),
            added_at=row.added_at,
            feeds=tuple(feeds[row.id]),
            article_count=tallies.get(row.domain, (0, None))[0],
            latest_at=_moment(tallies.get(row.domain, (0, None))[1]),
            queued=queued.get(row.id, 0),
        )
        for row in rows
    )


def _source(row: AnyRow, states: Sequence[FeedState]) -> Source:
    return Source(
        name=row.name,
        domain=row.domain,
        homepage=row.homepage,
        country=row.country,
        zone=row.zone,
        language=row.language,
        feeds=tuple(state.feed for state in states),
        interval=row.interval,
    )


def _feeds(conn: Connection, source_ids: Sequence[int]) -> dict[int, list[FeedState]]:
    grouped: dict[int, list[FeedState]] = defaultdict(list)
    for state in _feed_states(conn, feed.c.source_id.in_(source_ids)):
        grouped[state.source_id].append(state)
    return grouped


def _feed_states(conn: Connection, where: Any) -> tuple[FeedState, ...]:
    rows = conn.execute(
        select(feed, source.c.domain, source.c.interval)
        .join(source, source.c.id == feed.c.source_id)
        .where(where)
        .order_by(feed.c.next_at, feed.c.id)
    )
    return tuple(
        FeedState(
            id=row.id,
            source_id=row.source_id,
            domain=row.domain,
            feed=Feed(row.url, row.kind),
            interval=row.interval,
            etag=row.etag,
            last_modified=row.last_modified,
            next_at=row.next_at,
            fetched_at=row.fetched_at,
            failures=row.failures,
            error=row.error,
        )
        for row in rows
    )


def _tallies(conn: Connection, domains: Sequence[str]) -> dict[str, tuple[int, int | None]]:
    rows = conn.execute(
        select(counter.c.name, counter.c.value, counter.c.latest).where(
            counter.c.kind == "domain", counter.c.name.in_(domains)
        )
    )
    return {row.name: (row.value, row.latest) for row in rows}


def publishers(conn: Connection, domain: str | None = None) -> tuple[PublisherStatus, ...]:
    """Return every domain that has articles, or the one asked for, most articles first."""
    query = (
        select(publisher, counter.c.value, counter.c.latest)
        .join(counter, (counter.c.kind == "domain") & (counter.c.name == publisher.c.domain))
        .where(counter.c.value > 0)
        .order_by(counter.c.value.desc(), publisher.c.domain)
    )
    if domain is not None:
        query = query.where(publisher.c.domain == clean_text(domain))
    return tuple(
        PublisherStatus(
            Publisher(row.name, row.domain), row.value, _moment(row.latest), row.country
        )
        for row in conn.execute(query)
    )


def _moment(seconds: int | None) -> dt.datetime | None:
    return None if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC)


def lease_feeds(
    conn: Connection, backend: Backend, *, now: dt.datetime, limit: int, seconds: float
) -> tuple[FeedState, ...]:
    """Take feeds that are due; until the lease ends or `feed_done`, nobody else gets them."""
    keys = backend.due_feeds(conn, now, limit)
    until = now + dt.timedelta(seconds=seconds)
    conn.execute(update(feed).where(feed.c.id.in_(keys)).values(leased_until=until))
    return _feed_states(conn, feed.c.id.in_(keys))


def feed_done(
    conn: Connection,
    feed_id: int,
    *,
    now: dt.datetime,
    next_at: dt.datetime,
    etag: str | None = None,
    last_modified: str | None = None,
    error: str | None = None,
) -> None:
    """Give a feed back: when it is due again, and what it answered or why it did not."""
    values: dict[str, Any] = {"next_at": next_at, "leased_until": None, "fetched_at": now}
    if error is None:
        values |= {"etag": etag, "last_modified": last_modified, "failures": 0, "error": None}
    else:
        values |= {"failures": feed.c.failures + 1, "error": clean_text(error)[:MAX_ERROR]}
    conn.execute(update(feed).where(feed.c.id == feed_id).values(**values))


def next_feed(conn: Connection) -> dt.datetime | None:
    """Return when the next feed is due, leases counted."""
    leased = feed.c.leased_until > feed.c.next_at
    due = func.min(case((leased, feed.c.leased_until), else_=feed.c.next_at))
    return conn.execute(select(due)).scalar_one_or_none()
