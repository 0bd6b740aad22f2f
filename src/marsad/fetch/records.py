"""Articles out of JSON: lines, arrays, single objects, of any length."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import orjson

from marsad.errors import InputError, TooLarge
from marsad.fetch.dumps import is_article, read_record
from marsad.fetch.streams import CHUNK, Rewound, read_lines
from marsad.types import Article

Record = tuple[int, Article | InputError]
"""The line that a record begins on, from 1, and its article, or why there is none."""

_TOKEN = re.compile(rb'\\.|["{}\n]', re.DOTALL)
_INDENTED = re.compile(rb'\s*["}]')
_QUOTE, _OPEN, _CLOSE, _NEWLINE, _BACKSLASH = b'"{}\n\\'


def read_json(
    stream: Rewound, limit: int, *, lines: bool = False, skip_others: bool = False
) -> Iterator[Record]:
    """Yield the articles of a JSON stream: one object a line, or any other layout.

    `lines` says that it is known to hold an object per line. Otherwise its first lines tell: an
    object that goes on in the next line is an indented document. A record that is broken, or
    longer than `limit` bytes, comes as an error, and the rest goes on. `skip_others` passes over
    sound JSON that is no article.
    """
    for number, data in _cut(stream, limit, lines=lines):
        try:
            value = parse(data) if isinstance(data, bytes) else data
            if isinstance(value, InputError):
                yield number, value
            elif not skip_others or is_article(value):
                yield number, read_record(value)
        except InputError as error:
            yield number, error


def _cut(stream: Rewound, limit: int, *, lines: bool) -> Iterator[tuple[int, bytes | InputError]]:
    """Cut a stream into the JSON texts of its records, each with the line it begins on."""
    if lines:
        yield from _by_line(stream, limit)
        return
    reader = io.BufferedReader(stream, CHUNK)
    first = _first_line(reader, limit)
    if _is_object(first):
        yield from _by_line(Rewound(first, reader), limit)
        return
    array = first.lstrip().startswith(b"[")
    second = b"" if array else reader.readline(CHUNK)
    rest = Rewound(first + second, reader)
    yield from _by_value(rest, limit) if array or _INDENTED.match(second) else _by_line(rest, limit)


def _first_line(reader: io.BufferedReader[Rewound], limit: int) -> bytes:
    """Read up to the end of the first line that holds something."""
    taken = b""
    while not taken.strip() and (line := reader.readline(max(1, limit - len(taken)))):
        taken += line
    return taken


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False


def _by_line(stream: Rewound, limit: int) -> Iterator[tuple[int, bytes | InputError]]:
    for number, line in enumerate(read_lines(stream, limit), start=1):
        if line is None:
            yield number, TooLarge(f"longer than {limit:,} bytes")
        elif content := line.removeprefix(b"\xef\xbb\xbf").strip():
            yield number, content


def _by_value(stream: Rewound, limit: int) -> Iterator[tuple[int, bytes | InputError]]:
    splitter = _Splitter(limit)
    found = False
    head = b""
    while chunk := stream.read(CHUNK):
        head = head or chunk
        for record in splitter.feed(chunk):
            found = True
            yield record
    if splitter.depth:
        yield splitter.began, InputError("the JSON object is cut short")
    elif not found and head.strip(b" \t\r\n[]\xef\xbb\xbf"):
        yield 1, InputError("holds no JSON object")


def parse(data: bytes) -> Any:
    """Parse JSON.

    Raises:
        InputError: it is no JSON; the message says where.
    """
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        try:
            data.decode()
        except UnicodeDecodeError as broken:
            raise InputError(f"not UTF-8 (byte {broken.start + 1} of the record)") from error
        raise InputError(f"not JSON: {error}") from error


class _Splitter:
    """Cuts the outermost objects out of a JSON text that comes in chunks."""

    def __init__(self, limit: int) -> None:
        self.depth = 0
        self.began = 1
        self._limit = limit
        self._line = 1
        self._quoted = False
        self._carry = b""
        self._kept = bytearray()
        self._size = 0

    def feed(self, chunk: bytes) -> Iterator[tuple[int, bytes | InputError]]:
        """Yield the objects that end in this chunk, each with the line it began on."""
        data = self._carry + chunk
        self._carry = b""
        begin = end = 0
        for match in _TOKEN.finditer(data):
            end = match.end()
            token = data[match.start()]
            if token == _NEWLINE:
                self._line += 1
            elif token == _QUOTE:
                self._quoted = not self._quoted
            elif self._quoted or token == _BACKSLASH:
                continue
            elif token == _OPEN:
                if not self.depth:
                    begin, self.began = match.start(), self._line
                self.depth += 1
            elif self.depth:
                self.depth -= 1
                if not self.depth:
                    yield self.began, self._finish(data[begin:end])
        if data.endswith(b"\\") and end < len(data):  # the character it escapes is yet to come
            data, self._carry = data[:-1], b"\\"
        if self.depth:
            self._keep(data[begin:])

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size <= self._limit:
            self._kept += part
        else:
            self._kept.clear()

    def _finish(self, part: bytes) -> bytes | InputError:
        self._keep(part)
        whole, size = bytes(self._kept), self._size
        self._kept.clear()
        self._size = 0
        return whole if size <= self._limit else TooLarge(f"longer than {self._limit:,} bytes")
