"""The corpora that the names model learns from, as sentences of words and labels.

Each has its own guideline, and its labels are left as that guideline wants them; where a corpus has
finer types, they are mapped to PER, ORG, LOC and MISC.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from marsad.analysis.names.features import Guideline
from marsad.analysis.names.words import split_words
from marsad.errors import InputError

NEWS_FILES = ("ant_v2.1.jsonl.gz", "ant_v1.1.jsonl.gz")

_DOCUMENT = 25
"""Sentences taken for one document where a corpus does not say where one begins."""

_AQMAR_TYPES = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}
_WOJOOD_TYPES = {
    "PERS": "PER", "ORG": "ORG", "WEBSITE": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC",
    "EVENT": "MISC", "PRODUCT": "MISC", "LAW": "MISC",
}  # fmt: skip
_SENTENCE_ENDS = frozenset(".؟!")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with a label each: "O", "B-PER", "I-PER" …"""

    words: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Sentences that stand together, and whose idea of a name their labels follow."""

    guideline: Guideline
    sentences: tuple[Sentence, ...]


def conll_documents(
    path: Path, guideline: Guideline, types: Mapping[str, str], *, size: int = _DOCUMENT
) -> list[Document]:
    """Read a file of one word and its label a line, blank lines between sentences.

    Raises:
        InputError: the file cannot be read or a line has no label.
    """
    sentences = [
        Sentence(tuple(word for word, _ in rows), _flat(rows, types)) for rows in _blocks(path)
    ]
    return [
        Document(guideline, tuple(sentences[start : start + size]))
        for start in range(0, len(sentences), size)
    ]


def anercorp(folder: Path) -> list[Document]:
    """Read ANERcorp's training part (Benajiba et al. 2007, Obeid et al. 2020)."""
    types = {"PERS": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}
    return conll_documents(folder / "names" / "anercorp" / "train.txt", "anercorp", types)


def aqmar(folder: Path) -> list[Document]:
    """Read AQMAR (Mohit et al. 2012); its fine types other than the three are MISC."""
    path = folder / "names" / "aqmar" / "train.txt"
    kinds = {
        label.partition("-")[2] for rows in _blocks(path) for _, labels in rows for label in labels
    }
    types = {kind: _AQMAR_TYPES.get(kind, "MISC") for kind in kinds if kind}
    return conll_documents(path, "aqmar", types)


def wojood(folder: Path) -> list[Document]:
    """Read the sample of Wojood (Jarrar et al. 2022), the outermost name of each nest."""
    return [
        document
        for name in ("train.txt", "val.txt")
        for document in conll_documents(
            folder / "names" / "wojood_sample" / name, "wojood", _WOJOOD_TYPES, size=10
        )
    ]


def _blocks(path: Path) -> Iterator[list[tuple[str, list[str]]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    rows: list[tuple[str, list[str]]] = []
    for number, line in enumerate([*lines, ""], 1):
        word, *labels = line.split() or [""]
        if not word:
            if rows:
                yield rows
            rows = []
        elif labels:
            rows.append((word, labels))
        else:
            raise InputError(f"{path}:{number}: a word without a label")


def _flat(rows: Sequence[tuple[str, list[str]]], types: Mapping[str, str]) -> tuple[str, ...]:
    """Choose from nested labels: the longest names, none within another."""
    spans: list[tuple[int, int, str]] = []
    kinds = sorted({label.partition("-")[2] for _, labels in rows for label in labels})
    for kind in kinds:
        if kind in types:
            spans += [(*span, types[kind]) for span in _spans(rows, kind)]
    flat = ["O"] * len(rows)
    for start, end, kind in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(label == "O" for label in flat[start:end]):
            flat[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
    return tuple(flat)


def _spans(rows: Sequence[tuple[str, list[str]]], kind: str) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for at, (_, labels) in enumerate([*rows, ("", ["O"])]):
        mine = next((label for label in labels if label.partition("-")[2] == kind), "O")
        if start is not None and mine[0] in "OB":
            yield start, at
            start = None
        if mine != "O" and start is None:
            start = at


# --- labels by offset -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and the names in it by their places: `start`, `end` and `type`."""

    text: str
    mentions: tuple[Mapping[str, Any], ...]

    def document(self) -> Document:
        """Return the text as sentences of labelled words."""
        return Document("marsad", tuple(labelled(self.text, self.mentions)))


def own_texts(path: Path) -> list[Marked]:
    """Read a split of the project's own corpus, `datasets/arabic-news-names/*.jsonl`.

    Raises:
        InputError: the file cannot be read.
    """
    return [Marked(record["text"], tuple(record["mentions"])) for record in _records(path)]


def news_texts(labels: Path, folder: Path) -> list[Marked]:
    """Read labels by article and offset with the texts of the ANT corpora under `folder`."""
    wanted = {record["id"]: record for record in _records(labels)}
    found = {}
    for name in NEWS_FILES:
        for article in _records(folder / "news" / name):
            record = wanted.get(article["id"])
            if record is not None and article["id"] not in found:
                text = f"{article['title']}\n{article['text']}"[: record["end"]]
                found[article["id"]] = Marked(text, tuple(record["mentions"]))
    return [found[key] for key in wanted if key in found]


def labelled(text: str, mentions: Iterable[Mapping[str, Any]]) -> Iterator[Sentence]:
    """Cut a text into sentences, its words labelled by the mentions that they stand in."""
    marks = sorted(mentions, key=lambda mention: int(mention["start"]))
    start = at = 0
    for line in text.split("\n"):
        words: list[str] = []
        labels: list[str] = []
        for word in split_words(line, start):
            while at < len(marks) and marks[at]["end"] <= word.start:
                at += 1
            label = "O"
            if at < len(marks) and marks[at]["start"] < word.end:
                first = marks[at]["start"] >= word.start
                label = f"{'B' if first else 'I'}-{marks[at]['type']}"
            words.append(word.folded)
            labels.append(label)
            if word.folded in _SENTENCE_ENDS and len(words) > 3:
                yield Sentence(tuple(words), tuple(labels))
                words, labels = [], []
        if words:
            yield Sentence(tuple(words), tuple(labels))
        start += len(line) + 1


def _records(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
            for line in lines:
                yield orjson.loads(line)
    except (OSError, orjson.JSONDecodeError) as error:
        raise InputError(f"{path}: {error}") from error


# --- unlabelled text --------------------------------------------------------------

_END = re.compile(r"[.؟!]\s")


def news_sentences(folder: Path) -> Iterator[list[str]]:
    """Yield the folded words of every sentence of the ANT corpora."""
    for name in NEWS_FILES:
        for article in _records(folder / "news" / name):
            for line in (article["title"] or "", *article["text"].split("\n")):
                for piece in _END.split(line):
                    words = [word.folded for word in split_words(piece)]
                    if len(words) > 2:
                        yield words
