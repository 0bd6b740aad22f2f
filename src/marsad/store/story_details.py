"""What the pages of stories tell beside articles: names, countries, shares of text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, or_, select

from marsad.store.database import chunks
from marsad.store.entities import summaries_of
from marsad.store.reading import stored_articles
from marsad.store.schema import entity, entity_article
from marsad.store.story_records import SharedText, StoryName
from marsad.store.story_schema import shared_text, story, story_article, story_country
from marsad.stories.copies import Fingerprint, compare, fingerprints
from marsad.stories.items import read_item
from marsad.types import MentionType

MOST_NAMED = 200
"""Articles of a story in which names are counted."""

HOTTEST = 300
"""Stories of which the countries are counted, the first of a front page."""


def story_names(
    conn: Connection, keys: Sequence[int], *, kinds: Sequence[MentionType], limit: int
) -> dict[int, tuple[StoryName, ...]]:
    """Return whom and what most articles of stories name; copies count once, with their first.

    Of each story so many as `limit` says, of these kinds alone.
    """
    counted: dict[int, list[tuple[int, int]]] = defaultdict(list)
    articles = func.count(entity_article.c.article_id.distinct())
    for chunk in chunks(sorted(set(keys))):
        query = (
            select(story_article.c.story_id, entity.c.root, articles.label("articles"))
            .join(entity_article, entity_article.c.article_id == story_article.c.article_id)
            .join(entity, entity.c.id == entity_article.c.entity_id)
            .where(story_article.c.story_id.in_(chunk), entity.c.type.in_(kinds))
            .where(story_article.c.copy_of.is_(None))
            .group_by(story_article.c.story_id, entity.c.root)
            .order_by(articles.desc(), entity.c.root)
        )
        for row in conn.execute(query):
            if len(counted[row.story_id]) < limit:
                counted[row.story_id].append((row.root, row.articles))
    shown = summaries_of(conn, sorted({root for some in counted.values() for root, _ in some}))
    return {
        key: tuple(StoryName(shown[root], count) for root, count in some if root in shown)
        for key, some in counted.items()
    }


def story_countries(conn: Connection, *, limit: int) -> tuple[tuple[str, int], ...]:
    """Return the countries of what happens in the first stories, with how many are there."""
    hottest = (
        select(story.c.id)
        .where(story.c.articles > 0, story.c.merged_into.is_(None))
        .order_by(story.c.hot.desc(), story.c.id.desc())
        .limit(HOTTEST)
    )
    count = func.count()
    query = (
        select(story_country.c.country, count.label("stories"))
        .where(story_country.c.story_id.in_(hottest))
        .group_by(story_country.c.country)
        .order_by(count.desc(), story_country.c.country)
        .limit(limit)
    )
    return tuple((row.country, row.stories) for row in conn.execute(query))


def shared_texts(conn: Connection, keys: Sequence[int], *, limit: int) -> dict[int, SharedText]:
    """Return how much of articles' words was printed before, where that is known to be some.

    A copy is compared with the first of its group, others with the articles whose text they print
    in part; `limit` bounds how many articles are compared.
    """
    pairs = _pairs(conn, keys)[:limit]
    prints = _prints(conn, {key for pair in pairs for key in pair})
    found: dict[int, SharedText] = {}
    for earlier, later in pairs:
        if earlier not in prints or later not in prints:
            continue
        match = compare(prints[earlier], prints[later])
        share = match.of_later if match is not None else 0.0
        if later not in found or share > found[later].share:
            found[later] = SharedText(earlier, share)
    return found


def _pairs(conn: Connection, keys: Sequence[int]) -> list[tuple[int, int]]:
    """Return earlier and later articles that share text, the later ones being of `keys`."""
    at: dict[int, int] = {}
    groups: dict[int, list[int]] = defaultdict(list)  # of copies, by the one placed first
    met: set[tuple[int, int]] = set()
    for chunk in chunks(sorted(set(keys))):
        query = select(story_article).where(story_article.c.article_id.in_(chunk))
        for row in conn.execute(query):
            at[row.article_id] = row.sort_at
            groups[row.copy_of or row.article_id].append(row.article_id)
        sharing = select(shared_text).where(
            or_(shared_text.c.article_id.in_(chunk), shared_text.c.other_id.in_(chunk))
        )
        met.update((row.article_id, row.other_id) for row in conn.execute(sharing))
    pairs: list[tuple[int, int]] = []
    for root, members in groups.items():
        # An earlier article may have been placed later than the one that names the group.
        head = min(members, key=lambda key: (at[key], key)) if root in at else root
        pairs += [(head, key) for key in members if key != head]
    for one, other in met:
        if one in at and other in at:
            earlier, later = sorted((one, other), key=lambda key: (at[key], key))
            pairs.append((earlier, later))
    return sorted(pairs, key=lambda pair: (at[pair[1]], pair))


def _prints(conn: Connection, keys: Iterable[int]) -> dict[int, Fingerprint]:
    stored = list(stored_articles(conn, sorted(keys)))
    read = fingerprints([read_item(one.article, at=0.0) for one in stored])
    return {one.key: found for one, found in zip(stored, read, strict=True)}
