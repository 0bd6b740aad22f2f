"""Which texts may name a section of a site."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from marsad.extract.blocks import Containers
from marsad.extract.lines import is_stamp, same
from marsad.extract.where import is_medium, is_site
from marsad.lexicon.furniture import load_furniture
from marsad.lexicon.sections import is_section_name
from marsad.text.normalize import fold
from marsad.text.proclitics import is_function_word

LONGEST_SECTION = 30
"""Characters that a section's name has at most."""

_HOME = re.compile(
    r"\W*(?:(?:انت(?: الان)?(?: هنا| في)|موقعك|you are here)\W+)?"
    r"(?:(?:الصفحه )?(?:الرءيسيه|الرءيسه|الاولي|الاساسيه)|الاستقبال|الواجهه|البدايه|صفحه البدايه"
    r"|بدايه الموقع|home|accueil)(?!\w)\W*"
)
_MENU_HINT = re.compile(r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|topbar)(?:$|[\s_-])")
_NO_NAME = re.compile(r"[\d»›>\\←‹«:：]")
_MOST_WORDS = 4
_SECTIONS = frozenset({"ترجمات"})  # credits of nobody, too


def is_home(name: str) -> bool:
    """Say whether a step of a path is the site's home page."""
    return _HOME.fullmatch(fold(name)) is not None


def is_title(text: str, title: str | None) -> bool:
    """Say whether a text is the headline, or begins as it does."""
    if not title:
        return False
    return same(text, title) or (len(text) > LONGEST_SECTION and text[:20] in title)


def fit_section(text: str, title: str | None, site: str | None) -> str | None:
    """Return a text that may name a section, without signs around it."""
    if len(text) > 2 * LONGEST_SECTION:
        return None
    name = " ".join(text.split()).strip(" -–—|:،·•#[]()/»›>")
    if not 1 < len(name) <= LONGEST_SECTION or len(name.split()) > _MOST_WORDS:
        return None
    folded = " ".join(fold(name).split())
    furniture = load_furniture()
    none = furniture.no_section | (furniture.agencies - _SECTIONS)
    if is_home(name) or folded in none:
        return None
    if _NO_NAME.search(name) or is_stamp(name) or _is_site(name, site):
        return None
    if is_function_word(folded.rpartition(" ")[2]):
        return None  # a sentence that a day goes on behind: "أعلنت الخطة في"
    label = load_furniture().read(name)
    if label is not None and label.alone and not is_section_name(name, whole=True):
        return None
    if label is not None and label.kind == "byline" and label.sign:
        return None
    return None if is_title(name, title) or name.endswith((".", "؟", "!")) else name


def _is_site(name: str, site: str | None) -> bool:
    """Say whether a name is the site's, and not the section "أخبار" of "صحراء أخبار"."""
    if site is None:
        return False
    longer = fold(site).endswith(f" {fold(name)}") and not is_medium(site)
    return is_site(name, site) and not (longer and is_section_name(name, whole=True))


def is_marked(containers: Containers, at: int, says: Callable[[str], bool]) -> bool:
    """Say whether an element, or the one around it, is made for something, by its name."""
    if at <= 0:
        return False
    above = containers.parents[at]
    return says(containers.hint(at)) or (above > 0 and says(containers.hint(above)))


@lru_cache(maxsize=1024)
def is_made_for_menus(hint: str) -> bool:
    """Say whether an element's name is a menu's."""
    return "menu" in hint or _MENU_HINT.search(hint) is not None
