"""How observations of one article become its history: pure decisions.

A history is a timeline of versions, each at the moment from which its content was seen. An
observation says nothing new where the version before it, or the one after it, has the same
content; so the same observations give the same history in any order. An input that does not know
when it was observed (a dump) brings news only with content that was never seen before.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import orjson

from marsad.types import Article


@dataclass(frozen=True, slots=True)
class Version:
    """One content of an article and from when on it was seen."""

    seen_at: dt.datetime
    content_hash: bytes


@dataclass(frozen=True, slots=True)
class Placement:
    """What an observation does to a history.

    `known`: nothing; `index` is the version it shows. `earlier`: version `index` was there already
    at `seen_at`. `new`: a version of its own goes before position `index`.
    """

    kind: Literal["known", "earlier", "new"]
    index: int
    seen_at: dt.datetime


def place(
    history: Sequence[Version],
    content_hash: bytes,
    observed_at: dt.datetime | None,
    *,
    now: dt.datetime,
) -> Placement:
    """Find an observation's place in a history, which is ordered by `seen_at`."""
    if observed_at is None:
        return _place_undated(history, content_hash, now)
    for index, version in enumerate(history):
        if version == Version(observed_at, content_hash):
            return Placement("known", index, observed_at)
    after = next(
        (index for index, version in enumerate(history) if version.seen_at > observed_at),
        len(history),
    )
    if after > 0 and history[after - 1].content_hash == content_hash:
        return Placement("known", after - 1, observed_at)
    if after < len(history) and history[after].content_hash == content_hash:
        # Two contents at one moment have no order that could be kept.
        tied = after > 0 and history[after - 1].seen_at == observed_at
        return Placement("known" if tied else "earlier", after, observed_at)
    return Placement("new", after, observed_at)


def _place_undated(history: Sequence[Version], content_hash: bytes, now: dt.datetime) -> Placement:
    for index, version in enumerate(history):
        if version.content_hash == content_hash:
            return Placement("known", index, version.seen_at)
    latest = max([now, *(version.seen_at for version in history)])
    return Placement("new", len(history), latest)


def content_hash(article: Article) -> bytes:
    """Return 16 bytes that change when a publisher edits what a reader reads.

    Headline, text, day of publication, authors, credits, dateline and tags count. White space does
    not, nor do `made_by`, addresses, sections (which are united), the lead picture, related links,
    and `updated` or the minute of publication: many sites print these anew at every visit, and a
    history of edits that changed nothing would hide the real ones.
    """
    content = (
        _squeezed(article.title or ""),
        [_squeezed(paragraph) for paragraph in article.paragraphs],
        article.published.isoformat()[:10] if article.published else None,
        article.authors,
        article.credits,
        article.dateline,
        article.tags,
    )
    return hashlib.blake2b(orjson.dumps(content), digest_size=16).digest()


def _squeezed(text: str) -> str:
    return " ".join(text.split())
