"""Whether a short text is a person's name, by its shape and by what is known of names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from marsad.extract.lines import is_stamp
from marsad.extract.where import is_agency, is_medium, is_site
from marsad.lexicon.furniture import load_furniture
from marsad.lexicon.names import given_names
from marsad.lexicon.sections import is_section_name
from marsad.text.normalize import fold

LONGEST_NAME = 40
"""Characters that a name has at most."""

OFFICES = frozenset(
    "مكتب محرر محرره مراسل مراسله مندوب مندوبه مراسلنا مراسلتنا موفد موفدنا".split()
)
"""What reporters are at their medium, folded."""

TITLED = re.compile(
    r"^(?:[أا]\.\s?(?:م\.\s?)?د\s+|م\.م\s+"
    r"|(?:[أاإ]\s?[./]?\s?(?:م\s?\.?\s?)?د|م\s?\.\s?م|د|م|أ|ا|[Dd]r|[Pp]rof)\s?[./]\s*"
    r"|(?:(?:فضيلة|سماحة|نيافة|معالي|سعادة)\s+)?"
    r"(?:ال(?:دكتور|كاتب|صحافي|صحفي|أستاذ|مهندس|شيخ(?! ولد)|بروفيسور"
    r"|بروفسور|محامي|مستشار|إعلامي|باحث|شاعر|روائي|قس|أب|عميد|لواء)ة?|دكتور[ةه]?|مهندس[ةه]?"
    r"|بروفيسور|أستاذ[ةه]?)(?:\s*[/:]\s*|\s+(?=\S+\s+\S)))+"
)
"""Titles before a name."""

_ACCOUNT = re.compile(r"[a-z][\w.-]*")  # what systems call a user
_NEWSROOM = frozenset({"الاخبار", "التحرير", "الاخباري", "الترجمه", "الرصد", "المتابعه"})
_LONGEST_INITIAL, _SHORT_GIVEN = 3, 3
_LEAST_LETTERS, _MOST_LETTERS = 2, 4
_INITIAL_LAST = re.compile(r"([^\W\d_]{3,})\s[^\W\d_]{1,2}\.")
_INITIALLED = re.compile(r"[^\W\d_]{1,2}\.\s?[^\W\d_]{3,}(?:\s[^\W\d_]{3,})?")
_BEFORE_ARTICLE = frozenset(
    {"عبد", "أبو", "ابو", "آل", "بنت", "نور", "سيف", "علاء", "بهاء", "ود", "ولد", "بن"}
)
_MARKS = re.compile("[-\u064e-\u0652\u0670]")  # tanwin ends no name
_RELATIVE = re.compile(r"^\W*(?:قبل|منذ)\s|^\W*(?:أمس|اليوم)\b")


def is_named(text: str, site: str | None) -> bool:
    """Say whether a text looks like a name and begins with a known given name."""
    bare = TITLED.sub("", text.strip())
    if match := _INITIAL_LAST.fullmatch(bare):
        bare = match[1]  # "كريمة خ."
        return _is_given(fold(bare))
    if not looks_like_name(bare, site):
        return False
    return _is_given(fold(bare.split()[0]))


def _is_given(word: str) -> bool:
    """Say whether a folded word is a known given name; the Maghreb writes ليندة for ليندا."""
    known = load_furniture().given_names
    if word in known or word in given_names():
        return True
    return len(word) > _SHORT_GIVEN and word[-1] == "ه" and f"{word[:-1]}ا" in given_names()


def is_initialled(text: str) -> bool:
    """Say whether a text is a name with its first letter: "م. بلخوجة"."""
    return _INITIALLED.fullmatch(text.strip()) is not None


def is_abbreviated(name: str) -> bool:
    """Say whether a name is letters one by one, as agencies and no people are called: "و م ع"."""
    letters = name.split()
    return _LEAST_LETTERS <= len(letters) <= _MOST_LETTERS and all(
        len(letter) == 1 and letter.isalpha() for letter in letters
    )


def looks_like_name(text: str, site: str | None) -> bool:
    """Say whether a text by itself may be a person's name."""
    words = text.strip().split()
    return (
        2 <= len(words) <= 4
        and len(text) < LONGEST_NAME
        and all(map(_is_word, _without_initial(words)))
        and not _opens_no_name(words[0])
        and fold(words[-1]) not in load_furniture().no_surname
        and load_furniture().about_author.isdisjoint(map(fold, words[2:]))
        and sum(
            word.startswith("ال") and before not in _BEFORE_ARTICLE
            for before, word in zip(["", *words], words, strict=False)
        )
        < 2
        and not is_no_author(text, site)
        and load_furniture().read(text) is None
        and not is_section_name(text, whole=_is_given(fold(words[0])))
        and not is_relative(text)
        and not is_stamp(text)
    )


def _without_initial(words: Sequence[str]) -> Sequence[str]:
    """Return the words of a name without its first letters before the last: "ب.", "سالم ب. علي"."""
    return [*(word for word in words[:-1] if not _is_initial(word)), words[-1]]


def _is_initial(word: str) -> bool:
    return word[-1] == "." and 1 < len(word) <= _LONGEST_INITIAL and word[:-1].isalpha()


def _is_word(word: str) -> bool:
    """Say whether a word is letters; harakat are none, and names are printed with them: ريّا."""
    return _MARKS.sub("", word).strip("ـ").isalpha()


def _opens_no_name(word: str) -> bool:
    """Say whether no person's name begins with a word; folding makes على of علي."""
    furniture, folded = load_furniture(), fold(word)
    return word != "علي" and (folded in furniture.no_person or folded in furniture.no_place)


def is_desk(text: str, site: str | None) -> bool:
    """Say whether a text is the site's name, as it stands or behind a word such as "خاص"."""
    first, _, rest = text.partition(" ")
    if is_site(text, site) or (fold(first) in load_furniture().desk and is_site(rest, site)):
        return True
    named = fold(site or "").split()  # "المنبر" of "جريدة المنبر المغربي"
    return len(named) > 2 and named[0] in load_furniture().medium and named[1] == fold(text)


def is_no_author(name: str, site: str | None) -> bool:
    """Say whether a text is the site, an agency, a desk, a trade or a label, and no author."""
    furniture, folded = load_furniture(), " ".join(fold(name).split())
    if folded in furniture.no_author or is_agency(name) or furniture.shares(name):
        return True
    if folded in furniture.desk or _names_desk(folded):
        return True
    if is_desk(name, site) or is_medium(name) or _is_trade(folded) or is_abbreviated(name):
        return True
    label = furniture.read(name)
    return label is not None and label.alone


def _is_trade(folded: str) -> bool:
    """Say whether a text says what somebody is, and not who: "كاتب وباحث ليبي"."""
    words = folded.split()
    if len(words) < 2 or words[0] not in load_furniture().about_author:
        return False
    return not _is_given(words[1])


def is_account(name: str) -> bool:
    """Say whether a name is what content systems call a user: "webmaster2"."""
    return _ACCOUNT.fullmatch(name) is not None


def is_newsroom(name: str) -> bool:
    """Say whether a text names who works at a medium, and no other medium: "غرفة الأخبار"."""
    folded = fold(name)
    return _names_desk(folded) and folded.split()[-1] in _NEWSROOM


def _names_desk(folded: str) -> bool:
    """Say whether a text names a desk, or an office without its holder: "قسم كذا", "محرر كذا"."""
    first, _, rest = folded.partition(" ")
    if not rest or not (first in load_furniture().desks or first.removeprefix("ال") in OFFICES):
        return False
    return not _is_given(rest.partition(" ")[0])


def is_relative(text: str) -> bool:
    """Say whether a text begins as a stamp such as "منذ ساعتين" does."""
    return bool(_RELATIVE.search(text))
