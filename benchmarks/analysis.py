"""The whole analysis: articles and words a second of one core's time.

    python benchmarks/analysis.py ../shared/data/news

As stored articles are analysed by one job, the store left out: names, titles, entities, places,
times, keywords, topic, and what entities are looked for by. The models are read before the clock
starts; words are met for the first time on the way, as in a new process.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import time
from pathlib import Path

import orjson

from marsad.fetch.dumps import read_record
from marsad.pipeline.analyse import analyze_stored
from marsad.pipeline.stages import Known
from marsad.store.records import StoredArticle
from marsad.types import Article

FILES = ("ant_v2.1.jsonl.gz", "ant_v1.1.jsonl.gz")
SEEN = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("news", type=Path)
    parser.add_argument("--articles", type=int, default=3000)
    arguments = parser.parse_args()
    articles = spread(arguments.news, arguments.articles)
    words = sum(len(article.analysed_text.split()) for article in articles)
    measure(articles[-1:])  # reads lists and models
    seconds = measure(articles)
    print(
        f"{len(articles)} articles of {words / len(articles):.0f} words: "
        f"{len(articles) / seconds:.1f} articles/s, {words / 1000 / seconds:.1f} thousand words/s"
    )


def spread(folder: Path, count: int) -> list[Article]:
    """Return articles from all over the corpora."""
    records = []
    for name in FILES:
        with gzip.open(folder / name) as lines:
            records += [record for record in map(orjson.loads, lines) if record["text"].strip()]
    return [read_record(record) for record in records[:: max(1, len(records) // count)]][:count]


def measure(articles: list[Article]) -> float:
    """Return the CPU seconds that the articles take."""
    known = Known()
    start = time.process_time()
    for number, article in enumerate(articles):
        found = analyze_stored(StoredArticle(number, article, None, SEEN, ()), known)
        assert found.failure is None, found.failure
    return time.process_time() - start


if __name__ == "__main__":
    main()
