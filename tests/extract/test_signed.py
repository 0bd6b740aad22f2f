"""Who wrote an article and whose copy it is, where pages print it unlike others; all invented."""

from __future__ import annotations

import pytest

from marsad.errors import NotAnArticle
from marsad.types import Article
from tests.extract.test_pages import BODY, TITLE, document, paragraphs, read

SITE = "<meta property=og:site_name content='المرافئ'>"
DAY = "<div class=d>12 نوفمبر 2024</div>"
NAME, OTHER = "هالة فؤاد", "سامي خليل"
ONE = "ميناء الشرق يستقبل أول باخرة منذ عام"
LAST = BODY[-1]


def page(inner: str, head: str = SITE) -> Article:
    return read(document(f"<article><h1>{TITLE}</h1>{DAY}{inner}</article>", head))


def ended(last: str) -> Article:
    """Read an article whose last paragraph goes on with something else."""
    kept = "".join(f"<p>{text}</p>" for text in BODY[:-1])
    return page(f"<div>{kept}<p>{last}</p></div>")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (f"<p><b>كتب {OTHER} ومشاري ب. العنزي:</b></p>", (OTHER, "مشاري ب. العنزي")),
        (f"<div class=writer><a href=/staff/2>كتب: {OTHER} - {NAME}</a></div>", (OTHER, NAME)),
        ("<p><strong>المرافئ – ريّا الكلبانية</strong></p>", ("ريّا الكلبانية",)),
        (f"<p>التغطية بمشاركة: <b>{NAME}</b> و<b>{OTHER}</b></p>", (NAME, OTHER)),
    ],
)
def test_names_above_the_text_in_rarer_forms(line: str, names: tuple[str, ...]) -> None:
    article = page(line + paragraphs())
    assert article.authors == names
    assert article.paragraphs == BODY


@pytest.mark.parametrize(
    "name",
    ["رحاب السعدون", "شيلان حاجي", "جوزف طنوس", "خلود النعيمي", "لحسن أوبراهيم", "هودن عبدي"],
)
def test_names_that_no_label_stands_before_are_known_from_every_arab_country(name: str) -> None:
    article = page(f"<p>{name}</p>{paragraphs()}")
    assert article.authors == (name,)
    assert article.paragraphs == BODY


def test_who_helped_to_write_is_an_author_behind_the_first() -> None:
    line = f"<p><em>شارك في إعداد هذه المادة: مراسلة المرافئ في صفاقس {NAME}</em></p>"
    article = page(f"<div class=author>{OTHER}</div>{paragraphs()}{line}")
    assert article.authors == (OTHER, NAME)
    assert article.paragraphs == BODY


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("&nbsp;&nbsp;&nbsp;<b>س. بوجمعة</b>", "س. بوجمعة"),
        (f" <b>{NAME}</b>", NAME),
        (f" ({NAME})", NAME),
    ],
)
def test_a_name_behind_the_last_sentence_signs(sign: str, name: str) -> None:
    article = ended(LAST + sign)
    assert article.authors == (name,)
    assert article.paragraphs == BODY


def test_a_last_sentence_that_ends_with_a_name_is_text() -> None:
    last = f"{LAST} وستتولى الإشراف على الأشغال المهندسة {NAME}."
    article = ended(last)
    assert article.authors == ()
    assert article.paragraphs == (*BODY[:-1], last)


def test_a_name_beside_the_sites_own_below_the_text_signs() -> None:
    article = page(f"<div>{paragraphs()}</div><div class=source_name><b>{NAME} - المرافئ</b></div>")
    assert (article.authors, article.credits) == ((NAME,), ())


@pytest.mark.parametrize("verb", ["تكتب:", "تكتب لـ«المرافئ»:", "تكتب |"])
def test_a_headline_says_who_writes(verb: str) -> None:
    head = f"د. {NAME} {verb} {TITLE}"
    byline = "<div>بواسطة <a rel=author href=/u/1>Marafi Press</a></div>"
    article = read(document(f"<article><h1>{head}</h1>{DAY}{byline}{paragraphs()}</article>"))
    assert article.authors == (NAME,)


def test_a_name_beside_the_headline_in_the_pages_title_is_the_author_and_not_the_site() -> None:
    byline = (
        f"<center><a href=/m.asp?i=4471><b>{NAME}</b></a><br>العدد: 7654 - 2023 / 6 / 27</center>"
    )
    inner = f"<h1>{TITLE}</h1>{byline}<div>{paragraphs()}</div>"
    article = read(document(inner, f"<title>{NAME} - {TITLE}</title>"))
    assert (article.authors, article.title) == ((NAME,), TITLE)
    assert article.publisher.name != NAME


def test_the_authors_name_is_no_part_of_a_title_that_ends_with_it() -> None:
    head = f"<meta property=og:title content='خطاب بلا عنوان - {NAME}'>{SITE}"
    box = f"<div class=who><a href=/columns/writer.aspx?id=4>{NAME}</a></div>"
    article = read(document(f"{box}<h2>خطاب بلا عنوان</h2>{DAY}<div>{paragraphs()}</div>", head))
    assert (article.title, article.authors) == ("خطاب بلا عنوان", (NAME,))


@pytest.mark.parametrize(
    "line",
    [
        "<p>الكاتب-ة لايسمح بالتعليق على هذا الموضوع</p>",
        "<meta name=author content='人民网'>",
    ],
)
def test_what_only_stands_where_names_do_is_nobody(line: str) -> None:
    assert page(paragraphs() + line, SITE + line * line.startswith("<meta")).authors == ()


def test_opinions_offered_above_the_headline_are_not_by_its_author() -> None:
    opinion = f"<a href=/writers/3>{OTHER}</a> <a href=/article/9>حين تعطش المدينة كلها</a>"
    cards = f"<ul><li>{opinion}</li></ul>"
    article = read(document(f"{cards}<h1>{TITLE}</h1>{DAY}<div>{paragraphs()}</div>", SITE))
    assert article.authors == ()


@pytest.mark.parametrize("byline", [f"{NAME} مراسلة الشؤون البرلمانية", f"تحليل - {NAME}"])
def test_bylines_of_a_live_pages_entries_are_no_text(byline: str) -> None:
    top = f"<p>التغطية بمشاركة: <b>{NAME}</b></p>"
    entries = "".join(
        f"<li><h3>عنوان تحديث رقم {n}</h3><p>{byline}</p><div>{paragraphs()}</div></li>"
        for n in range(2)
    )
    article = page(f"{top}<ol>{entries}</ol>")
    assert byline not in article.paragraphs
    assert article.paragraphs.count(BODY[0]) >= 1


@pytest.mark.parametrize(
    ("line", "credits_found"),
    [
        ("<div>الأربعاء 05 مارس 2014 الساعة 09 صباحاً / المرافئ - رويترز</div>", ("رويترز",)),
        (
            (
                "<div><span class=src>2025/03/05 <a href=/source/tadawul>السوق المالية</a>"
                "</span></div>"
            ),
            ("السوق المالية",),
        ),
        (f"<ul><li class=source>المصدر:</li><li>{NAME} ـــ دبي</li></ul>", ()),
    ],
)
def test_sources_above_the_text_in_rarer_forms(line: str, credits_found: tuple[str, ...]) -> None:
    html = f"<article><h1>{TITLE}</h1>{line}<div>{paragraphs()}</div></article>"
    assert read(document(html, SITE)).credits == credits_found


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("الجريدة", "الجريدة"),
        ("القدس العربي", "القدس العربي"),
        ("نقلا عن وكالة المنارة (بتصرف)", "وكالة المنارة"),
        (
            "* كاتب وصحافي بريطاني مقيم في أثينا. نُشر المقال بالإنكليزية في «أتلانتس ريفيو».",
            "أتلانتس ريفيو",
        ),
    ],
)
def test_a_last_line_credits_and_is_no_text(line: str, source: str) -> None:
    article = page(f"<div>{paragraphs()}<p>{line}</p></div>")
    assert article.credits == (source,)
    assert article.paragraphs == BODY


@pytest.mark.parametrize("sign", ["(النهاية)", " (النهاية)<br> ن س ع / م م ج", "(انتهى) ه م"])
def test_the_sign_that_ends_a_copy_is_no_text_behind_its_last_sentence(sign: str) -> None:
    assert ended(LAST + sign).paragraphs == BODY


def test_a_sentence_that_speaks_of_an_end_in_brackets_stays() -> None:
    last = f"{LAST} واختار المخرج كلمة (النهاية) عنوانًا لفيلمه."
    assert ended(last).paragraphs == (*BODY[:-1], last)


def test_a_tables_own_title_does_not_hide_its_rows() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>301.9</td><td>+ 9.0 %</td></tr>" for name in ("الدخل", "الأرباح")
    )
    title = "<tr><td colspan=3><strong>ملخص النتائج المالية</strong></td></tr>"
    article = page(f"<div>{paragraphs()}<table>{title}{rows}</table></div>")
    assert article.paragraphs[-2:] == ("الدخل 301.9 + 9.0 %", "الأرباح 301.9 + 9.0 %")


def test_a_sentence_around_a_link_in_a_box_for_related_articles_offers_it() -> None:
    box = (
        f"<div class=relatedinline><p>لقراءة <a href=/n/2>{ONE}</a> يرجى الضغط على هذا الرابط.</p>"
        "</div>"
    )
    kept = [f"<p>{text}</p>" for text in BODY]
    article = page(f"<div>{''.join(kept[:2])}{box}{''.join(kept[2:])}</div>")
    assert [item.title for item in article.related] == [ONE]
    assert article.paragraphs == BODY


def test_headlines_alone_in_a_box_within_the_text_are_related() -> None:
    two = "بلدية الشاطئ تمنع الصيد ليلا في الخليج"
    links = f"<li><a href=/n/2>{ONE}</a></li><li><a href=/n/3>{two}</a></li>"
    kept = [f"<p>{text}</p>" for text in BODY]
    box = f"<div class=embed><ul>{links}</ul></div>"
    article = page(f"<div>{''.join(kept[:2])}{box}{''.join(kept[2:])}</div>")
    assert [item.title for item in article.related] == [ONE, two]
    assert article.paragraphs == BODY


def test_a_label_in_a_link_ends_before_a_title_with_two_stops() -> None:
    title = "سامية النويري.. من قاعة المحكمة إلى رئاسة الوزراء"
    link = f"<div class=rel><a href=/n/2><span>اقرأ المزيد</span> {title}</a></div>"
    kept = [f"<p>{text}</p>" for text in BODY]
    article = page(f"<div>{''.join(kept[:2])}{link}{''.join(kept[2:])}</div>")
    assert [item.title for item in article.related] == [title]


def test_the_pager_of_a_blog_is_not_related() -> None:
    links = f"<h2><a href=/n/2>{ONE}</a></h2>"
    pager = "<div class=post-nav><a href=/p/1>رسالة أحدث</a><a href=/p/2>رسالة أقدم</a></div>"
    box = f"<div><h3>مواضيع ذات صلة</h3></div><div>{links}</div>{pager}"
    assert [item.title for item in page(paragraphs() + box).related] == [ONE]


def test_following_the_site_is_no_tag_and_a_sections_name_alone_is_none() -> None:
    tags = "<a href=/tag/1>الصيد</a><a href=/tag/2>المرسى</a><a href=/g>تابعنا على جوجل نيوز</a>"
    assert page(f"{paragraphs()}<div class=tags>{tags}</div>").tags == ("الصيد", "المرسى")
    head = (
        f'{SITE}<meta name="keywords" content="بلديات">'
        '<meta property="article:section" content="بلديات">'
    )
    assert page(paragraphs() + "<p>وتشمل الخطة كل بلديات الساحل.</p>", head).tags == ()


@pytest.mark.parametrize(
    ("inner", "section"),
    [
        (
            (
                f"<ol class=breadcrumb><li><a href=/><i class=fa></i></a></li>"
                f"<li><a href=/category/3>ميداني</a></li></ol><h1>{TITLE}</h1>{DAY}"
            ),
            "ميداني",
        ),
        (
            (
                f"<ul id=sections><li><a href=/1>المال والأعمال</a></li>"
                f"<li class=cur><a href=/2>الرياضة</a></li></ul><h1>{TITLE}</h1>{DAY}"
            ),
            "الرياضة",
        ),
        (
            (
                f"<div class=head><a href=/1>الأخبار</a> <a href=/2>أخبار السودان</a></div>"
                f"<div><h1>{TITLE}</h1>{DAY}</div>"
            ),
            "أخبار السودان",
        ),
        (
            (
                f"<h1>{TITLE}</h1><div><span>5 آذار 2025</span> <span>المرافئ</span> "
                "<a href=/category/1>أخبار محلية</a></div>"
            ),
            "أخبار محلية",
        ),
    ],
)
def test_sections_in_rarer_forms(inner: str, section: str) -> None:
    html = f"<main><div>{inner}<div>{paragraphs()}</div></div></main>"
    assert read(document(html, SITE)).sections == (section,)


def test_a_page_that_json_ld_calls_a_collection_is_no_article() -> None:
    head = (
        "<meta property=og:type content=article><title>نانسي الراوي</title>"
        '<script type="application/ld+json">{"@type":"CollectionPage","name":"نانسي"}</script>'
    )
    cards = "".join(
        f"<div class=card><h2><a href=/n/{n}>{ONE} رقم {n}</a></h2><p>{BODY[n % 4][:70]}...</p>"
        "</div>"
        for n in range(8)
    )
    bio = "<p>نانسي الراوي مغنية لبنانية من مواليد زحلة عام 1988، وأصدرت خمسة ألبومات.</p>"
    with pytest.raises(NotAnArticle):
        read(document(f"<main><h1>نانسي الراوي</h1>{bio}<div>{cards}</div></main>", head))


@pytest.mark.parametrize(
    "line",
    [
        f"<p>من {NAME}، مراسلتنا في صفاقس</p>",
        f"<p><strong>المرافئ - صفاقس - {NAME}</strong></p>",
        f"<div>حاورتها في صفاقس: {NAME} | عدسة: {OTHER}</div>",
    ],
)
def test_bylines_with_the_place_of_the_reporter(line: str) -> None:
    article = page(line + paragraphs())
    assert article.authors == (NAME,)
    assert article.paragraphs == BODY


@pytest.mark.parametrize(
    "line",
    [
        "<div><span>المصدر</span> <a href=/x><img src=l.png alt='وكالة الضفاف'></a></div>",
        '<ul><li>2025-03-12 | 15:46</li><li title="المصدر"><i></i> وكالة الضفاف</li></ul>',
    ],
)
def test_a_source_told_by_its_logo_or_to_whom_points_at_it(line: str) -> None:
    html = f"<article><h1>{TITLE}</h1>{line}<div>{paragraphs()}</div></article>"
    assert read(document(html, SITE)).credits == ("وكالة الضفاف",)


def test_a_headline_in_bold_alone_under_a_title_that_is_a_sections() -> None:
    rows = (
        "<tr><td>محليات</td></tr><tr><td>الاثنين 7-4-2025</td></tr>"
        f"<tr><td><font size=5><b>{TITLE}</b></font></td></tr>"
        f"<tr><td><b>صفاقس - {NAME}</b></td></tr><tr><td>{'<br><br>'.join(BODY)}</td></tr>"
    )
    head = "<title>جريدة المرافئ اليوم :: محليات</title>"
    article = read(document(f"<table>{rows}</table>", head))
    assert (article.title, article.authors) == (TITLE, (NAME,))
    assert article.paragraphs == BODY


def test_a_columnist_above_the_headline_and_beside_a_picture_below_it() -> None:
    above = f"<table><tr><td><b>{NAME}</b></td></tr><tr><td>{TITLE}</td></tr></table>"
    head = f"<title>{TITLE}</title>"
    assert read(document(f"{above}{DAY}<div>{paragraphs()}</div>", head)).authors == (NAME,)
    below = f"<div id=wr><img src=img/writers/117.jpg width=70> {NAME}</div>"
    article = read(document(f"<div>{TITLE}</div>{below}<div>{paragraphs()}</div>", head))
    assert article.authors == (NAME,)


def test_an_authors_name_ends_where_the_section_in_its_line_begins() -> None:
    line = f"<div><span><b>د. {NAME}</b></span> <span><a href=/opinions>مساهمات</a></span></div>"
    top = f"<h1>{TITLE}</h1>{line}<time>26 جوان 2024</time>"
    html = f"<article>{top}<div>{paragraphs()}</div></article>"
    assert read(document(html, SITE)).authors == (NAME,)


def test_the_publishers_name_in_other_letters_is_no_author() -> None:
    head = (
        f"{SITE}<meta name=author content='Al Marafi'>"
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{TITLE}",'
        '"author":{"@type":"Organization","name":"Al Marafi"},'
        '"publisher":{"@type":"Organization","name":"Al Marafi"}}</script>'
    )
    assert page(paragraphs(), head).authors == ()


@pytest.mark.parametrize("line", ["=============ع.م./ر.ق", "- هدى / أحمد -"])
def test_signs_of_the_desk_below_the_text_are_no_text(line: str) -> None:
    article = page(f"<div>{paragraphs()}<p>{line}</p></div>")
    assert (article.paragraphs, article.authors) == (BODY, ())


@pytest.mark.parametrize(
    ("line", "credits_found"),
    [
        ("(م.د/ APA)", ("APA",)),
        ("المرافئ", ()),
        ("المصدر: المرافئ", ()),
        ("المصدر: المرافئ + وكالات", ("المرافئ", "وكالات")),
        ("صدى24/ أ ف ب", ("صدى24", "أ ف ب")),
    ],
)
def test_sources_beside_initials_and_the_sites_own_name(
    line: str, credits_found: tuple[str, ...]
) -> None:
    article = page(f"<div>{paragraphs()}<p>{line}</p></div>")
    assert (article.credits, article.authors) == (credits_found, ())


def test_a_page_of_a_writer_below_a_number_is_no_article() -> None:
    head = '<script type="application/ld+json">{"@type":"ProfilePage","name":"ناهد"}</script>'
    told = "عملت مراسلة في طوكيو بين عامي 2009 و2021، ونشرت تقاريرها في صحف ومجلات عربية."
    card = f"<h3><a href=/n/2>{ONE}</a></h3><p>{BODY[0][:60]}</p>"
    inner = f"<h1>{NAME}</h1><p>{told}</p><p>{told[:-1]} وأجنبية.</p>{card * 2}"
    with pytest.raises(NotAnArticle):
        read(document(inner, head), url="https://marafi.example/author/23811/hala")


def test_a_page_that_says_that_it_is_missing_is_no_article() -> None:
    inner = (
        "<main><article><header><h1>عذراً! هذه الصفحة غير موجودة.</h1></header>"
        "<div>يبدو أنه لم يتم العثور على شيء في هذا المكان. ربما تحاول البحث؟</div></article>"
        "</main>"
    )
    with pytest.raises(NotAnArticle):
        read(document(inner, "<title>الصفحة غير موجودة – المرافئ</title>"))


def test_the_reporter_behind_an_agencys_dateline_below_the_sites_own_name() -> None:
    first = f"الكرك 12 آذار (بترا)- {NAME} - {BODY[0]}"
    inner = f"المرافئ -<br><br>{first}<br><br>{'<br><br>'.join(BODY[1:])}"
    article = page(f"<div>{inner}</div>")
    assert (article.authors, article.credits) == ((NAME,), ("بترا",))
    assert article.dateline == "الكرك 12 آذار (بترا)"
    assert article.paragraphs == (first, *BODY[1:])


@pytest.mark.parametrize(
    "line",
    [f"عدن «المرافئ» {NAME}:", f"<b>□ بغداد/ {NAME}</b>"],
)
def test_signs_and_outlets_before_a_reporter(line: str) -> None:
    article = page(f"<div><p>{line}</p>{paragraphs()}</div>")
    assert article.authors == (NAME,)
    assert article.paragraphs == BODY


@pytest.mark.parametrize("line", ["هلال/ أحمد", "بور-سدح/ع ش/ناش"])
def test_codes_and_first_names_of_an_agencys_desk_are_no_text(line: str) -> None:
    article = page(f"<div>{paragraphs()}<p>{line}</p></div>")
    assert (article.paragraphs, article.authors) == (BODY, ())


def test_a_headline_that_speaks_of_a_source_credits_nobody() -> None:
    title = "نواة للهواتف مفتوحة المصدر: جربنا النظام لأسبوع كامل"
    article = read(document(f"<article><h1>{title}</h1>{DAY}{paragraphs()}</article>", SITE))
    assert article.credits == ()


@pytest.mark.parametrize(
    ("line", "credits_found"),
    [
        ("<p><b>وما، بتصرف</b></p>", ("وما",)),
        ('<div><span>المصدر: <b>"الشراع"</b></span><span>1248 قراءة</span></div>', ("الشراع",)),
    ],
)
def test_what_stands_behind_a_source_is_none(line: str, credits_found: tuple[str, ...]) -> None:
    article = page(f"<div>{paragraphs()}{line}</div>")
    assert article.credits == credits_found
    assert article.paragraphs == BODY


def test_keywords_in_one_element_are_parted_at_dashes_and_shares_are_none() -> None:
    keys = "<div><span>كلمات دالة:</span><span>المرسى - وزارة التجارة - عطور مقلدة</span></div>"
    assert page(paragraphs() + keys).tags == ("المرسى", "وزارة التجارة", "عطور مقلدة")
    shares = "<div><h4>وسوم</h4><a href=/x>X</a><a href=/l>LinkedIn</a></div>"
    assert page(paragraphs() + shares).tags == ()


def test_a_services_page_that_a_content_system_calls_an_article_is_none() -> None:
    head = (
        "<meta property=og:type content=article><title>مواقيت الصلاة في سوريا اليوم</title>"
        "<meta property=article:published_time content=2019-05-02T10:00:00+01:00>"
    )
    names = "".join(f"<th>{name}</th>" for name in ("الفجر", "الظهر", "العصر", "المغرب", "العشاء"))
    row = "<tr>" + "<td>4:41</td>" * 5 + "</tr>"
    told = "<p>تجدون في هذه الصفحة مواقيت الصلاة لكل المحافظات حسب تقويم وزارة الأوقاف.</p>"
    inner = f"<h1>مواقيت الصلاة في سوريا اليوم</h1>{told}<table><tr>{names}</tr>{row * 3}</table>"
    with pytest.raises(NotAnArticle):
        read(document(inner, head), url="https://marafi.example/services/prayer-times/")


def test_a_name_and_what_its_bearer_became_is_no_byline() -> None:
    line = "زيد الراوي وصيفًا"
    assert page(f"<p>{line}</p>{paragraphs()}").authors == ()


def test_what_stands_below_the_sites_own_name_is_kept_where_it_is_all() -> None:
    article = page(f"<div>المرافئ -<br><br>{BODY[0]}</div>")
    assert article.paragraphs == BODY[:1]
