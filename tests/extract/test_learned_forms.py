"""Forms that unseen pages showed: boxes, datelines, agencies, tags and notes; all invented."""

from __future__ import annotations

import pytest

from marsad.errors import NotAnArticle
from tests.extract.test_pages import BODY, TITLE, document, read
from tests.extract.test_usual_forms import (
    ALL,
    DAY,
    HE,
    LIST,
    ONE,
    SHE,
    SITE,
    TAGS,
    TWO,
    middle,
    offered,
    page,
)


def test_a_box_that_offers_an_article_may_sum_it_up() -> None:
    box = (
        f"<div class=more><a href=/n/1><b>إقرأ المزيد</b><strong>{ONE}</strong></a>"
        "<p>قال رئيس البلدية إن السوق تضم ستين محلا ومصنعا للثلج</p></div>"
    )
    article = page(middle(box))
    assert (offered(article), article.paragraphs) == ([ONE], BODY)


@pytest.mark.parametrize(
    ("line", "dateline", "authors", "sources"),
    [
        ("جيبوتي - وكالة الأنباء الجيبوتية", "جيبوتي - وكالة الأنباء الجيبوتية", (),
         ("وكالة الأنباء الجيبوتية",)),
        (f"تونس / {HE} / الأناضول", f"تونس / {HE} / الأناضول", (HE,), ("الأناضول",)),
    ],
)  # fmt: skip
def test_a_dateline_on_a_line_of_its_own(
    line: str, dateline: str, authors: tuple[str, ...], sources: tuple[str, ...]
) -> None:
    head = "<meta property=og:site_name content='آفاق تونس'>"
    html = f"<article><h1>{TITLE}</h1>{DAY}<div><p><b>{line}</b></p>{ALL}</div></article>"
    article = read(document(html, head))
    assert (article.dateline, article.authors, article.credits) == (dateline, authors, sources)
    assert article.paragraphs == BODY


def test_an_agency_is_no_site_of_a_like_name() -> None:
    head = "<meta property=og:site_name content='السبلة العُمانية'>"
    html = f"<article><h1>{TITLE}</h1>{DAY}{ALL}<p>العُمانية</p></article>"
    assert read(document(html, head)).credits == ("العُمانية",)


def test_an_agency_between_picture_and_text_is_the_texts_where_it_stands_apart() -> None:
    picture = "<div class=img><img src=a.jpg><p>رصيف المرسى</p></div>"
    row = "<div><span>الثلاثاء 12 نوفمبر 2024</span></div>"
    assert page(f"<div>{row}{picture}أ ش أ<div>{ALL}</div></div>").credits == ("أ ش أ",)
    inside = "<div class=img><img src=a.jpg><p>رصيف المرسى</p><p>رويترز</p></div>"
    assert page(f"<div>{row}{inside}<div>{ALL}</div></div>").credits == ()


def test_a_dateline_names_the_agency_of_a_byline_that_says_agencies() -> None:
    kept = "".join(f"<p>{text}</p>" for text in BODY[1:])
    article = page(f"<div>وكالات</div>{DAY}<p>القاهرة - رويترز: {BODY[0]}</p>{kept}")
    assert article.credits == ("وكالات", "رويترز")


def test_agencies_above_and_below_a_text_are_both_its_sources() -> None:
    row = "<div class=name>وكالات</div><div>12 نوفمبر 2024</div>"
    assert page(f"{row}{ALL}<p>(رويترز، أ ف ب)</p>").credits == ("وكالات", "رويترز", "أ ف ب")


@pytest.mark.parametrize(
    "line", [f"نص: <a href=/a>{HE}</a><span>مع أ ف ب</span>", f"{HE} مع أ ف ب"]
)
def test_a_reporter_with_an_agency(line: str) -> None:
    article = page(f"<div>{line}</div>{DAY}{ALL}")
    assert (article.authors, article.credits, article.paragraphs) == ((HE,), ("أ ف ب",), BODY)


def test_tags_that_are_marked_as_such_in_the_row_of_the_stamp() -> None:
    links = ", ".join(f"<a rel=tag href=/t/{n}>{tag}</a>" for n, tag in enumerate(TAGS))
    row = f"<div><a href=/u>azougui</a> <a href=#c>0 Comments</a><span>{links}</span></div>"
    assert page(f"{DAY}{row}{ALL}").tags == TAGS


@pytest.mark.parametrize("name", ["الموقع", "الصحيفة", "webmaster"])
def test_what_systems_call_the_author_is_nobody(name: str) -> None:
    head = SITE + f"<meta name=author content='{name}'>"
    assert read(document(f"<article><h1>{TITLE}</h1>{DAY}{ALL}</article>", head)).authors == ()


def test_a_note_about_the_writer_a_disclaimer_and_then_related_pieces() -> None:
    below = (
        "<div class=bio><p>كاتبة تونسية مهتمة بقضايا الموانئ، صدرت لها مجموعة قصصية</p>"
        "<a href=/mail>راسل الكاتبة</a></div>"
        "<p>المقالات المنشورة لا تعبر بالضرورة عن رأي الصحيفة</p>"
        "<section><h2>مقالات أخرى للكاتبة</h2><a href=/n/7>حقيبة المدرسة الثقيلة</a></section>"
        f"<section><h2>مقالات ذات صلة</h2>{LIST}</section>"
    )
    article = page(f"<div>{SHE}</div>{DAY}{ALL}{below}")
    assert (article.authors, article.paragraphs) == ((SHE,), BODY)
    assert offered(article) == [ONE, TWO]


@pytest.mark.parametrize("stamp", ["14 مايو 2025 10:12 صباحاً", "2025:06:11.14:20"])
def test_a_stamp_that_touches_a_source_is_none_of_it(stamp: str) -> None:
    line = f"<div><span>المصدر: <b>وام</b></span><span> {stamp}</span></div>"
    assert page(line + ALL).credits == ("وام",)


def test_a_list_of_a_tag_and_an_error_page_are_no_articles_whatever_they_call_themselves() -> None:
    teasers = "".join(
        f"<article><h2><a href=/n/{n}>{ONE} رقم {n}</a></h2>"
        f"<div>1{n} آذار 2025 · المصدر: وكالات</div>"
        "<p>قال مصدر في مجلس البلدية إن العمل بدأ اليوم…</p></article>"
        for n in range(8)
    )
    head = "<meta property=og:type content=article>"
    listed = document(f"<h1>الأناضول</h1>{teasers}", head)
    with pytest.raises(NotAnArticle, match="a list of"):
        read(listed, url="https://marafi.example/tag/anadolu/")
    text = "<p>ربما تم نقل المقال أو حذفه، أو أن الرابط الذي اتبعته غير صحيح. يمكنك العودة.</p>"
    with pytest.raises(NotAnArticle, match="an error page"):
        read(document(f"<h1>عذراً، الصفحة التي تبحث عنها غير موجودة</h1>{text}", head))


def test_a_signed_line_with_a_bullet_is_the_dateline_and_tells_the_agency() -> None:
    row = "<div class=actions><img src=i.png>استمع</div><div class=d>13 مايو 2025 , 01:40م</div>"
    article = page(f"{row}<div class=post-author><b>❖ الدوحة - قنا</b></div>{ALL}")
    assert (article.dateline, article.credits, article.authors) == ("الدوحة - قنا", ("قنا",), ())


@pytest.mark.parametrize("site", ["جريدة المنبر المغربي", "المنبر"])
def test_a_site_beside_an_agency_is_nobody(site: str) -> None:
    row = "<div class=author>المنبر - أ.ف.ب<span>الجمعة 21 نونبر 2025 - 20:00</span></div>"
    head = f"<meta property=og:site_name content='{site}'>"
    article = read(document(f"<article><h1>{TITLE}</h1>{row}{ALL}</article>", head))
    assert (article.authors, article.credits, article.paragraphs) == ((), ("أ.ف.ب",), BODY)


def test_a_reporter_between_a_place_and_an_agency() -> None:
    article = page(f"{DAY}<p>لندن ـ {HE} ـ رويترز:</p>{ALL}")
    assert (article.authors, article.credits) == ((HE,), ("رويترز",))
    assert article.paragraphs == BODY


def test_whom_a_picture_shows_wrote_nothing_though_a_stamp_stands_above() -> None:
    picture = f"<div class=holder><img src=a.jpg><span>{SHE}</span></div>"
    article = page(f"{DAY}{picture}<div class=writer>كتب - {HE}</div>{ALL}")
    assert article.authors == (HE,)


def test_old_pages_name_the_cell_of_their_headline() -> None:
    row = "<td class=d>السبت 15 تشرين الثاني 2025 | 07:52 مساءً</td><td><a href=/p>طباعة</a></td>"
    cells = f"<tr>{row}</tr><tr><td class=tdtitle>{TITLE}</td></tr><tr><td>{ALL}</td></tr>"
    article = read(document(f"<table>{cells}</table>", "<title>وكالة الرافد للأنباء</title>"))
    assert (article.title, article.paragraphs) == (TITLE, BODY)


def test_teasers_that_a_page_repeats_stay_teasers() -> None:
    def teasers(*numbers: int) -> str:
        return "".join(
            f"<article><h3><a href=/n/{n}>{ONE} رقم {n}</a></h3>"
            f"<p>{ONE} رقم {n} وفق ما أعلنته الجهات المعنية في بيان لها اليوم...</p></article>"
            for n in numbers
        )

    below = f"<div><h3>اقرأ أيضا</h3>{teasers(1, 2, 3, 4)}</div>"
    side = f"<div class=w><h3>مقالات وآراء</h3>{teasers(3, 5, 4, 6)}</div>"
    text = f"<article><h1>{TITLE}</h1>{DAY}<div>{ALL}</div></article>"
    html = f"<div class=row><div>{text}<div>{below}</div></div><div>{side}</div></div>"
    assert read(document(html, SITE)).paragraphs == BODY


def test_an_agency_before_a_place_below_a_picture_is_the_dateline() -> None:
    picture = "<figure><img src=a.jpg><figcaption>قوارب في المرسى</figcaption></figure>"
    article = page(f"{DAY}{picture}<div class=css-agn>واس - الرياض</div><div>{ALL}</div>")
    assert (article.dateline, article.credits) == ("واس - الرياض", ("واس",))
    assert article.paragraphs == BODY


def test_the_menu_marks_the_section_though_the_site_has_its_name() -> None:
    items = "<li class='item on'><a href=/1>أخبار</a></li><li class=item><a href=/2>تقارير</a></li>"
    head = "<meta property=og:site_name content='صحراء أخبار'>"
    text = f"<article><h1>{TITLE}</h1>{DAY}{ALL}</article>"
    article = read(document(f"<div class=bar><ul>{items}</ul></div>{text}", head))
    assert article.sections == ("أخبار",)


def test_what_a_site_files_and_how_often_are_no_tags() -> None:
    cloud = "<a href=/search/label/1>أخبار (912)</a><a href=/search/label/2>تقارير (144)</a>"
    assert page(f"{DAY}{ALL}", f"<div><h3>التسميات</h3>{cloud}</div>").tags == ()


@pytest.mark.parametrize("title", [f"<title>{TITLE} - المرافئ</title>", "<title>المرافئ</title>"])
@pytest.mark.parametrize(
    "headline", [f"<h2>{TITLE}</h2>", f"<h2><a href=/news/1/>{TITLE}</a></h2>"]
)
def test_an_offer_above_a_short_text_makes_no_list_of_an_article(title: str, headline: str) -> None:
    offer = f"<div class=rel><a href=/news/50><img src=x.jpg><h3>{ONE}</h3></a></div>"
    more = "".join(f"<li><a href=/news/{n}>{TWO} رقم {n}</a></li>" for n in range(60, 66))
    html = (
        f"<article>{headline}{DAY}{offer}<p>{BODY[0]}</p><p>{BODY[1]}</p></article><ul>{more}</ul>"
    )
    assert read(document(html, title)).paragraphs == BODY[:2]


def test_sites_and_systems_are_no_authors() -> None:
    data = (
        '<script type="application/ld+json">{"@type":"BlogPosting","author":{"@type":"Person",'
        '"name":"شبوة اليوم"},"publisher":{"@type":"Organization","name":"Blogger"}}</script>'
    )
    meta = "<div class=meta><a href=/author/1>شبوة اليوم</a>12 نوفمبر 2024</div>"
    html = f"<article><h1>{TITLE}</h1>{meta}{ALL}</article>"
    article = read(document(html, f"<title>{TITLE} - شبوة اليوم</title>{data}"))
    assert (article.authors, article.publisher.name) == ((), "شبوة اليوم")


def test_links_to_tags_beside_a_button_to_share() -> None:
    tags = "<a href='/tag.aspx?t=0'>وزارة التجارة</a> <a href='/tag.aspx?t=1'>حملات تفتيشية</a>"
    after = f"<div class=x>{tags}</div><div class=y><a href=#>شارك الخبر</a></div>"
    assert page(f"{DAY}{ALL}{after}").tags == ("وزارة التجارة", "حملات تفتيشية")


def test_a_section_stands_beside_the_stamp_or_ends_a_path() -> None:
    items = "<li>فريق التحرير</li><li>12 نوفمبر 2024</li><li><a href=/c/1>سياسة</a></li>"
    assert page(f"<ul>{items}</ul>{ALL}").sections == ("سياسة",)
    path = "<div class=topics><a href=/news>أخبار</a> / <a href=/news/quakes>كوارث</a></div>"
    here = "<div class=x>أنت هنا: <a href=/>الرئيسية</a> « <a href=/3>ترجمات</a></div>"
    text = f"<article><h1>{TITLE}</h1>{ALL}</article>"
    assert read(document(path + text, SITE)).sections == ("كوارث",)
    assert read(document(here + text, SITE)).sections == ("ترجمات",)


def test_what_stands_in_a_ticker_above_a_gallery_is_no_text() -> None:
    ticker = f"<div class=tick><span>عاجل</span><span>{ONE}</span><span>{TWO}</span></div>"
    album = f"<article><h1>بالصور.. {TITLE}</h1>{DAY}<img src=1.jpg><img src=2.jpg></article>"
    head = f"<title>بالصور.. {TITLE} - المرافئ</title>"
    with pytest.raises(NotAnArticle):
        read(document(f"{ticker}{album}", head))


def test_an_offer_with_answers_to_those_who_ask_about_it_is_no_article() -> None:
    offer = (
        "<div><h3>هذا المقال متاح للمشتركين فقط</h3><p>سجّل الدخول أو اشترك لقراءة النص كاملا</p>"
        "<h4>شهري</h4><p>19 ريالا</p></div><h3>أسئلة شائعة</h3>"
        "<dl><dt>هل يمكنني إلغاء الاشتراك؟</dt><dd>نعم، في أي وقت من صفحة حسابك.</dd>"
        "<dt>كم جهازا يمكنني استخدامه؟</dt>"
        "<dd>ثلاثة أجهزة في الوقت نفسه.</dd></dl>"
    )
    with pytest.raises(NotAnArticle, match="paywall"):
        read(document(f"<article><h1>{TITLE}</h1>{DAY}{offer}</article>", SITE))


def test_old_tables_print_a_column_its_headline_and_its_writer_in_one_cell() -> None:
    cell = f"<b>على الرصيف</b><br><font class=tit>الشتوة بيّنة</font><br><font><b>{HE}</b></font>"
    row = "<hr><font>الثلاثاء 12/11/2024</font>"
    html = f"<table><tr><td>{cell}</td></tr></table>{row}<div>{ALL}</div>"
    article = read(document(html, "<title>جريدة البلقاء اليومية - الصفحة الاخيرة</title>"))
    assert (article.title, article.authors) == ("الشتوة بيّنة", (HE,))


def test_old_tables_print_the_headline_below_the_stamp() -> None:
    row = (
        "<td class=sub>القسم: <a href=/s>أخبار محلية</a></td><td class=sub>الأحد 15 مايو 2005</td>"
    )
    html = f"<table><tr>{row}</tr><tr><td class=hl>{TITLE}</td></tr><tr><td>{ALL}</td></tr></table>"
    article = read(document(html, "<title>:: بلقيس نت ::</title>"))
    assert (article.title, article.sections) == (TITLE, ("أخبار محلية",))


def test_a_gate_with_prices_above_long_answers_is_no_article() -> None:
    gate = (
        "<h2>هذا المقال متاح للمشتركين فقط</h2><p>اشترك الآن لقراءة المقال كاملا</p><h3>شهري</h3>"
        "<p>4.99 دولار / شهر</p><p>النشرة الصباحية للأسواق</p><a href=/x>ابدأ التجربة المجانية</a>"
        "<p>كل مزايا الاشتراك الشهري</p>"
    )
    answers = (
        "<h2>أسئلة شائعة</h2><h4>ما طرق الدفع المتاحة؟</h4><p>نقبل البطاقات الائتمانية، إضافة إلى"
        " المحافظ الإلكترونية، وتظهر الفاتورة باسم شركة المرافئ للنشر في المرسى.</p>"
    )
    data = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"كذا"}</script>'
    with pytest.raises(NotAnArticle, match="paywall"):
        read(document(f"<article><h1>{TITLE}</h1>{DAY}{gate}{answers}</article>", data))


def test_who_wrote_with_agencies_is_no_dateline() -> None:
    article = page(f"<div class=author-c><a href=/a/1>{SHE}</a> د ب أ، رويترز</div>{DAY}{ALL}")
    assert (article.dateline, article.authors) == (None, (SHE,))
    assert article.credits == ("د ب أ", "رويترز")


def test_a_caption_that_begins_as_a_section_does_is_none() -> None:
    caption = "<div class=pic><img src=a.jpg>طلبة في مدرسة بالمرسى - تصوير: وفا</div>"
    kicker = "<div class=c><a href=/l>محليات</a></div>"
    html = f"<article>{kicker}<h1>{TITLE}</h1>{DAY}{caption}{ALL}</article>"
    assert read(document(html, SITE)).sections == ("محليات",)


def test_guillemets_at_a_headlines_end_are_its_own() -> None:
    title = "سليمة بوراس تفوز بجائزة المرفأ عن «خريف الفنارات»"
    html = f"<article><div class=t>{title}</div>{DAY}{ALL}</article>"
    assert read(document(html, f"<title>{title}</title>")).title == title


def test_a_headline_on_two_lines_may_end_with_whom_it_is_about() -> None:
    html = f"<article><h1>رحيل الفنان القدير<br>{HE}</h1>{DAY}<p>كتبت - {SHE}</p>{ALL}</article>"
    article = read(document(html, f"<title>رحيل الفنان القدير {HE} - المرافئ</title>"))
    assert (article.title, article.authors) == (f"رحيل الفنان القدير {HE}", (SHE,))


def test_a_short_saying_in_guillemets_above_a_text_is_its_own() -> None:
    saying = "«البحر لا يحفظ أسماء الغرقى»"
    article = page(f"{DAY}<div><p>{saying}</p>{ALL}</div>")
    assert article.paragraphs == (saying, *BODY)


def test_a_file_of_two_pages_is_read_as_its_first() -> None:
    first = document(f"<article><h1>{TITLE}</h1>{DAY}<p>{BODY[0]}</p><p>{BODY[1]}</p></article>")
    second = document(f"<article><h1>{ONE}</h1>{ALL}</article>", "<link rel=canonical href=/2>")
    assert read(first + "\n" + second).paragraphs == BODY[:2]


def test_a_stamp_behind_a_dateline_is_none_of_it_and_a_headline_wrote_nothing() -> None:
    title = "وفاة الشاعر موفق محمد"
    line = "بابل/ واع / نُشر في 14-05-2023 الساعة 10:15"
    text = f"<strong>{title}</strong><br><span>{line}</span><br><br>{'<br><br>'.join(BODY)}"
    article = read(document(f"<div class=d>{text}</div>", f"<title>{title} - المرافئ</title>"))
    assert (article.title, article.dateline, article.authors) == (title, "بابل/ واع", ())


def test_buttons_for_the_size_of_letters_are_no_dateline() -> None:
    buttons = "<div class=font><a>أ+</a><a>أ-</a></div>"
    about = f"<div class=author-bio>د. {SHE} أستاذة الفلسفة، صدر لها كتاب «الإنسان والآلة».</div>"
    rights = "<div>الآراء الواردة في المقال لا تعبر بالضرورة عن رأي الصحيفة.</div>"
    body = f"<div class=content>{ALL}{about}{rights}</div>"
    article = page(f"<div class=writer>د. {SHE}</div>{DAY}{buttons}{body}")
    assert (article.dateline, article.authors, article.paragraphs) == (None, (SHE,), BODY)


def test_a_row_that_another_label_opens_may_tell_the_section() -> None:
    row = "<small>أضيف بواسطة: <b>التحرير</b> | 11/06/2023 | القسم: <a href=/q>القدس</a> | قراءة: 5"
    assert page(f"{row}</small>{ALL}").sections == ("القدس",)


@pytest.mark.parametrize("name", ["نتائج البحث عن: مترو", "وسم: القدس", "قسم: محليات"])
def test_short_lists_that_call_themselves_lists_are_no_articles(name: str) -> None:
    card = "<div class=r><a href=/{0}>{1}</a><p>{2}</p></div>"
    cards = card.format(1, ONE, BODY[0]) + card.format(2, TWO, BODY[1])
    with pytest.raises(NotAnArticle, match="a list"):
        read(document(f"<h1>{name}</h1><p>نتيجتان</p>{cards}", f"<title>{name}</title>"), url="")


def test_news_of_a_search_is_an_article_though_related_pieces_stand_below() -> None:
    title = "نتائج البحث عن الناجين من غرق القارب"
    more = "".join(f"<div class=r><a href=/{n}>{ONE} {n}</a><p>{BODY[2]}</p></div>" for n in (1, 2))
    html = f"<article><h1>{title}</h1><p>{BODY[0]}</p><p>{BODY[1]}</p></article>{more}"
    assert read(document(html, f"<title>{title}</title>")).paragraphs[:2] == BODY[:2]


def test_what_somebody_is_above_two_articles_of_his_is_none() -> None:
    items = "".join(
        f"<li><a href=/n/{n}>{title}</a><span>{n} مايو 2024</span></li>"
        for n, title in enumerate((ONE, TWO), start=1)
    )
    bio = "<p class=bio>صحفي مصري متخصص في شؤون النقل، عمل في عدد من الصحف.</p>"
    html = f"<h1>{HE}</h1>{bio}<h2>مقالات الكاتب</h2><ul>{items}</ul>"
    with pytest.raises(NotAnArticle, match="about an author"):
        read(document(html, f"<title>{HE} - المرافئ</title>"), url="")


def test_the_menu_of_an_old_table_tells_no_section() -> None:
    names = ("الصفحة الأولى", "أخبار محلية", "الرياضة", "اتصل بنا")
    menu = "".join(f"<tr><td><a href={n}.asp>{name}</a></td></tr>" for n, name in enumerate(names))
    html = (
        f"<table><tr><td width=120><table>{menu}</table></td><td><b>{TITLE}</b><br>العدد 1742 -"
        f" الثلاثاء 12 نوفمبر 2024{ALL}</td></tr></table>"
    )
    assert read(document(html, f"<title>{TITLE}</title>")).sections == ()


def test_an_agency_behind_an_office_that_nobody_knows_is_the_source() -> None:
    row = "<div class=i>مراسلات الشمال - و.م.ع</div><div>الخميس 24 غشت 2023 - 18:02</div>"
    assert page(f"{row}{ALL}").credits == ("و.م.ع",)


def test_a_score_stays_between_the_two_who_played() -> None:
    score = "<table><tr><td>الترجي</td><td>2 - 0</td><td>الأهلي</td></tr></table>"
    assert "الترجي 2 - 0 الأهلي" in page(middle(f"<div class=match-box>{score}</div>")).paragraphs


def test_a_site_is_named_by_the_title_before_a_colon() -> None:
    head = f"<title>أخبار قنا: {TITLE}</title>"
    html = f"<h1><a href=/>أخبار قنا</a></h1><h3 class=post-title>{TITLE}</h3>{DAY}{ALL}"
    article = read(f"<html><head>{head}</head><body>{html}</body></html>")
    assert (article.title, article.publisher.name) == (TITLE, "أخبار قنا")


def test_a_program_knows_the_tags() -> None:
    data = (
        f'{{"props":{{"article":{{"title":"{TITLE}","publishDate":"2024-11-12T10:00:00Z",'
        '"tags":[{"name":"بلدية المرسى"},{"name":"الصيادين"}]}}}'
    )
    script = f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'
    text = f"<div id=__next><article><h1>{TITLE}</h1>{ALL}</article></div>{script}"
    html = f"<html><head><title>{TITLE}</title></head><body>{text}</body></html>"
    assert read(html).tags == ("بلدية المرسى", "الصيادين")


def test_what_stands_before_a_headline_in_a_title_need_not_be_the_site() -> None:
    html = f"<article><h1>{TITLE}</h1>{DAY}{ALL}</article>"
    page_ = f"<html><head><title>بالفيديو: {TITLE}</title></head><body>{html}</body></html>"
    assert read(page_).publisher.name != "بالفيديو"


def test_a_header_that_is_a_page_by_itself_hides_none_of_the_article() -> None:
    header = "<html><head><title>المرافئ</title></head><body><p>صحيفة المرافئ</p></body></html>"
    article = read(header + document(f"<article><h1>{TITLE}</h1>{DAY}{ALL}</article>"))
    assert article.paragraphs == BODY
