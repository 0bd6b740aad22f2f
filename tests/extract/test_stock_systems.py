"""Rows as stock content systems and forums print them: who sent it, when, how often read."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.types import Article
from tests.extract.test_pages import BODY, TITLE, document, paragraphs, read

NAME = "سامي خليل"
DAY, MOMENT = dt.date(2009, 5, 28), dt.datetime.fromisoformat("2009-05-28T10:20")
SHAPES = (
    "<article><h1>{title}</h1>{row}{text}</article>",
    "<table><tr><td><b>{title}</b></td></tr><tr><td>{row}</td></tr><tr><td>{text}</td></tr></table>",
    "<div><h2>{title}</h2><div class=meta>{row}</div><div class=body>{text}</div></div>",
)
ANONYMOUS = (
    ("أرسلت في الخميس 28 أيار 2009 بواسطة المراسل (412 قراءة) الموضوع: أخبار محلية", DAY),
    (("أرسلت في الخميس 28 أيار 2009 بواسطة <a href=modules.php>المراسل</a> (412 قراءة)<br>"
     "الموضوع: <a href=modules.php?topic=2>أخبار محلية</a>"), DAY),
    ("Posted on Thursday, May 28 2009 @ 10:20:11 AST by admin", MOMENT),
    ("أرسل بواسطة admin في 2009/5/28 10:20:00 (412 قراءة)", MOMENT),
    ("أرسل بواسطة: <a href=userinfo.php?uid=1>webmaster</a> في 28/5/2009 10:20:00 (4 قراءات)",
     MOMENT),
    ("<span class=createdate>الخميس, 28 مايو 2009 10:20</span>", MOMENT),
    (("<table><tr><td><span class=small>الكاتب Administrator</span></td></tr>"
     "<tr><td class=createdate>الخميس, 28 مايو 2009 10:20</td></tr></table>"), MOMENT),
    ("<div class=smalltext>« في: 28 مايو 2009, 10:20:33 »</div>", MOMENT),
    ("<div class=smalltext>« <strong>في:</strong> مايو 28, 2009, 10:20:33 صباحاً »</div>", MOMENT),
    ("<span class=date>أرسلت 28 مايو 2009 - 10:20 ص</span>", MOMENT),
    ("<span class=submitted>أرسله admin في خميس, 05/28/2009 - 10:20</span>", MOMENT),
    ("<small>مايو 28th, 2009</small>", DAY),
    ("<small>28 مايو، 2009 | اترك تعليقاً</small>", DAY),
    ("<table><tr><td>28-05-2009, 10:20 AM</td><td># <a href=showpost.php>1</a></td></tr></table>",
     MOMENT),
    ("<div>رقم الخبر: 4521 | الخميس 28 مايو 2009</div>", DAY),
    ("<div>تاريخ الإضافة : 28/05/2009 10:20 ص القراءات : 233 التعليقات : 0</div>", MOMENT),
    ("<div>أضيف بواسطة : الإدارة بتاريخ : 28/05/2009</div>", DAY),
    ("<div>الخميس, 28 مايو 2009 10:20 طباعة البريد الإلكترونى</div>", MOMENT),
    ("<div>نشر في المرافئ يوم 28 - 05 - 2009</div>", DAY),
    (("<table><tr><td>تاريخ النشر:</td><td>2009/05/28</td><td>عدد المشاهدات:</td><td>417</td></tr>"
     "</table>"), DAY),
    ("<div><label>تاريخ الخبر</label><span>28/05/2009</span></div>", DAY),
    ("<div>كُتب يوم : الخميس 28 مايو 2009</div>", DAY),
)  # fmt: skip
SIGNED = (
    (f"أرسلت بواسطة {NAME} في الخميس 28 مايو 2009 (412 قراءة)", DAY),
    (f"بواسطة {NAME} في الخميس 28 أيار 2009 (412 قراءة)", DAY),
    ((f"<table><tr><td><span class=small>كتبها {NAME}</span></td></tr>"
     "<tr><td class=createdate>الخميس, 28 مايو 2009 10:20</td></tr></table>"), MOMENT),
    (("<dl class=article-info><dt>تفاصيل</dt><dd>التصنيف: <a href=/c>أخبار</a></dd>"
     "<dd>نشر بتاريخ: الخميس، 28 مايو 2009 10:20</dd>"
     f"<dd class=createdby>كتب بواسطة: {NAME}</dd><dd>الزيارات: 1233</dd></dl>"), MOMENT),
    ((f"<dl class=article-info><dt>التفاصيل</dt><dd class=createdby>كتب بواسطة {NAME}</dd>"
     "<dd>تم النشر بتاريخ 28 مايو 2009</dd><dd>الزيارات: 1233</dd></dl>"), DAY),
    ((f"<p class=author>بواسطة <strong><a href=memberlist.php?u=2>{NAME}</a></strong> »"
     " الخميس مايو 28, 2009 10:20 am</p>"), MOMENT),
    (f"<span class=submitted>Submitted by {NAME} on خميس, 05/28/2009 - 10:20</span>", MOMENT),
    (f"<span class=submitted>نشره {NAME} في 28 مايو, 2009 - 10:20</span>", MOMENT),
    (f"<div class=submitted>أضافه {NAME} يوم خميس, 28/05/2009 - 10:20</div>", MOMENT),
    (f"<div>نُشر بتاريخ <a href=/2009>28 مايو 2009</a> بواسطة <a href=/author/s>{NAME}</a></div>",
     DAY),
    (f"<div>{NAME} نشر في المرافئ يوم 28 - 05 - 2009</div>", DAY),
)  # fmt: skip


def page(shape: str, row: str) -> Article:
    html = shape.format(title=TITLE, row=row, text=paragraphs())
    head = f"<meta property=og:site_name content='المرافئ نيوز'><title>{TITLE}</title>"
    return read(document(html, head))


def minute(article: Article) -> dt.date | None:
    when = article.published
    return when.replace(tzinfo=None, second=0) if isinstance(when, dt.datetime) else when


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("row", "when"), ANONYMOUS)
def test_a_row_that_names_nobody(shape: str, row: str, when: dt.date) -> None:
    article = page(shape, row)
    assert (minute(article), article.authors, article.paragraphs) == (when, (), BODY)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("row", "when"), SIGNED)
def test_a_row_that_names_who_wrote(shape: str, row: str, when: dt.date) -> None:
    article = page(shape, row)
    assert (minute(article), article.authors, article.paragraphs) == (when, (NAME,), BODY)


def test_a_forum_prints_its_thread_below_others_with_their_days() -> None:
    others = "".join(
        f"<tr><td><a href=showthread.php?t={n}>وصول الباخرة رقم {n} إلى الميناء الشرقي</a><br>"
        f"<span>{n}-11-2011 08:32 PM</span> بواسطة <a href=member.php?u=50>نخيل</a></td></tr>"
        for n in range(11, 20)
    )
    html = (
        "<table><tr><td><span><a href=index.php>اتحاد نقابات المرسى</a></span> <span>&gt;"
        " <a href=forumdisplay.php?f=7>أخبار الحركة العمالية</a></span><table><tr><td>"
        f"<strong>{TITLE}</strong></td></tr></table></td></tr></table>"
        f"<table><tr><td><table>{others}</table></td><td><div><table><tr><td>09-11-2011, 11:27 AM"
        "</td><td># <a href=showpost.php?p=1>1</a></td></tr><tr><td><a href=member.php?u=3>الإعلام"
        f"</a></td><td><div><strong>{TITLE}</strong></div><hr><div id=post_message_1><div>"
        "<img src=um.jpg></div><br><font size=4>المرسى / أصوات العراق<br><br>"
        f"{'<br><br>'.join(BODY)}</font></div></td></tr></table></div></td></tr></table>"
    )
    article = read(document(html, f"<title>{TITLE} - اتحاد نقابات المرسى</title>"))
    assert minute(article) == dt.datetime.fromisoformat("2011-11-09T11:27")
    assert (article.dateline, article.credits) == ("المرسى / أصوات العراق", ("أصوات العراق",))
    assert (article.sections, article.paragraphs) == (("أخبار الحركة العمالية",), BODY)


def test_a_system_that_calls_all_its_pages_the_same() -> None:
    cells = ("تاريخ النشر:", "2009/05/28", "المصدر:", "كونا", "عدد المشاهدات:", "417")
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    html = (
        "<h2>المركز الإعلامي</h2><div class=path><a href=/>الرئيسية</a> &gt; <a href=/n>الأخبار</a>"
        f"</div><div class=news-head>{TITLE}</div><table><tr>{row}</tr></table>"
        f"<ul><li>حجم التبادل بلغ 31 مليون دينار</li></ul><div>{paragraphs()}</div>"
    )
    article = read(document(html, "<title>تفاصيل الخبر</title>"))
    assert (article.title, article.credits, minute(article)) == (TITLE, ("كونا",), DAY)


def test_a_path_may_end_with_a_section_that_is_no_link() -> None:
    steps = "<a href=/>الرئيسية</a> » <a href=/n>الأخبار</a> » الميناء في الصحافة"
    path = f"<div class=crumb>{steps}</div>"
    article = read(document(f"{path}<article><h1>{TITLE}</h1>{paragraphs()}</article>"))
    assert article.sections == ("الميناء في الصحافة",)


def test_what_a_text_is_taken_from_may_be_named_with_its_issue() -> None:
    end = '<p>عن نشرة "المرفأ" الشهرية، العدد 88</p>'
    article = read(document(f"<article><h1>{TITLE}</h1>{paragraphs()}{end}</article>"))
    assert (article.credits, article.paragraphs) == (('نشرة "المرفأ" الشهرية',), BODY)


def test_an_editor_of_pages_that_numbers_them_leaves_the_headline_in_bold() -> None:
    html = (
        f"<table><tr><td><p><b>بسم الله الرحمن الرحيم</b></p><p><b>{TITLE}</b></p>{paragraphs()}"
        "</td></tr></table>"
    )
    article = read(document(html, "<title>New Page 14</title>"))
    assert article.title == TITLE
    assert article.paragraphs[-len(BODY) :] == BODY
