"""Analyses as they are kept: packed, without the texts that offsets into their article say."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from typing import Any

import orjson

from marsad.codec import decode, encode
from marsad.types import Analysis, Article

_BESIDE_RECORD = ("article_id", "text", "published")
"""Fields of an analysis that its article says already."""


def pack(value: Analysis) -> bytes:
    """Write an analysis without the text that its article has already, compressed."""
    fields = {key: item for key, item in encode(value).items() if key not in _BESIDE_RECORD}
    return zlib.compress(orjson.dumps(_without_texts(fields)))


def _without_texts(value: Any) -> Any:
    """Leave out the text of every span: its offsets say it."""
    if isinstance(value, list):
        return [_without_texts(item) for item in value]
    if isinstance(value, dict):
        span = "start" in value and "end" in value
        return {
            key: _without_texts(item)
            for key, item in value.items()
            if not (span and key == "text") and item not in (None, [])
        }
    return value


def unpack(record: bytes, source: Article, only: Collection[str] | None = None) -> Analysis:
    """Read what `pack` wrote, with the article that it is about; `only` some fields cost less."""
    text = source.analysed_text
    kept = orjson.loads(zlib.decompress(record))
    if only is not None:
        kept = {key: value for key, value in kept.items() if key in only}
    fields = _with_texts(kept, text)
    published = encode(source.published)
    return decode(
        Analysis, {**fields, "article_id": source.id, "text": text, "published": published}
    )


def _with_texts(value: Any, text: str) -> Any:
    if isinstance(value, list):
        return [_with_texts(item, text) for item in value]
    if isinstance(value, dict):
        filled = {key: _with_texts(item, text) for key, item in value.items()}
        if "start" in filled and "end" in filled:
            filled["text"] = text[filled["start"] : filled["end"]]
        return filled
    return value
