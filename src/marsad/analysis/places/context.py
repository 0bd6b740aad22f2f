"""What stands around the names of an article and tells the states that they lie in."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from marsad.analysis.roles.items import Item, Items
from marsad.analysis.roles.states import country_of_name
from marsad.lexicon.countries import load_countries
from marsad.lexicon.places import load_place_words
from marsad.types import Entity, Mention

Spoken = tuple[str, float]  # a state, and what a name of it counts

_NEAR = 60  # items in which a state counts the more, the nearer it stands
_HALF = 15.0  # items in which that is halved
_NEXT_TO = 2.0  # what a state beside the name counts
_ELSEWHERE = 0.5  # what the logarithm of its places in the whole article counts
_NOTHING = 0.01
_LOOKED_AT = 20  # mentions of one name
_LIES = 4  # words between a name and the state that it lies in
_LISTED = 8  # names in a list before one that share its noun: ولايات كسلا والقضارف والجزيرة
_GLUED = ("و", "ب", "ل", "ف", "وب", "ول", "فب", "فل")


class Context:
    """The states that an article speaks of, and where; the nouns before its places.

    `speaks_of` says which state a place speaks of by itself, where it does, and how surely.
    """

    def __init__(
        self,
        items: Items,
        mentions: Sequence[Mention],
        entities: Sequence[Entity],
        speaks_of: Callable[[Entity], Spoken | None],
    ) -> None:
        self._items = items
        self._countries, self._words = load_countries(), load_place_words()
        self._of_entity = {e.id: speaks_of(e) for e in entities if e.type == "LOC"}
        for entity in entities:
            code = country_of_name(entity.name, self._countries) if entity.type == "ORG" else None
            if code:
                self._of_entity[entity.id] = code, 1.0
        self._entity_of = [mention.entity for mention in mentions]
        self._at: dict[str, list[int]] = defaultdict(list)
        for place, item in enumerate(items.row):
            named = self._entity_at(item)
            if named:
                self._at[named].append(place)
        self._spoken = [
            (at, said) for at in range(len(items.row)) if (said := self._said_at(at)) is not None
        ]
        self._places = [at for at, _ in self._spoken]
        self._everywhere: dict[str, float] = defaultdict(float)
        for _, (code, weight) in self._spoken:
            self._everywhere[code] += weight

    def votes(self, entity: str) -> dict[str, float]:
        """Return what the states of the other names weigh: in the whole article, and near by."""
        everywhere = dict(self._everywhere)
        itself = self._of_entity.get(entity)
        if itself is not None:
            everywhere[itself[0]] -= itself[1] * len(self._at[entity])
        votes: dict[str, float] = defaultdict(float)
        for code, count in everywhere.items():
            if count > _NOTHING:
                votes[code] = _ELSEWHERE * math.log1p(count)
        places = self._at[entity][:_LOOKED_AT]
        for place in places:
            first = bisect_left(self._places, place - _NEAR)
            last = bisect_right(self._places, place + _NEAR)
            for at, (code, weight) in self._spoken[first:last]:
                if self._entity_at(self._items.row[at]) != entity:
                    near = 0.5 ** (abs(at - place) / _HALF)
                    votes[code] += _NEXT_TO * weight * near / len(places)
        return votes

    def said_to_lie(self, entity: str) -> str | None:
        """Return the state that the text says a place lies in: طرابلس شمال لبنان, تهامة اليمنية."""
        found = Counter(
            code for at in self._at[entity][:_LOOKED_AT] if (code := self._lies(at)) is not None
        )
        states = found.most_common(2)
        if not states or (len(states) > 1 and states[0][1] == states[1][1]):
            return None
        return states[0][0]

    def nouns(self, entity: str) -> list[str]:
        """Return the nouns of kind before a place: ولاية, محافظات, the most frequent first."""
        found = Counter(
            noun for at in self._at[entity][:_LOOKED_AT] if (noun := self._noun(at)) is not None
        )
        return [noun for noun, _ in found.most_common(1)]

    def _entity_at(self, item: Item) -> str | None:
        return self._entity_of[item.mention] if item.mention >= 0 else None

    def _said_at(self, at: int) -> Spoken | None:
        """Return the state that an item speaks of: its name, place, body or nationality."""
        item = self._items.row[at]
        if item.kind != "word":
            return self._of_entity.get(self._entity_at(item) or "")
        code = self._nationality(at)
        return None if code is None else (code, 1.0)

    def _nationality(self, at: int) -> str | None:
        """Return the state of a nationality with its article: السودانية, والكورية الجنوبية."""
        word = self._items.row[at].text
        article = word.find("ال", 0, 4)
        if article < 0:
            return None
        bare = word[article + 2 :]
        if bare in self._countries.doubtful:
            return None
        following = self._items.at(at + 1).text.removeprefix("ال")
        pair = self._countries.pairs.get((bare, following))
        return pair or self._countries.adjectives.get(bare) or None

    def _lies(self, at: int) -> str | None:
        """Return the state right behind the name at `at`, as what it lies in."""
        after = self._items.at(at + 1).text
        if after.startswith("ال") and after.endswith("ه"):  # towns are feminine
            code = self._nationality(at + 1)
            if code is not None:
                return code
        near = at + 1
        if self._items.at(near).text in ("،", "(", ","):
            near += 1
            follows = self._items.at(near)
            if follows.kind == "LOC" and not self._closes(near):
                return None  # one more in a list of places
        told = near > at + 1
        for _ in range(_LIES):
            item = self._items.at(near)
            if item.kind == "LOC":
                told = told or item.glue == "ب"
                stands = told and item.glue in ("", "ب")
                state = self._countries.named(item.text)
                if not stands or state is None or self._countries.seat(item.text):
                    return None
                return state
            if item.kind != "word" or item.text not in self._words.lying:
                return None
            told = True
            near += 1
        return None

    def _closes(self, at: int) -> bool:
        """Say whether a name ends its part of the sentence, so that no list goes on with it."""
        after = self._items.at(at + 1)
        listed = after.kind == "LOC" or (after.text == "،" and self._items.at(at + 2).kind == "LOC")
        return not listed

    def _noun(self, at: int) -> str | None:
        """Return the noun of kind before the name at `at`, or before the list that it is in."""
        for _ in range(_LISTED):
            item, before = self._items.row[at], self._items.at(at - 1)
            if before.kind == "word":
                for start in ("", *_GLUED):
                    noun = before.text.removeprefix(start)
                    if before.text.startswith(start) and noun in self._words.nouns:
                        return noun
                return None
            if before.kind == "LOC" and item.glue == "و":
                at -= 1
            elif before.text == "،" and self._items.at(at - 2).kind == "LOC":
                at -= 2
            else:
                return None
        return None
