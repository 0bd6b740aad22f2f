"""What connecting needs to know of an article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from marsad.instants import EPOCH, stamp_instant
from marsad.text.normalize import fold
from marsad.types import Analysis, Article, MentionType

LEAD_WORDS = 90
"""Words after the headline that say what an article leads with (`docs/reference/contract.md`)."""

_LEAD = 1_200  # code points that hold them for sure
UNDATED = float("inf")
"""The time of an article without one, until `in_order` has seen them all."""


class Name(NamedTuple):
    """A name in the headline or the lead, as its entity is called, folded."""

    type: MentionType
    key: str


@dataclass(frozen=True, slots=True)
class Item:
    """An article as one of a stream.

    `names` and `day` are None where nobody looked for them.
    """

    id: str
    publisher: str  # domain, else name; empty where unknown
    at: float  # publication, seconds since 1970 in UTC
    title: str | None
    text: str
    names: tuple[Name, ...] | None = None
    day: int | None = None  # the first calendar day that the lead names, as an ordinal


def read_item(article: Article, analysis: Analysis | None = None, at: float | None = None) -> Item:
    """Take from an article, and its analysis where there is one, what connecting needs.

    `at` is for who knows better than the article when it came.
    """
    if at is None:
        at = UNDATED
        if article.published is not None:
            at = (stamp_instant(article.published) - EPOCH).total_seconds()
    publisher = article.publisher.domain or article.publisher.name or ""
    item = (article.id, publisher, at, article.title, article.text)
    if analysis is None:
        return Item(*item)
    end = _lead_end(article)
    return Item(*item, names=_names(analysis, end), day=_day(analysis, end))


def lead_countries(article: Article, analysis: Analysis) -> tuple[str, ...]:
    """Return the countries of the places that headline and lead name, as codes, by first place."""
    end = _lead_end(article)
    country = {entity.id: entity.country for entity in analysis.entities}
    named = [
        country.get(mention.entity or "")
        for mention in analysis.mentions
        if mention.type == "LOC" and mention.start < end
    ]
    return tuple(dict.fromkeys(code for code in named if code))


def _lead_end(article: Article) -> int:
    """Return the offset in the analysed text at which the lead ends, or a little before."""
    return len(article.title or "") + len(lead(article.text)) + 1


def lead(text: str) -> str:
    """Return the first words of a body."""
    words = text[: _LEAD * 4].split(maxsplit=LEAD_WORDS)[:LEAD_WORDS]
    return " ".join(words)


def _names(analysis: Analysis, end: int) -> tuple[Name, ...]:
    called = {entity.id: entity.name for entity in analysis.entities}
    found = {
        Name(mention.type, fold(called.get(mention.entity or "", mention.text)))
        for mention in analysis.mentions
        if mention.start < end
    }
    return tuple(sorted(found))


def _day(analysis: Analysis, end: int) -> int | None:
    for time in analysis.times:
        if time.start >= end:
            break
        if time.type in ("date", "datetime", "daypart") and time.value:
            try:
                return dt.date.fromisoformat(time.value[:10]).toordinal()
            except ValueError:
                continue
    return None


def in_order(items: Iterable[Item]) -> list[Item]:
    """Order items as they are connected: by publication, those of one moment by id.

    Those without a date come last, and count as published with the last one that has one.
    """
    ordered = sorted(items, key=lambda item: (item.at, item.id))
    last = max((item.at for item in ordered if item.at != UNDATED), default=0.0)
    return [replace(item, at=last) if item.at == UNDATED else item for item in ordered]
