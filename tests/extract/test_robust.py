"""Whatever the bytes are: an article, or a refusal in one line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import ExtractError
from marsad.extract.page import extract_article
from marsad.types import Page
from tests.extract.test_pages import TITLE, document, paragraphs

PAGE = document(
    f"<article><h1>{TITLE}</h1><div>12 نوفمبر 2024</div>{paragraphs()}</article>"
).encode()
SNIPPETS = st.sampled_from(
    [b"<", b">", b"<p>", b"</div>", b"<a href='", b"<!--", b"<table>", b"</article>", b"\xff",
     b"\x00", b"<script>",
     b"&#0;", b"&amp;", b"<h1>", b"<br>", "إقرأ أيضاً:".encode(), "المصدر:".encode(),
     "كلمات دلالية:".encode(), b"<svg>", b"<template>", b"<noscript>"]
)  # fmt: skip


def outcome(body: bytes, content_type: str | None = None) -> None:
    try:
        article = extract_article(Page("https://marafi.example/1", body, content_type))
    except ExtractError as refused:
        assert "\n" not in str(refused)  # noqa: PT017
    else:
        assert article.text.strip()
        assert article.text == "\n".join(article.paragraphs)


@given(st.binary(max_size=400), st.none() | st.text(max_size=30))
def test_any_bytes(body: bytes, content_type: str | None) -> None:
    outcome(body, content_type)
    outcome(b"<html><body>" + body, content_type)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(PAGE)), st.integers(0, 60), SNIPPETS), max_size=8))
def test_any_damage_to_a_page(cuts: list[tuple[int, int, bytes]]) -> None:
    body = PAGE
    for at, length, snippet in cuts:
        body = body[:at] + snippet + body[at + length :]
    outcome(body)


@pytest.mark.parametrize("cut", range(0, len(PAGE), 97))
def test_a_page_cut_anywhere(cut: int) -> None:
    outcome(PAGE[:cut])
