"""Forms of names that stand for the same thing, by type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from marsad.analysis.entities.forms import Form, covers, same_word, sound
from marsad.lexicon.countries import load_countries
from marsad.lexicon.names import NameWords, organization_names

_CANDIDATES = 8  # full names that share a word; more are never told apart


class Groups:
    """Groups of forms: each form belongs to one, or to several that it might stand for."""

    def __init__(self) -> None:
        self.members: list[list[Form]] = []
        self.open: dict[int, list[int]] = {}  # form, by identity → the groups it may mean
        self.of_form: dict[int, int] = {}

    def new(self, form: Form) -> int:
        """Make a group of one form."""
        self.members.append([form])
        self.of_form[id(form)] = len(self.members) - 1
        return len(self.members) - 1

    def add(self, form: Form, group: int) -> None:
        """Put a form into a group."""
        self.members[group].append(form)
        self.of_form[id(form)] = group

    def join(self, one: int, two: int) -> None:
        """Make two groups one."""
        if one == two:
            return
        low, high = min(one, two), max(one, two)
        for form in self.members[high]:
            self.add(form, low)
        self.members[high] = []


class _Index:
    """Groups by the sound of the words of their full names."""

    def __init__(self) -> None:
        self.by_sound: dict[str, list[int]] = defaultdict(list)
        self.full: dict[int, Form] = {}

    def add(self, group: int, form: Form) -> None:
        self.full[group] = form
        for key in dict.fromkeys(map(sound, form.words)):
            found = self.by_sound[key]
            if len(found) <= _CANDIDATES:
                found.append(group)

    def candidates(self, word: str) -> list[int]:
        found = self.by_sound.get(sound(word), [])
        return found if len(found) <= _CANDIDATES else []


def group_people(forms: Iterable[Form], groups: Groups) -> None:
    """Group names of persons: the fullest first, then what they are called later.

    A family name alone follows the one full name that ends in it, a first name alone the one that
    begins with it; where several do, the form stays open between them.
    """
    index = _Index()
    for form in sorted(forms, key=lambda form: -len(form.words)):
        if not form.words:
            groups.new(form)
            continue
        found = _people_like(form, index)
        if len(found) == 1:
            groups.add(form, found[0])
        else:
            group = groups.new(form)
            index.add(group, form)
            if found and len(form.words) == 1:
                groups.open[id(form)] = found


def _people_like(form: Form, index: _Index) -> list[int]:
    words = form.words
    near = [g for g in index.candidates(words[-1]) if len(index.full[g].words) >= len(words)]
    if len(words) > 1:
        return [group for group in near if _is_short_of(form, index.full[group])]
    word = words[0]
    full = [group for group in near if len(index.full[group].words) > 1]
    same = [
        g for g in near if len(index.full[g].words) == 1 and same_word(index.full[g].words[0], word)
    ]
    for place in (_is_last, _is_first, _is_family):
        found = [group for group in full if place(index.full[group].words, word)]
        if found:
            return found
    return same


def _is_last(words: tuple[str, ...], word: str) -> bool:
    return same_word(words[-1], word)


def _is_first(words: tuple[str, ...], word: str) -> bool:
    return same_word(words[0], word)


def _is_family(words: tuple[str, ...], word: str) -> bool:
    """Say whether a word with article, as families have it, stands within a name."""
    return word.startswith("ال") and any(same_word(other, word) for other in words)


def _is_short_of(form: Form, full: Form) -> bool:
    """Say whether a name of two words or more may be short for a full one.

    It begins with the same first name, or is the end of the name: بن محمذن فال, فون دير لاين. But
    سلمان بن عبد العزيز is not محمد بن سلمان بن عبد العزيز: he is his father.
    """
    if not covers(full.words, form.words):
        return False
    if same_word(full.words[0], form.words[0]):
        return True
    if len(full.words) == len(form.words):
        return True
    ends = same_word(full.words[-1], form.words[-1])
    return ends and (form.opens_with_connector or not (form.connected or full.connected))


def group_organizations(forms: Iterable[Form], groups: Groups, lexicon: NameWords) -> None:
    """Group names of organisations: the same words, a listed variant, or a short form.

    Short is the name without its generic noun (الخارجية الأمريكية) or its beginning (البنك
    المركزي), where only one full name has it.
    """
    known = organization_names()
    left_out = lexicon.left_out_of_organizations
    _group_by(list(forms), groups, left_out, lambda form: known.get(" ".join(form.words)))


def group_places(forms: Iterable[Form], groups: Groups, lexicon: NameWords) -> None:
    """Group names of places: the same words, or names of one state or of one part of a state."""
    countries = load_countries()

    def state(form: Form) -> object:
        joined = " ".join(form.words)
        return countries.part(joined) or countries.named(joined) or countries.named(f"ال{joined}")

    _group_by(list(forms), groups, lexicon.left_out_of_places, state, shortest=2)


def group_others(forms: Iterable[Form], groups: Groups) -> None:
    """Group other names: the same words, or the beginning of a longer one."""
    _group_by(list(forms), groups, frozenset(), lambda _: None, shortest=2)


def _group_by(
    forms: list[Form],
    groups: Groups,
    left_out: frozenset[str],
    known: Callable[[Form], object],
    shortest: int = 1,
) -> None:
    by_name: dict[tuple[str, ...], int] = {}
    by_known: dict[object, int] = {}
    by_start: dict[tuple[str, ...], list[int]] = defaultdict(list)
    first: dict[int, int] = {}  # group → its first mention
    for form in sorted(forms, key=lambda form: -len(form.words)):
        same = by_name.get(form.words)
        listed = known(form)
        if same is None and listed is not None:
            same = by_known.get(listed)
        begun = by_start.get(form.words, [])
        if same is None and len(begun) == 1 and len(form.words) >= shortest:
            # One word is short for what was named in full before: الاتحاد may be another's name.
            named_before = first[begun[0]] < form.mentions[0]
            same = begun[0] if named_before or len(form.words) > 1 else None
        group = groups.new(form) if same is None else same
        if same is not None:
            groups.add(form, same)
        first[group] = min(first.get(group, form.mentions[0]), form.mentions[0])
        by_name.setdefault(form.words, group)
        if listed is not None:
            by_known.setdefault(listed, group)
        if len(form.words) > 1 and form.words[0] in left_out:
            by_name.setdefault(form.words[1:], group)
        for size in range(1, min(len(form.words), 6)):
            starts = by_start[form.words[:size]]
            if group not in starts and len(starts) < _CANDIDATES:
                starts.append(group)
