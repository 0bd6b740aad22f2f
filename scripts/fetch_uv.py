"""Fetch the `uv` program from the Python package index with nothing but the standard library.

Used where pip is missing altogether. The wheel's SHA-256, as the index states it, is checked.
Usage: fetch_uv.py TARGET_FOLDER
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
import re
import sys
import urllib.request
import zipfile
from pathlib import Path

INDEX = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")
LARGEST = 200_000_000


def wheel_tag() -> str:
    """Return the part of a wheel's file name that says it runs here."""
    machine = platform.machine().lower().replace("amd64", "x86_64").replace("arm64", "aarch64")
    if sys.platform == "darwin":
        return "arm64" if machine == "aarch64" else "macosx_10_12_x86_64"
    libc = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    return f"{libc}*{machine}"


def matches(filename: str, tag: str) -> bool:
    """Say whether a wheel's file name fits the tag of `wheel_tag`."""
    return filename.endswith(".whl") and all(part in filename for part in tag.split("*"))


def main(target: Path) -> None:
    """Fetch the newest stable wheel for this machine and unpack its program."""
    request = urllib.request.Request(  # the index is the user's own setting
        f"{INDEX}/uv/", headers={"Accept": "application/vnd.pypi.simple.v1+json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        files = json.loads(answer.read(LARGEST))["files"]
    tag = wheel_tag()
    fitting = [
        item
        for item in files
        if matches(item["filename"], tag)
        and not item.get("yanked")
        and not re.search(r"\d(?:a|b|rc|\.dev)\d", item["filename"].split("-")[1])
    ]
    if not fitting:
        sys.exit(f"no uv wheel for {tag}")
    newest = max(fitting, key=lambda item: item.get("upload-time", ""))
    with urllib.request.urlopen(newest["url"], timeout=300) as answer:
        wheel = answer.read(LARGEST)
    if hashlib.sha256(wheel).hexdigest() != newest["hashes"]["sha256"]:
        sys.exit(f"{newest['filename']}: checksum does not match")
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        name = next(item for item in archive.namelist() if item.endswith("/scripts/uv"))
        program = target / "bin" / "uv"
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_bytes(archive.read(name))
        program.chmod(0o755)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
