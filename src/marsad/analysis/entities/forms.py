"""One spelling of a name as it is compared with others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from marsad.lexicon.names import NameWords, arabic_name_words, without_article
from marsad.text.normalize import fold
from marsad.types import MentionType

_WORD = re.compile(r"[^\W_]+")
_SOUNDS = str.maketrans("غثذطصقظضح", "جتدتسكزده")
_LONG_VOWELS = re.compile("[اويىء]")
_SHORTEST_SOUND = 4  # consonants; حسن and حسين have three
_LONGEST_NAME = 24  # words that are compared


@dataclass(slots=True)
class Form:
    """A name in one folded spelling, with the mentions that spell it so."""

    type: MentionType
    words: tuple[str, ...]  # what is compared: connectors left out, عبد العزيز joined
    opens_with_connector: bool  # بن سلمان
    connected: bool  # a connector stands between its words
    mentions: list[int] = field(default_factory=list)


def read_form(text: str, kind: MentionType, lexicon: NameWords) -> Form:
    """Cut a name into the words that are compared."""
    raw = _WORD.findall(fold(text))[:_LONGEST_NAME]
    if kind == "PER":
        return _person(raw, lexicon)
    words = tuple(without_article(word) for word in raw)
    return Form(kind, words, opens_with_connector=False, connected=False)


def _person(raw: list[str], lexicon: NameWords) -> Form:
    words: list[str] = []
    at, connected = 0, False
    while at < len(raw):
        word = raw[at]
        following = raw[at + 1] if at + 1 < len(raw) else ""
        if word in lexicon.connectors and following:
            connected = connected or bool(words)
        elif following and _joins(word, following, lexicon):
            words.append(word + following)
            at += 1
        else:
            words.append(word)
        at += 1
    opens = bool(raw) and raw[0] in lexicon.connectors
    return Form("PER", tuple(words), opens_with_connector=opens, connected=connected)


def _joins(word: str, following: str, lexicon: NameWords) -> bool:
    if word in lexicon.always_joined:
        return True
    return word in lexicon.joined and following in lexicon.joined_before


def sound(word: str) -> str:
    """Return the consonants of a word, those alike in transcription made one."""
    bare = word.translate(_SOUNDS)
    return bare[:1] + _LONG_VOWELS.sub("", bare[1:]).removesuffix("ه")


def same_word(one: str, two: str) -> bool:
    """Say whether two words are spellings of one name: بلينكن, بلينكين."""
    if one == two:
        return True
    if sound(one) != sound(two) or len(sound(one)) < _SHORTEST_SOUND:
        return False
    names = arabic_name_words()
    return not (one in names and two in names)


def covers(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Say whether the words of `short` stand in `full` in the same order."""
    rest = iter(full)
    return all(any(same_word(word, other) for other in rest) for word in short)
