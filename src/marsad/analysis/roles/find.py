"""Find the titles of office in a text, given its names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from marsad.analysis.roles.grammar import Grammar, load_grammar
from marsad.analysis.roles.holders import Holders
from marsad.analysis.roles.items import Items, read_items
from marsad.analysis.roles.readings import Draft, Reading
from marsad.analysis.roles.sharing import are_two_people, drop_appointers, share, without_addresses
from marsad.analysis.roles.states import country_of, organization_of
from marsad.lexicon.countries import load_countries
from marsad.types import Mention, Span

_BOUNDARIES = frozenset("،,.:؛!؟)»”–-\n")
_CLAUSES = frozenset(("ان", "الذي", "التي", "قال", "قالت", "بان", "انه", "انها"))
_HOLDERS = 6  # of one title
_VERB = 4  # words between the verb of an appointment and the post
_COUNTERPARTS = 2  # sentences that a counterpart's title is looked for in


@dataclass(frozen=True, slots=True)
class Title:
    """A title where it stands; `holder` and `same_as` count mentions and titles of the text."""

    start: int
    end: int
    text: str
    holder: int | None = None
    organization: str | None = None
    country: str | None = None
    same_as: int | None = None  # of نظيره: the title it repeats
    plain: str = ""  # without nationality, as a counterpart repeats it
    team: bool = False  # of sport


def find_roles(
    text: str,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    items: Items | None = None,
) -> tuple[Title, ...]:
    """Return the titles of a text in order, with whose and of what they are.

    A title's span holds the office with its complement and nationality and leaves out proclitics,
    ranks, honorifics and names of persons. `items` spares reading the text again. Windows around
    each title are bounded, so the time is linear.
    """
    grammar = load_grammar()
    items = items or read_items(text, mentions)
    holders = Holders(grammar.titles, grammar.countries)
    drafts = _drafts(items, grammar, holders)
    share(items, drafts, holders)
    drop_appointers(items, drafts, grammar.titles)
    drafts = without_addresses(drafts)
    return _titles(text, sentences, items, drafts, grammar)


def _drafts(items: Items, grammar: Grammar, holders: Holders) -> list[Draft]:
    drafts: list[Draft] = []
    at = 0
    while at < len(items.row):
        opening = grammar.opening(items, at)
        reading = grammar.read(items, opening) if opening else None
        if opening and reading and are_two_people(items, reading, holders):
            reading = grammar.read(items, opening, apart=True)
        draft = _settle(items, reading, holders) if reading else None
        if draft is None or not _holds(items, draft, grammar):
            at += 1
            continue
        drafts.append(draft)
        at = draft.end
    return drafts


def _settle(items: Items, reading: Reading, holders: Holders) -> Draft | None:
    """Choose where a title ends, and whose it is."""
    opening = reading.opening
    met = holders.is_met(items, opening.at - 1)
    for end in [*reversed(reading.loose), reading.firm]:
        holder = holders.after(items, end, met=met) if end else None
        if holder is not None:
            return Draft(reading, _without_own_nationality(items, reading, end), holder, "after")
    for end in reversed(reading.loose):
        comma = holders.after_comma(items, end)
        if comma is not None:
            return Draft(reading, end, comma, "after")
    joined = opening.glue[:1] in ("و", "ف")  # another person's: لافروف ووزير الخارجية التركي
    set_off = holders.before(items, opening.at)
    before = None if joined else set_off
    for end in reversed(reading.loose):
        apart = set_off is not None or items.at(opening.at - 1).kind == "line"
        if apart and _is_boundary(items, end):
            return Draft(reading, end, before, "before" if before is not None else "")
    if not reading.firm:
        return None
    if before is not None:
        return Draft(reading, reading.firm, before, "before")
    comma = holders.after_comma(items, reading.firm) or holders.after_colon(items, reading.firm)
    if comma is not None:
        return Draft(reading, reading.firm, comma, "after")
    draft = Draft(reading, reading.firm)
    becomes = (opening.form.accusative and not reading.two) or reading.appointed
    if becomes or items.at(opening.at - 1).text in holders.titles.posts:
        draft.holder = holders.given(items, reading.firm) or holders.earlier(items, opening.at)
        draft.side = "far"
    elif not joined and (beside := holders.beside(items, opening.at)) is not None:
        draft.holder, draft.side = beside, "before"
    return draft


def _is_boundary(items: Items, end: int) -> bool:
    item = items.at(end)
    return item.kind == "line" or item.text in _BOUNDARIES or item.text in _CLAUSES


def _without_own_nationality(items: Items, reading: Reading, end: int) -> int:
    """Leave out a nationality that is the holder's: المدرب الصربي فلان."""
    if _follows_place(items, reading, end):
        return end - 1
    if end != reading.firm or not reading.nationality:
        return end
    if items.at(end).kind != "PER":
        return end
    national = any("منتخب" in word for word in items.texts[reading.opening.at : end])
    if (
        (reading.opening.form.head.team and not national)
        or reading.anaphoric
        or (reading.second and reading.opening.form.head.team)
    ):
        return end - reading.nationality
    return end


def _follows_place(items: Items, reading: Reading, end: int) -> bool:
    """Say whether a title ends with a place and a nationality: مديرة المكتب في صور السويسرية."""
    word, place = items.at(end - 1), items.at(end - 2)
    if end not in reading.loose or place.kind != "LOC" or not word.text.startswith("ال"):
        return False
    placed = place.glue == "ب" or items.at(end - 3).text == "في"
    return placed and load_countries().adjective(word.text) is not None


def _holds(items: Items, draft: Draft, grammar: Grammar) -> bool:
    """Say whether what was read is a title and no everyday word."""
    reading, opening = draft.reading, draft.reading.opening
    form, head = opening.form, opening.form.head
    if head.alone:
        described = items.at(opening.at - 1)
        noun = described.kind == "ORG" or described.text.startswith("ال")
        return form.definite and draft.end == opening.at + 1 and draft.side == "after" and not noun
    if form.number == "many" or ((form.number == "two" or reading.two) and not draft.side):
        return draft.side == "after" and reading.complement
    if head.counterpart:
        return reading.nationality > 0 or draft.side == "after"
    if head.complete:
        return True
    if opening.glue.endswith("ب") and head.word in ("مساعد", "معاون"):
        return False  # بمساعدة: with the help of
    if head.named and not _is_named(items, draft, grammar):
        return False
    first = reading.opening.at + form.size
    alone = draft.end == first and form.size == 1
    if head.bare == "rank" and draft.end == first + 1:
        return items.texts[first].removeprefix("ال") not in grammar.titles.personal
    if alone and head.bare == "none":
        return form.possessed and draft.side == "after"
    if alone and head.bare == "rank":
        return False
    if alone:
        if form.possessed:
            return draft.holder is not None
        return draft.side == "after" and form.definite
    if form.accusative and draft.holder is None:
        verbs = grammar.titles.appointed | grammar.titles.appointing
        before = items.texts[max(0, opening.at - _VERB) : opening.at]
        return reading.complement and any(word.removeprefix("و") in verbs for word in before)
    return reading.complement or form.size > 1


def _is_named(items: Items, draft: Draft, grammar: Grammar) -> bool:
    """Say whether a title has a name or a nationality in it, or says that it is a post."""
    reading = draft.reading
    first = reading.opening.at + reading.opening.form.size
    if reading.nationality or items.texts[first : first + 1] == ["الفريق"]:
        return True
    return any(
        item.kind != "word" or item.text.removeprefix("ال") in grammar.titles.standing
        for item in items.row[first : draft.end]
    )


# --- what is handed out ------------------------------------------------------------------


def _titles(
    text: str, sentences: Sequence[Span], items: Items, drafts: list[Draft], grammar: Grammar
) -> tuple[Title, ...]:
    starts = [sentence.start for sentence in sentences]
    titles: list[Title] = []
    for draft in drafts:
        opening = draft.reading.opening
        end = items.row[draft.end - 1].end
        title = Title(
            opening.start,
            end,
            text[opening.start : end],
            None if draft.holder is None else items.row[draft.holder].mention,
            organization_of(items, opening.at, draft.end),
            country_of(items, draft.reading, draft.end, grammar),
            plain=_plain(text, items, draft),
            team=opening.form.head.team,
        )
        if opening.form.head.counterpart:
            title = _counterpart(starts, titles, title)
        titles.append(title)
        titles += [replace(title, holder=other) for other in _others(items, draft)]
    return tuple(titles)


def _others(items: Items, draft: Draft) -> list[int]:
    """Return the further holders of a dual or plural title: الوزيران شكري ولافروف."""
    if draft.side != "after" or draft.holder is None:
        return []
    if draft.reading.opening.form.number == "one" and not draft.reading.two:
        return []
    found: list[int] = []
    at = draft.holder + 1
    while len(found) < _HOLDERS:
        at += items.at(at).text in ("،", ",")
        item = items.at(at)
        if item.kind != "PER" or (item.glue and item.glue != "و"):
            break
        found.append(item.mention)
        at += 1
    return found


def _plain(text: str, items: Items, draft: Draft) -> str:
    """Return the title without the nationality that closes it."""
    reading = draft.reading
    end = draft.end
    if reading.nationality and end == reading.firm:
        end -= reading.nationality
    return text[reading.opening.start : items.row[end - 1].end]


def _counterpart(starts: list[int], titles: list[Title], title: Title) -> Title:
    """Tie نظيره to the title it repeats; a coach's counterpart shows his own nationality."""
    same = _repeated(starts, titles, title)
    if same is None:
        return title
    country = None if titles[same].team and not titles[same].country else title.country
    return replace(title, same_as=same, country=country, team=titles[same].team)


def _repeated(starts: list[int], titles: list[Title], title: Title) -> int | None:
    """Return the title before, in this sentence or the one before, that نظيره repeats."""
    sentence = bisect_right(starts, title.start)
    for at in range(len(titles) - 1, -1, -1):
        if sentence - bisect_right(starts, titles[at].start) >= _COUNTERPARTS:
            return None
        if titles[at].same_as is None:
            return at
        return titles[at].same_as
    return None
