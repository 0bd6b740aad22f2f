"""Names of sources and agencies in a line that credits them."""

from __future__ import annotations

import re
from itertools import islice

from marsad.extract.lines import SHORT, is_stamp, stops, value_behind
from marsad.extract.name_shape import TITLED, is_abbreviated, is_desk, is_named
from marsad.extract.people import joined_names, without_agency
from marsad.extract.where import (
    is_agency,
    is_known_medium,
    is_known_place,
    is_medium,
    is_site,
)
from marsad.lexicon.furniture import Label, load_furniture
from marsad.lexicon.names import given_names
from marsad.text.normalize import fold
from marsad.text.stamps import read_stamps

_AGENCY_END = re.compile(
    r"(?:[(\[（]\s*([^()\[\]]{2,60})\s*[)\]）]|[/.]\s*[-–—/]+\s*([^()/.]{2,25}?)\s*/?)\s*\.?\s*$"
)
INITIALS = re.compile(
    r"\W*(?:[^\W\d_]{1,2}\s*:\s*)?(?:(?:[^\W\d_]{1,2}\s*[./ـ-]{1,2}\s*){1,6}[^\W\d_]{0,2}"
    r"|[^\W\d_](?:\s*[./\sـ-]\s*[^\W\d_]){1,7})\W*$"
)
"""A line of the desk's initials, which it signs with."""

_CODES = re.compile(r"(?=.*/)(?:[^\W\d_]{1,4}\s*[/ -]\s*){2,7}[^\W\d_]{1,4}")
_COUNTED = re.compile(
    r"\s*\d[\d,.]*\s*(?:قراءة|قراءات|مشاهدة|مشاهدات|زيارة|تعليق|تعليقات)(?!\w).*$"
)
_FIGURES = re.compile(r"\s+\d[\d:./-]{7,}.*$")  # "2025:06:11.14:20"
_NEXT_LABEL = re.compile(r"\s*(?:القسم|التصنيف|التاريخ|الكاتب)\s*[:：].*$")  # which may touch it
_SIGNED_OFF = re.compile(r"[-–—]\s*[^\W\d_]{2,}(?:\s*/\s*[^\W\d_]{2,}){0,2}\s*[-–—]")
CREDIT_SEPARATORS = re.compile(r"\s*[+,،/|]\s*|\s+[-–—]\s+|\s*[()]\s*")
"""What parts the names of a credit."""

_ALONE_SEPARATORS = re.compile(rf"{CREDIT_SEPARATORS.pattern}|\s+مع\s+")
_ENDED = re.compile(r"\W*(?:انتهى|انتهت|النهاية)\W+([^\W\d_][^/\d]{1,25}?)\W*$")
_ARABIC = re.compile("[\u0621-\u064a]")
_MARK = re.compile(r"/[^/()\d]{2,25}/|\([^()\d]{2,25}\)")
_LEAST_MARKED, _MOST_BELOW = 3, 3  # paragraphs
_MOST_WORDS = 4
_QUOTED = re.compile(r"\w+\s+[«\"“]([^«»\"“”]{2,})[»\"”]")  # "موقع «كذا»"
_QUOTED_BOTH = re.compile(r"(?<=[»\"”])\s+و\s*(?=[«\"“])")  # "«كذا» و«كذا»"
_IN_MARKS = re.compile(r"[«\"“„']\s*([^«»\"“”„]{2,}?)\s*[»\"”“']")
_MARKED = re.compile(rf"\W*{_IN_MARKS.pattern}(?:\W+و?\W*{_IN_MARKS.pattern})*\W*")
_OPENING_END = re.compile(r"[(\[]\s*((?:وكالة|صحيفة|شبكة)\s[^()\[\]]{2,30}?)\s*[)\]]\s*\.?\s*$")
_OPENING_MARK = re.compile(r"\W{0,2}[(\[/]\s*([^()\[\]/]{2,30}?)\s*[)\]/]\s*[-–—:]+\s")
_DATELINE_STEP = re.compile(r"[-–—ـ/|:،()«»\"“”]+")
_CREW = frozenset(
    "اعداد تحرير تغطيه ترجمه ترجمها ترجمته ترجمت تعريب كتابه صياغه مراجعه اشراف تدقيق مونتاج تصوير"
    " شارك شاركت ساهم ساهمت اسهم اسهمت".split()
)
_REPORTED = re.compile(r"(?:تغطية|كتابة|كتبه|كتبته)(?:\s+صحفية)?\s+(.+?)(?:\s+(?:من|في)\s.*)?$")
_CREW_STEP = re.compile(r"\s+[-–—/|]+\s*|\s*[،,؛/]\s*")
_MOST_SIGNED, _LONGEST_SIGNED = 3, 80  # people; characters of a byline
_LABELS = (1, 2)  # words that a byline's label may have
_ELSEWHERE = re.compile(r"\S\s*[،,(|–-]*\s*(?<!\w)(نقل[اأ]ً?\s+)?عن\s*[:：]?\s+([^،,()|]{2,40})\)?$")
_TOGETHER = re.compile(r"مع\s+([^،,()|]{2,25})$")  # which may touch the name before it
_TRANSLATED = ("ترجمه ", "ترجمها ", "ترجمته ", "تعريب ")  # folded
_AGENCY_NOUN = "وكاله "  # folded
_ADAPTED = "بتصرف"  # says how, and not whose
_DIGIT = re.compile(r"\d")
_CREDIT_LIST = re.compile(r"\s*[+،,|]\s*")
_AGENCY = re.compile(r"\W*[(\[（«]\s*([^()\[\]«»]{2,40})\s*[)\]）»]\W*$")


def credited(value: str, site: str | None) -> list[str]:
    """Return the sources that a credit names, without places and stamps beside them.

    "دبي - الصحيفة" names one, "الساحل، رويترز" two, though الساحل is a place as well.
    """
    found: list[str] = []
    value = _FIGURES.sub("", _NEXT_LABEL.sub("", _COUNTED.sub("", value)))
    if _DIGIT.search(value) and (readings := read_stamps(value)) and readings[0].start:
        value = value[: readings[0].start].rstrip(" -–—|،")  # which may touch what stands before
    for part in _CREDIT_LIST.split(_QUOTED_BOTH.sub("، ", value)):
        names = [name.strip(" .()ـ-–—") for name in CREDIT_SEPARATORS.split(part)]
        names = [one for name in names for one in _with_agency(name) if not _tells_crew(one)]
        names = [name for name in names if name and name != _ADAPTED and not is_stamp(name)]
        if len(names) > 1:  # the desk's initials beside an agency
            names = [name for name in names if is_agency(name) or not INITIALS.fullmatch(name)]
        sources = [name for name in names if is_site(name, site) or not is_known_place(name)]
        for source in sources or names[-1:]:
            quoted = _QUOTED.fullmatch(source)
            found += [quoted[1]] if quoted else unquoted(source)
    return found


def _with_agency(name: str) -> list[str]:
    """Cut off an agency that "و" joins to what stands before it: "رويترز وأسوشيتد برس"."""
    first, agency = without_agency(name)
    return [first, agency] if agency else [name]


def _tells_crew(text: str) -> bool:
    """Say whether a piece of a credit tells who translated, or the like: "ترجمة فلان الفلاني"."""
    first, _, rest = text.strip(" ()[]*.").partition(" ")
    named = value_behind(text) or rest.strip(" :")
    return fold(first) in _CREW and is_named(named.strip(" ()[]*."), None)


def unquoted(value: str) -> list[str]:
    """Return the names in quotation marks that a text is, or the text itself."""
    marked = _MARKED.fullmatch(value)
    return _IN_MARKS.findall(value) if marked else [value]


def opening_agency(first: str) -> list[str]:
    """Return the agency of a first paragraph: "… (وكالة كذا)." at its end, "(كذا) -- …" before it.

    Before it only a known one is believed.
    """
    if match := _OPENING_END.search(first[-60:]):
        return [match[1]]
    match = _OPENING_MARK.match(first)
    return [match[1]] if match and is_agency(match[1]) else []


def agencies_of_dateline(dateline: str, site: str | None) -> list[str]:
    """Return the agencies of a dateline, but for the site: "الرباط - و م ع".

    Letters one by one that nobody knows are a site's own sign where it is an agency.
    """
    own = fold(site or "").startswith(_AGENCY_NOUN)
    found = []
    for step in _DATELINE_STEP.split(dateline):
        words = step.split()
        # The day stands before an agency without a sign between them: "3-7-2023 وفا".
        ends = (" ".join(words[at:]) for at in range(len(words)))
        agencies = (e for e in ends if is_agency(e) or (is_abbreviated(e) and not own))
        found += [*islice(agencies, 1)]
    if site and _ARABIC.search(site):  # else the site's own name may be in marks
        found += [name for name in _IN_MARKS.findall(dateline) if is_known_medium(name)]
    return [name for name in found if not _is_own(name, site)]


def ended_by(text: str) -> list[str]:
    """Return the agency beside the sign that its copy ends: "انتهى/واس"."""
    match = _ENDED.match(text)
    return [match[1]] if match and _is_source(match[1], None) else []


def agencies_in(text: str) -> list[str]:
    """Return the agencies of a line that is nothing but them, in brackets."""
    match = _AGENCY.match(text)
    names = [name.strip() for name in CREDIT_SEPARATORS.split(match[1])] if match else []
    return names if names and all(map(is_agency, names)) else []


def _medium_alone(text: str) -> list[str]:
    """Return what a last line of words in brackets names, unless that is furniture or a place."""
    match = _AGENCY.fullmatch(text)
    name = match[1].strip() if match else ""
    if not 1 < len(name.split()) <= _MOST_WORDS or not name.replace(" ", "").isalpha():
        return []
    furniture = load_furniture()
    other = furniture.read(name) or furniture.marks(name) or is_known_place(name)
    return [] if other or is_named(name, None) else [name]


def take_agency(paragraphs: list[str], credits_found: list[str]) -> None:
    """Read an agency in brackets at the end of the body; a line of its own leaves the body."""
    for _ in range(2):
        if not paragraphs:
            return
        last = paragraphs[-1]
        match = _AGENCY_END.search(last[-80:])
        names = CREDIT_SEPARATORS.split(match[1] or match[2]) if match else [last.strip(" ./()")]
        known = [name.strip() for name in names if is_agency(name)]
        alone = _medium_alone(last) if len(paragraphs) > 1 and not credits_found else []
        if alone and not known:
            credits_found.extend(alone)
            paragraphs.pop()
            return
        others = [name for name in names if name.strip() and not INITIALS.fullmatch(name)]
        if not known or len(known) < len(others):
            return
        whole = match is None or match.start() == max(0, len(last) - 80) == 0
        if match is None and len(paragraphs) < 2:
            return
        credits_found.extend(known)
        if match and len(last) < SHORT and INITIALS.match(last[: match.start()]):
            whole = True  # "ك.ع / س.م (رويترز)": the desk's initials
        if not whole:
            return
        paragraphs.pop()


def take_mark(
    paragraphs: list[str], dateline: str, site: str | None
) -> tuple[list[str], list[str]]:
    """Read the mark that a copy's dateline opens with and that closes it: "/المجانية/", "(بترا)".

    Returns the agency, and the short lines below its mark, which leave the body with it.
    """
    match = _MARK.search(dateline)
    if match is None or len(paragraphs) < _LEAST_MARKED:
        return [], []
    name = match[0].strip("()/ ")
    for back in range(1, _MOST_BELOW + 1):
        first, found, rest = paragraphs[-back].partition(match[0])
        below = paragraphs[len(paragraphs) - back + 1 :]
        signs = (
            found and not first.strip(" -–—.") and (not rest.strip(" .") or INITIALS.match(rest))
        )
        if signs and all(len(line) < SHORT and not stops(line) for line in below):
            del paragraphs[-back:]
            return ([] if _is_own(name, site) else [name]), below
        if stops(paragraphs[-back]):
            break
    return [], []


def _is_own(name: str, site: str | None) -> bool:
    """Say whether a name is the site's, or a word of it: "شراع" of "وكالة أنباء الشراع"."""
    words, own = fold(site or "").split(), fold(name).removeprefix("ال")
    latin = own.isascii() and any(word.startswith(own) for word in words)  # "CNNArabic"
    if latin or is_site(name, site):
        return True
    if is_agency(name) and not fold(site or "").startswith(_AGENCY_NOUN):
        return False  # "العمانية" is no sign of "السبلة العمانية"
    return own in {word.removeprefix("ال") for word in words}


def _is_source(name: str, site: str | None) -> bool:
    """Say whether a name is a known agency's, or another one's that calls itself one."""
    return is_agency(name) or (
        fold(name).startswith(_AGENCY_NOUN) and is_medium(name) and not is_site(name, site)
    )


def agencies_alone(text: str, site: str | None, *, ends: bool) -> list[str]:
    """Return the agencies of a line that holds nothing but agencies, the site, and places.

    `ends` says that the line ends a text: there the site signs with an agency, "المرفأ/ رويترز".
    """
    names = [name.strip(" -–—./:") for name in _ALONE_SEPARATORS.split(text)]
    if " و" in text:
        names = [name for joined in names for name in without_agency(joined) if name]
    names = [name for name in names if name and not is_stamp(name)]
    found = [name for name in names if _is_source(name, site)]
    names = [name for name in names if name in found or not INITIALS.fullmatch(name)]
    rest = [name for name in names if name not in found]
    if found and ends and "/" in text and len(rest) == 1 and len(rest[0].split()) == 1:
        return names
    beside = all(is_desk(name, site) or is_known_place(name) for name in rest)
    return found if found and beside else []


def signed_elsewhere(text: str, label: Label | None, site: str | None) -> list[str]:
    """Return whose copy a byline says that a text is.

    So "بواسطة: وكالات", "إعداد: فلان، نقلا عن كذا", "ترجمة: فلان عن كذا".
    """
    byline = label is not None and label.kind == "byline" and not label.alone
    may = byline or "ترجم" in text or "تعريب" in text
    if not may or len(text) >= _LONGEST_SIGNED or stops(text):
        return []
    translated = fold(text).lstrip(" *(").startswith(_TRANSLATED)
    if not (byline or translated):
        return []
    if (match := _TOGETHER.search(text)) and is_agency(match[1]):
        return [match[1]]
    if match := _ELSEWHERE.search(text):
        known = match[1] or translated or is_known_medium(match[2])
        return credited(match[2], site) if known else []
    words = text.split()
    values = [value_behind(text), *(" ".join(words[at:]) for at in _LABELS)]
    if values[0] and is_medium(values[0]) and not is_site(values[0], site):
        return [values[0]]
    found = (agencies_alone(value, site, ends=False) for value in values if value)
    return next(filter(None, found), [])


def signed_with(text: str, site: str | None) -> tuple[list[str], list[str]]:
    """Return the reporters and the agencies of a last line that is more than one name.

    So "فلان الفلاني / وأج", "فلان الفلاني / فلان الآخر", "فلان الفلاني - كاتب كويتي", and a name
    with an address.
    """
    words = [word for word in text.split() if "@" not in word]
    pieces = [name.strip(" -–—./") for name in CREDIT_SEPARATORS.split(" ".join(words))]
    parts = [part for piece in pieces if piece for part in _parted_trade(piece)]
    found = [part for part in parts if is_agency(part)]
    trades = [
        part for part in parts if fold(part).partition(" ")[0] in load_furniture().about_author
    ]
    people = [part for part in parts if part not in found and part not in trades]
    several = len(parts) > 1 or len(words) < len(text.split())
    signed = several and 0 < len(people) <= _MOST_SIGNED and all(is_named(p, site) for p in people)
    return (people, found) if signed and not stops(text) else ([], [])


def _parted_trade(piece: str) -> list[str]:
    """Part a name from what its bearer is: "فلان الفلاني كاتب كويتي"."""
    words, trades = piece.split(), load_furniture().about_author
    at = next((n for n in range(2, len(words)) if fold(words[n]) in trades), len(words))
    return [" ".join(part) for part in (words[:at], words[at:]) if part]


def noted_author(text: str, site: str | None) -> str | None:
    """Return the name that a note opens with before what its bearer is: "* فلان كاتب وباحث"."""
    pieces = _parted_trade(text.strip(" *").partition("،")[0].rstrip("."))
    name = TITLED.sub("", pieces[0]) if len(pieces) > 1 else ""
    return name if is_named(name, site) else None


def _is_crew(text: str) -> bool:
    """Say whether a last line tells who made a copy: "(إعداد فلان للنشرة العربية - تحرير فلان)"."""
    inner = text.strip(" ()[]*.")
    pieces = [piece.strip() for piece in _CREW_STEP.split(inner)]
    if len(pieces) < 2 and text[0] not in "([":
        return False
    firsts = [fold(piece).removeprefix("و").split(" ", 1) for piece in pieces]
    return len(text) < 2 * SHORT and all(len(f) > 1 and f[0] in _CREW for f in firsts)


def reported_by(text: str, site: str | None) -> list[str]:
    """Return who reported, by a copy's last line: "(تغطية صحفية فلان - تحرير فلان)".

    Who prepared it for the bulletin in Arabic has translated it.
    """
    if not _is_crew(text):
        return []
    pieces = (piece.strip() for piece in _CREW_STEP.split(text.strip(" ()[]*.")))
    told = [match[1] for piece in pieces if (match := _REPORTED.match(piece))]
    return [name for names in told for name in joined_names(names, site)]


def signs_off(text: str, site: str | None) -> bool:
    """Say whether a last line says what its author is, or is the desk's initials, or the site."""
    names = [name for name in CREDIT_SEPARATORS.split(text) if name]
    if any(is_site(name, site) for name in names) and all(
        is_desk(name, site) or fold(name) in load_furniture().desk for name in names
    ):
        return True
    if _is_crew(text) or (not stops(text) and _tells_crew(text)):
        return True
    if _SIGNED_OFF.fullmatch(text) or _CODES.fullmatch(text.strip()):
        return True
    if text.count("/") == 1 and all(
        fold(name.strip()) in given_names() for name in text.split("/")
    ):
        return True  # "هلال/ أحمد": who wrote and who checked at an agency
    if stops(text) and text[0] not in "*(":
        return bool(INITIALS.match(text))
    words = fold(text.strip(" *()-–—")).split(maxsplit=2)
    about = load_furniture().about_author
    starts = {words[0], " ".join(words[:2])} if words else set()
    return not about.isdisjoint(starts) or bool(INITIALS.match(text))
