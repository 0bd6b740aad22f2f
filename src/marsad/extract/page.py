"""One page to one article."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from marsad.codec import MADE_BY, article_id
from marsad.errors import NotAnArticle
from marsad.extract.around import Surroundings, read_around
from marsad.extract.author_links import leads_to_author
from marsad.extract.blocks import Block, Containers, Head
from marsad.extract.body import Body, choose_body, headline_index, nearest_headline
from marsad.extract.boxes import body_lines
from marsad.extract.bylines import agencies_beside, is_readers, read_authors, titled_author
from marsad.extract.dateline import place_line, signed_line
from marsad.extract.decode import decode, first_document
from marsad.extract.fallback import DOUBT, HEAVIEST, MOST_TAGS, confidence, read_again
from marsad.extract.forum import without_replies
from marsad.extract.furniture import part_lines, part_tail
from marsad.extract.kinds import NO_TEXT, Evidence, is_stamped_beside, why_no_article
from marsad.extract.lines import (
    SHORT,
    Line,
    is_sentence,
    label_of_block,
    line_of,
    lines_of,
    part_labels,
    text_line,
)
from marsad.extract.meta_row import read_rows
from marsad.extract.metadata import Claim, Metadata, read_metadata
from marsad.extract.name_shape import is_named, is_newsroom
from marsad.extract.parts import Parts
from marsad.extract.people import stands_in_byline, written_by
from marsad.extract.publisher import logo_credits, site_name
from marsad.extract.reader import read_blocks
from marsad.extract.ruled import Reading, Ways, read_by_rules, site_context
from marsad.extract.section_name import is_home
from marsad.extract.sections import section_of
from marsad.extract.sources import agencies_of_dateline
from marsad.extract.tags import own_tags, trusted_keywords, unique
from marsad.extract.text_page import extract_text
from marsad.extract.times import Times, article_times
from marsad.extract.titles import (
    best_title,
    bold_headline,
    halves_of,
    hinted_headline,
    is_generic,
    letters,
    printed_headline,
    without_name,
)
from marsad.extract.where import is_agency, is_medium, is_site
from marsad.lexicon.furniture import load_furniture
from marsad.lexicon.sections import is_section_name
from marsad.sites.rules import Site
from marsad.text.language import detect_language
from marsad.text.normalize import fold
from marsad.types import Article, Origins, Page, Publisher, Related
from marsad.urls import absolute, domain_of, same_site

_NEAR, _BELOW = 8, 24  # blocks below a headline, and below a text
_GALLERY, _CLIMB = 3, 4  # captions, and levels that they lie within theirs
_HARDLY, _LITTLE = 40, 400  # characters: no text to speak of, a lead
_LEAST_TITLE = 4  # words, of a heading that is no section's
_NO_PAGE = "markup, but no page: a feed or another XML file"
_FEED = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)[\s>]")
_TAIL = 5  # blocks below a text that tell of it
_ENDS = frozenset({"end", "comments", "read_also", "policy"})
_SOME = frozenset({"وكالات", "الوكالات"})  # a dateline says which
_NO_SOURCES = frozenset({"متابعات"})  # says that there are some, and not which
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")  # what an address calls a section
_ARABIC = re.compile("[\u0621-\u064a]")
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
    text = first_document(decode(page.body, page.content_type))
    domain = publisher.domain if publisher else domain_of(page.url) if page.url else None
    publisher, zone = site_context(site, domain, publisher, zone)
    if _FEED.match(text):
        raise NotAnArticle(_NO_PAGE)
    if not _MARKUP.search(text, 0, 100_000):
        if text.lstrip().startswith("<"):
            raise NotAnArticle(_NO_PAGE)
        return extract_text(text, page, publisher, zone)
    read = partial(_read, page=page, publisher=publisher, zone=zone)
    if site is None or not site.layouts:
        return read(text)
    ways = Ways(read, partial(_part_fragment, url=page.url))
    return read_by_rules(text, site, Reading(page, publisher, zone), ways)


def _part_fragment(html: str, title: str | None, *, url: str | None) -> Parts:
    """Take HTML apart that is all body but for furniture."""
    blocks, containers, _ = read_blocks(f"<html><body>{html}</body></html>")
    body = Body(tuple(range(len(blocks))), 1.0)
    return part_lines(body_lines(blocks, containers, body, title, ()), title=title, url=url)


def _read(html: str, page: Page, publisher: Publisher | None, zone: dt.tzinfo | None) -> Article:
    """Read a page's HTML in the general way."""
    blocks, containers, head = read_blocks(html)
    blocks = without_replies(blocks, containers)
    part_labels(blocks)
    headings = [block.text for block in blocks if block.tag == "h1"]
    metadata = read_metadata(head, headings, page.url)
    reading = _Reading(page, metadata, blocks, containers, head, publisher, zone)
    return reading.article(html)


class _Reading:
    """One page while it is read: every part of the article is found from those before it."""

    def __init__(
        self, page: Page, metadata: Metadata, blocks: list[Block], containers: Containers,
        head: Head, publisher: Publisher | None, zone: dt.tzinfo | None,
    ) -> None:  # fmt: skip
        self._page, self._metadata, self._zone = page, metadata, zone
        self._blocks, self._containers, self._logos = blocks, containers, logo_credits(head)
        self._window = head.title
        self._is_heavy = len(head.pieces) > MOST_TAGS or sum(containers.depths) > HEAVIEST
        domain = domain_of(page.url) if page.url else None
        known = publisher or Publisher()
        named = site_name(metadata, head, blocks) if not known.name else None
        self._site = named.value if named else known.name
        self._named = named.source if named else "publisher" if known.name else None
        self._publisher = Publisher(self._site, known.domain or domain)
        self._claim = best_title(metadata.titles, self._site, blocks)
        self._title = self._claim.value if self._claim else None
        titles = [claim.value for claim in metadata.titles]
        titles = [self._title, *titles] if self._title else titles
        self._headline = headline_index(blocks, titles)
        if self._headline is None and (halves := halves_of(self._title or "")):
            self._headline = headline_index(blocks, halves)  # "الخبر - فلان الفلاني"
        self._body = choose_body(blocks, containers, self._headline, stated=metadata.says_article)
        first, above = next(iter(self._body.indexes), 0), self._headline
        self._headline = nearest_headline(blocks, above, first)
        self._in_path = above if above != self._headline else None
        self._take_printed_title()
        said = (n for n in self._body.indexes if is_sentence(blocks[n].text))
        text = next(said, next(iter(self._body.indexes), 0))
        self._row = read_rows(blocks, containers, self._headline, text, self._site)
        self._printed = self._row.authors or read_authors(
            blocks, containers, self._headline, self._body, self._site
        )
        self._placed: tuple[str, list[str]] | None = None
        titles = [claim.value for claim in metadata.titles]
        self._titled = titled_author(blocks, self._headline, titles, self._site)
        if self._titled and self._title:
            self._title = without_name(self._title, self._titled[0])
        self._people = [*self._titled, *self._printed, *(claim.value for claim in metadata.authors)]

    def _take_printed_title(self) -> None:
        """Take the line above the stamp for the headline where the page's title names the site."""
        if not self._body.indexes:
            return
        at = self._headline  # what stands below the text is the site's name
        if at is not None and at <= self._body.indexes[-1] and not self._is_generic(at):
            return
        if any(claim.source != "title" for claim in self._metadata.titles):
            return
        blocks, indexes = self._blocks, self._body.indexes
        first = next((at for at in indexes if is_sentence(blocks[at].text)), indexes[0])
        printed = printed_headline(blocks, indexes[0]) or printed_headline(blocks, first)
        named = self._title or ""
        vague = is_generic(named) or load_furniture().names_medium(named)
        if printed is None and (vague or is_section_name(named, whole=True)):
            printed = bold_headline(blocks, first)
        if printed is None and (vague or is_site(named, self._site) or is_medium(named)):
            printed = hinted_headline(blocks, self._containers, first, far=vague)
        if printed is None:
            return
        self._headline, text = printed
        if not self._title or letters(self._title) not in letters(text):
            self._title, self._claim = text, Claim(text, "heading")

    def _is_generic(self, at: int) -> bool:
        """Say whether a heading is one that all articles of a site stand under."""
        text = self._blocks[at].text
        return len(text.split()) < _LEAST_TITLE and text == self._title

    def article(self, markup: str) -> Article:
        """Return the article of a page, whose whole `markup` is read again where that is needed.

        Raises:
            NotAnArticle: the page holds none; the message says what it is.
        """
        parts, text, origin = self._parts(markup)
        self._take_tail(parts)
        page, metadata, body = self._page, self._metadata, self._body
        times = article_times(
            metadata, self._blocks, self._containers, self._headline, body.indexes, page,
            self._zone, self._site,
        )  # fmt: skip
        self._refuse_others(parts, text, times)
        around = read_around(
            self._blocks, self._containers, self._headline, body, page.url,
            f"{self._title}\n{text}", site=self._site, tagged=bool(parts.tags),
        )  # fmt: skip
        url = metadata.canonical
        self._placed = self._place_line() if not parts.dateline else None
        authors, written = self._authors(parts)
        sections, filed = self._sections(authors)
        tags, tagged = self._tags(parts, around, text, sections)
        dateline = parts.dateline or (self._placed[0] or None if self._placed else None)
        return Article(
            id=article_id(url, self._title, text),
            made_by=MADE_BY,
            title=self._title,
            text=text,
            url=page.url,
            canonical_url=url,
            published=times.published.value if times.published else None,
            updated=times.updated.value if times.updated else None,
            published_text=times.printed,
            language=detect_language(text) or (metadata.language or "und").split("-")[0],
            authors=authors,
            publisher=self._publisher,
            credits=self._credits(parts, around, authors, written == "byline", dateline),
            dateline=dateline,
            tags=tags,
            sections=sections,
            image=metadata.image.value if metadata.image else None,
            related=_merged(parts, around, page.url),
            origins=Origins(
                title=_source(self._claim),
                text=origin,
                published=_source(times.published),
                updated=_source(times.updated),
                authors=written if authors else None,
                publisher=self._named,
                tags=tagged if tags else None,
                sections=filed if sections else None,
                image=_source(metadata.image),
            ),
        )

    def _refuse_others(self, parts: Parts, text: str, times: Times) -> None:
        """Raise `NotAnArticle` where the page holds no text, or what it holds is no article."""
        blocks, indexes, metadata = self._blocks, self._body.indexes, self._metadata
        first, last = min(indexes, default=0), max(indexes, default=0)
        at = self._headline
        above = at is not None and bool(indexes) and last < at
        if above and not any(is_sentence(blocks[index].text) for index in indexes):
            text = text if metadata.body or metadata.state else ""  # a ticker's, or a menu's
        found = Evidence(
            url=self._page.url,
            title=self._title,
            metadata=metadata,
            text=text,
            body=[blocks[index] for index in indexes],
            below=blocks[last + 1 : last + _BELOW],
            confirmed=self._headline is not None and bool(metadata.titles),
            layout=self._containers.hint(0),
            settled=self._body.beside_teasers,
            teased=self._body.of_teasers and not (metadata.body or metadata.state),
            stamped=is_stamped_beside(blocks, self._headline, first, times.printed),
            heading=None if at is None else blocks[at],
            above=() if at is None else blocks[at + 1 : first],
            printed=times.printed,
            writers=[*parts.authors, *self._printed],
            placed=parts.dateline is not None,
            site=self._site,
        )
        if reason := why_no_article(found) or (None if text else NO_TEXT):
            raise NotAnArticle(reason)

    def _parts(self, markup: str) -> tuple[Parts, str, str]:
        """Take the body's lines apart; where they are few, look at what else may be the text."""
        metadata = self._metadata
        lines = body_lines(self._blocks, self._containers, self._body, self._title, self._people)
        if told := self._row.places:
            lines = [line for line in lines if (line.container, line.text) not in told]
        parts, origin = self._part(lines), "body"
        text = "\n".join(parts.paragraphs)
        if metadata.body and len(" ".join(metadata.body)) > 1.3 * len(text):
            parts, origin = self._part([text_line(line) for line in metadata.body]), "json-ld"
            text = "\n".join(parts.paragraphs)
        if len(text) < _HARDLY:
            text = self._short() or text
        if len(text) < _LITTLE and len(" ".join(metadata.state)) > 2 * len(text):
            # The page's program draws the text: what stands in its HTML is a lead at most.
            parts = self._part([text_line(line) for line in metadata.state])
            return parts, "\n".join(parts.paragraphs), "state"
        first = next(iter(self._body.indexes), None)
        sure = confidence(parts.paragraphs, self._headline, first, metadata.description)
        worth = metadata.says_article or metadata.published
        if sure < DOUBT and worth and not self._is_heavy:
            again = read_again(markup, text)
            self._refuse_captions(again)
            if again:
                parts, origin = self._part([text_line(line) for line in again]), "trafilatura"
                text = "\n".join(parts.paragraphs)
        return parts, text, origin

    def _refuse_captions(self, lines: Sequence[str]) -> None:
        """Refuse a page whose text is what stands below its pictures.

        Raises:
            NotAnArticle: it is a gallery.
        """
        tags, path = self._containers.tags, self._containers.path
        outside = {block.text: block for block in self._blocks if block.outside} if lines else {}
        under = {
            line: at
            for line in lines
            if line in outside
            for at in path(outside[line].container, _CLIMB)
            if tags[at] == "figcaption"
        }
        several = len(set(under.values())) >= _GALLERY
        if several and 2 * sum(map(len, under)) > sum(map(len, lines)):
            raise NotAnArticle("a gallery: its text stands below pictures")

    def _take_tail(self, parts: Parts) -> None:
        """Read who wrote and whence from the lines right below the text, if it does not say."""
        blocks, indexes = self._blocks, self._body.indexes
        said = next((text for text in reversed(parts.paragraphs) if is_sentence(text)), None)
        if said is None or not indexes or (parts.credits and parts.authors):
            return
        lines: list[Line] = []
        for block in blocks[indexes[-1] + 1 : indexes[-1] + 1 + _TAIL]:
            label = label_of_block(block)
            ends = label is not None and label.kind in _ENDS
            ends = ends or is_readers(block, self._containers)
            if ends or block.outside or block.heading or len(block.text) >= SHORT:
                break
            lines += lines_of(block, self._containers, self._title)
        if not lines:
            return
        last = blocks[indexes[-1]]
        tail = part_tail(
            Line(said, last.container, self._containers), lines, title=self._title,
            url=self._page.url, site=self._site, people=self._people,
        )  # fmt: skip
        parts.credits = parts.credits or tail.credits
        parts.authors = parts.authors or tail.authors

    def _part(self, lines: Sequence[Line]) -> Parts:
        return part_lines(
            lines, title=self._title, url=self._page.url, site=self._site, people=self._people
        )

    def _short(self) -> str:
        """Return the first sentences below the headline: breaking news is no longer than that."""
        if self._headline is None:
            return ""
        below = self._blocks[self._headline + 1 : self._headline + 8]
        near = [line_of(b, self._containers) for b in below if not b.outside]
        near = [line for line in near if len(line.text) > 40 and line.link_density < 0.3]
        return "\n".join(part_lines(near[:2], title=self._title, url=self._page.url).paragraphs)

    def _authors(self, parts: Parts) -> tuple[tuple[str, ...], str]:
        place = parts.dateline or ""  # agencies put their own name into the author's field
        machine = [c for c in self._metadata.authors if c.value not in place]
        found = self._titled or [*self._printed, *parts.authors]
        printed = [name for name in found if letters(name) != letters(self._title or "")]
        if not printed and self._placed:
            printed = self._placed[1]
            place = self._placed[0]
        written = partial(written_by, site=self._site, domain=self._publisher.domain)
        names = written(printed, [c.value for c in machine]) or written(parts.editors, ())
        visible = bool(names) and names[0] in printed
        return names, "byline" if visible or not machine else machine[0].source

    def _credits(
        self, parts: Parts, around: Surroundings, authors: Sequence[str], signed: bool,
        dateline: str | None,
    ) -> tuple[str, ...]:  # fmt: skip
        """Return the sources: what says so outweighs whom a byline or a dateline has beside it.

        `signed` says that a byline names the authors, who are no sources wherever they stand.
        """
        found = (
            _said([*self._row.credits, *around.signed, *parts.credits] if parts.credits else ())
            or _said(self._row.credits)
            or _said(around.credits)
            or self._logos[:1]
            or agencies_beside(self._blocks, self._headline, self._body, authors if signed else ())
            or (agencies_of_dateline(dateline, self._site) if dateline else [])
        )
        if dateline and found and all(is_agency(s) and fold(s) in _SOME for s in found):
            found = [*found, *agencies_of_dateline(dateline, self._site)]
        found = [name for name in found if not any(author in name for author in authors)]
        if all(is_site(name, self._site) for name in found):
            return ()  # a site that names itself alone credits nobody
        return unique(name.strip() for name in _said(found))

    def _place_line(self) -> tuple[str, list[str]] | None:
        """Return the dateline and the reporters of a line between headline and text."""
        first = min(self._body.indexes, default=0)
        start = self._headline if self._headline is not None else first
        for block in self._blocks[start + 1 : min(first, start + _NEAR)]:
            signed = stands_in_byline(line_of(block, self._containers))
            if block.outside or block.heading or (block.after_image and not signed):
                continue
            others = [link for link in block.anchors if not is_site(link[0], self._site)]
            if not all(leads_to_author([link]) and _names(link[0]) for link in others):
                continue
            if block.tag == "li" and signed:
                continue
            if (label := label_of_block(block)) is not None and label.sign:
                continue  # "المصدر: وام"
            for text in dict.fromkeys((*block.pieces, block.text)):
                if found := place_line(text, self._site):
                    return found
        # What lies right above the first sentence, in its box or without; bylines are items.
        said = next((n for n in self._body.indexes if is_sentence(self._blocks[n].text)), first)
        above = self._blocks[max(start + 1, said - 2) : said]
        lines = (signed_line(block.text, self._site) for block in above if block.tag != "li")
        named = next(filter(None, lines), None)
        return (named, []) if named else None

    def _sections(self, authors: Sequence[str]) -> tuple[tuple[str, ...], str]:
        claims = [claim for claim in self._metadata.sections[:3] if not is_home(claim.value)]
        slugs = all(_SLUG.fullmatch(claim.value) for claim in claims)
        if claims and not slugs:
            return tuple(claim.value for claim in claims), claims[0].source
        first, last = min(self._body.indexes, default=0), max(self._body.indexes, default=0)
        at = max(0, first - 3) if self._headline is None else self._headline
        at = at if self._in_path is None else self._in_path
        printed = section_of(
            self._blocks, self._containers, at, last, self._title, self._window, self._site
        )
        if claims and not any(map(_ARABIC.search, printed)):
            return tuple(claim.value for claim in claims), claims[0].source
        return tuple(name for name in printed if name not in authors), "visible"

    def _tags(
        self, parts: Parts, around: Surroundings, text: str, sections: Sequence[str]
    ) -> tuple[tuple[str, ...], str]:
        metadata = self._metadata
        for printed, source in (
            (parts.tags, "label"), (around.tags, "links"), (metadata.tags, "article"),
        ):  # fmt: skip
            if tags := own_tags(printed, self._title, text):
                return tags, source
        keywords = trusted_keywords(metadata.keywords, self._title, text)
        return () if keywords == tuple(sections) else keywords, metadata.keywords_source


def _names(text: str) -> bool:
    """Say whether a link is a name, or a place and a name."""
    placed = place_line(text, None)
    return is_named(text, None) or (placed is not None and bool(placed[1]))


def _said(sources: Sequence[str]) -> list[str]:
    """Return sources without those that say that there are some, and without newsrooms."""
    return [s for s in sources if fold(s) not in _NO_SOURCES and not is_newsroom(s)]


def _source(claim: Claim[Any] | None) -> str | None:
    return claim.source if claim else None


def _merged(parts: Parts, around: Surroundings, url: str | None) -> tuple[Related, ...]:
    """Return the related items in and around the body, each once.

    Where a site offers its own articles, those of other sites among them are advertisements.
    """
    found: dict[str, Related] = {}
    for related in [*parts.related, *around.related]:
        if not load_furniture().marks(related.title):
            found.setdefault(related.title, related)
    items = tuple(found.values())
    if url is None:
        return items
    own = [item.url is not None and same_site(item.url, url) for item in items]
    if not any(own):
        return items
    return tuple(
        item for item, is_own in zip(items, own, strict=True) if is_own or item.url is None
    )
