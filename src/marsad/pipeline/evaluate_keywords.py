"""Score keywords against a gold standard.

A gold standard is the folder of AKEC (`documents/pure/*.txt`, `keyphrases/sort_frequency/pure.txt`,
a document's first ten phrases count) or JSON lines of articles with `keywords` (texts or objects
with a `text`) or else `tags`. Phrases are compared after folding and stemming, counts are summed
over all documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.analysis.keywords.find import MOST, find_keywords
from marsad.errors import InputError
from marsad.pipeline.evaluate_times import read_lines
from marsad.pipeline.ratio import Ratio, not_empty
from marsad.text.stem import index_terms

_PHRASES = Path("keyphrases/sort_frequency/pure.txt")
_DOCUMENTS = Path("documents/pure")


@dataclass(frozen=True, slots=True)
class GoldKeywords:
    """A text with the keywords that people gave it."""

    name: str
    title: str | None
    text: str
    keywords: tuple[str, ...]

    @property
    def analysed_text(self) -> str:
        """Title, newline, body; the body alone where there is no title."""
        return self.text if self.title is None else f"{self.title}\n{self.text}"


@dataclass(frozen=True, slots=True)
class KeywordMiss:
    """A document with the gold keywords that were not found, and what was found instead."""

    name: str
    wanted: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeywordScores:
    """Counts over all documents of a gold standard."""

    documents: int
    all: Ratio
    misses: tuple[KeywordMiss, ...] = ()


def evaluate_keywords(gold: Path) -> KeywordScores:
    """Find the keywords of every gold text and compare.

    Raises:
        InputError: the file or folder cannot be read or is none of the formats; it is named.
    """
    return score_keywords(not_empty(gold, read_gold_keywords(gold)), marsad_keywords)


def marsad_keywords(document: GoldKeywords) -> list[str]:
    """Return what Marsad finds in a text."""
    title_length = len(document.title or "")
    return [keyword.text for keyword in find_keywords(document.analysed_text, title_length)]


def read_gold_keywords(gold: Path) -> list[GoldKeywords]:
    """Read a gold standard; see `evaluate_keywords`."""
    return list(_read_akec(gold) if gold.is_dir() else _read_articles(gold))


def _read_akec(folder: Path) -> Iterator[GoldKeywords]:
    try:
        listed = (folder / _PHRASES).read_text("utf-8").splitlines()
        for line in listed:
            name, _, phrases = line.partition(" : ")
            text = (folder / _DOCUMENTS / f"{name.strip()}.txt").read_text("utf-8")
            chosen = tuple(phrase.strip() for phrase in phrases.split(",")[:MOST])
            yield GoldKeywords(name.strip(), None, text, chosen)
    except OSError as error:
        problem = f"{error.filename}: {error.strerror}"
        raise InputError(f"{folder}: not a folder of AKEC: {problem}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{folder}: not a folder of AKEC: {error}") from error


def _read_articles(path: Path) -> Iterator[GoldKeywords]:
    for number, record in enumerate(read_lines(path), 1):
        keywords = record.get("keywords") or record.get("tags")
        if keywords is None:
            raise InputError(f"{path}:{number}: neither keywords nor tags, to compare with")
        try:
            yield GoldKeywords(
                str(record.get("id") or number), record.get("title"), _body(record),
                tuple(item if isinstance(item, str) else item["text"] for item in keywords),
            )  # fmt: skip
        except (KeyError, TypeError) as error:
            raise InputError(
                f"{path}:{number}: expected keywords or tags (a list of texts, or of objects with "
                "text), and text or paragraphs"
            ) from error


def _body(record: Mapping[str, Any]) -> str:
    text = record.get("text")
    return str(text) if text else "\n".join(record["paragraphs"])


def score_keywords(
    documents: Iterable[GoldKeywords], find: Callable[[GoldKeywords], Sequence[str]]
) -> KeywordScores:
    """Count what a way of finding keywords (at most ten count) gets right."""
    counts, misses = Ratio(), []
    for document in documents:
        wanted = {_key(phrase): phrase for phrase in document.keywords if _key(phrase)}
        ours = {_key(phrase): phrase for phrase in find(document)[:MOST]}
        hits = wanted.keys() & ours.keys()
        counts += Ratio(found=len(ours), gold=len(wanted), right=len(hits))
        misses.append(
            KeywordMiss(
                document.name,
                tuple(phrase for key, phrase in wanted.items() if key not in hits),
                tuple(phrase for key, phrase in ours.items() if key not in hits),
            )
        )
    return KeywordScores(len(misses), counts, tuple(misses))


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(index_terms(phrase))


def keywords_table(scores: KeywordScores) -> str:
    """Return the scores as lines for people, what was missed first."""
    counts = scores.all
    lines = [
        f"{miss.name[:16]:<16} missed {'، '.join(miss.wanted) or '–'}\n"
        f"{'':<16} found  {'، '.join(miss.found) or '–'}"
        for miss in scores.misses
    ]
    lines += [
        "",
        f"F1@{MOST}      {counts.f1:.3f}  over {scores.documents} documents",
        f"precision  {counts.precision:.3f}  ({counts.right} of {counts.found})",
        f"recall     {counts.recall:.3f}  ({counts.right} of {counts.gold})",
    ]
    return "\n".join(lines)
