"""WARC archives → pages."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from email.message import Message

from fastwarc.stream_io import BrotliReader, ChunkedReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from marsad.errors import InputError, TooLarge
from marsad.fetch.streams import CHUNK, Rewound, gunzip, read_all, sniff
from marsad.types import Page
from marsad.urls import absolute

Record = tuple[str, Page | InputError]
"""The address of a record (its number, where it has none), and its page, or why there is none."""

PAGE_TYPES = {"text/html", "application/xhtml+xml", "text/plain"}
_CUT = "the archive is cut short here"


def read_warc(stream: Rewound, limit: int) -> Iterator[Record]:
    """Yield the pages of an uncompressed WARC stream: answered with success, HTML or plain text.

    All other records are passed over. A page of more than `limit` bytes comes as an error and the
    rest goes on; where the archive is cut or damaged, an error follows the records before it.
    """
    records = ArchiveIterator(
        stream, record_types=WarcRecordType.response, stream_detect=False, auto_decode="none"
    )
    number = 0
    while True:
        try:
            record = next(records, None)
        except OSError as error:
            yield f"record {number + 1}", InputError(f"the archive is damaged: {error}")
            return
        if record is None:
            return
        number += 1
        answer = _read_record(record, number, limit)
        if answer is not None:
            yield answer


def _read_record(record: WarcRecord, number: int, limit: int) -> Record | None:
    """Read one response; None for what is no page."""
    printed = record.headers.get("WARC-Target-URI") or ""
    url, http = absolute(printed.strip("<> "), None), record.http_headers
    if url is None:
        return None if printed else (f"record {number}", InputError(_CUT))
    if http is None or not http.status_line:
        return url, InputError(_CUT)
    headers = {name.lower(): value for name, value in http.to_tuples()}
    typed = media_type(headers.get("content-type", "text/html"))
    if not 200 <= (http.status_code or 0) < 300 or typed not in PAGE_TYPES:
        return None
    try:
        body = read_all(record.reader, limit)
        if len(body) < record.content_length:
            return url, InputError(_CUT)
        body = _decode(body, headers, limit)
    except InputError as error:
        return url, error
    if "content-type" not in headers and sniff(body[:CHUNK]) != "html":
        return None
    return url, Page(
        url=url,
        body=body,
        content_type=headers.get("content-type"),
        status=http.status_code or 200,
        fetched_at=record.record_date,
    )


def media_type(header: str | None) -> str:
    """Return the media type of a Content-Type header, lower case, without parameters."""
    message = Message()
    message["Content-Type"] = header or "application/octet-stream"
    return message.get_content_type()


def _decode(body: bytes, headers: dict[str, str], limit: int) -> bytes:
    """Undo the transfer and content encodings that crawlers leave in.

    Many archives keep the headers of encodings that their crawler has already undone, so a body
    that does not decode is taken as it is.

    Raises:
        InputError: the body is too large when decompressed, or damaged.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _read_with(ChunkedReader, body, limit)
    encoding = headers.get("content-encoding", "").lower()
    if body.startswith(b"\x1f\x8b"):
        return gunzip(body, limit)
    if "br" in encoding:
        return _read_with(BrotliReader, body, limit)
    if "deflate" in encoding:
        return _inflate(body, limit)
    return body


def _read_with(reader: type[ChunkedReader] | type[BrotliReader], body: bytes, limit: int) -> bytes:
    try:
        return read_all(reader(io.BytesIO(body)), limit) or body
    except OSError:
        return body


def _inflate(body: bytes, limit: int) -> bytes:
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            decoded = zlib.decompressobj(window).decompress(body, limit + 1)
        except zlib.error:
            continue
        if len(decoded) > limit:
            raise TooLarge(f"larger than {limit:,} bytes")
        return decoded
    return body
