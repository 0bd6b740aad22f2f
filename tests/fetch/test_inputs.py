"""Whatever a user names is read; what cannot be read is named, and the rest goes on."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import os
import tracemalloc
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.config import Settings
from marsad.errors import InputError
from marsad.fetch.inputs import Input, read_bytes, read_inputs
from marsad.types import Article, Failure, Page
from tests.fetch.archives import warc
from tests.fetch.site import polite_settings

HTML = "<!DOCTYPE html><html lang=ar><title>خبر</title><p>وصل الوفد إلى العاصمة.</p></html>"
LINE = json.dumps({"id": "7", "text": "وصل الوفد إلى العاصمة."}, ensure_ascii=False)
SETTINGS = polite_settings(max_page_bytes=100_000)


def read(*paths: object, stdin: bytes | None = None, **options: str) -> list[Input]:
    stream = io.BytesIO(stdin) if stdin is not None else None
    return list(read_inputs(map(str, paths), SETTINGS, stdin=stream, **options))


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def reasons(items: list[Input]) -> dict[str, str]:
    return {item.name: item.value.reason for item in items if isinstance(item.value, Failure)}


def articles(items: list[Input]) -> list[str]:
    return [item.value.id for item in items if isinstance(item.value, Article)]


# --- pages -------------------------------------------------------------------


def test_an_html_file_is_a_page_at_the_address_given(tmp_path: Path) -> None:
    path = write(tmp_path / "a.html", HTML)
    assert read(path, url="https://news.example/1") == [
        Input(str(path), Page("https://news.example/1", HTML.encode(), "text/html"))
    ]


def test_text_html_and_articles_come_in_from_standard_input() -> None:
    assert read("-", stdin=HTML.encode())[0].value == Page(None, HTML.encode(), "text/html")
    text = "عنوان\nتاريخ النشر: 12 نوفمبر".encode()
    assert read("-", stdin=text)[0].value == Page(None, text, "text/plain")
    item = read("-", stdin=f"{LINE}\n".encode())[0]
    assert item.name == "-:1"
    assert isinstance(item.value, Article)
    assert item.value.id == "7"


def test_gzipped_files_are_read_whatever_they_are_called(tmp_path: Path) -> None:
    page = write(tmp_path / "page", gzip.compress(HTML.encode()))
    lines = write(tmp_path / "lines.jsonl.gz", gzip.compress(f"{LINE}\n{LINE}\n".encode()))
    items = read(page, lines)
    assert items[0].value == Page(None, HTML.encode(), "text/html")
    assert articles(items[1:]) == ["7", "7"]


# --- articles ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "layout"),
    [
        *product(("a.json", "a"), ("lines", "array", "indented", "indented array", "single")),
        *product(("a.jsonl", "a.ndjson"), ("lines", "single")),
    ],
)
def test_json_is_read_in_any_layout(tmp_path: Path, name: str, layout: str) -> None:
    records = [{"id": str(n), "text": f'قال "نعم" {{{n}}} \\ ثم\nمضى'} for n in range(3)]
    text = {
        "lines": "\n".join(json.dumps(record) for record in records),
        "array": json.dumps(records),
        "indented": "\n".join(json.dumps(record, indent=2) for record in records),
        "indented array": json.dumps(records, indent=2, ensure_ascii=False),
        "single": json.dumps(records[0]),
    }[layout]
    items = read(write(tmp_path / name, text))
    assert articles(items) == (["0"] if layout == "single" else ["0", "1", "2"])
    assert items[0].value.text == records[0]["text"]  # type: ignore[union-attr]


def test_a_broken_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    broken = [
        LINE.encode(),
        b'{"text": "cut',
        b'{"text": "' + "خبر".encode("cp1256") + b'"}',
        b'["not", "an", "object"]',
        b'{"title": "no text"}',
        b"",
        b'{"text": "long ' + b"x" * 200_000 + b'"}',
        LINE.encode(),
    ]
    path = write(tmp_path / "a.jsonl", b"\r\n".join(broken))
    items = read(path)
    assert articles(items) == ["7", "7"]
    named = reasons(items)
    assert list(named) == [f"{path}:{line}" for line in (2, 3, 4, 5, 7)]
    assert named[f"{path}:2"].startswith("not JSON")
    assert "not UTF-8" in named[f"{path}:3"]
    assert "expected a JSON object" in named[f"{path}:4"]
    assert "neither 'text' nor 'paragraphs'" in named[f"{path}:5"]
    assert "100,000 bytes" in named[f"{path}:7"]
    assert all("\n" not in reason for reason in named.values())


def test_a_broken_object_of_an_array_is_named_by_its_line(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.json", '[\n{"text": "one"},\n{"text": nonsense},\n{"text": "two"}\n]'
    )
    items = read(path)
    assert len(articles(items)) == 2
    assert list(reasons(items)) == [f"{path}:3"]


def test_an_array_that_is_cut_keeps_what_came_before(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", '[{"text": "one"},\n {"text": "tw')
    items = read(path)
    assert len(articles(items)) == 1
    assert reasons(items) == {f"{path}:2": "the JSON object is cut short"}


def test_the_first_article_comes_before_the_input_ends() -> None:
    class Pipe(io.RawIOBase):
        """Gives a line at a time and must not be asked for the third."""

        lines = iter([f"{LINE}\n".encode(), f"{LINE}\n".encode()])

        def read1(self, size: int = -1) -> bytes:
            return next(self.lines)

    items = read_inputs(["-"], SETTINGS, stdin=Pipe())  # type: ignore[arg-type]
    assert isinstance(next(items).value, Article)
    assert isinstance(next(items).value, Article)


def test_memory_does_not_grow_with_the_input() -> None:
    line = json.dumps({"text": "x" * 10_000}).encode() + b"\n"

    class Long(io.RawIOBase):
        left = 3000  # lines: 30 MB

        def read1(self, size: int = -1) -> bytes:
            self.left -= 1
            return line if self.left >= 0 else b""

    tracemalloc.start()
    try:
        items = read_inputs(["-"], SETTINGS, stdin=Long())  # type: ignore[arg-type]
        count = sum(isinstance(item.value, Article) for item in items)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 3000
    assert peak < 3_000_000


# --- archives ----------------------------------------------------------------


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_gives_its_successful_pages(tmp_path: Path, packed: bool) -> None:
    body, chunked = HTML.encode(), b"5\r\n<html\r\n1\r\n>\r\n0\r\n\r\n"
    data = warc(
        ("https://news.example/1", body, {}),
        ("https://news.example/gone", body, {"status": "404 Not Found"}),
        ("https://news.example/moved", b"", {"status": "301 Moved", "Location": "/1"}),
        ("https://news.example/i.png", b"\x89PNG", {"Content-Type": "image/png"}),
        ("https://news.example/2", "نص".encode(), {"Content-Type": "text/plain"}),
        ("https://news.example/3", gzip.compress(body), {"Content-Encoding": "gzip"}),
        ("https://news.example/4", chunked, {"Transfer-Encoding": "chunked"}),
        ("https://news.example/5", body, {"Content-Encoding": "br"}),
        packed=packed,
    )
    path = write(tmp_path / ("a.warc.gz" if packed else "a.warc"), data)
    pages = [item.value for item in read(path)]
    assert all(isinstance(page, Page) for page in pages)
    assert [(page.url, page.body) for page in pages if isinstance(page, Page)] == [
        ("https://news.example/1", body),
        ("https://news.example/2", "نص".encode()),
        ("https://news.example/3", body),
        ("https://news.example/4", b"<html>"),
        ("https://news.example/5", body),
    ]
    first = pages[0]
    assert isinstance(first, Page)
    assert first.content_type == "text/html; charset=utf-8"
    assert first.fetched_at == dt.datetime(2024, 11, 12, 7, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("share", [0.5, 0.8, 0.97])
def test_an_archive_that_is_cut_keeps_the_records_before(
    tmp_path: Path, packed: bool, share: float
) -> None:
    bodies = [b"<html>" + os.urandom(3000).hex().encode() for _ in range(20)]
    pages = [(f"https://news.example/{n}", body, dict[str, str]()) for n, body in enumerate(bodies)]
    data = warc(*pages, packed=packed)
    path = write(tmp_path / "a.warc.gz", data[: int(len(data) * share)])
    items = read(path)
    whole = [item for item in items if isinstance(item.value, Page)]
    assert len(whole) >= int(20 * share) - 1
    assert all(len(item.value.body) == 6006 for item in whole)  # type: ignore[union-attr]
    assert len(reasons(items)) == 1
    assert "cut short" in next(iter(reasons(items).values()))


def test_a_page_of_an_archive_that_is_too_large_is_named(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<html>" + b"x" * 50_000_000)
    data = warc(
        ("https://news.example/bomb", bomb, {"Content-Encoding": "gzip"}),
        ("https://news.example/large", b"x" * 200_000, {}),
        ("https://news.example/1", HTML.encode(), {}),
    )
    path = write(tmp_path / "a.warc", data)
    items = read(path)
    assert [item.name for item in items] == [
        f"{path}:https://news.example/{name}" for name in ("bomb", "large", "1")
    ]
    assert len(reasons(items)) == 2


# --- bad input ---------------------------------------------------------------


def test_each_bad_file_is_named_in_one_line_and_the_rest_is_done(tmp_path: Path) -> None:
    bad = {
        "empty.html": (b"", "is empty"),
        "blank.txt": (b" \n\t\n", "is empty"),
        "binary.html": (b"\x7fELF\x02\x01" + os.urandom(1000), "binary"),
        "cut.html.gz": (gzip.compress(os.urandom(5000).hex().encode())[:-900], "cut short"),
        "damaged.gz": (b"\x1f\x8b\x08\x00rubbish" * 20, "damaged"),
        "large.html": (b"<html>" + b"x" * 200_000, "100,000 bytes"),
        "bomb.html.gz": (gzip.compress(b"<html>" + b" " * 100_000_000), "100,000 bytes"),
        "twice.gz": (gzip.compress(gzip.compress(HTML.encode())), "binary"),
        "numbers.json": (b"[1, 2, 3]", "no JSON object"),
    }
    paths = [write(tmp_path / name, data) for name, (data, _) in bad.items()]
    good = write(tmp_path / "good.html", HTML)
    items = read(*paths, tmp_path / "missing.html", "nul\0.html", good)
    named = reasons(items)
    for path, (_, reason) in zip(paths, bad.values(), strict=True):
        told = [text for name, text in named.items() if name.startswith(str(path))]
        assert len(told) == 1, path
        assert reason in told[0]
        assert "\n" not in told[0]
    assert named[str(tmp_path / "missing.html")] == "no such file"
    assert isinstance(items[-1].value, Page)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.html", HTML)
    path.chmod(0)
    assert "permission denied" in reasons(read(path))[str(path)]


def test_a_gzipped_dump_that_is_cut_keeps_the_lines_before(tmp_path: Path) -> None:
    lines = "".join(f'{{"id": "{n}", "text": "{os.urandom(200).hex()}"}}\n' for n in range(200))
    packed = gzip.compress(lines.encode())
    items = read(write(tmp_path / "a.jsonl.gz", packed[: len(packed) // 2]))
    assert len(articles(items)) > 80
    assert list(reasons(items).values()) == ["gzip data is cut short"]


def test_a_page_of_200_megabytes_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.write(b"<html>")
        file.truncate(200_000_000)
    tracemalloc.start()
    try:
        items = read(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "100,000 bytes" in reasons(items)[str(path)]
    assert peak < 2_000_000


SAMPLES = [
    HTML.encode(),
    f"{LINE}\n{LINE}\n".encode(),
    f"[{LINE},\n {LINE}]".encode(),
    gzip.compress(f"{LINE}\n{LINE}\n".encode()),
    warc(("https://news.example/1", HTML.encode(), {})),
    warc(("https://news.example/1", HTML.encode(), {}), packed=True),
]


@given(st.sampled_from(SAMPLES), st.binary(max_size=30), st.floats(0, 1), st.floats(0, 1))
def test_no_damage_breaks_it(sample: bytes, noise: bytes, place: float, end: float) -> None:
    at, cut = int(len(sample) * place), int(len(sample) * end)
    items = read("-", stdin=(sample[:at] + noise + sample[at:])[:cut])
    assert all("\n" not in reason for reason in reasons(items).values())
    assert all(item.value for item in items)


records = st.lists(st.builds(lambda text: {"text": f"x{text}"}, st.text()), min_size=1, max_size=5)


@given(records, st.sampled_from([None, 0, 2]), st.booleans(), st.booleans())
def test_whatever_json_is_written_is_read_back(
    found: list[dict[str, str]], indent: int | None, array: bool, plain: bool
) -> None:
    options = {"indent": indent, "ensure_ascii": plain}
    text = (
        json.dumps(found, **options)  # type: ignore[arg-type]
        if array
        else "\n".join(json.dumps(record, **options) for record in found)  # type: ignore[arg-type]
    )
    items = read("-", stdin=text.encode())
    assert [item.value.text for item in items] == [record["text"] for record in found]  # type: ignore[union-attr]


# --- folders -----------------------------------------------------------------


def test_a_folder_is_read_in_order_and_only_what_is_known(tmp_path: Path) -> None:
    (tmp_path / "b" / "deep").mkdir(parents=True)
    (tmp_path / ".hidden").mkdir()
    write(tmp_path / "b" / "deep" / "z.jsonl", LINE)
    write(tmp_path / "b" / "page.HTM", HTML)
    write(tmp_path / "a.txt", "نص")
    write(tmp_path / "c.html.bak", HTML)
    write(tmp_path / "style.css", "p {}")
    write(tmp_path / "README.txt", "About these files")
    write(tmp_path / ".a.html", HTML)
    write(tmp_path / ".hidden" / "a.html", HTML)
    write(tmp_path / "gold.json", '{"title": "no article", "body": ["x"]}')
    write(tmp_path / "one.json", '{"text": "one"}')
    assert [item.name for item in read(tmp_path)] == [
        str(tmp_path / "a.txt"),
        str(tmp_path / "b" / "deep" / "z.jsonl") + ":1",
        str(tmp_path / "b" / "page.HTM"),
        str(tmp_path / "one.json") + ":1",
    ]


def test_a_file_named_by_itself_is_told_to_hold_no_article(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.json", '{"title": "no article"}')
    assert "neither 'text' nor" in reasons(read(path))[f"{path}:1"]


def test_a_folder_that_holds_nothing_is_named(tmp_path: Path) -> None:
    assert "holds no file" in reasons(read(tmp_path))[str(tmp_path)]


def test_a_link_back_is_no_endless_loop(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    write(tmp_path / "a" / "page.html", HTML)
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    (tmp_path / "a" / "broken.html").symlink_to(tmp_path / "nowhere")
    (tmp_path / "other").symlink_to(tmp_path / "a")
    os.mkfifo(tmp_path / "pipe.html")
    items = read(tmp_path)
    assert sum(isinstance(item.value, Page) for item in items) == 2
    named = reasons(items)
    assert named[str(tmp_path / "a" / "broken.html")] == "no such file"
    assert "link back" in named[str(tmp_path / "a" / "again")]


# --- addresses ---------------------------------------------------------------


def test_an_address_that_cannot_be_had_is_named(tmp_path: Path) -> None:
    good = write(tmp_path / "a.html", HTML)
    items = read("http://127.0.0.1:9/gone", good)
    assert items[0].name == "http://127.0.0.1:9/gone"
    assert "cannot connect" in reasons(items)["http://127.0.0.1:9/gone"]
    assert isinstance(items[1].value, Page)


# --- single files ------------------------------------------------------------


def test_read_bytes_gives_a_file_or_standard_input(tmp_path: Path) -> None:
    path = write(tmp_path / "a.opml", "<opml/>")
    assert read_bytes(str(path), SETTINGS) == b"<opml/>"
    assert read_bytes("-", SETTINGS, stdin=io.BytesIO(b"x")) == b"x"
    with pytest.raises(InputError, match=r"nowhere: no such file"):
        read_bytes("nowhere", SETTINGS)
    with pytest.raises(InputError, match="100,000 bytes"):
        read_bytes("-", SETTINGS, stdin=io.BytesIO(b"x" * 100_001))


# --- real data ---------------------------------------------------------------

SHARED = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture
def news() -> Path:
    folder = SHARED / "news"
    if not folder.is_dir():
        pytest.skip("the news corpora are not beside this repository")
    return folder


def test_the_real_corpora_are_read_whole(news: Path) -> None:
    settings = Settings()
    empty = 0
    for item in read_inputs([str(news / "ant_v1.1.jsonl.gz")], settings):
        if isinstance(item.value, Failure):
            assert item.value.reason == "Article: the text is empty"
            empty += 1
            continue
        article = item.value
        assert isinstance(article, Article)
        assert article.published is not None
        assert article.sections or not article.publisher.name
        assert article.publisher.domain == "jawharafm.net"
    assert empty == 23
