"""Build `src/marsad/text/words.txt`, the words that begin with their own letters.

    python scripts/build_words.py CORPUS.jsonl.gz… > src/marsad/text/words.txt

Arabic glues و ف ب ل ك س and ال to the next word, and many words begin with these letters
themselves. What tells them apart in a large corpus (articles as JSON lines with `title` and
`text`) is what precedes a word: the article and other proclitics stand before وزير but never before
وقال. Only word forms and no text go into the list: those that stand at least eight times, in at
least two articles.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache

import orjson

from marsad.text.tokenize import fold_words

ARTICLE = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل")
PRONOUNS = ("ها", "هم", "ه", "نا", "ي")
FEWEST = 8  # occurrences of a listed word, with and without article


class Corpus:
    """Counts of folded words, and what they say about a word's first letter."""

    def __init__(self, counts: Counter[str]) -> None:
        self.counts = counts
        self.begins_itself = cache(self._begins_itself)

    def definite(self, word: str) -> int:
        """Count the word after an article: proof that its first letter is its own."""
        return sum(self.counts[article + word] for article in ARTICLE)

    def total(self, word: str) -> int:
        """Count the word bare and after an article."""
        return self.counts[word] + self.definite(word)

    def preceded(self, word: str) -> int:
        """Count the word after what can stand before a word, but not before a proclitic."""
        before_b = self.counts["ب" + word]
        before_l = 0 if word[0] == "ل" else self.counts["ل" + word]
        if word[0] in "وف":  # a single ب or ل may make another word: بوروسيا
            both = self.counts["و" + word] + 2 * min(before_b, before_l)
            return self.definite(word) + both
        return self.definite(word) + before_b + before_l

    def is_noun(self, word: str) -> bool:
        """Say whether the word takes the article or prepositions."""
        glued = self.counts["ب" + word] >= 2 and self.counts["ل" + word] >= 2
        return glued or self.definite(word) >= max(2, 0.04 * self.counts[word])

    def _begins_itself(self, word: str) -> bool:
        count, letter, rest = self.counts[word], word[0], word[1:]
        if word.startswith("ال") and len(word) >= 4:
            twice = sum(self.counts[article + word] for article in ("ال", "لل", "وال", "بال"))
            # A word with its pronoun takes no article: التزاماتها is judged by التزامات.
            bare = (word[: -len(end)] for end in PRONOUNS if word.endswith(end))
            return twice >= max(3, 0.05 * count) or any(
                len(rest) >= 5 and self.begins_itself(rest) for rest in bare
            )
        if letter not in "وفبلكس" or len(rest) < 2:
            return True
        preceded = self.preceded(word)
        if preceded >= max(3, 0.04 * count) or preceded >= max(1, 0.15 * count):
            return True
        if len(rest) == 2:
            return not (letter in "وف" and self.counts[rest] >= count)
        if letter == "و" and count >= 15 and not preceded:
            return False  # so common a name would have been joined to something
        judges = {"و": self._waw, "ف": self._fa, "س": self._sin}
        return judges.get(letter, self._preposition)(word, rest)

    def _waw(self, word: str, rest: str) -> bool:
        if rest.startswith("ال") or (len(rest) >= 4 and not self.begins_itself(rest)):
            return False
        return self.counts[rest] < max(3, 0.05 * self.counts[word])

    def _fa(self, word: str, rest: str) -> bool:
        count = self.counts[word]
        if rest.startswith("ال") and len(rest) >= 5:
            return self.total(rest[2:]) < max(3, 0.02 * count)
        if len(rest) >= 4 and not self.begins_itself(rest):
            return self.counts[rest] < 2 * count
        return self.counts[rest] * 0.05 < count

    def _sin(self, word: str, rest: str) -> bool:
        if rest[0] not in "يتنا":  # the future's س stands before a present tense
            return True
        return self.counts[rest] < self.counts[word] * (1 if rest[0] in "يت" else 10)

    def _preposition(self, word: str, rest: str) -> bool:
        count, letter = self.counts[word], word[0]
        if letter == "ل" and rest[0] == "ل" and len(rest) >= 4:
            return max(self.total(rest[1:]), self.total(rest)) < max(3, 0.02 * count)
        if letter in "بك" and rest.startswith("ال") and len(rest) >= 5:
            return self.total(rest[2:]) < max(3, 0.02 * count)
        if letter == "ك":
            noun = self.definite(rest) >= max(3, 0.05 * self.counts[rest])
            return not (noun and self.total(rest) >= 10 * count)
        if letter == "ل" and rest[0] in "يت" and len(rest) >= 4 and not self.is_noun(rest):
            return self.counts[rest] < 0.3 * count  # "in order to" before a present tense
        if self.is_noun(rest):
            return self.total(rest) < 0.2 * count
        return self.counts[rest] * 0.3 < count


def read_counts(paths: Iterable[str]) -> Counter[str]:
    """Count the Arabic words of all articles that stand in at least two of them."""
    counts: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for path in paths:
        with gzip.open(path) as lines:
            for line in lines:
                record = orjson.loads(line)
                words = fold_words(f"{record['title'] or ''}\n{record['text'] or ''}")
                counts.update(words)
                articles.update(set(words))
    return Counter(
        {
            word: count
            for word, count in counts.items()
            if articles[word] >= 2 and word.isalpha() and "ء" <= word[0] <= "ي"
        }
    )


def own_words(corpus: Corpus) -> list[str]:
    """Return the words that begin with their own letters, in order of code points."""
    candidates = {word for word, count in corpus.counts.items() if count >= 3}
    for word in tuple(candidates):
        if word.startswith("ال") and len(word) >= 4 and not corpus.begins_itself(word):
            candidates.add(word[2:])
    return sorted(
        word
        for word in candidates
        if len(word) >= 2 and corpus.begins_itself(word) and corpus.total(word) >= FEWEST
    )


def main() -> None:
    """Print the list for the corpora named on the command line."""
    words = own_words(Corpus(read_counts(sys.argv[1:])))
    sys.stdout.write("\n".join(words) + "\n")


if __name__ == "__main__":
    main()
