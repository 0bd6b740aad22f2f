"""`config`: the settings in force."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from marsad.cli.output import Format, form_option, print_records, print_table
from marsad.config import Settings, config_file, load_settings
from marsad.errors import ConfigError


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(config)


def config(
    form: Annotated[Format, form_option(Format.table, Format.json, Format.jsonl)] = Format.table,
) -> None:
    """Print every setting: its value, where the value comes from, what it means."""
    settings = load_settings()
    values = {name: _shown(settings, name) for name in Settings.model_fields}
    if form is not Format.table:
        print_records([values], form)
        return
    print_table(
        f"Settings: environment (MARSAD_…), then {config_file()}, then defaults",
        ("setting", "value", "from", "meaning"),
        [
            (name, str(values[name]), _origin(settings, name), field.description or "")
            for name, field in Settings.model_fields.items()
        ],
    )


def _shown(settings: Settings, name: str) -> object:
    """Return a setting's effective value as JSON can hold it, without passwords."""
    if name == "database_url":
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError

        try:
            return make_url(settings.store_url).render_as_string(hide_password=True)
        except ArgumentError as error:
            raise ConfigError(f"setting database_url: {error}") from error
    value = getattr(settings, name)
    return value if isinstance(value, (int, float, str, type(None))) else str(value)


def _origin(settings: Settings, name: str) -> str:
    if name not in settings.model_fields_set:
        return "default"
    in_environment = f"MARSAD_{name.upper()}" in {key.upper() for key in os.environ}
    return "environment" if in_environment else str(config_file())
