"""Pages that a program draws: their data say when, who and, where the HTML holds none, the text."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import ConfigError, NotAnArticle
from marsad.extract.literals import page_data
from marsad.extract.page import extract_article
from marsad.extract.state import article_state, parse_names
from marsad.types import Article, Page
from tests.extract.test_pages import BODY, TITLE

ARTICLE = {
    "id": 48213,
    "headline": TITLE,
    "publishDate": "2025-02-11T06:45:00.000Z",
    "updateDate": "2025-02-11T09:10:00.000Z",
    "author": {"id": 4, "name": "نجلاء العريبي"},
    "category": {"name": "محليات", "slug": "local"},
    "body": "".join(f"<p>{text}</p>" for text in BODY),
}
OTHER = {"headline": "خبر آخر في القائمة", "publishDate": "2024-01-05", "body": "نص آخر. " * 200}


def shell(script: str, root: str = "<div id=__next></div>") -> str:
    return (
        f"<!doctype html><html lang=ar><head><title>{TITLE} - المرافئ</title></head>"
        f"<body>{root}{script}</body></html>"
    )


def next_data(value: Any) -> str:
    data = {"props": {"pageProps": {"list": [OTHER], "article": value}}}
    text = json.dumps(data, ensure_ascii=False).replace("</script", "<\\/script")
    return f'<script id="__NEXT_DATA__" type="application/json">{text}</script>'


def read(html: str) -> Article:
    return extract_article(Page("https://marafi.example/news/1", html.encode(), "text/html"))


def flat(value: Any) -> list[Any]:
    """Write a value as Nuxt does: each value once, named by its place."""
    values: list[Any] = []

    def place(item: Any) -> int:
        at = len(values)
        values.append(None)
        if isinstance(item, dict):
            values[at] = {name: place(inner) for name, inner in item.items()}
        elif isinstance(item, list):
            values[at] = [place(inner) for inner in item]
        else:
            values[at] = item
        return at

    place(value)
    return values


def test_a_page_that_a_program_draws_is_read_from_its_data() -> None:
    article = read(shell(next_data(ARTICLE)))
    assert (article.title, article.paragraphs) == (TITLE, BODY)
    assert article.published == dt.datetime(2025, 2, 11, 6, 45, tzinfo=dt.UTC)
    assert article.updated == dt.datetime(2025, 2, 11, 9, 10, tzinfo=dt.UTC)
    assert (article.authors, article.sections) == (("نجلاء العريبي",), ("محليات",))
    assert {article.origins.text, article.origins.published, article.origins.updated} == {"state"}


def test_the_text_that_stands_on_the_page_comes_first() -> None:
    drawn = "".join(f"<p>{text} كما هو مبين في الصفحة.</p>" for text in BODY)
    article = read(shell(next_data(ARTICLE), f"<div id=__next><h1>{TITLE}</h1>{drawn}</div>"))
    assert "كما هو مبين في الصفحة" in article.text
    assert article.origins.text == "body"
    assert article.origins.published == "state"


def test_data_of_other_articles_are_none_of_the_page() -> None:
    with pytest.raises(NotAnArticle):
        read(shell(next_data({"headline": "عنوان لا يطابق شيئا"})))


def test_blocks_and_seconds_are_read() -> None:
    blocks = [{"type": "paragraph", "data": {"text": text}} for text in BODY]
    seconds = int(dt.datetime(2025, 2, 11, 6, 45, tzinfo=dt.UTC).timestamp())
    value = {"title": {"rendered": TITLE}, "published_at": seconds * 1000, "content": blocks}
    article = read(shell(next_data(value)))
    assert article.paragraphs == BODY
    assert article.published == dt.datetime(2025, 2, 11, 6, 45, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "script",
    [
        (
            'window.__NUXT__=(function(a,b,c){return {layout:"default",data:[{article:'
            "{headline:a,publishDate:b,body:c,draft:!1,tags:[],views:void 0}}],error:null}}"
            "({title},{date},{body}));"
        ),
        (
            "window.__INITIAL_STATE__ = {news:{'current':"
            "{headline:{title},publishDate:{date},body:{body},rank:-1.5e3}}};"
        ),
    ],
)
def test_data_in_javascript_are_read_as_far_as_they_are_literals(script: str) -> None:
    for name, value in {
        "title": TITLE, "date": ARTICLE["publishDate"], "body": ARTICLE["body"],
    }.items():  # fmt: skip
        script = script.replace(f"{{{name}}}", json.dumps(value))
    article = read(shell(f"<script>{script}</script>", '<div id="__nuxt"></div>'))
    assert article.paragraphs == BODY
    assert article.published == dt.datetime(2025, 2, 11, 6, 45, tzinfo=dt.UTC)


def test_a_flat_list_of_values_is_read() -> None:
    listed = flat({"data": {"article": ARTICLE}, "list": [OTHER]})
    script = f'<script id="__NUXT_DATA__" type="application/json">{json.dumps(listed)}</script>'
    assert read(shell(script, '<div id="__nuxt"></div>')).paragraphs == BODY


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )
)
def test_whatever_json_a_script_assigns_is_read_as_it_is(value: Any) -> None:
    source = json.dumps({"value": value}).replace("<", "\\u003c")
    found = list(page_data(f"<script>window.__DATA__ = {source};</script>".split("<")))
    assert found == [{"value": value}]


HOSTILE = (
    "[" * 5000,
    "(function(a){return " + '{"a":' * 3000,
    "{a:function(){return 1}}",
    "{a:1,b:",
    '{"a":"' + "\\" * 999,
    "(function(a,b){return {x:a}}(" + "[" * 2000,
    "{x:1e999999,y:--1}",
    '{"x":"\\ud800"}',
    "9" * 5000,
    "",
)


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_data_are_no_data(source: str) -> None:
    for script in (
        f"<script>window.__NUXT__={source}</script>",
        f'<script id="__NEXT_DATA__">{source}</script>',
        f'<script id="__NUXT_DATA__">{source}</script>',
    ):
        assert not article_state(script.split("<"), [TITLE])


def test_a_list_that_names_itself_ends() -> None:
    values = [{"a": 0, "b": 1}, [0, 1, 1, 0], ["Reactive", 0], {"headline": 99}]
    script = f'<script id="__NUXT_DATA__">{json.dumps(values)}</script>'
    assert not article_state(script.split("<"), [TITLE])


def test_a_wrong_list_of_names_is_told_with_file_and_line() -> None:
    with pytest.raises(ConfigError, match=r"state\.toml:1: .*title.* must be a list of words"):
        parse_names("title = 3\n")
