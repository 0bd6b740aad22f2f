"""Bytes to text: the charset is found before any parser sees the page."""

from __future__ import annotations

import codecs
import re

from resiliparse.parse.encoding import detect_encoding

from marsad.errors import ExtractError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as that of UTF-16 does
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]+)"
    rb"|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_HEAD = 8192
_ARABIC_WORDS = (" في ", " إلى ", " على ")
_FEWEST_WORDS = 6  # of text that no other charset turns into such words
_ARABIC_SIGNS = (*_ARABIC_WORDS, " من ", " ال", " وال")  # the article begins a third of all words
_FEWEST_SIGNS = 4  # of text that is declared to be of Latin letters
# What browsers do: a page that declares Latin-1 means windows-1252.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_LATIN = frozenset("cp1252 iso8859-1 iso8859-15 iso8859-9 iso8859-2 cp1250 cp1254 ascii".split())
_ARABIC = ("cp1256", "iso8859-6")
# What only Python calls a charset, and what can hold half of a surrogate pair.
_NO_CHARSETS = frozenset("unicode-escape raw-unicode-escape idna punycode utf-7 undefined".split())
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")  # in no text
_STRAY, _WIDE = 0.05, 0.1  # share of NUL bytes in damaged text at most, in UTF-16 at least
_ONE_SIDE = 0.98  # share of UTF-16's NUL bytes that are first, or second ones


_SECOND = re.compile(r"</html>\s*(?:<!doctype[^>]{0,200}>\s*)?<html", re.IGNORECASE)


def first_document(text: str) -> str:
    """Return a page up to where a second one begins: some files hold several.

    Headers that old servers put before a page are pages by themselves, but for a headline.
    """
    end = text.find("</html>")
    second = _SECOND.match(text, end) if end >= 0 else None
    if second is None or "<h1" not in text[:end] or "<title" not in text[second.end() :]:
        return text
    return text[:end]


def decode(body: bytes, content_type: str | None) -> str:
    """Decode a page: byte order mark, strict UTF-8, HTTP charset, declared charset, guess.

    Raises:
        ExtractError: the page is empty, or binary.
    """
    if not body or body.isspace():
        raise ExtractError("the page is empty")
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    if b"\0" in body:
        wide = _wide(body[:_HEAD])
        if wide:
            return body.decode(wide, "replace")
        body = _without_nul(body)
    # First: what is valid UTF-8 and not plain ASCII is hardly ever anything else.
    text = _strict(body, "utf-8")
    if text is not None:
        return text
    header = _HEADER.search(content_type or "")
    declared = _DECLARED.search(body[:_HEAD])
    names = [
        header[1] if header else None,
        next(filter(None, declared.groups())).decode("ascii") if declared else None,
    ]
    for name in filter(None, names):
        text = _strict(body, name)
        if text is not None and not (_is_latin(name) and _holds_arabic(body)):
            return text
    says_utf8 = any(name and name.lower().replace("-", "") == "utf8" for name in names)
    if _mostly_utf8(body, 0.2 if says_utf8 else 0.02):
        return body.decode("utf-8", "replace")
    arabic = body.decode("cp1256", "replace")
    if sum(map(arabic.count, _ARABIC_WORDS)) >= _FEWEST_WORDS:
        return arabic  # a guess takes longer than reading the page
    guess = detect_encoding(body[: 16 * _HEAD]) or ""
    text = _strict(body, guess)
    return text if text is not None else arabic


def _wide(head: bytes) -> str | None:
    """Return which UTF-16 a page without a byte order mark is: half its markup is NUL bytes."""
    first, second = head[::2].count(0), head[1::2].count(0)
    nul = first + second
    if nul < _WIDE * len(head) or max(first, second) < _ONE_SIDE * nul:
        return None
    return "utf-16-be" if first > second else "utf-16-le"


def _without_nul(body: bytes) -> bytes:
    """Take stray NUL bytes out of a text.

    Raises:
        ExtractError: it is none.
    """
    head = body[:_HEAD]
    if head.count(0) > _STRAY * len(head) or (b"\0" in head and _CONTROL.search(head)):
        raise ExtractError("binary data, no text")
    return body.replace(b"\0", b"")


def _is_latin(name: str) -> bool:
    return codecs.lookup(name).name in _LATIN


def _holds_arabic(body: bytes) -> bool:
    """Say whether a page is Arabic whatever it declares: " ال" is no Latin letters' " Çá"."""
    readings = (body.decode(name, "replace") for name in _ARABIC)
    return any(sum(map(text.count, _ARABIC_SIGNS)) >= _FEWEST_SIGNS for text in readings)


def _strict(body: bytes, name: str) -> str | None:
    """Decode without replacement; None for an unknown charset or bytes that it does not have."""
    try:
        codec = codecs.lookup(name).name
        if codec in _NO_CHARSETS or not getattr(codecs.lookup(name), "_is_text_encoding", True):
            return None
        return body.decode(_MEANT.get(codec, codec))
    except (LookupError, UnicodeError):
        return None


def _mostly_utf8(body: bytes, tolerated: float) -> bool:
    """Say whether a page is UTF-8 but for a share of damaged letters, such as one that was cut."""
    text = body.decode("utf-8", "replace")
    return text.count("\ufffd") < tolerated * (len(text) - len(text.encode("ascii", "ignore")))
