"""From the names of an article to its entities: who is meant where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from marsad.analysis.entities.forms import Form, read_form
from marsad.analysis.entities.groups import (
    Groups,
    group_organizations,
    group_others,
    group_people,
    group_places,
)
from marsad.analysis.roles.find import Title
from marsad.lexicon.names import NameWords, load_name_words
from marsad.text.normalize import fold
from marsad.text.proclitics import with_article
from marsad.types import Entity, EntityRole, Mention, MentionType, Role

_NEAR = 500  # characters in which a family name alone means the one person of it just named
_BETWEEN = 40  # characters between two names that are said to be one
_TYPES: tuple[MentionType, ...] = ("PER", "ORG", "LOC", "MISC")
_OPENING = re.compile(r"\s*[(\[]\s*[«\"“]?")
_CLOSING = re.compile(r"[»\"”]?\s*[)\]]")


@dataclass(frozen=True, slots=True)
class Linked:
    """The names of an article with their entities, and whose its titles are."""

    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]
    entities: tuple[Entity, ...]


def link_entities(text: str, mentions: Sequence[Mention], titles: Sequence[Title]) -> Linked:
    """Return the entities e1, e2 … in the order of their first mention, and what points to them.

    Whatever `entity` the mentions had is replaced. Two full names that share no more than their
    family name stay two persons; a family name that several persons of the article bear follows
    the one just named, else it is an entity by itself.
    """
    lexicon = load_name_words()
    forms, of_mention = _forms(mentions, lexicon)
    groups = Groups()
    of_type = {kind: [form for form in forms if form.type == kind] for kind in _TYPES}
    group_people(of_type["PER"], groups)
    group_organizations(of_type["ORG"], groups, lexicon)
    group_places(of_type["LOC"], groups, lexicon)
    group_others(of_type["MISC"], groups)
    _join_brackets(text, mentions, of_mention, groups, lexicon)
    members = _settle(mentions, of_mention, groups)
    return _hand_out(text, mentions, members, titles)


def _forms(mentions: Sequence[Mention], lexicon: NameWords) -> tuple[list[Form], list[Form]]:
    """Return the forms, and for each mention its form."""
    found: dict[tuple[str, ...], Form] = {}
    of_mention = []
    for number, mention in enumerate(mentions):
        form = read_form(mention.text, mention.type, lexicon)
        key = (mention.type, *form.words, str(form.opens_with_connector))
        if not form.words:
            key = (mention.type, mention.text, "")
        form = found.setdefault(key, form)
        form.mentions.append(number)
        of_mention.append(form)
    return list(found.values()), of_mention


def _join_brackets(
    text: str,
    mentions: Sequence[Mention],
    of_mention: list[Form],
    groups: Groups,
    lexicon: NameWords,
) -> None:
    """Join a name with what stands for it in brackets: منظمة التعاون الإسلامي (OIC)."""
    order = sorted(range(len(mentions)), key=lambda number: mentions[number].start)
    for one, two in pairwise(order):
        first, second = mentions[one], mentions[two]
        if first.type != second.type or second.start - first.end > _BETWEEN:
            continue
        if of_mention[one] is of_mention[two] or not _one_name(text, first, second, lexicon):
            continue
        if first.type == "PER" or _is_acronym(of_mention[one], of_mention[two], second, lexicon):
            group = groups.of_form
            groups.join(group[id(of_mention[one])], group[id(of_mention[two])])


def _is_acronym(full: Form, short: Form, mention: Mention, lexicon: NameWords) -> bool:
    """Say whether a name in brackets shortens the one before it.

    No place does but in Latin letters (عتق (اليمن)), nor an agency behind what it reports on.
    """
    latin = mention.text.isascii() and mention.text.isupper()
    if full.type != "ORG" and not latin:
        return False
    if fold(mention.text) in lexicon.agencies and not lexicon.agency_words & set(full.words):
        return False
    return len(full.words) > 1 and (len(short.words) == 1 or len(fold(mention.text).split()) > 2)


def _one_name(text: str, first: Mention, second: Mention, lexicon: NameWords) -> bool:
    between = text[first.end : second.start]
    if _OPENING.fullmatch(between):
        return bool(_CLOSING.match(text, second.end))
    said = fold(between).strip(' ،,"«“')
    return first.type == "PER" and said in lexicon.called


def _settle(
    mentions: Sequence[Mention], of_mention: list[Form], groups: Groups
) -> dict[int, list[int]]:
    """Return the mentions of each group, those of ambiguous names with the person just named."""
    members: dict[int, list[int]] = {}
    last: dict[int, int] = {}  # group → where it was named last
    for number in sorted(range(len(mentions)), key=lambda n: mentions[n].start):
        form = of_mention[number]
        group = groups.of_form[id(form)]
        choices = groups.open.get(id(form))
        if choices:
            here = mentions[number].start
            near = {groups.of_form[id(groups.members[c][0])] for c in choices if groups.members[c]}
            near = {choice for choice in near if here - last.get(choice, -_NEAR - 1) <= _NEAR}
            group = near.pop() if len(near) == 1 else group
        last[group] = mentions[number].end
        members.setdefault(group, []).append(number)
    return members


def _hand_out(
    text: str, mentions: Sequence[Mention], members: dict[int, list[int]], titles: Sequence[Title]
) -> Linked:
    names = {number: f"e{at}" for at, group in enumerate(members.values(), 1) for number in group}
    linked = tuple(
        Mention(m.start, m.end, m.text, m.type, names[number], m.metonym)
        for number, m in enumerate(mentions)
    )
    roles = tuple(
        Role(t.start, t.end, t.text, None if t.holder is None else names[t.holder], t.organization,
             t.country)
        for t in titles
    )  # fmt: skip
    held: dict[str, dict[EntityRole, None]] = {}
    for title in titles:
        if title.holder is not None:
            held.setdefault(names[title.holder], {})[_entity_role(title, titles)] = None
    entities = tuple(
        _entity(text, f"e{at}", [mentions[n] for n in group], tuple(held.get(f"e{at}", ())))
        for at, group in enumerate(members.values(), 1)
    )
    return Linked(linked, roles, entities)


def _entity_role(title: Title, titles: Sequence[Title]) -> EntityRole:
    """Return what somebody is: نظيره stands for the title that it repeats."""
    text = title.text if title.same_as is None else titles[title.same_as].plain
    return EntityRole(text, title.organization, title.country)


def _entity(text: str, name: str, mentions: list[Mention], roles: tuple[EntityRole, ...]) -> Entity:
    spellings = list(dict.fromkeys(with_article(text, m.start, m.end) for m in mentions))
    fullest = max(spellings, key=lambda spelling: (len(spelling.split()), len(spelling)))
    aliases = tuple(spelling for spelling in spellings if spelling != fullest)
    return Entity(name, mentions[0].type, fullest, aliases, len(mentions), roles)
