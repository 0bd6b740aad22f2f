"""Import a dump of articles into a store, then time what a reader does.

    python benchmarks/store.py DUMP.jsonl.gz [STORE_URL] [--reuse]

Prints the import's time and memory and, for each kind of request, the median and the 99th
percentile in milliseconds, in process (and of the CPU alone, for a machine that does other work
too). Without STORE_URL it is a SQLite file in a temporary folder.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

import orjson

from marsad.errors import InputError
from marsad.fetch.dumps import read_record
from marsad.store.engine import Store, open_store
from marsad.store.query import parse_query
from marsad.store.records import Ingest, IngestReport
from marsad.types import Failure

BATCH = 200
NOW = dt.datetime(2024, 11, 12, 9, tzinfo=dt.UTC)

COMMON = ("في", "الرئيس", "من", "على", "وقال", "الدولة", "أميركا", "كرة القدم", "العالم", "مصر")
REQUESTS = 300


def read_dump(path: Path) -> Iterator[Ingest]:
    """Read the lines of a gzipped dump as inputs."""
    with gzip.open(path) as lines:
        for number, line in enumerate(lines, start=1):
            name = f"{path}:{number}"
            try:
                yield Ingest(name, articles=(read_record(orjson.loads(line)),))
            except InputError as error:
                yield Ingest(name, failure=Failure(name, "extract", str(error)))


def import_dump(store: Store, path: Path) -> None:
    """Import a dump and print what it took, the store's share apart."""
    report, began, spent = IngestReport(), time.perf_counter(), 0.0
    used = time.process_time()
    inputs = read_dump(path)
    while batch := list(islice(inputs, BATCH)):
        before = time.perf_counter()
        report += store.ingest(batch, now=NOW)
        spent += time.perf_counter() - before
    total = time.perf_counter() - began
    print(f"{report}")
    cpu = time.process_time() - used
    print(
        f"import {total:.1f} s ({cpu:.1f} s of CPU), of it the store {spent:.1f} s;"
        f" memory {memory():.0f} MB"
    )


def memory() -> float:
    """Return the most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(name: str, requests: Sequence[Callable[[], object]]) -> None:
    """Print how long requests take, and how much of a processor of this process."""
    wall, busy = [], []
    for request in requests:
        began, used = time.perf_counter(), time.process_time()
        request()
        wall.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - used) * 1000)
    (middle, last), (_, cpu) = percentiles(wall), percentiles(busy)
    print(f"{name:40} median {middle:6.1f} ms   p99 {last:6.1f} ms   p99 of CPU {cpu:6.1f} ms")


def percentiles(times: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 99th percentile."""
    cuts = statistics.quantiles(times, n=100)
    return cuts[49], cuts[98]


def sample_words(store: Store, count: int) -> list[str]:
    """Return words as readers type them: from headlines, rare and common as they come."""
    chance = random.Random(7)
    titles = [item.title or "" for item in store.latest(limit=1000).items]
    words = [word for title in titles for word in title.split() if len(word) > 2]
    return chance.choices(words, k=count)


def read_as_reader(store: Store) -> None:
    """Time the front page, lists, articles and searches."""
    chance = random.Random(11)
    keys = [item.key for item in store.latest(limit=1000).items]
    words = sample_words(store, REQUESTS * 3)
    pairs = [" ".join(words[at : at + 2]) for at in range(0, REQUESTS * 2, 2)]
    measure("front page", [lambda: store.front(per_topic=6)] * REQUESTS)
    measure("latest", [lambda: store.latest(limit=30)] * REQUESTS)
    measure("section", [lambda: store.latest(section="economy", limit=30)] * REQUESTS)
    picked = chance.choices(keys, k=REQUESTS)
    measure("article", [partial(store.article, key) for key in picked])
    for order in ("relevance", "time"):
        for name, texts in (
            ("one word", words[:REQUESTS]),
            ("two words", pairs),
            ("common words", chance.choices(COMMON, k=REQUESTS)),
            ("common word in one source", [f"{word} مصدر:bbc.co.uk" for word in COMMON] * 30),
            ("phrase", [f'"{pair}"' for pair in pairs]),
        ):
            queries = [parse_query(text, order=order) for text in texts]
            measure(f"{name}, by {order}", [partial(store.search, query) for query in queries])


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("dump", type=Path)
    parser.add_argument("url", nargs="?")
    parser.add_argument("--reuse", action="store_true", help="The store has been filled before.")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = arguments.url or f"sqlite:///{folder}/marsad.db"
        with open_store(url) as store:
            if not arguments.reuse:
                import_dump(store, arguments.dump)
            read_as_reader(store)
            print(f"{store.counts()}; memory {memory():.0f} MB")


if __name__ == "__main__":
    main()
