"""Score a stage against a gold standard.

`extract` reads a folder of folders, each with `page.html` and `gold.json`. In the latter `body` or
`paragraphs` is the body, `author` one of `authors`, `source` matches a credit or the publisher's
name, `optional` text may be in the body or out of it, `must_not` strings may not be in it, and
`url` and `http_content_type` are how the page was found. Days are compared, as the publisher's
clocks show them.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from marsad.codec import parse_stamp
from marsad.errors import ExtractError, InputError
from marsad.extract.page import extract_article
from marsad.text.normalize import fold
from marsad.types import Article, Page

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Ratio:
    """Precision and recall over items of all pages."""

    found: int = 0
    gold: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what there is that was found; 1 where there is nothing."""
        return self.right / self.gold if self.gold else 1.0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.found + other.found, self.gold + other.gold, self.right + other.right)


@dataclass(frozen=True, slots=True)
class PageScore:
    """How one page was read."""

    name: str
    f1: float
    leaks: tuple[str, ...]
    title: bool
    published: Ratio
    tags: Ratio
    credits: Ratio
    authors: Ratio
    related: Ratio
    error: str | None = None


@dataclass(frozen=True, slots=True)
class ExtractScores:
    """How all pages were read, with totals."""

    pages: tuple[PageScore, ...]
    f1: float
    leaks: int
    titles: float
    published: Ratio
    tags: Ratio
    credits: Ratio
    authors: Ratio
    related: Ratio


def evaluate_extract(folder: Path) -> ExtractScores:
    """Read every page of a folder and compare with its gold standard.

    Raises:
        InputError: the folder holds no pages, or a gold file is no JSON object.
    """
    folders = sorted(path.parent for path in folder.rglob("gold.json"))
    pages = tuple(_score_folder(path) for path in folders if (path / "page.html").is_file())
    if not pages:
        raise InputError(f"{folder}: no folder with page.html and gold.json in it")

    def total(name: str) -> Ratio:
        return sum((getattr(page, name) for page in pages), Ratio())

    return ExtractScores(
        pages=pages,
        f1=sum(page.f1 for page in pages) / len(pages),
        leaks=sum(len(page.leaks) for page in pages),
        titles=sum(page.title for page in pages) / len(pages),
        published=total("published"),
        tags=total("tags"),
        credits=total("credits"),
        authors=total("authors"),
        related=total("related"),
    )


def score_table(scores: ExtractScores) -> str:
    """Return the scores as lines for people."""
    lines = [f"{'page':<34} {'F1':>5}  leaks  title  date"]
    for page in scores.pages:
        date = "-" if not page.published.gold else "ok" if page.published.right else "wrong"
        note = f"  {page.error}" if page.error else ""
        title = "ok" if page.title else "wrong"
        lines.append(
            f"{page.name[:34]:<34} {page.f1:5.3f}  {len(page.leaks):5}  {title:5}  {date}{note}"
        )
    lines += ["", f"body F1 {scores.f1:.4f}, leaks {scores.leaks}, titles {scores.titles:.3f}"]
    for name in ("published", "tags", "credits", "authors", "related"):
        ratio: Ratio = getattr(scores, name)
        lines.append(
            f"{name:<10} precision {ratio.precision:.3f}  recall {ratio.recall:.3f}"
            f"  ({ratio.right} of {ratio.gold})"
        )
    return "\n".join(lines)


def _score_folder(folder: Path) -> PageScore:
    path = folder / "gold.json"
    try:
        gold = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise InputError(f"{path}: not JSON: {error}") from error
    if not isinstance(gold, dict):
        raise InputError(f"{path}: expected an object")
    page = Page(
        url=gold.get("url"),
        body=(folder / "page.html").read_bytes(),
        content_type=gold.get("http_content_type"),
    )
    try:
        return score_article(folder.name, extract_article(page), gold)
    except ExtractError as error:
        missed = score_article(folder.name, None, gold)
        return PageScore(
            folder.name, 0.0, (), False, missed.published, missed.tags, missed.credits,
            missed.authors, missed.related, str(error),
        )  # fmt: skip


def score_article(name: str, article: Article | None, gold: Mapping[str, Any]) -> PageScore:
    """Compare one article with its gold standard; None is an article that was not found."""
    body = gold.get("body") or gold.get("paragraphs") or []
    text = article.text if article else ""
    source = gold.get("source")
    author = gold.get("author")
    authors = gold.get("authors") or ([author] if author else [])
    related = [item.get("title", "") for item in gold.get("related") or []]
    own = [article.publisher.name, article.publisher.domain] if article else []
    credited = [*(article.credits if article else ()), *filter(None, own)]
    has_source = bool(source) and any(_same(source, item) for item in credited)
    return PageScore(
        name=name,
        f1=token_f1(_without(text, gold.get("optional") or []), "\n".join(body)),
        leaks=tuple(item for item in gold.get("must_not") or [] if item in text),
        title=bool(article) and _same(article.title if article else None, gold.get("title")),
        published=_day(article, gold.get("published")),
        tags=_ratio(article.tags if article else (), gold.get("tags") or []),
        credits=Ratio(int(has_source), int(bool(source)), int(has_source)),
        authors=_ratio(article.authors if article else (), authors) if authors else Ratio(),
        related=_ratio(
            [item.title for item in article.related] if article and related else [], related
        ),
    )


def token_f1(found: str, gold: str) -> float:
    """Return the F1 of two texts as bags of `\\w+` tokens, marks and tatweel left out."""
    first, second = _bag(found), _bag(gold)
    common = sum((first & second).values())
    size = sum(first.values()) + sum(second.values())
    return 2 * common / size if size else 1.0


def _bag(text: str) -> Counter[str]:
    bare = (char for char in text if unicodedata.category(char) != "Mn" and char != "ـ")
    return Counter(_WORD.findall("".join(bare)))


def _without(text: str, optional: Iterable[str]) -> str:
    for item in optional:
        text = text.replace(item, "")
    return text


def _ratio(found: Sequence[str], gold: Sequence[str]) -> Ratio:
    keys = {_key(item) for item in gold}
    return Ratio(len(found), len(gold), sum(_key(item) in keys for item in found))


def _day(article: Article | None, gold: str | None) -> Ratio:
    """Compare days as the publisher's clocks show them."""
    stamp = article.published if article else None
    if gold is None:
        return Ratio(int(stamp is not None), 0, 0)
    wanted = parse_stamp(gold)
    day = wanted.date() if isinstance(wanted, dt.datetime) else wanted
    found = stamp.date() if isinstance(stamp, dt.datetime) else stamp
    return Ratio(int(stamp is not None), 1, int(found == day))


def _key(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


def _same(first: str | None, second: str | None) -> bool:
    return first is not None and second is not None and _key(first) == _key(second)
