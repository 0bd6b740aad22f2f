"""Pages in parts: builders' widgets, introductions, boxes of institutions, lines above a text."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.errors import NotAnArticle
from marsad.types import Article
from tests.extract.test_pages import BODY, TITLE, document, paragraphs, read

LIST = (
    "ترميم الأرصفة الثلاثة قبل بداية موسم السردين المقبل.",
    "تركيب اثنتي عشرة مضخة للوقود على طول الحاجز الشمالي.",
    "تدريب مئة وعشرين صيادًا على قواعد السلامة في البحر.",
)
NEWS = "نرسل لكم كل مساء أهم ما جرى في المدينة وفي مينائها القديم."
ABOUT = "تأسست المؤسسة عام 1996 وتعمل في واحد وثلاثين بلدًا."
OFFER = "ميناء الشرق يستقبل أول باخرة"


def widget(kind: str, inner: str) -> str:
    return (
        f"<section class='row row-top'><div class='cell'><div class='part part-box part-{kind}'>"
        f"<div class='part-inner'>{inner}</div></div></div></section>"
    )


def article_of(inner: str, *, above: str = "", head: str = "") -> Article:
    return read(
        document(f"<main><article>{above}<h1>{TITLE}</h1>{inner}</article></main>", head=head)
    )


def test_a_text_whose_list_is_a_part_of_its_own_is_read_whole() -> None:
    items = "".join(f"<li class='icon-item'><span>{text}</span></li>" for text in LIST)
    inner = (
        widget("text", f"<p>{BODY[0]}</p>")
        + widget("text", f"<p>{BODY[1]}</p>")
        + widget("text", "<p>وحددت البلدية ثلاثة أهداف، هي:</p>")
        + widget("list", f"<ul class='icon-items'>{items}</ul>")
        + widget("text", f"<p>{BODY[2]}</p>")
        + widget("text", f"<div>{BODY[3]}</div>")
    )
    expected = (BODY[0], BODY[1], "وحددت البلدية ثلاثة أهداف، هي:", *LIST, BODY[2], BODY[3])
    page = f"<main><h1>{TITLE}</h1>{inner}</main>"
    assert read(document(page)).paragraphs == expected


@pytest.mark.parametrize("name", ["introText", "lead-in", "chapo"])
def test_an_introduction_in_an_element_of_its_own_belongs_to_the_text(name: str) -> None:
    rest = "".join(f"<p>{text}</p>" for text in BODY[1:])
    inner = f"<div class='{name}'><p>{BODY[0]}</p></div><div class='fullText'>{rest}</div>"
    assert article_of(f"<div class=itemBody>{inner}</div>").paragraphs == BODY


@pytest.mark.parametrize("name", ["summary", "newsletter-box", "donate"])
def test_a_box_above_the_text_is_no_introduction(name: str) -> None:
    box = f"<div class='{name}'><p>{NEWS}</p></div>"
    inner = f"<div class=itemBody>{box}<div class='fullText'>{paragraphs()}</div></div>"
    assert article_of(inner).paragraphs == BODY


@pytest.mark.parametrize(
    "label", ["للاستفسارات الإعلامية", "نبذة عن المؤسسة", "عن الشركة", "ملاحظات للمحررين"]
)
def test_what_an_institution_says_of_itself_below_a_release_is_no_text(label: str) -> None:
    box = f"<section><h2>{label}</h2><p>{ABOUT}</p></section>"
    topics = (
        "<div class=field><div>المواضيع</div><div class=items><div class=item>"
        "<a href=/topic/1>الصيد في البحر المتوسط</a></div><div class=item>"
        "<a href=/country/2>ليبيا</a></div></div></div>"
    )
    article = article_of(
        f"<div class=content><div class=field>{paragraphs()}</div>{box}{topics}</div>"
    )
    assert article.paragraphs == BODY
    assert article.tags == ("الصيد في البحر المتوسط", "ليبيا")


@pytest.mark.parametrize(
    ("line", "dateline", "authors"),
    [
        ("سرت - بوابة الساحل الجديد: علي الورفلي", "سرت - بوابة الساحل الجديد", ("علي الورفلي",)),
        ("بريدة - شوق العريفي", "بريدة", ("شوق العريفي",)),
        ("تونس / رويترز", "تونس / رويترز", ()),
    ],
)
def test_a_place_above_the_text_is_its_dateline(
    line: str, dateline: str, authors: tuple[str, ...]
) -> None:
    article = article_of(f"<p class=m>{line}</p><p>12 نوفمبر 2024</p><div>{paragraphs()}</div>")
    assert (article.dateline, article.authors) == (dateline, authors)
    assert article.paragraphs == BODY


def test_a_section_above_the_text_is_no_dateline() -> None:
    article = article_of(f"<p class=m>اقتصاد - أسواق</p><div>{paragraphs()}</div>")
    assert article.dateline is None


def test_a_dateline_may_name_two_places() -> None:
    first = f"عدن/جنيف – {BODY[0]}"
    rest = "".join(f"<p>{text}</p>" for text in BODY[1:])
    assert article_of(f"<div><p>{first}</p>{rest}</div>").dateline == "عدن/جنيف"


def test_an_update_below_the_text_is_read_though_the_publication_stands_above() -> None:
    article = article_of(
        f"<p>نشر بتاريخ: الثلاثاء، 12 نوفمبر 2024 14:32</p><div>{paragraphs()}</div>"
        "<p>آخر تعديل على الثلاثاء، 12 نوفمبر 2024 16:05</p>"
    )
    assert article.published == dt.datetime.fromisoformat("2024-11-12T14:32")
    assert article.updated == dt.datetime.fromisoformat("2024-11-12T16:05")


def test_the_day_of_another_article_is_not_that_of_this_one() -> None:
    cards = "".join(
        f"<div><a href=/n/{n}><img src=x.jpg><div>خبر آخر رقم {n} في المدينة</div>"
        f"<div class=dt>2024-11-11</div></a></div>"
        for n in range(4)
    )
    inner = (
        f"<form><div><div class=side>{cards}</div><div class=main>"
        "<div class=cat>أخبار المدينة</div>"
        f"<div class=d><span>2024-11-12 | 11:21</span><span>مشاهدات عالية</span></div>"
        f"<h1>{TITLE}</h1><div class=text>{paragraphs()}</div></div></div></form>"
    )
    article = read(document(inner))
    assert article.published == dt.datetime.fromisoformat("2024-11-12T11:21")
    assert article.authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "<p>الثلاثاء 12 نوفمبر 2024، بقلم <a href=/a/3>نعيمة شيخ أحمد</a></p>",
        "<div class=by><img src=a.jpg> نعيمة شيخ أحمد</div><time>منذ ساعتين</time>",
        "<time>12 نوفمبر 2024</time> <a href=/education>تعليم</a> <span>نعيمة شيخ أحمد</span>",
    ],
)
def test_who_wrote_stands_beside_the_stamp(line: str) -> None:
    article = article_of(f"<div class=meta>{line}</div><div class=text>{paragraphs()}</div>")
    assert article.authors == ("نعيمة شيخ أحمد",)
    assert article.paragraphs == BODY


@pytest.mark.parametrize("name", ["webadmin2", "wsadmin", "editor_7"])
def test_an_account_is_no_author(name: str) -> None:
    head = f"<meta name=author content='{name}'>"
    assert article_of(f"<div>{paragraphs()}</div>", head=head).authors == ()


def test_a_link_behind_more_is_a_related_article() -> None:
    inner = f"<p>{BODY[0]}</p><p class=x>المزيد: <a href=/n/2>{OFFER}</a></p>" + "".join(
        f"<p>{text}</p>" for text in BODY[1:]
    )
    article = article_of(f"<div>{inner}</div>")
    assert [item.title for item in article.related] == [OFFER]
    assert article.paragraphs == BODY


def test_a_card_of_one_link_offers_its_title() -> None:
    card = (
        f"<figure><a href=/n/2><div><div class=t>{OFFER}</div>"
        "<div class=d>خمسة أسابيع على البحر انتهت أمس عند الرصيف الجديد للميناء</div>"
        "<div class=m>المرافئ</div></div></a></figure>"
    )
    inner = f"<p>{BODY[0]}</p><p>{BODY[1]}</p>{card}<p>{BODY[2]}</p><p>{BODY[3]}</p>"
    article = article_of(f"<div class=content>{inner}</div>")
    assert [item.title for item in article.related] == [OFFER]
    assert article.paragraphs == BODY


def test_related_items_below_a_heading_with_a_button_beside_it() -> None:
    items = "".join(f"<div><h2><p><a href=/n/{n}>{OFFER} {n}</a></p></h2></div>" for n in range(3))
    box = f"<section><div>منشورات ذات صلة<a href=/all>عرض الكل</a></div>{items}</section>"
    article = article_of(f"<div>{paragraphs()}</div>{box}")
    assert [item.title for item in article.related] == [f"{OFFER} {n}" for n in range(3)]


def test_the_article_has_a_footer_of_its_own() -> None:
    footer = (
        "<footer><ul><li><a href=/tags/1>رصيف الصيادين</a></li>"
        "<li><a href=/tags/2>المرسى القديم</a></li></ul>"
        "<ul class=post-categories><li><a href=/c/1>أخبار المدينة</a></li></ul></footer>"
    )
    article = article_of(f"<div>{paragraphs()}</div>{footer}")
    assert article.tags == ("رصيف الصيادين", "المرسى القديم")
    assert article.sections == ("أخبار المدينة",)


def test_the_printed_section_comes_before_what_its_address_is_called() -> None:
    head = "<meta property=article:section content=economy>"
    path = "<div class=breadcrumb><a href=/>الرئيسية</a> / <a href=/e>أسواق المال</a></div>"
    body = f"<div>{paragraphs()}</div>"
    assert article_of(body, above=path, head=head).sections == ("أسواق المال",)
    assert article_of(body, head=head).sections == ("economy",)


def test_the_headline_of_a_page_whose_title_is_the_sites_stands_above_the_stamp() -> None:
    rows = "".join(f"<p>{text}</p>" for text in BODY)
    table = (
        f"<table><tr><td>{TITLE}</td></tr><tr><td>الثلاثاء, 12 نوفمبر 2024 - عدد القراءات: 41</td>"
        f"</tr><tr><td>{rows}</td></tr></table>"
    )
    article = read(document(table, head="<title>المرافئ أون لاين - مستقلة، شاملة</title>"))
    assert (article.title, article.paragraphs) == (TITLE, BODY)


def test_an_album_of_pictures_is_no_article() -> None:
    slides = "".join(
        f"<figure><img src={n}.jpg><figcaption><span>{n}/4</span><p>{text}</p>"
        "</figcaption></figure>"
        for n, text in enumerate(BODY, 1)
    )
    head = "<meta property=og:type content=article>"
    with pytest.raises(NotAnArticle, match="gallery"):
        read(document(f"<main><h1>{TITLE}</h1><div>{slides}</div></main>", head=head))


def test_a_table_with_a_column_of_sources_credits_nobody() -> None:
    table = (
        "<table><tr><th>المصدر</th><th>الحجم</th></tr><tr><td>رصيف الشرق</td><td>200 طن</td></tr>"
        "<tr><td>رصيف الغرب</td><td>150 طن</td></tr></table>"
    )
    inner = f"<p>{BODY[0]}</p><p>{BODY[1]}</p>{table}<p>{BODY[2]}</p><p>{BODY[3]}</p>"
    assert article_of(f"<div>{inner}</div>").credits == ()


def test_what_stands_in_an_advertisement_is_no_text() -> None:
    ad = "<amp-ad width=300 type=x><div overflow>مساحة لشركائنا</div></amp-ad>"
    inner = f"<p>{BODY[0]}</p>{ad}" + "".join(f"<p>{text}</p>" for text in BODY[1:])
    assert article_of(f"<div>{inner}</div>").paragraphs == BODY


def test_a_box_about_who_wrote_names_them_and_is_no_text() -> None:
    box = (
        "<div class=box><img src=a.jpg><h4>ليلى عمر</h4>"
        "<p>صحافية ليبية تكتب عن البحر منذ عشرة أعوام، ونالت جوائز كثيرة.</p></div>"
    )
    article = article_of(f"<div class=c>{paragraphs()}{box}</div>")
    assert (article.paragraphs, article.authors) == (BODY, ("ليلى عمر",))


def test_what_an_author_is_is_no_name() -> None:
    article = article_of(f"<div>{paragraphs()}<p>* كاتب وباحث ليبي</p></div>")
    assert (article.paragraphs, article.authors) == (BODY, ())


def test_who_published_stands_behind_the_stamp_of_the_same_line() -> None:
    line = "<div class=meta><p>نُشر في: 12-11-2024 بواسطة: ليلى عمر</p></div>"
    assert article_of(f"{line}<div>{paragraphs()}</div>").authors == ("ليلى عمر",)


def test_two_places_of_a_dateline_are_no_author() -> None:
    rest = "".join(f"<p>{text}</p>" for text in BODY[1:])
    article = article_of(f"<div><p>غزة/ رام الله - {BODY[0]}</p>{rest}</div>")
    assert (article.dateline, article.authors) == ("غزة/ رام الله", ())


def test_an_aside_of_one_headline_within_the_text_offers_it() -> None:
    aside = f"<aside><a href=/n/2><h4>{OFFER}</h4></a></aside>"
    inner = f"<p>{BODY[0]}</p><p>{BODY[1]}</p>{aside}<p>{BODY[2]}</p><p>{BODY[3]}</p>"
    article = article_of(f"<div>{inner}</div>")
    assert [item.title for item in article.related] == [OFFER]
    assert article.paragraphs == BODY


ABSTRACT = "<p>Al Marsa reopens its quay</p><p>The mayor opened the old quay on Tuesday.</p>"


def test_an_abstract_in_latin_letters_below_an_arabic_text_is_no_text() -> None:
    assert article_of(paragraphs() + ABSTRACT).paragraphs == BODY


def test_latin_letters_within_or_at_the_end_of_an_arabic_text_stay() -> None:
    quoted = (
        "<p>The sea is open to all of us.</p>",
        "<p>وأغلق المتجر بلافتة: Closed for good.</p>",
    )
    for line in quoted:
        assert len(article_of(paragraphs() + line).paragraphs) == len(BODY) + 1


def test_a_card_that_introduces_whom_the_text_is_about_is_no_text() -> None:
    one, *rest = (f"<p>{text}</p>" for text in BODY)
    card = "<div class=card-in><h5>بطاقة</h5><p>ولد في المرسى سنة 1968، وأخرج 11 عرضا</p></div>"
    assert article_of(one + card + "".join(rest)).paragraphs == BODY


def test_a_line_made_of_pieces_that_tell_when_and_by_whom_is_no_text() -> None:
    told = (
        "<div><span>بدأت التغطية: 12 نوفمبر 2024 - 08:10 بتوقيت القاهرة</span>"
        "<span>آخر تحديث: 11:45 بتوقيت القاهرة</span><span>تحرير: فريق التغطية</span></div>"
    )
    assert article_of(told + paragraphs()).paragraphs == BODY
