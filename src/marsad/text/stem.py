"""Light stemming for search: the forms of a word meet, unrelated words stay apart.

Proclitics, pronouns and regular endings are taken off, patterns are left alone. An ending that is
part of many words (لبنان, فلسطين, قانون) goes only where the list of known words shows the word
without it. Of 231 inflected forms of 38 news words 3 miss the stem of the others; with Snowball's
Arabic stemmer, which looks at letters alone and leaves ب, ل and و before a word, 94 do.
"""

from __future__ import annotations

import re
from functools import lru_cache

import Stemmer

from marsad.text.proclitics import cut, is_function_word, is_indivisible, is_known, without_enclitic
from marsad.text.tokenize import fold_words

_english = Stemmer.Stemmer("english").stemWord
_JOINERS = re.compile(r"[.\- ]")
_ELISION = re.compile(r"(?:l|d|j|m|n|s|t|c|qu|al)'(?=..)")
_SURE_PRONOUNS = ("ها", "هم", "هما", "هن", "نا", "ته")
_NUMBER_ENDINGS = ("ون", "ين", "ان")
_MOST_ENDINGS = 4  # اماراتيين loses three


def index_terms(text: str) -> list[str]:
    """Return the folded, stemmed words of a text in order: what the search index holds."""
    return list(map(stem, fold_words(text)))


def exact_terms(text: str) -> list[str]:
    """Return the folded words of a text in order, unstemmed."""
    return list(map(exact_term, fold_words(text)))


@lru_cache(maxsize=1 << 12)
def _joined(word: str) -> str:
    return _JOINERS.sub("", word)


def exact_term(word: str) -> str:
    """Return a token in one spelling: أ.ف.ب as أ ف ب, F-35 as F35, 1,250 as 1250."""
    if word[0].isdecimal():
        return word.replace(",", "")
    return word if word.isalpha() else _joined(word)


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Return the stem of one folded token: a word of any script, a number or an abbreviation."""
    if not word:
        return ""
    plain = exact_term(word)
    if "ء" <= plain[0] <= "ي":
        return _arabic(plain) if plain == word else plain
    if plain.isascii() and plain[0].isalpha():
        return str(_english(_ELISION.sub("", plain, count=1) if "'" in plain else plain))
    return plain


def _arabic(word: str) -> str:
    if len(word) <= 2 or is_function_word(word):
        return word
    bare = word[cut(word) :]
    rest = without_enclitic(bare)
    # A final ه may be the feminine ة, ي the adjective's, ك a root's: those decide by themselves.
    if rest is not None and (bare.endswith(_SURE_PRONOUNS) or not is_known(bare)):
        bare = rest
    return _without_endings(bare)


def _without_endings(word: str) -> str:
    for _ in range(_MOST_ENDINGS):
        if is_indivisible(word) or is_function_word(word):
            break
        shorter = _alif(word) or _plural(word) or _feminine(word) or _relative(word)
        if shorter is None:
            break
        # ولاية is no adjective of a ولا: its ي is its own.
        ends_here = word[-2:] == "يه" and is_known(word) and not is_known(shorter)
        word = shorter
        if ends_here:
            break
    return word


def _alif(word: str) -> str | None:
    """Take off the alif of tanwin, of the plural verb, and of countries (فرنسا beside فرنسي)."""
    if word[-1] != "ا" or len(word) < 4:
        return None
    rest = word[:-1]
    if rest[-1] == "و" and len(rest) >= 4 and is_known(rest[:-1]):
        return rest[:-1]
    return rest if len(rest) >= 4 or is_known(rest) or is_known(f"{rest}ي") else None


def _plural(word: str) -> str | None:
    """Take off ات, and ون, ين, ان where other forms show that they are endings."""
    ending, rest = word[-2:], word[:-2]
    if len(rest) < 2:
        return None
    if ending == "ات":
        singular = f"{rest}ه"
        if is_known(singular) and len(rest) <= 3:
            return singular
        return rest if len(rest) >= 4 or (len(rest) == 3 and is_known(rest)) else None
    if ending not in _NUMBER_ENDINGS or len(rest) < 3:
        return None
    if rest[-1] == "ت" and is_known(f"{rest[:-1]}ه"):  # دولتان
        singular = f"{rest[:-1]}ه"
    elif is_known(rest):
        singular = rest
    else:
        return rest if ending != "ان" and rest[-1] == "ي" and len(rest) >= 5 else None
    sure = ending != "ان" and len(rest) >= 4
    others = (f"{rest}{other}" for other in _NUMBER_ENDINGS if other != ending)
    return singular if sure or any(map(is_known, others)) else None


def _feminine(word: str) -> str | None:
    """Take off ة where four letters are left (of three, عملة is no form of عمل), or ي."""
    if word[-1] != "ه" or not (len(word) >= 5 or (len(word) == 4 and word[-2] == "ي")):
        return None
    return word[:-1]


def _relative(word: str) -> str | None:
    """Take off the ي of adjectives, and ى, which the fold writes alike."""
    return word[:-1] if word[-1] == "ي" and len(word) >= 4 else None
