"""Score the resolution of time expressions against a gold standard.

A gold file is JSON lines. A line either holds its sentence (`text`, with `reference` and
`expressions`) or points into a corpus (`id` with `start` and `end` in the article's `text`). An
expression is solved where a found one overlaps it and has one of its accepted intervals; where the
gold interval is null, its value (or an accepted one) must agree. The lines of `suites`, whose
`expected` lists accepted days, are read too.
"""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from marsad.analysis.times.find import find_times
from marsad.codec import parse_stamp
from marsad.errors import InputError
from marsad.pipeline.ratio import not_empty
from marsad.text.sentences import split_sentences
from marsad.types import TimeExpression


@dataclass(frozen=True, slots=True)
class Miss:
    """A sentence that was not read as the gold standard says."""

    name: str
    wanted: tuple[str, ...]  # values, "-" for null
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeScores:
    """Counts over all sentences of a gold file."""

    sentences: int
    gold: int  # expressions
    solved: int
    found: int
    right: int  # of the found ones
    empty: int  # sentences without expressions
    false_hits: int  # expressions found in them
    misses: tuple[Miss, ...] = ()

    @property
    def recall(self) -> float:
        """Share of the gold expressions that were solved; 1 where there are none."""
        return self.solved / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """Share of the found expressions that are right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence with what should be found in it."""

    name: str
    text: str
    reference: str | None
    expressions: tuple[Mapping[str, Any], ...]


def evaluate_times(gold: Path, corpus: Path | None = None) -> TimeScores:
    """Find the times of every gold sentence and compare; `corpus` is a folder of `*.jsonl(.gz)`.

    Raises:
        InputError: the file cannot be read, is not JSON lines, or points into a corpus that is
            not given or lacks an article.
    """
    return score_times(not_empty(gold, read_gold(gold, corpus)))


def read_gold(gold: Path, corpus: Path | None = None) -> list[GoldSentence]:
    """Read a gold file; see `evaluate_times`."""
    records = list(read_lines(gold))
    wanted = {record["id"] for record in records if "text" not in record and "id" in record}
    texts = _corpus_texts(gold, corpus, wanted) if wanted else {}
    sentences = []
    for number, record in enumerate(records, 1):
        try:
            sentences.append(_sentence(record, texts))
        except (KeyError, TypeError) as error:
            raise InputError(f"{gold}:{number}: {error} is missing or wrong") from error
    return sentences


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines, gzipped or not.

    Raises:
        InputError: it cannot be read or a line is no object; the message names it.
    """
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise InputError(f"{path}:{number}: not JSON: {error}") from error
        if not isinstance(record, dict):
            raise InputError(f"{path}:{number}: expected an object")
        yield record


def _corpus_texts(gold: Path, corpus: Path | None, wanted: set[str]) -> dict[str, str]:
    if corpus is None:
        raise InputError(f"{gold}: its labels point into a corpus, which is not given")
    texts: dict[str, str] = {}
    for path in sorted([*corpus.glob("*.jsonl"), *corpus.glob("*.jsonl.gz")]):
        for record in read_lines(path):
            if record.get("id") in wanted:
                texts[record["id"]] = record["text"]
    missing = sorted(wanted - texts.keys())
    if missing:
        raise InputError(f"{corpus}: has no article {missing[0]}, nor {len(missing) - 1} others")
    return texts


def _sentence(record: Mapping[str, Any], texts: Mapping[str, str]) -> GoldSentence:
    text = record.get("text")
    if text is None:
        text = texts[record["id"]][record["start"] : record["end"]]
    expressions = record.get("expressions")
    if expressions is None:
        expressions = [_of_suite(item) for item in record["expected"]]
    return GoldSentence(
        str(record.get("id", "?")), text, record.get("reference"), tuple(expressions)
    )


def _of_suite(item: Mapping[str, Any]) -> dict[str, Any]:
    """Turn accepted days or minutes into intervals."""
    intervals = []
    for value in item.get("accept") or ():
        if len(value) > 10:
            at = dt.datetime.fromisoformat(value).replace(second=0)
            after = at + dt.timedelta(minutes=1)
            intervals.append(
                [at.isoformat(timespec="minutes"), after.isoformat(timespec="minutes")]
            )
        else:
            day = dt.date.fromisoformat(value)
            intervals.append([value, (day + dt.timedelta(days=1)).isoformat()])
    return {
        "start": item["start"],
        "end": item["end"],
        "value": (item.get("accept") or [None])[0],
        "interval": intervals[0] if intervals else None,
        "accept_intervals": intervals,
    }


# --- scoring ----------------------------------------------------------------------


def score_times(sentences: Iterable[GoldSentence]) -> TimeScores:
    """Find the times of sentences and count what is right."""
    total = solved = found = right = empty = false_hits = count = 0
    misses = []
    for sentence in sentences:
        times = _find(sentence)
        gold = sentence.expressions
        hits = sum(any(_solves(time, item) for time in times) for item in gold)
        good = sum(any(_solves(time, item) for item in gold) for time in times)
        count, total, solved = count + 1, total + len(gold), solved + hits
        found, right = found + len(times), right + good
        empty += not gold
        false_hits += 0 if gold else len(times)
        if hits < len(gold) or good < len(times):
            misses.append(_miss(sentence, times))
    return TimeScores(count, total, solved, found, right, empty, false_hits, tuple(misses))


def _find(sentence: GoldSentence) -> tuple[TimeExpression, ...]:
    published = parse_stamp(sentence.reference) if sentence.reference else None
    return find_times(sentence.text, split_sentences(sentence.text), published)


def _solves(time: TimeExpression, gold: Mapping[str, Any]) -> bool:
    if time.start >= gold["end"] or gold["start"] >= time.end:
        return False
    intervals = [gold.get("interval"), *(gold.get("accept_intervals") or ())]
    if time.interval is not None:
        return list(time.interval) in intervals
    if None not in intervals:
        return False
    return time.value in [gold.get("value"), *(gold.get("accept_values") or ())]


def _miss(sentence: GoldSentence, times: Sequence[TimeExpression]) -> Miss:
    return Miss(
        sentence.name,
        tuple(str(item.get("value") or "-") for item in sentence.expressions),
        tuple(time.value or "-" for time in times),
    )


def times_table(scores: TimeScores) -> str:
    """Return the scores as lines for people, the misses first."""
    lines = [f"{'sentence':<24} wanted → found"] if scores.misses else []
    lines += [
        f"{miss.name[:24]:<24} {', '.join(miss.wanted) or 'nothing'}"
        f" → {', '.join(miss.found) or 'nothing'}"
        for miss in scores.misses
    ]
    lines += [
        "",
        f"solved     {scores.recall:.3f}  ({scores.solved} of {scores.gold})",
        f"precision  {scores.precision:.3f}  ({scores.right} of {scores.found})",
        f"found in {scores.empty} sentences that hold none: {scores.false_hits}",
    ]
    return "\n".join(lines)
