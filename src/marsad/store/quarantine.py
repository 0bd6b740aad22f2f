"""Inputs that failed, with their reason; one that succeeds later leaves it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, func, select, tuple_

from marsad.store.counters import QUARANTINED, change_counter, totals
from marsad.store.database import chunks, clean_text, digest, upsert
from marsad.store.records import Cursor, Quarantined
from marsad.store.schema import quarantine
from marsad.types import Failure

STAGES = ("fetch", "extract", "analyze", "store")
MAX_NAME = 1_000
MAX_REASON = 500


def quarantine_failures(
    conn: Connection, failures: Sequence[tuple[Failure, int | None]], *, now: dt.datetime
) -> None:
    """Keep failures, each with its page's key if that was kept; one name and stage is one row."""
    rows = {
        digest(failure.stage, failure.name): {
            "stage": failure.stage,
            "name": clean_text(failure.name)[:MAX_NAME],
            "reason": clean_text(failure.reason)[:MAX_REASON],
            "first_at": now,
            "last_at": now,
            "attempts": 1,
            "page_id": page_id,
        }
        for failure, page_id in failures
    }
    if not rows:
        return
    known = conn.execute(
        select(func.count()).select_from(quarantine).where(quarantine.c.key.in_(rows))
    ).scalar_one()
    statement = upsert(conn, quarantine)
    new = statement.excluded
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=["key"],
            set_={
                "reason": new.reason,
                "last_at": new.last_at,
                "attempts": quarantine.c.attempts + 1,
                "page_id": func.coalesce(new.page_id, quarantine.c.page_id),
            },
        ),
        [{"key": key, **row} for key, row in sorted(rows.items())],
    )
    change_counter(conn, QUARANTINED, len(rows) - known)


def release(conn: Connection, *, names: Iterable[str] = (), page_ids: Iterable[int] = ()) -> None:
    """Let inputs go that have succeeded, by their names or by their pages."""
    if not totals(conn).get("quarantined", (0, None))[0]:
        return
    keys = [digest(stage, name) for name in names for stage in STAGES]
    gone = sum(
        conn.execute(delete(quarantine).where(quarantine.c.key.in_(chunk))).rowcount
        for chunk in chunks(sorted(keys))
    )
    gone += sum(
        conn.execute(delete(quarantine).where(quarantine.c.page_id.in_(chunk))).rowcount
        for chunk in chunks(sorted(page_ids))
    )
    change_counter(conn, QUARANTINED, -gone)


def list_quarantine(
    conn: Connection, *, limit: int, after: Cursor | None = None
) -> tuple[Quarantined, ...]:
    """List what failed, the latest first; a list goes on after `last_at` and key of its last."""
    query = select(quarantine).order_by(quarantine.c.last_at.desc(), quarantine.c.id.desc())
    if after is not None:
        place = dt.datetime.fromtimestamp(after.order, dt.UTC)
        query = query.where(tuple_(quarantine.c.last_at, quarantine.c.id) < (place, after.key))
    return tuple(
        Quarantined(
            id=row.id,
            name=row.name,
            stage=row.stage,
            reason=row.reason,
            first_at=row.first_at,
            last_at=row.last_at,
            attempts=row.attempts,
            page_id=row.page_id,
        )
        for row in conn.execute(query.limit(limit))
    )
