"""What stands around the text: captions and cards among it, tags and related items beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from marsad.extract.blocks import Block, Containers
from marsad.extract.body import Body
from marsad.extract.lines import (
    SHORT,
    STOP,
    Line,
    is_sentence,
    is_stamp,
    label_of,
    line_of,
    lines_of,
)
from marsad.extract.people import (
    hinted,
    leads_to_author,
    line_pieces,
    looks_like_name,
    read_byline,
    tells_when,
)
from marsad.extract.related import item, take_related
from marsad.extract.tags import hashtags, occurring, split_tags, tag_links
from marsad.lexicon.furniture import Label, load_furniture
from marsad.text.normalize import fold
from marsad.types import Related

_DATE_HINT = re.compile(r"\b(?:date|time|posted|publish(?:ed)?)")
_CAPTION_HINT = re.compile(
    r"caption|figcap|cutline|(?:img|image|photo|pic|picture|media)[-_]?"
    r"(?:desc|text|title|credit|info|cap|source|alt)|(?:^|[\s_-])cap(?:$|[\s_-])"
)
_SELLS = re.compile(
    r"newsletter|subscri|paywall|promo|\bcta\b|follow|app-?(?:down|promo)|signup|sponsor"
)
_LONGEST_CAPTION = 300
_BEFORE, _BELOW, _FAR = 8, 14, 150
_TAG_HINT = re.compile(r"tags?\b|keyword|topics?\b|labels?\b|(?:^|[\s_-])kw(?:$|[\s_-])|wosom|wsom")
_LONGEST_TAG, _LONGEST_CREDIT = 40, 60
_PEN = re.compile("[✍🖊🖋✒👤]")
_LONGEST_BYLINE = 220
_CLIMB = 6
_MOST_ITEMS = 15
_LEAST_TITLE = 9
_CARD_SHARE = 0.25
_LONGEST_CARD, _LONGEST_OFFER = 1000, 400
_GALLERY = 3  # pictures with a text each


@dataclass(slots=True)
class Surroundings:
    """What was found around the body."""

    related: list[Related] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)


def body_lines(
    blocks: Sequence[Block], containers: Containers, body: Body, title: str | None,
    people: Sequence[str],
) -> list[Line]:  # fmt: skip
    """Return the body's lines without captions, stamp boxes and cards of promotion.

    A name of `people` below a picture is no caption but opens a box about the author.
    """
    cards = _cards(blocks, containers, body)
    return [
        line
        for index in body.indexes
        if index not in cards
        and not blocks[index].outside
        and not _is_stamp_box(blocks[index], containers)
        and (blocks[index].text in people or not _is_caption(blocks[index], containers))
        for line in lines_of(blocks[index], containers, title)
    ]


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
        if at > 0 and _CAPTION_HINT.search(containers.hint(at)):
            return True
        if containers.tags[at] == "figure":
            return True
        at = max(containers.parents[at], 0)
    if not block.after_image or STOP.search(text) or text.endswith(":"):
        return False
    label = label_of(text, block.anchors)
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
    boxes = {body.container: -1}  # of every element, the one right below the body that holds it
    for index in body.indexes:
        box = _box_of(blocks[index].container, containers, boxes)
        if box >= 0:
            groups.setdefault(box, []).append(index)
    found: set[int] = set()
    for at, indexes in groups.items():
        if _is_card(at, [blocks[index] for index in indexes], containers):
            found.update(indexes)
    return frozenset(found)


def _is_card(at: int, inside: Sequence[Block], containers: Containers) -> bool:
    """Say whether an element within the body is a gallery, a form, or a box that sells or links."""
    if containers.tags[at] in {"p", "ul", "ol", "table", "article"}:
        return False
    pictured = sum(block.after_image for block in inside)
    if pictured >= _GALLERY and pictured >= 0.8 * len(inside):
        return True
    size = sum(len(block.text) for block in inside)
    if size > _LONGEST_CARD or any(_opens(block.text, {"read_also", "tags"}) for block in inside):
        return False
    links = sum(block.link_length for block in inside)
    said = any(map(_is_sentence, inside))
    if _SELLS.search(containers.hint(at)) and size < _LONGEST_OFFER:
        return not said or links > 0.1 * size
    if said or len(inside) < 2:
        return False
    return links >= _CARD_SHARE * size or any(
        "form" in _tags_below(containers, block, at) for block in inside
    )


def _box_of(at: int, containers: Containers, boxes: dict[int, int]) -> int:
    path = []
    while at not in boxes and at >= 0:
        path.append(at)
        at = containers.parents[at]
    box = boxes.get(at, -1)
    for inner in reversed(path):
        boxes[inner] = box = inner if box < 0 else box
    return box


def _tags_below(containers: Containers, block: Block, top: int) -> list[str]:
    """Return the elements between a block and the one at `top`, that included."""
    path = containers.path(block.container, 40)
    return [containers.tags[at] for at in path if at >= top]


def _is_sentence(block: Block) -> bool:
    return block.link_density < 0.3 and is_sentence(block.text)


def _opens(text: str, kinds: set[str]) -> bool:
    label = load_furniture().read(text) if len(text) < SHORT else None
    return label is not None and label.kind in kinds


# --- beside the body -----------------------------------------------------------------


def read_around(
    blocks: Sequence[Block], containers: Containers, headline: int | None, body: Body,
    url: str | None, text: str, *, tagged: bool,
) -> Surroundings:  # fmt: skip
    """Read the blocks around the body for related items, tags and credits.

    Tags without a label are looked for unless the article is `tagged` already; they occur in its
    `text`.
    """
    found = Surroundings()
    first = body.indexes[0] if body.indexes else 0
    last = body.indexes[-1] if body.indexes else 0
    at = first if headline is None else headline
    inside = frozenset(body.indexes)
    reader = _Around(blocks, containers, inside, url, found)
    reader.read(range(min(at, first), min(len(blocks), last + _FAR)), near=last + _BELOW)
    if not found.tags and not tagged:
        said = max((n for n in body.indexes if _is_sentence(blocks[n])), default=last)
        below = range(said + 1, min(len(blocks), last + _BELOW))
        found.tags = reader.bare_tags(below, text)
    return found


def read_authors(
    blocks: Sequence[Block], containers: Containers, headline: int | None, body: Body,
    site: str | None,
) -> list[str]:  # fmt: skip
    """Return the names of the bylines around the headline, or right below the body."""
    first = body.indexes[0] if body.indexes else 0
    last = body.indexes[-1] if body.indexes else 0
    at = first if headline is None else headline
    for index in _near(at, first, last, len(blocks)):
        block = blocks[index]
        names = _authors_of(block, containers, site) if len(block.text) < _LONGEST_BYLINE else []
        if names:
            return names
    return []


def _near(headline: int, first: int, last: int, size: int) -> Iterator[int]:
    """Return where stamps and bylines stand: around the headline, then right below the body."""
    yield from range(max(0, headline - 6), min(size, max(headline, min(first, headline + 12)) + 3))
    yield from range(last + 1, min(size, last + 4))


def _authors_of(block: Block, containers: Containers, site: str | None) -> list[str]:
    hint = containers.hint(block.container)
    if not (
        tells_when(block.text)
        or _PEN.search(block.text)
        or hinted(hint)
        or leads_to_author(block.anchors)
        or _opens(block.text, {"byline"})
    ):
        return []
    line = line_of(block, containers)
    names = read_byline(line, site) or line_pieces(line, block.lines, site)
    if not names and hinted(hint):
        linked = [text for text, _ in block.anchors]
        names = [name for name in linked or [block.text] if looks_like_name(name, site)]
    return names


class _Around:
    """Looks for labelled blocks outside of the body."""

    def __init__(
        self, blocks: Sequence[Block], containers: Containers, inside: frozenset[int],
        url: str | None, found: Surroundings,
    ) -> None:  # fmt: skip
        self._blocks, self._containers, self._inside = blocks, containers, inside
        self._url, self._found = url, found

    def read(self, places: range, *, near: int) -> None:
        """Read the blocks at `places`; credits and bare tags stand before the block `near`."""
        commented, at = False, places.start
        while at < places.stop:
            block = self._blocks[at]
            at += 1
            if at - 1 in self._inside or len(block.text) > 500 or (block.outside and at > near):
                continue
            label = label_of(block.text, block.anchors)
            if label is not None and (label.kind == "tags" or not block.outside):
                commented = commented or label.kind == "comments"
                at = max(
                    at, self._labelled(at - 1, block, label, near=at <= near and not commented)
                )

    def bare_tags(self, places: range, text: str) -> list[str]:
        """Return the first tags without a label: a run of short links, or of items of such a box.

        Links to pages of tags are believed, others only where most of them occur in the `text`.
        """
        at, haystack = places.start, ""
        while at < places.stop:
            run, sure = self._run_of_tags(at, places.stop)
            if not run:
                at += 1
                continue
            tags = [tag for place in run for tag in self._texts(place)]
            if 1 - sure < len(tags) <= _MOST_ITEMS:
                haystack = haystack or fold(text)
                if sure or occurring(tags, haystack):
                    return tags
            at = run[-1] + 1
        return []

    def _run_of_tags(self, at: int, stop: int) -> tuple[list[int], bool]:
        """Return the blocks from one on that may be tags of one group, and whether they surely are.

        Tags stand in one element: the same parent holds all of them.
        """
        run: list[int] = []
        sure = True
        parents = self._containers.parents
        while at < stop and not self._blocks[at].outside:
            block = self._blocks[at]
            linked = block.link_density > 0.7 and all(
                len(t) < _LONGEST_TAG for t, _ in block.anchors
            )
            marked = block.text[0] == "#" and len(block.text) < SHORT
            if not (linked or marked or self._is_tag_item(block)):
                break
            if run and parents[block.container] != parents[self._blocks[run[0]].container]:
                break
            line = line_of(block, self._containers)
            sure = sure and bool(marked or tag_links(line))
            run.append(at)
            at += 1
        return run, sure and bool(run)

    def _is_tag_item(self, block: Block) -> bool:
        """Say whether a short text stands in an element that is made for tags."""
        if len(block.text) >= _LONGEST_TAG:
            return False
        around = block.container, max(self._containers.parents[block.container], 0)
        return any(_TAG_HINT.search(self._containers.hint(at)) for at in around)

    def _texts(self, place: int) -> list[str]:
        block = self._blocks[place]
        if block.text[0] == "#" and not block.anchors:
            return hashtags(line_of(block, self._containers))
        return [text for text, _ in block.anchors] or [block.text]

    def _labelled(self, at: int, block: Block, label: Label, *, near: bool) -> int:
        """Read a block that begins with a phrase; return where to go on."""
        if label.kind == "tags" and not self._found.tags:
            return self._tags(at, block, label)
        if label.kind == "read_also" and len(block.text) < SHORT:
            return self._related(at, block, label)
        if label.kind == "credit" and near and label.alone and at + 1 < len(self._blocks):
            below = self._blocks[at + 1].text
            if len(below) < _LONGEST_CREDIT and not STOP.search(below):
                self._found.credits.append(below.strip(" ()"))
                return at + 2
        if label.kind == "credit" and near and label.sign and len(block.text) < SHORT:
            value = re.split(r"[:：|]", block.text, maxsplit=1)[-1].strip(" .")
            if value and value != block.text:
                self._found.credits.append(value)
        return at + 1

    def _tags(self, at: int, block: Block, label: Label) -> int:
        linked = [text for text, _ in block.anchors if not _opens(text, {"tags"})]
        if linked:
            self._found.tags.extend(linked)
        elif len(block.pieces) > 1:
            texts = [piece for piece in block.pieces if not _opens(piece, {"tags"})]
            self._found.tags.extend(texts)
        elif label.sign and not label.alone:
            value = re.split(r"[:：|]", block.text, maxsplit=1)
            self._found.tags.extend(split_tags(value[-1]) if len(value) > 1 else ())
        elif label.alone:
            places = self._section(at)
            links = [text for n in places for text, _ in self._blocks[n].anchors]
            items = [self._blocks[n].text for n in places if not self._blocks[n].anchors]
            tags = links or [text for text in items if len(text) < 40]
            if len(tags) <= _MOST_ITEMS:
                self._found.tags.extend(tags)
            return places[-1] + 1 if places else at + 1
        return at + 1

    def _related(self, at: int, block: Block, label: Label) -> int:
        line = line_of(block, self._containers)
        linked = block.link_density > 0.5
        below = self._blocks[at + 1] if at + 1 < len(self._blocks) else block
        heads = block.heading or line.bold or (len(block.text) < 50 and below.link_density > 0.4)
        if not (linked or label.alone or label.sign or heads):
            return at + 1
        if linked or (block.anchors and label.alone):
            after, offers = take_related([line], 0, self._url, ended=False)
            self._found.related.extend(related for related, _ in offers)
            return at + after
        places = self._section(at)
        lines = [line_of(self._blocks[n], self._containers) for n in places]
        tags = [text for one in lines for text in tag_links(one)]
        if tags and len(tags) >= len(lines):
            if not self._found.tags:
                self._found.tags.extend(tags[:_MOST_ITEMS])
        else:
            for one in lines:
                links = [link for link in one.links if len(link[0]) >= _LEAST_TITLE]
                own = (
                    item(text, href, self._url)
                    for text, href in links
                    if href[:1] != "#" and not is_stamp(text)
                )
                self._found.related.extend(list(own)[:_MOST_ITEMS])
        return places[-1] + 1 if places else at + 1

    def _section(self, at: int) -> list[int]:
        """Return the linked blocks that stand below a heading in its own section."""
        path = self._containers.path(self._blocks[at].container, _CLIMB)
        for container in reversed(path[1:]):
            inside = range(container, self._containers.end(container))
            found: list[int] = []
            for place in range(at + 1, min(len(self._blocks), at + 60)):
                block = self._blocks[place]
                if block.container not in inside or place in self._inside:
                    break
                linked = block.link_density > 0.4
                if not linked and (block.heading or load_furniture().read(block.text)):
                    break
                if linked:
                    found.append(place)
                if len(found) >= _MOST_ITEMS:
                    break
            if found:
                return found
        return []
