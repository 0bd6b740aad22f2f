"""Compiles the extractor while a wheel is built, if asked for and where a compiler is there.

A build hook of hatchling, which loads it only where HATCH_BUILD_HOOK_ENABLE_CUSTOM=1 is set:

    HATCH_BUILD_HOOK_ENABLE_CUSTOM=1 pip install .

mypyc makes C extensions of the modules below, and Python imports those before the sources beside
them, which are installed as well. Without a C compiler, and whatever else may keep mypyc from it,
the wheel is the ordinary one of plain Python, with a warning. Nothing is compiled for installations
that are edited in place: the sources would have no effect any more.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NOT_COMPILED = {"__init__.py", "metadata.py"}  # mypyc knows no generic named tuples
_BESIDE = ("marsad/lexicon/furniture.py", "marsad/text/normalize.py")


class CompileExtract(BuildHookInterface):  # type: ignore[misc]  # hatchling is no dependency
    """Adds compiled modules to a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and tell hatchling of the files; `version` says how the wheel is installed."""
        if self.target_name != "wheel" or version == "editable":
            return
        self._place = Path(tempfile.mkdtemp())
        shutil.copytree(Path(self.root, "src"), self._place, dirs_exist_ok=True)
        try:
            built = compiled(self._place)
        except (Exception, SystemExit) as error:  # noqa: BLE001  # mypyc leaves by SystemExit
            self.app.display_warning(f"marsad is not compiled but plain Python: {error}")
            return
        build_data |= {"pure_python": False, "infer_tag": True}
        build_data["force_include"] |= {str(file): str(inside) for file, inside in built.items()}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove what was copied and compiled."""
        if place := getattr(self, "_place", None):
            shutil.rmtree(place, ignore_errors=True)


def compiled(place: Path) -> dict[Path, Path]:
    """Compile the extractor of the package in `place`; return the files by their place in a wheel.

    Raises:
        Exception, SystemExit: whatever mypyc, setuptools or the compiler raise.
    """
    # What only the enabled hook has: imported here, so that hatchling may load the file without.
    from mypyc.build import mypycify  # noqa: PLC0415
    from setuptools import Distribution  # noqa: PLC0415

    before, target = Path.cwd(), place / "out"
    os.chdir(place)  # mypyc finds the names of modules from where it runs
    try:
        own = [str(path) for path in sorted(Path("marsad/extract").glob("*.py"))]
        names = [path for path in own if Path(path).name not in _NOT_COMPILED]
        flags = ["--config-file=", "--ignore-missing-imports"]  # it is built apart from the rest
        modules = mypycify([*flags, *names, *_BESIDE], opt_level="2", debug_level="0")
        command = Distribution({"name": "marsad", "ext_modules": modules}).get_command_obj(
            "build_ext"
        )
        command.build_lib, command.build_temp = str(target), str(place / "temp")
        command.ensure_finalized()
        command.run()
    finally:
        os.chdir(before)
    return {file: file.relative_to(target) for file in target.rglob("*") if file.is_file()}
