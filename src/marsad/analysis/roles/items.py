"""A text as a row of words, signs and names: what the grammar of titles reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from marsad.text.normalize import fold
from marsad.text.phrases import scan
from marsad.types import Mention

Kind = Literal["word", "sign", "line", "PER", "ORG", "LOC", "MISC"]


class Item(NamedTuple):
    """A word, a sign, the end of a line, or a whole name."""

    text: str  # folded; of a name all its words
    start: int
    end: int  # offsets into the source
    kind: Kind
    glue: str = ""  # the proclitics before a name, folded: ل of لسوناطراك
    mention: int = -1


END = Item("", 0, 0, "line")
"""What stands before the first and behind the last item."""


class Items(NamedTuple):
    """The row with its source; reading outside of it gives ends of lines."""

    row: list[Item]
    texts: list[str]  # of the row
    source: str
    at_mention: dict[int, int]  # mention → place in the row

    def at(self, index: int) -> Item:
        """Return the item at `index`."""
        return self.row[index] if 0 <= index < len(self.row) else END


def read_items(text: str, mentions: Sequence[Mention]) -> Items:
    """Cut a text into items; mentions that overlap an earlier one are left out."""
    words = scan(text)
    row: list[Item] = []
    at_mention: dict[int, int] = {}
    order = iter(sorted(range(len(mentions)), key=lambda n: (mentions[n].start, -mentions[n].end)))
    upcoming = next(order, None)
    previous_end = 0
    places = words.folded.spans(list(zip(words.starts, words.ends, strict=True)))
    for word, (start, end) in zip(words.texts, places, strict=True):
        while upcoming is not None and mentions[upcoming].start < end:
            mention = mentions[upcoming]
            if mention.start >= previous_end and mention.end > mention.start:
                if "\n" in text[previous_end : mention.start]:
                    row.append(_line(previous_end))
                at_mention[upcoming] = len(row)
                glue = fold(text[max(start, previous_end) : mention.start])
                row.append(_name(mention, upcoming, glue))
                previous_end = mention.end
            upcoming = next(order, None)
        if start < previous_end:  # within a name, or what is left of a word behind it
            continue
        if "\n" in text[previous_end:start]:
            row.append(_line(previous_end))
        row.append(Item(word, start, end, "word" if word[0].isalnum() else "sign"))
        previous_end = end
    return Items(row, [item.text for item in row], text, at_mention)


def _line(at: int) -> Item:
    return Item("\n", at, at, "line")


def _name(mention: Mention, number: int, glue: str) -> Item:
    return Item(fold(mention.text), mention.start, mention.end, mention.type, glue.strip(), number)
