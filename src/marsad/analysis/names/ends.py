"""Where a person's name ends, by what the rest of the document calls the person.

"أعلن محمد المياحي الحداد" leaves open whether الحداد is a family or mourning; "وقال المياحي" later
on tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.analysis.names.words import Word, split_words, word_class
from marsad.types import Mention

_SHORTEST = 3  # words of a name that may hold one too many
_OBJECTS = frozenset({"noun", "verbal"})


def without_objects(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return mentions with the noun taken off that was drawn into a person's name.

    It is an everyday noun with its article, at the end of a name of three words or more; the word
    before it stands alone as a person elsewhere in the document, and itself never does. Linear in
    the number of mentions.
    """
    alone = {words[0].folded for m in mentions if m.type == "PER" and len(words := _words(m)) == 1}
    if not alone:
        return tuple(mentions)
    return tuple(
        _without_object(mention, alone) if mention.type == "PER" else mention
        for mention in mentions
    )


def _without_object(mention: Mention, alone: set[str]) -> Mention:
    words = _words(mention)
    if len(words) < _SHORTEST:
        return mention
    before, last = words[-2], words[-1]
    drawn = last.folded.startswith("ال") and word_class(last.folded) in _OBJECTS
    if not drawn or last.folded in alone or before.folded not in alone:
        return mention
    size = before.end
    return replace(mention, end=mention.start + size, text=mention.text[:size])


def _words(mention: Mention) -> list[Word]:
    return split_words(mention.text)
