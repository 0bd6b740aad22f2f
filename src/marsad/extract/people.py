"""Bylines: the names of those who wrote, without labels, places, stamps and the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from marsad.extract.author_links import is_author_link, is_author_page
from marsad.extract.blocks import Block
from marsad.extract.lines import Line, text_line
from marsad.extract.name_shape import (
    LONGEST_NAME,
    OFFICES,
    TITLED,
    is_account,
    is_desk,
    is_named,
    is_no_author,
    is_relative,
    looks_like_name,
)
from marsad.extract.where import is_agency, is_known_place, is_site
from marsad.lexicon.furniture import Label, load_furniture
from marsad.text.normalize import fold
from marsad.text.stamps import read_stamps

_BETWEEN_SIGN = re.compile(r"[-–—|•·]")
_BETWEEN = re.compile(r"\s+[-–—]\s+|\s*[|•·]\s*")
_LABELLED = re.compile(r"^\W*[^:：|،,/\-–—]{2,40}?(?:[:：|،,/\-–—]|\sـ+(?=\s))\s*(.+)$", re.DOTALL)
_WRITTEN_BY = re.compile(
    r"^\W*(?:(?:(?:مرسلة|نشرت?|[أا]رسلت?|كتبت?) )?بواسطة|كتبت?|كتبه|كتبها|[تي]كتبها|[تي]كتبه|بقلم"
    r"|نشره|[أا]رسله|[أا]ضافت?ه|(?:نشر |تحرير |كتب )?من طرف|(?:written |submitted )?by|par)\s+"
    r"((?:[^\s\d]+\s*){2,8})$",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"\W*(?:(?:شارك|ساهم|أسهم)ت?\s+في|حاور\w{0,3}\s+في|كتبت?\s+من)\s[^:：]{2,30}[:：]"
)
_FROM = re.compile(r"^\W*من\s+([^،,:]{5,30})[،,]\s*(?:مراسل|مندوب|موفد)")
_BY = re.compile(r"by\s+([^\d,،|–-]{5,40}?)\s*(?:[\d,،|–-].*)?$", re.IGNORECASE)
_SIGNED = re.compile(r"\W*(?:كتبت?|كتبها|كتبه|بقلم|بواسطة)\s*[:：]")
_COLON = re.compile(r"\s*[:：]\s+")
_ALONE = re.compile(r"\s+[-–—ـ/|]+\s*|\s*[–—/|]+\s+|\s*[()]\s*|\s*[:：،]\s+")
_LONGEST_ALONE = 60
_PARTS = re.compile(r"[-–—ـ/|]")
_DASH = re.compile(r"(\s+[-–—ـ/|]+\s*|\s*[–—/|]+\s+)")
_NAME_END = re.compile(
    r"\s+(?:on|منذ|قبل|اليوم|أمس|بتاريخ|يوم|نُ?شرت?|تحديث|آخر|تم|يناير|فبراير|مارس|[أإا]بريل|مايو|يونيو|يوليو"
    r"|[أا]غسطس|سبتمبر|[أا]كتوبر|نوفمبر|ديسمبر|كانون|شباط|آذار|حزيران|تموز|أيلول|تشرين)\b"
    r"|\s+في(?:\s|$)|\s*[(|]|\s*\d|\s+(?:الموضوع|القسم|التصنيف)\s*[:：]"
)
_AGO = re.compile(r"\s+(?:منذ|قبل)\s.*$")
_GLUED_DAY = re.compile(
    r"(\w(?<!عبد))(?:ال[اإ]ثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)(?=\s+\d|$)"
)
_TITLE_SIGN = re.compile(
    r"(?<![^\s:،,/-])(?:[أا]\s?[./]?\s?(?:م\s?[./]?\s?)?د|د|م|أ|ا|(?:ال)?(?:دكتور|مهندس|أستاذ|شيخ|كاتب"
    r"|مستشار|محامي)[ةه]?)\s?/\s?(?=[^\W\d_]{2})"
)
_OTHER_ROLE = re.compile(
    r"\s*(?:تدقيق|مراجعة|راجع(?:ه|ته|ها)?|تصوير|ترجمة|تحرير)(?:\s+\w+)?\s*[:：]\s"
)
_PIECE = re.compile(
    r"^\W*(?:هذا )?(?:الخبر|المقال|المقالة|التقرير|الموضوع|الحوار)\s*[:：]?\s+(?=\S)"
)
_NUMBERED = re.compile(r"([^\W\d_]{2,})\d+(?![\w:/-]|\s+\w)")
_AND = re.compile(r"\s*[,،/|؛]\s*|\s+(?:and|et|&|و)\s+|\s+[-–—ـ]+\s*|\s*[–—]+\s+")
_FROM_ELSEWHERE = re.compile(r"\s*[،,(|–-]*\s*(?<!\w)(?:نقل[اأ]ً?\s+)?عن\s")
_TOGETHER = re.compile(r"\s*مع\s+([^،,()|]{2,25})$")  # "فلان مع أ ف ب", which may touch
_NEXT_LABEL = re.compile(r"(?:\s+[-–—|]\s+|[،,]\s*)[^\s:،,]+\s*[:：]|\s+[-–—]\s+\W*(?:منذ|قبل)\s")
_PEN = re.compile(r"^[\s\ufe0f]*[✍🖊🖋✒👤]")
_AUTHOR_HINT = re.compile(
    r"(?:^|[\s_-])(?:author|byline|writer|reporter|creator|columnist)s?(?:[\s_-]?name)?(?:$|[\s_-])"
    r"|(?:author|writer|reporter|byline)(?:-|_)?name|post-author|vcard"
)
_EDGES = re.compile(r"^[\W_ـ]+|[^\w.)]+$|ـ$|(?<=\w\w)\.$")
_GLUED_NUMBER = re.compile(r"[^\W\d_]\d")
_SIGNS = " □■▪●◆•"
_PLACED = re.compile(r"^\W*(\w+(?:\s\w+)?)\s*[«\"“][^»\"”]{2,30}[»\"”]\s*[-–—:]?\s*(?=\w)")
_OWN_LETTERS = re.compile("[A-Za-z\u00c0-\u024f\u0621-\u06d3]")
_LEAST_WORD, _LEAST_OFFICE, _MOST_NAMES = 2, 4, 6  # letters of a first word; words
_LONGEST_BYLINE = 80
_SENT = "رسالة "  # "رسالة المدينة: فلان الفلاني"
_MOST_TOGETHER, _MOST_BESIDE = 2, 3  # people, and parts, of "الصحيفة - المدينة - فلان الفلاني"
_ONE_NAME = 4  # words of a name that nothing else is known of
_LONGEST_LINE = 220
_TOLD = ("،", "بقلم", "بواسطة", "كتب", "إعداد")  # one of them stands behind a stamp
# Pieces of a line may touch; مكتب and الكتب are other words.
_TELLING = re.compile(r"(?<!ال)(?<!م)(?:كتبت?|بقلم|بواسطه|اعد(?:ته|تها|ه|ها))[ :/]+$")
_NOT_WRITTEN = frozenset(
    "ترجمه ترجمها ترجمته ترجم المترجم المترجمه تعريب تصوير عدسه صور الصور صوره الصوره كاميرا photo"
    " photos".split()
)
_EDITED = frozenset({"تحرير", "مراجعه", "تدقيق"})
_MOST_OFFICE = 4  # words
_BYLINE_DEPTH = 3
_IN_BRACKETS = re.compile(r"\s*[(（][^()（）]{2,30}[)）]")  # "فلان (الرياض)، فلان (جدة)"
_NEXT_ROLE = re.compile(
    r"\s*(?:[-–—ـ|/،,]|\.\.)\s*(?=(?:و?تصوير|عدسة|ترجمة|تحرير|مونتاج|غرافيك)\b)"
)


def read_byline(line: Line, site: str | None = None) -> list[str]:
    """Return the names that a short line near the headline prints as its authors'."""
    text = line.text.lstrip(_SIGNS)
    if text.rstrip().endswith((".", "؟", "?", "!")):
        return []
    if line.anchors and (told := told_before(line)):
        return [name for link in told for name in names_of(link, site)]
    if len(text) > _LONGEST_BYLINE:
        return []
    if _PEN.match(text):
        return names_of(_PEN.sub("", text), site)
    label = line.label
    if (own := _byline_piece(line)) is not None:
        return read_byline(own, site)
    if label is None and (match := _FROM.match(text)) and looks_like_name(match[1], site):
        return [match[1].strip()]  # "من فلان الفلاني، مراسلنا في المدينة"
    if label is None and not line.anchors and (rest := _behind_place(text, site)):
        known = is_named(rest, site) or (
            is_desk(text[: text.find(rest)].strip(" -–—/|:"), site) and looks_like_name(rest, site)
        )
        if known and not is_known_place(rest):
            return names_of(rest, site)
        line = text_line(rest)
        text, label = rest, line.label
    if label is None and (match := _BY.match(text)) and is_named(match[1].strip(), site):
        return [match[1].strip()]
    if label and label.kind == "byline" and (value := _behind_label(text, label, line)):
        if line.anchors and line.anchors[0][0] == text and not _SIGNED.match(text):
            return []  # "تقرير: كذا" is the headline of another article
        return [name for name in names_of(value, site) if not is_account(name)]
    return _linked_names(line, text, site)


def _linked_names(line: Line, text: str, site: str | None) -> list[str]:
    """Return the names of a line's links that lead to authors."""
    found: list[str] = []
    ends = load_furniture().no_surname
    for name, tag in line.anchors:
        if fold(name.rpartition(" ")[2]) in ends:
            continue  # "… اليوم", a site
        linked = is_author_link(tag)
        rest = text.replace(name, "")
        alone = line.link_density > 0.6 or _DIGIT.search(rest) or _begins_with_office(rest)
        if linked:
            found += names_of(name, site)
        elif alone and is_author_page(tag):
            # Addresses of other things may look like an author's.
            found += [one for one in names_of(name, site) if looks_like_name(one, site)]
    return found


def _begins_with_office(text: str) -> bool:
    """Say whether a text says what somebody is: "محررة شؤون الاندماج"."""
    first = fold(text).partition(" ")[0]
    return first in OFFICES or first in load_furniture().about_author


def told_before(line: Line | Block) -> Sequence[str]:
    """Return links if "كتب" or the like stands right before them, whatever stands before that."""
    links = [link for link, _ in line.anchors]
    before, _, rest = line.text.partition(links[0])
    if not before or before[-1] not in " :/":
        return ()
    for link in links[1:]:
        joint, _, rest = rest.partition(link)
        if joint.strip(" ،,&") not in {"", "و"}:
            return ()
    return links if _TELLING.search(fold(before)) else ()


def _byline_piece(line: Line) -> Line | None:
    """Return the one labelled byline of a line: "حوار: فلان - القاهرة" beside "التاريخ: …"."""
    if len(line.pieces) < 2:
        return None
    read = load_furniture().read
    labels = [(piece, label) for piece in line.pieces if (label := read(piece))]
    own = [(piece, label) for piece, label in labels if label.kind == "byline"]
    if len(own) != 1 or own[0][1].alone:
        return None
    piece, label = own[0]
    says = not label.sign or _LABELLED.match(piece)  # "Author," has the name in the next piece
    return text_line(piece) if says else None


def _behind_label(text: str, label: Label, line: Line) -> str | None:
    """Return what stands behind a label such as "بقلم:", None where that is no author."""
    text = without_agency(text)[0]
    first = fold(text.split(maxsplit=1)[0]).strip(" :-")
    if first in _NOT_WRITTEN:
        return None
    text = _NEXT_ROLE.split(text.lstrip(" -–—"))[0]
    if (label.sign or _SHARED.match(text)) and (match := _LABELLED.match(text)):
        return match[1]
    if author := next((name for name, tag in line.anchors if is_author_link(tag)), None):
        return author  # what stands behind it may touch it
    if match := _WRITTEN_BY.match(_NAME_END.split(text)[0]):
        several = len(match[1].split()) > _ONE_NAME
        if several and not all(is_named(name, None) for name in _joined(match[1].rstrip(" :"))):
            return None
        return None if _NUMBERED.search(text) else match[1]
    linked = line.anchors and line.link_density > 0.4 and not label.alone
    return line.anchors[-1][0] if linked else None


def _behind_place(text: str, site: str | None) -> str | None:
    """Return what stands behind the place or the site's name that a short line opens with."""
    parted = _DASH.search(text) if _PARTS.search(text) else None
    match = parted or (_COLON.search(text) if ":" in text or "：" in text else None)
    if match is None:
        return None
    first, rest = text[: match.start()].strip(), text[match.end() :].strip(" :：")
    if fold(first) in _NOT_WRITTEN:
        return None  # "الصور: …"
    sent = first.startswith(_SENT) and is_known_place(first.partition(" ")[2])
    before = sent or is_known_place(first) or is_desk(first, site) or _is_office(first)
    return (rest or None) if before else None


def _is_office(text: str) -> bool:
    """Say whether a text is what a reporter is at his medium: "محرر الشؤون المحلية"."""
    words = fold(text).split()
    return 0 < len(words) <= _MOST_OFFICE and words[0].removeprefix("ال") in OFFICES


def _may_be_site(text: str) -> bool:
    """Say whether a short text may be the name of a medium, and is nobody's."""
    letters = text.replace(" ", "")
    return len(text.split()) <= _MOST_OFFICE and letters.isalpha() and not is_named(text, None)


def name_alone(line: Line, site: str | None, *, above: bool = False) -> list[str]:
    """Return the name that a line without any label is, with a place or the site's name beside it.

    Without a label only names are believed whose first word is known as a given name. `above` says
    that the line stands above the text, where sites sign whose name the page tells nowhere else.
    """
    if line.heading or line.after_image or line.tag == "li" or len(line.text) > _LONGEST_LINE:
        return []
    bare = _AGO.sub("", line.text).lstrip(_SIGNS).strip(" ()[]*-–—")
    text = TITLED.sub("", without_agency(_NEXT_ROLE.split(bare)[0])[0])
    if len(text) > _LONGEST_ALONE:
        return []
    pieces = [piece.strip(" ()") for piece in _ALONE.split(text) if piece.strip(" ()")]
    if pieces and fold(pieces[0]) in _NOT_WRITTEN:
        return []
    names = [p for p in pieces if not is_known_place(p) and not is_desk(p, site)]
    if len(names) > 1:  # "فلان الفلاني، مراسل الصحيفة في المدينة", "موفدنا إلى المدينة: فلان"
        names = [p for p in names if not _begins_with_office(p)] or names
    if len(pieces) > len(names) == 1:
        names = [names[0].removeprefix("من ")]  # "الصحيفة - من فلان الفلاني"
    two = above and len(names) == 2
    if two and (
        _may_be_site(names[0]) if site is None else load_furniture().names_medium(names[0])
    ):
        names = names[1:]  # "الصحيفة - فلان الفلاني"
    if len(names) > 1:
        desk = load_furniture().desk  # "خاص - فلان الفلاني"
        names = [p for p in names if fold(p) not in desk]
        if not line.pieces:  # those may touch
            names = [name for name in names if not is_agency(name)]
    if not 0 < len(names) <= _MOST_TOGETHER or len(pieces) > _MOST_BESIDE:
        return []
    told = (_without_place(_without_section(name, line, site)) for name in names)
    found = [one for name in told for one in _joined(name)]
    return found if all(is_named(name, site) for name in found) else []


def _without_section(name: str, line: Line, site: str | None) -> str:
    """Return the name alone where its section stands beside it: "فلان الفلاني مساهمات"."""
    bare = (TITLED.sub("", piece.strip()) for piece in line.pieces)
    return next((b for b in bare if name.startswith(f"{b} ") and is_named(b, site)), name)


def is_edited(line: Line) -> bool:
    """Say whether a byline names who edited, and not who wrote: "تحرير: …"."""
    first = line.text.strip(" -–—").partition(" ")[0]
    return fold(first).strip(" :-") in _EDITED


def is_byline(line: Line) -> bool:
    """Say whether a short line tells who wrote or pictured, though no name is read in it."""
    label = line.label
    if label is None or label.kind != "byline" or line.text[-1] in "؟?!":
        return False
    return label.sign and len(line.text) < 60


def names_of(value: str, site: str | None = None) -> list[str]:
    """Split names, and leave out what is none."""
    if is_site(value.strip(), site) or is_agency(value) or _NICK.fullmatch(value.strip()):
        return []
    value = _FROM_ELSEWHERE.split(value)[0]
    if (match := _TOGETHER.search(value)) and is_agency(match[1]):
        value = value[: match.start()].strip()
    if "/" in value:
        value = _TITLE_SIGN.sub(" ", value)  # "د/ فلان" is one name
    first = _DASH.search(value)
    if first and is_desk(value[: first.start()].strip(), site):
        rest = value[first.end() :].strip()
        value = rest if is_named(rest, site) else value  # "الصحيفة 24 - فلان الفلاني"
    value = _PIECE.sub("", value)
    if (match := _PLACED.match(value)) and is_known_place(match[1]):
        value = value[match.end() :]  # "عدن «الصحيفة» فلان الفلاني:"
    if ":" in value:
        value = _behind_place(value, site) or value  # "مكتب المدينة: فلان وفلان"
    value = _GLUED_DAY.sub(r"\1", without_agency(_without_office(value, site))[0])
    # Media bear numbers: "فرانس24".
    glued = _GLUED_NUMBER.search(value)
    numbered = _NUMBERED.findall(value) if _DIGIT.search(value) else ()
    value = _NAME_END.split(_IN_BRACKETS.sub("، ", _NEXT_LABEL.split(value)[0]))[0]
    if ":" in value:
        value = _OTHER_ROLE.split(value)[0]
    parts = ("" if is_agency(p) else p for p in _AND.split(value))  # "أ.ف.ب" has no title
    whole = [TITLED.sub("", _without_place(_EDGES.sub("", p))) for p in parts]
    whole = [whole[0], *(_without_and(name, site) for name in whole[1:])]
    pieces = [name for name in whole if len(whole) == 1 or not is_known_place(name)]
    pieces = [_without_office(name, site) for name in pieces if name not in numbered]
    found = []
    for name in (name for piece in pieces for name in _joined(piece)):
        words = name.split()
        if not 0 < len(words) <= _MOST_NAMES or len(words[0]) < _LEAST_WORD:
            continue
        if len(words) == 1 and glued:
            continue  # "فرانس24"
        if len(name) < LONGEST_NAME and _OWN_LETTERS.search(name) and not is_no_author(name, site):
            found.append(name)
    return found


def _without_office(name: str, site: str | None) -> str:
    """Take off what its bearer is: "مراسلة الصحيفة في المدينة هدى علي", "هدى علي مراسلة الشؤون"."""
    words = name.split()
    if len(words) < _LEAST_OFFICE:
        return name
    if fold(words[0]).removeprefix("ال") in OFFICES:
        ends = (" ".join(words[at:]) for at in range(1, len(words) - 1))
        return next((end for end in ends if is_named(end, site)), name)
    at = next((n for n in range(2, len(words)) if fold(words[n]) in OFFICES), 0)
    return " ".join(words[:at]) if at and is_named(" ".join(words[:at]), site) else name


def _without_and(name: str, site: str | None) -> str:
    """Take off the "و" that a comma and a name have between them: "منى سعيد، وأحمد علي"."""
    rest = name[1:]
    if name[:1] != "و" or fold(name.split(maxsplit=1)[0]) in load_furniture().names_in_waw:
        return name
    return rest if is_named(rest, site) and not is_named(name, site) else name


def _without_place(name: str) -> str:
    """Take off the place that stands behind a name: "ندى علي-الشارقة", "ندى علي من الشارقة"."""
    for sign in ("-", " من "):
        first, found, place = name.rpartition(sign)
        if found and " " in first and is_known_place(place):
            return first
    return name


def without_agency(text: str) -> tuple[str, str | None]:
    """Cut off the agency that is joined to what stands before: "ووكالات", "مع أ ف ب"."""
    if (" و" not in text and " مع " not in text) or len(text) > _LONGEST_LINE:
        return text, None
    words = text.split()
    for at in range(1, len(words)):
        first = words[at].removeprefix("و") if words[at] != "مع" else ""
        agency = " ".join([first, *words[at + 1 :]]).strip()
        if first != words[at] and is_agency(agency):
            return " ".join(words[:at]), agency
    return text, None


def joined_names(text: str, site: str | None) -> list[str]:
    """Return the names that a text is, an agency beside them left out; nothing if it is more."""
    names = _joined(without_agency(text)[0])
    return names if all(looks_like_name(name, site) for name in names) else []


def _joined(piece: str) -> list[str]:
    """Cut two names apart that "و" joins: "منى سعيد وأحمد علي", but not "محمد وليد سالم"."""
    words = piece.split()
    for at in range(2, len(words) - 1):
        word = words[at]
        if len(word) > 3 and word[0] == "و" and fold(word) not in load_furniture().names_in_waw:
            return [" ".join(words[:at]), *_joined(" ".join([word[1:], *words[at + 1 :]]))]
    return [piece]


def line_pieces(line: Line, lines: Sequence[str], site: str | None) -> list[str]:
    """Return the names in a line of a stamp and other short things, such as "فلان | 12 مايو 2024".

    Such a line has no label: a piece of it is a name if it is two to four words without a digit,
    and no section, stamp, place of the site or label.
    """
    first = fold(line.text.partition(" ")[0]).strip(" :")
    if len(line.text) > _LONGEST_LINE or not tells_when(line.text) or first in _NOT_WRITTEN:
        return []
    parts = _BETWEEN.split(line.text) if _BETWEEN_SIGN.search(line.text) else [line.text]
    told = any(word in line.text for word in _TOLD)
    if told and (readings := read_stamps(line.text)):
        # "السبت 18 يناير 2025، بقلم فلان"
        rest = line.text[readings[-1].end :].lstrip(" ،,")
        label = load_furniture().read(rest) if rest else None
        if label is not None and label.kind == "byline":
            parts = [rest, *parts]
    if len(parts) > 1 and (readings := read_stamps(line.text)):
        before = names_of(line.text[: readings[0].start].rstrip(" -–—|،"), site)
        if before and all(is_named(name, site) for name in before):
            return before  # "الصحيفة – فلان الفلانيالأحد 4 دجنبر 2022"
    pieces = [
        *line.pieces,
        *(part for part in parts if len(parts) > 1),
        *lines[: len(lines) > 1 and 9],
    ]
    pieces = list(dict.fromkeys(pieces))
    if len(pieces) < 2:
        return []
    for piece in pieces:
        if names := read_byline(text_line(piece), site):
            return names
    if not any(read_stamps(piece) or is_relative(piece) for piece in pieces):
        return []
    names = [p for p in pieces if looks_like_name(p, site) and not is_known_place(p)]
    return names[:1] if len(names) == 1 else []


_NICK = re.compile(r"[^\W\d]+(?: [^\W\d]+)?[ _]?\d{1,4}")
_DIGIT = re.compile(r"\d")
_RELATIVE_WORD = re.compile(r"\b(?:قبل|منذ|أمس|اليوم)\b")


def tells_when(text: str) -> bool:
    """Say whether a digit or a word such as "منذ" stands in a text."""
    if _DIGIT.search(text):
        return True
    # Looking at every edge of a word costs: most texts hold none of the words.
    told = "قبل" in text or "منذ" in text or "أمس" in text or "اليوم" in text
    return told and bool(_RELATIVE_WORD.search(text))


@lru_cache(maxsize=1024)
def hinted(hint: str) -> bool:
    """Say whether a class, id or role is made for authors' names."""
    return bool(_AUTHOR_HINT.search(hint))


def stands_in_byline(line: Line) -> bool:
    """Say whether a line stands in an element that is made for authors' names."""
    containers = line.containers
    if containers is None:
        return False
    return any(hinted(containers.hint(at)) for at in containers.path(line.container, _BYLINE_DEPTH))


def written_by(
    printed: Iterable[str], machine: Sequence[str], site: str | None, domain: str | None
) -> tuple[str, ...]:
    """Choose between visible and machine names; the site itself is no author."""
    label = (domain or "").split(".")[0].lower()

    def person(name: str) -> bool:
        return not (is_no_author(name, site) or is_account(name) or fold(name) == label)

    named = (_without_place(name) for name in printed if person(name))
    visible = tuple({TITLED.sub("", name): name for name in reversed([*named])}.values())[::-1]
    if visible:
        return visible
    ends = load_furniture().no_surname  # "… اليوم" is a site's name
    machine = [v for v in machine if v.strip() and fold(v.split()[-1]) not in ends]
    names = (
        name for value in machine for name in (names_of(value, site) or _bracketed(value, site))
    )
    medium = load_furniture().names_medium
    return tuple(dict.fromkeys(name for name in names if person(name) and not medium(name)))


def _bracketed(value: str, site: str | None) -> list[str]:
    """Keep what a desk calls itself, such as "(بيروت - فلان)"."""
    whole = value.strip().startswith("(") and not is_no_author(value.strip("() "), site)
    return [value.strip()] if whole else []
