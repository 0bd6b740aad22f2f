"""Boxes about who wrote: a heading or a name, and what its bearer is."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.extract.lines import Line
from marsad.extract.name_shape import LONGEST_NAME, OFFICES, is_named
from marsad.lexicon.furniture import load_furniture
from marsad.text.normalize import fold

MOST_ABOUT = 3
"""Lines that tell about an author below the name, at most."""

_LOOK_AHEAD = 40


def headed_box(lines: Sequence[Line], at: int, *, among: bool) -> int | None:
    """Return where a box about the author ends whose heading stands at a place: "عن الكاتب".

    It is an element of its own, or the end of the text; `among` says that the heading stands among
    the paragraphs. None where it heads a part of the text, or is no such heading.
    """
    heading = lines[at]
    if len(heading.text) > LONGEST_NAME or not load_furniture().heads_author(heading.text):
        return None
    after = at + 1
    while after < len(lines) and heading.group in lines[after].path:
        after += 1
    if among or sum(line.running for line in lines[at:after]) > MOST_ABOUT:
        below = range(at + 1, len(lines))
        after = next((n for n in below if lines[n].label is not None), len(lines))
        said = sum(line.running for line in lines[at:after])
        if after - at > MOST_ABOUT or said > 1:
            return None
    return after


def names_bearer(lines: Sequence[Line], at: int, site: str | None) -> bool:
    """Say whether a line below the text is a name above what its bearer is, and no more."""
    name, after = lines[at], lines[at + 1 : at + _LOOK_AHEAD]
    if not after or len(name.text) > LONGEST_NAME:
        return False
    first = fold(after[0].text).partition(" ")[0]
    if first not in load_furniture().about_author or not is_named(name.text, site):
        return False
    return not any(later.running for later in after[1:])


def says_office(line: Line) -> bool:
    """Say whether a line says what somebody is: "محرر ثقافي وقاص"."""
    first = fold(line.text).partition(" ")[0]
    return first in load_furniture().about_author or first in OFFICES
