"""Layouts that news sites use, all invented: what stands around an article and where it goes."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.errors import ExtractError
from marsad.extract.dateline import read_dateline
from marsad.extract.page import extract_article
from marsad.types import Article, Page
from tests.extract.test_pages import BODY, TITLE, document, paragraphs, read

LINKED = "<a href=/n/2>ميناء الشرق يستقبل أول باخرة</a>"
OTHER = "ميناء الشرق يستقبل أول باخرة"


def article_of(inner: str, head: str = "") -> Article:
    return read(document(f"<article><h1>{TITLE}</h1>{inner}</article>", head))


def below(inner: str) -> Article:
    return read(document(f"<main><article><h1>{TITLE}</h1>{paragraphs()}</article>{inner}</main>"))


@pytest.mark.parametrize(
    "box",
    [
        "<div class=topics><a href=/t/1>رصيف الصيادين</a> <a href=/t/2>المرسى القديم</a></div>",
        (
            "<ul><li>الوسوم</li><li><a href=/tag/1>رصيف الصيادين</a></li>"
            "<li><a href=/tag/2>المرسى القديم</a></li></ul>"
        ),
        (
            "<div><span>موسومة تحت</span><a href=/x/1>رصيف الصيادين</a>"
            "<a href=/x/2>المرسى القديم</a></div>"
        ),
        "<p>#رصيف_الصيادين #المرسى_القديم</p>",
        "<div>كلمات مفتاحية: رصيف الصيادين | المرسى القديم</div>",
        "<div>كلمات مفتاحية: رصيف الصيادين، المرسى القديم</div>",
        "<div class=storyTags><h4>رصيف الصيادين</h4><h4>المرسى القديم</h4></div>",
        (
            "<footer>التسميات: <a rel=tag href=/s/1>رصيف الصيادين</a>, "
            "<a rel=tag href=/s/2>المرسى القديم</a></footer>"
        ),
    ],
)
def test_tags_are_read_however_a_site_prints_them(box: str) -> None:
    article = below(box)
    assert article.tags == ("رصيف الصيادين", "المرسى القديم")
    assert article.paragraphs == BODY


def test_links_that_are_not_about_the_article_are_no_tags() -> None:
    assert below("<div><a href=/c/1>سيارات</a> <a href=/c/2>أبراج</a></div>").tags == ()


@pytest.mark.parametrize(
    "box",
    [
        f"<section><h2>مقالات ذات صلة</h2><ul><li>{LINKED}<i>30 سبتمبر</i></li></ul></section>",
        f"<div><div class=hd>في نفس السياق</div><div>{LINKED}</div></div>",
        f"<aside class=x></aside><div><b>قد يهمك أيضا</b><div>{LINKED}</div></div>",
    ],
)
def test_related_items_below_the_article_are_kept_apart(box: str) -> None:
    article = below(box)
    assert [item.title for item in article.related] == [OTHER]
    assert article.paragraphs == BODY


@pytest.mark.parametrize(
    "card",
    [
        f"<div class=see><b>اقرأ أيضا</b>{LINKED}</div>",
        f"<p><a href=/n/2>اقرأ أيضا: {OTHER}</a></p>",
        (
            f"<div><strong>مواضيع قد تهمك</strong><a href=#end>تخطى مواضيع قد تهمك</a></div>"
            f"<ul><li>{LINKED}</li></ul><p id=end>مواضيع قد تهمك نهاية</p>"
        ),
        f"<aside><img src=/i.jpg><div>إقرأ أيضاً</div><h4>{LINKED}</h4></aside>",
    ],
)
def test_a_card_within_the_text_leaves_it_whole(card: str) -> None:
    one, two, three, four = (f"<p>{text}</p>" for text in BODY)
    article = article_of(f"{one}{two}{card}<h3>عنوان فرعي</h3>{three}{four}")
    assert article.paragraphs == (*BODY[:2], "عنوان فرعي", *BODY[2:])


@pytest.mark.parametrize(
    "caption",
    [
        "<div class=wp-caption><img src=/i.jpg><p class=wp-caption-text>{}</p></div>",
        "<table><tr><td><img src=/i.jpg></td></tr><tr><td class=tr-caption>{}</td></tr></table>",
        "<figure><img src=/i.jpg><span>{}</span></figure>",
        "<img src=/i.jpg><div>{}</div>",
        "<img src=/i.jpg><p>صدر الصورة، {}</p>",
    ],
)
def test_what_stands_below_a_picture_is_no_text(caption: str) -> None:
    picture = caption.format("الرصيف بعد ترميمه")
    inner = f"<p>{BODY[0]}</p>{picture}<p>{BODY[1]}</p><p>{BODY[2]}</p>"
    assert article_of(inner).paragraphs == BODY[:3]


def test_promotion_and_forms_within_the_text_are_no_text() -> None:
    box = (
        "<div class=newsletter><h4>خبر واحد كل صباح</h4><form><input name=m></form></div>"
        "<p>انضم إلى قناة المرافئ على واتساب ليصلك كل جديد.</p>"
        "<div><form><p>هل أنت راض عن الرصيف</p><ul><li>نعم</li><li>لا</li></ul></form></div>"
        "<div>فيسبوك تويتر واتساب نسخ الرابط</div>"
    )
    one, two, three, four = (f"<p>{text}</p>" for text in BODY)
    assert article_of(f"{one}{two}{box}{three}{four}").paragraphs == BODY


def test_comments_without_any_class_are_no_text() -> None:
    comments = "<h3>التعليقات (2)</h3>" + "".join(
        f"<p><b>قارئ {n}</b></p><p>كلام طويل من قارئ رقم {n} لا علاقة له بالخبر من قريب.</p>"
        for n in range(2)
    )
    assert article_of(paragraphs() + comments).paragraphs == BODY


def test_a_box_about_the_author_is_no_text() -> None:
    box = (
        "<div><img src=/a.jpg><div>سامي الحناشي</div><div>صحافي من تونس، يكتب في البحر.</div></div>"
    )
    article = article_of(f"<p>بقلم: سامي الحناشي</p>{paragraphs()}{box}")
    assert (article.authors, article.paragraphs) == (("سامي الحناشي",), BODY)


@pytest.mark.parametrize(
    "line",
    [
        "<p class=who>✍ سامي الحناشي<br>🗓 ٢٠ نوفمبر ٢٠٢٣</p>",
        "<div><span>سامي الحناشي</span><span> | </span><span>20 نوفمبر 2023</span></div>",
        "<p>كتبه <a rel=author href=/user/6>المرافئ/ سامي الحناشي</a></p>",
        "<p>نص: سامي الحناشي — صور: أمين قدور</p>",
    ],
)
def test_the_one_who_wrote_is_read_from_every_form_of_byline(line: str) -> None:
    head = "<meta property=og:site_name content=المرافئ>"
    assert article_of(f"{line}{paragraphs()}", head).authors == ("سامي الحناشي",)


def test_an_agency_in_the_authors_field_is_no_author() -> None:
    lead = f"<p>أزيلال 21 غشت 2024 (مرفأ) - {BODY[0]}</p>"
    article = article_of(lead + paragraphs(), "<meta name=author content=مرفأ>")
    assert article.authors == ()
    assert article.dateline == "أزيلال 21 غشت 2024 (مرفأ)"


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        ("أبوظبي في 12 نوفمبر / وام / ", "أبوظبي في 12 نوفمبر / وام /"),
        ("رأس الخيمة في 14 فبراير/ وام /", "رأس الخيمة في 14 فبراير/ وام /"),
        ("عمان 3 آذار (بترا)- ", "عمان 3 آذار (بترا)"),
        ("القاهرة (رويترز) - ", "القاهرة (رويترز)"),
        ("الكويت - 22 - 1 (كونا) -- ", "الكويت - 22 - 1 (كونا)"),
        ("رام الله - وفا - ", "رام الله - وفا"),
        ("دمشق-سانا ", "دمشق-سانا"),
        ("وقال الوزير - في تصريحات - ", None),
        ("إيران - التي تصدر النفط - ", None),
        ("محمد صلاح: ", None),
    ],
)
def test_a_dateline_is_read_and_a_remark_is_none(opening: str, dateline: str | None) -> None:
    assert read_dateline(opening + BODY[0], more=True) == (dateline, False)


def test_the_name_of_the_site_comes_from_title_logo_or_rights() -> None:
    def publisher(inner: str, head: str = "") -> str | None:
        return article_of(f"{inner}{paragraphs()}", head).publisher.name

    assert publisher("", f"<title>{TITLE} - المرافئ الجديدة</title>") == "المرافئ الجديدة"
    assert publisher("<img class=logo src=/logo.png alt='شعار المرافئ'>") == "المرافئ"
    assert publisher("") == "صحيفة المرافئ"  # "جميع الحقوق محفوظة لصحيفة المرافئ"


def test_a_source_that_only_a_logo_names_is_a_credit() -> None:
    logo = "<div class=news-provider><img src=/p.png alt='وكالة الساحل'></div>"
    assert article_of(logo + paragraphs()).credits == ("وكالة الساحل",)
    assert article_of(f"{logo}{paragraphs()}<p>المصدر: رويترز</p>").credits == ("رويترز",)


def test_an_arabic_name_beside_the_latin_one_is_the_sites() -> None:
    head = (
        f"<title>{TITLE} - المرافئ | Marafi News</title>"
        "<meta property=og:site_name content='Marafi News'>"
    )
    assert article_of(paragraphs(), head).publisher.name == "المرافئ"


def test_every_field_says_where_it_came_from() -> None:
    head = (
        "<meta property=og:site_name content=المرافئ><meta name=author content='سلمى الجريدي'>"
        "<meta property=article:published_time content=2024-11-12T09:30:00+02:00>"
    )
    origins = article_of(paragraphs(), head).origins
    assert (origins.title, origins.text, origins.published) == ("heading", "body", "article")
    assert (origins.authors, origins.publisher, origins.tags) == ("meta", "og", None)


def test_the_day_that_most_of_the_page_says_wins() -> None:
    head = (
        "<meta name=date content=2024-12-01>"
        "<meta property=article:published_time content=2024-11-12>"
    )
    article = article_of(f"<p>نشر في 12 نوفمبر 2024</p>{paragraphs()}", head)
    assert article.published == dt.date(2024, 11, 12)


def test_lines_that_are_sentences_are_paragraphs_though_one_break_parts_them() -> None:
    article = article_of(f"<div>{'<br>'.join(BODY)}</div>")
    assert article.paragraphs == BODY


def test_a_consent_wall_is_no_article() -> None:
    wall = (
        "<h1>خصوصيتك تهمنا</h1><p>نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لعرض إعلانات مخصصة، "
        "وقياس أدائها، ومعرفة المزيد عن جمهورنا.</p><button>أوافق</button>"
    )
    with pytest.raises(ExtractError, match="consent"):
        extract_article(Page("https://marafi.example/n/1", document(wall).encode()))


def test_a_long_page_is_read_where_its_headline_is() -> None:
    menu = "".join(
        f"<div><ul><li><a href=/c/{n}>قسم رقم {n}</a></li></ul></div>" for n in range(300)
    )
    more = "".join(f"<div><h3><a href=/x/{n}>خبر آخر رقم {n}</a></h3></div>" for n in range(900))
    head = f"<title>{TITLE}</title>"
    inner = f"{menu}<article><h1>{TITLE}</h1><p>12 نوفمبر 2024</p>{paragraphs()}</article>{more}"
    article = read(document(inner, head))
    assert (article.title, article.paragraphs) == (TITLE, BODY)
    assert article.published == dt.date(2024, 11, 12)


DOUBTED = f"<meta property=og:type content=article><meta property=og:title content='{TITLE}'>"


@pytest.mark.parametrize("box", ["<nav>{}</nav>", "<figcaption>{}</figcaption>"])
def test_where_the_text_is_in_doubt_another_reader_is_asked(box: str) -> None:
    text = box.format(f"<div class=article-content>{paragraphs()}</div>")
    article = read(f"<html><head>{DOUBTED}</head><body><h1>{TITLE}</h1>{text}</body></html>")
    assert article.origins.text == "trafilatura"
    assert article.paragraphs == BODY


def test_a_page_without_a_text_is_none_for_the_other_reader_too() -> None:
    text = f"<aside>{paragraphs()}</aside>"
    with pytest.raises(ExtractError, match="no running text"):
        read(f"<html><head>{DOUBTED}</head><body><h1>{TITLE}</h1>{text}</body></html>")
