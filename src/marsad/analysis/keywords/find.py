"""Keywords: the noun phrases and names that an editor would tag an article with.

Candidates are runs of up to four words, and whole names, that can stand for themselves: no verb or
particle in them, no adjective without its noun, no noun without what completes it (وزارة for
وزارة الخارجية). They are ranked by how often they stand by themselves, how rare their words are in
news, and how early they come. `benchmarks/keywords.py` measures each choice beside others.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from marsad.analysis.keywords.words import Word, chunks, load_lists
from marsad.lexicon.frequencies import load_frequencies
from marsad.text.proclitics import with_article
from marsad.text.tokenize import Token, tokens
from marsad.types import Keyword, Mention

MOST = 10
"""Keywords of a text."""

MOST_WORDS = 20_000
"""Words of a text that are looked at: what an article is about, its first pages say."""

_LONGEST = 4  # words of a phrase, names apart
_LONGEST_ONCE = 2  # words of a phrase that stands once and is neither a name nor in the headline
_WORDS_PER_KEYWORD = 12
_EARLY = 5.0  # the first words differ less than their places would say
_NAME = 1.3  # editors tag who and where first


@dataclass(slots=True)
class _Phrase:
    """A candidate with all its places."""

    stems: tuple[str, ...]
    first: int  # place of its first word among the words of the text
    kind: str  # of its first word
    name: bool = False
    person: bool = False
    headline: bool = False
    count: int = 0
    free: int = 0  # places where nothing that completes it follows
    defined: int = 0
    forms: dict[tuple[bool, str], int] = field(default_factory=dict)  # (definite, printed)


def find_keywords(
    text: str,
    title_length: int,
    mentions: Sequence[Mention] = (),
    *,
    words: Sequence[Token] | None = None,
) -> tuple[Keyword, ...]:
    """Return the keywords of `text`, most telling first, in a form that is printed in it.

    What stands behind لل has its article: للأمم المتحدة gives الأمم المتحدة.
    The first `title_length` characters are the headline. `mentions` are the names in `text`, where
    a tagger found them; `words` its tokens, where they are known already. The score is relative to
    the first keyword's, which has 1. Linear in the length of `text`; never raises.
    """
    words = tokens(text) if words is None else words
    phrases = _candidates(text, title_length, words[:MOST_WORDS], mentions)
    _join_persons(phrases)
    longer = _containing(phrases.values())
    told = [phrase for phrase in phrases.values() if _tells(phrase, longer, tagged=bool(mentions))]
    ranked = sorted(
        ((_score(phrase), phrase) for phrase in told),
        key=lambda item: (-item[0], item[1].first, -len(item[1].stems)),
    )
    chosen: list[tuple[float, _Phrase]] = []
    for score, phrase in ranked:
        if len(chosen) == min(MOST, 2 + len(words) // _WORDS_PER_KEYWORD):
            break
        if not any(_part_of(phrase, other) for _, other in chosen):
            chosen.append((score, phrase))
    return tuple(
        Keyword(_printed(phrase), round(score / chosen[0][0], 3)) for score, phrase in chosen
    )


def _candidates(
    text: str, title_length: int, words: Sequence[Token], mentions: Sequence[Mention]
) -> dict[tuple[str, ...], _Phrase]:
    phrases: dict[tuple[str, ...], _Phrase] = {}
    for chunk in chunks(text, words, mentions):
        for first in range(len(chunk)):
            if not _can_begin(chunk, first):
                continue
            for last in _ends(chunk, first):
                head = chunk[first]
                phrase = _note(phrases, text, chunk, first, last)
                phrase.headline |= head.start < title_length
                if 0 <= head.mention == chunk[last].mention:
                    phrase.name = True
                    phrase.person |= mentions[head.mention].type == "PER"
    return phrases


def _join_persons(phrases: dict[tuple[str, ...], _Phrase]) -> None:
    """Count a family name alone as the one full name of the text that ends with it."""
    full: dict[tuple[str, ...], list[_Phrase]] = {}
    for phrase in phrases.values():
        if phrase.person:
            for size in range(1, min(len(phrase.stems), _LONGEST)):
                full.setdefault(phrase.stems[-size:], []).append(phrase)
    for family, persons in full.items():
        short = phrases.get(family)
        if short is None or not short.person or len(persons) > 1:
            continue
        person = persons[0]
        person.count, person.free = person.count + short.count, person.free + short.free
        person.first, person.headline = min(person.first, short.first), True
        del phrases[family]


def _can_begin(chunk: list[Word], at: int) -> bool:
    """An adjective begins no phrase, but as a noun (السعوديون), nor does the inside of a name."""
    word = chunk[at]
    if at and 0 <= word.mention == chunk[at - 1].mention:
        return False
    return word.kind != "adjective" or (at == 0 and word.definite)


def _ends(chunk: list[Word], first: int) -> Iterable[int]:
    """Yield the places of the last words of the phrases that begin at `first`."""
    name = chunk[first].mention
    for last in range(first, len(chunk)):
        word = chunk[last]
        if last > first and not _joins(chunk[last - 1], word):
            return
        if last - first >= _LONGEST and not 0 <= word.mention == name:
            return
        following = chunk[last + 1].mention if last + 1 < len(chunk) else -1
        if word.mention < 0 or following != word.mention:
            yield last


def _joins(before: Word, word: Word) -> bool:
    """Say whether a word can go on the phrase that the one before it is in."""
    if 0 <= before.mention == word.mention:
        return True
    if word.joint == "for":
        return before.kind != "name"
    if before.mention >= 0 and word.mention < 0 and not word.definite:
        return False  # what follows a name without an article is a verb or a new phrase
    if before.definite and word.definite and word.stem in load_lists().times:
        return False
    if before.definite and not word.definite:
        return "name" in (before.kind, word.kind) or word.kind == "unknown"
    return True


def _note(
    phrases: dict[tuple[str, ...], _Phrase], text: str, chunk: list[Word], first: int, last: int
) -> _Phrase:
    """Count one place of a phrase."""
    head, end = chunk[first], chunk[last]
    stems = tuple(word.stem for word in chunk[first : last + 1])
    phrase = phrases.get(stems)
    if phrase is None:
        phrase = phrases[stems] = _Phrase(stems, head.at, head.kind)
    phrase.count += 1
    phrase.defined += head.definite
    following = chunk[last + 1] if last + 1 < len(chunk) else None
    if following is not None and _joins(end, following) and _needs(end, following):
        return phrase
    phrase.free += 1
    printed = " ".join(with_article(text, head.start, end.end).split())
    has_article = printed.startswith("ال")
    if has_article or not head.definite or first == last or head.mention >= 0:
        form = has_article, printed
        phrase.forms[form] = phrase.forms.get(form, 0) + 1
    return phrase


def _needs(end: Word, following: Word) -> bool:
    """Say whether a phrase ends before what completes it: an indefinite noun and the next one."""
    return (
        not end.definite
        and end.kind in ("noun", "unknown")
        and following.joint != "for"
        and following.kind != "unknown"
    )


def _containing(phrases: Iterable[_Phrase]) -> dict[tuple[str, ...], int]:
    """Return how often phrases stand inside the longer phrase that holds them most often."""
    inside: dict[tuple[str, ...], int] = {}
    for phrase in phrases:
        if len(phrase.stems) > 1 and phrase.free and _is_whole(phrase):
            for part in _parts(phrase.stems):
                inside[part] = max(inside.get(part, 0), phrase.count)
    return inside


def _parts(stems: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    size = len(stems)
    for length in range(1, min(size, _LONGEST + 1)):
        for first in range(size - length + 1):
            yield stems[first : first + length]


def _is_whole(phrase: _Phrase) -> bool:
    """Say whether a phrase is long for a reason: by its name, its headline or its repetition."""
    once = phrase.count == 1 and not phrase.headline
    return phrase.name or len(phrase.stems) <= (_LONGEST_ONCE if once else _LONGEST)


def _tells(phrase: _Phrase, longer: dict[tuple[str, ...], int], *, tagged: bool) -> bool:
    """Say whether a phrase can be a keyword at all, in a text whose names are known or not."""
    if not phrase.forms or not _is_whole(phrase):
        return False
    if phrase.name:
        return True
    if phrase.count > 1 and longer.get(phrase.stems, 0) == phrase.count:
        return False  # never without the longer one
    if len(phrase.stems) > 1:
        return True
    if phrase.kind == "noun" and not phrase.defined:
        return False  # a bare noun: one of many things of that kind
    if tagged and phrase.kind in ("name", "unknown") and phrase.count == 1 and not phrase.defined:
        # A word that takes no article and is no name after all: مصرع, زحفت; not so iPhone.
        return not "ء" <= phrase.stems[0][0] <= "ي"
    return phrase.stems[0] not in load_lists().alone


def _score(phrase: _Phrase) -> float:
    rarity = load_frequencies().rarity
    size = len(phrase.stems)
    rare = sum(map(rarity, phrase.stems)) / size
    score = math.log1p(phrase.free) * math.sqrt(max(rare, 0.0) * size)
    return score / math.log(_EARLY + phrase.first) * (_NAME if phrase.name else 1.0)


def _part_of(phrase: _Phrase, other: _Phrase) -> bool:
    """Say whether a phrase stands only inside another, or the other only inside it."""
    short, long = sorted((phrase, other), key=lambda item: len(item.stems))
    return (
        short.count <= long.count
        and len(short.stems) < len(long.stems)
        and short.stems in _parts(long.stems)
    )


def _printed(phrase: _Phrase) -> str:
    """Return the most frequent form, of equals one with the article, then the first."""
    return max(phrase.forms, key=lambda form: (phrase.forms[form], form[0]))[1]
