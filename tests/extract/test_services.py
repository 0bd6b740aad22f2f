"""Pages that serve (rates, times, schedules, profiles) and news of the same things; all invented.

Nothing for machines says what they are, and nobody signs them: a reader tells them apart by what
they say.
"""

from __future__ import annotations

import pytest

from marsad.errors import ConfigError, NotAnArticle
from marsad.extract.services import parse_services
from marsad.types import Article
from tests.extract.test_pages import BODY, document, paragraphs, read

STAMP = "<div class=meta>الأحد 7 يناير 2024 - 18:45</div>"


def rows(*texts: str) -> str:
    cells = ("</td><td>".join(text.split("|")) for text in texts)
    return f"<table>{''.join(f'<tr><td>{row}</td></tr>' for row in cells)}</table>"


def items(*texts: str, tag: str = "li") -> str:
    return f"<ul>{''.join(f'<{tag}>{text}</{tag}>' for text in texts)}</ul>"


def page(path: str, title: str, inner: str, *, window: str = "", stamp: str = "") -> Article:
    head = f"<title>{window or title} - المرافئ</title>"
    html = document(f"<main><h1>{title}</h1>{stamp}{inner}</main>", head)
    return read(html, url=f"https://marafi.example{path}")


RATES = rows("العملة|شراء|بيع", "الدولار|3.11|3.14", "اليورو|3.35|3.39", "الجنيه|3.90|3.97")
KARATS = rows("عيار 24|310", "عيار 22|285", "عيار 18|233", "الأونصة|9640")
HOURS = rows("الفجر|5:41", "الشروق|7:12", "الظهر|12:38", "العصر|3:21", "المغرب|5:44")
DEGREES = "".join(
    f"<div class=day><span>{day}</span><span>{high}°</span><span>{low}°</span></div>"
    for day, high, low in (("الأحد", 17, 9), ("الاثنين", 16, 8), ("الثلاثاء", 19, 10))
)
LINEUP = "<h2>التشكيلة الأساسية</h2>" + items("سليم الخطيب", "وائل حداد", "رامي نجم", "جاد عون")
FIGURES = rows("58%|الاستحواذ|42%", "11|التسديدات|6", "7|الركنيات|3")

SERVICES = {
    "rates, with an hour of update below the headline": (
        "/markets/currencies",
        "أسعار صرف العملات",
        (
            f"<div>آخر تحديث: 7 يناير 2024 18:45</div><p>أسعار محدثة للعملات أمام الدينار كما "
            f"تعلنها مصارف المدينة.</p>{RATES}"
        ),
    ),
    "rates in a table apart": (
        "/ar/exchange-rates",
        "أسعار العملات اليوم في تونس",
        (
            "<div class=intro><p>تابعوا معنا أسعار شراء وبيع العملات الرئيسية في تونس على مدار "
            f"اليوم.</p></div><section>{RATES}</section>"
        ),
    ),
    "gold, at an address in Arabic": (
        "/أسعار-الذهب-اليوم",
        "أسعار الذهب اليوم",
        f"<p>الأسعار استرشادية وتشمل كل الأعيرة من دون المصنعية.</p>{KARATS}",
    ),
    "prayer times of a day, with the day as a stamp": (
        "/prayer-times/sfax",
        "أوقات الصلاة في صفاقس",
        f"<div>الأحد 7 يناير 2024</div>{HOURS}<p>جميع الأوقات بحسب توقيت المدينة وضواحيها.</p>",
    ),
    "prayer times in lines": (
        "/page/salat",
        "مواقيت الصلاة",
        items("الفجر: 5:41", "الظهر: 12:38", "العصر: 3:21", "المغرب: 5:44", "العشاء: 7:02"),
    ),
    "the weather of a city": (
        "/weather/latakia",
        "الطقس في اللاذقية",
        (
            f"{DEGREES}<p>الرطوبة 61%</p><p>تحدث البيانات مرة كل ست ساعات بالتعاون مع محطة "
            "الميناء.</p>"
        ),
    ),
    "what is broadcast, hour by hour": (
        "/tv/schedule",
        "جدول البث",
        "".join(
            f"<div><b>{hour}</b></div><h3>{name}</h3><p>{text}</p>"
            for hour, name, text in (
                ("07:30", "فطور البحر", "لقاءات صباحية مع طهاة المدن الساحلية ووصفات من مطابخهم."),
                ("12:00", "ميناء الأخبار", "نشرة مفصلة عن حركة السفن وأحوال الموانئ في المنطقة."),
                (
                    "19:15",
                    "رياح",
                    "تعود ليلى إلى القرية بعد غياب فتجد البيت مهجورا والجيران صامتين.",
                ),
                ("22:00", "سهرة الساحل", "موسيقى وشعر من مسارح المدينة القديمة مع ضيوف كل أسبوع."),
            )
        ),
    ),
    "a programme": (
        "/programmes/harbour-talk",
        "حديث الميناء",
        "<p>برنامج أسبوعي يستضيف بحارة وصيادين ليرووا حكاياتهم مع البحر وأهله.</p>"
        "<h2>أحدث الحلقات</h2>"
        + items("<a href=/e/1>بحار من أرواد</a>", "<a href=/e/2>آخر صناع السفن</a>"),
    ),
    "the printed issue": (
        "/epaper/4411",
        "العدد الورقي",
        "<p>العدد 4411 - الأحد 7 يناير 2024</p><a href=/f.pdf>تحميل العدد</a>"
        + "".join(f"<a href=/{n}.pdf>صفحة {n}</a>" for n in range(1, 9))
        + "<p>يمكنك تصفح الأعداد السابقة باختيار يوم من التقويم.</p>",
    ),
    "a match and its figures": (
        "/matches/90117",
        "الساحل 3 - 1 الميناء",
        f"<div>كأس المدن - نصف النهائي</div>{LINEUP}{FIGURES}",
    ),
    "a league's table": (
        "/football/standings",
        "ترتيب دوري المدن الساحلية",
        rows("الفريق|لعب|نقاط", "الساحل|9|21", "الميناء|9|19", "المنارة|9|15", "المرجان|9|9"),
    ),
    "a player, with a birthday": (
        "/player/5521",
        "وائل حداد",
        rows("الجنسية|لبناني", "تاريخ الميلاد|7 يناير 2001", "الطول|179 سم", "المركز|مهاجم")
        + "<p>مهاجم بدأ مسيرته في ناشئي نادي الساحل، ثم لعب موسمين معارا إلى نادي المنارة.</p>",
    ),
    "a share": (
        "/stocks/MRSA",
        "المرسى للملاحة (MRSA)",
        "<div>12.40</div><div>-0.15 (1.1%)</div>"
        + rows("أعلى سعر|12.60", "أدنى سعر|12.31", "حجم التداول|88,120")
        + "<p>شركة مساهمة تملك أسطولا من سفن الشحن وتدير أرصفة في ثلاثة موانئ.</p>",
    ),
    "a poll": (
        "/polls/318",
        "استطلاع الأسبوع",
        "<p>هل تؤيد منع السيارات من دخول المدينة القديمة في عطلة نهاية الأسبوع؟</p>"
        + items("نعم", "لا", "لا رأي لي")
        + "<p>عدد الأصوات: 2,114</p>",
    ),
    "what is on in town": (
        "/calendar",
        "رزنامة الفعاليات",
        items(
            "9 يناير: ورشة خط للصغار - بيت التراث",
            "13 يناير: فيلم «مد وجزر» - سينما المرفأ",
            "21 يناير: حفل عود - ساحة البلدية",
        ),
    ),
    "a service of the state": (
        "/e-services/boat-licence",
        "خدمة تجديد رخصة قارب",
        "<p>تمكن هذه الخدمة مالكي القوارب من تجديد الرخصة دون زيارة مكتب الميناء.</p>"
        "<h2>الوثائق المطلوبة</h2>"
        + items("نسخة من بطاقة الهوية.", "شهادة فحص القارب سارية المفعول.")
        + "<h2>الرسوم</h2><p>40 دينارا</p><h2>مدة الإنجاز</h2><p>يومان</p>",
    ),
    "the dead of the day": (
        "/deaths",
        "وفيات اليوم",
        "<p>انتقل إلى رحمة الله تعالى كل من:</p>"
        + items("سليم أحمد الخطيب، 81 عاما", "نادية حسن عون، 74 عاما", "جاد رامي نجم، 66 عاما"),
    ),
    "pharmacies on duty": (
        "/dir/duty-pharmacies",
        "الصيدليات المناوبة في صور",
        items("صيدلية البحر - شارع الميناء", "صيدلية الأرز - الساحة", "صيدلية النور - حي الرمل"),
    ),
}


@pytest.mark.parametrize("name", SERVICES)
def test_a_page_that_serves_is_no_article(name: str) -> None:
    with pytest.raises(NotAnArticle, match=r"serves|no running"):
        page(*SERVICES[name])


@pytest.mark.parametrize("name", ["a share", "a player, with a birthday", "a poll"])
def test_its_address_need_not_tell(name: str) -> None:
    _, title, inner = SERVICES[name]
    window = f"{title} - {'سهم المرسى' if name == 'a share' else 'لاعب'}"
    with pytest.raises(NotAnArticle, match="serves"):
        page("/p/7", title, inner, window=window)


TOLD = "وقالت إدارة الميناء إن العمل عاد إلى طبيعته مساء أمس بعد توقف دام خمس ساعات."
NEWS = {
    "prices of gold, three sentences and a table": (
        "/news/1",
        "أسعار الذهب اليوم الثلاثاء 12 نوفمبر",
        "<p>تراجعت أسعار الذهب في السوق المحلية بنحو خمسة دنانير للغرام.</p><p>وسجل عيار 21 مستوى "
        "لم يبلغه منذ شهر.</p><p>ويعزو التجار الهبوط إلى صعود الدولار عالميا.</p>" + KARATS,
    ),
    "prices of gold, at an address that names them": (
        "/gold-price",
        "سعر الذهب اليوم",
        (
            "<p>ارتفع سعر الذهب في سوق المدينة مع بداية التعاملات.</p><p>وبلغ سعر الغرام من "
            f"عيار 24 نحو 310 دنانير للبيع.</p>{KARATS}"
        ),
    ),
    "the dollar, one sentence": (
        "/economy/77120",
        "سعر الدولار اليوم في البنوك التونسية",
        f"<p>استقر سعر الدولار أمام الدينار في معظم البنوك عند 3.14 للبيع.</p>{RATES}",
    ),
    "tomorrow's weather": (
        "/weather/51230",
        "حالة الطقس غدا",
        f"<p>يسود غدا طقس بارد على السواحل، والرياح شمالية نشطة.</p>{DEGREES}",
    ),
    "the weather, told without a verb of reports": (
        "/local/2024/1/7/weather",
        "طقس الأحد",
        (
            "<p>سحب عابرة على أغلب الجهات تتكاثف بعد الظهر في الشمال مع أمطار متفرقة، ثم "
            f"تحسن تدريجي ليلا.</p>{DEGREES}"
        ),
    ),
    "prayer times and how they change": (
        "/news/8",
        "مواقيت الصلاة في أول أيام رمضان",
        (
            f"<p>أعلنت دائرة الأوقاف مواقيت الصلاة لأول أيام الشهر.</p>{HOURS}<p>ودعت المصلين إلى "
            "التزام المواقيت التي تصدر عنها.</p>"
        ),
    ),
    "a match, with who played and figures": (
        "/match/90117",
        "الساحل 3 - 1 الميناء",
        (
            "<p>فاز الساحل على الميناء بثلاثة أهداف لهدف في نصف النهائي.</p><p>وأحرز وائل حداد "
            f"هدفين في الشوط الثاني.</p>{LINEUP}{FIGURES}"
        ),
    ),
    "who will play": (
        "/sport/4",
        "تشكيلة الساحل أمام الميناء",
        f"<p>يخوض الساحل مباراة الليلة بالتشكيلة الأساسية ذاتها من دون تغيير.</p>{LINEUP}",
    ),
    "a single sentence": (
        "/urgent/3",
        "عاجل: هزة أرضية قبالة الساحل",
        "<p>شعر سكان المدن الساحلية بهزة أرضية خفيفة قبل قليل، ولا أنباء عن أضرار.</p>",
    ),
    "what people think": (
        "/news/9",
        "استطلاع: أغلب السكان مع منع السيارات",
        "<p>أظهر استطلاع أجرته البلدية أن ثلثي السكان يؤيدون منع السيارات من دخول المدينة "
        "القديمة.</p>" + items("نعم: 66%", "لا: 27%", "لا رأي لي: 7%"),
    ),
    "somebody died": (
        "/society/12",
        "وفاة البحار سليم الخطيب",
        "<p>انتقل إلى رحمة الله تعالى البحار سليم الخطيب عن 90 عاما.</p><p>تقبل التعازي في منزل "
        "العائلة في حي الميناء.</p>" + items("الرجال: قاعة المسجد", "النساء: منزل الفقيد"),
    ),
    "what was on in town": (
        "/culture/13",
        "أجندة ثقافية حافلة في ختام مهرجان البحر",
        "<p>اختتم مهرجان البحر فعالياته بأمسية شعرية في ساحة البلدية.</p><p>وحضر الأمسية مئات "
        "الزوار من المدن المجاورة.</p>" + items("معرض الخط - بيت التراث", "حفل عود - الساحة"),
    ),
    "a new service of the state": (
        "/services/news/15",
        "خدمة تجديد رخصة القارب تنتقل إلى الإنترنت",
        "<p>أطلقت هيئة الموانئ خدمة إلكترونية لتجديد رخص القوارب.</p><h2>الوثائق المطلوبة</h2>"
        + items("نسخة من بطاقة الهوية.", "شهادة فحص القارب."),
    ),
    "a player moves": (
        "/players/5521",
        "وائل حداد",
        f"<p>وقع المهاجم وائل حداد عقدا مع نادي المنارة لثلاثة مواسم.</p><p>{TOLD}</p>"
        + rows("الطول|179 سم", "المركز|مهاجم", "تاريخ الميلاد|7 يناير 2001"),
    ),
    "a share falls": (
        "/markets/2024/01/07/mersa",
        "سهم المرسى للملاحة",
        "<p>هبط سهم شركة المرسى للملاحة بأكثر من عشرة في المئة بعد إعلان نتائجها.</p>"
        + rows("الافتتاح|13.90", "الأدنى|12.31", "الإغلاق|12.40"),
    ),
    "a programme begins": (
        "/tv/programs/202401071845",
        "برنامج جديد عن البحر",
        "<p>تنطلق الليلة أولى حلقات برنامج حديث الميناء، ويستضيف آخر صناع السفن.</p>",
    ),
    "the calendar of a league": (
        "/sport/21",
        "جدول مباريات كأس المدن",
        "<p>كشف اتحاد الكرة موعد مباريات الدور المقبل من كأس المدن.</p>"
        + items("الساحل - الميناء: 17:00", "المنارة - المرجان: 19:00", "الأرز - الشراع: 21:00"),
    ),
}


@pytest.mark.parametrize("name", NEWS)
def test_news_of_what_such_pages_serve_is_an_article(name: str) -> None:
    path, title, inner = NEWS[name]
    first = inner.partition("<p>")[2].partition("</p>")[0]
    assert first in page(path, title, inner).text


SENTENCES = ("سحب عابرة على أغلب الجهات ثم تحسن في الليل.", "الموج متوسط والرؤية جيدة في الخليج.")


@pytest.mark.parametrize("name", SERVICES)
def test_a_stamp_and_sentences_make_an_article_of_any_page(name: str) -> None:
    path, title, inner = SERVICES[name]
    told = "".join(f"<p>{text}</p>" for text in SENTENCES)
    assert SENTENCES[0] in page(path, title, f"{told}{inner}", stamp=STAMP).text


def test_markup_of_an_article_does_too() -> None:
    _, title, inner = SERVICES["gold, at an address in Arabic"]
    article = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"%s"}</script>'
    html = document(f"<main><h1>{title}</h1>{inner}</main>", article % title)
    assert read(html, url="https://marafi.example/gold").title == title


def test_a_box_of_rates_beside_breaking_news_is_none_of_it() -> None:
    box = f"<div class=widget><h3>أسعار العملات</h3>{RATES}{HOURS}</div>"
    sentence = "شعر سكان المدن الساحلية بهزة أرضية خفيفة دامت بضع ثوان ولم تخلف أضرارا."
    article = page("/urgent/3", "هزة أرضية قبالة الساحل", f"<p>{sentence}</p></main>{box}<main>")
    assert sentence in article.text


@pytest.mark.parametrize(
    "path", ["/articles/authors/2166123", "/authors/the-street-that-forgot-its-name-2166123"]
)
@pytest.mark.parametrize("stamp", [STAMP, ""], ids=["stamped", "undated"])
def test_an_opinion_that_is_filed_below_its_writers_is_an_article(path: str, stamp: str) -> None:
    writer = "<div class=writer><h2><a href=/authors/9>هالة فؤاد</a></h2></div>"
    inner = f"{stamp}{paragraphs()}"
    html = document(
        f"<article>{writer}<h1>الشارع الذي نسي اسمه في المدينة القديمة</h1>{inner}</article>",
        "<title>الشارع الذي نسي اسمه في المدينة القديمة - المرافئ</title>",
    )
    assert read(html, url=f"https://marafi.example{path}").paragraphs == BODY


def test_a_short_headline_there_is_an_articles_where_somebody_else_signs_it() -> None:
    inner = f"<div class=author>بقلم: هالة فؤاد</div>{paragraphs()}"
    assert page("/writers/77", "مدينة بلا أسماء", inner).paragraphs == BODY


LIFE = (
    "<p>كاتبة وصحفية من اللاذقية تغطي شؤون الموانئ والصيد منذ سنة 2010، ونالت جوائز عن تحقيقاتها "
    "في حوادث الغرق.</p><p>صدرت لها ثلاثة كتب عن المدن الساحلية وأهلها، وترجم أحدها إلى أربع لغات "
    "بعد صدوره بسنة واحدة.</p><p>تقيم في بيروت، وتشرف على ورش للكتابة في مدارس المدينة وضواحيها "
    "منذ عودتها من السفر.</p>"
)


@pytest.mark.parametrize("title", ["هالة فؤاد", "الكاتبة هالة فؤاد", "مقالات الكاتبة هالة فؤاد"])
@pytest.mark.parametrize(
    "inner",
    [
        f"{LIFE}<h2>أحدث المقالات</h2>"
        + items(*(f"<a href=/n/{n}>خبر طويل رقم {n} عن رصيف الميناء</a>" for n in range(3))),
        f"<div>عضو منذ 7 يناير 2020</div>{LIFE}",
        "<p>كاتبة من اللاذقية تغطي شؤون الموانئ والصيد البحري منذ سنوات طويلة.</p>",
    ],
    ids=["with links", "a member since", "short"],
)
def test_a_writers_own_page_is_none(title: str, inner: str) -> None:
    with pytest.raises(NotAnArticle, match=r"author|list"):
        page("/authors/hala-fouad", title, inner)


def test_a_list_that_is_missing_is_named() -> None:
    with pytest.raises(ConfigError, match=r"services\.toml: \[labels\]"):
        parse_services('titles = ["a"]')
