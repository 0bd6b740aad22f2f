"""A publisher's rules decide what they name; all else is read in the general way."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import ExtractError, NotAnArticle
from marsad.extract.page import extract_article
from marsad.extract.ruled import explain
from marsad.extract.selectors import MOST_TAGS
from marsad.sites.rules import Site, parse_site
from marsad.types import Article, Page, Publisher, Related
from tests.extract.test_pages import BODY, TITLE, document, paragraphs

URL = "https://marafi.example/news/1"
TUNIS = ZoneInfo("Africa/Tunis")

# Two texts of one kind side by side, so that only a rule can tell which of them is meant.
OTHER = "".join(
    f"<p>وقال بيان البنك رقم {n} إن القروض الصغيرة زادت هذا العام في ست ولايات ساحلية.</p>"
    for n in range(9)
)
TWINS = document(
    f"<h1>جريدة المرافئ</h1><div class=bank>{OTHER}</div>"
    f"<div class=head>{TITLE}</div><div class=story>{paragraphs()}"
    "<p>المصدر: وكالة الساحل</p><p>كلمات دلالية: المرسى القديم، نجلاء العريبي</p></div>"
    "<div class=foot><span class=when>12 نوفمبر 2024 - 09:30</span><i class=who>بقلم: سامي الورتاني"
    "</i><ul class=more><li><a href=/news/7>أسعار السردين في الموسم الجديد</a></ul></div>"
)


def site(rules: str, domain: str = "marafi.example") -> Site:
    return parse_site(domain, rules, file=f"{domain}.toml")


def read(
    html: str, rules: str, *, fetched_at: dt.datetime | None = None, url: str = URL
) -> Article:
    page = Page(url, html.encode(), "text/html", fetched_at=fetched_at)
    return extract_article(page, site=site(rules))


def test_selectors_decide_where_the_page_misleads() -> None:
    general = extract_article(Page(URL, TWINS.encode(), "text/html"))
    assert general.paragraphs != BODY
    article = read(
        TWINS,
        """
        name = "المرافئ"
        zone = "Africa/Tunis"
        [[layout]]
        title = "div.head"
        body = "div.story"
        date = ".when"
        authors = ".who"
        related = ".more a"
        """,
    )
    assert article.title == TITLE
    assert article.paragraphs == BODY
    assert article.published == dt.datetime(2024, 11, 12, 9, 30, tzinfo=TUNIS)
    assert article.published_text == "12 نوفمبر 2024 - 09:30"
    assert article.authors == ("سامي الورتاني",)
    assert article.credits == ("وكالة الساحل",)
    assert article.tags == ("المرسى القديم", "نجلاء العريبي")
    assert article.related == (
        Related("أسعار السردين في الموسم الجديد", "https://marafi.example/news/7"),
    )
    assert article.publisher == Publisher("المرافئ", "marafi.example")


def test_what_is_dropped_is_read_by_nobody() -> None:
    article = read(TWINS, '[[layout]]\ndrop = [".bank", ".bank p", ".foot", "html", "body"]')
    assert article.paragraphs == BODY
    assert article.published is None
    assert article.related == ()


def test_each_field_may_have_its_selector() -> None:
    inner = (
        f"<h1>{TITLE}</h1><time datetime=2024-11-12T09:30:00Z>2024/11/12 09:30</time>"
        "<b class=upd>2024/11/13 11:15</b><span class=sec>مجتمع</span>"
        f"<div class=story>{paragraphs()}</div>"
        "<p class=tags><a href=/t/1>صيد</a> <a href=/t/2>موانئ</a></p>"
        "<p class=src>المصدر: وكالة الساحل + رويترز</p>"
    )
    rules = """
        zone = "Africa/Tunis"
        [[layout]]
        date = "time"
        updated = ".upd"
        tags = ".tags"
        credits = ".src"
        sections = ".sec"
        authors = "meta[name=writer]"
        """
    head = "<meta name=writer content='سامي الورتاني'>"
    article = read(document(inner, head), rules)
    # A Z whose clock is the printed local one is false.
    assert article.published == dt.datetime(2024, 11, 12, 9, 30, tzinfo=TUNIS)
    assert article.updated == dt.datetime(2024, 11, 13, 11, 15, tzinfo=TUNIS)
    assert article.tags == ("صيد", "موانئ")
    assert article.credits == ("وكالة الساحل", "رويترز")
    assert article.sections == ("مجتمع",)
    assert article.authors == ("سامي الورتاني",)


@pytest.mark.parametrize(
    ("who", "authors"),
    [
        ("تحرير: <b>ليلى مراد</b>", ("ليلى مراد",)),
        ("إعداد: سمير فؤاد", ("سمير فؤاد",)),
        ("كتب / سمير فؤاد", ("سمير فؤاد",)),
        ("بقلم ليلى مراد وسمير فؤاد", ("ليلى مراد", "سمير فؤاد")),
        ("سمير فؤاد", ("سمير فؤاد",)),
    ],
)
@pytest.mark.parametrize(
    ("filed", "section"),
    [
        ("القسم: اقتصاد", "اقتصاد"),
        ("<span>القسم</span> اقتصاد", "اقتصاد"),
        ("في قسم: رياضة", "رياضة"),
        ("Category: Economy", "Economy"),
        ("قسم المرأة", "المرأة"),
        ("أخبار: العالم", "أخبار: العالم"),
    ],
)
def test_values_are_named_without_their_labels(
    who: str, authors: tuple[str, ...], filed: str, section: str
) -> None:
    inner = f"<h1>{TITLE}</h1><p class=who>{who}</p><p class=cat>{filed}</p>{paragraphs()}"
    article = read(document(inner), '[[layout]]\nauthors = ".who"\nsections = ".cat"')
    assert (article.authors, article.sections) == (authors, (section,))


def test_a_rule_makes_an_article_of_what_looks_like_none() -> None:
    listing = "".join(
        f"<div class=item><h2><a href=/{n}>خبر رقم {n}</a></h2></div>" for n in range(9)
    )
    html = document(f"{listing}<div class=flash>عاجل: فتح الرصيف.</div>")
    with pytest.raises(NotAnArticle):
        extract_article(Page(URL, html.encode(), "text/html"))
    article = read(html, '[[layout]]\nbody = ".flash"')
    assert article.text == "عاجل: فتح الرصيف."
    assert (
        article.id
        == extract_article(
            Page(URL, document(f"<article><h1>{TITLE}</h1>{paragraphs()}</article>").encode())
        ).id
    )  # of the address, as always


def test_a_rule_that_finds_nothing_leaves_the_page_to_the_general_way() -> None:
    html = document(f"<article><h1>{TITLE}</h1>{paragraphs()}</article>")
    article = read(html, '[[layout]]\ntitle = ".none"\nbody = ".gone"\nauthors = ".nobody"')
    assert article == extract_article(Page(URL, html.encode(), "text/html"))


def test_a_mere_day_does_not_hide_the_hour_that_the_page_tells_machines() -> None:
    head = "<meta property=article:published_time content=2024-11-12T09:30:00+01:00>"
    inner = f"<article><h1>{TITLE}</h1><i class=d>12 نوفمبر 2024</i>{paragraphs()}</article>"
    article = read(document(inner, head), '[[layout]]\ndate = ".d"')
    assert article.published == dt.datetime.fromisoformat("2024-11-12T09:30:00+01:00")
    other = read(document(inner.replace("12 نوفمبر", "11 نوفمبر"), head), '[[layout]]\ndate = ".d"')
    assert other.published == dt.date(2024, 11, 11)


# --- layouts of several times ------------------------------------------------

VERSIONS = """
zone = "Africa/Tunis"
[[layout]]
body = "div.story"
title = "h1"
[[layout]]
valid_until = 2019-12-31
body = "td.text"
title = ".old"
"""
OLD = document(f"<div class=old>{TITLE}</div><table><td class=text>{paragraphs()}</table>{OTHER}")
NEW = document(f"<h1>{TITLE}</h1><div class=story>{paragraphs()}</div><div>{OTHER}</div>")
# The old layout's names live on, for something else.
BOTH = document(
    f"<h1>{TITLE}</h1><div class=story>{paragraphs()}</div>"
    f"<div class=old>استطلاع الأسبوع</div><table><td class=text>{OTHER}</table>"
)


@pytest.mark.parametrize("html", [OLD, NEW], ids=["old", "new"])
@pytest.mark.parametrize("year", [2018, 2024, None])
def test_pages_of_every_time_are_read_by_the_layout_that_they_have(
    html: str, year: int | None
) -> None:
    when = dt.datetime(year, 5, 1, tzinfo=dt.UTC) if year else None
    article = read(html, VERSIONS, fetched_at=when)
    assert (article.title, article.paragraphs) == (TITLE, BODY)


def test_where_several_layouts_fit_the_day_decides() -> None:
    def title(year: int | None, url: str = URL) -> str | None:
        when = dt.datetime(year, 5, 1, tzinfo=dt.UTC) if year else None
        return read(BOTH, VERSIONS, fetched_at=when, url=url).title

    assert title(2024) == title(None) == TITLE
    assert title(2018) == "استطلاع الأسبوع"
    # Not known when it was fetched: what its address says.
    assert title(None, "https://marafi.example/2018/05/01/pier") == "استطلاع الأسبوع"
    assert title(2024, "https://marafi.example/2018/05/01/pier") == TITLE


def test_it_can_be_asked_which_layout_fits_and_what_matches_nothing() -> None:
    rules = site(VERSIONS + 'authors = [".who", ".by"]\ndrop = [".promo", "footer"]\n')
    assert explain(Page(URL, NEW.encode()), rules) == ("current", ())
    assert explain(Page(URL, OLD.encode()), rules) == (
        "until 2019-12-31",
        ("drop: .promo", "authors: .who, .by"),
    )
    neither = document(f"<p>{TITLE}</p>")
    assert explain(Page(URL, neither.encode()), rules) == (None, ())


# --- hostile pages -----------------------------------------------------------

ALL = """
[[layout]]
title = "span span"
body = ["div div", "p ~ p"]
date = "time, i"
authors = "a"
tags = "li"
credits = "b"
related = "div"
sections = "span"
drop = ["*", "div > p"]
"""
PIECES = st.sampled_from(
    ["<div>", "</div>", "<p>", "<span>", "</span>", "<a href=//x>", "<time datetime=9>", "<b>",
     "<li>", "نص ", "المصدر: ", "2024-13-40 ", "<table>", "<svg>", "<template>", "<html>", "&#0;",
     "<body>", "</body>", "\u202e", "<i>12/11/2024</i>"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.booleans())
def test_any_page_and_rule_end_in_an_article_or_a_refusal(html: str, everything: bool) -> None:
    rules = ALL if everything else ALL.replace('"*", ', "")
    try:
        article = read(f"<html><body>{html}", rules)
    except ExtractError:
        return
    assert article.text.strip()
    assert article.text == "\n".join(article.paragraphs)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 9000 + "<p>" + BODY[0],
        "<div><span>" * 4500 + BODY[0],
        f"<p>{BODY[0]}</p>" * (MOST_TAGS // 2 - 10),
        f"<p>{BODY[0]}</p>" * (MOST_TAGS // 2 + 10),  # too many tags: read in the general way
        "<a href=x>" * 9000 + BODY[0],
    ],
    ids=["deep", "deeper", "many", "too many", "links"],
)
def test_rules_do_not_make_a_bomb_of_a_page(html: str) -> None:
    try:
        assert read(html, ALL.replace('"*", ', "")).text
    except ExtractError as error:
        assert str(error)  # noqa: PT017
