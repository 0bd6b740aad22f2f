"""Pages made by chance that hold no article of their own, above a list of others' teasers."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from marsad.errors import NotAnArticle
from tests.extract.test_made_pages import HEADLINES, MORE, TEASERS
from tests.extract.test_pages import document, read

Make = Callable[[random.Random, str], tuple[str, str]]
TITLES = (
    "ما الذي تخفيه ميزانيات الأندية؟", "كيف تغيرت أسواق الميناء في عشر سنوات",
    "الوالي يستقبل وفدا من رجال الأعمال في المرسى", "أسرار الصيادين في ليالي الشتاء",
)  # fmt: skip
STAMPS = (
    "", "<div>12 نوفمبر 2024</div>",
    "<time datetime=2024-11-12T10:00:00+03:00>12 نوفمبر 2024</time>",
    "<div>سامي خليل</div><div>12 نوفمبر 2024</div>",
)  # fmt: skip
GATES = (
    "هذا المقال متاح للمشتركين فقط", "اشترك لقراءة المقال كاملا", "سجل مجانا لمتابعة القراءة",
    "هذه المادة حصرية للمشتركين", "تبقى لك 0 مقالات مجانية هذا الشهر",
)  # fmt: skip
OFFERS = (
    "<h4>شهري</h4><p>19 ريالا</p><h4>سنوي</h4><p>180 ريالا - وفّر خمسين ريالا</p>",
    "<ul><li>وصول كامل إلى جميع المقالات</li><li>بلا إعلانات</li><li>نشرة أسبوعية</li></ul>",
    "<p>سجّل الدخول أو اشترك للوصول إلى جميع التحليلات والتقارير.</p>",
    "<a href=/login>مشترك بالفعل؟ سجّل دخولك</a>", "<p>ألغ اشتراكك في أي وقت</p>",
)  # fmt: skip
ANSWERS = (
    "",
    "<h3>أسئلة شائعة</h3><dl><dt>هل يمكنني إلغاء الاشتراك؟</dt><dd>نعم، من صفحتك.</dd></dl>",
    ("<h3>الأسئلة المتكررة</h3><h4>كيف أدفع؟</h4><p>بالبطاقة البنكية أو عبر متجر التطبيقات، ويتجدد"
    " الاشتراك تلقائيا كل شهر ما لم تلغه.</p>"),
)  # fmt: skip
CAPTIONS = (
    "جانب من المهرجان", "قوارب الصيادين في الميناء القديم", "أطفال يلهون على الشاطئ مساء أمس",
    "بائع سمك في السوق (تصوير: علي صالح)",
)  # fmt: skip
CARDS = (
    "<article><h2><a href={0}>{1}</a></h2><span>{2}</span>{3}</article>",
    "<div class=item><a href={0}><img src=x.jpg></a><h3><a href={0}>{1}</a></h3>{3}</div>",
    "<li><a href={0}>{1}</a> <span>{2}</span>{3}</li>",
    "<div><a href={0}><h3>{1}</h3>{3}</a></div>",
    "<div class=card><a href={0} class=t>{1}</a><div class=x>{3}</div><div>{2}</div></div>",
    "<div class=tile><a href={0}><img src=a.jpg><h4>{1}</h4></a>{3}<span>{2}</span></div>",
)
DAYS = ("12 نوفمبر 2024", "قبل ساعة", "أمس", "2024-11-12 10:31")


def others(chance: random.Random) -> str:
    """Make a list of other articles, of which some have a teaser."""
    card, some = chance.choice(CARDS), chance.random()
    items = "".join(
        card.format(
            f"/news/{n}", title, chance.choice(DAYS),
            f"<p>{chance.choice((*TEASERS, *MORE))}</p>" if chance.random() < some else "",
        )
        for n, title in enumerate(chance.sample(HEADLINES, 5))
    )  # fmt: skip
    label = chance.choice(("<h3>ذات صلة</h3>", "<h3>الأحدث</h3>", "<h4>المزيد</h4>", ""))
    listed = f"<ul>{items}</ul>" if card.startswith("<li") else items
    return f"{label}<div class=rel>{listed}</div>"


def offer(chance: random.Random, title: str) -> tuple[str, str]:
    """Make what stands in the place of a text that is sold."""
    first = chance.choice(("", f"<p>{MORE[0][:70]}...</p>", f"<p>{MORE[1][:60]}…</p>"))
    boxes = "".join(f"<div>{box}</div>" for box in chance.sample(OFFERS, 3))
    wall = f"<h3>{chance.choice(GATES)}</h3>{boxes}{chance.choice(ANSWERS)}"
    inner = f"<h1>{title}</h1>{chance.choice(STAMPS)}{first}<div class=wall>{wall}</div>"
    return inner, "https://marafi.example/a/7"


def gallery(chance: random.Random, title: str) -> tuple[str, str]:
    """Make pictures with captions, below their headline."""
    kind = chance.choice(
        ("<figure><img src=1.jpg><figcaption>{}</figcaption></figure>",
         "<div class=slide><img src=1.jpg><p>{}</p></div>", "<li><img src=1.jpg></li>")
    )  # fmt: skip
    pictures = "".join(kind.format(chance.choice(CAPTIONS)) for _ in range(8))
    head = f"<h1>{chance.choice(('بالصور.. ', 'صور| ', 'ألبوم: '))}{title}</h1>"
    return f"{head}{chance.choice(STAMPS)}<div>{pictures}</div>", "https://marafi.example/gallery/1"


def video(chance: random.Random, title: str) -> tuple[str, str]:
    """Make a player with hardly a word below it."""
    player = chance.choice(("<video src=a.mp4></video>", "<iframe src=/embed/x></iframe>"))
    told = chance.choice(("", "<p>مدة الفيديو: 02:14</p>", "<div>1200 مشاهدة</div>"))
    head = f"<h1>{chance.choice(('بالفيديو.. ', 'شاهد.. ', ''))}{title}</h1>"
    return f"{head}{chance.choice(STAMPS)}{player}{told}", "https://marafi.example/video/12"


def own(chance: random.Random, title: str) -> tuple[str, str]:
    """Make a page of the site about itself, its channel or its letter."""
    del title
    name, text, path = chance.choice(
        (("من نحن", "المرافئ صحيفة إلكترونية مستقلة تأسست عام 2009 في المرسى.", "about"),
         ("هيئة التحرير", "نلتزم بالدقة ونصحح أخطاءنا علنا، ونرحب برسائل القراء.", "team"),
         ("البث المباشر", "يمكنكم متابعة البث المباشر لقناة المرافئ على مدار الساعة.", "live"),
         ("اشترك في النشرة البريدية", "قصص البحر في بريدك كل أسبوع، بلا إعلانات.", "newsletter"))
    )  # fmt: skip
    return f"<h1>{name}</h1><p>{text}</p>", f"https://marafi.example/{path}"


@pytest.mark.parametrize("make", [offer, gallery, video, own])
@pytest.mark.parametrize("seed", range(2))
def test_pages_by_chance_without_a_text_of_their_own(make: Make, seed: int) -> None:
    chance, taken = random.Random(seed), list[str]()
    for _ in range(60):
        title = chance.choice(TITLES)
        inner, url = make(chance, title)
        below = others(chance) if chance.random() < 0.7 else ""
        kind = chance.choice(("website", "article"))
        name = title if title in inner else "المرافئ"
        head = f"<meta property=og:type content={kind}><title>{name} - المرافئ</title>"
        try:
            read(document(f"<main>{inner}{below}</main>", head), url=url)
        except NotAnArticle:
            continue
        taken.append(f"{url}\n{inner}{below}")
    assert len(taken) <= 0.05 * 60, "\n\n".join(taken)
