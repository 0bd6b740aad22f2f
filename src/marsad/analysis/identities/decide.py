"""Is this the one we know? A pure decision, from a subject and the identities that may be it.

A person is known by the whole name. Where only its sound agrees, or one name leaves out words of
the other, or an article has the family name alone, an office that both hold has to say so too; a
family name by itself never does. Where several are meant by one name and nothing tells them apart,
the decision is left open.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from marsad.analysis.identities.records import Decision, Known, RoleSeen, Subject
from marsad.analysis.identities.spelling import (
    Likeness,
    Spelling,
    alike,
    likeness,
    shortens,
)
from marsad.lexicon.identities import common_name_words

_AROUND_OFFICE = 730  # days before and after an office was seen in which its holder is meant
_SAME_PLACE = 25.0  # kilometres between two spellings of one place
_MANY_MORE = 5  # times as many articles make one of several namesakes the usual one
_TELLING_SOUND = 5  # consonants of a name that is believed to be another's spelling
_OPEN = Decision("several bear this name and nothing tells which is meant")


def decide(subject: Subject, known: Sequence[Known]) -> Decision:
    """Say which of the known identities a subject is, or that it is new, or that this is open.

    `known` are those that share a key with it, `matched` by which. The order of `known` makes no
    difference. Pure.
    """
    candidates = [item for item in known if item.type == subject.type]
    if subject.type != "PER":
        return _decide_thing(subject, candidates)
    if len(subject.names[0].words) < 2:
        return _decide_family_name(subject, candidates)
    return _decide_person(subject, candidates)


# --- persons ---------------------------------------------------------------------


def _decide_person(subject: Subject, candidates: Sequence[Known]) -> Decision:
    same = [item for item in candidates if item.matched & subject.strong]
    fitting = [item for item in same if not _are_namesakes(subject, item)]
    if fitting:
        return _choose(subject, fitting, "the same full name")
    others = [item for item in candidates if item not in same]
    sounding = [item for item in others if _spelled_alike(subject, item)]
    sounding = [item for item in sounding if not _are_namesakes(subject, item)]
    if sounding:
        return _choose(subject, sounding, "another spelling of the name", open_if_unclear=False)
    holders = [item for item in others if _shares_office(subject, item)]
    holders = [item for item in holders if _may_be_short(subject, item)]
    if len({item.root for item in holders}) == 1:
        return Decision("a shorter name with the same office", _usual(holders).id)
    return Decision("nobody known bears this name", is_new=True)


def _decide_family_name(subject: Subject, candidates: Sequence[Known]) -> Decision:
    """Decide about one word: it takes an office, and a single known holder of it."""
    holders = [
        item
        for item in candidates
        if _shares_office(subject, item) and _bears(subject.names[0].words[0], item)
    ]
    full = [item for item in holders if any(len(name.words) > 1 for name in item.names)]
    holders = full or holders
    if len({item.root for item in holders}) > 1:
        return _OPEN
    if holders:
        return Decision("the family name with the same office", _usual(holders).id)
    if any(role.is_telling for role in subject.roles):
        return Decision("nobody known by this name holds the office", is_new=True)
    return Decision("a family name alone is nobody's")


def _bears(word: str, item: Known) -> bool:
    ends = (end for name in item.names for end in (name.words[0], name.words[-1]))
    return any(alike(word, end) in ("same", "sounds alike", "may be") for end in ends)


def _shares_office(subject: Subject, item: Known) -> bool:
    """Say whether both hold an office that few hold, at about the same time."""
    offices = [key for role in subject.roles for key in _telling_keys(role)]
    return any(
        first - _AROUND_OFFICE <= subject.day <= last + _AROUND_OFFICE
        for first, last in (item.roles[key] for key in offices if key in item.roles)
    )


def _telling_keys(role: RoleSeen) -> tuple[str, ...]:
    """Return a role's own key if few hold it, else what it is in the states of the article."""
    return (role.key,) if role.is_telling else role.assumed


def _are_namesakes(subject: Subject, item: Known) -> bool:
    """Say whether two people of one name hold offices of different states.

    That tells only where the name's words are many people's: a rare name is one person's, and the
    state of an office may be misread.
    """
    mine = {role.country for role in subject.roles if role.country}
    if not mine or not item.countries or mine & item.countries:
        return False
    if any(role.key in item.roles for role in subject.roles):
        return False
    return set(subject.names[0].words) <= common_name_words()


def _spelled_alike(subject: Subject, item: Known) -> bool:
    answers = {
        likeness(mine, theirs)
        for mine in _full(subject.names)
        for theirs in _full(item.names)
        if len("".join(mine.sounds)) >= _TELLING_SOUND
    }
    if answers & {"same", "sounds alike"}:
        return True
    if "may be" not in answers:
        return False
    mine = {role.country for role in subject.roles if role.country}
    return _shares_office(subject, item) or bool(mine & item.countries)


def _full(names: Iterable[Spelling]) -> list[Spelling]:
    return [name for name in names if len(name.words) > 1]


def _may_be_short(subject: Subject, item: Known) -> bool:
    """Say whether one of two names is short for the other.

    One word is short for anybody who bears it, but only where nothing fuller is known: ترمب, once
    known to be دونالد ترمب, is not إيفانكا ترمب.
    """
    mine, theirs = _full(subject.names), _full(item.names)
    if not theirs:
        ends = {end for name in mine for end in (name.words[0], name.words[-1])}
        return any(alike(end, n.words[0]) != "different" for n in item.names for end in ends)
    return any(
        shortens(one, two) or shortens(two, one) or _ends_alike(one, two)
        for one in mine
        for two in theirs
    )


def _ends_alike(one: Spelling, two: Spelling) -> bool:
    """Say whether two names of several words have the first and the last one in common."""
    ends: set[Likeness] = {alike(one.words[0], two.words[0]), alike(one.words[-1], two.words[-1])}
    return "different" not in ends


# --- organisations, places, works --------------------------------------------------


def _decide_thing(subject: Subject, candidates: Sequence[Known]) -> Decision:
    if subject.is_open:
        kept = [item for item in candidates if item.was_here and item.matched & subject.strong]
        return Decision("linked before", _usual(kept).id) if kept else _OPEN
    same = [item for item in candidates if item.matched & subject.strong]
    if same:
        return _choose(subject, same, "the same name", open_if_unclear=False)
    spelled = [item for item in candidates if _same_thing(subject, item)]
    if spelled:
        return Decision("another spelling of the name", _usual(spelled).id)
    return Decision("nothing known bears this name", is_new=True)


def _same_thing(subject: Subject, item: Known) -> bool:
    if subject.type == "LOC" and not _is_near(subject, item):
        return False
    if subject.type == "MISC":
        return False
    if None not in (subject.country, item.country) and subject.country != item.country:
        return False
    return any(
        likeness(mine, theirs) in ("same", "sounds alike")
        for mine in subject.names
        for theirs in item.names
        if len("".join(mine.sounds)) >= _TELLING_SOUND
    )


def _is_near(subject: Subject, item: Known) -> bool:
    if subject.coordinates is None or item.coordinates is None:
        return False
    (lat1, lon1), (lat2, lon2) = subject.coordinates, item.coordinates
    across = (lon1 - lon2) * math.cos(math.radians((lat1 + lat2) / 2))
    return math.hypot(lat1 - lat2, across) * 111.2 <= _SAME_PLACE


# --- several ------------------------------------------------------------------------


def _choose(
    subject: Subject, fitting: Sequence[Known], reason: str, *, open_if_unclear: bool = True
) -> Decision:
    """Choose among several of one name: by office, by state, by what was decided before."""
    if len({item.root for item in fitting}) == 1:
        return Decision(reason, _usual(fitting).id)
    scored = sorted(((_evidence(subject, item), item) for item in fitting), key=lambda p: -p[0])
    best = [item for score, item in scored if score == scored[0][0]]
    if scored[0][0] > 0 and len({item.root for item in best}) == 1:
        return Decision(f"{reason}, and what is said of it", _usual(best).id)
    usual = _usual(best)
    rest = max((item.articles for item in best if item.root != usual.root), default=0)
    if not open_if_unclear or usual.articles >= _MANY_MORE * max(rest, 1):
        return Decision(f"{reason}, the one mostly meant", usual.id)
    return _OPEN


def _evidence(subject: Subject, item: Known) -> int:
    """Weigh what speaks for one of several namesakes."""
    mine = {role.country for role in subject.roles if role.country}
    weight = 8 if _shares_office(subject, item) else 0
    weight += 4 if mine & item.countries else 0
    weight += 2 if not mine and subject.around & item.countries else 0
    return weight + (1 if item.was_here else 0)


def _usual(items: Sequence[Known]) -> Known:
    """Return the one of most articles, the oldest of those."""
    return min(items, key=lambda item: (-item.articles, item.id))
