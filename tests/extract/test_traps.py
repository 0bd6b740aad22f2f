"""What looks like furniture and is none, and what would hang a careless reader."""

from __future__ import annotations

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest

from marsad.errors import ExtractError
from marsad.extract.page import extract_article
from marsad.fetch.inputs import Input
from marsad.pipeline.stages import extract_input
from marsad.types import Article, Page
from tests.extract.test_pages import BODY, TITLE, document, paragraphs, read

OG = "<meta property=og:type content=article>"


def article_of(inner: str, head: str = "", title: str = TITLE) -> Article:
    return read(document(f"<article><h1>{title}</h1>{inner}</article>", head))


@pytest.mark.parametrize(
    "headline",
    [
        "لم يتم العثور على ناجين في حادث الطائرة",
        "404 متطوعين في حملة التشجير خلال أسبوع",
        "عذرًا أيها البحر",
    ],
)
def test_a_headline_that_sounds_like_an_error_page_is_a_headline(headline: str) -> None:
    assert article_of(paragraphs(), OG, headline).title == headline


def test_a_missing_page_is_none_though_it_prints_sentences() -> None:
    with pytest.raises(ExtractError):
        read(document("<h1>الصفحة غير موجودة</h1><p>ربما نُقلت الصفحة التي طلبتها أو حُذفت.</p>"))


@pytest.mark.parametrize(
    "line",
    [
        "<h2>إعلان حالة الطوارئ في الميناء</h2>",
        "<h3>مشاركة واسعة في الحملة</h3>",
        "<p>علامات نقص الأكسجين في الماء: تغير اللون والرائحة.</p>",
        "<p>مفاتيح الحل: الرقابة والتنظيف المستمر للحوض.</p>",
        "<p>الكاتب: أنا متفائل بما هو قادم.</p>",
        "<p>المحرر: وما رسالتك للشباب؟</p>",
        "<p>14 يناير 2011: توقف العمل في الرصيف</p>",
        "<h3>السبت 16 نوفمبر 2024</h3>",
        "<p>شارك الوزير في الجلسة.</p>",
        "<h2>آخر الأخبار من الورشة</h2>",
        "<p>تحقيق: كيف بدأ الحريق؟</p>",
        "<p>المجموعة: الثانية</p>",
        "<p>محمد صلاح</p>",
        "<p>القاهرة - الأهلي</p>",
        "<p>أ. عدم الرد</p>",
        "<p>#الأهلي يفوز بالكأس اليوم</p>",
    ],
)
def test_a_line_of_the_body_that_begins_like_furniture_stays(line: str) -> None:
    first, rest = f"<p>{BODY[0]}</p><p>{BODY[1]}</p>", f"<p>{BODY[2]}</p><p>{BODY[3]}</p>"
    article = article_of(f"{first}{line}{rest}{paragraphs()[:0]}<p>{BODY[0][::-1]}</p>")
    text = line.partition(">")[2].partition("<")[0]
    assert text in article.paragraphs
    assert BODY[3] in article.paragraphs


def test_a_disclaimer_at_the_top_does_not_end_the_article() -> None:
    article = article_of(f"<p>تنويه: المقال يعبر عن رأي كاتبه وحده.</p>{paragraphs()}")
    assert article.paragraphs[-4:] == BODY


def test_answers_may_repeat() -> None:
    answers = "<p>هل تم ذلك؟</p><p>نعم.</p><p>وهل انتهى؟</p><p>نعم.</p>"
    inner = f"{paragraphs()}{answers}<p>{BODY[0][::-1]}</p>"
    assert article_of(inner).paragraphs.count("نعم.") == 2


def test_tags_above_the_body_do_not_turn_it_into_another_article() -> None:
    tags = "<div>كلمات دلالية: <a href=/t/1>رصيف الصيادين</a></div>"
    card = "<p>اقرأ أيضا</p><p><a href=/n/2>ميناء الشرق يستقبل أول باخرة</a></p>"
    one, two, three, four = (f"<p>{text}</p>" for text in BODY)
    inner = f"{tags}{one}{two}{card}{three}{four}"
    article = article_of(inner)
    assert article.paragraphs == BODY
    assert article.related[0].text is None


def test_comments_are_not_the_article() -> None:
    comments = "".join(
        f"<p>تعليق طويل من قارئ غاضب رقم {n} لا علاقة له بالخبر أبدًا. </p>" for n in range(9)
    )
    box = f"<div class=comments>{comments}</div>"
    inner = f"<div><h1>{TITLE}</h1><div><p>{BODY[0]}</p></div>{box}</div>"
    assert read(document(inner, OG)).paragraphs == (BODY[0],)


def test_the_article_of_a_side_column_is_not_this_one() -> None:
    data = {
        "@type": "NewsArticle",
        "headline": "خبر آخر تمامًا عن القمح",
        "articleBody": " ".join(BODY[::-1]) + " كلام" * 200,
        "datePublished": "2001-02-03",
    }
    other = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    article = article_of(paragraphs(), other)
    assert (article.paragraphs, article.published) == (BODY, None)


def test_a_logo_in_the_first_heading_is_not_the_headline() -> None:
    head = f"<meta property=og:title content='{TITLE}'>"
    inner = (
        f"<h1>جريدة إلكترونية مستقلة شاملة</h1><article><h2>{TITLE}</h2>{paragraphs()}</article>"
    )
    article = read(document(inner, head))
    assert (article.title, article.paragraphs) == (TITLE, BODY)


def test_a_headline_may_begin_with_an_organisation() -> None:
    headline = "وكالة الطاقة الذرية - إيران تواصل التخصيب في منشأتين"
    assert article_of(paragraphs(), title=headline).title == headline


@pytest.mark.parametrize("stamp", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1970-01-01"])
def test_the_stamps_of_empty_fields_are_none(stamp: str) -> None:
    head = f"<meta property=article:published_time content={stamp}>"
    html = document(f"<article><h1>{TITLE}</h1>{paragraphs()}</article>", head)
    assert read(html, zone=ZoneInfo("Africa/Casablanca")).published is None


def test_a_printed_day_with_its_weekday_outweighs_a_machine_date() -> None:
    head = "<meta property=article:published_time content=2024-11-18T10:00>"
    article = article_of(f"<div>الثلاثاء 12 نوفمبر 2024 - 09:30</div>{paragraphs()}", head)
    assert article.published == dt.datetime(2024, 11, 12, 9, 30)  # noqa: DTZ001


def test_what_opens_like_a_sentence_is_no_dateline() -> None:
    lead = "بعد سنوات من الغياب – عاد مهرجان البحر إلى المدينة القديمة بعروض جديدة."
    assert article_of(f"<p>{lead}</p>{paragraphs()}").dateline is None


HOSTILE = {
    "read also for ever": f"<article><h1>{TITLE}</h1>"
    + f"<p>{BODY[0]}</p><p>إقرأ أيضاً</p><p>عنوان خبر آخر في هذا المكان</p>" * 600,
    "blanks in json-ld": '<script type="application/ld+json">{"a":1} -->'
    + " " * 32_000
    + "x</script>",
    "angles in a headline": f"<meta property=og:title content='{'<' * 60_000}'>",
    "nested spans": "<p>" + "<span>" * 4000 + BODY[0] * 2000,
    "wrong closing tags": "<div></b>" * 200_000,
    "headings without end": "".join(f"<h2>عنوان رقم {n}</h2>" for n in range(8000)),
    "lines without end": "<br><br>".join(
        f"سطر رقم {n} من نص طويل لا ينتهي أبدا" for n in range(20_000)
    ),
    "broken address": f"<article><h1>{TITLE}</h1>{paragraphs()}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon_and_stop_nothing(name: str) -> None:
    url = "http://[bad/x" if name == "broken address" else "https://marafi.example/1"
    html = f"<html><body>{HOSTILE[name]}"
    outcome = extract_input(Input(name, Page(url, html.encode(), "text/html")))
    assert outcome is not None


def test_an_error_nobody_foresaw_is_a_failure_of_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> Article:
        raise RuntimeError("nobody foresaw\nthis")

    monkeypatch.setattr("marsad.pipeline.stages.extract_article", broken)
    outcome = extract_input(Input("a.html", Page(None, b"<p>x")))
    assert "RuntimeError: nobody foresaw this" in getattr(outcome, "reason", "")


def test_an_inline_drawing_is_no_bomb() -> None:
    drawing = "<svg>" + "<path d='M0 0'/>" * 10_001 + "</svg>"
    assert (
        extract_article(
            Page(
                None,
                document(f"{drawing}<article><h1>{TITLE}</h1>{paragraphs()}</article>").encode(),
            )
        ).paragraphs
        == BODY
    )


def test_people_listed_below_a_text_are_not_its_authors() -> None:
    article = article_of(f"{paragraphs()}<p>محمد حسن</p><p>علي سالم</p>")
    assert article.authors == ()
    assert article.paragraphs[-2:] == ("محمد حسن", "علي سالم")


def test_a_last_sentence_about_a_writer_is_text() -> None:
    last = "شاعر وكاتب كبير رحل عنا."
    assert article_of(f"{paragraphs()}<p>{last}</p>").paragraphs[-1] == last
