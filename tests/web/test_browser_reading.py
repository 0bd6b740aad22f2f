"""Reading, searching and moving about in a real browser."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, expect

from tests.web.newsroom import VISIT
from tests.web.test_browser_layout import visitor

pytestmark = pytest.mark.browser


def test_from_the_front_page_to_an_article_and_its_versions(browser: Browser, site: str) -> None:
    with visitor(browser, site) as page:
        page.goto(site)
        page.locator(".card.lead h2 a").click()
        # The date that is computed stands beside the words that it explains.
        expect(page.locator("h1")).to_contain_text((VISIT.title or "").split(" غدًا")[0])
        assert unquote(page.url).startswith(f"{site}/a/1/وزير-خارجية-النرويج")
        assert page.title().startswith(f"\u2068{VISIT.title}\u2069")
        page.get_by_role("link", name="تعديل واحد").click()
        expect(page.locator("h1")).to_have_text("نسخ الخبر")
        page.get_by_role("link", name="عودة إلى الخبر").click()
        page.locator(".from .outlet").click()
        expect(page.locator("h1")).to_have_text("صحيفة شراع")


def test_a_search_is_written_narrowed_and_followed(browser: Browser, site: str) -> None:
    with visitor(browser, site, width=360) as page:
        page.goto(site)
        box = page.get_by_role("searchbox", name="بحث في الأخبار")
        assert box.evaluate("(e) => getComputedStyle(e).direction") == "rtl"
        box.fill("المرور")
        box.press("Enter")
        expect(page.locator(".total")).to_have_text("70 نتيجة")
        page.locator("summary").click()
        page.get_by_label("من يوم").fill("2024-11-09")
        page.get_by_label("إلى يوم").fill("2024-11-09")
        page.get_by_label("الترتيب").select_option("time")
        page.get_by_role("button", name="تطبيق").click()
        expect(page.locator(".total")).to_have_text("12 نتيجة")
        page.get_by_role("link", name="إزالة").first.click()
        expect(page.locator(".active-filters a")).to_have_count(1)
        page.locator(".hits h2 a").first.click()
        expect(page.locator("h1")).to_contain_text("نشرة المرور")


def test_the_box_follows_the_direction_of_what_is_typed(browser: Browser, site: str) -> None:
    with visitor(browser, site, language="en") as page:
        page.goto(site)
        box = page.locator("#q")
        direction = "(e) => getComputedStyle(e).direction"
        assert box.evaluate(direction) == "ltr"
        box.fill("خبر")
        assert box.evaluate(direction) == "rtl"


def test_everything_works_without_javascript(browser: Browser, site: str) -> None:
    with visitor(browser, site, java_script_enabled=False) as page:
        page.goto(site + "/search?q=القمح")
        page.get_by_role("button", name="داكن").click()
        assert unquote(page.url) == site + "/search?q=القمح"
        assert page.locator("html").get_attribute("data-theme") == "dark"
        page.get_by_role("button", name="English").click()
        assert page.locator("html").get_attribute("dir") == "ltr"
        assert page.locator(".hits [data-item]").count() == 1
        page.locator("summary").click()
        page.get_by_label("Topic").select_option("economy")
        page.get_by_role("button", name="Apply").click()
        assert "topic=economy" in page.url
        page.locator(".hits h2 a").click()
        assert "القمح" in page.locator("h1").inner_text()
        page.goto(site + "/latest")
        page.locator("a[rel=next]").click()
        assert "after=" in page.url


def test_the_skip_link_comes_first_and_leads_to_the_content(browser: Browser, site: str) -> None:
    with visitor(browser, site) as page:
        page.goto(site)
        page.keyboard.press("Tab")
        skip = page.locator(".skip")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


def test_everything_reached_by_tab_shows_that_it_is(browser: Browser, site: str) -> None:
    with visitor(browser, site) as page:
        page.goto(site + "/search?q=في&topic=sports")
        seen = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            tag, outline, which = page.evaluate("""() => {
              const e = document.activeElement, style = getComputedStyle(e);
              const width = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
              return [e.tagName, width, e.outerHTML];
            }""")
            if tag == "BODY":
                break
            seen.add(tag)
            assert outline >= 2, which
        assert {"A", "BUTTON", "INPUT", "SELECT", "SUMMARY"} <= seen


def test_keys_move_through_a_list_and_open_what_is_chosen(browser: Browser, site: str) -> None:
    with visitor(browser, site) as page:
        page.goto(site + "/latest")
        titles = page.locator("[data-item] h3 a")
        page.keyboard.press("KeyJ")
        expect(titles.nth(0)).to_be_focused()
        page.keyboard.press("KeyJ")
        page.keyboard.press("KeyJ")
        page.keyboard.press("KeyK")
        expect(titles.nth(1)).to_be_focused()
        expected = titles.nth(1).inner_text()
        page.keyboard.press("KeyO")
        expect(page.locator("h1")).to_have_text(expected)


def test_keys_go_by_their_place_on_the_board(browser: Browser, site: str) -> None:
    with visitor(browser, site) as page:
        page.goto(site + "/latest")
        page.evaluate(
            """() => document.body.dispatchEvent(
              new KeyboardEvent("keydown", { code: "KeyJ", key: "ت", bubbles: true }))"""
        )
        expect(page.locator("[data-item] h3 a").nth(0)).to_be_focused()


def test_typing_is_never_taken_for_a_command(browser: Browser, site: str) -> None:
    with visitor(browser, site) as page:
        page.goto(site + "/latest")
        page.keyboard.press("Slash")
        box = page.locator("#q")
        expect(box).to_be_focused()
        page.keyboard.type("jok/?")
        expect(box).to_have_value("jok/?")
        assert page.url == site + "/latest"


def test_the_list_of_keys_opens_and_closes(browser: Browser, site: str) -> None:
    with visitor(browser, site) as page:
        page.goto(site)
        dialog = page.locator("#keys-help")
        expect(dialog).to_be_hidden()
        page.keyboard.press("Shift+Slash")
        expect(dialog).to_be_visible()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()


@pytest.mark.parametrize(("language", "older"), [("ar", "ArrowLeft"), ("en", "ArrowRight")])
def test_arrows_follow_the_eye(
    browser: Browser, site: str, keys: dict[str, int], language: str, older: str
) -> None:
    newer = {"ArrowLeft": "ArrowRight", "ArrowRight": "ArrowLeft"}[older]
    with visitor(browser, site, language=language) as page:
        page.goto(f"{site}/a/{keys['economy/wheat']}")
        start = page.url
        following = page.locator(".neighbours .next a").get_attribute("href") or ""
        page.keyboard.press(older)
        page.wait_for_url(lambda url: unquote(url).endswith(following))
        page.keyboard.press(newer)
        page.wait_for_url(start)


def test_the_bar_of_sections_shows_where_the_reader_is(browser: Browser, site: str) -> None:
    with visitor(browser, site, width=360) as page:
        page.goto(site + "/topic/accidents")
        expect(page.locator(".sections [aria-current]")).to_be_in_viewport(ratio=1)
        assert page.evaluate("() => scrollY") == 0
