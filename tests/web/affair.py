# ruff: noqa: E501 - paragraphs of articles are lines
"""An invented affair for the website's tests: copies, two days of events, and what stands apart.

The articles are placed here as these tests need them, whatever the connecting would decide.
"""

from __future__ import annotations

from dataclasses import dataclass

from marsad.pipeline.analyse import analyze_waiting
from marsad.store.engine import Store
from marsad.store.story_records import Place
from marsad.stories.connect import Connected, saga_id, story_id
from marsad.types import Article, CopyKind, Related
from tests.web.newsroom import NOW, article, at, observed

AGENCY = """
وصل وزير الخارجية الأمريكي أنتوني بلينكن إلى القاهرة مساء اليوم قادمًا من عمّان، في مستهل جولة تستمر أربعة أيام وتشمل بغداد والدوحة.
وقال بلينكن في مؤتمر صحافي مشترك مع نظيره المصري بدر عبد العاطي إن المحادثات «كانت صريحة ومثمرة»، وإن الجانبين اتفقا على خطوات عملية لم يفصح عنها.
ومن جانبه دعا عبد العاطي إلى وقف إطلاق النار في أقرب وقت، مؤكدًا أن مصر تواصل اتصالاتها مع جميع الأطراف من غير انقطاع.
وتأتي الزيارة بعد أسبوع من قمة عربية طارئة عقدت في العاصمة السعودية الرياض، وأوصت بتشكيل لجنة وزارية لمتابعة تنفيذ قراراتها.
وأفاد مصدر دبلوماسي بأن الوفد الأمريكي يضم خبراء في المياه والطاقة، وأن لقاءات جانبية ستعقد صباح الغد في مقر الوزارة.
ومن المقرر أن يغادر بلينكن القاهرة ظهر الغد متوجهًا إلى بغداد، حيث يلتقي رئيس الوزراء العراقي محمد شياع السوداني.
"""
LINES = AGENCY.strip().splitlines()
PRINTED = "\n".join(
    ["متابعات: " + LINES[0], *LINES[1:3], LINES[3].replace("طارئة", "عاجلة"), *LINES[4:]]
)
EXCERPT = "\n".join([LINES[0], LINES[1]])
OWN = """
بدأ وزير الخارجية الأمريكي بلينكن، أمس، زيارة إلى مصر هي الثالثة له هذا العام، ومن المنتظر أن يبحث ملفي الحدود والمساعدات الإنسانية.
وتقول الباحثة ليلى العلوي إن الزيارة «اختبار للنيات»، وإن نتائجها لن تظهر قبل نهاية الشهر.
"""
NEXT_DAY = """
غادر وزير الخارجية الأمريكي أنتوني بلينكن القاهرة إلى بغداد للقاء رئيس الوزراء العراقي محمد شياع السوداني.
وقال متحدث إن جدول الأعمال يشمل التعاون في مجال الطاقة.
"""
BEFORE = """
أعلنت وزارة الخارجية الأمريكية أن بلينكن سيزور القاهرة وبغداد والدوحة الأسبوع الجاري.
وأضافت أن الجولة تهدف إلى دفع المحادثات قدمًا.
"""
QUOTING = "\n".join(
    [
        LINES[2],
        "وفي سياق منفصل افتتحت الوزارة معرضًا للوثائق التاريخية في مقرها القديم، يستمر حتى نهاية الشهر ويضم مئة وثيقة نادرة.",
    ]
)
FAR = """
تراجعت أسعار القمح في بورصة «ميدان السلع» للأسبوع الثالث، وبلغ سعر البوشل 5.62 دولارات.
ويرى المحلل إدريس الوزاني أن المخزونات لا تزال دون المتوسط.
"""
ALIKE = """
افتتح معرض القاهرة للكتاب أبوابه أمام الجمهور، ويستمر عشرة أيام بمشاركة دور نشر من عشرين دولة.
"""

TEASER = "نص قديم مما يضعه الناشر تحت أخباره"


@dataclass(frozen=True, slots=True)
class Told:
    """An article and where it belongs; others are named by their slugs."""

    article: Article
    opens: str  # the slug of the article that opened its story
    affair: str  # and its saga
    copy_of: str | None = None
    kind: CopyKind | None = None
    shares: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def told(
    domain: str,
    slug: str,
    title: str,
    text: str,
    hours: float,
    *,
    story: str = "first",
    affair: str = "first",
    copy_of: str | None = None,
    kind: CopyKind | None = None,
    shares: tuple[str, ...] = (),
    near: tuple[str, ...] = (),
    section: str = "سياسة",
) -> Told:
    """Make an article of an outlet, so many hours before now."""
    made = article(
        domain,
        slug,
        title,
        text,
        section=section,
        published=at(hours),
        related=(Related("تراجع أسعار القمح", None, None, TEASER),),
    )
    return Told(made, story, affair, copy_of, kind, shares, near)


def affair() -> tuple[Told, ...]:
    """Return the articles, the oldest first."""
    return (
        told("rafidain.example", "before", "واشنطن: بلينكن يزور القاهرة وبغداد", BEFORE, 30, story="before"),
        told("atlas.example", "wheat", "القمح يتراجع للأسبوع الثالث", FAR, 8, story="wheat", affair="wheat", section="اقتصاد"),
        told("quds.example", "first", "بلينكن يصل القاهرة في مستهل جولة بالمنطقة", AGENCY, 2.5),
        told("nil.example", "copy", "وزير الخارجية الأمريكي في القاهرة: محادثات «مثمرة»", PRINTED, 2.5 - 35 / 60, copy_of="first", kind="copy"),
        told("gulf.example", "excerpt", "بلينكن يصل القاهرة", EXCERPT, 2.5 - 80 / 60, copy_of="first", kind="excerpt"),
        told("atlas.example", "own", "زيارة بلينكن لمصر: اختبار للنيات قبل نهاية الشهر", OWN, 1),
        told("nil.example", "quoting", "عبد العاطي يدعو إلى وقف إطلاق النار ويفتتح معرضًا", QUOTING, 0.9, story="quoting", affair="quoting", shares=("first",), near=("first",)),
        told("gulf.example", "alike", "افتتاح معرض القاهرة للكتاب", ALIKE, 0.8, story="alike", affair="alike", near=("first",), section="ثقافة وفنون"),
        told("rafidain.example", "next", "بلينكن يغادر القاهرة إلى بغداد", NEXT_DAY, 0.5, story="next", near=("first",)),
    )  # fmt: skip


def tell(store: Store, articles: tuple[Told, ...]) -> dict[str, int]:
    """Put articles into a store and place them; return the stories' keys by who opened them."""
    store.ingest([observed(one.article, NOW) for one in articles], now=NOW)
    for _ in analyze_waiting(store, jobs=1, clock=lambda: NOW):
        pass
    batch = store.stories.lease(now=NOW, limit=1_000, span=10**9, seconds=60)
    assert batch is not None
    ids = {_slug(one.article): one.article.id for one in articles}
    wanted = {one.article.id: one for one in articles}
    places = []
    for waiting in batch.waiting:
        one = wanted[waiting.item.id]
        connected = Connected(
            one.article.id,
            story_id(ids[one.opens]),
            saga_id(ids[one.affair]),
            ids[one.copy_of] if one.copy_of else None,
            one.kind,
            tuple(ids[slug] for slug in one.shares),
        )
        near = tuple((ids[slug], 0.2, 0.3) for slug in one.near)
        places.append(Place(waiting, connected, near))
    assert store.stories.save(batch, places)
    found = {
        slug: store.stories.key(story_id(ids[slug])) for slug in {one.opens for one in articles}
    }
    return {slug: key for slug, key in found.items() if key is not None}


def article_keys(store: Store) -> dict[str, int]:
    """Return the keys of a store's articles by their slugs."""
    return {_slug(one.article): one.key for one in store.export()}


def _slug(one: Article) -> str:
    assert one.url
    return one.url.rsplit("/", 1)[1]
