"""Copy groups as they are kept: each under the article that was published first.

An article that is placed late, or whose time is corrected, may take the place of the first; then
what the others are, copies, excerpts or updates, is decided anew against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, or_, select, update

from marsad.store.database import AnyRow, chunks
from marsad.store.reading import stored_articles
from marsad.store.schema import article
from marsad.store.story_schema import story_article
from marsad.stories.copies import Printed, copy_kind, text_lengths
from marsad.types import CopyKind

MOST_READ = 500
"""Copies of one text whose lengths are measured anew, the first ones; the others keep theirs."""

_READ = 50
"""Texts in memory at once."""


def true_firsts(conn: Connection, keys: Iterable[int]) -> dict[int, int]:
    """Return for the firsts of copy groups that turned out to be copies themselves, of what."""
    found: dict[int, int] = {}
    for chunk in chunks(sorted(set(keys))):
        query = select(story_article.c.article_id, story_article.c.copy_of).where(
            story_article.c.article_id.in_(chunk), story_article.c.copy_of.is_not(None)
        )
        found.update((row.article_id, row.copy_of) for row in conn.execute(query))
    return found


def take_along(conn: Connection, copies: Mapping[int, int]) -> set[int]:
    """Let the copies of articles that are copies now themselves go with them, to the same first.

    Return the stories whose articles that concerns.
    """
    left: dict[int, list[int]] = defaultdict(list)
    members = story_article.c
    for chunk in chunks(sorted(copies)):
        query = select(members.article_id, members.copy_of).where(members.copy_of.in_(chunk))
        for row in conn.execute(query):
            left[copies[row.copy_of]].append(row.article_id)
    stories: set[int] = set()
    for first, keys in left.items():
        for chunk in chunks(keys):
            rows = update(story_article).where(members.article_id.in_(chunk))
            conn.execute(rows.values(copy_of=first))
        stories |= tell_kinds(conn, first, keys)
    return stories


def put_first(conn: Connection, groups: Iterable[int]) -> set[int]:
    """Fold each text under the article that was published first, where that one came later.

    Groups are named by the articles that are their firsts so far. Return the stories whose articles
    that concerns.
    """
    stories: set[int] = set()
    members = story_article.c
    for group in sorted(set(groups)):
        query = (
            select(members.article_id)
            .where(or_(members.article_id == group, members.copy_of == group))
            .order_by(members.sort_at, members.article_id != group, members.article_id)
        )
        keys = list(conn.execute(query).scalars())
        if not keys or keys[0] == group:
            continue
        first = keys[0]
        moved = or_(members.copy_of == group, members.article_id == group)
        conn.execute(update(story_article).where(moved).values(copy_of=first))
        conn.execute(
            update(story_article)
            .where(members.article_id == first)
            .values(copy_of=None, copy_kind=None)
        )
        stories |= tell_kinds(conn, first, keys[1:])
        touched = select(members.story_id).where(members.article_id == first)
        stories.update(conn.execute(touched).scalars())
    return stories


def tell_kinds(conn: Connection, first: int, keys: Sequence[int]) -> set[int]:
    """Decide anew what copies of an article are; return their stories."""
    measured = _measured(conn, [first, *keys[:MOST_READ]])
    publishers = _publishers(conn, [first, *keys])
    stories: set[int] = set()
    kinds: dict[CopyKind, list[int]] = defaultdict(list)
    for chunk in chunks(keys):
        query = select(
            story_article.c.article_id, story_article.c.story_id, story_article.c.copy_kind
        ).where(story_article.c.article_id.in_(chunk))
        for row in conn.execute(query):
            stories.add(row.story_id)
            kinds[_kind(row, first, measured, publishers)].append(row.article_id)
    for kind, some in kinds.items():
        for chunk in chunks(some):
            rows = update(story_article).where(story_article.c.article_id.in_(chunk))
            conn.execute(rows.values(copy_kind=kind))
    return stories


def _kind(
    row: AnyRow, first: int, measured: Mapping[int, int], publishers: Mapping[int, str]
) -> CopyKind:
    size = measured.get(first, 0)
    # One that is not measured is as long, beside the first, as its present kind says.
    own = measured.get(row.article_id, 0 if row.copy_kind == "excerpt" else size)
    return copy_kind(
        Printed(publishers.get(first, ""), size), Printed(publishers.get(row.article_id, ""), own)
    )


def _measured(conn: Connection, keys: Sequence[int]) -> dict[int, int]:
    """Return the lengths of texts as they are compared."""
    found: dict[int, int] = {}
    for chunk in chunks(keys, _READ):
        stored = list(stored_articles(conn, chunk))
        lengths = text_lengths([one.article.text for one in stored])
        found.update((one.key, length) for one, length in zip(stored, lengths, strict=True))
    return found


def _publishers(conn: Connection, keys: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for chunk in chunks(keys):
        query = select(article.c.id, article.c.domain, article.c.publisher)
        for row in conn.execute(query.where(article.c.id.in_(chunk))):
            found[row.id] = row.domain or row.publisher or ""
    return found
