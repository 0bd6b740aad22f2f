"""Checked access to the TOML files that hold what the code knows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from marsad.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Section:
    """A table of a data file; every method raises `ConfigError` naming the file and the field."""

    where: str
    values: Mapping[str, Any]

    def error(self, field: str, problem: str) -> ConfigError:
        """Make the error that names a field and its problem."""
        return ConfigError(f"{self.where}: {field} {problem}")

    def word(self, field: str) -> str:
        """Return a text that is not empty."""
        value = self.values.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self.error(field, "must be a word")
        return value

    def words(self, field: str) -> list[str]:
        """Return a list of texts."""
        value = self.values.get(field)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(field, "must be a list of words")
        return value

    def integer(self, field: str) -> int:
        """Return a whole number."""
        value = self.values.get(field)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(field, "must be a whole number")
        return value

    def integers(self) -> Iterator[tuple[str, int]]:
        """Yield all fields of a table of whole numbers."""
        return ((field, self.integer(field)) for field in self.values)

    def section(self, field: str) -> Section:
        """Return the table of a name."""
        value = self.values.get(field)
        if not isinstance(value, dict):
            raise self.error(f"[{field}]", "is missing")
        return Section(f"{self.where}: {field}", value)

    def sections(self, field: str) -> list[Section]:
        """Return the tables of an array, named by their place from 1."""
        value = self.values.get(field)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(f"[[{field}]]", "is missing")
        return [Section(f"{self.where}: {field} {at}", item) for at, item in enumerate(value, 1)]

    def forms(self) -> list[tuple[str, int]]:
        """Return the words of a table whose fields are numbers: `3 = ["ثلاثة", "ثلاث"]`."""
        for field in self.values:
            if not field.isdecimal():
                raise self.error(field, "must be a number")
        return [(word, int(field)) for field in self.values for word in self.words(field)]


def parse_toml(name: str, source: str) -> Section:
    """Parse the text of a data file.

    Raises:
        ConfigError: it is not TOML; the message names the file.
    """
    try:
        return Section(name, tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: {error}") from error


def read_data(name: str) -> str:
    """Return the text of a data file of this package."""
    return files("marsad.text").joinpath(name).read_text("utf-8")
