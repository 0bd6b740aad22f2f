"""Score names against a gold standard.

A gold file is JSON lines with `text` and `mentions` (offsets into it), or a CoNLL file: a word and
its label a line, blank lines between sentences. There the words joined by one blank are the text,
and a name covers whole words. A name counts where its place and type are those of the gold.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
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
from marsad.pipeline.ratio import Ratio, not_empty
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
    # Each type of the gold standard, and "-" for none, to what its names came to: a type, that type
    # with other edges ("PER edges"), or "-" for nothing.
    came_to: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with its names."""

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
        InputError: the file cannot be read, is neither form or holds no text.
        ConfigError: who was chosen cannot find any.
    """
    chosen = load_names(names)

    def found(item: GoldText) -> tuple[Mention, ...]:
        if chosen is None:
            return find_names(item.text, item.sentences, guideline=guideline, lists=lists)
        return mentions_of(item.text, item.sentences, guideline=guideline, names=chosen)

    return score_names((item, found(item)) for item in not_empty(gold, read_gold(gold)))


def score_names(found: Iterable[tuple[GoldText, Iterable[Mention]]]) -> NameScores:
    """Compare the names found in gold texts with theirs."""
    pairs = [(item, frozenset(_places(item, mentions))) for item, mentions in found]
    return _score(pairs, load_gazetteer())


def _places(item: GoldText, mentions: Iterable[Mention]) -> Iterator[Found]:
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


def _score(pairs: Sequence[tuple[GoldText, frozenset[Found]]], gazetteer: Gazetteer) -> NameScores:
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
        dict(confusions.most_common()), _came_to(pairs),
    )  # fmt: skip


def _came_to(pairs: Iterable[tuple[GoldText, frozenset[Found]]]) -> dict[str, dict[str, int]]:
    """Return what the names of each type came to; a name found across several counts with each."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for item, names in pairs:
        ordered, touched = sorted(names), set[Found]()
        first = 0
        for start, end, kind in sorted(item.gold):
            while first < len(ordered) and ordered[first][1] <= start:
                first += 1
            near = ordered[first : bisect_left(ordered, (end, 0, ""))]
            touched.update(near)
            counts[kind][_outcome(start, end, near)] += 1
        for name in names - touched:
            counts["-"][name[2]] += 1
    return {kind: dict(counts[kind]) for kind in sorted(counts)}


def _outcome(start: int, end: int, near: Sequence[Found]) -> str:
    """Say what a gold name came to, by the found names that share a place with it."""
    if not near:
        return "-"
    for other in near:
        if other[:2] == (start, end):
            return other[2]
    longest = max(near, key=lambda name: min(end, name[1]) - max(start, name[0]))
    return f"{longest[2]} edges"


def _share(listed: Counter[tuple[bool, bool]], *, known: bool) -> float:
    total = listed[known, True] + listed[known, False]
    return listed[known, True] / total if total else 1.0


def _surface(item: GoldText, start: int, end: int) -> str:
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


def read_gold(path: Path) -> list[GoldText]:
    """Read a gold file of either form; see the module."""
    try:
        data = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: {error}") from error
    if data.lstrip().startswith("{"):
        return [_record(path, number, line) for number, line in _numbered(data)]
    return list(_conll(path, data))


def _numbered(data: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(data.split("\n"), 1) if line.strip()]


def _record(path: Path, number: int, line: str) -> GoldText:
    try:
        record: dict[str, Any] = orjson.loads(line)
        text = record["text"]
        gold = frozenset((m["start"], m["end"], m["type"]) for m in record["mentions"])
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise InputError(f"{path}:{number}: no text with mentions: {error}") from error
    return GoldText(text, split_sentences(text), gold)


def _conll(path: Path, data: str) -> Iterator[GoldText]:
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


def _joined(sentences: Sequence[Sequence[tuple[str, str]]]) -> GoldText:
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
    return GoldText("\n".join(lines), tuple(spans), frozenset(gold), tuple(words))


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


def names_table(scores: NameScores, *, confusion: bool = False) -> str:
    """Print scores for people; with `confusion` what the names of each type came to."""
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
    if confusion:
        lines += ["", *_confusion_table(scores)]
    return "\n".join(lines)


def _confusion_table(scores: NameScores) -> list[str]:
    """Return gold types in rows, what their names came to in columns."""
    types = list(scores.by_type)
    columns = [*types, *(f"{kind} edges" for kind in types), "-"]
    rows = [["gold", *columns[:-1], "missed"]]
    for kind in [*types, "-"]:
        counts = scores.came_to.get(kind, {})
        cells = [str(counts.get(column, 0)) for column in columns]
        rows.append(["no name" if kind == "-" else kind, *cells])
    widths = [max(len(row[at]) for row in rows) + 2 for at in range(len(rows[0]))]
    return [
        row[0].ljust(widths[0])
        + "".join(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        for row in rows
    ]
