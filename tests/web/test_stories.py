# ruff: noqa: E501 - articles are lines
"""Stories as a reader meets them: a story's page, its feed, and who printed a text first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args
from urllib.parse import unquote

import feedparser
import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from marsad.config import Settings
from marsad.store.engine import Store, open_store
from marsad.store.story_records import Reason
from marsad.types import CopyKind
from marsad.web.article_place import REASONS
from tests.web.affair import TEASER, Told, affair, article_keys, tell, told
from tests.web.conftest import client_of
from tests.web.newsroom import NOW
from tests.web.reading import article_page, first, page, texts, value

FIRST = "بلينكن يصل القاهرة في مستهل جولة بالمنطقة"
OWN = "زيارة بلينكن لمصر: اختبار للنيات قبل نهاية الشهر"


@pytest.fixture(scope="module")
def stories(affairs: Store) -> dict[str, int]:
    """The keys of the stories by the article that opened them."""
    keys = article_keys(affairs)
    opened = {one.opens for one in affair()}
    places = affairs.stories.places(list(keys.values()))
    return {slug: places[keys[slug]].story for slug in opened}


@pytest.fixture(scope="module")
def printed(affairs: Store) -> dict[str, int]:
    """The keys of the articles."""
    return article_keys(affairs)


@pytest.fixture
def own_store(tmp_path: Path) -> Iterator[Store]:
    """The affair in a store that a test may change."""
    with open_store(f"sqlite:///{tmp_path / 'own.db'}") as store:
        yield store


def story_page(client: TestClient, key: int) -> LexborHTMLParser:
    return page(client, client.get(f"/story/{key}").headers["location"])


@pytest.fixture(scope="module")
def story(readers: TestClient, stories: dict[str, int]) -> LexborHTMLParser:
    return story_page(readers, stories["first"])


# --- a story's page -------------------------------------------------------------------


def test_a_story_says_what_happened_and_how_many_told_it(story: LexborHTMLParser) -> None:
    assert texts(story, "h1") == [OWN]
    head = texts(story, ".affair-head .meta")[0]
    for part in ("4 مصادر", "4 أخبار", "منها نسختان", "أول خبر", "آخر خبر"):
        assert part in head
    assert texts(story, ".affair-lead")[0].startswith("بدأ وزير الخارجية الأمريكي")


def test_of_an_article_without_an_hour_none_is_made_up(tmp_path: Path, settings: Settings) -> None:
    def dated(one: Told) -> Told:
        if one.article.url != "https://atlas.example/own":
            return one
        return replace(one, article=replace(one.article, published=NOW.date()))

    with open_store(f"sqlite:///{tmp_path / 'days.db'}") as store:
        keys = tell(store, tuple(map(dated, affair())))
        tree = story_page(client_of(store, settings), keys["first"])
    last = next(text for text in texts(tree, ".affair-head .meta li") if "آخر خبر" in text)
    assert last == "آخر خبر الثلاثاء 12 نوفمبر/تشرين الثاني 2024"
    assert "بتوقيت" in texts(tree, ".affair-head .meta")[0]  # of the first the hour is known


def test_headlines_are_compared_publisher_by_publisher(story: LexborHTMLParser) -> None:
    groups = story.css(".heads > li")
    outlets = [group.css_first(".outlet").text() for group in groups]  # type: ignore[union-attr]
    assert outlets == ["وكالة زيتون للأنباء", "صحيفة شراع", "Gulf Wire بالعربية", "أطلس اليوم"]
    own = texts(groups[3], "mark")
    assert "اختبار" in own
    assert not {"بلينكن", "زيارة"} & set(texts(groups[2], "mark"))
    assert "كلمات لم ترد في عنوان مصدر آخر" in first(story, "#headlines-title ~ .note").text()


def test_the_course_marks_the_first_and_says_how_long_after_others_came(
    story: LexborHTMLParser,
) -> None:
    reports = story.css(".course > li")
    assert [first(one, "h4").text() for one in reports] == [FIRST, OWN]
    assert texts(reports[0], ".tag.first") == ["الأول"]
    assert not reports[1].css(".tag.first")
    assert texts(reports[1], ".told-delay") == ["بعد ساعة و30 دقيقة"]
    course = first(story, "[aria-labelledby=course-title]")
    assert texts(course, ".course-day") == ["الثلاثاء 12 نوفمبر/تشرين الثاني 2024"]
    assert texts(reports[0], ".told-time")[0] == "18:00"


def test_copies_lie_folded_under_the_first_with_what_each_is(
    story: LexborHTMLParser, printed: dict[str, int]
) -> None:
    (folded,) = story.css(".course details")
    assert "open" not in folded.attributes
    assert texts(folded, "summary") == ["ونسختان"]
    copies = folded.css("li")
    assert [texts(one, ".tag") for one in copies] == [["نسخة"], ["مقتطف"]]
    assert [texts(one, ".told-delay") for one in copies] == [
        ["بعد 35 دقيقة"], ["بعد ساعة و20 دقيقة"],
    ]  # fmt: skip
    links = [value(first(one, "a.plain-link"), "href") for one in copies]
    assert links[0] == f"/a/{printed['copy']}/compare/{printed['first']}"


def test_sources_are_a_table_with_delay_and_share_of_copied_text(story: LexborHTMLParser) -> None:
    rows = [
        [" ".join(cell.text().split()) for cell in row.css("th, td")]
        for row in story.css("tbody tr")
    ]
    assert [row[0] for row in rows] == [
        "وكالة زيتون للأنباء", "صحيفة شراع", "Gulf Wire بالعربية", "أطلس اليوم",
    ]  # fmt: skip
    assert [row[2] for row in rows] == [
        "الأول", "بعد 35 دقيقة", "بعد ساعة و20 دقيقة", "بعد ساعة و30 دقيقة",
    ]  # fmt: skip
    assert [row[3] for row in rows] == ["1"] * 4
    assert rows[0][4].startswith("—")
    assert rows[2][4] == "100% من وكالة زيتون للأنباء"
    assert rows[3][4].startswith("—")


def test_names_lead_to_their_pages_and_places_are_on_the_map(
    readers: TestClient, story: LexborHTMLParser
) -> None:
    people = {link.text().strip(): value(link, "href") for link in story.css(".side .panel a")}
    blinken = next(href for name, href in people.items() if name.startswith("أنتوني بلينكن"))
    assert readers.get(blinken).status_code == 200
    assert "القاهرة" in " ".join(texts(story, ".places li"))
    marks = story.css("svg.map .mark")
    assert len(marks) == len(story.css(".place-number")) >= 4
    assert "خريطة" in value(first(story, "svg.map"), "aria-label")


def test_a_story_that_breaks_says_so_and_why_and_later_no_more(
    affairs: Store, settings: Settings, stories: dict[str, int], story: LexborHTMLParser
) -> None:
    assert texts(story, ".growth") == ["عاجل"]
    reason = next(note for note in texts(story, ".affair-head .note") if "لماذا" in note)
    assert "نشرها 4 مصادر خلال ساعة و30 دقيقة من أول خبر" in reason
    for hours, mark in ((1, ["تتسع"]), (9, [])):
        later = client_of(affairs, settings, now=NOW + dt.timedelta(hours=hours))
        assert texts(story_page(later, stories["first"]), ".growth") == mark


def test_other_stories_of_the_affair_stand_by_day(
    story: LexborHTMLParser, stories: dict[str, int]
) -> None:
    section = first(story, "[aria-labelledby=saga-title]")
    assert texts(section, "h2") == ["تتمة القضية"]
    links = [value(link, "href").split("/")[2] for link in section.css("h4 a")]
    assert links == [str(stories["next"]), str(stories["before"])]
    assert len(section.css(".course-day")) == 2


def test_the_log_tells_every_change_and_old_addresses_lead_on(
    own_store: Store, settings: Settings
) -> None:
    stories = tell(own_store, affair())
    keys = article_keys(own_store)
    own_store.stories.merge(stories["next"], stories["first"], now=NOW, reason="الحدث نفسه")
    new = own_store.stories.split(stories["first"], [keys["own"]], now=NOW, reason="تحليل")
    own_store.stories.propose(
        "merge", new, stories["first"], [keys["own"]], now=NOW, reason="عند إعادة القراءة"
    )
    client = client_of(own_store, settings)
    for tail in ("", ".atom", "/أي-شيء"):
        moved = client.get(f"/story/{stories['next']}{tail}")
        assert moved.status_code == 301
        assert moved.headers["location"].startswith(f"/story/{stories['first']}")
        assert client.get(moved.headers["location"]).status_code == 200
    tree = story_page(client, stories["first"])
    lines = texts(tree, ".log li")
    assert len(lines) == 3
    assert "فُصل منها" in lines[1]
    assert "تحليل" in lines[1]
    assert "ضُمّت إليها قصة أخرى" in lines[2]
    part = story_page(client, new)
    assert "اقتراح ينتظر محررًا" in texts(part, ".log li")[0]
    other = first(part, ".log li a.plain-link")
    assert value(other, "href") == f"/story/{stories['first']}"
    assert "سجل القصة" in texts(part, "h2")


def test_unknown_stories_are_a_page_in_arabic(readers: TestClient) -> None:
    for key in ("0", "99999", "9" * 30, "x", "٣", "-1"):
        for tail in ("", "/x", ".atom"):
            tree = page(readers, f"/story/{key}{tail}", 404)
            assert texts(tree, "h1") == ["الصفحة غير موجودة"]


def test_wrong_and_missing_slugs_of_a_story_lead_to_the_right_one(
    readers: TestClient, stories: dict[str, int]
) -> None:
    for tail in ("", "/", "/قديم", "/a/b"):
        response = readers.get(f"/story/{stories['first']}{tail}")
        assert response.status_code == 301
        assert response.headers["location"].isascii()


def test_a_story_of_one_article_has_nothing_to_compare(
    readers: TestClient, stories: dict[str, int]
) -> None:
    tree = story_page(readers, stories["wheat"])
    assert not tree.css(".growth, mark, .course details, .log")
    assert texts(tree, ".compared .tag.first") == ["الأول"]


def test_a_day_without_an_hour_gives_no_false_delay(own_store: Store, settings: Settings) -> None:
    one, two = (
        item
        for item in affair()
        if item.article.url and item.article.url.endswith(("/first", "/own"))
    )
    day = dt.date(2024, 11, 12)
    later = replace(two, article=replace(two.article, published=day))
    stories = tell(own_store, (one, later))
    tree = story_page(client_of(own_store, settings), stories["first"])
    assert texts(tree, ".course > li:last-child .told-delay") == ["في اليوم نفسه"]


def test_the_earliest_is_the_first_though_it_was_gathered_late(
    own_store: Store, settings: Settings
) -> None:
    kinds: dict[str, CopyKind | None] = {"copy": None, "first": "copy", "excerpt": "excerpt"}
    articles = tuple(
        replace(one, copy_of="copy" if slug != "copy" else None, kind=kinds[slug])
        for one in affair()
        if one.article.url and (slug := one.article.url.rsplit("/", 1)[1]) in kinds
    )
    stories = tell(own_store, articles)  # the group is named by a copy, as if that had come first
    keys, client = article_keys(own_store), client_of(own_store, settings)
    tree = story_page(client, stories["first"])
    (told_first,) = tree.css(".course > li")
    assert first(told_first, "h4").text() == FIRST
    assert texts(told_first, ".tag.first") == ["الأول"]
    assert texts(told_first, "details .tag") == ["نسخة", "مقتطف"]
    assert texts(told_first, "details .told-delay") == ["بعد 35 دقيقة", "بعد ساعة و20 دقيقة"]
    assert "صحيفة شراع" not in texts(tree, "td .share-of a")
    feed = feedparser.parse(client.get(f"/story/{stories['first']}.atom").content)
    assert [entry.title for entry in feed.entries] == [FIRST]
    assert (
        "نُشر هذا النص أولاً هنا." in first(article_page(client, keys["first"]), ".same-text").text()
    )
    copied = first(article_page(client, keys["copy"]), ".same-text")
    assert "نُشر هذا النص أولاً في وكالة زيتون للأنباء" in " ".join(copied.text().split())
    assert "وهذا الخبر نسخة منه بعد 35 دقيقة" in " ".join(copied.text().split())


def test_a_story_speaks_english(
    affairs: Store, settings: Settings, stories: dict[str, int]
) -> None:
    visitor = client_of(affairs, settings)
    visitor.cookies.set("marsad_language", "en")
    tree = story_page(visitor, stories["first"])
    assert texts(tree, ".growth") == ["Breaking"]
    assert "1 hour 30 minutes later" in texts(tree, ".told-delay")
    assert value(first(tree, "h1"), "lang") == "ar"


def test_pages_of_stories_have_no_arabic_frame_in_english(
    affairs: Store, settings: Settings, stories: dict[str, int], printed: dict[str, int]
) -> None:
    visitor = client_of(affairs, settings)
    visitor.cookies.set("marsad_language", "en")
    compared = f"/a/{printed['copy']}/compare/{printed['first']}"
    story = unquote(visitor.get(f"/story/{stories['first']}").headers["location"])
    article = unquote(visitor.get(f"/a/{printed['copy']}").headers["location"])
    for path in ("/", "/?country=EG", "/?topic=weather", story, article, compared):
        tree = page(visitor, path)
        for node in tree.css("[lang=ar]"):
            node.decompose()
        assert not re.findall(r"[\u0620-\u064a]+", first(tree, "body").text()), path


# --- the feed ---------------------------------------------------------------------------


def test_a_story_is_followed_as_a_feed(readers: TestClient, stories: dict[str, int]) -> None:
    tree = story_page(readers, stories["first"])
    address = value(first(tree, "link[type='application/atom+xml']"), "href")
    response = readers.get(address)
    assert response.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.language == "ar"
    assert feed.feed.title == OWN
    assert [entry.title for entry in feed.entries] == [OWN, FIRST]
    assert feed.entries[1].author == "وكالة زيتون للأنباء"
    assert feed.entries[1].published == "2024-11-12T16:00:00Z"
    assert feed.feed.updated == feed.entries[0].updated
    assert 'dir="rtl" lang="ar"' in response.text.replace("&#34;", '"')
    link = feed.entries[0].link
    assert link.isascii()
    assert link.startswith("http://127.0.0.1:8000/a/")
    again = readers.get(address, headers={"If-None-Match": response.headers["etag"]})
    assert again.status_code == 304


def test_hostile_headlines_leave_the_feed_whole(own_store: Store, settings: Settings) -> None:
    hostile = (
        told("nil.example", "first", "<b>&amp; ]]> \x0b\ufffe \"'</b> خبر", "نص <i>قصير</i> \x01 هنا.", 3),
        told("quds.example", "second", " \u200f ", "نص تحت عنوان لا حرف فيه.", 2),
    )  # fmt: skip
    stories = tell(own_store, hostile)
    feed = feedparser.parse(
        client_of(own_store, settings).get(f"/story/{stories['first']}.atom").content
    )
    assert not feed.bozo
    assert len(feed.entries) == 2
    assert all(entry.title and entry.author for entry in feed.entries)


# --- on an article's page -----------------------------------------------------------------


def test_a_copy_says_who_had_the_text_first(readers: TestClient, printed: dict[str, int]) -> None:
    box = first(article_page(readers, printed["copy"]), ".same-text")
    said = " ".join(box.text().split())
    assert "نُشر هذا النص أولاً في وكالة زيتون للأنباء" in said
    assert "وهذا الخبر نسخة منه بعد 35 دقيقة" in said
    others = box.css("ul > li")
    assert len(others) == 1
    assert texts(others[0], ".tag") == ["مقتطف"]
    hrefs = [value(link, "href") for link in box.css("p > a.plain-link")]
    assert f"/a/{printed['copy']}/compare/{printed['first']}" in hrefs


def test_the_first_says_who_carried_its_text(readers: TestClient, printed: dict[str, int]) -> None:
    box = first(article_page(readers, printed["first"]), ".same-text")
    assert "نُشر هذا النص أولاً هنا." in box.text()
    assert texts(box, ".label") == ["ونقله:", "وفي هذه الأخبار جزء من النص:"]
    assert texts(box, ".tag") == ["نسخة", "مقتطف", "يشترك في نص"]
    assert texts(box, ".told-delay")[:2] == ["بعد 35 دقيقة", "بعد ساعة و20 دقيقة"]


def test_an_article_says_how_many_others_told_the_same(
    readers: TestClient, printed: dict[str, int], stories: dict[str, int]
) -> None:
    tree = article_page(readers, printed["own"])
    link = first(tree, ".story-head .others a")
    assert link.text().strip() == "3 مصادر أخرى نشرت الخبر"
    assert value(link, "href").startswith(f"/story/{stories['first']}/")
    assert not tree.css(".same-text")
    assert not article_page(readers, printed["wheat"]).css(".others")


def test_what_to_read_next_comes_with_its_reason(
    readers: TestClient, printed: dict[str, int]
) -> None:
    tree = article_page(readers, printed["first"])
    items = tree.css(".also li")
    reasons = [texts(item, ".tag")[0] for item in items]
    titles = [first(item, "h3").text() for item in items]
    assert reasons[:3] == ["عن الحدث نفسه", "تكملة", "تكملة"]
    assert titles[0] == OWN
    assert set(reasons) <= set(REASONS.values())
    assert set(REASONS) == set(get_args(Reason))
    # Of one text only the first is named, and of the article's own text none.
    assert not {"بلينكن يصل القاهرة", FIRST} & set(titles)
    assert "القمح يتراجع للأسبوع الثالث" not in titles


def test_a_publishers_own_teasers_are_never_what_to_read_next(
    readers: TestClient, printed: dict[str, int]
) -> None:
    tree = article_page(readers, printed["first"])
    assert TEASER not in tree.html  # type: ignore[operator]
    assert "تراجع أسعار القمح" not in " ".join(texts(tree, ".also"))
    assert texts(tree, ".related:not(.also) h2") == ["روابط من الناشر"]


def test_an_article_that_waits_for_its_place_has_its_page(
    client: TestClient, keys: dict[str, int]
) -> None:
    tree = article_page(client, keys["politics/visit"])
    assert not tree.css(".others, .same-text, .also")


# --- two texts ------------------------------------------------------------------------------


def test_two_texts_show_what_was_added_and_changed(
    readers: TestClient, printed: dict[str, int]
) -> None:
    tree = page(readers, f"/a/{printed['copy']}/compare/{printed['first']}")
    assert texts(tree, ".pair-head .outlet") == ["وكالة زيتون للأنباء", "صحيفة شراع"]
    assert texts(tree, ".pair-head .told-delay") == ["بعد 35 دقيقة"]
    body = tree.css(".pair:not(.pair-head)")
    assert [text for row in body for text in texts(row, "ins")] == ["متابعات:", "عاجلة"]
    assert [text for row in body for text in texts(row, "del")] == ["طارئة"]
    folded = tree.css("details.pair-folded")
    assert folded
    assert all("بلا تغيير" in first(one, "summary").text() for one in folded)
    turned = page(readers, f"/a/{printed['first']}/compare/{printed['copy']}")
    assert texts(turned, ".pairs") == texts(tree, ".pairs")
    assert first(tree, "meta[name=robots]").attributes["content"] == "noindex"


def test_an_excerpt_shows_what_was_cut(readers: TestClient, printed: dict[str, int]) -> None:
    tree = page(readers, f"/a/{printed['excerpt']}/compare/{printed['first']}")
    cut = " ".join(texts(tree, ".pair:not(.pair-head) del"))
    assert "ومن المقرر أن يغادر بلينكن القاهرة" in cut
    assert not tree.css(".pair:not(.pair-head) ins")
    assert "100% من كلمات الثاني في الأول" in texts(tree, ".page-head .meta")[0]


def test_an_article_is_not_compared_with_itself_or_nothing(
    readers: TestClient, printed: dict[str, int]
) -> None:
    key = printed["first"]
    assert readers.get(f"/a/{key}/compare/{key}").status_code == 301
    for other in ("99999", "x", "9" * 40):
        page(readers, f"/a/{key}/compare/{other}", 404)


def test_endless_texts_are_compared_with_a_note(own_store: Store, settings: Settings) -> None:
    endless = (
        told("nil.example", "first", "نص بلا نهاية", "كلمة أخرى " * 20_000, 3),
        told("quds.example", "second", "نص بلا نهاية أيضًا", "كلمة غيرها " * 18_000, 2, copy_of="first", kind="copy"),
        told("atlas.example", "third", "ألف سطر", "\n".join(f"سطر رقم {n} من ألف" for n in range(9_000)), 1),
    )  # fmt: skip
    tell(own_store, endless)
    keys, client = article_keys(own_store), client_of(own_store, settings)
    tree = page(client, f"/a/{keys['first']}/compare/{keys['second']}")
    assert "أطول من أن يُقارن" in texts(tree, ".notice")[0]
    lines = client.get(f"/a/{keys['first']}/compare/{keys['third']}")
    assert lines.status_code == 200
    assert len(lines.content) < 3_000_000


def test_hostile_texts_are_only_text(own_store: Store, settings: Settings) -> None:
    text = "<script>alert(1)</script> نص أول\n<img src=x onerror=alert(1)>"
    hostile = (
        told("nil.example", "first", "<b>واحد</b>", text, 3),
        told("quds.example", "second", "<b>اثنان</b>", text.replace("أول", "<i>ثان</i>"), 2, copy_of="first", kind="copy"),
    )  # fmt: skip
    stories = tell(own_store, hostile)
    keys, client = article_keys(own_store), client_of(own_store, settings)
    compared = page(client, f"/a/{keys['first']}/compare/{keys['second']}")
    for tree in (compared, story_page(client, stories["first"])):
        assert not tree.css("main script, main img, main b:not(.tag), main i")
