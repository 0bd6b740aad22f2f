# ruff: noqa: E501 - paragraphs of articles are lines
"""Invented outlets and articles for the website's tests, of every shape that pages must bear."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from marsad.codec import MADE_BY, article_id
from marsad.pipeline.analyse import analyze_waiting
from marsad.store.engine import Store
from marsad.store.records import Announcement, Ingest
from marsad.types import Article, Feed, Page, Publisher, Related, Source

NOW = dt.datetime(2024, 11, 12, 18, 30, tzinfo=dt.UTC)
CAIRO = dt.timezone(dt.timedelta(hours=2))
BAGHDAD = dt.timezone(dt.timedelta(hours=3))
RABAT = dt.timezone(dt.timedelta(hours=1))

OUTLETS = {
    "nil.example": ("صحيفة شراع", "EG", "Africa/Cairo"),
    "rafidain.example": ("رافد برس", "IQ", "Asia/Baghdad"),
    "atlas.example": ("أطلس اليوم", "MA", "Africa/Casablanca"),
    "quds.example": ("وكالة زيتون للأنباء", "PS", "Asia/Gaza"),
    "gulf.example": ("Gulf Wire بالعربية", "AE", "Asia/Dubai"),
    "empty.example": ("منصة لم تنشر بعد", "TN", "Africa/Tunis"),
}

LONG_PARAGRAPH = (
    "وقال رئيس الهيئة المهندس سليم الدقاق في مؤتمر صحافي عقد بمقر الهيئة إن الأعمال في المقطع "
    "الأول بلغت 62.5% من المخطط، وإن التشغيل التجريبي سيبدأ مطلع الربيع، بعد أن تسلم المقاولون "
    "12 قاطرة و48 عربة جديدة من المصنع. وأضاف أن المشروع يوفر نحو 3,200 فرصة عمل مباشرة، وأن "
    "تذاكر الركاب ستبقى «في متناول الجميع»."
)


def article(
    domain: str,
    slug: str,
    title: str | None,
    paragraphs: str,
    *,
    section: str | None = None,
    published: dt.datetime | dt.date | None = None,
    **fields: object,
) -> Article:
    """Make an article of one of the outlets."""
    url = f"https://{domain}/{slug}"
    text = "\n".join(line.strip() for line in paragraphs.strip().splitlines() if line.strip())
    return replace(
        Article(
            id=article_id(url, title, text),
            made_by=MADE_BY,
            title=title,
            text=text,
            url=url,
            canonical_url=url,
            published=published,
            publisher=Publisher(OUTLETS[domain][0], domain),
            sections=(section,) if section else (),
        ),
        **fields,  # type: ignore[arg-type]  # tests name fields of Article
    )


def at(hours: float, zone: dt.tzinfo = CAIRO) -> dt.datetime:
    """Return so many hours before now, to the minute, with a zone's offset."""
    return (NOW - dt.timedelta(hours=hours)).astimezone(zone)


VISIT = article(
    "nil.example",
    "politics/visit",
    "وزير خارجية النرويج يبدأ غدًا جولة تشمل القاهرة وعمّان والدوحة",
    """
    يبدأ وزير الخارجية النرويجي أسبيورن هاوغن، غدًا الأربعاء، جولة في المنطقة تشمل القاهرة وعمّان والدوحة، لبحث ترتيبات مؤتمر المياه المقرر في أوسلو.
    وحسب إذاعة «صوت الشمال»، تستمر الجولة أربعة أيام، ويلتقي الوزير خلالها نظراءه ومسؤولين في المنظمات الإقليمية.
    وقال المتحدث باسم الوزارة لارس نيلسن إن المحادثات «ستتناول تقاسم البيانات قبل تقاسم المياه»، مشيرًا إلى أن المؤتمر سيُعقد بين 18 و20 ديسمبر.
    ومن المتوقع أن يختتم هاوغن جولته بلقاء مع ممثلي مجموعة (5+5) ومنظمة G20 في الدوحة، قبل أن يعود مساء السبت على متن طائرة من طراز F-35 للتدريب.
    """,
    section="سياسة",
    published=at(1.5),
    updated=at(0.4),
    published_text="12th, November 2024 19:00 EET",
    authors=("هدى المنشاوي", "Lars Berg"),
    credits=("وكالة زيتون للأنباء", "صوت الشمال"),
    tags=("النرويج", "مؤتمر المياه", "القاهرة", "G20"),
    image="https://nil.example/images/visit.jpg",
    related=(
        Related("نقص المياه يهدد محاصيل الدلتا", "https://atlas.example/economy/wheat"),
        Related("خريطة الأحواض المشتركة", "https://elsewhere.example/maps", dt.date(2024, 11, 3)),
        Related("مقال بلا رابط عن الموضوع نفسه"),
        Related("رابط خبيث", "javascript:alert(1)"),
    ),
)

ARTICLES = (
    VISIT,
    article(
        "atlas.example",
        "economy/wheat",
        "أسعار القمح تتراجع للأسبوع الثالث مع تحسن التوقعات في حوض البحر الأسود",
        """
        تراجعت أسعار القمح في المعاملات الآجلة للأسبوع الثالث على التوالي، بعد تقارير عن تحسن أحوال المحصول في حوض البحر الأسود.
        وبلغ سعر البوشل 5.62 دولارات، بانخفاض 3% عن الأسبوع الماضي، وفق ما أظهرته بيانات بورصة «ميدان السلع».
        ويرى المحلل إدريس الوزاني أن «المخزونات لا تزال دون متوسط خمس سنوات»، وأن التراجع قد لا يدوم.
        """,
        section="اقتصاد",
        published=at(3, RABAT),
        authors=("إدريس الوزاني",),
        tags=("القمح", "أسعار القمح", "البحر الأسود"),
    ),
    article(
        "rafidain.example",
        "sport/final",
        "«الفرات» يتوج بكأس الموسم بعد فوزه على «السنديان» بنتيجة 3 مقابل 1",
        """
        تُوِّجَ نادي الفرات بكأس الموسم للمرة الثانية في تاريخه، بعد فوزه على السنديان بنتيجة 3 مقابل 1 في المباراة النهائية.
        وسجل كرار الحلفي هدفين في الدقيقتين ٢٣ و٧٨، وأضاف علي جبار الثالث من ركلة جزاء.
        """,
        section="رياضة",
        published=at(5, BAGHDAD),
        tags=("نادي الفرات", "كأس الموسم"),
    ),
    article(
        "quds.example",
        "culture/manuscripts",
        "مكتبة مَقدسية تُتِيحُ أَلْفَ مَخْطُوطٍ مُرَقْمَنٍ للباحثين مجانًا",
        """
        أتاحت مكتبة «البلدة القديمة» ألف مخطوط مرقمن للباحثين عبر موقعها، في ختام مشروع استمر ست سنوات.
        قَالَ أمين المكتبة مُحَمَّدٌ العَلَمِيُّ إنَّ أقدمَ المخطوطاتِ يَعودُ إلى القَرنِ السادسِ الهجري.
        """,
        section="ثقافة وفنون",
        published=dt.date(2024, 11, 12),
        published_text="10 جمادى الأولى 1446هـ - 12 نوفمبر 2024م",
        dateline="القدس - زيتون",
        tags=("مخطوطات", "القدس", "رقمنة"),
    ),
    article(
        "gulf.example",
        "tech/5g",
        "BBC ومجموعة Ericsson تختبران شبكة 5G في 3 مدن خليجية",
        """
        أعلنت مجموعة Ericsson (إريكسون) بدء اختبارات شبكة 5G بالتعاون مع BBC News في ثلاث مدن.
        وكُتبت برمجيات الاختبار بلغة C++ وتعمل بنسبة توافر 99.95%، للاستفسار +962-7-9000.
        """,
        section="تكنولوجيا",
        published=at(7, dt.timezone(dt.timedelta(hours=4))),
        tags=("5G", "Ericsson", "C++"),
    ),
    article(
        "nil.example",
        "health/vaccine",
        "بدء حملة تطعيم مجانية ضد الإنفلونزا الموسمية في 14 محافظة",
        """
        بدأت صباح اليوم حملة التطعيم المجانية ضد الإنفلونزا الموسمية في 14 محافظة، وتستمر حتى نهاية الشهر.
        ودعت الوزارة كبار السن والحوامل وأصحاب الأمراض المزمنة إلى التوجه إلى أقرب مركز صحي.
        """,
        section="صحة",
        published=at(9),
        tags=("تطعيم", "الإنفلونزا"),
    ),
    article(
        "atlas.example",
        "rail/line",
        "الخط الحديدي الساحلي: المقطع الأول يبلغ 62.5% والتشغيل التجريبي مطلع الربيع",
        "\n".join([LONG_PARAGRAPH] * 18),
        section="اقتصاد",
        published=at(26, RABAT),
        tags=("سكك الحديد", "النقل"),
    ),
    article(
        "rafidain.example",
        "misc/untimed",
        "حكاية مقهى عمره مئة عام على ضفة دجلة",
        """
        على ضفة دجلة مقهى افتُتح قبل مئة عام، ولا يزال رواده يلعبون الدومينو على طاولاته الأولى.
        يقول صاحبه عبد الرزاق الكيلاني إنه لم يغيّر فيه إلا الكؤوس.
        """,
    ),
    article(
        "gulf.example",
        "weather/rain",
        "أمطار متفرقة على السواحل الشرقية ورياح مثيرة للغبار غدًا",
        """
        يتوقع المركز أمطارًا متفرقة على السواحل الشرقية من مساء اليوم، ورياحًا سرعتها بين 25 و40 كيلومترًا في الساعة.
        """,
        section="طقس",
        published=dt.datetime(2024, 11, 11, 14, 20),  # noqa: DTZ001  # a page without a zone
    ),
    article(
        "quds.example",
        "science/star",
        "فلكيون يرصدون نجمًا يخفت كل أربعة أيام ولا يعرفون السبب",
        """
        رصد فريق من جامعة الكرمل نجمًا في كوكبة الدجاجة يخفت سطوعه بنسبة 12% كل أربعة أيام.
        وتقول الباحثة ريم الخطيب: «لسنا أمام كوكب عابر، والبيانات لا تشبه ما نعرفه».
        """,
        section="علوم",
        published=at(30),
        authors=("ريم الخطيب",),
    ),
    article(
        "nil.example",
        "old/archive",
        "من الأرشيف: افتتاح أول جسر معلق في الوادي",
        "افتُتح اليوم أول جسر معلق في الوادي بطول 420 مترًا، بعد عامين من العمل.",
        section="محليات",
        published=dt.date(2019, 3, 7),
    ),
)

HOSTILE_TITLES = {
    "markup": "<script>alert('x')</script><b>عاجل</b> & \"اقتباس\"",
    "override": "عنوان \u202egpj.exe\u202e بلا إغلاق \u2067\u2067",
    "huge": "كلمةطويلةجدا" * 900,
    "many-words": "خبر عن كل شيء " * 900,
    "revisions": "Revisions",
    "blank": " \u200f ",
    "template": "{{ 7*7 }} {% raw %} ${x}",
}

HOSTILE = tuple(
    article(
        "gulf.example",
        f"hostile/{name}",
        title,
        "نص عادي تحت عنوان غريب.\n<img src=x onerror=alert(1)> وسم في النص.",
        section='"><script>alert(2)</script>',
        published=at(40 + number),
        tags=('"><b>وسم</b>', "\u202eمقلوب"),
        credits=("<i>مصدر</i>",),
        authors=("<u>كاتب</u>",),
        image="javascript:alert(3)",
    )
    for number, (name, title) in enumerate(HOSTILE_TITLES.items())
)

EDGES = (
    article(
        "gulf.example",
        "edge/first",
        "خبر من أول التقويم",
        "تاريخ لا معنى له.",
        published=dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=14))),
    ),
    article(
        "atlas.example",
        "edge/last",
        "خبر من آخر التقويم",
        "تاريخ لا معنى له.",
        published=dt.datetime(9999, 12, 31, 23, 59, tzinfo=dt.timezone(-dt.timedelta(hours=12))),
    ),
)

BIDI_STRINGS = (
    "2024-11-12", "3-1", "5-10", "18:00 - 19:00", "2024–2025", "+962-7-9000", "4-2-1", "1.5%",
    "-3%", "C++", "12/11/2024", "10:30", "1,250.75", "F-35", "G20", "BBC News",
    "12th, November 2024 GMT",
)  # fmt: skip
"""What a right-to-left line turns round, and what it leaves alone."""

BIDI = article(
    "gulf.example",
    "bidi/strings",
    "أرقام ورموز في سطر عربي",
    "نص قصير تحت أرقام ورموز.",
    published=at(60),
    authors=BIDI_STRINGS[:12],
    tags=BIDI_STRINGS,
)

EDITED_TEXT = """
يبدأ وزير الخارجية النرويجي أسبيورن هاوغن، غدًا الأربعاء، جولة في المنطقة تشمل القاهرة والدوحة، لبحث ترتيبات مؤتمر المياه المقرر في أوسلو.
وحسب إذاعة «صوت الشمال»، تستمر الجولة أربعة أيام، ويلتقي الوزير خلالها نظراءه ومسؤولين في المنظمات الإقليمية.
وقال المتحدث باسم الوزارة لارس نيلسن إن المحادثات «ستتناول تقاسم البيانات قبل تقاسم المياه».
"""


def first_version() -> Article:
    """Return the visit as it stood before its edit."""
    text = "\n".join(line.strip() for line in EDITED_TEXT.strip().splitlines())
    return replace(
        VISIT,
        title="وزير خارجية النرويج يبدأ غدًا جولة تشمل القاهرة والدوحة",
        text=text,
        updated=None,
        tags=("النرويج", "القاهرة"),
    )


def bulletins() -> Iterator[Article]:
    """Yield enough short items for several pages of a list."""
    for number in range(1, 71):
        yield article(
            "rafidain.example",
            f"bulletin/{number}",
            f"نشرة المرور رقم {number}: انسياب في أغلب الطرق",
            f"قالت غرفة المرور في نشرتها رقم {number} إن الحركة طبيعية في أغلب الطرق الرئيسة.",
            section="محليات",
            published=at(50 + number * 2, BAGHDAD),
            tags=("المرور",),
        )


def observed(value: Article, moment: dt.datetime) -> Ingest:
    """Return an article as gathered at a moment."""
    page = Page(url=value.url, body=b"<html></html>", fetched_at=moment)
    return Ingest(name=value.url or value.id, page=page, articles=(value,))


def fill(store: Store) -> None:
    """Put the sources and articles into an empty store."""
    for domain, (name, country, zone) in OUTLETS.items():
        source = Source(
            name=name,
            domain=domain,
            homepage=f"https://{domain}/",
            country=country,
            zone=zone,
            feeds=(Feed(f"https://{domain}/rss?key=secret"),),
        )
        store.add_source(source, now=NOW - dt.timedelta(days=9))
    _poll_feeds(store)
    edited = NOW - dt.timedelta(minutes=20)
    store.ingest([observed(first_version(), at(1.4).astimezone(dt.UTC))], now=edited)
    store.ingest([observed(VISIT, edited)], now=edited)
    rest = [*ARTICLES[1:], *HOSTILE, *EDGES, BIDI, *bulletins()]
    store.ingest([observed(value, _seen(value)) for value in rest], now=NOW)
    for _ in analyze_waiting(store, jobs=1, clock=lambda: NOW):
        pass


def _seen(value: Article) -> dt.datetime:
    """Return when a gatherer would have come by: soon after the publication."""
    published = value.published
    if published and not 1970 < published.year < 2025:
        return NOW - dt.timedelta(days=8)
    if isinstance(published, dt.datetime) and published.tzinfo:
        return published.astimezone(dt.UTC) + dt.timedelta(minutes=5)
    if published is not None:
        noon = dt.datetime.combine(published, dt.time(16), dt.UTC)
        return min(noon, NOW - dt.timedelta(hours=2))
    return NOW - dt.timedelta(hours=12)


def _poll_feeds(store: Store) -> None:
    """Let the first outlet's feed work, the second's fail, and leave the others waiting."""
    earlier = NOW - dt.timedelta(minutes=12)
    later = NOW + dt.timedelta(hours=1)
    for feed in store.lease_feeds(now=earlier, limit=50, seconds=1):
        if feed.domain == "nil.example":
            store.feed_done(feed.id, now=earlier, next_at=later)
            pages = [Announcement(f"https://nil.example/next/{number}") for number in range(3)]
            store.announce(feed.source_id, pages, now=earlier)
        elif feed.domain == "rafidain.example":
            store.feed_done(
                feed.id, now=earlier, next_at=later, error="https://rafidain.example/rss: HTTP 503"
            )
