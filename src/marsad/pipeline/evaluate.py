"""Score extraction against a gold standard: a folder of folders with `page.html` and `gold.json`.

In `gold.json`
- `url`, `http_content_type` and `fetched_at` are how the page was found;
- `title`, `published`, `tags`, `dateline` are as in the contract;
- `body` or `paragraphs` is the body; `optional` text may be in it or out of it, `must_not` strings
  may not be in it;
- `author` is one of `authors`; `modified` is `updated`; `section` is one of `sections`;
- `source` matches a credit or the publisher's name; `credits` names all of them instead;
- `related` items have a `title`, and a `body` (lines) or `text` where the page prints it whole;
- `article: false` stands alone for a page that is none.

A field that the gold does not name at all is not scored; null or an empty list says that the page
has none, so that whatever is found is wrong. Days are compared as the publisher's clocks show them.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from marsad.codec import parse_stamp
from marsad.errors import ExtractError, InputError
from marsad.extract.page import extract_article
from marsad.extract.sources import credited
from marsad.pipeline.gold import read_gold
from marsad.pipeline.ratio import Ratio
from marsad.text.normalize import fold
from marsad.types import Article, Stamp

_WORD = re.compile(r"\w+")
_NOTHING = Ratio()
_WHOLE = 0.9
"""Token F1 from which on a related item's text counts as found."""


@dataclass(frozen=True, slots=True)
class FieldScores:
    """Precision and recall of the fields, of one page or of many."""

    articles: Ratio = _NOTHING  # pages taken for articles
    published: Ratio = _NOTHING
    updated: Ratio = _NOTHING
    authors: Ratio = _NOTHING
    dateline: Ratio = _NOTHING
    credits: Ratio = _NOTHING
    tags: Ratio = _NOTHING
    sections: Ratio = _NOTHING
    related: Ratio = _NOTHING
    related_texts: Ratio = _NOTHING  # of those that the page prints whole

    def __add__(self, other: FieldScores) -> FieldScores:
        return FieldScores(
            *(getattr(self, item.name) + getattr(other, item.name) for item in fields(self))
        )


FIELDS = tuple(item.name for item in fields(FieldScores))


@dataclass(frozen=True, slots=True)
class PageScore:
    """How one page was read."""

    name: str
    kind: str | None  # as the gold says: "real" ones are averaged apart
    is_article: bool
    f1: float  # of the body's tokens; 1 for a page that is no article and was refused
    leaks: tuple[str, ...]
    title: bool
    scores: FieldScores
    error: str | None = None

    @property
    def published(self) -> Ratio:
        """How the publication day was found."""
        return self.scores.published


@dataclass(frozen=True, slots=True)
class ExtractScores:
    """How all pages were read, with totals; averages are over the pages that are articles."""

    pages: tuple[PageScore, ...]
    f1: float
    f1_real: float | None  # of pages whose gold says that they are real ones
    leaks: int
    forbidden: int  # strings that could have leaked
    titles: float
    scores: FieldScores


def gold_folders(folder: Path) -> list[Path]:
    """Return the folders that hold a page and its gold standard, in order of their names."""
    found = sorted(path.parent for path in folder.rglob("gold.json"))
    return [path for path in found if (path / "page.html").is_file()]


def evaluate_extract(*folders: Path) -> ExtractScores:
    """Read every page of some folders and compare with its gold standard.

    Raises:
        InputError: the folders hold no pages, or a gold file is no JSON object.
    """
    found = [path for folder in folders for path in gold_folders(folder)]
    pairs = [_score_folder(path) for path in found]
    if not pairs:
        names = ", ".join(map(str, folders))
        raise InputError(f"{names}: no folder with page.html and gold.json in it")
    pages = tuple(page for page, _ in pairs)
    articles = [page for page in pages if page.is_article]
    return ExtractScores(
        pages=pages,
        f1=_mean([page.f1 for page in articles]) or 0.0,
        f1_real=_mean([page.f1 for page in articles if page.kind == "real"]),
        leaks=sum(len(page.leaks) for page in pages),
        forbidden=sum(forbidden for _, forbidden in pairs),
        titles=_mean([float(page.title) for page in articles]) or 0.0,
        scores=sum((page.scores for page in pages), FieldScores()),
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def score_table(scores: ExtractScores) -> str:
    """Return the scores as lines for people."""
    lines = [f"{'page':<34} {'F1':>5}  leaks  title  date"]
    for page in scores.pages:
        day = page.published
        date = "wrong" if day.found > day.right else "ok" if day.right else "-"
        date = "missed" if day.gold > day.found else date
        note = f"  {page.error}" if page.error else ""
        title = "ok" if page.title else "wrong"
        lines.append(
            f"{page.name[:34]:<34} {page.f1:5.3f}  {len(page.leaks):5}  {title:5}  {date}{note}"
        )
    real = "" if scores.f1_real is None else f" (real pages {scores.f1_real:.4f})"
    leaks = f"leaks {scores.leaks} of {scores.forbidden}"
    lines += ["", f"body F1 {scores.f1:.4f}{real}, {leaks}, titles {scores.titles:.3f}"]
    for name in FIELDS:
        ratio: Ratio = getattr(scores.scores, name)
        lines.append(
            f"{name:<13} precision {ratio.precision:.3f}  recall {ratio.recall:.3f}"
            f"  ({ratio.right} right, {ratio.found} found, {ratio.gold} there)"
        )
    return "\n".join(lines)


def _score_folder(folder: Path) -> tuple[PageScore, int]:
    """Return a page's score, and how many strings its body may not hold."""
    page, gold = read_gold(folder)
    article, problem = None, None
    try:
        article = extract_article(page)
    except ExtractError as error:
        problem = str(error)
    return score_article(folder.name, article, gold, error=problem), len(_list(gold, "must_not"))


def score_article(
    name: str, article: Article | None, gold: Mapping[str, Any], *, error: str | None = None
) -> PageScore:
    """Compare one article with its gold standard; None is an article that was not found."""
    text = article.text if article else ""
    is_article = gold.get("article") is not False
    taken = Ratio(
        int(article is not None), int(is_article), int(is_article and article is not None)
    )
    if not is_article:
        right = article is None
        return PageScore(
            name, gold.get("kind"), False, float(right), (), right, FieldScores(taken), error
        )
    body = "\n".join(_list(gold, "body") or _list(gold, "paragraphs"))
    return PageScore(
        name=name,
        kind=gold.get("kind"),
        is_article=True,
        f1=token_f1(_without(text, _list(gold, "optional"), body), body),
        leaks=tuple(item for item in _list(gold, "must_not") if item in text),
        title=bool(article) and _same(article.title if article else None, gold.get("title")),
        scores=_fields(article, gold, taken),
        error=error,
    )


def _fields(article: Article | None, gold: Mapping[str, Any], taken: Ratio) -> FieldScores:
    authors = "authors" if "authors" in gold else "author"
    updated = "updated" if "updated" in gold else "modified"
    sections = "sections" if "sections" in gold else "section"

    def ratio(found: Sequence[str], name: str) -> Ratio:
        return _ratio(found, _list(gold, name)) if name in gold else Ratio()

    return FieldScores(
        articles=taken,
        published=_day(article.published if article else None, gold, "published"),
        updated=_day(article.updated if article else None, gold, updated),
        authors=ratio(article.authors if article else (), authors),
        dateline=ratio([article.dateline] if article and article.dateline else [], "dateline"),
        credits=_credits(article, gold),
        tags=ratio(article.tags if article else (), "tags"),
        sections=ratio(article.sections if article else (), sections),
        related=_related(article, gold),
        related_texts=_related_texts(article, gold),
    )


def _credits(article: Article | None, gold: Mapping[str, Any]) -> Ratio:
    """Compare credits; a `source` may also be the publisher, which pages need not credit."""
    found = article.credits if article else ()
    if "credits" in gold or not gold.get("source"):
        name = "credits" if "credits" in gold else "source"
        return _ratio(found, _list(gold, name)) if name in gold else Ratio()
    source = gold["source"]
    if any(_same(source, item) for item in found):
        return _ratio(found, [source])
    several = credited(source, None)  # "الجريدة + وكالات"
    if len(several) > 1 and {_key(name) for name in several} & {_key(name) for name in found}:
        return _ratio(found, several)
    own = article.publisher.name if article else None
    named = int(_same(source, own))
    return Ratio(len(found) + named, 1, named)


def _related(article: Article | None, gold: Mapping[str, Any]) -> Ratio:
    if "related" not in gold:
        return Ratio()
    found = [item.title for item in article.related] if article else []
    return _ratio(found, [item.get("title") or "" for item in gold["related"] or []])


def _related_texts(article: Article | None, gold: Mapping[str, Any]) -> Ratio:
    """Compare the texts of related items by the titles that they stand under."""
    if "related" not in gold:
        return Ratio()
    wanted = {
        _key(item.get("title") or ""): "\n".join(lines)
        for item in gold["related"] or []
        if (lines := _list(item, "body") or _list(item, "text"))
    }
    texts = {_key(item.title): item.text for item in article.related} if article else {}
    found = {title: text for title, text in texts.items() if text}
    right = sum(
        token_f1(text, wanted[title]) >= _WHOLE for title, text in found.items() if title in wanted
    )
    return Ratio(len(found), len(wanted), right)


def token_f1(found: str, gold: str) -> float:
    """Return the F1 of two texts as bags of `\\w+` tokens, marks and tatweel left out."""
    first, second = _bag(found), _bag(gold)
    common = sum((first & second).values())
    size = sum(first.values()) + sum(second.values())
    return 2 * common / size if size else 1.0


def _bag(text: str) -> Counter[str]:
    bare = (char for char in text if unicodedata.category(char) != "Mn" and char != "ـ")
    return Counter(_WORD.findall("".join(bare)))


def _without(text: str, optional: Iterable[str], body: str) -> str:
    """Return a text without optional ones, which may stand in any line but the body's own."""
    own = frozenset(body.split("\n"))
    longest_first = sorted(optional, key=len, reverse=True)
    lines = text.split("\n")
    for at in (at for at, line in enumerate(lines) if line not in own):
        for item in longest_first:
            lines[at] = lines[at].replace(item, "")
    return "\n".join(lines)


def _list(gold: Mapping[str, Any], name: str) -> list[str]:
    """Return a field's values: of a list all, of one value it alone, of null and "" none."""
    value = gold.get(name)
    items = value if isinstance(value, list) else [value]
    return [item for item in items if item]


def _ratio(found: Sequence[str], gold: Sequence[str]) -> Ratio:
    """Compare two sets of texts; what is the same after folding counts once."""
    ours, wanted = {_key(item) for item in found}, {_key(item) for item in gold}
    return Ratio(len(ours), len(wanted), len(ours & wanted))


def _day(stamp: Stamp | None, gold: Mapping[str, Any], name: str) -> Ratio:
    """Compare days as the publisher's clocks show them."""
    if name not in gold:
        return Ratio()
    if not gold[name]:
        return Ratio(int(stamp is not None), 0, 0)
    wanted = parse_stamp(gold[name])
    if stamp is None:
        return Ratio(0, 1, 0)
    return Ratio(1, 1, int(_local_day(stamp, wanted) == _local_day(wanted, stamp)))


def _local_day(stamp: Stamp, other: Stamp) -> dt.date:
    """Return a stamp's day; one in UTC stands for the local time of the other's offset."""
    if not isinstance(stamp, dt.datetime):
        return stamp
    if isinstance(other, dt.datetime) and not stamp.utcoffset() and other.utcoffset():
        stamp = stamp.astimezone(other.tzinfo) if stamp.tzinfo else stamp
    return stamp.date()


def _key(text: str) -> str:
    """Return what two values of a field are compared by; #وسم_طويل is وسم طويل."""
    return " ".join(_WORD.findall(fold(text).replace("_", " ")))


def _same(first: str | None, second: str | None) -> bool:
    return first is not None and second is not None and _key(first) == _key(second)
