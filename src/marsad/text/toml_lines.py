"""The lines that the keys of a TOML file stand on, which `tomllib` does not tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

KeyPath = tuple[str | int, ...]
"""Keys from the top of a file; numbers from 0 are places in arrays."""

_PART = r"(?:[A-Za-z0-9_-]+|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*')"
_KEY = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"(\[\[?)[ \t]*({_KEY})[ \t]*\]\]?")
_PAIR = re.compile(rf"({_KEY})[ \t]*=[ \t]*")
_PARTS = re.compile(_PART)
_BLANK = re.compile(r"[ \t\r]*(?:#[^\n]*)?(?:\n|\Z)|[ \t]+")
_TOKEN = re.compile(
    r"(?P<skip>\s+|#[^\n]*)"
    r'|(?P<text>"""(?:\\.|(?!""").)*"{3,5}|\'\'\'(?:(?!\'\'\').)*\'{3,5}'
    r'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|[^\s\[\]{},#"\']+)'
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)",
    re.DOTALL,
)


def key_lines(source: str) -> dict[KeyPath, int]:
    """Return the line, from 1, of every table, key and element of an array in valid TOML.

    Keys inside inline tables are left out: they stand on the line of the table or near it.
    """
    lines: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    at, line = 0, 1
    while at < len(source):
        start = at
        if blank := _BLANK.match(source, at):
            at = blank.end()
        elif header := _HEADER.match(source, at):
            table = _table(_parts(header[2]), header[1] == "[[", counts)
            lines[table] = line
            at = header.end()
        elif pair := _PAIR.match(source, at):
            path = (*table, *_parts(pair[1]))
            lines[path] = line
            at = pair.end()
            for position, index in _elements(source, at):
                line += source.count("\n", start, position)
                start = at = position
                if index is not None:
                    lines[(*path, index)] = line
        else:
            break  # no TOML: whoever parses it says so
        line += source.count("\n", start, at)
    return lines


def _parts(key: str) -> list[str]:
    return [
        part if part[0] not in "\"'" else next(iter(tomllib.loads(f"{part}=0")))
        for part in _PARTS.findall(key)
    ]


def _table(parts: list[str], is_array: bool, counts: dict[KeyPath, int]) -> KeyPath:
    """Return the path of a header; the tables of an array are counted in `counts`."""
    path: KeyPath = ()
    for number, part in enumerate(parts, 1):
        path = (*path, part)
        if is_array and number == len(parts):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _elements(source: str, at: int) -> Iterator[tuple[int, int | None]]:
    """Yield where each element of an array value begins, with its place; then the value's end."""
    depth, index, awaited = 0, -1, False
    while token := _TOKEN.match(source, at):
        kind, start, at = token.lastgroup, at, token.end()
        if kind == "skip":
            if not depth and "\n" in token[0]:
                at = start
                break
            continue
        if depth == 1 and awaited and kind in {"text", "open"}:
            index += 1
            yield start, index
        awaited = (kind == "comma" and depth == 1) or (kind == "open" and not depth)
        if kind == "open":
            awaited = awaited and token[0] == "["
            depth += 1
        elif kind == "close":
            depth -= 1
    yield at, None
