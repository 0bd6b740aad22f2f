"""Score topics against a gold standard: JSON lines of articles with a topic or a category.

A line is an article with `topic` (a label or an object with one), or with a publisher's `category`,
`cat` or `section`, which `lexicon/sections.toml` maps to a topic; lines whose category says nothing
(رأي, localNews) are left out. A publisher's categories do not tell politics, security, accidents,
society, religion, health and weather apart, so for them these count as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marsad.analysis.topic import CATEGORIES, find_topic
from marsad.errors import InputError
from marsad.lexicon.sections import topic_of_section, topics
from marsad.pipeline.evaluate_times import read_lines
from marsad.pipeline.ratio import not_empty

_NONE = "none"
_CATEGORY_FIELDS = ("category", "cat", "section")
_UNMAPPED = ("localnews", "diverse")  # of ANT 1.1: of every topic


@dataclass(frozen=True, slots=True)
class GoldTopic:
    """A text with its topic."""

    name: str
    source: str
    title: str | None
    text: str
    topic: str
    exact: bool  # the gold standard tells all topics apart


@dataclass(frozen=True, slots=True)
class TopicScores:
    """Counts over all articles of a gold file."""

    articles: int
    right: int
    confusion: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # gold → found
    sources: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # publisher → right, all

    @property
    def accuracy(self) -> float:
        """Share of the articles whose topic was found; 1 where there are none."""
        return self.right / self.articles if self.articles else 1.0


def group_of(label: str) -> str:
    """Return the label itself where categories tell it apart, else rest."""
    return label if label in CATEGORIES or label == _NONE else CATEGORIES[0]


def evaluate_topic(gold: Path) -> TopicScores:
    """Find the topic of every gold article and compare.

    Raises:
        InputError: the file cannot be read, is not JSON lines or has no topics; it is named.
    """
    return score_topics(not_empty(gold, list(read_gold_topics(gold))))


def read_gold_topics(gold: Path) -> Iterator[GoldTopic]:
    """Read a gold file; see `evaluate_topic`."""
    for number, record in enumerate(read_lines(gold), 1):
        topic, exact = _topic(record)
        if topic is None and not exact:
            continue
        text = record.get("text") or "\n".join(record.get("paragraphs") or ())
        if topic not in topics() or not isinstance(text, str):
            raise InputError(f"{gold}:{number}: no text, or {topic!r} is no topic")
        publisher = record.get("publisher")
        source = publisher.get("domain") if isinstance(publisher, dict) else record.get("src")
        name = str(record.get("id") or record.get("article_id") or number)
        yield GoldTopic(name, str(source or "all"), record.get("title"), text, topic, exact)


def _topic(record: Mapping[str, Any]) -> tuple[str | None, bool]:
    """Return the topic of a line and whether it is one of all; None and False leave it out."""
    topic = record.get("topic")
    if topic is not None:
        return (topic.get("label") if isinstance(topic, dict) else topic), True
    categories = [record[name] for name in _CATEGORY_FIELDS if name in record]
    if not categories:
        return None, True
    category = str(categories[0] or "")
    return (None if category.casefold() in _UNMAPPED else topic_of_section(category)), False


def score_topics(articles: Iterable[GoldTopic]) -> TopicScores:
    """Find the topics of articles and count what is right."""
    confusion: dict[str, Counter[str]] = {}
    sources: dict[str, tuple[int, int]] = {}
    count = right = 0
    for article in articles:
        text = article.text if article.title is None else f"{article.title}\n{article.text}"
        topic = find_topic(text, len(article.title or text.partition("\n")[0]))
        found, wanted = topic.label if topic else _NONE, article.topic
        if not article.exact:
            found, wanted = group_of(found), group_of(wanted)
        hit = found == wanted
        count, right = count + 1, right + hit
        confusion.setdefault(wanted, Counter())[found] += 1
        before = sources.get(article.source, (0, 0))
        sources[article.source] = before[0] + hit, before[1] + 1
    return TopicScores(count, right, confusion, sources)


def topic_table(scores: TopicScores) -> str:
    """Return the confusion (gold in rows, found in columns) and the shares as lines for people."""
    order = [*topics(), CATEGORIES[0], _NONE]
    used = {found for row in scores.confusion.values() for found in row} | scores.confusion.keys()
    names = [name for name in order if name in used]
    lines = [f"{'gold':<10}" + "".join(f"{name[:9]:>10}" for name in names) + f"{'recall':>8}"]
    for name in names:
        row = scores.confusion.get(name)
        if row:
            cells = "".join(f"{row.get(found, 0):>10}" for found in names)
            lines.append(f"{name:<10}{cells}{row.get(name, 0) / sum(row.values()):>8.3f}")
    lines.append("")
    if len(scores.sources) > 1:
        lines += [
            f"{source:<24} {right / total:.3f}  ({right} of {total})"
            for source, (right, total) in sorted(scores.sources.items())
        ]
    lines.append(f"accuracy   {scores.accuracy:.3f}  ({scores.right} of {scores.articles})")
    return "\n".join(lines)
