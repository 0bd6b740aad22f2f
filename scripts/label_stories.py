"""Draw pairs of real articles for labelling stories, and turn the labels into a gold file.

    python scripts/label_stories.py draw NEWS_FOLDER BATCH          pairs to label, on the screen
    python scripts/label_stories.py compile NEWS_FOLDER LIST…       labels by article id, as JSONL

A pair is two articles published within 72 hours of each other: in batches 0 to 3 of different
publishers, in the later ones, which are for training alone, of any. Each batch holds the same
number of pairs from every bin of the cosine of their words, in an order that says nothing of the
bin, and nobody sees a cosine. What counts as one story is in `benchmarks/gold/STORIES.md`. The
articles of the ANT corpora belong to their publishers, so that the gold file holds their ids alone.
A list is a text file of lines `NUMBER LABEL`, the numbers those of the pairs on the screen, under a
line `# batch BATCH`.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from marsad.text.stem import index_terms

FILES = ("ant_v2.1.jsonl.gz", "ant_v1.1.jsonl.gz")
SEED = "marsad-stories-1"
EDGES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.01)
PER_BIN = 15
"""Pairs of one bin in one batch."""
GOLD, TRAINING = 4, 8
"""How many batches there are of each kind."""
WINDOW = dt.timedelta(hours=72)
SHOWN_WORDS = 90
LABELS = ("story", "saga", "related", "unrelated")


@dataclass(frozen=True, slots=True)
class Item:
    """An article to draw."""

    id: str
    publisher: str
    published: dt.datetime
    title: str
    text: str


def read_time(printed: str) -> dt.datetime | None:
    """Read the two forms of time that the corpora have."""
    for read in (dt.datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(printed)
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return None


def read_items(folder: Path) -> list[Item]:
    """Return each article of the corpora once, by time."""
    found: dict[str, Item] = {}
    for name in FILES:
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                record: dict[str, Any] = json.loads(line)
                published = read_time(record["time"])
                if published and len(record["text"]) > 200:
                    key = record["url"] or record["id"]
                    item = (record["id"], record["src"], published, record["title"], record["text"])
                    found.setdefault(key, Item(*item))
    return sorted(found.values(), key=lambda item: (item.published, item.id))


def near_pairs(items: list[Item]) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs within the window whose cosine is in a bin."""
    vectors = TfidfVectorizer(analyzer=index_terms, sublinear_tf=True, min_df=2, max_df=0.2)
    matrix = vectors.fit_transform([f"{item.title}\n{item.text}" for item in items]).tocsr()
    ends = np.searchsorted(
        [item.published.timestamp() for item in items],
        [(item.published + WINDOW).timestamp() for item in items],
        side="right",
    )
    for first, end in enumerate(ends.tolist()):
        cosines = (matrix[first + 1 : end] @ matrix[first].T).toarray().ravel()
        for offset in np.flatnonzero(cosines >= EDGES[0]).tolist():
            yield first, first + 1 + offset, float(cosines[offset])


def rank(*ids: str) -> str:
    """Return a number that orders pairs at random, the same each time."""
    return hashlib.sha256(" ".join((SEED, *ids)).encode()).hexdigest()


def drawn(folder: Path, batch: int) -> list[tuple[Item, Item]]:
    """Return a batch; no article stands in two pairs."""
    items = read_items(folder)
    gold: dict[int, list[tuple[str, int, int]]] = {}
    training: dict[int, list[tuple[str, int, int]]] = {}
    for first, second, cosine in near_pairs(items):
        at = next(at for at, (low, high) in enumerate(pairwise(EDGES)) if low <= cosine < high)
        pair = (rank(items[first].id, items[second].id), first, second)
        training.setdefault(at, []).append(pair)
        if items[first].publisher != items[second].publisher:
            gold.setdefault(at, []).append(pair)
    used: set[int] = set()
    chosen = _choose(gold, GOLD, used)
    if batch >= GOLD:
        chosen, batch = _choose(training, TRAINING, used), batch - GOLD
    part = [pair for pairs in chosen for pair in pairs[batch * PER_BIN : (batch + 1) * PER_BIN]]
    part.sort(key=lambda pair: rank("order", pair[0]))
    return [(items[first], items[second]) for _, first, second in part]


def _choose(
    bins: dict[int, list[tuple[str, int, int]]], batches: int, used: set[int]
) -> list[list[tuple[str, int, int]]]:
    """Take the pairs of all batches from each bin; `used` gathers their articles."""
    chosen = []
    for at in sorted(bins, reverse=True):  # the high bins hold the fewest
        taken: list[tuple[str, int, int]] = []
        for pair in sorted(bins[at]):
            if used.isdisjoint(pair[1:]) and len(taken) < PER_BIN * batches:
                taken.append(pair)
                used.update(pair[1:])
        chosen.append(taken)
    return chosen


def draw(folder: Path, batch: int) -> None:
    """Print a batch for the labeller's screen."""
    for number, pair in enumerate(drawn(folder, batch), 1):
        print(f"=== {number}")
        for item in pair:
            words = item.text.split()
            shown = " ".join(words[:SHOWN_WORDS]) + (" …" if len(words) > SHOWN_WORDS else "")
            print(f"[{item.publisher} · {item.published:%a %Y-%m-%d %H:%M}Z] {item.title}\n{shown}")
        print()


def read_lists(paths: list[Path]) -> dict[int, dict[int, str]]:
    """Read the labels of each batch by number of pair.

    Raises:
        ValueError: a line is none; the message names it.
    """
    found: dict[int, dict[int, str]] = {}
    for path in paths:
        current: dict[int, str] | None = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match line.split():
                case ["#", "batch", batch]:
                    current = found.setdefault(int(batch), {})
                case [pair, label] if pair.isdecimal() and label in LABELS and current is not None:
                    current[int(pair)] = label
                case []:
                    continue
                case _:
                    raise ValueError(f"{path}:{number}: {line!r}")
    return found


def compile_lists(folder: Path, paths: list[Path]) -> None:
    """Print the labelled pairs, a line a pair."""
    for batch, labels in sorted(read_lists(paths).items()):
        for number, (first, second) in enumerate(drawn(folder, batch), 1):
            if number in labels:
                ids = sorted((first.id, second.id))
                print(json.dumps({"a": ids[0], "b": ids[1], "label": labels[number]}))
            else:
                print(f"batch {batch}, pair {number}: no label", file=sys.stderr)


def main(arguments: list[str]) -> int:
    """Run one of the commands that the module's docstring lists."""
    match arguments:
        case ["draw", folder, batch]:
            draw(Path(folder), int(batch))
        case ["compile", folder, *paths] if paths:
            compile_lists(Path(folder), [Path(path) for path in paths])
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
