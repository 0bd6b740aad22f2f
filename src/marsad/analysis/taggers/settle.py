"""Names as a model draws them to names as the contract draws them.

Other people's models cut words otherwise, take clitics in, begin behind the article, leave a quote
mark inside. What they say is moved to whole words of ours, then to what is not glued to them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from marsad.analysis.names.gazetteer import load_gazetteer
from marsad.analysis.names.starts import Starts
from marsad.analysis.names.words import Word, split_words
from marsad.types import Mention

_CLOSING = {")": "(", "]": "[", "»": "«", "”": "“", "}": "{"}


def settle(text: str, mentions: Iterable[Mention], *, whole: bool = False) -> tuple[Mention, ...]:
    """Return names in order, without overlaps; of two that overlap, the first and longest stays.

    A name covers whole words, its article included; signs at its edges are left out, and what is
    glued to its first word (و ف ب ل ك س) too, unless names are `whole` words. Linear in the text.
    """
    drawn = sorted(mentions, key=lambda mention: (mention.start, -mention.end))
    if not drawn:
        return ()
    words = split_words(text)
    starts = [word.start for word in words]
    begin = Starts(text, frozenset(word.folded for word in words), load_gazetteer())
    found: list[Mention] = []
    for mention in drawn:
        covered = _covered(words, starts, *_one_line(text, mention))
        if not covered:
            continue
        first, last = covered[0], covered[-1]
        at = bisect_left(starts, first.start)
        before = words[at - 1].folded if at else ""
        start = first.start if whole else begin.of(covered, before, mention.type)
        if start < last.end and (not found or start >= found[-1].end):
            found.append(Mention(start, last.end, text[start : last.end], mention.type))
    return tuple(found)


def _one_line(text: str, mention: Mention) -> tuple[int, int]:
    """Return where a name begins and ends; a line ends it."""
    line = text.find("\n", mention.start, mention.end)
    return mention.start, line if line >= 0 else mention.end


def _covered(words: Sequence[Word], starts: Sequence[int], start: int, end: int) -> Sequence[Word]:
    """Return the words between two places, those cut by them included, without signs at the edges.

    A closing bracket stays where its opening one is inside.
    """
    first = max(bisect_right(starts, start) - 1, 0)
    if words and words[first].end <= start:
        first += 1
    past = bisect_left(starts, end)
    while first < past and _is_sign(words[first]):
        first += 1
    while first < past and _is_loose(words[first:past]):
        past -= 1
    return words[first:past]


def _is_loose(words: Sequence[Word]) -> bool:
    """Say whether the last word is a sign that no earlier one opens."""
    last = words[-1].folded
    return _is_sign(words[-1]) and not any(word.folded == _CLOSING.get(last) for word in words)


def _is_sign(word: Word) -> bool:
    return not word.folded[0].isalnum()
