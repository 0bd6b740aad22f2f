"""Clubs that bear the name of their town alone: "تعادل دهوك مع زاخو 1-1"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from marsad.lexicon.countries import load_countries

_RESULTS = frozenset(
    "فاز يفوز فوز فوزا الفوز فوزه فوزهم تعادل يتعادل التعادل تعادله خسر يخسر خساره الخساره خسارته"
    " خسارتهم تغلب يتغلب تغلبه سقط يسقط سقوطه هزم يهزم هزيمه الهزيمه هزيمته اكتسح يكتسح سحق يسحق"
    " تفوق يتفوق تفوقه واجه يواجه لاقي يلاقي التقي يلتقي استضاف يستضيف انتزع انتصار انتصارا".split()
)
_OPPONENT = frozenset({"علي", "امام", "مع", "ضد", "حساب", "ضيفه", "مضيفه"})
_WITHIN = frozenset({"في", "الي", "من"})
_GAME = frozenset(
    "بهدف بهدفين بثلاثيه برباعيه بخماسيه بسداسيه بثناءيه هدف هدفين لهدف لهدفين نظيف نظيفين نظيفه"
    " الترجيح الدوري بالدوري المباراه مباراه الجوله سلبيا".split()
)
_OF_CLUB = frozenset("مدرب لاعب لاعبي مهاجم مدافع حارس مرمي جماهير قاءد ظهير".split())
_GOALS = re.compile(r"\d{1,2}|صفر")
_SCORE = re.compile(r"\d{1,2}[-–:]\d{1,2}")
_REACH = 8  # words between a result and the opponent
_GLUED = ("و", "ف", "ب", "ل")


def towns_as_clubs(
    sentences: Sequence[Sequence[str]], labels: Sequence[Sequence[str]]
) -> list[list[str]]:
    """Return the labels of folded words with the towns that play a match labelled as its clubs.

    A club is who won, lost or drew by the words around it, in a sentence that tells a score, goals
    or the match; elsewhere in the same document whom a coach, a player or a goal is said to belong
    to. Countries play under their own name. Linear in the words.
    """
    changed = [list(row) for row in labels]
    if not any("B-LOC" in row for row in labels):
        return changed
    clubs = set[str]()
    places = [(n, *place) for n, row in enumerate(changed) for place in _places(row)]
    for n, first, past in places:
        words = sentences[n]
        if _plays(words, first, past) and _may_play(name := " ".join(words[first:past])):
            clubs.add(name)
            _relabel(changed[n], first, past)
    for n, first, past in places if clubs else ():
        words = sentences[n]
        if first and words[first - 1] in _OF_CLUB and " ".join(words[first:past]) in clubs:
            _relabel(changed[n], first, past)
    return changed


def _places(labels: Sequence[str]) -> list[tuple[int, int]]:
    found = []
    for first, label in enumerate(labels):
        if label == "B-LOC":
            past = first + 1
            while past < len(labels) and labels[past] == "I-LOC":
                past += 1
            found.append((first, past))
    return found


def _relabel(labels: list[str], first: int, past: int) -> None:
    labels[first:past] = ["B-ORG", *["I-ORG"] * (past - first - 1)]


def _plays(words: Sequence[str], first: int, past: int) -> bool:
    before = words[first - 1] if first else ""
    near = {_bare(word) for word in words[max(0, first - _REACH) : first]}
    won = _bare(before) in _RESULTS or (before in _OPPONENT and not near.isdisjoint(_RESULTS))
    listed = before not in _WITHIN and _country_follows(words, past)
    if not (won or listed):
        return False
    scored = any(map(_SCORE.fullmatch, words))
    scored = scored or any(_is_score(words[at : at + 3]) for at in range(len(words) - 2))
    return scored or (won and not _GAME.isdisjoint(words))


def _country_follows(words: Sequence[str], at: int) -> bool:
    """Say whether a country stands in brackets: "هامبورغ (المانيا) 1 - صفر"."""
    if words[at : at + 1] != ["("] or ")" not in words[at + 2 : at + 5]:
        return False
    country = words[at + 1 : words.index(")", at)]
    return load_countries().named(" ".join(country)) is not None


def _is_score(words: Sequence[str]) -> bool:
    first, sign, second = words
    return sign in "-–:" and bool(_GOALS.fullmatch(first) and _GOALS.fullmatch(second))


def _bare(word: str) -> str:
    return word[1:] if word[:1] in _GLUED and word not in _RESULTS else word


def _may_play(name: str) -> bool:
    """Say whether a name of a place may be a club's: countries and grounds are none."""
    countries, bare = load_countries(), name[1:] if name.startswith(_GLUED) else name
    named = countries.named(name) or countries.named(bare)
    return named is None and not bare.startswith(("ملعب", "استاد", "ستاد", "صاله"))
