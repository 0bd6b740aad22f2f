"""Pages that a site puts in an article's place, told from news of the same things.

News of passwords, of cookies and of broken sites uses the words of pages to sign in, of consent
walls and of error pages. What it does not do is speak to its reader as they do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from marsad.extract.blocks import Block
from marsad.lexicon.furniture import load_furniture
from marsad.text.normalize import fold
from marsad.text.phrases import fold_phrase, phrase_pattern
from marsad.text.toml_data import parse_toml

_FILE = "walls.toml"
_SENTENCE_END = re.compile(r"(?<=[.!؟?…])[\"'»”)\]]*\s+|\n")
_WORD = re.compile(r"[\w']+")
_CUT_END = 8
_CUT = re.compile(r"(?:\.\.|…)[\])]?\s*$")
_SENTENCE = re.compile(r"[.!؟?…][\"'»”)\]]*\s*$")
_LEAST_ANSWER = 45  # letters of a sentence below a cut one that is no part of the offer
_LEAST_SENTENCE, _SEVERAL = 25, 2  # letters; sentences of an article, whatever its headline
_LOOKED_AT = 3000  # letters of a text
SHORT_WALL = 900
"""Letters at most of a page that says that its site is closed, or asks whether one is human."""

_SHORTEST = 400  # of those whose headline does not tell
_OFFERS = 3
_CLOSED, _CHECKS = 3, 2  # phrases of those


@dataclass(frozen=True, slots=True)
class Walls:
    """What such pages say, folded; the lists are explained in `walls.toml`."""

    closed: frozenset[str]
    closed_text: re.Pattern[str]
    check: re.Pattern[str]
    checking: re.Pattern[str]
    leave: re.Pattern[str]
    missing: re.Pattern[str]
    gated: re.Pattern[str]


def is_closed(titles: Sequence[str], text: str) -> bool:
    """Say whether a short page tells that its site is closed for a while; all is folded."""
    walls = load_walls()
    if any(" ".join(_WORD.findall(title)) in walls.closed for title in titles):
        return True
    return len(text) < _SHORTEST and _holds(walls.closed_text, text) >= _CLOSED


def is_check(titles: Sequence[str], text: str) -> bool:
    """Say whether a short page looks whether its reader is a machine; all is folded."""
    walls = load_walls()
    told = any(map(walls.check.match, titles))
    if not told and len(text) >= _SHORTEST:
        return False
    return _holds(walls.checking, text) >= (1 if told else _CHECKS)


def tells_news(text: str, *, speaks: bool = False) -> bool:
    """Say whether a text is several sentences that do not speak to the reader as a wall does.

    If it `speaks` to the reader, that is no sign: news of how to sign in does.
    """
    walls, furniture = load_walls(), load_furniture()
    news, said, walled = 0, 0, 0
    for sentence in _SENTENCE_END.split(text[:_LOOKED_AT]):
        size = len(sentence)
        if size < _LEAST_SENTENCE:
            continue
        folded = fold(sentence)
        as_wall = walls.leave.search(folded) or furniture.asks(sentence)
        if walls.missing.search(folded) or (as_wall and not speaks):
            walled += size
        else:
            news, said = news + 1, said + size
    return news >= _SEVERAL and said >= walled


def asks_leave(text: str) -> bool:
    """Say whether a text holds words with which a site asks for leave to keep data."""
    return load_walls().leave.search(fold(text)) is not None


def is_cut_off(text: str, *near: Sequence[Block]) -> bool:
    """Say whether a text is the beginning of one sentence, whose rest is sold in a block `near`.

    Below it stands nothing, or the offer: what it costs, and answers to those who ask about it.
    """
    first, *below = text.split("\n")
    if len(text) > SHORT_WALL or not _CUT.search(first[-_CUT_END:]):
        return False
    furniture = load_furniture()
    if _SENTENCE_END.search(first.rstrip("[].… ")) or any(
        len(line) >= _LEAST_ANSWER and _SENTENCE.search(line) and not furniture.sells(line)
        for line in below
    ):
        return False
    others = (block.text for blocks in near for block in blocks if block.text not in text)
    if any(load_walls().gated.search(fold(other)) for other in (*below, *others)):
        return True
    return any(map(furniture.asks, below)) or sum(map(furniture.sells, below)) >= _SEVERAL


def is_gate(lines: Sequence[str]) -> bool:
    """Say whether lines between headline and text sell it: for whom it is, and several offers."""
    gated = load_walls().gated
    if not any(gated.search(fold(line)) for line in lines):
        return False
    return sum(map(load_furniture().sells, lines)) >= _OFFERS


def is_told(text: str) -> bool:
    """Say whether a short text is a sentence that ends as sentences do."""
    return len(text) >= _LEAST_SENTENCE and _SENTENCE.search(text) is not None


def _holds(phrases: re.Pattern[str], text: str) -> int:
    """Return how many different phrases a folded text holds."""
    return len(set(phrases.findall(text)))


@cache
def load_walls() -> Walls:
    """Load `walls.toml`.

    Raises:
        ConfigError: a list is missing or holds something else than text; the message names it.
    """
    return parse_walls(files("marsad.extract").joinpath(_FILE).read_text("utf-8"))


def parse_walls(source: str) -> Walls:
    """Read and check the text of a `walls.toml`.

    Raises:
        ConfigError: a list is missing or holds something else than text; the message names it.
    """
    data = parse_toml(_FILE, source)
    return Walls(
        closed=frozenset(map(fold_phrase, data.words("closed"))),
        closed_text=phrase_pattern(data.words("closed_text")),
        check=phrase_pattern(data.words("check"), before=r"\W*"),
        checking=phrase_pattern(data.words("checking")),
        leave=phrase_pattern(data.words("leave")),
        missing=phrase_pattern(data.words("missing")),
        gated=phrase_pattern(data.words("gated")),
    )
