"""What templates do to texts and numbers: isolate them, and say which way and in what they run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup, escape

from marsad.text.bidi import isolate
from marsad.text.format import FormatStyle, format_count, format_number
from marsad.types import Fragment
from marsad.web.i18n import Language

_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile("[A-Za-z]")
_LOOKED_AT = 300
"""Characters of a text that tell its script."""


def script_language(text: str) -> str | None:
    """Guess a short text's language by the script of most of its letters; None without any."""
    opening = text[:_LOOKED_AT]
    arabic, latin = len(_ARABIC.findall(opening)), len(_LATIN.findall(opening))
    if not arabic and not latin:
        return None
    return "ar" if arabic >= latin else "en"


def direction(text: str) -> str:
    """Return a text's `dir`: `auto`, unless its first letter belies the rest.

    An Arabic headline that begins with a Latin name still runs from right to left.
    """
    opening = text[:_LOOKED_AT]
    arabic, latin = _ARABIC.search(opening), _LATIN.search(opening)
    if arabic is None or latin is None:
        return "auto"
    mostly_arabic = script_language(text) == "ar"
    if mostly_arabic == (arabic.start() < latin.start()):
        return "auto"
    return "rtl" if mostly_arabic else "ltr"


def marked(fragments: Iterable[Fragment]) -> Markup:
    """Print highlighted text."""
    return Markup("").join(
        Markup("<mark>%s</mark>") % item.text if item.hit else escape(item.text)
        for item in fragments
    )


def make_filters(language: Language, style: FormatStyle) -> Mapping[str, Callable[..., object]]:
    """Return the filters of an interface's language."""

    def number(value: int) -> Markup:
        """Print a number, isolated."""
        return Markup("<bdi>%s</bdi>") % format_number(value, style)

    def count(value: int, noun: str) -> Markup:
        """Print a number with its noun in the right form, isolated."""
        return Markup("<bdi>%s</bdi>") % format_count(value, noun, style)

    def percent(value: int) -> Markup:
        """Print a share in hundredths, isolated; the sign follows the number without a blank."""
        return Markup('<bdi dir="ltr">%s%%</bdi>') % format_number(value, style)

    def lang(text: str, known: str | None = None) -> Markup:
        """Return a `lang` attribute where a text is not in the interface's language."""
        code = known or script_language(text)
        if code is None or code == language.code:
            return Markup("")
        return Markup(' lang="%s"') % code

    def foreign(text: str, known: str | None = None) -> Markup:
        """Return the `dir` and `lang` attributes of an element that holds a foreign text."""
        return Markup(' dir="%s"%s') % (direction(text), lang(text, known))

    def bdi(text: str) -> Markup:
        """Isolate a foreign text within a line; a `<bdi>` is `auto` by itself."""
        run = direction(text)
        own = Markup("") if run == "auto" else Markup(' dir="%s"') % run
        return Markup("<bdi%s%s>%s</bdi>") % (own, lang(text), text)

    return {
        "bdi": bdi,
        "count": count,
        "direction": direction,
        "foreign": foreign,
        "isolated": isolate,
        "lang": lang,
        "marked": marked,
        "number": number,
        "percent": percent,
    }
