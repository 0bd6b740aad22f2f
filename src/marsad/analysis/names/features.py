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
from marsad.analysis.names.words import NUMBER, is_word, word_class
from marsad.text.proclitics import is_function_word

Guideline = Literal["marsad", "anercorp", "aqmar", "wojood"]
"""Whose idea of a name is asked for: `docs/reference/annotation.md`, or a public corpus's."""

Clusters = Mapping[str, tuple[str, ...]]
"""Word keys to what they are alike to, in several grains and views."""

PAIRED = (1, 4)  # the middle grain of each view, for pairs of neighbours
COARSE = 2  # the coarsest grain, for triples
_AFFIX = 4
_KEPT_KINDS = 200_000
_OPENING, _CLOSING = frozenset('«"“”'), frozenset('»"“”')
FAMILY = "family"
"""What `remember` says of a word that ends a person's full name in the same document.

With a "?" where it is a noun or a verb of everyday news as well, else with a "!" where no noun
stands before it that it could describe ("السوداني يأمر", and not "الوفد السوداني").
"""

_OTHERWISE = frozenset({"noun", "verb", "verbal"})
_LONGEST_QUOTED = 7  # words between quotation marks that may be one name


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of words before a text is read."""

    gazetteer: Gazetteer
    clusters: Clusters = field(repr=False)
    kinds: dict[str, str] = field(default_factory=dict, repr=False, compare=False)  # kept by key


def shape(folded: str) -> str:
    """Return what a word looks like: digits, Latin, a sign, or letters of some number."""
    if folded.isdecimal():
        return f"d{min(len(folded), 5)}"
    if folded.isascii() and folded.isalpha():
        return "latin"
    if not folded[0].isalnum():
        return f"sign{folded[0]}"
    return f"a{min(len(folded), 9)}"


def kind(key: str, lexicon: Lexicon) -> str:
    """Return the one thing that says most of what a word may be in a name.

    A part of people's names, a place or body of the lists, a class of everyday words, a sign. An
    "x" says that a listed word is everyday news as well, a "+" that it has the article.
    """
    found = lexicon.kinds.get(key)
    if found is None:
        if len(lexicon.kinds) >= _KEPT_KINDS:
            lexicon.kinds.clear()
        article = "+" if key.startswith("ال") else ""
        found = lexicon.kinds[key] = _kind(key, lexicon.gazetteer) + article
    return found


def _kind(key: str, gazetteer: Gazetteer) -> str:
    everyday = word_class(key)
    also = "x" if everyday not in ("", "name") else ""
    if key in gazetteer.given:
        return f"{gazetteer.given[key][0]}{also}"
    if key in gazetteer.single:
        return f"U{gazetteer.single[key][0]}{also}"
    if key in gazetteer.last:
        return f"S{also}"
    if not key[0].isalpha():
        return "number" if key == NUMBER else key[0]
    if key.isascii():
        return "latin"
    return everyday or ("word" if is_word(key.removeprefix("ال")) else "rare")


def kinds(keys: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Return the kinds of a sentence's words, with two edges to each side."""
    return ["^", "^", *(kind(key, lexicon) for key in keys), "$", "$"]


def in_row(row: Sequence[str], at: int) -> tuple[str, ...]:
    """Return the features of the kinds around a word; `row` is what `kinds` returned."""
    before, left, own_, right, after = row[at : at + 5]
    return (
        f"t0{own_}", f"t<{left}|{own_}", f"t>{own_}|{right}", f"t<>{left}|{own_}|{right}",
        f"t<<{before}|{left}|{own_}", f"t>>{own_}|{right}|{after}",
    )  # fmt: skip


def _classes(key: str, lexicon: Lexicon) -> list[str]:
    """Return what a word is like: its clusters, and whether people are called so."""
    clusters = lexicon.clusters.get(key)
    found = [f"c{number}={name}" for number, name in enumerate(clusters)] if clusters else ["c=?"]
    gazetteer = lexicon.gazetteer
    if class_ := word_class(key):
        found.append(f"wc={class_}")
    parts = (gazetteer.given, gazetteer.first, gazetteer.last)
    found += [names[key] for names in parts if key in names]
    if not is_word(key.removeprefix("ال")) and key[0].isalpha():
        found.append("rare")  # no word of everyday news: a name as often as not
    return found


def own(folded: str, lexicon: Lexicon, guideline: Guideline) -> list[str]:
    """Return the features of a word at its own place."""
    key = lexicon.gazetteer.key(folded)
    return _own(folded, key, _classes(key, lexicon), guideline)


def near(folded: str, lexicon: Lexicon, guideline: Guideline) -> list[str]:
    """Return the features of a word for its neighbour."""
    key = lexicon.gazetteer.key(folded)
    word, *others = _near(folded, key, guideline)
    return [f"k={key}", word, *_classes(key, lexicon), *others]


def far(folded: str, lexicon: Lexicon, _guideline: Guideline) -> list[str]:
    """Return the features of a word for the one two places away."""
    key = lexicon.gazetteer.key(folded)
    return [f"k={key}", *_classes(key, lexicon)]


def alone(
    folded: str, key: str, lexicon: Lexicon, guideline: Guideline
) -> tuple[list[str], list[str], list[str]]:
    """Return what `own` says of a word, what only `near` says, and `far`, which both say."""
    classes = _classes(key, lexicon)
    return (
        _own(folded, key, classes, guideline),
        _near(folded, key, guideline),
        [f"k={key}", *classes],
    )


def _near(folded: str, key: str, guideline: Guideline) -> list[str]:
    found = [f"w={folded}", f"{guideline}:k={key}"]
    if len(key) > 3:
        found += (f"p3={key[:3]}", f"s3={key[-3:]}")
    return found


def _own(folded: str, key: str, classes: Sequence[str], guideline: Guideline) -> list[str]:
    found = ["b", f"w={folded}", f"k={key}", f"sh={shape(folded)}"]
    for size in range(1, min(_AFFIX, len(key) - 1) + 1):
        found += (f"p{size}={key[:size]}", f"s{size}={key[-size:]}")
    if folded != key:
        found.append(f"glued={folded[: max(0, len(folded) - len(key))]}")
    if key.startswith("ال"):
        found += ("al", f"stem={key[2:]}")
    found += classes
    found += (f"{guideline}:b", f"{guideline}:k={key}")
    if len(classes) > 1:
        found.append(f"{guideline}:{classes[1]}")
    return found


def pairs(keys: Sequence[str], at: int) -> tuple[str, str, str]:
    """Return the features of a word with its neighbours."""
    key = keys[at]
    before = keys[at - 1] if at else "^"
    after = keys[at + 1] if at + 1 < len(keys) else "$"
    return f"<{before}|{key}", f">{key}|{after}", f"<>{before}|{after}"


def alike(keys: Sequence[str], at: int, lexicon: Lexicon) -> list[str]:
    """Return the features of a word's clusters with its neighbours'."""
    clusters = lexicon.clusters
    mine = clusters.get(keys[at])
    if mine is None:
        return []
    left = clusters.get(keys[at - 1]) if at else None
    right = clusters.get(keys[at + 1]) if at + 1 < len(keys) else None
    found = []
    for grain in PAIRED:
        if grain >= len(mine):
            break
        if left:
            found.append(f"c<{grain}:{left[grain]}|{mine[grain]}")
        if right:
            found.append(f"c>{grain}:{mine[grain]}|{right[grain]}")
    if left and right and len(mine) > COARSE:
        found.append(f"c<>{left[COARSE]}|{mine[COARSE]}|{right[COARSE]}")
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


def listing(
    words: Sequence[str], keys: Sequence[str], row: Sequence[str], tags: Sequence[Sequence[str]]
) -> list[tuple[int, list[str]]]:
    """Return the features of words that are joined by و: what one of them is, the other may be."""
    glued = ["", *(word[: len(word) - len(key)] for word, key in zip(words, keys, strict=True))]
    places = {
        place
        for last, letters in enumerate(glued)
        if letters
        for place in range(last - 3 if letters == "و" else last - 1, last)
        if place >= 0
    }
    glued += ["", ""]
    found = []
    for at in sorted(places):
        before, after, beyond = glued[at + 1], glued[at + 2] == "و", glued[at + 3] == "و"
        features = [f"tg{before}|{row[at + 1]}|{row[at + 2]}"] if before else []
        if before == "و" and at:
            features += [f"cj<{tag}" for tag in tags[at - 1]]
            features.append(f"cj{row[at + 1]}|{row[at + 2]}")
        if after:
            features += ["cj>", *(f"cj>{tag}" for tag in tags[at + 1])]
        if beyond:
            features.append("cj>>")
        if features:
            found.append((at, features))
    return found


def quoted(keys: Sequence[str], lexicon: Lexicon) -> list[tuple[int, list[str]]]:
    """Return the features of words in quotation marks: how many, and what stands before them."""
    found: list[tuple[int, list[str]]] = []
    if _OPENING.isdisjoint(keys):
        return found
    at, count = 0, len(keys)
    while at < count:
        if keys[at] not in _OPENING:
            at += 1
            continue
        last = min(count, at + _LONGEST_QUOTED + 2)
        end = next((place for place in range(at + 1, last) if keys[place] in _CLOSING), 0)
        if end <= at + 1:
            at += 1
            continue
        features = [f"q{min(4, end - at - 1)}", *_before_quotes(keys, at, lexicon)]
        inside = range(at + 1, end)
        found += [(place, [*features, "qB" if place == at + 1 else "qI"]) for place in inside]
        at = end + 1
    return found


def _before_quotes(keys: Sequence[str], at: int, lexicon: Lexicon) -> list[str]:
    before = keys[at - 1] if at else "^"
    clusters = lexicon.clusters.get(before)
    if before in (":", "،") and at > 1:
        before = f":{keys[at - 2]}"
    found = [f"qk={before}"]
    if clusters:
        found += [f"qc={clusters[COARSE]}", f"qc1={clusters[PAIRED[0]]}"]
    return found


# --- what the rest of the document says -------------------------------------------


def remember(keys: Sequence[Sequence[str]], labels: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return for each word what a first reading took the same word for elsewhere in the document.

    `keys` and `labels` are the document's sentences. "" where it stands nowhere else as a name, a
    type (with a "+" where it does more than once), or FAMILY.
    """
    counts: dict[str, Counter[str]] = {}
    families = set[str]()
    for words, tags in zip(keys, labels, strict=True):
        for at, (key, label) in enumerate(zip(words, tags, strict=True)):
            if label != "O":
                counts.setdefault(key, Counter())[label[2:]] += 1
                if label == "I-PER" and (at + 1 == len(tags) or tags[at + 1] != label):
                    families.add(key)
    return [
        [
            ""
            if key not in counts
            else _family(words, at)
            if key in families and not label.endswith("PER")
            else _majority(counts[key], label)
            for at, (key, label) in enumerate(zip(words, tags, strict=True))
        ]
        for words, tags in zip(keys, labels, strict=True)
    ]


def _family(words: Sequence[str], at: int) -> str:
    if word_class(words[at]) in _OTHERWISE:
        return f"{FAMILY}?"
    before = words[at - 1] if at else ""
    alone = not before or word_class(before) == "verb" or is_function_word(before)
    return f"{FAMILY}!" if alone else FAMILY


def _majority(counts: Counter[str], own_label: str) -> str:
    own_type = own_label[2:]
    others = {kind: count - (kind == own_type) for kind, count in counts.items()}
    best = max(sorted(others), key=lambda kind: others[kind])
    if others[best] <= 0:
        return ""
    return best if others[best] == 1 else f"{best}+"


def sentence_features(
    words: Sequence[str], lexicon: Lexicon, guideline: Guideline
) -> list[list[str]]:
    """Return all features of a sentence's folded words but the document's: for training."""
    keys = [lexicon.gazetteer.key(word) for word in words]
    tags = lexicon.gazetteer.tags(keys)
    around = kinds(keys, lexicon)
    rows = []
    for at, word in enumerate(words):
        row = [*own(word, lexicon, guideline), *pairs(keys, at), *alike(keys, at, lexicon)]
        row += in_row(around, at)
        row += known(tags, at, guideline)
        for offset, reader in ((-2, far), (-1, near), (1, near), (2, far)):
            place = at + offset
            if not 0 <= place < len(words):
                row.append(f"{offset}:edge")
                continue
            row += [f"{offset}:{feature}" for feature in reader(words[place], lexicon, guideline)]
        rows.append(row)
    for at, features in (*listing(words, keys, around, tags), *quoted(keys, lexicon)):
        rows[at] += features
    return rows
