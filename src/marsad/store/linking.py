"""From the names of analysed articles to identities: candidates, decisions, what is kept of them.

Looking for candidates, deciding and writing are one transaction, and one at a time: two gatherers
that did so side by side would make one person twice. The decision itself is a pure function of
`marsad.analysis.identities`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, or_, select, update

from marsad.analysis.identities.decide import decide
from marsad.analysis.identities.records import Days, Known, Subject
from marsad.analysis.identities.spelling import Spelling, read_spelling
from marsad.store.contributions import Brought, RoleRow, exchange, load_brought
from marsad.store.database import chunks, clean_text, insert_keys
from marsad.store.naming import rename, write_tails
from marsad.store.schema import (
    article,
    entity,
    entity_key,
    entity_log,
    entity_name,
    entity_pin,
    entity_role,
    entity_tail,
)
from marsad.types import Coordinates, MentionType

CANDIDATES = 30
"""Identities that one key leads to at most, those used most: no name takes long."""

SPELLINGS = 30
"""Spellings of a candidate that a name is compared with, those used most."""


@dataclass(slots=True)
class Node:
    """An identity while a transaction works on it; a new one has a negative id at first."""

    id: int
    root: int
    type: MentionType
    country: str | None
    coordinates: Coordinates | None
    articles: int = 0
    names: dict[str, Spelling] = field(default_factory=dict)
    roles: dict[str, Days] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)
    first_name: str = ""


def link_articles(conn: Connection, found: Mapping[int, Sequence[Subject]]) -> None:
    """Put the names of articles, by the articles' keys, in place of what they brought before."""
    if not found:
        return
    gone = load_brought(conn, sorted(found))
    desk = _Desk(conn, [s for subjects in found.values() for s in subjects], gone)
    places = _places(conn, found)
    before: dict[int, list[Brought]] = defaultdict(list)
    for item in gone:
        before[item.article_id].append(item)
    come: list[Brought] = []
    for key in sorted(found):
        if key in places:
            come += _link(desk, key, places[key], found[key], before[key])
    _number_new(conn, desk, come)
    lost = exchange(conn, gone, come)
    _write_names(conn, come)
    _recount(conn, desk, gone, come)
    _clear_away(conn, {item.entity_id for item in gone}, lost)


def _places(conn: Connection, keys: Iterable[int]) -> dict[int, int]:
    """Return the place in time of those articles that are there."""
    found: dict[int, int] = {}
    for chunk in chunks(keys):
        query = select(article.c.id, article.c.sort_at).where(article.c.id.in_(chunk))
        found.update((row.id, row.sort_at) for row in conn.execute(query))
    return found


def _link(
    desk: _Desk, key: int, sort_at: int, subjects: Sequence[Subject], before: Sequence[Brought]
) -> list[Brought]:
    """Decide about the names of one article; several that turn out to be one are added up."""
    brought: dict[int, Brought] = {}
    for subject in subjects:
        node = desk.settle(key, subject, before)
        if node is None:
            continue
        item = _brought(key, sort_at, subject, node)
        known = brought.get(node.id)
        brought[node.id] = item if known is None else _together(known, item)
    for node_id in brought:
        desk.nodes[node_id].articles += 1
    return list(brought.values())


def _brought(key: int, sort_at: int, subject: Subject, node: Node) -> Brought:
    spellings: Counter[str] = Counter()
    for text, count in subject.spellings.items():
        spellings[clean_text(text)] += count
    roles = {
        clean_text(role.key): RoleRow(
            clean_text(role.sentence),
            clean_text(role.title),
            role.organization and clean_text(role.organization),
            role.country,
        )
        for role in subject.roles
    }
    return Brought(
        article_id=key,
        entity_id=node.id,
        sort_at=sort_at,
        day=subject.day,
        full=clean_text(subject.names[0].text),
        locals=list(subject.locals),
        spellings=dict(spellings),
        keys=sorted(subject.keys),
        roles=roles,
    )


def _together(one: Brought, two: Brought) -> Brought:
    spellings = Counter(one.spellings)
    spellings.update(two.spellings)
    one.spellings = dict(spellings)
    one.locals += two.locals
    one.keys = sorted({*one.keys, *two.keys})
    one.roles = {**two.roles, **one.roles}
    return one


# --- candidates ---------------------------------------------------------------------


class _Desk:
    """The identities that the names of some articles may be, kept up while they are decided."""

    def __init__(
        self, conn: Connection, subjects: Sequence[Subject], gone: Sequence[Brought]
    ) -> None:
        self.nodes: dict[int, Node] = {}
        self.by_key: dict[int, set[int]] = defaultdict(set)
        keys = {key for subject in subjects for key in subject.sought}
        for chunk in chunks(sorted(keys)):
            for row in conn.execute(_candidates(), {"keys": chunk}):
                self.by_key[row.key].add(row.entity_id)
        self.pins = _pins(conn, {subject.pin for subject in subjects})
        wanted = {node for nodes in self.by_key.values() for node in nodes}
        wanted |= {item.entity_id for item in gone} | set(self.pins.values())
        self._load(conn, sorted(wanted), subjects)
        self._set_aside(gone)

    def _load(self, conn: Connection, ids: Sequence[int], subjects: Sequence[Subject]) -> None:
        keys = sorted({clean_text(key) for s in subjects for key in s.offices})
        for chunk in chunks(ids):
            for row in conn.execute(select(entity).where(entity.c.id.in_(chunk))):
                at = None if row.latitude is None else (row.latitude, row.longitude)
                self.nodes[row.id] = Node(row.id, row.root, row.type, row.country, at, row.articles)
            for name in conn.execute(_most_used_names(), {"ids": chunk}):
                node = self.nodes[name.entity_id]
                node.names[name.name] = read_spelling(name.name, node.type)
            self._load_roles(conn, chunk, keys)

    def _load_roles(self, conn: Connection, ids: Sequence[int], keys: Sequence[str]) -> None:
        states = select(entity_role.c.entity_id, entity_role.c.country).where(
            entity_role.c.entity_id.in_(ids), entity_role.c.country.is_not(None)
        )
        for office in conn.execute(states.distinct()):
            self.nodes[office.entity_id].countries.add(office.country)
        columns = (
            entity_role.c.entity_id,
            entity_role.c.key,
            entity_role.c.first_day,
            entity_role.c.last_day,
        )
        for chunk in chunks(keys):
            query = select(*columns).where(
                entity_role.c.entity_id.in_(ids), entity_role.c.key.in_(chunk)
            )
            for held in conn.execute(query):
                self.nodes[held.entity_id].roles[held.key] = (held.first_day, held.last_day)

    def _set_aside(self, gone: Sequence[Brought]) -> None:
        """Leave out of the count what the articles in hand brought before."""
        for item in gone:
            if item.entity_id in self.nodes:
                self.nodes[item.entity_id].articles -= 1

    def settle(self, key: int, subject: Subject, before: Sequence[Brought]) -> Node | None:
        """Return the identity of a name of one article, made where it is new; None is open."""
        pinned = self.pins.get((subject.pin, key)) or self.pins.get((subject.pin, 0))
        if pinned is not None and pinned in self.nodes:
            node = self.nodes[pinned]
        else:
            decision = decide(subject, self._known(subject, before))
            if decision.is_new:
                node = self._new(subject)
            elif decision.id is None:
                return None
            else:
                node = self.nodes[decision.id]
        self._learn(node, subject)
        return node

    def _known(self, subject: Subject, before: Sequence[Brought]) -> list[Known]:
        matched: dict[int, set[int]] = defaultdict(set)
        for key in subject.sought:
            for node_id in self.by_key.get(key, ()):
                matched[node_id].add(key)
        full = clean_text(subject.names[0].text)
        here = {item.entity_id for item in before}
        for item in before:
            # An upgrade may have changed the keys; the name that stood here is the same.
            if item.full == full and item.entity_id in self.nodes and subject.strong:
                matched[item.entity_id] |= set(subject.strong)
        return [
            _as_known(self.nodes[node_id], keys, was_here=node_id in here)
            for node_id, keys in matched.items()
            if node_id in self.nodes and self.nodes[node_id].type == subject.type
        ]

    def _new(self, subject: Subject) -> Node:
        number = -1 - sum(1 for node in self.nodes.values() if node.id < 0)
        node = Node(number, number, subject.type, subject.country, subject.coordinates)
        node.first_name = clean_text(subject.names[0].text)
        self.nodes[number] = node
        return node

    def _learn(self, node: Node, subject: Subject) -> None:
        """Let the names that follow find what this one says."""
        for name in subject.names:
            node.names.setdefault(clean_text(name.text), name)
        for role in subject.roles:
            first, last = node.roles.get(role.key, (subject.day, subject.day))
            node.roles[role.key] = min(first, subject.day), max(last, subject.day)
            if role.country:
                node.countries.add(role.country)
        for key in subject.keys:
            self.by_key[key].add(node.id)


def _as_known(node: Node, keys: set[int], *, was_here: bool) -> Known:
    return Known(
        id=node.id,
        root=node.root,
        type=node.type,
        country=node.country,
        coordinates=node.coordinates,
        articles=node.articles,
        matched=keys,
        names=list(node.names.values()),
        roles=node.roles,
        countries=node.countries,
        was_here=was_here,
    )


@cache
def _candidates() -> Any:
    """Return the query for what some `keys` lead to; made once, since making it takes long."""
    place = func.row_number().over(
        partition_by=entity_key.c.key, order_by=(entity_key.c.uses.desc(), entity_key.c.entity_id)
    )
    ranked = (
        select(entity_key.c.key, entity_key.c.entity_id, place.label("place"))
        .where(entity_key.c.key.in_(bindparam("keys", expanding=True)))
        .subquery()
    )
    return select(ranked.c.key, ranked.c.entity_id).where(ranked.c.place <= CANDIDATES)


@cache
def _most_used_names() -> Any:
    """Return the query for the spellings of some identities (`ids`) that are used most."""
    place = func.row_number().over(
        partition_by=entity_name.c.entity_id,
        order_by=(entity_name.c.uses.desc(), entity_name.c.name),
    )
    ranked = (
        select(entity_name.c.entity_id, entity_name.c.name, place.label("place"))
        .where(entity_name.c.entity_id.in_(bindparam("ids", expanding=True)))
        .subquery()
    )
    return select(ranked.c.entity_id, ranked.c.name).where(ranked.c.place <= SPELLINGS)


def _pins(conn: Connection, keys: Iterable[int]) -> dict[tuple[int, int], int]:
    found: dict[tuple[int, int], int] = {}
    for chunk in chunks(sorted(keys)):
        for row in conn.execute(select(entity_pin).where(entity_pin.c.key.in_(chunk))):
            found[row.key, row.article_id] = row.entity_id
    return found


# --- writing ------------------------------------------------------------------------


def _number_new(conn: Connection, desk: _Desk, come: Sequence[Brought]) -> None:
    """Insert the identities that are new, and put their keys where their numbers stood."""
    new = sorted((node for node in desk.nodes.values() if node.id < 0), key=lambda n: -n.id)
    rows = []
    for node in new:
        latitude, longitude = node.coordinates or (None, None)
        rows.append(
            {
                "type": node.type,
                "name": node.first_name,
                "country": node.country,
                "latitude": latitude,
                "longitude": longitude,
                "root": 0,
            }
        )
    keys = insert_keys(conn, entity, rows)
    if keys:
        conn.execute(update(entity).where(entity.c.root == 0).values(root=entity.c.id))
    numbers = dict(zip((node.id for node in new), keys, strict=True))
    for node in new:
        del desk.nodes[node.id]
        node.id = node.root = numbers[node.id]
        desk.nodes[node.id] = node
    for item in come:
        item.entity_id = numbers.get(item.entity_id, item.entity_id)


def _write_names(conn: Connection, come: Sequence[Brought]) -> None:
    """Let new spellings be found, and call each identity what articles mostly call it."""
    write_tails(conn, {(item.entity_id, name) for item in come for name in item.spellings})
    rename(conn, sorted({item.entity_id for item in come}))


def _recount(
    conn: Connection, desk: _Desk, gone: Sequence[Brought], come: Sequence[Brought]
) -> None:
    """Bring the counters of identities, and of what they are merged into, up to date."""
    own: Counter[int] = Counter()
    mentions: Counter[int] = Counter()
    articles: Counter[int] = Counter()
    for items, sign in ((gone, -1), (come, 1)):
        seen: set[tuple[int, int]] = set()
        for item in items:
            root = desk.nodes[item.entity_id].root
            own[item.entity_id] += sign
            mentions[root] += sign * item.mentions
            if (root, item.article_id) not in seen:
                seen.add((root, item.article_id))
                articles[root] += sign
    rows = [
        {"key": key, "own": own[key], "count": articles[key], "named": mentions[key]}
        for key in sorted({*own, *mentions})
        if own[key] or articles[key] or mentions[key]
    ]
    if rows:
        added = {
            "articles": entity.c.articles + bindparam("own"),
            "all_articles": entity.c.all_articles + bindparam("count"),
            "all_mentions": entity.c.all_mentions + bindparam("named"),
        }
        conn.execute(update(entity).where(entity.c.id == bindparam("key")).values(added), rows)


def _clear_away(conn: Connection, touched: set[int], lost: set[int]) -> None:
    """Delete what nothing is left of; what was merged or split by hand keeps what finds it."""
    for chunk in chunks(sorted(touched | lost)):
        by_hand = select(entity_log.c.id).where(
            or_(entity_log.c.entity_id == entity.c.id, entity_log.c.other_id == entity.c.id)
        )
        free = select(entity.c.id, entity.c.articles).where(
            entity.c.id.in_(chunk), ~by_hand.exists()
        )
        rows = conn.execute(free).all()
        left = [row.id for row in rows]
        for table in (entity_key, entity_name):
            conn.execute(delete(table).where(table.c.entity_id.in_(left), table.c.uses <= 0))
        empty = [row.id for row in rows if row.articles <= 0]
        for table in (entity_key, entity_name, entity_tail):
            conn.execute(delete(table).where(table.c.entity_id.in_(empty)))
        conn.execute(delete(entity).where(entity.c.id.in_(empty)))
        renewed = sorted((set(left) & lost) - set(empty))
        conn.execute(delete(entity_tail).where(entity_tail.c.entity_id.in_(renewed)))
        query = select(entity_name.c.entity_id, entity_name.c.name).where(
            entity_name.c.entity_id.in_(renewed)
        )
        write_tails(conn, {(row.entity_id, row.name) for row in conn.execute(query)})
        rename(conn, renewed)
