"""Time expressions: sentences a second and share solved, beside dateparser where it is installed.

    python benchmarks/times.py ../shared/data/time/public_dates.jsonl

`pip install dateparser` gives the peer; it has no rôle in the package. HeidelTime is a JVM program
under the GPL: whoever has it may score its TIMEX3 output against the same file by hand.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from marsad.analysis.times.find import find_times
from marsad.codec import parse_stamp
from marsad.pipeline.evaluate_times import GoldSentence, evaluate_times, read_gold
from marsad.text.sentences import split_sentences

LEAST_SECONDS = 2.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--corpus", type=Path, help="folder that the gold file's labels point into")
    options = parser.parse_args()
    gold = read_gold(options.gold, options.corpus)
    scores = evaluate_times(options.gold, options.corpus)
    ours = _speed(gold, _with_marsad)
    quality = f"solved {scores.recall:.1%}  precision {scores.precision:.1%}"
    print(f"marsad      {ours:9,.0f} sentences/s  {quality}")
    try:
        search = importlib.import_module("dateparser.search").search_dates
    except ImportError:
        print("dateparser  not installed: no ratio")
        return
    theirs = _speed(gold, lambda sentence: _with_dateparser(search, sentence))
    solved = _solved_by_dateparser(search, gold)
    print(f"dateparser  {theirs:9,.0f} sentences/s  solved {solved:.1%}")
    more = scores.recall / max(solved, 0.001)
    print(f"ratio       {ours / theirs:9.1f} x speed        {more:.1f} x solved")


def _speed(gold: list[GoldSentence], run: Callable[[GoldSentence], Any]) -> float:
    """Return sentences a second of one core's time, caches warm."""
    for sentence in gold:
        run(sentence)
    done, start = 0, time.process_time()
    while (passed := time.process_time() - start) < LEAST_SECONDS:
        for sentence in gold:
            run(sentence)
        done += len(gold)
    return done / passed


def _with_marsad(sentence: GoldSentence) -> Any:
    published = parse_stamp(sentence.reference) if sentence.reference else None
    return find_times(sentence.text, split_sentences(sentence.text), published)


def _with_dateparser(search: Any, sentence: GoldSentence) -> list[tuple[str, dt.datetime]]:
    base = parse_stamp(sentence.reference) if sentence.reference else dt.datetime(2024, 1, 1)  # noqa: DTZ001
    moment = base if isinstance(base, dt.datetime) else dt.datetime.combine(base, dt.time(12))
    settings = {"RELATIVE_BASE": moment.replace(tzinfo=None)}
    return search(sentence.text, languages=["ar"], settings=settings) or []


def _solved_by_dateparser(search: Any, gold: list[GoldSentence]) -> float:
    """Count a day as solved where it is the gold interval's first and the interval is one day."""
    total = solved = 0
    for sentence in gold:
        found = _with_dateparser(search, sentence)
        for item in sentence.expressions:
            total += 1
            solved += any(_is_right(text, at, sentence.text, item) for text, at in found)
    return solved / total if total else 1.0


def _is_right(printed: str, at: dt.datetime, text: str, item: Any) -> bool:
    start = text.find(printed)
    overlaps = start < item["end"] and item["start"] < start + len(printed)
    intervals = [item.get("interval"), *(item.get("accept_intervals") or ())]
    return overlaps and any(
        interval and interval[0][:16] in (f"{at:%Y-%m-%d}", f"{at:%Y-%m-%dT%H:%M}")
        for interval in intervals
    )


if __name__ == "__main__":
    main()
