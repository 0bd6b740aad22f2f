"""A consistent copy of the store, checked before it gets its name."""

from __future__ import annotations

import os
from pathlib import Path

from marsad.errors import StoreError
from marsad.store.database import Database


def backup(database: Database, path: Path) -> None:
    """Copy the store to a new file while it is in use.

    The copy is made and verified under another name in the same folder, then takes its own; one
    that fails leaves nothing behind.

    Raises:
        StoreError: the file exists already, or cannot be written, or the copy is damaged.
    """
    if path.exists():
        raise StoreError(f"{path}: there is a file already; choose another name")
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            database.backend.backup(database.url, partial)
            with partial.open("rb") as written:
                os.fsync(written.fileno())
            partial.rename(path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
