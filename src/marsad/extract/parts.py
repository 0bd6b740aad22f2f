"""What an article's lines are, apart, and what its first and its last paragraph tell of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from marsad.extract.credits import media_in
from marsad.extract.dateline import place_line, read_dateline
from marsad.extract.lines import stops
from marsad.extract.name_shape import is_initialled, is_named, looks_like_name
from marsad.extract.people import names_of, without_agency
from marsad.extract.sources import INITIALS, opening_agency, take_agency, take_mark
from marsad.extract.where import is_known_place, is_site
from marsad.types import Related

_LONGEST_STANDFIRST = 200
_LONGEST_END = 60
_END = re.compile(r"\s*[(（]\s*(?:النهاية|انتهى)\s*[)）]\s*([^.؟!]{0,30})$")
_SIGNATURE = re.compile(
    r"(?<=[.؟!»\"”])\s+[(*]?\s*((?:[^\W\d_]{1,2}\.\s?)?[^\W\d_]{2,}(?:\s[^\W\d_]{2,}){0,3})\s*[)*]?\s*$"
)
_STEP = re.compile(r"\s*[-–—ـ/:()|«»\"“”]+\s*")
_BEHIND = re.compile(r"[\s)\]/–—:-]*([^\d–—:/-]{5,35}?)\s+[–—-]\s")  # "(بترا)- فلان الفلاني - …"

_IN_LEAD = re.compile(
    r"^([^\d:–—-]{2,25}?)\s*(?:[-–—/]|\sـ+\s)\s*([^\d:–—-]{5,35}?)\s*(?:[:：](?:\s|$)|$)"
)


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
    _take_end(parts.paragraphs)
    take_agency(parts.paragraphs, parts.credits)
    if not parts.paragraphs:
        return
    _take_signature(parts, site)
    parts.credits = parts.credits or opening_agency(parts.paragraphs[0])
    parts.authors = parts.authors or _lead_author(parts.paragraphs[0], site)
    _take_dateline(parts, site)
    if not parts.dateline:
        parts.dateline = parts.place
        return
    agency, below = take_mark(parts.paragraphs, parts.dateline, site)
    parts.credits = parts.credits or agency
    signed = (line for line in below if is_named(line, site))
    parts.authors = parts.authors or names_of(next(signed, ""), site)
    parts.credits = parts.credits or media_in([parts.dateline], site)
    behind = (
        _BEHIND.match(parts.paragraphs[0].partition(parts.dateline)[2])
        if parts.paragraphs
        else None
    )
    if not parts.authors and behind and is_named(behind[1], site):
        parts.authors = [behind[1]]
    if not parts.authors:
        steps = (step.removeprefix("من ") for step in _STEP.split(parts.dateline))
        steps = (step for step in steps if not is_known_place(step))
        parts.authors = names_of(next((s for s in steps if is_named(s, site)), ""), site)


def _take_end(paragraphs: list[str]) -> None:
    """Take off the sign that ends a copy, and the desk's initials behind it: "(النهاية) ن س ع"."""
    if not paragraphs or not (match := _END.search(paragraphs[-1][-_LONGEST_END:])):
        return
    behind = match[1].strip()
    if not behind or INITIALS.match(behind):
        paragraphs[-1] = paragraphs[-1][: len(paragraphs[-1]) - len(match[0])].rstrip()


def _lead_author(lead: str, site: str | None) -> list[str]:
    """Return the name that a first paragraph opens with: "الصحيفة - فلان الفلاني: …"."""
    match = _IN_LEAD.match(lead)
    if match is None or len(match[1].split()) > 3 or not looks_like_name(match[2], site):
        return []
    if (":" not in match[0] and not is_known_place(match[1])) or is_known_place(match[2]):
        return []
    return [without_agency(match[2].strip())[0]]


def _take_signature(parts: Parts, site: str | None) -> None:
    """Take the name that stands behind the last sentence, in its paragraph, for an author."""
    last = parts.paragraphs[-1]
    match = _SIGNATURE.search(last[-_LONGEST_END:])
    if match is None or not (is_named(match[1], site) or is_initialled(match[1])):
        return
    if len(last) - len(match[1]) > _LONGEST_STANDFIRST or len(parts.paragraphs) > 1:
        parts.paragraphs[-1] = last[: len(last) - len(match[0])].rstrip()
        parts.authors = parts.authors or [match[1]]


def _take_dateline(parts: Parts, site: str | None) -> None:
    """Read what the first paragraph opens with, or the second below a standfirst."""
    paragraphs = parts.paragraphs
    for at in (0, 1):
        if at >= len(paragraphs):
            return  # those before were no text
        more = len(paragraphs) > at + 1
        parts.dateline, alone = read_dateline(paragraphs[at], more=more, site=site)
        if alone and more and is_site(parts.dateline or "", site):
            paragraphs.pop(at)  # the site's own name: a dateline may follow
            more = len(paragraphs) > at + 1
            parts.dateline, alone = read_dateline(paragraphs[at], more=more, site=site)
        if alone:
            placed = place_line(paragraphs.pop(at), site)
            if placed and placed[1]:  # "الخرطوم: فلان الفلاني"
                parts.dateline, parts.authors = placed[0] or None, parts.authors or placed[1]
        if parts.dateline or at >= len(paragraphs):
            return
        if stops(paragraphs[at]) or len(paragraphs[at]) > _LONGEST_STANDFIRST:
            return
