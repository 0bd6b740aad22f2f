"""Other articles on the page: teasers, the next article below, what a page cuts into pieces."""

from __future__ import annotations

import pytest

from marsad.errors import ExtractError
from marsad.types import Article
from tests.extract.test_pages import BODY, TITLE, document, paragraphs, read

STAMP = "الثلاثاء 12 نوفمبر 2024"
TEASERS = (
    (
        "حافلة مدرسية تنحرف عن مسارها قرب الجسر القديم",
        (
            "نقلت فرق الإسعاف خمسة تلاميذ إلى المستشفى بإصابات طفيفة، فيما فتحت الشرطة تحقيقا في "
            "ملابسات الحادث الذي وقع صباحا."
        ),
    ),
    (
        "ارتفاع أسعار الخضار في سوق الجملة للأسبوع الثالث",
        (
            "عزا تجار الارتفاع إلى تراجع الكميات الواردة من القرى بعد موجة الصقيع التي أتلفت "
            "جزءا من المحصول."
        ),
    ),
    (
        "المتحف الوطني يفتح أبوابه مجانا يوم السبت",
        (
            "دعت إدارة المتحف العائلات إلى زيارة القاعة الجديدة التي تضم قطعا أثرية عثر عليها في "
            "تنقيبات السنة الماضية."
        ),
    ),
    (
        "فريق الجامعة يتأهل إلى نهائي كأس المحافظات",
        (
            "حسم الفريق مباراة نصف النهائي بهدف متأخر في الدقيقة التسعين وسط حضور جماهيري كبير في "
            "الملعب البلدي."
        ),
    ),
)


def teasers(each: str) -> str:
    return "".join(each.format(n=n, title=t, text=s) for n, (t, s) in enumerate(TEASERS, 2))


def story(heading: str, texts: tuple[str, ...]) -> str:
    return f"{heading}<div class=when>{STAMP}</div>" + "".join(f"<p>{text}</p>" for text in texts)


def page(inner: str) -> Article:
    return read(document(f"<div class=top>{inner}</div>"))


@pytest.mark.parametrize(
    "list_of",
    [
        "<div class=i><a href=/n/{n}><b>{title}</b></a><div>{text}</div></div>",
        "<article><a href=/n/{n}><img src=/{n}.jpg><h3>{title}</h3></a><p>{text}</p></article>",
        "<p><a href=/n/{n}>{title}</a><small>{text}</small></p>",
        "<li><a href=/n/{n}><h3>{title}</h3><p>{text}</p></a></li>",
        "<table><tr><td><img src=/{n}.jpg><td><a href=/n/{n}>{title}</a><br>{text}</table>",
        "<h4><a href=/n/{n}>{title}</a></h4><p>{text}</p>",
    ],
)
def test_breaking_news_of_one_sentence_is_not_lost_to_longer_teasers(list_of: str) -> None:
    own = f"<div class=own><h1>{TITLE}</h1><time>{STAMP}</time><p>{BODY[0]}</p></div>"
    assert page(f"{own}<div class=feed>{teasers(list_of)}</div>").paragraphs == BODY[:1]


@pytest.mark.parametrize(
    "list_of",
    [
        "<article><h2><a href=/n/{n}>{title}</a></h2><p>{text}</p></article>",
        "<div><a href=/n/{n}>{title}</a><p>{text}</p></div>",
    ],
)
def test_a_list_with_an_introduction_stays_a_list(list_of: str) -> None:
    intro = "<h1>وسم: الميناء</h1><p>كل ما نشرناه عن الميناء والأرصفة والصيد منذ عشر سنوات.</p>"
    with pytest.raises(ExtractError):
        page(f"<div class=own>{intro}</div><div class=feed>{teasers(list_of) * 2}</div>")


def test_search_results_are_no_article_though_each_states_its_day() -> None:
    results = teasers(
        "<article itemscope><h2 itemprop=headline><a href=/n/{n}>{title}</a></h2>"
        f"<span itemprop=datePublished>{STAMP}</span><p>{{text}}</p></article>"
    )
    with pytest.raises(ExtractError):
        read(
            f"<html><head><title>نتائج البحث عن الميناء</title></head><body class='search-results'>"
            f"<h1>نتائج البحث عن: الميناء</h1>{results}</body></html>"
        )


@pytest.mark.parametrize("tag", ["h1", "h2", "h3"])
@pytest.mark.parametrize("around", ["<section class=unit id=s{}>", "<article>", "<div class=a>"])
def test_the_next_article_below_is_another_one(tag: str, around: str) -> None:
    other = tuple(text for _, text in TEASERS) * 2  # longer than the page's own
    end = f"</{around[1:].split(maxsplit=1)[0].rstrip('>')}>"
    first = around.format(1) + story(f"<h1>{TITLE}</h1>", BODY) + end
    second = around.format(2) + story(f"<{tag}>{TEASERS[0][0]}</{tag}>", other) + end
    article = page(f"{first}<div>الخبر التالي</div>{second}")
    assert (article.title, article.paragraphs) == (TITLE, BODY)


def test_sections_with_headings_are_no_articles_of_their_own() -> None:
    one, two, three, four = BODY
    parts = f"<section class=s><h1>{TITLE}</h1><p>{one}</p></section>" + "".join(
        f"<section class=s><h2>{head}</h2><p>{text}</p><p>{more}</p></section>"
        for head, text, more in (("رصيف جديد", two, TEASERS[0][1]), ("كلفة عالية", three, four))
    )
    article = page(parts)
    whole = (one, "رصيف جديد", two, TEASERS[0][1], "كلفة عالية", three, four)
    assert article.paragraphs == whole


@pytest.mark.parametrize(
    ("around", "piece"),
    [
        (
            "<div class='row vc_{n}'>{}</div>",
            "<div class=text_column><div class=wrap>{}</div></div>",
        ),
        (
            "<section class='part part-{n}'><div>{}</div></section>",
            "<div class='widget widget-text el-{n}a1b2c3'><div class=inner>{}</div></div>",
        ),
        ("<div>{}</div>", "<div class='block block--text'>{}</div>"),
    ],
)
def test_a_body_that_a_builder_cut_into_pieces_is_read_whole(around: str, piece: str) -> None:
    one, two, three, four = BODY
    texts = (f"<p>{one}</p><p>{two}</p>", f"<p>{three}</p>", f"<p>{four}</p>")
    pieces = [
        around.replace("{n}", str(n)).replace(
            "{}", piece.replace("{n}", str(n)).replace("{}", text)
        )
        for n, text in enumerate(texts)
    ]
    box = (
        "<div class=row><div class=cta><h4>صحافة حرة</h4><p>تبرع لنا بدينار كل شهر.</p></div></div>"
    )
    about = "<div class=row><div class=about><h3>من نحن</h3><p>صحيفة يومية مستقلة تأسست في الميناء "
    about += "قبل ثلاثين عاما وتصدر كل صباح.</p></div></div>"
    inner = f"<h1>{TITLE}</h1>{pieces[0]}{box}{pieces[1]}{pieces[2]}{about}"
    assert page(inner).paragraphs == BODY


@pytest.mark.parametrize(
    "entry",
    [
        "<li class=timeline__item><time>1{n}:05</time><h3>{title}</h3><p>{text}</p></li>",
        "<div><b>قبل {n} ساعات</b><div>{title}</div><div><p>{text}</p></div></div>",
        "<div class='e e{n}x'><span>1{n}:30</span><div class=h>{title}</div><p>{text}</p></div>",
    ],
)
def test_entries_of_a_live_blog_are_its_body_however_they_are_named(entry: str) -> None:
    feed = teasers("<div><a href=/p/{n}>{title} أيضا</a><p>{text} أيضا.</p></div>")
    live = f"<section><div><h1>{TITLE}</h1></div><div class=u>{teasers(entry)}</div></section>"
    article = page(f"{live}<div class=feed>{feed}</div>")
    for _, text in TEASERS:
        assert text in article.paragraphs
        assert f"{text} أيضا." not in article.text


def test_a_text_that_a_page_prints_twice_for_phones_is_read_once() -> None:
    twice = f"<div class=wide>{paragraphs()}</div><div class=narrow>{paragraphs()}</div>"
    assert page(f"<h1>{TITLE}</h1>{twice}").paragraphs == BODY


def test_a_banner_about_cookies_is_no_article_beside_one_sentence() -> None:
    banner = (
        "<div><p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك على موقعنا وتحليل الزيارات، وباستمرارك "
        "في التصفح فإنك توافق على سياسة الخصوصية الخاصة بنا وعلى شروط الاستخدام.</p>"
        "<button>موافق</button></div>"
    )
    own = f"<div><h1>{TITLE}</h1><time>{STAMP}</time><p>{BODY[0]}</p></div>"
    assert page(f"{own}{banner}").paragraphs == BODY[:1]


def test_the_next_article_may_print_its_stamps_without_a_space_between_them() -> None:
    hijri = "<span>11 جمادى الأولى 1446</span>"
    stamps = f"<div class=m><span>{STAMP}</span>{hijri}<span>02:05 م</span></div>"
    texts = "".join(f"<p>{text}</p>" for _, text in TEASERS)
    one = f"<div class=art><h1>{TITLE}</h1>{stamps}{paragraphs()}</div>"
    two = f"<div class=art><h2>{TEASERS[0][0]}</h2>{stamps}{texts}</div>"
    article = page(f"<div class=scroll>{one}<div class=n>الخبر التالي</div>{two}</div>")
    assert article.paragraphs == BODY
