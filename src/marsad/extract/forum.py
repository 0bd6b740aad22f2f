"""Threads of forums: an article is the first post, and what others reply is none of it."""

from __future__ import annotations

import re

from marsad.extract.blocks import Block, Containers

_FORUM = ("bigusername", "post_message_", "postbody", "windowbg", "vbmenu", "message-body")
_POST = re.compile(
    r"(?:^|\s)(?:td_)?(?:post|p|msg|pid|js-post|post_message|message)[-_]?(\d+)(?:\s|$)"
)


def without_replies(blocks: list[Block], containers: Containers) -> list[Block]:
    """Leave out what stands in a thread's later posts.

    Each post bears a number, in the names of its elements.
    """
    if not any(mark in containers.everything for mark in _FORUM):
        return blocks
    found: set[int] = set()
    first = None
    for at in range(len(containers.raw)):
        if at in found or (match := _POST.search(containers.hint(at))) is None:
            continue
        first = first or match[1]
        if match[1] != first:
            found.update(range(at, containers.end(at)))
    return [block for block in blocks if block.container not in found]
