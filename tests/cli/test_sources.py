"""`source` and `gather`: a user's publishers, on a real server on this machine."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.cli import marsad


def test_a_publisher_is_added_by_its_home_page_checked_gathered_and_removed(
    publisher: str, tmp_path: Path
) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        done = marsad(*arguments, home=tmp_path, allow_loopback=True, host_delay=0)
        return done.code, done.out, done.err

    code, _, err = run("source", "add", publisher, "--country", "tn", "--zone", "Africa/Tunis")
    assert code == 0, err
    (status,) = map(json.loads, run("source", "list", "-f", "jsonl")[1].splitlines())
    assert status["source"]["name"] == "صحيفة الرملة"
    assert status["source"]["country"] == "TN"
    assert [feed["url"] for feed in status["source"]["feeds"]] == [f"{publisher}/feed"]

    code, out, err = run("source", "check", "-f", "jsonl")
    assert code == 0, err
    assert json.loads(out)["entries"] == 3

    code, _, err = run("gather", "--once")
    assert code == 0, err
    assert "3 new, 0 revised, 0 unchanged, 0 failed" in err
    code, _, err = run("gather", "--once")
    assert "0 new" in err
    assert run("search", "السوق")[2].strip().endswith("3 found")

    assert run("source", "remove", "127.0.0.1")[0] == 0
    assert run("source", "list", "-f", "json")[1].strip() == "[]"
    assert len(run("export")[1].splitlines()) == 3


def test_publishers_travel_as_opml(publisher: str, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    marsad("source", "add", f"{publisher}/feed", home=first, allow_loopback=True)
    opml = marsad("source", "export", home=first).out
    done = marsad("source", "import", "-", home=second, stdin=opml.encode())
    assert done.code == 0, done.err
    assert marsad("source", "export", home=second).out == opml


def test_an_address_without_feeds_is_refused_with_the_reason(
    publisher: str, tmp_path: Path
) -> None:
    done = marsad("source", "add", f"{publisher}/nothing", home=tmp_path, allow_loopback=True)
    assert done.code == 1
    assert len(done.messages) == 1
    assert f"{publisher}/nothing" in done.err
    assert marsad("source", "add", publisher, "--zone", "Mars/X", home=tmp_path).code == 2
    assert marsad("source", "add", publisher, "--country", "Egypt", home=tmp_path).code == 2


def test_no_sources_is_said_and_no_error(tmp_path: Path) -> None:
    done = marsad("gather", "--once", home=tmp_path)
    assert done.code == 0
    assert "no sources yet" in done.err
    assert marsad("source", "remove", "x.example", home=tmp_path).code == 1


def test_config_prints_every_setting_without_passwords(tmp_path: Path) -> None:
    done = marsad(
        "config",
        "-f",
        "json",
        home=tmp_path,
        database_url="postgresql+psycopg://ali:geheim@h/db",
        host_delay=3,
    )
    values = json.loads(done.out)
    assert values["host_delay"] == 3
    assert "geheim" not in done.out
    assert "environment" in marsad("config", home=tmp_path, host_delay=3).out
