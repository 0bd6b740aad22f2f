"""The forms in which Arabic sites print, every day, who wrote, whose copy it is, when, and more."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.types import Article, Stamp
from tests.extract.test_pages import BODY, TITLE, document, paragraphs, read

SITE = "<meta property=og:site_name content='المرافئ نيوز'>"
DAY = "<div class=d>12 نوفمبر 2024</div>"
ALL = paragraphs()
HE, SHE = "سامي خليل", "هالة فؤاد"
BOX = (
    f"<div class=author-box><h4>عن الكاتب</h4><a href=/author/5>{HE}</a>"
    "<p>صحفي تونسي يكتب عن الموانئ.</p></div>"
)
TAGS = ("ميناء المرسى", "الصيد البحري", "بلدية المرسى")
ONE, TWO = "بلدية المرسى تفتتح سوقا جديدة للأسماك", "قوارب الصيد تعود بعد أسبوع من العاصفة"


def page(inner: str, after: str = "") -> Article:
    return read(document(f"<article><h1>{TITLE}</h1>{inner}</article>{after}", SITE))


def middle(inner: str) -> str:
    """Return a text with something between its second and its third paragraph."""
    kept = [f"<p>{text}</p>" for text in BODY]
    return DAY + "".join([*kept[:2], inner, *kept[2:]])


ABOVE = [
    (SHE, SHE), (f"بقلم {SHE}", SHE), (f"كتبت {SHE}", SHE), (f"كتبت- {SHE}", SHE),
    (f"كتب- {HE}:", HE), (f"كتب / {HE}", HE), (f"القاهرة - {HE}", HE), (f"{HE} - القاهرة", HE),
    (f"{HE} (القاهرة)", HE), (f"{HE} ــ القاهرة", HE), (f"القاهرة: {HE}", HE),
    (f"القاهرة/ {HE}", HE), (f"{HE} من القاهرة", HE), (f"مراسل المرافئ نيوز - {HE}", HE),
    (f"{HE}، مراسل المرافئ نيوز في القاهرة", HE), (f"موفدنا إلى القاهرة: {HE}", HE),
    (f"رسالة القاهرة: {HE}", HE), (f"تحقيق وتصوير: {HE}", HE), (f"حاورته: {SHE}", SHE),
    (f"حوار: {SHE} - تصوير: {HE}", SHE), (f"حوار | {SHE}", SHE), (f"أجرى الحوار: {HE}", HE),
    (f"بقلم الدكتور {HE}", HE), (f"بقلم: د. {HE}", HE), (f"أ.د. {HE}", HE),
    (f"بقلم: المحامي {HE}", HE), (f"بقلم/ {HE}", HE), (f"✍️ {HE}", HE), (f"الكاتب: {HE}", HE),
    (f"إعداد وتقديم: {HE}", HE), (f"متابعة/ {HE}", HE), (f"تغطية: {HE}", HE),
    (f"المرافئ نيوز - {HE}", HE), (f"المرافئ نيوز: {HE}", HE), (f"خاص - {HE}", HE),
    (f"المرافئ نيوز - القاهرة - {HE}", HE), (f"{HE} / المرافئ نيوز", HE),
    (f"صنعاء – {HE} – المرافئ نيوز", HE), (f"تقرير/ {HE} – صنعاء", HE),
    (f'عدن "المرافئ نيوز" {HE}', HE), (f"مسقط ـ {HE}", HE), (f"المحرر: {HE}", HE),
    (f"<strong>{HE}</strong><br>كاتب وباحث فلسطيني", HE), (f"كتب {HE}، تحرير {SHE}", HE),
    (f"Posted by: {HE} on 12 November 2024", HE), (f"By {HE}", HE), (f"By {HE} 2024", HE),
    (f"سامي خليل - ترجمة: {SHE}", HE), (f"بقلم {HE}، ترجمة {SHE}", HE),
]  # fmt: skip


@pytest.mark.parametrize(("line", "name"), ABOVE)
@pytest.mark.parametrize("element", ["<p>{}</p>", "<div>{}</div>"])
def test_a_name_above_the_text(line: str, name: str, element: str) -> None:
    article = page(element.format(line) + DAY + ALL)
    assert article.authors == (name,)
    assert article.paragraphs == BODY


@pytest.mark.parametrize(
    "line",
    [
        f"<span>{HE}</span><span>12 نوفمبر 2024</span>", f"<div>12 نوفمبر 2024 - {HE}</div>",
        f"<div>{HE} | 12 نوفمبر 2024 | 14:20</div>",
        f"<div>نشر بواسطة {HE} في 12 نوفمبر 2024</div>",
        f"<div>بواسطة <a href=/author/5>{HE}</a> - 12 نوفمبر 2024</div>",
        f"<div class=author>{HE}<span class=job>محرر الشؤون الاقتصادية</span></div>",
        f"<ul><li>{HE}</li><li>12 نوفمبر 2024</li></ul>",
        BOX + DAY,
    ],
)  # fmt: skip
def test_a_name_beside_a_stamp_an_office_or_in_a_box_above_the_text(line: str) -> None:
    article = page(line + ALL)
    assert article.authors == (HE,)
    assert article.paragraphs == BODY


@pytest.mark.parametrize(
    "line", [f"{HE} و{SHE}", f"{HE} - {SHE}", f"{HE}، {SHE}", f"{HE}، {SHE} ووكالات"]
)
def test_two_names_on_a_line(line: str) -> None:
    article = page(f"<div>{line}</div>{DAY}{ALL}")
    assert article.authors == (HE, SHE)
    assert article.paragraphs == BODY


@pytest.mark.parametrize(
    ("end", "names"),
    [
        (f"<p>{HE}</p>", (HE,)), (f"<p>بقلم: {HE}</p>", (HE,)),
        (f"<p>{HE} - كاتب وباحث</p>", (HE,)), (f"<p>* {HE} كاتب وباحث من تونس</p>", (HE,)),
        ("<p>*كاتب وباحث من تونس</p>", ()), (f"<p>أعد التقرير: {HE}</p>", (HE,)),
        (f"<p>(تغطية صحفية {HE} - إعداد {SHE} للنشرة العربية - تحرير علي خفاجي)</p>", (HE,)),
        (BOX, (HE,)),
        (f"<div><h4>نبذة عن الكاتب</h4><b>{HE}</b><p>صحفي يكتب عن الموانئ.</p></div>", (HE,)),
        (f"<h4>حول الكاتب</h4><p>{HE}</p><p>صحفي يكتب عن الموانئ.</p>", (HE,)),
    ],
)  # fmt: skip
def test_who_signs_below_the_text(end: str, names: tuple[str, ...]) -> None:
    article = page(DAY + ALL + end)
    assert article.authors == names
    assert article.paragraphs == BODY


def test_a_part_of_a_text_may_be_about_a_writer() -> None:
    inner = "<h3>عن الكاتب</h3>" + "".join(f"<p>{text}</p>" for text in BODY[2:])
    article = page(DAY + "".join(f"<p>{text}</p>" for text in BODY[:2]) + inner)
    assert [text for text in BODY if text not in article.paragraphs] == []


@pytest.mark.parametrize(
    "line",
    [
        "هيئة التحرير", "بواسطة: فريق التحرير", "بقلم: المرافئ نيوز", "كتب: محرر الشؤون المحلية",
        "بواسطة admin", f"ترجمة: {SHE}", f"ترجمها عن الفرنسية: {SHE}", f"تصوير: {SHE}",
        f"إشراف: {SHE}", "مصراتة - وادي الساحل",
    ],
)  # fmt: skip
def test_desks_translators_and_photographers_are_no_authors(line: str) -> None:
    article = page(f"<div>{line}</div>{DAY}{ALL}")
    assert article.authors == ()
    assert article.paragraphs == BODY


CREDITS_ABOVE = [
    ("<div class=byline>بقلم: أ.ف.ب</div>", ("أ.ف.ب",)),
    ("<div>غرفة الأخبار - أ ف ب</div>", ("أ ف ب",)),
    ("<div>المرافئ نيوز ووكالات</div>", ("وكالات",)),
    ("<div>القاهرة: «الشرق الأوسط»</div>", ("الشرق الأوسط",)),
    ("<div>الكاتب: وكالات</div>", ("وكالات",)), ("<div>بواسطة: وكالات</div>", ("وكالات",)),
    ("<div>بواسطة وكالات</div>", ("وكالات",)), ("<div>كتب: أ ف ب</div>", ("أ ف ب",)),
    (f"<div>ترجمة: {SHE} عن الغارديان</div>", ("الغارديان",)),
    ("<div>قنا - الدوحة</div>", ("قنا",)), ("<div>الرياض (واس)</div>", ("واس",)),
    ("<div>رويترز – 12 نوفمبر 2024</div>", ("رويترز",)),
    ("<div>الدوحة - قنا 12 نوفمبر 2024</div>", ("قنا",)),
    ("<div class=source><img src=a.png alt='رويترز'></div>", ("رويترز",)),
]  # fmt: skip


@pytest.mark.parametrize(("line", "sources"), CREDITS_ABOVE)
def test_a_source_above_the_text(line: str, sources: tuple[str, ...]) -> None:
    article = page(line + ("" if "2024" in line else DAY) + ALL)
    assert (article.credits, article.authors) == (sources, ())
    assert article.paragraphs == BODY


@pytest.mark.parametrize(
    ("line", "source"),
    [
        (f"{SHE} - وكالات", "وكالات"), (f"{SHE} ووكالات", "وكالات"),
        (f"إعداد: {SHE}، نقلا عن الغارديان", "الغارديان"), (f"{SHE} (الدوحة) قنا", "قنا"),
    ],
)  # fmt: skip
def test_a_source_beside_a_name(line: str, source: str) -> None:
    article = page(f"<div>{line}</div>{DAY}{ALL}")
    assert (article.authors, article.credits) == ((SHE,), (source,))
    assert article.paragraphs == BODY


CREDITS_BELOW = [
    ("المصدر : وكالات", ("وكالات",)), ("نقلاً عن صحيفة الشرق", ("صحيفة الشرق",)),
    ("رويترز", ("رويترز",)), ("المصدر: أ ف ب + وكالات", ("أ ف ب", "وكالات")),
    ("-- (بترا)", ("بترا",)), ("انتهى/واس", ("واس",)), ("Source: AFP", ("AFP",)),
    ("مصدر الخبر: رأي اليوم", ("رأي اليوم",)), ("*نقلا عن «الأهرام»", ("الأهرام",)),
    ("الخبر من المصدر: قناة العالم", ("قناة العالم",)), ("المصدر: أ.ش.أ", ("أ.ش.أ",)),
    (f"ترجمة {SHE} عن: ذا غارديان", ("ذا غارديان",)),
    (f"المصدر: صحيفة الوطن - ترجمة {SHE}", ("صحيفة الوطن",)),
    ("عن «النهار» اللبنانية", ("«النهار» اللبنانية",)),
    ("المصدر: رويترز وأسوشيتد برس", ("رويترز", "أسوشيتد برس")),
    ("هـ.ف/ ع.غ (أ ف ب)", ("أ ف ب",)), ("المرافئ نيوز مع رويترز", ("رويترز",)),
    ("نشر هذا المقال في صحيفة القبس الكويتية", ("صحيفة القبس الكويتية",)),
    ("المادة الأصلية: <a href=https://x.example/1>نيويورك تايمز</a>", ("نيويورك تايمز",)),
    ("لقراءة المقال الأصلي: <a href=https://x.example/1>لوموند</a>", ("لوموند",)),
    ("المصدر: <img src=a.png alt='رويترز'>", ("رويترز",)),
    ("المصدر<br>وكالات", ("وكالات",)), ("// انتهى // 14:20 ت م 0045", ()),
]  # fmt: skip


@pytest.mark.parametrize(("line", "sources"), CREDITS_BELOW)
def test_a_source_below_the_text(line: str, sources: tuple[str, ...]) -> None:
    article = page(f"{DAY}{ALL}<p>{line}</p>")
    assert (article.credits, article.authors) == (sources, ())
    assert article.paragraphs == BODY


@pytest.mark.parametrize(
    "label",
    [
        "كلمات دلالية", "الكلمات المفتاحية", "الوسوم:", "الأوسمة", "هاشتاغ:", "هاشتاق", "تاغز",
        "التاجات:", "Tags:", "سمات", "الكلمات الرئيسية", "مواضيع:", "التسميات:", "Étiquettes :",
    ],
)  # fmt: skip
def test_tags_behind_a_label(label: str) -> None:
    links = " ".join(f"<a href='/?s={n}'>{tag}</a>" for n, tag in enumerate(TAGS))
    article = page(f"{DAY}{ALL}<div><span>{label}</span>{links}</div>")
    assert (article.tags, article.related, article.paragraphs) == (TAGS, (), BODY)


def test_tags_in_other_usual_places() -> None:
    links = "".join(f"<a href=/tag/{n}>{tag}</a>" for n, tag in enumerate(TAGS))
    filed = f"<div>التصنيف: <a href=/c/1>محليات</a> الوسوم: {links.replace('><', '>، <')}</div>"
    broken = f"<p>الوسوم<br>{'<br>'.join(TAGS)}</p>"
    for inner in (f"{DAY}<div class=tags>{links}</div>{ALL}", DAY + ALL + filed,
                  DAY + ALL + broken):  # fmt: skip
        article = page(inner)
        assert (article.tags, article.paragraphs) == (TAGS, BODY)


READ_ALSO = [
    "اقرأ أيضاً", "إقرأ أيضا:", "اقرا ايضا", "طالع أيضا", "ذات صلة", "مواضيع ذات صلة",
    "أخبار متعلقة", "قد يهمك", "قد يعجبك أيضًا", "في نفس الموضوع", "مقترحة لك", "مقترحات",
    "مقالات مشابهة", "Related Posts", "تابع القراءة", "لمتابعة القراءة", "مزيد من التفاصيل",
    "تفاصيل أكثر", "اقرأ أيضا على المرافئ نيوز", "إقرأ في نفس السياق", "على صلة",
]  # fmt: skip
OTHERS = [
    "الأكثر قراءة", "آخر الأخبار", "المزيد من محليات", "من نفس القسم", "أخبار أخرى",
    "مقالات أخرى للكاتب", "اخترنا لكم", "لا يفوتك", "جديد الموقع", "مقالات الكاتب",
]  # fmt: skip
LIST = f"<ul><li><a href=/n/1>{ONE}</a></li><li><a href=/n/2>{TWO}</a></li></ul>"


def offered(article: Article) -> list[str]:
    return [related.title for related in article.related]


@pytest.mark.parametrize("label", READ_ALSO)
def test_what_a_label_offers_as_related(label: str) -> None:
    below = page(DAY + ALL, f"<section><h3>{label}</h3>{LIST}</section>")
    within = page(middle(f"<p><strong>{label}</strong></p>{LIST}"))
    for article in (below, within):
        assert (offered(article), article.paragraphs) == ([ONE, TWO], BODY)


@pytest.mark.parametrize("label", [*READ_ALSO, "التفاصيل", "خلفية"])
def test_a_link_behind_any_label_on_a_line_of_its_own_within_the_text(label: str) -> None:
    line = f"<p><strong>{label.strip(':')}: <a href=/n/1>{ONE}</a></strong></p>"
    article = page(middle(line))
    assert (offered(article), article.paragraphs) == ([ONE], BODY)


@pytest.mark.parametrize("label", OTHERS)
def test_other_lists_below_a_text_are_not_related(label: str) -> None:
    article = page(DAY + ALL, f"<section><h3>{label}</h3>{LIST}</section>")
    assert (offered(article), article.paragraphs) == ([], BODY)


DAYS = [
    "12 نوفمبر 2024", "نوفمبر 12, 2024", "12.11.2024", "2024/11/12", "١٢ نوفمبر ٢٠٢٤",
    "12 نونبر 2024",
    "12 تشرين ثاني 2024", "12 نوفمبر/ تشرين الثاني 2024", "الثلاثاء ١٢ نوفمبر ٢٠٢٤ م",
    "الثلاثاء 10 جمادى الأولى 1446 هـ - 12 نوفمبر 2024 م", "Tuesday, November 12, 2024",
    "mardi 12 novembre 2024", "Publié le 12 novembre 2024", "أضيف بتاريخ: 12 - 11 - 2024",
    "حرر بتاريخ 12 نوفمبر 2024", "تونس في 12 نوفمبر 2024", "12 نوفمبر 2024 - 350 مشاهدة",
    "محليات | 12 نوفمبر 2024", "<i></i> 12 نوفمبر 2024 <i></i> 3 دقائق للقراءة",
    "<span>12</span> <span>نوفمبر</span> <span>2024</span>",
]  # fmt: skip
MOMENTS = [
    "12 نوفمبر 2024 الساعة 14:20", "الثلاثاء 12 نوفمبر 2024 02:20 مساءً", "12/11/2024 02:20 PM",
    "02:20 م الثلاثاء 12 نوفمبر 2024", "12 نوفمبر 2024 الساعة 02:20 بعد الظهر",
    "12 نونبر 2024 على الساعة 14 و 20 دقيقة", "الثلاثاء 12 نوفمبر 2024 - 14 و 20 دقيقة",
    "12 نوفمبر 2024 في تمام الساعة 14:20", "12 نوفمبر 2024 - 14h20", "12 novembre 2024 à 14:20",
    "14:20, 12 نوفمبر 2024", "<time>12 نوفمبر 2024</time><time>14:20</time>",
]  # fmt: skip
UPDATES = [
    "نشر: 12 نوفمبر 2024 14:20 - آخر تحديث: 13 نوفمبر 2024 09:05",
    "آخر تحديث: 13-11-2024 09:05 نشر: 12-11-2024 14:20",
    "أنشئ: 12 نوفمبر 2024 14:20 عُدّل: 13 نوفمبر 2024 09:05",
    "12 نوفمبر 2024 14:20 - حُدّث 13 نوفمبر 2024 09:05",
    "<span>12 نوفمبر 2024 14:20</span><span>آخر تحديث: 13 نوفمبر 2024 09:05</span>",
]


def clock(stamp: Stamp | None) -> Stamp | None:
    """Return a stamp without its zone."""
    return stamp.replace(tzinfo=None) if isinstance(stamp, dt.datetime) else stamp


@pytest.mark.parametrize("stamp", [*DAYS, *MOMENTS, *UPDATES])
def test_a_stamp_below_the_headline(stamp: str) -> None:
    article = page(f"<div>{stamp}</div>{ALL}")
    moment, update = dt.datetime(2024, 11, 12, 14, 20), dt.datetime(2024, 11, 13, 9, 5)  # noqa: DTZ001
    assert clock(article.published) == (moment.date() if stamp in DAYS else moment)
    assert clock(article.updated) == (update if stamp in UPDATES else None)
    assert article.paragraphs == BODY
