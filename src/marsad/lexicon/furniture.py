"""Phrases that surround an article on its page, as data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from marsad.errors import ConfigError
from marsad.text.normalize import fold
from marsad.text.toml_data import Section, parse_toml

Kind = Literal[
    "read_also", "end", "comments", "policy", "promo", "drop", "caption", "tags", "credit",
    "byline", "stamp", "section", "summary",
]  # fmt: skip
"""What a phrase at the beginning of a line says that the line is."""

_FILE = "furniture.toml"
_OPENING = 40
_STOPS = frozenset('.…»"”')
_BEGINNING = 120  # characters of a line that a phrase may take
_NOTHING_ELSE = r"(?=\s*(?:[:：|؛،,.…(\-–—>»\d/]|\sـ|$))"
_AFTER: Mapping[str, str] = {
    "end": _NOTHING_ELSE,
    "comments": _NOTHING_ELSE,
    "credit": r"(?=\s*(?:[:：|/•·]|[-–—]\s|$))",
}
_ELSEWHERE = r"(?!\w)"
_FIRST_WORD = re.compile("\\W*+(\\w[\\w\u064b-\u0652]*)")  # harakat are no letters
_WORD = re.compile(r"[^\W_]+")
_MOST_SHARED = 25
_MOST_KNOWN = 8000  # lines
_SIGNS = " :：|-–—ـ.،»>"
_MORE_OF = "المزيد من"
_ON_IT = frozenset({"السياق", "الموضوع"})  # "اقرأ في نفس السياق" offers what is about the same
_NEWS = frozenset({"اخبار", "الاخبار"})


class _Phrase(NamedTuple):
    text: str  # folded
    kind: Kind
    behind: str  # pattern of what may stand behind it


@dataclass(frozen=True, slots=True)
class Label:
    """A phrase found at the beginning of a line."""

    kind: Kind
    alone: bool  # nothing but signs stands behind it
    sign: bool  # a colon, dash or bar stands behind it
    others: bool = False  # it offers what the author or the site wrote before, whatever it is about


@dataclass(frozen=True, slots=True)
class Furniture:
    """Phrases by their first word, and names that phrases are compared with."""

    phrases: Mapping[str, tuple[_Phrase, ...]]
    agencies: frozenset[str]
    no_place: frozenset[str]
    no_author: frozenset[str]
    no_person: frozenset[str]
    no_section: frozenset[str]
    no_surname: frozenset[str]
    media: frozenset[str]
    medium: frozenset[str]
    given_names: frozenset[str]
    about_author: frozenset[str]
    about_headings: frozenset[str]
    desk: frozenset[str]
    desks: frozenset[str]
    names_in_waw: frozenset[str]
    share: frozenset[str]
    others: frozenset[str]
    anywhere: re.Pattern[str]  # marks a short line as furniture wherever it stands
    calling: frozenset[str]  # what speaks to the reader
    ours: frozenset[str]  # what is the site's own
    asking: re.Pattern[str]
    offer: tuple[str, ...]  # stems
    disclaiming: tuple[str, ...]
    # A page asks for its short lines several times, and a site's pages share most of them.
    _patterns: dict[str, tuple[tuple[Kind, re.Pattern[str], bool], ...]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _known: dict[str, Label | Literal[False] | None] = field(
        default_factory=dict, repr=False, compare=False
    )

    def read(self, text: str) -> Label | None:
        """Return what the phrase at the beginning of a line says that it is."""
        label = self._known.get(text, False)
        if label is False:
            label = self._read(text)
            if len(text) <= _BEGINNING:
                if len(self._known) >= _MOST_KNOWN:
                    self._known.clear()
                self._known[text] = label
        return label

    def heads_author(self, text: str) -> bool:
        """Say whether a text is the heading of a box about who wrote: "نبذة عن الكاتب"."""
        return " ".join(fold(text).split()).strip(_SIGNS) in self.about_headings

    def _read(self, text: str) -> Label | None:
        word = text.split(None, 1)[0] if text and not text.isspace() else ""
        if not word.isalnum():  # with signs or marks
            match = _FIRST_WORD.match(text)
            word = match[1] if match else ""
        candidates = self._candidates(_folded_word(word))
        if not candidates:
            return None
        folded = " ".join(fold(text[:_BEGINNING]).split())
        for kind, pattern, others in candidates:
            if kind == "byline" and word == "نشرة":
                continue  # a bulletin, and not "نشره فلان"
            if match := pattern.match(folded):
                rest = folded[match.end() :]
                sign = rest.lstrip()[:1] in set(":：|-–—ـ/،,•·")
                behind = rest.lstrip().partition(" ")[0]
                told = others or (kind == "read_also" and behind in self.others)
                return Label(kind, not rest.strip(_SIGNS), sign, told)
        return None

    def _candidates(self, word: str) -> tuple[tuple[Kind, re.Pattern[str], bool], ...]:
        """Return the phrases that begin with a word, the longest first.

        Nine thousand patterns take a second to compile, and most words never open a line.
        """
        if word not in self.phrases:
            return ()
        found = self._patterns.get(word)
        if found is None:
            found = self._patterns[word] = tuple(_compiled(self.phrases[word], self.others))
        return found

    def names_medium(self, name: str) -> bool:
        """Say whether a name ends as those of media do: "برج نيوز"."""
        words = fold(name).split()
        return len(words) > 1 and words[-1] in self.media

    def marks(self, text: str) -> bool:
        """Say whether a short line holds a phrase that only furniture has."""
        return self.anywhere.search(" ".join(fold(text).split())) is not None

    def calls(self, text: str) -> bool:
        """Say whether a line speaks to the reader, and of what is the site's own."""
        if text.rstrip()[-1:] in _STOPS:
            return False  # "أرسلوا إلينا قوارب النجاة.": what was done, not what is asked for
        words = _WORD.findall(fold(text[:_OPENING]))[:2]
        if not words or self.calling.isdisjoint((words[0], " ".join(words))):
            return False
        said = _WORD.findall(fold(text))[1:]
        return not self.ours.isdisjoint((*said, *map(" ".join, pairwise(said))))

    def asks(self, text: str) -> bool:
        """Say whether a text asks its readers to subscribe or to sign in."""
        return self.asking.search(" ".join(fold(text).split())) is not None

    def disclaims(self, text: str) -> bool:
        """Say whether a text tells whose opinions its site takes no responsibility for."""
        folded = " ".join(fold(text).split())
        return any(phrase in folded for phrase in self.disclaiming)

    def offers(self, text: str) -> int:
        """Return how many different stems of words that sell reading a text holds."""
        folded = fold(text)
        return sum(stem in folded for stem in self.offer)

    def sells(self, text: str) -> bool:
        """Say whether a text asks its readers to subscribe, or holds a word that sells reading."""
        folded = " ".join(fold(text).split())
        return any(stem in folded for stem in self.offer) or bool(self.asking.search(folded))

    def shares(self, text: str) -> bool:
        """Say whether a line is nothing but names of what one shares with."""
        first = _WORD.search(text)
        if first is None or _folded_word(first[0]) not in self.share:
            return False
        words = _WORD.findall(text)
        return len(words) <= _MOST_SHARED and all(
            word.isdecimal() or _folded_word(word) in self.share for word in words
        )


@lru_cache(maxsize=8192)
def _folded_word(word: str) -> str:
    return fold(word)


@cache
def load_furniture() -> Furniture:
    """Load `furniture.toml`.

    Raises:
        ConfigError: a list is missing or holds something else than text; the message names it.
    """
    return parse_furniture(files("marsad.lexicon").joinpath(_FILE).read_text("utf-8"))


def parse_furniture(source: str) -> Furniture:
    """Read and check the text of a `furniture.toml`.

    Raises:
        ConfigError: a list is missing or holds something else than text; the message names it.
    """
    data = parse_toml(_FILE, source)
    alone = frozenset(_phrases(data, "alone"))
    others = _phrases(data, "others")
    found: dict[str, list[_Phrase]] = {}
    for kind in get_args(Kind):
        after = _AFTER.get(kind, _ELSEWHERE)
        for phrase in _phrases_of(data, kind):
            first = _FIRST_WORD.match(phrase)
            if first is None:
                raise ConfigError(f"{_FILE}: {kind}: {phrase!r} holds no word")
            behind = _NOTHING_ELSE if phrase in alone else after
            found.setdefault(first[1], []).append(_Phrase(phrase, kind, behind))
    return Furniture(
        {first: tuple(phrases) for first, phrases in found.items()},
        agencies=frozenset(_phrases(data, "agencies")),
        no_place=frozenset(_phrases(data, "no_place")),
        no_author=frozenset(_phrases(data, "no_author")),
        no_person=frozenset(_phrases(data, "no_person")),
        no_section=frozenset(_phrases(data, "no_section")),
        no_surname=frozenset([*_phrases(data, "no_surname"), *_phrases(data, "media")]),
        media=frozenset(_phrases(data, "media")),
        medium=frozenset(_phrases(data, "medium")),
        given_names=frozenset(_phrases(data, "given_names")),
        about_author=frozenset(_phrases(data, "about_author")),
        about_headings=frozenset(_phrases(data, "about_headings")),
        desk=frozenset(_phrases(data, "desk")),
        desks=frozenset(_phrases(data, "desks")),
        names_in_waw=frozenset(_phrases(data, "names_in_waw")),
        share=frozenset(_phrases(data, "share")),
        others=frozenset(others),
        anywhere=re.compile(_any_of(_phrases(data, "anywhere"))),
        calling=frozenset(_phrases(data, "calls")),
        ours=frozenset(_phrases(data, "ours")),
        asking=re.compile(_any_of(_phrases(data, "asks"))),
        offer=tuple(_phrases(data, "offer")),
        disclaiming=tuple(_phrases(data, "disclaims")),
    )


def _phrases(data: Section, name: str) -> list[str]:
    return [" ".join(fold(phrase).split()) for phrase in data.words(name)]


def _any_of(phrases: Iterable[str]) -> str:
    """Return a pattern of phrases in which those that begin alike share their beginning.

    So a text is looked through several times faster than for one phrase after another.
    """
    found: dict[str, list[str]] = {}
    for phrase in dict.fromkeys(phrases):
        found.setdefault(phrase[:1], []).append(phrase[1:])
    if "" in found:
        return ""  # a phrase ends here: whatever follows
    ways = [re.escape(letter) + _any_of(rest) for letter, rest in found.items()]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _phrases_of(data: Section, kind: Kind) -> list[str]:
    """Return the phrases of a kind, those that two lists make together included."""
    phrases = _phrases(data, kind)
    if kind == "drop":
        phrases += _phrases(data, "about_headings")
    if kind == "read_also":
        nouns, relations = _phrases(data, "read_also_nouns"), _phrases(data, "read_also_relations")
        phrases += [f"{noun} {relation}" for noun in nouns for relation in relations]
        # "أخبار أخرى" are a site's, and "مقالات أخرى" such as this one.
        others = [noun for noun in nouns if noun not in _NEWS]
        phrases += [f"{noun} اخري {relation}" for noun in others for relation in relations]
        phrases += [f"المزيد {relation}" for relation in relations]
        phrases += [f"{_MORE_OF} {noun} {relation}" for noun in nouns for relation in relations]
    return list(dict.fromkeys(phrases))


def _compiled(
    phrases: Iterable[_Phrase], others: Iterable[str]
) -> Iterable[tuple[Kind, re.Pattern[str], bool]]:
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase.text)):
        words = re.escape(phrase.text).replace(r"\ ", r"\s+")
        held = (f" {other} " in f" {phrase.text} " for other in others)
        told = phrase.kind == "read_also" and any(held) and _ON_IT.isdisjoint(phrase.text.split())
        yield phrase.kind, re.compile(rf"\W*{words}{phrase.behind}"), told
