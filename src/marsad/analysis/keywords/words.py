"""The words of a text as parts of phrases: what each is, and where it begins after proclitics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from marsad.lexicon.frequencies import load_word_classes
from marsad.text.normalize import fold
from marsad.text.proclitics import cut, is_function_word, without_enclitic
from marsad.text.stem import stem
from marsad.text.tokenize import Token
from marsad.text.toml_data import parse_toml
from marsad.types import Mention

Kind = Literal["noun", "verbal", "name", "adjective", "unknown", "stop"]
Joint = Literal["free", "starts", "for"]
"""What a proclitic does: nothing, begin a phrase (و ف ب ك), or join as in كأس العالم لكرة القدم."""

LONGEST_NAME = 12
"""Words of a name; what is longer is none."""

_FILE = "keywords.toml"
_ADJECTIVE_ENDINGS = ("ي", "يه")
_PRONOUNS = ("ها", "هم", "هما", "هن", "نا")
# Past tenses of the derived stems: their nouns have an alif before the last letter (استقبال).
_VERB = re.compile(r"(?:است[^اي][^ا][^ايه]|ان[^اي][^ا][^ايه]|ا[^ا]ت[^اي][^ايه])(?:ت|وا)?")

# Nouns that begin with ت: تفعيل, تفاعل, تفعلة, تفعيلات, تفعيلي.
_T_NOUN = re.compile("ت(?:..ي.|.ا..|.+(?:ه|ات|ي|يه))")


class Word(NamedTuple):
    """A word as part of a phrase."""

    start: int  # in the text, behind proclitics, the article included
    end: int
    at: int  # its place among the words of the text
    stem: str
    kind: Kind
    definite: bool
    joint: Joint
    mention: int  # the index of the name that it is part of, -1 where it is none


class _Form(NamedTuple):
    """What a folded word is wherever it stands."""

    kind: Kind
    skipped: int  # folded letters of proclitics before it
    definite: bool
    joint: Joint
    stem: str


@dataclass(frozen=True, slots=True)
class Lists:
    """Folded words of `keywords.toml`."""

    stops: frozenset[str]
    alone: frozenset[str]  # stems
    times: frozenset[str]  # stems
    kept: frozenset[str]
    prepositions: frozenset[str]


@cache
def load_lists() -> Lists:
    """Read and check `keywords.toml`.

    Raises:
        ConfigError: a list is missing or wrong; the message names the file and the field.
    """
    return parse_lists((files("marsad.analysis.keywords") / _FILE).read_text("utf-8"))


def parse_lists(source: str) -> Lists:
    """Read and check the text of a `keywords.toml`."""
    data = parse_toml(_FILE, source)
    stops, alone, times, kept, prepositions = (
        frozenset(map(fold, data.words(field)))
        for field in ("stops", "alone", "times", "kept", "prepositions")
    )
    return Lists(
        stops, frozenset(map(stem, alone)), frozenset(map(stem, times)), kept, prepositions
    )


def chunks(text: str, words: Sequence[Token], mentions: Sequence[Mention]) -> Iterator[list[Word]]:
    """Yield runs of words that phrases can be cut from: no stop, verb, number or sign in them.

    A name is never cut, whatever its words are.
    """
    chunk: list[Word] = []
    names, tagged = _names(words, mentions), bool(mentions)
    end, within = -1, -1
    for at, (token, name) in enumerate(zip(words, names, strict=True)):
        form = _form(token.folded) if name < 0 else _name_form(token, mentions[name])
        if name < 0 and (form.kind == "stop" or (tagged and _may_be_verb(token.folded, form))):
            if chunk:
                yield chunk
            chunk, end, within = [], token.end, name
            continue
        inside = name >= 0 and name == within
        if chunk and not inside and not _touches(text, end, token.start):
            yield chunk
            chunk = []
        verb = form.kind == "verbal" and _is_verb(chunk, words[at - 1] if at else None)
        end, within = token.end, name
        if name < 0 and verb:
            if chunk:
                yield chunk
            chunk = []
            continue
        if chunk and form.joint == "starts" and not inside:
            yield chunk
            chunk = []
        chunk.append(_word(token, at, form, name, mentions[name] if name >= 0 else None))
    if chunk:
        yield chunk


def _is_verb(chunk: Sequence[Word], before: Token | None) -> bool:
    """Say whether what may be noun or verb (طلب) is a verb: it follows no noun or preposition."""
    if chunk:
        return chunk[-1].definite or chunk[-1].mention >= 0
    return before is None or before.folded.removeprefix("و") not in load_lists().prepositions


def _touches(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return gap == " " or (gap.isspace() and "\n" not in gap)


def _names(words: Sequence[Token], mentions: Sequence[Mention]) -> list[int]:
    """Return for each word the index of the mention that it overlaps, or -1.

    Of mentions that overlap each other, the one that begins first counts, else the longest.
    """
    found = [-1] * len(words)
    at = 0
    for index in sorted(
        range(len(mentions)), key=lambda at: (mentions[at].start, -mentions[at].end)
    ):
        mention = mentions[index]
        while at < len(words) and words[at].end <= mention.start:
            at += 1
        inner = at
        last = min(len(words), at + LONGEST_NAME + 1)
        while inner < last and words[inner].start < mention.end:
            inner += 1
        if inner - at <= LONGEST_NAME and not any(name >= 0 for name in found[at:inner]):
            found[at:inner] = [index] * (inner - at)
    return found


def _word(token: Token, at: int, form: _Form, mention: int, name: Mention | None) -> Word:
    if name is not None:  # the tagger knows better where a name begins and ends
        start, end = max(token.start, name.start), min(token.end, name.end)
        return Word(start, end, at, form.stem, "name", form.definite, form.joint, mention)
    start = token.start + _source_letters(token, form.skipped)
    return Word(start, token.end, at, form.stem, form.kind, form.definite, form.joint, mention)


def _name_form(token: Token, name: Mention) -> _Form:
    """Return what a word of a name is: the tagger knows where it begins, whatever it looks like."""
    if token.start >= name.start:
        return _form(token.folded)._replace(joint="free")
    at = name.start - token.start
    glued, rest = fold(token.text[:at]), fold(token.text[at:])
    joint: Joint = "for" if glued[:1] == "ل" else "starts"
    return _form(rest)._replace(joint=joint) if rest else _form(token.folded)


def _may_be_verb(word: str, form: _Form) -> bool:
    """Say whether a word that is no name and has no article looks like a verb: يثبت, تنتشل."""
    if form.definite or form.skipped or len(word) < 4:
        return False
    if form.kind == "name":
        return word[0] in "يت"
    return form.kind == "unknown" and word[0] == "ت" and not _T_NOUN.fullmatch(word)


def _source_letters(token: Token, folded: int) -> int:
    """Return how many characters of a token its first folded letters are, with their marks."""
    if not folded or len(token.text) == len(token.folded):
        return folded
    count = folded
    while count < len(token.text) and len(fold(token.text[: count + 1])) <= folded:
        count += 1
    return count


@lru_cache(maxsize=1 << 16)
def _form(word: str) -> _Form:
    if not word[0].isalpha():
        return _Form("stop", 0, False, "free", word)
    if not "ء" <= word[0] <= "ي":
        return _Form("unknown" if len(word) > 1 else "stop", 0, False, "free", stem(word))
    if word in load_lists().kept:
        return _Form("name", len(word) - len("الله"), True, "free", "الله")
    at = cut(word)
    glued, bare = word[:at], word[at:]
    definite = glued.endswith(("ال", "لل")) or (bare.startswith("ال") and len(bare) > 4)
    skipped = at - 2 if glued.endswith("ال") else at
    joint: Joint = "starts" if glued[:1] in tuple("وفبك") else "free"
    if glued[:1] == "ل":
        joint = "for"
    return _Form(_kind(word, glued, bare, definite), skipped, definite, joint, stem(word))


def _kind(word: str, glued: str, bare: str, definite: bool) -> Kind:
    lists = load_lists()
    if len(bare) < 2 or "س" in glued:
        return "stop"
    if any(is_function_word(form) or form in lists.stops for form in (word, bare)):
        return "stop"
    known = load_word_classes().get(bare)
    if known in ("verb", "adverb", "possessive"):
        return "unknown" if definite else "stop"
    if known == "adjective":
        return "adjective"
    if known is not None:
        return (
            "verbal"
            if known == "verbal" and not definite and not glued
            else ("name" if known == "name" else "noun")
        )
    if definite:
        return "adjective" if bare.endswith(_ADJECTIVE_ENDINGS) else "noun"
    return "stop" if _looks_inflected(bare) else "unknown"


def _looks_inflected(bare: str) -> bool:
    """Say whether an unknown word looks like a verb, an adverb, a noun with its
    pronoun, or anything with و before it."""
    classes = load_word_classes()
    if len(bare) < 4:
        return False
    if bare[0] in "يو" or _VERB.fullmatch(bare):
        return True
    if bare[0] == "ت" and "verb" in (classes.get(bare[1:]), classes.get(f"ي{bare[1:]}")):
        return True
    if bare.endswith(_PRONOUNS) and without_enclitic(bare) is not None:
        return True
    ending = next((ending for ending in ("وا", "ت", "ا", "ه") if bare.endswith(ending)), "")
    known = classes.get(bare.removesuffix(ending)) if ending else None
    return known == "verb" or (ending == "ا" and known is not None)
