"""Pages that are no article: recognised only where that is safe, for a refused article is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from marsad.extract.blocks import Block
from marsad.extract.metadata import Metadata
from marsad.text.normalize import fold

_HOME = re.compile(r"/(?:index|home|default|main)?(?:\.\w{2,5})?/?$", re.IGNORECASE)
_MISSING = re.compile(
    r"\W*(?:404\W*$|(?:error|خطا|erreur) 404|الصفحه (?:غير موجوده|المطلوبه غير|التي تبحث)"
    r"|لم يتم العثور علي (?:الصفحه|هذه الصفحه|نتاءج)|عذرا\W+(?:الصفحه|لم يتم|لا توجد)"
    r"|page not found|not found\W*$|page introuvable)"
)
_CONSENT = re.compile(
    r"ملفات تعريف الارتباط|خصوصيتك تهمنا|سياسه الخصوصيه|معالجه بياناتك|شركاوءنا|نحن وشركا"
    r"|cookies?|consent"
    r"|تخزين المعلومات|اعلانات (?:ومحتوي )?مخصصه?|نحترم خصوصيتك|مدي?ه الاحتفاظ|privacy"
)
_CONSENT_WORDS = ("الارتباط", "خصوصي", "ookie", "onsent", "rivacy")
_CONSENTS, _CONSENT_TEXT = 2, 4000
_TOO_SHORT, _LONG = 60, 1500
_NO_SECTION, _SAYS_ENOUGH = 25, 250  # letters that a section's name and teasers have at most
_LISTED = 4
"""Linked headlines within the would-be body from which on it is a list."""


def why_no_article(
    url: str | None,
    title: str | None,
    metadata: Metadata,
    body: Sequence[Block],
    text: str,
    *,
    confirmed: bool,
) -> str | None:
    """Say what a page is if it is no article; None where it may well be one."""
    if metadata.says_article:
        return None
    if _is_consent(f"{title}\n{text[:_CONSENT_TEXT]}"):
        return "a consent wall: its text asks for leave to keep data"
    pieces = re.split(r"\s+[-–—|]\s+", fold(title or ""))
    if any(_MISSING.match(piece) for piece in pieces) and len(text) < _LONG:
        return "an error page: its headline says that something is missing"
    if url and _HOME.fullmatch(urlsplit(url).path or "/") and not urlsplit(url).query:
        return "a home page"
    if metadata.published:
        return None
    said = sum(len(block.text) for block in body if len(block.text) > 80 and not block.link_length)
    if confirmed and title and len(title) > _NO_SECTION and said > _SAYS_ENOUGH:
        return None
    listed = [block for block in body if block.heading and block.link_density > 0.8]
    running = [block for block in body if len(block.text) > 80 and block.link_density < 0.3]
    if len(listed) >= _LISTED and len(running) <= 2 * len(listed):
        return f"a list of {len(listed)} articles"
    if len(text) < _TOO_SHORT:
        return "hardly any running text, and nothing says that it is an article"
    return None


def _is_consent(text: str) -> bool:
    if not any(word in text for word in _CONSENT_WORDS):
        return False
    return len(set(_CONSENT.findall(fold(text)))) >= _CONSENTS
