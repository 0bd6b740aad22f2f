"""Train what tells where a name begins in its first word (`marsad.analysis.names.starts`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.analysis.names.gazetteer import Gazetteer
from marsad.analysis.names.starts import decisions
from marsad.analysis.names.words import Word, split_words
from marsad.pipeline.train.corpora import Marked

_STRENGTH = 1.0
_TATWEEL = "ـ"


def train_starts(texts: Sequence[Marked], lists: Gazetteer) -> dict[str, float]:
    """Return the weights of features by logistic regression over the names of texts."""
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415  # only for training
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    rows = [row for marked in texts for row in _rows(marked, lists)]
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([dict.fromkeys(features, 1.0) for features, _ in rows])
    model = LogisticRegression(C=_STRENGTH, max_iter=2000, fit_intercept=False)
    model.fit(table, [answer for _, answer in rows])
    weights = zip(vectorizer.feature_names_, model.coef_[0], strict=True)
    return {str(feature): round(float(weight), 3) for feature, weight in weights}


def _rows(marked: Marked, lists: Gazetteer) -> Iterator[tuple[list[str], bool]]:
    words = split_words(marked.text)
    document = frozenset(word.folded for word in words)
    place = 0
    for mention in sorted(marked.mentions, key=lambda mention: int(mention["start"])):
        while place < len(words) and words[place].end <= mention["start"]:
            place += 1
        if place == len(words):
            return
        word = words[place]
        before = _before(marked.text, words, place)
        letters = _letters(marked.text, word, mention["start"])
        yield from decisions(word.folded, before, mention["type"], document, lists, letters)


def _before(text: str, words: Sequence[Word], place: int) -> str:
    """Return the word before, "" at the start of a line."""
    if not place or "\n" in text[words[place - 1].end : words[place].start]:
        return ""
    return words[place - 1].folded


def _letters(text: str, word: Word, start: int) -> int:
    return sum(char.isalpha() and char != _TATWEEL for char in text[word.start : start])
