"""News of passwords, cookies and broken sites, and the pages that it sounds like; all invented."""

from __future__ import annotations

import pytest

from marsad.errors import ConfigError, NotAnArticle
from marsad.extract.walls import parse_walls
from marsad.types import Article
from tests.extract.test_pages import TITLE, document, read

STAMP = "<div class=meta>الأحد 7 يناير 2024 - 18:45</div>"
TOLD = '<meta property="article:published_time" content="2024-01-07T18:45:00+01:00">'
SAID = "وقالت المتحدثة باسم الميناء إن الخدمة عادت إلى العمل مساء أمس بعد توقف دام خمس ساعات."
SITE = "المرافئ"


def page(title: str, *texts: str, stamp: str = STAMP, head: str = "", below: str = "") -> Article:
    inner = "".join(f"<p>{text}</p>" for text in texts)
    return read(
        document(
            f"<main><h1>{title}</h1>{stamp}<div class=text>{inner}</div>{below}</main>",
            f"<title>{title} - {SITE}</title>{head}",
        )
    )


NEWS = {
    "تسجيل الدخول إلى منصة الصيادين 2024.. الخطوات والرابط": (
        "فتحت هيئة الصيد باب تسجيل الدخول إلى المنصة الموحدة للصيادين بعد تحديثها.",
        "أدخل البريد الإلكتروني وكلمة المرور في الصفحة الأولى، ثم اختر رخصة القارب.",
    ),
    "إنشاء حساب في بوابة الموانئ: كل ما يلزم": (
        "يمكن لأصحاب المراكب إنشاء حساب مجاني في البوابة من هواتفهم.",
        "سجل الدخول بعد ذلك برقم الرخصة، وأكمل بيانات المركب.",
        SAID,
    ),
    "متصفح جديد يلغي ملفات تعريف الارتباط ويعد بسياسة الخصوصية الأشد": (
        "أعلنت شركة من تطوان إلغاء ملفات تعريف الارتباط في متصفحها الجديد.",
        "وتمنع سياسة الخصوصية التي نشرتها جمع أي بيانات عن الزوار، والإعلانات المخصصة كذلك.",
    ),
    "«الصفحة غير موجودة».. عطل يضرب موقع الميناء": (
        "شكا مئات المسافرين من تعطل موقع الميناء ساعة بيع تذاكر العبارات.",
        "وظهرت للزوار رسالة «عذرا، الصفحة غير موجودة»، قبل أن يعود الموقع ليلا.",
    ),
    "خطأ 404 يطارد زوار مكتبة المدينة الرقمية": (
        "اختفت آلاف الروابط من المكتبة الرقمية للمدينة بعد نقلها إلى خادم جديد.",
        SAID,
    ),
    "سياسة الخصوصية": (
        "أصدرت دار نشر في صور رواية عنوانها سياسة الخصوصية للكاتبة ندى القاضي.",
        "وتدور الرواية في مدينة ساحلية تراقب كاميراتها كل بيت.",
    ),
    "الموقع تحت الصيانة": (
        "بقيت هذه العبارة على موقع دائرة الجمارك أسبوعا كاملا، فتعطلت معاملات التجار.",
        SAID,
    ),
    "الأرشيف يكشف: كم غرقت من سفن قبالة الساحل؟": (
        "تضم أرشيفات الميناء تقارير عن ثلاثمئة سفينة غرقت منذ مطلع القرن.",
        SAID,
    ),
    "المنصة ترفع سعر الاشتراك الشهري": (
        "رفعت منصة أفلام البحر سعر الاشتراك الشهري إلى تسعة دولارات.",
        "ويدفع المشترك الجديد السعر نفسه بعد شهر مجاني.",
        "اشترك الآن في نشرتنا البريدية",
    ),
}


@pytest.mark.parametrize("title", NEWS)
@pytest.mark.parametrize(("stamp", "head"), [(STAMP, ""), ("", TOLD)], ids=["printed", "machine"])
def test_dated_sentences_are_news_whatever_their_headline_is_about(
    title: str, stamp: str, head: str
) -> None:
    article = page(title, *NEWS[title], stamp=stamp, head=head)
    assert article.text.startswith(NEWS[title][0])


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("نتيجة مباراة الساحل والميناء", "انتهت مباراة الساحل والميناء بالتعادل 1-1."),
        ("رحيل البحار سليم الخطيب", "توفي أمس البحار سليم الخطيب عن 90 عاما."),
    ],
)
def test_one_sentence_with_a_stamp_is_an_article(title: str, sentence: str) -> None:
    assert page(title, sentence).paragraphs == (sentence,)


def test_one_sentence_that_shows_a_video_is_none() -> None:
    with pytest.raises(NotAnArticle, match="hardly any"):
        page("بالفيديو.. لحظة غرق قارب", "شاهد لحظة غرق قارب قبالة الميناء.")


def test_research_is_no_search() -> None:
    html = document(
        f"<main><h1>البحث عن أصل المرجان</h1>{STAMP}<p>{SAID}</p></main>",
        f"<title>البحث عن أصل المرجان - {SITE}</title>",
    )
    assert read(html, url="https://marafi.example/research/41?q=2").title


OFFER = (
    "<div class=gate><h3>هذا المقال للمشتركين فقط</h3><p>اشترك الآن لمتابعة القراءة والوصول إلى كل "
    "التحقيقات.</p><a href=/sub>اشترك الآن</a></div>"
)


@pytest.mark.parametrize("end", ["...", " …", " [...]"])
def test_the_first_words_of_a_text_that_is_sold_are_no_article(end: str) -> None:
    cut = f"تكشف وثائق اطلعت عليها المرافئ تفاصيل الصفقة التي أبرمتها إدارة الميناء{end}"
    with pytest.raises(NotAnArticle, match="paywall: it holds the first words"):
        page("خفايا صفقة الرصيف الجديد", cut, head=TOLD, stamp="", below=OFFER)


def test_a_whole_sentence_above_such_an_offer_is_an_article() -> None:
    whole = "تكشف وثائق اطلعت عليها المرافئ تفاصيل الصفقة التي أبرمتها إدارة الميناء."
    assert page("خفايا صفقة الرصيف الجديد", whole, head=TOLD, stamp="", below=OFFER).text == whole


@pytest.mark.parametrize(
    ("title", "inner"),
    [
        (
            "لحظة من فضلك...",
            (
                "<h1>marafi.example</h1><p>جارٍ التحقق من أنك إنسان. قد يستغرق هذا بضع ثوانٍ.</p>"
                "<p>يحتاج marafi.example إلى مراجعة أمان اتصالك قبل المتابعة.</p>"
            ),
        ),
        (
            "Just a moment...",
            (
                "<h1>marafi.example</h1><p>Verify you are human by completing the action.</p>"
                "<p>marafi.example needs to review the security of your connection.</p>"
            ),
        ),
        (
            SITE,
            (
                "<h1>أثبت أنك لست روبوتا</h1><p>رصدنا حركة مرور غير عادية من شبكتك، فأكمل "
                "الاختبار التالي للمتابعة إلى الموقع.</p>"
            ),
        ),
    ],
)
def test_a_check_whether_one_is_human_is_no_article(title: str, inner: str) -> None:
    with pytest.raises(NotAnArticle, match="a machine"):
        read(document(inner, f"<title>{title}</title>"))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "الموقع تحت الصيانة",
            "نعتذر لزوارنا الكرام، الموقع متوقف حاليا لأعمال الصيانة وسنعود إليكم خلال ساعات.",
        ),
        ("نعود قريبا", "نقوم حاليا بتحديث الموقع ليصبح أسرع، ونعتذر لزوارنا عن التوقف."),
        ("تم إيقاف هذا الموقع", "أوقف هذا الموقع مؤقتا، وعلى صاحبه أن يتصل بشركة الاستضافة."),
        ("Under maintenance", "The site is being updated. Please come back in a few hours."),
    ],
)
def test_a_site_that_is_closed_is_no_article(title: str, text: str) -> None:
    with pytest.raises(NotAnArticle, match="closed"):
        page(title, text, stamp="")


@pytest.mark.parametrize("heading", ["<h2>مقالات الكاتب</h2>", "<h3>أحدث المقالات</h3>"])
def test_what_somebody_is_above_a_dated_list_of_articles_is_none(heading: str) -> None:
    items = "".join(
        f"<div class=item><a href=/n/{n}>{title}</a><span>{n + 1}/11/2024</span></div>"
        for n, title in enumerate(NEWS)
    )
    bio = "<p class=bio>صحفي من اللاذقية يكتب في شؤون الموانئ، ونال جائزة الصحافة عام 2019.</p>"
    html = document(
        f"<main><h1>أحمد سالم</h1>{bio}{heading}{items}</main>",
        f"<title>أحمد سالم - {SITE}</title>",
    )
    with pytest.raises(NotAnArticle, match="about an author"):
        read(html, url="https://marafi.example/ahmed-salem")


def test_teasers_that_ask_to_read_on_are_a_list() -> None:
    teasers = "".join(
        f"<div class=post><h2><a href=/n/{n}>{title}</a></h2><div class=sum><p>{texts[0]} "
        f"[&hellip;] <a href=/n/{n}>أكمل القراءة</a></p></div></div>"
        for n, (title, texts) in enumerate(NEWS.items())
    )
    with pytest.raises(NotAnArticle, match="a list of"):
        read(document(f"<main><h1>الوسم: الموانئ</h1>{teasers}</main>"))


def test_a_list_of_phrases_that_is_missing_is_named() -> None:
    with pytest.raises(ConfigError, match=r"walls\.toml: check"):
        parse_walls('closed = ["a"]\nclosed_text = ["a"]')


def test_a_cut_sentence_above_an_offer_with_its_questions_is_no_article() -> None:
    head = (
        "<meta property=og:type content=article>"
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"'
        + TITLE
        + '","datePublished":"2026-01-12T08:00:00+03:00"}</script>'
    )
    inner = (
        f"<article><h1>{TITLE}</h1><p>تراجعت توزيعات صناديق العقار المتداولة للعام الثالث على…</p>"
        "<p>اشترك في الميزان لتقرأ هذا التحليل ومئات التقارير الحصرية.</p>"
        "<p>لديك اشتراك؟ سجّل دخولك</p><h3>هل يمكنني الإلغاء في أي وقت؟</h3>"
        "<p>نعم، يمكنك إلغاء الاشتراك من صفحة حسابك قبل موعد التجديد بيوم واحد.</p></article>"
    )
    with pytest.raises(NotAnArticle):
        read(document(inner, head))
