"""Names: how F1 grows with the labelled texts, and how much is still to be had from more of them.

    python benchmarks/names_curve.py [--data ../shared/data] [--shares 8 4 2]

Trains the CRF as `marsad train names` does, without the net, on every eighth, fourth, second
document of the corpora, with the shipped clusters of words and lists, and scores on the dev split
of the project's own corpus. The whole is the shipped model, the net beside the CRF. Half of the
data takes some eight minutes of one core.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from marsad.analysis.names.find import names_by
from marsad.analysis.names.model import NamesModel, load_model, unpack_weights
from marsad.pipeline.evaluate_names import read_gold, score_names
from marsad.pipeline.train.names import train_crf, training_documents

OWN = Path("datasets")
DEV = OWN / "arabic-news-names" / "dev.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--shares", type=int, nargs="*", default=[8, 4, 2])
    given = parser.parse_args()
    documents, shipped = training_documents(given.data, OWN), load_model()
    for share in given.shares:
        part, start = documents[::share], time.process_time()
        arrays = train_crf(part, shipped.lexicon)
        seconds = time.process_time() - start
        words = sum(len(sentence.words) for one in part for sentence in one.sentences)
        model = NamesModel(unpack_weights(arrays), shipped.lexicon, "marsad")
        show(f"1/{share}", model, f"{words:,} words, {seconds:.0f} s")
    words = sum(len(sentence.words) for one in documents for sentence in one.sentences)
    show("all", shipped, f"{words:,} words, as shipped")


def show(name: str, model: NamesModel, detail: str) -> None:
    scores = score_names(
        (item, names_by(model, item.text, item.sentences)) for item in read_gold(DEV)
    )
    by_type = "  ".join(f"{kind} {counts.f1:.3f}" for kind, counts in scores.by_type.items())
    print(
        f"{name:4} F1 {scores.all.f1:.3f}  precision {scores.all.precision:.3f}  "
        f"recall {scores.all.recall:.3f}  {by_type}  unlisted {scores.unlisted_recall:.3f}  "
        f"({detail})",
        flush=True,
    )


if __name__ == "__main__":
    main()
