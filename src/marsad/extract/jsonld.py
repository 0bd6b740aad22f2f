"""What a page says of itself in JSON-LD, tolerant of the ways in which sites break it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from marsad.text.normalize import fold

_ARTICLE = re.compile(r"(?:\w*Article|MedicalWebPage|BlogPosting|LiveBlogPosting|Report\w*)$")
_COLLECTIONS = frozenset({"CollectionPage", "ProfilePage", "SearchResultsPage"})
_COLLECTION = re.compile("CollectionPage|ProfilePage|SearchResultsPage")
_TRAILING_COMMA = re.compile(r",\s*([\]}])")
_OPENERS = ("<!--", "//<![CDATA[", "// <![CDATA[", "<![CDATA[", "/*<![CDATA[*/")
_CLOSERS = (";", "-->", "//]]>", "// ]]>", "]]>", "/*]]>*/")
_CONTROLS = re.compile(r"[\x00-\x1f]+")
_TAGS = re.compile(r"<[^<>]{0,2000}>")
_BREAKS = re.compile(r"(?:\r?\n|<br\s*/?>|</p>|</div>|</li>|</h[1-6]>)+", re.IGNORECASE)
LONGEST = 2_000_000
DEPTH = 6
_MOST_TYPES, _LONGEST_TYPE = 20, 200


def article_data(scripts: Sequence[tuple[str, str]], titles: Sequence[str]) -> Mapping[str, Any]:
    """Return the page's article as JSON-LD describes it, or nothing.

    `scripts` are attributes and content of the page's JSON. Some pages describe the articles of
    their side columns too: only one whose headline the page prints as its own (`titles`) is taken,
    and of several the one with most text.
    """
    found = [
        item
        for tag, content in scripts[:30]
        if "ld+json" in tag
        for item in _objects(_parse(content), DEPTH)
        if any(_ARTICLE.search(kind) for kind in _types(item))
    ]
    if not found:
        return {}
    printed = [words_of(title) for title in titles[:20] if title]
    found = [item for item in found if is_printed(text_of(item.get("headline")), printed)]
    return max(found, key=lambda item: len(str(item.get("articleBody") or "")), default={})


def page_data(scripts: Sequence[tuple[str, str]]) -> Mapping[str, Any]:
    """Return what JSON-LD says of the page itself where it describes no article."""
    for tag, content in scripts[:30]:
        if "ld+json" in tag and "WebPage" in content and "datePublished" in content:
            for item in _objects(_parse(content), DEPTH):
                if {"WebPage", "ItemPage"} & set(_types(item)) and "datePublished" in item:
                    return item
    return {}


def is_collection(scripts: Sequence[tuple[str, str]]) -> bool:
    """Say whether JSON-LD calls the page a list of others, or somebody's profile."""
    return any(
        not _COLLECTIONS.isdisjoint(_types(item))
        for tag, content in scripts[:30]
        if "ld+json" in tag and _COLLECTION.search(content)
        for item in _objects(_parse(content), DEPTH)
    )


def is_printed(headline: str | None, printed: list[set[str]]) -> bool:
    """Say whether a headline shares most of its words with one of the page's titles."""
    words = words_of(headline or "")
    titles = [title for title in printed if title]
    return not words or not titles or any(2 * len(words & title) >= len(words) for title in titles)


def words_of(text: str) -> set[str]:
    """Return the words of a title, folded."""
    return set(re.findall(r"\w+", fold(text[:1000])))


def text_of(value: Any) -> str | None:
    """Return a string value without markup and entities, white space folded."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("@value") or value.get("name") or value.get("url")
    if not isinstance(value, str):
        return None
    return " ".join(_TAGS.sub(" ", html.unescape(value)).split()) or None


def texts_of(value: Any) -> tuple[str, ...]:
    """Return every string of a value that may be one or a list of them."""
    items = value if isinstance(value, list) else [value]
    return tuple(text for item in items[:50] if (text := text_of(item)))


def paragraphs_of(body: Any) -> tuple[str, ...]:
    """Return the paragraphs of an `articleBody`."""
    if not isinstance(body, str):
        return ()
    lines = _BREAKS.split(html.unescape(body))
    return tuple(text for line in lines if (text := " ".join(_TAGS.sub(" ", line).split())))


def _parse(text: str) -> Any:
    """Parse JSON as sites write it: comments around it, raw line ends in strings, extra commas."""
    if len(text) > LONGEST:
        return None
    text = text.strip()
    for opener in _OPENERS:
        text = text.removeprefix(opener).strip()
    for closer in _CLOSERS:
        text = text.removesuffix(closer).strip()
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        mended = _TRAILING_COMMA.sub(r"\1", _CONTROLS.sub(" ", text)).rstrip("; ")
    try:
        return orjson.loads(mended)
    except orjson.JSONDecodeError:
        return None


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a JSON-LD document, those of `@graph` and of arrays included."""
    if depth == 0:
        return
    if isinstance(value, list):
        for item in value[:100]:
            yield from _objects(item, depth - 1)
    elif isinstance(value, Mapping):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            if name in value:
                yield from _objects(value[name], depth - 1)


def _types(item: Mapping[str, Any]) -> tuple[str, ...]:
    kinds = item.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return tuple(k for k in kinds[:_MOST_TYPES] if isinstance(k, str) and len(k) < _LONGEST_TYPE)
