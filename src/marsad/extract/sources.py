"""Names of sources and agencies in a line that credits them."""

from __future__ import annotations

import re

from marsad.extract.lines import is_stamp
from marsad.extract.where import is_known_place, is_site
from marsad.lexicon.furniture import load_furniture
from marsad.text.normalize import fold

CREDIT_SEPARATORS = re.compile(r"\s*[+,،/|]\s*|\s+[-–—]\s+|\s*[()]\s*")
"""What parts the names of a credit."""

_CREDIT_LIST = re.compile(r"\s*[+،,|]\s*")
_AGENCY = re.compile(r"\W*[(\[（]\s*([^()\[\]]{2,40})\s*[)\]）]\W*$")


def credited(value: str, site: str | None) -> list[str]:
    """Return the sources that a credit names, without places and stamps beside them.

    "دبي - الصحيفة" names one, "الساحل، رويترز" two, though الساحل is a place as well.
    """
    found: list[str] = []
    for part in _CREDIT_LIST.split(value):
        names = [name.strip(" .()ـ") for name in CREDIT_SEPARATORS.split(part)]
        names = [name for name in names if name and not is_stamp(name)]
        sources = [name for name in names if is_site(name, site) or not is_known_place(name)]
        found.extend(sources or names[-1:])
    return found


def agencies_in(text: str) -> list[str]:
    """Return the agencies of a line that is nothing but them, in brackets."""
    match = _AGENCY.match(text)
    names = [name.strip() for name in CREDIT_SEPARATORS.split(match[1])] if match else []
    known = load_furniture().agencies
    return names if names and all(" ".join(fold(n).split()) in known for n in names) else []
