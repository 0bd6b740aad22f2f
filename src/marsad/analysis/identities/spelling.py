"""Spellings of a name as they are compared across articles, in Arabic and in Latin letters.

A word's sound is its consonants, those that transcriptions take for one another made one: بلينكن,
بلينكين and Blinken are all `بلنكن`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from marsad.analysis.entities.forms import read_form
from marsad.lexicon.identities import load_identity_words
from marsad.lexicon.names import arabic_name_words, load_name_words, without_article
from marsad.types import MentionType

Likeness = Literal["same", "sounds alike", "may be", "different"]

LONGEST = 160
"""Characters of a name that are looked at: what is longer is no name."""

_SOUNDS = str.maketrans("غثذطصقظضح", "جتدتسكزده")
_VOWELS = re.compile("[اويىءع]")
_TWICE = re.compile(r"(.)\1+")
_JOINED = ("عبدال", "ابو", "ابي")  # عبدالله and عبدالإله are two names
_POSTED = re.compile("[#_]+")
_LATIN = re.compile("[a-z]")
_TELLING = 4  # consonants of a word that is believed to be another's spelling
_TELLING_ACROSS = 3  # where the other is in Latin letters, which nobody writes in two ways for two


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name in one spelling: its words as they are compared."""

    text: str  # as printed
    words: tuple[str, ...]  # folded; connectors left out, عبد العزيز joined

    @property
    def sounds(self) -> tuple[str, ...]:
        """How the words sound."""
        return tuple(map(word_sound, self.words))


def printed(text: str) -> str:
    """Return a name as it is shown: on one line, without what posts put before their tags."""
    plain = " ".join(_POSTED.sub(" ", text[:LONGEST]).split())
    return plain.strip(" -–.,،\"'«»()") or plain


@lru_cache(maxsize=1 << 14)
def read_spelling(text: str, kind: MentionType) -> Spelling:
    """Cut a name into the words that are compared; none where it has no letters or digits."""
    text = printed(text)
    words = read_form(text, kind, load_name_words()).words
    latin = load_identity_words().latin_connectors
    kept = tuple(word for word in words if word not in latin)
    return Spelling(text, kept or words)


@lru_cache(maxsize=1 << 14)
def word_sound(word: str) -> str:
    """Return how a folded word sounds, in Arabic consonants; vowels count at its beginning."""
    return _latin_sound(word) if _LATIN.match(word) else _arabic_sound(word)


def _arabic_sound(word: str) -> str:
    bare = without_article(word).translate(_SOUNDS).replace("تش", "ش")
    first = "ا" if bare[:1] in ("ا", "ء", "ع") else bare[:1]
    return first + _ending(_VOWELS.sub("", bare[1:]), first)


def _ending(rest: str, first: str) -> str:
    rest = _TWICE.sub(r"\1", rest).removesuffix("ه")
    return rest.removeprefix(first) if rest.startswith(first) and first == "ا" else rest


@cache
def _latin_table() -> tuple[re.Pattern[str], dict[str, str]]:
    table = dict(load_identity_words().latin_sounds)
    return re.compile("|".join(sorted(table, key=len, reverse=True))), table


def _latin_sound(word: str) -> str:
    pattern, table = _latin_table()
    bare = re.sub(r"(?<=[aeiou])h(?![aeiouy])", "", word)
    bare = re.sub(r"^wh", "w", _TWICE.sub(r"\1", bare))
    first = {"y": "ي", "w": "و"}.get(bare[:1], "ا" if bare[:1] in "aeiou" else "")
    sounds = pattern.sub(lambda match: table[match[0]], bare[1:] if first else bare)
    rest = re.sub("[^\u0620-\u064a]", "", sounds.replace("h", "ه"))
    if first:
        return first + _ending(rest, first)
    return rest[:1] + _ending(rest[1:], rest[:1])


def alike(one: str, two: str) -> Likeness:
    """Say whether two folded words are spellings of one name.

    "may be" is for what only their surroundings can tell: سلمان and سليمان are two names, and in
    Latin letters they look the same; العلي and علي differ by an article.
    """
    if one == two:
        return "same"
    sound = word_sound(one)
    if sound != word_sound(two):
        return "different"
    latin = bool(_LATIN.match(one)), bool(_LATIN.match(two))
    listed = _is_listed(one), _is_listed(two)
    if all(listed) and without_article(one) != without_article(two):
        return "different"
    if all(listed) or without_article(one) == without_article(two):
        return "may be"
    if latin[0] != latin[1]:
        return "may be" if any(listed) or len(sound) < _TELLING_ACROSS else "sounds alike"
    if any(listed):
        return "may be"
    if one.translate(_SOUNDS) == two.translate(_SOUNDS):
        return "sounds alike"  # سيرغي and سيرجي: only a letter that transcriptions exchange
    return "sounds alike" if len(sound) >= _TELLING else "different"


@lru_cache(maxsize=1 << 14)
def _is_listed(word: str) -> bool:
    """Say whether a word is of Arab people's names, with or without article."""
    names = arabic_name_words()
    if word.startswith(_JOINED):
        return True
    return word in names or without_article(word) in names or f"ال{word}" in names


def likeness(one: Spelling, two: Spelling) -> Likeness:
    """Say whether two spellings of as many words are one name, by the least like of their words."""
    if len(one.words) != len(two.words) or not one.words:
        return "different"
    found = {alike(left, right) for left, right in zip(one.words, two.words, strict=True)}
    for answer in ("different", "may be", "sounds alike"):
        if answer in found:
            return answer
    return "same"


def shortens(short: Spelling, full: Spelling) -> bool:
    """Say whether a name leaves out inner or last words of a fuller one: أنتوني جون بلينكن.

    Both have the same first word, and two words at least; a family name alone shortens nothing.
    """
    if not 2 <= len(short.words) < len(full.words):
        return False
    if alike(short.words[0], full.words[0]) == "different":
        return False
    rest = iter(full.words)
    return all(any(alike(word, other) != "different" for other in rest) for word in short.words)
