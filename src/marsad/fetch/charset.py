"""Bytes of feeds and home pages → text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from email.message import Message

from resiliparse.parse.encoding import detect_encoding

_DECLARED = re.compile(
    rb"""(?:<\?xml[^>]{0,200}?encoding|<meta[^>]{0,200}?charset)\s*=\s*["']?([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 4096


def decode_text(body: bytes, content_type: str | None) -> str:
    """Decode a document whose declared charset may be wrong.

    UTF-8 goes first whatever is declared, since no Arabic text in another encoding is valid UTF-8
    by chance, while a server's default charset is often a lie. Then the HTTP header, the
    document's own declaration, and statistics; bytes that are still wrong become U+FFFD.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    for candidate in _candidates(body, content_type):
        try:
            return body.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("utf-8", "replace")


def _candidates(body: bytes, content_type: str | None) -> Iterator[str]:
    yield "utf-8"
    declared = _DECLARED.search(body[:_HEAD])
    names = (charset_of(content_type), declared[1].decode("ascii") if declared else None)
    # Latin charsets decode anything, so a server's default one must not come before detection.
    yield from (name for name in names if name and not _is_latin(name))
    yield detect_encoding(body[: 1 << 20]) or "utf-8"
    yield "windows-1256"


def charset_of(content_type: str | None) -> str | None:
    """Return the charset parameter of a Content-Type header."""
    message = Message()
    message["Content-Type"] = content_type or ""
    return message.get_content_charset()


def _is_latin(name: str) -> bool:
    try:
        return codecs.lookup(name).name in {"iso8859-1", "cp1252", "ascii", "iso8859-15"}
    except LookupError:
        return False
