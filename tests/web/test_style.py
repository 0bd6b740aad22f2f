"""What the style sheet and the script promise, read from their text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import marsad.web

STATIC = Path(marsad.web.__file__).parent / "static"
SHEET = (STATIC / "style.css").read_text(encoding="utf-8")
RULES = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
SCRIPT = (STATIC / "page.js").read_text(encoding="utf-8")


def values(name: str) -> list[str]:
    return re.findall(rf"(?<![-\w]){name}:\s*([^;}}]+)", RULES)


def test_the_sheet_knows_no_left_and_right() -> None:
    assert not re.search(r"\b(left|right)\b", RULES)
    physical = (
        r"(?<![-\w])(width|height|margin-top|padding-top|top|bottom|border-(?:top|bottom))\s*:"
    )
    assert not re.search(physical, RULES)


@pytest.mark.parametrize("name", ["margin", "padding", "inset", "border-width"])
def test_shorthands_are_the_same_on_both_sides(name: str) -> None:
    for value in values(name):
        parts = re.findall(r"(?:[^\s(]+\([^)]*\)|\S+)", value)
        assert len(parts) < 4 or parts[1] == parts[3], f"{name}: {value}"


def test_arabic_is_neither_spaced_slanted_nor_justified() -> None:
    assert set(values("letter-spacing")) == {"0"}
    assert set(values("font-style")) == {"normal"}
    assert "justify" not in values("text-align")
    assert not values("text-transform")
    assert not values("hyphens")


def test_lines_are_high_enough_for_marks_everywhere() -> None:
    heights = [float(value) for value in values("line-height")]
    heights += [float(value) for value in re.findall(r"font:[^;]*?/([\d.]+)\s", RULES)]
    assert min(heights) >= 1.35
    assert re.search(r"font: 400 1\.0625rem/1\.7 ", RULES)


def test_fonts_are_two_weights_that_swap_in_with_a_system_face_behind() -> None:
    faces = re.findall(r"@font-face\s*{([^}]*)}", RULES)
    assert all("font-display: swap" in face and "unicode-range" in face for face in faces)
    arabic = [face for face in faces if "U+0600" in face]
    assert sorted(re.findall(r"font-weight: (\d+)", "".join(arabic))) == ["400", "700"]
    assert "U+0600" in faces[0]
    for name in re.findall(r'url\("([^"]+)"\)', RULES):
        assert (STATIC / name).is_file()
    stack = re.findall(r"--face:\s*([^;]+)", RULES)[0]
    assert "Geeza Pro" in stack
    assert stack.strip().endswith("sans-serif")
    assert (STATIC / "fonts" / "OFL.txt").is_file()


def test_nothing_is_loaded_from_outside() -> None:
    assert not re.search(r"https?:|@import|//", RULES)
    assert not re.search(r"https?:|import\s*\(|fetch\(|eval|innerHTML", SCRIPT)


def test_motion_is_only_for_those_who_want_it() -> None:
    before, _, after = RULES.partition("(prefers-reduced-motion: no-preference)")
    assert after
    assert "animation" not in before
    assert "transition" not in before + after.split("\n}\n", 1)[1]


def test_keys_are_read_by_place_not_by_letter() -> None:
    assert "event.code" in SCRIPT
    assert "event.key" not in SCRIPT
