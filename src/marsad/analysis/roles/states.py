"""Which state and which organisation an office belongs to, from the words of its title."""

from __future__ import annotations

from marsad.analysis.roles.grammar import Grammar
from marsad.analysis.roles.items import Item, Items
from marsad.analysis.roles.readings import Reading
from marsad.lexicon.countries import Countries
from marsad.lexicon.titles import Titles
from marsad.text.normalize import fold
from marsad.text.proclitics import with_article

_TO = ("لدي", "الي", "لشءون")
_CORE = ("الخارجيه", "الداخليه", "الدفاع", "العدل")  # departments that are never financial
_PLACES = ("في", "عن", "علي", "من")
_PARTS = ("جنوب", "شمال", "شرق", "غرب", "جنوبي", "شمالي", "شرقي", "غربي", "وسط")
_AWAY = ("منسق", "مقرر")  # whose place is where they work, and not whose they are
_OF_A_COUNTRY = ("مدير", "منسق", "مكتب", "مدير عام")  # المدير القطري of a body with offices abroad


def organization_of(items: Items, first: int, end: int) -> str | None:
    """Return the first organisation named between two items."""
    for item in items.row[first:end]:
        if item.kind == "ORG":
            return with_article(items.source, item.start, item.end)
    return None


def country_of(items: Items, reading: Reading, end: int, grammar: Grammar) -> str | None:
    """Return the state of the office where its title says it, as ISO 3166-1 alpha-2.

    By nationality (السفير الياباني), by the noun it belongs to (سفيرة مصر), by the nationality of
    its organisation (وزارة الخارجية الكينية); the place that an envoy is sent to is not the
    office's. A title that names two states tells none.
    """
    countries = grammar.countries
    head = reading.opening.form.head
    first = reading.opening.at + reading.opening.form.size
    found: list[str] = []
    seated: str | None = None  # a state that the office only works in
    wider = host = within = False
    at = first
    while at < end:
        item = items.row[at]
        step = 1
        wider = wider or _is_international(item, grammar)
        if item.kind == "word":
            host = host or item.text in _TO
            placed = item.text in _PLACES
            within = within or placed
            place = at + 1 + (items.at(at + 1).text in _PARTS)
            if placed and items.at(place).kind == "LOC":
                seated = seated or countries.named(items.at(place).text)
                step = place + 1 - at
            elif not host or not head.envoy:
                code, step = _nationality(items, at, reading, countries)
                wider = wider or code == ""
                if within:  # في الأراضي الفلسطينية
                    seated = seated or code
                else:
                    found += [code] if code else []
        elif item.kind == "LOC":
            if item.glue == "ب":
                seated = seated or countries.named(item.text)
            elif not host:
                code = countries.named(item.text) or (
                    countries.seat(item.text) if head.envoy else None
                )
                found += [code] if code else []
        elif item.kind == "ORG" and not host and _is_public(items, at, grammar.titles):
            code = country_of_name(item.text, countries)
            found += [code] if code else []
        at += step
    if found:
        return found[0] if len(set(found)) == 1 else None
    elsewhere = head.envoy or wider or head.word in _AWAY or reading.opening.form.possessed
    return None if elsewhere else seated


def _is_international(item: Item, grammar: Grammar) -> bool:
    """Say whether a word or name tells of a body of many states: للأمم المتحدة, الأوروبي."""
    if item.kind not in ("word", "ORG"):
        return False
    for word in item.text.split():
        bare = word[word.startswith("ل") :].removeprefix("ال").removeprefix("ل")
        nation = grammar.countries.adjective(word)
        if bare in grammar.titles.international or (nation is not None and not nation[0]):
            return True
    return False


def _nationality(
    items: Items, at: int, reading: Reading, countries: Countries
) -> tuple[str | None, int]:
    """Return the country of a nationality at `at`, "" for أوروبي, None for no nationality."""
    word = items.row[at].text
    accusative = reading.opening.form.accusative and word.endswith("ا")
    if not word.startswith("ال") and not accusative:
        return None, 1
    nation = countries.adjective(word, items.at(at + 1).text)
    if nation is None:
        return None, 1
    if reading.opening.form.head.team and at == reading.opening.at + reading.opening.form.size:
        return None, nation[1]  # المدرب الهولندي ليونايتد: his nationality, not the office's
    if _is_country_office(items, at, reading):
        return None, 1
    if word[2:] in countries.doubtful and not _is_of_state(items, at, reading):
        return None, 1
    return nation


def _is_country_office(items: Items, at: int, reading: Reading) -> bool:
    """Say whether قطري is قُطري: المديرة القطرية لمنظمة الإغاثة."""
    opening, after = reading.opening, items.at(at + 1)
    if items.row[at].text not in ("القطري", "القطريه"):
        return False
    before = items.texts[at - 1].removeprefix("ال")
    if before not in _OF_A_COUNTRY and opening.form.head.word not in _OF_A_COUNTRY:
        return False
    return after.text == "في" or after.text.startswith("ل") or after.glue in ("ل", "لل")


def _is_of_state(items: Items, at: int, reading: Reading) -> bool:
    """Say whether مالي means Mali: الرئيس المالي, وزير الخارجية المالي; not لجنة المالية."""
    opening = reading.opening
    if not opening.form.head.state:
        return False
    if at == opening.at + opening.form.size:
        return opening.form.definite
    return items.at(at - 1).text in _CORE or items.row[at].text[-1] != "ه"


def _is_public(items: Items, at: int, titles: Titles) -> bool:
    """Say whether an organisation may be a state's, from its name and the noun before it."""
    words = [word.removeprefix("ال") for word in items.texts[at].split()]
    noun = at - 1 if items.at(at - 1).kind == "word" else at - 2  # حزب «القوات اللبنانية»
    if items.at(noun).text.removeprefix("ال") in titles.private:
        return False
    return words[0] not in titles.private or any(word in titles.public for word in words)


def country_of_name(name: str, countries: Countries) -> str | None:
    """Return the state that an organisation's name says: by nationality, or as its second noun.

    "وزارة الخارجية الكينية", "جامعة قطر", but not "بعثة الأمم المتحدة للدعم في ليبيا".
    """
    words = fold(name).split()
    found: list[str] = []
    for at, word in enumerate(words[1:], 1):
        if word in _PLACES:
            break
        following = words[at + 1] if at + 1 < len(words) else ""
        if word.startswith("ال") and word[2:] not in countries.doubtful:
            nation = countries.adjective(word, following)
            arab = (
                words[at - 1] in ("العربي", "العربيه") and nation is not None and nation[0] != "SA"
            )
            if nation is not None and nation[0] and not arab:
                found.append(nation[0])
    if not found and len(words) > 1:
        code = countries.named(" ".join(words[1:])) or countries.named(" ".join(words[1:3]))
        code = code or countries.named(words[1])
        found += [code] if code and not words[0].startswith("ال") else []
    return found[0] if len(set(found)) == 1 else None
