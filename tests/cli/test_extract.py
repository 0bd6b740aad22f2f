"""`marsad extract`: a page in, one JSON record out, whatever the page."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.cli import SHARED, environment, marsad

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not here")

BODY = "\n".join(
    f"<p>قالت لجنة المياه في بلدة الزعرورة إن أعمال الصيانة في الخزان رقم {number} ستستمر أسبوعين"
    " قبل أن يعود الضخ إلى الأحياء العليا كما كان.</p>"
    for number in range(1, 6)
)
PAGE = (
    "<!doctype html><html lang=ar><head><title>صيانة خزانات الزعرورة | صحيفة السدرة</title>"
    f"</head><body><h1>صيانة خزانات الزعرورة</h1><article>{BODY}</article></body></html>"
)
LINE = json.dumps({"title": "خبر", "text": "نص الخبر الأول."}, ensure_ascii=False)
LIMIT = 2_000_000


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_page_becomes_one_record_of_the_contract(page: Path, tmp_path: Path) -> None:
    done = marsad("extract", page, "--url", "https://example.org/1?utm_source=x", home=tmp_path)
    (record,) = done.records
    assert done.code == 0
    assert done.err == ""
    assert record["title"] == "صيانة خزانات الزعرورة"
    assert len(record["paragraphs"]) == 5
    assert record["text"] == "\n".join(record["paragraphs"])
    assert record["url"] == "https://example.org/1?utm_source=x"
    assert record["canonical_url"] == "https://example.org/1"
    assert record["published"] is None


def test_json_is_one_object_for_one_page_and_an_array_for_several(
    page: Path, tmp_path: Path
) -> None:
    one = marsad("extract", page, "--format", "json", home=tmp_path)
    two = marsad("extract", page, page, "--format", "json", home=tmp_path)
    assert isinstance(json.loads(one.out), dict)
    assert [type(item) for item in json.loads(two.out)] == [dict, dict]


def test_standard_input_is_read_as_what_it_is(tmp_path: Path) -> None:
    html = marsad("extract", "-", home=tmp_path, stdin=PAGE.encode())
    lines = marsad("extract", "-", home=tmp_path, stdin=f"{LINE}\n{LINE}\n".encode())
    packed = marsad("extract", "-", home=tmp_path, stdin=gzip.compress(PAGE.encode()))
    assert html.records[0]["title"] == packed.records[0]["title"] == "صيانة خزانات الزعرورة"
    assert [record["title"] for record in lines.records] == ["خبر", "خبر"]


def test_several_processes_give_what_one_gives(page: Path, tmp_path: Path) -> None:
    pages = [str(page)] * 20
    one = marsad("extract", *pages, home=tmp_path)
    two = marsad("extract", *pages, "--jobs", "2", home=tmp_path)
    assert one.out == two.out
    assert len(one.records) == 20


def bad_inputs(folder: Path) -> dict[str, Path]:
    """Write one file of each kind that cannot be read."""
    contents = {
        "empty.html": b"",
        "binary.html": bytes(range(256)) * 40,
        "cut.html.gz": gzip.compress(PAGE.encode() * 50)[:-200],
        "huge.html": b"<p>" + b"\xd8\xa7" * LIMIT,
        "bomb.gz": gzip.compress(b"<p>" + b"a" * 50 * LIMIT),
        "broken.jsonl": f'{LINE}\n{{"text": "نص بلا نهاية\n{LINE}\n'.encode(),
        "broken-utf8.jsonl": LINE.encode() + b'\n{"text": "\xff\xfe"}\n',
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in contents}


def test_each_bad_input_is_one_clear_line_and_the_rest_is_done(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    paths = bad_inputs(folder)
    missing = folder / "missing.html"
    unreachable = "http://127.0.0.1:9/page"
    done = marsad(
        "extract",
        *paths.values(),
        missing,
        unreachable,
        page,
        home=tmp_path,
        max_page_bytes=LIMIT,
        allow_loopback=True,
    )
    assert done.code == 1
    assert [record["title"] for record in done.records].count("صيانة خزانات الزعرورة") == 1
    assert [record["title"] for record in done.records].count("خبر") == 3
    for name in [*map(str, paths.values()), str(missing), unreachable]:
        naming = [line for line in done.messages if name in line]
        assert len(naming) == 1, (name, done.err)
        assert len(naming[0]) < len(name) + 200
    assert len(done.messages) == len(paths) + 2
    assert "Traceback" not in done.err


def test_a_broken_line_is_named_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{LINE}\nnot json\n{LINE}\n", encoding="utf-8")
    done = marsad("extract", path, home=tmp_path)
    assert f"{path}:2" in done.err
    assert len(done.records) == 2


def test_private_and_local_addresses_are_not_asked(tmp_path: Path) -> None:
    done = marsad("extract", "http://127.0.0.1:9/", "http://10.0.0.1/", home=tmp_path)
    assert done.code == 1
    assert len(done.messages) == 2
    assert all("private or local address" in line for line in done.messages)


def test_wrong_usage_is_exit_code_two(page: Path, tmp_path: Path) -> None:
    assert marsad("extract", home=tmp_path).code == 2
    assert marsad("extract", page, "--format", "csv", home=tmp_path).code == 2
    assert marsad("extract", page, home=tmp_path, host_delay="soon").code == 2


@pytest.mark.parametrize(
    ("command", "forms"),
    [("extract", "json|jsonl"), ("search", "text|table|json|jsonl"), ("export", "jsonl|json|csv")],
)
def test_help_offers_the_forms_that_the_command_prints_and_no_others(
    command: str, forms: str, tmp_path: Path
) -> None:
    told = marsad(command, "--help", home=tmp_path).out
    offered = re.search(r"--format\s+-f\s+([a-z|<>]+)", told)
    assert offered is not None
    assert offered[1] == forms
    refused = marsad(command, "x", "--format", "xml", home=tmp_path)
    assert refused.code == 2
    assert "is not one of" in refused.err


def test_help_tells_how_many_processes_there_are(tmp_path: Path) -> None:
    told = marsad("extract", "--help", home=tmp_path).out
    assert "default: 1" in told
    assert "one per core" not in told


def test_the_first_record_is_printed_before_the_input_ends(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "marsad", "extract", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(tmp_path),
        cwd=tmp_path,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{LINE}\n".encode() * 400)
        process.stdin.flush()
        first = process.stdout.readline()  # the input is still open here
        process.stdin.close()
        rest = process.stdout.read().splitlines()
    assert json.loads(first)["title"] == "خبر"
    assert len(rest) == 399


def test_a_reader_that_has_enough_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(f"{LINE}\n" * 5000, encoding="utf-8")
    done = subprocess.run(
        f"{sys.executable} -m marsad extract {path} | head -n 1",
        shell=True,
        capture_output=True,
        env=environment(tmp_path),
        cwd=tmp_path,
        check=False,
    )
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


@needs_shared
def test_the_seed_page_gives_one_record_with_the_other_article_apart(tmp_path: Path) -> None:
    done = marsad("extract", SHARED / "seed" / "aggregator_page.txt", home=tmp_path)
    (record,) = done.records
    assert done.code == 0
    assert record["published"] == "2024-11-12"
    assert record["credits"] == ["صدى البلد"]
    assert record["tags"] == ["وزارة الخارجية الأمريكية", "بلينكن", "بروكسل", "أوكرانيا", "ترامب"]
    assert len(record["paragraphs"]) == 6
    (related,) = record["related"]
    assert related["text"].count("\n") == 4
    assert related["published"] is None
    assert related["title"] not in record["text"]


@needs_shared
def test_every_real_page_yields_title_and_body(tmp_path: Path) -> None:
    pages = sorted((SHARED / "pages").glob("*/page.html"))
    done = marsad("extract", *pages, home=tmp_path)
    assert done.code == 0, done.err
    assert len(done.records) == len(pages)
    assert all(record["title"] and len(record["text"]) > 100 for record in done.records)


@needs_shared
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="needs the peak memory of a child")
def test_memory_does_not_grow_with_the_input(tmp_path: Path) -> None:
    corpus = SHARED / "news" / "ant_v2.1.jsonl.gz"

    def peak(lines: int) -> int:
        with gzip.open(corpus) as stream:
            content = b"".join(line for line, _ in zip(stream, range(lines), strict=False))
        path = tmp_path / f"{lines}.jsonl"
        path.write_bytes(content)
        with subprocess.Popen(
            [sys.executable, "-m", "marsad", "extract", str(path)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(tmp_path),
        ) as process:
            _, _, usage = os.wait4(process.pid, 0)
            process.returncode = 0
        return usage.ru_maxrss

    assert peak(12_000) < peak(1_000) * 1.25
