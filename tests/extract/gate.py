"""The pages of the quality gate: the project's own invented ones, and those of the demo.

`python -m tests.extract.gate` prints their scores; with `--update` it makes them the baseline.
Do that only for a change that makes nothing worse, or when pages were added, and say so.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from marsad.pipeline.baseline import Baseline, save_baseline
from marsad.pipeline.evaluate import evaluate_extract, score_table
from tests.support.demo_pages import write_demo_pages

PAGES = Path(__file__).parent / "pages"
BASELINE = Path(__file__).parent / "baseline.json"


def gate_folders(scratch: Path) -> list[Path]:
    """Return the folders of the gate's pages; the demo's are written into `scratch`."""
    write_demo_pages(scratch)
    return [PAGES, scratch]


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folders = gate_folders(Path(scratch))
        scores = evaluate_extract(*folders)
        print(score_table(scores))
        if "--update" in sys.argv:
            save_baseline(BASELINE, Baseline.of(scores, folders))


if __name__ == "__main__":
    main()
