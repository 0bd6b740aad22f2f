"""Tokens of markup: what browsers make of tags that are badly closed, quoted or nested."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.extract.reader import read_blocks
from marsad.extract.soup import attributes_of, unescape


def texts(markup: str) -> list[str]:
    blocks, _, _ = read_blocks(f"<html><body>{markup}</body></html>")
    return [block.text for block in blocks]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>ا<p>ب", ["ا", "ب"]),
        ("<ul><li>ا<li>ب</ul>", ["ا", "ب"]),
        ("<table><tr><td>ا<td>ب<tr><td>ج</table>د", ["ا", "ب", "ج", "د"]),
        ('<p title="ا > ب">ج', ["ج"]),
        ('<p title="<b>ا</b>">ج', ["ج"]),
        ('<p title=\'ا"\' alt=">">ج', ["ج"]),
        ("<p>1 < 2 و 3 > 2", ["1 < 2 و 3 > 2"]),
        ("<script>if (a<b) '</p>'</script>ا<style>p>b{}</style>ب", ["اب"]),
        ("ا<!-- <p>ب</p> -->ج", ["اج"]),
        ("ا<!-- <p>ب", ["ا", "ب"]),
        ("<script>ا<p>ب", ["ا", "ب"]),
        ("<SCRIPT>ا</SCRIPT><P>ب</P>", ["ب"]),
        ("<svg><path d='M0'/></svg><svg/>ا", ["ا"]),
        ("<button>ا<p>ب</p><button>ج</button>د", ["د"]),
        ("ا<br>ب<br><br>ج", ["ا ب", "ج"]),
        ("&lt;p&gt;&nbsp;&amp;amp;", ["<p> &amp;"]),
    ],
)
def test_texts_are_those_that_a_reader_sees(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


def test_a_link_that_nobody_closed_does_not_swallow_the_page() -> None:
    long = "نص طويل من نصوص الصفحة " * 20
    blocks, _, _ = read_blocks(f"<body><div><a href=/x>رابط</div><p>{long}</p></body>")
    assert [block.link_density for block in blocks] == [1.0, 0.0]


def test_attributes_are_read_in_every_form() -> None:
    found = attributes_of("a HREF='/x?a=1&amp;b=2' class=\"k l\" data-id=7 id = m")
    assert found == {"href": "/x?a=1&b=2", "class": "k l", "data-id": "7", "id": "m"}


@given(st.text(alphabet="&#;xampquotnbsplt0123456789 اب", max_size=60))
def test_entities_are_those_of_html(text: str) -> None:
    assert unescape(text) == html.unescape(text)
