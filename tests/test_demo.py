"""The first thing a new user does: `marsad demo`, then a look at the website in a browser."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.cli import environment

ENOUGH = 100
"""Articles after which the site is looked at; the demo holds more, some appear while it runs."""


def healthz(site: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{site}healthz", timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the demo on free ports, wait until its site is filled, give the address."""
    home = tmp_path_factory.mktemp("demo")
    with subprocess.Popen(
        [sys.executable, "-m", "marsad", "demo", "--port", "0", "--publishers-port", "0"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        cwd=home,
        # Politeness is tested elsewhere; here it would only take time.
        env=environment(home, host_delay=0.05),
        text=True,
    ) as process:
        assert process.stderr is not None
        lines: list[str] = []
        address = None
        while address is None:
            line = process.stderr.readline()
            assert line, f"the demo ended: {lines}"
            lines.append(line)
            address = re.search(r"open (http://\S+/)", line)
        log = home / "log"
        with log.open("w") as rest:
            # Somebody has to read on, or the pipe fills and the demo stops.
            reader = subprocess.Popen(["cat"], stdin=process.stderr, stdout=rest)
            try:
                wait_until_filled(address[1], process)
                yield address[1]
            finally:
                process.send_signal(signal.SIGINT)
                code = process.wait(timeout=60)
                reader.wait(timeout=60)
    assert code == 0, log.read_text()
    assert "Traceback" not in log.read_text()
    assert not list(home.iterdir()) or [item.name for item in home.iterdir()] == ["log"]


def wait_until_filled(site: str, process: subprocess.Popen[str]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the demo ended"
        if healthz(site)["articles"] >= ENOUGH:
            return
        time.sleep(0.2)
    raise AssertionError(f"only {healthz(site)} after two minutes")
