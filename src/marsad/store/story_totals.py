"""What a story's row says of its articles, counted anew whenever they change."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from marsad.store.database import AnyRow, chunks
from marsad.store.schema import article
from marsad.store.story_schema import story, story_article, story_country
from marsad.stories.headline import choose_headline
from marsad.stories.rank import Report, rank

_COUNTRY_SHARE = 1 / 3
"""Share of a story's articles whose lead names a country, for the story to be about it."""

_MOST_COUNTRIES = 6
_HEADLINES = 200
"""Headlines that are compared, the first ones."""


def recount(conn: Connection, keys: Iterable[int]) -> None:
    """Count stories anew; one without articles has none, and no list shows it."""
    for chunk in chunks(sorted(set(keys))):
        columns = (
            story_article.c.story_id,
            story_article.c.article_id,
            story_article.c.sort_at,
            story_article.c.copy_of,
            story_article.c.topic,
            story_article.c.countries,
            article.c.domain,
            article.c.publisher,
            article.c.title,
        )
        query = (
            select(*columns)
            .join(article, article.c.id == story_article.c.article_id)
            .where(story_article.c.story_id.in_(chunk))
            .order_by(story_article.c.sort_at, story_article.c.article_id)
        )
        members: dict[int, list[AnyRow]] = defaultdict(list)
        for row in conn.execute(query):
            members[row.story_id].append(row)
        conn.execute(delete(story_country).where(story_country.c.story_id.in_(chunk)))
        for key in chunk:
            _write(conn, key, members[key])


def _write(conn: Connection, key: int, rows: Sequence[AnyRow]) -> None:
    if not rows:
        conn.execute(update(story).where(story.c.id == key).values(articles=0, hot=0))
        return
    own = {row.article_id for row in rows}
    reports = [
        Report(row.sort_at, row.domain or row.publisher or "", row.copy_of in own) for row in rows
    ]
    ranked = rank(reports)
    first = [row for row in rows if row.copy_of not in own][:_HEADLINES]
    chosen = choose_headline([row.title for row in first])
    topics = Counter(row.topic for row in rows if row.topic)
    values = {
        "headline_id": (first or rows)[chosen or 0].article_id,
        "first_at": rows[0].sort_at,
        "last_at": rows[-1].sort_at,
        "articles": len(rows),
        "copies": sum(report.copied for report in reports),
        "sources": ranked.sources,
        "recent": ranked.recent,
        "topic": max(sorted(topics), key=topics.__getitem__) if topics else None,
        "hot": ranked.hot,
    }
    conn.execute(update(story).where(story.c.id == key).values(**values))
    countries = _countries(rows)
    if countries:
        conn.execute(
            insert(story_country),
            [{"story_id": key, "country": code, "hot": ranked.hot} for code in countries],
        )


def _countries(rows: Sequence[AnyRow]) -> list[str]:
    named = Counter(code for row in rows for code in row.countries.split())
    often = [code for code, count in named.items() if count >= _COUNTRY_SHARE * len(rows)]
    return sorted(often, key=lambda code: (-named[code], code))[:_MOST_COUNTRIES]
