"""An article read by its publisher's rules, and in the general way where they say nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from marsad.codec import MADE_BY, article_id
from marsad.errors import NotAnArticle
from marsad.extract.decode import decode
from marsad.extract.metadata import machine_stamp, url_day
from marsad.extract.selectors import drop, matches, parse_tree, select, text_of
from marsad.extract.tags import own_tags, unique
from marsad.lexicon.furniture import load_furniture
from marsad.lexicon.sections import is_section_name
from marsad.lexicon.zones import zone_of_country, zone_of_domain
from marsad.sites.rules import Layout, Site
from marsad.text.language import detect_language
from marsad.text.stamps import read_stamp
from marsad.types import Article, Page, Publisher, Related, Stamp
from marsad.urls import absolute, clean_url, domain_of

_LONGEST_TITLE, _LONGEST_ITEM, _LONGEST_STAMP = 500, 200, 300
_PUBLISHED = ("meta[property='article:published_time']", "[itemprop~=datePublished]",
              "time[datetime]")  # fmt: skip


class Taken(Protocol):
    """What the furniture of a stretch of a page was found to be."""

    paragraphs: list[str]
    related: list[Related]
    tags: list[str]
    credits: list[str]
    authors: list[str]
    editors: list[str]
    dateline: str | None


@dataclass(frozen=True, slots=True)
class Ways:
    """The general way of reading, which rules fall back on."""

    read: Callable[[str], Article]  # a page's HTML
    part: Callable[[str, str | None], Taken]  # HTML that is nothing but body, and its headline


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


def read_by_rules(html: str, site: Site, reading: Reading, ways: Ways) -> Article:
    """Read a page by the layout of its site that fits it; without one in the general way.

    What the rules do not name, or do not find, is read in the general way.

    Raises:
        ExtractError: neither way finds an article.
    """
    tree = parse_tree(html) if site.layouts else None
    layout = fitting_layout(tree, site, reading.page) if tree else None
    if tree is None or layout is None:
        return ways.read(html)
    if drop(tree, layout.drop):
        html = tree.html or ""
    title = _title(tree, layout, site)
    taken = _body(tree, layout, title, ways)
    text = "\n".join(taken.paragraphs) if taken else ""
    try:
        article = ways.read(html)
    except NotAnArticle:
        if not text:
            raise
        article = _bare(tree, text, site, reading)
    title, text = title or article.title, text or article.text
    fields = _lists(tree, layout, taken, reading.page.url, ways)
    if tags := fields.get("tags"):
        fields["tags"] = own_tags(tags, title, text)
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
    day: dt.date | None = page.fetched_at.astimezone(dt.UTC).date() if page.fetched_at else None
    if day is None and len(site.layouts) > 1:
        day = url_day(page.url) or _told_day(tree)
    return next((one for one in site.layouts_for(day) if _fits(tree, one)), None)


def _told_day(tree: LexborHTMLParser) -> dt.date | None:
    """Return the day of publication that a page tells machines."""
    nodes = (tree.css_first(selector) for selector in _PUBLISHED)
    told = (_told(node) for node in nodes if node is not None)
    stamps = (machine_stamp(value) for value in told if value)
    return next((_day(stamp) for stamp in stamps if stamp), None)


def _fits(tree: LexborHTMLParser, layout: Layout) -> bool:
    """Say whether the body, or without a selector for it the title, is where a layout has it."""
    needed = layout.selectors.get("body") or layout.selectors.get("title")
    return not needed or matches(tree, needed)


def explain(page: Page, site: Site) -> tuple[str | None, tuple[str, ...]]:
    """Say which of a site's layouts a page is read by, and which of its selectors match nothing.

    The layout is named by its last day, today's is "current"; None where none of them fits.

    Raises:
        ExtractError: the page cannot be decoded.
    """
    tree = parse_tree(decode(page.body, page.content_type))
    layout = fitting_layout(tree, site, page) if tree else None
    if tree is None or layout is None:
        return None, ()
    # What stands behind a selector that matched is not tried; all of `drop` is.
    silent = [f"drop: {selector}" for selector in layout.drop if not matches(tree, [selector])]
    silent += [
        f"{field}: {', '.join(selectors)}"
        for field, selectors in layout.selectors.items()
        if not matches(tree, selectors)
    ]
    last = layout.valid_until
    return (f"until {last.isoformat()}" if last else "current"), tuple(silent)


def _find(tree: LexborHTMLParser, layout: Layout, field: str) -> list[LexborNode]:
    return select(tree, layout.selectors.get(field, ()))


def _title(tree: LexborHTMLParser, layout: Layout, site: Site) -> str | None:
    texts = map(text_of, _find(tree, layout, "title"))
    titles = (_without(text, site.name) for text in texts)
    return next((title for title in titles if 0 < len(title) <= _LONGEST_TITLE), None)


def _without(title: str, name: str | None) -> str:
    """Remove the site's name from the end of a title."""
    return re.sub(rf"\s*[|·•:–—-]\s*{re.escape(name)}\s*$", "", title) if name else title


def _body(tree: LexborHTMLParser, layout: Layout, title: str | None, ways: Ways) -> Taken | None:
    """Take the matched part of the page apart: all that is no furniture in it is body."""
    nodes = _find(tree, layout, "body")
    inner = "".join(f"<div>{node.html or ''}</div>" for node in nodes)
    return ways.part(inner, title) if nodes else None


def _bare(tree: LexborHTMLParser, text: str, site: Site, reading: Reading) -> Article:
    """Make the article of a page that only the rules take for one."""
    url = reading.page.url
    domain = domain_of(url) if url else None
    known = reading.publisher or Publisher()
    head = tree.css_first("meta[property='og:title']") or tree.css_first("title")
    return Article(
        id="",  # made of what the rules find
        made_by=MADE_BY,
        title=(_without(text_of(head), site.name) or None) if head else None,
        text=text,
        url=url,
        canonical_url=clean_url(url) if url else None,
        language="und",
        publisher=replace(known, domain=known.domain or domain or site.domain),
    )


def _lists(
    tree: LexborHTMLParser, layout: Layout, taken: Taken | None, url: str | None, ways: Ways
) -> dict[str, Any]:
    """Return the fields of several values that the rules, or the body they name, hold."""

    def texts(field: str) -> list[str]:
        return _short(map(text_of, _find(tree, layout, field)))

    def labelled(field: str) -> list[str]:
        """Return what stands behind labels: "المصدر: وكالات" credits "وكالات"."""
        return [
            item
            for text in texts(field)
            for item in getattr(ways.part(f"<p>{escape(text)}</p>", None), field) or [text]
        ]

    def authors() -> list[str]:
        """Return whom bylines name; those who edited are named there, too."""
        found: list[str] = []
        for text in texts("authors"):
            told = ways.part(f"<p>{escape(text)}</p>", None)
            found += told.authors or told.editors or [_behind_label(text, "byline")]
        return found

    found: dict[str, Sequence[Any]] = {
        "authors": authors() or (taken.authors if taken else ()),
        "credits": labelled("credits") or (taken.credits if taken else ()),
        "tags": _tags(_find(tree, layout, "tags"), labelled) or (taken.tags if taken else ()),
        "sections": [_behind_label(text, "section") for text in texts("sections")],
        "related": _related(_find(tree, layout, "related"), url)
        or (taken.related if taken else ()),
    }
    fields: dict[str, Any] = {name: unique(items) for name, items in found.items() if items}
    if taken and taken.dateline:
        fields["dateline"] = taken.dateline
    return fields


def _behind_label(text: str, kind: str) -> str:
    """Return what stands behind a label of a kind and its colon; the text itself without one.

    An element of its own may part the label as well: there the name of a section tells.
    """
    first, colon, rest = text.partition(":")
    if not colon:
        first, _, rest = text.partition(" ")
    label = load_furniture().read(text if colon else first)
    if label is None or label.kind != kind or not (colon or is_section_name(rest)):
        return text
    return rest.strip() or text


def _short(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if 0 < len(text) <= _LONGEST_ITEM]


def _tags(nodes: Sequence[LexborNode], labelled: Callable[[str], list[str]]) -> list[str]:
    """Return the texts of links; without any the texts themselves, a line of keywords split."""
    links = _short(text_of(link) for node in nodes for link in node.css("a"))
    return links or (labelled("tags") if nodes else [])


def _related(nodes: Sequence[LexborNode], url: str | None) -> list[Related]:
    """Return the links of each node, or the text of one without links."""
    items = [
        (text_of(item), item.attributes.get("href"))
        for node in nodes
        for item in (node.css("a[href]") or [node])
    ]
    return [
        Related(title=title, url=absolute(href, url) if href else None)
        for title, href in items
        if 0 < len(title) <= _LONGEST_TITLE
    ]


# --- times -------------------------------------------------------------------


def _stamps(
    tree: LexborHTMLParser, layout: Layout, reading: Reading, article: Article
) -> dict[str, Any]:
    """Return the stamps that the rules find; of a mere day the general way may know the hour."""
    found: dict[str, Any] = {}
    for field, name in (("date", "published"), ("updated", "updated")):
        pairs = (_stamp(node, reading) for node in _find(tree, layout, field))
        stamp, printed = next((pair for pair in pairs if pair[0]), (None, None))
        if stamp is None:
            continue
        general: Stamp | None = getattr(article, name)
        is_day = not isinstance(stamp, dt.datetime)
        exact = is_day and isinstance(general, dt.datetime) and general.date() == stamp
        found[name] = general if exact else stamp
        if name == "published":
            found["published_text"] = printed or article.published_text
    return found


def _stamp(node: LexborNode, reading: Reading) -> tuple[Stamp | None, str | None]:
    """Read a node's stamp: what it tells machines, checked by what it shows; and what it shows."""
    shown = " ".join(node.text().split())[:_LONGEST_STAMP]
    visible = read_stamp(shown, fetched_at=reading.page.fetched_at, zone=reading.zone)
    printed = shown[visible.start : visible.end] if visible else None
    told = _told(node)
    machine = machine_stamp(told) if told else None
    if machine is None:
        return (visible.stamp if visible else None), printed
    return _local(machine, visible.stamp if visible else None, reading.zone), printed


def _told(node: LexborNode) -> str | None:
    return node.attributes.get("datetime") or node.attributes.get("content")


def _local(machine: Stamp, visible: Stamp | None, zone: dt.tzinfo | None) -> Stamp:
    """Put a machine stamp into the zone; a `Z` whose clock is the printed local one is false."""
    if not isinstance(machine, dt.datetime):
        return machine
    is_utc = machine.utcoffset() == dt.timedelta(0)
    if is_utc and isinstance(visible, dt.datetime) and _clock(visible) == _clock(machine):
        machine = machine.replace(tzinfo=None)
    if machine.tzinfo is None:
        return machine.replace(tzinfo=zone)
    return machine.astimezone(zone) if zone and is_utc else machine


def _clock(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=None, second=0, microsecond=0)


def _day(stamp: Stamp) -> dt.date:
    return stamp.date() if isinstance(stamp, dt.datetime) else stamp
