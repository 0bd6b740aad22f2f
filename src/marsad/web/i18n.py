"""The languages of the interface.

Arabic is written in the templates and in the code; other languages are gettext catalogues beside
this file (`locales/<code>.po`) whose message ids are the Arabic texts. They are compiled in memory
when the site starts, so that the file a translator edits is the file that runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from marsad.errors import ConfigError

DEFAULT_LANGUAGE = "ar"
TRANSLATED = ("en",)

COUNTRY_NAMES = {("PS", "ar"): "فلسطين", ("PS", "en"): "Palestine"}
"""Names that Arabic readers use where CLDR's first choice is a formal one (its short form here)."""

NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes for which CLDR has a name though they are unions, pseudo-locales or "unknown"."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the interface."""

    code: str
    translations: NullTranslations

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return self.locale.text_direction

    @property
    def locale(self) -> Locale:
        """What CLDR knows of the language."""
        return Locale.parse(self.code)

    @property
    def autonym(self) -> str:
        """The language's name in itself: العربية, English."""
        return str(self.locale.get_display_name(self.code))

    def gettext(self, message: str) -> str:
        """Translate one of the interface's Arabic texts."""
        return self.translations.gettext(message)

    def has_country(self, code: str) -> bool:
        """Say whether a code in capitals stands for a country or territory."""
        return (
            len(code) == 2
            and code.isascii()
            and code.isalpha()
            and code in self.locale.territories
            and code not in NO_COUNTRIES
        )

    def country(self, code: str | None) -> str | None:
        """Return a country's name by its ISO 3166-1 code; the code where CLDR knows none."""
        if not code:
            return None
        code = code.upper()
        return COUNTRY_NAMES.get((code, self.code)) or self.locale.territories.get(code, code)


def N_(message: str) -> str:  # noqa: N802 - gettext's name for a text that is translated later
    """Mark a text for the catalogues and return it as it is."""
    return message


def load_languages() -> Mapping[str, Language]:
    """Read every language, the default one first.

    Raises:
        ConfigError: a catalogue is missing or broken.
    """
    default = Language(DEFAULT_LANGUAGE, NullTranslations())
    return {DEFAULT_LANGUAGE: default} | {
        code: Language(code, _read_catalogue(code)) for code in TRANSLATED
    }


def _read_catalogue(code: str) -> NullTranslations:
    path = files("marsad.web") / "locales" / f"{code}.po"
    try:
        catalogue = read_po(BytesIO(path.read_bytes()), locale=code, abort_invalid=True)
    except (OSError, PoFileError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
