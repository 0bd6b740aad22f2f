"""Checked access to the TOML files that hold what the code knows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from marsad.errors import ConfigError
from marsad.text.toml_lines import KeyPath, key_lines


@dataclass(frozen=True, slots=True)
class Section:
    """A table of a data file; every method raises `ConfigError` naming file, line and field."""

    file: str
    values: Mapping[str, Any]
    path: KeyPath = ()
    source: str = field(default="", repr=False)  # of the whole file

    @property
    def where(self) -> str:
        """File, line and names of the tables around, for messages about the whole table."""
        return ": ".join((self._place(self.path), *self._names()))

    def error(self, name: str, problem: str, *, at: int | None = None) -> ConfigError:
        """Make the error that names a field and its problem; `at` is the place in its array."""
        path: KeyPath = (*self.path, name.strip("[]"))
        place = self._place(path if at is None else (*path, at))
        return ConfigError(": ".join((place, *self._names(), f"{name} {problem}")))

    def _place(self, path: KeyPath) -> str:
        line = self._line(path)
        return f"{self.file}:{line}" if line else self.file

    def _line(self, path: KeyPath) -> int | None:
        """Return the line of a key, else of the table around it."""
        lines = key_lines(self.source)  # only now: mistakes are rare, and looking takes time
        while path and path not in lines:
            path = path[:-1]
        return lines.get(path)

    def _names(self) -> Iterator[str]:
        """Name the tables around; those of an array by their place from 1."""
        for at, key in enumerate(self.path):
            following = self.path[at + 1 : at + 2]
            if isinstance(key, str):
                place = (
                    f" {following[0] + 1}" if following and isinstance(following[0], int) else ""
                )
                yield f"{key}{place}"

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
        return self._inner(value, field)

    def sections(self, field: str) -> list[Section]:
        """Return the tables of an array, named by their place from 1."""
        value = self.values.get(field)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(f"[[{field}]]", "is missing")
        return [self._inner(item, field, at) for at, item in enumerate(value)]

    def _inner(self, values: Mapping[str, Any], *path: str | int) -> Section:
        return Section(self.file, values, (*self.path, *path), self.source)

    def forms(self) -> list[tuple[str, int]]:
        """Return the words of a table whose fields are numbers: `3 = ["ثلاثة", "ثلاث"]`."""
        for name in self.values:
            if not name.isdecimal():
                raise self.error(name, "must be a number")
        return [(word, int(name)) for name in self.values for word in self.words(name)]


def parse_toml(name: str, source: str) -> Section:
    """Parse the text of a data file.

    Raises:
        ConfigError: it is not TOML; the message names the file and the line.
    """
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_located(name, str(error))) from error
    except RecursionError as error:
        raise ConfigError(f"{name}: nested too deep") from error
    return Section(name, values, source=source.replace("\r\n", "\n"))


def _located(name: str, problem: str) -> str:
    """Put the place that `tomllib` names at the end of its message where places are looked for."""
    match = re.fullmatch(r"(.*) \(at line (\d+), column \d+\)", problem, re.DOTALL)
    return f"{name}:{match[2]}: {match[1]}" if match else f"{name}: {problem}"


def read_data(name: str) -> str:
    """Return the text of a data file of this package."""
    return files("marsad.text").joinpath(name).read_text("utf-8")
