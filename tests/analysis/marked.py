"""Names written into test sentences as `[PER هيا الصباغ]`, taken out into mentions."""

from __future__ import annotations

import re
from typing import cast

from marsad.types import Mention, MentionType

_MARK = re.compile(r"\[(PER|ORG|LOC|MISC) ([^\]]+)\]")


def read_marked(marked: str) -> tuple[str, tuple[Mention, ...]]:
    """Return the text without marks, and its mentions."""
    text, at, mentions = "", 0, []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        start = len(text)
        text += match[2]
        mentions.append(Mention(start, len(text), match[2], cast(MentionType, match[1])))
        at = match.end()
    return text + marked[at:], tuple(mentions)
