"""Byte streams of unknown content: looked into, decompressed, cut into lines, all within bounds."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Literal, Protocol

from marsad.errors import InputError, TooLarge

Kind = Literal["empty", "gzip", "warc", "json", "html", "text", "binary"]

CHUNK = 1 << 16
"""Bytes read at a time."""

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_WHITE = b" \t\r\n\f\v"
_ENOUGH = 5
"""Bytes beyond white space that tell WARC, gzip, JSON and HTML apart."""

_MAGIC = (
    b"%PDF", b"PK\x03\x04", b"PK\x05\x06", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF",
    b"\x7fELF", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"Rar!", b"OggS",
    b"ID3", b"SQLite format 3", b"PAR1", b"\xd0\xcf\x11\xe0", b"wOFF", b"wOF2",
)  # fmt: skip
_TAG = re.compile(rb"<(?:!doctype|!--|\?xml|[a-z][a-z0-9:-]*[\s/>])", re.IGNORECASE)
_PAGE_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div)\b", re.IGNORECASE)
_ARRAY = re.compile(rb"\[\s*(?:[\[{\]]|$)")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_SKIP = 64
"""A line longer than this many times the limit is not skipped: nothing after it is read."""


class Readable(Protocol):
    """Whatever bytes can be read from."""

    def read(self, size: int, /) -> bytes | None:
        """Return up to `size` bytes, nothing at the end."""
        ...


class Rewound(io.RawIOBase):
    """A stream that begins with bytes already taken from it.

    `read` returns what has arrived instead of waiting for the full size, so that items come out
    of a slow pipe as soon as they are there. It knows its position and cannot seek.
    """

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head = memoryview(head)
        self._read_some = getattr(rest, "read1", rest.read)
        self._position = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read what is there, at most as much as the buffer holds."""
        if self._head:
            chunk = bytes(self._head[: len(buffer)])
            self._head = self._head[len(buffer) :]
        else:
            chunk = self._read_some(len(buffer)) or b""
        buffer[: len(chunk)] = chunk
        self._position += len(chunk)
        return len(chunk)

    def tell(self) -> int:
        """Return how many bytes were read; FastWARC asks."""
        return self._position


def look(stream: BinaryIO | gzip.GzipFile) -> tuple[bytes, Rewound]:
    """Return the opening of a stream, and the stream as if nothing had been read.

    Reads no more than tells what it is, so that a slow pipe does not hold up its first item.
    """
    read_some = getattr(stream, "read1", stream.read)
    head = b""
    while len(head) < CHUNK and len(head.removeprefix(_BOM).lstrip(_WHITE)) < _ENOUGH:
        chunk = read_some(CHUNK)
        if not chunk:
            break
        head += chunk
    return head, Rewound(head, stream)


def sniff(head: bytes, suffix: str = "") -> Kind:
    """Say what a stream holds, by its opening, and by its name's last suffix where that is open."""
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    start = head.removeprefix(_BOM).lstrip(_WHITE)
    if not start:
        return "empty"
    if head.startswith(_UTF16):
        return "html" if b"<" in head[:200] else "text"
    if start.startswith(b"WARC/"):
        return "warc"
    if start.startswith(_MAGIC):
        return "binary"
    if start.startswith(b"{") or _ARRAY.match(start) or suffix in {".json", ".jsonl", ".ndjson"}:
        return "json"
    if _TAG.match(start) or start.startswith((b"<\0", b"\0<")):  # the latter are UTF-16
        return "html"
    if len(_CONTROL.findall(head)) > len(head) // 50 or b"\x00" in head:
        return "binary"
    page = suffix in {".html", ".htm", ".xhtml"} or _PAGE_TAG.search(head)
    return "html" if page and suffix != ".txt" else "text"


def gunzipped(stream: BinaryIO | Rewound) -> gzip.GzipFile:
    """Decompress a gzip stream as it is read; `guarded` translates what it raises."""
    return gzip.GzipFile(fileobj=stream)


def gunzip(data: bytes, limit: int) -> bytes:
    """Decompress gzip data held in memory.

    Raises:
        TooLarge: it is larger than `limit` bytes when decompressed.
        InputError: it is damaged or cut short.
    """
    try:
        return read_all(gunzipped(io.BytesIO(data)), limit)
    except GZIP_ERRORS as error:
        raise InputError(gzip_problem(error)) from error


GZIP_ERRORS = (EOFError, gzip.BadGzipFile, zlib.error)


def gzip_problem(error: Exception) -> str:
    """Say for people what is wrong with gzip data."""
    return "gzip data is cut short" if isinstance(error, EOFError) else "gzip data is damaged"


def read_all(stream: Readable, limit: int) -> bytes:
    """Read a stream to its end.

    Raises:
        TooLarge: it is longer than `limit` bytes; no more than that is held in memory.
    """
    parts: list[bytes] = []
    size = 0
    while chunk := stream.read(CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > limit:
            raise TooLarge(f"larger than {limit:,} bytes")
    return b"".join(parts)


def read_lines(stream: Rewound, limit: int) -> Iterator[bytes | None]:
    """Yield a stream's lines with their ends, None for one that is longer than `limit` bytes.

    Raises:
        TooLarge: a line is so long that it is not even skipped.
    """
    reader = io.BufferedReader(stream, CHUNK)
    while line := reader.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        yield None
        _skip_line(reader, limit * _MAX_SKIP)


def _skip_line(reader: io.BufferedReader[Rewound], limit: int) -> None:
    """Read to the line's end without keeping it."""
    skipped = 0
    while chunk := reader.readline(CHUNK):
        skipped += len(chunk)
        if chunk.endswith(b"\n"):
            return
        if skipped > limit:
            raise TooLarge(f"a line is longer than {limit:,} bytes: what follows it is not read")
