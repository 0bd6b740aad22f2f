"""Give places their country and coordinates, as far as the article tells which place is meant."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from marsad.analysis.places.context import Context, Spoken
from marsad.analysis.roles.items import Items
from marsad.lexicon.countries import Countries, load_countries
from marsad.lexicon.names import load_name_words
from marsad.lexicon.places import Place, Places, load_place_words, load_places, place_key
from marsad.types import Coordinates, Entity, Mention

_TOO_SMALL = 0.02  # a namesake of fewer people, as part of the largest's, is not thought of
_TOO_SMALL_ABROAD = 0.15  # the same outside the Arab states: a Geneva of the United States
_DWARFED = 0.1  # the same of a name that is a seat of government's without being asked
_CONTEXT = 4.0  # powers of ten in population that the article's other names outweigh
_DOUBT = 0.25  # what is set beside the votes, so that a single one far away is not all
_OTHERS = 0.3  # what votes for states without a place of the name count beside them
_HARDLY = 0.3  # fewer votes are as good as none
_SURELY = 2.0  # votes for a state that an article with them is about
_MINOR = 0.4  # what a name that only small places bear says of its state
_CLEAR = 0.8  # powers of ten by which a namesake has to lead
_GUESSED = 100_000  # people of a place that is believed outside the countries of the article
_SEAT = 2.0  # powers of ten that a seat of government outweighs its namesakes by
_UNKNOWN = {"province": 6.0, "region": 5.5, "district": 3.5, "village": 3.5, "sea": 7.0}
_LISTED = 4.2  # what a place without population weighs
_MARKS = {"عُمان": "OM", "عُمَان": "OM", "عمّان": "JO", "عَمّان": "JO", "عمَّان": "JO", "عَمَّان": "JO"}

Found = tuple[str | None, Coordinates | None]


def place_entities(
    items: Items, mentions: Sequence[Mention], entities: Sequence[Entity]
) -> tuple[Entity, ...]:
    """Return the entities, places among them with country and coordinates where they are clear.

    A name that several places bear means the one in the state that the text says it lies in
    (طرابلس شمال لبنان), or that has such parts (ولاية الجزيرة), or whose names and nationalities
    stand near it, or one that is far larger than the others; else both fields stay None. `items`
    are the text's, `mentions` those it was read with, their entities set.
    """
    if not any(entity.type == "LOC" for entity in entities):
        return tuple(entities)
    locator = _Locator(items, mentions, entities)
    return tuple(locator.placed(entity) if entity.type == "LOC" else entity for entity in entities)


class _Locator:
    def __init__(
        self, items: Items, mentions: Sequence[Mention], entities: Sequence[Entity]
    ) -> None:
        self.countries: Countries = load_countries()
        self.places: Places = load_places()
        self.lexicon = load_name_words()
        self.words = load_place_words()
        self.context = Context(items, mentions, entities, self._speaks_of)

    def _speaks_of(self, entity: Entity) -> Spoken | None:
        """Return the one state that a place speaks of, whatever stands around it."""
        state = self._state(entity)
        if state is not None:
            return state, 1.0
        if self._is_shared(entity):
            state = self._marked(entity)
            return None if state is None else (state, 1.0)
        places = self.places.bearers(entity.name)
        if len({place.country for place in places}) == 1:
            state = places[0].country
        elif places:
            state = self._great_seat(entity.name, places)
        minor = all(place.minor and not place.population for place in places)
        return None if state is None else (state, _MINOR if minor else 1.0)

    def _great_seat(self, name: str, places: Sequence[Place]) -> str | None:
        """Return the state whose seat bears a name that elsewhere small places bear: القاهرة."""
        seat = self.countries.seat(name)
        people: dict[bool, int] = {True: 1, False: 0}
        for place in places:
            own = place.country == seat
            people[own] = max(people[own], place.population)
        return seat if people[False] < people[True] * _DWARFED else None

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
        marked = self._marked(entity)
        votes = self.context.votes(entity.id)
        if marked is None and votes[state] == votes[seat]:
            return None, None
        meant = marked or max(state, seat, key=lambda code: votes[code])
        if meant == state:
            return state, self.places.states.get(state)
        towns = [place for place in self.places.named(entity.name) if place.country == seat]
        return seat, max(towns, key=lambda t: t.population).coordinates if towns else None

    def _marked(self, entity: Entity) -> str | None:
        """Return the state that the vowels of a shared name tell: عُمان, عمّان."""
        return next((_MARKS[s] for s in (entity.name, *entity.aliases) if s in _MARKS), None)

    def _town(self, entity: Entity) -> Found:
        for spelling in (entity.name, *entity.aliases):
            places = self.places.bearers(spelling)
            if places:
                return self._choose(places, entity, spelling)
        found = self._within(entity)
        if found[0] is None:
            return self.context.said_to_lie(entity.id), None
        return found

    def _within(self, entity: Entity) -> Found:
        """Place "مطار بيروت" and "مدينة صور" by the place that the rest of the name says."""
        first, blank, rest = place_key(entity.name).partition(" ")
        rest = rest.removesuffix(" دولي")
        is_town = first in self.lexicon.left_out_of_places or first in self.words.nouns
        if not blank or not (is_town or first in self.lexicon.called_after_towns):
            return None, None
        state = self.countries.named(rest) or self.countries.named(f"ال{rest}")
        if state:
            return state, None
        places = self.places.bearers(rest)
        country, at = self._choose(places, entity, rest, first) if places else (None, None)
        return country, at if is_town else None

    def _choose(
        self, places: Sequence[Place], entity: Entity, name: str, noun: str | None = None
    ) -> Found:
        """Return the one of several namesakes that is meant, where that is clear."""
        lies = self.context.said_to_lie(entity.id)
        if all(place.country is None for place in places):
            return None, None  # أوروبا lies in no state
        said = [place for place in places if lies and place.country == lies]
        if lies and not said and not self._is_great(places, name):
            return lies, None  # a place of that name which no list has
        votes = self.context.votes(entity.id)
        places = said or self._of_kind(places, self.context.nouns(entity.id), noun)
        of_country = self._thought_of(places, name, votes)
        scores = self._scores(of_country, self._great_seat(name, places), votes)
        best = of_country[scores[-1][1] or None]
        if len(scores) > 1 and scores[-1][0] - scores[-2][0] < _CLEAR:
            return None, None
        alone = noun is None and sum(not place.minor for place in of_country.values()) == 1
        total = sum(votes[code] for code in of_country if code)
        if not said and _is_far_fetched(best, total, votes, alone=alone):
            return None, None
        return best.country, best.coordinates

    def _scores(
        self, of_country: dict[str | None, Place], seat: str | None, votes: dict[str, float]
    ) -> list[tuple[float, str]]:
        """Return what speaks for each state, the best last."""
        total = sum(votes[code] for code in of_country if code)
        around = total + _OTHERS * (sum(votes.values()) - total) + _DOUBT
        return sorted(
            (
                _weight(place)
                + (_SEAT if code and code == seat else 0.0)
                + (_CONTEXT * votes[code] / around if code else 0.0),
                code or "",
            )
            for code, place in of_country.items()
        )

    def _thought_of(
        self, places: Sequence[Place], name: str, votes: dict[str, float]
    ) -> dict[str | None, Place]:
        """Return the place of each state that may be meant, those left out that nobody thinks of.

        Beside a large place abroad that nothing else speaks of, an Arab town is thought of
        however small it is (دار السلام in Upper Egypt), and a city of the article's state.
        """
        largest = max(places, key=lambda place: place.population)
        abroad = largest.country not in self.words.arab and not self.countries.seat(name)
        unheard = abroad and not (largest.country and votes[largest.country])
        found: dict[str | None, Place] = {}
        for place in sorted(places, key=lambda p: (p.coordinates is not None, p.population)):
            arab = place.country in self.words.arab
            least = largest.population * (_TOO_SMALL if arab else _TOO_SMALL_ABROAD)
            about = _SURELY <= votes[place.country or ""] == max(votes.values())
            meant = unheard and (arab or (about and place.population >= _GUESSED))
            if not place.population or place.population >= least or meant:
                found[place.country] = place
        return found

    def _is_great(self, places: Sequence[Place], name: str) -> bool:
        """Say whether a name is too well known for another place than those of the lists."""
        return (
            self.countries.seat(name) is not None
            or max(place.population for place in places) >= _GUESSED
        )

    def _of_kind(
        self, places: Sequence[Place], nouns: Sequence[str], noun: str | None
    ) -> Sequence[Place]:
        """Leave those bearers that a noun before the name (ولاية، محافظة) is said of."""
        for word in (*nouns, *([noun] if noun else ())):
            kind = self.words.nouns.get(word)
            if kind is None:
                continue
            left = [place for place in places if place.country in kind.states]
            if kind.abroad:
                left += [p for p in places if p.country and p.country not in self.words.arab]
            places = left or places
        return places


def _is_far_fetched(place: Place, total: float, votes: dict[str, float], *, alone: bool) -> bool:
    """Say whether a small town lies where nothing else in the article does.

    A name that no other place bears is believed, but for that of a place so small that the
    lists may well lack its namesakes, where the article is about another state.
    """
    if place.population >= _GUESSED or place.country is None or total >= _HARDLY:
        return False
    if place.minor:
        return True
    uncounted = not place.population and place.coordinates is not None
    if uncounted and alone:
        return max(votes.values(), default=0.0) >= _SURELY
    return bool(place.population or uncounted) and not alone and any(votes.values())


def _weight(place: Place) -> float:
    """Return how well known a place is, in powers of ten of its people."""
    if place.population:
        return math.log10(place.population + 1000)
    if place.coordinates is not None:
        return 3.0  # GeoNames knows the town, and nobody who counted its people
    return _UNKNOWN.get(place.kind, _LISTED)
