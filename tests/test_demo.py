"""The first thing a new user does: `marsad demo`, then a look at the website in a browser."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from marsad.demo.outlets import load_outlets
from tests.support.cli import environment

ENOUGH = 100
"""Articles after which the site is looked at; the demo holds more, some appear while it runs."""


def healthz(site: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{site}healthz", timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the demo on free ports, wait until its site is filled, give the address."""
    home = tmp_path_factory.mktemp("demo")
    with subprocess.Popen(
        [sys.executable, "-m", "marsad", "demo", "--port", "0", "--publishers-port", "0"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        cwd=home,
        # Politeness is tested elsewhere; here it would only take time.
        env=environment(home, host_delay=0.05),
        text=True,
    ) as process:
        assert process.stderr is not None
        lines: list[str] = []
        address = None
        while address is None:
            line = process.stderr.readline()
            assert line, f"the demo ended: {lines}"
            lines.append(line)
            address = re.search(r"open (http://\S+/)", line)
        log = home / "log"
        with log.open("w") as rest:
            # Somebody has to read on, or the pipe fills and the demo stops.
            reader = subprocess.Popen(["cat"], stdin=process.stderr, stdout=rest)
            try:
                wait_until_filled(address[1], process)
                yield address[1]
            finally:
                process.send_signal(signal.SIGINT)
                code = process.wait(timeout=60)
                reader.wait(timeout=60)
    assert code == 0, log.read_text()
    assert "Traceback" not in log.read_text()
    assert not list(home.iterdir()) or [item.name for item in home.iterdir()] == ["log"]


def wait_until_filled(site: str, process: subprocess.Popen[str]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the demo ended"
        if healthz(site)["articles"] >= ENOUGH:
            return
        time.sleep(0.2)
    raise AssertionError(f"only {healthz(site)} after two minutes")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose console must stay quiet: no error, no violated policy."""
    complaints: list[str] = []
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        opened = context.new_page()
        opened.on("console", lambda message: complaints.append(message.text))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        yield opened
    assert complaints == []


def test_the_front_page_fills_with_news_of_many_publishers(site: str, page: Page) -> None:
    page.goto(site)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("main a[href^='/a/']").count() > 20
    page.goto(f"{site}sources")
    assert page.locator("main a[href^='/source/']").count() >= 9


def test_a_reader_goes_from_the_front_page_to_an_article_and_its_source(
    site: str, page: Page
) -> None:
    page.goto(site)
    link = page.locator("main h2 a[href^='/a/'], main h1 a[href^='/a/']").first
    headline = link.inner_text()
    link.click()
    assert page.locator("h1").inner_text() == headline
    assert page.locator("h1").count() == 1
    assert page.locator("article p").count() >= 1
    page.locator("a[href^='/source/']").first.click()
    assert page.locator("main a[href^='/a/']").count() > 3


def test_a_reader_searches_in_any_form_of_the_word_and_narrows_down(site: str, page: Page) -> None:
    page.goto(site)
    page.locator("header input[name=q]").fill("وبالوزير")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    marked = page.locator("main mark")
    assert marked.count() > 3
    assert any("وزير" in text for text in marked.all_inner_texts())
    before = page.locator("main a[href^='/a/']").count()
    page.goto(f"{site}search?q=وزير&source=raqim.localhost")
    assert 0 < page.locator("main a[href^='/a/']").count() <= before


def test_everything_is_reached_without_javascript_on_a_phone(site: str, browser: Browser) -> None:
    with browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False
    ) as context:
        page = context.new_page()
        for path in ("", "latest", "sources", "about", "search?q=زيارة", "nowhere"):
            page.goto(f"{site}{path}")
            assert page.locator("h1").count() == 1, path
            assert page.locator("nav a").count() > 3, path


def test_the_demo_gathers_each_publisher_whatever_its_technology(site: str) -> None:
    assert healthz(site)["sources"] == len(load_outlets()) == 9
    for outlet in load_outlets():
        with urllib.request.urlopen(f"{site}source/{outlet}.localhost", timeout=10) as answer:
            assert answer.read().count(b'href="/a/') >= 5, outlet


def test_what_cannot_be_fetched_waits_in_quarantine(site: str) -> None:
    assert healthz(site)["quarantined"] >= 1
