"""The invented publishers' pages in a real browser."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from marsad.demo.site import article_path, href
from tests.demo.samples import OUTLETS, Demo, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Demo, int]]:
    demo = Demo()
    demo.now = max(item.versions[-1].at for item in demo.items)
    with served(demo) as port:
        yield demo, port


@pytest.mark.parametrize("outlet", OUTLETS)
def test_a_page_fits_a_phone_and_shows_its_article_and_that_it_is_invented(
    browser: Browser, running: tuple[Demo, int], outlet: str
) -> None:
    demo, port = running
    item = next(item for item in reversed(demo.items) if item.outlet.key == outlet)
    page = browser.new_page(viewport={"width": 360, "height": 740})
    base = f"http://{outlet}.localhost:{port}"
    for path in ("/", href(article_path(item))):
        reply = page.goto(base + path)
        if reply is not None and reply.status == 500:  # one outlet stumbles once
            page.reload()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    version = item.version(demo.now)
    assert version is not None
    text = " ".join(page.inner_text("body").split())
    assert version.headline in text
    assert all(paragraph in text for paragraph in version.paragraphs)
    assert " ".join(item.outlet.disclaimer.split()) in text
    page.close()
