"""Whether a date on a page is a stamp, or a day that a text tells of.

A stamp is a line, or a piece of one, that is a date and little else: a label, a weekday, an hour, a
place, an author, a time of reading. A date in a headline, a caption or a sentence has words beside
it that are none of these.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from marsad.extract.lines import names_channel
from marsad.extract.name_shape import is_abbreviated, is_desk, is_initialled, is_named
from marsad.extract.where import is_agency, is_known_place, is_medium, is_town
from marsad.lexicon.furniture import load_furniture
from marsad.lexicon.sections import is_section_name
from marsad.text.calendar import load_calendar
from marsad.text.normalize import fold
from marsad.text.stamps import StampReading, read_stamps

TOUCHED, PARTED, SURE = 1, 2, 3
"""How much a date looks like a stamp; 0 is not at all.

`TOUCHED` has words beside it that say nothing known, though its hour or its element tells that
it is one; `PARTED` has them in other pieces of its line; `SURE` has none.
"""

CONTRADICTED = 0.3
"""The confidence, at most, of a day that the weekday printed beside it contradicts."""

_CUT = "\n"
_PARTED = re.compile(
    r"\s[-–—ـ/\\~]+(?=\s|$)|^[-–—ـ/\\~]+|[-–—]+\s*$|[^\w\s.,،؛'\"’\-–—ـ/!؟?%&@+:：]+|\n+"
)
_EDGES = " \t\xa0.,،؛:：-–—ـ/\\"
_NUMBERED = re.compile(r"\S*\d\S*")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_AND = re.compile(r"\s+و\s?(?=\w{3})|\s*[،,/&]\s*|\s+(?:and|et)\s+")
_COLONS = frozenset(":：")
# Last words of labels of an article's time; behind others, "تاريخ المباراة:", stands another day.
_OWN = frozenset("نشر النشر الاضافه الادراج الخبر المقال التغطيه الاصدار الرفع المشاركه".split())
_TIME_LABELS = frozenset({"الوقت", "التوقيت"})
_BY = re.compile(
    r"(?:نُ?شرت?|[أا]ضيفت?|حررت?|كتبت?|[أا]رسلت?|[أا]درجت?|مرسل[ةه]?)\s+(?:بواسطة|من طرف|من قبل)\s"
    r"|(?:by|par)\s",
    re.IGNORECASE,
)
# They lead to a day: behind a name they join a stamp to it, behind other words a sentence's day.
_LEADING = frozenset(
    "في يوم اليوم بتاريخ منذ حتي قبل بعد من الي ل الموافق مساء صباح فجر ليله منتصف خلال"
    " on at in of le du the since until".split()
)
_WEAK_LABELS = frozenset(
    {"بتاريخ", "تاريخ", "المنشور في", "منشور في", "كتب في", "date", "published"}
)
_LABELS = frozenset({"byline", "credit", "drop", "section", "promo", "stamp", "comments"})
_COUNTED = frozenset(
    "قراءه دقيقه دقاءق مشاهده مشاهدات زياره زيارات تعليق تعليقات قراءات مره مرات شوهد العدد السنه"
    " التعليقات الساعه منذ قبل comments views min read".split()
)
_PUBLISHED = frozenset({"نشر", "نشره", "اضافه", "حرره"})
_NEWS = frozenset({"اخبار", "الاخبار"})
_JOINING = frozenset({"علي", "عند", "الساعه", "في", "و", "م", "ه"})
_MOST_LABELLED = 6  # words of what a label begins
_MOST_NAMED = 6
_LABEL = 2
_MOST_BESIDE, _MOST_APART, _MOST_FAR = 3, 8, 16  # words that say nothing known
_WINDOW = 120  # characters of a line on each side that are looked at


@dataclass(frozen=True, slots=True)
class Shown:
    """A line with a date, and where its elements end: there one text stops and the next begins."""

    text: str
    cuts: tuple[int, ...] = ()
    hinted: bool = False  # its element is made for stamps
    site: str | None = None


def shape_of(line: Shown, reading: StampReading, others: Iterable[StampReading] = ()) -> int:
    """Say how much a date in a line looks like a stamp; `others` are the other dates in it."""
    text = _with_cuts(line, reading, others)
    before = text[0][-_WINDOW:]
    after = text[1][:_WINDOW]
    if "(@" in before or names_channel(line.text):
        return 0
    left, right = _segments(before), _segments(after)
    near = next((part for part in reversed(left) if part.strip()), "")
    if _leads(near, line) or _goes_on(right[0], line.site):
        return 0
    labelled = left[-1].rstrip()[-1:] in _COLONS  # by what is no other thing's label
    beside = _unknown(right[0], line.site) + (0 if labelled else _unknown(left[-1], line.site))
    apart = _apart(left[:-1], line.site) + _apart(right[1:], line.site)
    clock = isinstance(reading.stamp, dt.datetime)
    if not beside:
        if not apart:
            return SURE
        told = line.hinted or clock or _is_labelled(line.text[reading.begin : reading.start])
        return PARTED if apart <= (_MOST_FAR if told else _MOST_APART) else 0
    most = _MOST_BESIDE * (1 + clock) if line.hinted else clock
    return TOUCHED if beside <= most and apart <= _MOST_APART else 0


def is_sure_stamp(text: str, site: str | None) -> bool:
    """Say whether a line is a stamp for sure, with all that pages print beside it."""
    if len(text) > _WINDOW or not any(map(str.isdigit, text)):
        return False
    readings = read_stamps(text)
    return any(shape_of(Shown(text, site=site), one, readings) == SURE for one in readings)


def _apart(parts: Sequence[str], site: str | None) -> int:
    """Count the unknown words of some pieces; behind "المصدر:" one may say anything short."""
    told, count = False, 0
    for part in parts:
        bare = part.strip()
        if not bare:
            continue
        unknown = _unknown(bare, site)
        count += 0 if told and unknown <= _MOST_LABELLED else unknown
        label = load_furniture().read(bare) if bare[-1] in ":：" else None
        told = label is not None and label.alone
    return count


def _is_labelled(label: str) -> bool:
    """Say whether a date has a label that no sentence would have."""
    bare = fold(label).strip(" :")
    return bool(bare) and bare not in _WEAK_LABELS


def _with_cuts(
    line: Shown, reading: StampReading, others: Iterable[StampReading]
) -> tuple[str, str]:
    """Return what stands before and behind a date, other dates left out, with marks for cuts."""
    text, places = list(line.text), line.cuts
    for other in others:
        text[other.begin : other.end] = _CUT * (other.end - other.begin)

    def part(first: int, last: int) -> str:
        found, at = [], first
        for cut in sorted({cut for cut in places if first <= cut <= last}):
            found += [*text[at:cut], _CUT]
            at = cut
        return "".join([*found, *text[at:last]])

    return part(0, reading.begin), part(reading.end, len(text))


def _segments(text: str) -> Sequence[str]:
    return _PARTED.split(text) if text else ("",)


def _leads(text: str, line: Shown) -> bool:
    """Say whether the text before a date leads to it as sentences and other things' labels do.

    "يبدأ الموسم في", "آخر أجل للتسجيل:"; a name, a place or a label may: "أكادير في".
    """
    words = text.strip(_EDGES).split()
    label = load_furniture().read(text) if text.strip() else None
    if label is not None and label.kind == "stamp" and label.alone:
        return False  # "أرسلت في"
    if not _unknown(_without_leading(words), line.site):
        return False
    weekdays = load_calendar().weekdays.index
    last = next((word for word in map(fold, reversed(words)) if word not in weekdays), "")
    colon = text.rstrip()[-1:] in _COLONS
    if last in _LEADING:
        return not (colon and len(words) == _LABEL)  # "صدر في:"
    return colon and not line.hinted and last not in _OWN and not is_time_label(text)


def is_time_label(text: str) -> bool:
    """Say whether a text before a date is "الوقت:" and nothing else."""
    return fold(text).strip(_EDGES) in _TIME_LABELS


def _without_leading(words: Sequence[str]) -> str:
    end = len(words)
    while end and fold(words[end - 1]) in _LEADING:
        end -= 1
    return " ".join(words[:end])


def _goes_on(text: str, site: str | None) -> bool:
    """Say whether a text goes on with the sentence that a date stands in."""
    bare = text.strip(_EDGES)
    if not bare or not _unknown(bare, site):
        return False
    first = fold(bare.split(maxsplit=1)[0])
    joined = first[0] == "و" and len(first) > 3
    return joined or first in load_furniture().no_place


def _unknown(text: str, site: str | None) -> int:
    """Count the words of a text that is nothing which stands beside stamps."""
    bare = text.strip(_EDGES)
    if not bare or not _LETTERS.search(bare):
        return 0
    return _unknown_words(bare, site)


@lru_cache(maxsize=1024)
def _unknown_words(text: str, site: str | None) -> int:
    bare = " ".join(_NUMBERED.sub(" ", text).split()).strip(_EDGES)
    bare = _without_leading(bare.split())
    words = bare.split()
    if not words or len(words) > _MOST_FAR:
        return len(words)
    return 0 if _is_known(bare, [fold(word) for word in words], site) else len(words)


def _is_known(text: str, words: Sequence[str], site: str | None) -> bool:
    """Say whether a text is what stands beside stamps: a label, a name, a place, a count."""
    furniture, calendar = load_furniture(), load_calendar()
    label = furniture.read(text)
    few = label is not None and len(words) <= _MOST_LABELLED + 2 * label.sign
    if label is not None and few:
        if label.kind in _LABELS or (label.kind == "caption" and label.sign):
            return True
    elif _BY.match(text) and len(words) <= _MOST_LABELLED:
        return True
    if len(words) == 1 and (words[0].isascii() or words[0] in calendar.weekdays.index):
        return True
    if words[0] in _COUNTED or words[0] in furniture.about_author:
        return len(words) <= _MOST_LABELLED
    if _JOINING.issuperset(words):
        return True
    if " ".join(words) in furniture.no_author or furniture.shares(text):
        return True
    if words[0] in _PUBLISHED and is_named(text.partition(" ")[2], site):
        return True
    name, found, medium = text.partition(" نشر في ")  # "فلان الفلاني نشر في الصحيفة يوم"
    if found and len(medium.split()) <= _MOST_BESIDE:
        text = name
    text = text.rpartition(":")[2]  # "حاورتها في المدينة: فلانة"
    if len(words) > _MOST_NAMED:
        return False
    if _is_name(text, site):
        return True
    parts = [part for part in _AND.split(text) if part.strip()]
    return len(parts) > 1 and all(_is_name(part, site) for part in parts)


def _is_name(text: str, site: str | None) -> bool:
    """Say whether a text names a person, a place, a medium or a section."""
    bare = text.strip(_EDGES)
    furniture = load_furniture()
    return (
        is_agency(bare)
        or is_named(bare, site)
        or is_initialled(bare)
        or is_known_place(bare)
        or is_town(bare)
        or is_desk(bare, site)
        or is_medium(bare)
        or is_abbreviated(bare)
        or (is_section_name(bare, whole=True) and not _opens_headline(bare))
        or furniture.names_medium(bare)
    )


def _opens_headline(text: str) -> bool:
    """Say whether a section's name is how headlines begin too: "أسعار الذهب", "الطقس"."""
    first = fold(text.split(maxsplit=1)[0])
    return first in load_furniture().no_person and first not in _NEWS
