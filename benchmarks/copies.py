"""Copies: what is found of nine edits of real articles, and how fast, beside datasketch.

    python benchmarks/copies.py NEWS_FOLDER [--articles N] [--edited N]

Each edited text is published by another outlet within three days of its original, in a stream of
real articles. Recall is the share of edits that are folded under their original; precision is that
of all that is said of the edits. datasketch gets the same three-word runs (MinHash of 128
permutations, 64 bands of 2, then the same comparison of texts).
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from corpus import read_corpus
from datasketch import MinHash, MinHashLSH

from marsad.stories.copies import CopyIndex, Fingerprint, compare, fingerprints
from marsad.stories.items import Item
from marsad.text.tokenize import fold_words

HOURS = 72
BATCH = 200
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
VARIANTS = str.maketrans("أإآىة", "اااي" + "ه")
Words = list[str]


def edits(rng: random.Random, vocabulary: Words) -> dict[str, Callable[[str], str]]:
    """Return the nine edits; 60 words of boilerplate are the same for all texts."""
    boilerplate = " ".join(rng.choice(vocabulary) for _ in range(60))

    def part(share: float) -> Callable[[str], str]:
        def cut(text: str) -> str:
            words = text.split(" ")
            return " ".join(words[: max(1, int(len(words) * share))])

        return cut

    def spelling(text: str) -> str:
        words = text.split(" ")
        return " ".join(word.translate(VARIANTS) if rng.random() < 0.5 else word for word in words)

    def marks(text: str) -> str:
        return "".join(
            char + rng.choice(MARKS) if "ء" <= char <= "ي" and rng.random() < 0.3 else char
            for char in text
        )

    def words(text: str) -> str:
        return " ".join(
            rng.choice(vocabulary) if rng.random() < 0.1 else word for word in text.split(" ")
        )

    def source(text: str) -> str:
        return f"{text}\nالمصدر: وكالات الأنباء"

    def padded(text: str) -> str:
        return f"{text}\n{boilerplate}"

    return {
        "new title": lambda text: text,
        "source line": source,
        "a third cut": part(2 / 3),
        "half cut": part(1 / 2),
        "spelling": spelling,
        "diacritics": marks,
        "word edits": words,
        "60 words more": padded,
        "all together": lambda text: padded(source(marks(spelling(words(part(2 / 3)(text)))))),
    }


def stream(
    items: list[Item], originals: list[Item], edit: Callable[[str], str], seed: int
) -> list[Item]:
    """Return the articles with an edited copy of each original among them, by time."""
    rng = random.Random(seed)
    copies = [
        replace(
            item,
            id=f"edit:{item.id}",
            publisher="copier.example",
            at=item.at + rng.uniform(60, HOURS * 3600),
            title=None,
            text=edit(item.text),
        )
        for item in originals
    ]
    return sorted([*items, *copies], key=lambda item: (item.at, item.id))


def found(ordered: list[Item]) -> tuple[dict[str, str], float]:
    """Return the root of each article, by id, and the CPU seconds that it took."""
    began = time.process_time()
    index, roots = CopyIndex(), {}
    for at in range(0, len(ordered), BATCH):
        part = ordered[at : at + BATCH]
        for item, fingerprint in zip(part, fingerprints(part), strict=True):
            roots[item.id] = ordered[index.place(item, fingerprint).root].id
    return roots, time.process_time() - began


def datasketch_found(ordered: list[Item]) -> tuple[dict[str, str], float]:
    """Do the same with datasketch; nothing expires, which is in its favour."""
    prints: dict[str, Fingerprint] = {}
    for at in range(0, len(ordered), BATCH):
        part = ordered[at : at + BATCH]
        prints.update(zip((item.id for item in part), fingerprints(part), strict=True))
    began = time.process_time()
    lsh = MinHashLSH(num_perm=128, params=(64, 2))
    roots: dict[str, str] = {}
    for item in ordered:
        words = fold_words(item.text)
        runs = {" ".join(words[at : at + 3]).encode() for at in range(max(1, len(words) - 2))}
        signature = MinHash(num_perm=128)
        signature.update_batch(runs)
        best = max(lsh.query(signature), key=lambda key: _taken(prints, key, item.id), default=None)
        copied = best is not None and _taken(prints, best, item.id) > 0
        roots[item.id] = roots[best] if best is not None and copied else item.id
        lsh.insert(item.id, signature)
    return roots, time.process_time() - began


def _taken(prints: dict[str, Fingerprint], earlier: str, later: str) -> float:
    match = compare(prints[earlier], prints[later])
    return match.of_later if match and match.relation == "copy" else 0.0


def score(ordered: Iterable[Item], roots: dict[str, str]) -> tuple[float, float]:
    """Return recall and precision over the edited articles."""
    edited = [item for item in ordered if item.id.startswith("edit:")]
    said = [item for item in edited if roots[item.id] != item.id]
    right = [item for item in said if roots[item.id] == roots[item.id.removeprefix("edit:")]]
    return len(right) / len(edited), len(right) / max(len(said), 1)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=40_000)
    parser.add_argument("--edited", type=int, default=2_000)
    parser.add_argument("--peer", type=int, default=4_000, help="articles for datasketch, 0: none")
    args = parser.parse_args()
    items = read_corpus(args.folder)[: args.articles]
    rng = random.Random(20)
    whole = [item for item in items if len(item.text.split()) >= 30]
    originals = rng.sample(whole, min(args.edited, len(whole)))
    vocabulary = " ".join(item.text for item in rng.sample(items, 100)).split()
    print(f"{len(items)} articles, {len(originals)} edited")
    print(f"{'edit':<16}{'recall':>8}{'precision':>11}{'articles/s':>12}")
    for seed, (name, edit) in enumerate(edits(rng, vocabulary).items()):
        ordered = stream(items, originals, edit, seed)
        roots, seconds = found(ordered)
        recall, precision = score(ordered, roots)
        print(f"{name:<16}{recall:>8.4f}{precision:>11.4f}{len(ordered) / seconds:>12.0f}")
    if args.peer:
        ordered = stream(items[: args.peer], [], str, 0)
        (_, ours), (_, theirs) = found(ordered), datasketch_found(ordered)
        print(f"{len(ordered)} articles: Marsad {len(ordered) / ours:.0f} articles/s, ", end="")
        print(f"datasketch {len(ordered) / theirs:.0f}, ratio {theirs / ours:.1f}")


if __name__ == "__main__":
    main()
