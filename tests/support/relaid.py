"""The same pages laid out otherwise: what changes nothing for a reader may change nothing for us.

Each function changes a page's tree in place. The text stays as it is, and so does the gold.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import lxml.html
from lxml.html import HtmlElement

Change = Callable[[HtmlElement, Sequence[str]], None]
_NAMES = ("class", "id", "itemprop", "itemtype", "itemscope", "role", "rel")
_MEANT = frozenset("aside nav footer header figure figcaption article main section time".split())
_LOWER = frozenset({"h2", "h3", "h4", "h5", "h6"})
_WORDS, _LINKED = 8, 4
_XML = re.compile(r"\s*<\?xml[^>]*>")  # what XHTML opens with, which has been decoded


def relaid(markup: str, paragraphs: Sequence[str], change: Change) -> str:
    """Return a page's markup after a change; `paragraphs` are those of its article."""
    root = lxml.html.document_fromstring(_XML.sub("", markup, count=1))
    change(root, [folded(text) for text in paragraphs])
    return str(lxml.html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>"))


def folded(text: str) -> str:
    return " ".join(text.split())


def _elements(root: HtmlElement) -> list[HtmlElement]:
    body = root.find(".//body")
    return [item for item in (root if body is None else body).iter() if isinstance(item.tag, str)]


def _own(root: HtmlElement, paragraphs: Sequence[str]) -> Iterator[HtmlElement]:
    """Yield the innermost elements that hold a paragraph of the article each."""
    known = frozenset(paragraphs)
    for item in _elements(root):
        text = folded(item.text_content()) if item.tag in {"p", "div"} else ""
        inner = (child for child in item if isinstance(child.tag, str))  # and no comments
        if text in known and not any(folded(child.text_content()) == text for child in inner):
            yield item


def _wrap(item: HtmlElement, tag: str) -> None:
    parent = item.getparent()
    if parent is None:
        return
    wrapper = lxml.html.Element(tag)
    wrapper.tail, item.tail = item.tail, None
    parent.replace(item, wrapper)
    wrapper.append(item)


# --- changes ------------------------------------------------------------------


def as_it_is(root: HtmlElement, paragraphs: Sequence[str]) -> None:
    """Only read and written again by another parser."""


def hashed_names(root: HtmlElement, paragraphs: Sequence[str]) -> None:
    """Classes and ids say nothing, as those that build tools make."""
    for item in _elements(root):
        for name in ("class", "id"):
            words = item.get(name, "").split()
            if words:
                hashed = (hashlib.md5(word.encode()).hexdigest()[:6] for word in words)
                item.set(name, " ".join(f"c{word}" for word in hashed))


def no_names(root: HtmlElement, paragraphs: Sequence[str]) -> None:
    """No classes, ids, roles or microdata at all."""
    for item in _elements(root):
        for name in _NAMES:
            item.attrib.pop(name, None)


def scripted_links(root: HtmlElement, paragraphs: Sequence[str]) -> None:
    """Links that a script fills in."""
    for item in _elements(root):
        if item.tag == "a" and item.get("href"):
            item.set("href", "#")


def divs_for_paragraphs(root: HtmlElement, paragraphs: Sequence[str]) -> None:
    for item in _elements(root):
        if item.tag == "p":
            item.tag = "div"


def wrapped_paragraphs(root: HtmlElement, paragraphs: Sequence[str]) -> None:
    for item in _elements(root):
        parent = item.getparent()
        if item.tag == "p" and parent is not None and parent.tag in {"div", "article", "section"}:
            _wrap(item, "div")


def bold_headings(root: HtmlElement, paragraphs: Sequence[str]) -> None:
    """Headings below the first level are paragraphs in bold."""
    for item in _elements(root):
        if item.tag in _LOWER:
            bold = lxml.html.Element("strong")
            bold.text, item.text = item.text, None
            for child in list(item):
                bold.append(child)
            item.append(bold)
            item.tag = "p"


def divs_for_sections(root: HtmlElement, paragraphs: Sequence[str]) -> None:
    """No element says what it is for."""
    for item in _elements(root):
        if item.tag in _MEANT:
            item.tag = "div"


def no_first_heading(root: HtmlElement, paragraphs: Sequence[str]) -> None:
    for item in _elements(root):
        if item.tag == "h1":
            item.tag = "div"


def breaks_for_paragraphs(root: HtmlElement, paragraphs: Sequence[str]) -> None:
    """The article's paragraphs are one text with two breaks between them."""
    for item in list(_own(root, paragraphs)):
        parent = item.getparent()
        if item.tag == "p" and parent is not None:
            at = parent.index(item) + 1
            for _ in range(2):
                parent.insert(at, lxml.html.Element("br"))
            parent[at + 1].tail, item.tail = item.tail, None
            item.drop_tag()


def linked_beginnings(root: HtmlElement, paragraphs: Sequence[str]) -> None:
    """Each paragraph begins with a link to a page about whom it speaks of."""
    for item in list(_own(root, paragraphs)):
        words = (item.text or "").split()
        if len(words) > _WORDS and not len(item):
            link = lxml.html.Element("a", href="/topic/7")
            link.text, link.tail = " ".join(words[:_LINKED]), f" {' '.join(words[_LINKED:])}"
            item.text = None
            item.append(link)


def advertisements(root: HtmlElement, paragraphs: Sequence[str]) -> None:
    """A place for an advertisement below each paragraph."""
    for item in list(_own(root, paragraphs)):
        parent = item.getparent()
        if parent is not None:
            place = lxml.html.fragment_fromstring('<div class="ad-slot"><span>إعلان</span></div>')
            place.tail, item.tail = item.tail, None
            parent.insert(parent.index(item) + 1, place)


def parted_sections(root: HtmlElement, paragraphs: Sequence[str]) -> None:
    """Two paragraphs each in an element of their own."""
    own = [item for item in _own(root, paragraphs) if item.tag == "p"]
    for first, second in zip(own[::2], own[1::2], strict=False):
        if first.getnext() is second:
            _wrap(first, "div")
            section = first.getparent()
            section.set("class", "part")
            section.tail = second.tail
            second.tail = None
            section.append(second)


def in_a_table(root: HtmlElement, paragraphs: Sequence[str]) -> None:
    """The element of the article's text is a cell of a table."""
    first = next(_own(root, paragraphs), None)
    parent = None if first is None else first.getparent()
    if parent is None or parent.tag not in {"div", "article", "section", "main"}:
        return
    table = lxml.html.fragment_fromstring("<table><tbody><tr><td></td></tr></tbody></table>")
    cell = table.find(".//td")
    cell.text, parent.text = parent.text, None
    for child in list(parent):
        cell.append(child)
    parent.append(table)


CHANGES: Mapping[str, Change] = {
    change.__name__: change
    for change in (
        as_it_is, hashed_names, no_names, scripted_links, divs_for_paragraphs, wrapped_paragraphs,
        bold_headings, divs_for_sections, no_first_heading, breaks_for_paragraphs,
        linked_beginnings, advertisements, parted_sections, in_a_table,
    )
}  # fmt: skip


def paragraphs_of(gold: Mapping[str, Any]) -> list[str]:
    """Return the body's paragraphs of a page's gold standard."""
    body = gold.get("body") or gold.get("paragraphs") or []
    return [body] if isinstance(body, str) else list(body)
