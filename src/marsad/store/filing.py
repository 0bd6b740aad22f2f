"""Articles that no section files, under the topics that the analysis finds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, select, update

from marsad.lexicon.sections import topic_of_sections
from marsad.store.articles import load_entries, save_entries
from marsad.store.database import Backend, chunks
from marsad.store.schema import article


def file_by_topic(conn: Connection, backend: Backend, found: Mapping[int, str | None]) -> None:
    """Put articles under the topics that the analysis found, where no section of theirs tells one.

    `found` holds articles' keys with their topics, None for those that it is not sure of.
    """
    moved: dict[bytes, str | None] = {}
    noted: list[dict[str, Any]] = []  # a section of theirs tells the topic
    for chunk in chunks(found):
        columns = article.c.id, article.c.identity, article.c.sections, article.c.found_topic
        for row in conn.execute(select(*columns).where(article.c.id.in_(chunk))):
            topic = found[row.id]
            if row.found_topic == topic:
                continue
            if topic_of_sections(orjson.loads(row.sections)) is None:
                moved[row.identity] = topic
            else:
                noted.append({"key": row.id, "found": topic})
    if noted:
        by_key = update(article).where(article.c.id == bindparam("key"))
        conn.execute(by_key.values(found_topic=bindparam("found")), noted)
    entries = load_entries(conn, moved)
    for identity, entry in entries.items():
        entry.found_topic = moved[identity]
        entry.changed = entry.reindex = True
    save_entries(conn, backend, entries.values())
