"""What stands below a picture, or in the place of a player, and is no text of the article."""

from __future__ import annotations

import re
from functools import lru_cache

from marsad.extract.blocks import Block, Containers
from marsad.extract.dateline import place_line
from marsad.extract.lines import SHORT, label_of_block, stops

LONGEST_CAPTION = 300
"""Characters that a caption has at most."""

_CAPTION_HINT = re.compile(
    r"caption|figcap|cutline|spip_doc_|embed[-_]*(?:note|text|desc)|gallery[-_]?item|(?:img|image|photo|pic|picture|media)[-_]?"
    r"(?:desc|text|title|credit|info|cap|source|alt)|(?:^|\s|(?<!drop)[_-])cap(?:$|[\s_-])"
)
_NEAR, _CLIMB = 2, 4  # elements around a text, its own among them
_PLAYER_HINT = re.compile(
    r"(?:^|[\s_-])(?:vid|player)(?:$|[\s_-])"
    r"|video[-_ ]?(?:title|embed|box|player|wrap|container|block)"
    r"|jwplayer|youtube|audio[-_]?(?:title|player|box)|podcast[-_]?(?:title|player|box)"
)


def is_caption(block: Block, containers: Containers) -> bool:
    """Say whether a block is what stands below a picture."""
    text = block.text
    if len(text) > LONGEST_CAPTION or block.heading:
        return False
    at = block.container
    for _ in range(2):
        hint = containers.hint(at) if at > 0 else ""
        if hint and (_is_for_captions(hint) or (len(text) < SHORT and _is_for_players(hint))):
            return True
        if containers.tags[at] == "figure":
            return True
        at = max(containers.parents[at], 0)
    if not block.after_image or stops(text) or text.endswith((":", "-", "–", "—")):
        return False
    if block.link_density > 0.5:
        return False  # it leads elsewhere
    label = label_of_block(block)
    if label is not None and label.kind != "caption":
        return False
    apart = block.pictured_in or block.tag not in {"p", "li", "td"}
    if len(text) >= SHORT or not apart or not (block.pictured_in or not block.bold):
        return False
    placed = place_line(text, None)  # "بغداد - واع - فلانة" may stand right below a picture
    return placed is None or not (placed[1] or not block.pictured_in)


def is_below_picture(block: Block, containers: Containers) -> bool:
    """Say whether a block stands in an element that is made for what is told of a picture."""
    at = block.container
    for level in range(_CLIMB):
        if containers.tags[at] == "figcaption":
            return True
        hint = containers.hint(at) if at > 0 and level < _NEAR else ""
        if (hint and _is_for_captions(hint)) or (level < _NEAR and containers.tags[at] == "figure"):
            return True
        at = max(containers.parents[at], 0)
    return False


def is_lone_caption(block: Block, containers: Containers, *, between: bool) -> bool:
    """Say whether a block between sentences is alone in an element with the picture above it."""
    at = block.container
    return between and containers.group(at) != containers.parents[at] and is_last_caption(block)


def is_last_caption(block: Block) -> bool:
    """Say whether a block below the last sentence is what stands below a picture."""
    text = block.text
    plain = block.tag == "p" and not block.heading and not block.anchors and not block.bold
    sign = stops(text) or text.endswith(":") or label_of_block(block) is not None
    return block.after_image and plain and len(text) < SHORT and not sign


@lru_cache(maxsize=1024)
def _is_for_captions(hint: str) -> bool:
    return _CAPTION_HINT.search(hint) is not None


@lru_cache(maxsize=1024)
def _is_for_players(hint: str) -> bool:
    return _PLAYER_HINT.search(hint) is not None
