"""Sitemaps → the pages and sitemaps they name."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from marsad.errors import FetchError, InputError
from marsad.fetch.charset import decode_text
from marsad.fetch.feeds import Entry
from marsad.fetch.streams import gunzip
from marsad.fetch.times import instant, read_time
from marsad.urls import absolute

MAX_PAGES = 50_000
"""Pages of one sitemap, and sitemaps of an index: the protocol's own bound."""

_MAX_BYTES = 52_428_800
"""Bytes of a decompressed sitemap: the protocol's own bound."""

_ENTRIES = {"url", "sitemap"}
_FIELDS = {"loc": "loc", "lastmod": "lastmod", "publication_date": "published", "title": "title"}


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap's pages, and the sitemaps of an index, in the order printed."""

    pages: tuple[Entry, ...] = ()
    sitemaps: tuple[Entry, ...] = ()


def parse_sitemap(body: bytes, *, url: str) -> Sitemap:
    """Parse a sitemap or sitemap index fetched from `url`: XML or a list of addresses, or gzipped.

    News sitemaps give titles and publication times. Damaged ones give what can be read. Entities
    are not resolved and nothing is fetched.

    Raises:
        FetchError: it is no sitemap, or too large when decompressed.
    """
    try:
        data = gunzip(body, _MAX_BYTES) if body.startswith(b"\x1f\x8b") else body
    except InputError as error:
        raise FetchError(f"{url}: {error}") from error
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return _parse_lines(data, url)
    found: dict[str, dict[str, Entry]] = {"url": {}, "sitemap": {}}
    is_sitemap = False
    for name, fields in _elements(data):
        is_sitemap = is_sitemap or name in {"urlset", "sitemapindex"}
        entry = _entry(fields, url) if name in _ENTRIES else None
        if entry is not None:
            is_sitemap = True  # some lack the outer element
            found[name].setdefault(entry.url, entry)
        if len(found["url"]) + len(found["sitemap"]) >= MAX_PAGES:
            break
    if not is_sitemap:
        raise FetchError(f"{url}: not a sitemap")
    return Sitemap(tuple(found["url"].values()), tuple(found["sitemap"].values()))


def _elements(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each entry with its fields, and the root, as they end."""
    parser = etree.iterparse(
        io.BytesIO(data.removeprefix(b"\xef\xbb\xbf").lstrip()),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in parser:
            name = _name(element)
            if name in _ENTRIES:
                yield name, _fields(element)
                element.clear()
                while element.getprevious() is not None:  # what is done would pile up otherwise
                    del element.getparent()[0]
            elif element.getparent() is None:
                yield name, {}
    except (etree.XMLSyntaxError, ValueError):
        return  # what came before stands


def _name(element: etree._Element) -> str:
    """Return a tag's name without its namespace, declared or not."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _fields(element: etree._Element) -> dict[str, str]:
    """Collect an entry's own fields and those of its news block; pictures have a loc as well."""
    fields: dict[str, str] = {}
    blocks = [element, *(child for child in element if _name(child) == "news")]
    for block in blocks:
        for child in block:
            name = _FIELDS.get(_name(child))
            text = " ".join("".join(map(str, child.itertext())).split())
            if name and text:
                fields.setdefault(name, text)
    return fields


def _entry(fields: dict[str, str], base: str) -> Entry | None:
    url = absolute(fields.get("loc", ""), base)
    if url is None or "loc" not in fields:
        return None
    return Entry(
        url=url,
        title=fields.get("title"),
        published=read_time(fields.get("published")),
        modified=instant(read_time(fields.get("lastmod"))),
    )


def _parse_lines(data: bytes, url: str) -> Sitemap:
    """Read a text sitemap: one address a line."""
    lines = decode_text(data, None).splitlines()
    links = [line.strip() for line in lines[: 2 * MAX_PAGES] if line.strip()]
    pages = {link: Entry(link) for link in links if absolute(link, None)}
    if not pages or len(pages) * 2 <= len(set(links)):
        raise FetchError(f"{url}: not a sitemap")
    return Sitemap(tuple(pages.values())[:MAX_PAGES])
