"""Whatever the bytes are: an article, or a refusal in one line."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import ExtractError
from marsad.extract.page import extract_article
from marsad.types import Page
from tests.extract.test_pages import BODY, TITLE, document, paragraphs

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


@pytest.mark.parametrize(
    "inner",
    [
        '<div id=__nuxt></div><script id="__NUXT_DATA__">[["Date"]]</script>',
        "<div><a href=/>الرئيسية</a> <a href='http://[x'>فن</a> <a href='http://[y'>أمن</a></div>",
        "<ul class=breadcrumb><li><a href='http://ex℀mple/'>فن</a><li><a href='//[a'>أمن</a></ul>",
    ],
)
def test_data_and_addresses_that_are_none_cost_nothing_else(inner: str) -> None:
    html = document(f"{inner}<h1>{TITLE}</h1><div>12 نوفمبر 2024</div>{paragraphs()}")
    page = Page("https://marafi.example/1", html.encode())
    assert extract_article(page).paragraphs == BODY


@pytest.mark.parametrize("name", ["unicode_escape", "raw_unicode_escape", "utf-7", "idna"])
def test_what_only_a_programming_language_calls_a_charset_is_none(name: str) -> None:
    text = "hello \\ud800 +2AA- world, this is the text of an article that is long enough. "
    body = f"<meta charset={name}><h1>{TITLE}</h1><p>{text * 3}".encode() + b"\xff"
    extract_article(Page(None, body)).text.encode()  # no half of a surrogate pair


@pytest.mark.parametrize("year", [1, 9999])
def test_the_clock_of_whoever_fetched_a_page_may_be_wrong(year: int) -> None:
    moment = dt.datetime(year, 12, 31, 23, 59, tzinfo=dt.UTC)
    page = Page("https://marafi.example/1", PAGE, fetched_at=moment)
    for zone in (None, ZoneInfo("Asia/Muscat")):
        assert extract_article(page, zone=zone).paragraphs == BODY


def test_an_address_with_half_a_letter_is_none() -> None:
    article = extract_article(Page("https://marafi.example/\ud800", PAGE))
    assert (article.url, article.paragraphs) == (None, BODY)


def test_a_feed_is_refused_as_one() -> None:
    for root in ("<rss><channel>", "<?xml version='1.0'?><feed>", "<urlset>"):
        with pytest.raises(ExtractError, match="a feed or another XML file"):
            extract_article(Page(None, f"{root}<title>{TITLE}</title><item>".encode()))


@pytest.mark.parametrize("cut", range(0, len(PAGE), 97))
def test_a_page_cut_anywhere(cut: int) -> None:
    outcome(PAGE[:cut])
