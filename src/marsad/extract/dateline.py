"""Datelines: the place, the agency and the day that agency copy opens with."""

from __future__ import annotations

import re

from marsad.extract.lines import STOP
from marsad.lexicon.furniture import load_furniture
from marsad.text.calendar import load_calendar
from marsad.text.normalize import fold
from marsad.text.phrases import scan

_LONGEST = 100
_DASH = r"\s*(?:[-–—]{1,3}|\.\.)\s*"
_OPENING = re.compile(
    r"(?P<line>(?P<place>[^\d:«\"“.!؟?()/|\-–—]{2,32}?)"
    r"(?:(?P<sep>\s*[،,]\s*|\s*[-–—/]\s*|\s+)(?:في\s+|يوم\s+)?"
    r"(?P<date>\d{1,2}(?:\s*[-–—/]\s*\d{1,2}\b|\s+[^\d()/:.\-–—]{3,40}?)(?:\s*[-–—/]?\s*\d{4})?"
    r"(?:\s*(?:م|هـ|ه))?(?:\s+الموافق\s+[^()/:]{6,40}?)?))?"
    r"(?P<mark>\s*[-–—/،,]?\s*[(/]\s*(?P<agency>[^()/]{2,30}?)\s*[)/])?)"
    r"(?P<end>\s*(?:[-–—]{1,3}|\.\.|:)\s+|\s*[-–—]{1,3}(?=\S)"
    r"|(?(mark)\s*(?=\S)|(?!)))"
)
_PLACE_AGENCY = re.compile(
    r"(?P<line>(?P<place>[^\d:«\"“.!؟?()/|]{2,40}?)\s*[-–—/|]\s*(?P<agency>[^-–—:/|]{2,25}?))"
    r"\s*(?:[-–—:/]+|\.\.)\s+"
)
_SLASHED = re.compile(
    r"(?P<line>[^\d:«\"“.!؟?()/|\-–—]{2,25}\s*(?:/[^/:.()]{3,30})?\s*[/\-–—]\s*(?P<agency>\S+))\s+\S"
)
_ALONE_PARTS = re.compile(r"\s*[-–—/|()،]\s*")
_SPACED = re.compile(r"\s[-–—]|[-–—]{1,2}\s")
_DASHED = re.compile(r"\s[-–—]\s")
_OPEN = re.compile(r"\S\s*[-–—]+\s*$")


def read_dateline(first: str, *, more: bool) -> tuple[str | None, bool]:
    """Return a first paragraph's dateline, and whether it is a line of its own.

    `more` says that other paragraphs follow: without them a line of its own is the article.
    """
    if len(first) < _LONGEST and more and not STOP.search(first):
        alone = _alone(first)
        if alone:
            return alone, True
    match = _PLACE_AGENCY.match(first)
    if match and _is_agency(match["agency"]) and _is_place(match["place"]):
        return f"{match['place'].strip()} - {match['agency'].strip()}", False
    match = _SLASHED.match(first)
    if match and _is_agency(match["agency"]) and _is_place(re.split(r"[/\-–—]", first)[0]):
        return match["line"], False
    match = _OPENING.match(first)
    if match is None or len(first) - match.end() < 25 or not _is_place(match["place"]):
        return None, False
    dash = bool(re.search(r"[-–—]|\.\.", match["end"]))
    dated = bool(match["date"]) and _names_month(match["date"])
    agency = bool(match["agency"]) and (_is_agency(match["agency"]) or dated)
    if agency or (dated and dash) or (dash and not match["date"] and not match["agency"]):
        bare = not agency and not dated
        if bare and (not _SPACED.search(match["end"]) or _DASHED.search(first, match.end())):
            return None, False  # a compound, or a remark between dashes
        return match["line"].strip(" -–—:"), False
    return None, False


def _alone(line: str) -> str | None:
    """Return a dateline that is a whole line: "تونس - وات", "بيروت -", "الرياض 12 مايو واس"."""
    text = line.strip(" -–—:.")
    if _OPEN.search(line) and len(line) < 60:
        return text
    pieces = [piece for piece in _ALONE_PARTS.split(line.strip(" -–—:.()")) if piece]
    if len(pieces) > 1 and len(line) < 60 and any(map(_is_agency, pieces)):
        return text
    words = line.split()
    if _names_month(line) and re.search(r"\d", line) and not words[0][0].isdigit():
        last = words[-1].strip("()/ -")
        place = re.split(r"\s+(?:في\s+)?\d", line)[0]
        if not last.isdigit() and len(place.split()) <= 4 and _is_place(place):
            return text if not re.match(r"\W*(?:م|هـ|ه|ص)$", last) else None
    return None


def _is_place(text: str) -> bool:
    words = text.split()
    if not 0 < len(words) <= 5:
        return False
    calendar, first = load_calendar(), fold(words[0])
    return (
        first not in load_furniture().no_place
        and first not in calendar.weekdays.index
        and first not in calendar.kinds.index
    )


def _is_agency(text: str) -> bool:
    return " ".join(fold(text).split()).strip(" .") in load_furniture().agencies


def _names_month(text: str) -> bool:
    calendar = load_calendar()
    words = scan(text).texts
    if any(word in calendar.months.index or word in calendar.hijri_months.index for word in words):
        return True
    return bool(re.match(r"\d{1,2}\s*[-–—/]\s*\d{1,2}", text.strip()))
