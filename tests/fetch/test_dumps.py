"""Records of dumps become articles; the author field is taken apart."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad import codec
from marsad.errors import InputError
from marsad.fetch.dumps import Byline, is_article, read_byline, read_record
from marsad.text.normalize import fold
from marsad.types import Article, Publisher

RECORD = {
    "id": "XY-sport-7",
    "url": "http://www.news.example/خبر/7?utm_source=x",
    "src": "xynews",
    "cat": "sport",
    "title": "فوز أول",
    "time": "Sun, 18 Feb 2018 21:35:43 +0400",
    "author": "القاهرة - سامي نادر",
    "abstract": "فاز الفريق.",
    "text": "فاز الفريق.\nوقال المدرب إنه سعيد.",
}


def test_a_corpus_record_becomes_an_article_with_its_own_id() -> None:
    zone = dt.timezone(dt.timedelta(hours=4))
    assert read_record(RECORD) == Article(
        id="XY-sport-7",
        made_by=codec.MADE_BY,
        title="فوز أول",
        text="فاز الفريق.\nوقال المدرب إنه سعيد.",
        url="http://www.news.example/خبر/7?utm_source=x",
        canonical_url="http://www.news.example/%D8%AE%D8%A8%D8%B1/7",
        published=dt.datetime(2018, 2, 18, 21, 35, 43, tzinfo=zone),
        authors=("سامي نادر",),
        publisher=Publisher("xynews", "news.example"),
        dateline="القاهرة",
        sections=("sport",),
    )


def test_the_same_address_under_two_categories_is_one_canonical_address() -> None:
    other = read_record({**RECORD, "id": "XY-culture-1", "cat": "culture"})
    assert other.canonical_url == read_record(RECORD).canonical_url
    assert other.sections == ("culture",)


def test_an_empty_text_is_no_article() -> None:
    for text in ("", " \n", None):
        with pytest.raises(InputError, match="the text is empty"):
            read_record({**RECORD, "text": text})
    with pytest.raises(InputError, match="title: expected a string"):
        read_record({**RECORD, "title": 7})


def test_what_a_corpus_record_lacks_is_unknown() -> None:
    article = read_record(
        {"src": "", "cat": "", "text": "نص", "time": "soon", "url": "not an address"}
    )
    assert article.published is None
    assert article.sections == article.authors == ()
    assert article.publisher == Publisher(None, None)
    assert article.canonical_url is None
    assert article.id == codec.article_id(None, None, "نص")


def test_records_of_the_contract_are_read_as_well() -> None:
    article = Article(id="1", made_by="x", title=None, text="نص", sections=("a", "b"))
    assert read_record(codec.encode(article)) == article
    assert is_article({"paragraphs": ["x"]})
    assert not is_article({"title": "x"})
    assert not is_article(["text"])


AUTHORS = [
    ("سامي نادر", Byline(("سامي نادر",))),
    ("د. سامي نادر", Byline(("د. سامي نادر",))),
    ("القاهرة - سامي نادر", Byline(("سامي نادر",), "القاهرة")),
    ("القاهرة-سامي نادر", Byline(("سامي نادر",), "القاهرة")),
    ("بيشة ـ سامي نادر، هدى عامر", Byline(("سامي نادر", "هدى عامر"), "بيشة")),
    ("سامي نادر - القاهرة", Byline(("سامي نادر",), "القاهرة")),
    ("لندن - رويترز", Byline((), "لندن - رويترز", ("رويترز",))),
    ("صور (لبنان) – أ ب، د ب أ", Byline((), "صور (لبنان) – أ ب، د ب أ", ("أ ب", "د ب أ"))),
    ("رويترز", Byline((), None, ("رويترز",))),
    ("المنار نت - سامي نادر", Byline(("سامي نادر",))),
    ("المنار نت ووكالات", Byline((), None, ("وكالات",))),
    ("دبي - المنار نت", Byline((), "دبي - المنار نت")),
    ("\u200fالرياض – سامي\xa0نادر", Byline(("سامي نادر",), "الرياض")),
    ("30174026-20d9-40a2-9e04-5b63346a78a6", Byline()),
    ("", Byline()),
    ("admin", Byline()),
    ("<b>55</b>", Byline()),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "byline"), AUTHORS)
def test_the_author_field_is_taken_apart(
    printed: str, byline: Byline, monkeypatch: pytest.MonkeyPatch
) -> None:
    from marsad.fetch import dumps

    knowledge = {**dumps._knowledge(), "manar.example": frozenset({fold("المنار نت")})}
    monkeypatch.setattr(dumps, "_knowledge", lambda: knowledge)
    assert read_byline(printed, "manar.example") == byline


@given(st.text(max_size=200))
def test_no_author_field_breaks_it(text: str) -> None:
    byline = read_byline(text, "alarabiya.net")
    assert all(name.strip() for name in (*byline.authors, *byline.credits))


@given(
    st.one_of(
        st.dictionaries(
            st.sampled_from([*RECORD, "paragraphs", "published"]), st.text() | st.integers()
        ),
        st.lists(st.text()),
        st.text(),
    )
)
def test_any_json_gives_an_article_or_a_plain_error(value: object) -> None:
    try:
        article = read_record(value)
    except InputError:
        return
    assert article.text.strip()
