"""Whatever a page is made of: an article or a refusal in our own words, within bounded work."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import ExtractError
from marsad.extract.page import extract_article
from marsad.types import Article, Page
from tests.extract.bombs import BOMBS, bomb_of
from tests.extract.gate import PAGES
from tests.extract.test_pages import BODY, TITLE, document, paragraphs

URL = "https://marafi.example/2024/11/12/pier"
CONTENT_TYPES = (None, "text/html", "text/html; charset=utf-8", "text/html; charset=windows-1256",
                 "text/html; charset=utf-7", "text/plain", "; charset=\x00",
                 "charset=" * 50)  # fmt: skip


def outcome(body: bytes, content_type: str | None = None) -> Article | None:
    """Read a page; anything but an article or a refusal of ours is the test's failure."""
    try:
        article = extract_article(Page(URL, body, content_type))
    except ExtractError as refused:
        assert "\n" not in str(refused)  # noqa: PT017
        return None
    assert article.text.strip()
    assert article.text == "\n".join(article.paragraphs)
    return article


# --- invented pages, mutated -------------------------------------------------

ARTICLE = (
    f"<article><h1>{TITLE}</h1><div class=meta>بقلم: سامي الورتاني | 12 نوفمبر 2024 - 09:30</div>"
    f"{paragraphs()}<p>إقرأ أيضاً: <a href=/2>خبر آخر عن الموانئ</a></p><p>المصدر: وكالات</p>"
    "<ul class=tags><li><a href=/t/1>صيد</a><li><a href=/t/2>موانئ</a></ul></article>"
)
HEAD = (
    f"<title>{TITLE} | المرافئ</title><meta property=article:published_time "
    "content=2024-11-12T09:30:00Z><meta name=keywords content='صيد، موانئ'>"
    f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{TITLE}",'
    f'"datePublished":"2024-11-12T09:30:00+01:00","articleBody":"{BODY[0]}"}}</script>'
)
FIXTURES = sorted(PAGES.glob("*/page.html"))
SEEDS: tuple[bytes, ...] = (
    document(ARTICLE, HEAD).encode(),
    document(ARTICLE, HEAD).encode("cp1256", "replace"),
    f"{TITLE}\nتاريخ النشر: 12th, November 2024 GMT\n{BODY[0]}\nالمصدر: وكالات".encode(),
    *(path.read_bytes() for path in FIXTURES),
)
TOKENS = (
    "<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "&", "&#0;", "&#x10ffff;", "\x00", "\ufeff",
    "\u202e", "\u200f", "ـ" * 40, "\u064b" * 60, "<plaintext>", "<textarea>", "<title>", "<svg>",
    "<math>", "<template>", "<noscript>", "<iframe>", "<frameset>", "<script>", "</script>",
    "<base href='http://[bad'>", "<a href='http://[bad'>", "<a href=//x:99999999/>", "<html>",
    "</body>", "</article>", "<table>", "<select>", "إقرأ أيضاً:", "كلمات دلالية:", "المصدر:",
    "منذ 3 ساعات", "31/02/2024", "10 جمادى الأولى 1446هـ", "9999-99-99T99:99:99Z", '{"@graph":[',
    '"articleBody":', "[" * 300, "}" * 300,
)  # fmt: skip

Mutation = Callable[[random.Random, bytes], bytes]


def cut(rng: random.Random, page: bytes) -> bytes:
    first, last = sorted((rng.randrange(len(page) + 1), rng.randrange(len(page) + 1)))
    return page[:first] + page[last:]


def end(rng: random.Random, page: bytes) -> bytes:
    return page[: rng.randrange(len(page) + 1)]


def duplicate(rng: random.Random, page: bytes) -> bytes:
    first, last = sorted((rng.randrange(len(page) + 1), rng.randrange(len(page) + 1)))
    return page[:last] + page[first:last][:20_000] * rng.randrange(1, 4) + page[last:]


def reorder(rng: random.Random, page: bytes) -> bytes:
    pieces = page.split(b"<")
    rng.shuffle(pieces)
    return b"<".join(pieces)


def swap(rng: random.Random, page: bytes) -> bytes:
    pieces = page.split(b"<")
    for _ in range(5):
        first, second = rng.randrange(len(pieces)), rng.randrange(len(pieces))
        pieces[first], pieces[second] = pieces[second], pieces[first]
    return b"<".join(pieces)


def nest(rng: random.Random, page: bytes) -> bytes:
    name = rng.choice(["div", "span", "b", "a", "table", "ul", "blockquote", "article", "font"])
    at = rng.randrange(len(page) + 1)
    return page[:at] + f"<{name}>".encode() * rng.randrange(1, 3000) + page[at:]


def attributes(rng: random.Random, page: bytes) -> bytes:
    bomb = rng.choice([" a=b", " class='x", ' id="' + "y" * 50, " =", " '", ' "', " a", "/"])
    at = page.find(b"<", rng.randrange(len(page) + 1)) + 1
    return page[:at] + b"p" + bomb.encode() * rng.randrange(1, 2000) + page[at:]


def insert(rng: random.Random, page: bytes) -> bytes:
    for _ in range(rng.randrange(1, 8)):
        at = rng.randrange(len(page) + 1)
        page = page[:at] + rng.choice(TOKENS).encode() + page[at:]
    return page


def flip(rng: random.Random, page: bytes) -> bytes:
    damaged = bytearray(page)
    for _ in range(rng.randrange(1, 40)):
        if damaged:
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
    return bytes(damaged)


def recode(rng: random.Random, page: bytes) -> bytes:
    text = page.decode("utf-8", "replace")
    return text.encode(rng.choice(["utf-16", "utf-16-le", "cp1256", "latin-1", "utf-7"]), "replace")


MUTATIONS: tuple[Mutation, ...] = (
    cut, end, duplicate, reorder, swap, nest, attributes, insert, flip, recode,
)  # fmt: skip


@settings(deadline=None)
@given(st.binary(max_size=600), st.sampled_from(CONTENT_TYPES))
def test_any_bytes(body: bytes, content_type: str | None) -> None:
    outcome(body, content_type)
    outcome(b"<html><body><p>" + body, content_type)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    outcome(text.encode("utf-8", "surrogatepass"))
    outcome(f"<h1>{text}</h1><p>{text}".encode("utf-8", "surrogatepass"))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=4),
    st.integers(0, 2**32),
    st.sampled_from(CONTENT_TYPES),
)
def test_any_mutation_of_an_invented_page(
    page: bytes, mutations: list[Mutation], number: int, content_type: str | None
) -> None:
    rng = random.Random(number)
    for mutate in mutations:
        page = mutate(rng, page)
    outcome(page, content_type)


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda one: str(one.__name__))
def test_every_mutation_of_every_seed(mutate: Mutation) -> None:
    rng = random.Random(2024)
    for page in SEEDS:
        outcome(mutate(rng, page))


# --- work grows as the page does ---------------------------------------------


def work(page: bytes) -> int:
    """Count the lines of Python that a page takes: the same on every machine."""
    lines = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        outcome(page)
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize("name", BOMBS)
def test_work_grows_no_faster_than_a_page_made_to_be_a_bomb(name: str) -> None:
    outcome(f"<html><body>{BOMBS[name](10)}".encode())  # what is loaded once is loaded
    small, large = (f"<html><body>{BOMBS[name](n)}".encode() for n in (500, 2000))
    assert work(large) < 8 * work(small) + 10_000  # four times the page; twice that for luck


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_of_a_megabyte_ends(name: str) -> None:
    outcome(bomb_of(name, 1_000_000))
