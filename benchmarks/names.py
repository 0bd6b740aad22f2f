"""Names: F1 and words a second, beside a spaCy pipeline trained on the same data.

    python benchmarks/names.py [--data ../shared/data] [--epochs 8] [--keep FOLDER]

The peer is spaCy's small convolutional pipeline for names (`blank("ar")` with `ner`, no pretrained
vectors), given the same folded words and labels as Marsad's model. It is trained here, for so many
passes over the data; that takes some minutes of one core each. Both are scored on the dev split of
the project's own corpus, by exact characters, through the same door (`marsad.names`).
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

try:
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example
    from spacy.training.batchers import minibatch_by_words
    from thinc.api import compounding
except ImportError:
    spacy = None

from marsad.analysis.names.find import cut_pieces, find_names
from marsad.analysis.taggers.choose import Names, mentions_of
from marsad.analysis.taggers.labels import load_labels, read_tag
from marsad.pipeline.evaluate_names import NameScores, read_gold, score_names
from marsad.pipeline.train.corpora import Document
from marsad.pipeline.train.names import training_documents
from marsad.types import Mention, Span

OWN = Path("datasets")
DEV = OWN / "arabic-news-names" / "dev.jsonl"
SEED = 7
SMALLEST, LARGEST = 200, 2000  # words of a batch, growing as spaCy's own recipes do
DROPOUT = 0.1

Finder = Callable[[str, Sequence[Span]], Sequence[Mention]]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--keep", type=Path, help="where to save the pipeline that was trained")
    given = parser.parse_args()
    ours, speed = measure("marsad", find_names)
    measure("no lists", lambda text, spans: find_names(text, spans, lists=False))
    if spacy is None:
        print("spacy      not installed: no ratio")
        return
    nlp = train(training_documents(given.data, OWN), given.epochs)
    if given.keep:
        nlp.to_disk(given.keep)
    peer = Folded(nlp)
    theirs, their_speed = measure("spacy", plugged(peer))
    print(f"  ratio    {ours.all.f1 / theirs.all.f1:.2f} x F1, {speed / their_speed:.1f} x speed")


def measure(name: str, find: Finder) -> tuple[NameScores, float]:
    """Return the scores on dev, and thousands of words a second of CPU time, caches warm."""
    gold = read_gold(DEV)
    scores = score_names([(item, find(item.text, item.sentences)) for item in gold])
    start = time.process_time()
    for item in gold:
        find(item.text, item.sentences)
    speed = sum(len(item.text.split()) for item in gold) / 1000 / (time.process_time() - start)
    by_type = "  ".join(f"{kind} {counts.f1:.3f}" for kind, counts in scores.by_type.items())
    print(
        f"{name:10} F1 {scores.all.f1:.3f}  precision {scores.all.precision:.3f}  "
        f"recall {scores.all.recall:.3f}  {by_type}  {speed:.1f} thousand words/s",
        flush=True,
    )
    return scores, speed


def plugged(names: Names) -> Finder:
    return lambda text, spans: mentions_of(text, spans, guideline="marsad", names=names)


class Folded:
    """A pipeline that is given Marsad's folded words, as it was trained."""

    def __init__(self, nlp: Any) -> None:
        self.nlp = nlp

    def find(self, text: str, sentences: Sequence[Span]) -> Iterator[Mention]:
        pieces = [piece for span in sentences for piece in cut_pieces(text, span)]
        docs = (doc_of(self.nlp, [word.folded for word in words]) for words in pieces)
        for words, doc in zip(pieces, self.nlp.pipe(docs), strict=True):
            for name in doc.ents:
                tag = read_tag(name.label_, load_labels())
                if tag is not None and tag.type is not None:
                    start, end = words[name.start].start, words[name.end - 1].end
                    yield Mention(start, end, text[start:end], tag.type)


def doc_of(nlp: Any, words: Sequence[str]) -> Any:
    return Doc(nlp.vocab, words=list(words))


def train(documents: Sequence[Document], epochs: int) -> Any:
    """Return a pipeline trained on the corpora, its weights averaged."""
    spacy.util.fix_random_seed(SEED)
    nlp = spacy.blank("ar")
    nlp.add_pipe("ner")
    examples = [
        Example.from_dict(
            doc_of(nlp, sentence.words),
            {"words": list(sentence.words), "entities": biluo(sentence.labels)},
        )
        for document in documents
        for sentence in document.sentences
    ]
    words = sum(len(example.reference) for example in examples)
    print(f"{len(examples):,} sentences, {words:,} words", flush=True)
    optimizer = nlp.initialize(lambda: examples[:2000])
    shuffled, sizes = random.Random(SEED), compounding(SMALLEST, LARGEST, 1.001)
    for epoch in range(epochs):
        start, losses = time.process_time(), dict[str, float]()
        shuffled.shuffle(examples)
        for batch in minibatch_by_words(examples, size=sizes):
            nlp.update(batch, sgd=optimizer, drop=DROPOUT, losses=losses)
        seconds = time.process_time() - start
        print(f"  pass {epoch + 1}: loss {losses['ner']:,.0f}, {seconds:.0f} s", flush=True)
    with nlp.use_params(optimizer.averages):
        return spacy.util.load_model_from_config(nlp.config).from_bytes(nlp.to_bytes())


def biluo(labels: Sequence[str]) -> list[str]:
    """Return labels as spaCy wants them: B I L O U."""
    found = []
    for at, label in enumerate(labels):
        goes_on = at + 1 < len(labels) and labels[at + 1] == f"I-{label[2:]}"
        begins = label[0] == "B" or at == 0 or labels[at - 1][2:] != label[2:]
        place = {(True, True): "B", (True, False): "U", (False, True): "I", (False, False): "L"}
        found.append("O" if label == "O" else f"{place[begins, goes_on]}-{label[2:]}")
    return found


if __name__ == "__main__":
    main()
