"""Records go to JSON and come back as they were."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.codec import article_id, decode, dumps, format_stamp, loads, parse_stamp
from marsad.errors import InputError
from marsad.types import (
    Analysis,
    Article,
    Failure,
    Feed,
    Page,
    Publisher,
    Related,
    Source,
    Story,
)

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda m: dt.timezone(dt.timedelta(minutes=m)))
DATES = st.dates(min_value=dt.date(1000, 1, 1))
NAIVE = st.datetimes(min_value=dt.datetime(1000, 1, 2), max_value=dt.datetime(9999, 12, 30))  # noqa: DTZ001
AWARE = st.builds(lambda moment, zone: moment.replace(tzinfo=zone), NAIVE, ZONES)
STAMPS = st.one_of(DATES, NAIVE, AWARE)
TEXT = st.text(max_size=30)
NAME = st.text(min_size=1, max_size=30)
BODY = st.text(min_size=1, max_size=60).filter(str.strip)

RELATED = st.builds(
    Related, title=TEXT, url=st.none() | TEXT, published=st.none() | STAMPS, text=st.none() | TEXT
)
ARTICLES = st.builds(
    Article,
    id=NAME,
    made_by=NAME,
    title=st.none() | NAME,
    text=BODY,
    published=st.none() | STAMPS,
    updated=st.none() | STAMPS,
    related=st.lists(RELATED, max_size=2).map(tuple),
    sections=st.lists(TEXT, max_size=2).map(tuple),
)
st.register_type_strategy(dt.datetime, AWARE)  # what the other records hold are instants
st.register_type_strategy(int, st.integers(-(2**53), 2**53))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))  # as JSON does


@given(STAMPS)
def test_a_stamp_keeps_exactly_the_precision_it_has(stamp: dt.date) -> None:
    again = parse_stamp(format_stamp(stamp))
    assert again == stamp
    assert type(again) is type(stamp)
    if isinstance(stamp, dt.datetime) and isinstance(again, dt.datetime):
        assert again.utcoffset() == stamp.utcoffset()


@pytest.mark.parametrize(
    "text",
    ["2024-W46-2", "20241112", "2024-11", "2024-02-30", "12/11/2024", "", "2024-11-12T25:00"],
)
def test_what_is_no_iso_stamp_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse_stamp(text)


def test_a_local_time_is_written_without_seconds_and_an_instant_with_its_offset() -> None:
    local = dt.datetime(2024, 11, 12, 9, 30)  # noqa: DTZ001
    assert format_stamp(local) == "2024-11-12T09:30"
    zone = dt.timezone(dt.timedelta(hours=2))
    assert format_stamp(local.replace(tzinfo=zone)) == "2024-11-12T09:30:00+02:00"
    assert format_stamp(local.date()) == "2024-11-12"


@given(ARTICLES)
def test_articles_come_back_from_json_as_they_went(article: Article) -> None:
    assert loads(Article, dumps(article)) == article


@pytest.mark.parametrize("cls", [Source, Feed, Page, Analysis, Story, Failure])
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_record_comes_back_from_json_as_it_went(cls: type, data: st.DataObject) -> None:
    record = data.draw(st.from_type(cls))
    assert loads(cls, dumps(record)) == record


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats() | TEXT,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
        max_leaves=6,
    ),
    st.sampled_from(list(Article.__dataclass_fields__)),
)
def test_wrong_json_is_an_input_error_and_nothing_else(value: Any, field: str) -> None:
    for candidate in (value, {"text": "نص", field: value}):
        try:
            decode(Article, candidate)
        except InputError as error:
            assert "\n" not in str(error)  # noqa: PT017


def test_an_article_needs_only_text_or_paragraphs() -> None:
    by_text = loads(Article, '{"text": "أول\\nثان"}')
    by_paragraphs = loads(Article, '{"paragraphs": ["أول", "ثان"], "title": null}')
    assert by_text == by_paragraphs
    assert by_text.title is None
    assert by_text.id == article_id(None, None, "أول\nثان")


def test_what_others_leave_empty_is_unknown() -> None:
    line = '{"text": "أ", "title": "", "published": "", "section": "", "url": ""}'
    article = loads(Article, line)
    assert (article.title, article.published, article.section, article.url) == (None,) * 4


def test_text_wins_over_paragraphs_and_an_own_id_is_kept() -> None:
    article = loads(Article, '{"id": "AL-1", "text": "هذا", "paragraphs": ["ذاك"]}')
    assert (article.id, article.paragraphs) == ("AL-1", ("هذا",))


def test_the_json_of_an_article_has_the_fields_of_the_contract() -> None:
    article = Article(id="1", made_by="x", title="ع", text="أ\nب", publisher=Publisher("صحيفة"))
    found = json.loads(dumps(article))
    assert found["paragraphs"] == ["أ", "ب"]
    assert found["section"] is None
    assert found["publisher"] == {"name": "صحيفة", "domain": None}
    names = "id made_by url canonical_url title published updated language text paragraphs authors"
    names += " publisher credits dateline tags section image related"
    assert set(names.split()) <= set(found)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[]", "expected a JSON object"),
        ("{}", "neither 'text' nor 'paragraphs'"),
        ('{"text": 5}', "text: expected a string"),
        ('{"text": " "}', "the text is empty"),
        ('{"text": "a", "published": "أمس"}', "published"),
        ('{"text": "a", "tags": "b"}', "tags: expected an array"),
        ("{", "not JSON"),
    ],
)
def test_a_wrong_article_is_refused_with_the_field_named(line: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        loads(Article, line)
