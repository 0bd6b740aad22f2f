"""Where a name begins in its first word: after و ف ب ل ك that are glued to it, or at its own.

وبغداد is و and بغداد, but ورود is a name and so is بلال. What the lists know, what else the
document holds and the word before are weighed by a logistic regression; its weights come from the
corpora that say where a name begins (`marsad train names`).
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from marsad.analysis.names.gazetteer import Gazetteer
from marsad.analysis.names.words import Word, is_word, word_class
from marsad.errors import ConfigError

_FILE = "starts.txt"
_CONJUNCTIONS, _PREPOSITIONS = "وف", "بلك"
_PLACES = frozenset("في من الي علي عن مع بين ان حتي".split())  # nothing is glued on after these
_SHORTEST = 3
_LONGEST = 6
_EVERY_LETTER = "-"
_MOST_WORDS = 8  # of a name that are looked up

Weights = Mapping[str, float]


def letters_before(
    word: str, before: str, kind: str, document: Collection[str], lists: Gazetteer, weights: Weights
) -> int:
    """Return how many letters of a name's folded first word stand before the name.

    `before` is the folded word before it, "" at the start; `document` the folded words around.
    """

    def glued(features: Iterable[str]) -> bool:
        return math.fsum(weights.get(feature, 0.0) for feature in features) > 0

    return _walk(word, before, kind, document, lists, glued)


def decisions(
    word: str, before: str, kind: str, document: Collection[str], lists: Gazetteer, letters: int
) -> list[tuple[list[str], bool]]:
    """Return the features of each decision on the way to the true number of letters."""
    found: list[tuple[list[str], bool]] = []

    def glued(features: Iterable[str]) -> bool:
        answer = letters > len(found)
        found.append((list(features), answer))
        return answer

    _walk(word, before, kind, document, lists, glued)
    return found


def _walk(
    word: str,
    before: str,
    kind: str,
    document: Collection[str],
    lists: Gazetteer,
    glued: Callable[[Iterable[str]], bool],
) -> int:
    at = 0
    if word[0] in _CONJUNCTIONS and len(word) >= _SHORTEST:
        if not glued(_features(word, before, kind, document, lists)):
            return 0
        at, before = 1, word[0]
    rest = word[at:]
    if len(rest) < _SHORTEST or rest[0] not in _PREPOSITIONS:
        return at
    if not glued(_features(rest, before, kind, document, lists)):
        return at
    name = rest[1:]
    article = rest.startswith("لل") and len(rest) > _SHORTEST
    return at + (2 if article and not _is_own(name, document, lists) else 1)


def _is_own(name: str, document: Collection[str], lists: Gazetteer) -> bool:
    """Say whether the second ل of لل is a name's own: لليبيا is ل and ليبيا, للأمن is of الأمن."""
    if name in lists.single:
        return True
    return (
        name in lists.vocabulary or name in document
    ) and f"ال{name[1:]}" not in lists.vocabulary


def _features(
    word: str, before: str, kind: str, document: Collection[str], lists: Gazetteer
) -> list[str]:
    letter, rest = word[0], word[1:]
    listed = f"{_bit(word in lists.vocabulary)}{_bit(rest in lists.vocabulary)}"
    stems = (word.removeprefix("ال"), rest.removeprefix("ال"))
    common = "".join(_bit(is_word(stem)) for stem in stems)
    bare = _bit(rest in document)
    again = _bit(any(glued + word in document for glued in ("و", "ب", "ل")))
    place = "place" if before in _PLACES else word_class(before) or (before[:1].isalpha() and "?")
    found = [
        f"listed={listed}{common}", f"listed={listed}", f"common={common}", f"bare={bare}",
        f"again={again}", f"before={place or 'sign'}", f"kind={kind}", f"next={rest[0]}",
        f"length={min(len(rest), _LONGEST)}", f"start={word[:3]}", f"al={_bit(rest[:2] == 'ال')}",
        f"given={_bit(word in lists.given)}{_bit(rest in lists.given)}",
    ]  # fmt: skip
    every = found[1:2] + found[3:6]
    return [letter, *(f"{letter}{one}" for one in found), *(_EVERY_LETTER + one for one in every)]


def _bit(value: bool) -> str:  # it is its whole input
    return "1" if value else "0"


@dataclass(frozen=True, slots=True)
class Starts:
    """Tells where the names of a text begin in their first words."""

    text: str
    document: frozenset[str]  # its folded words
    lists: Gazetteer

    def of(self, words: Sequence[Word], before: str, kind: str) -> int:
        """Return where a name begins in the first of its words, after what is glued to it."""
        word, weights = words[0], load_starts()
        keys = [self.lists.key(one.folded) for one in words[1:_MOST_WORDS]]
        letters = self.lists.letters_before(word.folded, keys) if keys else 0
        letters = letters or letters_before(
            word.folded, before, kind, self.document, self.lists, weights
        )
        at = word.start
        while letters and at < word.end:
            at += 1
            while at < word.end and _is_mark(self.text[at]):
                at += 1
            letters -= 1
        return at if at < word.end else word.start


def _is_mark(char: str) -> bool:
    return char == "ـ" or unicodedata.category(char) == "Mn"


@cache
def load_starts() -> dict[str, float]:
    """Return the shipped weights.

    Raises:
        ConfigError: their file is damaged; the message names the line.
    """
    text = files("marsad.analysis.names").joinpath("model", _FILE).read_text("utf-8")
    return parse_starts(text.splitlines())


def parse_starts(lines: Iterable[str]) -> dict[str, float]:
    """Read a `starts.txt`: a feature, a tab and its weight a line.

    Raises:
        ConfigError: a line is something else.
    """
    found = {}
    for number, line in enumerate(lines, 1):
        feature, _, weight = line.rpartition("\t")
        try:
            found[feature] = float(weight)
        except ValueError as error:
            raise ConfigError(f"{_FILE}:{number}: expected a feature, a tab, a weight") from error
    return found
