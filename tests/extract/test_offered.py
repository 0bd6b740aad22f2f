"""What a page offers beside its article: related items, other articles, players, subscriptions."""

from __future__ import annotations

import pytest

from marsad.types import Article
from tests.extract.test_pages import BODY, TITLE, document, paragraphs, read

ONE, TWO = "ميناء الشرق يستقبل أول باخرة منذ عام", "بلدية الشاطئ تمنع الصيد ليلا في الخليج"
LINKS = f"<li><a href=/n/2>{ONE}</a></li><li><a href=/n/3>{TWO}</a></li>"
FIRST, SECOND = f"<a href=/n/2>{ONE}</a>", f"<a href=/n/3>{TWO}</a>"


def below(box: str) -> Article:
    return read(document(f"<main><article><h1>{TITLE}</h1>{paragraphs()}</article>{box}</main>"))


def within(box: str) -> Article:
    one, two, three, four = (f"<p>{text}</p>" for text in BODY)
    return read(document(f"<article><h1>{TITLE}</h1>{one}{two}{box}{three}{four}</article>"))


def titles(article: Article) -> list[str]:
    return [item.title for item in article.related]


@pytest.mark.parametrize(
    "heading",
    [
        "المزيد عن الموضوع", "في السياق نفسه", "ملفات ذات صلة", "الأخبار المتعلقة", "قصص مشابهة",
        "للمزيد", "تقرؤون أيضا", "المزيد حول: الصيد", "موضوعات متصلة",
        "مقالات أخرى قد تعجبك", "في نفس الموضوع",
    ],
)  # fmt: skip
def test_headings_that_say_that_what_follows_is_related(heading: str) -> None:
    article = below(f"<div><h3>{heading}</h3><ul>{LINKS}</ul></div>")
    assert titles(article) == [ONE, TWO]
    assert article.paragraphs == BODY


@pytest.mark.parametrize(
    "heading",
    [
        "المزيد من الأخبار", "أخبار من القسم نفسه", "من أقسام أخرى", "قصص أخرى من العدد",
        "أخبار أخرى", "أخبار أخرى تهمك", "أهم العناوين", "المزيد من محليات",
        "الرائج الآن", "الخبر التالي",
    ],
)  # fmt: skip
def test_headings_of_the_newest_and_of_the_most_read_offer_nothing_related(heading: str) -> None:
    assert titles(below(f"<div><h3>{heading}</h3><ul>{LINKS}</ul></div>")) == []


OTHERS = [
    "مقالات أخرى للكاتب",
    "للكاتبة أيضا",
    "أحدث مقالات الكاتب سامي خليل",
    "من الأرشيف",
    "لا يفوتك",
]


@pytest.mark.parametrize("heading", OTHERS)
def test_other_pieces_of_author_and_archive_are_related_only_within_the_text(heading: str) -> None:
    box = f"<div><h3>{heading}</h3><ul>{LINKS}</ul></div>"
    assert titles(below(box)) == []
    assert titles(read(document(f"<article><h1>{TITLE}</h1>{paragraphs()}{box}</article>"))) == []
    article = within(box)
    assert titles(article) == [ONE, TWO]
    assert article.paragraphs == BODY


def test_items_within_the_text_have_stamps_that_say_how_long_ago() -> None:
    cards = "".join(f"<div>{one}<div>منذ أسبوع واحد</div></div>" for one in (FIRST, SECOND))
    article = within(f"<div><div>مقالات ذات صلة</div>{cards}</div>")
    assert titles(article) == [ONE, TWO]
    assert article.paragraphs == BODY


def test_an_item_that_a_stamp_touches_is_no_stamp() -> None:
    short = ["الهيئة تؤجل القرعة", "مضخات تصل إلى الولاية"]
    rows = "".join(
        f"<tr><td><a href=/n/{n}>{title}</a><span>11/08/2025</span></td></tr>"
        for n, title in enumerate(short)
    )
    assert titles(within(f"<span>أخبار مشابهة</span><table>{rows}</table>")) == short


def test_headlines_are_no_tags_though_their_articles_are_filed_by_topic() -> None:
    cards = f"<a href=/topics/13/1><h3>{ONE}</h3></a><a href=/topics/13/2><h3>{TWO}</h3></a>"
    article = below(f"<section><h2>أخبار ذات صلة</h2><div>{cards}</div></section>")
    assert (titles(article), article.tags) == ([ONE, TWO], ())


def test_the_next_section_is_not_related_though_only_its_look_says_so() -> None:
    box = (
        f"<div><div class=t>مواضيع ذات صلة</div><div>{FIRST}</div><div class=t>جديدنا</div>"
        f"<div>{SECOND}</div></div>"
    )
    assert titles(below(box)) == [ONE]


@pytest.mark.parametrize(
    "box",
    [
        f"<aside><h3>مواضيع ذات صلة</h3><ul>{LINKS}</ul></aside>",
        (
            "<section><h2>أخبار ذات صلة</h2><div><a href=/n/2><img src=x></a><span>محليات</span>"
            f"<h3>{FIRST}</h3><time>12 نوفمبر</time></div><div><h3>{SECOND}</h3></div></section>"
        ),
    ],
)
def test_related_cards_however_they_are_built(box: str) -> None:
    assert titles(below(box)) == [ONE, TWO]


def test_short_links_below_such_a_heading_are_topics() -> None:
    box = (
        "<h2>المواضيع ذات الصلة</h2><ul><li><a href=/a>الصيد البحري</a></li><li><a href=/b>تونس</a>"
    )
    article = below(f"<section>{box}</ul></section>")
    assert titles(article) == []
    assert article.tags == ("الصيد البحري", "تونس")


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=card>{FIRST}</div>",
        f"<p><strong>{FIRST}</strong></p>",
        f"<p>← {FIRST}</p>",
        f"<div class=r><div>اقرأ أيضا</div><a href=/n/2><img src=x><span>{ONE}</span></a></div>",
    ],
)
def test_a_link_to_another_article_between_paragraphs_is_related(box: str) -> None:
    article = within(f"{box}<h2>عنوان فرعي</h2>")
    assert titles(article) == [ONE]
    assert article.paragraphs == (*BODY[:2], "عنوان فرعي", *BODY[2:])


@pytest.mark.parametrize(
    "box",
    [
        "<p><a href=https://other.example/x>تحميل نص القرار الكامل من الموقع</a></p>",
        "<p><a href=/author/5>كل مقالات الكاتبة هالة فؤاد</a></p>",
        "<p><a href=#top>العودة إلى أول هذا المقال</a></p>",
    ],
)
def test_other_links_between_paragraphs_are_not_related(box: str) -> None:
    assert titles(within(box)) == []


def test_a_sentence_that_begins_as_such_a_heading_is_text() -> None:
    line = "في السياق ذاته، دعا الوزير إلى الهدوء."
    assert within(f"<p>{line}</p>").paragraphs == (*BODY[:2], line, *BODY[2:])


def test_several_whole_articles_below_one_heading_keep_their_own_texts() -> None:
    other = [text[::-1].strip(".") + "." for text in BODY]
    box = (
        f"<div class=m><b>طالع أيضا</b><h2>{FIRST}</h2>"
        "<div>2024-11-11 09:15 مصدر الخبر: الساحل</div>"
        f"<p>{other[0]}</p><p>{other[1]}</p><h2>{SECOND}</h2>"
        f"<p>{other[2]}</p><p>{other[3]}</p></div>"
    )
    article = read(document(f"<div><h1>{TITLE}</h1><div>{paragraphs()}</div>{box}</div>"))
    assert article.paragraphs == BODY
    assert [(item.title, item.text) for item in article.related] == [
        (ONE, "\n".join(other[:2])),
        (TWO, "\n".join(other[2:])),
    ]


@pytest.mark.parametrize(
    "box",
    [
        (
            "<div class=gate role=dialog><div>تبقّى لك مقالان مجانيان هذا الشهر</div><div>أنشئ حسابا"
            " مجانيا لتكمل القراءة، أو اشترك بسعر 49 ريالا في السنة الأولى.</div></div>"
        ),
        (
            "<div><h4>اقرأ بلا حدود</h4><p>اشترك في الصحيفة بتسعة دنانير في الشهر واستمتع بكل"
            " المقالات مجانا في أول أسبوع.</p><button>اشترك</button></div>"
        ),
        "<div><p>لم تعد لديك مقالات مجانية هذا الشهر</p><a href=/s>اشترك</a></div>",
        "<div><b>توقع نتيجة الإياب</b><button>الأهلي 54%</button><button>تعادل</button></div>",
        "<div><video src=x></video><p>شاهد لحظة افتتاح الرصيف</p></div>",
        "<div class=video-box><div class=video-title>شاهد: الافتتاح</div></div>",
        "<div>يوجد 3 تحديثات جديدة، اضغط للعرض</div>",
        "<div><h4>ملخص بالذكاء الاصطناعي</h4><ul><li>افتتاح الرصيف</li></ul></div>",
        "<div><strong>STORY HIGHLIGHTS</strong><ul><li>افتتاح الرصيف</li></ul></div>",
        (
            "<div class=article__report><b>خطأ في النص؟</b><p>حدد الكلمة التي فيها خطأ، ثم اضغط معا"
            " على المفتاحين لإرسالها إلى المحرر.</p></div>"
        ),
        "<div>6 صور - اضغط للتكبير</div>",
        "<p>(تابع القراءة أسفل الإعلان)</p>",
        "<p>#الصيد</p><p>#المرسى_القديم #رصيف</p>",
        "<div class=wp-share>شارك الاقتباس</div>",
    ],
)
def test_what_sells_plays_asks_or_shares_within_the_text_is_no_text(box: str) -> None:
    assert within(box).paragraphs == BODY


@pytest.mark.parametrize(
    "paragraph",
    [
        "<p>وقال إن سعر الاشتراك في النادي سيبقى مجانيا لمن فتح حسابا قبل نهاية السنة الجارية.</p>",
        "<div><p>اشترك في الورشة عشرون باحثا من ست دول، وقدموا عشرين ورقة عن الصيد.</p></div>",
        "<div><h3>ماذا بعد الترميم؟</h3><button>رابط</button></div>",
    ],
)
def test_what_only_speaks_of_subscriptions_stays(paragraph: str) -> None:
    assert len(within(paragraph).paragraphs) == len(BODY) + 1


def test_lines_of_hashtags_are_tags() -> None:
    article = within("<p>#الصيد</p><p>#المرسى_القديم #رصيف</p>")
    assert article.tags == ("الصيد", "المرسى القديم", "رصيف")


def test_links_marked_as_tags_within_a_sentence_are_tags() -> None:
    line = (
        "<div>This entry was posted in <a href=/c rel='category tag'>بيئة</a> and tagged "
        "<a href=/a rel=tag>الصيد</a>, <a href=/b rel=tag>رصيف</a>. Bookmark the permalink.</div>"
    )
    article = below(line)
    assert (article.tags, article.sections) == (("الصيد", "رصيف"), ("بيئة",))
    assert article.paragraphs == BODY


def test_initials_below_the_text_are_no_tags() -> None:
    field = "<div class='field field--label-hidden'><p>ـــــ</p><p>ج.ك/ ر.ف</p></div>"
    assert below(field).tags == ()


def test_breaking_news_beside_its_headline_goes_before_a_longer_box_about_the_site() -> None:
    about = (
        "<div><h5>عن البوابة</h5><p>بوابة المرافئ موقع إخباري مستقل تأسس سنة 2012، يهتم بالشأن "
        "المحلي والاقتصادي، ويعمل فيه فريق من الصحفيين الموزعين على مدن البلاد كلها.</p></div>"
    )
    tags = "<div class=tagline><a href=/tag/1>الصيد</a><a href=/tag/2>رصيف</a></div>"
    post = f"<div class=post><h1>{TITLE}</h1><div class=text>{BODY[0]}</div>{tags}</div>"
    article = read(document(f"<div>{post}{about}</div>"))
    assert (article.paragraphs, article.tags) == (BODY[:1], ("الصيد", "رصيف"))


def test_the_newest_of_the_site_are_not_related_whatever_stands_above_them() -> None:
    assert titles(below(f"<section class=latest-wrap><h2>اقرأ المزيد</h2>{LINKS}</section>")) == []


def test_a_long_list_is_none_of_the_article() -> None:
    many = "".join(f"<li><a href=/n/{n}>{ONE} رقم {n}</a></li>" for n in range(14))
    assert titles(below(f"<div><div>اقرأ أيضا</div><ul>{many}</ul></div>")) == []


def test_a_heading_with_tabs_heads_what_is_related() -> None:
    tabs = "<h4><a href=#a>مقالات ذات صلة</a><a href=#b>المزيد عن المؤلف</a></h4>"
    box = f"<div>{tabs}<div><h3>{FIRST}</h3></div><div><h3>{SECOND}</h3></div></div>"
    assert titles(below(box)) == [ONE, TWO]


def test_topics_beside_a_label_are_tags() -> None:
    topics = "<a href=/a>صيد السردين</a><a href=/b>بلدية المرسى</a><a href=/c>الرصيف</a>"
    article = below(f"<div><span>المزيد عن:</span> {topics}</div>")
    assert (titles(article), article.tags) == ([], ("صيد السردين", "بلدية المرسى", "الرصيف"))


def test_the_teaser_below_a_related_headline_is_the_same_item() -> None:
    box = (
        f"<div><div>اقرأ المزيد</div><div><h3>{FIRST}</h3><p><a href=/n/2>"
        "استقبل الميناء أمس باخرة محملة بالقمح بعد توقف دام سنة كاملة.</a></p></div></div>"
    )
    article = within(box)
    assert (titles(article), article.paragraphs) == ([ONE], BODY)


def test_a_label_within_the_link_is_no_part_of_the_title() -> None:
    box = f"<div><a href=/n/2><span>اقرأ أيضا</span> <span>{ONE}</span></a></div>"
    assert titles(within(box)) == [ONE]
    said = "حارس المرمى: الفريق جاهز للنهائي"  # a colon of the headline's own
    assert titles(within(f"<p><a href=/n/2>اقرأ أيضًا.. {said}</a></p>")) == [said]


@pytest.mark.parametrize("label", ["تابعي المزيد", "اقرئي أيضاً", "شاهدوا المزيد", "قد تحبين أيضاً"])
def test_labels_speak_to_women_and_to_several(label: str) -> None:
    article = within(f"<p><span>{label}:</span> <a href=/n/2>{ONE}</a></p>")
    assert (titles(article), article.paragraphs) == ([ONE], BODY)


def test_a_heading_above_a_box_of_links_in_the_body_names_them() -> None:
    article = within(f"<h3>اقرأ المزيد</h3><div><ul>{LINKS}</ul></div>")
    assert (titles(article), article.paragraphs) == ([ONE, TWO], BODY)


def test_a_link_over_a_box_does_not_hide_what_the_box_offers() -> None:
    over = "<a href='#end'>تخطى اقتراحات قد تهمك وواصل القراءة</a>"
    label = "<strong>اقتراحات قد تهمك</strong>"
    article = within(
        f"<section>{over}{label}<ul>{LINKS}</ul><p id=end>نهاية اقتراحات قد تهمك</p></section>"
    )
    assert titles(article) == [ONE, TWO]
    assert article.paragraphs == BODY


def test_a_label_and_its_links_may_stand_in_one_paragraph() -> None:
    article = below(
        f"<table><tr><td><b>مواضيع متعلقة بالخبر:</b><br>- {FIRST}<br>- {SECOND}</table>"
    )
    assert titles(article) == [ONE, TWO]


def test_related_articles_in_an_aside_far_below_are_related() -> None:
    far = "".join(f"<div><p>{text}</p></div>" for text in ("شارك", "طباعة", "حفظ") * 8)
    box = f"<aside class=single-related><h3>قد يعجبك أيضا</h3><ul>{LINKS}</ul></aside>"
    assert titles(below(far + box)) == [ONE, TWO]


def test_what_stands_below_a_picture_at_the_end_is_no_text() -> None:
    picture = "<p><img src=1.jpg></p><p><span>جانب من جولة الوزير في الميناء</span></p>"
    article = read(document(f"<article><h1>{TITLE}</h1>{paragraphs()}{picture}</article>"))
    assert article.paragraphs == BODY


def test_what_stands_alone_with_a_picture_between_paragraphs_is_its_caption() -> None:
    picture = "<div class=in><img src=2.jpg><p>طبيبة تفحص صيادا على الرصيف</p></div>"
    assert within(picture).paragraphs == BODY
    heading = "<div class=in><p>رصيف جديد للصيادين</p></div>"
    assert len(within(heading).paragraphs) == len(BODY) + 1


@pytest.mark.parametrize(
    "heading",
    [
        "على نفس الموضوع", "المزيد ذات الصلة", "المزيد من الأخبار ذات الصلة", "متعلق مقالات",
        "مقالات<strong>ذات صلة</strong>",
    ],
)  # fmt: skip
def test_headings_of_related_articles_in_rarer_forms(heading: str) -> None:
    article = below(f"<div><h3>{heading}</h3><ul>{LINKS}</ul></div>")
    assert titles(article) == [ONE, TWO]


@pytest.mark.parametrize("other", ["", " inactive"])
def test_the_open_one_of_two_tabs_says_what_its_list_is(other: str) -> None:
    tabs = "<div><a class=active href=#r1>قد يعجبك ايضا</a><a href=#r2>المزيد عن المؤلف</a></div>"
    one = f"<div class='tab-pane active' id=r1><p>{FIRST}</p></div>"
    two = f"<div class='tab-pane{other}' id=r2><p>{SECOND}</p></div>"
    assert titles(below(f"<div>{tabs}<div>{one}{two}</div></div>")) == [ONE]


def test_what_a_page_hides_at_first_is_not_related() -> None:
    hidden = f"<div style='display:none'><h4>{SECOND}</h4></div>"
    box = f"<div><h3>مقالات ذات صلة</h3><div><h4>{FIRST}</h4></div>{hidden}</div>"
    assert titles(below(box)) == [ONE]


def test_sections_stamps_and_writers_beside_related_headlines_are_none() -> None:
    cards = "".join(
        f"<article><div><a href=/c/1>الدوري الممتاز</a></div><h3>{link}</h3>"
        "<div>بواسطة: <a href=/author/5>محمود الشناوي</a></div><dl><dt>التاريخ</dt>"
        "<dd>12/11/2024</dd></dl></article>"
        for link in (FIRST, SECOND)
    )
    assert titles(below(f"<div><h3>مواضيع ذات صلة</h3><div>{cards}</div></div>")) == [ONE, TWO]


def test_a_headline_about_a_writer_is_no_writers_link() -> None:
    title = "مكاتب العمل تبدأ دورات مجانية للقادمين الجدد"
    link = f"<a title='{title}' href=/ar/n/2>{title}</a>"
    assert titles(below(f"<div><h3>مواضيع ذات صلة</h3><ul><li>{link}</li></ul></div>")) == [title]


def test_bullets_within_links_are_no_part_of_titles() -> None:
    assert titles(within(f"<p><a href=/n/2>• {ONE}</a></p>")) == [ONE]


def test_a_post_quoted_below_an_entry_does_not_make_a_card_of_it() -> None:
    link = "<a href=https://x.example/a/status/1>February 4, 2026</a>"
    post = f"<blockquote class=tweet>{link}</blockquote>"
    entries = "".join(
        f"<div class=item><div><time>1{n}:05</time><span>بتوقيت القدس</span></div>"
        f"<div class=content><h2>عنوان تحديث رقم {n}</h2><p>{BODY[n]}</p>{post}</div></div>"
        for n in range(4)
    )
    article = read(document(f"<article><h1>{TITLE}</h1>{entries}</article>"))
    assert [text for text in article.paragraphs if text in BODY] == list(BODY)
    assert "بتوقيت القدس" not in article.paragraphs


@pytest.mark.parametrize("heading", ["مقالات أخرى...", "مقالات أخرى في مجتمع", "اقرأ في المرافئ"])
def test_other_articles_of_the_site_below_the_text_are_not_related(heading: str) -> None:
    assert titles(below(f"<div><h3>{heading}</h3><ul>{LINKS}</ul></div>")) == []


def test_a_stamp_within_a_link_is_no_part_of_its_title() -> None:
    links = f"<a href=/n/2><span>28 آب</span>{ONE}</a>"
    assert titles(below(f"<div><h3>مواضيع ذات صلة</h3><div>{links}</div></div>")) == [ONE]
