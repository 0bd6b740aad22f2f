"""No change of extraction may make a field worse on the project's own invented pages."""

from __future__ import annotations

from pathlib import Path

from marsad.pipeline.baseline import compare, load_baseline
from marsad.pipeline.evaluate import evaluate_extract
from tests.extract.gate import BASELINE, gate_folders


def test_no_field_falls_below_the_baseline(tmp_path: Path) -> None:
    folders = gate_folders(tmp_path)
    result = compare(evaluate_extract(*folders), folders, load_baseline(BASELINE))
    assert not result.worse, "\n".join(result.worse)
