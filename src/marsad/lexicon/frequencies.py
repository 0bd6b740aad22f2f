"""How common the words of news are, and what kind of word each is: statistics of news corpora.

`scripts/build_frequencies.py` counted them in the ANT corpus, versions 1.1 and 2.1 (A. Chouigui,
O. Ben Khiroun, B. Elayeb, "ANT Corpus: an Arabic News Text Collection for Textual Classification",
AICCSA 2017). Both files hold numbers and words without their texts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from marsad.errors import ConfigError

WordClass = Literal["adjective", "adverb", "name", "noun", "possessive", "verb", "verbal"]
"""A name never takes the article; a possessive is a noun with its pronoun (وزارتها); a verbal may
be a noun or a verb (طلب)."""

_FREQUENCIES, _CLASSES = "frequencies.txt", "word_classes.txt"


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of `articles` articles a stem stands."""

    articles: int
    counts: Mapping[str, int]

    def rarity(self, stem: str) -> float:
        """Return the inverse document frequency, a logarithm: 0 where every article has it."""
        return math.log((self.articles + 1) / (self.counts.get(stem, 0) + 1))


@cache
def load_frequencies() -> Frequencies:
    """Read the document frequencies of stems (`marsad.text.stem`).

    Raises:
        ConfigError: the file is broken; the message names the line.
    """
    return parse_frequencies(_read(_FREQUENCIES))


@cache
def load_word_classes() -> Mapping[str, WordClass]:
    """Read what kind of word each folded word is, proclitics and article apart.

    Raises:
        ConfigError: the file is broken; the message names the line.
    """
    return parse_word_classes(_read(_CLASSES))


def _read(name: str) -> str:
    return files("marsad.lexicon").joinpath(name).read_text("utf-8")


def parse_frequencies(source: str) -> Frequencies:
    """Read the text of a `frequencies.txt`: its first line begins with the number of articles."""
    counts: dict[str, int] = {}
    head, *lines = source.splitlines() or [""]
    articles = head.removeprefix("# ").partition(" ")[0]
    if not articles.isdecimal():
        raise ConfigError(f"{_FREQUENCIES}:1: the number of articles is missing")
    for number, line in enumerate(lines, 2):
        count, tab, stems = line.partition("\t")
        if not tab or not count.isdecimal() or int(count) > int(articles):
            raise ConfigError(f"{_FREQUENCIES}:{number}: expected a number, a tab and stems")
        counts.update(dict.fromkeys(stems.split(" "), int(count)))
    return Frequencies(int(articles), counts)


def parse_word_classes(source: str) -> Mapping[str, WordClass]:
    """Read the text of a `word_classes.txt`."""
    classes: dict[str, WordClass] = {}
    for number, line in enumerate(source.splitlines(), 1):
        if line.startswith("#"):
            continue
        name, tab, words = line.partition("\t")
        kind = next((kind for kind in get_args(WordClass) if kind == name), None)
        if not tab or kind is None:
            raise ConfigError(f"{_CLASSES}:{number}: expected a class, a tab and words")
        classes.update(dict.fromkeys(words.split(" "), kind))
    return classes
