"""WARC archives for tests."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from uuid import uuid4

DATE = "2024-11-12T07:30:00Z"


def warc(*responses: tuple[str, bytes, Mapping[str, str]], packed: bool = False) -> bytes:
    """Write responses: address, body, and changes of the usual headers, of which `status` is one.

    `packed` compresses each record by itself, as archives do.
    """
    records = [_record("warcinfo", None, b"software: test\r\n", "application/warc-fields")]
    for url, body, changes in responses:
        headers = {"Content-Type": "text/html; charset=utf-8", **changes}
        lines = [f"HTTP/1.1 {headers.pop('status', '200 OK')}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        block = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
        records.append(_record("response", url, block, "application/http; msgtype=response"))
    return b"".join(gzip.compress(record) if packed else record for record in records)


def _record(kind: str, url: str | None, block: bytes, content_type: str) -> bytes:
    headers = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{uuid4()}>",
        "WARC-Date": DATE,
        **({"WARC-Target-URI": url} if url else {}),
        "Content-Type": content_type,
        "Content-Length": str(len(block)),
    }
    head = "\r\n".join(["WARC/1.0", *(f"{name}: {value}" for name, value in headers.items())])
    return head.encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
