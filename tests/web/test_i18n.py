"""The interface is whole in both of its languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

import marsad.web
from marsad.errors import ConfigError
from marsad.web import i18n
from marsad.web.i18n import TRANSLATED, load_languages
from tests.web.reading import first

WEB = Path(marsad.web.__file__).parent
KEYWORDS = {"_": None, "gettext": None, "N_": None, "word": None}
ARABIC = re.compile(r"[\u0620-\u064a]")
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def messages() -> set[str]:
    """Every text of the interface in code and templates."""
    methods = [
        ("**.py", "python"),
        ("templates/**.*", "jinja2.ext:babel_extract"),
    ]
    found = extract_from_dir(str(WEB), methods, options_map={}, keywords=KEYWORDS)
    return {str(message) for _, _, message, _, _ in found}


def catalogue(code: str) -> Catalog:
    with (WEB / "locales" / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code)


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_text_is_translated_and_none_is_left_over(code: str) -> None:
    translations = {str(item.id): str(item.string) for item in catalogue(code) if item.id}
    assert messages() - translations.keys() == set(), "missing"
    assert translations.keys() - messages() == set(), "no longer used"
    assert [text for text, translation in translations.items() if not translation] == []
    assert not [item.id for item in catalogue(code) if item.fuzzy and item.id]


@pytest.mark.parametrize("code", TRANSLATED)
def test_translations_keep_the_placeholders(code: str) -> None:
    for item in catalogue(code):
        expected = sorted(PLACEHOLDER.findall(str(item.id)))
        assert sorted(PLACEHOLDER.findall(str(item.string))) == expected, item.id


def test_no_arabic_text_of_the_interface_is_written_past_the_catalogue() -> None:
    for template in (WEB / "templates").iterdir():
        text = template.read_text(encoding="utf-8")
        bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", text, flags=re.DOTALL)
        assert not ARABIC.search(bare), template.name


@pytest.mark.parametrize(
    "path", ["/", "/latest", "/sources", "/search", "/about", "/names", "/nothing"]
)
def test_the_english_frame_has_no_arabic_but_content(english: TestClient, path: str) -> None:
    tree = LexborHTMLParser(english.get(path).text)
    # Content stays in its language, and so do examples of searches.
    for node in tree.css("[lang=ar], [data-item], .operators"):
        node.decompose()
    body = first(tree, "body")
    assert not ARABIC.findall(body.text()), path


def test_languages_name_themselves_and_countries() -> None:
    languages = load_languages()
    assert list(languages) == ["ar", "en"]
    assert [item.autonym for item in languages.values()] == ["العربية", "English"]
    assert [item.direction for item in languages.values()] == ["rtl", "ltr"]
    assert languages["ar"].country("eg") == "مصر"
    assert languages["en"].country("PS") == "Palestine"
    assert languages["ar"].country("ZZZ") == "ZZZ"
    assert languages["ar"].country(None) is None


def test_a_missing_catalogue_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "TRANSLATED", ("xx",))
    with pytest.raises(ConfigError, match=r"xx\.po"):
        load_languages()
