"""Proclitics: where a word begins after و ف ب ل ك س and ال.

`words.txt` lists folded words that begin with their own letters: `scripts/build_words.py` counted
them in the ANT corpus, versions 1.1 and 2.1 (A. Chouigui, O. Ben Khiroun, B. Elayeb, "ANT Corpus:
an Arabic News Text Collection for Textual Classification", AICCSA 2017). `proclitics.toml` adds
names and function words by hand. A word that is in neither gives up what leads to a listed word,
and otherwise only its article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from marsad.text.normalize import fold
from marsad.text.toml_data import parse_toml, read_data

_ARTICLE = re.compile(r"[وف]?[بك]?ال(?=...)|[وف]?لل(?=...)")
_ENCLITICS = ("هما", "كما", "ها", "هم", "هن", "نا", "كم", "ه", "ك", "ي")
_LAST_OF_ENCLITICS = frozenset(enclitic[-1] for enclitic in _ENCLITICS)
_SHORTEST_NOUN = 3  # letters of a word before a pronoun
_SHORTEST = 2  # letters of a word after proclitics; single letters are no words
_NAMES_FILE = "proclitics.toml"


@dataclass(frozen=True, slots=True)
class _Lexicon:
    own: frozenset[str]  # words that begin with their own letters
    kept: frozenset[str]  # those of them that were listed by hand
    function_words: frozenset[str]
    indivisible: frozenset[str]  # words whose endings are their own
    behind_article: frozenset[str]  # words that لل means, though ل with them is a word as well


@cache
def _lexicon() -> _Lexicon:
    return parse_lexicon(read_data("words.txt").split(), read_data(_NAMES_FILE))


def parse_lexicon(words: Iterable[str], names: str) -> _Lexicon:
    """Join the list of a corpus and the names kept by hand (the text of a `proclitics.toml`).

    Raises:
        ConfigError: the text is not TOML or a field is missing or wrong; the message names it.
    """
    data = parse_toml(_NAMES_FILE, names)
    own, function_words, indivisible, behind_article = (
        frozenset(map(fold, data.words(field)))
        for field in ("names", "function_words", "indivisible", "behind_article")
    )
    kept = own | function_words
    return _Lexicon(kept.union(words), kept, function_words, indivisible, behind_article)


def is_known(word: str) -> bool:
    """Say whether a folded word is known to begin with its own letters."""
    return word in _lexicon().own


def is_function_word(word: str) -> bool:
    """Say whether a folded word is a particle, pronoun or the like."""
    return word in _lexicon().function_words


def is_indivisible(word: str) -> bool:
    """Say whether the last letters of a folded word look like an ending and are none."""
    return word in _lexicon().indivisible


def cuts(word: str) -> tuple[int, ...]:
    """Return all places where a folded word might begin after proclitics, 0 first.

    For lookups in a lexicon, which says by itself which of them is meant: للاتحاد gives 0, 1, 2.
    """
    if not "ء" <= word[:1] <= "ي":
        return (0,)
    at = 1 if word[0] in "وف" else 0
    found = [1] if at else []
    letter = word[at : at + 1]
    if letter == "س" and word[at + 1 : at + 2] in tuple("ايتن"):
        found.append(at + 1)
    elif letter and letter in "بكل":
        found.append(at + 1)
        at += 1
    if word.startswith("ال", at):
        found.append(at + 2)
    elif at and word[at - 1] == "ل" and word.startswith("ل", at):
        found.append(at + 1)
    return (0, *(cut for cut in found if len(word) - cut >= _SHORTEST))


@lru_cache(maxsize=1 << 17)
def cut(word: str) -> int:
    """Return where a folded word most likely begins after its proclitics, article included."""
    own, function_words = _lexicon().own, _lexicon().function_words
    behind_article = _lexicon().behind_article
    if word[:1] in ("و", "ف") and word[1:] in function_words and word not in _lexicon().kept:
        return 1
    places = cuts(word)
    for place in places:
        if word[place:] in own:
            if word.endswith("لل", 0, place + 1) and word[place + 1 :] in behind_article:
                return place + 1
            return place
    for place in places:
        if without_enclitic(word[place:]) is not None:
            return place
    article = _ARTICLE.match(word)
    return article.end() if article else 0


def without_enclitic(word: str) -> str | None:
    """Return a folded word without its pronoun (ها هم نا ه …) where a known word is left."""
    if word[-1:] not in _LAST_OF_ENCLITICS:
        return None
    own = _lexicon().own
    for enclitic in _ENCLITICS:
        rest = word[: -len(enclitic)]
        if not word.endswith(enclitic) or len(rest) < _SHORTEST_NOUN:
            continue
        if rest in own:
            return rest
        if rest[-1] == "ت" and f"{rest[:-1]}ه" in own:  # سياستها: ة opens up before a pronoun
            return f"{rest[:-1]}ه"
    return None


def split_proclitics(word: str) -> tuple[str, ...]:
    """Cut a folded word into its proclitics and itself: وبالكتاب → و ب ال كتاب.

    The second ل of للاتحاد is its article.
    """
    parts = []
    at, end = 0, cut(word)
    while at < end:
        size = 2 if word.startswith("ال", at) and end - at >= 2 else 1
        parts.append(word[at : at + size])
        at += size
    return (*parts, word[end:])


def with_article(text: str, start: int, end: int) -> str:
    """Return a piece of a text with the article that لل before it holds: للأمم is ل and الأمم."""
    piece = text[start:end]
    return f"ال{piece}" if text[max(0, start - 2) : start] == "لل" else piece
