"""The words that titles open with, found in a row."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from marsad.analysis.roles.items import Item, Items
from marsad.analysis.roles.reader import Reader
from marsad.analysis.roles.readings import Opening, Reading
from marsad.lexicon.countries import Countries, load_countries
from marsad.lexicon.titles import HeadForm, Titles, load_titles

_ASPECTS = ("و", "ف", "ب", "ل", "ك", "ول", "وب", "فب", "فل", "وك")


class Grammar:
    """The words of titles and states, with the rules that read them."""

    def __init__(self, titles: Titles, countries: Countries) -> None:
        self.titles = titles
        self.countries = countries

    # --- where a title opens ---------------------------------------------------------------

    def opening(self, items: Items, at: int) -> Opening | None:
        """Return the head that the word at `at` is, its proclitics apart."""
        item = items.row[at]
        if item.kind != "word" or not _may_open(item.text):
            return None
        found = self.titles.head(items.texts, at, item.text)
        if found is not None and _same_hamza(items, item, found):
            return self._opening(items, at, found, "")
        for aspect in _ASPECTS:
            glue = aspect
            if not item.text.startswith(glue):
                continue
            rest = item.text[len(glue) :]
            if glue.endswith("ل") and rest.startswith("ل"):  # للرئيس
                found = self.titles.head(items.texts, at, f"ال{rest[1:]}")
                glue += "ل"
            else:
                found = self.titles.head(items.texts, at, rest)
            if found is not None and _same_hamza(items, item, found):
                return self._opening(items, at, found, glue)
        return None

    def _opening(self, items: Items, at: int, form: HeadForm, glue: str) -> Opening:
        item = items.row[at]
        start = item.start + _prefix(items.source[item.start : item.end], len(glue))
        end = items.at(at + form.size - 1).end
        word = items.source[start:end]
        if (
            form.size == 1
            and not form.possessed
            and not form.definite
            and word.rstrip("\u064b\u064c\u064d\u064e\u064f\u0650\u0652").endswith("ه")
            and self._follows_owner(items, at + 1)
        ):  # رئيسه, and not رئيسة
            form = replace(form, possessed=True)
        return Opening(at, start, form, glue)

    def _follows_owner(self, items: Items, at: int) -> bool:
        """Say whether رئيسه before this word is no careless رئيسة: نائبه الأمير, مديره العام."""
        item = items.at(at)
        if item.kind != "word":
            return True
        bare = item.text.removeprefix("ال")
        if bare == item.text:
            return bare not in self.titles.links and bare not in self.titles.portfolios
        adjective = bare in self.titles.adjectives and not bare.endswith("ه")
        head = self.titles.head(items.texts, at, item.text)
        return adjective or head is not None or (bare,) in self.titles.before_names

    # --- how far it reaches ----------------------------------------------------------------

    def read(self, items: Items, opening: Opening, *, apart: bool = False) -> Reading | None:
        """Return where the title may end; None where a needed complement is missing.

        `apart` ends it before a second office: استقبل وزير الصيد | مدير المكتب.
        """
        return Reader(self.titles, self.countries, items, opening, apart=apart).read()


@lru_cache(maxsize=1 << 16)
def _may_open(word: str) -> bool:
    """Say whether any title may open with a word; most words are settled so."""
    heads = load_titles().heads
    glued = [word[len(glue) :] for glue in _ASPECTS if word.startswith(glue)]
    return any(
        rest in heads or (rest.startswith("ل") and f"ال{rest[1:]}" in heads)
        for rest in (word, *glued)
    )


def _same_hamza(items: Items, item: Item, form: HeadForm) -> bool:
    """Say whether a word may be the head: أمر is not آمر, nor إلى و with والي."""
    word = items.source[item.start : item.end]
    return all(letter in form.head.spelled for letter in "أإآ" if letter in word)


def _prefix(source: str, size: int) -> int:
    """Return how many characters of a word its first `size` letters take with their marks."""
    at = 0
    while at < len(source) and size >= 0:
        if source[at].isalpha() and source[at] != "ـ":
            if size == 0:
                break
            size -= 1
        at += 1
    return at


def load_grammar() -> Grammar:
    """Return the grammar over the project's own lists."""
    return Grammar(load_titles(), load_countries())
