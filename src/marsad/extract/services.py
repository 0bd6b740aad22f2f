"""Pages that serve: rates, prayer times, schedules, profiles, forms; told from news of them.

Such a page has cells and labels where news has sentences, speaks of itself, and is named, in its
title and its address, after what it serves. No one of these signs says enough, for news of prices
has tables, too: the more there are sentences that tell something, the more signs it takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import SplitResult, unquote, urlsplit

from marsad.extract.blocks import Block
from marsad.extract.lines import is_sentence, is_stamp, label_of_block, stops
from marsad.extract.metadata import url_day
from marsad.text.normalize import fold
from marsad.text.phrases import fold_phrase, phrase_pattern
from marsad.text.toml_data import Section, parse_toml

_FILE = "services.toml"
_PIECES = re.compile(r"\s+[-–—]\s+|\s*\|\s*")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!؟?…])[\"'»”)\]]*\s+")
_SCORE = re.compile(r"[^\d:]{2,30} \d{1,2} ?[-–:] ?\d{1,2} [^\d:]{2,30}")
_SYMBOL = re.compile(r"[^\d():]{2,40} ?\((?:\d{3,5}|[A-Za-z]{2,6}(?:\.[A-Za-z]+)?)\)")
_DEGREES = re.compile(r"[-+]?\d{1,2} ?(?:°|º|درجه)")
_FIGURE = re.compile(r"[-+▲▼%$€]? ?\d[\d.,%() +/-]*")
_ENTRY = re.compile(
    r"\W*\d{1,2}(?:[:.]\d\d|[.)-] |['’′]| (?!في|من|ب)[^\W\d]{3,8} ?(?:20\d\d)?\W*[:–-])"
)
_MOMENT = re.compile(r"\W*\d{1,2}(?:[:.]\d\d|['’′]|[/ -])[\w:./' -]{0,24}")
_HAS_PLACE = re.compile(r"(?:ال|ب|ل|و)[^\W\d_]{2,}")
_LATIN_PLACE = re.compile(r"[a-z]{2,12}(?:-[a-z]{2,12})?")
_EXTENSION = re.compile(r"\.(?:aspx?|php|html?|jsp|cfm)$")
_CELLS = frozenset("td th li dt dd label option".split())
_MOST_OF_TITLE = 500  # letters that are looked at
_LONGEST_TITLE, _LONGEST_TAIL = 70, 5  # letters; words behind a service's name
_LONGEST_CELL, _LONGEST_LABEL, _LABEL_REST = 60, 40, 22  # letters; the last behind a label
_SHORT, _LEAST_SENTENCE, _LEAST_WORDS = 60, 25, 5  # letters of a line that stops, of a sentence
_NEUTRAL = 200  # letters of a text without stops that tell as much as a sentence
_LONG_ID = re.compile(r"\d{5}")
_SLUG = 4  # words of a headline in an address
_LONGEST_ID = 3  # digits of a place's number
_LEAST_CELLS, _LEAST_LABELS, _LEAST_FIGURES = 3, 3, 5
_LEAST_HEADED = 2  # labels of which one is a heading
_ABOVE_ENTRY, _LEAST_ENTRIES = 3, 3  # blocks from an hour down to what is on; hours of a schedule
_MOST_BLOCKS = 250
_LEAST_SIGNS = 2
_SAID, _DID = 4, 2  # signs that a report outweighs
_MANY = 3  # sentences that with a stamp make an article whatever they say
_SHE_DID = re.compile(r"(?!ال)[^\W\d_]{2,}[^\W\d_ايو]ت")  # "توقيت", "بيروت" and "بيانات" are nouns
_AND = ("و", "ف")


@dataclass(frozen=True, slots=True)
class Services:
    """What such pages say, folded; the lists are explained in `services.toml`."""

    titles: re.Pattern[str]
    title_ends: frozenset[str]
    titles_of: re.Pattern[str]
    between: frozenset[str]
    weekdays: frozenset[str]
    kinds: frozenset[str]
    standing: frozenset[str]
    items: frozenset[str]
    articles: frozenset[str]
    speaks: re.Pattern[str]
    shown: re.Pattern[str]
    speaks_in: re.Pattern[str]
    openings: frozenset[str]
    says: frozenset[str]
    reports: frozenset[str]
    days: re.Pattern[str]
    other_days: re.Pattern[str]
    updates: re.Pattern[str]
    labels: Mapping[str, re.Pattern[str]]


@dataclass(slots=True)
class Said:
    """What a page says."""

    sentences: int = 0
    spoken: int = 0  # of these, those that speak of the page, or to its reader
    reported: bool = False  # whether one of them reports
    news: int = 0  # how much the others tell
    cells: int = 0


def why_service(
    titles: Sequence[str], url: str | None, near: Sequence[Block], *,
    printed: str | None, signed: bool,
) -> str | None:  # fmt: skip
    """Say what serves on a page that nothing for machines calls an article.

    The first of the `titles` is the printed one. `near` is what stands below it, `printed` a stamp
    beside it; the page is `signed` where a byline or a dateline stands. None where it may be news:
    where it tells as much as there are signs of a service, or tells something and has a stamp of
    its own, or is signed.
    """
    near = near[:_MOST_BLOCKS]
    said = _said(near)
    stamped = signed or (printed is not None and is_own_stamp(near, printed))
    if stamped and (said.news or said.sentences >= _MANY):
        return None
    address = urlsplit(url or "")
    signs, needed = [], _LEAST_SIGNS + said.news + stamped
    if any(map(names_service, titles)) and not _tells(titles[0]):
        signs.append("title")
    if is_service_address(address):
        signs.append("address")
    elif is_article_address(address):
        needed += 1
    needed += not signs  # nothing names a service: what says so may be a box beside news
    if _is_labelled(near):
        signs.append("labels")
    if said.spoken and not said.reported:
        signs.append("words")
    if signs and said.cells >= _LEAST_CELLS and said.cells > 2 * said.sentences:
        signs.append("cells")
    if len(signs) < needed:
        return None
    return f"a page that serves, as its {_listing(signs)} say, and hardly tells anything"


def serves_surely(
    titles: Sequence[str], url: str | None, near: Callable[[], Sequence[Block]]
) -> bool:
    """Say whether title, address and labels name a service, and no headline tells anything.

    Content systems call all of their pages articles, those that stand for years too.
    """
    address = urlsplit(url or "")
    named = bool(titles) and any(map(names_service, titles)) and not _tells(titles[0])
    return named and is_service_address(address) and _is_labelled(near()[:_MOST_BLOCKS])


def is_own_stamp(near: Sequence[Block], printed: str) -> bool:
    """Say whether a stamp may be an article's: no birthday, no issue's day, no mere update."""
    services = load_services()
    for at, block in enumerate(near):
        if printed not in block.text:
            continue
        if is_sentence(block.text):
            return False
        folded = fold(block.text)
        above = fold(near[at - 1].text) if at and len(near[at - 1].text) < _LONGEST_LABEL else ""
        if any(services.other_days.search(text) for text in (folded, above)):
            return False
        if above and any(labels.fullmatch(above) for labels in services.labels.values()):
            return False
        updated = services.updates.match(folded) or (
            services.updates.match(above) and not is_stamp(above)
        )
        return not updated or "نشر" in folded
    return True


def names_service(title: str) -> bool:
    """Say whether a title, or a piece of it, is the name of a service and nothing else."""
    services = load_services()
    for piece in map(str.strip, _PIECES.split(fold(title[:_MOST_OF_TITLE]))):
        if not piece or len(piece) > _LONGEST_TITLE:
            continue
        if piece in services.kinds or _SCORE.fullmatch(piece) or _SYMBOL.fullmatch(piece):
            return True
        match = services.titles.match(piece)
        if match is not None and _may_follow(piece[match.end() :], services):
            return True
        match = services.titles_of.match(piece)
        if match is not None and _is_named(piece[match.end() :], services):
            return True
    return False


def _tells(title: str) -> bool:
    """Say whether a headline says more than a name does: what somebody did, or two things."""
    services, folded = load_services(), fold(title)
    words = _WORD.findall(folded)
    return (
        ": " in folded
        or ".." in folded
        or any(word in services.reports or word in services.says for word in words)
    )


def _may_follow(tail: str, services: Services) -> bool:
    """Say whether a service's name may go on so: with a place, and without a day or a verb."""
    words = tail.split()
    if not words:
        return True
    if len(words) > _LONGEST_TAIL or services.days.search(tail) or not _is_plain(words, services):
        return False
    return words[0] in services.title_ends or _HAS_PLACE.match(words[0]) is not None


def _is_named(tail: str, services: Services) -> bool:
    """Say whether a name follows, and nothing about it."""
    words = tail.split()
    if not 0 < len(words) <= _LONGEST_TAIL or not _is_plain(words, services):
        return False
    return services.between.isdisjoint(words)


def _is_plain(words: Sequence[str], services: Services) -> bool:
    """Say whether no word is a report's verb, a day, a figure, or holds a sign."""
    return all(
        word.strip("()؟?").isalnum()
        and not word.isdigit()
        and word not in services.reports
        and word not in services.weekdays
        for word in words
    )


def is_service_address(address: SplitResult) -> bool:
    """Say whether an address names a service, and behind it nothing that an article would have."""
    services = load_services()
    parts = [part for part in unquote(address.path).lower().split("/") if part]
    words = [_EXTENSION.sub("", part) for part in parts]
    keys = ["".join(_WORD.findall(word)) for word in words]
    filed = not services.articles.isdisjoint(keys)
    dated = url_day(address.path) is not None
    for at in range(len(parts) - 1, -1, -1):
        key, after = keys[at], parts[at + 1 :]
        if key in services.articles:
            return False
        if key in services.standing and not dated and all(map(_is_place, after)):
            return True
        if key in services.items and not filed and not any(map(_is_slug, after)):
            return True
    if words and _is_service_slug(words[-1], services):
        return True
    host = address.netloc.lower().split(".")[0]
    return host in services.standing and all(map(_is_place, parts))


def is_article_address(address: SplitResult) -> bool:
    """Say whether an address names an article: by folder, day, headline or a long number."""
    parts = [_EXTENSION.sub("", part) for part in unquote(address.path).lower().split("/")]
    return (
        not load_services().articles.isdisjoint(parts)
        or url_day(address.path) is not None
        or any(_is_slug(part) or _LONG_ID.search(part) for part in parts)
    )


def _is_service_slug(word: str, services: Services) -> bool:
    """Say whether the words of an address's last part begin with a service's: "gold-price-today".

    Single words do not tell: "weather-warning-in-the-north" is news.
    """
    words = re.split(r"[-_+ .]+", word)
    if len(words) < 2 or any(any(map(str.isdigit, part)) for part in words):
        return False
    if not word.isascii():
        return names_service(" ".join(words))
    pair = "".join(words[:2])
    return len(words) <= _SLUG and (pair in services.standing or pair in services.items)


def _is_place(part: str) -> bool:
    """Say whether a part of an address may name the place that a standing page is for."""
    part = _EXTENSION.sub("", part)
    if part.isdigit():
        return len(part) <= _LONGEST_ID
    return _LATIN_PLACE.fullmatch(part) is not None or (
        not part.isascii() and len(_WORD.findall(part)) < _LONGEST_ID
    )


def _is_slug(part: str) -> bool:
    """Say whether a part of an address is made of the words of a headline."""
    words = [word for word in _WORD.findall(part) if not word.isdigit()]
    return len(words) >= _SLUG


def _is_labelled(near: Sequence[Block]) -> bool:
    """Say whether cells, or headings, hold what one kind of service is labelled with."""
    texts = [
        (fold(text).strip(" :*•-–"), block.heading)
        for block in near
        for text in (block.text, *block.pieces, *(anchor[0] for anchor in block.anchors))
        if len(text) <= _LONGEST_LABEL and not (stops(text) and " " in text)
    ]
    if len({text for text, _ in texts if _DEGREES.match(text)}) >= _LEAST_LABELS:
        return True
    if len({text for text, _ in texts if _FIGURE.fullmatch(text)}) >= _LEAST_FIGURES:
        return True
    for labels in load_services().labels.values():
        cells: set[str] = set()
        headings: set[str] = set()
        for text, heading in texts:
            match = labels.match(text)
            if match is not None and len(text) - match.end() <= _LABEL_REST:
                (headings if heading else cells).add(text)
        least = _LEAST_HEADED if headings else _LEAST_LABELS
        if len(headings | cells) >= least:
            return True
    return False


def _said(near: Sequence[Block]) -> Said:
    """Count what the blocks of a page say."""
    said, held = Said(), 0  # sentences that belong to the hours of a schedule
    moments = [bool(_MOMENT.fullmatch(block.text)) for block in near]
    schedule = sum(moments) >= _LEAST_ENTRIES
    for at, block in enumerate(near):
        if block.link_density > 0.3 or block.heading or not block.text:
            continue
        sentences = list(_sentences(block))
        if not sentences:
            short = len(block.text) <= _LONGEST_CELL and label_of_block(block) is None
            said.cells += max(1, len(block.pieces)) if short else 0
        elif schedule and any(moments[max(0, at - _ABOVE_ENTRY) : at]):
            held += 1
        else:
            for sentence in sentences:
                _count(sentence, said, item=block.tag in _CELLS)
    said.cells += held
    return said


def _sentences(block: Block) -> Iterator[str]:
    """Yield the sentences of a block; cells have some only where they are long, or stop."""
    item = block.tag in _CELLS
    for line in block.lines:
        if _ENTRY.match(line) or line.rstrip().endswith((":", "：")) or is_stamp(line):
            continue
        if not stops(line) and (item or len(line) < _SHORT):
            continue
        for sentence in _SENTENCE_END.split(line):
            if len(sentence) >= _LEAST_SENTENCE and len(sentence.split()) >= _LEAST_WORDS:
                yield sentence


def _count(sentence: str, said: Said, *, item: bool) -> None:
    """Add a sentence to what is said; that of an `item` of a list counts if it reports."""
    services, folded = load_services(), fold(sentence).lstrip(" «\"'“-–•*")
    shown = services.shown.match(folded)
    opening = folded[shown.end() :].lstrip() if shown else folded
    told = _reports(opening, services)
    if services.speaks.match(folded) or (not told and (shown or services.speaks_in.search(folded))):
        said.spoken += 1
    elif told:
        said.reported = True
        said.news += told
    elif item:
        return
    else:
        said.news += max(1, len(sentence) // _NEUTRAL)
    said.sentences += 1


def _reports(folded: str, services: Services) -> int:
    """Say how much a sentence reports: most of what somebody said, less of what he did, or 0."""
    first, _, rest = folded.partition(" ")
    first = rest.partition(" ")[0] if first in services.openings else first
    opens = {first, first[1:] if first.startswith(_AND) else first}
    if not services.says.isdisjoint(opens):
        return _SAID
    did = not services.reports.isdisjoint(opens) or _SHE_DID.fullmatch(first) is not None
    return _DID if did or services.days.search(folded) is not None else 0


def _listing(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


@cache
def load_services() -> Services:
    """Load `services.toml`.

    Raises:
        ConfigError: a list is missing or holds something else than text; the message names it.
    """
    return parse_services(files("marsad.extract").joinpath(_FILE).read_text("utf-8"))


def parse_services(source: str) -> Services:
    """Read and check the text of a `services.toml`.

    Raises:
        ConfigError: a list is missing or holds something else than text; the message names it.
    """
    data = parse_toml(_FILE, source)
    labels = data.section("labels")
    return Services(
        titles=phrase_pattern(data.words("titles")),
        title_ends=_folded(data, "title_ends"),
        titles_of=phrase_pattern(data.words("titles_of")),
        between=_folded(data, "between"),
        weekdays=_folded(data, "weekdays"),
        kinds=_folded(data, "kinds"),
        standing=_folded(data, "standing"),
        items=_folded(data, "items"),
        articles=_folded(data, "articles"),
        speaks=phrase_pattern(data.words("speaks")),
        shown=phrase_pattern(data.words("shown")),
        speaks_in=phrase_pattern(data.words("speaks_in")),
        openings=_folded(data, "openings"),
        says=_folded(data, "says"),
        reports=_folded(data, "reports"),
        days=phrase_pattern(data.words("days")),
        other_days=phrase_pattern(data.words("other_days")),
        updates=phrase_pattern(data.words("updates"), before=r"\W*"),
        labels={kind: phrase_pattern(labels.words(kind)) for kind in labels.values},
    )


def _folded(data: Section, field: str) -> frozenset[str]:
    return frozenset(map(fold_phrase, data.words(field)))
