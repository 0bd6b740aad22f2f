"""Blocks that offer other articles: in the body, below it, with links, without, or with texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from marsad.extract.author_links import leads_to_author
from marsad.extract.lines import (
    SHORT,
    Line,
    in_row,
    is_stamp,
    offers_article,
    runs_on,
    stops,
    within_page,
)
from marsad.extract.name_shape import is_relative
from marsad.extract.tags import tag_links
from marsad.lexicon.furniture import load_furniture
from marsad.text.stamps import read_stamp
from marsad.types import Related
from marsad.urls import absolute, same_site

_LABEL = re.compile(r"^\W*[^:：|…]{2,40}?(?:[:：|…]+|\.{2,})\s*")
_ALSO = re.compile(  # no title begins so
    r"^\W*\w+(?:\s+\w+)?\s+(?:أيضا|أيضًا|ايضا|كذلك)[\u064b-\u0652]*(?!\w)\s*(?:[-–—ـ/:：|.…]+\s*)?"
)
_MORE = re.compile(r"^\W*\w+\s+المزيد\s+(?=\w)")
_LEAST_TITLE = 9
_BULLETS = "-–—•*·▪◾● \u200e\u200f"
_BULLET = re.compile(r"\s*[•▪◾●]\s*")
_ON_SITE = re.compile(r"على(?:\s+\S+){1,3}")  # "اقرأ أيضا على الموقع" is a heading
_FIRST_BULLET = re.compile(r"^[•▪◾●]\s*")
_LEAST_WORDS = 3  # of a headline behind a label that no sign ends
_MOST_TEASERS = 2  # sentences
_MOST_ITEMS, _MOST_TOLD = 40, 4
_LINKED = 0.6
_ALL_LINK, _MOSTLY_LINK, _HALF_LINK = 0.9, 0.7, 0.4
_LEAST_OFFER, _LEAST_OFFERED = 15, 4  # letters and words of a link that is a line
_LONGEST_LABEL = 30
_FAR = 200  # lines
_LOOK_AHEAD = 12  # lines between a label and its first link
_LONGEST_AGO = 30  # characters of "منذ أسبوع واحد"
Offer = tuple[Related, Sequence[Line]]
"""A related item, and the lines that may hold its text."""


def item(text: str, href: str | None, url: str | None) -> Related:
    """Make a related item of a link."""
    address = href if href and href[0] != "#" else None
    return Related(title=_without_label(text), url=absolute(address, url) if address else None)


def _without_label(text: str) -> str:
    """Remove the label that stands within a link: "اقرأ أيضا: …"."""
    for pattern in (_LABEL, _ALSO, _MORE):
        match = pattern.match(text)
        label = load_furniture().read(match[0]) if match else None
        if not match or not label or label.kind != "read_also":
            continue
        # Two stops may be those of the title: "اقرأ المزيد فلان.. كذا".
        sure = label.alone or not match[0].rstrip().endswith("..")
        if sure and len(text) - match.end() >= _LEAST_TITLE:
            return text[match.end() :].strip()
    if text[:2] == "« " and "»" not in text:
        return text[1:].strip()  # a sign of the list
    return _FIRST_BULLET.sub("", text)


def take_related(
    lines: Sequence[Line], at: int, url: str | None, *, ended: bool
) -> tuple[int, list[Offer]]:
    """Read a read-also block from its label on; return where the rest goes on, and its items.

    `ended` says that the article's credit or tags stood above: all that follows is another one's.
    """
    label = lines[at]
    inline = _inline(label, url)
    if inline is not None:
        return at + 1, inline
    after, found = _linked_items(lines, _first_offer(lines, at), url)
    if after is None:
        return (len(lines) if ended else at + 1 + len(found)), found
    if after >= len(lines):
        return after, found
    if not ended and found and (resumed := _after_card(lines, at, after)) is not None:
        return resumed, found
    if not ended and not found and (told := _boxed_titles(lines, at) or _told_among(lines, at)):
        return told
    above = lines[at - 1] if at else label
    rest = lines[after:]
    if not found or not (ended or not in_row(rest[0], (above,))):
        if len(rest) > 1 and not stops(rest[0].text) and len(rest[0].text) < 200:
            found.append((Related(title=rest[0].text), ()))
            rest = rest[1:]
        else:
            return after, found
    if len(found) > 1:
        return len(lines), found  # a list of links: what stands below is none of theirs
    return len(lines), _with_texts(found, rest, url)


def linked_offer(line: Line, url: str | None, *, within: bool) -> Related | None:
    """Return the article that a line `within` a text links to and says nothing else.

    In an element that is made for related articles, or behind a short label, it may end a text.
    """
    links = line.links if line.link_density >= _HALF_LINK else ()
    boxed = len(links) == 1 and (_is_boxed(line) or _is_labelled(line.text, links[0][0]))
    if len(links) != 1 or (not boxed and line.link_density < _ALL_LINK):
        return None
    title, href = links[0]
    if not _LEAST_OFFER <= len(title) < 2 * SHORT or len(title.split()) < _LEAST_OFFERED:
        return None
    address = absolute(href, url)
    own = address is not None and (not url or same_site(address, url))
    if within_page(href) or not own or tag_links(line) or leads_to_author(line.anchors):
        return None
    return item(title, href, url) if boxed or within else None


def is_offer(line: Line) -> bool:
    """Say whether a line is a word and one link to an article: "المزيد: …"."""
    one = len(line.anchors) == 1 and line.link_density > _MOSTLY_LINK
    return one and len(line.anchors[0][0].split()) >= _LEAST_OFFERED


def _is_boxed(line: Line) -> bool:
    """Say whether a line stands in an element that is made for related articles."""
    containers = line.containers
    around = containers.path(line.container, 2) if containers and line.anchors else ()
    return any("related" in containers.hint(at) for at in around if containers)


def _is_labelled(text: str, title: str) -> bool:
    """Say whether nothing but a short label stands before a link on its line: "تفاصيل: كذا"."""
    label = text.removesuffix(title)
    if label == text or not 1 < len(label) <= _LONGEST_LABEL:
        return False
    if label.rstrip()[-1:] in {":", "："} or label[-1].isalpha():  # which touches it
        return True
    known = load_furniture().read(label.strip())
    return known is not None and known.alone and known.kind == "read_also"


def behind_summary(lines: Sequence[Line], at: int) -> int:
    """Return where a box ends whose first line is a label with its link: behind its summary."""
    box, after = lines[at].container, at + 1
    while after < len(lines) and box in lines[after].path[:-1]:
        after += 1
    return after


def _boxed_titles(lines: Sequence[Line], label: int) -> tuple[int, list[Offer]] | None:
    """Read headlines without links below a label in its own box; return where the text goes on.

    None where the label stands among the paragraphs, or more than headlines stands in its box.
    """
    above = lines[label - 1].path if label else ()
    box = next((one for one in lines[label].path if one not in above), None)
    if box is None or not above:
        return None
    after = label + 1
    while after < len(lines) and after - label <= _MOST_ITEMS and box in lines[after].path:
        after += 1
    inside = lines[label + 1 : after]
    if not inside or any(stops(line.text) or len(line.text) >= 2 * SHORT for line in inside):
        return None
    return after, _titled(inside)


def _told_among(lines: Sequence[Line], label: int) -> tuple[int, list[Offer]] | None:
    """Read headlines without links below a label among the paragraphs: the last, or more follow.

    In a text without markup what follows is taken for the article of that headline.
    """
    row, after = lines[label].group, label + 1
    while after < len(lines) and after - label <= _MOST_TOLD and lines[after].label is None:
        if stops(lines[after].text) or len(lines[after].text) >= 2 * SHORT:
            break
        after += 1
    found = _titled(lines[label + 1 : after])
    if not found or not runs_on(lines, after):
        return (after, found) if found else None
    paged = lines[label].containers is not None and label > 0
    goes_on = lines[after].running and lines[after].group == row
    return (after, found) if paged and lines[label - 1].group == row and goes_on else None


def _titled(lines: Sequence[Line]) -> list[Offer]:
    titles = [title for line in lines for title in _listed(line.text)]
    return [(Related(title=text), ()) for text in titles if len(text) >= _LEAST_TITLE]


def _with_texts(found: list[Offer], rest: Sequence[Line], url: str | None) -> list[Offer]:
    """Give the last offer the text below it; linked headings in it begin further articles.

    A text ends where the next block of links begins: no block within a block.
    """
    end = next((n for n, line in enumerate(rest) if _opens_block(line)), len(rest))
    start = 0
    for at in range(1, end):
        line = rest[at]
        if line.heading and line.link_density > _LINKED and (offers := list(_items_of(line, url))):
            found[-1] = found[-1][0], rest[start:at]
            found.extend((related, ()) for related in offers)
            start = at + 1
    found[-1] = found[-1][0], rest[start:end]
    return found


def _inline(label: Line, url: str | None) -> list[Offer] | None:
    """Return the items that stand on the label's own line; None where there are none."""
    linked = [(text, href) for text, href in label.links if len(text) >= _LEAST_TITLE]
    offers = [(t, href) for t, href in linked if offers_article(t, href) and not _is_label_alone(t)]
    if label.heading:
        offers = [(text, href) for text, href in offers if href != "#"]  # tabs
    if offers and label.link_density > 0.4:
        return [(item(text, href, url), ()) for text, href in offers]
    text = label.text
    match = (_ALSO.match(text) or _LABEL.match(text)) if not label.anchors else None
    if match and len(text) - match.end() >= _LEAST_TITLE:
        if _ON_SITE.fullmatch(text[match.end() :]):
            return None
        titles = _listed(text[match.end() :])
        return [(Related(title=title), ()) for title in titles if len(title) >= _LEAST_TITLE]
    return None


def says_also(text: str) -> bool:
    """Say whether a line offers an article without a link: "اقرأ أيضا عنوان الخبر"."""
    match = _ALSO.match(text)
    return match is not None and len(text[match.end() :].split()) >= _LEAST_WORDS


def _listed(text: str) -> list[str]:
    """Return the headlines of a line, which bullets part, without them."""
    return [title.strip(_BULLETS) for title in _BULLET.split(text)]


def _is_button(text: str) -> bool:
    label = load_furniture().read(text)
    return label is not None and label.kind == "drop" and label.alone


def _is_label_alone(text: str) -> bool:
    label = load_furniture().read(text)
    return label is not None and label.alone


def _first_offer(lines: Sequence[Line], label: int) -> int:
    """Return where the links below a label begin: in its own element other words may come first."""
    line = lines[label]
    above = lines[label - 1].path if label else ()
    card = next((at for at in line.path[:-1] if at not in above), None)
    if card is None or not above:
        return label + 1
    for at in range(label + 1, min(len(lines), label + _LOOK_AHEAD)):
        inner = lines[at]
        if card not in inner.path or inner.running or len(inner.text) >= SHORT:
            break
        if inner.link_density > _LINKED or inner.heading:
            return at
    return label + 1


def _linked_items(
    lines: Sequence[Line], at: int, url: str | None
) -> tuple[int | None, list[Offer]]:
    """Read linked lines and headings; None for the place where another block's label ends them."""
    found: list[Offer] = []
    linked = False
    while at < len(lines) and len(found) < _MOST_ITEMS:
        line = lines[at]
        if found and _tells_time(line):
            found[-1] = _dated(found[-1], line)
        elif line.label and line.label.kind == "drop" and not line.anchors:
            pass
        elif not (line.link_density > _LINKED or (line.heading and not (found and linked))):
            break
        else:
            label = line.label
            if label and label.kind in {"end", "policy", "comments"} and len(line.text) < SHORT:
                return None, found
            linked = linked or bool(line.anchors)
            last = found[-1][0].url if found else None
            own = (one for one in _items_of(line, url) if not one.url or one.url != last)
            found.extend((related, ()) for related in own)  # a teaser links where its title does
        at += 1
    return at, found


def _items_of(line: Line, url: str | None) -> Iterator[Related]:
    links = [link for link in line.links if len(link[0]) >= _LEAST_TITLE]
    if links:
        # A page that its own address leads back to offers nothing: "skip to the text".
        yield from (
            item(text, href, url)
            for text, href in links
            if offers_article(text, href) and not is_stamp(text) and not _is_button(text)
        )
    elif not line.links and len(line.text) >= _LEAST_TITLE:
        yield Related(title=line.text)


def _tells_time(line: Line) -> bool:
    """Say whether a line is the stamp of an item, and not an item with its stamp."""
    return _is_time(line.text) and all(_is_time(text) for text, _ in line.anchors)


def _is_time(text: str) -> bool:
    return is_stamp(text) or (len(text) < _LONGEST_AGO and is_relative(text) and not stops(text))


def _dated(offer: Offer, line: Line) -> Offer:
    reading = read_stamp(line.text)
    return (replace(offer[0], published=reading.stamp), offer[1]) if reading else offer


def _opens_block(line: Line) -> bool:
    label = line.label
    return len(line.text) < SHORT and label is not None and label.kind == "read_also"


def _after_card(lines: Sequence[Line], label: int, at: int) -> int | None:
    """Return where the body goes on below a card in its middle; None where the card is the end.

    The card is the outermost container around its label that the text above is not in, unless
    more text lies in it than a teaser has.
    """
    pairs = zip(lines[label].path, lines[label + 1].path, strict=False)
    shared = [first for first, second in pairs if first == second]
    body = lines[label - 1].path if label else shared[:-1]
    for card in (container for container in shared if container not in body):
        rest = range(at, len(lines))
        after = next((i for i in rest if card not in lines[i].path), None)
        inside = lines[at : len(lines) if after is None else after]
        if sum(line.running for line in inside) <= _MOST_TEASERS or card == shared[-1]:
            return after
    above = lines[max(0, label - _FAR) : label]
    below = range(at, min(len(lines), at + _FAR))
    return next((i for i in below if in_row(lines[i], above)), None)
