"""Publishers' section names; spellings that fold alike are one section."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from marsad.store.database import clean_text, insert_keys
from marsad.store.schema import section
from marsad.text.normalize import fold

MAX_NAME = 200


def folded_name(name: str) -> str:
    """Return what makes two section names the same."""
    return clean_text(fold(name[:MAX_NAME]))[:MAX_NAME]  # a ligature folds to many letters


def section_keys(conn: Connection, names: Iterable[str]) -> dict[str, int]:
    """Return the key of each name, made where it is new; names of nothing have none."""
    folded = {name: folded_name(name) for name in names}
    wanted = {key: name for name, key in reversed(folded.items()) if key}
    rows = conn.execute(select(section.c.folded, section.c.id).where(section.c.folded.in_(wanted)))
    known = {row.folded: row.id for row in rows}
    new = [
        {"folded": key, "name": name[:MAX_NAME]} for key, name in wanted.items() if key not in known
    ]
    keys = insert_keys(conn, section, new)
    known |= {row["folded"]: key for row, key in zip(new, keys, strict=True)}
    return {name: known[key] for name, key in folded.items() if key}


def find_section(conn: Connection, name: str) -> int | None:
    """Return the key of a section by any of its spellings."""
    query = select(section.c.id).where(section.c.folded == folded_name(name))
    return conn.execute(query).scalar_one_or_none()
