"""Datelines: the place, the agency and the day that agency copy opens with."""

from __future__ import annotations

import re
from functools import lru_cache

from marsad.extract.lines import stops
from marsad.extract.name_shape import is_abbreviated, is_desk, is_named, looks_like_name
from marsad.extract.people import joined_names
from marsad.extract.where import (
    is_agency,
    is_known_place,
    is_medium,
    is_site,
    is_town,
    may_be_place,
)
from marsad.lexicon.furniture import load_furniture
from marsad.text.calendar import load_calendar
from marsad.text.normalize import fold
from marsad.text.phrases import scan
from marsad.text.proclitics import is_function_word
from marsad.text.stamps import read_stamps

_LONGEST = 100
_OPENING = re.compile(
    r"(?P<line>(?P<place>[^\d:«\"“.!؟?()/|\-–—]{2,32}?)"
    r"(?:(?P<sep>\s*[،,]\s*|\s*[-–—/]\s*|\s+)(?:في\s+|يوم\s+)?"
    r"(?P<date>\d{1,2}(?:\s*[-–—/]\s*\d{1,2}\b|\s+[^\d()/:.\-–—]{3,40}?)(?:\s*[-–—/]?\s*\d{4})?"
    r"(?:\s*(?:م|هـ|ه))?(?:\s+الموافق\s+[^()/:]{6,40}?)?))?"
    r"(?P<mark>\s*[-–—/،,]?\s*[(/]\s*(?P<agency>[^()/]{2,30}?)\s*[)/])?)"
    r"(?P<end>\s*(?:[-–—]{1,3}|\.\.|:)\s+|\s*[-–—]{1,3}(?=[^\s\d])"
    r"|(?(mark)\s*(?=\S)|(?!)))"
)
_PLACE_AGENCY = re.compile(
    r"(?P<line>(?P<place>[^\d:«\"“.!؟?()/|]{2,40}?)\s*[-–—/|]\s*(?P<agency>[^-–—:/|]{2,25}?))"
    r"\s*(?:[-–—:/]+|\.\.)\s+"
)
_SLASHED = re.compile(
    r"(?P<line>[^\d:«\"“.!؟?()/|\-–—]{2,25}\s*(?:/[^/:.()]{3,30})?\s*[/\-–—]\s*(?P<agency>\S+))\s+\S"
)
_ALONE_PARTS = re.compile(r"\s*(?:[-–—/|()،:«»\"“”]|(?<=\s)ـ+(?=\s))+\s*")
_STEP = re.compile(
    r"\s*(?:(?<![\d\s])[-–—]{1,3}|(?<=\s)[-–—]{1,3}|[-–—]{1,3}(?!\d)|(?<=\s)ـ+|ـ+(?=\s)|[/|:：،])\s*"
    r"|\s*[()«»\"“”]+\s*"
)
_NUMBERS = re.compile(r"\d{1,2}(?:\s*[-–—/]\s*\d{1,2}(?:\s*[-–—/]\s*\d{2,4})?)?(?:\s*م)?")
_DATED = re.compile(r"(.{2,32}?)[\s،]+(?:في\s+|يوم\s+)?(\d.*)", re.DOTALL)
_MOST_STEPS, _LONGEST_STEP, _LEAST_REST = 5, 45, 25
_DIGITS, _DAY_AND_YEAR = re.compile(r"\d+"), 2
_LEAST_OWN, _LONGEST_SIGN = 4, 5  # letters
_CLOSERS = ')/»”"'
_DAY = re.compile(r"\d{1,2}\s*[-–—/]\s*\d{1,2}\s*[-–—/]\s*\d{2,4}")
_WORD = re.compile(r"[^\W\d_]{2}")
_SPACED = re.compile(r"\s[-–—]|[-–—]{1,2}\s")
_DASHED = re.compile(r"\s[-–—]\s")
_MEDIA = frozenset("بوابه صحيفه جريده وكاله موقع شبكه قناه مجله اذاعه راديو".split())
_OWN_DESK = frozenset({"خاص", "خاصه"})
_DASHES = frozenset("-–—")
_STEP_SIGN = re.compile(r"[-–—ـ/|:：،()«»\"“”]")
_OPENING_SIGN = re.compile(r"[\d(/|:\-–—]|\.\.")
_TWO_PLACES = re.compile(r"[^-–—:/]{2,32}/[^-–—:]{2,40}\s+[-–—]+\s")
_LINE_STEP = re.compile(r"\s+[-–—ـ]+\s*|\s*[-–—]+\s+|\s*[/|:：]\s*")
_MARKED_PLACE = re.compile(r"([^()]{2,32}?)\s*\(\s*([^()]{2,25}?)\s*\)")
_MOST_LINE_STEPS, _LONGEST_LINE = 4, 80
_BRACKETED = re.compile(
    r"(?P<line>\(\s*(?P<place>[^()\d،,:]{2,32}?)(?:\s*[،,\s]\s*(?P<day>\d[^()]{3,40}?))?\s*\))"
    r"\s*[-–—]{1,3}\s+"
)
_NAMED_DAY = re.compile(r"\d\s*[^\W\d_][^\d/()\-–—]{2,20}[/(\-–—]\s*[^\W\d_]")
_BULLETS = "□■▪●◆•❖◊►▶★☆※"
_PAIRING = frozenset("/(-–—")
_HIDDEN = {ord(sign): 0xE000 + n for n, sign in enumerate("/()-–—")}
_PRINTED = {hidden: sign for sign, hidden in _HIDDEN.items()}
_NEAR = 64  # characters that the first step has at most, and a sign behind it


def read_dateline(first: str, *, more: bool, site: str | None = None) -> tuple[str | None, bool]:
    """Return a first paragraph's dateline, and whether it is a line of its own.

    `more` says that other paragraphs follow: without them a line of its own is the article. Sites
    name themselves in an agency's place, so that `site` is one too.
    """
    alone = line_of_its_own(first, site) if more else None
    if alone:
        return _without_stamp(alone) or alone, True
    whole = _with_whole_months(first)
    found = _without_stamp(_bracketed(whole) or _opening(whole, site))
    return _closed(found, whole).translate(_PRINTED) if found else None, False


def _without_stamp(found: str | None) -> str | None:
    """Cut off the stamp that stands behind a dateline: "بابل/ واع / نُشر في 14-05-2023"."""
    readings = read_stamps(found) if found and any(map(str.isdigit, found)) else ()
    labelled = next((one for one in readings if one.kind), None)
    if found is None or labelled is None:
        return found
    return found[: labelled.begin].rstrip(" -–—/|،") or None


def _closed(found: str, first: str) -> str:
    """Add the bracket that closes a dateline behind its last step: "(بيروت - رويترز)"."""
    rest = first[first.find(found) + len(found) :].lstrip()
    return f"{found})" if rest[:1] == ")" and found.count("(") > found.count(")") else found


def _with_whole_months(text: str) -> str:
    """Hide the signs between the two names of one month, as in "12 تشرين الثاني/نوفمبر"."""
    if not _NAMED_DAY.search(text, 0, _LONGEST):
        return text
    head, months = list(text[:_LONGEST]), load_calendar().months
    words = scan(text[:_LONGEST])
    for at, sign in enumerate(words.texts):
        after = months.match(words.texts, at + 1) if sign in _PAIRING else None
        before = (months.match(words.texts, at - size) for size in (1, 2) if at >= size)
        if after is None or not any(one and one[0] == after[0] for one in before):
            continue
        last = at + 1 + after[1]
        if sign != "(" or words.at(last) == ")":
            for place in (at, last) if sign == "(" else (at,):
                start = words.span(place, place + 1)[0]
                head[start] = head[start].translate(_HIDDEN)
    return "".join(head) + text[_LONGEST:]


def _bracketed(first: str) -> str | None:
    """Return a place in brackets before a dash, with its day: "(بيروت)", "(بيروت، 12 نوفمبر)"."""
    match = _BRACKETED.match(first)
    if match is None or len(first) - match.end() < _LEAST_REST:
        return None
    place, day = match["place"], match["day"]
    named = is_known_place(place) or (day and is_town(place))  # "(صور) -" heads pictures too
    told = named and not _is_agency(place) and (not day or _names_month(day))
    return match["line"] if told else None


def _opening(first: str, site: str | None) -> str | None:
    """Return the dateline that running text opens with."""
    # Most texts open with no dateline: what each needs is looked for where it would stand.
    steps = _by_steps(first, site) if _STEP_SIGN.search(first, 0, _NEAR) else None
    if steps:
        return steps
    if not _OPENING_SIGN.search(first, 0, _NEAR):
        return None
    match = _PLACE_AGENCY.match(first)
    if match and _is_agency(match["agency"]) and may_be_place(match["place"]):
        return f"{match['place'].strip()} - {match['agency'].strip()}"
    match = _SLASHED.match(first)
    if match and _is_agency(match["agency"]) and may_be_place(re.split(r"[/\-–—]", first)[0]):
        return match["line"]
    match = _OPENING.match(first)
    if match is None or len(first) - match.end() < 25 or not may_be_place(match["place"]):
        return None
    if is_desk(match["place"].strip(), site) and not is_known_place(match["place"]):
        return None  # "الصحيفة - …"
    dash = bool(re.search(r"[-–—]|\.\.", match["end"]))
    dated = bool(match["date"]) and _names_month(match["date"])
    agency = bool(match["agency"]) and (_is_agency(match["agency"]) or dated)
    if agency or (dated and dash) or (dash and not match["date"] and not match["agency"]):
        bare = not agency and not dated
        if bare and (not _SPACED.search(match["end"]) or _DASHED.search(first, match.end())):
            return None  # a compound, or a remark between dashes
        return match["line"].strip(" -–—:")
    return None


def place_line(line: str, site: str | None) -> tuple[str, list[str]] | None:
    """Read a line between headline and text that is a place, and a medium or a reporter behind it.

    A known agency may stand first: "واس - الرياض". A stamp may end it. Returns the dateline and the
    reporters' names, None if any part of the line is something else.
    """
    line = line.strip(f" (){_BULLETS}")
    if len(line) > _LONGEST_LINE or stops(line.rstrip(' »”"')):
        return None
    first = _LINE_STEP.split(line, maxsplit=1)[0]
    placed = is_known_place(first) or _is_marked_place(first, site)
    if first == line or not (placed or is_agency(first)):
        return None
    if any(map(str.isdigit, line)) and (read := read_stamps(line)) and read[-1].end == len(line):
        line = line[: read[-1].start].rstrip(" -–—|،")
    names: list[str] = []
    apart = False
    end = at = 0
    steps = 0
    for match in [*_LINE_STEP.finditer(line), None]:
        step = line[at : match.start() if match else len(line)].strip()
        steps += 1
        if steps > _MOST_LINE_STEPS or not step:
            return None
        place = is_known_place(step) or _is_marked_place(step, site)
        if place or _is_agency(step, site) or _is_medium(step):
            apart |= place and bool(names)  # "جدة: فلان - القاهرة: فلان" is no dateline
            placed |= place
            end = match.start() if match else len(line)
        elif found := joined_names(step.removeprefix("من "), site):
            names += found  # "من" stands before an agency's reporters
        else:
            return None
        at = match.end() if match else len(line)
    if apart:
        return "", names
    if not placed:
        return None
    return (line[:end].strip(), names) if names or steps > 1 else None


def _is_marked_place(step: str, site: str | None) -> bool:
    """Say whether a step is a place with an agency in brackets: "لندن (رويترز)"."""
    match = _MARKED_PLACE.fullmatch(step)
    return match is not None and is_known_place(match[1]) and _is_agency(match[2], site)


def signed_line(line: str, site: str | None) -> str | None:
    """Return a short line that is the site's name beside a place: "صدى النهر/ نينوى"."""
    if site is None or len(line) > _LONGEST_LINE or stops(line) or load_furniture().read(line):
        return None
    text = line.strip(" -–—:.")
    pieces = [piece for piece in _ALONE_PARTS.split(text) if piece]
    others = [piece for piece in pieces if not is_known_place(piece)]
    if not 0 < len(others) < len(pieces) <= _MOST_LINE_STEPS:
        return None
    return text if all(is_desk(piece, site) for piece in others) else None


def _is_medium(text: str) -> bool:
    words = text.split()
    return 1 < len(words) <= _MOST_STEPS and fold(words[0]) in _MEDIA


@lru_cache(maxsize=1024)
def line_of_its_own(line: str, site: str | None) -> str | None:
    """Return the dateline that a whole line is, if other lines follow on it."""
    if len(line) >= _LONGEST or stops(line.rstrip(' »”"')):
        return None
    found = _alone(_with_whole_months(line), site)
    return found.translate(_PRINTED) if found else None


def _by_steps(first: str, site: str | None) -> str | None:
    """Return the steps that a text opens with, all known: place, agency or site, day, reporter."""
    head, kinds = first[:_LONGEST], list[str]()
    end, at, last, opened = 0, 0, 0, False
    for match in _STEP.finditer(head):
        step, sign = head[at : match.start()].strip(), match[0].strip()
        if step:
            found = _kinds_of(step, site, after=kinds, opened=opened, sign=sign)
            if not found or len(kinds) >= _MOST_STEPS:
                break
            kinds.extend(found)
            closes = opened and sign[:1] in _CLOSERS
            end = match.start() + len(match[0].rstrip()) if closes else match.start()
            last = match.end()
        elif not kinds and sign[:1] not in {"(", "/"}:
            break
        opened = sign[-1:] in set('(/«"“')
        at = match.end()
    known = set(kinds) - {"unknown"}
    if known == {"place"} and len(kinds) > 1 and end and _TWO_PLACES.match(first):
        return first[:end].strip(" -–—:،") if len(first) - last >= _LEAST_REST else None
    told = "place" in known or kinds == ["agency", "person"]
    if len(kinds) < 2 or not told or len(known) < 2 - ("unknown" in kinds):
        return None
    return first[:end].strip(" -–—:،") if len(first) - last >= _LEAST_REST else None


def _kinds_of(
    step: str, site: str | None, *, after: list[str], opened: bool, sign: str
) -> tuple[str, ...]:
    """Say what a step of a dateline is, nothing if it is none; `after` are those before it."""
    words = step.split()
    if after[:1] == ["place"] and words and fold(words[0]) in load_furniture().desks:
        return ("agency",)  # "الدوحة – المكتب الإعلامي – 22 مايو:"
    if len(step) > _LONGEST_STEP or not words or fold(words[0]) in load_furniture().no_place:
        return ()
    placed = after[:1] == ["place"] and (fold(step) in _OWN_DESK or _is_medium(step))
    if _is_agency(step, site) or placed:
        return ("agency",)
    if is_known_place(step):
        return ("place",)
    if (
        not after
        and len(step) >= _LEAST_OWN
        and sign == "("
        and fold(step) in fold(site or "").split()
    ):
        return ("agency",)  # a word of the site's name: "الأنباء (نواذيبو)"
    if after and (_NUMBERS.fullmatch(step) or (step[0].isdigit() and _names_month(step))):
        return ("day",)
    dated = _DATED.fullmatch(step)
    if dated and is_known_place(dated[1]) and (_names_month(dated[2]) or _DAY.match(dated[2])):
        return ("place", "day")
    if after == ["agency"] and sign[:1] in set("-–—ـ:") and is_named(step, site):
        return ("person",)  # "الصحيفة - فلان الفلاني - …"
    if "place" in after and "agency" not in after:
        said = sign[-1:] in {":", "："} and looks_like_name(step, site)
        if said or (sign[:1] in set("-–—ـ") and is_named(step, site)):
            return ("person",)
    # An agency that nobody knows: in brackets behind a place, or with a dash before one.
    letters = all(len(word) == 1 for word in words)
    short = (len(words) <= 2 or letters) and not any(char.isdigit() for char in step)
    bracketed = opened and "place" in after and sign[:1] in {")", "/"}
    if short and (bracketed or (not after and sign[:1] in set("-–—"))):
        return ("unknown",)
    return ()


def _alone(line: str, site: str | None = None) -> str | None:
    """Return a dateline that is a whole line: "تونس - وات", "بيروت -", "الرياض 12 مايو واس"."""
    line = line.lstrip(f" {_BULLETS}")
    text = line.strip(" -–—:.")
    if line.rstrip()[-1:] in _DASHES and len(line) < 60 and _WORD.search(text) and "+" not in text:
        return text
    pieces = [piece for piece in _ALONE_PARTS.split(line.strip(" -–—:.()")) if piece]
    if len(pieces) > 1 and len(line) < 60 and any(_is_agency(piece, site) for piece in pieces):
        others = [piece for piece in pieces if not _is_agency(piece, site)]
        if any(is_known_place(piece) and not _names_desk(piece, site) for piece in pieces):
            return text
        if others and all(map(may_be_place, others)) and load_furniture().read(line) is None:
            firsts = (" ".join(piece.split()[:2]) for piece in others)  # "فلانة الفلانية د ب أ"
            names = any(looks_like_name(p, site) for p in others) or any(map(_is_person, firsts))
            if names or not re.search(r"\d", line):
                return None if names else text
    if 1 < len(pieces) <= 3 and len(line) < 60 and is_known_place(pieces[0]):
        # A reporter, or another place: "بيروت - ليلى حداد", "غزة / رام الله".
        rest = pieces[1:]
        if all(
            is_known_place(piece) or _is_medium(piece) or looks_like_name(piece, site)
            for piece in rest
        ):
            return text
        if len(rest) == 1 and rest[0].isalpha() and len(rest[0]) <= _LONGEST_SIGN:
            return text  # an agency that nobody knows, by its short name
    words = line.split()
    label = load_furniture().read(line)
    if (label is not None and (label.alone or label.sign)) or "|" in line:
        return None
    if _names_month(line) and re.search(r"\d", line) and not words[0][0].isdigit():
        last = words[-1].strip("()/ -")
        place = re.split(r"\s+(?:في\s+)?\d", line)[0].strip(" «»:")
        named = is_known_place(place) or is_town(place)
        if not named and may_be_place(place):  # a sentence may begin so, and go on behind its day
            calendars = 2 if "الموافق" in line else 1
            named = len(_DIGITS.findall(line)) <= _DAY_AND_YEAR * calendars
        named = named and not is_function_word(fold(place))  # "« في: 28 مايو 2009, 10:20:33 »"
        if not last.isdigit() and len(place.split()) <= 4 and named:
            return text if not re.match(r"\W*(?:م|هـ|ه|ص)$", last) else None
    return None


def _is_person(text: str) -> bool:
    """Say whether two words are a name whose first is known as a given name."""
    return " " in text and is_named(text, None)


def _names_desk(place: str, site: str | None) -> bool:
    """Say whether a place's name is an agency's or the site's, and not "البصرة" of its unions."""
    own = site is not None and is_site(place, site)
    return is_agency(place) or (own and (is_medium(site or "") or fold(place) == fold(site or "")))


def _is_agency(text: str, site: str | None = None) -> bool:
    if is_desk(text, site) or is_abbreviated(text) or load_furniture().names_medium(text):
        return True
    return is_agency(text.strip(' .«»"“”'))


def _names_month(text: str) -> bool:
    calendar = load_calendar()
    words = scan(text).texts
    if any(word in calendar.months.index or word in calendar.hijri_months.index for word in words):
        return True
    return bool(re.match(r"\d{1,2}\s*[-–—/]\s*\d{1,2}", text.strip()))
