"""Analyse a dump of articles, then time what keeping the names of each costs.

    python benchmarks/identities.py DUMP.jsonl.gz [--articles 3000]

Prints CPU milliseconds an article for batches of several sizes, without identities and with them,
and for what their pages ask. The store is a SQLite file in a temporary folder.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import orjson

from marsad.fetch.dumps import read_record
from marsad.pipeline.analyse import analyze_stored
from marsad.pipeline.stages import known_to
from marsad.sites.book import SiteBook
from marsad.store.engine import Store, open_store
from marsad.store.records import Analysed, Ingest

NOW = dt.datetime(2024, 11, 12, 9, tzinfo=dt.UTC)
SIZES = (100, 10, 1)
PART = 300


def fill(store: Store, path: Path, count: int) -> list[Analysed]:
    """Import articles and analyse them."""
    with gzip.open(path) as lines:
        records = [read_record(orjson.loads(line)) for line in islice(lines, count)]
    for start in range(0, len(records), PART):
        batch = records[start : start + PART]
        store.ingest([Ingest(item.id, articles=(item,)) for item in batch], now=NOW)
    known = known_to(store, SiteBook())
    waiting = store.lease_unanalysed(now=NOW, limit=count, seconds=60)
    return [analyze_stored(stored, known) for stored in waiting]


def save(store: Store, done: Sequence[Analysed], size: int) -> float:
    """Return the CPU milliseconds that keeping an article takes in batches of a size."""
    began = time.process_time()
    for start in range(0, len(done), size):
        store.save_analyses(done[start : start + size], now=NOW)
    return (time.process_time() - began) / len(done) * 1000


def asked(what: Callable[[], object]) -> float:
    """Return the CPU milliseconds of one request."""
    what()
    began = time.process_time()
    for _ in range(50):
        what()
    return (time.process_time() - began) / 50 * 1000


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dump", type=Path)
    parser.add_argument("--articles", type=int, default=3000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/m.db") as store:
        done = fill(store, options.dump, options.articles)
        first, rest = done[: -2 * PART * len(SIZES)], done[-2 * PART * len(SIZES) :]
        print(f"first {len(first)}, in hundreds: {save(store, first, 100):.2f} ms an article")
        for at, size in enumerate(SIZES):
            bare = [replace(item, subjects=()) for item in rest[2 * at * PART :][:PART]]
            part = rest[(2 * at + 1) * PART :][:PART]
            print(
                f"batches of {size}: {save(store, bare, size):.2f} ms without identities, "
                f"{save(store, part, size):.2f} ms with them"
            )
        print(f"the same again, in hundreds: {save(store, first[-1000:], 100):.2f} ms")
        top = store.entities(limit=1).items[0].key
        for name, what in (
            ("page of the most named", lambda: store.entity(top)),
            ("its articles", lambda: store.entity_articles(top)),
            ("whom it stands beside", lambda: store.entity_company(top)),
            ("the directory", store.entities),
            ("a search in it", lambda: store.entities(text="مح")),
            ("the names of an article", lambda: store.article_entities(done[0].key)),
        ):
            print(f"{name}: {asked(what):.2f} ms")


if __name__ == "__main__":
    main()
