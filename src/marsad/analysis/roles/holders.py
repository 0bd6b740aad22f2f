"""Whose a title is: the name beside it, before or after."""

from __future__ import annotations

from marsad.analysis.roles.items import Items
from marsad.lexicon.countries import Countries
from marsad.lexicon.titles import Titles

_SKIPPED = 10  # words between a title and its holder
_COMMAS = frozenset("،,")
_DASHES = frozenset("–-—(")
_OPENING = frozenset("«“\"„'‹")
_POSTS = ("سفير", "سفيره", "ناءب", "ناءبه")  # that are addresses as well
_BRACKETED = 6  # items of an acronym in brackets
_BACK = 40  # items looked back at for the holder of a post
_PRONOUNS = ("وهو", "وهي", "هو", "هي", "بصفته", "بصفتها", "بوصفه", "بوصفها")


class Holders:
    """Finds holders with the words that may stand between."""

    def __init__(self, titles: Titles, countries: Countries) -> None:
        self.titles = titles
        self.countries = countries

    def after(self, items: Items, end: int, *, met: bool = False) -> int | None:
        """Return the item of the name that follows a title which ends before item `end`.

        Ranks, honorifics, a profession and the holder's nationality may stand between, and the
        acronym of the title's organisation in brackets. `met` says that the word before the title
        is a verb with two persons: in "كرم الوزير الفنان فلان" what stands between is the other's.
        """
        at = self._behind_bracket(items, end)
        limit = at + _SKIPPED
        while at < limit:
            item = items.at(at)
            if item.kind == "PER":
                return at if not item.glue else None
            step = self._between(items, at)
            if step == 0 or (met and self._is_another(item.text.removeprefix("ال"))):
                return None
            at += step
        return None

    def _is_another(self, word: str) -> bool:
        """Say whether a word before a name begins another noun phrase behind a verb with two."""
        return word in self.titles.professions or word in _POSTS

    def _behind_bracket(self, items: Items, at: int) -> int:
        if items.at(at).text != "(" or items.at(at).kind != "sign":
            return at
        for end in range(at + 1, at + _BRACKETED):
            if items.at(end).text == ")":
                return end + 1
            if items.at(end).kind == "PER":
                return at
        return at

    def _between(self, items: Items, at: int) -> int:
        """Return how many items of ranks, honorifics or nationality stand at `at`."""
        item = items.at(at)
        if item.kind == "sign":
            abbreviation = item.text == "." and len(items.at(at - 1).text) == 1
            return 1 if abbreviation or item.text in _OPENING else 0
        if item.kind != "word":
            return 0
        for size in range(self.titles.longest_before_name, 0, -1):
            key = tuple(items.at(at + n).text.removeprefix("ال") for n in range(size))
            if key in self.titles.before_names:
                return size
        bare = item.text.removeprefix("ال")
        if bare in self.titles.rank_adjectives:
            return 1
        nation = self.countries.adjective(item.text, items.at(at + 1).text)
        return nation[1] if nation is not None and item.text.startswith("ال") else 0

    def after_comma(self, items: Items, end: int) -> int | None:
        """Return the name after a comma that ends the title: رئيسة الدائرة، القاضية فلانة،."""
        if items.at(end).text not in _COMMAS:
            return None
        name = self.after(items, end + 1)
        if name is None or items.at(name + 1).text not in _COMMAS:
            return None
        return name

    def after_colon(self, items: Items, end: int) -> int | None:
        """Return the name in a list of posts: "الأمين العام: فلان، متصرف".

        What somebody says of a name goes on with a verb: "رئيس الوزراء: فلان أخطأ".
        """
        if items.at(end).text != ":":
            return None
        name = self.after(items, end + 1)
        if name is None or items.at(name + 1).kind not in ("sign", "line"):
            return None
        return name

    def given(self, items: Items, end: int) -> int | None:
        """Return the name that a post goes to: منصب وزير الدفاع إلى فلان."""
        if items.at(end).text not in ("الي", "ل"):
            return None
        return self.after(items, end + 1)

    def before(self, items: Items, at: int) -> int | None:
        """Return the name that a title opening at item `at` is set behind with a comma or وهو."""
        before = at - 1
        item = items.at(before)
        if item.kind == "word" and item.text in _PRONOUNS:
            before -= 1
            item = items.at(before)
            if item.kind == "PER":
                return before
        if item.kind != "sign" or item.text not in _COMMAS | _DASHES:
            return None
        before -= 1
        if items.at(before).text == ")":  # فلان (70 عامًا)، رئيس
            for at_bracket in range(before - 1, before - _BRACKETED, -1):
                if items.at(at_bracket).text == "(":
                    before = at_bracket - 1
                    break
        return before if items.at(before).kind == "PER" else None

    def beside(self, items: Items, at: int) -> int | None:
        """Return the name right before a title, where no verb can have both as subject and object.

        "نتنياهو رئيس الوزراء" is one noun phrase; in "استقبل عباس رئيس الوزراء" two people meet.
        """
        if items.at(at - 1).kind != "PER":
            return None
        earlier = items.at(at - 2)
        if earlier.kind in ("sign", "line") or items.at(at - 1).glue:
            return at - 1
        if self._is_rank(earlier.text):
            ranked = at - 2
            while self._is_rank(items.at(ranked).text):
                ranked -= 1
            return None if self.is_met(items, ranked) else at - 1
        # Another word before the name is most likely a verb.
        said = earlier.text.removeprefix("و") in self.titles.speech
        return at - 1 if said else None

    def is_met(self, items: Items, at: int) -> bool:
        """Say whether a word is a verb with a person as its subject and another as its object."""
        word = items.at(at).text
        return word in self.titles.meets or word.removeprefix("و") in self.titles.meets

    def _is_rank(self, word: str) -> bool:
        return (word.removeprefix("ال"),) in self.titles.before_names

    def earlier(self, items: Items, at: int) -> int | None:
        """Return the last name before item `at` in its sentence, unless it is who appoints.

        "الغزواني يعين محافظاً": who stands before the verb gives the post.
        """
        for before in range(at - 1, max(-1, at - _BACK), -1):
            item = items.row[before]
            if item.kind == "PER":
                return before
            if item.kind == "line" or item.text in (".", "؟", "!"):
                return None
            if item.text in self.titles.appointing and not is_passive(items, before):
                return None
        return None


def is_passive(items: Items, at: int) -> bool:
    """Say whether a verb is printed with the mark of the passive: عُيّن, يُعيَّن."""
    item = items.at(at)
    return "\u064f" in items.source[item.start : item.start + 2]
