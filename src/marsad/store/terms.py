"""What goes into the full-text index and what is asked of it, the same for both engines.

A document is indexed twice, as stems and as exact spellings. Its filters (domain, topic, section)
are terms too, which begin with "=" as no word does: so the index itself intersects them with the
words, and a rare source costs as little as a rare word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from marsad.store.records import SearchQuery
from marsad.text.stem import exact_terms, index_terms
from marsad.types import Article

MAX_TERMS = {"title": 500, "tags": 1_000, "body": 12_000}
"""Terms of one field that are indexed: together fewer than the 16,383 that PostgreSQL counts."""

MAX_FIELD_CHARS = 200_000
MAX_TERM_CHARS = 100
MAX_QUERY_TERMS = 64
"""Terms of one query that are looked for; the rest of a longer one is left out."""

EVERYTHING = "=a"


@dataclass(frozen=True, slots=True)
class Fields:
    """The terms of one document, field by field, in order."""

    title: tuple[str, ...]
    tags: tuple[str, ...]
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One article as the index sees it."""

    key: int
    sort_at: int
    domain: str | None
    topic: str | None
    stems: Fields
    exact: Fields
    facets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A query as the index sees it: all `phrases`, no `excluded`, of each facet group one."""

    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    facets: tuple[tuple[str, ...], ...] = ()
    exact: bool = False
    since: int | None = None  # `sort_at`, inclusive
    until: int | None = None  # `sort_at`, exclusive


def article_fields(article: Article) -> tuple[Fields, Fields]:
    """Return an article's stems and exact terms."""
    return _fields(article, index_terms), _fields(article, exact_terms)


def _fields(article: Article, terms: Callable[[str], list[str]]) -> Fields:
    return Fields(
        title=_bounded(terms((article.title or "")[:MAX_FIELD_CHARS]), MAX_TERMS["title"]),
        tags=_bounded(terms("\n".join(article.tags)[:MAX_FIELD_CHARS]), MAX_TERMS["tags"]),
        body=_bounded(terms(article.text[:MAX_FIELD_CHARS]), MAX_TERMS["body"]),
    )


def _bounded(terms: Sequence[str], most: int) -> tuple[str, ...]:
    kept = terms[:most]
    if " " not in "".join(kept) and max(map(len, kept), default=0) <= MAX_TERM_CHARS:
        return tuple(kept)
    # A blank inside a term (an acronym's "أ ف ب") would make several of it.
    return tuple(term[:MAX_TERM_CHARS].replace(" ", "_") for term in kept)


def document_facets(
    domain: str | None, topic: str | None, section_ids: Iterable[int]
) -> tuple[str, ...]:
    """Return the filter terms of a document."""
    facets = [EVERYTHING, *(section_facet(key) for key in section_ids)]
    if domain:
        facets.append(domain_facet(domain))
    if topic:
        facets.append(topic_facet(topic))
    return tuple(facets)


def domain_facet(domain: str) -> str:
    """Return the filter term of a domain."""
    return f"=d:{domain}"


def topic_facet(topic: str) -> str:
    """Return the filter term of a topic."""
    return f"=t:{topic}"


def section_facet(key: int) -> str:
    """Return the filter term of a section by its key."""
    return f"=s:{key}"


def query_phrases(query: SearchQuery) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return what a query asks for and what it excludes, as phrases of terms.

    A word that the index cuts into several terms is a phrase of them.
    """
    terms = exact_terms if query.exact else index_terms
    budget = MAX_QUERY_TERMS

    def phrases(texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        nonlocal budget
        found: dict[tuple[str, ...], None] = {}
        for text in texts:
            phrase = _bounded(terms(text[: MAX_TERM_CHARS * MAX_QUERY_TERMS]), budget)
            if phrase and phrase not in found:
                found[phrase] = None
                budget -= len(phrase)
        return tuple(found)

    return phrases((*query.words, *query.phrases)), phrases(query.excluded)


def highlighted_terms(query: SearchQuery) -> frozenset[str]:
    """Return the terms that results show as hits."""
    terms = exact_terms if query.exact else index_terms
    texts = [text[: MAX_TERM_CHARS * MAX_QUERY_TERMS] for text in (*query.words, *query.phrases)]
    return frozenset(term for text in texts for term in terms(text)[:MAX_QUERY_TERMS])
