"""Titles side by side: which are one person's, and who gives a post instead of holding it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from marsad.analysis.roles.holders import Holders, is_passive
from marsad.analysis.roles.items import Items
from marsad.analysis.roles.readings import Draft, Opening, Reading
from marsad.lexicon.titles import Titles

_CHIEF = ("رءيس مجلس الوزراء", "رءيس الوزراء", "رءيس الحكومه")
_CABINET = ("الوزراء", "مجلس الوزراء", "الحكومه", "الدوله")
_FORCES = ("المسلحه", "الجيش", "للجيش")
_FORMER = ("سابق", "اسبق")


def share(items: Items, drafts: Sequence[Draft], holders: Holders) -> None:
    """Give titles joined by و or a comma to the holder that one of them stands beside."""
    for earlier, later in pairwise(drafts):
        between = earlier.side == "after" and earlier.holder == later.reading.opening.at - 1
        if between and later.side == "before":
            later.holder, later.side = None, ""  # استقبل الوزير فلان السفير الفرنسي
        if later.holder is None and earlier.side == "before" and _joined(items, earlier, later):
            later.holder, later.side = earlier.holder, "before"
    for at in range(len(drafts) - 2, -1, -1):
        earlier, later = drafts[at], drafts[at + 1]
        if earlier.holder is not None or later.side != "after":
            continue
        if _one_person(items, earlier, later, holders):
            earlier.holder, earlier.side = later.holder, "after"


def without_addresses(drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out a word of office that only addresses whom the office before it names.

    العاهل الأردني الملك فلان, رئيس الكتلة النائب فلان: the longer title tells what he is.
    """
    kept: list[Draft] = []
    for draft in drafts:
        opening = draft.reading.opening
        address = not opening.glue and opening.form.definite and draft.end == opening.at + 1
        earlier = kept[-1] if kept else None
        if address and earlier and earlier.end == opening.at and earlier.holder == draft.holder:
            continue
        kept.append(draft)
    return kept


def _joined(items: Items, earlier: Draft, later: Draft) -> bool:
    """Say whether two titles behind one name are both its own.

    Whoever comes behind و with a nationality of his own, or behind a comma and و, is the next in
    a list of persons.
    """
    opening = later.reading.opening
    if opening.form.head.counterpart:
        return False
    if opening.at == earlier.end:
        other = opening.form.definite and later.reading.nationality > 0
        return not opening.glue or (opening.glue == "و" and not other)
    comma = opening.at == earlier.end + 1 and items.at(earlier.end).text in ("،", ",")
    return comma and (opening.glue != "و" or opening.form.accusative)


def _one_person(items: Items, earlier: Draft, later: Draft, holders: Holders) -> bool:
    """Say whether two titles before one name are one person's: both singular, of one state."""
    one, two = earlier.reading.opening, later.reading.opening
    if two.at != earlier.end or two.form.head.counterpart:
        return False
    if one.form.number != "one" or two.form.number != "one":
        return False
    if not two.glue:
        return _side_by_side(items, earlier, later, holders)
    if two.glue != "و" or not earlier.reading.idafa:
        return False
    if two.form.head.word == "بطريرك":
        return True
    nation = earlier.reading.nationality or later.reading.nationality
    return not nation and not _highest(items, one) and not _highest(items, two)


def _side_by_side(items: Items, earlier: Draft, later: Draft, holders: Holders) -> bool:
    """Say whether two offices without و are one person's: رئيس المجلس القائد العام للجيش فلان.

    Behind a verb with two persons they are two (استقبل وزير الدفاع قائد الحرس), except for the
    command of the forces, which heads of state hold.
    """
    if later.reading.nationality:
        return False
    second = items.texts[later.reading.opening.at : later.end]
    form = later.reading.opening.form
    if form.head.word == "قاءد" and form.definite and second[-1] in _FORCES:
        return True
    complete = earlier.reading.complement or earlier.reading.opening.form.head.complete
    return complete and not holders.is_met(items, earlier.reading.opening.at - 1)


def are_two_people(items: Items, reading: Reading, holders: Holders) -> bool:
    """Say whether the second office read into a title is that of somebody whom the first meets.

    "أقال وزير الصيد مدير المكتب" names two; the ministers that deputies of the prime minister
    are, and what crown princes are besides, stay one title.
    """
    opening, second = reading.opening, reading.next_office
    if not second or not holders.is_met(items, opening.at - 1):
        return False
    if opening.form.head.word == "ولي العهد":
        return False
    end = reading.loose[-1] if reading.loose else reading.firm
    words = " ".join(items.texts[second:end])
    deputy = opening.form.head.word == "ناءب" and words.startswith(_CHIEF)
    cabinet = items.texts[second - 1] in _CABINET and (deputy or items.texts[second] == "وزير")
    abroad = reading.nationality > 0 or any(
        item.kind == "LOC" and holders.countries.named(item.text) for item in items.row[second:end]
    )
    return abroad or not cabinet


def _highest(items: Items, opening: Opening) -> bool:
    """Say whether an office is one of those whose holders meet rather than hold others."""
    following = items.at(opening.at + opening.form.size).text
    word = opening.form.head.word
    return word in ("ملك", "امير", "بابا", "ولي العهد") or (
        word == "رءيس"
        and (opening.form.definite or following in ("الجمهوريه", "الوزراء", "الحكومه"))
    )


# --- who gives a post ----------------------------------------------------------------------


def drop_appointers(items: Items, drafts: Sequence[Draft], titles: Titles) -> None:
    """Take a post away from whoever gives it: عين الرئيس فلان محافظا للبنك المركزي.

    Print does not tell عيّن from عُيّن. Heads of state and ministers appoint; others are appointed.
    """
    if not any(draft.side == "far" for draft in drafts):
        return
    before = {draft.holder: draft for draft in drafts if draft.side == "after"}
    rulers = {
        items.texts[holder].split()[-1]
        for holder, draft in before.items()
        if holder is not None and _gives(items, draft)
    }
    for draft in drafts:
        if draft.side != "far" or draft.holder is None:
            continue
        own = before.get(draft.holder)
        ruler = items.texts[draft.holder].split()[-1] in rulers
        if (ruler or (own and _gives(items, own))) and any(
            items.texts[at].removeprefix("و") in (titles.appointed | titles.appointing)
            and not is_passive(items, at)
            for at in _around(draft, own)
        ):
            draft.holder = None


def _around(draft: Draft, own: Draft | None) -> Iterator[int]:
    """Yield where the verb of an appointment may stand: before its subject, or behind."""
    holder = draft.holder or 0
    first = own.reading.opening.at if own else holder
    if first:
        yield first - 1
    yield from range(holder + 1, draft.reading.opening.at)


def _gives(items: Items, draft: Draft) -> bool:
    opening = draft.reading.opening
    former = any(word.removeprefix("ال") in _FORMER for word in items.texts[opening.at : draft.end])
    return not former and (_highest(items, opening) or opening.form.head.word == "وزير")
