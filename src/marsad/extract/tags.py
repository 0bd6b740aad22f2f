"""Which of a page's keywords are the article's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from marsad.extract.blocks import Block
from marsad.extract.lines import SHORT, Line, runs_on, stops
from marsad.lexicon.furniture import load_furniture
from marsad.text.normalize import fold

_TAG_SEPARATORS = re.compile(
    r"\s*[,،;؛|#•·▪●]\s*|\s+(?:[-–—/*>+«»]|ـ+|\.{2,})\s+|(?<=\w{2})/(?=\w{2})|\s{2,}"
)
_HASHTAG = re.compile(r"#\w")
_TAG_LINK = re.compile(
    r"rel\s*=\s*[\"']?(?:[\w ]+ )?tag\b"
    r"|href\s*=\s*[\"']?[^\"'\s>]*/(?:tags?|etiket|mots?-cles?|topics?|labels?|keywords?|hashtags?|wosom|taxonomy/term|الوسوم|وسوم|وسم|%d9%88%d8%b3%d9%85)(?:\.\w{3,4})?(?:/|\?|=)"
    r"|href\s*=\s*[\"']?[^\"'\s>]*[?&](?:tag|keyword|hashtag)=",
    re.IGNORECASE,
)
_MARKED = re.compile(r"rel\s*=\s*[\"']?(?:[\w-]+ )*tag\b", re.IGNORECASE)
# One of them stands in each: looking for them first is several times faster.
_TAG_PARTS = (
    "tag",
    "topic",
    "label",
    "keyword",
    "wosom",
    "taxonomy",
    "etiket",
    "mot",
    "وسم",
    "وسوم",
    "d9%88%d8%b3",
)
_WITHIN = re.compile(
    r"(?<=\s)(?:(?:ال)?وسوم|(?:ال)?كلمات (?:ال)?(?:دلالية|مفتاحية)|الأوسمة|[Tt]ags)\s*[:：]"
)
_MOST_TAGS = 20
_COUNTED = re.compile(r".+\(\d+\)\s*")  # "سياسة (912)": what a site files, and how often
_WORD = re.compile(r"[^\W_]+")
_LONGEST_RUN = 8
_LONGEST_TAG, _MOST_WORDS = 40, 5  # of a keyword
_MOST_TOPIC = 2  # words of what may be a heading
_ITEMS = frozenset({"li", "dd"})


def is_tag_label(text: str) -> bool:
    """Say whether a text is a phrase that tags stand behind, and nothing else."""
    label = load_furniture().read(text)
    return label is not None and label.kind == "tags" and label.alone


def split_tags(value: str) -> list[str]:
    """Split a line of keywords at whatever separates them; hashtags lose sign and underscores."""
    if _HASHTAG.search(value):
        value = value.replace(" #", "،").replace("#", "،")
    return [
        tag
        for piece in _TAG_SEPARATORS.split(value)
        if (tag := " ".join(piece.strip(" .").replace("_", " ").split()))
    ]


def take_tag_links(lines: Sequence[Line], at: int, tags: list[str]) -> int:
    """Take the links, or short items, below a tag label; return where the rest goes on."""
    group = lines[at].group if at < len(lines) else None
    first = at
    if at < len(lines) and (listed := listed_tags(lines[at], last=not runs_on(lines, at))):
        tags.extend(listed)
        return at + 1
    while at < len(lines) and lines[at].group == group and at - first < _MOST_TAGS:
        line = lines[at]
        short_item = line.tag in _ITEMS and len(line.text) < _LONGEST_TAG
        if (line.link_density < 0.8 and not short_item) or len(line.text) > SHORT:
            break
        if short_item and not line.anchors:
            tags.append(line.text)
        tags.extend(text for text, _ in line.anchors if 1 < len(text) < 60)
        at += 1
    return at if at > first else _take_broken_lines(lines, at, tags)


def _take_broken_lines(lines: Sequence[Line], at: int, tags: list[str]) -> int:
    """Take the lines of a label's element, two or more, that end a text: "الوسوم<br>كذا<br>كذا"."""
    after = at
    while after < len(lines) and lines[after].container == lines[at - 1].container:
        after += 1
    found = [line.text for line in lines[at:after]]
    odd = any(len(text) >= _LONGEST_TAG or stops(text) for text in found)
    if not 1 < len(found) <= _MOST_TAGS or odd or runs_on(lines, after):
        return at
    tags.extend(found)
    return after


def listed_tags(line: Line, *, last: bool) -> list[str]:
    """Return the keywords of a line without links that is nothing but short ones, two or more.

    Below all sentences a line that nothing separates is one string, to be parted by `own_tags`.
    """
    if line.anchors or line.tag in _ITEMS or stops(line.text) or line.label is not None:
        return []
    tags = split_tags(line.text)
    if last and len(tags) == 1 and len(line.text) < SHORT and len(tags[0].split()) > _MOST_TOPIC:
        return tags
    short = all(len(tag) < _LONGEST_TAG and len(tag.split()) <= _MOST_WORDS for tag in tags)
    return tags if 1 < len(tags) <= _MOST_TAGS and short else []


def tag_links(line: Line) -> list[str]:
    """Return the texts of a line's links if all of them lead to tags."""
    if line.link_density < 0.7 or not line.anchors or len(line.anchors) > _MOST_TAGS:
        return []
    return tags_linked(line)


def tags_linked(line: Line) -> list[str]:
    """Return the texts of a line's links, be there other text beside them, if all lead to tags.

    A heading of many words is a headline, wherever its site files articles.
    """
    if line.heading and any(len(text.split()) > _MOST_WORDS for text, _ in line.anchors):
        return []
    if not all(_leads_to_tag(tag) for _, tag in line.anchors):
        return []
    return [text for text, _ in line.anchors if 1 < len(text) < 60]


def tags_behind_label(block: Block) -> list[str]:
    """Return the links behind a label within a text: "التصنيف: محليات الوسوم: كذا، كذا"."""
    match = _WITHIN.search(block.text) if len(block.anchors) > 1 else None
    if match is None:
        return []
    at, tags = match.end(), list[str]()
    for text, _ in block.anchors:
        if (found := block.text.find(text, at)) >= 0 and block.text.find(text) >= match.end():
            tags.append(text)
            at = found + len(text)
    return tags


def is_tag_link(tag: str) -> bool:
    """Say whether a link is marked as a tag, and not as a category."""
    marked = "rel" in tag.lower() and _MARKED.search(tag) is not None
    return marked and "category" not in tag


def _leads_to_tag(tag: str) -> bool:
    lowered = tag.lower()
    return any(part in lowered for part in _TAG_PARTS) and bool(_TAG_LINK.search(tag))


def hashtags(line: Line) -> list[str]:
    """Return the tags of a line that is nothing but hashtags."""
    words = line.text.split()
    bare = not words or line.text.strip("# ").isdecimal()  # a post's number
    if bare or len(words) > _MOST_TAGS or not all(word.startswith("#") for word in words):
        return []
    return split_tags(line.text)


def occurring(tags: Sequence[str], haystack: str) -> bool:
    """Say whether most of the tags occur in a folded text, as an article's own ones do."""
    found = sum(_stem_in(_normal(tag), haystack) for tag in tags)
    return found >= 0.6 * len(tags)


def own_tags(tags: Sequence[str], title: str | None, text: str) -> tuple[str, ...]:
    """Return printed tags, one unseparated line split into the longest runs that the text holds."""
    if all(map(load_furniture().shares, tags)):
        return ()  # what one shares with
    if len(tags) > 1 and all(map(_COUNTED.fullmatch, tags)):
        return ()
    if len(tags) == 1 and len(parts := split_tags(tags[0])) > 1:
        tags = parts
    if len(tags) == 1 and len(tags[0].split()) > 1:
        return split_runs(tags[0], f"{title or ''}\n{text}")
    cleaned = (" ".join(tag.replace("_", " ").strip(" #.،,:").split()) for tag in tags)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag and not _asks_to_follow(tag)))


def _asks_to_follow(tag: str) -> bool:
    """Say whether a link among tags is the site's own: "تابعنا على …"."""
    label = load_furniture().read(tag) if len(tag.split()) > _MOST_TOPIC else None
    return label is not None and label.kind in {"drop", "promo"}


def trusted_keywords(keywords: Sequence[str], title: str | None, text: str) -> tuple[str, ...]:
    """Return machine keywords if they are the article's: most occur in it, and not as its headline.

    A site's standing list does not occur in the text; a headline cut into words is no list of tags.
    """
    if not keywords or len(keywords) > 25:
        return ()
    head = _normal(title or "")
    own = {keyword: normal for keyword in keywords if (normal := _normal(keyword))}
    if any(normal == head or len(keyword) > 60 for keyword, normal in own.items()):
        return ()
    words = set(head.split())
    if len(own) > 2 and words.issuperset(own.values()):
        return ()
    haystack = f"{head} {fold(text)}"
    found = sum(_stem_in(normal, haystack) for normal in own.values())
    return tuple(own) if found * 2 >= len(own) else ()


def split_runs(line: str, text: str) -> tuple[str, ...]:
    """Split an unseparated keyword line into the longest runs of words that occur in `text`.

    Where a word occurs nowhere the line stays one string.
    """
    words, haystack = line.split(), f" {_normal(text)} "
    runs: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_RUN, len(words) - at), 0, -1):
            run = " ".join(words[at : at + length])
            if _occurs(run, haystack):
                runs.append(run)
                at += length
                break
        else:
            return (line.strip(),)
    return tuple(dict.fromkeys(runs))


def _occurs(run: str, haystack: str) -> bool:
    """Say whether a run of words stands in the text, with a proclitic before it or without."""
    return (
        re.search(rf"(?<!\w)(?:[وفبلك]|ال|وال|بال|لل)?{re.escape(_normal(run))}(?!\w)", haystack)
        is not None
    )


def _stem_in(normal: str, haystack: str) -> bool:
    return all(
        word[2 if word.startswith("ال") and len(word) > 4 else 0 :] in haystack
        for word in normal.split()
    )


def _normal(text: str) -> str:
    folded = fold(text)
    return folded if folded.isalnum() else " ".join(_WORD.findall(folded))


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Return values in order, each once."""
    return tuple(dict.fromkeys(values))
