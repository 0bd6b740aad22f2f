"""Which of a body's blocks are no text of its: stamps, galleries, offers, forms, posts."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from marsad.extract.blocks import Block, Containers
from marsad.extract.body import Body
from marsad.extract.captions import (
    LONGEST_CAPTION,
    is_caption,
    is_last_caption,
    is_lone_caption,
)
from marsad.extract.lines import (
    SHORT,
    Line,
    is_sentence,
    is_stamp,
    label_of_block,
    lines_of,
    stops,
)
from marsad.extract.others import leads_elsewhere
from marsad.extract.tables import table_rows
from marsad.lexicon.furniture import load_furniture
from marsad.text.normalize import fold

_DATE_HINT = re.compile(r"\b(?:date|time(?!line)|posted|publish(?:ed)?)")
_SELLS = re.compile(
    r"newsletter|subscri|paywall|promo|\bcta\b|follow|app-?(?:down|promo)|signup|sponsor"
    r"|\b(?:reg)?wall\b|\bgate\b|modal|popup|dialog|overlay|premium|login|register|metered|donat"
    r"|(?:^|[\s_-])(?:share|sharing|social)(?:$|[\s_-])"
)
_POST = re.compile(
    r"twitter-tweet|instagram-media|tiktok-embed|(?:^|\s)fb-(?:post|video)|reddit-embed"
    r"|bluesky-embed|telegram-post|text-post-media"
)
_POST_DEPTH = 3
_NETWORK = re.compile(
    r"//(?:[\w-]+\.)?(?:twitter|x|instagram|facebook|tiktok|threads|t)\.(?:com|net|me)/"
)
_LONGEST_SPEAKER = 60
_QUOTES = frozenset("\"«“”'‘’„❝")
_CARD_SHARE, _ALL_LINK = 0.25, 0.9
_LONGEST_SUMMARY, _LONGEST_CARD, _LONGEST_OFFER = 1200, 1000, 400
_LONGEST_TEASER, _LEAST_HEAD, _MOST_TOLD = 600, 15, 2
_LISTED, _MOST_LINK = 6, 0.8  # blocks of a list, and the share of it that is links
_LONGEST_CALL, _CALL = 250, 4
_NAMING = frozenset({"credit", "byline", "tags", "read_also", "stamp", "section"})
_READ_ON = frozenset({"read_also", "promo", "drop"})
_OVER = ("تخط", "تجاوز", "Skip")
_DROPPED = frozenset({"drop"})
_DEEPEST_BOX = 12
_NO_BOX = frozenset({"p", "ul", "ol", "table"})
_LEAST_PULLED, _LONGEST_PULLED = 30, 250  # letters of what is pulled out of a text
_MOST_PULLED = 400  # texts of a body that are compared
_MARKS = " \"«»“”'‘’„❝❞"
_PROMO = frozenset({"promo"})
_OPENERS, _SUMMARY = frozenset({"read_also", "tags"}), frozenset({"summary"})
_LEAST_ASKING = 3  # texts of a box that asks
_LEAST_FIGURES, _LONGEST_FIGURE = 3, 60
_SHARING = ("مشاركه", "شارك", "share")
_GALLERY = 3  # pictures with a text each
_PICTURED = 0.7
_MOST_OF_BODY = 0.6  # that is taken out as one box
_SMALL = 0.25
_MOST_OFFERED = 4  # headlines of a box that says nothing else
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
    cards = _cards(blocks, containers, body) | _pulled(blocks, containers, body)
    quotes = "blockquote" in containers.tags
    quoted = _posts_quoted(blocks, containers, body) if quotes else frozenset()
    kept = [
        index
        for index in body.indexes
        if index not in cards
        and not (blocks[index].outside and not _is_lone_offer(index, blocks))
        and not _is_stamp_box(blocks[index], containers)
        and not _is_post(blocks[index], containers)
        and not (
            quoted and not quoted.isdisjoint(containers.path(blocks[index].container, _POST_DEPTH))
        )
        and not (quotes and _is_attribution(blocks, index, containers))
        and (blocks[index].text in people or not is_caption(blocks[index], containers))
    ]
    said = [index for index in kept if is_sentence(blocks[index].text)] or [0]
    between = range(said[0], said[-1])
    kept = [
        index
        for index in kept
        if not is_lone_caption(blocks[index], containers, between=index in between)
        and (index < said[-1] or not is_last_caption(blocks[index]))
    ]
    rows = table_rows(kept, blocks, containers) if "table" in containers.tags else {}
    return [
        line
        for index in kept
        for line in rows.get(index) or lines_of(blocks[index], containers, title)
        if rows.get(index) != []
    ]


def _is_lone_offer(index: int, blocks: Sequence[Block]) -> bool:
    """Say whether an aside within a text is one linked headline and nothing else."""
    block = blocks[index]
    if block.link_density < _ALL_LINK or not leads_elsewhere(block):
        return False
    beside = (*blocks[max(index - 1, 0) : index], *blocks[index + 1 : index + 2])
    return not any(other.outside and other.link_length for other in beside)


def _pulled(blocks: Sequence[Block], containers: Containers, body: Body) -> frozenset[int]:
    """Return the texts that a page pulls out of its paragraphs to print them large a second time.

    They stand in an element apart from the paragraphs that hold them.
    """
    if len(body.indexes) > _MOST_PULLED:
        return frozenset()
    whole = "\n".join(blocks[at].text for at in body.indexes)
    found = (
        index
        for index in body.indexes
        if _may_be_pulled(blocks[index])
        and whole.count(blocks[index].text.strip(_MARKS)) > 1
        and _is_pulled(index, blocks, containers, body)
    )
    return frozenset(found)


def _may_be_pulled(block: Block) -> bool:
    text = block.text
    if not _LEAST_PULLED < len(text) < _LONGEST_PULLED or block.heading:
        return False
    return text[-1] not in ".؟!" or text[0] in _QUOTES


def _is_pulled(index: int, blocks: Sequence[Block], containers: Containers, body: Body) -> bool:
    """Say whether a longer text of the body holds one that stands in an element of another kind."""
    parents, tags, block = containers.parents, containers.tags, blocks[index]
    text = block.text.strip(_MARKS)
    longer = (blocks[at] for at in body.indexes if len(blocks[at].text) > len(block.text))
    holder = next((one.container for one in longer if text in one.text), None)
    if holder is None:
        return False
    beside = parents[block.container] == parents[holder]
    return not (beside and tags[block.container] == tags[holder])


def _posts_quoted(blocks: Sequence[Block], containers: Containers, body: Body) -> Set[int]:
    """Return the quotations that end with a link to a network: posts that no script has drawn."""
    found: set[int] = set()
    for index in body.indexes:
        block = blocks[index]
        if any(_NETWORK.search(tag) for _, tag in block.anchors):
            path = containers.path(block.container, _POST_DEPTH)
            found.update(at for at in path if containers.tags[at] == "blockquote")
    return found


def _is_post(block: Block, containers: Containers) -> bool:
    """Say whether a block is what networks print of a post until their script has run."""
    at = block.container
    for _ in range(_POST_DEPTH):
        if at < 0:
            break
        if _is_for_posts(containers.hint(at)):
            return True
        at = containers.parents[at]
    return False


def _is_attribution(blocks: Sequence[Block], at: int, containers: Containers) -> bool:
    """Say whether a block names the speaker below the quotation in its own element."""
    block = blocks[at]
    if at == 0 or len(block.text) >= _LONGEST_SPEAKER or stops(block.text):
        return False
    quotes = [p for p in containers.path(block.container, 3) if containers.tags[p] == "blockquote"]
    above = blocks[at - 1]
    if not quotes or above.container < quotes[0]:
        return False
    if above.text[0] in _QUOTES:
        return True
    # Without its marks a quotation is a text that is longer than the name, and the last but one.
    ends = at + 1 == len(blocks) or blocks[at + 1].container >= containers.end(quotes[0])
    return ends and len(above.text) > max(2 * len(block.text), SHORT / 2)


def _is_stamp_box(block: Block, containers: Containers) -> bool:
    """Say whether a block is short, no sentence, and in an element made for dates."""
    if len(block.text) >= 40 or block.heading or block.text[-1] in ".!؟:":
        return False
    return bool(_DATE_HINT.search(containers.hint(block.container)))


def _cards(blocks: Sequence[Block], containers: Containers, body: Body) -> frozenset[int]:
    """Return the body's blocks that stand in boxes of links without a sentence in them.

    Boxes that a phrase such as "اقرأ أيضا" opens are left: they become related items.
    """
    if not body.indexes:
        return frozenset()
    total = sum(len(blocks[index].text) for index in body.indexes)
    finder = _Cards(blocks, containers, frozenset(body.indexes), total)
    finder.look(body.indexes, (body.container, *body.entries))
    return frozenset(finder.found)


class _Cards:
    """Looks for boxes in a body, and in what holds more of it than a box may."""

    def __init__(
        self, blocks: Sequence[Block], containers: Containers, inside: Set[int], total: int
    ) -> None:
        self._blocks, self._containers = blocks, containers
        self._inside, self._total = inside, total
        self.found: set[int] = set()

    def look(self, places: Sequence[int], around: Sequence[int], depth: int = 0) -> None:
        """Look at the elements right below those `around`, then within those that are no box."""
        blocks = self._blocks
        groups: dict[int, list[int]] = {}
        boxes = dict.fromkeys(around, -1)
        for index in places:
            box = _box_of(blocks[index].container, self._containers, boxes)
            if box >= 0:
                groups.setdefault(box, []).append(index)
        tags = self._containers.tags
        for at, indexes in groups.items():
            first = indexes[0]
            if tags[at] in _NO_BOX or first in self.found:
                continue
            above = blocks[first - 1] if first - 1 in self._inside else None
            if above and not above.anchors and _opened(above, _OPENERS):
                continue  # the phrase stands above the box
            if self._is_box(at, indexes):
                titles = [index for index in indexes if leads_elsewhere(blocks[index])]
                if len({blocks[index].anchors[0][1] for index in titles}) == 1:
                    titles = titles[:1]  # title and teaser in one link
                # A box around one headline, or few and nothing else, offers it, as a line would.
                few = titles == indexes and len(titles) <= _MOST_OFFERED
                kept = titles if few or len(titles) == 1 else ()
                self.found.update(index for index in indexes if index not in kept)
            elif len(indexes) > 1 and depth < _DEEPEST_BOX:
                self.look(indexes, (at,), depth + 1)

    def _is_box(self, at: int, indexes: Sequence[int]) -> bool:
        inside = [self._blocks[index] for index in indexes]
        size = sum(len(block.text) for block in inside)
        small = size <= _MOST_OF_BODY * self._total
        return small and _is_card(at, inside, size, self._total, self._containers)


def _is_card(
    at: int, inside: Sequence[Block], size: int, total: int, containers: Containers
) -> bool:
    """Say whether an element within the body is a gallery, a form, or a box that sells or links.

    `size` is that of the texts in it, `total` that of the body.
    """
    if containers.tags[at] == "article" or (len(inside) == 1 and size > _LONGEST_OFFER):
        return False
    if len(inside) >= _GALLERY and _is_gallery(inside):
        return True
    if size <= _LONGEST_SUMMARY and len(inside) > 1 and opens(inside[0].text, _SUMMARY):
        return True
    if len(inside) >= _LISTED and _is_listing(inside, size):
        return True
    if size > _LONGEST_CARD or any(_opened(block, _OPENERS) for block in inside):
        return False
    if size < _SMALL * total and _skips(inside):
        return True
    if _is_teaser(inside, size, total) or _is_picture(inside, size) or _is_call(inside, size):
        return True
    links = sum(block.link_length for block in inside)
    said, small = any(map(says_something, inside)), size < _SMALL * total
    if small and _asks_only(inside):
        return True
    if size < _LONGEST_OFFER and _is_offer(at, inside, containers, said=said, links=links / size):
        return True
    if not small and (said or len(inside) < 2):
        return False
    path = {place for block in inside for place in containers.path(block.container, 40)}
    below = [place for place in path if place >= at]
    if small and _is_form(at, below, containers):
        return True
    formed = any(containers.tags[place] == "form" for place in below)
    if len(inside) >= _LEAST_FIGURES and small and _is_figures(inside):
        return True
    pictured = links and any(block.after_image for block in inside)
    return (
        len(inside) > 1 and not said and (formed or links >= _CARD_SHARE * size or bool(pictured))
    )


def _is_teaser(inside: Sequence[Block], size: int, total: int) -> bool:
    """Say whether an element is a headline that leads elsewhere, and a sentence or two of it."""
    if size > _LONGEST_TEASER or size > _SMALL * total:
        return False
    if len(inside) == _MOST_TOLD and says_something(inside[0]):
        # A sentence, and "read more about" what it tells of.
        return inside[1].link_density > _ALL_LINK and opens(inside[1].text, _READ_ON)
    title = next((at for at, block in enumerate(inside) if len(block.text) >= _LEAST_HEAD), None)
    if title is None or inside[title].link_density < _ALL_LINK:
        return False
    if not leads_elsewhere(inside[title]):
        return False
    told = [block for block in inside[title + 1 :] if says_something(block)]
    return 0 < len(told) <= _MOST_TOLD


def _is_listing(inside: Sequence[Block], size: int) -> bool:
    """Say whether an element is links, or headings with a stamp each, and nothing that is said."""
    if any(map(says_something, inside)) or any(_opened(block, _OPENERS) for block in inside):
        return False
    linked = sum(block.link_length for block in inside)
    dated = sum(block.heading or is_stamp(block.text) for block in inside)
    stamps = sum(is_stamp(block.text) for block in inside)
    return linked > _MOST_LINK * size or (stamps >= _GALLERY and dated >= _PICTURED * len(inside))


def _is_picture(inside: Sequence[Block], size: int) -> bool:
    """Say whether an element is a picture, and lines below it that are no sentences."""
    if size > LONGEST_CAPTION or not inside[0].after_image:
        return False
    return len(inside) > 1 and not any(b.heading or stops(b.text) for b in inside)


def _is_call(inside: Sequence[Block], size: int) -> bool:
    """Say whether an element is a line, a sentence at most, and a button: "register here"."""
    if not 1 < len(inside) <= _CALL or size > _LONGEST_CALL or stops(inside[0].text):
        return False
    label = label_of_block(inside[0])
    if label is not None and label.kind in _NAMING:
        return False
    button = inside[-1]
    if button.tag == "blockquote" or is_stamp(button.text):
        return False  # a post that is quoted
    if fold(button.text).startswith(_SHARING):
        return False  # an entry of a live blog, with a button to share it
    short = len(button.text) < _LEAST_HEAD + _LEAST_HEAD and not leads_elsewhere(button)
    pressed = short and button.link_density > _ALL_LINK and len(button.anchors) == 1
    return pressed and all(block.link_density < _CARD_SHARE for block in inside[:-1])


def _skips(inside: Sequence[Block]) -> bool:
    """Say whether an element opens with a link over it, for people who hear the page."""
    links = inside[0].links
    if not links and inside[0].text.startswith(_OVER):
        return opens(inside[0].text, _DROPPED)
    return len(links) == 1 and links[0][1][:1] == "#" and opens(links[0][0], _DROPPED)


def _asks_only(inside: Sequence[Block]) -> bool:
    """Say whether an element asks to subscribe, and each of its sentences does."""
    if len(inside) < _LEAST_ASKING:
        return False
    furniture = load_furniture()
    told = [block.text for block in inside if says_something(block)]
    if not any(furniture.asks(block.text) or opens(block.text, _PROMO) for block in inside):
        return False
    return all(furniture.asks(text) or furniture.offers(text) > 1 for text in told)


def _is_figures(inside: Sequence[Block]) -> bool:
    """Say whether an element is short lines of which most hold a figure: prices, scores, hours."""
    if any(len(block.text) > _LONGEST_FIGURE or says_something(block) for block in inside):
        return False
    return 2 * sum(any(map(str.isdecimal, block.text)) for block in inside) > len(inside)


def _is_form(at: int, below: Sequence[int], containers: Containers) -> bool:
    """Say whether an element is a form, or holds what is shown in the place of a player."""
    hints = "\n".join(map(containers.hint, below))
    return bool(_FORM.search(hints) or _STANDS_IN.search(f"{containers.hint(at)} {hints}"))


def _is_gallery(inside: Sequence[Block]) -> bool:
    """Say whether most of what stands in an element is texts of pictures; what repeats is one."""
    linked = sum(block.after_image and block.link_density > 0.5 for block in inside)
    if linked >= _GALLERY and opens(inside[0].text, {"read_also"}):
        return False  # related articles with their pictures
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
    asks = load_furniture().asks(text)
    offers = load_furniture().offers(text) + 2 * asks
    tells = sum(map(says_something, inside)) > 1  # what subscribers read speaks of prices, too
    if sells and (not said or links > 0.1 or asks or (offers and not tells)):
        return True
    if offers > 1 and not said and len(inside) > 1:
        return True
    leads = said or any(len(b.text) > SHORT // 2 and b.text.endswith(":") for b in inside)
    return pressed and (offers > 1 or not (leads or all(block.heading for block in inside)))


@lru_cache(maxsize=1024)
def _is_for_posts(hint: str) -> bool:
    return _POST.search(hint) is not None


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


def _opened(block: Block, kinds: Set[str]) -> bool:
    """Say whether a short block opens with such a phrase, behind a link that leads over it too."""
    label = label_of_block(block) if len(block.text) < SHORT else None
    return label is not None and label.kind in kinds


def opens(text: str, kinds: Set[str]) -> bool:
    """Say whether a short text opens with a phrase of one of some kinds."""
    label = load_furniture().read(text) if len(text) < SHORT else None
    return label is not None and label.kind in kinds
