"""A folded text cut into words, numbers and signs, and phrases looked up in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from marsad.text.normalize import Folded, fold, fold_with_map

Value = TypeVar("Value")

_WORD = re.compile(r"\d+|[a-z]+|[ء-ي]+|[^\W\d_]+|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Words:
    """A text as folded words, numbers and single signs, each with its place in the folded text."""

    texts: list[str]
    starts: list[int]
    ends: list[int]
    folded: Folded = field(repr=False)

    def __len__(self) -> int:
        return len(self.texts)

    def at(self, index: int) -> str:
        """Return the word at `index`, "" outside."""
        return self.texts[index] if 0 <= index < len(self.texts) else ""

    def touches(self, index: int) -> bool:
        """Say whether nothing stands between the word at `index` and the one before."""
        return 0 < index < len(self.texts) and self.ends[index - 1] == self.starts[index]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the source's offsets of the words `first` to `last`, exclusive."""
        return self.folded.span(self.starts[first], self.ends[last - 1])


def scan(text: str) -> Words:
    """Cut `text` into words, numbers and signs."""
    folded = fold_with_map(text)
    matches = list(_WORD.finditer(folded.text))
    texts = [match[0] for match in matches]
    starts = [match.start() for match in matches]
    return Words(texts, starts, [match.end() for match in matches], folded)


def phrase_key(phrase: str) -> tuple[str, ...]:
    """Return a phrase as `scan` would cut it."""
    return tuple(_WORD.findall(fold(phrase)))


@dataclass(frozen=True, slots=True)
class Phrases(Generic[Value]):
    """Phrases of one or more words with what they mean; the longest match wins."""

    index: Mapping[str, tuple[tuple[tuple[str, ...], Value], ...]]

    @classmethod
    def of(cls, items: Iterable[tuple[str, Value]]) -> Phrases[Value]:
        """Index phrases by their first word; a later spelling of the same phrase is ignored."""
        index: dict[str, dict[tuple[str, ...], Value]] = {}
        for phrase, value in items:
            key = phrase_key(phrase)
            if not key:
                raise ValueError(f"{phrase!r} holds no word")
            index.setdefault(key[0], {}).setdefault(key, value)
        return cls(
            {
                first: tuple(sorted(found.items(), key=lambda item: -len(item[0])))
                for first, found in index.items()
            }
        )

    def match(self, words: Sequence[str], at: int) -> tuple[Value, int] | None:
        """Return the meaning and the number of words of the longest phrase at `at`."""
        if at >= len(words) or at < 0:
            return None
        for key, value in self.index.get(words[at], ()):
            if len(key) == 1 or tuple(words[at : at + len(key)]) == key:
                return value, len(key)
        return None

    def __iter__(self) -> Iterator[tuple[tuple[str, ...], Value]]:
        for found in self.index.values():
            yield from found


def fold_phrase(phrase: str) -> str:
    """Return a phrase folded, with one blank between its words."""
    return " ".join(fold(phrase).split())


def phrase_pattern(phrases: Iterable[str], *, before: str = "") -> re.Pattern[str]:
    """Return a pattern that finds any of some phrases in a folded text, the longest first.

    `before` is a pattern of what may stand in front of them.
    """
    longest_first = sorted(set(map(fold_phrase, phrases)), key=len, reverse=True)
    ways = "|".join(map(re.escape, longest_first))
    return re.compile(rf"{before}(?<!\w)(?:{ways})(?!\w)")
