"""From the analysis of an article to what is looked for among the known: names, keys, roles."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from marsad.analysis.identities.records import RoleSeen, Subject
from marsad.analysis.identities.spelling import LONGEST, Spelling, printed, read_spelling
from marsad.analysis.roles.states import country_of_name
from marsad.lexicon.countries import load_countries
from marsad.lexicon.identities import (
    bare_name,
    listed_organizations,
    load_identity_words,
)
from marsad.lexicon.names import load_name_words
from marsad.lexicon.places import load_places
from marsad.text.normalize import fold
from marsad.types import Analysis, Entity, EntityRole, MentionType, Role, Span

MOST = 150
"""Entities of one article that are linked, those named most often: no text takes long."""

_ALIASES = 6  # fuller spellings of an entity that it is looked for by
_ROLES = 6
_SENTENCE = 400  # characters of a sentence that are kept as evidence
_MARKUP = re.compile(r"[<>={}|\\]")  # of no name
_CLEAR = 0.6  # share of its words about states that make one the article's own


def read_subjects(analysis: Analysis, day: dt.date) -> tuple[Subject, ...]:
    """Return the entities of an article as they are looked for among those that are known.

    `day` is the article's. Entities of one article whose name is the same are one subject. Pure,
    and linear in the analysis.
    """
    reader = _Reader(analysis, day)
    ranked = sorted(analysis.entities, key=lambda entity: -entity.count)
    found: dict[tuple[str, frozenset[int]], Subject] = {}
    for entity in ranked[:MOST]:
        subject = reader.subject(entity)
        if subject is None:
            continue
        key = (subject.type, subject.strong)
        found[key] = _united(found[key], subject) if key in found else subject
    return tuple(found.values())


def _united(one: Subject, two: Subject) -> Subject:
    spellings = Counter(one.spellings)
    spellings.update(two.spellings)
    known = {role.key for role in one.roles}
    return Subject(
        locals=one.locals + two.locals,
        type=one.type,
        names=one.names,
        strong=one.strong,
        weak=one.weak | two.weak,
        guesses=one.guesses | two.guesses,
        spellings=spellings,
        pin=one.pin,
        roles=(one.roles + tuple(role for role in two.roles if role.key not in known))[:_ROLES],
        country=one.country or two.country,
        coordinates=one.coordinates or two.coordinates,
        around=one.around,
        day=one.day,
        is_open=one.is_open and two.is_open,
    )


class _Reader:
    """One article while its subjects are read."""

    def __init__(self, analysis: Analysis, day: dt.date) -> None:
        self.analysis = analysis
        self.day = day.toordinal()
        self.spellings: dict[str, Counter[str]] = defaultdict(Counter)
        names = {entity.id: {entity.name, *entity.aliases} for entity in analysis.entities}
        for mention in analysis.mentions:
            if mention.entity is not None:
                # What stands behind لل only is named with its article: see `entities.link`.
                known = mention.text in names.get(mention.entity, ())
                name = mention.text if known else f"ال{mention.text}"
                self.spellings[mention.entity][printed(name)] += 1
        self.roles: dict[str, list[Role]] = defaultdict(list)
        for role in analysis.roles:
            if role.person is not None:
                self.roles[role.person].append(role)
        votes = _states(analysis)
        self.around = frozenset(code for code, _ in votes.most_common(3))
        self.state = _clearest(votes)
        self.sentences = _Sentences(analysis.sentences)

    def subject(self, entity: Entity) -> Subject | None:
        names = _names(entity)
        if not names or len("".join(names[0].words)) < 2 or _MARKUP.search(entity.name):
            return None
        scope, is_open = self._scope(entity, names[0])
        roles = self._roles(entity)
        strong = frozenset(_strong_keys(entity, names, scope))
        return Subject(
            locals=(entity.id,),
            type=entity.type,
            names=names,
            strong=strong,
            weak=frozenset(_weak_keys(entity.type, names, roles)),
            spellings=self.spellings[entity.id] or Counter({names[0].text: 1}),
            guesses=frozenset(_guesses(names[0], roles) if entity.type == "PER" else ()),
            pin=pin_key(entity.type, names[0]),
            roles=roles,
            country=entity.country or scope or _state_of(entity),
            coordinates=entity.coordinates,
            around=self.around,
            day=self.day,
            is_open=is_open,
        )

    def _scope(self, entity: Entity, name: Spelling) -> tuple[str, bool]:
        """Return the state that tells an entity from its namesakes, and whether that is unclear."""
        if entity.type == "LOC":
            if entity.country is not None:
                return entity.country, False
            return "", len({place.country for place in load_places().bearers(entity.name)}) > 1
        if entity.type != "ORG":
            return "", False
        bare = bare_name(entity.name)
        if _state_of(entity):
            return "", False  # its name says so itself
        listed = listed_organizations().get(bare)
        shared = bare in load_identity_words().borne_by_several or listed == ""
        if shared or (not listed and _is_of_every_state(name)):
            return self.state or "", self.state is None
        return "", False

    def _roles(self, entity: Entity) -> tuple[RoleSeen, ...]:
        """Return the roles that sentences of the article give an entity, each once."""
        found: dict[str, RoleSeen] = {}
        for role in self.roles.get(entity.id, ()):
            held = _held(role, entity.roles)
            office, states = _office(held.title)
            telling = bool(held.country or held.organization or states)
            seen = RoleSeen(
                key=role_key(held),
                title=" ".join(held.title.split())[:LONGEST],
                organization=held.organization and held.organization[:LONGEST],
                country=held.country,
                sentence=self.sentences.around(role),
                is_telling=telling,
                assumed=() if telling else self._assumed(office),
            )
            found.setdefault(seen.key, seen)
            if len(found) == _ROLES:
                break
        return tuple(found.values())

    def _assumed(self, office: Sequence[str]) -> tuple[str, ...]:
        """Return an office that names no state as one of each state that the article speaks of."""
        return tuple(f"{' '.join(office)}|{state}" for state in sorted(self.around))


class _Sentences:
    def __init__(self, sentences: Sequence[Span]) -> None:
        self.sentences = sentences
        self.at = 0

    def around(self, role: Role) -> str:
        """Return the sentence that a role stands in, a long one cut to what is around it."""
        span = next((s for s in self.sentences if s.start <= role.start < s.end), None)
        if span is None:
            return role.text[:_SENTENCE]
        start = max(0, role.start - span.start - _SENTENCE // 2)
        if len(span.text) <= _SENTENCE:
            return " ".join(span.text.split())
        cut = span.text[start : start + _SENTENCE]
        before, after = "…" if start else "", "…" if start + _SENTENCE < len(span.text) else ""
        return f"{before}{' '.join(cut.split())}{after}"


# --- names and keys ---------------------------------------------------------------


def _names(entity: Entity) -> tuple[Spelling, ...]:
    """Return the spellings that an entity is looked for by: its fullest, and others that are full.

    A part of the fullest name is left out, since elsewhere it may be another's.
    """
    full = read_spelling(entity.name, entity.type)
    found = {full.words: full} if full.words else {}
    for alias in entity.aliases:
        spelling = read_spelling(alias, entity.type)
        if len(found) <= _ALIASES and _stands_alone(spelling, full, entity.type):
            found.setdefault(spelling.words, spelling)
    # The fullest by what is compared: "دونالد #" is one word.
    return tuple(sorted(found.values(), key=lambda name: len(name.words) < 2))


def _stands_alone(alias: Spelling, full: Spelling, kind: MentionType) -> bool:
    if not alias.words:
        return False
    part = set(alias.words) <= set(full.words)
    if kind == "PER":
        # سمير غانم is not دنيا سمير غانم, but her father.
        return len(alias.words) > 1 and not (part and alias.words[0] != full.words[0])
    return not part


def _strong_keys(entity: Entity, names: Iterable[Spelling], scope: str) -> Iterator[int]:
    if entity.type == "LOC":
        countries = load_countries()
        state = countries.named(entity.name)
        part = countries.part(entity.name)
        if part is not None and state == entity.country:
            yield number("part", part)
            return
        narrower = bare_name(entity.name) in load_identity_words().parts_of_states
        if state is not None and state == entity.country and not narrower:
            yield number("state", state)
            return
    for name in names:
        words = _without_noun(name.words, entity.type)
        listed = None if scope or entity.type != "ORG" else _listed(name)
        joined = listed or " ".join(words)
        if entity.type == "PER" and len(name.words) < 2:
            continue
        yield number(entity.type, joined, "" if listed else scope)
    state = _state_of(entity)
    if state is not None:
        # "وزارة الخارجية المصرية" is "وزارة الخارجية" in an article about Egypt.
        words = _without_noun(tuple(_office(entity.name)[0]), "ORG")
        yield number("ORG", " ".join(words), state)


def _state_of(entity: Entity) -> str | None:
    """Return the state that an organisation's name says."""
    if entity.type != "ORG":
        return None
    return country_of_name(fold(entity.name[:LONGEST]), load_countries())


def _listed(name: Spelling) -> str | None:
    """Return the main name of a listed organisation that is the only one of its name."""
    bare = bare_name(name.text)
    if bare in load_identity_words().borne_by_several:
        return None
    return listed_organizations().get(bare) or None


def _without_noun(words: tuple[str, ...], kind: MentionType) -> tuple[str, ...]:
    """Leave out the noun that says what bears a name, where a name is left: وزارة, مدينة."""
    if len(words) < 2:
        return words
    first, lexicon, states = words[0], load_name_words(), load_identity_words().of_every_state
    if kind == "ORG" and first in lexicon.left_out_of_organizations:
        # إذاعة الجيش is not the army, but وزارة الدفاع is الدفاع.
        return words[1:] if first in states or words[1] not in states else words
    if kind == "LOC" and first in lexicon.left_out_of_places:
        return words[1:]
    return words


def _weak_keys(
    kind: MentionType, names: Sequence[Spelling], roles: Sequence[RoleSeen]
) -> Iterator[int]:
    for name in names:
        sounds = name.sounds
        if kind == "PER" and len(sounds) > 1:
            yield number("sound", sounds[0], sounds[-1])
        elif kind in ("ORG", "LOC"):
            yield number("sound", kind, *sounds)
        if kind == "PER":
            for role in roles:
                if role.is_telling:
                    yield from (number("role", s, role.key) for s in {sounds[0], sounds[-1]})


def _guesses(name: Spelling, roles: Sequence[RoleSeen]) -> Iterator[int]:
    """Return where a family name with "الرئيس" or the like is looked for."""
    if len(name.words) == 1:
        for role in roles:
            yield from (number("role", name.sounds[0], key) for key in role.assumed)


def number(*parts: str) -> int:
    """Return a positive number of 63 bits that stands for some strings."""
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 1


def pin_key(kind: MentionType, name: Spelling) -> int:
    """Return the number of a spelling, by which what was decided by hand is found again."""
    return number("pin", kind, *name.words)


# --- states and roles ---------------------------------------------------------------


def _states(analysis: Analysis) -> Counter[str]:
    """Count which states the names and offices of an article speak of."""
    votes: Counter[str] = Counter()
    for entity in analysis.entities:
        code = entity.country or _state_of(entity)
        if code:
            votes[code] += entity.count
        for role in entity.roles:
            if role.country:
                votes[role.country] += 1
    return votes


def _clearest(votes: Mapping[str, int]) -> str | None:
    total = sum(votes.values())
    for code, count in votes.items():
        if count >= 2 and count >= total * _CLEAR:
            return code
    return None


def _is_of_every_state(name: Spelling) -> bool:
    words = load_identity_words().of_every_state
    return bool(name.words) and (name.words[0] in words or " ".join(name.words[:2]) in words)


def _held(role: Role, held: Sequence[EntityRole]) -> EntityRole:
    """Return what a printed title makes of its holder: نظيره stands for the title it repeats."""
    for known in held:
        if known.title == role.text:
            return known
    if fold(role.text).startswith("نظير") and held:
        return held[0]
    return EntityRole(role.text, role.organization, role.country)


def role_key(role: EntityRole) -> str:
    """Return an office in one wording: "وزير الخارجية الأمريكي", "وزير خارجية الولايات المتحدة"."""
    words, states = _office(role.title)
    return f"{' '.join(words)}|{role.country or (states[0] if states else '')}"


def _office(title: str) -> tuple[list[str], list[str]]:
    """Return the words of an office, folded, without articles and what is time's; and its states.

    States are those that it names by themselves or by nationality, left out of the words.
    """
    countries = load_countries()
    left_out = load_identity_words().left_out_of_roles
    words = fold(title[:LONGEST]).split()
    kept: list[str] = []
    states: list[str] = []
    at = 0
    while at < len(words):
        word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
        nation = countries.adjective(word, following) if at else None
        pair = countries.named(f"{word} {following}") if at and following else None
        single = countries.named(word) if at else None
        if nation is not None and nation[0]:
            states.append(nation[0])
            at += nation[1]
        elif pair or single:
            states.append(pair or single or "")
            at += 2 if pair else 1
        else:
            bare = bare_name(word)
            if bare not in left_out:
                kept.append(bare)
            at += 1
    return kept, states
