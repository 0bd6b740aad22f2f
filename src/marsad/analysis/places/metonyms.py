"""Mark capitals and states that stand for their government or their national team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.analysis.roles.items import Item, Items, read_items
from marsad.lexicon.countries import Countries, load_countries
from marsad.lexicon.frequencies import load_word_classes
from marsad.lexicon.metonyms import Metonyms, load_metonyms
from marsad.types import Mention

_SPORT = 3  # words of sport that make a text one about sport
_DEALING = 4  # words between talks and "بين"
_OBJECTS = ("تها", "ته", "تهم", "تهما")
_REACH = 3  # words between a place and its verb


def mark_metonyms(
    text: str, mentions: Sequence[Mention], items: Items | None = None
) -> tuple[Mention, ...]:
    """Return the mentions with `metonym` set where a place acts: "تبحث واشنطن", "أعلنت الرباط".

    Only names of states and of their seats of government can be metonyms. What the mentions said
    before is forgotten. `items` spares reading the text again.
    """
    countries, cues = load_countries(), load_metonyms()
    if not any(mention.type == "LOC" for mention in mentions):
        return tuple(_marked(mention, acts=False) for mention in mentions)
    items = items or read_items(text, mentions)
    places = [at for at, item in enumerate(items.row) if item.kind == "LOC"]
    eligible = {at for at in places if _is_state(items.row[at], countries)}
    sport = sum(word in cues.sport for word in items.texts) >= _SPORT
    acting = {at for at in eligible if _acts(items, at, cues, countries, sport=sport)}
    _spread(items, places, eligible, acting)
    chosen = {items.row[at].mention for at in acting}
    return tuple(_marked(m, acts=number in chosen) for number, m in enumerate(mentions))


def _marked(mention: Mention, *, acts: bool) -> Mention:
    if mention.metonym == acts:
        return mention
    return replace(mention, metonym=acts)


def _is_state(item: Item, countries: Countries) -> bool:
    return countries.named(item.text) is not None or countries.seat(item.text) is not None


def _acts(items: Items, at: int, cues: Metonyms, countries: Countries, *, sport: bool) -> bool:
    item = items.row[at]
    seat = countries.named(item.text) is None
    if seat and _relative_follows(items, at, cues):
        return True
    if item.glue in ("ب", "ل", "لل"):
        return False
    behind = _cue_place(items, at, cues)
    before = items.at(behind)
    word = before.text if before.kind == "word" else ""
    if word in ("في", "الي") or (word == "من" and items.at(behind - 1).text not in ("كل", "كلا")):
        return False
    if cues.acts(word) and not _is_noun(items, behind) and not (seat and _is_masculine(word)):
        return True
    bare = word.removeprefix("و")
    if any(form in cues.nouns for form in (word, bare, bare.removeprefix("ب").removeprefix("ل"))):
        return True
    if word == "عن" and items.at(behind - 1).text in cues.deputies:
        return True
    if sport and not seat and _plays(items, at, word, cues):
        return True
    if word == "بين":
        return _deals(items, behind, cues)
    if seat and bare in cues.clauses:
        return True
    opens = before.kind != "word" or bare in cues.openers or item.glue in ("و", "ف")
    return opens and _verb_follows(items, at, cues, seat=seat)


def _cue_place(items: Items, at: int, cues: Metonyms) -> int:
    """Return the item before a place that may be its cue: دولة and بها are passed over."""
    before = at - 1
    while before > at - _REACH and (
        items.at(before).text in cues.generic or items.at(before).text in cues.pronouns
    ):
        before -= 1
    return before


def _relative_follows(items: Items, at: int, cues: Metonyms) -> bool:
    """Say whether a capital did what its relative clause says: لتل أبيب التي استدعت."""
    following = at + 1 + (items.at(at + 1).text == "،")
    return items.at(following).text == "التي" and cues.acts(items.at(following + 1).text)


def _plays(items: Items, at: int, word: str, cues: Metonyms) -> bool:
    """Say whether a state in a text about sport is a team: أمام غانا, or one in a list of them."""
    if word.removeprefix("ل") in cues.against or word.removeprefix("ال") in cues.sport:
        return True
    for step in (-1, 1):
        if items.at(at + step).text in ("،", "-", "–") and items.at(at + 2 * step).kind == "LOC":
            return True
    return False


def _deals(items: Items, between: int, cues: Metonyms) -> bool:
    """Say whether "بين" follows talks, ties or strife of governments."""
    words = (items.at(between - n) for n in range(1, _DEALING + 1))
    return any(
        word.text.removeprefix("ال") in cues.dealings for word in words if word.kind == "word"
    )


def _is_noun(items: Items, at: int) -> bool:
    """Say whether what looks like a verb stands behind a preposition: من قبل روسيا."""
    return items.at(at - 1).text in ("من", "في", "علي", "عن", "الي", "مع", "بعد", "خلال")


def _verb_follows(items: Items, at: int, cues: Metonyms, *, seat: bool) -> bool:
    """Say whether a place that opens its clause has a verb of governments: واشنطن ترفض.

    Behind the name of a seat every verb in the present tells of the government but those of what
    happens in a place.
    """
    following = at + 1
    while items.at(following).kind == "LOC" and items.at(following).glue == "و":
        following += 1
    for near in range(following, following + _REACH):
        item = items.at(near)
        if item.kind == "sign" and item.text in '«"“':
            continue
        if item.kind != "word":
            return False
        if cues.acts(item.text):
            return True
        if seat and _is_present(item.text) and not cues.happens(item.text):
            return True
        if item.text not in cues.particles:
            return False
    return False


def _is_masculine(word: str) -> bool:
    """Say whether a folded verb is masculine: the town behind it is its object (زار واشنطن)."""
    bare = word.removeprefix("و").removeprefix("س")
    return not bare.startswith("ت") and not bare.endswith(("ت", "تا", *_OBJECTS))


def _is_present(word: str) -> bool:
    """Say whether a folded word is a verb in the present, feminine as towns are: تراقب, ستمضي."""
    bare = word.removeprefix("و").removeprefix("س")
    if not bare.startswith("ت") or bare.endswith("ت") or len(bare) < 4:
        return False
    classes = load_word_classes()
    return "verb" in (classes.get(bare), classes.get(f"ي{bare[1:]}"))


def _spread(items: Items, places: list[int], eligible: set[int], acting: set[int]) -> None:
    """Carry the sense over to places joined with و or a comma: تعهدت واشنطن وبوغوتا."""
    for ordered in (places, list(reversed(places))):
        for at in ordered:
            if at not in eligible:
                continue
            for other in (at - 1, at + 1):
                later = max(at, other)
                if other in acting and items.row[later].glue == "و":
                    acting.add(at)
