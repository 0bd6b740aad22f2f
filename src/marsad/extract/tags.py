"""Which of a page's keywords are the article's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from marsad.text.normalize import fold

_WORD = re.compile(r"[^\W_]+")
_LONGEST_RUN = 8


def own_tags(tags: Sequence[str], title: str | None, text: str) -> tuple[str, ...]:
    """Return printed tags, one unseparated line split into the longest runs that the text holds."""
    if len(tags) == 1 and len(tags[0].split()) > 1:
        return split_runs(tags[0], f"{title or ''}\n{text}")
    return tuple(dict.fromkeys(tag.strip(" #.،,") for tag in tags if tag.strip(" #.،,")))


def trusted_keywords(keywords: Sequence[str], title: str | None, text: str) -> tuple[str, ...]:
    """Return machine keywords if they are the article's: most occur in it, and not as its headline.

    A site's standing list does not occur in the text; a headline cut into words is no list of tags.
    """
    if not keywords or len(keywords) > 25:
        return ()
    body, head = _normal(text), _normal(title or "")
    own = [keyword for keyword in keywords if _normal(keyword)]
    if any(_normal(keyword) == head or len(keyword) > 60 for keyword in own):
        return ()
    words = set(head.split())
    if len(own) > 2 and all(_normal(keyword) in words for keyword in own):
        return ()
    found = sum(_stem_in(keyword, f"{head} {body}") for keyword in own)
    return tuple(own) if found * 2 >= len(own) else ()


def split_runs(line: str, text: str) -> tuple[str, ...]:
    """Split an unseparated keyword line into the longest runs of words that occur in `text`.

    Where a word occurs nowhere the line stays one string.
    """
    words, haystack = line.split(), f" {_normal(text)} "
    runs: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_RUN, len(words) - at), 0, -1):
            run = " ".join(words[at : at + length])
            if _occurs(run, haystack):
                runs.append(run)
                at += length
                break
        else:
            return (line.strip(),)
    return tuple(dict.fromkeys(runs))


def _occurs(run: str, haystack: str) -> bool:
    """Say whether a run of words stands in the text, with a proclitic before it or without."""
    return (
        re.search(rf"(?<!\w)(?:[وفبلك]|ال|وال|بال|لل)?{re.escape(_normal(run))}(?!\w)", haystack)
        is not None
    )


def _stem_in(keyword: str, haystack: str) -> bool:
    return all(
        word[2 if word.startswith("ال") and len(word) > 4 else 0 :] in haystack
        for word in _normal(keyword).split()
    )


def _normal(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Return values in order, each once."""
    return tuple(dict.fromkeys(values))
