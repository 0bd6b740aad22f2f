"""Score names against a gold standard.

A gold file is JSON lines with `text` and `mentions` (offsets into it), or a CoNLL file: a word and
its label a line, blank lines between sentences. There the words joined by one blank are the text,
and a name covers whole words. A name counts where its place and type are those of the gold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from marsad.analysis.names.features import Guideline
from marsad.analysis.names.find import find_names
from marsad.analysis.names.gazetteer import Gazetteer, load_gazetteer
from marsad.analysis.names.words import split_words
from marsad.analysis.taggers.choose import SHIPPED, load_names, mentions_of
from marsad.errors import InputError
from marsad.pipeline.ratio import Ratio
from marsad.text.sentences import split_sentences
from marsad.types import Mention, Span

Found = tuple[int, int, str]
"""Where a name begins and ends, in characters or words, and its type."""

_TYPES = {"PERS": "PER"}
_DOCUMENT = 25
"""Sentences of a CoNLL file that are read as one document, since it does not say where one ends."""


@dataclass(frozen=True, slots=True)
class NameScores:
    """Scores over a gold file: all names together, by type, and by whether the lists have them."""

    texts: int
    all: Ratio
    by_type: Mapping[str, Ratio]
    listed_recall: float  # of gold names that stand in the gazetteer
    unlisted_recall: float  # of those that do not
    confusions: Mapping[str, int] = field(default_factory=dict)  # "ORG as LOC": same place


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    sentences: tuple[Span, ...]
    gold: frozenset[Found]
    words: tuple[tuple[int, int], ...] = ()  # of a CoNLL text: then names are in words


def evaluate_names(
    gold: Path, *, guideline: Guideline = "marsad", lists: bool = True, names: str = SHIPPED
) -> NameScores:
    """Find the names of a gold file's texts and compare; `lists=False` takes the lists away.

    `names` is the choice of who finds them.

    Raises:
        InputError: the file cannot be read or is neither form.
        ConfigError: who was chosen cannot find any.
    """
    gazetteer, chosen = load_gazetteer(), load_names(names)
    pairs = []
    for item in read_gold(gold):
        if chosen is None:
            mentions = find_names(item.text, item.sentences, guideline=guideline, lists=lists)
        else:
            mentions = mentions_of(item.text, item.sentences, guideline=guideline, names=chosen)
        pairs.append((item, frozenset(_places(item, mentions))))
    return _score(pairs, gazetteer)


def _places(item: _Text, mentions: Iterable[Mention]) -> Iterator[Found]:
    for mention in mentions:
        if not item.words:
            yield mention.start, mention.end, mention.type
            continue
        covered = [
            number
            for number, (start, end) in enumerate(item.words)
            if start < mention.end and mention.start < end
        ]
        if covered:
            yield covered[0], covered[-1] + 1, mention.type


def _score(pairs: Sequence[tuple[_Text, frozenset[Found]]], gazetteer: Gazetteer) -> NameScores:
    gold, found, right = Counter[str](), Counter[str](), Counter[str]()
    listed, confusions = Counter[tuple[bool, bool]](), Counter[str]()
    for item, names in pairs:
        gold.update(kind for *_, kind in item.gold)
        found.update(kind for *_, kind in names)
        right.update(kind for *_, kind in names & item.gold)
        kinds = {(start, end): kind for start, end, kind in names}
        for start, end, kind in item.gold:
            other = kinds.get((start, end))
            if other and other != kind:
                confusions[f"{kind} as {other}"] += 1
            text = _surface(item, start, end)
            listed[_is_listed(text, gazetteer), (start, end, kind) in names] += 1
    types = sorted(gold | found)
    by_type = {kind: Ratio(found[kind], gold[kind], right[kind]) for kind in types}
    everything = Ratio(found.total(), gold.total(), right.total())
    return NameScores(
        len(pairs), everything, by_type, _share(listed, known=True), _share(listed, known=False),
        dict(confusions.most_common()),
    )  # fmt: skip


def _share(listed: Counter[tuple[bool, bool]], *, known: bool) -> float:
    total = listed[known, True] + listed[known, False]
    return listed[known, True] / total if total else 1.0


def _surface(item: _Text, start: int, end: int) -> str:
    if item.words:
        start, end = item.words[start][0], item.words[end - 1][1]
    return item.text[start:end]


def _is_listed(name: str, gazetteer: Gazetteer) -> bool:
    keys = [gazetteer.key(word.folded) for word in split_words(name)]
    tags = gazetteer.tags(keys)
    if len(keys) == 1:
        return bool(tags[0])
    return all(tags) and tags[0][0][0] == "B" and all(tag[0][0] == "I" for tag in tags[1:])


# --- gold files -------------------------------------------------------------------


def read_gold(path: Path) -> list[_Text]:
    """Read a gold file of either form; see the module."""
    try:
        data = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from error
    if data.lstrip().startswith("{"):
        return [_record(path, number, line) for number, line in _numbered(data)]
    return list(_conll(path, data))


def _numbered(data: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(data.split("\n"), 1) if line.strip()]


def _record(path: Path, number: int, line: str) -> _Text:
    try:
        record: dict[str, Any] = orjson.loads(line)
        text = record["text"]
        gold = frozenset((m["start"], m["end"], m["type"]) for m in record["mentions"])
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise InputError(f"{path}:{number}: no text with mentions: {error}") from error
    return _Text(text, split_sentences(text), gold)


def _conll(path: Path, data: str) -> Iterator[_Text]:
    """Join the sentences of a CoNLL file to documents, a line each."""
    sentences: list[list[tuple[str, str]]] = [[]]
    for number, line in enumerate(data.split("\n"), 1):
        parts = line.split()
        if not parts:
            sentences.append([])
        elif len(parts) < 2:
            raise InputError(f"{path}:{number}: a word without a label")
        else:
            sentences[-1].append((parts[0], parts[-1]))
    full = [sentence for sentence in sentences if sentence]
    for start in range(0, len(full), _DOCUMENT):
        yield _joined(full[start : start + _DOCUMENT])


def _joined(sentences: Sequence[Sequence[tuple[str, str]]]) -> _Text:
    lines, spans, words = [], [], list[tuple[int, int]]()
    gold: list[Found] = []
    at = 0
    for sentence in sentences:
        line = " ".join(word for word, _ in sentence)
        gold += _label_spans([label for _, label in sentence], len(words))
        place = at
        for word, _ in sentence:
            words.append((place, place + len(word)))
            place += len(word) + 1
        lines.append(line)
        spans.append(Span(at, at + len(line), line))
        at += len(line) + 1
    return _Text("\n".join(lines), tuple(spans), frozenset(gold), tuple(words))


def _label_spans(labels: Sequence[str], base: int) -> Iterator[Found]:
    start = 0
    while start < len(labels):
        kind = labels[start][2:]
        end = start + 1
        if kind:
            while end < len(labels) and labels[end] == f"I-{kind}":
                end += 1
            yield base + start, base + end, _TYPES.get(kind, kind)
        start = end


# --- tables -----------------------------------------------------------------------


def names_table(scores: NameScores) -> str:
    """Print scores for people."""
    rows = [("", "precision", "recall", "F1", "gold", "found")]
    for name, counts in [*scores.by_type.items(), ("all", scores.all)]:
        rows.append(
            (
                name, f"{counts.precision:.3f}", f"{counts.recall:.3f}", f"{counts.f1:.3f}",
                str(counts.gold), str(counts.found),
            )
        )  # fmt: skip
    lines = ["{:6}{:>10}{:>9}{:>8}{:>8}{:>8}".format(*row) for row in rows]
    lines.append(
        f"\nrecall of names in the lists {scores.listed_recall:.3f}, "
        f"of others {scores.unlisted_recall:.3f}"
    )
    if scores.confusions:
        named = ", ".join(f"{name} {count}" for name, count in scores.confusions.items())
        lines.append(f"right place, wrong type: {named}")
    return "\n".join(lines)
