"""A reader sees which calendar day the words of an article mean, and may ask why."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.web.newsroom import VISIT
from tests.web.reading import first


@pytest.fixture
def visit(client: TestClient, keys: dict[str, int]) -> LexborHTMLParser:
    response = client.get(f"/a/{keys['politics/visit']}", follow_redirects=True)
    return LexborHTMLParser(response.text)


def chips(node: LexborNode) -> list[tuple[str, str]]:
    """The machine-readable and the printed value of each chip."""
    found = [first(chip, "time") for chip in node.css("a.computed-time")]
    return [(time.attributes["datetime"] or "", time.text()) for time in found]


def test_a_relative_day_carries_its_calendar_day(visit: LexborHTMLParser) -> None:
    paragraphs = visit.css(".body p")
    assert chips(paragraphs[0]) == [("2024-11-13", "13 نوفمبر/تشرين الثاني 2024")]
    assert chips(paragraphs[3]) == [("2024-11-16", "مساء 16 نوفمبر/تشرين الثاني 2024")]


def test_a_range_without_a_year_carries_its_days(visit: LexborHTMLParser) -> None:
    ((machine, printed),) = chips(visit.css(".body p")[2])
    assert machine == "2024-12-18"
    assert printed.startswith("من 18 إلى 20 ديسمبر")
    assert printed.endswith("2024")


def test_the_headline_carries_a_chip_too(visit: LexborHTMLParser) -> None:
    assert [machine for machine, _ in chips(first(visit, "h1"))] == ["2024-11-13"]


def test_a_duration_has_no_place_in_the_calendar_and_no_chip(visit: LexborHTMLParser) -> None:
    paragraph = visit.css(".body p")[1]
    assert "أربعة أيام" in paragraph.text()
    assert chips(paragraph) == []


def test_the_publishers_words_are_untouched(visit: LexborHTMLParser) -> None:
    for chip in visit.css(".body a.computed-time"):
        chip.decompose()
    printed = [re.sub(r"\s+", " ", node.text()).strip() for node in visit.css(".body p")]
    assert [re.sub(r" (?=[،.])", "", text) for text in printed] == list(VISIT.paragraphs)


def test_every_chip_leads_to_its_reason_and_its_sentence(visit: LexborHTMLParser) -> None:
    for chip in visit.css("a.computed-time"):
        target = first(visit, f"{chip.attributes['href']}")
        assert first(target, "time").text()
        assert "حُسب من وقت النشر: الثلاثاء 12 نوفمبر" in target.text()
        assert len(first(target, "q").text()) > 20


def test_a_weekday_says_which_verb_placed_it(visit: LexborHTMLParser) -> None:
    reasons = [node.text() for node in visit.css("#computed dd")]
    assert any("يعود" in reason and "زمن الفعل" in reason for reason in reasons)


def test_an_article_that_waits_for_its_analysis_is_shown_without_chips(
    client: TestClient, keys: dict[str, int]
) -> None:
    response = client.get(f"/a/{keys['sport/final']}", follow_redirects=True)
    assert response.status_code == 200
    assert "computed-time" not in response.text


@pytest.mark.browser
def test_a_chip_opens_its_reason_on_a_phone(
    browser: Browser, site: str, keys: dict[str, int]
) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(f"{site}/a/{keys['politics/visit']}")
        page.locator(".body a.computed-time").first.click()
        assert page.locator("#computed").get_attribute("open") is not None
        assert page.locator("#computed dl > div:target").is_visible()
        overflow = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not overflow
