"""The news corpora that several benchmarks read."""

from __future__ import annotations

import gzip
from pathlib import Path

import orjson

from marsad.fetch.dumps import read_record
from marsad.stories.items import UNDATED, Item, in_order, read_item


def read_corpus(folder: Path) -> list[Item]:
    """Return the dated articles of the ANT corpora, each address once, by time."""
    found: dict[str, Item] = {}
    for name in ("ant_v2.1.jsonl.gz", "ant_v1.1.jsonl.gz"):
        with gzip.open(folder / name) as lines:
            for record in map(orjson.loads, lines):
                if record["text"].strip():
                    article = read_record(record)
                    found.setdefault(article.url or article.id, read_item(article))
    return in_order(item for item in found.values() if item.at != UNDATED)
