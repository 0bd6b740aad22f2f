"""Check and compile the marked-up texts of `datasets/arabic-news-names`.

    python scripts/names_corpus.py check [FILE…]   markup errors, lengths, names left bare
    python scripts/names_corpus.py runs            eight-word runs that unrelated texts share
    python scripts/names_corpus.py compile         texts/ → train.jsonl, dev.jsonl, test.jsonl

The markup is described in the data card, `datasets/arabic-news-names/README.md`.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent / "datasets" / "arabic-news-names"
SPLITS = ("train", "dev", "test")
TYPES = {"PER", "ORG", "LOC", "MISC"}
TOPICS = set(
    "politics economy sports culture health science security society religion weather accidents".split()
)
_OPEN = re.compile(r"\[(PER|ORG|LOC|MISC|ROLE)(\*?) ")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_WORD = re.compile(r"\w+")
RUN = 8
"""Words in a run; two unrelated texts that share one were filled into the same frame."""


class MarkupError(ValueError):
    """A text that breaks the rules of the markup; the message says where."""


@dataclass
class Marked:
    """A text without its markup, and what the markup said."""

    text: str = ""
    mentions: list[dict[str, Any]] = field(default_factory=list)
    roles: list[dict[str, Any]] = field(default_factory=list)


def parse(marked: str) -> Marked:
    """Take the markup out of a text; offsets are code points of the text that remains.

    Raises:
        MarkupError: brackets that do not match, an unknown type, a name within a name.
    """
    result = Marked()
    pieces: list[str] = []
    length = at = 0
    stack: list[tuple[str, bool, int]] = []
    while at < len(marked):
        char = marked[at]
        if char == "[":
            opened = _OPEN.match(marked, at)
            if not opened:
                raise MarkupError(f"unknown mark: {marked[at : at + 25]!r}")
            kind, star = opened[1], bool(opened[2])
            if star and kind != "LOC":
                raise MarkupError(f"only a LOC is a metonym: {marked[at : at + 25]!r}")
            if stack and (stack[-1][0] != "ROLE" or kind == "ROLE"):
                raise MarkupError(f"a mark within a {stack[-1][0]}: {marked[at : at + 25]!r}")
            stack.append((kind, star, length))
            at = opened.end()
        elif char == "]" or (char == "|" and stack and stack[-1][0] == "ROLE"):
            if not stack:
                raise MarkupError(f"a bracket too many: {marked[max(0, at - 25) : at + 1]!r}")
            kind, star, start = stack.pop()
            text = "".join(pieces)[start:]
            if not text.strip() or text != text.strip():
                raise MarkupError(f"empty mark, or white space at its edge: {text!r}")
            span = {"start": start, "end": length, "text": text}
            if kind == "ROLE":
                end = marked.find("]", at)
                fields = marked[at:end].split("|")
                if char != "|" or end < 0 or len(fields) != 3 or "[" in marked[at:end]:
                    raise MarkupError(f"a role is [ROLE title|CC|person]: {text!r}")
                country, person = fields[1].strip() or None, fields[2].strip() or None
                if country and not re.fullmatch("[A-Z]{2}", country):
                    raise MarkupError(f"not a country code: {country!r}")
                result.roles.append(span | {"person": person, "country": country})
                at = end
            else:
                result.mentions.append(span | {"type": kind, "metonym": star})
            at += 1
        elif char == "|":
            raise MarkupError(f"a bar outside a role: {marked[max(0, at - 25) : at + 1]!r}")
        else:
            pieces.append(char)
            length += 1
            at += 1
    if stack:
        raise MarkupError(
            f"a {stack[-1][0]} that never ends: {''.join(pieces)[stack[-1][2] :][:40]!r}"
        )
    result.text = "".join(pieces)
    result.mentions.sort(key=lambda span: int(span["start"]))
    names = {mention["text"] for mention in result.mentions if mention["type"] == "PER"}
    for role in result.roles:
        if role["person"] and role["person"] not in names:
            raise MarkupError(f"no PER {role['person']!r} for the role {role['text']!r}")
        inside = [
            m["text"]
            for m in result.mentions
            if m["type"] == "ORG" and role["start"] <= m["start"] < role["end"]
        ]
        role["organization"] = inside[0] if inside else None
    return result


def read(path: Path) -> dict[str, Any]:
    """Read one marked-up file into a gold record.

    Raises:
        MarkupError: the header or the markup is wrong.
    """
    head, line, body = path.read_text(encoding="utf-8").partition("\n---\n")
    if not line:
        raise MarkupError("no line --- after the header")
    meta = {}
    for row in head.splitlines():
        key, colon, value = row.partition(":")
        if not colon:
            raise MarkupError(f"a header line without a colon: {row!r}")
        meta[key.strip()] = value.strip()
    missing = {"topic", "style", "country", "published"} - set(meta)
    if missing:
        raise MarkupError(f"header lacks {', '.join(sorted(missing))}")
    if meta["topic"] not in TOPICS:
        raise MarkupError(f"unknown topic {meta['topic']!r}")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", meta["published"]):
        raise MarkupError(f"published is a day: {meta['published']!r}")
    lines = [" ".join(line.split()) for line in body.splitlines() if line.strip()]
    if len(lines) < 2:
        raise MarkupError("a text has a headline and at least one paragraph")
    marked = parse("\n".join(lines))
    return {
        "article_id": path.stem, **{key: meta[key] for key in ("topic", "style", "country")},
        "published": meta["published"], "text": marked.text,
        "mentions": marked.mentions, "roles": marked.roles,
    }  # fmt: skip


def files(split: str) -> list[Path]:
    """Return the files of one split in order."""
    return sorted((ROOT / "texts" / split).glob("*.txt"))


def words(text: str) -> list[str]:
    """Return the words of a text, without harakat and tatweel."""
    return _WORD.findall(_MARKS.sub("", text))


def bare_names(record: dict[str, Any]) -> list[str]:
    """Return names that are marked in one place of a text and bare in another."""
    covered = [False] * len(record["text"])
    for mention in record["mentions"]:
        covered[mention["start"] : mention["end"]] = [True] * (mention["end"] - mention["start"])
    found = []
    for name in sorted({m["text"] for m in record["mentions"] if len(m["text"]) > 3}):
        for hit in re.finditer(rf"(?<!\w)[وفبلك]?({re.escape(name)})(?!\w)", record["text"]):
            if not any(covered[hit.start(1) : hit.end(1)]):
                around = record["text"][max(0, hit.start() - 20) : hit.end() + 20]
                found.append(f"{name}: …{around}…".replace("\n", " / "))
    return found


def check(paths: list[Path]) -> int:
    """Print what is wrong with files; return how many are in error."""
    wrong = 0
    for path in paths:
        try:
            record = read(path)
        except (MarkupError, UnicodeDecodeError) as error:
            print(f"{path}: {error}")
            wrong += 1
            continue
        count = len(words(record["text"]))
        if not 120 <= count <= 420:
            print(f"{path}: {count} words")
        for bare in bare_names(record):
            print(f"{path}: bare {bare}")
    print(f"{len(paths)} files, {wrong} in error")
    return wrong


def shared_runs() -> int:
    """Print the runs of eight words that two texts share, and their part of all runs."""
    where: dict[tuple[str, ...], set[str]] = defaultdict(set)
    total = 0
    for split in SPLITS:
        for path in files(split):
            tokens = words(read(path)["text"])
            runs = {tuple(tokens[i : i + RUN]) for i in range(len(tokens) - RUN + 1)}
            total += len(runs)
            for run in runs:
                where[run].add(path.stem)
    shared = {run: names for run, names in where.items() if len(names) > 1}
    for run, names in sorted(shared.items()):
        print(" ".join(run), "|", ", ".join(sorted(names)))
    part = sum(len(names) for names in shared.values()) / max(1, total)
    print(f"{len(shared)} shared runs of {total} ({part:.2%})")
    return int(part > 0.005)


def compile_splits() -> None:
    """Write each split as JSON lines, and print its counts."""
    for split in SPLITS:
        records = [read(path) for path in files(split)]
        with (ROOT / f"{split}.jsonl").open("w", encoding="utf-8") as out:
            for record in records:
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
        types = Counter(m["type"] for record in records for m in record["mentions"])
        tokens = sum(len(words(record["text"])) for record in records)
        roles = sum(len(record["roles"]) for record in records)
        counts = ", ".join(f"{count} {kind}" for kind, count in sorted(types.items()))
        print(f"{split}: {len(records)} texts, {tokens} words, {counts}, {roles} roles")


def main(arguments: list[str]) -> int:
    """Run one of the commands that the module's docstring lists."""
    match arguments:
        case ["check", *names]:
            paths = [Path(name) for name in names] or [p for s in SPLITS for p in files(s)]
            return int(check(paths) > 0)
        case ["runs"]:
            return shared_runs()
        case ["compile"]:
            compile_splits()
            return 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
