"""The site's own addresses: articles with their slugs, places in lists, safe ways back."""

from __future__ import annotations

import math
import re
import unicodedata
from urllib.parse import quote, urlencode, urlsplit

from marsad.store.records import Cursor
from marsad.urls import absolute

SLUG_CHARS = 60
MAX_KEY_DIGITS = 19  # fewer digits than this fit the stores' integer keys
MAX_URL_CHARS = 2_000

RESERVED_SLUGS = {"revisions"}
"""Words that follow an article's key in other addresses."""

_SILENT = {"Mn", "Me", "Cf", "Lm"}  # marks, format characters, tatweel


def slug(title: str | None) -> str:
    """Return a headline as the readable end of an address: its first words, joined by hyphens."""
    plain = unicodedata.normalize("NFKC", (title or "")[: SLUG_CHARS * 10])
    letters = "".join(c for c in plain if unicodedata.category(c) not in _SILENT)
    words = re.findall(r"[^\W_]+", letters.lower())
    chosen = ""
    for word in words:
        longer = f"{chosen}-{word}" if chosen else word[:SLUG_CHARS]
        if len(longer) > SLUG_CHARS:
            break
        chosen = longer
    return f"{chosen}-1" if chosen in RESERVED_SLUGS else chosen


def article_path(key: int, title: str | None) -> str:
    """Return an article's address, its slug as people read it."""
    return f"/a/{key}/{slug(title)}".removesuffix("/")


def entity_path(key: int, name: str) -> str:
    """Return the address of a person, organisation or place."""
    return f"/e/{key}/{slug(name)}".removesuffix("/")


def story_path(key: int, title: str | None) -> str:
    """Return the address of a story, named by its headline."""
    return f"/story/{key}/{slug(title)}".removesuffix("/")


def compare_path(first: int, second: int) -> str:
    """Return where two articles are compared."""
    return f"/a/{first}/compare/{second}"


def keyword_path(name: str) -> str:
    """Return the address of a keyword's page."""
    return f"/k/{quote(name, safe='')}"


def source_path(domain: str) -> str:
    """Return a publisher's address."""
    return f"/source/{quote(domain, safe='')}"


def encoded(path: str) -> str:
    """Return a path of the site as it is sent in a header: ASCII alone."""
    return quote(path, safe="/?&=%:;,+@!$'()*~")


def with_query(path: str, **parameters: str | None) -> str:
    """Return a path with those parameters that hold something."""
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"{path}?{query}" if query else path


def cursor_text(cursor: Cursor) -> str:
    """Write a place in a list for an address."""
    return f"{cursor.order!r}-{cursor.key}"


def read_cursor(text: str) -> Cursor:
    """Read a place that `cursor_text` wrote.

    Raises:
        ValueError: it is none.
    """
    match = re.fullmatch(r"(-?[0-9.]{1,30}(?:e[+-]?[0-9]{1,3})?)-([0-9]{1,18})", text)
    if match is None:
        raise ValueError(f"{text!r} is no place in a list")
    order, key = float(match[1]), int(match[2])
    if not math.isfinite(order):
        raise ValueError(f"{text!r} is no place in a list")
    return Cursor(order, key)


def local_path(text: str) -> str:
    """Return `text` if it is a path of this site, else the front page.

    Browsers read "//host" and "/\\host" as other sites and drop control characters.
    """
    if not text.startswith("/") or len(text) > MAX_URL_CHARS:
        return "/"
    if re.match(r"/[/\\]", text) or re.search(r"[\x00-\x20\x7f\\]", text):
        return "/"
    parts = urlsplit(text)
    return "/" if parts.scheme or parts.netloc else text


def external(url: str | None) -> str | None:
    """Return an address from outside if a link may lead there: HTTP(S), no longer than usual."""
    if url is None or len(url) > MAX_URL_CHARS:
        return None
    return absolute(url, None)
