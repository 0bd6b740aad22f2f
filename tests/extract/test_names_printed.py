"""Bylines, datelines and sources in the forms that Arabic sites print them, all invented."""

from __future__ import annotations

import pytest

from marsad.extract.dateline import read_dateline
from marsad.types import Article
from tests.extract.test_pages import BODY, TITLE, document, paragraphs, read

SITE = "<meta property=og:site_name content='المرافئ'>"
NAME = "هالة فؤاد"


def article_of(inner: str) -> Article:
    return read(document(f"<article><h1>{TITLE}</h1>{inner}</article>", SITE))


@pytest.mark.parametrize(
    "byline",
    [
        f"<div class=author><img src=a.jpg><a href=/author/5>{NAME}</a></div>",
        f"<div><span>{NAME}</span> <span>12 نوفمبر 2024</span></div>",
        f"<div>كتبت/ {NAME}</div>",
        f"<div>كتبت ـ {NAME}</div>",
        f"<div>تكتبها <a href=/u/hala>{NAME}</a></div>",
        f"<div>كتابة وتصوير: <a href=/by/hala>{NAME}</a></div>",
        f"<div>كتبت: {NAME} - تصوير: سامي خليل</div>",
        f"<div>بقلم الكاتبة: {NAME}</div>",
        f"<div>إعداد: {NAME}، تحرير: سامي خليل</div>",
        f"<div><span>حوار: {NAME} - القاهرة</span> <span>التاريخ: 16 يناير 2025</span></div>",
        f"<div>الكاتبة: {NAME} | 12 نوفمبر 2024 | 5 دقائق قراءة</div>",
        f"<div>نشر من طرف {NAME} في 12 نوفمبر 2024</div>",
        f"<div>بواسطة<a href=/author/h>{NAME}</a>في 12 نوفمبر، 2024</div>",
        f"<div>خاص المرافئ - {NAME}</div>",
        f"<div>المرافئ: {NAME}</div>",
        f"<p><b>{NAME}</b></p>",
        f"<address>{NAME} (القاهرة)</address>",
        f"<div>{NAME} ـ القاهرة</div>",
        f"<ul><li><span>كاتبة التقرير، </span><span>{NAME}</span></li></ul>",
        f"<div>مرسلة بواسطة <a rel=author href=/p/7>{NAME}</a><span>في 11:18 ص</span></div>",
        f"<div><a href=/editor/hala>{NAME}</a> <span class=ago>منذ ساعتين</span></div>",
        f"<div>كتبت: <a href=/author/h>{NAME}</a><span>الخميس 27 تشرين الثاني 2025</span></div>",
    ],
)
def test_who_wrote_is_read_however_a_site_prints_it(byline: str) -> None:
    article = article_of(byline + paragraphs())
    assert article.authors == (NAME,)
    assert article.paragraphs == BODY


@pytest.mark.parametrize(
    "line", [f"<p>{NAME}</p>", f"<p><b>({NAME})</b></p>", f"<p>{NAME} - القاهرة</p>"]
)
def test_a_name_below_the_text_is_its_authors(line: str) -> None:
    assert article_of(paragraphs() + line).authors == (NAME,)


def test_the_site_before_the_name_in_a_byline_may_end_in_a_number() -> None:
    site = "<meta property=og:site_name content='المرافئ 24'>"
    line = f"<div class=byline>المرافئ 24 - {NAME}</div>"
    page = document(f"<article><h1>{TITLE}</h1>{line}{paragraphs()}</article>", site)
    assert read(page).authors == (NAME,)


def test_a_family_name_may_be_told_by_its_initial_alone() -> None:
    assert article_of(f"<div>هالة ف.</div>{paragraphs()}").authors == ("هالة ف.",)


def test_each_author_may_stand_in_an_item_of_a_list() -> None:
    both = (NAME, "سامي خليل")
    line = f"<li class=by-author>{NAME}</li><li class=by-author>سامي خليل</li>"
    assert article_of(f"<ul>{line}</ul>{paragraphs()}").authors == both
    linked = f"<li><a href=/authors/1>{NAME}</a></li><li><a href=/authors/2>سامي خليل</a></li>"
    assert article_of(f"<ul class=x__author>{linked}</ul>{paragraphs()}").authors == both
    fields = f"<div class=field-item>{NAME}</div><div class=field-item>سامي خليل</div>"
    assert article_of(f"<div class=field-writers>{fields}</div>{paragraphs()}").authors == both


def test_a_name_in_the_item_before_the_stamps_is_the_authors() -> None:
    def authors(first: str, second: str) -> tuple[str, ...]:
        items = f"<li><svg><path/></svg> {first}</li><li>{second}</li>"
        return article_of(f"<ul class=info>{items}</ul>{paragraphs()}").authors

    assert authors(NAME, "12 نوفمبر 2024") == (NAME,)
    assert authors(NAME, "سامي خليل") == ()
    assert authors("كرة القدم", "12 نوفمبر 2024") == ()


def test_two_authors_that_a_letter_joins_are_two() -> None:
    def authors(line: str) -> tuple[str, ...]:
        return article_of(f"<div>{line}</div>{paragraphs()}").authors

    assert authors("إعداد: هالة فؤاد ومحمد حسن") == ("هالة فؤاد", "محمد حسن")
    assert authors("إعداد: محمد وليد سالم") == ("محمد وليد سالم",)
    assert authors("علي حسن") == ("علي حسن",)


@pytest.mark.parametrize(
    "line",
    [
        "المرافئ - القاهرة", "فريق التحرير", "إعداد: قسم التحرير", "قراءة معمقة", "كرة القدم",
        "دفاتر البحر", "تصوير: سامي خليل", "محرر الشؤون المحلية", "نشرة المساء",
        "كتب: قسم الأخبار", "كتب: القسم الرياضي", "إعداد: وحدة التحقيقات", "بقلم: أسرة التحرير",
        "كتب: محرر الموقع", "كتب: المحرر السياسي", "كتب: مكتب الرباط", "كتب: خاص",
    ],
)  # fmt: skip
def test_what_looks_like_a_byline_and_names_nobody(line: str) -> None:
    assert article_of(f"<div>{line}</div>{paragraphs()}").authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "أكادير ـ {} ووكالات", "أكادير - {} ووكالات", "{} ووكالات", "كتب: {} ووكالات",
        "{}، وكالات", "{} (وكالات)", "أكادير - {} - وكالات", "كتب {} ووكالات",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["<div>{}</div>", "<p>{}</p>"])
def test_agencies_beside_who_wrote_are_a_source_and_nobody(line: str, place: str) -> None:
    article = article_of(place.format(line.format("أحمد سالم")) + paragraphs())
    assert (article.authors, article.credits) == (("أحمد سالم",), ("وكالات",))
    assert article.paragraphs == BODY


def test_agencies_are_told_apart_from_names_however_many_there_are() -> None:
    two = article_of(f"<div>بيروت ـ ليلى مراد وأحمد سالم ورويترز</div>{paragraphs()}")
    assert (two.authors, two.credits) == (("ليلى مراد", "أحمد سالم"), ("رويترز",))
    site = article_of(f"<div>المرافئ ووكالات</div>{paragraphs()}")
    assert (site.authors, site.credits) == ((), ("وكالات",))


def test_the_reporter_in_an_agencys_own_line() -> None:
    line = "<p>لندن (رويترز) - من أحمد سالم ومنى علي</p>"
    article = article_of(f"<div class=x>{line}{paragraphs()}</div>")
    assert article.authors == ("أحمد سالم", "منى علي")
    assert article.dateline == "لندن (رويترز)"
    signed = article_of(f"<div class=x>{paragraphs()}<p>خاص - أحمد سالم</p></div>")
    assert signed.authors == ("أحمد سالم",)
    assert article.paragraphs == signed.paragraphs == BODY


def test_a_reporter_and_an_agency_sign_a_text_together() -> None:
    article = article_of(paragraphs() + f"<p><em>{NAME} / رويترز</em></p>")
    assert (article.authors, article.credits) == ((NAME,), ("رويترز",))
    assert article.paragraphs == BODY


def test_the_heading_over_a_byline_is_nobody() -> None:
    heading = "<strong id=article-byline class=vh>Article Information</strong>"
    item = "<ul><li><span>Author, </span><span>لمى الحاج صالح</span></li><li>مراسلة</li></ul>"
    byline = f"<section aria-labelledby=article-byline class=by>{heading}{item}</section>"
    article = article_of(byline + paragraphs())
    assert article.authors == ("لمى الحاج صالح",)


def test_a_source_behind_its_label_is_no_dateline_though_a_village_bears_the_labels_name() -> None:
    stamp = "<span>الأحد 12 نوفمبر 2024 - 22:47</span> <span>|</span>"
    line = f"<div>{stamp} <span>المصدر: قنا</span></div>"
    article = article_of(line + paragraphs())
    assert (article.dateline, article.credits) == (None, ("قنا",))


def test_an_organisation_is_no_author_and_a_reader_neither() -> None:
    data = '{"@type":"NewsArticle","headline":"%s","author":{"@type":"Organization","name":"دار"}}'
    script = f"<script type=application/ld+json>{data % TITLE}</script>"
    reader = (
        "<div class=comment><span class=comment-author-name>سامي خليل</span><p>أحسنتم</p></div>"
    )
    article = article_of(f"{script}{paragraphs()}{reader}")
    assert article.authors == ()


@pytest.mark.parametrize(
    "line", ["* كاتبة من تونس", "كاتبة وباحثة تونسية", "ه.ف", "م.ح/ س.ر", "خاص - المرافئ"]
)
def test_what_stands_below_a_text_about_its_author_is_no_text(line: str) -> None:
    assert article_of(f"{paragraphs()}<p>{line}</p>").paragraphs == BODY


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        ("الخليل 2-11-2024 سنا- ", "الخليل 2-11-2024 سنا"),
        ("وطنيتنا - صيدا - ", "وطنيتنا - صيدا"),
        ("الرياض ـ نايف الدوسري : ", "الرياض ـ نايف الدوسري"),
        ("تونس – هالة فؤاد – ", "تونس – هالة فؤاد"),
        ("لندن: «المرافئ» ", "لندن: «المرافئ»"),
        ("القدس - «المرافئ»: ", "القدس - «المرافئ»"),
        ("المرافئ ــ تونس: ", "المرافئ ــ تونس"),
        ("(المرافئ) – تونس – ", "(المرافئ) – تونس"),
        ("تونس - مكتب المرافئ - ", "تونس - مكتب المرافئ"),
        ("الدوحة في 21 فبراير /قبا/ ", "الدوحة في 21 فبراير /قبا/"),
        ("نواكشوط، 12 مايو 2024 (وما) - ", "نواكشوط، 12 مايو 2024 (وما)"),
        ("دبي، الإمارات العربية المتحدة (CNN)-- ", "دبي، الإمارات العربية المتحدة (CNN)"),
        ("بيروت – برج نيوز – ", "بيروت – برج نيوز"),
        ("جنيف (12 تشرين الثاني/نوفمبر 2024) - ", "جنيف (12 تشرين الثاني/نوفمبر 2024)"),
        ("دمشق 12 تشرين الثاني/نوفمبر (سانا) - ", "دمشق 12 تشرين الثاني/نوفمبر (سانا)"),
        ("بغداد 12 آذار / مارس 2024 (برج) - ", "بغداد 12 آذار / مارس 2024 (برج)"),
        ("نيويورك، 9 أيار (مايو) 2024 - ", "نيويورك، 9 أيار (مايو) 2024"),
        ("دمشق 12 تشرين الثاني/سانا/ - ", "دمشق 12 تشرين الثاني/سانا/"),
        ("(بيروت، 12 نوفمبر 2024) – ", "(بيروت، 12 نوفمبر 2024)"),
        ("(غزة، 12/11/2024) – ", "(غزة، 12/11/2024)"),
        ("(بيروت، 12 تشرين الثاني/نوفمبر 2024) – ", "(بيروت، 12 تشرين الثاني/نوفمبر 2024)"),
        ("(بيروت) – ", "(بيروت)"),
        ("(طرابلس - برج نيوز) - ", "(طرابلس - برج نيوز)"),
        ("(كونا) -- ", None),
        ("(صور) - ", None),
        ("(تحليل) - ", None),
        ("(بيروت، مدينة البحر) – ", None),
        ("الهلال 2-1 النصر - ", None),
        ("لبنان: ", None),
        ("رئيس - بيروت - ", None),
    ],
)
def test_an_opening_of_places_agencies_days_and_reporters(
    opening: str, dateline: str | None
) -> None:
    assert read_dateline(opening + BODY[0], more=True, site="المرافئ") == (dateline, False)


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("أنقرة / برج نيوز", "أنقرة / برج نيوز"),
        ("لندن: «المرافئ»", "لندن: «المرافئ»"),
        ("بيروت - ليلى حداد", "بيروت - ليلى حداد"),
        ("المرافئ - تونس", "المرافئ - تونس"),
        ("وكالات - متابعات", None),
        ("الأهلي - الزمالك", None),
        ("رويترز - 12 نوفمبر 2024", None),
        ("الدورة السابقة اختتمت في 2 أفريل 2025 بحضور 40 ألف زائر", None),
    ],
)
def test_a_line_of_its_own_is_a_dateline_if_it_names_a_place(
    line: str, dateline: str | None
) -> None:
    assert read_dateline(line, more=True, site="المرافئ") == (dateline, dateline is not None)


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("<div>المصدر <a href=x>صحيفة الساحل</a></div>", ("صحيفة الساحل",)),
        ("<p>نقلاً عن صحيفة الساحل</p>", ("صحيفة الساحل",)),
        ("<p>- وكالات</p>", ("وكالات",)),
        ("<p>وكالات - أبوظبي</p>", ("وكالات",)),
        ("<p>المصدر: دبي - صحيفة الساحل</p>", ("صحيفة الساحل",)),
        ("<p>المصادر: الساحل، رويترز</p>", ("الساحل", "رويترز")),
        ("<div class=news-source>صحيفة الساحل</div>", ("صحيفة الساحل",)),
        ("<p>رابط المصدر: <a href=x>صحيفة الساحل</a></p>", ("صحيفة الساحل",)),
        ("<p>المصدر: «أمواج الساحل»</p>", ("أمواج الساحل",)),
        ('<p>المصدر: "أمواج الساحل"</p>', ("أمواج الساحل",)),
        ("<p>المصدر: «أمواج الساحل» + وكالات</p>", ("أمواج الساحل", "وكالات")),
        ("<p>المصدر: «أمواج الساحل» و«رويترز»</p>", ("أمواج الساحل", "رويترز")),
        ("<p>نقلا عن «أمواج الساحل»</p>", ("أمواج الساحل",)),
        ("<p>صحيفة أمواج السودان</p>", ("صحيفة أمواج السودان",)),
        ("<div class=foot>المصدر: <b>أمواج</b> + <b>وكالات</b></div>", ("أمواج", "وكالات")),
    ],
)
def test_a_source_below_the_text(line: str, sources: tuple[str, ...]) -> None:
    article = article_of(paragraphs() + line)
    assert (article.credits, article.paragraphs) == (sources, BODY)


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("<div>12 نوفمبر 2024 | المصدر: صحيفة الساحل</div>", ("صحيفة الساحل",)),
        (
            (
                "<div>2024-11-12 12:41 &nbsp; <span>مصدر الخبر: <a href=/s>صحيفة الساحل</a>"
                "</span> &nbsp; <a href=x>زيارة المصدر</a></div>"
            ),
            ("صحيفة الساحل",),
        ),
        (
            "<div><span>المصدر: صحيفة الساحل</span><span>12 نوفمبر 2024</span></div>",
            ("صحيفة الساحل",),
        ),
        ("<div>المرافئ - وكالات</div>", ("وكالات",)),
        ("<div>رويترز - 12 نوفمبر 2024</div>", ("رويترز",)),
        ("<div>المرافئ - و.م.ع</div><div>12 نوفمبر 2024</div>", ("و.م.ع",)),
        (
            "<div>12 نوفمبر 2024</div><div><a href=/author/1>المرافئ - وكالات</a></div>",
            ("وكالات",),
        ),
        ("<div class=c-source>المصدر: <ul><li>أبوظبي - وام</li></ul></div>", ("وام",)),
        ("<div>المصدر: موقع «أمواج الساحل»</div>", ("أمواج الساحل",)),
        ("<div>المصدر: «أمواج الساحل»</div>", ("أمواج الساحل",)),
        ("<div class=src>المصدر: “أمواج الساحل”</div>", ("أمواج الساحل",)),
        (
            "<div class=x-source><label>المصدر</label><span>أمواج الساحل</span></div>",
            ("أمواج الساحل",),
        ),
        (
            "<div class=x><img class=agency-logo src=/l.svg alt='وكالة الساحل'></div>",
            ("وكالة الساحل",),
        ),
    ],
)
def test_a_source_above_the_text(line: str, sources: tuple[str, ...]) -> None:
    article = article_of(line + paragraphs())
    assert (article.credits, article.paragraphs) == (sources, BODY)


@pytest.mark.parametrize(
    ("mark", "end", "sources", "authors"),
    [
        ("/المجهولة/", f"<p>/المجهولة/</p><p>{NAME}</p>", ("المجهولة",), (NAME,)),
        ("(أمواج)", "<p>--(أمواج) ر ع/ ف ج<br>06/01/2025 12:18:00</p>", ("أمواج",), ()),
    ],
)
def test_the_mark_that_a_copy_opens_with_closes_it(
    mark: str, end: str, sources: tuple[str, ...], authors: tuple[str, ...]
) -> None:
    first, *rest = BODY
    opening = f"مسقط في 17 مارس {mark}"
    article = article_of("".join(f"<p>{t}</p>" for t in (f"{opening} {first}", *rest)) + end)
    assert (article.dateline, article.credits, article.authors) == (opening, sources, authors)
    assert article.paragraphs[-1] == BODY[-1]


def test_the_name_of_an_agency_in_the_text_is_no_mark_that_closes_it() -> None:
    first, *rest = BODY
    last = "وكانت (أمواج) قد نشرت الخبر أمس"
    lines = (f"مسقط (أمواج) - {first}", *rest, last)
    assert article_of("".join(f"<p>{text}</p>" for text in lines)).paragraphs[-1] == last


@pytest.mark.parametrize("line", ["المرافئ/ نينوى", "القاهرة: المرافئ", "المرافئ – بغداد:"])
def test_the_site_beside_a_place_above_the_text_is_its_dateline(line: str) -> None:
    article = article_of(f"<div class=x-dateline><b>{line}</b></div><div>{paragraphs()}</div>")
    assert article.dateline == line.rstrip(":")
    assert article.paragraphs == BODY


def test_the_agency_that_closes_the_first_paragraph_in_brackets_is_the_source() -> None:
    first, *rest = BODY
    lines = (f"{first.rstrip('.')} (وكالة أمواج).", *rest)
    assert article_of("".join(f"<p>{text}</p>" for text in lines)).credits == ("وكالة أمواج",)


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("الرباط - و م ع:", "و م ع"),
        ("بيت لحم 3-7-2023 وفا-", "وفا"),
        ("ألاك (و م ن) -", "و م ن"),
        ("(كونا) --", "كونا"),
    ],
)
def test_the_agency_of_a_dateline_is_the_source_where_no_other_is_named(
    opening: str, agency: str
) -> None:
    first, *rest = BODY
    text = "".join(f"<p>{line}</p>" for line in (f"{opening} {first}", *rest))
    assert article_of(text).credits == (agency,)
    assert article_of(f"{text}<p>المصدر: رويترز</p>").credits == ("رويترز",)


def test_a_site_that_signs_its_datelines_is_no_source_of_its_own() -> None:
    first, *rest = BODY
    for opening in ("الرباط - المرافئ:", "الرباط (المرافئ) -"):
        text = "".join(f"<p>{line}</p>" for line in (f"{opening} {first}", *rest))
        assert article_of(text).credits == ()


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        (f"<p>مقديشو/ {NAME}/ الأناضول</p>", f"مقديشو/ {NAME}/ الأناضول"),
        (f"<td>( عدن / المرافئ / {NAME} )</td>", "عدن / المرافئ"),
        (f"<div>عدن - المرافئ: {NAME} <i>الأربعاء 14 أغسطس 2024</i></div>", "عدن - المرافئ"),
    ],
)
def test_a_reporter_stands_beside_place_and_medium(line: str, dateline: str) -> None:
    article = article_of(line + paragraphs())
    assert (article.dateline, article.authors) == (dateline, (NAME,))
    assert article.paragraphs == BODY


def test_who_edited_is_named_where_nobody_else_is() -> None:
    line = f"<p>– تحرير: {NAME}</p>"
    assert article_of(paragraphs() + line).authors == (NAME,)
    both = article_of(f"<div>كتب: أحمد سالم</div>{paragraphs()}{line}")
    assert both.authors == ("أحمد سالم",)


def test_a_desk_that_translates_is_no_dateline() -> None:
    article = article_of(f"<p><strong>ترجمة وتحرير: المرافئ</strong></p>{paragraphs()}")
    assert (article.dateline, article.authors, article.paragraphs) == (None, (), BODY)


def test_who_comments_below_an_article_did_not_write_it() -> None:
    comment = f"<ol><li class=comment><div class=comment-author-name>{NAME}</div><p>صحيح</p></ol>"
    site = "<div>بواسطة</div><div><a href=/author/1>المرافئ - وكالات</a></div>"
    assert article_of(f"{site}{paragraphs()}<hr><p>التعليقات</p>{comment}").authors == ()


@pytest.mark.parametrize("line", ["صفاقس - وات", "صفاقس (وات):"])
def test_a_dateline_may_stand_below_a_standfirst(line: str) -> None:
    standfirst = "أربعون ألف زائر في الدورة السابقة من المعرض"
    own = article_of(f"<p>{standfirst}</p><p>{line}</p>{paragraphs()}")
    first, *rest = BODY
    inline = [standfirst, f"{line.rstrip(':')} - {first}", *rest]
    glued = article_of("".join(f"<p>{text}</p>" for text in inline))
    assert own.dateline == glued.dateline == line.rstrip(":")
    assert own.paragraphs[-len(BODY) :] == BODY


def test_what_a_picture_shows_is_nobody_though_a_day_stands_beside_it() -> None:
    caption = "<figcaption>محطة شرق المدينة - الأحد 25 يناير 2026</figcaption>"
    figure = f"<figure><img src=a.jpg>{caption}</figure>"
    assert article_of(figure + paragraphs()).authors == ()


def test_who_signs_with_an_agency_may_bear_a_name_as_the_maghreb_spells_it() -> None:
    article = article_of(f"{paragraphs()}<p>ليندة حمادي / وأج</p>")
    assert (article.authors, article.credits) == (("ليندة حمادي",), ("وأج",))
    assert article.paragraphs == BODY


def test_letters_one_by_one_beside_a_place_are_an_agency_and_nobody() -> None:
    first, *rest = BODY
    inline = "".join(f"<p>{text}</p>" for text in (f"المنامة - و د ن: {first}", *rest))
    for article in (article_of(f"<div>أزيلال - و م أ</div>{paragraphs()}"), article_of(inline)):
        assert article.authors == ()
    assert article_of(f"<div>أزيلال - و م أ</div>{paragraphs()}").dateline == "أزيلال - و م أ"


def test_words_in_brackets_below_the_text_name_its_source_unless_they_are_something_else() -> None:
    def below(line: str) -> Article:
        return article_of(f"<div>{'<br><br>'.join((*BODY, line))}</div>")

    article = below("(أمواج الجبل)")
    assert (article.credits, article.paragraphs) == (("أمواج الجبل",), BODY)
    for line in ("(هالة فؤاد)", "(بيت لحم)", "(شاهد أيضا)", "(انتهى)"):
        assert below(line).credits == ()
