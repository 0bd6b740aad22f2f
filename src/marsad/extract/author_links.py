"""Links that lead to the pages of those who write."""

from __future__ import annotations

import re
from collections.abc import Iterable

from marsad.extract.soup import attribute, value_of

# In lower case, and each way beginning with a letter of its own: so it is looked for much faster.
_AUTHOR_PAGE = re.compile(
    r"/(?:(?:authors?|writers?|auteurs?|columnists?)\b|(?:editors?|reporters?|journalists?|by"
    r"|kuttab|contributors?|profiles?|users?|u|staff|byline)/)"
    r"|\?(?:author|writer)(?:_?id)?=|&(?:author|writer)(?:_?id)?=|كاتب|محرر|كتاب/"
)
_AUTHOR_LINK = re.compile(r"rel\s*=\s*[\"']?author|itemprop\s*=\s*[\"']?author", re.IGNORECASE)
_HREF = attribute("href")


def is_author_link(tag: str) -> bool:
    """Say whether a link is marked as one to who wrote."""
    return "author" in tag.lower() and bool(_AUTHOR_LINK.search(tag))


def is_author_page(tag: str) -> bool:
    """Say whether a link's address looks like that of an author's page."""
    return _AUTHOR_PAGE.search((value_of(_HREF, tag) or "").lower()) is not None


def leads_to_author(anchors: Iterable[tuple[str, str]]) -> bool:
    """Say whether a link looks like one to an author's page."""
    return any(_leads_to_author(tag.lower()) or is_author_link(tag) for _, tag in anchors)


def _leads_to_author(tag: str) -> bool:
    if _AUTHOR_PAGE.search(tag) is None:
        return False  # as most, which need no second look
    # A link's title may speak of authors, too.
    return _AUTHOR_PAGE.search(value_of(_HREF, tag) or "") is not None
