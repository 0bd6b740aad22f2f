"""What every response carries, and what no page ever does."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from marsad.web.security import CONTENT_SECURITY_POLICY, HEADERS

PATHS = [
    "/", "/latest", "/about", "/sources", "/search?q=خبر", "/nothing", "/latest?after=x",
    "/healthz", "/robots.txt", "/favicon.ico", "/opensearch.xml", "/a/1", "/a/1.json", "/names",
    "/e/1",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    response = client.get(path)
    for name, value in HEADERS.items():
        assert response.headers.get_list(name) == [value], name


def test_the_policy_allows_this_site_alone() -> None:
    directives = dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert set(directives.values()) == {"'none'", "'self'"}


def test_pages_hold_no_inline_script_or_style_and_load_nothing_from_outside(
    client: TestClient, keys: dict[str, int]
) -> None:
    articles = [client.get(f"/a/{key}").headers.get("location", "/") for key in keys.values()]
    names = [client.get(f"/e/{key}").headers["location"] for key in range(1, 10)]
    for path in (
        "/",
        "/latest",
        "/about",
        "/search?q=خبر",
        "/sources",
        "/names",
        *names,
        *articles[:20],
    ):
        html = client.get(path).text
        assert not re.search(r"<style|\sstyle=|\son\w+=[\"']|<iframe|<img|<object", html), path
        assert re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL) == [""]
        loaded = re.findall(r"<(?:script|link)[^>]*?(?:src|href)=\"([^\"]+)", html)
        assert all(address.startswith("/") and address[1] != "/" for address in loaded), path


def test_static_files_are_kept_for_ever_under_the_address_of_their_state(
    client: TestClient,
) -> None:
    path = re.findall(r'href="(/static/[^"]+/style\.css)"', client.get("/").text)[0]
    current = client.get(path)
    assert current.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert current.headers["content-type"] == "text/css; charset=utf-8"
    stale = client.get("/static/000000000000/style.css")
    assert stale.content == current.content
    assert stale.headers["cache-control"] == "no-cache"


def test_the_fonts_licence_is_served_beside_them(client: TestClient) -> None:
    path = re.findall(r'href="(/static/[^"]+OFL\.txt)"', client.get("/about").text)[0]
    assert "SIL OPEN FONT LICENSE" in client.get(path).text


def test_pages_are_compressed(client: TestClient) -> None:
    response = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["vary"]


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_nothing_is_served_that_was_not_meant_to(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
