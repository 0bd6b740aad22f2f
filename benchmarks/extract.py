"""Marsad's extraction beside trafilatura on the same pages, in the same run.

Usage: python benchmarks/extract.py [FOLDER]   (folders of page.html + gold.json)
Prints the body's token F1, forbidden strings found in bodies, and pages per second of CPU time.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import trafilatura

from marsad.errors import ExtractError
from marsad.extract.decode import decode
from marsad.extract.page import extract_article
from marsad.pipeline.evaluate import token_f1
from marsad.types import Page

DEFAULT = Path(__file__).parents[2] / "shared" / "data" / "pages"
ROUNDS = 5

Reader = Callable[[Page], str]


def ours(page: Page) -> str:
    try:
        return extract_article(page).text
    except ExtractError:
        return ""


def fast(page: Page) -> str:
    text = decode(page.body, page.content_type)  # the peer is given the right charset
    return trafilatura.extract(text, fast=True, include_comments=False) or ""


def default(page: Page) -> str:
    text = decode(page.body, page.content_type)
    return trafilatura.extract(text, include_comments=False) or ""


def load(folder: Path) -> list[tuple[Page, dict[str, Any]]]:
    found = []
    for path in sorted(folder.rglob("gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        body = (path.parent / "page.html").read_bytes()
        found.append((Page(gold.get("url"), body, gold.get("http_content_type")), gold))
    return found


def measure(read: Reader, pages: list[tuple[Page, dict[str, Any]]]) -> tuple[float, int, float]:
    texts = [read(page) for page, _ in pages]
    golds = ["\n".join(gold.get("body") or []) for _, gold in pages]
    f1 = sum(map(token_f1, texts, golds)) / len(pages)
    leaks = sum(
        item in text
        for text, (_, gold) in zip(texts, pages, strict=True)
        for item in gold.get("must_not") or []
    )
    started = time.process_time()
    for _ in range(ROUNDS):
        for page, _ in pages:
            read(page)
    return f1, leaks, ROUNDS * len(pages) / (time.process_time() - started)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    pages = load(folder)
    if not pages:
        sys.exit(f"{folder}: no folder with page.html and gold.json in it")
    print(f"{len(pages)} pages, {ROUNDS} rounds")
    peer = 0.0
    readers: dict[str, Reader] = {
        "trafilatura fast": fast, "trafilatura default": default, "marsad": ours,
    }  # fmt: skip
    for name, read in readers.items():
        f1, leaks, rate = measure(read, pages)
        peer = peer or rate
        print(
            f"{name:<20} F1 {f1:.4f}  leaks {leaks:3}  {rate:7.1f} pages/CPU-s  {rate / peer:.1f}x"
        )


if __name__ == "__main__":
    main()
