"""Keywords: F1@10 and texts a second, beside TF-IDF and, where it is installed, YAKE.

    python benchmarks/keywords.py ../shared/data/keyphrases/akec

`pip install yake` gives the peer. It is under the GPL, so it is no dependency, not even of the
tests. TF-IDF ranks all runs of one to three words that neither begin nor end with a function word.
"""

from __future__ import annotations

import argparse
import importlib
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from marsad.lexicon.frequencies import load_frequencies
from marsad.pipeline.evaluate_keywords import (
    GoldKeywords,
    KeywordScores,
    marsad_keywords,
    read_gold_keywords,
    score_keywords,
)
from marsad.text.proclitics import is_function_word
from marsad.text.stem import stem
from marsad.text.tokenize import fold_words

Finder = Callable[[GoldKeywords], Sequence[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    gold = read_gold_keywords(parser.parse_args().gold)
    ours, speed = measure("marsad", gold, marsad_keywords)
    for half in (0, 1):
        scores = score_keywords(gold[half::2], marsad_keywords)
        print(f"  of every second text from {half + 1}: F1@10 {scores.all.f1:.3f}")
    peers: list[tuple[str, Finder]] = [("tf-idf", tf_idf)]
    try:
        extractor = importlib.import_module("yake").KeywordExtractor
        peers.append(("yake", with_yake(extractor(lan="ar", n=3, top=10))))
    except ImportError:
        print("yake       not installed: no ratio")
    for name, find in peers:
        theirs, their_speed = measure(name, gold, find)
        more = ours.all.f1 / max(theirs.all.f1, 0.001)
        print(f"  ratio    {more:.1f} x F1, {speed / their_speed:.1f} x speed")


def measure(name: str, gold: Sequence[GoldKeywords], find: Finder) -> tuple[KeywordScores, float]:
    """Return the scores, and thousands of words a second of one core's time, caches warm."""
    find(gold[0])
    scores = score_keywords(gold, find)
    start = time.process_time()
    for document in gold:
        find(document)
    words = sum(len(document.text.split()) for document in gold)
    speed = words / 1000 / (time.process_time() - start)
    print(
        f"{name:10} F1@10 {scores.all.f1:.3f}  precision {scores.all.precision:.3f}  "
        f"recall {scores.all.recall:.3f}  {speed:,.0f} thousand words/s"
    )
    return scores, speed


def tf_idf(document: GoldKeywords) -> list[str]:
    rarity = load_frequencies().rarity
    counts: Counter[str] = Counter()
    words = fold_words(document.analysed_text)
    for first in range(len(words)):
        for last in range(first, min(first + 3, len(words))):
            if not is_function_word(words[first]) and not is_function_word(words[last]):
                counts[" ".join(words[first : last + 1])] += 1
    weights = {
        phrase: count * sum(rarity(stem(word)) for word in phrase.split())
        for phrase, count in counts.items()
    }
    return sorted(weights, key=lambda phrase: (-weights[phrase], phrase))[:10]


def with_yake(extractor: Any) -> Finder:
    return lambda document: [
        phrase for phrase, _ in extractor.extract_keywords(document.analysed_text)
    ]


if __name__ == "__main__":
    main()
