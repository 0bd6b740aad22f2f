"""What a reader sees of a page around its article, and a stamp as it stands there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from marsad.extract.blocks import Block, Containers
from marsad.text.stamps import StampReading
from marsad.types import Page

LONGEST_META = 80
"""Characters of the lines between a headline and its text, at most."""


class Printed(NamedTuple):
    """A stamp, as it stands on the page, and how much it looks like one."""

    reading: StampReading
    text: str
    shape: int


class Surface(NamedTuple):
    """What a reader sees of a page around its article; `body` are the places of its text."""

    blocks: Sequence[Block]
    containers: Containers
    headline: int | None
    body: Sequence[int]
    page: Page
    zone: dt.tzinfo | None
    site: str | None
    at: int  # where the headline stands, or what stands for it
    first: int  # where the running text begins


def surface_of(
    blocks: Sequence[Block], containers: Containers, headline: int | None, body: Sequence[int],
    page: Page, zone: dt.tzinfo | None, site: str | None,
) -> Surface:  # fmt: skip
    """Return what a reader sees of a page around its article."""
    at = headline if headline is not None else body[0] if body else 0
    long = (n for n in body if len(blocks[n].text) > LONGEST_META)
    first = next(long, body[0] if body else at)
    return Surface(blocks, containers, headline, body, page, zone, site, at, first)
