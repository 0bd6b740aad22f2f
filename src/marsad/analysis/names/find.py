"""Names of people, organisations and places in a text, with their places in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from marsad.analysis.names.apart import people_apart
from marsad.analysis.names.clubs import towns_as_clubs
from marsad.analysis.names.ends import without_objects
from marsad.analysis.names.features import Guideline
from marsad.analysis.names.model import NamesModel, load_model
from marsad.analysis.names.starts import Starts
from marsad.analysis.names.words import Word, split_words
from marsad.types import Mention, MentionType, Span

_LONGEST = 150
"""Words read as one sentence at most: what is longer is cut, so that no text takes long."""

_JOINTS = frozenset("_#")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")

_COMPETITORS = frozenset(
    "للانديه للمنتخبات للسيدات للرجال للشباب للشابات للناشءين للناشءات للمحليين للكبار للاشبال"
    " للبراعم".split()
)

_TYPES: dict[str, MentionType] = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}


def find_names(
    text: str,
    sentences: Sequence[Span],
    *,
    guideline: Guideline = "marsad",
    lists: bool = True,
) -> tuple[Mention, ...]:
    """Return the names in `text` in order; they do not overlap.

    Spans leave out what is glued to a name (و ف ب ل ك س), titles and ranks. Under ANERcorp's
    guideline they are whole words. `lists=False` does without the known names. Linear in the
    text's length; never raises.
    """
    model = load_model(guideline, lists=lists)
    return names_by(model, text, sentences, whole=guideline == "anercorp")


def names_by(
    model: NamesModel, text: str, sentences: Sequence[Span], *, whole: bool = False
) -> tuple[Mention, ...]:
    """Return the names that a model finds, `whole` words or without what is glued to them."""
    pieces = [piece for span in sentences for piece in cut_pieces(text, span)]
    words = [[word.folded for word in piece] for piece in pieces]
    tagged = people_apart(words, model.tag(words), model.lexicon.gazetteer)
    tagged = towns_as_clubs(words, tagged)
    starts = None
    if not whole:
        document = frozenset(word.folded for piece in pieces for word in piece)
        starts = Starts(text, document, model.lexicon.gazetteer)
    return without_objects(
        [
            mention
            for piece, labels in zip(pieces, tagged, strict=True)
            for mention in _mentions(text, piece, labels, starts)
        ]
    )


def cut_pieces(text: str, span: Span) -> Iterator[list[Word]]:
    """Cut a sentence into words, a long one into several pieces; its lines are apart."""
    for line in _lines(text, span):
        words = split_words(text[line[0] : line[1]], line[0])
        for start in range(0, len(words), _LONGEST):
            yield words[start : start + _LONGEST]


def _lines(text: str, span: Span) -> Iterator[tuple[int, int]]:
    start = span.start
    for line in text[span.start : span.end].split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _mentions(
    text: str, words: Sequence[Word], labels: Sequence[str], starts: Starts | None
) -> Iterator[Mention]:
    at = 0
    while at < len(words):
        if labels[at] == "O":
            at += 1
            continue
        kind, last = labels[at][2:], at + 1
        while last < len(words) and labels[last] == f"I-{kind}":
            last += 1
        if kind == "MISC" and last < len(words) and labels[last] == "O":
            last += _is_class(words[last - 1].folded, words[last].folded)
        first, past = _trimmed(words, at, last, kind)
        if first < past:
            start, end = words[first].start, words[past - 1].end
            if starts:
                before = words[first - 1].folded if first else ""
                start = starts.of(words[first:past], before, kind)
            if start < end and not _is_prose(text[start:end]):
                yield Mention(start, end, text[start:end], _TYPES[kind])
        at = last


def _is_prose(name: str) -> bool:
    """Say whether words in Latin letters are a piece of a sentence, most of them in small letters.

    "iPhone 17" is none, nor a firm that writes itself small, alone.
    """
    words = _LATIN.findall(name) if _LATIN.match(name) else ()
    return len(words) > 1 and 2 * sum(word.islower() for word in words) >= len(words)


def _trimmed(words: Sequence[Word], first: int, past: int, kind: str) -> tuple[int, int]:
    """Take off what no name begins or ends with: joints of a hashtag, what a model is made for.

    A number ends the name of a product ("F-35 للتدريب"), unless it is a year ("كأس العالم 2026
    للأندية").
    """
    while first < past and words[first].folded in _JOINTS:
        first += 1
    if kind == "MISC":
        for at in range(first + 1, past):
            number = words[at - 1].folded
            if words[at].folded.startswith("لل") and number.isdecimal() and not _is_year(number):
                past = at
                break
    while first < past and words[past - 1].folded in _JOINTS:
        past -= 1
    return first, past


def _is_class(before: str, word: str) -> bool:
    """Say whether a word after a year names who competes: "كأس العالم 2026 للأندية"."""
    return _is_year(before) and word in _COMPETITORS


def _is_year(number: str) -> bool:
    return len(number) == 4 and number.isdecimal() and number[:2] in ("19", "20")
