"""How observations of one article become its history: pure decisions.

A history is a row of versions, each with the first and the last moment at which its content was
seen. An observation says nothing new where the version before it, or the one after it, has the
same content; so in whatever order observations come in, the current version is the one seen last
and an edit is told from what was there before. An input that does not know when it was observed (a
dump) brings news only with content that was never seen before, and gives way to dated ones.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import orjson

from marsad.types import Article, Stamp


@dataclass(frozen=True, slots=True)
class Version:
    """One content of an article, and from when to when it was seen.

    `last_at` is None for a dump's, whose `seen_at` is when it was imported.
    """

    seen_at: dt.datetime
    last_at: dt.datetime | None
    content_hash: bytes

    def holds(self, moment: dt.datetime) -> bool:
        """Say whether a moment lies between the first and the last one, both included."""
        return self.seen_at <= moment <= (self.last_at or self.seen_at)


@dataclass(frozen=True, slots=True)
class Placement:
    """What an observation does to a history.

    Version `index` (the one that shows the observed content) becomes `version`; it is a version of
    its own if `new`. `resumes`: the version before it was seen on both sides of it, and goes on
    after it as this one.
    """

    index: int
    version: Version
    new: bool = False
    resumes: Version | None = None


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
    seen = Version(observed_at, observed_at, content_hash)
    for index, version in enumerate(history):
        if version.content_hash == content_hash and version.holds(observed_at):
            return Placement(index, replace(version, last_at=version.last_at or observed_at))
    after = sum(version.seen_at <= observed_at for version in history)
    before = history[after - 1] if after else None
    following = history[after] if after < len(history) else None
    if before and before.content_hash == content_hash:
        return Placement(after - 1, replace(before, last_at=observed_at))
    if before and before.last_at and observed_at < before.last_at:
        resumes = replace(before, seen_at=before.last_at)
        return Placement(after, seen, new=True, resumes=resumes)
    # Two contents at one moment have no order: then what is known stays as it is.
    tied = before is not None and before.seen_at == observed_at
    if following and following.content_hash == content_hash:
        earlier = Version(observed_at, following.last_at or observed_at, content_hash)
        return Placement(after, following if tied else earlier)
    return Placement(after, seen, new=True)


def _place_undated(history: Sequence[Version], content_hash: bytes, now: dt.datetime) -> Placement:
    for index, version in enumerate(history):
        if version.content_hash == content_hash:
            return Placement(index, version)
    latest = max([now, *(version.last_at or version.seen_at for version in history)])
    return Placement(len(history), Version(latest, None, content_hash), new=True)


def later_look(first: Article, later: Article) -> Article:
    """Return what a later look at the same content makes of it.

    Picture, addresses and the like may have become better. The time of publication stays, unless
    the later one is more precise: pages that say "three hours ago" say it ever more roughly.
    """
    if _precision(later.published) > _precision(first.published):
        return later
    return replace(later, published=first.published, published_text=first.published_text)


def _precision(stamp: Stamp | None) -> int:
    if not isinstance(stamp, dt.datetime):
        return 0 if stamp is None else 1
    return 2 if stamp.tzinfo is None else 3


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
