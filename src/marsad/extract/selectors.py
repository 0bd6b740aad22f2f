"""Pages as trees that selectors may be used on, for rules; the general way needs none.

Parsing and selecting take quadratic time on pages made for it, so such pages get no tree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

MOST_TAGS = 20_000
"""Tags, open and closed, that a page may have to become a tree."""

DEEPEST = 5_000
"""Elements open at once that it may have."""

_MOST_NODES = 2000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_UNNESTED = frozenset(
    "p li td th tr tbody thead dt dd option br hr img input meta link area base col embed source "
    "track wbr html head body path circle rect line use polygon polyline ellipse stop".split()
)
_ROOTS = frozenset(("html", "head", "body"))


def parse_tree(html: str) -> LexborHTMLParser | None:
    """Return a page as a tree; None where it is too large or nested too deep for one."""
    if html.count("<") > MOST_TAGS or _is_deep(html):
        return None
    return LexborHTMLParser(html)


def _is_deep(html: str) -> bool:
    depth = 0
    opened: Counter[str] = Counter()
    for match in _TAG.finditer(html):
        closing, name = match[1], match[2].lower()
        if name in _UNNESTED or (closing and not opened[name]):
            continue
        step = -1 if closing else 1
        opened[name] += step
        depth += step
        if depth > DEEPEST:
            return True
    return False


def select(tree: LexborHTMLParser, selectors: Iterable[str]) -> list[LexborNode]:
    """Return what the first selector that matches anything matches, in page order.

    What lies within another match is left out.
    """
    for selector in selectors:
        if found := tree.css(selector):
            return outermost(found)[:_MOST_NODES]
    return []


def matches(tree: LexborHTMLParser, selectors: Iterable[str]) -> bool:
    """Say whether any of the selectors matches anything."""
    return any(tree.css_first(selector) is not None for selector in selectors)


def outermost(nodes: Sequence[LexborNode]) -> list[LexborNode]:
    """Return the nodes that lie in none of the others."""
    # Whether a node lies in a chosen one, or is one: pages are deep, so none is climbed twice.
    inside = {node.mem_id: True for node in nodes}
    found = []
    for node in nodes:
        above, trail = node.parent, []
        while above is not None and above.mem_id not in inside:
            trail.append(above.mem_id)
            above = above.parent
        within = above is not None and inside[above.mem_id]
        inside.update(dict.fromkeys(trail, within))
        if not within:
            found.append(node)
    return found


def drop(tree: LexborHTMLParser, selectors: Iterable[str]) -> bool:
    """Take out what any of the selectors matches, but never the whole page; say if there was any.

    Only outermost nodes are taken out: one that lay in another would be gone already.
    """
    dropped = False
    for selector in selectors:
        for node in outermost([one for one in tree.css(selector) if one.tag not in _ROOTS]):
            node.decompose()
            dropped = True
    return dropped


def text_of(node: LexborNode) -> str:
    """Return a node's text, or what a meta element tells machines, white space folded."""
    told = node.attributes.get("content") if node.tag == "meta" else None
    return " ".join((told or node.text()).split())
