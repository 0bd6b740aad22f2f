"""TOML files read into records, with one-line messages that name file and field."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from marsad.errors import ConfigError

Record = TypeVar("Record")


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        ConfigError: it cannot be read, or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:  # ValueError: neither UTF-8 nor TOML
        raise ConfigError(f"{path.name}: {error}") from error


def read_record(cls: type[Record], values: dict[str, Any], *, name: str) -> Record:
    """Make a record of parsed TOML, checked by the record's own annotations.

    Raises:
        ConfigError: a field is wrong, missing or unknown; the message starts with `name`.
    """
    try:
        return TypeAdapter(cls).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{name}: {field}: {first['msg']}") from error
