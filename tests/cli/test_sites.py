"""`site new`, `check` and `list`: a publisher's rules, made and kept right without Python."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.extract.test_pages import BODY, TITLE
from tests.extract.test_ruled import OTHER, TWINS
from tests.support.cli import Outcome, marsad

URL = "https://marafi.example/news/1"
RULES = """
name = "صحيفة المرافئ"
zone = "Africa/Tunis"
[[layout]]
title = "div.head"
body = "div.story"
date = ".when"
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "saved.html"
    path.write_text(TWINS, "utf-8")
    return path


@pytest.fixture
def ruled(page: Path, tmp_path: Path) -> Path:
    """A home folder with one site whose page was recorded and accepted; return its rule file."""
    marsad("site", "new", "marafi.example", page, "--url", URL, home=tmp_path)
    rules = tmp_path / "sites" / "marafi.example.toml"
    rules.write_text(RULES, "utf-8")
    assert marsad("site", "check", "--accept", home=tmp_path).code == 0
    return rules


def test_from_a_page_to_rules_that_are_kept_right(page: Path, tmp_path: Path) -> None:
    begun = marsad("site", "new", "marafi.example", page, "--url", URL, home=tmp_path)
    rules, folder = tmp_path / "sites" / "marafi.example.toml", tmp_path / "sites/marafi.example/01"
    assert begun.code == 0
    assert (folder / "page.html").read_bytes() == page.read_bytes()
    assert "marsad site check marafi.example" in rules.read_text("utf-8")
    assert f"title: {TITLE}" not in begun.out  # the general way takes another text
    assert "rules for this page are not needed" in begun.out

    rules.write_text(RULES + 'tags = ".keys"\n', "utf-8")
    shown = marsad("site", "check", "marafi.example", home=tmp_path)
    assert shown.code == 0
    assert "not accepted yet" in shown.out
    assert f"title: {TITLE}\n" in shown.out
    assert "published: 2024-11-12T09:30:00+01:00\n" in shown.out
    assert BODY[0] in shown.out
    assert "matches nothing: tags: .keys" in shown.out

    assert marsad("site", "check", "marafi.example", "--accept", home=tmp_path).code == 0
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    assert expected["paragraphs"] == list(BODY)
    again = marsad("site", "check", home=tmp_path)
    assert (again.code, again.err) == (0, "")
    assert "marafi.example/01: as expected" in again.out


def test_what_differs_is_printed_and_fails(ruled: Path, tmp_path: Path) -> None:
    ruled.write_text(RULES.replace("div.story", "div.bank"), "utf-8")
    done = marsad("site", "check", home=tmp_path)
    assert done.code == 1
    (message,) = done.messages
    assert message == "marsad: marafi.example/01: not as expected: paragraphs"
    assert f"    - {BODY[0]}\n" in done.out
    assert "    + وقال بيان البنك رقم 0" in done.out
    assert TITLE not in done.out  # what is right is not printed
    (record,) = marsad("site", "check", "--format", "jsonl", home=tmp_path).records
    assert list(record["differences"]) == ["paragraphs"]
    assert record["layout"] == "current"


def test_a_second_page_is_recorded_beside_the_first(ruled: Path, tmp_path: Path) -> None:
    before = ruled.read_text("utf-8")
    other = tmp_path / "other.html"
    other.write_text(f"<h1>{TITLE}</h1>{OTHER}", "utf-8")
    done = marsad("site", "new", "www.marafi.example", other, home=tmp_path)
    assert done.code == 0
    assert ruled.read_text("utf-8") == before
    assert (ruled.parent / "marafi.example" / "02" / "page.html").is_file()
    assert "marafi.example/02: not accepted yet" in done.out
    assert "none fits" in done.out


def test_a_page_may_be_expected_to_be_no_article(ruled: Path, tmp_path: Path) -> None:
    home = tmp_path / "home.html"
    home.write_text("<html><nav><a href=/a>أخبار</a></nav>", "utf-8")
    marsad("site", "new", "marafi.example", home, home=tmp_path)
    assert marsad("site", "check", "--accept", home=tmp_path).code == 0
    assert marsad("site", "check", home=tmp_path).code == 0
    folder = ruled.parent / "marafi.example" / "02"
    assert list(json.loads((folder / "expected.json").read_text("utf-8"))) == ["refused"]


def test_every_command_that_reads_pages_uses_the_rules(
    ruled: Path, page: Path, tmp_path: Path
) -> None:
    (record,) = marsad("extract", page, "--url", URL, home=tmp_path).records
    assert (record["title"], record["paragraphs"]) == (TITLE, list(BODY))
    assert record["publisher"] == {"name": "صحيفة المرافئ", "domain": "marafi.example"}

    def stored() -> str:
        (article,) = marsad("export", home=tmp_path).records
        return str(article["title"])

    marsad("import", page, "--url", URL, home=tmp_path)
    assert stored() == TITLE
    ruled.unlink()
    assert marsad("reprocess", home=tmp_path).code == 0
    assert stored() != TITLE
    ruled.write_text(RULES, "utf-8")
    assert marsad("reprocess", home=tmp_path).code == 0
    assert stored() == TITLE


def test_the_gatherer_uses_the_rules(publisher: str, tmp_path: Path) -> None:
    rules = tmp_path / "own" / "127.0.0.1.toml"
    rules.parent.mkdir()
    rules.write_text('zone = "Africa/Tunis"\n[[layout]]\nauthors = "h1"\n')

    def run(*command: str) -> Outcome:
        return marsad(
            *command, home=tmp_path, allow_loopback=True, host_delay=0, sites_dir=rules.parent
        )

    run("source", "add", f"{publisher}/feed")
    assert run("gather", "--once").code == 0
    records = marsad("export", home=tmp_path).records
    assert [record["authors"] for record in records] == [[r["title"]] for r in records]


def test_a_source_takes_feeds_and_zone_from_its_rules(publisher: str, tmp_path: Path) -> None:
    rules = tmp_path / "sites" / "127.0.0.1.toml"
    rules.parent.mkdir()
    feeds = f'feeds = ["{publisher}/hidden.xml"]'
    rules.write_text(f'name = "الرملة"\ncountry = "TN"\nzone = "Africa/Tunis"\n{feeds}\n', "utf-8")
    assert marsad("source", "add", f"{publisher}/", home=tmp_path, allow_loopback=True).code == 0
    (status,) = marsad("source", "list", "--format", "jsonl", home=tmp_path).records
    source = status["source"]
    assert [feed["url"] for feed in source["feeds"]] == [f"{publisher}/hidden.xml"]
    assert (source["name"], source["country"], source["zone"]) == ("الرملة", "TN", "Africa/Tunis")


def test_the_newest_page_is_found_by_the_publishers_feed(publisher: str, tmp_path: Path) -> None:
    done = marsad("site", "new", publisher, home=tmp_path, allow_loopback=True, host_delay=0)
    assert done.code == 0
    meta = json.loads((tmp_path / "sites/127.0.0.1/01/page.json").read_text("utf-8"))
    assert meta["url"] == f"{publisher}/n/1"
    assert meta["fetched_at"]


@pytest.mark.parametrize(
    "command",
    [("extract", "saved.html"), ("import", "saved.html"), ("gather", "--once"), ("reprocess",)],
)
def test_a_mistake_in_a_rule_file_is_named_before_anything_is_read(
    ruled: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    ruled.write_text('zone = "Tunis"\n\n[[layout]]\nbody = "p["\n')
    done = marsad(*command, home=tmp_path)
    assert (done.code, done.out) == (2, "")
    message = done.messages[-1]
    assert f"{ruled}:1: zone is 'Tunis'" in message
    assert f"{ruled}:4: layout 1: body holds 'p['" in message


def test_a_check_names_each_mistake_and_goes_on(ruled: Path, tmp_path: Path) -> None:
    ruled.with_name("broken.example.toml").write_text('zone = 1\ncountry = "x"\n')
    (ruled.parent / "marafi.example" / "01" / "page.json").write_text('{"fetched_at": "soon"}')
    done = marsad("site", "check", home=tmp_path)
    assert done.code == 1
    first, second, third = done.messages
    assert "broken.example.toml:1: zone" in first
    assert "broken.example.toml:2: country" in second
    assert "marafi.example/01" in third
    assert "page.json" in third
    assert marsad("site", "check", "marafi.example", "--format", "json", home=tmp_path).code == 1


def test_the_list_shows_what_there_is(ruled: Path, tmp_path: Path) -> None:
    (record,) = marsad("site", "list", "--format", "jsonl", home=tmp_path).records
    assert record == {
        "domain": "marafi.example", "name": "صحيفة المرافئ", "zone": "Africa/Tunis",
        "feeds": 0, "layouts": 1, "pages": 1, "accepted": 1, "from": "own",
    }  # fmt: skip
    table = marsad("site", "list", home=tmp_path)
    assert (table.code, table.err) == (0, "")
    assert "المرافئ" in table.out


def refused(done: Outcome, folder: Path) -> bool:
    return done.code == 2 and not (folder / "sites").exists()


@pytest.mark.parametrize("domain", ["../x", "..", "/tmp/x", "a/b", "", "a b", "C:\\x"])
def test_a_path_is_no_domain(domain: str, page: Path, tmp_path: Path) -> None:
    assert refused(marsad("site", "new", domain, page, home=tmp_path), tmp_path)
    assert not (tmp_path.parent / "x.toml").exists()


def test_a_page_of_another_publisher_is_refused(page: Path, tmp_path: Path) -> None:
    done = marsad("site", "new", "other.example", page, "--url", URL, home=tmp_path)
    assert refused(done, tmp_path)


@pytest.mark.parametrize("name", ["none.html", "empty.html", "line.jsonl"])
def test_what_is_no_page_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("")
    (tmp_path / "line.jsonl").write_text('{"text": "نص"}\n', "utf-8")
    done = marsad("site", "new", "marafi.example", tmp_path / name, home=tmp_path)
    assert done.code == 1
    assert len(done.messages) == 1
    assert not (tmp_path / "sites").exists()


def test_a_check_of_unknown_rules_says_so(ruled: Path, tmp_path: Path) -> None:
    done = marsad("site", "check", "other.example", home=tmp_path)
    assert done.code == 1
    assert "other.example: no such rules" in done.err
