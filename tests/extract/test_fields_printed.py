"""Tags, sources, authors and related articles, however a layout prints them: all invented."""

from __future__ import annotations

import pytest

from marsad.types import Article
from tests.extract.test_pages import BODY, TITLE, document, paragraphs, read

ONE, TWO = "ميناء الشرق يستقبل أول باخرة", "نقابة الصيادين تنتخب مجلسا جديدا"
STAMP = "<div class=d>الثلاثاء 12 نوفمبر 2024</div>"


def page(above: str = STAMP, below: str = "") -> Article:
    text = f"<div class=tx>{paragraphs()}</div>"
    return read(document(f"<div class=c><h1>{TITLE}</h1>{above}{text}{below}</div>"))


@pytest.mark.parametrize(
    "box",
    [
        "<div><b>وسوم</b><span>رصيف</span><span>صيد</span></div>",
        "<p><strong>كلمات دالة</strong> رصيف | صيد</p>",
        "<div><div>الوسوم</div><div><a href=/a>رصيف</a></div><div><a href=/b>صيد</a></div></div>",
        (
            "<div><h3>مشاركة</h3><ul><li><a href='/tags?tag=r'><h3>رصيف</h3></a></li>"
            "<li><a href='/tags?tag=s'><h3>صيد</h3></a></li></ul></div>"
        ),
        "<div><span>#رصيف</span><span>#صيد</span></div>",
    ],
)
def test_tags(box: str) -> None:
    article = page(below=box)
    assert (article.tags, article.paragraphs) == (("رصيف", "صيد"), BODY)


def test_tags_beside_the_section_in_the_footer_of_the_article() -> None:
    links = "<a href=/a rel=tag>رصيف</a>, <a href=/b rel=tag>صيد</a>"
    filed = "<span>التصنيفات <a href=/c rel='category tag'>محلي</a></span>"
    footer = f"<footer class=entry-meta>{filed} <span>الوسوم {links}</span></footer>"
    text = f"<div class=tx>{paragraphs()}</div>"
    article = read(document(f"<article><h1>{TITLE}</h1>{STAMP}{text}{footer}</article>"))
    assert (article.tags, article.paragraphs) == (("رصيف", "صيد"), BODY)


def test_links_in_a_box_for_tags_are_tags_though_the_text_has_none_of_them() -> None:
    links = "<a class=pill href=/t/0>شعر البحر</a><a class=pill href=/t/1>لبان</a>"
    assert page(below=f"<div class='tags c-4e6'>{links}</div>").tags == ("شعر البحر", "لبان")
    assert page(below=f"<div class='menu c-4e6'>{links}</div>").tags == ()


@pytest.mark.parametrize(
    "box",
    [
        "<p><strong>الكلمات المفتاحية:</strong></p><p>رصيف، صيد</p>",
        "<h4>الكلمات المفتاحية</h4><p>رصيف | صيد</p>",
        "<h4>كلمات دلالية</h4><ul><li>رصيف</li><li>صيد</li></ul>",
        "<dl><dt>كلمات دلالية</dt><dd>رصيف</dd><dd>صيد</dd></dl>",
        "<div class=tags><h4>الوسوم</h4><p>رصيف - صيد</p></div>",
        *(f"<p>تاقات: رصيف{sign}صيد</p>" for sign in (" ـ ", " .. ", " * ", " > ", " + ", "/")),
    ],
)
@pytest.mark.parametrize("within", [True, False])
def test_tags_without_links_within_the_text_and_below(box: str, within: bool) -> None:
    inside, below = (box, "") if within else ("", f"<div>{box}</div>")
    text = f"<div class=tx>{paragraphs()}{inside}</div>{below}"
    article = read(document(f"<div class=c><h1>{TITLE}</h1>{STAMP}{text}</div>"))
    assert (article.tags, article.paragraphs) == (("رصيف", "صيد"), BODY)


@pytest.mark.parametrize(
    "line",
    [
        "<div><span>المصدر</span><span>رويترز</span></div>",
        "<p><b>المصدر</b> رويترز</p>",
        "<p><b>المصدر:</b> <a href=https://r.example>رويترز</a></p>",
    ],
)
def test_sources(line: str) -> None:
    article = page(below=line)
    assert (article.credits, article.paragraphs) == (("رويترز",), BODY)


@pytest.mark.parametrize(
    "line",
    [
        "<p>نَقْلًا عَنْ وكالة زيتون للأنباء</p>",
        "<p>«نقلاً عن وكالة زيتون للأنباء»</p>",
        "<p>* نقلا عن وكالة زيتون للأنباء *</p>",
        "<p>يُنشر بالاتفاق مع وكالة زيتون للأنباء</p>",
        "<p>نُشر هذا المقال أول مرة في <a href=https://z.example>وكالة زيتون للأنباء</a></p>",
        "<div><cite>وكالة زيتون للأنباء</cite></div>",
        "<aside><p>المصدر: وكالة زيتون للأنباء</p></aside>",
    ],
)
def test_sources_that_are_told_in_words(line: str) -> None:
    article = page(below=line)
    assert (article.credits, article.paragraphs) == (("وكالة زيتون للأنباء",), BODY)


@pytest.mark.parametrize(
    "meta",
    [
        "<span>{}</span> <span><i class=icon></i> وكالة زيتون للأنباء</span>",
        "<span>بيروت – وكالة زيتون للأنباء</span><span>|</span><span>{}</span>",
        "<span>{}</span><span>المصدر: <!-- -->وكالة زيتون للأنباء</span>",
    ],
)
def test_sources_beside_a_stamp(meta: str) -> None:
    article = page(f"<div>{meta.format('الثلاثاء 12 نوفمبر 2024')}</div>")
    assert (article.credits, article.paragraphs) == (("وكالة زيتون للأنباء",), BODY)


def test_a_channel_to_follow_is_no_source() -> None:
    assert page(below="<div>قناة المرفأ على تلغرام</div>").credits == ()


def test_a_link_behind_an_office_or_books_is_no_author() -> None:
    for before in ("مكتب", "معرض دار الكتب"):
        assert page(f"<div>{before} <a href=/c>سعيد منصور</a></div>{STAMP}").authors == ()


def test_the_source_of_a_picture_is_not_the_articles() -> None:
    picture = (
        "<figure><img src=/a.jpg><figcaption>المصدر: وكالة زيتون للأنباء</figcaption></figure>"
    )
    assert page(below=picture).credits == ()


@pytest.mark.parametrize(
    "above",
    [
        f"<div><img src=/a.jpg><div>ليلى منصور</div>{STAMP}</div>",
        f"<div><strong>ليلى منصور</strong><br>مراسلة شؤون البلديات</div>{STAMP}",
        "<footer><span>ليلى منصور</span> &mdash; <time>12 نوفمبر 2024</time></footer>",
        f"<p>أ. د. ليلى منصور *</p>{STAMP}",
        f"<div><span>أعدّته <a href=/people/lm>ليلى منصور</a></span> {STAMP}</div>",
    ],
)
def test_authors(above: str) -> None:
    article = page(above)
    assert (article.authors, article.paragraphs) == (("ليلى منصور",), BODY)


def test_an_initial_may_stand_for_a_given_name() -> None:
    above = "<div><span>الثلاثاء 12 نوفمبر 2024 - 22:31</span> <span>ب. منصور</span></div>"
    assert page(above).authors == ("ب. منصور",)


@pytest.mark.parametrize(
    "box",
    [
        "<div><h3>مواضيع مرتبطة</h3><a href=/n/1>{}</a><a href=/n/2>{}</a></div>",
        "<div><h5>متعلقات</h5><div><a href=/n/1>{}</a></div><div><a href=/n/2>{}</a></div></div>",
        (
            "<div><h2>مقالات ذات صلة</h2><div><a href=/n/1 title='{0}'></a><h3>{0}</h3></div>"
            "<div><a href=/n/2 title='{1}'></a><h3>{1}</h3></div></div>"
        ),
        (
            "<div><h3>إصدارات مرتبطة</h3>"
            "<div><a href=/n/1 class=stretched-link></a><h4>{}</h4></div>"
            "<div><a href=/n/2 class=stretched-link></a><h4>{}</h4></div></div>"
        ),
        (
            "<div><div>مقالات ذات صلة</div><div><div>{}</div><a href=/n/1>التفاصيل</a></div>"
            "<div><div>{}</div><a href=/n/2>التفاصيل</a></div></div>"
        ),
        (
            "<div><div>قضايا مشابهة</div><a href=/n/1><img src=/1.jpg><span>محليات</span>"
            "<strong>{}</strong></a><a href=/n/2><img src=/2.jpg><span>بحر</span>"
            "<strong>{}</strong></a></div>"
        ),
    ],
)
def test_related_articles_below(box: str) -> None:
    article = page(below=box.format(ONE, TWO))
    assert ([item.title for item in article.related], article.paragraphs) == ([ONE, TWO], BODY)


@pytest.mark.parametrize(
    "box",
    [
        "<aside><h5>للتوسع</h5><a href=/n/1>{}</a></aside>",
        "<div><img src=/1.jpg><div><span>خبر مرتبط</span><a href=/n/1>{}</a></div></div>",
        (
            "<section><article><a href=/n/1><img src=/1.jpg></a><h3><a href=/n/1>{}</a></h3>"
            "<div>12 نوفمبر 2024</div></article></section>"
        ),
        "<p>⬅ <a href=/n/1>{}</a></p>",
    ],
)
def test_related_articles_within_the_text(box: str) -> None:
    one, two, three, four = (f"<p>{text}</p>" for text in BODY)
    inner = f"<h1>{TITLE}</h1>{STAMP}<div>{one}{two}{box.format(ONE)}{three}{four}</div>"
    article = read(document(f"<div class=c>{inner}</div>"))
    assert ([item.title for item in article.related], article.paragraphs) == ([ONE], BODY)


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=ra><h4>اقرأ أيضاً:</h4><ul><li>{ONE}</li><li>{TWO}</li></ul></div>",
        f"<blockquote>اقرأ أيضاً:<br>{ONE}<br>{TWO}</blockquote>",
        f"<p>اقرأ أيضاً:</p><p>{ONE}</p><p>{TWO}</p>",
        f"<h3>قد يهمك أيضاً</h3><p>- {ONE}</p><p>- {TWO}</p>",
        f"<p>اقرأ أيضاً:</p><p>• {ONE}<br>• {TWO}</p>",
        f"<p>اقرأ أيضًا.. {ONE}</p><p>اقرأ أيضا - {TWO}</p>",
        f"<p>قد يهمك أيضا: {ONE}</p><p>اقرأ أيضا {TWO}</p>",
    ],
)
@pytest.mark.parametrize("above", [1, 2, len(BODY)])
def test_related_articles_without_links_end_no_text(box: str, above: int) -> None:
    said = [f"<p>{paragraph}</p>" for paragraph in BODY]
    text = f"<div class=tx>{''.join([*said[:above], box, *said[above:]])}</div>"
    article = read(document(f"<div class=c><h1>{TITLE}</h1>{STAMP}{text}</div>"))
    assert article.paragraphs == BODY
    assert [(one.title, one.text) for one in article.related] == [(ONE, None), (TWO, None)]


@pytest.mark.parametrize(
    "path",
    [
        "<ol><li><a href=/>الرئيسية</a></li><li><a href=/p>ثقافة</a></li></ol>",
        "<div><a href=/>الصفحة الأولى</a> &gt; ثقافة</div>",
        "<div><span>بث مباشر</span> <a href=/p>ثقافة</a></div>",
        "<nav><a href=/p>ثقافة</a></nav><div><a href=/p>ثقافة</a><span>العدد 318</span></div>",
    ],
)
def test_sections(path: str) -> None:
    inner = f"<article>{path}<h1>{TITLE}</h1>{STAMP}{paragraphs()}</article>"
    assert read(document(inner)).sections == ("ثقافة",)


@pytest.mark.parametrize(
    "box",
    [
        "<div><h4>نشرة المساء</h4><p>تصلك كل مساء.</p><input placeholder=بريدك></div>",
        (
            "<div><div>قرأت ثلاث مواد مجانية</div><p>لمواصلة القراءة اشترك في الصحيفة واحصل على "
            "وصول كامل إلى الأرشيف.</p><div>شهري بعشرة دنانير</div><a>سجل دخولك</a></div>"
        ),
        "<div><div>أسعار العملات</div><div>الدولار 3.75</div><div>اليورو 4.08</div></div>",
        (
            "<blockquote><p>نبارك لأهل المدينة إقرار الخطة التي انتظروها</p>— البلدية (@b) "
            "<a href=https://twitter.com/b/1>12 نوفمبر</a></blockquote>"
        ),
        "<p><img src=/i.jpg><br><span>الرصيف كما بدا صباح أمس</span></p>",
        f"<div class=x><i>«</i>{BODY[0][:60]}<i>»</i></div>",
    ],
)
def test_boxes_within_the_text_are_no_text(box: str) -> None:
    one, two, three, four = (f"<p>{text}</p>" for text in BODY)
    inner = f"<h1>{TITLE}</h1>{STAMP}<div>{one}{two}{box}{three}{four}</div>"
    assert read(document(f"<div class=c>{inner}</div>")).paragraphs == BODY


def test_what_a_site_disclaims_below_an_opinion_is_no_text() -> None:
    below = "<div>المقالات المنشورة في هذا الركن لا تعبر بالضرورة عن رأي الصحيفة.</div>"
    assert page(below=f"{below}<div>التعليقات</div><p>كلام قارئ.</p>").paragraphs == BODY
    note = "* ملاحظة من «المرافئ»: قبل تطبيق هذه الوصفة، عليكِ استشارة طبيب مختص."
    assert page(below=f"<p>{note}</p>").paragraphs == BODY


def test_empty_lines_part_paragraphs_where_the_page_shows_them() -> None:
    text = "\n\n".join(BODY)
    inner = f"<h1>{TITLE}</h1>{STAMP}<div style='white-space:pre-line'>{text}</div>"
    assert read(document(f"<div class=c>{inner}</div>")).paragraphs == BODY


def test_spans_shown_as_blocks_are_paragraphs() -> None:
    text = "".join(f"<span style='display:block'>{text}</span>" for text in BODY)
    inner = f"<h1>{TITLE}</h1>{STAMP}<div>{text}</div>"
    assert read(document(f"<div class=c>{inner}</div>")).paragraphs == BODY


def test_a_row_of_a_table_is_a_line() -> None:
    rows = "<tr><td>السنة<td>الباخرات<tr><td>2023<td>88 باخرة<tr><td>2024<td>112 باخرة"
    inner = f"<h1>{TITLE}</h1>{STAMP}<div>{paragraphs()}<table>{rows}</table>"
    lines = read(document(f"<div class=c>{inner}</div>")).paragraphs
    assert "السنة الباخرات" in lines
    assert "2023 88 باخرة" in lines


def test_a_stamp_in_a_list_beside_the_headline_is_the_articles() -> None:
    above = "<ul><li>بقلم: ليلى منصور</li><li>2024-11-12 14:22</li><li>6204</li></ul>"
    assert str(page(above).published).startswith("2024-11-12 14:22")


def test_a_heading_that_tells_a_day_names_no_section() -> None:
    heading = "<h2>الحكومة أعلنت الخطة في 3 مارس 2023</h2>"
    assert page(heading + STAMP).sections == ()
