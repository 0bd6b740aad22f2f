"""Pages of many kinds, all invented: what a reader would call the article is what comes out."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from zoneinfo import ZoneInfo

import pytest

from marsad.errors import ExtractError
from marsad.extract.page import extract_article
from marsad.types import Article, Page, Publisher

CAIRO = ZoneInfo("Africa/Cairo")
TITLE = "بلدية المرسى القديم تعيد افتتاح رصيف الصيادين"
BODY = (
    "أعادت بلدية المرسى القديم، اليوم الثلاثاء، افتتاح رصيف الصيادين بعد ترميم دام سبعة أشهر.",
    "وقالت رئيسة البلدية نجلاء العريبي إن الكلفة بلغت 2.4 مليون دينار، ثلثها من تبرعات الأهالي.",
    "وأضافت أن الرصيف سيستقبل مئة وعشرين قاربًا، وأن مكتبًا للخدمات سيفتح مطلع الشهر المقبل.",
    "من جهته، دعا نقيب الصيادين حمدي الورغمي إلى تحديد أسعار الرسو قبل بداية موسم السردين.",
)
MENU = (
    "<nav><ul>" + "".join(f"<li><a href=/c/{n}>قسم {n}</a></li>" for n in range(8)) + "</ul></nav>"
)
SIDE = (
    "<aside><h3>الأكثر قراءة</h3>"
    + "".join(
        f"<p><a href=/t/{n}>خبر آخر طويل لا علاقة له بالرصيف رقم {n}</a></p>" for n in range(6)
    )
    + "</aside>"
)
FOOT = "<footer><p>جميع الحقوق محفوظة لصحيفة المرافئ، ويمنع النقل دون إذن مسبق.</p></footer>"


def paragraphs(tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in BODY)


def document(inner: str, head: str = "") -> str:
    return (
        f"<!doctype html><html lang=ar dir=rtl><head><meta charset=utf-8>{head}</head>"
        f"<body>{MENU}{inner}{SIDE}{FOOT}</body></html>"
    )


def read(
    html: str | bytes, *, url: str = "https://marafi.example/news/1",
    content_type: str = "text/html",
    zone: ZoneInfo | None = None, fetched_at: dt.datetime | None = None,
) -> Article:  # fmt: skip
    body = html if isinstance(html, bytes) else html.encode()
    page = Page(url, body, content_type, fetched_at=fetched_at)
    return extract_article(page, zone=zone)


def test_paragraphs_in_an_article_element() -> None:
    article = read(document(f"<main><article><h1>{TITLE}</h1>{paragraphs()}</article></main>"))
    assert (article.title, article.paragraphs) == (TITLE, BODY)
    assert article.language == "ar"
    assert article.publisher.domain == "marafi.example"


def test_paragraphs_that_are_bare_divisions() -> None:
    article = read(document(f"<div><h1>{TITLE}</h1><div class=x>{paragraphs('div')}</div></div>"))
    assert article.paragraphs == BODY


def test_paragraphs_that_are_parted_by_line_breaks() -> None:
    inner = "<br><br>".join(BODY)
    article = read(document(f"<div><h1>{TITLE}</h1><div id=txt>{inner}</div></div>"))
    assert article.paragraphs == BODY


def test_a_single_line_break_is_a_blank() -> None:
    inner = BODY[0].replace("بعد ترميم", "<br>بعد ترميم")
    article = read(document(f"<h1>{TITLE}</h1><article><p>{inner}</p>{paragraphs()}</article>"))
    assert article.paragraphs[0] == BODY[0]


def test_a_layout_of_tables_in_windows_1256() -> None:
    html = (
        "<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1256'>"
        f"<title>صحيفة المرافئ - {TITLE}</title></head><body><table><tr><td>"
        "<a href=/>الرئيسية</a> | <a href=/p>سياسة</a></td></tr><tr><td><font size=5><b>"
        f"{TITLE}</b></font><br>12/11/2024 - 09:30<br>{'<br><br>'.join(BODY)}</td>"
        "<td><a href=/1>خبر أول من أخبار</a><br><a href=/2>خبر ثان منها</a></td></tr></table>"
    )
    article = read(html.encode("cp1256"), content_type="text/html")
    assert article.title == TITLE
    assert article.paragraphs[-3:] == BODY[1:]
    assert article.paragraphs[0].endswith(BODY[0])
    assert article.published == dt.datetime(2024, 11, 12, 9, 30)  # noqa: DTZ001


def test_a_wrongly_declared_charset_does_no_harm() -> None:
    html = document(f"<h1>{TITLE}</h1><article>{paragraphs()}</article>")
    article = read(html, content_type="text/html; charset=windows-1256")
    # windows-1256 has a letter for every byte: only the text itself can tell that it is UTF-8.
    assert article.paragraphs == BODY


@pytest.mark.parametrize("charset", ["cp1256", "iso8859-6"])
def test_an_arabic_charset_that_nothing_declares(charset: str) -> None:
    text = "ذهب كل من في البيت إلى كل سوق على عجل، وقال كل ما أراد كل من في السوق في كل مكان."
    html = document(f"<h1>{TITLE}</h1><article>{f'<p>{text}</p>' * 3}</article>")
    html = html.replace("<meta charset=utf-8>", "")
    article = read(html.encode(charset, "replace"))
    assert (article.title, article.paragraphs[0]) == (TITLE, text)


def test_tags_beyond_number_before_the_body_are_no_error() -> None:
    with pytest.raises(ExtractError):
        read("<html>" + "<a>" * 100_000 + f"<body><p>{BODY[0]}")


def test_an_application_shell_with_its_article_in_json_ld_only() -> None:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "المرافئ"},
            {
                "@type": ["NewsArticle"],
                "headline": TITLE,
                "articleBody": "\n".join(BODY),
                "datePublished": "2024-11-12T09:30:00+02:00",
                "author": [{"@type": "Person", "name": "سلمى الجريدي"}],
                "keywords": "رصيف الصيادين, المرسى القديم",
                "articleSection": "محليات",
            },
        ],
    }
    script = f"<script type=application/ld+json>{json.dumps(data, ensure_ascii=False)},</script>"
    article = read(f"<html><head>{script.replace(',</', '</')}</head><body><div id=root></div>")
    assert (article.title, article.paragraphs) == (TITLE, BODY)
    assert article.authors == ("سلمى الجريدي",)
    assert article.tags == ("رصيف الصيادين", "المرسى القديم")
    assert article.sections == ("محليات",)
    assert article.published == dt.datetime(2024, 11, 12, 7, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("damage", ["{%s,}", "<!-- {%s} -->", "{%s};", '{%s, "x": "a\nb"}'])
def test_json_ld_is_read_however_sites_break_it(damage: str) -> None:
    inner = '"@type":"NewsArticle","datePublished":"2024-11-12"'
    script = f"<script type='application/ld+json'>{damage % inner}</script>"
    article = read(document(f"<h1>{TITLE}</h1><article>{paragraphs()}</article>", script))
    assert article.published == dt.date(2024, 11, 12)


def test_a_one_sentence_breaking_item_amid_teasers() -> None:
    article = read(document(f"<div><h1>{TITLE}</h1><p>{BODY[0]}</p></div>"))
    assert article.paragraphs == (BODY[0],)


def test_an_interview_keeps_its_questions_and_a_list_its_items() -> None:
    inner = (
        f"<p>{BODY[0]}</p><h3>هل انتهت الأعمال؟</h3><p>{BODY[1]}</p>"
        f"<ul><li>رصيف للقوارب الصغيرة</li><li>سوق للأسماك</li></ul><p>{BODY[2]}</p>"
    )
    article = read(document(f"<article><h1>{TITLE}</h1>{inner}</article>"))
    assert "هل انتهت الأعمال؟" in article.paragraphs
    assert "سوق للأسماك" in article.paragraphs
    assert article.paragraphs[-1] == BODY[2]


def test_captions_share_lines_and_follow_lines_are_no_body() -> None:
    inner = (
        f"<figure><img src=/i.jpg><figcaption>الرصيف الجديد</figcaption></figure>{paragraphs()}"
        "<p>تابعونا على منصات التواصل</p><p><a href=/app>حمّل التطبيق</a></p><div>مشاركة</div>"
    )
    article = read(document(f"<article><h1>{TITLE}</h1>{inner}</article>"))
    assert article.paragraphs == BODY


def test_read_also_cards_in_the_middle_become_related() -> None:
    card = "<div class=card><h4>اقرأ أيضاً</h4><a href=/n/2>ميناء الشرق يستقبل أول باخرة</a></div>"
    inner = f"<p>{BODY[0]}</p><p>{BODY[1]}</p>{card}<p>{BODY[2]}</p><p>{BODY[3]}</p>"
    article = read(document(f"<article><h1>{TITLE}</h1>{inner}</article>"))
    assert article.paragraphs == BODY
    (related,) = article.related
    assert related.title == "ميناء الشرق يستقبل أول باخرة"
    assert related.url == "https://marafi.example/n/2"


def test_a_whole_second_article_under_read_also_stays_apart() -> None:
    other = "انطلقت في مدينة الزيتونات أعمال ملتقى الحرف اليدوية بمشاركة ستين حرفيًا من خمس ولايات."
    inner = (
        f"{paragraphs()}<p>المصدر: <a href=/>وكالة الشراع</a></p>"
        "<div>كلمات دلالية: رصيف الصيادين نجلاء العريبي المرسى القديم</div><h3>إقرأ أيضاً:</h3>"
        f"<h2>ملتقى الحرف اليدوية في الزيتونات</h2><div><p>{other}</p><p>{other[::-1]}</p></div>"
    )
    article = read(document(f"<div><h1>{TITLE}</h1><div>{inner}</div></div>"))
    assert article.paragraphs == BODY
    assert article.credits == ("وكالة الشراع",)
    assert article.tags == ("رصيف الصيادين", "نجلاء العريبي", "المرسى القديم")
    assert [item.title for item in article.related] == ["ملتقى الحرف اليدوية في الزيتونات"]
    assert (article.related[0].text or "").startswith(other)


@pytest.mark.parametrize("line", ["المصدر: رويترز", "المصدر | رويترز", "<b>المصدر:</b> رويترز"])
def test_a_credit_line_is_a_credit_and_no_body(line: str) -> None:
    article = read(document(f"<article><h1>{TITLE}</h1>{paragraphs()}<p>{line}</p></article>"))
    assert (article.credits, article.paragraphs) == (("رويترز",), BODY)


def test_an_agency_in_brackets_is_a_credit() -> None:
    inner = paragraphs().replace("السردين.", "السردين. (أ ف ب)")
    article = read(document(f"<article><h1>{TITLE}</h1>{inner}</article>"))
    assert article.credits == ("أ ف ب",)


def test_a_dateline_on_its_own_line_leaves_the_body() -> None:
    article = read(document(f"<article><h1>{TITLE}</h1><p>تونس - وات</p>{paragraphs()}</article>"))
    assert (article.dateline, article.paragraphs) == ("تونس - وات", BODY)


@pytest.mark.parametrize(
    "byline",
    ["كتب: سامي الحناشي", "بقلم: سامي الحناشي", "كتب سامي الحناشي", "تقرير: سامي الحناشي"],
)
def test_a_byline_gives_the_name_alone(byline: str) -> None:
    article = read(
        document(f"<article><h1>{TITLE}</h1><div>{byline}</div>{paragraphs()}</article>")
    )
    assert article.authors == ("سامي الحناشي",)
    assert article.paragraphs == BODY


@pytest.mark.parametrize(
    ("printed", "stamp"),
    [
        ("تاريخ النشر: 12th, November 2024 GMT", dt.date(2024, 11, 12)),
        ("الثلاثاء 10 جمادى الأولى 1446هـ", dt.date(2024, 11, 12)),
        ("الثلاثاء ١٢ نوفمبر ٢٠٢٤", dt.date(2024, 11, 12)),
        ("12 تشرين الثاني 2024 - 09:30", dt.datetime(2024, 11, 12, 9, 30)),  # noqa: DTZ001
        ("نوفمبر 2024", None),
    ],
)
def test_the_printed_day_is_read_and_none_is_invented(printed: str, stamp: dt.date | None) -> None:
    inner = f"<article><h1>{TITLE}</h1><div class=date>{printed}</div>{paragraphs()}</article>"
    article = read(document(inner))
    assert article.published == stamp
    assert article.paragraphs == BODY


def test_a_false_z_is_dropped_where_the_printed_clock_says_the_same() -> None:
    head = '<meta property="article:published_time" content="2024-11-12T09:30:00Z">'
    inner = f"<article><h1>{TITLE}</h1><div>12 نوفمبر 2024 09:30 ص</div>{paragraphs()}</article>"
    naive = read(document(inner, head))
    local = read(document(inner, head), zone=CAIRO)
    assert naive.published == dt.datetime(2024, 11, 12, 9, 30)  # noqa: DTZ001
    assert local.published == dt.datetime(2024, 11, 12, 9, 30, tzinfo=CAIRO)


def test_an_update_is_no_publication() -> None:
    inner = f"<article><h1>{TITLE}</h1><div>آخر تحديث: 13 نوفمبر 2024</div>{paragraphs()}</article>"
    article = read(document(inner))
    assert (article.published, article.updated) == (None, dt.date(2024, 11, 13))


def test_an_update_that_machines_are_told_at_the_time_of_publication_is_none() -> None:
    times = "".join(
        f'<meta property="article:{name}_time" content="2024-11-12T09:30:00+02:00">'
        for name in ("published", "modified")
    )
    inner = f"<article><h1>{TITLE}</h1>{{}}{paragraphs()}</article>"
    article = read(document(inner.format(""), times))
    assert (article.published, article.updated) == (
        dt.datetime(2024, 11, 12, 9, 30, tzinfo=CAIRO),
        None,
    )
    assert article.origins.updated is None
    stamp = "12 نوفمبر 2024 09:30"
    printed = read(document(inner.format(f"<div>نشر: {stamp}</div><div>آخر تحديث: {stamp}</div>")))
    assert printed.updated == printed.published is not None  # readers are told of it


def test_a_relative_stamp_needs_the_moment_of_fetching() -> None:
    inner = f"<article><h1>{TITLE}</h1><div>منذ 3 ساعات</div>{paragraphs()}</article>"
    fetched = dt.datetime(2024, 11, 12, 10, 0, tzinfo=dt.UTC)
    assert read(document(inner)).published is None
    stamp = read(document(inner), fetched_at=fetched).published
    assert isinstance(stamp, dt.datetime)
    assert stamp.date() == dt.date(2024, 11, 12)


def test_the_site_is_no_part_of_the_headline() -> None:
    head = f"<title>{TITLE} | صحيفة المرافئ</title><meta property=og:site_name content='المرافئ'>"
    assert read(document(f"<article>{paragraphs()}</article>", head)).title == TITLE


def test_keywords_of_the_site_and_a_headline_cut_into_words_are_no_tags() -> None:
    body = f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"
    site = "<meta name=keywords content='أخبار,رياضة,طقس,أسعار العملات,أبراج'>"
    cut = f"<meta name=keywords content='{','.join(TITLE.split())}'>"
    own = "<meta name=keywords content='رصيف الصيادين, المرسى القديم'>"
    assert read(document(body, site)).tags == ()
    assert read(document(body, cut)).tags == ()
    assert read(document(body, own)).tags == ("رصيف الصيادين", "المرسى القديم")


def test_marks_of_direction_and_harakat_stay_as_they_were() -> None:
    text = "قال المتحدث باسم شركة \u200eWaterWorks Inc.\u200f إنّ المشروعَ سيبدأ في عـــام 2025."
    article = read(document(f"<article><h1>{TITLE}</h1><p>{text}</p>{paragraphs()}</article>"))
    assert article.paragraphs[0] == text


def test_a_canonical_address_is_believed_within_the_same_site_only() -> None:
    own = "<link rel=canonical href=https://www.marafi.example/n/9>"
    foreign = "<link rel=canonical href=https://agency.example/n/9>"
    body = f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"
    assert read(document(body, own)).canonical_url == "https://www.marafi.example/n/9"
    assert read(document(body, foreign)).canonical_url == "https://marafi.example/news/1"


def test_the_publisher_that_is_known_wins_over_what_the_page_says() -> None:
    html = document(f"<article><h1>{TITLE}</h1>{paragraphs()}</article>")
    page = Page("https://marafi.example/1", html.encode())
    article = extract_article(page, publisher=Publisher("صحيفة المرافئ", "marafi.example"))
    assert article.publisher == Publisher("صحيفة المرافئ", "marafi.example")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"  \n ",
        bytes(range(256)) * 20,
        gzip.compress(b"<p>x</p>", mtime=0),
        b"<html><body></body></html>",
    ],
)
def test_what_holds_no_article_is_refused_in_one_line(body: bytes) -> None:
    with pytest.raises(ExtractError) as refused:
        extract_article(Page(None, body))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "bomb",
    ["<div>" * 200_000, "<b>" * 100_000 + "x", f"<p {'a=b ' * 200_000}>", "<a href=#>" * 50_000],
)
def test_bombs_are_read_in_bounded_time(bomb: str) -> None:
    html = document(f"<article><h1>{TITLE}</h1>{paragraphs()}</article>") + bomb
    try:
        article = read(html)
    except ExtractError:
        return
    assert article.title == TITLE
