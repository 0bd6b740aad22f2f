"""Threads of forums: an article is the first post, and what others reply is none of it."""

from __future__ import annotations

import re
from bisect import bisect_left

from marsad.extract.blocks import Block, Containers

_FORUM = ("bigusername", "post_message_", "postbody", "post_body", "windowbg", "message-body")
_DEEP = 6  # elements around a message
_POST = re.compile(
    r"(?:^|\s)(?:td_)?(?:post|p|msg|pid|js-post|post_message|message)[-_]?(\d+)(?:\s|$)"
)


def _is_marked(hint: str) -> bool:
    return any(mark in hint for mark in _FORUM)


def without_replies(blocks: list[Block], containers: Containers) -> list[Block]:
    """Leave out what stands in a thread's later posts.

    Each post bears a number, in the names of its elements, and holds or stands in what forums name
    so: news may be numbered, too.
    """
    if not any(mark in containers.everything for mark in _FORUM):
        return blocks
    found: set[int] = set()
    first = None
    marked = [at for at in range(len(containers.raw)) if _is_marked(containers.hint(at))]
    for at in range(len(containers.raw)):
        if at in found or (match := _POST.search(containers.hint(at))) is None:
            continue
        inside = bisect_left(marked, at) < bisect_left(marked, containers.end(at))
        around = containers.path(at, _DEEP)
        if not inside and not any(_is_marked(containers.hint(one)) for one in around):
            continue
        first = first or match[1]
        if match[1] != first:
            found.update(range(at, containers.end(at)))
    return [block for block in blocks if block.container not in found]
