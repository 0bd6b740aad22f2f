"""`entity`: a user looks up who is who, and puts right what the machine got wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_store import article, write
from tests.support.cli import marsad

TEXTS = (
    "قال وزير الخارجية الأمريكي أنتوني بلينكن في القاهرة إن المحادثات مثمرة.",
    "وصل وزير الخارجية الأمريكي أنتوني بلينكن إلى القاهرة مساء.",
    "التقى وزير الخارجية الروسي سيرغي لافروف نظيره في القاهرة.",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("entities")
    stories = [article(n, title=None, text=text) for n, text in enumerate(TEXTS, 1)]
    write(folder / "articles.jsonl", stories)
    done = marsad("import", "articles.jsonl", home=folder)
    assert done.code == 0, done.err
    return folder


def key(home: Path, typed: str) -> str:
    """The number of the name that begins like this."""
    return str(marsad("entity", "list", typed, "-f", "jsonl", home=home).records[0]["key"])


def test_names_are_listed_and_shown_with_their_sentences(home: Path) -> None:
    listed = marsad("entity", "list", "--type", "PER", "-f", "jsonl", home=home).records
    assert [item["name"] for item in listed] == ["أنتوني بلينكن", "سيرغي لافروف"]
    assert listed[0]["role"] == "وزير الخارجية الأمريكي"
    shown = marsad("entity", "show", key(home, "بلين"), home=home).out
    assert "2 articles, 2 mentions, 2024-11-02 … 2024-11-03" in shown
    assert f"n1 {TEXTS[0]}" in shown
    record = json.loads(marsad("entity", "show", key(home, "بلين"), "-f", "json", home=home).out)
    assert record["roles"][0]["last"]["sentence"] == TEXTS[1]


def test_a_merge_and_its_undoing_are_kept_in_the_log(home: Path) -> None:
    one, two = key(home, "بلين"), key(home, "لافروف")
    done = marsad("entity", "merge", two, one, home=home)
    assert (done.code, done.err) == (0, f"marsad: {two} and {one} are now {one}\n")
    marsad("reprocess", "--stage", "analyze", home=home)
    assert "3 articles" in marsad("entity", "show", two, home=home).out
    marsad("entity", "split", two, home=home)
    shown = marsad("entity", "show", two, home=home).out
    assert "1 articles" in shown
    assert f"undo {two} {one}" in shown
    assert f"merge {two} {one}" in shown


def test_an_article_that_means_somebody_else_moves_at_once(home: Path) -> None:
    one = key(home, "بلين")
    done = marsad("entity", "split", one, "--article", "n2", home=home)
    assert "1 articles analysed" in done.err
    new = done.messages[-1].split()[1]
    assert f"n2 {TEXTS[1]}" in marsad("entity", "show", new, home=home).out
    assert "1 articles" in marsad("entity", "show", one, home=home).out


def test_what_cannot_be_done_is_one_line(home: Path) -> None:
    done = marsad("entity", "merge", "99999", key(home, "القاهرة"), home=home)
    assert (done.code, done.messages) == (1, ["marsad: there is no identity 99999"])
    assert marsad("entity", "show", "99999", home=home).code == 1
