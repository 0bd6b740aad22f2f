"""OPML, the format that feed readers exchange subscriptions in, ↔ sources.

One outline per feed, which is what other readers expect. What OPML has no name for (country, zone,
kind of feed …) stands in attributes of a namespace of our own, so that an export can be imported
without loss.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import available_timezones

from lxml import etree

from marsad.errors import InputError
from marsad.types import Feed, FeedKind, Source
from marsad.urls import absolute, domain_of

NAMESPACE = "urn:marsad:opml"
_MAX_BYTES = 10_000_000
_MAX_OUTLINES = 20_000
_MAX_NAME = 200
_INTERVAL = 900
_INTERVALS = (10, 7 * 24 * 3600)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def read_opml(data: bytes) -> tuple[Source, ...]:
    """Read the sources of an OPML file; the feeds of one domain become one source.

    Folders are looked into and otherwise ignored, outlines without a usable address are left out.

    Raises:
        InputError: it is no OPML, names no feed, or is larger than any real one.
    """
    if len(data) > _MAX_BYTES:
        raise InputError(f"OPML of more than {_MAX_BYTES:,} bytes")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(data.removeprefix(b"\xef\xbb\xbf").lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError("not OPML") from error
    if root is None or not str(root.tag).lower().endswith("opml"):
        raise InputError("not OPML")
    sources: dict[str, Source] = {}
    for number, outline in enumerate(root.iter("{*}outline")):
        if number >= _MAX_OUTLINES:
            raise InputError(f"OPML of more than {_MAX_OUTLINES:,} outlines")
        source = _source(outline)
        if source is not None:
            sources[source.domain] = _merge(sources.get(source.domain), source)
    if not sources:
        raise InputError("OPML without a single feed")
    return tuple(sources.values())


def _source(outline: etree._Element) -> Source | None:
    """Read one outline; None for a folder or a useless address."""
    fields = {
        etree.QName(str(key)).localname.lower(): " ".join(str(value).split())
        for key, value in outline.attrib.items()
    }
    url = absolute(fields.get("xmlurl", ""), None)
    homepage = absolute(fields.get("htmlurl", ""), None)
    domain = fields.get("domain", "").lower() or domain_of(homepage or url or "")
    if not domain or domain != domain_of(f"http://{domain}/") or not (url or homepage):
        return None
    name = fields.get("text") or fields.get("title") or domain
    country, zone = fields.get("country", "").upper(), fields.get("zone")
    language, interval = fields.get("language", ""), fields.get("interval", "")
    return Source(
        name=name[:_MAX_NAME],
        domain=domain,
        homepage=homepage,
        country=country if re.fullmatch(r"[A-Z]{2}", country) else None,
        zone=zone if zone in _zones() else None,
        language=language if _LANGUAGE.fullmatch(language) else "ar",
        feeds=(Feed(url, _kind(fields.get("kind"), url)),) if url else (),
        interval=_interval(interval),
    )


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())  # it searches folders, each time


def _kind(printed: str | None, url: str) -> FeedKind:
    if printed is None:
        return "sitemap" if "sitemap" in url.lower() else "feed"
    return "sitemap" if printed == "sitemap" else "feed"


def _interval(printed: str) -> int:
    seconds = int(printed) if re.fullmatch(r"[0-9]{1,9}", printed) else _INTERVAL
    return min(max(seconds, _INTERVALS[0]), _INTERVALS[1])


def _merge(known: Source | None, more: Source) -> Source:
    """Add the feeds of another outline of the same domain."""
    if known is None:
        return more
    feeds = tuple({feed.url: feed for feed in (*known.feeds, *more.feeds)}.values())
    return dataclasses.replace(known, homepage=known.homepage or more.homepage, feeds=feeds)


def write_opml(sources: Iterable[Source]) -> bytes:
    """Write sources as OPML 2.0, an outline per feed."""
    opml = etree.Element("opml", {"version": "2.0"}, nsmap={"marsad": NAMESPACE})
    head = etree.SubElement(opml, "head")
    etree.SubElement(head, "title").text = "Marsad"
    body = etree.SubElement(opml, "body")
    for source in sources:
        for feed in source.feeds or (None,):
            etree.SubElement(body, "outline", _attributes(source, feed))
    return etree.tostring(opml, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _attributes(source: Source, feed: Feed | None) -> dict[str, str]:
    own = {
        "domain": source.domain,
        "country": source.country,
        "zone": source.zone,
        "language": source.language,
        "interval": str(source.interval),
        "kind": feed.kind if feed else None,
    }
    name = _printable(source.name)
    attributes = {
        "type": "rss" if feed else "link",
        "text": name,
        "title": name,
        "xmlUrl": feed.url if feed else None,
        "htmlUrl": source.homepage or (None if feed else f"https://{source.domain}/"),
        **{f"{{{NAMESPACE}}}{key}": value for key, value in own.items()},
    }
    return {key: value for key, value in attributes.items() if value is not None}


def _printable(text: str) -> str:
    """Drop the control characters that XML cannot hold."""
    return "".join(char for char in text if char >= " " and char not in "\ufffe\uffff")
