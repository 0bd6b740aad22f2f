"""Give places their country and coordinates, as far as the article tells which place is meant."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from marsad.analysis.roles.states import country_of_name
from marsad.lexicon.countries import Countries, load_countries
from marsad.lexicon.names import load_name_words
from marsad.lexicon.places import Place, Places, load_places, place_key
from marsad.text.normalize import fold
from marsad.text.tokenize import fold_words
from marsad.types import Coordinates, Entity

_TOO_SMALL = 0.02  # a namesake of fewer people, as part of the largest's, is not thought of
_CONTEXT = 2.0  # powers of ten in population that the article's other names outweigh
_CLEAR = 0.8  # powers of ten by which a namesake has to lead
_GUESSED = 100_000  # people of a place that is believed outside the countries of the article
_MARKS = {"عُمان": "OM", "عُمَان": "OM", "عمّان": "JO", "عَمّان": "JO", "عمَّان": "JO", "عَمَّان": "JO"}

Found = tuple[str | None, Coordinates | None]


def place_entities(
    text: str, entities: Sequence[Entity], words: Sequence[str] | None = None
) -> tuple[Entity, ...]:
    """Return the entities, places among them with country and coordinates where they are clear.

    A name that several places bear means the one whose country the article's other names and
    nationalities speak of, or one that is far larger than the others; else both fields stay None.
    `words` are the folded tokens of `text`, where they are known already.
    """
    if not any(entity.type == "LOC" for entity in entities):
        return tuple(entities)
    locator = _Locator(fold_words(text) if words is None else words, entities)
    return tuple(locator.placed(entity) if entity.type == "LOC" else entity for entity in entities)


class _Locator:
    def __init__(self, words: Sequence[str], entities: Sequence[Entity]) -> None:
        self.countries: Countries = load_countries()
        self.places: Places = load_places()
        self.lexicon = load_name_words()
        self.votes = self._votes(words, entities)

    def _votes(self, words: Sequence[str], entities: Sequence[Entity]) -> Counter[str]:
        """Count the countries that names and nationalities speak of."""
        votes: Counter[str] = Counter()
        adjectives = self.countries.adjectives
        for word in words:
            at = word.find("ال", 0, 4)
            code = adjectives.get(word[at + 2 :]) if at >= 0 else None
            if code and word[at + 2 :] not in self.countries.doubtful:
                votes[code] += 1
        for entity in entities:
            code = None
            if entity.type == "ORG":
                code = country_of_name(fold(entity.name), self.countries)
            elif entity.type == "LOC":
                code = self._only_country(entity)
            if code:
                votes[code] += entity.count
        return votes

    def _only_country(self, entity: Entity) -> str | None:
        if self._state(entity):
            return self._state(entity)
        if self._is_shared(entity):
            return None
        found = {place.country for place in self.places.named(entity.name)}
        return found.pop() if len(found) == 1 else None

    def _is_shared(self, entity: Entity) -> bool:
        """Say whether a state and another's capital bear the name: عمان."""
        state, seat = self.countries.named(entity.name), self.countries.seat(entity.name)
        return bool(state and seat and state != seat)

    def _state(self, entity: Entity) -> str | None:
        """Return the state that an entity is by one of its names."""
        spellings = (entity.name, *entity.aliases)
        for spelling in spellings:
            if _MARKS.get(spelling) == "OM":
                return "OM"
        if self._is_shared(entity):
            return None
        return next(filter(None, map(self.countries.named, spellings)), None)

    def placed(self, entity: Entity) -> Entity:
        """Return a place with what is known of it."""
        country, at = self._found(entity)
        return replace(entity, country=country, coordinates=at)

    def _found(self, entity: Entity) -> Found:
        state = self._state(entity)
        if state is not None:
            # A state's middle is not that of its part: Scotland's would lie in England.
            part = self.countries.part(entity.name)
            return state, None if part else self.places.states.get(state)
        return self._shared(entity) if self._is_shared(entity) else self._town(entity)

    def _shared(self, entity: Entity) -> Found:
        state, seat = self.countries.named(entity.name), self.countries.seat(entity.name)
        assert state is not None  # noqa: S101 - _is_shared said so
        assert seat is not None  # noqa: S101
        marked = next((_MARKS[s] for s in (entity.name, *entity.aliases) if s in _MARKS), None)
        if marked is None and self.votes[state] == self.votes[seat]:
            return None, None
        meant = marked or max(state, seat, key=lambda code: self.votes[code])
        if meant == state:
            return state, self.places.states.get(state)
        towns = [place for place in self.places.named(entity.name) if place.country == seat]
        return seat, max(towns, key=lambda t: t.population).coordinates if towns else None

    def _town(self, entity: Entity) -> Found:
        for spelling in (entity.name, *entity.aliases):
            places = self.places.named(spelling)
            if places:
                return self._choose(places)
        return self._within(entity.name)

    def _within(self, name: str) -> Found:
        """Place "مطار بيروت" and "مدينة صور" by the place that the rest of the name says."""
        first, blank, rest = place_key(name).partition(" ")
        rest = rest.removesuffix(" دولي")
        is_town = first in self.lexicon.left_out_of_places
        if not blank or not (is_town or first in self.lexicon.called_after_towns):
            return None, None
        state = self.countries.named(rest) or self.countries.named(f"ال{rest}")
        if state:
            return state, None
        places = self.places.named(rest)
        country, at = self._choose(places) if places else (None, None)
        return country, at if is_town else None

    def _choose(self, places: Sequence[Place]) -> Found:
        """Return the one of several namesakes that is meant, where that is clear."""
        largest = max(place.population for place in places)
        of_country: dict[str | None, Place] = {}
        for place in sorted(places, key=lambda p: (p.coordinates is not None, p.population)):
            if place.population >= largest * _TOO_SMALL or not place.population:
                of_country[place.country] = place
        total = sum(self.votes[code] for code in of_country if code)
        scores = sorted(
            ((self._score(place, total), code or "") for code, place in of_country.items()),
            reverse=True,
        )
        best = of_country[scores[0][1] or None]
        if len(scores) > 1 and scores[0][0] - scores[1][0] < _CLEAR:
            return None, None
        if self._is_far_fetched(best, total):
            return None, None
        return best.country, best.coordinates

    def _score(self, place: Place, total: int) -> float:
        share = self.votes[place.country] / total if total and place.country else 0.0
        return math.log10(place.population + 1000) + _CONTEXT * share

    def _is_far_fetched(self, place: Place, total: int) -> bool:
        """Say whether a small town lies where nothing else in the article does."""
        if not place.population or place.population >= _GUESSED or not self.votes:
            return False
        return total == 0 and place.country is not None
