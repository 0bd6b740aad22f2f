"""Pages in bytes that their declarations do not tell truly."""

from __future__ import annotations

import pytest

from marsad.errors import ExtractError
from tests.extract.test_pages import BODY, TITLE, document, paragraphs, read

TEXT = f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"
LATIN = ["iso-8859-1", "ISO-8859-15", "windows-1252", "latin1", "us-ascii"]


@pytest.mark.parametrize("declared", LATIN)
@pytest.mark.parametrize("charset", ["cp1256", "iso8859-6"])
def test_arabic_bytes_are_arabic_though_latin_letters_are_declared(
    charset: str, declared: str
) -> None:
    html = document(TEXT).replace("charset=utf-8", f"charset={declared}")
    article = read(html.encode(charset, "replace"))
    assert (article.title, article.paragraphs) == (TITLE, BODY)


@pytest.mark.parametrize("header", LATIN)
@pytest.mark.parametrize(
    ("charset", "declared"), [("cp1256", "windows-1256"), ("iso8859-6", "iso-8859-6")]
)
def test_a_true_declaration_outweighs_a_servers_latin_default(
    charset: str, declared: str, header: str
) -> None:
    html = document(TEXT).replace("charset=utf-8", f"charset={declared}")
    article = read(html.encode(charset, "replace"), content_type=f"text/html; charset={header}")
    assert article.paragraphs == BODY


def test_latin_letters_that_are_declared_truly_stay_as_they_are() -> None:
    text = "Le préfet, reçu à Évreux, a présenté une étude détaillée sur les forêts brûlées."
    html = f"<html><head><meta charset=iso-8859-1></head><body><h1>Été à Évreux</h1><p>{text}</p>"
    assert read(html.encode("latin-1")).text == text


@pytest.mark.parametrize("at", [0, 120, 400, 900, -1])
def test_a_stray_nul_byte_is_no_part_of_a_page(at: int) -> None:
    page = document(TEXT).encode()
    words = TITLE.encode()
    place = page.index(words) if at < 0 else at
    assert read(page[:place] + b"\0" + page[place:]).paragraphs == BODY


def test_nul_bytes_all_over_a_text_are_none_of_it() -> None:
    page = document(TEXT).replace("</p>", "\0</p>").replace("ال", "\0ال", 9)
    assert read(page.encode()).paragraphs == BODY


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("header", ["", "; charset={}"])
def test_utf_16_without_a_mark(charset: str, header: str) -> None:
    body = document(TEXT).encode(charset)
    article = read(body, content_type="text/html" + header.format(charset))
    assert (article.title, article.paragraphs) == (TITLE, BODY)


def test_utf_32_with_its_mark() -> None:
    assert read(document(TEXT).encode("utf-32")).paragraphs == BODY


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20,
        b"\0" * 3000,
        b"PK\x03\x04\x14\0\0\0" + bytes(range(1, 256)) * 9,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
    ],
)
def test_binary_data_are_refused(data: bytes) -> None:
    with pytest.raises(ExtractError, match="binary data"):
        read(data)
