"""Which way a day without a date points, by the tense and the cues of its clause (`cues.toml`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from marsad.errors import ConfigError
from marsad.text.normalize import fold
from marsad.text.phrases import Phrases, Words
from marsad.text.proclitics import split_proclitics
from marsad.text.toml_data import Section, parse_toml

Direction = Literal["past", "future"]
Tense = Literal["past", "future", "present"]
_FILE = "cues.toml"
_VERBAL_ENDINGS = ("", "ت", "وا", "تا")
_ENDINGS = (*_VERBAL_ENDINGS, "ا", "ها", "هم", "ته", "تها", "تهم", "نا", "وه")
_PAST = ("past_verbs", "past_t", "sending_verbs", "calling_verbs", "lasting_verbs")
_CLAUSE_OPENERS = frozenset({"ان", "بان", ":", "«", '"', "“"})
_SINCE = frozenset({"منذ", "مذ"})
_FARTHEST = 60  # words looked back or ahead


@dataclass(frozen=True, slots=True)
class Cue:
    """Where a clause points; None where its cues contradict each other or say nothing."""

    direction: Direction | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Cues:
    past: frozenset[str]
    noun_like: frozenset[str]
    past_words: frozenset[str]
    past_nouns: frozenset[str]
    present: frozenset[str]
    not_present: frozenset[str]
    not_verbs: frozenset[str]
    future: Phrases[None]
    leading: Phrases[None]
    sending: frozenset[str]
    calling: frozenset[str]
    calling_nouns: frozenset[str]
    sending_nouns: frozenset[str]
    deciding: frozenset[str]
    towards: frozenset[str]
    broken: Phrases[None]
    lasting: frozenset[str]
    relatives: frozenset[str]
    openers: frozenset[str]


@cache
def _cues() -> _Cues:
    return parse_cues(files("marsad.analysis.times").joinpath(_FILE).read_text("utf-8"))


def parse_cues(source: str) -> _Cues:
    """Read and check the text of a `cues.toml`.

    Raises:
        ConfigError: it is not TOML or a field is missing or wrong; the message names it.
    """
    data = parse_toml(_FILE, source)
    present = data.words("present_verbs")
    return _Cues(
        past=_conjugated(
            [word for field in _PAST for word in data.words(field)], _folded(data, "noun_like")
        ),
        noun_like=_folded(data, "noun_like"),
        past_words=_folded(data, "past_words"),
        past_nouns=_folded(data, "past_nouns"),
        present=frozenset(person + fold(word)[1:] for word in present for person in "يتن"),
        not_present=_folded(data, "not_present"),
        not_verbs=_folded(data, "not_verbs"),
        future=_phrases(data, "future_phrases"),
        leading=_phrases(data, "leading_phrases"),
        sending=_conjugated(data.words("sending_verbs"), frozenset()),
        calling=_conjugated(data.words("calling_verbs"), frozenset()),
        calling_nouns=_folded(data, "calling_nouns"),
        sending_nouns=_folded(data, "sending_nouns"),
        deciding=_conjugated(data.words("deciding_verbs"), frozenset()),
        towards=_folded(data, "towards"),
        broken=_phrases(data, "broken_plans"),
        lasting=_folded(data, "lasting_verbs"),
        relatives=_folded(data, "relatives"),
        openers=_folded(data, "openers"),
    )


def _folded(data: Section, field: str) -> frozenset[str]:
    return frozenset(map(fold, data.words(field)))


def _phrases(data: Section, field: str) -> Phrases[None]:
    try:
        return Phrases.of((word, None) for word in data.words(field))
    except ValueError as error:
        raise ConfigError(f"{data.where}: {field}: {error}") from error


def _conjugated(verbs: Sequence[str], noun_like: frozenset[str]) -> frozenset[str]:
    """Add the endings of gender, number and object; weak verbs lose or change their last letter.

    Verbs that are spelt as nouns get no endings that nouns have too.
    """
    found: set[str] = set()
    for verb in map(fold, verbs):
        endings = _VERBAL_ENDINGS if verb in noun_like else _ENDINGS
        found.update(verb + ending for ending in endings)
        if verb[-1] in "اي":
            found.update(
                verb[:-1] + ending for ending in ("ت", "وا", "ته", "تها", "اه", "اها", "تا")
            )
    return frozenset(found)


# --- single words -----------------------------------------------------------------


@lru_cache(maxsize=1 << 16)
def tense_of(word: str) -> Tense | None:
    """Return the tense of a folded word, None where it is no verb that is known as one."""
    cues = _cues()
    if not "ء" <= word[:1] <= "ي" or len(word) < 2:
        return None
    tense = _tense(word, cues)
    if tense is None and word[0] in "وف" and len(word) > 2:
        return _tense(word[1:], cues)
    if tense is None and word[0] == "ل" and word[1:] in cues.present:
        return "present"
    return tense


def _tense(word: str, cues: _Cues) -> Tense | None:
    if word in cues.past or word in cues.past_words:
        return "past"
    if word in cues.present:
        return "present"
    if word.startswith("ال"):
        return None
    parts = split_proclitics(word)
    if len(parts) > 1 and "س" in parts[:2] and parts[-1][0] in "ايتن":
        return "future"
    if word[0] == "س" and word[1:] in cues.present:
        return "future"
    if word[0] == "ي" and len(word) >= 4 and word not in cues.not_present:
        return "present"
    if word[-1] == "ت" and word[-2] != "ا" and len(word) >= 4 and word not in cues.not_verbs:
        return None if word[0] in "تي" and word not in cues.past else "past"
    return None


# --- clauses ----------------------------------------------------------------------


def direction(words: Words, first: int, last: int, others: Sequence[tuple[int, int]] = ()) -> Cue:
    """Return where the clause around the words `first` to `last` points.

    `others` are the sentence's other time expressions, which verbs may have of their own.
    """
    cues = _cues()
    if words.at(first - 1) in _SINCE:
        return Cue("past", "since")
    if words.at(first - 1) in _CLAUSE_OPENERS:
        own = _behind(words, last, cues)
        if own:
            return own
    found = _before(words, first, others, cues)
    if found and found.rule.startswith("sent-ahead"):
        return found
    if _is_broken(words, first, cues):
        return Cue(None, "planned-and-changed")
    ahead = _announced_behind(words, last)
    if ahead:
        return ahead
    if found:
        return found
    return _behind(words, last, cues) or _by_nouns(words, first, cues)


def _is_broken(words: Words, first: int, cues: _Cues) -> bool:
    """Say whether كان من المقرر governs, and no plain future comes between."""
    for place in range(first - 1, max(-1, first - _FARTHEST), -1):
        word = words.at(place)
        if tense_of(word) == "future":
            return False
        rest = [word[1:] if word[0] in "وف" else word, *words.texts[place + 1 : place + 4]]
        if cues.broken.match(rest, 0):
            return True
    return False


def _announced_behind(words: Words, last: int) -> Cue | None:
    """Read حدد الخميس موعدا."""
    if any(words.at(place) == "موعدا" for place in range(last, last + 3)):
        return Cue("future", "appointed")
    return None


def _before(words: Words, first: int, others: Sequence[tuple[int, int]], cues: _Cues) -> Cue | None:
    """Find the verb or cue that governs, nearest first."""
    taken = {place for start, end in others for place in range(start, end)}
    purpose: Cue | None = None
    for place in range(first - 1, max(-1, first - _FARTHEST), -1):
        if place in taken:
            continue
        if cues.future.match(words.texts, place) or cues.leading.match(words.texts, place):
            return Cue("future", f"cue {words.at(place)}")
        word = words.at(place)
        if word in cues.calling_nouns and word != "موعدا":
            return Cue("future", "called-for")
        if word in cues.sending_nouns and words.at(first - 1) in cues.towards | {"من"}:
            return Cue("future", f"sent-ahead {word}")
        tense = tense_of(word)
        if tense is None or not _is_verb(words, place, cues):
            continue
        if _is_closed_relative(words, place, first, taken, cues):
            continue
        if word[0] == "ل" and word[1:] in cues.present:  # of purpose: the main verb decides
            purpose = purpose or Cue("future", f"verb {word}")
            continue
        if _decides(words, range(place, first), taken, cues):
            return Cue("future", f"decided {word}")
        return _governed(words, place, first, tense, cues)
    return purpose


def _decides(words: Words, places: range, taken: set[int], cues: _Cues) -> bool:
    """Say whether a deciding verb with a day of its own stands before, and no noun of the past."""
    if _bare(words.at(places.start)) not in cues.deciding:
        return False
    return any(place in taken for place in places) and not any(
        words.at(place) in cues.past_nouns for place in places
    )


def is_moved(words: Words, at: int) -> bool:
    """Say whether something is put off from the day behind `at`: نقل المباراة من الجمعة إلى …."""
    cues = _cues()
    near = [words.at(place) for place in range(at - 1, max(-1, at - 5), -1)]
    return any(word in cues.sending_nouns or _bare(word) in cues.sending for word in near if word)


def _bare(word: str) -> str:
    """Return a verb without و or ف."""
    return word[1:] if word[0] in "وف" and len(word) > 2 and tense_of(word[1:]) else word


def _is_verb(words: Words, place: int, cues: _Cues) -> bool:
    """Judge a perfect that is spelt as a noun by the word before it."""
    word = words.at(place)
    bare = _bare(word)
    if bare not in cues.noun_like:
        return True
    return place == 0 or bare != word or words.at(place - 1) in cues.openers


def _is_closed_relative(words: Words, place: int, first: int, taken: set[int], cues: _Cues) -> bool:
    """Say whether the verb is a relative clause's that has a time of its own, or has ended."""
    if words.at(place - 1) not in cues.relatives:
        return False
    commas = {"،", ","}
    aside = words.at(place - 2) in commas and words.at(first - 1) in commas
    return aside or any(at in taken for at in range(place + 1, first))


def _governed(words: Words, place: int, first: int, tense: Tense, cues: _Cues) -> Cue:
    word = _bare(words.at(place))
    before = words.at(place - 1)
    if tense == "future":
        return Cue("future", f"verb {word}")
    if tense == "present":
        if before == "لم" or _was(words, place):
            return Cue("past", f"verb {word}")
        if before == "ان" and words.at(place - 2) in {"قبل", "بعد", "دون", "منذ"}:
            earlier = _before(words, place - 2, (), cues)
            return earlier or Cue("past", f"verb {word}")
        return Cue("future", f"verb {word}")
    between = [words.at(at) for at in range(place + 1, first)]
    toward = bool(between) and between[-1] in cues.towards
    moved = bool(between) and between[-1] == "من" and word in cues.sending
    if moved or (toward and (word in cues.sending or word in cues.calling)):
        return Cue("future", f"sent-ahead {word}")
    if toward and between[-1] in {"حتي", "لغايه"} and word not in cues.lasting:
        return Cue("future", f"until {word}")
    if word in cues.calling and any(mark in between[:-1] for mark in ("الي", "ل", "علي")):
        return Cue("future", f"called-for {word}")
    if word in cues.calling and any(split_proclitics(at)[0] == "ل" for at in between[:-1] if at):
        return Cue("future", f"called-for {word}")
    return Cue("past", f"verb {word}")


def _was(words: Words, place: int) -> bool:
    """Say whether كان stands before an imperfect, perhaps with its subject between."""
    back = [_bare(words.at(at)) for at in range(max(0, place - 3), place)]
    return any(word in {"كان", "كانت", "كانوا"} for word in back) and "ان" not in back


def _behind(words: Words, last: int, cues: _Cues) -> Cue | None:
    """Find the first verb behind the expression: "الخميس، التقى…"."""
    for place in range(last, min(len(words), last + _FARTHEST)):
        if cues.future.match(words.texts, place):
            return Cue("future", f"cue {words.at(place)}")
        tense = tense_of(words.at(place))
        if words.at(place - 1) in cues.relatives:
            continue
        if tense and (_is_verb(words, place, cues) or place == last):
            return Cue("past" if tense == "past" else "future", f"verb {words.at(place)}")
    return None


def _by_nouns(words: Words, first: int, cues: _Cues) -> Cue:
    """Let a noun of what has been decide where there is no verb: مقتل خمسة في هجوم الأحد."""
    for place in range(first - 1, max(-1, first - _FARTHEST), -1):
        if words.at(place) in cues.past_nouns or words.at(place)[1:] in cues.past_nouns:
            return Cue("past", f"noun {words.at(place)}")
    return Cue(None, "no-cue")
