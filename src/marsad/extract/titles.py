"""The headline: what the page prints and what its metadata say, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from marsad.extract.blocks import Block, Containers
from marsad.extract.lines import is_stamp
from marsad.extract.metadata import Claim
from marsad.extract.name_shape import is_named
from marsad.lexicon.furniture import load_furniture
from marsad.lexicon.sections import is_section_name
from marsad.text.normalize import fold

TITLE_SIGN = re.compile(r"\s+[-–—|]\s+")
"""What parts the pieces of a page's title, most often."""

_SEPARATORS = re.compile(r"\s+[|·•–—«»:-]+\s+|\s*[|]\s*")
_SIGN = re.compile("[|·•–—«»:-]")
_MEDIUM = re.compile(
    r"\W*(?:صحيفه|جريده|موقع|وكاله|قناه|بوابه|شبكه|مجله|اذاعه|تلفزيون|راديو|newspaper|news)\b"
)
_LEAST_SHARE, _LINKED = 0.5, 0.3
_LONGEST_BADGE = 15
_LONGEST = 400
_MOST_CELL = 3  # lines of a column's name, a headline and who wrote
_ABOVE_TEXT, _FAR_ABOVE, _LONGEST_LINE, _LEAST_WORDS = 4, 12, 160, 4
_ALL_BOLD = 0.9
_TITLE_HINT = re.compile(
    r"title|headline|subject|(?:news|story|post|article)[-_]?head(?!er)"
    r"|(?:^|[\s_-])(?:hl|tit)(?:$|[\s_-])"
)
_GENERIC = re.compile(
    r"(?:(?:عرض|تفاصيل) )?(?:ال)?(?:خبر|مقال|موضوع|تفاصيل|ماده)|(?:news )?details|article|view"
    r"|new page(?: \d+)?|untitled(?: document)?|صفحه جديده(?: \d+)?"
)
_OPENS_LETTERS = "بسم الله"  # and communiqués
_FRAME = " :~*"  # ":: الموقع ::"
_NOT_ALNUM = re.compile(r"[\W_]+")


def best_title(
    claims: Sequence[Claim[str]], site: str | None, blocks: Sequence[Block]
) -> Claim[str] | None:
    """Choose the headline: a heading that the metadata confirm, else theirs, without the site.

    Headings of the first level come before others, and those before short blocks that are none:
    they count where a site puts its own name into the first.
    """
    names = [Claim(strip_site(claim.value, site).strip(_FRAME), claim.source) for claim in claims]
    keys = [key for claim in names if (key := letters(claim.value))]
    own = letters(site or "")
    openings = {letters(_SEPARATORS.split(claim.value, maxsplit=1)[0]) for claim in claims}
    heads = [block.text for block in blocks if block.tag == "h1" and len(block.text) > 5]
    known = " ".join(claim.value for claim in claims)
    for heading, block in _candidates(blocks):
        # Folding costs: only what shares a word with a title, as it is spelled, may be one.
        if not any(word in known for word in heading.split(None, 3)[:3]):
            continue
        folded = letters(heading)
        first = (
            block.tag == "h1" and folded in openings and not is_section_name(heading, whole=True)
        )
        if folded and folded != own and (first or any(_confirms(key, folded) for key in keys)):
            bare = _without_parts(heading, block, keys) or _without_badge(heading, claims)
            return Claim(strip_site(bare, site, guess=False), "heading")
    heads = [heading for heading in heads if letters(heading) != own]
    if len(heads) == 1 and len(heads[0].split()) > 3:
        return Claim(heads[0], "heading")
    ours = [claim for claim in names if len(claim.value) > 5]
    return next(iter(ours), Claim(heads[0], "heading") if heads else None)


def _without_parts(heading: str, block: Block, keys: Sequence[str]) -> str | None:
    """Take off a kicker, a badge or a subtitle in an element of its own, if what is left is known.

    None where nothing is to be taken off.
    """
    first = block.pieces[0] if block.pieces else ""
    badge = " ".join(fold(first).strip(" .:|-").split())
    if badge and heading.startswith(first) and badge in load_furniture().no_section:
        return heading.removeprefix(first).strip(" .:|-") or None  # "عاجل.." in its own element
    if letters(heading) in keys:
        return None
    for part in (*block.pieces, *(text for text, _ in block.anchors)):
        for rest in (heading.removeprefix(part), heading.removesuffix(part)):
            if rest != heading and letters(rest) in keys:
                return rest.strip()
    return None


def _without_badge(heading: str, claims: Sequence[Claim[str]]) -> str:
    """Take off what touches a headline's end, such as a button or a badge in its element."""
    for claim in claims:
        rest = heading.removeprefix(claim.value)
        if len(rest) < min(len(heading), _LONGEST_BADGE) and rest and not rest[0].isspace():
            return claim.value if rest[0].isalpha() else heading
    return heading


def is_generic(title: str) -> bool:
    """Say whether a title is what systems call all their pages of articles: "تفاصيل الخبر"."""
    return len(title) < _LONGEST_LINE and _GENERIC.fullmatch(fold(title).strip()) is not None


def printed_headline(blocks: Sequence[Block], first: int) -> tuple[int, str] | None:
    """Return the line that stands as a headline does: right above a stamp, and both above a text.

    Old pages print it without any heading, under a window's title that is the site's on all pages.
    The block that holds it comes with it: a break alone may part it from the stamp.
    """
    for at in range(max(1, first - _ABOVE_TEXT), min(first + 1, len(blocks))):
        line, lines = blocks[at - 1], blocks[at].lines
        if is_stamp(blocks[at].text) and (own := _above_name(line)):
            return at - 1, own
        if len(lines) > 1 and is_stamp(lines[1]) and _may_be_headline(blocks[at], lines[0]):
            return at, lines[0]
        if is_stamp(blocks[at].text) and _may_be_headline(line, line.text):
            return at - 1, line.text
    return None


def _above_name(block: Block) -> str | None:
    """Return the line above a name that ends a cell: a column's, its headline, who wrote it."""
    lines = block.lines
    if not 1 < len(lines) <= _MOST_CELL or block.link_length or not is_named(lines[-1], None):
        return None
    return lines[-2] if len(lines[-2].split()) > 1 else None


def bold_headline(blocks: Sequence[Block], first: int) -> tuple[int, str] | None:
    """Return the line in bold that stands close above a text, and is no byline, stamp or caption.

    Pages whose window's title is a section's print it between stamp and byline, without a heading.
    """
    for at in range(max(0, first - _ABOVE_TEXT), first):
        block = blocks[at]
        bold = block.bold >= _ALL_BOLD * len(block.text) and not block.after_image
        if bold and _may_be_headline(block, block.text) and not is_stamp(block.text):
            return at, block.text
    return None


def hinted_headline(
    blocks: Sequence[Block], containers: Containers, first: int, *, far: bool = False
) -> tuple[int, str] | None:
    """Return the line close above a text whose element is made for headlines, by its name."""
    for at in range(max(0, first - (_FAR_ABOVE if far else _ABOVE_TEXT)), first):
        block = blocks[at]
        hinted = _TITLE_HINT.search(containers.hint(block.container)) and not block.after_image
        if hinted and _may_be_headline(block, block.text) and not is_stamp(block.text):
            return at, block.text
    return None


def _may_be_headline(block: Block, text: str) -> bool:
    if block.link_length or block.outside or text[-1] in ".،:" or text.startswith(_OPENS_LETTERS):
        return False
    return len(text) < _LONGEST_LINE and len(text.split()) >= _LEAST_WORDS


def _candidates(blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    """Return what may be the headline, with the block that it stands in."""
    yield from ((b.text, b) for b in blocks if b.tag == "h1" and len(b.text) > 5)
    lower = [block for block in blocks if block.tag in {"h2", "h3"} and len(block.text) > 15]
    yield from ((block.text, block) for block in lower if not block.link_length)
    yield from (
        (line, block)
        for block in blocks
        if not block.heading and not block.outside and len(block.text) < _LONGEST
        and block.link_density < _LINKED
        for line in block.lines
        if len(line) > 20 and line[-1] not in ".،"
        and not any(text in line for text, _ in block.anchors)
    )  # fmt: skip
    yield from (
        (block.text, block) for block in lower if block.link_length
    )  # most lead to other articles


def _confirms(key: str, heading: str) -> bool:
    """Say whether a title of the metadata is a heading, give or take a site's name and a label."""
    if key in heading:
        return len(key) >= _LEAST_SHARE * len(heading)
    return heading in key and len(heading) >= _LEAST_SHARE * len(key)


def strip_site(title: str, site: str | None, *, guess: bool = True) -> str:
    """Remove the site's name from a title's end or beginning; `guess` it where it is not known."""
    pieces = _SEPARATORS.split(title) if _SIGN.search(title) else ()
    if len(pieces) < 2:
        return title.strip()
    first, last = pieces[0], pieces[-1]
    if _is_site(last, site, guess) or (guess and "|" in title and len(last) < min(40, len(first))):
        return title[: title.rindex(last)].rstrip(" |·•–—«»:-\u200f\u200e")
    if _is_site(first, site, guess):
        return title[title.index(pieces[1], len(first)) :].strip()
    return title.strip()


def halves_of(title: str) -> list[str]:
    """Return the parts of a title that a person's name stands beside: "الخبر - فلان الفلاني"."""
    pieces = [piece.strip() for piece in _SEPARATORS.split(title)]
    return pieces if len(pieces) == 2 and any(is_named(p, None) for p in pieces) else []


def without_name(title: str, author: str) -> str:
    """Remove the author's name from a title's end or beginning: "الخبر - فلان الفلاني"."""
    pieces = _SEPARATORS.split(title)
    if len(pieces) < 2:
        return title
    if pieces[-1] == author:
        return title[: title.rindex(author)].rstrip(" |·•–—«»:-")
    return title[title.index(pieces[1], len(author)) :].strip() if pieces[0] == author else title


def _is_site(piece: str, site: str | None, guess: bool) -> bool:
    """Say whether a piece of a title names the site: as the page does, or by a medium's word."""
    name, own = letters(site or ""), letters(piece)
    if own and name and (name in own or (own in name and 2 * len(own) > len(name))):
        return True
    return guess and len(piece.split()) <= 3 and bool(_MEDIUM.match(fold(piece)))


@lru_cache(maxsize=512)  # a page asks for the same titles and headings again and again
def letters(text: str) -> str:
    """Return the folded letters and digits of a text, run together."""
    run = fold(text).replace(" ", "")
    return run if run.isalnum() else _NOT_ALNUM.sub("", run)
