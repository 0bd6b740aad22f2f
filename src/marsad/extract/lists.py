"""Lists of articles: linked headlines, each with a teaser at most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from marsad.extract.blocks import Block
from marsad.extract.lines import label_of_block
from marsad.extract.others import leads_elsewhere
from marsad.extract.titles import TITLE_SIGN
from marsad.extract.where import is_site
from marsad.text.normalize import fold
from marsad.urls import absolute, clean_url

_LISTED = 4
"""Linked headlines within the would-be body from which on it is a list."""

_LEAST_HEADLINE = 15  # letters
_SAID_ABOVE = 250  # letters of text above the first linked headline: more is an article
_LONGEST_TEASER, _MOST_OF = 400, 0.7  # letters of a headline and its teaser; share of a body
_MOST_TEASERS, _TEASERS_SAY = 1, 450  # longer texts, and letters, below a headline of a list
_LINKED = 6  # links that are no headings from which on they are a list
_NEAR_LEAD, _LONGEST_LEAD = 4, 1200  # blocks between a headline and its teaser; letters of it
_NEAR_MORE = 3  # blocks below a teaser
_MORE = re.compile(
    r"\W*(?:(?:لقراءه|لمتابعه|قراءه|متابعه|اقرا|تابع|اكمل) )?(?:ل?ال|لل)?"
    r"(?:مزيد|تفاصيل|قراءه|بقيه|تتمه)(?: ال(?:خبر|مقال|قراءه|تفاصيل))?\W*|\W*(?:read )?more\W*"
)
_LONGEST_TITLE = 500
_NO_HEADLINE = 25  # letters that what a list is called has at most


def said(body: Sequence[Block]) -> int:
    """Return how many letters the longer texts have that are no links."""
    return sum(len(block.text) for block in body if _is_running(block))


def _is_running(block: Block) -> bool:
    return len(block.text) > 80 and block.link_density < 0.3


def count_led(
    headline: Block | None, above: Sequence[Block], body: Sequence[Block], below: Sequence[Block],
    *, titles: Sequence[str], urls: Sequence[str | None], archive: bool, filed: bool,
    site: str | None, named: bool = False,
) -> int:  # fmt: skip
    """Return how many articles stand below the first of a list, whose teaser is the would-be body.

    The headline right above that text, or "more" right below it, leads to another page, none of the
    page's `titles` is like it, and others follow below. Where the page is `filed` as a list, by its
    address or, as it is `named`, by its headline, it need not be the first. `urls` are the page's
    own addresses. 0 if it is no list.
    """
    before = [headline, *above] if headline else [*above]
    first = next((at for at, block in enumerate(body) if _is_running(block)), len(body) - 1)
    rest = [*body[first + 1 :], *below]
    own = {_place(url) for url in urls if url}
    near = [*before, *body[: first + 1]][-_NEAR_LEAD:]
    lead = next(filter(_teases, reversed(near)), None)
    if filed or (named and lead):
        apart = {_address(block, urls) for block in (*body, *below) if _teases(block)} - own
        least = 1 if named else _LISTED - 1
        if len(apart) >= least and said(body) <= _LONGEST_LEAD:
            return len(apart)
    more = None if lead else next(filter(_leads_on, rest[:_NEAR_MORE]), None)
    plain = (block for block in reversed(near) if block.heading or block is headline)
    head = lead or (next(plain, None) if more else None)
    if head is None or (lead and headline and headline is not lead and _is_headline(headline)):
        return 0
    titled = "\n".join(fold(title[:_LONGEST_TITLE]) for title in titles)
    called = any(not is_site(piece, site) for piece in TITLE_SIGN.split(titled) if piece.strip())
    if not called and (headline is None or headline is not lead):
        return 0  # nothing tells the page's own headline from others
    title, address = lead.anchors[0][0] if lead else head.text, _address(more or head, urls)
    if address in own or fold(title) in titled or any(map(_offers, before)):
        return 0
    leads = [(at, _address(block, urls)) for at, block in enumerate(rest) if _teases(block)]
    others = {found for _, found in leads} - {address, *own}
    if len(others) < _LISTED - 1 - archive:
        return 0
    teaser = said([*body[: first + 1], *rest[: leads[0][0]]])
    return len(others) + 1 if teaser <= _LONGEST_LEAD else 0


def _offers(block: Block) -> bool:
    label = label_of_block(block)
    return label is not None and label.kind == "read_also"


def _teases(block: Block) -> bool:
    """Say whether a block is, or opens with, a headline that leads elsewhere, and only there."""
    if leads_elsewhere(block):
        return True
    several = len({href for _, href in block.links}) == 1 < len(block.anchors)
    title = block.anchors[0][0] if several else ""
    return len(title) >= _LEAST_HEADLINE and block.lines[0] == title


def _leads_on(block: Block) -> bool:
    """Say whether a block is nothing but a link to the whole of what stands above it."""
    whole = len(block.anchors) == 1 and block.anchors[0][0] == block.text
    return whole and _MORE.fullmatch(fold(block.text)) is not None


def _address(block: Block, urls: Sequence[str | None]) -> str:
    """Return where a block's first link leads, "" for nowhere."""
    href = next((href for _, href in block.links), "")
    base = next(filter(None, urls), None)
    return _place(absolute(href, base) or href)


def _place(url: str) -> str:
    """Return where an address leads within its site, which has several names often."""
    _, sign, rest = clean_url(url).partition("://")
    return (rest.partition("/")[2] if sign else url).rstrip("/")


def _is_headline(block: Block) -> bool:
    return block.heading and len(block.text) > _NO_HEADLINE


def count_listed(body: Sequence[Block], *, archive: bool) -> int:
    """Return how many articles a page lists, 0 if it is no list.

    A list is linked headlines, each with a teaser at most, and hardly any text above the first. An
    `archive`, as content systems or its address call it, is one with fewer of them.
    """
    headlines = [
        index
        for index, block in enumerate(body)
        if block.link_density > 0.8
        and len(block.text) >= _LEAST_HEADLINE
        and not block.outside
        and (block.heading or archive)
    ]
    if len(headlines) < (_LISTED - 1 if archive else _LISTED):
        headlines = _bare_links(body)
    if not headlines:
        return _led_by_links(body, least=_LISTED - archive)
    above = said(body[: headlines[0]])
    many = sum(map(_is_running, body)) > 2 * len(headlines)
    if many or above > _SAID_ABOVE or _goes_on(body, headlines):
        return 0
    return len(headlines)


def _led_by_links(body: Sequence[Block], *, least: int) -> int:
    """Return how many texts of a body begin with a link to what they tease, 0 if few do."""
    led = [
        block
        for block in body
        if block.anchors
        and _LEAST_HEADLINE <= len(block.anchors[0][0]) < len(block.text) <= _LONGEST_TEASER
        and block.text.startswith(block.anchors[0][0])
        and block.lines[0] == block.anchors[0][0]
    ]
    most = sum(len(block.text) for block in led) > _MOST_OF * sum(len(b.text) for b in body)
    several = len({block.anchors[0][1] for block in led}) >= least
    return len(led) if most and several else 0


def _goes_on(body: Sequence[Block], headlines: Sequence[int]) -> bool:
    """Say whether more sentences than a teaser has stand below one of a list's headlines."""
    for first, after in pairwise((*headlines, len(body))):
        sizes = [len(b.text) for b in body[first + 1 : after] if b.link_density < 0.3]
        if sum(sizes) > _TEASERS_SAY and sum(size > 80 for size in sizes) > _MOST_TEASERS:
            return True
    return False


def _bare_links(body: Sequence[Block]) -> list[int]:
    """Return links that are no headings where they alternate with teasers, else nothing."""
    links = [
        index
        for index, block in enumerate(body)
        if block.link_density > 0.8 and len(block.text) >= _LEAST_HEADLINE and not block.outside
    ]
    teasers = sum(len(block.text) > 60 and block.link_density < 0.3 for block in body)
    few = links and links[0] < _LISTED and 0.5 * len(links) <= teasers <= 1.2 * len(links)
    return links if few and len(links) >= _LINKED else []
