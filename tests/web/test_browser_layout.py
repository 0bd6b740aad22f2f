"""Every page in a real browser, at every width, in both themes and both languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.web.newsroom import BIDI_STRINGS

pytestmark = pytest.mark.browser

THEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")

CONTRAST = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const rgba = (text) => {
    if (!known.has(text)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      known.set(text, [...canvas.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(text);
  };
  const linear = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) =>
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = rgba(getComputedStyle(e).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const low = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const e = node.parentElement, text = node.data.trim().slice(0, 30);
    if (!text || !e.checkVisibility() || e.closest(".unseen, .skip, option")) continue;
    const pair = [luminance(rgba(getComputedStyle(e).color)), luminance(ground(e))];
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (ratio < 4.5) low.push(`${ratio.toFixed(2)} ${e.tagName}.${e.className}: ${text}`);
  }
  return low;
}"""

SMALL_TARGETS = """() => [...document.querySelectorAll(
    "button, input:not([type=hidden]), select, summary, " +
    ".sections a, .chips a, .button, .facet a, .meta a")]
  .filter((e) => e.checkVisibility() && !e.closest("dialog, .unseen"))
  .map((e) => [e.getBoundingClientRect(), e])
  .filter(([box]) => box.height < 23.5 || box.width < 16)
  .map(([box, e]) => `${box.width}x${box.height} ${e.tagName}.${e.className} ${e.textContent}`)"""

CLIPPED = """() => [...document.querySelectorAll("body *")]
  .filter((e) => !e.closest(".unseen, svg, .sections ul, select, dialog, input"))
  .filter((e) => /hidden|clip|auto|scroll/.test(getComputedStyle(e).overflow))
  .filter((e) => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1)
  .map((e) => e.tagName + "." + e.className)"""

# Whether the characters of an element stand from left to right as they are written.
LEFT_TO_RIGHT = """(element) => {
  const node = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  const places = [...node.data].map((_, i) => {
    const range = document.createRange(); range.setStart(node, i); range.setEnd(node, i + 1);
    return range.getBoundingClientRect().x;
  });
  return places.every((x, i) => i === 0 || x >= places[i - 1]);
}"""


@contextmanager
def visitor(
    browser: Browser, site: str, *, width: int = 1280, theme: str = "system", language: str = "ar",
    **options: Any,
) -> Iterator[Page]:  # fmt: skip
    """A reader with a window of some width; whatever goes wrong in the browser fails the test."""
    context = browser.new_context(viewport=ViewportSize(width=width, height=900), **options)
    context.add_cookies(
        [
            {"name": "marsad_theme", "value": theme, "url": site},
            {"name": "marsad_language", "value": language, "url": site},
        ]
    )
    page = context.new_page()
    problems: list[str] = []
    page.on(
        "console",
        lambda message: problems.append(message.text) if message.type != "log" else None,
    )
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith(site) else problems.append(request.url),
    )
    yield page
    context.close()
    assert not [text for text in problems if "status of 404" not in text]


def addresses(keys: dict[str, int]) -> list[str]:
    articles = (
        "politics/visit", "culture/manuscripts", "rail/line", "misc/untimed", "tech/5g",
        "hostile/override", "hostile/huge", "hostile/markup",
    )  # fmt: skip
    return [
        "/", "/latest", "/topic/society", "/sources", "/source/nil.example",
        "/source/rafidain.example", "/about", "/nothing", "/search", "/search?q=زخرفشطنب",
        "/search?q=في&source=rafidain.example&from=2024-01-01",
        f"/a/{keys['politics/visit']}/revisions",
        "/topics", "/topic/other", "/country/EG", "/k/المرور", "/k/لا شيء",
        "/names", "/names?q=أسبيورن", "/names?q=لا أحد", "/e/1", "/e/2", "/e/4",
        *(f"/a/{keys[name]}" for name in articles),
    ]  # fmt: skip


def check_layout(page: Page, path: str, language: str) -> None:
    sides = page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert sides[0] <= sides[1], f"{path} runs over by {sides[0] - sides[1]}px"
    assert page.locator("h1").count() == 1, path
    direction = page.evaluate("() => getComputedStyle(document.documentElement).direction")
    assert direction == ("rtl" if language == "ar" else "ltr")
    assert page.evaluate(CLIPPED) == [], path


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_every_page_fits_is_legible_in_both_themes_and_quiet(
    browser: Browser, site: str, keys: dict[str, int], width: int, language: str
) -> None:
    # Colours fade from theme to theme unless motion is unwanted.
    still = {"reduced_motion": "reduce"}
    with visitor(browser, site, width=width, language=language, **still) as page:
        for path in addresses(keys):
            page.goto(site + path)
            check_layout(page, path, language)
            assert page.evaluate(SMALL_TARGETS) == [], path
            for scheme in THEMES:
                page.emulate_media(color_scheme=scheme)
                assert page.evaluate(CONTRAST) == [], (path, scheme)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_fit_at_four_times_the_size(
    browser: Browser, site: str, keys: dict[str, int], language: str
) -> None:
    with visitor(browser, site, width=320, language=language) as page:
        for path in addresses(keys):
            page.goto(site + path)
            check_layout(page, path, language)


def test_the_device_chooses_the_theme_until_the_reader_does(browser: Browser, site: str) -> None:
    def ground(page: Page) -> int:
        page.goto(site + "/about")
        colour = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        return int(colour.split("(")[1].split(",")[0])

    with visitor(browser, site, color_scheme="dark") as page:
        assert ground(page) < 60
    with visitor(browser, site, color_scheme="light") as page:
        assert ground(page) > 200
    with visitor(browser, site, color_scheme="dark", theme="light") as page:
        assert ground(page) > 200


@pytest.mark.parametrize("width", [768, 1280])
def test_running_text_is_large_loose_and_of_good_measure(
    browser: Browser, site: str, keys: dict[str, int], width: int
) -> None:
    with visitor(browser, site, width=width) as page:
        page.goto(f"{site}/a/{keys['rail/line']}")
        page.evaluate("() => document.fonts.ready")
        size, height, gap, letters, lines = page.evaluate("""() => {
          const paragraph = document.querySelector(".body p + p");
          const style = getComputedStyle(paragraph);
          const size = parseFloat(style.fontSize), height = parseFloat(style.lineHeight);
          const lines = Math.round(paragraph.getBoundingClientRect().height / height);
          const gap = parseFloat(style.marginTop) / size;
          return [size, height / size, gap, paragraph.textContent.length, lines];
        }""")
        assert size >= 17
        assert height >= 1.7
        assert gap == pytest.approx(0.8, abs=0.01)
        assert 60 <= letters / lines <= 75
        h1 = page.evaluate("""() => {
          const style = getComputedStyle(document.querySelector("h1"));
          return parseFloat(style.lineHeight) / parseFloat(style.fontSize);
        }""")
        assert 1.35 <= h1 <= 1.45


def test_the_sites_own_fonts_are_used(browser: Browser, site: str, keys: dict[str, int]) -> None:
    with visitor(browser, site) as page:
        page.goto(f"{site}/a/{keys['politics/visit']}")
        page.evaluate("() => document.fonts.ready")
        loaded = page.evaluate(
            "() => [...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)"
        )
        assert len([family for family in loaded if "Arabic" in family]) == 2


@pytest.mark.parametrize("language", ["ar", "en"])
def test_codes_dates_and_phones_keep_their_order(
    browser: Browser, site: str, keys: dict[str, int], language: str
) -> None:
    with visitor(browser, site, language=language) as page:
        page.goto(f"{site}/a/{keys['bidi/strings']}")
        chips = page.locator(".tags a")
        assert chips.all_inner_texts() == list(BIDI_STRINGS)
        assert [chip.evaluate(LEFT_TO_RIGHT) for chip in chips.all()] == [True] * len(BIDI_STRINGS)
        names = page.locator(".by bdi")
        assert names.count() == 12
        assert all(name.evaluate(LEFT_TO_RIGHT) for name in names.all())
        page.goto(f"{site}/about")
        assert all(date.evaluate(LEFT_TO_RIGHT) for date in page.locator("code bdi").all())


def test_an_open_override_does_not_reach_past_its_headline(
    browser: Browser, site: str, keys: dict[str, int]
) -> None:
    with visitor(browser, site) as page:
        page.goto(site + "/search?q=إغلاق")
        card = page.locator("[data-item]", has_text="بلا إغلاق")
        outlet = card.locator(".outlet bdi").bounding_box()
        topic = card.locator(".meta time").bounding_box()
        assert outlet
        assert topic
        assert outlet["x"] > topic["x"]
        page.goto(f"{site}/a/{keys['hostile/override']}")
        assert page.locator(".from .by bdi").first.evaluate(LEFT_TO_RIGHT) is False


def test_an_arabic_headline_that_begins_in_latin_starts_on_the_right(
    browser: Browser, site: str, keys: dict[str, int]
) -> None:
    with visitor(browser, site) as page:
        page.goto(f"{site}/a/{keys['tech/5g']}")
        page.evaluate("() => document.fonts.ready")
        first, title = page.evaluate("""() => {
          const h1 = document.querySelector("h1"), range = document.createRange();
          range.setStart(h1.firstChild, 0);
          range.setEnd(h1.firstChild, 3);
          return [range.getBoundingClientRect().right, h1.getBoundingClientRect().right];
        }""")
        assert first == pytest.approx(title, abs=4)


def test_a_printed_article_is_the_article(
    browser: Browser, site: str, keys: dict[str, int]
) -> None:
    with visitor(browser, site, theme="dark") as page:
        page.goto(f"{site}/a/{keys['politics/visit']}")
        page.emulate_media(media="print")
        for selector in (".masthead", ".foot", ".neighbours", ".related"):
            assert not page.locator(selector).is_visible(), selector
        for selector in ("h1", ".body", ".facts"):
            assert page.locator(selector).is_visible(), selector
        assert page.evaluate(CONTRAST) == []
        address = page.evaluate(
            "() => getComputedStyle(document.querySelector('.facts a[rel]'), '::after').content"
        )
        assert "https://nil.example/politics/visit" in address


def test_nothing_moves_for_those_who_ask_for_rest(browser: Browser, site: str) -> None:
    with visitor(browser, site, reduced_motion="reduce") as page:
        page.goto(site)
        moving = page.evaluate("""() => [...document.querySelectorAll("*")].filter((e) => {
          const style = getComputedStyle(e);
          return style.transitionDuration !== "0s" || style.animationName !== "none";
        }).length""")
        assert moving == 0
