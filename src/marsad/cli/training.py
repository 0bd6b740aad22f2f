"""`train`: rebuild a shipped model from its corpora."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.output import say
from marsad.errors import InputError

training = typer.Typer(help="Rebuild a shipped model from its corpora.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(training, name="train")
    training.command()(names)


def names(
    data: Annotated[
        Path, typer.Option(help="Folder with names/ (the public corpora) and news/ (ANT).")
    ],
    corpus: Annotated[Path, typer.Option(help="Folder of the project's own data sets.")] = Path(
        "datasets"
    ),
    out: Annotated[Path, typer.Option(help="Folder to write the model to.")] = Path("model"),
) -> None:
    """Train the names model: weights.npz, net.npz, clusters.txt and starts.txt.

    The same data, libraries and machine give the same files, byte for byte. It takes about
    half an hour of one core.
    """
    from marsad.pipeline.train.names import train_names

    for folder in (data, corpus):
        if not folder.is_dir():
            raise InputError(f"{folder}: no such folder")
    train_names(data, corpus, out, tell=say)
    say(f"written to {out}")
