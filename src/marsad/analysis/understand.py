"""What the names of an article are: titles, entities, places."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.analysis.entities.link import link_entities
from marsad.analysis.places.locate import place_entities
from marsad.analysis.places.metonyms import mark_metonyms
from marsad.analysis.roles.find import find_roles
from marsad.analysis.roles.items import read_items
from marsad.types import Entity, Mention, Role, Span


def understand_names(
    text: str,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
) -> tuple[tuple[Mention, ...], tuple[Role, ...], tuple[Entity, ...]]:
    """Return the mentions with entity and metonym set, the roles and the entities of a text.

    The mentions are a tagger's: types and offsets, in any order. Pure, and linear in the text;
    calling it again on the mentions that it returned changes nothing.
    """
    items = read_items(text, mentions)
    titles = find_roles(text, sentences, mentions, items)
    linked = link_entities(text, mark_metonyms(text, mentions, items), titles)
    placed = place_entities(items, linked.mentions, linked.entities)
    return linked.mentions, linked.roles, placed
