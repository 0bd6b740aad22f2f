"""Reading pages in tests: elements that must be there, their text on one line."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

Tree = LexborHTMLParser | LexborNode


def page(client: TestClient, path: str, status: int = 200) -> LexborHTMLParser:
    """Get a page; it has this status and is HTML."""
    response = client.get(path)
    assert response.status_code == status, path
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return LexborHTMLParser(response.text)


def article_page(client: TestClient, key: int) -> LexborHTMLParser:
    """Get an article's page by its key, wherever its slug leads."""
    return page(client, client.get(f"/a/{key}").headers.get("location", f"/a/{key}"))


def first(tree: Tree, selector: str) -> LexborNode:
    """Return the first element of a selector; it is there."""
    found = tree.css_first(selector)
    assert found is not None, selector
    return found


def as_published(node: LexborNode) -> str:
    """Return a text as its publisher wrote it: without the dates that are computed beside it."""
    tree = LexborHTMLParser(node.html or "")
    for chip in tree.css("a.computed-time"):
        chip.decompose()
    return re.sub(r" (?=[،.])", "", " ".join(tree.text().split()))


def value(node: LexborNode, name: str) -> str:
    """Return an attribute; it is there."""
    found = node.attributes[name]
    assert found is not None, name
    return found


def texts(tree: Tree, selector: str) -> list[str]:
    """Return the texts of all elements of a selector."""
    return [" ".join(node.text().split()) for node in tree.css(selector)]
