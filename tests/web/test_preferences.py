"""Language and theme, chosen without JavaScript and kept in cookies."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from marsad.config import Settings
from marsad.store.engine import Store
from tests.web.conftest import client_of
from tests.web.newsroom import VISIT
from tests.web.reading import as_published, first


@pytest.fixture
def visitor(store: Store, settings: Settings) -> TestClient:
    """A reader of their own, with no cookies yet."""
    return client_of(store, settings)


def root(client: TestClient, path: str = "/") -> dict[str, str | None]:
    return first(LexborHTMLParser(client.get(path).text), "html").attributes


def test_arabic_is_first_whatever_the_browser_asks_for(visitor: TestClient) -> None:
    visitor.headers["Accept-Language"] = "en"
    assert root(visitor) == {"lang": "ar", "dir": "rtl"}


def test_the_language_is_switched_by_a_form_and_kept(visitor: TestClient) -> None:
    back = "/search?q=%D8%AE%D8%A8%D8%B1"
    response = visitor.post("/preferences", data={"language": "en", "next": back})
    assert response.status_code == 303
    assert response.headers["location"] == back
    assert root(visitor) == {"lang": "en", "dir": "ltr"}
    cookie = response.headers["set-cookie"].lower()
    assert "samesite=lax" in cookie
    assert "httponly" in cookie
    visitor.post("/preferences", data={"language": "ar"})
    assert root(visitor)["dir"] == "rtl"


def test_every_page_carries_the_way_back_to_itself(visitor: TestClient) -> None:
    tree = LexborHTMLParser(visitor.get("/search?q=خبر&topic=sports").text)
    back = first(tree, ".prefs [name=next]").attributes["value"]
    assert back == "/search?q=%D8%AE%D8%A8%D8%B1&topic=sports"


def test_the_theme_is_kept_beside_the_language(visitor: TestClient) -> None:
    visitor.post("/preferences", data={"language": "en"})
    visitor.post("/preferences", data={"theme": "dark"})
    assert root(visitor) == {"lang": "en", "dir": "ltr", "data-theme": "dark"}
    tree = LexborHTMLParser(visitor.get("/").text)
    pressed = tree.css(".segments [aria-pressed=true]")
    assert [button.attributes["value"] for button in pressed] == ["dark"]
    visitor.post("/preferences", data={"theme": "system"})
    assert "data-theme" not in root(visitor)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "evil",
        "/\t/evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=1", "", "///evil.example",
        " //evil.example", "/" + "a" * 5000,
    ],
)  # fmt: skip
def test_the_way_back_never_leaves_the_site(visitor: TestClient, target: str) -> None:
    response = visitor.post("/preferences", data={"theme": "dark", "next": target})
    assert response.headers["location"] == "/"


def test_unknown_choices_change_nothing(visitor: TestClient) -> None:
    response = visitor.post("/preferences", data={"theme": "pink", "language": "xx"})
    assert response.status_code == 303
    assert "set-cookie" not in response.headers
    visitor.cookies.set("marsad_theme", '"><script>')
    visitor.cookies.set("marsad_language", "../../en")
    assert root(visitor) == {"lang": "ar", "dir": "rtl"}


def test_other_sites_cannot_choose_for_a_reader(visitor: TestClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    response = visitor.post("/preferences", data={"language": "en"}, headers=headers)
    assert response.status_code == 403
    assert "الطلب مرفوض" in response.text


def test_the_english_interface_marks_arabic_content(
    english: TestClient, keys: dict[str, int]
) -> None:
    location = english.get(f"/a/{keys['politics/visit']}").headers["location"]
    tree = LexborHTMLParser(english.get(location).text)
    assert first(tree, "h1").attributes == {"dir": "auto", "lang": "ar"}
    assert first(tree, ".body").attributes["lang"] == "ar"
    assert first(tree, ".times time").text() == "Tuesday 12 November 2024, 19:00 Cairo time"
    assert "Last edited:" in first(tree, ".times").text()
    assert VISIT.title == as_published(first(tree, "h1"))


def test_latin_names_are_marked_in_the_arabic_interface(
    client: TestClient, keys: dict[str, int]
) -> None:
    location = client.get(f"/a/{keys['politics/visit']}").headers["location"]
    tree = LexborHTMLParser(client.get(location).text)
    assert '<bdi lang="en">Lars Berg</bdi>' in (first(tree, ".by").html or "")


def test_eastern_digits_and_month_names_follow_the_settings(
    store: Store, settings: Settings, keys: dict[str, int]
) -> None:
    styled = settings.model_copy(update={"digits": "arab", "months": "shami"})
    client = client_of(store, styled)
    location = client.get(f"/a/{keys['politics/visit']}").headers["location"]
    tree = LexborHTMLParser(client.get(location).text)
    time = first(tree, ".times time")
    assert time.text() == "الثلاثاء ١٢ تشرين الثاني ٢٠٢٤، ١٩:٠٠ بتوقيت القاهرة"
    assert time.attributes["datetime"] == "2024-11-12T19:00+02:00"


def test_readers_who_save_data_get_no_fonts(visitor: TestClient) -> None:
    assert ".woff2" in visitor.get("/").text
    visitor.headers["Save-Data"] = "on"
    assert ".woff2" not in visitor.get("/").text
    assert "data-lean" in root(visitor)
