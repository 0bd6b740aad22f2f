"""The article in the data that a page brings along for its own program, under whatever names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from marsad.extract.jsonld import is_printed, words_of
from marsad.extract.literals import page_data
from marsad.text.toml_data import parse_toml

_FILE = "state.toml"
_MOST_OBJECTS, _MOST_TEXTS, _DEEPEST = 20_000, 400, 8
_LONGEST_BODY = 500_000
_LEAST_SECONDS, _LEAST_MILLISECONDS = 10**8, 10**11  # 1973, in either
_MOST_SECONDS = 10**10


@dataclass(slots=True)
class _Budget:
    """Characters that are still read: data may name one long text again and again."""

    left: int = 4 * _LONGEST_BODY


@dataclass(frozen=True, slots=True)
class Names:
    """What an article's parts are called, each by the name that JSON-LD has for it."""

    parts: Mapping[str, tuple[str, ...]]
    inner: tuple[str, ...]


def article_state(pieces: Sequence[str], titles: Sequence[str]) -> Mapping[str, Any]:
    """Return the page's article as its program's data describe it, under JSON-LD's names.

    Only an object is taken whose title is one of those that the page prints (`titles`): the data
    hold the articles of all its lists too. Of several it is the one with most text.
    """
    printed = [words for title in titles[:20] if title and (words := words_of(title))]
    if not printed:
        return {}
    budget = _Budget()
    items = (item for value in page_data(pieces) for item in _objects(value))
    found = (_article_of(item, printed, budget) for item in items)
    return max(filter(None, found), key=_weight, default={})


def _weight(article: Mapping[str, Any]) -> tuple[int, int]:
    return len(article.get("articleBody") or ""), len(article)


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects within a value, the outermost first."""
    waiting, left = [value], _MOST_OBJECTS
    while waiting and left:
        left -= 1
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting.extend(inner for inner in item.values() if isinstance(inner, dict | list))
        elif isinstance(item, list):
            waiting.extend(inner for inner in item if isinstance(inner, dict | list))


def _article_of(
    item: Mapping[str, Any], printed: list[set[str]], budget: _Budget
) -> dict[str, Any]:
    """Return an object's parts if it is the page's article, else nothing."""
    names = load_names()
    by_key = {_key(name): value for name, value in item.items() if value}
    title = next((by_key[name] for name in names.parts["headline"] if name in by_key), None)
    headline = " ".join(_texts(title, 2, budget))
    if not headline or not is_printed(headline, printed):
        return {}
    found: dict[str, Any] = {"headline": headline}
    for part in ("datePublished", "dateModified"):
        stamps = (_stamp(by_key[name]) for name in names.parts[part] if name in by_key)
        found[part] = next(filter(None, stamps), None)
    for part in ("author", "articleSection", "keywords"):
        values = (by_key[name] for name in names.parts[part] if name in by_key)
        found[part] = next((texts for value in values if (texts := _named(value))), [])
    bodies = (
        "\n".join(_texts(by_key[name], _DEEPEST, budget))
        for name in names.parts["articleBody"]
        if name in by_key
    )
    found["articleBody"] = max(bodies, key=len, default="")[:_LONGEST_BODY]
    said = found["articleBody"] or found["datePublished"]
    return found if said else {}


def _stamp(value: Any) -> str | None:
    """Return a time as it is written, or as ISO 8601 where it is seconds or milliseconds."""
    if isinstance(value, str):
        return value if len(value) < 60 else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    seconds = value / 1000 if value > _LEAST_MILLISECONDS else value
    if not _LEAST_SECONDS < seconds < _MOST_SECONDS:
        return None
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC).isoformat()


def _named(value: Any) -> list[str]:
    """Return the names in a text, an object with a name, or a list of them."""
    items = value if isinstance(value, list) else [value]
    names = (
        item.get("name") or item.get("title") if isinstance(item, dict) else item
        for item in items[:10]
    )
    return [name for name in names if isinstance(name, str)]


def _texts(value: Any, depth: int, budget: _Budget) -> list[str]:
    """Return the texts of a part: of a string, of blocks, of what lies in them."""
    if isinstance(value, str):
        budget.left -= len(value) + 1
        return [value] if budget.left >= 0 else []
    if depth <= 0 or budget.left <= 0:
        return []
    inner: list[Any] = []
    if isinstance(value, list):
        inner = value[:_MOST_TEXTS]
    elif isinstance(value, dict):
        by_key = {_key(name): item for name, item in value.items() if item}
        inner = [by_key[name] for name in load_names().inner if name in by_key][:1]
    return [text for item in inner for text in _texts(item, depth - 1, budget)][:_MOST_TEXTS]


def _key(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


@cache
def load_names() -> Names:
    """Load `state.toml`.

    Raises:
        ConfigError: a list is missing or holds something else than text; the message names it.
    """
    return parse_names(files("marsad.extract").joinpath(_FILE).read_text("utf-8"))


def parse_names(source: str) -> Names:
    """Read and check the text of a `state.toml`; see `load_names`."""
    data = parse_toml(_FILE, source)
    meant = {
        "headline": "title", "datePublished": "published", "dateModified": "updated",
        "author": "author", "articleSection": "section", "keywords": "tags",
        "articleBody": "body",
    }  # fmt: skip
    parts = {part: tuple(map(_key, data.words(name))) for part, name in meant.items()}
    return Names(parts, tuple(map(_key, data.words("inner"))))
