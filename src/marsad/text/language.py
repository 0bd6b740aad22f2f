"""Which language a text is in: by its script, then by letters and common words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from marsad.text.toml_data import Section, parse_toml, read_data

_FILE = "language.toml"
_SAMPLE = 1500  # characters: enough, and a bound for hostile input
_BEGINNING = 300
_FEWEST_LETTERS = 2
_SCRIPTS = {
    "arabic": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
    "latin": "a-z\u00c0-\u024f\u1e00-\u1eff",
    "cyrillic": "\u0400-\u052f",
    "he": "\u0590-\u05ff",
    "el": "\u0370-\u03ff",
    "hy": "\u0530-\u058f",
    "ka": "\u10a0-\u10ff",
    "am": "\u1200-\u137f",
    "hi": "\u0900-\u097f",
    "bn": "\u0980-\u09ff",
    "th": "\u0e00-\u0e7f",
    "ko": "\uac00-\ud7af\u1100-\u11ff",
    "ja": "\u3040-\u30ff",
    "zh": "\u4e00-\u9fff",
}
_RUNS = {name: re.compile(f"[{ranges}]+") for name, ranges in _SCRIPTS.items()}
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200b-\u200f\u2066-\u2069\u202a-\u202e]+")
_FEW_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640\u200e\u200f"
_SIGNS = "«»“”–…"
_WORD = re.compile(r"[^\W\d_]+")
_ASCII = "".join(map(chr, range(128)))
_COMMON = f"ابةتثجحخدذرزسشصضطظعغفقكلمنهويىءآأؤإئ٠١٢٣٤٥٦٧٨٩،؛؟{_SIGNS}{_FEW_MARKS}{_ASCII}"
"""What most Arabic text is made of: nothing in it is composed, or but for A-Z lowered."""


@dataclass(frozen=True, slots=True)
class _Language:
    code: str
    letters: frozenset[str]
    words: frozenset[str]


def detect_language(text: str) -> str | None:
    """Return the BCP 47 language of `text`, or None where it cannot be told.

    Arabic script without letters or words of another language is "ar". Latin and Cyrillic text
    needs common words or letters of a language; a name alone has none.
    """
    sample = text[:_SAMPLE]
    if _common().fullmatch(sample) and _is_arabic_at_a_glance(sample):
        return "ar"
    sample = _MARKS.sub("", unicodedata.normalize("NFC", sample)).lower()
    if _is_plainly_arabic(sample):
        return "ar"
    letters = "".join(set(sample))  # a text uses few: whole scripts are ruled out by them
    sizes = dict.fromkeys(_RUNS, 0)
    for name, runs in _RUNS.items():
        if runs.search(letters):
            sizes[name] = sum(map(len, runs.findall(sample)))
    script = max(sizes, key=lambda name: sizes[name])
    if sizes[script] < _FEWEST_LETTERS:
        return None
    if script == "zh" and sizes["ja"] * 10 > sizes["zh"]:  # Japanese mixes both
        return "ja"
    languages = _languages().get(script)
    if languages is None:
        return script
    scores = _scores(sample, languages)
    best = max(languages, key=lambda language: scores[language.code])  # the first among equals
    if not scores[best.code]:
        return "ar" if script == "arabic" else None
    return best.code


def _is_arabic_at_a_glance(sample: str) -> bool:
    """Say whether a text of common signs is plainly Arabic; of some that are it says no."""
    if _count_ascii(sample) - sample.count(" ") >= _BEGINNING:
        return False
    beginning = sample[: 2 * _BEGINNING]
    for mark in _FEW_MARKS:
        beginning = beginning.replace(mark, "")
    beginning = beginning[:_BEGINNING]
    others = _count_ascii(beginning) + sum(map(beginning.count, _SIGNS))
    own = _languages()["arabic"][0].letters
    return 2 * others <= len(beginning) and any(letter in sample for letter in own)


def _count_ascii(text: str) -> int:
    return len(text.encode("ascii", "ignore"))


def _is_plainly_arabic(sample: str) -> bool:
    """Say whether a text begins in Arabic script and holds no letter of its other languages."""
    beginning = sample[:_BEGINNING]
    if 2 * sum(map(len, _RUNS["arabic"].findall(beginning))) < len(beginning):
        return False
    arabic, *others = _languages()["arabic"]
    used = frozenset(sample)
    if used.isdisjoint(arabic.letters) or not all(used.isdisjoint(o.letters) for o in others):
        return False
    return sum(map(len, _RUNS["latin"].findall(sample))) < _BEGINNING


def _scores(sample: str, languages: tuple[_Language, ...]) -> dict[str, float]:
    """Weigh each common word as three letters: it is rarer by chance."""
    words = Counter(_WORD.findall(sample))
    used = frozenset(sample)
    return {
        language.code: 3.0 * sum(words[word] for word in language.words & words.keys())
        + sum(sample.count(letter) for letter in language.letters & used)
        for language in languages
    }


@cache
def _common() -> re.Pattern[str]:
    """Return a pattern of texts that hold common signs alone, and no letter of other languages."""
    others = {letter for language in _languages()["arabic"][1:] for letter in language.letters}
    signs = "".join(sign for sign in _COMMON if sign not in others)
    return re.compile(f"[{re.escape(signs)}]*+")


@cache
def _languages() -> Mapping[str, tuple[_Language, ...]]:
    return parse_languages(read_data(_FILE))


def parse_languages(source: str) -> Mapping[str, tuple[_Language, ...]]:
    """Read and check the text of a `language.toml`: languages by script.

    Raises:
        ConfigError: it is not TOML or a field is missing or wrong; the message names it.
    """
    data = parse_toml(_FILE, source)
    for script in data.values:
        if script not in _SCRIPTS:
            raise data.error(script, "is no known script")
    scripts = {script: data.section(script) for script in data.values}
    return {
        script: tuple(_language(code, section.section(code)) for code in section.values)
        for script, section in scripts.items()
    }


def _language(code: str, entry: Section) -> _Language:
    letters = entry.word("letters") if entry.values.get("letters") != "" else ""
    return _Language(code, frozenset(letters), frozenset(entry.words("words")))
