"""Everything that Marsad raises, as one tree.

    MarsadError
    ├── ConfigError          a setting or a data file is wrong
    │   └── SiteRuleError        a publisher's rule file is: it knows all mistakes
    ├── InputError           an input cannot be read: the message names it and says why
    │   ├── FetchError       an address gave no page
    │   │   ├── AddressForbidden   it leads to an address that may not be asked
    │   │   ├── RobotsForbidden    its robots.txt does not allow it
    │   │   ├── HttpStatusError    it answered with an error
    │   │   └── TooLarge           it is larger than the limit
    │   └── ExtractError     a page holds no article that could be found
    │       └── NotAnArticle       it is a home page, a listing, a consent form …
    └── StoreError           the store is missing, locked, too old or too new

Programming mistakes stay the built-in exceptions that they are.
"""

from __future__ import annotations

from collections.abc import Sequence


class MarsadError(Exception):
    """Root of the tree; its message is one line for people."""


class ConfigError(MarsadError):
    """A setting or a data file is wrong; the message names the file and the line or field."""


class SiteRuleError(ConfigError):
    """Rule files of publishers are wrong; `mistakes` are lines that each name file and place."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("; ".join(mistakes))
        self.mistakes = tuple(mistakes)

    def __reduce__(self) -> tuple[type[SiteRuleError], tuple[tuple[str, ...]]]:
        return SiteRuleError, (self.mistakes,)


class InputError(MarsadError):
    """An input cannot be read."""


class FetchError(InputError):
    """An address gave no page; `transient` says whether a later try may succeed."""

    def __init__(self, message: str, *, transient: bool = False) -> None:
        super().__init__(message)
        self.transient = transient


class AddressForbidden(FetchError):
    """The address is private, local or otherwise not to be asked."""


class RobotsForbidden(FetchError):
    """The publisher's robots.txt does not allow the address."""


class HttpStatusError(FetchError):
    """The server answered with an error status."""

    def __init__(
        self,
        message: str,
        *,
        status: int,
        transient: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, transient=transient)
        self.status = status
        self.retry_after = retry_after  # seconds that the server asked to wait


class TooLarge(FetchError):
    """The input is larger than the limit in the settings."""


class ExtractError(InputError):
    """No article was found on a page."""


class NotAnArticle(ExtractError):
    """The page is recognised as something else: a home page, a listing, a consent form."""


class StoreError(MarsadError):
    """The store is missing, locked, too old or too new."""
