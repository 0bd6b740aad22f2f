"""Stories: how well pairs are told, how fast, and how cost grows with the number of articles.

    python benchmarks/stories.py NEWS_FOLDER [--growth 10000 100000 1000000]

Beside Marsad stands what one would otherwise write: scikit-learn's TF-IDF of whole texts, a
threshold of the cosine, and articles above it joined to the most similar earlier one; its threshold
is the best on the training pairs. Growth runs on a made-up stream of 10,000 articles a day: the
corpus again and again, its words each time exchanged for others as frequent.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
from corpus import read_corpus
from sklearn.feature_extraction.text import TfidfVectorizer

from marsad.pipeline.ratio import Ratio
from marsad.stories.connect import Connector, Placed
from marsad.stories.items import Item, lead
from marsad.stories.related import Library
from marsad.text.stem import index_terms

GOLD = Path(__file__).with_name("gold")
WINDOW = 72 * 3600.0
PER_DAY = 10_000
BAND = 50
"""Words of like frequency, which are exchanged for each other."""


def read_pairs(name: str) -> list[tuple[str, str, bool]]:
    """Return pairs of ids, and whether both tell of one event."""
    lines = (GOLD / f"stories_{name}.jsonl").read_text().splitlines()
    return [(pair["a"], pair["b"], pair["label"] == "story") for pair in map(json.loads, lines)]


def score(pairs: Sequence[tuple[str, str, bool]], story: dict[str, object]) -> Ratio:
    """Count pairs in one story."""
    said = [(story[a] == story[b], right) for a, b, right in pairs]
    return Ratio(
        found=sum(one for one, _ in said),
        gold=sum(right for _, right in said),
        right=sum(one and right for one, right in said),
    )


def threshold_stories(items: Sequence[Item]) -> Iterator[tuple[float, dict[str, object]]]:
    """Join each article to the most similar earlier one, for a row of thresholds."""
    vectors = TfidfVectorizer(analyzer=index_terms, sublinear_tf=True, min_df=2, max_df=0.2)
    rows = vectors.fit_transform(f"{item.title}\n{item.text}" for item in items).tocsr()
    at = np.array([item.at for item in items])
    firsts = np.searchsorted(at, at - WINDOW)
    best = np.zeros(len(items), dtype=np.int64)
    most = np.zeros(len(items))
    for row in range(1, len(items)):
        cosines = (rows[firsts[row] : row] @ rows[row].T).toarray().ravel()
        if len(cosines):
            best[row] = firsts[row] + int(cosines.argmax())
            most[row] = cosines.max()
    for threshold in np.arange(0.2, 0.8, 0.05):
        story = np.arange(len(items))
        for row in range(len(items)):
            if most[row] >= threshold:
                story[row] = story[best[row]]
        yield float(threshold), {item.id: int(story[n]) for n, item in enumerate(items)}


def report(items: Sequence[Item], placed: Sequence[Placed], seconds: float) -> None:
    """Print how pairs were told and how fast."""
    places = {one.item.id: one.connected for one in placed}
    story: dict[str, object] = {key: one.story_id for key, one in places.items()}
    by_id = {item.id: item for item in items}
    copies = [
        (one.article_id, one.copy_of)
        for one in places.values()
        if one.copy_of
        and one.copy_kind in ("copy", "excerpt")
        and by_id[one.article_id].publisher != by_id[one.copy_of].publisher
        and by_id[one.article_id].title != by_id[one.copy_of].title
        and by_id[one.article_id].at - by_id[one.copy_of].at <= WINDOW
    ]
    together = sum(story[a] == story[b] for a, b in copies) / max(len(copies), 1)
    print(f"{len(items)} articles, copies and stories: {len(items) / seconds:.0f} articles/s")
    print(f"copy pairs with another headline: {len(copies)}, in one story {together:.3f}")
    print("largest stories:", [count for _, count in Counter(story.values()).most_common(5)])
    ratio = score(read_pairs("work"), story)
    print(
        f"work pairs: precision {ratio.precision:.3f} recall {ratio.recall:.3f} F1 {ratio.f1:.3f}"
    )
    library = Library([replace(item, text=lead(item.text)) for item in items])
    ranks = [1 / rank for a, b in copies[:400] if (rank := _rank(library, a, b or ""))]
    print(f"read also: mean reciprocal rank {sum(ranks) / min(len(copies), 400):.3f}")


def _rank(library: Library, asked: str, wanted: str) -> int:
    found = library.nearest(asked, limit=50, within=WINDOW)
    return next((rank for rank, one in enumerate(found, 1) if one.article_id == wanted), 0)


def made_up(items: Sequence[Item]) -> Iterator[Item]:
    """Yield articles for ever, `PER_DAY` a day of their time."""
    counts = Counter(word for item in items for word in item.text.split())
    ordered = [word for word, _ in counts.most_common()]
    bands = [ordered[at : at + BAND] for at in range(200, len(ordered), BAND)]
    number = 0
    for turn in range(10**9):
        other = {
            word: band[(place + turn) % len(band)]
            for band in bands
            for place, word in enumerate(band)
        }
        for item in items:
            text = " ".join(other.get(word, word) for word in item.text.split())
            title = " ".join(other.get(word, word) for word in (item.title or "").split())
            at = number * 86_400.0 / PER_DAY
            yield replace(item, id=str(number), at=at, text=text, title=title)
            number += 1


def growth(items: Sequence[Item], sizes: Sequence[int]) -> None:
    """Print the cost of streams of several sizes, each from the beginning."""
    print(f"{'articles':>10}{'CPU s':>8}{'articles/s':>12}{'peak MB':>9}{'largest':>9}")
    for size in sizes:
        stream, spent, stories = made_up(items), 0.0, Counter[str]()
        connector = Connector()
        for _ in range(0, size, 1_000):
            part = list(islice(stream, min(1_000, size)))  # made outside the time taken
            began = time.process_time()
            stories.update(placed.connected.story_id for placed in connector.connect(part))
            spent += time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        largest = max(stories.values())
        print(f"{size:>10}{spent:>8.1f}{size / spent:>12.0f}{peak:>9.0f}{largest:>9}", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--growth", type=int, nargs="*", default=[])
    parser.add_argument("--peer", action=argparse.BooleanOptionalAction, default=True)
    args = parser.parse_args()
    items = read_corpus(args.folder)
    if args.growth:
        growth(items, args.growth)
        return
    began = time.process_time()
    placed = list(Connector().connect(items))
    report(items, placed, time.process_time() - began)
    if args.peer:
        began = time.process_time()
        tried = list(threshold_stories(items))
        seconds = time.process_time() - began
        train, work = read_pairs("train"), read_pairs("work")
        threshold, story = max(tried, key=lambda one: score(train + work, one[1]).f1)
        ratio = score(work, story)
        print(f"peer, threshold {threshold:.2f}: {len(items) / seconds:.0f} articles/s, ", end="")
        print(f"work pairs F1 {ratio.f1:.3f}, largest story ", end="")
        print(max(Counter(story.values()).values()))


if __name__ == "__main__":
    main()
