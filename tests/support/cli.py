"""Run the `marsad` command as a user does: in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED = Path(__file__).parents[3] / "shared" / "data"


@dataclass(frozen=True)
class Outcome:
    """What a finished command printed."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[Any]:
        """The JSONL that was printed."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def messages(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()


def environment(home: Path, **settings: object) -> dict[str, str]:
    """Return the environment of a user whose data lie in `home`."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MARSAD_")}
    given = {f"MARSAD_{key.upper()}": str(value) for key, value in settings.items()}
    return {**kept, "MARSAD_DATA_DIR": str(home), "PYTHONUTF8": "1", **given}


def marsad(
    *arguments: str | Path, home: Path, stdin: bytes = b"", timeout: float = 240, **settings: object
) -> Outcome:
    """Run `marsad` with these arguments and settings, in `home`, and wait for its end."""
    done = subprocess.run(
        [sys.executable, "-m", "marsad", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=home,
        env=environment(home, **settings),
        timeout=timeout,
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())
