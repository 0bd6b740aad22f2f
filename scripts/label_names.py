"""Draw real news for labelling names, and turn lists of names into labels by article and offset.

    python scripts/label_names.py draw NEWS_FOLDER BATCH [COUNT]    texts to label, on the screen
    python scripts/label_names.py compile NEWS_FOLDER LIST… > labels.jsonl

The articles of the ANT corpora belong to their publishers: no text of theirs goes into the
repository, only offsets into a reader's own copy. A list is a text file: a line `# ID` opens an
article, each line below is `TYPE name`, in the order in which the names stand in the text; every
mention has its line. LOC* is a metonym. `compile` says which names it does not find.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FILES = ("ant_v2.1.jsonl.gz", "ant_v1.1.jsonl.gz")
SEED = "marsad-names-1"
LONGEST = 1_500
"""Code points of an article that are labelled: its first paragraphs."""
PER_BATCH = 40
TYPES = {"PER", "ORG", "LOC", "LOC*", "MISC"}
_SENTENCE_END = re.compile(r"[.؟!]\s")


def articles(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield each article of the corpora once."""
    seen: set[str] = set()
    for name in FILES:
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                record: dict[str, Any] = json.loads(line)
                key = record["url"] or record["id"]
                if key not in seen and len(record["text"]) > 400:
                    seen.add(key)
                    yield record


def opening(text: str) -> str:
    """Return the part of a text that is labelled: up to a sentence's end."""
    if len(text) <= LONGEST:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text[:LONGEST])]
    return text[: ends[-1] if ends else LONGEST].rstrip()


def drawn(folder: Path, batch: int, count: int) -> list[dict[str, Any]]:
    """Return a batch: publishers and categories take turns, in an order that a hash gives."""
    queues: dict[tuple[str, str], list[tuple[str, dict[str, Any]]]] = {}
    for record in articles(folder):
        rank = hashlib.sha256(f"{SEED} {record['id']}".encode()).hexdigest()
        queues.setdefault((record["src"], record["cat"]), []).append((rank, record))
    ordered = [
        [record for _, record in sorted(queue, key=lambda item: item[0])]
        for _, queue in sorted(queues.items())
    ]
    turns = [queue[turn] for turn in range(400) for queue in ordered if turn < len(queue)]
    return turns[batch * count : (batch + 1) * count]


def draw(folder: Path, batch: int, count: int) -> None:
    """Print a batch for the labeller's screen."""
    for record in drawn(folder, batch, count):
        print(f"# {record['id']}\nTITLE: {record['title']}\n{opening(record['text'])}\n")


def read_lists(paths: list[Path]) -> dict[str, list[tuple[str, str]]]:
    """Read lists of names by article.

    Raises:
        ValueError: a line is neither; the message names it.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for path in paths:
        current: list[tuple[str, str]] | None = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            kind, _, name = line.strip().partition(" ")
            if kind == "#":
                current = found.setdefault(name.strip(), [])
            elif kind in TYPES and name.strip() and current is not None:
                current.append((kind, name.strip()))
            elif kind:
                raise ValueError(f"{path}:{number}: {line!r}")
    return found


def labels(record: dict[str, Any], names: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Find the names in order in title and opening; offsets are into title, newline, text."""
    text = f"{record['title']}\n{opening(record['text'])}"
    at, found = 0, []
    for kind, name in names:
        span = place(text, name, at)
        if span is None:
            print(f"{record['id']}: {kind} {name} not found after offset {at}", file=sys.stderr)
            continue
        at = span[1]
        bare, metonym = kind.rstrip("*"), kind.endswith("*")
        found.append({"start": span[0], "end": span[1], "type": bare, "metonym": metonym})
    return found


_GLUED = r"(?<![^\W_])(?:[وفأ]?[\u064b-\u0652\u0640]*(?:لل|[بلكس])?[\u064b-\u0652\u0640]*)"
_AFTER = r"(?![^\W_]|[\u064b-\u0652])"


def place(text: str, name: str, at: int) -> tuple[int, int] | None:
    """Return where a name stands from `at` on, as a word: not the مصر of مصري.

    A name that stands only glued to its neighbours, as misprints are, is found there.
    """
    pattern = r"\s+".join(map(re.escape, name.split()))
    match = re.compile(f"{_GLUED}({pattern}){_AFTER}").search(text, at)
    if match:
        return match.span(1)
    match = re.compile(pattern).search(text, at)
    return match.span() if match else None


def compile_lists(folder: Path, paths: list[Path]) -> None:
    """Print the labels of the lists, a line an article."""
    lists = read_lists(paths)
    for record in articles(folder):
        names = lists.pop(record["id"], None)
        if names is not None:
            size = len(record["title"]) + 1 + len(opening(record["text"]))
            line = {"id": record["id"], "end": size, "mentions": labels(record, names)}
            print(json.dumps(line))
    for name in lists:
        print(f"{name}: no such article", file=sys.stderr)


def main(arguments: list[str]) -> int:
    """Run one of the commands that the module's docstring lists."""
    match arguments:
        case ["draw", folder, batch, *count]:
            draw(Path(folder), int(batch), int(count[0]) if count else PER_BATCH)
        case ["compile", folder, *paths] if paths:
            compile_lists(Path(folder), [Path(path) for path in paths])
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
