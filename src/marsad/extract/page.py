"""One page to one article."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import partial

from selectolax.lexbor import LexborHTMLParser

from marsad.codec import MADE_BY, article_id
from marsad.errors import NotAnArticle
from marsad.extract.blocks import Block, Container, check_depth, read_blocks
from marsad.extract.body import Body, choose_body, headline_index
from marsad.extract.decode import decode
from marsad.extract.furniture import Line, Parts, byline_pieces, is_apart, part_lines, read_byline
from marsad.extract.kinds import why_no_article
from marsad.extract.metadata import Metadata, best_title, read_metadata
from marsad.extract.ruled import Reading, Ways, read_by_rules, site_context
from marsad.extract.tags import own_tags, trusted_keywords, unique
from marsad.extract.text_page import extract_text
from marsad.extract.times import article_times
from marsad.sites.rules import Site
from marsad.text.language import detect_language
from marsad.text.normalize import fold
from marsad.types import Article, Page, Publisher
from marsad.urls import absolute, domain_of

_DEEPEST_PATH = 60
_PATH = re.compile(r"\W*(?:الرءيسيه|الرءيسه|home|accueil)\s*(?:[»›>/\\←‹«]|-\s)+\s*\w")
_DATE_HINT = re.compile(r"\b(?:date|time|posted|publish(?:ed)?)")
_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|div|p|article|h1|table|meta|title|br)\b", re.IGNORECASE
)


def extract_article(
    page: Page,
    *,
    publisher: Publisher | None = None,
    zone: dt.tzinfo | None = None,
    site: Site | None = None,
) -> Article:
    """Find the article on a page; `zone` is where its publisher's clocks stand.

    `site` holds what is known of the page's publisher: its zone, and rules for its layout.

    Raises:
        ExtractError: there is none, or the page cannot be read.
    """
    if page.url and absolute(page.url, None) is None:
        page = replace(page, url=None)  # not an address: a name that somebody gave
    text = decode(page.body, page.content_type)
    domain = publisher.domain if publisher else domain_of(page.url) if page.url else None
    publisher, zone = site_context(site, domain, publisher, zone)
    if not _MARKUP.search(text[:100_000]):
        if text.lstrip().startswith("<"):
            raise NotAnArticle("markup, but no page: a feed or another XML file")
        return extract_text(text, page, publisher, zone)
    read = partial(_read, page=page, publisher=publisher, zone=zone)
    if site is None or not site.layouts:
        return read(text)
    ways = Ways(read, partial(_part_fragment, url=page.url))
    return read_by_rules(text, site, Reading(page, publisher, zone), ways)


def _read(html: str, page: Page, publisher: Publisher | None, zone: dt.tzinfo | None) -> Article:
    """Read a page's HTML in the general way."""
    check_depth(html)
    tree = LexborHTMLParser(html)
    metadata = read_metadata(tree, page.url)
    blocks, containers = read_blocks(tree)
    return _compose(page, metadata, blocks, containers, publisher, zone)


def _part_fragment(html: str, title: str | None, *, url: str | None) -> Parts:
    """Take HTML apart that is all body but for furniture."""
    blocks, containers = read_blocks(LexborHTMLParser(f"<html><body>{html}</body></html>"))
    return _parts(blocks, containers, Body(tuple(range(len(blocks))), 1.0), title, url)


def _compose(
    page: Page, metadata: Metadata, blocks: list[Block], containers: list[Container],
    publisher: Publisher | None, zone: dt.tzinfo | None,
) -> Article:  # fmt: skip
    if publisher and publisher.name:
        metadata = replace(metadata, site_name=publisher.name)
    title = best_title(
        metadata,
        [block.text for block in blocks if block.tag == "h1"],
        [block.text for block in blocks if block.tag in {"h2", "h3"}],
    )
    headline = headline_index(blocks, [title, *metadata.titles] if title else metadata.titles)
    body = choose_body(blocks, containers, headline)
    parts = _parts(blocks, containers, body, title, page.url)
    text = "\n".join(parts.paragraphs)
    if metadata.body and len(" ".join(metadata.body)) > 1.3 * len(text):
        parts = part_lines([Line(line) for line in metadata.body], title=title, url=page.url)
        text = "\n".join(parts.paragraphs)
    if len(text) < 40:
        text = _short(blocks, containers, headline, page.url, title) or text
    if not text:
        raise NotAnArticle("no running text on the page")
    reason = why_no_article(
        page.url, title, metadata, [blocks[index] for index in body.indexes], text
    )
    if reason:
        raise NotAnArticle(reason)
    times = article_times(metadata, blocks, headline, body.indexes, page, zone)
    domain = domain_of(page.url) if page.url else None
    names = publisher or Publisher(metadata.site_name, domain)
    url = metadata.canonical
    tags = own_tags(parts.tags or metadata.tags, title, text)
    return Article(
        id=article_id(url, title, text),
        made_by=MADE_BY,
        title=title,
        text=text,
        url=page.url,
        canonical_url=url,
        published=times.published,
        updated=times.updated,
        published_text=times.printed,
        language=detect_language(text) or (metadata.language or "und").split("-")[0],
        authors=_authors(parts, metadata, names, _near(blocks, headline, body), containers),
        publisher=Publisher(names.name or metadata.site_name, names.domain or domain),
        credits=unique(parts.credits),
        dateline=parts.dateline,
        tags=tags or trusted_keywords(metadata.keywords, title, text),
        sections=metadata.sections[:3] or _breadcrumb(blocks, headline, title),
        image=metadata.image,
        related=tuple(parts.related),
    )


def _parts(
    blocks: list[Block], containers: list[Container], body: Body, title: str | None, url: str | None
) -> Parts:
    """Take the body's blocks apart, and read on below it for tags, credits and related items."""
    if not body.indexes:
        return Parts()
    inside = set(body.indexes)
    last = body.indexes[-1]
    lines = [
        line
        for index in body.indexes
        if not blocks[index].outside and not _is_stamp_box(blocks[index], containers)
        for line in _lines(blocks[index], containers, title)
    ]
    parts = part_lines(lines, title=title, url=url)
    below = [
        _line(b, containers)
        for i, b in enumerate(blocks[last + 1 : last + 60], last + 1)
        if i not in inside
    ]
    more = part_lines(below, title=title, url=url)
    parts.tags = parts.tags or more.tags
    parts.credits = parts.credits or more.credits
    parts.authors = parts.authors or more.authors
    parts.related = parts.related or more.related
    return parts


def _line(block: Block, containers: list[Container]) -> Line:
    path = _path(block, containers)
    return Line(block.text, path, block.heading, block.link_density, block.links, block.pieces)


def _path(block: Block, containers: list[Container]) -> tuple[int, ...]:
    """Return the containers around a block, outermost first."""
    path: list[int] = []
    at = block.container
    while at >= 0 and len(path) < _DEEPEST_PATH:
        path.append(at)
        at = containers[at].parent
    return tuple(reversed(path))


def _is_stamp_box(block: Block, containers: list[Container]) -> bool:
    """Say whether a block is short, no sentence, and in an element made for dates."""
    hint = containers[block.container].hint
    return len(block.text) < 40 and block.text[-1] not in ".!؟:" and bool(_DATE_HINT.search(hint))


def _lines(block: Block, containers: list[Container], title: str | None) -> list[Line]:
    """Cut a block at its single line breaks where one of the lines is no running text."""
    if len(block.lines) < 2 or not any(is_apart(line, title) for line in block.lines):
        return [_line(block, containers)]
    links = dict(block.links)
    path = _path(block, containers)
    return [Line(line, path, link_density=float(line in links)) for line in block.lines]


def _short(
    blocks: list[Block],
    containers: list[Container],
    headline: int | None,
    url: str | None,
    title: str | None,
) -> str:
    """Return the first sentences below the headline: breaking news is no longer than that."""
    if headline is None:
        return ""
    near = [_line(b, containers) for b in blocks[headline + 1 : headline + 8] if not b.outside]
    near = [line for line in near if len(line.text) > 40 and line.link_density < 0.3]
    return "\n".join(part_lines(near[:2], title=title, url=url).paragraphs)


def _authors(
    parts: Parts,
    metadata: Metadata,
    publisher: Publisher,
    near: list[Block],
    containers: list[Container],
) -> tuple[str, ...]:
    """Return the names of the visible bylines, else those that machines are told."""
    printed = [
        name
        for block in near
        for line in (_line(block, containers), *byline_pieces(block.text, publisher.name))
        if (name := read_byline(line))
    ]
    names = parts.authors or printed or list(metadata.authors)
    domain = (publisher.domain or "").split(".")[0].lower()
    return unique(name for name in names if name != publisher.name and name.lower() != domain)


def _breadcrumb(blocks: list[Block], headline: int | None, title: str | None) -> tuple[str, ...]:
    """Return the section that a path such as "الرئيسية » سياسة" above the headline ends in."""
    for block in reversed(blocks[: headline or 0][-8:]):
        names = [text for text, _ in block.links if text != title]
        if _PATH.match(fold(block.text)) and 2 <= len(names) <= 5:
            return (names[-1],)
    return ()


def _near(blocks: list[Block], headline: int | None, body: Body) -> list[Block]:
    """Return the blocks around the headline, where stamps and bylines stand."""
    first = body.indexes[0] if body.indexes else 0
    at = first if headline is None else headline
    return blocks[max(0, at - 6) : max(at, min(first, at + 12)) + 3]
