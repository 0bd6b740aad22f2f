"""Extraction under atheris: no page may raise anything but our own errors, or take for ever.

    .tools/bin/uv sync --group fuzz       # atheris, on Linux; or: pip install atheris
    python -m tests.fuzz.extract [CORPUS] [libFuzzer options, such as -max_total_time=600]

An empty or missing CORPUS (default: .fuzz/extract) begins with the demo's pages. A page that
breaks something is written into the working folder; give it instead of CORPUS to try it again.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["marsad.extract", "marsad.text", "marsad.sites"]):
    from marsad.errors import ExtractError
    from marsad.extract.page import extract_article
    from marsad.sites.rules import parse_site
    from marsad.types import Page

from tests.support.demo_pages import write_demo_pages

DEFAULT = Path(".fuzz/extract")
TOKENS = Path(__file__).with_name("tokens.dict")

# Counting every branch makes Python several times slower; a page that is slower still is a bomb.
SLOWEST = 2.0
PER_MEGABYTE = 20.0

CONTENT_TYPES = (None, "text/html; charset=utf-8", "text/html; charset=windows-1256", "text/html")
SITE = parse_site(
    "fuzz.example",
    """
    zone = "Africa/Cairo"
    [[layout]]
    title = "h1"
    body = ["article", "div div"]
    date = "time, span"
    tags = "li a"
    drop = ["aside", "p > b"]
    """,
    file="fuzz.example.toml",
)


def one_page(data: bytes) -> None:
    """Read a page: the first byte says how it came, the rest is it."""
    if not data:
        return
    how, body = data[0], data[1:]
    page = Page("https://fuzz.example/2024/11/12/a", body, CONTENT_TYPES[how % 4])
    started = time.process_time()
    try:
        article = extract_article(page, site=SITE if how & 4 else None)
    except ExtractError as error:
        assert "\n" not in str(error)  # noqa: PT017
    else:
        assert article.text.strip()
        assert article.text == "\n".join(article.paragraphs)
    took = time.process_time() - started
    assert took < SLOWEST + PER_MEGABYTE * len(body) / 1e6, f"{took:.1f} s"


def seed(corpus: Path) -> None:
    """Fill an empty corpus with one page of each kind that the demo has, and short ones."""
    corpus.mkdir(parents=True, exist_ok=True)
    if any(corpus.iterdir()):
        return
    with tempfile.TemporaryDirectory() as scratch:
        write_demo_pages(Path(scratch))
        for outlet in Path(scratch).iterdir():
            for number, page in enumerate(sorted(outlet.glob("*/page.html"))[:4]):
                body = page.read_bytes()
                (corpus / f"{outlet.name}-{number}").write_bytes(bytes([number]) + body)
    pages = Path(__file__).parents[1] / "extract" / "pages"
    for page in sorted(pages.glob("*/page.html")):
        (corpus / page.parent.name).write_bytes(b"\x04" + page.read_bytes())


def main() -> None:
    options = [argument for argument in sys.argv[1:] if argument.startswith("-")]
    given = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    corpus = given[0] if given else DEFAULT
    if not corpus.is_file():
        seed(corpus)
    defaults = [f"-dict={TOKENS}", "-max_len=60000", "-timeout=60", "-rss_limit_mb=4000"]
    atheris.Setup([sys.argv[0], *defaults, *options, str(corpus)], one_page)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
