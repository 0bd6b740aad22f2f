"""Clubs that bear the name of their town alone: "تعادل دهوك مع زاخو 1-1"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from marsad.lexicon.countries import load_countries
from marsad.lexicon.matches import load_matches

_SCORE = re.compile(r"\d{1,2}[-–:]\d{1,2}")
_GOALS = re.compile(r"\d{1,2}")
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
    of_club = load_matches().of_club
    for n, first, past in places if clubs else ():
        words = sentences[n]
        if first and words[first - 1] in of_club and " ".join(words[first:past]) in clubs:
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
    cues = load_matches()
    before = words[first - 1] if first else ""
    near = {_bare(word) for word in words[max(0, first - _REACH) : first]}
    won = _bare(before) in cues.results
    won = won or (before in cues.against and not near.isdisjoint(cues.results))
    listed = before not in cues.within and _country_follows(words, past)
    if not (won or listed):
        return False
    scored = any(map(_SCORE.fullmatch, words))
    scored = scored or any(_is_score(words[at : at + 3]) for at in range(len(words) - 2))
    return scored or (won and not cues.game.isdisjoint(words))


def _country_follows(words: Sequence[str], at: int) -> bool:
    """Say whether a country stands in brackets: "هامبورغ (المانيا) 1 - صفر"."""
    if words[at : at + 1] != ["("] or ")" not in words[at + 2 : at + 5]:
        return False
    country = words[at + 1 : words.index(")", at)]
    return load_countries().named(" ".join(country)) is not None


def _is_score(words: Sequence[str]) -> bool:
    first, sign, second = words
    return sign in "-–:" and _is_goals(first) and _is_goals(second)


def _is_goals(word: str) -> bool:
    return _GOALS.fullmatch(word) is not None or word in load_matches().goals


def _bare(word: str) -> str:
    return word[1:] if word[:1] in _GLUED and word not in load_matches().results else word


def _may_play(name: str) -> bool:
    """Say whether a name of a place may be a club's: countries and grounds are none."""
    countries, bare = load_countries(), name[1:] if name.startswith(_GLUED) else name
    named = countries.named(name) or countries.named(bare)
    return named is None and not bare.startswith(tuple(load_matches().grounds))
