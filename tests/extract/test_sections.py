"""Sections and stamps at the places where sites print them, and where no site does."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.extract.test_pages import BODY, TITLE, document, paragraphs, read

HEADLINE = f"<h1>{TITLE}</h1>"
DAY = "12 نوفمبر 2024"
MENU = "<ul>" + "".join(f"<li><a href=/c/{n}>{n}</a></li>" for n in ("اقتصاد", "رياضة")) + "</ul>"


def section(above: str, *, beside: str = "", below: str = "", head: str = "") -> tuple[str, ...]:
    inner = f"<main>{above}{HEADLINE}{beside}{paragraphs()}</main>{below}"
    return read(document(f"{MENU}<div>{inner}</div>", head)).sections


@pytest.mark.parametrize(
    "path",
    [
        "<div><a href=/>الرئيسية</a> / <a href=/b>مصارف</a></div>",
        "<div class=breadcumb><a href=/>الرئيسية</a> <a href=/b>مصارف</a></div>",
        "<ol class=crumbs><li><a href=/>الرئيسية</a></li><li><a href=/b>مصارف</a></li></ol>",
        f"<ul class=breadcrumb><li>الرئيسية</li><li>مصارف</li><li>{TITLE}</li></ul>",
        (
            "<nav class=breadcrumb><ol><li><div><a href=/>الرئيسية</a></div></li><li><div><span>"
            "<a href=/b>مصارف</a></span></div></li></ol></nav>"
        ),
        (
            "<div class=crumbs><div><div><a href=/>الرئيسية</a></div><div><a href=/n>محليات</a>"
            f"</div><div><a href=/n/b>مصارف</a></div></div><p>{TITLE}</p></div>"
        ),
        "<div>الرئيسية / محليات / مصارف</div>",
        (
            "<ol class=flex><li><a href=/>الرئيسية</a></li><li>/</li><li><a href=/n>محليات</a></li>"
            "<li>/</li><li><a href=/n/b>مصارف</a></li></ol>"
        ),
        "<div><a href=/b>مصارف</a></div>",
        "<span class=cat>مصارف</span>",
        "<div class=article__kicker>مصارف</div>",
        "<div><a href=/>الرئيسية</a> <a href=/n>محليات</a> <a href=/n/b>مصارف</a></div>",
        "<div><a href=/>الرئيسية</a> | <a href=/n>محليات</a> | <a href=/n/b>مصارف</a></div>",
        "<nav><a href=/>الرئيسية</a> » <a href=/c/2>محليات</a> » <a href=/c/9>مصارف</a></nav>",
        "<nav aria-label=breadcrumb><a href=/>الرئيسية</a> <a href=/c/9>مصارف</a></nav>",
        "<ul class=td-category><li class=entry-category><a href=/b>مصارف</a></li></ul>",
    ],
)
def test_a_section_above_the_headline(path: str) -> None:
    assert section(path) == ("مصارف",)


@pytest.mark.parametrize(
    "line",
    [
        "<dl><dd>المجموعة: <a href=/b>مصارف</a></dd></dl>",
        "<div>القسم: مصارف</div>",
        f"<div><span>القسم: مصارف</span> | <span>{DAY} - 18:45</span></div>",
        "<dl><dt>القسم:</dt><dd>مصارف</dd></dl>",
        "<div>نشر في <a href=/b>مصارف</a></div>",
        "<div>الأقسام: <a href=/b rel='category tag'>مصارف</a></div>",
        "<div class=category><a href=/b>مصارف</a></div>",
    ],
)
def test_a_section_behind_a_label_or_in_a_link_to_it(line: str) -> None:
    assert section("", beside=line) == ("مصارف",)
    assert section("", below=line) == ("مصارف",)


def test_a_section_beside_the_stamp_or_in_the_title_of_the_window() -> None:
    assert section("", beside=f"<div>اقتصاد &nbsp; {DAY} 19:26</div>") == ("اقتصاد",)
    assert section("", head=f"<title>المرافئ » اقتصاد » {TITLE}</title>") == ("اقتصاد",)


def test_a_short_text_above_the_headline_that_the_menu_names_is_a_section() -> None:
    path = "<ul><li><a href=/c/9>دفاتر البر</a></li></ul>"
    headed = f"<main>{{}}<p>دفاتر البر</p>{HEADLINE}{paragraphs()}</main>"
    assert read(document(path + headed)).sections == ("دفاتر البر",)
    assert read(document(headed)).sections == ()


def test_a_button_beside_the_section_is_no_part_of_it() -> None:
    assert section("<div>مصارف <a href=/s>مشاركة</a></div>") == ("مصارف",)


@pytest.mark.parametrize(
    "above", ["", "<div>عاجل</div>", "<div>تاريخ النشر</div>", "<div class=cat>خاص</div>", MENU]
)
def test_menus_and_labels_are_no_sections(above: str) -> None:
    assert section(above) == ()


ENTRIES = [f"<a href=/c/{n}>{name}</a>" for n, name in enumerate(("سياسة", "اقتصاد", "رياضة"))]
HOME = "<a href=/>الرئيسية</a>"


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize(
    ("menu", "between"),
    [
        ("<nav>{}</nav>", " "),
        ("<div class=menu><ul><li>{}</li></ul></div>", "</li><li>"),
        ("<header><nav><ul><li>{}</li></ul></nav></header>", "</li><li>"),
        ("<div class=top-nav>{}</div>", " | "),
    ],
)
def test_a_short_menu_is_no_path(menu: str, between: str, size: int) -> None:
    links = menu.format(between.join([HOME, *ENTRIES[:size]]))
    page = f"<main>{HEADLINE}<div>{{}}{DAY} - 18:45</div>{paragraphs()}</main>"
    assert read(links + page.format("")).sections == ()
    assert read(links + page.format("<span>القسم: محليات</span> | ")).sections == ("محليات",)


@pytest.mark.parametrize("between", [" ", " | ", " - "])
def test_links_on_one_level_are_no_path(between: str) -> None:
    assert section(f"<div>{between.join([HOME, *ENTRIES])}</div>") == ()


def published(html: str, head: str = "", url: str = "https://marafi.example/n/1") -> object:
    return read(document(html, head), url=url).published


@pytest.mark.parametrize(
    "page",
    [
        f"<article><span>{DAY}</span>{HEADLINE}{paragraphs()}</article>",
        (
            f"<article>{HEADLINE}{paragraphs()}</article><p>شارك</p><p>صور</p><p>فيديو</p><p>محليات</p>"
            f"<div>تاريخ النشر: {DAY}</div>"
        ),
        f"<article>{HEADLINE}<dl><dt>تاريخ النشر</dt><dd>{DAY}</dd></dl>{paragraphs()}</article>",
        f"<article>{HEADLINE}<ul><li>تاريخ النشر<br>{DAY}</li></ul>{paragraphs()}</article>",
        f"<div>الثلاثاء {DAY} - العدد 10482</div><div>{MENU * 9}</div>{HEADLINE}{paragraphs()}",
        (
            f"<div>الثلاثاء {DAY} - العدد 10482 | {'الصفحة الأولى | أخبار البلاد | ' * 9}</div>"
            f"<div>{MENU * 9}</div>{HEADLINE}{paragraphs()}"
        ),
    ],
)
def test_a_day_wherever_the_article_prints_it(page: str) -> None:
    assert published(page) == dt.date(2024, 11, 12)


def test_the_day_at_the_top_of_a_page_is_the_day_on_which_it_was_fetched() -> None:
    top = "<div class=top>الخميس 14 نوفمبر 2024</div>"
    assert published(f"{top}{HEADLINE}{paragraphs()}") is None
    wrapped = f"<main>{HEADLINE}{paragraphs()}</main>"
    for part in (top, "<header><p>الخميس 14 نوفمبر 2024</p></header>"):
        assert published(f"<div id=page>{part}{wrapped}</div>") is None
    assert published(f"{top}{HEADLINE}<p>{DAY}</p>{paragraphs()}") == dt.date(2024, 11, 12)


def test_days_of_related_items_are_not_the_articles() -> None:
    rows = "<div><a href=/n/2>ميناء الشرق يستقبل أول باخرة</a><span>1 يناير 2023</span></div>"
    page = f"<article>{HEADLINE}{paragraphs()}</article>"
    assert published(f"{page}<h3>مواضيع ذات صلة</h3>{rows}") is None
    assert published(f"{page}{rows}") is None


def test_days_for_machines_in_more_places() -> None:
    page = f"<article>{HEADLINE}{paragraphs()}</article>"
    day = dt.date(2024, 11, 12)
    assert published(page, "<meta name=pdate content=2024-11-12>") == day
    assert published(page, url="https://marafi.example/news/20241112/x") == day
    assert published(page, url="https://marafi.example/news/20249912/x") is None
    data = '{"@type":"WebPage","datePublished":"2024-11-12","dateModified":"2024-11-13"}'
    assert published(page, f"<script type=application/ld+json>{data}</script>") == day


def test_an_update_on_the_same_day_without_a_time_says_nothing() -> None:
    line = f"<div>{DAY} <span>- تحديث : {DAY}</span></div>"
    article = read(document(f"<article>{HEADLINE}{line}{paragraphs()}</article>"))
    assert (article.published, article.updated) == (dt.date(2024, 11, 12), None)


def at(hour: int, minute: int) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2024-11-12T{hour:02}:{minute:02}")


@pytest.mark.parametrize(
    "line",
    [
        f"<div>{DAY} 14:10</div><div>آخر تحديث: 18:47</div>",
        f"<div>{DAY} 14:10</div><p>قراءة 3 دقائق آخر تعديل على {DAY} 18:47</p>",
    ],
)
def test_an_update_that_is_told_by_the_clock_alone_or_behind_other_words(line: str) -> None:
    article = read(document(f"<article>{HEADLINE}{line}{paragraphs()}</article>"))
    assert (article.published, article.updated) == (at(14, 10), at(18, 47))


def test_an_update_told_by_a_clock_that_ran_past_midnight_is_on_no_day_that_is_printed() -> None:
    line = f"<div>{DAY} 23:10</div><div>آخر تحديث: 01:47</div>"
    article = read(document(f"<article>{HEADLINE}{line}{paragraphs()}</article>"))
    assert (article.published, article.updated) == (at(23, 10), None)


def test_a_site_that_puts_its_name_into_the_first_heading() -> None:
    head = f"<title>{TITLE} « وكالة المرافئ الإخبارية</title>"
    post = f"<div><h2>{TITLE}</h2><div>Posted on 2024/11/12 by admin</div>{paragraphs()}</div>"
    article = read(document(f"<h1>وكالة المرافئ الإخبارية</h1>{MENU}{post}", head))
    assert (article.title, article.published) == (TITLE, dt.date(2024, 11, 12))
    assert article.paragraphs == BODY


LINKS = "".join(f"<li><a href=/x/{n}>خبر آخر رقم {n} من القائمة</a></li>" for n in range(80))


@pytest.mark.parametrize(
    "page",
    [
        "<article>{h}{0}{1}<ul>{links}</ul>{2}{3}</article>",
        "<article>{h}<div>{0}</div><div>{1}</div><ul>{links}</ul><div>{2}</div><div>{3}</div></article>",
        "{h}{0}{1}<ul>{links}</ul>{2}{3}",
        "<article>{h}<div>{0}</div><div><ul>{links}</ul></div>{1}{2}{3}</article>",
    ],
)
def test_a_long_list_within_an_article_ends_it_not(page: str) -> None:
    texts = [f"<p>{text}</p>" for text in BODY]
    inner = page.format(*texts, h=HEADLINE, links=LINKS)
    assert read(document(inner, f"<title>{TITLE}</title>")).paragraphs == BODY


def test_a_text_above_a_headline_that_comes_late_is_read() -> None:
    menu = "".join(f"<div><a href=/m/{n}>قسم {n}</a></div>" for n in range(300))
    late = f"<article>{paragraphs()}</article><div>{menu}</div><div>{HEADLINE}</div>"
    article = read(document(late, f"<title>{TITLE}</title>"))
    assert article.paragraphs == BODY
