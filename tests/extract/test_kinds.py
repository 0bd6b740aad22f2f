"""Pages that are no article, and articles that look like such pages; all invented."""

from __future__ import annotations

import pytest

from marsad.errors import NotAnArticle
from marsad.types import Article
from tests.extract.test_pages import BODY, TITLE, document, paragraphs, read

OG = "<meta property=og:type content=article>"
GONE = "<title>404 - المرافئ</title>"
LONG = "أخبار المدن الساحلية والموانئ والصيد البحري في المنطقة"
PLACES = range(10)


def headline(n: int) -> str:
    return f"<a href=/n/{n}>خبر طويل رقم {n} عن افتتاح رصيف جديد في المدينة</a>"


def teaser(n: int) -> str:
    return (
        f"<p>نبذة عن الخبر رقم {n} تذكر أهم ما ورد فيه من تفاصيل عن الكلفة والجهة المنفذة له.</p>"
    )


def listing(item: str) -> str:
    return "".join(item.format(headline(n), teaser(n)) for n in PLACES)


@pytest.mark.parametrize(
    ("page", "head"),
    [
        (f"<h1>الوسم: الصيد</h1>{listing('<article><h2>{}</h2>{}</article>')}", ""),
        (f"<h1>محليات</h1>{listing('<div><h3>{}</h3>{}</div>')}", OG),
        (f"<h1>{LONG}</h1>{listing('<article><h2>{}</h2>{}</article>')}", f"<title>{LONG}</title>"),
        (f"<h1>نتائج البحث</h1><ul>{listing('<li>{}{}</li>')}</ul>", ""),
        (f"<h1>محليات</h1>{listing('<div>{}{}<span>12 نوفمبر 2024</span></div>')}", ""),
        (
            (
                "<h1>هالة فؤاد</h1><p>كاتبة وصحفية تغطي الشؤون المحلية منذ سنة 2010 ولها ثلاثة كتب "
                f"عن المدن الساحلية.</p>{listing('<article><h2>{}</h2>{}</article>')}"
            ),
            "",
        ),
    ],
)
def test_a_list_of_articles_is_none(page: str, head: str) -> None:
    with pytest.raises(NotAnArticle, match="a list of 10 articles"):
        read(document(page, head))


def test_a_section_whose_first_teaser_is_longest_is_no_article() -> None:
    lead = f"<div><h2>{headline(1)}</h2><div>المنامة - بنا</div><p>{BODY[0]}</p></div>"
    page = document(f"<h1>محليات</h1>{lead}<h3>{headline(2)}</h3>")
    with pytest.raises(NotAnArticle, match="a section"):
        read(page, url="https://marafi.example/local")
    for stated in ("/n/2024/1", "/local?id=1"):  # an address of an article, and a date
        stamp = "<time datetime=2024-11-12T10:00:00Z>12 نوفمبر 2024</time>" * ("?" in stated)
        whole = document(f"<article><h1>محليات</h1>{stamp}{paragraphs()}</article>")
        assert read(whole, url=f"https://marafi.example{stated}").paragraphs == BODY


@pytest.mark.parametrize(
    ("page", "head"),
    [
        (
            (
                "<h1>سجّل الدخول لمتابعة القراءة</h1><p>المحتوى الذي طلبته متاح للأعضاء المسجلين. "
                "أدخل بريدك الإلكتروني وكلمة المرور.</p><form></form><h2>لماذا أسجّل؟</h2><ul>"
                "<li>حفظ المقالات وقراءتها لاحقا على كل أجهزتك أينما كنت</li></ul>"
            ),
            "<title>تسجيل الدخول - المرافئ</title>",
        ),
        (
            (
                "<h2>مرحبا بعودتك</h2><p>سجّل الدخول إلى حسابك في المرافئ للمتابعة.</p><p>بالمتابعة "
                "أنت توافق على شروط الاستخدام التي نشرها الموقع.</p>"
            ),
            "<title>تسجيل الدخول | المرافئ</title>",
        ),
    ],
)
def test_a_page_to_sign_in_is_none(page: str, head: str) -> None:
    with pytest.raises(NotAnArticle, match="sign in"):
        read(document(page, head))


@pytest.mark.parametrize(
    "wall",
    [
        (
            "<p>هذا المحتوى متاح للمشتركين فقط. اشترك الآن لتتمكن من قراءة المقال كاملا، أو سجل "
            "الدخول إذا كان لديك حساب.</p><div>اشتراك شهري 5 دولارات</div>"
        ),
        (
            "<div class=x><h3>أكمل القراءة</h3><p>اشترك في المرافئ لقراءة هذه المادة وآلاف المواد "
            "الأخرى.</p><ul><li>قراءة بلا حدود</li></ul></div>"
        ),
    ],
)
def test_an_offer_without_a_text_is_none(wall: str) -> None:
    with pytest.raises(NotAnArticle, match="paywall"):
        read(document(f"<h1>{TITLE}</h1>{wall}", OG))


@pytest.mark.parametrize(
    ("page", "head", "reason"),
    [
        (
            "<h1>افتتاح رصيف الصيادين</h1><p>رصدت كاميرا المرافئ لحظة افتتاح الرصيف.</p>",
            "<meta property=og:type content=video.other>",
            "video",
        ),
        (
            (
                "<h1>404</h1><h2>لم نتمكن من العثور على هذه الصفحة</h2><p>ربما تغير عنوانها. جرّب "
                "البحث أو عد إلى الرئيسية.</p>"
            ),
            GONE,
            "error",
        ),
        (f"<h1>عذرا، لم نعثر على الصفحة التي طلبتها</h1><p>{BODY[0]}</p>", "", "error"),
        (
            f"<h1>أرشيف الأعداد الورقية</h1><p>{BODY[0]}</p><p>{BODY[1]}</p>",
            "",
            "archive of issues",
        ),
        (
            f"<h1>ملف الصيد</h1><p>تجمع هذه الصفحة كل ما نشرناه عن الصيد.</p><p>{BODY[1]}</p>",
            "",
            "gathers",
        ),
        (f"<h1>من نحن</h1><p>{BODY[0]}</p><p>{BODY[1]}</p>", "", "about the site"),
    ],
)
def test_other_pages_that_are_none(page: str, head: str, reason: str) -> None:
    with pytest.raises(NotAnArticle, match=reason):
        read(document(page, head))


def articles() -> list[tuple[str, Article]]:
    items = "".join(f"<h3>{headline(n)}</h3><p>{BODY[n % 4]}</p>" for n in range(6))
    price = (
        "<p>رفعت المنصة سعر الاشتراك الشهري إلى تسعة دولارات، وقالت إن المشتركين الحاليين سيدفعون "
        "السعر الجديد من مطلع السنة.</p><p>ويبقى الحساب المجاني متاحا لمدة شهر للمشتركين الجدد.</p>"
    )
    portal = (
        "<p>أطلقت الحكومة اليوم بوابة لتسجيل الدخول الموحد إلى الخدمات الرقمية بكلمة مرور واحدة، "
        "وقالت إنها ستشمل مليون مواطن قبل نهاية السنة.</p>"
    )
    pages = {
        "أبرز ما جرى هذا الأسبوع في المدن الساحلية كلها": f"{paragraphs()}{items}",
        "المنصة ترفع سعر الاشتراك في المنطقة العربية": price,
        "تسجيل الدخول الموحد: الحكومة تطلق بوابة جديدة": f"{portal}{paragraphs()}",
        TITLE: f"<p>{BODY[0]}</p>",
    }
    return [(title, read(document(f"<h1>{title}</h1>{text}"))) for title, text in pages.items()]


def test_articles_about_lists_subscriptions_and_passwords_are_articles() -> None:
    assert all(article.title == title for title, article in articles())


def test_a_teaser_above_an_offer_is_an_article() -> None:
    wall = "<div class=wall><p>هذا المحتوى للمشتركين فقط. اشترك الآن لقراءة المقال كاملا.</p></div>"
    article = read(document(f"<h1>{TITLE}</h1><p>{BODY[0]}</p><p>{BODY[1]}</p>{wall}", OG))
    assert article.paragraphs == BODY[:2]


GATE = (
    "<div class=gate><h2>هذا المقال متاح للمشتركين فقط</h2>"
    "<p>اشترك في المرافئ لتقرأ تحقيقاتنا كلها من دون إعلانات.</p><ul><li>شهري 5 دنانير"
    "<p>وصول كامل إلى الموقع والتطبيق، مع دعوات إلى لقاءات الصحيفة.</p></li></ul>"
    "<p>بالضغط على زر الاشتراك فإنك توافق على الشروط، ويجدد تلقائيا كل شهر.</p></div>"
)


def test_a_headline_above_an_offer_to_subscribe_is_no_article() -> None:
    with pytest.raises(NotAnArticle, match="paywall"):
        read(document(f"<article><h1>{TITLE}</h1>{GATE}</article>"))


def test_the_beginning_of_an_article_above_such_an_offer_is_one() -> None:
    lead = f"<p>{BODY[0]}</p><p>{BODY[1]}</p>"
    assert BODY[0] in read(document(f"<article><h1>{TITLE}</h1>{lead}{GATE}</article>")).text


def test_one_cut_sentence_above_the_prices_of_an_offer_is_none() -> None:
    cut = f"<p>{BODY[0].rstrip('.')}...</p>"
    prices = "<ul><li>شهري 5 دولارات</li><li>سنوي 45 دولارا</li></ul>"
    wall = f"<h2>هذا المقال للمشتركين فقط</h2><p>اشترك الآن لمتابعة القراءة.</p>{prices}"
    with pytest.raises(NotAnArticle, match="paywall"):
        read(document(f"<article><h1>{TITLE}</h1>{cut}{wall}</article>", OG))
