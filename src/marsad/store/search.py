"""Search: words and filters to matching articles, their facets and their snippets."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import orjson
from sqlalchemy import Connection, select

from marsad.lexicon.sections import topic_label, topic_of_section
from marsad.store.database import COUNTED, Backend, FacetCount, clean_text
from marsad.store.reading import STREAMED, stored_articles, summaries
from marsad.store.records import (
    Cursor,
    Facet,
    Hit,
    Listing,
    SearchQuery,
    SearchResult,
    StoredArticle,
)
from marsad.store.schema import publisher, revision
from marsad.store.sections import find_section
from marsad.store.terms import (
    Match,
    domain_facet,
    highlighted_terms,
    query_phrases,
    section_facet,
    topic_facet,
)
from marsad.text.highlight import highlight, snippet
from marsad.text.normalize import fold
from marsad.types import Fragment

SNIPPET_CHARS = 10_000
"""Characters of a text that a snippet is looked for in."""

MAX_LIMIT = 1_000
MAX_FACETS = 20
NOTHING = SearchResult((), 0, total_is_exact=True)


def search(conn: Connection, backend: Backend, query: SearchQuery) -> SearchResult:
    """Find articles; see `SearchQuery` for what may be asked.

    Days are those of `query.zone`. The list goes on from `after`: by time after an article's place
    in time, by relevance after its place among the scores.
    """
    match = to_match(conn, query)
    if match is None:
        return NOTHING
    limit = max(1, min(query.limit, MAX_LIMIT))
    after = valid_cursor(query.after)
    ranked = query.order == "relevance" and bool(match.phrases)
    goes_on = after if ranked else None
    found, facets = backend.find(conn, match, ranked=ranked, limit=limit + 1, after=goes_on)
    if after is not None and not ranked:
        found = backend.by_time(conn, match, limit=limit + 1, after=after, oldest=False)
    total = sum(count for _, _, count in facets)
    page = found[:limit]
    return SearchResult(
        hits=tuple(_hits(conn, page, query)),
        total=min(total, COUNTED),
        total_is_exact=total <= COUNTED,
        after=Cursor(float(page[-1][1]), page[-1][0]) if len(found) > limit else None,
        domains=_domain_facets(conn, facets),
        topics=_topic_facets(facets),
    )


def valid_cursor(after: Cursor | None) -> Cursor | None:
    """Return a cursor that came from an address bar, or None where it can be no place."""
    if after is None or not math.isfinite(after.order) or abs(after.key) >= 1 << 62:
        return None
    return after


def to_match(conn: Connection, query: SearchQuery) -> Match | None:
    """Turn a query into what the index is asked; None where nothing can match."""
    phrases, excluded = query_phrases(query)
    facets = _facets(conn, query)
    if facets is None or (not phrases and (query.words or query.phrases)):
        return None
    zone = _zone(query.zone)
    return Match(
        phrases=phrases,
        excluded=excluded,
        facets=facets,
        exact=query.exact,
        since=_midnight(query.since, zone) if query.since else None,
        until=_midnight(query.until, zone, days=1) if query.until else None,
    )


def _zone(name: str) -> dt.tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return dt.UTC


def _midnight(day: dt.date, zone: dt.tzinfo, *, days: int = 0) -> int | None:
    """Return when a day, or one some days later, begins; None at the end of the calendar."""
    try:
        start = dt.datetime.combine(day + dt.timedelta(days=days), dt.time(), zone)
        return int(start.timestamp())
    except (OverflowError, ValueError):
        return None


def _facets(
    conn: Connection, query: SearchQuery, *, by_letter: bool = False
) -> tuple[tuple[str, ...], ...] | None:
    """Return the filters' terms; None where one names what the store does not know.

    Unless taken `by_letter`, a source may be named, and a section that no publisher has may be a
    topic in the reader's own words.
    """
    groups: list[list[str]] = []
    if query.domain:
        names = [clean_text(query.domain)] if by_letter else find_domains(conn, query.domain)
        groups.append([domain_facet(name) for name in names])
    if query.topic:
        groups.append([topic_facet(topic_of_section(query.topic) or clean_text(query.topic))])
    if query.section:
        key = find_section(conn, query.section)
        topic = None if by_letter else topic_of_section(query.section)
        groups.append(
            [section_facet(key)] if key is not None else [topic_facet(topic)] if topic else []
        )
    if query.country:
        code = clean_text(query.country).upper()
        domains = select(publisher.c.domain).where(publisher.c.country == code)
        groups.append([domain_facet(name) for name in conn.execute(domains).scalars()])
    return tuple(map(tuple, groups)) if all(groups) else None


def find_domains(conn: Connection, name: str) -> list[str]:
    """Return the domains that a reader means: one domain, or all of a publisher's name."""
    wanted = clean_text(name).lower().removeprefix("www.")
    known = conn.execute(select(publisher.c.domain).where(publisher.c.domain == wanted))
    if domains := list(known.scalars()):
        return domains
    rows = conn.execute(select(publisher.c.domain, publisher.c.name)).all()
    folded = " ".join(fold(name).split())
    named = [(row.domain, " ".join(fold(row.name or "").split())) for row in rows]
    if not folded:
        return []
    exact = [domain for domain, title in named if title == folded]
    return exact or [domain for domain, title in named if f" {folded} " in f" {title} "]


def _hits(
    conn: Connection, found: Sequence[tuple[int, float]], query: SearchQuery
) -> Iterator[Hit]:
    keys = [key for key, _ in found]
    items = summaries(conn, keys)
    terms = highlighted_terms(query)
    texts = _texts(conn, keys) if terms else {}
    for key, score in found:
        item = items[key]
        title = item.title or ""
        yield Hit(
            item=item,
            title=highlight(title, terms, exact=query.exact) if terms else (Fragment(title),),
            snippet=(
                snippet(texts[key][:SNIPPET_CHARS], terms, exact=query.exact)
                if terms
                else (Fragment(item.lead),)
            ),
            score=score if query.order == "relevance" and terms else 0.0,
        )


def _texts(conn: Connection, keys: Sequence[int]) -> dict[int, str]:
    query = select(revision.c.article_id, revision.c.record).where(
        revision.c.article_id.in_(keys), revision.c.current
    )
    return {row.article_id: orjson.loads(row.record)["text"] for row in conn.execute(query)}


def _domain_facets(conn: Connection, facets: Sequence[FacetCount]) -> tuple[Facet, ...]:
    counts: Counter[str] = Counter()
    for domain, _, count in facets:
        counts[domain or ""] += count
    del counts[""]
    most = counts.most_common(MAX_FACETS)
    query = select(publisher.c.domain, publisher.c.name).where(
        publisher.c.domain.in_([domain for domain, _ in most])
    )
    names = {row.domain: row.name for row in conn.execute(query)}
    return tuple(Facet(domain, names.get(domain) or domain, count) for domain, count in most)


def _topic_facets(facets: Sequence[FacetCount]) -> tuple[Facet, ...]:
    counts: Counter[str] = Counter()
    for _, topic, count in facets:
        counts[topic or ""] += count
    del counts[""]
    return tuple(
        Facet(topic, topic_label(topic, "ar"), count) for topic, count in counts.most_common()
    )


def list_filtered(conn: Connection, backend: Backend, query: SearchQuery, *, limit: int) -> Listing:
    """List by time what several filters leave: the index intersects what no table's index can.

    The filters are taken by the letter: a domain, a section's name.
    """
    facets = _facets(conn, query, by_letter=True)
    if facets is None:
        return Listing(())
    after = valid_cursor(query.after)
    match = Match(facets=facets)
    found = backend.by_time(conn, match, limit=limit + 1, after=after, oldest=False)
    page = found[:limit]
    items = summaries(conn, [key for key, _ in page])
    return Listing(
        tuple(items[key] for key, _ in page),
        Cursor(float(page[-1][1]), page[-1][0]) if len(found) > limit else None,
    )


def stream_matches(
    conn: Connection, backend: Backend, query: SearchQuery
) -> Iterator[StoredArticle]:
    """Read every article that matches, oldest first, a few at a time; `limit` is not looked at."""
    match = to_match(conn, query)
    after: Cursor | None = None
    while match is not None:
        found = backend.by_time(conn, match, limit=STREAMED, after=after, oldest=True)
        if not found:
            return
        yield from stored_articles(conn, [key for key, _ in found])
        after = Cursor(found[-1][1], found[-1][0])
