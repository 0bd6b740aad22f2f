"""An article made ready for the store before any lock is taken: identity, record, index terms."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import orjson

from marsad.codec import decode, encode
from marsad.errors import InputError
from marsad.store.database import digest
from marsad.store.terms import Fields, article_fields
from marsad.store.versions import content_hash
from marsad.types import Article, Publisher, Stamp

LEAD_CHARS = 300
MAX_ID = 200
MAX_DOMAIN = 253
MAX_SECTION = 200

_BESIDE_RECORD = ("id", "made_by", "sections", "section", "paragraphs")
"""Fields that the record leaves out: columns hold them, or its other fields do."""


class Prepared:
    """An article with what the store computes of it; the costly parts only when asked for."""

    def __init__(self, value: Article) -> None:
        self.article = value

    @cached_property
    def identity(self) -> bytes:
        """What makes two articles the same: the canonical address, else the id."""
        canonical = self.article.canonical_url
        return digest("url", canonical) if canonical else digest("id", self.article.id)

    @cached_property
    def content_hash(self) -> bytes:
        """What makes two versions the same."""
        return content_hash(self.article)

    @cached_property
    def record(self) -> str:
        """The article's JSON for the revision table."""
        return _record(self.article)

    @cached_property
    def fields(self) -> tuple[Fields, Fields]:
        """The index terms: stems and exact spellings."""
        return article_fields(self.article)

    @property
    def lead(self) -> str:
        """The opening of the body, at most 300 characters, cut between words."""
        text = " ".join(self.article.text[: LEAD_CHARS * 4].split())
        if len(text) <= LEAD_CHARS:
            return text
        return f"{text[: LEAD_CHARS - 1].rsplit(' ', 1)[0]}…"


def prepare_article(value: Article) -> Prepared:
    """Make an article ready; text that a database cannot hold is replaced, offsets stay.

    Raises:
        InputError: it has no text, or its id is too long to be one.
    """
    if not value.text.strip():
        raise InputError("the article has no text")
    if len(value.id) > MAX_ID:
        raise InputError(f"the article's id is longer than {MAX_ID} characters")
    domain = value.publisher.domain
    if domain and len(domain) > MAX_DOMAIN:
        value = dataclasses.replace(value, publisher=Publisher(value.publisher.name))
    prepared = Prepared(_plain_stamps(value))
    beside = "".join((value.id, value.made_by, *value.sections))
    try:
        clean = "\\u0000" not in prepared.record and "\0" not in beside and bool(beside.encode())
    except (TypeError, UnicodeEncodeError):  # orjson and databases refuse lone surrogates
        clean = False
    return prepared if clean else Prepared(decode(Article, _scrub(encode(prepared.article))))


def _record(value: Article) -> str:
    fields = encode(value)
    kept = {
        key: item
        for key, item in fields.items()
        if key not in _BESIDE_RECORD and item not in (None, [])
    }
    return orjson.dumps(kept).decode()


def restore_article(
    record: str, *, external_id: str, made_by: str, sections: Sequence[str]
) -> Article:
    """Return the article of a stored record."""
    value = orjson.loads(record)
    value |= {"id": external_id, "made_by": made_by, "sections": sections}
    return decode(Article, value)


def _plain_stamps(value: Article) -> Article:
    """Write instants whose offset has seconds (local mean times of old) in UTC."""

    def plain(stamp: Stamp | None) -> Stamp | None:
        offset = stamp.utcoffset() if isinstance(stamp, dt.datetime) else None
        if isinstance(stamp, dt.datetime) and offset and offset % dt.timedelta(minutes=1):
            return stamp.astimezone(dt.UTC)
        return stamp

    changed = {
        name: plain(stamp)
        for name, stamp in (("published", value.published), ("updated", value.updated))
        if plain(stamp) is not stamp
    }
    if any(plain(item.published) is not item.published for item in value.related):
        related = (
            dataclasses.replace(item, published=plain(item.published)) for item in value.related
        )
        return dataclasses.replace(value, related=tuple(related), **changed)  # type: ignore[arg-type]
    return dataclasses.replace(value, **changed) if changed else value  # type: ignore[arg-type]


def _scrub(value: Any) -> Any:
    """Put the replacement character where JSON or a database allows no character."""
    if isinstance(value, str):
        return "".join(
            "\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in value
        )
    if isinstance(value, list):
        return [_scrub(item) for item in value]
    if isinstance(value, dict):
        return {key: _scrub(item) for key, item in value.items()}
    return value
