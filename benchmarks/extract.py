"""Marsad's extraction beside its peers on the same pages, in the same run.

Usage: python benchmarks/extract.py [FOLDER…] [--rounds N] [--memory PAGES] [--bombs]

FOLDER holds folders of page.html + gold.json. For each reader: token F1 of the body (also of real
pages alone), forbidden strings found in bodies, publication days, titles and tags, pages per second
of CPU time, and how often that is the rate of trafilatura's fast mode. Peers that are not installed
are named and left out: `.tools/bin/uv sync --group bench` brings them.

Every peer is handed text that was decoded with the right charset. Speed is measured twice: with the
call that finds all that is scored, and with the peer's cheapest one, which gives a body and nothing
else. Marsad has one call, and is measured with it both times.
--memory reads so many pages, no two the same, in a process of its own and prints how its memory
grew; --bombs prints seconds per megabyte of pages that were made to take for ever.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import random
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from marsad.codec import parse_stamp
from marsad.errors import ExtractError
from marsad.extract.decode import decode
from marsad.extract.page import extract_article
from marsad.pipeline.evaluate import (
    FieldScores,
    PageScore,
    gold_folders,
    score_article,
)
from marsad.pipeline.gold import read_gold
from marsad.pipeline.ratio import Ratio
from marsad.types import Article, Page, Stamp

DEFAULT = Path(__file__).parents[2] / "shared" / "data" / "pages"
YARDSTICK = "trafilatura fast"

Found = Callable[[Page], Article | None]
Sample = tuple[str, Page, Mapping[str, Any]]


@dataclass(frozen=True)
class Reader:
    """One way of reading pages: all that it can find, and its cheapest call for a body."""

    name: str
    full: Found
    cheap: Callable[[Page], object]
    fields: tuple[str, ...] = ()  # besides body and title


def made(
    text: str | None, title: str | None = None, date: Stamp | None = None, tags: Sequence[str] = ()
) -> Article:
    """Make a record of what a peer found, so that all are scored by the same code."""
    return Article("", "", title or None, text or "", published=date, tags=tuple(tags))


def html_of(page: Page) -> str:
    return decode(page.body, page.content_type)


# --- the readers -------------------------------------------------------------


def marsad() -> list[Reader]:
    def read(page: Page) -> Article | None:
        try:
            return extract_article(page)
        except ExtractError:
            return None

    return [Reader("marsad", read, read, ("date", "tags"))]


def trafilatura() -> list[Reader]:
    peer = import_module("trafilatura")

    def full(page: Page, *, fast: bool) -> Article | None:
        found = peer.bare_extraction(
            html_of(page), url=page.url, fast=fast, include_comments=False, with_metadata=True
        )
        if found is None:
            return None
        tags = [tag for line in found.tags or () for tag in line.split(",") if tag.strip()]
        return made(found.text, found.title, stamp_of(found.date), tags)

    def reader(name: str, *, fast: bool) -> Reader:
        return Reader(
            name,
            lambda page: full(page, fast=fast),
            lambda page: peer.extract(html_of(page), fast=fast, include_comments=False),
            ("date", "tags"),
        )

    return [reader(YARDSTICK, fast=True), reader("trafilatura default", fast=False)]


def newspaper() -> list[Reader]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for its optional parts
        peer = import_module("newspaper")

    def full(page: Page) -> Article:
        article = peer.Article(page.url or "https://example.org/", language="ar")
        article.download(input_html=html_of(page))
        article.parse()
        return made(
            article.text,
            article.title,
            article.publish_date,
            sorted(article.tags or article.meta_keywords or ()),
        )

    return [Reader("newspaper4k", full, full, ("date", "tags"))]


def readability() -> list[Reader]:
    peer, lxml = import_module("readability"), import_module("lxml.html")

    def full(page: Page) -> Article:
        document = peer.Document(html_of(page))
        body = lxml.fromstring(document.summary(html_partial=True))
        for block in body.iter("p", "div", "li", "br", "tr", "h1", "h2", "h3", "blockquote"):
            block.tail = "\n" + (block.tail or "")  # or the words of two blocks become one
        return made(body.text_content(), document.short_title())

    return [Reader("readability-lxml", full, full)]


def resiliparse() -> list[Reader]:
    extract, parse = (
        import_module("resiliparse.extract.html2text"),
        import_module("resiliparse.parse.html"),
    )

    def cheap(page: Page) -> str:
        return str(extract.extract_plain_text(html_of(page), main_content=True))

    def full(page: Page) -> Article:
        return made(cheap(page), parse.HTMLTree.parse(html_of(page)).title)

    return [Reader("resiliparse", full, cheap)]


def stamp_of(date: str | None) -> Stamp | None:
    try:
        return parse_stamp(date) if date else None
    except ValueError:
        return None


def readers() -> list[Reader]:
    """Return Marsad and those peers that are installed; the others are named."""
    found = []
    for make in (marsad, trafilatura, newspaper, readability, resiliparse):
        try:
            found += make()
        except ImportError as error:
            print(f"{make.__name__}: not installed, left out ({error})")
    return found


# --- quality and speed -------------------------------------------------------


def load(folders: Sequence[Path]) -> list[Sample]:
    return [(path.name, *read_gold(path)) for folder in folders for path in gold_folders(folder)]


def tried(read: Callable[[Page], Any], page: Page) -> Any:
    """Read a page; one that a reader fails on is one that it finds nothing on."""
    try:
        return read(page)
    except Exception:  # noqa: BLE001  # peers raise whatever they like
        return None


def score(reader: Reader, pages: Sequence[Sample]) -> list[PageScore]:
    return [
        score_article(name, tried(reader.full, page), gold)
        for name, page, gold in pages
        if gold.get("article") is not False
    ]


def rates(
    found: Sequence[Reader], pages: Sequence[Sample], rounds: int
) -> dict[Callable[[Page], object], float]:
    """Return pages per second of CPU time by call; all take turns on the same machine."""
    spent = dict.fromkeys((call for reader in found for call in (reader.full, reader.cheap)), 0.0)
    for _ in range(rounds):
        for call in spent:
            gc.collect()
            started = time.process_time()
            for _, page, _ in pages:
                tried(call, page)
            spent[call] += time.process_time() - started
    return {call: rounds * len(pages) / seconds for call, seconds in spent.items()}


def print_table(found: Sequence[Reader], pages: Sequence[Sample], rounds: int) -> None:
    scored = {reader.name: score(reader, pages) for reader in found}
    rate = rates(found, pages, rounds)
    print(
        f"{'':<20} {'F1':>6} {'real':>6}  leaks     days right wrong  titles  tags P    R"
        f"  {'pages/CPU-s':>11}  ratio  {'body alone':>10}  ratio"
    )
    pace = next((reader for reader in found if reader.name == YARDSTICK), None)
    for reader in found:
        all_pages = scored[reader.name]
        total = sum((page.scores for page in all_pages), FieldScores())
        real = [page.f1 for page in all_pages if page.kind == "real"]
        days, tags = total.published, total.tags
        print(
            f"{reader.name:<20} {mean([page.f1 for page in all_pages]):6.4f} {mean(real):6.4f}"
            f"  {sum(len(page.leaks) for page in all_pages):5}"
            f"  {dates(days) if 'date' in reader.fields else '-':>19}"
            f"  {mean([float(page.title) for page in all_pages]):6.3f}"
            f"  {both(tags) if 'tags' in reader.fields else '-':>11}"
            f"  {rate[reader.full]:11.1f}"
            f"  {rate[reader.full] / rate[pace.full] if pace else 0:5.1f}"
            f"  {rate[reader.cheap]:10.1f}"
            f"  {rate[reader.cheap] / rate[pace.cheap] if pace else 0:5.1f}"
        )
    forbidden = sum(len(gold.get("must_not") or []) for _, _, gold in pages)
    stated = sum(bool(gold.get("published")) for _, _, gold in pages)
    print(f"({len(pages)} pages, {forbidden} forbidden strings, {stated} stated days)")


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else float("nan")


def dates(days: Ratio) -> str:
    return f"{days.right} of {days.gold}  {days.found - days.right:5}"


def both(ratio: Ratio) -> str:
    return f"{ratio.precision:.2f} {ratio.recall:.2f}"


# --- memory and bombs --------------------------------------------------------


def memory(folders: Sequence[Path], number: int, results: Any) -> None:
    """Read pages that differ in their words, and tell the memory in use now and then."""
    rng, pages = random.Random(1), [page for _, page, _ in load(folders)]
    read = marsad()[0].full
    for count, page in enumerate(islice(cycle(pages), number), 1):
        words = " ".join(
            "".join(rng.choices("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", k=6)) for _ in range(60)
        )
        body = page.body + f"<p>{words}.</p>".encode()
        read(replace(page, body=body, url=f"https://example.org/{count}"))
        if count == number or count in (100, number // 10, number // 2):
            gc.collect()
            results.put((count, resident()))


def resident() -> float:
    """Return the megabytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


def print_memory(folders: Sequence[Path], number: int) -> None:
    context = multiprocessing.get_context("spawn")
    results = context.SimpleQueue()
    process = context.Process(target=memory, args=(folders, number, results))
    process.start()
    process.join()
    while not results.empty():
        count, megabytes = results.get()
        print(f"memory after {count:>6,} pages: {megabytes:6.1f} MB")


def print_bombs() -> None:
    sys.path.insert(0, str(Path(__file__).parents[1]))
    bombs = import_module("tests.extract.bombs")
    read, worst = marsad()[0].full, []
    for name in bombs.BOMBS:
        body = bombs.bomb_of(name, 1_000_000)
        started = time.process_time()
        read(Page("https://example.org/1", body, "text/html"))
        worst.append(((time.process_time() - started) * 1e6 / len(body), name))
    for seconds, name in sorted(worst, reverse=True)[:5]:
        print(f"bomb {name:<20} {seconds:5.2f} CPU-s per megabyte")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[DEFAULT])
    warnings.simplefilter("ignore")  # what peers say of their own parts
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", type=int, default=0, metavar="PAGES")
    parser.add_argument("--bombs", action="store_true")
    options = parser.parse_args()
    pages = load(options.folders)
    if not pages:
        sys.exit(f"{', '.join(map(str, options.folders))}: no page.html with gold.json in it")
    print_table(readers(), pages, options.rounds)
    if options.memory:
        print_memory(options.folders, options.memory)
    if options.bombs:
        print_bombs()


if __name__ == "__main__":
    main()
