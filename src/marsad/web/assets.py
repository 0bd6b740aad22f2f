"""Style sheet, script, fonts and icons, served from memory under an address that names their state.

The address holds a digest of all of them, so a browser may keep them for ever: a new release has
new addresses. Relative links between them (style sheet to fonts) need no rewriting.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file."""

    body: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Assets:
    """All static files by name (`fonts/OFL.txt`), and the digest of their state."""

    digest: str
    files: Mapping[str, Asset]

    def url(self, name: str) -> str:
        """Return the address of a file.

        Raises:
            KeyError: there is no such file.
        """
        if name not in self.files:
            raise KeyError(name)
        return f"/static/{self.digest}/{name}"


def load_assets() -> Assets:
    """Read every static file of the package."""
    found = dict(sorted(_walk(files("marsad.web") / "static", "")))
    digest = hashlib.sha256()
    for name, asset in found.items():
        digest.update(f"{name}\0{len(asset.body)}\0".encode() + asset.body)
    return Assets(digest.hexdigest()[:12], found)


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, Asset]]:
    found = []
    for entry in folder.iterdir():
        name = prefix + entry.name
        if entry.is_dir():
            found += _walk(entry, f"{name}/")
        elif media_type := MEDIA_TYPES.get(f".{entry.name.rpartition('.')[2]}"):
            found.append((name, Asset(entry.read_bytes(), media_type)))
    return found
