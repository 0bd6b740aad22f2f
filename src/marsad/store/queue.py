"""Announced pages that wait to be fetched, and the leases on them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from marsad.codec import format_stamp
from marsad.instants import stamp_instant
from marsad.store.database import Backend, chunks, clean_text, digest
from marsad.store.quarantine import quarantine_failures
from marsad.store.records import Announcement, QueuedPage
from marsad.store.schema import DONE, GIVEN_UP, WAITING, queue
from marsad.types import Failure
from marsad.urls import clean_url, domain_of

MAX_URL = 2_000
MAX_TITLE = 500
MAX_REASON = 500


def announce(
    conn: Connection, source_id: int, items: Iterable[Announcement], *, now: dt.datetime
) -> int:
    """Queue the pages that are new, or that changed since they were last announced.

    Addresses that differ by trackers or fragment alone are one page. Returns how many were queued.
    """
    return sum(_announce(conn, source_id, chunk, now) for chunk in chunks(items))


def _announce(
    conn: Connection, source_id: int, items: Sequence[Announcement], now: dt.datetime
) -> int:
    wanted = {
        digest(clean_url(item.url)): item
        for item in items
        if len(item.url) <= MAX_URL and domain_of(item.url)
    }
    rows = conn.execute(
        select(queue.c.id, queue.c.url_hash, queue.c.modified).where(queue.c.url_hash.in_(wanted))
    )
    known = {row.url_hash: (row.id, row.modified) for row in rows}
    new = [
        _queue_row(source_id, key, item, now) for key, item in wanted.items() if key not in known
    ]
    changed = [
        {
            "key": known[key][0],
            "modified": item.modified,
            "fresh_at": min(item.modified, now),
            "due_at": now,
        }
        for key, item in wanted.items()
        if key in known and item.modified and _later(item.modified, known[key][1])
    ]
    if new:
        conn.execute(insert(queue), new)
    if changed:
        again = update(queue).where(queue.c.id == bindparam("key"))
        conn.execute(
            again.values(
                modified=bindparam("modified"),
                fresh_at=bindparam("fresh_at"),
                due_at=bindparam("due_at"),
                state=WAITING,
                attempts=0,
                error=None,
            ),
            changed,
        )
    return len(new) + len(changed)


def _later(modified: dt.datetime, known: dt.datetime | None) -> bool:
    return known is None or modified > known


def _queue_row(source_id: int, key: bytes, item: Announcement, now: dt.datetime) -> dict[str, Any]:
    fresh = item.modified or (stamp_instant(item.published) if item.published else None) or now
    return {
        "source_id": source_id,
        "url": clean_text(item.url),
        "url_hash": key,
        "host": domain_of(item.url),
        "title": clean_text(item.title)[:MAX_TITLE] if item.title else None,
        "published": format_stamp(item.published) if item.published else None,
        "modified": item.modified,
        "announced_at": now,
        "fresh_at": min(fresh, now),
        "state": WAITING,
        "attempts": 0,
        "due_at": now,
    }


def lease_pages(
    conn: Connection, backend: Backend, *, now: dt.datetime, limit: int, seconds: float
) -> tuple[QueuedPage, ...]:
    """Take pages that are due, in turn over their hosts, the newest of each host first.

    Nobody else gets them until the lease ends. `attempts` counts earlier leases, those of workers
    that died with the page in hand included.
    """
    keys = _due(conn, backend, now, limit)
    rows = conn.execute(
        select(queue.c.id, queue.c.source_id, queue.c.url, queue.c.attempts).where(
            queue.c.id.in_(keys)
        )
    )
    leased = {row.id: QueuedPage(row.id, row.source_id, row.url, row.attempts) for row in rows}
    conn.execute(
        update(queue)
        .where(queue.c.id.in_(keys))
        .values(due_at=now + dt.timedelta(seconds=seconds), attempts=queue.c.attempts + 1)
    )
    return tuple(leased[key] for key in keys)


def _due(conn: Connection, backend: Backend, now: dt.datetime, limit: int) -> list[int]:
    """Choose due pages: first one of each host, then a second one of each, and so on."""
    hosts = _waiting_hosts(conn)
    if not hosts:
        return []
    # Few of each will do, unless few hosts have any that is due.
    enough = min(limit, max(4, 2 * limit // len(hosts)))
    for per_host in dict.fromkeys((enough, limit)):
        found = backend.due_pages(conn, hosts, now, per_host)
        if len(found) >= limit:
            break
    turns: Counter[str] = Counter()
    ordered: list[tuple[int, int, int]] = []
    for position, (host, key) in enumerate(found):
        ordered.append((turns[host], position, key))
        turns[host] += 1
    return [key for _, _, key in sorted(ordered)[:limit]]


def _waiting_hosts(conn: Connection) -> list[str]:
    """List the hosts that pages wait for, by jumps over the index and not over all pages."""
    rows = conn.execute(
        text(
            "WITH RECURSIVE waiting (name) AS ("
            " SELECT min(host) FROM queue WHERE state = :state"
            " UNION ALL SELECT (SELECT min(host) FROM queue WHERE state = :state AND host > name)"
            " FROM waiting WHERE name IS NOT NULL)"
            " SELECT name FROM waiting WHERE name IS NOT NULL"
        ),
        {"state": WAITING},
    )
    return list(rows.scalars())


def pages_done(conn: Connection, queue_ids: Sequence[int]) -> None:
    """Mark queued pages as answered."""
    for chunk in chunks(sorted(queue_ids)):
        conn.execute(update(queue).where(queue.c.id.in_(chunk)).values(state=DONE, error=None))


def page_failed(
    conn: Connection,
    queue_id: int,
    *,
    now: dt.datetime,
    retry_at: dt.datetime | None,
    failure: Failure,
) -> None:
    """Put a page back until `retry_at`; without one it is given up and goes to quarantine."""
    values: dict[str, Any] = {"error": clean_text(failure.reason)[:MAX_REASON]}
    values |= {"state": GIVEN_UP} if retry_at is None else {"due_at": retry_at}
    conn.execute(update(queue).where(queue.c.id == queue_id).values(**values))
    if retry_at is None:
        quarantine_failures(conn, [(failure, None)], now=now)


def next_page(conn: Connection) -> dt.datetime | None:
    """Return when the next queued page is due, leases counted."""
    return conn.execute(
        select(func.min(queue.c.due_at)).where(queue.c.state == WAITING)
    ).scalar_one_or_none()
