"""Count the words of news corpora: document frequencies of stems, and how each word behaves.

    python scripts/build_frequencies.py CORPUS.jsonl.gz… --out src/marsad/lexicon

Writes `frequencies.txt` (stems by the number of articles that hold them) and `word_classes.txt`
(verbs, adverbs, adjectives, names, nouns, words that may be
noun or verb, nouns with a pronoun). Both are statistics: no text can be made from them. What
a word is, its company shows: prepositions and the article stand before nouns and never before
verbs, لم and قد before verbs, an adjective with the article follows a word that has it too, and
names take prepositions without the article.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from marsad.text.normalize import fold
from marsad.text.proclitics import cut
from marsad.text.stem import stem
from marsad.text.tokenize import find_words

FEWEST_ARTICLES = 3
FEWEST = 10
PREPOSITIONS = frozenset(
    "في من الى علي عن بين خلال منذ ضد عبر لدي حول بعد قبل تحت نحو مع دون".split()
)
BEFORE_VERBS_ONLY = frozenset("قد لقد سوف لم لن".split())
BEFORE_VERBS = BEFORE_VERBS_ONLY | frozenset("لا كان كانت الذي التي ان".split())
PRONOUNS = ("هما", "ها", "هم", "هن", "نا", "ه")
SOURCE = "ANT corpus 1.1 and 2.1 (A. Chouigui, O. Ben Khiroun, B. Elayeb, AICCSA 2017)"


@dataclass(slots=True)
class Company:
    """How often a word, proclitics apart, stands in which company."""

    total: int = 0
    after_preposition: int = 0
    with_preposition: int = 0  # glued to it: ب, ك
    definite: int = 0
    alone_definite: int = 0  # with ال and nothing else before it
    after_definite: int = 0  # of those, behind another one
    after_verb_sign: int = 0
    after_sure_sign: int = 0

    @property
    def nominal(self) -> float:
        """Share of the places where only a noun can stand."""
        return (self.after_preposition + self.with_preposition + self.definite) / self.total


def read_texts(paths: Iterable[str]) -> Iterator[str]:
    """Yield title and body of each article once, folded."""
    seen = set()
    for path in paths:
        with gzip.open(path) as lines:
            for line in lines:
                record = orjson.loads(line)
                if record["url"] not in seen:
                    seen.add(record["url"])
                    yield fold(f"{record['title'] or ''}\n{record['text'] or ''}")


def count(texts: Iterable[str]) -> tuple[int, Counter[str], dict[str, Company]]:
    """Return the number of articles, the stems' document frequencies, and all words' company."""
    articles = 0
    frequencies: Counter[str] = Counter()
    companies: dict[str, Company] = defaultdict(Company)
    for text in texts:
        articles += 1
        frequencies.update({stem(match[0]) for match in find_words(text)})
        _add(companies, text)
    return articles, frequencies, companies


def _add(companies: dict[str, Company], text: str) -> None:
    before, before_definite, end = "", False, -2
    for match in find_words(text):
        word = match[0]
        if match.start() - end != 1:
            before, before_definite = "", False
        end = match.end()
        if not "ء" <= word[0] <= "ي":
            before, before_definite = "", False
            continue
        at = cut(word)
        company, glued = companies[word[at:]], word[:at]
        definite = glued.endswith(("ال", "لل"))
        company.total += 1
        company.with_preposition += "ب" in glued or "ك" in glued
        company.definite += definite
        if glued in ("", "ال"):
            company.after_preposition += before.removeprefix("و") in PREPOSITIONS
            company.after_verb_sign += not definite and before.removeprefix("و") in BEFORE_VERBS
            company.after_sure_sign += before.removeprefix("و") in BEFORE_VERBS_ONLY
            company.alone_definite += definite
            company.after_definite += definite and before_definite
        before, before_definite = word, definite or (word.startswith("ال") and len(word) > 4)


def word_class(word: str, company: Company, companies: Mapping[str, Company]) -> str:
    """Return what a word is, most likely, by its own company."""
    nominal, signs = company.nominal, company.after_verb_sign / company.total
    imperfect = len(word) > 3 and (word[0] == "ي" or (word[0] == "ت" and signs > 0.01))
    glued = company.definite + company.with_preposition
    if _is_possessive(word, company, companies):
        return "possessive"
    if nominal < 0.03 and (signs >= 0.035 or imperfect):
        return "verb"
    if signs > max(0.1, 3 * nominal) and glued <= 0.01 * company.total:
        return "verb"
    if nominal < 0.04 and word.endswith("ا") and len(word) > 3 and word[:-1] in companies:
        return "adverb"
    if company.alone_definite >= 5 and company.after_definite > 0.55 * company.alone_definite:
        return "adjective"
    if company.definite >= 0.02 * company.total or nominal >= 0.5:
        return "verbal" if company.after_sure_sign >= max(2, 0.003 * company.total) else "noun"
    return "name"


def _is_possessive(word: str, company: Company, companies: Mapping[str, Company]) -> bool:
    """Say whether a word that never takes the article is one that does, with its pronoun."""
    for pronoun in PRONOUNS:
        rest = word.removesuffix(pronoun)
        if rest == word or len(rest) < 3 or company.definite:
            continue
        others = (
            companies.get(form) for form in (rest, f"{rest[:-1]}ه" if rest[-1] == "ت" else "")
        )
        if any(
            other is not None
            and other.definite > 0.05 * other.total
            and 3 * other.total > company.total
            for other in others
        ):
            return True
    return False


def find_inflected(classes: dict[str, str], companies: Mapping[str, Company]) -> None:
    """Turn words that were taken for names into verbs where other forms of them are verbs."""
    verbs = {word for word, kind in classes.items() if kind == "verb"}
    for word, kind in classes.items():
        company = companies[word]
        signs = company.after_verb_sign / company.total
        if kind == "name" and signs >= 0.03 and company.nominal < 0.15:
            relatives = {f"{word}ت", f"ي{word}", f"ت{word}", f"ي{word[1:]}", f"{word}وا"}
            if relatives & verbs or (word.endswith("ت") and word[:-1] in verbs):
                classes[word] = "verb"


def write_groups(path: Path, head: str, groups: Iterable[tuple[object, list[str]]]) -> None:
    """Write lines of a number or name, a tab, and the words that it belongs to, sorted."""
    lines = [f"# {head}", *(f"{key}\t{' '.join(sorted(words))}" for key, words in groups)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Count the corpora named on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    articles, frequencies, companies = count(read_texts(options.corpora))
    by_frequency: dict[int, list[str]] = defaultdict(list)
    for word, number in frequencies.items():
        if number >= FEWEST_ARTICLES:
            by_frequency[number].append(word)
    head = f"{articles} articles of the {SOURCE}; number of articles, tab, stems"
    groups = sorted(by_frequency.items(), reverse=True)
    write_groups(options.out / "frequencies.txt", head, groups)
    classes = {
        word: word_class(word, company, companies)
        for word, company in companies.items()
        if company.total >= FEWEST
    }
    find_inflected(classes, companies)
    by_class: dict[str, list[str]] = defaultdict(list)
    for word, kind in classes.items():
        by_class[kind].append(word)
    head = f"Words that stand at least {FEWEST} times in the {SOURCE}; class, tab, words"
    write_groups(options.out / "word_classes.txt", head, sorted(by_class.items()))


if __name__ == "__main__":
    main()
