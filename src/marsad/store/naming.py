"""What identities are called, and the index that finds them by what a name begins with."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, select, update

from marsad.analysis.identities.spelling import LONGEST, word_sound
from marsad.lexicon.names import without_article
from marsad.store.database import chunks, upsert
from marsad.store.schema import entity, entity_name, entity_tail
from marsad.text.normalize import fold

MAX_TAIL = 80
"""Characters of a name that are searched."""

SOUND = "~"
"""What stands before a sound: no name begins with it."""

_TELLING = 3  # consonants that a search by sound needs
_TAILS = 6  # words of a name that a search may begin with
_WORD = re.compile(r"[^\W_]+")
_ARABIC = re.compile("[\u0620-\u064a]")


def name_tails(name: str) -> list[str]:
    """Return what a search may begin with: a name from each of its words on, articles left out.

    Each is there as it is spelled, and as it sounds.
    """
    words = _words(name)
    sounds = list(map(word_sound, words))
    starts = range(min(len(words), _TAILS))
    spelled = [" ".join(words[at:])[:MAX_TAIL] for at in starts]
    return spelled + [SOUND + " ".join(sounds[at:])[:MAX_TAIL] for at in starts]


def searched(text: str) -> tuple[str, str | None]:
    """Return what somebody typed as `name_tails` spells it; its sound where that tells enough."""
    words = _words(text)
    sounds = " ".join(map(word_sound, words))
    sound = SOUND + sounds[:MAX_TAIL] if len(sounds) >= _TELLING else None
    return " ".join(words)[:MAX_TAIL], sound


def _words(text: str) -> list[str]:
    return [without_article(word) for word in _WORD.findall(fold(text[:LONGEST]))]


def write_tails(conn: Connection, names: Iterable[tuple[int, str]]) -> None:
    """Let identities be found by some of their spellings, those that are there already too."""
    rows = sorted({(tail, key) for key, name in names for tail in name_tails(name)})
    if not rows:
        return
    values = [{"tail": tail, "entity_id": key} for tail, key in rows]
    conn.execute(upsert(conn, entity_tail).on_conflict_do_nothing(), values)


def rename(conn: Connection, keys: Sequence[int]) -> None:
    """Call identities what articles mostly call them in full; with Arabic letters where any do."""
    spellings: dict[int, list[tuple[bool, int, int, str]]] = defaultdict(list)
    names: dict[int, str] = {}
    for chunk in chunks(keys):
        query = select(entity_name, entity.c.name.label("called")).join(
            entity, entity.c.id == entity_name.c.entity_id
        )
        query = query.where(entity_name.c.entity_id.in_(chunk), entity_name.c.full_uses > 0)
        for row in conn.execute(query):
            arabic = _ARABIC.search(row.name) is not None
            place = (arabic, row.full_uses, len(row.name), row.name)
            spellings[row.entity_id].append(place)
            names[row.entity_id] = row.called
    best = {key: max(found)[3] for key, found in spellings.items()}
    rows = [
        {"key": key, "name": best[key]}
        for key, name in sorted(names.items())
        if key in best and best[key] != name
    ]
    if rows:
        by_key = update(entity).where(entity.c.id == bindparam("key"))
        conn.execute(by_key.values(name=bindparam("name")), rows)
