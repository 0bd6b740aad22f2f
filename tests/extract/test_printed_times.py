"""The day of publication is the one that is stamped on an article, and none that it tells of."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.types import Article
from tests.extract.test_pages import BODY, TITLE, document, paragraphs, read

STAMP = '<span class="date">الثلاثاء 12 نوفمبر 2024 - 18:45</span>'
BARE = "<div>12 نوفمبر 2024</div>"
LABELLED = "<div>نُشر في: 12/11/2024 18:45</div>"
DAY = dt.date(2024, 11, 12)
MOMENT = dt.datetime(2024, 11, 12, 18, 45)  # noqa: DTZ001
STAMPS = [("", None), (STAMP, MOMENT), (BARE, DAY), (LABELLED, MOMENT)]

TOLD = [
    "هجوم 7 أكتوبر 2023 في تقرير أممي",
    "هجوم 7 أكتوبر 2023",
    "البلدية أعلنت الخطة في 3 مارس 2023",
    "تبدأ أعمال الصيانة يوم 15 فبراير 2024 وتستمر أسبوعين في جميع المرافئ",
    "تنطلق سباقات الزوارق يوم الأحد 7 يناير 2024 الساعة 18:00",
    "أسعار السردين اليوم الأربعاء 13-11-2024 في المرسى",
    "أسعار السردين اليوم الأربعاء 13-11-2024",
    "حصيلة العاصفة حتى 8 سبتمبر 2023",
    "القانون المنشور بتاريخ 3 مارس 2019",
    "وكان القرار قد نشر في 3 مارس 2019",
    "آخر أجل لتسجيل القوارب: 15 فبراير 2024",
    "وتنتهي المهلة في 30 يناير 2024.",
    "كيف تغير المرفأ منذ 7 أكتوبر 2023؟",
]
"""What an article may tell of another day."""


def published(inner: str, title: str = TITLE) -> object:
    return read(document(f"<article><h1>{title}</h1>{inner}</article>")).published


@pytest.mark.parametrize("text", TOLD)
@pytest.mark.parametrize(("stamp", "found"), STAMPS)
def test_a_day_that_the_headline_tells_of_is_not_the_articles(
    text: str, stamp: str, found: object
) -> None:
    assert published(stamp + paragraphs(), text) == found


@pytest.mark.parametrize("text", TOLD)
@pytest.mark.parametrize(("stamp", "found"), STAMPS)
@pytest.mark.parametrize("element", ["<p class=lead>{}</p>", "<p><b>{}</b></p>", "<h2>{}</h2>"])
def test_nor_is_one_in_what_stands_above_the_stamp(
    text: str, element: str, stamp: str, found: object
) -> None:
    assert published(element.format(text) + stamp + paragraphs()) == found


@pytest.mark.parametrize("text", TOLD)
@pytest.mark.parametrize(("stamp", "found"), STAMPS)
def test_nor_is_one_in_the_text_itself(text: str, stamp: str, found: object) -> None:
    assert published(f"{stamp}<p>{text}</p>{paragraphs()}") == found
    assert published(f"{stamp}{paragraphs()}<p>{text}</p>") == found


@pytest.mark.parametrize(
    "caption",
    [
        "الرصيف في صورة التقطت يوم 3 مارس 2019 (رويترز)",
        "الرصيف في 3 مارس 2019",
        "رصيف المرسى، 3 مارس 2019",
        "رصيف المرسى 3/3/2019",
        "رصيف المرسى بتاريخ 3 آذار/مارس 2019 © أ ف ب",
        "تونس، 3 مارس 2019",
    ],
)
@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src=x.jpg><figcaption>{}</figcaption></figure>",
        "<div class=wp-caption><img src=x.jpg><p class=wp-caption-text>{}</p></div>",
        "<p><img src=x.jpg></p><p>{}</p>",
    ],
)
@pytest.mark.parametrize(("stamp", "found"), STAMPS)
def test_nor_is_a_pictures(caption: str, picture: str, stamp: str, found: object) -> None:
    assert published(picture.format(caption) + stamp + paragraphs()) == found


@pytest.mark.parametrize(
    "line",
    [
        "كتب سامي الحناشي - الثلاثاء 12 نوفمبر 2024",
        "تونس في 12 نوفمبر 2024 /قنا/",
        "تونس 12 نوفمبر 2024 (وكالات)",
        "القاهرة: سامي الحناشي | 12/11/2024",
        "بقلم: سامي الحناشي، 12 نوفمبر 2024",
        "سامي الحناشي وليلى مراد | الثلاثاء 12 نوفمبر 2024",
        "د. سلمى الكعبي - كاتبة وباحثة - 12 نوفمبر 2024",
        "نشر سامي الحناشي بتاريخ 12 نوفمبر 2024",
        "أضيف من طرف سامي الحناشي يوم 12 نوفمبر 2024",
        "بواسطة admin في 12 نوفمبر 2024",
        "اقتصاد | 12 نوفمبر 2024",
        "محليات 12/11/2024",
        "صدر في: 12 نوفمبر 2024",
        "12 نوفمبر 2024 - 3 دقائق قراءة",
        "12 نوفمبر 2024 | 1200 مشاهدة | 3 تعليقات",
        "✍ سامي الحناشي 🗓 12 نوفمبر 2024",
        "الثلاثاء 12 نوفمبر 2024 الساعة الثالثة والنصف عصرا",
        "يوم الثلاثاء 12 نوفمبر 2024",
        "الثلاثاء 12 نوفمبر 24",
        "نشر في 12 نوفمبر 24",
    ],
)
def test_a_stamp_stands_beside_names_places_labels_and_counts(line: str) -> None:
    assert published(f"<p>{line}</p>{paragraphs()}") == DAY
    assert published(f"<div class=post-meta><span>{line}</span></div>{paragraphs()}") == DAY


def test_the_hour_is_kept_where_the_headline_tells_of_the_same_day() -> None:
    title = "أسعار السردين اليوم الثلاثاء 12-11-2024"
    assert published(STAMP + paragraphs(), title) == MOMENT
    assert published(f"<p>{title}</p>{STAMP}{paragraphs()}", TITLE) == MOMENT


def test_a_line_that_is_a_sentence_may_hold_a_day_in_bold() -> None:
    bold = "<p>تبدأ أعمال الصيانة يوم <b>15 فبراير 2024</b> وتستمر أسبوعين</p>"
    assert published(bold + paragraphs()) is None
    assert published(bold + BARE + paragraphs()) == DAY


def test_the_printed_stamp_is_no_sentence_where_machines_are_told_the_day() -> None:
    lead = "<p class=lead>تبدأ أعمال الصيانة يوم 15 فبراير 2024 وتستمر أسبوعين في المرفأ.</p>"
    time = "<time datetime=2024-11-12T18:45:00+01:00>الثلاثاء 12 نوفمبر 2024 - 18:45</time>"
    article = read(document(f"<article><h1>{TITLE}</h1>{lead}{time}{paragraphs()}</article>"))
    assert article.published == dt.datetime.fromisoformat("2024-11-12T18:45:00+01:00")
    assert article.published_text == "الثلاثاء 12 نوفمبر 2024 - 18:45"


BLOG = (
    "<div class=date-outer><h2 class=date-header><span>الثلاثاء، 12 نوفمبر 2024</span></h2>"
    f"<div class='post hentry'><h3 class='post-title entry-title'>{TITLE}</h3>"
    f"<div class=post-body>{paragraphs('div')}</div><div class=post-footer>مرسلة بواسطة "
    "<span class=fn>سامي</span> في <a href=/p/1>{}</a></div></div></div>"
)


@pytest.mark.parametrize(
    ("hour", "found"),
    [
        ("<abbr class='published' title='2024-11-12T21:14:00+03:00'>9:14 م</abbr>", "T21:14+03:00"),
        ("<abbr class='published' title='2024-11-12T00:00:00Z'>12 نوفمبر</abbr>", ""),
        ("9:14 م", ""),
    ],
)
def test_a_blog_prints_the_day_above_a_post_and_the_hour_below_it(hour: str, found: str) -> None:
    article = read(document(BLOG.format(hour), f"<title>المرافئ: {TITLE}</title>"))
    day = f"2024-11-12{found}"
    assert article.published == (dt.datetime if found else dt.date).fromisoformat(day)
    assert article.published_text == "الثلاثاء، 12 نوفمبر 2024"
    assert article.title == TITLE


def test_a_relative_stamp_is_shown_as_printed_though_nothing_tells_its_day() -> None:
    inner = f"<article><h1>{TITLE}</h1><div>منذ ساعتين</div>{paragraphs()}</article>"
    article = read(document(inner))
    assert (article.published, article.published_text) == (None, "منذ ساعتين")
    told = f"<p>وصلت السفينة منذ ساعتين إلى المرفأ</p>{paragraphs()}"
    article = read(document(f"<article><h1>{TITLE}</h1>{told}</article>"))
    assert (article.published, article.published_text) == (None, None)


@pytest.mark.parametrize("head", ["<h3>{}</h3>", "<p><strong>{}</strong></p>"])
@pytest.mark.parametrize(("stamp", "found"), STAMPS)
def test_the_days_of_a_chronicle_are_not_the_articles(head: str, stamp: str, found: object) -> None:
    first, *rest = (f"<p>{text}</p>" for text in BODY)
    parts = head.format("7 أكتوبر 2023") + first + head.format("8 أكتوبر 2023") + "".join(rest)
    assert published(stamp + parts) == found


def test_a_text_that_was_tweeted_has_a_day_of_its_own() -> None:
    tweet = (
        "<blockquote class=twitter-tweet><p>عاد الرصيف إلى أهله بعد سبعة أشهر من الترميم</p>"
        "&mdash; سامي الحناشي (@sami) <a href=https://x.example/1>January 5, 2024</a></blockquote>"
    )
    assert published(paragraphs() + tweet) is None


def test_a_weekday_that_denies_a_short_year_leaves_no_day() -> None:
    assert published(f"<div>الأحد 12 نوفمبر 24</div>{paragraphs()}") is None
    assert published(f"<div>12 نوفمبر 24 قاربا</div>{paragraphs()}") is None


TWELVE = "2024-11-12T02:20:00+02:00"
AFTERNOON = dt.datetime.fromisoformat("2024-11-12T14:20:00+02:00")


def told(stamp: str, inner: str, updated: str | None = None) -> Article:
    head = f"<meta property=article:published_time content={stamp}>"
    if updated:
        head += f"<meta property=article:modified_time content={updated}>"
    return read(document(f"<article><h1>{TITLE}</h1>{inner}{paragraphs()}</article>", head))


@pytest.mark.parametrize(
    "line",
    [
        "الثلاثاء، 12 نوفمبر 2024 02:20 م",
        "الثلاثاء، 12 نوفمبر 2024 14:20",
        "12/11/2024 - 2:20 مساءً",
        "12 نوفمبر 2024 على 14:20",
    ],
)
def test_the_hour_that_readers_see_is_right_where_machines_are_told_one_of_twelve(
    line: str,
) -> None:
    assert told(TWELVE, f"<span>{line}</span>").published == AFTERNOON
    updated = told("2024-11-12T01:00:00+02:00", f"<span>آخر تحديث: {line}</span>", TWELVE)
    assert updated.updated == AFTERNOON


def test_a_morning_that_machines_are_told_as_an_evening_is_one() -> None:
    article = told("2024-11-12T14:20:00+02:00", "<span>12 نوفمبر 2024 02:20 ص</span>")
    assert article.published == dt.datetime.fromisoformat(TWELVE)


@pytest.mark.parametrize(
    ("stamp", "line"),
    [
        ("2024-11-12T14:20:00+02:00", "12 نوفمبر 2024 02:20"),  # which half, nobody is told
        ("2024-11-12T02:25:00+02:00", "12 نوفمبر 2024 02:20 م"),
        ("2024-11-12T03:20:00+02:00", "12 نوفمبر 2024 02:20 م"),
    ],
)
def test_other_hours_of_machines_stay(stamp: str, line: str) -> None:
    assert told(stamp, f"<span>{line}</span>").published == dt.datetime.fromisoformat(stamp)


def test_a_false_greenwich_on_a_clock_of_twelve_is_the_printed_hour() -> None:
    line = "<span>12 نوفمبر 2024 02:20 م</span>"
    assert told("2024-11-12T02:20:00Z", line).published == dt.datetime(2024, 11, 12, 14, 20)  # noqa: DTZ001


@pytest.mark.parametrize("updated", [TWELVE, "2024-11-12T03:10:00+02:00"])
def test_an_update_of_the_same_clock_has_no_hour(updated: str) -> None:
    line = "<span>12 نوفمبر 2024 02:20 م</span>"
    assert told(TWELVE, line, updated).updated is None
    later = told(TWELVE, line, updated.replace("12T", "13T")).updated
    assert later == dt.date(2024, 11, 13)


@pytest.mark.parametrize(
    "line",
    ["12 نوفمبر 2024 على 18:45", "الثلاثاء, 12 نوفمبر, 2024 عند 18:45", "12/11/2024 على 18h45"],
)
def test_an_hour_may_stand_behind_a_preposition(line: str) -> None:
    article = read(document(f"<article><h1>{TITLE}</h1><div>{line}</div>{paragraphs()}</article>"))
    assert (article.published, article.published_text) == (MOMENT, line)


@pytest.mark.parametrize(
    "lines",
    [
        "<div>نشر في 12 نوفمبر 2024 على 18:45 | حدث في 13 نوفمبر 2024 على 09:00</div>",
        "<div>نُشر في 12 نوفمبر 2024 على 18:45</div><div>حُدّث في 13 نوفمبر 2024 على 09:00</div>",
        "<div>نشر في 12/11/2024 على 18:45</div><div>حدث في: 13/11/2024 على 09:00</div>",
    ],
)
def test_an_update_may_stand_behind_a_verb(lines: str) -> None:
    article = read(document(f"<article><h1>{TITLE}</h1>{lines}{paragraphs()}</article>"))
    assert article.published == MOMENT
    assert article.updated == dt.datetime(2024, 11, 13, 9)  # noqa: DTZ001


def test_what_happened_on_a_day_is_no_update() -> None:
    line = "<p>حدث في 13 نوفمبر 2024 على 09:00</p>"
    article = read(document(f"<article><h1>{TITLE}</h1>{BARE}{line}{paragraphs()}</article>"))
    assert (article.published, article.updated) == (DAY, None)


@pytest.mark.parametrize(
    "pair",
    [
        "<div>12/11/2024</div><div>6:45 م</div>",
        "<div class=d>12/11/2024</div><div class=h>18:45</div>",
        "<div>6:45 مساءً</div><div>الثلاثاء 12 نوفمبر 2024</div>",
        "<div>نشر في 12 نوفمبر 2024</div><div>الساعة 18:45</div>",
        "<ul><li>12/11/2024</li><li>18:45</li></ul>",
        "<div><div>12/11/2024</div></div><div><div>18:45</div></div>",
    ],
)
def test_day_and_hour_may_stand_in_elements_side_by_side(pair: str) -> None:
    assert published(pair + paragraphs()) == MOMENT
    assert published(f"<div class=meta>{pair}</div>{paragraphs()}") == MOMENT


@pytest.mark.parametrize(
    "apart",
    [
        "<div>12/11/2024</div><div>سامي الحناشي</div><div>18:45</div>",
        "<div>12/11/2024</div><h3>18:45</h3>",
        "<div>12/11/2024</div><div>18:45 تنطلق السباقات</div>",
        "<div>12/11/2024</div><div class=duration>18:45</div>",
        "<div>12/11/2024</div><div>آخر تحديث 18:45</div>",
        "<div>17:00</div><div>12/11/2024</div><div>18:45</div>",
        "<div>12/11/2024</div><div><div>18:45</div><div>تنطلق السباقات</div></div>",
        f"<p>12/11/2024</p><p>18:45</p><p>{BODY[0]}</p><p>17:30</p>",
        "<div>12/11/2024</div><div><a href=/v/1>18:45</a></div>",
    ],
)
def test_an_hour_of_something_else_is_not_the_days(apart: str) -> None:
    assert published(apart + paragraphs()) == DAY


@pytest.mark.parametrize(
    "end",
    [
        "<p>12/11/2024 18:45:00</p>",
        "<p>--(مرفأ)</p><p>س ح/ ن ع</p><p>12/11/2024 18:45:00</p>",
        "<p>12/11/2024 18:45:00</p><p>(مرفأ)</p>",
    ],
)
def test_the_stamp_that_closes_an_agencys_copy_tells_the_hour_of_the_day(end: str) -> None:
    assert published(BARE + paragraphs() + end) == MOMENT
    assert published(f"{BARE}<div>{paragraphs()}</div><div>12/11/2024 18:45</div>") == MOMENT


@pytest.mark.parametrize(
    "end",
    [
        "<p>13/11/2024 18:45</p>",
        "<p>تنطلق السباقات 12/11/2024 18:45</p>",
        "<p>12/11/2024 18:45</p><p>وتستمر السباقات حتى ساعة متأخرة من مساء اليوم نفسه.</p>",
        "<p>12/11/2024 17:00</p><p>12/11/2024 18:45</p>",
        "<div>12/11/2024 18:45</div><h4><a href=/n/2>قوارب الصيد تعود إلى المرسى الجديد</a></h4>",
        "<div><b>سامي</b><div>12/11/2024 18:45</div><p>أحسنتم النشر.</p></div>",
    ],
)
def test_other_stamps_below_a_text_do_not(end: str) -> None:
    assert published(f"{BARE}<div>{paragraphs()}</div>{end}") == DAY


def test_a_closing_stamp_leaves_a_printed_weekday_its_weight() -> None:
    inner = f"<div>الثلاثاء 12 نوفمبر 2024</div>{paragraphs()}<p>12/11/2024 18:45</p>"
    head = "<meta property=article:published_time content=2024-10-01T09:00:00+02:00>"
    article = read(document(f"<article><h1>{TITLE}</h1>{inner}</article>", head))
    assert article.published == MOMENT


@pytest.mark.parametrize("label", ["الوقت", "التوقيت"])
def test_the_time_may_be_labelled_as_such_above_the_text(label: str) -> None:
    line = f"<p>{label}: 12-11-2024 18:45</p>"
    assert published(line + paragraphs()) == MOMENT
    assert published(f"<p>بقلم: سامي الحناشي</p>{line}{paragraphs()}") == MOMENT
    assert published(f"<p>المكان: قاعة البلدية</p>{line}{paragraphs()}") is None
    assert published(f"<p>{BODY[0]}</p>{line}{paragraphs()}") is None
    assert published(paragraphs() + line) is None


UPDATED = "<meta property=og:updated_time content=2024-11-13T09:58:00+02:00>"


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("<time>12 تشرين الثاني 18:45</time>", MOMENT),
        ("<time>12 نوفمبر</time>", DAY),
        ("<div>الثلاثاء 12 نوفمبر، 18:45</div>", MOMENT),
        ("<div>نشر: ١٢ نوفمبر</div>", DAY),
        ("<div>28 ديسمبر</div>", None),  # of which year?
        ("<div>الجمعة 12 نوفمبر</div>", None),  # it was a Tuesday
        ("<div>12 قتيلا</div>", None),
        ("<div>الثلاثاء 12 نوفمبر 2022</div>", dt.date(2022, 11, 12)),
    ],
)
def test_a_day_without_its_year_is_that_of_the_update_that_machines_are_told(
    line: str, stamp: object
) -> None:
    inner = f"<article><h1>{TITLE}</h1>{line}{paragraphs()}</article>"
    found = read(document(inner, UPDATED)).published
    assert (found.replace(tzinfo=None) if isinstance(found, dt.datetime) else found) == stamp
    assert read(document(inner)).published == (stamp if "2022" in line else None)


def test_at_the_turn_of_the_year_a_day_without_it_is_the_old_years() -> None:
    head = UPDATED.replace("2024-11-13", "2025-01-02")
    inner = f"<article><h1>{TITLE}</h1><time>30 ديسمبر</time>{paragraphs()}</article>"
    assert read(document(inner, head)).published == dt.date(2024, 12, 30)


def test_the_text_is_what_it_was() -> None:
    article = read(document(f"<article><h1>{TITLE}</h1>{STAMP}{paragraphs()}</article>"))
    assert article.paragraphs == BODY


def test_an_update_before_the_publication_is_none() -> None:
    head = (
        "<meta property=article:published_time content=2024-11-12T17:45:00+00:00>"
        "<meta property=article:modified_time content=2024-11-12T{}:30:00+00:00>"
    )
    inner = f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"
    assert read(document(inner, head.format(16))).updated is None
    assert read(document(inner, head.format(18))).updated is not None
