"""What the names model looks at, written as strings: the same ones in training and at work.

Those that depend on one word alone (`own`, `near`, `far`) are worked out once per word; pairs of
words, known names and what the rest of the document says are added where a word stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from marsad.analysis.names.gazetteer import Gazetteer
from marsad.analysis.names.words import is_word

Guideline = Literal["marsad", "anercorp", "aqmar", "wojood"]
"""Whose idea of a name is asked for: `docs/reference/annotation.md`, or a public corpus's."""

Clusters = Mapping[str, tuple[str, ...]]
"""Word keys to what they are alike to, in several grains and views."""

_PAIRED = (1, 4)  # the middle grain of each view, for pairs of neighbours
_COARSE = 2  # the coarsest grain, for triples
_AFFIX = 4


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of words before a text is read."""

    gazetteer: Gazetteer
    clusters: Clusters = field(repr=False)


def shape(folded: str) -> str:
    """Return what a word looks like: digits, Latin, a sign, or letters of some number."""
    if folded.isdecimal():
        return f"d{min(len(folded), 5)}"
    if folded.isascii() and folded.isalpha():
        return "latin"
    if not folded[0].isalnum():
        return f"sign{folded[0]}"
    return f"a{min(len(folded), 9)}"


def _classes(key: str, lexicon: Lexicon) -> list[str]:
    """Return what a word is like: its clusters, and whether people are called so."""
    clusters = lexicon.clusters.get(key)
    found = [f"c{number}={name}" for number, name in enumerate(clusters)] if clusters else ["c=?"]
    gazetteer = lexicon.gazetteer
    found += [names[key] for names in (gazetteer.first, gazetteer.last) if key in names]
    if not is_word(key.removeprefix("ال")) and key[0].isalpha():
        found.append("rare")  # no word of everyday news: a name as often as not
    return found


def own(folded: str, lexicon: Lexicon, guideline: Guideline) -> list[str]:
    """Return the features of a word at its own place."""
    key = lexicon.gazetteer.key(folded)
    found = ["b", f"w={folded}", f"k={key}", f"sh={shape(folded)}"]
    for size in range(1, min(_AFFIX, len(key) - 1) + 1):
        found += (f"p{size}={key[:size]}", f"s{size}={key[-size:]}")
    if folded != key:
        found.append(f"glued={folded[: max(0, len(folded) - len(key))]}")
    if key.startswith("ال"):
        found += ("al", f"stem={key[2:]}")
    classes = _classes(key, lexicon)
    found += classes
    found += (f"{guideline}:b", f"{guideline}:k={key}")
    if len(classes) > 1:
        found.append(f"{guideline}:{classes[1]}")
    return found


def near(folded: str, lexicon: Lexicon, guideline: Guideline) -> list[str]:
    """Return the features of a word for its neighbour."""
    key = lexicon.gazetteer.key(folded)
    found = [f"k={key}", f"w={folded}", *_classes(key, lexicon), f"{guideline}:k={key}"]
    if len(key) > 3:
        found += (f"p3={key[:3]}", f"s3={key[-3:]}")
    return found


def far(folded: str, lexicon: Lexicon) -> list[str]:
    """Return the features of a word for the one two places away."""
    key = lexicon.gazetteer.key(folded)
    return [f"k={key}", *_classes(key, lexicon)]


def pairs(keys: Sequence[str], at: int, lexicon: Lexicon) -> list[str]:
    """Return the features of a word with its neighbours."""
    key = keys[at]
    before = keys[at - 1] if at else "^"
    after = keys[at + 1] if at + 1 < len(keys) else "$"
    found = [f"<{before}|{key}", f">{key}|{after}", f"<>{before}|{after}"]
    clusters = lexicon.clusters
    mine, left, right = clusters.get(key), clusters.get(before), clusters.get(after)
    if mine is None:
        return found
    for grain in _PAIRED:
        if grain >= len(mine):
            break
        if left:
            found.append(f"c<{grain}:{left[grain]}|{mine[grain]}")
        if right:
            found.append(f"c>{grain}:{mine[grain]}|{right[grain]}")
    if left and right:
        found.append(f"c<>{left[_COARSE]}|{mine[_COARSE]}|{right[_COARSE]}")
    return found


def known(tags: Sequence[Sequence[str]], at: int, guideline: Guideline) -> list[str]:
    """Return what the known names say of a word and its neighbours."""
    found = [f"g={tag}" for tag in tags[at]]
    found += [f"{guideline}:g={tag}" for tag in tags[at]]
    if at:
        found += [f"-1:g={tag}" for tag in tags[at - 1]]
    if at + 1 < len(tags):
        found += [f"+1:g={tag}" for tag in tags[at + 1]]
    return found


# --- what the rest of the document says -------------------------------------------


def remember(keys: Sequence[Sequence[str]], labels: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return for each word what a first reading took the same word for elsewhere in the document.

    `keys` and `labels` are the document's sentences. "" where it stands nowhere else as a name.
    """
    counts: dict[str, Counter[str]] = {}
    for words, tags in zip(keys, labels, strict=True):
        for key, label in zip(words, tags, strict=True):
            if label != "O":
                counts.setdefault(key, Counter())[label[2:]] += 1
    return [
        [_majority(counts.get(key), label) for key, label in zip(words, tags, strict=True)]
        for words, tags in zip(keys, labels, strict=True)
    ]


def _majority(counts: Counter[str] | None, own_label: str) -> str:
    if counts is None:
        return ""
    own_type = own_label[2:]
    others = {kind: count - (kind == own_type) for kind, count in counts.items()}
    best = max(sorted(others), key=lambda kind: others[kind])
    if others[best] <= 0:
        return ""
    return best if others[best] == 1 else f"{best}+"


def remembered(memory: Sequence[str], at: int) -> list[str]:
    """Return the features of what the document says of a word and its neighbours."""
    found = [f"m={memory[at] or '-'}"]
    if at and memory[at - 1]:
        found.append(f"-1:m={memory[at - 1]}")
    if at + 1 < len(memory) and memory[at + 1]:
        found.append(f"+1:m={memory[at + 1]}")
    return found


def sentence_features(
    words: Sequence[str], lexicon: Lexicon, guideline: Guideline
) -> list[list[str]]:
    """Return all features of a sentence's folded words but the document's: for training."""
    keys = [lexicon.gazetteer.key(word) for word in words]
    tags = lexicon.gazetteer.tags(keys)
    rows = []
    for at, word in enumerate(words):
        row = [*own(word, lexicon, guideline), *pairs(keys, at, lexicon)]
        row += known(tags, at, guideline)
        for offset, reader in ((-2, far), (-1, near), (1, near), (2, far)):
            place = at + offset
            if not 0 <= place < len(words):
                row.append(f"{offset}:edge")
                continue
            more = (
                near(words[place], lexicon, guideline)
                if reader is near
                else far(words[place], lexicon)
            )
            row += [f"{offset}:{feature}" for feature in more]
        rows.append(row)
    return rows
