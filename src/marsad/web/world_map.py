"""Small maps of places, drawn from the outlines in `map/world.tsv`; no other server is asked.

The projection is plain: degrees, the parallels drawn together by the cosine of the middle one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from marsad.errors import ConfigError
from marsad.types import Coordinates

_FILE = "world.tsv"
_STEPS = 10  # of a degree
ACROSS, DOWN = 320, 220
"""Size of a map in its own units."""

_AROUND_TOWN = 11.0  # degrees of latitude from a town to the map's upper edge
_SMALLEST_STATE = 2.5
_MARGIN = 1.25
_TELLING = 2  # units between two points of an outline

Point = tuple[float, float]
"""Longitude and latitude in degrees."""


@dataclass(frozen=True, slots=True)
class Ring:
    """An outline, and the box around it: west, south, east, north."""

    state: str
    points: tuple[Point, ...]
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MapView:
    """A map for print: paths of the place's own state and of the others, and where it lies."""

    own: str
    others: str
    mark: Point | None
    across: int = ACROSS
    down: int = DOWN
    marks: tuple[Point, ...] = ()  # of several places, in their order


@cache
def load_world() -> tuple[Ring, ...]:
    """Return all outlines."""
    text = (files("marsad.web") / "map" / _FILE).read_text("utf-8")
    return parse_world(text.splitlines())


def parse_world(lines: Sequence[str]) -> tuple[Ring, ...]:
    """Read the lines of a `world.tsv`.

    Raises:
        ConfigError: a line is no outline; the message has its number.
    """
    rings = []
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        state, _, steps = line.partition("\t")
        x = y = 0
        points: list[Point] = []
        try:
            for step in steps.split(" "):
                across, down = step.split(",")
                x, y = x + int(across), y + int(down)
                points.append((x / _STEPS, y / _STEPS))
        except ValueError as error:
            raise ConfigError(f"{_FILE}:{number}: {error}") from error
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        rings.append(Ring(state, tuple(points), (min(xs), min(ys), max(xs), max(ys))))
    return tuple(rings)


def town_map(at: Coordinates, state: str | None) -> MapView:
    """Draw what lies around a town, with a mark on it."""
    return _draw((at[1], at[0]), _AROUND_TOWN, state, mark=True)


def state_map(state: str) -> MapView | None:
    """Draw a state with what lies around it; None where it has no outline, being too small."""
    rings = [ring for ring in load_world() if ring.state == state]
    if not rings:
        return None
    west, south, east, north = max(rings, key=_size).box
    middle = (west + east) / 2, (south + north) / 2
    across = (east - west) / 2 * math.cos(math.radians(middle[1])) * DOWN / ACROSS
    reach = max((north - south) / 2, across, _SMALLEST_STATE) * _MARGIN
    return _draw(middle, reach, state, mark=False)


def places_map(places: Sequence[Coordinates]) -> MapView | None:
    """Draw what lies around some places, with a mark on each; None for no place.

    Places on both sides of the date line are drawn apart, with the whole world between them.
    """
    if not places:
        return None
    souths, wests = [at[0] for at in places], [at[1] for at in places]
    middle = (min(wests) + max(wests)) / 2, (min(souths) + max(souths)) / 2
    narrow = max(math.cos(math.radians(middle[1])), 0.2)
    across = (max(wests) - min(wests)) / 2 * narrow * DOWN / ACROSS
    reach = max((max(souths) - min(souths)) / 2, across, _AROUND_TOWN / 2) * _MARGIN
    drawn = _draw(middle, reach, None, mark=False)
    unit = DOWN / 2 / reach
    marks = [
        (
            round(ACROSS / 2 + (at[1] - middle[0]) * narrow * unit),
            round(DOWN / 2 - (at[0] - middle[1]) * unit),
        )
        for at in places
    ]
    return replace(drawn, own="", marks=tuple(marks))


def _size(ring: Ring) -> float:
    west, south, east, north = ring.box
    return (east - west) * (north - south)


def _draw(middle: Point, reach: float, state: str | None, *, mark: bool) -> MapView:
    narrow = max(math.cos(math.radians(middle[1])), 0.2)
    unit = DOWN / 2 / reach  # of the map, for a degree of latitude

    def project(point: Point) -> Point:
        return (
            ACROSS / 2 + (point[0] - middle[0]) * narrow * unit,
            DOWN / 2 - (point[1] - middle[1]) * unit,
        )

    wide = ACROSS / 2 / unit / narrow
    frame = middle[0] - wide, middle[1] - reach, middle[0] + wide, middle[1] + reach
    own: list[str] = []
    others: list[str] = []
    for ring in load_world():
        for turn in (0.0, 360.0, -360.0):  # the map may reach over the date line
            if _meets(ring.box, frame, turn):
                path = _path([project((x + turn, y)) for x, y in ring.points])
                (own if ring.state == state else others).append(path)
    centre = (round(ACROSS / 2), round(DOWN / 2)) if mark else None
    return MapView("".join(own), "".join(others), centre)


def _meets(box: Sequence[float], frame: Sequence[float], turn: float) -> bool:
    return (
        box[0] + turn <= frame[2]
        and box[2] + turn >= frame[0]
        and box[1] <= frame[3]
        and box[3] >= frame[1]
    )


def _path(points: list[Point]) -> str:
    """Write an outline as whole units, cut off a little outside of the map."""
    edges: tuple[tuple[int, float, Callable[[float, float], bool]], ...] = (
        (0, -4.0, float.__ge__),
        (0, ACROSS + 4.0, float.__le__),
        (1, -4.0, float.__ge__),
        (1, DOWN + 4.0, float.__le__),
    )
    for axis, edge, inside in edges:
        points = _cut(points, axis, edge, inside)
    units = [(round(x), round(y)) for x, y in points]
    units = _thinned(units)
    if len(units) < 3:
        return ""
    steps = "".join(f"{x2 - x1} {y2 - y1} " for (x1, y1), (x2, y2) in pairwise(units))
    return f"M{units[0][0]} {units[0][1]}l{steps.rstrip()}z"


def _thinned(units: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out points that nobody could tell from the one before."""
    kept = units[:1]
    for x, y in units[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _TELLING:
            kept.append((x, y))
    return kept


def _cut(
    points: list[Point], axis: int, edge: float, inside: Callable[[float, float], bool]
) -> list[Point]:
    """Cut a polygon at one edge of the map (Sutherland and Hodgman)."""
    kept: list[Point] = []
    for at, point in enumerate(points):
        before = points[at - 1]
        was_in, is_in = inside(before[axis], edge), inside(point[axis], edge)
        if was_in != is_in:
            share = (edge - before[axis]) / (point[axis] - before[axis])
            crossing = [b + share * (p - b) for b, p in zip(before, point, strict=True)]
            kept.append((crossing[0], crossing[1]))
        if is_in:
            kept.append(point)
    return kept
