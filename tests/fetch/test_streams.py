"""Streams are recognised by their content and read within bounds."""

from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import InputError, TooLarge
from marsad.fetch.streams import Rewound, gunzip, look, read_all, read_lines, sniff


class Dribble(io.RawIOBase):
    """A pipe that gives a byte at a time."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def read1(self, size: int = -1) -> bytes:
        return self._data.read(1) if size else b""


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"WARC/1.0\r\n", "warc"),
        (b'{"text": "x"}', "json"),
        (b'\xef\xbb\xbf {"text"', "json"),
        (b'[\n {"text"', "json"),
        (b"<!DOCTYPE html><p>", "html"),
        (b"\n  <html lang=ar>", "html"),
        (b"<!-- saved --><html>", "html"),
        (b'<?xml version="1.0"?><rss>', "html"),
        ("خبر <div> في الوسط".encode(), "html"),
        ("[عاجل] خبر أول".encode(), "text"),
        ("< 5 في المئة".encode(), "text"),
        ("وصل الوزير".encode("cp1256"), "text"),
        ("نص".encode("utf-16"), "text"),
        ("<html>نص".encode("utf-16"), "html"),
        (b"%PDF-1.7\n", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"abc\x00def", "binary"),
        ("<html><p>خبر</p>".encode("utf-16-le"), "html"),
        ("<html><p>خبر</p>".encode("utf-16-be"), "html"),
    ],
)
def test_content_is_recognised_by_itself(head: bytes, kind: str) -> None:
    assert sniff(head) == kind


def test_the_suffix_decides_where_the_content_does_not() -> None:
    assert sniff("خبر".encode(), ".html") == "html"
    assert sniff(b"<div> ...", ".txt") == "html"
    assert sniff("نص فيه <div> كلمة".encode(), ".txt") == "text"
    assert sniff(b"broken", ".jsonl") == "json"


@given(st.binary(max_size=400), st.integers(1, 50))
def test_a_stream_that_was_looked_into_is_whole(data: bytes, size: int) -> None:
    head, rest = look(io.BytesIO(data))
    assert data.startswith(head)
    parts = list(iter(lambda: rest.read(size), b""))
    assert b"".join(part or b"" for part in parts) == data
    assert rest.tell() == len(data)


def test_looking_waits_for_no_more_than_it_needs() -> None:
    head, _ = look(Dribble(b'{"text": "a"}\n' * 100))  # type: ignore[arg-type]
    assert len(head) == 5


def test_reading_stops_at_the_limit() -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            self.taken += size
            return b"x" * size

    endless = Endless()
    with pytest.raises(TooLarge, match="1,000,000 bytes"):
        read_all(endless, 1_000_000)
    assert endless.taken < 1_200_000


def test_a_long_line_is_passed_over_and_the_rest_read() -> None:
    data = b"one\n" + b"x" * 1000 + b"\ntwo"
    assert list(read_lines(Rewound(b"", io.BytesIO(data)), 100)) == [b"one\n", None, b"two"]


def test_a_line_without_end_is_given_up() -> None:
    data = b"one\n" + b"x" * 1_000_000
    lines = read_lines(Rewound(b"", io.BytesIO(data)), 1000)
    assert next(lines) == b"one\n"
    with pytest.raises(TooLarge):
        list(lines)


def test_gzip_that_grows_too_large_or_is_damaged_is_an_error() -> None:
    packed = gzip.compress(b"x" * 1_000_000)
    assert gunzip(packed, 1_000_000) == b"x" * 1_000_000
    with pytest.raises(TooLarge):
        gunzip(packed, 999_999)
    with pytest.raises(InputError, match="cut short"):
        gunzip(packed[:-20], 2_000_000)
    with pytest.raises(InputError, match="damaged"):
        gunzip(packed[:30] + b"zz" + packed[32:], 2_000_000)
