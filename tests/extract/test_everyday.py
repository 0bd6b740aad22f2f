"""Everyday pages of Arabic publishers: what stands beside headline and text; all invented."""

from __future__ import annotations

import pytest

from marsad.types import Article
from tests.extract.test_pages import BODY, TITLE, document, paragraphs, read

DAY = "<div class=d>12 نوفمبر 2024</div>"
NAME = "هالة فؤاد"
ONE, TWO = "ميناء الشرق يستقبل أول باخرة منذ عام", "بلدية الشاطئ تمنع الصيد ليلا في الخليج"


def page(inner: str, head: str = "") -> Article:
    return read(document(f"<article><h1>{TITLE}</h1>{DAY}{inner}</article>", head))


@pytest.mark.parametrize(
    "heading",
    [
        f"<span class=cat>حوادث</span>{TITLE}",
        f"<a class=cat href=/c/1>حوادث</a> {TITLE}",
        f"{TITLE} <span class=badge>خاص</span>",
        f"{TITLE}<span class=views>1,204</span>",
        f"{TITLE}<small>قرار الجلسة يصدر الشهر المقبل بعد سماع الشهود</small>",
    ],
)
def test_what_stands_beside_the_headline_in_its_element_is_no_part_of_it(heading: str) -> None:
    head = f"<meta property=og:title content='{TITLE}'><title>{TITLE} - المرافئ</title>"
    html = document(f"<article><h1>{heading}</h1>{DAY}{paragraphs()}</article>", head)
    assert read(html).title == TITLE


@pytest.mark.parametrize(
    "line",
    [
        "(إعداد محمد حسين للنشرة العربية - تحرير علي خفاجي)",
        "(تحرير علي خفاجي)",
        "(شارك في التغطية سامي خليل، تحرير هالة فؤاد)",
        "كانت هذه تفاصيل خبر رصيف الصيادين لهذا اليوم نرجوا بأن نكون قد وفقنا بإعطائك التفاصيل.",
        "هذا الخبر منقول من موقع (صدى المرافئ) ولا يعبر بأي حال من الأحوال عن وجهة نظرنا.",
        "الأخبار المنشورة على الصفحة الرسمية هي اختصار لجزء من الأخبار التي تُعرض للمشتركين.",
        "إذا كنت تعتقد/تعتقدين أن المقال يحوي معلومات خاطئة أو لديك تفاصيل أرسل/أرسلي تصحيحًا",
        "Your browser doesn’t support HTML5",
        "The code has been copied to your clipboard.",
        "Article information",
        "[embed]https://youtu.be/x[/embed]",
        "https://youtu.be/abc123",
        "pic.twitter.com/abc123",
        "hala@marafi.example",
        "@hala_fouad",
        "ــــــــــــــــــــ",
        "شاهد | البث المباشر لقناة المرافئ",
        "أ.ق-ي.ن",
        "Annons",
    ],
)
def test_closing_lines_of_desks_players_and_aggregators_are_no_text(line: str) -> None:
    article = page(f"<div>{paragraphs()}<p>{line}</p></div>")
    assert (article.paragraphs, article.credits, article.authors) == (BODY, (), ())


def test_two_reporters_may_sign_below_the_text() -> None:
    article = page(f"<div>{paragraphs()}<p>أحمد النعيمي/ عاصم الخولي</p></div>")
    assert (article.paragraphs, article.authors) == (BODY, ("أحمد النعيمي", "عاصم الخولي"))


def test_the_additional_sources_are_sources() -> None:
    article = page(f"<div>{paragraphs()}<p><strong>المصادر الإضافية • أ ب</strong></p></div>")
    assert (article.paragraphs, article.credits) == (BODY, ("أ ب",))


@pytest.mark.parametrize(
    "items", [f"<li>سياسة<li>الأخبار<li>{NAME}<li>12 نوفمبر 2024", f"<li>{NAME}<li>2024/11/12"]
)
def test_a_list_of_particulars_above_the_text_is_no_text(items: str) -> None:
    inner = f"<h1>{TITLE}</h1><ul class=i>{items}</ul>{paragraphs()}"
    article = read(document(f"<article>{inner}</article>"))
    assert (article.paragraphs, article.authors) == (BODY, (NAME,))


def test_points_above_the_text_stay_where_no_stamp_is_among_them() -> None:
    points = ("الكلفة مليونا دينار ونصف", "الرصيف يستقبل مئة قارب")
    inner = f"<ul>{''.join(f'<li>{text}' for text in points)}</ul>{paragraphs()}"
    assert page(inner).paragraphs[-len(BODY) :] == BODY
    assert all(text in page(inner).text for text in points)


def test_the_head_of_a_column_is_no_button() -> None:
    rows = "<tr><td>البند<td>السابق<td>الحالي<tr><td>سعر الإيداع<td>5.25<td>5.50"
    text = page(f"<div>{paragraphs()}<table>{rows}</table></div>").text
    assert "البند السابق الحالي\nسعر الإيداع 5.25 5.50" in text


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("<div class=author>جمال حسن</div>", ("جمال حسن",)),
        ("<div class=author>محمد الرياضي</div>", ("محمد الرياضي",)),
        ("<div>تحرير من طرف <a href=/a/1>محمد شلاي</a></div>", ("محمد شلاي",)),
        ("<div class=writer>كتب الخبر <a href=/w/1>جراح الناصر</a></div>", ("جراح الناصر",)),
        ("<div class=writer>كتب المقال: سعيد الأمين</div>", ("سعيد الأمين",)),
        ("<div class=author>نص: فرانس24 / أ ف ب</div>", ()),
        ("<div>بقلم عربي21</div>", ()),
        ("<ul><li><a href=/a/1>المرافئ - هالة فؤاد</a><li>12 نوفمبر 2024</ul>", (NAME,)),
    ],
)
def test_bylines_of_everyday_pages(byline: str, authors: tuple[str, ...]) -> None:
    site = "<meta property=og:site_name content='المرافئ'>"
    assert page(byline + paragraphs(), site).authors == authors


@pytest.mark.parametrize(
    "name",
    [
        "د/ صالح الغامدي", "أ.د/ صالح الغامدي", "دكتور/ صالح الغامدي", "المهندس/ صالح الغامدي",
        "أ.د صالح الغامدي", "أ.م.د صالح الغامدي", "م.م صالح الغامدي", "د. م. صالح الغامدي",
        "فضيلة الشيخ صالح الغامدي", "البروفيسور صالح الغامدي", "صالح الغامدي آخر تحديث",
        "صالح الغامدي تدقيق طبي: سامي خليل",
    ],
)  # fmt: skip
@pytest.mark.parametrize("byline", ["بقلم: {}", "كتب: <a href=/author/5>{}</a>"])
def test_titles_roles_and_stamps_beside_a_name_are_no_part_of_it(byline: str, name: str) -> None:
    article = page(f"<div class=by>{byline.format(name)}</div>{paragraphs()}")
    assert article.authors == ("صالح الغامدي",)


def test_names_that_a_comma_and_an_and_part_are_several() -> None:
    article = page(f"<div>كتب: أمل هباني، ورشا عبد الله، ومحمد المختار</div>{paragraphs()}")
    assert article.authors == ("أمل هباني", "رشا عبد الله", "محمد المختار")


@pytest.mark.parametrize("label", ["تقرير", "تحقيق", "حوار", "ترجمة"])
def test_the_headline_of_another_report_is_nobody(label: str) -> None:
    link = f"<li><a href=/n/9>{label}: عودة المفصولين</a></li>"
    html = f"<h1>{TITLE}</h1><ul>{link}</ul><div>{paragraphs()}</div>"
    assert read(document(html)).authors == ()


@pytest.mark.parametrize(
    "opening",
    ["يا جماهير شعبنا الصامد", "أيها الإخوة والأخوات،", "السلام عليكم ورحمة الله وبركاته"],
)
def test_how_a_speech_opens_is_text(opening: str) -> None:
    assert page(f"<div><p>{opening}</p>{paragraphs()}</div>").paragraphs == (opening, *BODY)


@pytest.mark.parametrize(
    "line",
    [
        "فهد العازمي", "<strong>فهد العازمي</strong>", "د. فهد العازمي", "فهد العازمي - كاتب كويتي",
        "فهد العازمي<br>كاتب كويتي", "فهد العازمي<br>fahad@marafi.example",
    ],
)  # fmt: skip
def test_who_signs_a_column_is_its_author_and_no_text(line: str) -> None:
    last = "والله أعلم بالحال."
    for above in ("", "<div class=author>فهد العازمي</div>"):
        article = page(f"{above}<div>{paragraphs()}<p>{last}</p><p>{line}</p></div>")
        assert (article.authors, article.paragraphs) == (("فهد العازمي",), (*BODY, last))


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=author-header><div class=name>{NAME}</div></div>",
        f"<div class=author-card><p>{NAME}</p></div>",
        f"<div class=opinion-author><h3>{NAME}</h3></div>",
    ],
)
def test_a_name_in_an_element_made_for_authors_is_the_author(box: str) -> None:
    assert page(box + paragraphs()).authors == (NAME,)


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=author>{NAME}</div><div class=author>كريم علي</div>",
        f"<ul class=authors><li>{NAME}</li><li>كريم علي</li></ul>",
        (
            "<div class=field--name-field-authors><div class=label>المؤلفون</div><div class=items>"
            f"<div class=item><a href=/x/1>{NAME}</a></div>"
            "<div class=item><a href=/x/2>كريم علي</a></div></div></div>"
        ),
    ],
)
def test_several_authors_in_elements_of_their_own_are_all_named(box: str) -> None:
    assert page(box + paragraphs()).authors == (NAME, "كريم علي")


def test_a_site_and_its_reporter_may_stand_before_a_stamp_that_touches_them() -> None:
    site = "<meta property=og:site_name content='المرافئ'>"
    name = f"<span class=author>المرافئ<span class=dot> – </span>{NAME}</span>"
    stamp = "<span class=date>الأحد 4 دجنبر 2022 - 10:00</span>"
    html = f"<h1>{TITLE}</h1><div class=meta>{name}{stamp}</div>{paragraphs()}"
    assert read(document(html, site)).authors == (NAME,)


def test_a_link_to_a_category_in_a_list_is_the_section() -> None:
    items = "<li>فبراير 2, 2022</li><li><a rel='category tag' href=/c/local>محلي</a></li>"
    html = f"<h1>{TITLE}</h1><ul>{items}</ul>{paragraphs()}"
    assert read(document(f"<article>{html}</article>")).sections == ("محلي",)


def test_another_outlet_may_sign_with_its_reporter() -> None:
    site = "<meta property=og:site_name content='راديو المرافئ'>"
    article = page(f"<div><p>المدينة نيوز – {NAME}</p>{paragraphs()}</div>", site)
    assert (article.authors, article.paragraphs) == ((NAME,), BODY)


def test_one_of_two_categories_that_touch_is_the_section() -> None:
    links = "<a href=/c/1>جمال</a><a href=/c/2>العناية بالبشرة</a>"
    html = f"<article><div class=category>{links}</div><h1>{TITLE}</h1>{paragraphs()}</article>"
    assert read(document(html)).sections == ("جمال",)


def test_the_sites_name_in_a_byline_is_known_behind_its_latin_one() -> None:
    site = "<meta property=og:site_name content='Marafi - المرافئ جريدة إلكترونية عربية'>"
    byline = f"<span class=author><a href=/author/x>المرافئ - {NAME}</a></span>"
    assert page(byline + paragraphs(), site).authors == (NAME,)


def test_a_columnist_above_the_headline_is_the_author_and_no_section() -> None:
    for inner in (f"<a href=/c/1><h3>{NAME}</h3></a>", f"<a href=/c/1>{NAME}</a>"):
        html = f"<article><div class=author>{inner}</div><h1>{TITLE}</h1>{DAY}{paragraphs()}"
        article = read(document(f"{html}</article>"))
        assert (article.authors, article.sections) == ((NAME,), ())


def test_a_site_that_names_itself_nowhere_else_may_sign_beside_its_reporter() -> None:
    inner = f"<h1>{TITLE}</h1>{DAY}<div><p>أخبارنا المغربية - {NAME}</p>{paragraphs()}</div>"
    article = read(f"<!doctype html><html><body><article>{inner}</article></body></html>")
    assert (article.authors, article.paragraphs) == ((NAME,), BODY)


def test_a_reporters_line_below_a_picture_is_no_caption() -> None:
    line = f"<div>بغداد - واع - {NAME}</div>"
    text = "".join(f"<div>{text}</div>" for text in BODY)
    article = page(f"<img src=a.jpg><div>{line}{text}</div>")
    assert (article.dateline, article.authors, article.credits) == (
        "بغداد - واع", (NAME,), ("واع",),
    )  # fmt: skip


@pytest.mark.parametrize("lead", ["المرافئ - ", "المرافئ – ", "المرافئ/ "])
def test_a_sites_name_alone_is_no_dateline(lead: str) -> None:
    first, *rest = BODY
    text = "".join(f"<p>{line}</p>" for line in (f"{lead}{first}", *rest))
    article = page(text, "<meta property=og:site_name content='المرافئ'>")
    assert (article.dateline, article.credits) == (None, ())


@pytest.mark.parametrize("line", ["دمشق", "<strong>دمشق</strong>", "دمشق:"])
def test_a_city_alone_above_the_text_is_its_dateline(line: str) -> None:
    article = page(f"<div><p>{line}</p>{paragraphs()}</div>")
    assert (article.dateline, article.paragraphs) == ("دمشق", BODY)


def test_a_dateline_may_name_a_press_office() -> None:
    first, *rest = BODY
    opening = "الدوحة – المكتب الإعلامي – 22 مايو"
    text = "".join(f"<p>{line}</p>" for line in (f"{opening}: {first}", *rest))
    assert page(text).dateline == opening


@pytest.mark.parametrize(
    ("above", "section"),
    [
        ("<div class=info>التاريخ: 12 نوفمبر 2024</div>", ()),
        ("<div class=info>سرايا | تاريخ النشر : 12-11-2024 02:20 PM</div>", ()),
        ("<header><span>علوم</span><span>ألمانيا</span></header>", ("علوم",)),
        ("<div class=category>في <a href=/c/local>محلي</a></div>", ("محلي",)),
    ],
)
def test_a_section_is_no_label_of_a_stamp_and_two_that_touch_are_two(
    above: str, section: tuple[str, ...]
) -> None:
    html = f"<article>{above}<h1>{TITLE}</h1>{paragraphs()}</article>"
    assert read(document(html)).sections == section


def test_a_categorys_particular_beside_the_headline_is_the_section() -> None:
    dd = "<dd class='category-name'><a href=/local><span>محليات</span></a></dd>"
    aside = f"<aside class=article-aside><dl>{dd}</dl></aside>"
    assert page(aside + paragraphs()).sections == ("محليات",)


def test_a_byline_with_its_link_is_no_section() -> None:
    line = f"<div class=data><span>كتب : <a href=/authors/77>{NAME}</a></span></div>"
    article = read(document(f"<div class=title><h1>{TITLE}</h1>{line}</div>{paragraphs()}"))
    assert (article.sections, article.authors) == ((), (NAME,))


def test_breaking_news_above_the_headline_is_nobody() -> None:
    news = (
        "<div><strong>عاجل</strong> <a href=/u/1>مديرية الأشغال تطلق التسجيل في الدورات</a></div>"
    )
    html = f"{news}<article><h1>{TITLE}</h1>{DAY}{paragraphs()}</article>"
    assert read(document(html)).authors == ()


def test_a_short_headline_is_confirmed_by_the_first_step_of_the_title() -> None:
    head = "<title>فقه الاعتذار - نور ويب - مقالات</title>"
    html = document(f"<article><h1>فقه الاعتذار</h1>{DAY}{paragraphs()}</article>", head)
    assert read(html).title == "فقه الاعتذار"


def test_read_also_lines_that_a_break_parts_are_two() -> None:
    lines = f"إقرأ أيضاً: <a href=/n/1>{ONE}</a><br>إقرأ أيضاً: <a href=/n/2>{TWO}</a>"
    article = page(f"<div>{paragraphs()}<p>{lines}</p></div>")
    assert [item.title for item in article.related] == [ONE, TWO]


def test_what_leads_to_tags_below_a_related_label_is_tags() -> None:
    links = "<a href=/ar/etiket/1>الأمم المتحدة</a><a href=/ar/etiket/2>مساعدات</a>"
    article = page(f"{paragraphs()}<div><span>المواضيع ذات الصلة</span>{links}</div>")
    assert (article.tags, article.related) == (("الأمم المتحدة", "مساعدات"), ())


def test_tags_of_a_list_stay_whole_in_an_element_made_for_them() -> None:
    links = "<li><a href=/w/ar>اليمن</a><li><a href=/tag/s>طاقة شمسية</a>"
    article = page(f"{paragraphs()}<div class=article-tags><ul>{links}</ul></div>")
    assert article.tags == ("اليمن", "طاقة شمسية")


def test_a_cards_link_names_its_headline_below_the_label_of_its_picture() -> None:
    def card(at: int, title: str) -> str:
        link = f"<a class=stretched-link href=/n/{at} title='{title}'></a>"
        return (
            f"<div class=card>{link}<div><img src=x><span>جهات</span></div><h3>{title}</h3></div>"
        )

    box = f"<section><h2>مواضيع ذات صلة</h2>{card(1, ONE)}{card(2, TWO)}</section>"
    html = document(f"<main><article><h1>{TITLE}</h1>{DAY}{paragraphs()}</article>{box}</main>")
    article = read(html)
    assert [item.title for item in article.related] == [ONE, TWO]
    assert article.paragraphs == BODY


def test_more_on_a_subject_below_the_article_is_related() -> None:
    links = f"<li><a href=/n/1>{ONE}</a><li><a href=/n/2>{TWO}</a>"
    box = f"<div class=more><h4>المزيد عن رصيف الصيادين</h4><ul>{links}</ul></div>"
    article = read(document(f"<main><h1>{TITLE}</h1>{DAY}{paragraphs()}{box}</main>"))
    assert [item.title for item in article.related] == [ONE, TWO]


def test_the_next_article_that_scrolling_brings_is_none_of_this_one() -> None:
    other = (
        "وصلت صباح اليوم إلى الميناء أولى بواخر الموسم، وكان في استقبالها عدد من المسؤولين.",
        "وأنهى الركاب إجراءات الدخول في وقت قياسي، قبل أن تنقلهم الحافلات إلى المدينة.",
    )
    text = "".join(f"<p>{line}</p>" for line in other)
    stamp = "<div>تم النشر في: 14 مايو 2025, 11:40 ص</div>"
    below = f"<div class=next><h2><a href=/n/9>{ONE}</a></h2>{stamp}<div>{text}</div></div>"
    own = f"<div class=story><h1>{TITLE}</h1>{DAY}<div>{paragraphs()}</div></div>"
    assert read(document(f"<main><div>{own}{below}</div></main>")).paragraphs == BODY


def test_the_device_that_a_page_is_made_for_is_no_publisher() -> None:
    article = page(paragraphs(), f"<title>{TITLE} - بوابة المرافئ - نسخة الموبايل</title>")
    assert (article.publisher.name, article.sections) == ("بوابة المرافئ", ())
