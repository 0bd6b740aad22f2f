"""Raw pages, kept compressed so that every later stage can be run again."""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from marsad.store.counters import PAGES, change_counter
from marsad.store.database import AnyRow, chunks, clean_text, digest, insert_keys
from marsad.store.records import StoredPage
from marsad.store.schema import page
from marsad.types import Page

STREAMED = 20
"""Pages in memory at once while a store is read through; one may have megabytes."""


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """A page ready to be stored; `key` stands for its address and body."""

    key: bytes
    row: dict[str, Any]


def prepare_page(value: Page) -> PreparedPage:
    """Compress a page."""
    key = digest(value.url or "", hashlib.sha256(value.body).hexdigest())
    row = {
        "url": clean_text(value.url) if value.url else None,
        "key": key,
        "content_type": clean_text(value.content_type) if value.content_type else None,
        "status": max(0, min(value.status, 999)),
        "fetched_at": value.fetched_at,
        "size": len(value.body),
        "body": zlib.compress(value.body),
    }
    return PreparedPage(key, row)


def store_pages(conn: Connection, prepared: Sequence[PreparedPage]) -> dict[bytes, int]:
    """Store pages that are not there yet; return the keys of all by their `key`."""
    wanted = {item.key: item.row for item in prepared}
    known: dict[bytes, int] = {}
    for chunk in chunks(wanted):
        rows = conn.execute(select(page.c.key, page.c.id).where(page.c.key.in_(chunk)))
        known |= {row.key: row.id for row in rows}
    new = [row for key, row in wanted.items() if key not in known]
    keys = insert_keys(conn, page, new)
    change_counter(conn, PAGES, len(new))
    return known | {row["key"]: key for row, key in zip(new, keys, strict=True)}


def page_chunk(conn: Connection, *, since: dt.datetime | None, after_id: int) -> list[AnyRow]:
    """Read the next rows of pages in the order they were kept, bodies still compressed.

    `since` looks at when a page was fetched.
    """
    query = select(page).where(page.c.id > after_id).order_by(page.c.id).limit(STREAMED)
    if since is not None:
        query = query.where(page.c.fetched_at >= since)
    return list(conn.execute(query))


def page_by_id(conn: Connection, key: int) -> StoredPage | None:
    """Return one page."""
    row = conn.execute(select(page).where(page.c.id == key)).first()
    return to_page(row) if row else None


def to_page(row: AnyRow) -> StoredPage:
    """Unpack a row of the page table."""
    return StoredPage(
        row.id,
        Page(
            url=row.url,
            body=zlib.decompress(row.body),
            content_type=row.content_type,
            status=row.status,
            fetched_at=row.fetched_at,
        ),
    )
