"""Which of a body's blocks are no text of its: captions, stamps, galleries, offers, players."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from marsad.extract.blocks import Block, Containers
from marsad.extract.body import Body
from marsad.extract.lines import SHORT, Line, is_sentence, label_of_block, lines_of, stops
from marsad.lexicon.furniture import load_furniture

_DATE_HINT = re.compile(r"\b(?:date|time|posted|publish(?:ed)?)")
_CAPTION_HINT = re.compile(
    r"caption|figcap|cutline|(?:img|image|photo|pic|picture|media)[-_]?"
    r"(?:desc|text|title|credit|info|cap|source|alt)|(?:^|[\s_-])cap(?:$|[\s_-])"
)
_PLAYER_HINT = re.compile(
    r"video[-_ ]?(?:title|embed|box|player|wrap|container|block)|(?:^|[\s_-])player(?:$|[\s_-])"
    r"|jwplayer|youtube|audio[-_]?(?:title|player|box)|podcast[-_]?(?:title|player|box)"
)
_SELLS = re.compile(
    r"newsletter|subscri|paywall|promo|\bcta\b|follow|app-?(?:down|promo)|signup|sponsor"
    r"|\b(?:reg)?wall\b|\bgate\b|modal|popup|dialog|overlay|premium|login|register|metered|donat"
    r"|(?:^|[\s_-])(?:share|sharing|social)(?:$|[\s_-])"
)
_POST = re.compile(
    r"twitter-tweet|instagram-media|tiktok-embed|(?:^|\s)fb-(?:post|video)|reddit-embed"
    r"|bluesky-embed|telegram-post|text-post-media"
)
_POST_WORDS = ("-tweet", "-media", "-embed", "fb-", "-post")
_POST_DEPTH = 3
_LONGEST_SPEAKER = 60
_QUOTES = frozenset("\"«“”'‘’„❝")
_LONGEST_CAPTION = 300
_CARD_SHARE = 0.25
_LONGEST_SUMMARY, _LONGEST_CARD, _LONGEST_OFFER = 1200, 1000, 400
_GALLERY = 3  # pictures with a text each
_PICTURED = 0.7
_MOST_OF_BODY = 0.6  # that is taken out as one box
_SMALL = 0.25
_STANDS_IN = re.compile(
    r"consent|interstitial|placeholder|no-?(?:script|js)(?:$|[\s_-])|cookie|gdpr|blocked-content"
)
_FORM = re.compile(
    r"newsletter|subscri(?:be|ption)|paywall|sign-?up|mailing|feedback|orphus|mistape"
    r"|(?:error|mistake|typo|article)[-_]*report|report[-_]*(?:error|mistake|typo|problem)"
)


def body_lines(
    blocks: Sequence[Block], containers: Containers, body: Body, title: str | None,
    people: Sequence[str],
) -> list[Line]:  # fmt: skip
    """Return the body's lines without captions, stamp boxes and cards of promotion.

    A name of `people` below a picture is no caption but opens a box about the author.
    """
    cards = _cards(blocks, containers, body)
    posts = any(word in containers.everything for word in _POST_WORDS)  # most pages have none
    quotes = "blockquote" in containers.tags
    return [
        line
        for index in body.indexes
        if index not in cards
        and not blocks[index].outside
        and not _is_stamp_box(blocks[index], containers)
        and not (posts and _is_post(blocks[index], containers))
        and not (quotes and _is_attribution(blocks, index, containers))
        and (blocks[index].text in people or not _is_caption(blocks[index], containers))
        for line in lines_of(blocks[index], containers, title)
    ]


def _is_post(block: Block, containers: Containers) -> bool:
    """Say whether a block is what networks print of a post until their script has run."""
    at = block.container
    return any(_POST.search(containers.hint(place)) for place in containers.path(at, _POST_DEPTH))


def _is_attribution(blocks: Sequence[Block], at: int, containers: Containers) -> bool:
    """Say whether a block names the speaker below the quotation in its own element."""
    block = blocks[at]
    if at == 0 or len(block.text) >= _LONGEST_SPEAKER or stops(block.text):
        return False
    quotes = [p for p in containers.path(block.container, 3) if containers.tags[p] == "blockquote"]
    above = blocks[at - 1]
    return bool(quotes) and above.container >= quotes[0] and above.text[0] in _QUOTES


def _is_stamp_box(block: Block, containers: Containers) -> bool:
    """Say whether a block is short, no sentence, and in an element made for dates."""
    if len(block.text) >= 40 or block.text[-1] in ".!؟:":
        return False
    return bool(_DATE_HINT.search(containers.hint(block.container)))


def _is_caption(block: Block, containers: Containers) -> bool:
    """Say whether a block is what stands below a picture."""
    text = block.text
    if len(text) > _LONGEST_CAPTION or block.heading:
        return False
    at = block.container
    for _ in range(2):
        hint = containers.hint(at) if at > 0 else ""
        if hint and (_is_for_captions(hint) or (len(text) < SHORT and _is_for_players(hint))):
            return True
        if containers.tags[at] == "figure":
            return True
        at = max(containers.parents[at], 0)
    if not block.after_image or stops(text) or text.endswith(":"):
        return False
    if block.link_density > 0.5:
        return False  # it leads elsewhere
    label = label_of_block(block)
    if label is not None and label.kind != "caption":
        return False
    return len(text) < SHORT and block.tag not in {"p", "li", "td"} and not block.bold


def _cards(blocks: Sequence[Block], containers: Containers, body: Body) -> frozenset[int]:
    """Return the body's blocks that stand in boxes of links without a sentence in them.

    Boxes that a phrase such as "اقرأ أيضا" opens are left: they become related items.
    """
    if not body.indexes:
        return frozenset()
    groups: dict[int, list[int]] = {}
    # Of every element the one right below the body, or below a live blog's entry, that holds it.
    boxes = dict.fromkeys((body.container, *body.entries), -1)
    for index in body.indexes:
        box = _box_of(blocks[index].container, containers, boxes)
        if box >= 0:
            groups.setdefault(box, []).append(index)
    found: set[int] = set()
    total = sum(len(blocks[index].text) for index in body.indexes)
    among = frozenset(body.indexes)
    for at, indexes in groups.items():
        inside = [blocks[index] for index in indexes]
        if indexes[0] - 1 in among and opens(blocks[indexes[0] - 1].text, {"read_also"}):
            continue  # the phrase stands above the box
        size = sum(len(block.text) for block in inside)
        if size <= _MOST_OF_BODY * total and _is_card(at, inside, size, total, containers):
            found.update(indexes)
    return frozenset(found)


def _is_card(
    at: int, inside: Sequence[Block], size: int, total: int, containers: Containers
) -> bool:
    """Say whether an element within the body is a gallery, a form, or a box that sells or links.

    `size` is that of the texts in it, `total` that of the body.
    """
    if containers.tags[at] in {"p", "ul", "ol", "table", "article"}:
        return False
    if _is_gallery(inside):
        return True
    if size <= _LONGEST_SUMMARY and len(inside) > 1 and opens(inside[0].text, {"summary"}):
        return True
    if size > _LONGEST_CARD or any(opens(block.text, {"read_also", "tags"}) for block in inside):
        return False
    links = sum(block.link_length for block in inside)
    said = any(map(says_something, inside))
    if size < _LONGEST_OFFER and _is_offer(at, inside, containers, said=said, links=links / size):
        return True
    path = {place for block in inside for place in containers.path(block.container, 40)}
    below = [place for place in path if place >= at]
    if size < _SMALL * total and any(_FORM.search(containers.hint(place)) for place in below):
        return True
    if size < _SMALL * total and _stands_in(at, below, containers):
        return True
    formed = any(containers.tags[place] == "form" for place in below)
    return len(inside) > 1 and not said and (formed or links >= _CARD_SHARE * size)


def _stands_in(at: int, below: Sequence[int], containers: Containers) -> bool:
    """Say whether an element holds what is shown in the place of a player or a post."""
    hints = " ".join(containers.hint(place) for place in (at, *below))
    return bool(_STANDS_IN.search(hints))


def _is_gallery(inside: Sequence[Block]) -> bool:
    """Say whether most of what stands in an element is texts of pictures; what repeats is one."""
    pictured = {block.text for block in inside if block.after_image}
    if len(pictured) < _GALLERY:
        return False
    texts = {block.text for block in inside}
    few = len(pictured) >= 0.8 * len(inside)
    return few or sum(map(len, pictured)) >= _PICTURED * sum(map(len, texts))


def _is_offer(
    at: int, inside: Sequence[Block], containers: Containers, *, said: bool, links: float
) -> bool:
    """Say whether a small element sells the site, shares, plays or asks."""
    sells = _sells(containers.hint(at))
    pressed = not containers.widgets.isdisjoint(range(at, containers.end(at)))
    if not (sells or pressed or (not said and len(inside) > 1)):
        return False
    text = " ".join(block.text for block in inside)
    offers = load_furniture().offers(text) + 2 * load_furniture().asks(text)
    if sells and (not said or links > 0.1 or offers):
        return True
    if offers > 1 and not said and len(inside) > 1:
        return True
    return pressed and (offers > 1 or not (said or all(block.heading for block in inside)))


@lru_cache(maxsize=1024)
def _is_for_captions(hint: str) -> bool:
    return _CAPTION_HINT.search(hint) is not None


@lru_cache(maxsize=1024)
def _is_for_players(hint: str) -> bool:
    return _PLAYER_HINT.search(hint) is not None


@lru_cache(maxsize=1024)
def _sells(hint: str) -> bool:
    return _SELLS.search(hint) is not None


def _box_of(at: int, containers: Containers, boxes: dict[int, int]) -> int:
    path = []
    while at not in boxes and at >= 0:
        path.append(at)
        at = containers.parents[at]
    box = boxes.get(at, -1)
    for inner in reversed(path):
        boxes[inner] = box = inner if box < 0 else box
    return box


def says_something(block: Block) -> bool:
    """Say whether a block is a sentence, and no link."""
    return block.link_density < 0.3 and is_sentence(block.text)


def opens(text: str, kinds: Set[str]) -> bool:
    """Say whether a short text opens with a phrase of one of some kinds."""
    label = load_furniture().read(text) if len(text) < SHORT else None
    return label is not None and label.kind in kinds
