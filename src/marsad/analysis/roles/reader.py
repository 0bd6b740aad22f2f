"""How far a title reaches: from the word that opens it through its complements.

A title is read left to right in two states. It is *open* while a noun without article waits for
what it belongs to (وزير ⟶ خارجية ⟶ مصر), and *closed* once a definite noun or a name has followed;
then only adjectives, و and further departments, and prepositions may come. Every place where a
title may end is kept: the words around it decide which one holds.
"""

from __future__ import annotations

from marsad.analysis.roles.items import Item, Items
from marsad.analysis.roles.readings import Opening, Reading
from marsad.lexicon.countries import Countries
from marsad.lexicon.titles import HeadForm, Titles
from marsad.text.proclitics import cut, is_function_word

_LONGEST = 24  # items of a title
_QUOTED = 8  # items between quotation marks
_OPENING, _CLOSING = "«“\"„'‹", "»”\"“'›"
_OWNERS = ("ها", "هم", "هما", "نا", "ه")
_TO_OWNERS = ("له", "لها", "لهم", "لهما", "لنا")
_DEPUTIES = ("نايب", "مساعد", "مستشار", "مبعوث", "موفد", "ممثل", "مندوب", "معاون", "محام")
_AFTER_NAMES = ("مكتب", "حمله", "حكومه", "اداره", "ديوان")


class Reader:
    """One title in the reading."""

    def __init__(
        self,
        titles: Titles,
        countries: Countries,
        items: Items,
        opening: Opening,
        *,
        apart: bool = False,
    ) -> None:
        self.titles, self.countries = titles, countries
        self.apart = apart  # a second office is another title
        self.items, self.opening, self.form = items, opening, opening.form
        self.reading = Reading(opening, two=opening.form.number == "two")
        self.at = opening.at + opening.form.size
        head = opening.form.head
        self.open = not (self.form.definite or self.form.possessed or head.complete)
        self.is_firm = True
        self.direct = not self.open  # nothing but adjectives since the head
        self.department = False  # the last noun was a department
        self.fielded = False  # behind شؤون, of which more may follow: لشؤون الوادي والصحراء
        self.charged = head.word in ("قاءم", "مكلف")  # بأعمال, بالإعلام

    def read(self) -> Reading | None:
        """Return where the title may end; None where a needed complement is missing."""
        if self.form.head.needs and not self._needed():
            return None
        if not self.open or (self.form.accusative and self.form.size > 1):  # أمينًا عامًا
            self._end()
        limit = self.opening.at + _LONGEST
        while self.at < limit and (self._open_step() if self.open else self._closed_step()):
            pass
        reading = self.reading
        return reading if reading.firm or reading.loose else None

    def _needed(self) -> bool:
        word = self.items.at(self.at).text
        return word.split(" ")[0] in self.form.head.needs

    def _head(self, at: int, word: str) -> HeadForm | None:
        """Return the head at a place within the title; البرلمانية describes there."""
        form = self.titles.head(self.items.texts, at, word)
        return None if form is not None and form.head.alone else form

    def _end(self) -> None:
        """Keep this place as an end."""
        if self.is_firm:
            self.reading.firm = self.at
            self.reading.nationality = 0
        else:
            self.reading.loose.append(self.at)

    def _take(self, size: int = 1, *, closes: bool = True) -> bool:
        """Read on over some items."""
        self.at += size
        self.reading.complement = True
        self.open = not closes
        if closes:
            self._end()
        return True

    def _quoted(self, at: int) -> int:
        """Return the number of items of a name in quotes at `at`, 0 where none stands there.

        Words in quotes are a name even where no tagger saw one.
        """
        if self.items.at(at).kind != "sign" or self.items.at(at).text not in _OPENING:
            return 0
        for end in range(at + 1, at + _QUOTED + 2):
            item = self.items.at(end)
            if item.kind == "sign" and item.text in _CLOSING:
                return end + 1 - at if end > at + 1 else 0
            if item.kind in ("sign", "line"):
                return 0
        return 0

    # --- a noun waits for its complement ---

    def _open_step(self) -> bool:
        item = self.items.at(self.at)
        if item.kind in ("ORG", "LOC", "MISC"):
            if item.glue not in ("", "ل", "لل", "ب") or (item.glue and not self._bare_accusative()):
                return False
            self.reading.appointed |= item.glue in ("ل", "لل")
            self.reading.two |= self._two_owners(item.glue)
            return self._close_with()
        if item.kind == "PER":
            return not item.glue and self._of_person() and self._close_with()
        if item.kind == "sign":
            size = self._quoted(self.at)
            named = any(i.kind != "word" for i in self.items.row[self.at + 1 : self.at + size - 1])
            if self.at == self.opening.at + self.form.size and not named:
                self.is_firm = False  # what he says, more likely: وزير «يبدأ يومه باكرًا»
            return bool(size) and self._close_with(size)
        if item.kind != "word":
            return False
        return self._open_word(item)

    def _close_with(self, size: int = 1) -> bool:
        self.reading.idafa = True
        self.direct = False
        return self._take(size)

    def _bare_accusative(self) -> bool:
        return self.at == self.opening.at + self.form.size or self.form.accusative

    def _two_owners(self, glue: str = "") -> bool:
        """Say whether رئيسا, وزيرا stand for two, since what they belong to follows without ل."""
        direct = self.at == self.opening.at + self.form.size
        return direct and self.form.accusative and not glue

    def _of_person(self) -> bool:
        """Say whether the noun before may belong to a person: مكتب نتنياهو, مستشار ترامب."""
        before = self.items.at(self.at - 1).text
        if self.at == self.opening.at + self.form.size:
            return self.form.head.word in _DEPUTIES and not self.form.accusative
        return before in _AFTER_NAMES or before in _DEPUTIES

    def _open_word(self, item: Item) -> bool:
        word = item.text
        nested = self._head(self.at, word)
        if nested is not None and not nested.accusative and not self._is_feminine(item, nested):
            closes = nested.definite or nested.possessed or nested.head.complete
            self.reading.idafa = self.reading.idafa or closes
            self.direct = nested.definite  # نائب الأمين العام للحزب
            return self._take(nested.size, closes=closes)
        direct = self.at == self.opening.at + self.form.size
        adjective = word.endswith("ه") and self.items.at(self.at + 1).text.startswith("ل")
        adjective = adjective or self.items.at(self.at + 1).glue in ("ل", "لل")
        if direct and (self.form.accusative or word.startswith("ل") or adjective):
            # A title that somebody is given: رئيسًا جديدًا للحكومة, وكيلة للثقافة.
            if self._accusative_step(item):
                return True
            if word[2:] in self.titles.not_adjectives:
                return False
            self.reading.two |= self._two_owners()
        if word.startswith("ال") and len(word) > 3:
            self.department = self.fielded or word[2:] in self.titles.portfolios
            self.fielded = False
            self.reading.anaphoric = (
                self.at == self.opening.at + self.form.size and word[2:] in self.titles.anaphors
            )
            return self._close_with()
        return self._indefinite(word)

    def _is_feminine(self, item: Item, form: HeadForm) -> bool:
        """Say whether a word is محافظة, though the form read in it is محافظه."""
        word = self.items.source[item.start : item.end]
        return form.possessed and form.size == 1 and "ة" in word[-2:]

    def _accusative_step(self, item: Item) -> bool:
        """Read رئيسا جديدا للحكومة: adjectives and ل before the complement."""
        word = item.text
        if word[-1] in "اه" and word[:-1] in self.titles.adjectives:
            self.direct = self.reading.appointed = True  # مديرةً عامةً للمكتب
            return self._take(closes=True)
        if word.startswith("ل") and (self._after_bare_li() or self._after_li(word)):
            self.reading.appointed = True
            return True
        member = self.form.head.word == "عضو" or self.form.head.envoy
        if word == "لدي" and self.form.head.envoy:  # سفيرةً لدى, and not سفيرة مصر لدى
            self.reading.appointed = True
            return self._preposition(firm=True)
        if self.form.accusative and (word in ("علي", "باسم", "لدي") or (word == "في" and member)):
            return self._preposition(firm=True)
        return False

    def _indefinite(self, word: str) -> bool:
        """Read over a noun without article, where it leads to the end of the phrase."""
        for owner in _OWNERS:
            stem = word.removesuffix(owner)
            noun = f"{stem[:-1]}ه" if stem.endswith("ت") else stem
            if stem != word and (noun in self.titles.links or noun in self.titles.portfolios):
                return self._close_with()
        if word in self.titles.links or word in self.titles.portfolios:
            self.fielded = word in self.titles.fields
            return self._take(closes=False)
        if word in self.countries.names:  # a state that was not found as a name
            return self._close_with()
        if is_function_word(word) or not word.isalpha() or word[0] in "يس" or len(word) < 3:
            return False
        after = self.items.at(self.at + 1)
        self.is_firm = False  # the word may be a verb: مدرب خدم الألوان
        if after.kind in ("ORG", "LOC", "MISC") and not after.glue:
            return self._take(closes=False)
        if after.kind == "word" and after.text.startswith("ال") and len(after.text) > 3:
            return cut(word) == 0 and self._take(closes=False)
        return after.text in self.titles.links and cut(word) == 0 and self._take(closes=False)

    # --- the phrase is complete, and may go on ---

    def _closed_step(self) -> bool:
        item = self.items.at(self.at)
        if item.kind != "word":
            return self._named_in_quotes() or self._name_after_preposition(item)
        word = item.text
        if word.startswith("ال") and len(word) > 3:
            return self._adjective(word)
        if self.form.accusative and self._accusative_step(item):
            return True
        if word in self.titles.when:
            return self.reading.complement and self._take()
        if word in self.titles.acting or word.startswith("باسم"):
            return self._take(1) if word != "باسم" else self._preposition(firm=True)
        if word in self.titles.firm:
            return self._preposition(firm=True)
        if word in self.titles.loose:
            return self._preposition(firm=self._firm_place(word))
        if word == "مع" and self.items.at(self.at - 1).text.endswith("علاقات"):
            return self._preposition(firm=True)  # المكلف بالعلاقات مع البرلمان
        if self._adjacent_title(word):
            return True
        if word.startswith("و"):
            return self._further_department(word[1:])
        if word.startswith("ل"):
            return self._after_bare_li() or self._after_li(word)
        if word.startswith("ب"):
            return self._after_bi(word)
        return False

    def _named_in_quotes(self) -> bool:
        """Read what the body just named is called: رئيس الحزب «التقدمي الاشتراكي»."""
        size = self._quoted(self.at)
        if not size or self.items.at(self.at - 1).text.removeprefix("ال") not in self.titles.links:
            return False
        self.is_firm = self.direct = False
        return self._take(size)

    def _adjective(self, word: str) -> bool:
        following = self.items.at(self.at + 1).text
        nation = self.countries.adjective(word, following)
        bare = word[2:]
        titles = self.titles
        if nation is not None and not (nation[0] and bare in titles.not_adjectives):
            second = self.is_firm and self.reading.nationality > 0
            self._take(nation[1])
            if self.is_firm and nation[0] and bare not in self.countries.doubtful:
                self.reading.nationality, self.reading.second = nation[1], second
            return True
        if self._head(self.at, word) and bare not in titles.adjectives:
            return False
        if bare in titles.adjectives:
            self.charged = bare.startswith(("مكلف", "معتمد", "خاص"))
            return self._take()
        if bare in titles.not_adjectives or (bare,) in titles.before_names:
            return False
        if not bare.endswith(("ي", "يه")) or len(bare) < 4:
            self.is_firm = False  # an adjective that is not listed, or the verb's object
        return self._take()

    def _further_department(self, word: str) -> bool:
        """Read و and a department: وزير الداخلية والجماعات المحلية, وشؤون المغتربين."""
        if word in self.titles.joins and self.department:
            return self._further_of(word)
        if self._head(self.at, word):
            return False
        if not word.startswith("ال"):
            return self._further_of(word)
        bare = word[2:]
        if bare in self.titles.portfolios and (self.department or self.reading.idafa):
            self.department = True
            return self._take()
        if not self.department:
            return False
        self.is_firm = False
        return self._take()

    def _further_of(self, word: str) -> bool:
        """Read و and a department that a noun follows: واستصلاح الأراضي."""
        after = self.items.at(self.at + 1)
        follows = after.kind == "word" and after.text.startswith("ال") and len(after.text) > 3
        if not self.department or is_function_word(word) or not (follows or self._leads_on(word)):
            return False
        if word not in self.titles.joins:
            if cut(word) != 0 or len(word) < 3:
                return False
            self.is_firm = False
        self.fielded = word in self.titles.joins
        return self._take(closes=False)

    def _leads_on(self, word: str) -> bool:
        """Say whether a noun without article is followed by one: وشؤون مجلس الأمة."""
        after = self.items.at(self.at + 1)
        known = after.kind == "word" and after.text in self.titles.links
        return word in self.titles.joins and (known or (after.kind == "ORG" and not after.glue))

    def _after_bare_li(self) -> bool:
        """Read لـ that stands by itself before a name or quotes: الأمين العام لـ«حزب الله»."""
        if self.items.at(self.at).text != "ل":
            return False
        following = self.items.at(self.at + 1)
        name = following.kind in ("ORG", "LOC", "MISC") and not following.glue
        noun = following.kind == "word" and self._is_noun(following.text)
        size = 1 if name else self._quoted(self.at + 1)
        if not size and not noun:
            return False
        self._settle_li()
        self.department = False
        return self._take(1 + size) if size else self._take(2, closes=False)

    def _settle_li(self) -> None:
        """Tell whether what follows ل belongs to the title without a further sign."""
        firm = self.direct or self.charged or self.form.accusative
        self.is_firm = self.is_firm and firm and not self._speaks()
        self.direct = False
        self.reading.appointed |= firm and not (self.form.definite or self.form.possessed)

    def _preposition(self, *, firm: bool) -> bool:
        """Read a preposition with its noun phrase."""
        item = self.items.at(self.at + 1)
        abroad = item.text.removeprefix("ال") in self.titles.abroad
        firm = firm or (abroad and self._of_people())
        self.is_firm = self.is_firm and firm
        self.direct = False
        name = item.kind in ("ORG", "LOC", "MISC") and not item.glue
        if name or (item.kind == "word" and item.text.startswith("ال") and len(item.text) > 3):
            return self._take(2)
        size = self._quoted(self.at + 1)
        if size:
            return self._take(1 + size)
        if item.kind == "word" and self._is_noun(item.text):
            return self._take(2, closes=False)
        return False

    def _is_noun(self, word: str) -> bool:
        if word in self.titles.links or word in self.titles.portfolios:
            return True
        return self._head(self.at + 1, word) is not None

    def _firm_place(self, word: str) -> bool:
        head, after = self.form.head, self.items.at(self.at + 1)
        if word == "علي":
            return head.word == "مشرف"
        if word == "عن":
            return head.word in ("نايب", "سيناتور") and after.kind != "word"
        if not head.envoy or word not in self.titles.firm_after_envoy or after.kind != "LOC":
            return False
        return (word == "الي" and head.word != "سفير") or not self.form.definite

    def _after_li(self, word: str) -> bool:
        """Read ل with a noun: الأمين العام للحلف, وكيلة الوزارة لقطاع الموازنة."""
        definite = word.startswith("لل")
        noun = word[2:] if definite else word[1:]
        if word not in _TO_OWNERS and (len(noun) < 3 or noun in self.titles.hearers):
            return False
        known = noun in self.titles.links or noun in self.titles.portfolios
        nested = self._head(self.at, f"ال{noun}" if definite else noun)
        if not known and not definite and word not in _TO_OWNERS and nested is None:
            return self._purpose(word)
        if word not in _TO_OWNERS and (is_function_word(word) or (not known and cut(word) == 0)):
            return False
        firm = noun in self.titles.fields or self.direct or self.charged or self.form.accusative
        self.is_firm = self.is_firm and (firm or self.open) and not self._speaks()
        self.direct = False
        self.department = noun in self.titles.portfolios
        self.fielded = noun in self.titles.fields
        if nested is not None and not known:
            return self._take(nested.size, closes=nested.definite or nested.head.complete)
        return self._take(closes=definite or word in _TO_OWNERS)

    def _purpose(self, word: str) -> bool:
        """Read what an office or a body is for: شركة النيل لتداول الأوراق المالية."""
        after = self.items.at(self.at + 1).text
        definite = after.startswith("ال") and len(after) > 3
        if not definite or is_function_word(word) or cut(word) == 0:
            return False
        self.is_firm = self.direct = self.department = False
        return self._take(closes=False)

    def _of_people(self) -> bool:
        """Say whether those just named are people: والمغاربة المقيمين."""
        return self.items.at(self.at - 1).text.endswith("ين")

    def _speaks(self) -> bool:
        """Say whether the office is one that addresses people with ل and is called after باسم."""
        return self.form.head.word in ("متحدث", "ناطق") and self.at == self.opening.at + 1

    def _after_bi(self, word: str) -> bool:
        noun = word.removeprefix("بال").removeprefix("ب") if word.startswith("بال") else word[1:]
        known = noun in self.titles.links or noun in self.titles.portfolios
        if not known and (not word.startswith("بال") or cut(word) == 0):
            return False
        abroad = noun in self.titles.abroad and self._of_people()
        advises = self.form.head.word == "مستشار" and noun in self.titles.bodies
        self.is_firm = self.is_firm and (self.charged or abroad or advises)
        self.direct = False
        return self._take(closes=word.startswith("بال"))

    def _name_after_preposition(self, item: Item) -> bool:
        if item.kind not in ("ORG", "LOC", "MISC"):
            return False
        first = item.text.split(" ")[0].removeprefix("ال")
        if item.glue in ("ل", "لل"):
            if first in self.titles.hearers:
                return False
            self.direct = self.direct or first in self.titles.fields
            self._settle_li()
        elif item.glue == "ب":
            sent = self.form.head.envoy and not self.form.definite
            envoy = item.kind == "LOC" and (sent or self.reading.appointed)
            body = item.kind == "ORG" and first in self.titles.bodies
            self.is_firm = self.is_firm and (envoy or body or self.charged)
        elif item.glue == "و" and first in self.titles.joins and self.department:
            pass
        elif item.glue == "و":
            if not self.reading.two or self.items.at(self.at - 1).kind != item.kind:
                return False
        else:
            return False
        self.direct = False
        return self._take()

    def _adjacent_title(self, word: str) -> bool:
        """Read on into a second title without و: ولي العهد رئيس مجلس الوزراء."""
        form = self._head(self.at, word)
        if form is None or form.definite or form.possessed or form.accusative:
            return False
        if form.number != "one" or form.head.needs or self.reading.firm != self.at or self.apart:
            return False
        self.reading.next_office = self.reading.next_office or self.at
        return self._take(form.size, closes=form.head.complete)
