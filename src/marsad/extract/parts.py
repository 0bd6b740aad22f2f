"""What an article's lines are, apart, and what its first and its last paragraph tell of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from marsad.extract.credits import media_in
from marsad.extract.dateline import place_line, read_dateline
from marsad.extract.lines import stops
from marsad.extract.name_shape import is_named
from marsad.extract.people import lead_author, names_of
from marsad.extract.sources import opening_agency, take_agency, take_mark
from marsad.extract.where import is_known_place
from marsad.types import Related

_LONGEST_STANDFIRST = 200
_STEP = re.compile(r"\s*[-–—ـ/:()|]+\s*")


@dataclass(slots=True)
class Parts:
    """What the lines are, apart."""

    paragraphs: list[str] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    dateline: str | None = None
    place: str | None = None  # that stands alone right above the text


def take_edges(parts: Parts, site: str | None) -> None:
    """Read the agency that closes the paragraphs, and the dateline and the names that open them."""
    take_agency(parts.paragraphs, parts.credits)
    if not parts.paragraphs:
        return
    parts.credits = parts.credits or opening_agency(parts.paragraphs[0])
    parts.authors = parts.authors or lead_author(parts.paragraphs[0], site)
    _take_dateline(parts, site)
    if not parts.dateline:
        parts.dateline = parts.place
        return
    agency, below = take_mark(parts.paragraphs, parts.dateline, site)
    parts.credits = parts.credits or agency
    signed = (line for line in below if is_named(line, site))
    parts.authors = parts.authors or names_of(next(signed, ""), site)
    parts.credits = parts.credits or media_in([parts.dateline], site)
    if not parts.authors:
        steps = (step for step in _STEP.split(parts.dateline) if not is_known_place(step))
        parts.authors = names_of(next((s for s in steps if is_named(s, site)), ""), site)


def _take_dateline(parts: Parts, site: str | None) -> None:
    """Read what the first paragraph opens with, or the second below a standfirst."""
    paragraphs = parts.paragraphs
    for at in range(min(2, len(paragraphs))):
        more = len(paragraphs) > at + 1
        parts.dateline, alone = read_dateline(paragraphs[at], more=more, site=site)
        if alone:
            placed = place_line(paragraphs.pop(at), site)
            if placed and placed[1]:  # "الخرطوم: فلان الفلاني"
                parts.dateline, parts.authors = placed[0] or None, parts.authors or placed[1]
        if parts.dateline or stops(paragraphs[at]) or len(paragraphs[at]) > _LONGEST_STANDFIRST:
            return
