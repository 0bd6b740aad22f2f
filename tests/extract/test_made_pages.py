"""Pages made by chance from everyday parts: what a reader sees is what comes out, in any order."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from marsad.errors import NotAnArticle
from tests.extract.test_pages import BODY, FOOT, MENU, TITLE, document, read

MORE = (
    "وأوضح مدير المشروع سالم الدريدي أن الأشغال شملت تدعيم الأعمدة وتركيب ثلاثين عمود إنارة جديدا.",
    "ويعتمد نحو ألف أسرة في المدينة على الصيد الذي تراجع في السنوات الأخيرة بسبب غلاء الوقود.",
    "وقال الصياد نزار الماجري إنه انتظر فتح الرصيف طويلا، مضيفا أن الرسو في الميناء كان مكلفا.",
)
HEADLINES = (
    "مدرسة الشاطئ تكرم أوائلها هذا العام", "وزارة النقل تعلن موعد تشغيل العبارة الجديدة",
    "أسعار السردين تتراجع في سوق المدينة", "جمعية الصيادين تنتخب مكتبا جديدا",
    "مهرجان البحر ينطلق الأسبوع المقبل", "انقطاع الماء عن حي المنارة يومين",
    "نادي المرسى يتعاقد مع مدرب جديد", "افتتاح مكتبة للأطفال في الحي القديم",
    "حملة نظافة على شاطئ الكورنيش", "تأجيل مباراة القمة إلى السبت",
)  # fmt: skip
NAMES = (
    "سامي خليل", "هالة فؤاد", "عبد الرحمن اليوسفي", "منى بنت سالم", "محمد ولد أحمد",
    "جوزيف الخوري", "آية عبد العزيز",
)  # fmt: skip
SIGNED_ABOVE = (
    "{}", "بقلم: {}", "كتب: {}", "كتبت- {}", "تقرير: {}", "القاهرة - {}", "{} (القاهرة)",
    "{} من القاهرة", "موفدنا إلى القاهرة: {}", "حوار: {} - تصوير: علي صالح", "بقلم: د. {}",
    "متابعة/ {}", "المرافئ - {}", "خاص - {}", "مسقط ـ {}", "<a href=/author/7>{}</a>",
    "<strong>{}</strong><br>كاتب وباحث", "بواسطة <a href=/author/7>{}</a>",
)  # fmt: skip
SIGNED_BELOW = ("بقلم: {}", "{}", "إعداد: {}", "{} - كاتب وباحث", "* {} كاتب وباحث من تونس")
AGENCIES = ("رويترز", "وكالات", "الأناضول", "أ ف ب", "واس", "وكالة الأنباء القطرية", "و.م.ع")
CREDITED_ABOVE = (
    "المصدر: {}", "{}", "بواسطة: {}", "المصدر: <a href=https://x.example>{}</a>", "نقلا عن: {}",
    "المرافئ - {}", "غرفة الأخبار - {}", "{} - القاهرة",
)  # fmt: skip
CREDITED_BELOW = (
    "المصدر : {}", "<b>المصدر:</b> {}", "({})", "نقلا عن {}", "{}", "- {}", "المرافئ مع {}",
    "انتهى/{}", "المصدر<br>{}", "مصدر الخبر: <a href=https://x.example>{}</a>",
)  # fmt: skip
STAMPS = (
    "<div class=meta><span>12 نوفمبر 2024</span></div>", "<time>12 نوفمبر 2024</time>",
    "<p class=date>الثلاثاء 12 نوفمبر 2024 - 10:00</p>",
    "<ul><li>نشر: 12/11/2024</li><li>350 مشاهدة</li></ul>",
)  # fmt: skip
KICKERS = (
    "", "<span class=cat><a href=/c/1>محليات</a></span>", "<span class=badge>عاجل</span>",
    "<div class=kicker>بعد سبعة أشهر من الإغلاق</div>",
    "<nav class=breadcrumb><a href=/>الرئيسية</a> » <a href=/c/1>محليات</a></nav>",
)  # fmt: skip
PICTURES = (
    "", "<figure><img src=a.jpg><figcaption>رصيف المرسى (أرشيفية)</figcaption></figure>",
    "<div class=img><img src=a.jpg><p>رصيف المرسى بعد الترميم</p></div>", "<img src=a.jpg>",
    "<table><tr><td><img src=a.jpg></td></tr><tr><td>رصيف المرسى بعد الترميم</td></tr></table>",
)  # fmt: skip
SHARES = (
    "", "<div class=share><a href=https://f>فيسبوك</a><a href=https://x>تويتر</a></div>",
    "<div>حجم الخط <a href=#>+</a><a href=#>-</a></div>", "<a href=/print>طباعة</a>",
)  # fmt: skip
TAGS = ("ميناء المرسى", "الصيد")
TAGGED = "<div class=tags>الوسوم: <a href=/tag/1>ميناء المرسى</a> <a href=/tag/2>الصيد</a></div>"
ALSO = ("اقرأ أيضا", "طالع أيضا:", "مواضيع ذات صلة", "قد يهمك", "ذات صلة")
NOISE = (
    "<div class=ad>إعلان</div>", "<div class=player>استمع إلى المقال</div>",
    "<figure><img src=a.jpg><figcaption>رصيف المرسى (رويترز)</figcaption></figure>",
    ("<div class=nl><h4>النشرة البريدية</h4><p>اشترك ليصلك كل جديد</p>"
    "<input placeholder=بريدك><button>اشترك</button></div>"),
    "<p>انضم إلى قناتنا على <a href=https://t.example>تلغرام</a></p>",
)  # fmt: skip
WRAPS = ("<p>{}</p>", "<div>{}</div>", "<div class=x>{}</div>")


class Made(NamedTuple):
    """A page, and what it tells."""

    html: str
    paragraphs: tuple[str, ...]
    authors: tuple[str, ...]
    credits: tuple[str, ...]
    tags: tuple[str, ...]
    related: tuple[str, ...]


def listed(chance: random.Random, titles: Sequence[str]) -> str:
    """Make a list of links of any kind."""
    first = chance.randrange(100, 900)
    links = [f"<a href=/news/{first + n}>{title}</a>" for n, title in enumerate(titles)]
    kind = chance.choice(
        ("<li>{}</li>", "<div class=item><img src=x.jpg><h4>{}</h4></div>", "<p>• {}</p>",
         "<article><h3>{}</h3><p>وفق ما أعلنته الجهات المعنية في بيان لها...</p></article>")
    )  # fmt: skip
    items = "".join(kind.format(link) for link in links)
    return f"<ul>{items}</ul>" if kind.startswith("<li") else items


def offer(chance: random.Random, title: str) -> str:
    """Make a box within the text that offers an article."""
    label, link = chance.choice(ALSO), f"<a href=/n/{HEADLINES.index(title)}>{title}</a>"
    kinds = (
        f"<p>{label} {link}</p>", f"<p><strong>{label.strip(':')}: {link}</strong></p>",
        f"<div class=rel><span>{label}</span>{link}</div>", f"<p>{label}</p><p>{link}</p>",
        f"<div><h4>{label}</h4><ul><li>{link}</li></ul></div>", f"<p>{link}</p>",
        f"<aside><h5>{label}</h5>{link}</aside>",
    )  # fmt: skip
    return chance.choice(kinds)


def texts(chance: random.Random, paragraphs: Sequence[str], offers: Sequence[str]) -> str:
    """Make the text: paragraphs of any make, and between them offers and noise."""
    if not offers and chance.random() < 0.3:
        return "<br><br>\n".join(paragraphs)
    tag, left, parts = chance.choice(("p", "p", "div")), [*offers], list[str]()
    for paragraph in paragraphs[:-1]:
        parts.append(f"<{tag}>{paragraph}</{tag}>")
        if left:
            parts.append(offer(chance, left.pop(0)))
        if chance.random() < 0.2:
            parts.append(chance.choice(NOISE))
    return "".join([*parts, f"<{tag}>{paragraphs[-1]}</{tag}>"])


def made(chance: random.Random) -> Made:
    """Make a page of any of these parts."""
    pick = chance.choice
    paragraphs = (*BODY, *MORE[: chance.randrange(len(MORE) + 1)])
    titles = chance.sample(HEADLINES, len(HEADLINES))
    within = tuple(titles[: chance.choice((0, 0, 1, 2))])
    below = tuple(titles[2:6]) if chance.random() < 0.5 else ()
    head = [pick(KICKERS), f"<h1>{TITLE}</h1>", pick(STAMPS)]
    end: list[str] = []
    name, agency = pick(NAMES), pick(AGENCIES)
    signed, credited = chance.choice(("above", "below", "")), chance.choice(("above", "below", ""))
    if signed == "above":
        head.insert(pick((2, 3)), pick(WRAPS).format(pick(SIGNED_ABOVE).format(name)))
    if credited == "above":
        head.insert(pick((2, 3)), pick(WRAPS).format(pick(CREDITED_ABOVE).format(agency)))
    head += chance.sample([pick(PICTURES), pick(SHARES)], 2)
    if signed == "below":
        end.append(pick(WRAPS).format(pick(SIGNED_BELOW).format(name)))
    if credited == "below":
        end.append(pick(WRAPS).format(pick(CREDITED_BELOW).format(agency)))
    tagged = chance.random() < 0.5
    end += [TAGGED] if tagged else []
    lists = [f"<div><h3>الأكثر قراءة</h3>{listed(chance, titles[6:])}</div>"]
    lists += [f"<section><h3>{pick(ALSO)}</h3>{listed(chance, below)}</section>"] if below else []
    chance.shuffle(lists)
    text, ends, after = texts(chance, paragraphs, within), "".join(end), "".join(lists)
    heads = "".join(head)
    layout = chance.choice(
        (f"<main><article>{heads}<div>{text}</div>{ends}</article>{after}</main>",
         f"<article>{heads}<div class=body>{text}{ends}</div>{after}</article>",
         f"<div><div class=post>{heads}<div><p></p>{text}</div>{ends}{after}</div></div>",
         (f"<table><tr><td><table><tr><td>{heads}<div>{text}</div>{ends}</td></tr></table>{after}"
         "</td></tr></table>"))
    )  # fmt: skip
    meta = f"<meta property=og:title content='{TITLE}'><meta property=og:site_name content=المرافئ>"
    html = (
        f"<!doctype html><html lang=ar dir=rtl><head><meta charset=utf-8>{meta}</head>"
        f"<body>{MENU}{layout}{FOOT}</body></html>"
    )
    return Made(
        html, paragraphs, (name,) if signed else (), (agency,) if credited else (),
        TAGS if tagged else (), (*within, *below),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_pages_by_chance(seed: int) -> None:
    chance = random.Random(seed)
    wrong: list[str] = []
    pages = [made(chance) for _ in range(60)]
    for page in pages:
        article = read(page.html)
        published = article.published
        day = published.date() if isinstance(published, dt.datetime) else published
        assert (article.title, article.paragraphs) == (TITLE, page.paragraphs), page.html
        assert day == dt.date(2024, 11, 12), page.html
        related = tuple(item.title for item in article.related)
        told = (article.authors, article.credits, article.tags, related)
        if told != (page.authors, page.credits, page.tags, page.related):
            wrong.append(f"{told}\n{page}")
    assert len(wrong) <= 0.02 * len(pages), "\n\n".join(wrong)


TEASERS = (
    "قال مصدر في البلدية إن الأشغال بدأت صباح اليوم وستستمر أسبوعين...",
    "أكد رئيس الجمعية أن المشروع سيوفر ستين فرصة عمل لشباب المنطقة [...]",
    "انطلقت أمس فعاليات الدورة الجديدة بحضور جمهور غفير من سكان المدينة والقرى المجاورة…",
)
LISTED = (
    ("", "<article><h2><a href={0}>{1}</a></h2><span>{3}</span><p>{2}</p></article>", ""),
    ("", "<div><a href={0}><img src=x.jpg></a><h3><a href={0}>{1}</a></h3><p>{2}</p></div>", ""),
    ("<ul>", "<li><a href={0}>{1}</a> <span>{3}</span></li>", "</ul>"),
    ("", "<div><a href={0}><h3>{1}</h3><p>{2}</p></a></div>", ""),
    ("<table>", "<tr><td><a href={0}>{1}</a><br>{2}</td></tr>", "</table>"),
)
LEADS = (  # the first of a list, with a teaser as long as a short article
    "", "",
    "<div class=hero><a href=/news/99><img src=l.jpg><h2>{0}</h2></a><p>{1}</p><i>أمس</i></div>",
    "<section><h3><a href=/news/99>{0}</a></h3><p>{1}</p><p>{1}</p></section>",
    "<article><h1><a href=/news/9>{0}</a></h1><p>{1}</p><a href=/news/9>المزيد</a></article>",
    "<div class=top><a href=/news/99><b>{0}</b></a><div>{1}</div></div>",
    "<div class=hero><h2>{0}</h2><p>{1}</p><a href=/news/99>التفاصيل</a></div>",
)  # fmt: skip
FRONTS = (
    ("محليات", "https://marafi.example/category/local/"),
    ("أخبار سوس", "https://marafi.example/local"), ("ملاعب", "https://marafi.example/?section=7"),
    ("المرافئ", "https://marafi.example/"),
    ("وسم: ميناء المرسى", "https://marafi.example/tag/port/"),
    ("نتائج البحث عن: ميناء", "https://marafi.example/?s=port"),
    ("سامي خليل", "https://marafi.example/author/sami/"),
    ("أرشيف نوفمبر 2024", "https://marafi.example/2024/11/"),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_lists_by_chance_are_no_articles(seed: int) -> None:
    chance, taken = random.Random(seed), list[str]()
    for _ in range(100):
        (title, url), (first, item, last) = chance.choice(FRONTS), chance.choice(LISTED)
        items = "".join(
            item.format(f"/news/{n}", headline, chance.choice(TEASERS), f"{n + 1} نوفمبر 2024")
            for n, headline in enumerate(chance.sample(HEADLINES, chance.randrange(5, 10)))
        )
        long = " ".join(chance.sample(MORE, chance.randrange(1, 4)))
        first = chance.choice(LEADS).format("الوالي يستقبل وفدا من رجال الأعمال", long) + first
        kind = chance.choice(("website", "article"))
        head = f"<meta property=og:type content={kind}><title>{title} - المرافئ</title>"
        html = document(f"<main><h1>{title}</h1><div>{first}{items}{last}</div></main>", head)
        try:
            read(html, url=url)
        except NotAnArticle:
            continue
        taken.append(f"{url}\n{html}")
    assert not taken, "\n\n".join(taken)
