"""JSON in and out for every record of `types`, by the records' own annotations.

The JSON shapes are the contract's: field names as in `types`, times ISO 8601, bytes base64, tuples
arrays, unknown values null. Fields that a record does not know are ignored, so that newer writers
and older readers get along.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import datetime as dt
import hashlib
import re
import types
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

from marsad import __version__
from marsad.errors import InputError
from marsad.types import Article, Stamp

Record = TypeVar("Record")

MADE_BY = f"marsad {__version__}"
"""What records of this version of the code say in `made_by`."""

_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?"
)


def article_id(canonical_url: str | None, title: str | None, text: str) -> str:
    """Return the contract's id: 16 hex digits of SHA-256 of the address, else of title and text."""
    key = canonical_url or f"{title or ''}\n{text}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def format_stamp(stamp: Stamp) -> str:
    """Write a stamp as ISO 8601, as precise as it is known."""
    if not isinstance(stamp, dt.datetime):
        return stamp.isoformat()
    if stamp.tzinfo is None and not stamp.second and not stamp.microsecond:
        return stamp.isoformat(timespec="minutes")
    return stamp.isoformat()


def parse_stamp(text: str) -> Stamp:
    """Read an ISO 8601 stamp of `format_stamp`; `Z` and a blank for `T` are read too.

    Raises:
        ValueError: the text is no such stamp, or the day does not exist.
    """
    match = _ISO.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not an ISO 8601 date or time")
    if len(text) == len(match["day"]):
        return dt.date.fromisoformat(text)
    return dt.datetime.fromisoformat(text)


def encode(record: Any) -> Any:
    """Turn a record (or a tuple of them, or a plain value) into what JSON can hold."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        values = {f.name: encode(getattr(record, f.name)) for f in dataclasses.fields(record)}
        if isinstance(record, Article):
            values["paragraphs"] = list(record.paragraphs)
            values["section"] = record.section
        return values
    if isinstance(record, (tuple, list)):
        return [encode(item) for item in record]
    if isinstance(record, dt.date):
        return format_stamp(record)
    if isinstance(record, bytes):
        return base64.b64encode(record).decode("ascii")
    return record


def dumps(record: Any, *, indent: bool = False) -> bytes:
    """Write a record as one line of JSON, or indented."""
    return orjson.dumps(encode(record), option=orjson.OPT_INDENT_2 if indent else None)


def loads(cls: type[Record], data: bytes | str) -> Record:
    """Read one record of type `cls` from JSON.

    Raises:
        InputError: it is not JSON, or a field is missing or of the wrong type.
    """
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise InputError(f"not JSON: {error}") from error
    return decode(cls, value)


def decode(cls: type[Record], value: Any) -> Record:
    """Make a record of type `cls` from parsed JSON.

    An `Article` needs only `text` or `paragraphs`; its id is computed where it has none.

    Raises:
        InputError: a field is missing or of the wrong type; the message names it.
    """
    if not isinstance(value, Mapping):
        raise InputError(f"{cls.__name__}: expected a JSON object, found {_kind(value)}")
    if cls is Article:
        value = _complete_article(value)
    hints = _hints(cls)  # type: ignore[arg-type]  # mypy does not see that classes hash
    arguments = {}
    for item in dataclasses.fields(cls):  # type: ignore[arg-type]  # callers pass records only
        if item.name in value:
            arguments[item.name] = _value(hints[item.name], value[item.name], item.name)
        elif item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING:
            raise InputError(f"{cls.__name__}: field {item.name!r} is missing")
    return cls(**arguments)


def _complete_article(value: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in what an input article may leave out: text, id, sections."""
    # Others write "" for what they do not know.
    filled = {key: item for key, item in value.items() if item is not None and item != ""}
    text = filled.get("text")
    paragraphs = filled.pop("paragraphs", None)
    if text is None:
        if not isinstance(paragraphs, list) or not all(isinstance(p, str) for p in paragraphs):
            raise InputError("Article: neither 'text' nor 'paragraphs' is there")
        text = "\n".join(" ".join(paragraph.splitlines()) for paragraph in paragraphs)
    if not isinstance(text, str):
        raise InputError(f"text: expected a string, found {_kind(text)}")
    if not text.strip():
        raise InputError("Article: the text is empty")
    title = filled.get("title")
    if title is not None and not isinstance(title, str):
        raise InputError(f"title: expected a string, found {_kind(title)}")
    section = filled.pop("section", None)
    if section is not None:
        filled.setdefault("sections", [section])
    filled.update(text=text, title=title)
    url = filled.get("canonical_url") or filled.get("url")
    filled.setdefault("id", article_id(url if isinstance(url, str) else None, title, text))
    if isinstance(filled["id"], int) and not isinstance(filled["id"], bool):
        filled["id"] = str(filled["id"])
    filled.setdefault("made_by", MADE_BY)
    return filled


@cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    return get_type_hints(cls)


def _value(hint: Any, value: Any, name: str) -> Any:
    """Check and convert one value by its annotation."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint == Stamp:
        return _stamp(value, name)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in arguments:
            return None
        rest = [argument for argument in arguments if argument is not type(None)]
        return _value(rest[0] if len(rest) == 1 else Union[tuple(rest)], value, name)  # noqa: UP007
    if origin is tuple:
        return _tuple(arguments, value, name)
    if origin is Literal:
        if value not in arguments:
            raise InputError(f"{name}: {value!r} is none of {', '.join(map(str, arguments))}")
        return value
    if hint is dt.datetime:
        stamp = _stamp(value, name)
        if not isinstance(stamp, dt.datetime):
            raise InputError(f"{name}: {value!r} has no time of day")
        return stamp
    if hint is bytes:
        return _bytes(value, name)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return decode(hint, value)
    return _scalar(hint, value, name)


def _scalar(hint: Any, value: Any, name: str) -> Any:
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (isinstance(value, bool) and hint is not bool):
        raise InputError(f"{name}: expected {hint.__name__}, found {_kind(value)}")
    return value


def _tuple(arguments: tuple[Any, ...], value: Any, name: str) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise InputError(f"{name}: expected an array, found {_kind(value)}")
    if len(arguments) == 2 and arguments[1] is ...:
        return tuple(_value(arguments[0], item, name) for item in value)
    if len(value) != len(arguments):
        raise InputError(f"{name}: expected {len(arguments)} values, found {len(value)}")
    return tuple(_value(hint, item, name) for hint, item in zip(arguments, value, strict=True))


def _stamp(value: Any, name: str) -> Stamp:
    if not isinstance(value, str):
        raise InputError(f"{name}: expected an ISO 8601 string, found {_kind(value)}")
    try:
        return parse_stamp(value)
    except ValueError as error:
        raise InputError(f"{name}: {error}") from error


def _bytes(value: Any, name: str) -> bytes:
    if not isinstance(value, str):
        raise InputError(f"{name}: expected base64 text, found {_kind(value)}")
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError(f"{name}: not base64: {error}") from error


def _kind(value: Any) -> str:
    """Name a JSON value's type for a message."""
    if value is None:
        return "null"
    names = {bool: "a boolean", str: "a string", dict: "an object", list: "an array"}
    return names.get(type(value), "a number")
