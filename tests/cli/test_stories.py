"""`marsad stories`, `related`, `story` and their evaluation, as a user runs them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from marsad.codec import encode, loads
from marsad.store.engine import open_store
from marsad.types import Story
from tests.stories.tellings import Telling, tellings
from tests.support.cli import SHARED, marsad

NAMES = ("aleppo-khayzuran-souk", "ankara-damascus-phone-call", "atlas-exoplanet")


def chosen() -> list[Telling]:
    return [told for told in tellings() if told.story in NAMES]


def line(told: Telling) -> str:
    record = {
        "id": told.item.id,
        "title": told.item.title,
        "text": told.item.text,
        "published": dt.datetime.fromtimestamp(told.item.at, dt.UTC).isoformat(),
        "publisher": {"name": told.item.publisher, "domain": f"{told.item.publisher}.example"},
    }
    return json.dumps(record, ensure_ascii=False)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Articles of three stories, in no order."""
    lines = sorted(map(line, chosen()), key=lambda text: text[::-1])
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_stories_prints_one_line_an_article_by_time(corpus: Path) -> None:
    done = marsad("stories", "news.jsonl", home=corpus)
    assert done.code == 0, done.err
    assert [one["article_id"] for one in done.records] == [told.item.id for told in chosen()]
    by_id = {one["article_id"]: one for one in done.records}
    for told in chosen():
        place = by_id[told.item.id]
        assert (place["copy_kind"] in ("copy", "excerpt")) == bool(told.copied_from)
        if place["copy_of"]:
            assert by_id[place["copy_of"]]["story_id"] == place["story_id"]
    again = marsad("stories", "-", home=corpus, stdin="\n".join(map(line, chosen())).encode())
    assert again.out == done.out


def test_stories_of_nothing_is_nothing_and_bad_lines_are_named(tmp_path: Path) -> None:
    assert marsad("stories", "-", home=tmp_path, stdin=b"").out == ""
    mixed = f"{line(chosen()[0])}\n{{broken\n{line(chosen()[1])}\n".encode()
    done = marsad("stories", "-", home=tmp_path, stdin=mixed)
    assert done.code == 1
    assert len(done.records) == 2
    assert ":2:" in done.err


def test_related_names_the_nearest_with_score_and_reason(corpus: Path) -> None:
    asked = next(told for told in chosen() if told.copied_from)
    done = marsad("related", "news.jsonl", "--id", asked.item.id, "-n", "3", home=corpus)
    assert done.code == 0, done.err
    assert done.records[0]["reason"] == "copy"
    assert done.records[0]["article_id"].startswith(asked.story)
    scores = [one["score"] for one in done.records]
    assert scores == sorted(scores, reverse=True)
    wrong = marsad("related", "news.jsonl", "--id", "nobody", home=corpus)
    assert wrong.code != 0
    assert "nobody" in wrong.err


def test_related_is_told_of_what_could_be_read_and_the_rest_is_named(corpus: Path) -> None:
    asked = chosen()[0].item.id
    done = marsad("related", "news.jsonl", "gone.jsonl", "--id", asked, home=corpus)
    assert done.code == 1
    assert done.records == marsad("related", "news.jsonl", "--id", asked, home=corpus).records
    assert done.messages == ["marsad: gone.jsonl: no such file"]
    assert marsad("related", "news.jsonl", "--id", "", home=corpus).code == 2


ODD = {
    "gone": (None, "gone.jsonl: no such file"),
    "empty": (b"", "empty.jsonl: is empty"),
    "broken": (b"{broken\n", "broken.jsonl:1: not JSON"),
    "other": (b"[1, 2]\n", "other.jsonl:1: Article: expected a JSON object"),
    "bytes": (b'{"text": "\xff"}\n', "bytes.jsonl:1: not UTF-8"),
}


@pytest.mark.parametrize("name", ODD)
def test_files_that_hold_no_articles_are_named_on_one_line(name: str, tmp_path: Path) -> None:
    content, message = ODD[name]
    if content is not None:
        (tmp_path / f"{name}.jsonl").write_bytes(content)
    done = marsad("stories", f"{name}.jsonl", home=tmp_path)
    assert (done.code, done.out) == (1, "")
    (line,) = done.messages
    assert message in line
    related = marsad("related", f"{name}.jsonl", "--id", "x", home=tmp_path)
    assert (related.code, related.out) == (1, "")
    assert message in related.messages[0]


def test_pairs_and_relatives_are_scored_against_gold(corpus: Path) -> None:
    first, copy = chosen()[0], next(told for told in chosen() if told.copied_from)
    same = next(told for told in chosen() if told.story == copy.story and not told.copied_from)
    pairs = [(same, copy, "copy", "story"), (first, chosen()[-1], "none", "unrelated")]
    for name, at in (("copies", 2), ("stories", 3)):
        gold = [{"a": p[0].item.id, "b": p[1].item.id, "label": p[at]} for p in pairs]
        (corpus / f"{name}.gold").write_text("\n".join(map(json.dumps, gold)), encoding="utf-8")
        done = marsad(
            "evaluate", name, f"{name}.gold", "--corpus", "news.jsonl", "-f", "json", home=corpus
        )
        assert done.code == 0, done.err
        scores = json.loads(done.out)
        assert (scores["same"]["right"], scores["same"]["gold"]) == (1, 1)
    relatives = {"id": copy.item.id, "related": [same.item.id]}
    (corpus / "related.gold").write_text(json.dumps(relatives), encoding="utf-8")
    done = marsad("evaluate", "related", "related.gold", "--corpus", "news.jsonl", home=corpus)
    assert "mean reciprocal rank 1.000" in done.out


def test_a_gold_file_that_names_other_articles_is_refused(corpus: Path) -> None:
    gold = {"a": "nobody", "b": "none", "label": "story"}
    (corpus / "gold").write_text(json.dumps(gold), encoding="utf-8")
    done = marsad("evaluate", "stories", "gold", "--corpus", "news.jsonl", home=corpus)
    assert done.code != 0
    assert "nobody" in done.err
    assert marsad("evaluate", "stories", "gold", home=corpus).code == 2


def test_stored_stories_are_listed_and_put_right_by_hand(corpus: Path) -> None:
    assert marsad("import", "news.jsonl", home=corpus).code == 0
    listed = marsad("story", "list", "-f", "jsonl", home=corpus).records
    assert sum(story["articles"] for story in listed) == len(chosen())
    largest = max(listed, key=lambda story: story["articles"])
    other = next(story for story in listed if story["key"] != largest["key"])
    done = marsad("story", "merge", other["key"], largest["key"], "--reason", "سبب", home=corpus)
    assert done.code == 0, done.err
    shown = json.loads(marsad("story", "show", other["key"], "-f", "json", home=corpus).out)
    assert shown["id"] == largest["id"]
    table = marsad("story", "show", other["key"], home=corpus)
    assert "merge سبب" in table.err
    article = shown["articles"][-1]["article_id"]
    done = marsad("story", "split", largest["key"], "--article", article, home=corpus)
    assert done.code == 0, done.err
    log = marsad("story", "log", "-f", "jsonl", home=corpus).records
    assert [entry["action"] for entry in log] == ["split", "merge"]
    assert marsad("story", "replay", home=corpus).code == 0
    assert marsad("story", "show", "10000", home=corpus).code != 0
    assert marsad("story", "accept", "10000", home=corpus).code != 0


WRONG = [
    (("story", "merge", "1", "1"), 1, "story 1: cannot be merged into itself"),
    (("story", "merge", "1", "999"), 1, "999: no such story"),
    (("story", "merge", "999", "1"), 1, "999: no such story"),
    (("story", "split", "1", "--article", "nobody"), 1, "nobody: no such article"),
    (("story", "move", "999", "--article", "{first}"), 1, "999: no such story"),
    (("story", "move", "1", "--article", "{first}"), 1, "story 1: the articles are in it already"),
    (("story", "show", "0"), 1, "there is no story 0"),
    (("story", "show", "9" * 30), 2, "Invalid value"),  # more than any store can hold
    (("story", "merge", "1", "9" * 30), 2, "Invalid value"),
    (("story", "accept", "9" * 30), 2, "Invalid value"),
    (("entity", "show", "9" * 30), 2, "Invalid value"),
    (("story", "list", "--topic", "nothing"), 2, "nothing"),
    (("story", "list", "--country", "EGY"), 2, "EGY"),
]


def test_what_cannot_be_done_with_stories_is_refused_with_one_clear_line(corpus: Path) -> None:
    assert marsad("import", "news.jsonl", home=corpus).code == 0
    whole = json.loads(marsad("story", "show", "1", "-f", "json", home=corpus).out)
    ids = [one["article_id"] for one in whole["articles"]]
    every = [part for one in ids for part in ("--article", one)]
    all_of_it = (("story", "split", "1", *every), 1, "story 1: no article would stay in it")
    for arguments, code, message in (*WRONG, all_of_it):
        done = marsad(*(one.replace("{first}", ids[0]) for one in arguments), home=corpus)
        assert (done.code, done.out) == (code, ""), arguments
        assert message in done.err
        assert "Traceback" not in done.err
        assert code == 2 or len(done.messages) == 1, done.err
    assert json.loads(marsad("story", "show", "1", "-f", "json", home=corpus).out) == whole


def test_a_story_in_json_is_the_record_of_the_contract(corpus: Path) -> None:
    assert marsad("import", "news.jsonl", home=corpus).code == 0
    places = {
        one["article_id"]: one for one in marsad("stories", "news.jsonl", home=corpus).records
    }
    listed = marsad("story", "list", "-f", "jsonl", home=corpus).records
    largest = max(listed, key=lambda story: story["copies"])
    printed = marsad("story", "show", largest["key"], "-f", "json", home=corpus).out
    story = loads(Story, printed)
    assert json.loads(printed) == encode(story)  # each field of the contract, and none beside
    assert story.title == largest["headline"]["title"]
    assert len(story.articles) == largest["articles"]
    for one in story.articles:
        place = places[one.article_id]
        assert (story.id, story.saga_id) == (place["story_id"], place["saga_id"])
        assert (one.copy_of, one.copy_kind) == (place["copy_of"], place["copy_kind"])
    times = [one.published for one in story.articles if isinstance(one.published, dt.datetime)]
    assert (story.first_seen, story.last_seen) == (min(times), max(times))
    assert story.topic
    assert story.keywords
    assert {one.type for one in story.entities} <= {"PER", "ORG", "LOC", "MISC"}
    assert all(0 < one.count <= len(story.articles) for one in story.entities)
    missing = marsad("story", "show", "999", "-f", "json", home=corpus)
    assert (missing.code != 0, missing.out) == (True, "")


def test_stored_stories_are_found_anew_and_what_was_put_right_by_hand_stays(corpus: Path) -> None:
    assert marsad("import", "news.jsonl", home=corpus).code == 0
    first, second, *_ = marsad("story", "list", "-f", "jsonl", home=corpus).records
    assert marsad("story", "merge", second["key"], first["key"], home=corpus).code == 0
    before = marsad("story", "list", "-f", "jsonl", home=corpus).records
    done = marsad("reprocess", "--stage", "connect", home=corpus)
    assert done.code == 0, done.err
    merged = next(story for story in before if story["key"] == first["key"])
    assert f"{len(chosen()) - merged['articles']:,} articles connected" in done.err
    assert marsad("story", "list", "-f", "jsonl", home=corpus).records == before
    wrong = marsad("reprocess", "--stage", "connect", "--since", "2024-01-01", home=corpus)
    assert wrong.code == 2


def test_finding_stories_anew_goes_on_where_it_was_interrupted(corpus: Path) -> None:
    assert marsad("import", "news.jsonl", home=corpus).code == 0
    now = dt.datetime.now(dt.UTC)
    with open_store(f"sqlite:///{corpus / 'marsad.db'}") as store:
        store.stories.ask_for_all()
        held = store.stories.lease(now=now, limit=2, span=10**9, seconds=600)
        assert held is not None
    busy = marsad("reprocess", "--stage", "connect", home=corpus)
    assert busy.code == 0, busy.err
    assert "0 articles connected" in busy.err
    assert "another process" in busy.err
    with open_store(f"sqlite:///{corpus / 'marsad.db'}") as store:
        store.stories.give_up(held)
    done = marsad("reprocess", "--stage", "connect", home=corpus)
    assert f"going on: {len(chosen())} articles" in done.err
    assert f"{len(chosen())} articles connected" in done.err


def test_finding_stories_anew_in_an_empty_store_finds_none(tmp_path: Path) -> None:
    done = marsad("reprocess", "--stage", "connect", home=tmp_path)
    assert done.code == 0, done.err
    assert "0 articles connected" in done.err


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not here")
def test_a_file_of_the_corpus_is_connected_whole(tmp_path: Path) -> None:
    import gzip

    with gzip.open(SHARED / "news" / "ant_v2.1.jsonl.gz", "rt", encoding="utf-8") as lines:
        part = "".join(next(lines) for _ in range(400))
    done = marsad("stories", "-", home=tmp_path, stdin=part.encode())
    ids = [one["article_id"] for one in done.records]
    assert len(set(ids)) == len(ids)
    assert len(ids) + done.err.count("text is empty") >= 398
