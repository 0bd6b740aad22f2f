"""A rule file is checked as a whole: every mistake is named with its file and line."""

from __future__ import annotations

import datetime as dt
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import ConfigError, SiteRuleError
from marsad.sites.book import SiteBook, load_book, read_site
from marsad.sites.domains import site_domain
from marsad.sites.rules import Layout, Site, parse_site, selector_problem
from marsad.sites.template import new_rules
from marsad.types import Feed

GOOD = """
name = "صحيفة المرافئ"
country = "TN"
zone = "Africa/Tunis"
feeds = ["https://marafi.example/rss"]
sitemaps = ["https://marafi.example/news.xml"]

[[layout]]
title = "h1.headline"
body = ["div.story", "article > div"]
drop = [".promo"]

[[layout]]
valid_until = 2019-12-31
body = "td.text"

[[layout]]
valid_until = 2023-06-30
body = "div#content"
"""


def mistakes(source: str) -> tuple[str, ...]:
    with pytest.raises(SiteRuleError) as caught:
        parse_site("marafi.example", source, file="marafi.example.toml")
    return caught.value.mistakes


def test_a_file_says_who_a_publisher_is_and_how_its_pages_looked_when() -> None:
    site = parse_site("marafi.example", GOOD, file="marafi.example.toml")
    assert (site.name, site.country, site.zone) == ("صحيفة المرافئ", "TN", "Africa/Tunis")
    assert site.feeds == (
        Feed("https://marafi.example/rss"),
        Feed("https://marafi.example/news.xml", "sitemap"),
    )
    bodies = [layout.selectors["body"] for layout in site.layouts]
    assert bodies == [("td.text",), ("div#content",), ("div.story", "article > div")]
    assert pickle.loads(pickle.dumps(site)) == site


@pytest.mark.parametrize(
    ("day", "order"),
    [
        ("2018-01-01", [2019, 2023, None]),
        ("2019-12-31", [2019, 2023, None]),  # the last day counts
        ("2020-01-01", [2023, None, 2019]),
        ("2024-11-12", [None, 2023, 2019]),
        (None, [None, 2023, 2019]),
    ],
)
def test_the_layout_in_force_on_a_day_comes_first(day: str | None, order: list[int | None]) -> None:
    site = parse_site("marafi.example", GOOD, file="marafi.example.toml")
    layouts = site.layouts_for(dt.date.fromisoformat(day) if day else None)
    assert [one.valid_until and one.valid_until.year for one in layouts] == order


def test_every_mistake_is_named_at_once_and_in_order() -> None:
    found = mistakes(
        """
zone = "Africa/Tunisia"
feeds = [
  "https://marafi.example/rss",
  "ftp://marafi.example/rss",
]
colour = "blue"
[[layout]]
body = ["div.story", "div[", "p:has(a)", "b ~ p ~ i"]
titel = "h1"
[[layout]]
valid_until = "2019"
drop = 5
""".lstrip()
    )
    assert [item.split(": ", 1)[0] for item in found] == [
        f"marafi.example.toml:{line}" for line in (1, 4, 6, 8, 8, 8, 9, 11, 12)
    ]
    assert "Africa/Tunisia" in found[0]
    assert "ftp://marafi.example/rss" in found[1]
    assert "colour is not known" in found[2]
    assert "'div['" in found[3]
    assert ":has" in found[4]
    assert "'b ~ p ~ i'" in found[5]
    assert "titel is not known" in found[6]
    assert "valid_until must be a day" in found[7]
    assert "drop must be a CSS selector" in found[8]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("zone = [", "marafi.example.toml"),
        ("a = 1\nzone = x", "marafi.example.toml:2: "),
        ("layout = 5", "marafi.example.toml:1: [[layout]] is missing"),
        ('country = "Tunisia"', "1: country is 'Tunisia', not two capital letters"),
        ("name = ''", "1: name must be a word"),
        (f'name = "{"x" * 200}"', "1: name is longer"),
        ("zone = 5", "1: zone must be a word"),
        ("[[layout]]\n[[layout]]", "2: layout 2: valid_until is missing"),
        (
            "[[layout]]\nvalid_until = 2020-01-01\n[[layout]]\nvalid_until = 2020-01-01",
            "4: layout 2: valid_until is the same day",
        ),
        ("[[layout]]\nvalid_until = 2020-01-01T10:00:00Z", "2: layout 1: valid_until must be"),
        ("[[layout]]\nbody = []", "2: layout 1: body holds 0 selectors"),
        (f"[[layout]]\nbody = {['p'] * 30}", "2: layout 1: body holds 30 selectors"),
        (f"[[layout]]\nbody = '{'p ' * 400}'", "2: layout 1: body holds a selector of 800"),
        ('[[layout]]\nbody = """p\n,a"""', "2: layout 1: body holds 'p\\n,a'"),
        ("[[layout]]\nvalid_until = 2020-01-01\n" * 60, "more than 50 times"),
        (f"feeds = {['https://a.example'] * 60}", "1: feeds holds more than 50"),
    ],
)
def test_a_mistake_is_named_with_its_line(source: str, message: str) -> None:
    found = mistakes(source)
    assert any(message in item for item in found), found
    assert all("\n" not in item for item in found)


def test_the_file_of_a_new_site_has_no_mistake_and_changes_nothing() -> None:
    site = parse_site("marafi.example", new_rules("marafi.example"), file="x.toml")
    assert site == Site("marafi.example", "x.toml", layouts=(Layout({}),))


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_a_selector_or_has_a_problem(text: str) -> None:
    problem = selector_problem(text)
    assert problem is None or "\n" not in problem


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.sampled_from([GOOD[:cut] for cut in range(0, len(GOOD), 7)]))
def test_any_file_is_read_or_refused_in_our_words(source: str) -> None:
    try:
        parse_site("marafi.example", source, file="marafi.example.toml")
    except SiteRuleError as error:
        assert error.mistakes  # noqa: PT017


# --- folders -----------------------------------------------------------------


def test_a_site_speaks_for_its_subdomains_and_the_nearest_one_wins() -> None:
    names = ("marafi.example", "sport.marafi.example", "co.uk", "localhost")
    book = SiteBook({name: Site(name) for name in names})

    def found(domain: str) -> str | None:
        site = book.of_domain(domain)
        return site.domain if site else None

    assert found("marafi.example") == found("www2.marafi.example") == "marafi.example"
    assert found("live.sport.marafi.example") == "sport.marafi.example"
    assert found("notmarafi.example") is None
    assert found("paper.co.uk") is None  # nobody speaks for a whole country
    assert found("localhost") == "localhost"
    site = book.of_url("https://www.marafi.example/a")
    assert site is not None
    assert site.domain == "marafi.example"
    arabic = Site(site_domain("المرافئ.تونس"))
    assert SiteBook({arabic.domain: arabic}).of_url("https://المرافئ.تونس/1") == arabic
    assert book.of_url("http://[bad") is book.of_url(None) is None


def test_a_folder_that_is_not_there_holds_no_rules(tmp_path: Path) -> None:
    assert load_book(tmp_path / "none") == load_book(None) == SiteBook()


def test_all_files_of_a_folder_are_read_and_all_their_mistakes_named(tmp_path: Path) -> None:
    (tmp_path / "a.example.toml").write_text("colour = 1")
    (tmp_path / "b.example.toml").write_text("\nzone = 2")
    (tmp_path / "c.example.toml").write_text(GOOD, "utf-8")
    (tmp_path / "notes.txt").write_text("no rules")
    (tmp_path / "c.example").mkdir()
    with pytest.raises(SiteRuleError) as caught:
        load_book(tmp_path)
    first, second = caught.value.mistakes
    assert first.startswith(f"{tmp_path / 'a.example.toml'}:1: ")
    assert second.startswith(f"{tmp_path / 'b.example.toml'}:2: ")
    assert isinstance(caught.value, ConfigError)
    assert pickle.loads(pickle.dumps(caught.value)).mistakes == caught.value.mistakes


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("Marafi.example.toml", b"", "must be called marafi.example.toml"),
        ("a b.toml", b"", "is no domain"),
        (".toml.toml", b"", "is no domain"),
        ("big.example.toml", b"#" * 70_000, "is larger than"),
        ("latin.example.toml", b'a = 1\nname = "\xe9"', "latin.example.toml:2: is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_a_site_is_refused(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SiteRuleError, match=message):
        read_site(path)


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.example.toml").mkdir()
    with pytest.raises(SiteRuleError, match=r"a\.example\.toml: Is a directory"):
        load_book(tmp_path)


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("example.org", "example.org"),
        ("WWW.Example.ORG", "example.org"),
        ("https://www.example.org/a/b?c", "example.org"),
        ("difaf.localhost", "difaf.localhost"),
        ("المرافئ.تونس", "المرافئ.تونس".encode("idna").decode()),
    ],
)
def test_a_domain_may_be_written_in_many_ways(text: str, domain: str) -> None:
    assert site_domain(text) == domain


HOSTILE = (
    "", ".", "..", "../x", "a/../b", "/etc/passwd", "a/b", "a\\b", "C:\\x", "x\0y", "a b", "-a.org",
    "a..b", "a_b.org", "~", "%2e%2e", "a.org:80", "user@a.org", "a" * 64 + ".org", "b." * 200 + "c",
    "http://", "https://../x", "http://[::1]/", "\u202ea.org", "a.org\n",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_domain_names_no_file(text: str) -> None:
    with pytest.raises(ConfigError, match="is no domain"):
        site_domain(text)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_a_domain_never_leaves_its_folder(text: str) -> None:
    try:
        domain = site_domain(text)
    except ConfigError:
        return
    assert Path("/sites", f"{domain}.toml").resolve().parent == Path("/sites")
    assert Path("/sites", domain).resolve().parent == Path("/sites")
    assert site_domain(domain) == domain
