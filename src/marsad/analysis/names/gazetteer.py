"""The names that are known beforehand, and which words of a sentence they cover.

They only help the model to recognise names; they say nothing about who or what is meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from marsad.analysis.names.words import is_word, word_key
from marsad.errors import ConfigError

_FILE = "gazetteer.txt"
_GLUED = "وفبلك"
_GLUED_LETTERS = frozenset(_GLUED)
_MOST_GLUED = 2
_GIVEN = "gw"  # words of people's given names: Arab ones, others
_NO_GIVEN = str.maketrans("", "", _GIVEN)
_MOST_COMMON = 3  # classes of how often a part of a name occurs: once, a few times, often


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Known names by their words' keys; `trie` ends in None where a name of several words ends."""

    single: dict[str, str]
    trie: dict[Any, Any] = field(repr=False)
    first: dict[str, str] = field(repr=False)  # a person's first word: its class
    last: dict[str, str] = field(repr=False)
    given: dict[str, str] = field(repr=False)  # words that people are called by
    vocabulary: frozenset[str] = field(repr=False)
    whole: frozenset[str] = field(repr=False)  # names whose first letter only looks glued on

    def key(self, folded: str) -> str:
        """Return a word's key; what is glued to a known name is told by the name."""
        if folded in self.whole:
            return folded
        key = word_key(folded)
        if key != folded or folded[0] not in _GLUED or len(folded) < 4:
            return key
        if folded in self.vocabulary or is_word(folded):
            return key
        rest = folded[1:]
        return rest if rest in self.vocabulary else key

    def letters_before(self, folded: str, keys: Sequence[str]) -> int:
        """Return how many letters stand before a known name of several words, 0 if none is known.

        "برأس الخيمة" holds one, though برأس alone is a word; "بني سويف" is a name itself. `keys`
        are those of the words behind the first one.
        """
        for letters in range(_MOST_GLUED + 1):
            if self._longest(self.trie.get(folded[letters:]), keys, 0)[0]:
                return letters
            if folded[letters : letters + 1] not in _GLUED_LETTERS:
                break
        return 0

    def _longest(self, node: Any, keys: Sequence[str], at: int) -> tuple[int, str]:
        """Return the end of the longest known name that goes on at a place, and its letters."""
        best, letters, count = 0, "", len(keys)
        while node is not None:
            if None in node:
                best, letters = at, node[None]
            node = node.get(keys[at]) if at < count else None
            at += 1
        return best, letters

    def tags(self, keys: Sequence[str]) -> list[list[str]]:
        """Return what the known names at each word say: UL a place of one word, BP IP a person."""
        found: list[list[str]] = [[] for _ in keys]
        past = 0
        single, trie = self.single, self.trie
        for at in [
            at
            for at, key in enumerate(keys)
            if key in trie or key in single or (key[0] in _GLUED and key[1:] in trie)
        ]:
            if at < past:  # within a name
                continue
            best, letters = self._longest(trie.get(keys[at]), keys, at + 1)
            if not best and keys[at] not in single and keys[at][0] in _GLUED:
                best, letters = self._longest(trie.get(keys[at][1:]), keys, at + 1)
            if best:
                for letter in letters:
                    found[at].append(f"B{letter}")
                    for inside in range(at + 1, best):
                        found[inside].append(f"I{letter}")
                past = best
                continue
            found[at] = [f"U{letter}" for letter in single.get(keys[at], "")]
        return found


@cache
def load_gazetteer() -> Gazetteer:
    """Return the shipped gazetteer.

    Raises:
        ConfigError: its file is damaged; the message names the line.
    """
    text = files("marsad.analysis.names").joinpath("model", _FILE).read_text("utf-8")
    return parse_gazetteer(text.splitlines())


def parse_gazetteer(lines: Iterable[str]) -> Gazetteer:
    """Read the lines of a `gazetteer.txt` (see `scripts/build_gazetteer.py`).

    Raises:
        ConfigError: a line is not letters, a tab and a name.
    """
    single: dict[str, str] = {}
    trie: dict[Any, Any] = {}
    first, last = Counter[str](), Counter[str]()
    entries = list(_entries(lines))
    whole = frozenset(name for _, name in entries if " " not in name and word_key(name) != name)
    vocabulary: set[str] = set()
    given: dict[str, str] = {}
    for letters, name in entries:
        words = name.split()
        keys = [word if word in whole else word_key(word) for word in words]
        vocabulary.update(words)
        if called := "".join(letter for letter in letters if letter in _GIVEN):
            given[keys[0]] = called
        kinds = letters.translate(_NO_GIVEN)
        if len(keys) == 1:
            if kinds:
                single[keys[0]] = "".join(sorted({*single.get(keys[0], ""), *kinds}))
            continue
        node = trie
        for key in keys:
            node = node.setdefault(key, {})
        node[None] = "".join(sorted({*node.get(None, ""), *letters}))
        if "P" in letters:
            first[keys[0]] += 1
            last[keys[-1]] += 1
    return Gazetteer(
        single, trie, _classes(first, "F"), _classes(last, "S"), given, frozenset(vocabulary), whole
    )


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines, 1):
        letters, tab, name = line.partition("\t")
        if not tab or not letters.isalpha() or not name:
            raise ConfigError(f"{_FILE}:{number}: expected letters, a tab and a name")
        yield letters, name


def _classes(counts: Counter[str], letter: str) -> dict[str, str]:
    return {
        key: f"{letter}{min(_MOST_COMMON, count.bit_length())}" for key, count in counts.items()
    }
