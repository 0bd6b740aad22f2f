"""A place and the person right behind it: "قال المتحدث باسم منطقة القصيم خالد الخضر"."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.analysis.names.gazetteer import Gazetteer

_LEAST_PERSON, _MOST_PERSON = 2, 4  # words
_PLACES = frozenset("NCLld")  # letters of the gazetteer
_ARAB = "g"


def people_apart(
    sentences: Sequence[Sequence[str]], labels: Sequence[Sequence[str]], lists: Gazetteer
) -> list[list[str]]:
    """Return the labels of folded words with the person that a place swallowed apart.

    It is one where a known given name and one to three more words stand behind a known place that
    the name begins with, and the lists do not know it as a whole: "جسر الشيخ جابر الأحمد" begins
    with none. Linear in the words.
    """
    changed = [list(row) for row in labels]
    for words, row in zip(sentences, changed, strict=True):
        at = 0
        while at < len(row):
            past = at + 1
            while past < len(row) and row[past] == "I-LOC":
                past += 1
            if row[at] == "B-LOC" and past - at > _LEAST_PERSON:
                keys = [lists.key(word) for word in words[at:past]]
                cut = at + _place_before_person(keys, lists)
                if cut > at:
                    row[cut:past] = ["B-PER", *["I-PER"] * (past - cut - 1)]
            at = past
    return changed


def _place_before_person(keys: Sequence[str], lists: Gazetteer) -> int:
    """Return where in a name a person begins behind a known place, 0 for nowhere."""
    tags = lists.tags(keys)
    place = 1
    while place < len(tags) and any(tag[0] == "I" for tag in tags[place]):
        place += 1
    known = any(tag[1] in _PLACES for tag in tags[0])
    named = place < len(keys) and _ARAB in lists.given.get(keys[place], "")
    person = _LEAST_PERSON <= len(keys) - place <= _MOST_PERSON
    return place if known and named and person else 0
