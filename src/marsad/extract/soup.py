"""The parts of markup that need care: attributes, tags with signs in quotes, elements cut out.

A page is cut at every "<"; a piece is a tag and the text behind it. A tree would cost more than
everything that is done with it afterwards. All of this is linear in the page's length.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

RAW = frozenset("script style iframe noembed noframes xmp textarea".split())
"""Elements whose text is no markup up to their own end tag."""

CUT = RAW | frozenset(
    "noscript template svg math object canvas audio video select button dialog map datalist "
    "amp-ad amp-embed amp-sticky-ad amp-consent".split()
)
"""Elements that no reader sees the text of. One that is never closed is left in."""

_NESTED = frozenset("svg template object math".split())
_WHOLE_TAG = re.compile(r"[^=>]*+(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')?+[^=>]*+)*+>")
_SOURCE = re.compile(r"(?<![a-z])(?:source|provider|agency)(?![a-z])")
_LEAST_TEXT, _TEXTS, _STOPS = 80, 2, ".؟!»"
_LONGEST_TAG = 100  # pieces that signs in quotes may cut one tag into
_ENTITY = re.compile(r"&(?:#[0-9a-zA-Z]{1,10}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_MOST_CHARACTERS = 4096
_FRAME, _LONGEST_LABEL = 12, 10
_FRAMED = re.compile(r"\bid=[\"']?(?:root|app|__next|__nuxt)[\"'\s>]")
_MOST_TRIES = 12
_RAW_BEGIN = frozenset("sS")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]++))")


def one_line(text: str) -> str:
    """Return a text with its white space folded."""
    text = text.strip()
    if "  " not in text and text.isprintable():
        return text  # as most are: no other white space is printable
    return " ".join(text.split())


def unescape(text: str) -> str:
    """Resolve entities as `html.unescape` does; a page uses few, which are remembered."""
    if "&" not in text:
        return text
    if text.count("&") == text.count("&amp;"):
        return text.replace("&amp;", "&")  # as in most addresses
    return _ENTITY.sub(lambda match: _CHARACTERS[match[0]], text)


class _Characters(dict[str, str]):
    """What entities stand for, each worked out when it is first seen."""

    def __missing__(self, entity: str) -> str:
        if len(self) >= _MOST_CHARACTERS:
            self.clear()
        self[entity] = character = html.unescape(entity)
        return character


_CHARACTERS = _Characters()


def attributes_of(tag: str) -> dict[str, str]:
    """Return a tag's attributes by their lower-case names, entities resolved; the first counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(tag):
        value = double or single or bare
        found.setdefault(name.lower(), unescape(value))
    return found


class Attribute(NamedTuple):
    """Patterns for an attribute and its value: as nearly all pages write it, and in any case."""

    usual: re.Pattern[str]
    any_case: re.Pattern[str]
    name: str  # empty for a pattern, of which there is one way only


def attribute(name: str) -> Attribute:
    """Return what `value_of` finds the value of an attribute by; `name` may be a pattern."""
    value = r"\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]++))"
    any_case = re.compile(rf"(?<![\w-]){name}{value}", re.IGNORECASE)
    if not name.isalpha():
        return Attribute(any_case, any_case, "")
    # A pattern that begins with letters is looked for several times faster.
    return Attribute(re.compile(rf"{name}(?<![\w-]{name}){value}"), any_case, name)


def value_of(attribute: Attribute, tag: str) -> str | None:
    """Return the value that an attribute has in a tag."""
    match = attribute.usual.search(tag)
    if match is None and attribute.name and attribute.name in tag.lower():
        match = attribute.any_case.search(tag)
    if match is None or match.lastindex is None:
        return None
    value: str = match[match.lastindex]
    return unescape(value)


def names_source(around: str, image: str, before: str) -> bool:
    """Say whether a picture is a source's logo: by its tag, that around it, or the text before."""
    if before[-_LONGEST_LABEL:].rstrip(" :") == "المصدر":
        return True
    # Other pictures than logos are what the element around them says.
    tags = f"{around} {image}" if "logo" in image else around
    named = "source" in tags or "provider" in tags or "agency" in tags
    return named and _SOURCE.search(tags) is not None


def may_be_cut(tag: str) -> bool:
    """Say whether a tag may end within a quoted value: marks are odd, or of both kinds."""
    double = tag.count('"')
    return bool(double & 1 or ("'" in tag and (double or tag.count("'") & 1)))


def holds_text(pieces: Sequence[str], first: int, last: int) -> bool:
    """Say whether paragraphs of running text stand between two pieces of a page."""
    said = 0
    for piece in pieces[first:last]:
        if len(piece) > _LEAST_TEXT and piece[:2] in {"p>", "p ", "P>", "P "}:
            text = piece.partition(">")[2].rstrip()
            said += len(text) > _LEAST_TEXT and text[-1] in _STOPS
            if said >= _TEXTS:
                return True
    return False


def whole_tag(pieces: Sequence[str], at: int) -> tuple[str, str, int]:
    """Return a tag with signs in quotes, the text behind it, and the last piece that it took."""
    piece = pieces[at]
    match = _WHOLE_TAG.match(piece)
    last, tries = at, _MOST_TRIES
    if match is None and piece.count('"') % 2 + piece.count("'") % 2:
        # A quotation mark that is open holds a "<": up to a piece that closes it.
        for index in range(at + 1, min(len(pieces), at + _LONGEST_TAG)):
            if tries and ('"' in pieces[index] or "'" in pieces[index]):
                tries -= 1
                match = _WHOLE_TAG.match("<".join(pieces[at : index + 1]))
            if match or not tries:
                last = index
                break
    if match is None:
        tag, _, text = piece.partition(">")
        return tag, text, at
    return match[0][:-1], match.string[match.end() :], last


class Cutter:
    """Finds where the elements end that are cut out."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._pieces = pieces
        self._missing: set[str] = set()  # ends that do not come any more: no second look for them

    def end_of(self, name: str, at: int) -> int | None:
        """Return the piece that ends the element begun at `at`; None where nothing closes it."""
        if name in self._missing:
            return None
        end, size, pieces = f"/{name}", len(name) + 1, self._pieces
        alone = name not in RAW and name not in _NESTED
        for index in range(at + 1, len(pieces)):
            if pieces[index][:1] == "/":
                if pieces[index][:size].lower() == end:
                    return index
            # One that opens before this one is closed ends it: no article lies in a button.
            elif alone and pieces[index][:size].lower()[:-1] == name:
                return index - 1
        self._missing.add(name)
        return None

    def end_of_comment(self, at: int) -> int | None:
        """Return the piece that holds a comment's end; None where nothing closes it."""
        if "-->" in self._missing:
            return None
        if self._pieces[at].startswith(("!-->", "!--->")):
            return at
        for index in range(at, len(self._pieces)):
            if "-->" in self._pieces[index]:
                return index
        self._missing.add("-->")
        return None


# --- what is found without reading ---------------------------------------------------

_MOST_PROPERTIES, _MOST_SCRIPTS = 100, 30
_ABOVE = 80  # tags above the headline that are read: the path to it, stamps, the lead
_MOST_HEADLINES, _IN_HEADLINE = 4, 8
_CONTENT = attribute("content")


def body_of(page: str, pieces: Sequence[str]) -> int:
    """Return the piece that the body's start tag stands in, 0 where there is none."""
    for tag in ("<body", "<BODY"):
        place = page.find(tag)
        if place >= 0:
            at = page.count("<", 0, place) + 1
            return at if at < len(pieces) else 0
    return 0


def start_of_article(page: str, pieces: list[str], body: int, titled: Callable[[str], bool]) -> int:
    """Return where to begin to read: some way above the headline that is `titled` by the head.

    0 where there is none, where little stands above it, or where that may be within a script.
    `pieces` are those that the `page` is cut into.
    """
    if len(pieces) <= body + 3 * _ABOVE:
        return 0
    headlines = (at for at in _headlines(page, pieces) if at > body + _ABOVE)
    for at in islice(headlines, _MOST_HEADLINES):
        inside = (piece.partition(">")[2] for piece in pieces[at : at + _IN_HEADLINE])
        if titled(" ".join(unescape("".join(inside)).split())):
            for start in range(at - _ABOVE, at - _ABOVE // 2):
                before = pieces[max(0, start - _ABOVE) : start]
                if pieces[start][:1] != "/" and not is_within_raw(before):
                    return start
            return 0
    return 0


def _headlines(page: str, pieces: list[str]) -> Iterator[int]:
    """Yield the pieces that begin with the tag of a headline.

    Looking at every piece takes several times as long as a search in the page.
    """
    at, place = 0, page.find("<h1")
    while place >= 0:
        end = page.find("<", place + 1)
        try:
            at = pieces.index(page[place + 1 : end if end > 0 else None], at + 1)
        except ValueError:  # beyond the pieces that are looked at
            return
        yield at
        place = page.find("<h1", place + 1)


def article_scripts(pieces: list[str]) -> list[tuple[str, str]]:
    """Return the scripts that hold an article's JSON-LD in what is not read otherwise."""
    places = (at for at, piece in enumerate(pieces) if "ld+json" in piece and piece[:6] == "script")
    found = []
    for at in islice(places, _MOST_SCRIPTS):  # one that does not end reaches over all others
        tag, _, text = pieces[at].partition(">")
        end = next((n for n in range(at + 1, len(pieces)) if pieces[n][:7] == "/script"), at + 1)
        found.append((tag, "<".join([text, *pieces[at + 1 : end]]).replace("&nbsp;", "\xa0")))
    return found


def microdata(pieces: list[str], places: Sequence[int]) -> list[tuple[str, str]]:
    """Return the tags at `places`, which carry microdata, with the first text or content below."""
    found = []
    for at in places[:_MOST_PROPERTIES]:
        tag, _, text = pieces[at].replace("&nbsp;", "\xa0").partition(">")
        for piece in pieces[at + 1 : at + 6]:
            if text.strip() or piece[:1] == "/":
                break
            inner, _, text = piece.replace("&nbsp;", "\xa0").partition(">")
            if inner[:5] == "meta ":
                text = value_of(_CONTENT, inner) or ""
        found.append((tag, unescape(text)))
    return found


def is_framed(pieces: Sequence[str], body: int) -> bool:
    """Say whether one of the first tags in the body is the element that a program draws it in."""
    first = pieces[body : body + _FRAME]
    return any(piece[:4] == "div " and _FRAMED.search(piece, 0, _LONGEST_TAG) for piece in first)


def is_within_raw(pieces: list[str]) -> bool:
    """Say whether a script, a style sheet or a comment is open behind these pieces."""
    for piece in reversed(pieces):
        first = piece[:1]
        if first == "/" and piece.startswith(("/script", "/style", "/SCRIPT", "/STYLE")):
            return False
        if first in _RAW_BEGIN and piece.startswith(("script", "style", "SCRIPT", "STYLE")):
            return True
        if "-->" in piece:
            return False
        if first == "!" and piece.startswith("!--"):
            return True
    return False
