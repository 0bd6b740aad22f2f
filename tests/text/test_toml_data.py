"""A mistake in a data file is named with the line that it stands on."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import ConfigError
from marsad.text.toml_data import parse_toml
from marsad.text.toml_lines import KeyPath, key_lines

SOURCE = '''# a comment with a = sign
name = "نخلة"   # and another = sign
"odd key".inner = 1

list = [ # first
  "a", "b",
  # not = this
  ["nested", "x"],
  { key = "d" },
]

text = """
fake = 1
[fake]
\\""" still
"""
[table.deep]
literal = \'\'\'
[[no]]
\'\'\'
day = 2024-11-12

[[rules]]
title = "h1"
[[rules]]
title = 5
[rules.inner]
body = ["p"]
'''


def test_every_key_table_and_element_has_its_line() -> None:
    assert key_lines(SOURCE) == {
        ("name",): 2,
        ("odd key", "inner"): 3,
        ("list",): 5,
        ("list", 0): 6,
        ("list", 1): 6,
        ("list", 2): 8,
        ("list", 3): 9,
        ("text",): 12,
        ("table", "deep"): 17,
        ("table", "deep", "literal"): 18,
        ("table", "deep", "day"): 21,
        ("rules", 0): 23,
        ("rules", 0, "title"): 24,
        ("rules", 1): 25,
        ("rules", 1, "title"): 26,
        ("rules", 1, "inner"): 27,
        ("rules", 1, "inner", "body"): 28,
        ("rules", 1, "inner", "body", 0): 28,
    }


def test_a_wrong_value_is_named_with_file_line_table_and_field() -> None:
    second = parse_toml("x.toml", SOURCE).sections("rules")[1]
    with pytest.raises(ConfigError, match=r"^x\.toml:26: rules 2: title must be a word$"):
        second.word("title")


def test_a_missing_field_is_named_with_the_line_of_its_table() -> None:
    second = parse_toml("x.toml", SOURCE).sections("rules")[1]
    with pytest.raises(ConfigError, match=r"^x\.toml:25: rules 2: date must be a word$"):
        second.word("date")
    with pytest.raises(ConfigError, match=r"^x\.toml: zone must be a word$"):
        parse_toml("x.toml", SOURCE).word("zone")


def test_what_is_no_toml_is_named_with_its_line() -> None:
    with pytest.raises(ConfigError, match=r"^x\.toml:2: "):
        parse_toml("x.toml", 'a = 1\nb = "\n')
    with pytest.raises(ConfigError, match=r"^x\.toml: "):
        parse_toml("x.toml", "a = " + "[" * 50_000)


KEYS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)
VALUES = st.recursive(st.integers() | st.booleans() | KEYS, st.lists)


def written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "[" + "\n ,".join(map(written, value)) + "]"
    return str(value)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\x7f", "\\u007f") + '"'


@settings(deadline=None)
@given(st.lists(st.tuples(st.none() | KEYS, st.dictionaries(KEYS, VALUES, max_size=4)), max_size=5))
def test_any_file_is_walked_to_its_end(tables: list[tuple[str | None, dict[str, object]]]) -> None:
    lines: list[str] = []
    wanted: dict[KeyPath, int] = {}
    for number, (comment, values) in enumerate(tables):
        wanted[("t", number)] = len(lines) + 1
        lines.append(f"[[t]] # {quoted(comment)}" if comment is not None else "[[t]]")
        for key, value in values.items():
            wanted[("t", number, key)] = len(lines) + 1
            lines += f"{quoted(key)} = {written(value)}".split("\n")
    source = "\n".join(lines)
    tomllib.loads(source)
    found = key_lines(source)
    assert {path: line for path, line in found.items() if len(path) < 4} == wanted
