"""Plain text: an aggregator's listing of an article, or an article without anything around it."""

from __future__ import annotations

import datetime as dt
import re

from marsad.codec import MADE_BY, article_id
from marsad.errors import ExtractError
from marsad.extract.furniture import part_lines
from marsad.extract.lines import text_line
from marsad.extract.tags import own_tags
from marsad.text.language import detect_language
from marsad.text.normalize import fold
from marsad.text.stamps import read_stamp
from marsad.types import Article, Page, Publisher
from marsad.urls import clean_url

_STAMP_LABEL = re.compile(r"\W*(?:تاريخ النشر|نشر في|نشر بتاريخ|تاريخ|published)\s*[:：]")
_HEADER_LINES = 6


def extract_text(
    text: str, page: Page, publisher: Publisher | None, zone: dt.tzinfo | None
) -> Article:
    """Read plain text; with a line "تاريخ النشر:" near its top it is an aggregator's page.

    Raises:
        ExtractError: there is no text.
    """
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line]
    if not lines:
        raise ExtractError("the text is empty")
    stamp_line = next(
        (i for i, line in enumerate(lines[:_HEADER_LINES]) if i and _STAMP_LABEL.match(fold(line))),
        None,
    )
    url = clean_url(page.url) if page.url else None
    if stamp_line is None:
        return _article(None, "\n".join(lines), page, url, publisher)
    title = " ".join(lines[:stamp_line])
    reading = read_stamp(lines[stamp_line], fetched_at=page.fetched_at, zone=zone)
    parts = part_lines(
        [text_line(line) for line in lines[stamp_line + 1 :]], title=title, url=page.url
    )
    body = "\n".join(parts.paragraphs)
    if not body:
        raise ExtractError("a headline without a body")
    printed = lines[stamp_line].split(":", 1)[-1].strip()
    return _article(
        title, body, page, url, publisher,
        published=reading.stamp if reading else None, published_text=printed or None,
        tags=own_tags(parts.tags, title, body), credits=tuple(dict.fromkeys(parts.credits)),
        authors=tuple(dict.fromkeys(parts.authors)), dateline=parts.dateline,
        related=tuple(parts.related),
    )  # fmt: skip


def _article(
    title: str | None, text: str, page: Page, url: str | None, publisher: Publisher | None,
    **fields: object,
) -> Article:  # fmt: skip
    return Article(
        id=article_id(url, title, text),
        made_by=MADE_BY,
        title=title,
        text=text,
        url=page.url,
        canonical_url=url,
        language=detect_language(text) or "und",
        publisher=publisher or Publisher(),
        **fields,  # type: ignore[arg-type]  # named and typed by the callers above
    )
