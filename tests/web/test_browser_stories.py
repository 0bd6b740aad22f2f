"""Stories, comparisons and the front page of stories in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from marsad.config import Settings
from marsad.store.engine import Store
from marsad.web.app import create_app
from tests.support.browser import serving
from tests.web.affair import article_keys
from tests.web.newsroom import NOW
from tests.web.test_browser_layout import (
    CONTRAST,
    SMALL_TARGETS,
    THEMES,
    check_layout,
    visitor,
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def affair_site(affairs: Store, settings: Settings) -> Iterator[str]:
    """The address of a real server over the affair."""
    with serving(create_app(affairs, settings, clock=lambda: NOW)) as address:
        yield address


@pytest.fixture(scope="module")
def paths(affairs: Store) -> list[str]:
    """Pages that have to do with stories."""
    keys = article_keys(affairs)
    places = affairs.stories.places(list(keys.values()))
    return [
        "/", "/?country=EG", "/?country=JP", "/?topic=economy", "/latest",
        f"/story/{places[keys['first']].story}", f"/story/{places[keys['wheat']].story}",
        f"/a/{keys['first']}", f"/a/{keys['copy']}",
        f"/a/{keys['copy']}/compare/{keys['first']}",
        f"/a/{keys['excerpt']}/compare/{keys['own']}",
        "/search?q=بلينكن",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_pages_of_stories_fit_and_are_legible_in_both_themes(
    browser: Browser, affair_site: str, paths: list[str], width: int, language: str
) -> None:
    still = {"reduced_motion": "reduce"}
    with visitor(browser, affair_site, width=width, language=language, **still) as page:
        for path in paths:
            page.goto(affair_site + path)
            page.evaluate(
                "() => document.querySelectorAll('details').forEach((d) => d.open = true)"
            )
            check_layout(page, path, language)
            assert page.evaluate(SMALL_TARGETS) == [], path
            for scheme in THEMES:
                page.emulate_media(color_scheme=scheme)
                assert page.evaluate(CONTRAST) == [], (path, scheme)


def test_without_javascript_a_reader_opens_the_copies_and_compares_one(
    browser: Browser, affair_site: str, paths: list[str]
) -> None:
    with browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False
    ) as context:
        page = context.new_page()
        page.goto(affair_site)
        page.locator(".card.lead h2 a").click()
        assert "/story/" in page.url
        copies = page.locator(".course-copies")
        assert not copies.is_visible()
        page.locator(".course summary").click()
        assert copies.is_visible()
        copies.locator("a.plain-link").first.click()
        assert "/compare/" in page.url
        folded = page.locator(".pair-folded p").first
        assert not folded.is_visible()
        page.locator(".pair-folded summary").first.click()
        assert folded.is_visible()


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (768, True), (360, False)])
def test_two_texts_stand_side_by_side_where_there_is_room(
    browser: Browser, affair_site: str, affairs: Store, width: int, beside: bool
) -> None:
    keys = article_keys(affairs)
    with visitor(browser, affair_site, width=width) as page:
        page.goto(f"{affair_site}/a/{keys['first']}/compare/{keys['copy']}")
        sides = page.locator(".pair-head .pair-side")
        one, two = sides.nth(0).bounding_box(), sides.nth(1).bounding_box()
        assert one
        assert two
        if beside:
            # The first one stands where Arabic begins to read.
            assert one["x"] >= two["x"] + two["width"]
            assert one["y"] == two["y"]
        else:
            assert two["y"] >= one["y"] + one["height"]


def test_numbers_on_the_map_are_those_of_the_list(
    browser: Browser, affair_site: str, affairs: Store
) -> None:
    keys = article_keys(affairs)
    story = affairs.stories.places([keys["first"]])[keys["first"]].story
    with visitor(browser, affair_site) as page:
        page.goto(f"{affair_site}/story/{story}")
        numbers = page.locator(".mark-number").all_text_contents()
        listed = page.locator(".place-number").all_inner_texts()
        assert sorted(numbers) == sorted(listed)
        marks = page.evaluate("""() => {
          const map = document.querySelector(".map").getBoundingClientRect();
          return [...document.querySelectorAll(".map .mark")].map((e) => {
            const box = e.getBoundingClientRect();
            return box.left >= map.left && box.right <= map.right
              && box.top >= map.top && box.bottom <= map.bottom;
          });
        }""")
        assert marks
        assert all(marks)


def test_keys_walk_from_story_to_story(browser: Browser, affair_site: str) -> None:
    with visitor(browser, affair_site) as page:
        page.goto(affair_site)
        page.keyboard.press("j")
        page.keyboard.press("j")
        focused = page.evaluate("() => document.activeElement.textContent")
        assert focused == page.locator("[data-item] h2 a").nth(1).inner_text()


def test_keys_walk_through_the_course_of_a_story_and_on_from_an_article(
    browser: Browser, affair_site: str, affairs: Store
) -> None:
    keys = article_keys(affairs)
    with visitor(browser, affair_site) as page:
        story = affairs.stories.places([keys["first"]])[keys["first"]].story
        page.goto(f"{affair_site}/story/{story}")
        page.keyboard.press("j")
        focused = page.evaluate("() => document.activeElement.textContent")
        assert focused == page.locator(".course h4 a").first.inner_text()
        page.goto(f"{affair_site}/a/{keys['first']}")
        page.keyboard.press("j")
        page.wait_for_url(f"**/a/{keys['wheat']}/**")
