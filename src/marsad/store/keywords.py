"""Keywords of articles: ours and the publisher's tags, under keys that join their spellings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from marsad.lexicon.countries import load_countries
from marsad.store.database import AnyRow, chunks, clean_text, insert_keys
from marsad.store.schema import article, article_keyword, keyword
from marsad.text.proclitics import cut
from marsad.text.stem import exact_terms

MAX_CHARS = 120
"""Characters of a keyword: what is longer is a sentence, and no key to other articles."""

MAX_KEYWORDS = 40
"""Keywords of one article that are kept."""

_ARTICLE = "ال"


def keyword_key(text: str) -> str:
    """Return what the spellings of a keyword share; "" where it holds no word or is too long.

    Folded words, each without its article: الانتخابات الرئاسيّة and انتخابات رئاسية are one. A
    word by itself keeps it where a state or a capital is called so without: السيول are floods,
    سيول is Seoul.
    """
    if len(text) > MAX_CHARS:
        return ""
    terms = exact_terms(text)
    if len(terms) == 1 and _is_no_capital(terms[0]):
        return clean_text(terms[0])
    return clean_text(" ".join(map(_without_article, terms)))


def _is_no_capital(word: str) -> bool:
    """Say whether a word is a state's or a capital's name but for its article: السيول, المالي."""
    bare, countries = _without_article(word), load_countries()
    if bare == word:
        return False
    return any(find(bare) and not find(word) for find in (countries.named, countries.seat))


def _without_article(word: str) -> str:
    # Not of words that begin so by themselves: ألمانيا, ألعاب.
    return word[2:] if word.startswith(_ARTICLE) and cut(word) == len(_ARTICLE) else word


def write_keywords(conn: Connection, found: Mapping[int, Iterable[str]]) -> None:
    """Put the keywords of articles, by the articles' keys, in place of those they had."""
    forms = {key: _forms(texts) for key, texts in found.items()}
    known = _known(conn, {name: form for one in forms.values() for name, form in one.items()})
    wanted: dict[tuple[int, int], dict[str, Any]] = {}
    for chunk in chunks(sorted(forms)):
        places = conn.execute(
            select(article.c.id, article.c.sort_at).where(article.c.id.in_(chunk))
        )
        for place in places:
            for name, form in forms[place.id].items():
                row = known[name]
                wanted[place.id, row[0]] = {
                    "article_id": place.id,
                    "keyword_id": row[0],
                    "sort_at": place.sort_at,
                    "form": None if form == row[1] else form,
                }
    _replace(conn, sorted(forms), wanted)


def _forms(texts: Iterable[str]) -> dict[str, str]:
    """Return the keys of some keywords with the first spelling of each."""
    forms: dict[str, str] = {}
    for text in texts:
        key = keyword_key(text)
        if key and len(forms) < MAX_KEYWORDS:
            forms.setdefault(key, clean_text(text))
    return forms


def _known(conn: Connection, forms: Mapping[str, str]) -> dict[str, tuple[int, str]]:
    """Return the rows of keywords by key, as number and name; those that are new are made."""
    found: dict[str, tuple[int, str]] = {}
    for keys in chunks(sorted(forms)):
        rows = conn.execute(select(keyword).where(keyword.c.key.in_(keys)))
        found.update((row.key, (row.id, row.name)) for row in rows)
    new = [{"key": key, "name": name} for key, name in forms.items() if key not in found]
    for made in chunks(new):
        for row, number in zip(made, insert_keys(conn, keyword, made), strict=True):
            found[row["key"]] = number, row["name"]
    return found


def _replace(
    conn: Connection, articles: list[int], wanted: Mapping[tuple[int, int], dict[str, Any]]
) -> None:
    """Write the differences alone: most articles that are analysed again bring the same."""
    stale: list[dict[str, Any]] = []
    kept: set[tuple[int, int]] = set()
    for chunk in chunks(articles):
        query = select(article_keyword).where(article_keyword.c.article_id.in_(chunk))
        for row in conn.execute(query):
            place = row.article_id, row.keyword_id
            if wanted.get(place) == row._asdict():
                kept.add(place)
            else:
                stale.append({"a": row.article_id, "k": row.keyword_id, "s": row.sort_at})
    if stale:
        conn.execute(
            delete(article_keyword).where(
                article_keyword.c.article_id == bindparam("a"),
                article_keyword.c.keyword_id == bindparam("k"),
                article_keyword.c.sort_at == bindparam("s"),
            ),
            stale,
        )
    new = [row for place, row in wanted.items() if place not in kept]
    if new:
        conn.execute(insert(article_keyword), new)


def find_keyword(conn: Connection, text: str) -> AnyRow | None:
    """Return the row of a keyword in any of its spellings."""
    key = keyword_key(text)
    if not key:
        return None
    return conn.execute(select(keyword).where(keyword.c.key == key)).one_or_none()


def keys_of(conn: Connection, article_key: int) -> frozenset[str]:
    """Return the keys of an article's keywords."""
    query = (
        select(keyword.c.key)
        .join(article_keyword, article_keyword.c.keyword_id == keyword.c.id)
        .where(article_keyword.c.article_id == article_key)
    )
    return frozenset(conn.execute(query).scalars())
