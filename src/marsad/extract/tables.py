"""Tables of data in a body: every row is a line of it."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.extract.blocks import Block, Containers
from marsad.extract.lines import Line, label_of_block, line_of, stops

_CELLS = frozenset({"td", "th"})
_LONGEST_CELL = 80
_LEAST_ROWS, _LEAST_CELLS = 2, 2
_CLIMB = 6


def table_rows(
    indexes: Sequence[int], blocks: Sequence[Block], containers: Containers
) -> dict[int, list[Line]]:
    """Return for the cells of tables of data the line of their row, and nothing for its others.

    Such a table has two rows or more of two cells or more, all of them short and without a
    sentence, a link or a label: others lay a page out.
    """
    tables: dict[int, dict[int, list[int]]] = {}
    for index in indexes:
        row = _row_of(blocks[index].container, containers)
        if row > 0:
            table = _table_of(row, containers)
            tables.setdefault(table, {}).setdefault(row, []).append(index)
    found: dict[int, list[Line]] = {}
    for rows in tables.values():
        several = [cells for cells in rows.values() if len(cells) >= _LEAST_CELLS]
        if len(several) < _LEAST_ROWS and not (len(rows) == 1 and _is_score(several, blocks)):
            continue
        heads = several[0][1:]  # "السابق" heads a column, though elsewhere it leads back
        named, *others = rows.values()
        if len(named) >= _LEAST_CELLS or len(blocks[named[0]].text) > _LONGEST_CELL:
            others = [named, *others]  # else it is the table's own title
        if not all(_is_cell(blocks[at], at in heads) for cells in others for at in cells):
            continue
        for cells in rows.values():
            line = line_of(blocks[cells[0]], containers)
            line.text = " ".join(blocks[at].text for at in cells)
            line.label = None
            found[cells[0]] = [line]
            found.update((at, []) for at in cells[1:])
    return found


def _is_score(rows: Sequence[Sequence[int]], blocks: Sequence[Block]) -> bool:
    """Say whether the one row of a table has a cell of nothing but figures: "2 - 0"."""
    return any(not any(map(str.isalpha, blocks[at].text)) for cells in rows for at in cells)


def _row_of(at: int, containers: Containers) -> int:
    """Return the row around a cell's text, 0 for what stands in none."""
    for _ in range(_CLIMB):
        if at <= 0:
            return 0
        if containers.tags[at] in _CELLS:
            above = containers.parents[at]
            return above if containers.tags[above] == "tr" else 0
        at = containers.parents[at]
    return 0


def _table_of(row: int, containers: Containers) -> int:
    at = row
    while at > 0 and containers.tags[at] != "table":
        at = containers.parents[at]
    return at


def _is_cell(block: Block, head: bool) -> bool:
    """Say whether a text may be a datum, or the head of a column."""
    if len(block.text) > _LONGEST_CELL or block.anchors or block.source is not None:
        return False
    label = label_of_block(block)
    if label is not None and not ((head or block.tag == "th") and label.alone):
        return False  # heads are none: "المصدر", "تاريخ"
    return not (stops(block.text) and " " in block.text)
