"""Bodies that much interrupts: entries of live blogs, cards in the middle, placeholders."""

from __future__ import annotations

import pytest

from tests.extract.test_offered import LINKS, ONE, TWO, titles, within
from tests.extract.test_pages import BODY, TITLE, document, read

HEADS = ("وصول أول مركب إلى الرصيف", "كلمة رئيسة البلدية", "بدء بيع السردين", "إقفال السوق")


def entries(
    kind: str, *, clock: bool = True, linked: bool = False, share: str = "<button>شارك</button>"
) -> str:
    made = ""
    for n, (head, text) in enumerate(zip(HEADS, BODY, strict=True)):
        time = f"<div><time>{20 - n}:3{n}</time></div>" if clock else ""
        shown = f"<a href=/n/{n}>{head}</a>" if linked else head
        made += (
            f"<div class='{kind} post-{n}'>{time}<h3>{shown}</h3><div class=articlebody>"
            f"<p>{text}</p><p>التفاصيل لاحقًا.</p></div><div class=share>{share}</div>"
            "</div>"
        )
    return made


INTRO = "تابع مراسلونا منذ الفجر احتفال المدينة بافتتاح الرصيف، وهذه أبرز محطات اليوم."


def test_a_live_blog_is_all_its_entries_with_their_headings_and_what_stands_above() -> None:
    blog = f"<div class=txt><p>{INTRO}</p></div><div class=feed>{entries('item')}</div>"
    article = read(document(f"<main><div><h1>{TITLE}</h1>{blog}</div></main>"))
    wanted = [INTRO]
    for head, text in zip(HEADS, BODY, strict=True):
        wanted += [head, text, "التفاصيل لاحقًا."]
    assert list(article.paragraphs) == wanted


def test_entries_without_hours_are_a_live_blog_where_the_page_calls_them_so() -> None:
    blog = f"<div class=live-feed>{entries('live-feed__item', clock=False)}</div>"
    article = read(document(f"<main><div><h1>{TITLE}</h1>{blog}</div></main>"))
    assert [text for text in article.paragraphs if text in HEADS] == list(HEADS)


def test_a_button_to_share_an_entry_of_a_live_blog_makes_it_no_call_to_readers() -> None:
    shared = entries("item", share="<a href=#share>مشاركة التحديث</a>")
    article = read(
        document(f"<main><div><h1>{TITLE}</h1><div class=feed>{shared}</div></div></main>")
    )
    assert [text for text in article.paragraphs if text in BODY] == list(BODY)


def test_teasers_below_one_another_are_no_live_blog() -> None:
    said = (INTRO, *BODY, *(f"{line} {line[::-1]}." for line in BODY))
    text = "".join(f"<p>{line}</p>" for line in said)
    listed = f"<div class=live>{entries('item', linked=True)}</div>"
    article = read(document(f"<main><article><h1>{TITLE}</h1>{text}</article>{listed}</main>"))
    assert article.paragraphs == said


@pytest.mark.parametrize("more", ["list of 2 items", "خبران"])
def test_a_card_in_the_middle_ends_with_its_own_element(more: str) -> None:
    card = f"<section><h2>اقرأ أيضا</h2><span>{more}</span><ul>{LINKS}</ul><span>end of list</span>"
    article = within(f"{card}</section>")
    assert article.paragraphs == BODY
    assert titles(article) == [ONE, TWO]
    assert all(item.text is None for item in article.related)


@pytest.mark.parametrize(
    "box",
    [
        "<div class=embed-placeholder><p>هذا الفيديو من موقع يجمع بيانات زواره.</p></div>",
        "<p>لمشاهدة هذا المحتوى، عليك السماح بجمع نسب المشاهدة في موقعنا وتطبيقنا.</p>",
        "<p>المتصفح الخاص بك لا يدعم تشغيل هذا المقطع، فجرب متصفحًا أحدث منه.</p>",
        "<blockquote class=twitter-tweet><p>السردين وصل أخيرا.</p>نقابة (@saydin)</blockquote>",
        "<p>حمِّل تطبيق المرافئ</p>",
        "<p>متابعة أخبار المرافئ على تلغرام https://t.me/marafi</p>",
    ],
)  # fmt: skip
def test_what_stands_in_the_place_of_a_player_or_a_post_is_no_text(box: str) -> None:
    assert within(box).paragraphs == BODY


def test_the_speaker_below_a_quotation_is_no_text_of_the_body() -> None:
    quote = "<blockquote><p>«البحر لا يعيد ما أخذ»</p>سالم الورغمي - صياد</blockquote>"
    assert "سالم الورغمي - صياد" not in within(quote).paragraphs


@pytest.mark.parametrize(
    "end",
    [
        "<p>// انتهى //<br>13:22 ت م<br>0117</p>", "<p>// انتهى //</p><p>14:05 ت م</p>",
        "<p>م س / ع ك ل</p>", "<p>س.م/ ع.ك (رويترز)</p>", "<p>المرافئ/ رويترز</p>",
    ],
)  # fmt: skip
def test_what_an_agency_writes_below_its_copy_is_no_text(end: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in BODY)
    article = read(document(f"<article><h1>{TITLE}</h1>{text}{end}</article>"))
    assert article.paragraphs == BODY
    assert ("رويترز" in article.credits) == ("رويترز" in end)


def test_labels_of_a_byline_may_end_in_a_comma() -> None:
    line = "<section><ul><li>Author, ليلى الورغمي</li><li>Role, مرافئ - تونس</li></ul></section>"
    text = "".join(f"<p>{one}</p>" for one in BODY)
    article = read(document(f"<main><h1>{TITLE}</h1>{line}{text}</main>"))
    assert (article.paragraphs, article.authors) == (BODY, ("ليلى الورغمي",))


def test_the_site_by_part_of_its_name_is_no_author() -> None:
    head = "<meta property=og:site_name content='Port Voice - صوت الميناء جريدة يومية'>"
    line = "<p class=author>بقلم: صوت الميناء</p>"
    text = "".join(f"<p>{one}</p>" for one in BODY)
    article = read(document(f"<article><h1>{TITLE}</h1>{line}{text}</article>", head))
    assert article.authors == ()


@pytest.mark.parametrize("line", ["تونس-رفا", "تونس - رفا"])
def test_a_dateline_may_name_an_agency_that_nobody_knows_by_its_short_name(line: str) -> None:
    text = "".join(f"<p>{one}</p>" for one in BODY)
    article = read(document(f"<article><h1>{TITLE}</h1><p>{line}</p>{text}</article>"))
    assert (article.dateline, article.paragraphs) == (line, BODY)


def test_an_entry_that_is_a_list_with_a_button_below_it_is_text() -> None:
    roads = "".join(f"<li>{road}</li>" for road in ("طريق الميناء", "جسر الوادي", "دوار الساحة"))
    lead = "أصدرت غرفة المرور لائحة بالطرق المقطوعة أمام السيارات حتى الآن، وهي:"
    share = "<button>شارك</button>"
    inner = f"<div>11:20</div><h3>لائحة الطرق</h3><p>{lead}</p><ul>{roads}</ul>{share}"
    entry = f"<div class=e>{inner}</div>"
    blog = f"<div class=feed>{entries('e')}{entry}</div>"
    article = read(document(f"<main><div><h1>{TITLE}</h1>{blog}</div></main>"))
    assert {lead, "طريق الميناء", "جسر الوادي"} <= set(article.paragraphs)


@pytest.mark.parametrize(
    "line",
    [
        "المعلومات الواردة للتثقيف الصحي فقط ولا تغني عن استشارة الطبيب المختص.",
        "هذا المقال لا يغني عن زيارة الطبيب.",
        "المعلومات الواردة في المجلة لا تغني عن استشارة الطبيب",
    ],
)
def test_what_a_page_about_health_takes_no_responsibility_for_is_no_text(line: str) -> None:
    texts = "".join(f"<p>{text}</p>" for text in (*BODY, line))
    article = read(document(f"<article><h1>{TITLE}</h1>{texts}</article>"))
    assert article.paragraphs == BODY


def test_comments_below_their_number_are_no_text() -> None:
    texts = "".join(f"<p>{text}</p>" for text in BODY)
    comments = (
        "<div><span>عدد التعليقات: 2</span><table><tr><td>1 - أم سامر</td></tr>"
        "<tr><td>زرنا الرصيف مع الأطفال وكان التنظيم رائعا والمواقف قليلة.</td></tr></table></div>"
    )
    article = read(document(f"<div><h1>{TITLE}</h1><div>{texts}</div>{comments}</div>"))
    assert article.paragraphs == BODY


def test_an_offer_of_the_app_between_question_and_answer_is_no_text() -> None:
    one, *rest = (f"<p>{text}</p>" for text in BODY)
    offer = "<div class=inset><span>لقراءة المزيد من موادنا حمّل تطبيق الصحيفة</span></div>"
    article = read(document(f"<article><h1>{TITLE}</h1>{one}{offer}{''.join(rest)}</article>"))
    assert article.paragraphs == BODY


def test_the_open_part_of_what_subscribers_read_is_text() -> None:
    one, two, *rest = (f"<p>{text}</p>" for text in BODY)
    price = "<p>ويدفع كل صياد خمسة عشر دينارا شهريا سعر رسو قاربه في الرصيف الجديد.</p>"
    opened = f"<div class=premium><div class=premium__open>{one}{two}{price}</div>"
    locked = f"<div class=premium__locked style='display:none'>{''.join(rest)}</div></div>"
    assert len(read(document(f"<h1>{TITLE}</h1>{opened}{locked}")).paragraphs) == len(BODY) + 1


@pytest.mark.parametrize(
    "line",
    [
        "<div><p>هل كان هذا المقال مفيداً؟</p><button>نعم</button><button>لا</button></div>",
        (
            "<p><small>التصنيف: <a href=/c/6>أخبار الوطن</a>. يمكنك متابعة الردود على هذه المقالة "
            "عن طريق <a href=/feed>خلاصات</a>. يمكنك ترك تعليق، أو تعقيب من موقعك.</small></p>"
        ),
    ],
)
def test_what_a_site_says_of_its_article_below_it_is_no_text(line: str) -> None:
    texts = "".join(f"<p>{text}</p>" for text in BODY)
    page = document(
        f"<article><h1>{TITLE}</h1>{texts}<p>نقلا عن الساحل الإخباري</p>{line}</article>"
    )
    article = read(page)
    assert (article.credits, article.paragraphs) == (("الساحل الإخباري",), BODY)
