"""An article read by its publisher's rules, and in the general way where they say nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from marsad.codec import MADE_BY, article_id
from marsad.errors import NotAnArticle
from marsad.extract.blocks import Block, Container, check_depth, read_blocks
from marsad.extract.body import Body
from marsad.extract.decode import decode
from marsad.extract.furniture import Line, Parts, part_lines, read_byline
from marsad.extract.metadata import machine_stamp, read_metadata, strip_site, url_day
from marsad.extract.tags import own_tags, unique
from marsad.lexicon.zones import zone_of_country, zone_of_domain
from marsad.sites.rules import Layout, Site
from marsad.text.language import detect_language
from marsad.text.stamps import read_stamp
from marsad.types import Article, Page, Publisher, Related, Stamp
from marsad.urls import absolute, domain_of

MOST_TAGS = 80_000
"""Tags that a page may have for rules to be tried on it: some selectors take quadratic time."""

_MOST_NODES = 2000
_LONGEST_TITLE, _LONGEST_ITEM, _LONGEST_STAMP = 500, 200, 300
_ROOTS = frozenset(("html", "head", "body"))

General = Callable[[LexborHTMLParser], Article]
"""The general way of reading a parsed page."""

Part = Callable[[list[Block], list[Container], Body, str | None, str | None], Parts]
"""Takes a body's blocks apart: blocks, containers, body, title, address."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reading by rules needs to know besides the page."""

    page: Page
    publisher: Publisher | None
    zone: dt.tzinfo | None


def site_context(
    site: Site | None, domain: str | None, publisher: Publisher | None, zone: dt.tzinfo | None
) -> tuple[Publisher | None, dt.tzinfo | None]:
    """Fill in a page's publisher and zone: by its site file, then by its domain."""
    if site and site.name and publisher is None:
        publisher = Publisher(site.name, domain or site.domain)
    if zone is None and site:
        zone = ZoneInfo(site.zone) if site.zone else zone_of_country(site.country)
    return publisher, zone or zone_of_domain(domain or (site.domain if site else None))


def may_be_ruled(html: str) -> bool:
    """Say whether a page is small enough for selectors of any kind."""
    return html.count("<") <= MOST_TAGS


def read_by_rules(
    tree: LexborHTMLParser, site: Site, reading: Reading, *, general: General, part: Part
) -> Article:
    """Read a page by the layout of its site that fits it; without one in the general way.

    What the rules do not name, or do not find, is read in the general way. `tree` is changed.

    Raises:
        NotAnArticle: neither way finds one.
    """
    layout = fitting_layout(tree, site, reading.page)
    if layout is None:
        return general(tree)
    _drop(tree, layout.drop)
    title, parts = _title(tree, layout, site), _body(tree, layout, reading, part)
    text = "\n".join(parts.paragraphs)
    try:
        article = general(tree)
    except NotAnArticle:
        if not text:
            raise
        article = _bare(tree, text, site, reading)
    title = title or article.title
    text = text or article.text
    fields = _lists(tree, layout, reading.page.url, parts, f"{title or ''}\n{text}")
    fields |= _stamps(tree, layout, reading, article)
    return replace(
        article,
        id=article_id(article.canonical_url, title, text),
        title=title,
        text=text,
        language=detect_language(text) or article.language,
        **fields,
    )


def fitting_layout(tree: LexborHTMLParser, site: Site, page: Page) -> Layout | None:
    """Return the layout that a page has: of those in force on its day the first that fits.

    A page looks as it did when it was fetched. Where that is not known, it cannot be older than
    the article on it.
    """
    if not site.layouts:
        return None
    day: dt.date | None = page.fetched_at.astimezone(dt.UTC).date() if page.fetched_at else None
    if day is None and len(site.layouts) > 1:
        stamps = read_metadata(tree, page.url).published
        day = url_day(page.url) or next(map(_day, stamps), None)
    return next((one for one in site.layouts_for(day) if _fits(tree, one)), None)


def explain(page: Page, site: Site) -> tuple[str | None, tuple[str, ...]]:
    """Say which of a site's layouts a page is read by, and which of its selectors match nothing.

    The layout is named by its last day, today's is "current"; None where none of them fits.

    Raises:
        ExtractError: the page cannot be decoded, or is nested too deep.
    """
    html = decode(page.body, page.content_type)
    check_depth(html)
    if not may_be_ruled(html):
        return None, ()
    tree = LexborHTMLParser(html)
    layout = fitting_layout(tree, site, page)
    if layout is None:
        return None, ()
    # What stands behind a selector that matched is not tried; all of `drop` is.
    silent = [f"drop: {selector}" for selector in layout.drop if not tree.css(selector)]
    silent += [
        f"{field}: {', '.join(selectors)}"
        for field, selectors in layout.selectors.items()
        if not _find(tree, layout, field)
    ]
    day = layout.valid_until
    return (f"until {day.isoformat()}" if day else "current"), tuple(silent)


def _fits(tree: LexborHTMLParser, layout: Layout) -> bool:
    for field in ("body", "title"):
        if selectors := layout.selectors.get(field):
            return any(tree.css_first(selector) is not None for selector in selectors)
    return True


def _day(stamp: Stamp) -> dt.date:
    return stamp.date() if isinstance(stamp, dt.datetime) else stamp


def _find(tree: LexborHTMLParser, layout: Layout, field: str) -> list[LexborNode]:
    """Return what the first selector of a field that matches at all matches."""
    for selector in layout.selectors.get(field, ()):
        if found := tree.css(selector):
            return _outermost(found)[:_MOST_NODES]
    return []


def _outermost(nodes: Sequence[LexborNode]) -> list[LexborNode]:
    """Return the nodes that lie in none of the others."""
    # Whether a node lies in a chosen one, or is one: pages are deep, so none is climbed twice.
    inside = {node.mem_id: True for node in nodes}
    found = []
    for node in nodes:
        above, trail = node.parent, []
        while above is not None and above.mem_id not in inside:
            trail.append(above.mem_id)
            above = above.parent
        within = above is not None and inside[above.mem_id]
        inside.update(dict.fromkeys(trail, within))
        if not within:
            found.append(node)
    return found


def _drop(tree: LexborHTMLParser, selectors: Iterable[str]) -> None:
    for selector in selectors:
        for node in _outermost([one for one in tree.css(selector) if one.tag not in _ROOTS]):
            node.decompose()


def _text(node: LexborNode) -> str:
    """Return a node's text, or what it tells machines, white space folded."""
    told = node.attributes.get("content") if node.tag == "meta" else None
    return " ".join((told or node.text()).split())


def _title(tree: LexborHTMLParser, layout: Layout, site: Site) -> str | None:
    texts = (_text(node) for node in _find(tree, layout, "title"))
    titles = (strip_site(text, site.name, guess=False) for text in texts if text)
    return next((title for title in titles if len(title) <= _LONGEST_TITLE), None)


def _body(tree: LexborHTMLParser, layout: Layout, reading: Reading, part: Part) -> Parts:
    """Take the matched part of the page apart as a page of its own: all of its blocks are body."""
    nodes = _find(tree, layout, "body")
    if not nodes:
        return Parts()
    inner = "".join(f"<div>{node.html or ''}</div>" for node in nodes)
    blocks, containers = read_blocks(LexborHTMLParser(f"<html><body>{inner}</body></html>"))
    body = Body(tuple(range(len(blocks))), 1.0)
    title = next(map(_text, _find(tree, layout, "title")), None)
    return part(blocks, containers, body, title, reading.page.url)


def _bare(tree: LexborHTMLParser, text: str, site: Site, reading: Reading) -> Article:
    """Make the article of a page that only the rules take for one."""
    url, metadata = reading.page.url, read_metadata(tree, reading.page.url)
    known = reading.publisher or Publisher(site.name or metadata.site_name)
    domain = domain_of(url) if url else None
    return Article(
        id="",  # made of what the rules find
        made_by=MADE_BY,
        title=next((strip_site(one, metadata.site_name) for one in metadata.titles), None),
        text=text,
        url=url,
        canonical_url=metadata.canonical,
        published=next(iter(metadata.published), None),
        language=(metadata.language or "und").split("-")[0],
        publisher=replace(known, domain=known.domain or domain or site.domain),
        image=metadata.image,
    )


def _lists(
    tree: LexborHTMLParser, layout: Layout, url: str | None, parts: Parts, text: str
) -> dict[str, Any]:
    """Return the fields of several values that the rules, or the body they name, hold."""
    title, _, body = text.partition("\n")
    related = [item for node in _find(tree, layout, "related") for item in _related(node, url)]
    found = {
        "authors": unique(map(_author, _items(tree, layout, "authors"))) or unique(parts.authors),
        "tags": own_tags(_tags(tree, layout) or parts.tags, title, body),
        "credits": unique(_credits(tree, layout)) or unique(parts.credits),
        "sections": unique(_items(tree, layout, "sections")),
        "related": tuple(dict.fromkeys(related)) or tuple(parts.related),
        "dateline": parts.dateline,
    }
    return {name: value for name, value in found.items() if value}


def _items(tree: LexborHTMLParser, layout: Layout, field: str) -> list[str]:
    texts = (_text(node) for node in _find(tree, layout, field))
    return [text for text in texts if 0 < len(text) <= _LONGEST_ITEM]


def _author(text: str) -> str:
    """Return the name alone of "بقلم: فلان"."""
    return read_byline(Line(text)) or text


def _tags(tree: LexborHTMLParser, layout: Layout) -> list[str]:
    """Return the texts of links; of what is no link the text, a line of keywords split."""
    tags: list[str] = []
    for node in _find(tree, layout, "tags"):
        links = [_text(link) for link in node.css("a")]
        line = _text(node)
        tags += links or part_lines([Line(line)], title=None, url=None).tags or [line]
    return [tag for tag in tags if 0 < len(tag) <= _LONGEST_ITEM]


def _credits(tree: LexborHTMLParser, layout: Layout) -> list[str]:
    """Return whom each text credits: "المصدر: وكالات" names "وكالات"."""
    texts = _items(tree, layout, "credits")
    return [
        name
        for text in texts
        for name in part_lines([Line(text)], title=None, url=None).credits or [text.strip(" ()[]")]
    ]


def _related(node: LexborNode, url: str | None) -> list[Related]:
    links = [(_text(link), link.attributes.get("href")) for link in node.css("a[href]")]
    items = links or [(_text(node), None)]
    return [
        Related(title=title, url=absolute(href, url) if href else None)
        for title, href in items
        if 0 < len(title) <= _LONGEST_TITLE
    ]


def _stamps(
    tree: LexborHTMLParser, layout: Layout, reading: Reading, article: Article
) -> dict[str, Any]:
    """Return the stamps that the rules find; of a mere day the general way may know the hour."""
    found: dict[str, Any] = {}
    for field, name in (("date", "published"), ("updated", "updated")):
        for node in _find(tree, layout, field):
            stamp, printed = _stamp(node, reading)
            if stamp is None:
                continue
            general: Stamp | None = getattr(article, name)
            is_day = not isinstance(stamp, dt.datetime)
            exact = is_day and isinstance(general, dt.datetime) and general.date() == stamp
            found[name] = general if exact else stamp
            if name == "published":
                found["published_text"] = printed or article.published_text
            break
    return found


def _stamp(node: LexborNode, reading: Reading) -> tuple[Stamp | None, str | None]:
    """Read a node's stamp: what it tells machines, checked by what it shows; and what it shows."""
    shown = " ".join(node.text().split())[:_LONGEST_STAMP]
    visible = read_stamp(shown, fetched_at=reading.page.fetched_at, zone=reading.zone)
    printed = shown[visible.start : visible.end] if visible else None
    told = node.attributes.get("datetime") or node.attributes.get("content")
    machine = machine_stamp(told) if told else None
    if machine is None:
        return (visible.stamp if visible else None), printed
    return _local(machine, visible.stamp if visible else None, reading.zone), printed


def _local(machine: Stamp, visible: Stamp | None, zone: dt.tzinfo | None) -> Stamp:
    """Put a machine stamp into the zone; a `Z` whose clock is the printed local one is false."""
    if not isinstance(machine, dt.datetime):
        return machine
    is_utc = machine.utcoffset() == dt.timedelta(0)
    if is_utc and isinstance(visible, dt.datetime) and _clock(visible) == _clock(machine):
        machine = machine.replace(tzinfo=None)
    if machine.tzinfo is None:
        return machine.replace(tzinfo=zone)
    return machine.astimezone(zone) if zone and not machine.utcoffset() else machine


def _clock(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=None, second=0, microsecond=0)
