"""The gold standard of one page: `page.html` and `gold.json` in a folder, read and checked."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from marsad.codec import parse_stamp
from marsad.errors import InputError
from marsad.types import Page

_Texts = str | list[str] | None


@dataclass(frozen=True, slots=True)
class _Item:
    """One of `related`."""

    title: str | None = None
    url: str | None = None
    body: _Texts = None
    text: _Texts = None


@dataclass(frozen=True, slots=True)
class _Scored:
    """What is scored."""

    article: bool = True
    title: str | None = None
    body: _Texts = None
    paragraphs: _Texts = None
    published: str | None = None
    updated: str | None = None
    modified: str | None = None
    author: _Texts = None
    authors: _Texts = None
    dateline: _Texts = None
    source: str | None = None
    credits: _Texts = None
    tags: _Texts = None
    section: _Texts = None
    sections: _Texts = None
    related: list[_Item] | None = None
    must_not: _Texts = None


@dataclass(frozen=True, slots=True)
class _Gold(_Scored):
    """What a gold standard may hold, beside notes of whoever wrote it."""

    url: str | None = None
    http_content_type: str | None = None
    fetched_at: str | None = None
    optional: _Texts = None
    kind: str | None = None


_CHECK = TypeAdapter(_Gold)
_SCORED = frozenset(one.name for one in fields(_Scored))
_KNOWN = frozenset(one.name for one in fields(_Gold))
_STAMPS = ("fetched_at", "published", "updated", "modified")
_SIMILAR = 0.8


def read_gold(folder: Path) -> tuple[Page, Mapping[str, Any]]:
    """Return a folder's page, as it was found, and its gold standard.

    Raises:
        InputError: the gold file is no JSON object, scores nothing, or a field in it is none or
            holds something else than it should; the message names file and field.
    """
    path = folder / "gold.json"
    content = path.read_bytes()
    try:
        gold = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise InputError(f"{path}: not JSON: {error}") from error
    if not isinstance(gold, dict):
        raise InputError(f"{path}: expected an object")
    _check(path, content, gold)
    fetched_at = _stamps(path, gold).get("fetched_at")
    page = Page(
        url=gold.get("url"),
        body=(folder / "page.html").read_bytes(),
        content_type=gold.get("http_content_type"),
        fetched_at=fetched_at if isinstance(fetched_at, dt.datetime) else None,
    )
    return page, gold


def _check(path: Path, content: bytes, gold: Mapping[str, Any]) -> None:
    """Raise `InputError` where a field is misspelled or of another type, or none is scored."""
    try:
        _CHECK.validate_json(content, strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        # Of the types that a field may have, what pydantic calls them is no name of the file's.
        name = ".".join(str(step) for step in first["loc"] if step in gold or isinstance(step, int))
        raise InputError(f"{path}: {name}: {first['msg']}") from error
    for name in gold.keys() - _KNOWN:
        if near := difflib.get_close_matches(name, _KNOWN, 1, _SIMILAR):
            raise InputError(f"{path}: unknown field {name!r}: is {near[0]!r} meant?")
    if not _SCORED & gold.keys():
        raise InputError(f"{path}: it names no field that is scored")


def _stamps(path: Path, gold: Mapping[str, Any]) -> dict[str, dt.date]:
    """Return the times that a gold standard names."""
    found = {}
    for name in _STAMPS:
        try:
            if gold.get(name):
                found[name] = parse_stamp(gold[name])
        except ValueError as error:
            raise InputError(f"{path}: {name}: {error}") from error
    return found
