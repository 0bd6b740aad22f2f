"""Whether a text is the name of a place, an agency, a medium, or the site's own.

Datelines, bylines and credits print both beside other names.
"""

from __future__ import annotations

import re
from functools import lru_cache

from marsad.lexicon.countries import load_countries
from marsad.lexicon.furniture import load_furniture
from marsad.lexicon.names import media_names
from marsad.lexicon.places import load_places
from marsad.text.calendar import load_calendar
from marsad.text.normalize import fold

_OCCUPIED = re.compile(r"\s+المحتل[ةه]$")
_PIECES = re.compile(r"\s+[-–—|•·:/]+\s+|\s*[|]\s*")
_LEAST, _MOST_WORDS = 3, 5
_LONGEST_MEDIUM = 6  # words
_LONGEST_KNOWN = 30


def may_be_place(text: str) -> bool:
    """Say whether a short text does not begin as no place does."""
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS:
        return False
    calendar, first = load_calendar(), fold(words[0])
    return (
        first not in load_furniture().no_place
        and first not in calendar.weekdays.index
        and first not in calendar.kinds.index
    )


@lru_cache(maxsize=4096)
def is_site(name: str, site: str | None) -> bool:
    """Say whether a name is the site's, give or take a word such as "صحيفة"."""
    own, whole = (" ".join(fold(text).strip(' .«»"“”').split()) for text in (name, site or ""))
    if len(own) < _LEAST:
        return False
    if own == whole:
        return True
    if whole.endswith(f" {own}"):
        # "السبلة العمانية" is not the agency "العمانية", nor "آفاق تونس" the city "تونس".
        named = whole.split()[0] in load_furniture().medium | load_furniture().media
        return named or not (is_agency(name) or is_known_place(name))
    if (core := _core(whole)) and _core(own) == core:
        return True
    # "صوت الميناء" of "Port Voice - صوت الميناء جريدة يومية".
    pieces = [piece.strip() for piece in _PIECES.split(whole)]
    longer = [piece for piece in pieces if piece.startswith(f"{own} ")]
    if " " in own:
        return own in pieces or bool(longer)
    medium = load_furniture().medium  # "الميناء" of "الميناء جريدة الكترونية"
    return own in pieces or any(piece.split()[1] in medium for piece in longer)


def _core(folded: str) -> str:
    """Return a medium's name alone: "صوت الاطلس" of "جريده صوت الاطلس الالكترونيه"."""
    words = folded.split()
    if len(words) > 1 and words[0] in load_furniture().medium:
        words = words[1:]
    while len(words) > 1 and words[-1] in load_furniture().media:
        words = words[:-1]
    core = " ".join(words)
    return core if len(core) >= _LEAST else ""


def is_medium(name: str) -> bool:
    """Say whether a short name begins as those of media do: "شبكة كذا"."""
    first, _, rest = name.strip(" .").partition(" ")
    short = rest and len(name.split()) <= _LONGEST_MEDIUM and ":" not in name
    return bool(short and fold(first) in load_furniture().medium)


def is_known_medium(name: str) -> bool:
    """Say whether a short text is the name of a newspaper, a channel or a site that is known."""
    return len(name) < _LONGEST_KNOWN and " ".join(fold(name).split()) in media_names()


@lru_cache(maxsize=1024)
def is_agency(name: str) -> bool:
    """Say whether a name is a known agency's, whose letters may have stops between them: و.م.ع."""
    known, plain = load_furniture().agencies, fold(name)
    return " ".join(plain.split()) in known or " ".join(plain.replace(".", " ").split()) in known


def is_town(word: str) -> bool:
    """Say whether one word is a town's name, though other lines begin with it: صور."""
    folded, calendar = fold(word), load_calendar()
    if " " in folded or folded in calendar.weekdays.index or folded in calendar.kinds.index:
        return False
    return bool(load_places().named(word))


@lru_cache(maxsize=1024)
def is_known_place(name: str) -> bool:
    """Say whether a text is the name of a state, or of a place that the gazetteer knows."""
    bare = _OCCUPIED.sub("", name.strip(" .()"))
    if len(bare) < _LEAST or not may_be_place(bare):
        return False
    return load_countries().named(bare) is not None or bool(load_places().named(bare))
