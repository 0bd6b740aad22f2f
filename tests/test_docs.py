"""The documentation names everything that exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from marsad.cli.app import app
from marsad.config import Settings

DOCS = Path(__file__).parent.parent / "docs"


def commands() -> list[str]:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return sorted(group.commands)


@pytest.mark.parametrize("name", commands())
def test_every_command_is_documented_and_has_help(name: str) -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    assert group.commands[name].help
    text = (DOCS / "reference" / "command-line.md").read_text(encoding="utf-8")
    assert re.search(rf"`marsad {name}\b", text), f"marsad {name}"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented_with_its_meaning(name: str) -> None:
    text = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    assert f"| `{name}` |" in text
    assert (Settings.model_fields[name].description or "?") in text


def test_every_link_between_documents_leads_somewhere() -> None:
    pages = [*DOCS.rglob("*.md"), *DOCS.parent.glob("*.md")]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert not broken
