"""Articles in: one row per identity, its edits as versions, nothing doubled."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from marsad.codec import format_stamp
from marsad.instants import sort_seconds
from marsad.lexicon.sections import topic_of_sections
from marsad.lexicon.zones import zone_of_country, zone_of_domain
from marsad.store.analyses import mark_due
from marsad.store.counters import ARTICLES, Change, Key, change_counters
from marsad.store.database import Backend, chunks, digest, insert_keys, upsert
from marsad.store.placing import put_in_time
from marsad.store.prepare import MAX_SECTION, Prepared, restore_article
from marsad.store.schema import (
    article,
    article_keyword,
    article_section,
    entity_article,
    publisher,
    revision,
)
from marsad.store.sections import section_keys
from marsad.store.sources import source_facts
from marsad.store.story_schema import connect_due, story_article
from marsad.store.terms import Document, document_facets
from marsad.store.versions import Placement, Version, later_look, place
from marsad.types import Article

Outcome = Literal["new", "revised", "unchanged"]
Labels = tuple[str | None, str | None]
"""An article's domain and topic, which counters count."""

MAX_SECTIONS = 20
MAX_TITLE = 1_000
"""Characters that lists show of a title or a name; the record has all of it."""

MAX_PUBLISHER = 300


@dataclass(slots=True)
class StoredVersion:
    """A version in the table, or about to be: then `key` is None."""

    version: Version
    key: int | None
    page_id: int | None = None
    made_by: str = ""
    prepared: Prepared | None = None  # loaded only where it is needed
    look: Prepared | None = None  # a later look at it, to be worked in
    origin: int | None = None  # key of the version whose record it shares
    moved: bool = False  # its moments are to be written anew
    replaced: bool = False  # its record is to be written anew


@dataclass(slots=True)
class Entry:
    """One article while a transaction works on it."""

    identity: bytes
    external_id: str
    key: int | None
    first_seen: dt.datetime
    sections: list[str]
    found_topic: str | None = None  # by the analysis
    history: list[StoredVersion] = field(default_factory=list)
    stored_current: int | None = None  # key of the version that is marked as current
    stored_sort: int | None = None
    stored_labels: Labels | None = None
    changed: bool = False
    reindex: bool = False

    @property
    def current(self) -> StoredVersion:
        """The newest version."""
        return self.history[-1]


def load_entries(conn: Connection, identities: Iterable[bytes]) -> dict[bytes, Entry]:
    """Load the articles of some identities with the outlines of their histories."""
    entries: dict[bytes, Entry] = {}
    for chunk in chunks(sorted(set(identities))):
        rows = conn.execute(select(article).where(article.c.identity.in_(chunk))).all()
        entries |= {
            row.identity: Entry(
                identity=row.identity,
                external_id=row.external_id,
                key=row.id,
                first_seen=row.first_seen,
                sections=orjson.loads(row.sections),
                found_topic=row.found_topic,
                stored_sort=row.sort_at,
                stored_labels=(row.domain, row.topic),
            )
            for row in rows
        }
    _load_histories(conn, {entry.key: entry for entry in entries.values() if entry.key})
    return entries


def _load_histories(conn: Connection, entries: dict[int, Entry]) -> None:
    columns = (
        revision.c.id,
        revision.c.article_id,
        revision.c.seen_at,
        revision.c.last_at,
        revision.c.current,
        revision.c.content_hash,
        revision.c.page_id,
        revision.c.made_by,
    )
    for chunk in chunks(entries):
        rows = conn.execute(
            select(*columns)
            .where(revision.c.article_id.in_(chunk))
            .order_by(revision.c.seen_at, revision.c.id)
        )
        for row in rows:
            entry = entries[row.article_id]
            entry.history.append(
                StoredVersion(
                    Version(row.seen_at, row.last_at, row.content_hash),
                    row.id,
                    row.page_id,
                    row.made_by,
                )
            )
            if row.current:
                entry.stored_current = row.id


def observe(
    entries: dict[bytes, Entry],
    prepared: Prepared,
    *,
    observed_at: dt.datetime | None,
    page_id: int | None,
    now: dt.datetime,
) -> Outcome:
    """Work one observation of an article into its entry, made where there is none."""
    if observed_at is not None:
        observed_at = min(observed_at, now)
    known = entries.get(prepared.identity)
    entry = known or Entry(prepared.identity, prepared.article.id, None, observed_at or now, [])
    entries[prepared.identity] = entry
    unite_sections(entry, prepared.article.sections)
    placement = place(
        [item.version for item in entry.history], prepared.content_hash, observed_at, now=now
    )
    if placement.new:
        _insert(
            entry,
            placement,
            StoredVersion(placement.version, None, page_id, prepared.article.made_by, prepared),
        )
    else:
        _confirm(entry, placement, prepared, page_id)
    if observed_at is not None and observed_at < entry.first_seen:
        entry.first_seen = observed_at
        entry.changed = True
    if known is None:
        return "new"
    return "revised" if placement.new else "unchanged"


def _insert(entry: Entry, placement: Placement, stored: StoredVersion) -> None:
    """Put a version of its own in its place; the one around it goes on after it."""
    at = placement.index
    if placement.resumes is not None:
        around = entry.history[at - 1]
        around.version = replace(around.version, last_at=around.version.seen_at)
        around.moved = True
        rest = replace(around, version=placement.resumes, key=None, moved=False, replaced=False)
        rest.origin = around.key or around.origin
        entry.history.insert(at, rest)
    entry.history.insert(at, stored)
    entry.changed = True
    entry.reindex |= entry.current is stored


def _confirm(entry: Entry, placement: Placement, prepared: Prepared, page_id: int | None) -> None:
    """Note that a version was seen again.

    The newest look at the current version is taken over though it is no edit: its picture,
    addresses and exact times may have become better. So is the first page of a dump's version.
    """
    stored = entry.history[placement.index]
    before, stored.version = stored.version, placement.version
    if before != placement.version:
        stored.moved = entry.changed = True
    newest = placement.version.last_at != before.last_at and stored is entry.current
    if newest or (stored.page_id is None and page_id is not None):
        stored.look = prepared
        stored.page_id = stored.page_id or page_id
        stored.replaced = entry.changed = True


def unite_sections(entry: Entry, names: Sequence[str]) -> None:
    """Add sections that the article was not known to stand under."""
    for name in names:
        clean = " ".join(name.split())[:MAX_SECTION]
        if clean and clean not in entry.sections and len(entry.sections) < MAX_SECTIONS:
            entry.sections.append(clean)
            entry.changed = entry.reindex = True


def save_entries(conn: Connection, backend: Backend, entries: Iterable[Entry]) -> None:
    """Write the entries that changed: rows, versions, sections, counters, index."""
    changed = [entry for entry in entries if entry.changed]
    if not changed:
        return
    _restore_records(conn, changed)
    _settle_ids(conn, [entry for entry in changed if entry.key is None])
    rows = _article_rows(conn, changed)
    _write_articles(conn, changed, rows)
    _write_versions(conn, changed)
    keys = section_keys(conn, {name for entry in changed for name in entry.sections})
    _write_sections(conn, changed, rows, keys)
    _move_lists(conn, changed, rows)
    _write_publishers(conn, rows)
    change_counters(conn, _counter_changes(changed, rows))
    documents = [
        _document(entry, row, keys)
        for entry, row in zip(changed, rows, strict=True)
        if entry.reindex or entry.stored_sort != row["sort_at"]
    ]
    backend.index(conn, documents)
    mark_due(conn, [entry.key for entry in changed if _says_something_new(entry) and entry.key])


def _says_something_new(entry: Entry) -> bool:
    """Say whether the article is to be analysed (again)."""
    return entry.current.key is None or entry.current.replaced


def _restore_records(conn: Connection, entries: Sequence[Entry]) -> None:
    """Load the records that are needed and did not come with this transaction."""
    missing: dict[int, list[tuple[Entry, StoredVersion]]] = defaultdict(list)
    for entry in entries:
        for item in entry.history:
            needed = item.key is None or item is entry.current or item.look is not None
            if item.prepared is None and needed:
                missing[item.key or item.origin or 0].append((entry, item))
    for chunk in chunks(missing):
        query = select(revision.c.id, revision.c.record).where(revision.c.id.in_(chunk))
        for row in conn.execute(query):
            for entry, item in missing[row.id]:
                item.prepared = Prepared(
                    restore_article(
                        row.record,
                        external_id=entry.external_id,
                        made_by=item.made_by,
                        sections=entry.sections,
                    )
                )
    for entry in entries:
        for item in entry.history:
            if item.look is not None and item.prepared is not None:
                _work_in(item, item.prepared.article, item.look.article)


def _work_in(item: StoredVersion, first: Article, later: Article) -> None:
    item.prepared = Prepared(later_look(first, later))
    item.made_by, item.look = later.made_by, None


def _settle_ids(conn: Connection, entries: Sequence[Entry]) -> None:
    """Give articles whose id another one has an id that follows from their identity."""
    taken: set[str] = set()
    for chunk in chunks(entry.external_id for entry in entries):
        query = select(article.c.external_id).where(article.c.external_id.in_(chunk))
        taken.update(conn.execute(query).scalars())
    for entry in entries:
        if entry.external_id in taken:
            entry.external_id = digest(entry.identity.hex(), entry.external_id).hex()[:16]
        taken.add(entry.external_id)


def _article_rows(conn: Connection, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    domains = {_current(entry).article.publisher.domain for entry in entries}
    facts = source_facts(conn, [domain for domain in domains if domain])
    return [
        _article_row(
            entry, *facts.get(_current(entry).article.publisher.domain or "", (None, None))
        )
        for entry in entries
    ]


def _article_row(entry: Entry, country: str | None, zone: str | None) -> dict[str, Any]:
    value = _current(entry).article
    return {
        "external_id": entry.external_id,
        "identity": entry.identity,
        "sort_at": sort_seconds(
            value.published, entry.first_seen, _zone(zone, country, value.publisher.domain)
        ),
        "first_seen": entry.first_seen,
        "domain": value.publisher.domain,
        "publisher": value.publisher.name and value.publisher.name[:MAX_PUBLISHER],
        "topic": topic_of_sections(entry.sections) or entry.found_topic,
        "found_topic": entry.found_topic,
        "country": country,
        "language": value.language,
        "revisions": len(entry.history),
        "published": format_stamp(value.published) if value.published else None,
        "title": value.title and value.title[:MAX_TITLE],
        "lead": _current(entry).lead,
        "canonical_url": value.canonical_url,
        "sections": orjson.dumps(entry.sections).decode(),
    }


def _current(entry: Entry) -> Prepared:
    prepared = entry.current.prepared
    assert prepared is not None, "restored before"  # noqa: S101  # an invariant, for the reader
    return prepared


def _zone(name: str | None, country: str | None, domain: str | None) -> ZoneInfo | None:
    """Return the zone of a publisher's clock: its source's, else its country's."""
    if name:
        return ZoneInfo(name)
    return zone_of_country(country) or zone_of_domain(domain)


def _write_articles(
    conn: Connection, entries: Sequence[Entry], rows: Sequence[dict[str, Any]]
) -> None:
    pairs = list(zip(entries, rows, strict=True))
    new = [(entry, row) for entry, row in pairs if entry.key is None]
    keys = insert_keys(conn, article, [row for _, row in new])
    for (entry, _), key in zip(new, keys, strict=True):
        entry.key = key
    old = [{**row, "key": entry.key} for entry, row in pairs if entry.stored_sort is not None]
    if old:
        names: dict[str, Any] = {name: bindparam(name) for name in rows[0]}
        conn.execute(update(article).where(article.c.id == bindparam("key")).values(names), old)


def _write_versions(conn: Connection, entries: Sequence[Entry]) -> None:
    retired = [
        {"key": entry.stored_current}
        for entry in entries
        if entry.stored_current is not None and entry.current.key != entry.stored_current
    ]
    by_key = update(revision).where(revision.c.id == bindparam("key"))
    if retired:
        conn.execute(by_key.values(current=False), retired)
    versions = [(entry, item) for entry in entries for item in entry.history]
    moved = [
        {"key": item.key, "seen": item.version.seen_at, "last": item.version.last_at}
        for _, item in versions
        if item.key is not None and item.moved
    ]
    if moved:
        conn.execute(by_key.values(seen_at=bindparam("seen"), last_at=bindparam("last")), moved)
    replaced = [
        {"key": item.key, **_version_content(item)}
        for _, item in versions
        if item.key is not None and item.replaced
    ]
    if replaced:
        names: dict[str, Any] = {name: bindparam(name) for name in replaced[0] if name != "key"}
        conn.execute(by_key.values(names), replaced)
    new = [
        {
            "article_id": entry.key,
            "seen_at": item.version.seen_at,
            "last_at": item.version.last_at,
            "current": item is entry.current,
            **_version_content(item),
        }
        for entry, item in versions
        if item.key is None
    ]
    if new:
        conn.execute(insert(revision), new)


def _version_content(item: StoredVersion) -> dict[str, Any]:
    prepared = item.prepared
    assert prepared is not None, "new and replaced versions have one"  # noqa: S101
    return {
        "content_hash": item.version.content_hash,
        "made_by": item.made_by,
        "page_id": item.page_id,
        "record": prepared.record,
    }


def _write_sections(
    conn: Connection,
    entries: Sequence[Entry],
    rows: Sequence[dict[str, Any]],
    keys: dict[str, int],
) -> None:
    stale = [entry.key for entry in entries if entry.stored_sort is not None]
    for chunk in chunks(stale):
        conn.execute(delete(article_section).where(article_section.c.article_id.in_(chunk)))
    links = [
        {"section_id": key, "sort_at": row["sort_at"], "article_id": entry.key}
        for entry, row in zip(entries, rows, strict=True)
        for key in {keys[name] for name in entry.sections if name in keys}
    ]
    if links:
        conn.execute(insert(article_section), links)


def _move_lists(conn: Connection, entries: Sequence[Entry], rows: Sequence[dict[str, Any]]) -> None:
    """Let the lists by name and by keyword, and stories, follow articles that moved in time."""
    moved = [
        {"key": entry.key, "place": row["sort_at"]}
        for entry, row in zip(entries, rows, strict=True)
        if entry.stored_sort is not None and entry.stored_sort != row["sort_at"]
    ]
    if moved:
        for table in (entity_article, article_keyword, story_article, connect_due):
            by_key = update(table).where(table.c.article_id == bindparam("key"))
            conn.execute(by_key.values(sort_at=bindparam("place")), moved)
        put_in_time(conn, [row["key"] for row in moved])


def _write_publishers(conn: Connection, rows: Sequence[dict[str, Any]]) -> None:
    found = {
        row["domain"]: {
            "domain": row["domain"],
            "name": row["publisher"],
            "country": row["country"],
        }
        for row in sorted(rows, key=lambda row: (row["publisher"] is not None, row["sort_at"]))
        if row["domain"]
    }
    if not found:
        return
    statement = upsert(conn, publisher)
    new = statement.excluded
    conn.execute(
        statement.on_conflict_do_update(
            index_elements=["domain"],
            set_={
                "name": func.coalesce(new.name, publisher.c.name),
                "country": func.coalesce(new.country, publisher.c.country),
            },
        ),
        [found[domain] for domain in sorted(found)],
    )


def _counter_changes(entries: Sequence[Entry], rows: Sequence[dict[str, Any]]) -> dict[Key, Change]:
    changes: defaultdict[Key, Change] = defaultdict(Change)
    for entry, row in zip(entries, rows, strict=True):
        for key in _counted(entry.stored_labels) if entry.stored_labels else ():
            changes[key].count -= 1
        for key in _counted((row["domain"], row["topic"])):
            changes[key].count += 1
            latest = changes[key].latest
            changes[key].latest = max(
                row["sort_at"], latest if latest is not None else row["sort_at"]
            )
    return changes


def _counted(labels: Labels) -> tuple[Key, Key, Key]:
    domain, topic = labels
    return ARTICLES, ("domain", domain or ""), ("topic", topic or "")


def _document(entry: Entry, row: dict[str, Any], keys: dict[str, int]) -> Document:
    stems, exact = _current(entry).fields
    assert entry.key is not None, "written before"  # noqa: S101
    return Document(
        key=entry.key,
        sort_at=row["sort_at"],
        domain=row["domain"],
        topic=row["topic"],
        stems=stems,
        exact=exact,
        facets=document_facets(
            row["domain"], row["topic"], {keys[name] for name in entry.sections if name in keys}
        ),
    )
