"""The name of the site: what machines are told, the title's end, the logo, the copyright line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from marsad.extract.blocks import Block, Head
from marsad.extract.metadata import Claim, Metadata
from marsad.extract.name_shape import is_named
from marsad.extract.soup import attribute, value_of
from marsad.extract.titles import letters
from marsad.extract.where import is_agency
from marsad.lexicon.furniture import load_furniture
from marsad.lexicon.sections import is_section_name, topic_of_section
from marsad.text.normalize import fold
from marsad.urls import path_of

_HREF = attribute("href")
_ALT = attribute("(?:alt|title)")
_NO_NAME = re.compile(r"^\W*(?:الرءيسيه|الصفحه الرءيسيه|home|logo|شعار|image|footer logo)\W*$")
_LOGO_WORDS = re.compile(
    r"^\s*(?:شعار|لوغو|logo(?: of)?)\s+|\s+(?:logo|لوغو|شعار)\s*$", re.IGNORECASE
)
_RIGHTS = re.compile(
    r"حقوق(?: النشر| الطبع| الملكية)?(?: والطبع| والنشر)?\s+محفوظة?\s*(?:©|\(c\))?\s*"
    r"(?:لدى|لصالح|لموقع|ل|لـ)\s*([^\d©.،,|–—-]{2,40})"
)
_RESERVED_WORDS = (
    r"حقوق(?:(?:\s+(?:و?النشر|و?الطبع|و?الملكية|و?التأليف|و?النسخ|و?التوزيع|الفكرية))+"
    r"(?:\s+محفوظ[ةه]?)?|\s+محفوظ[ةه]?)"
)
_LATER = r"(?:\s*[-–—/]\s*(?:19|20)\d\d)?\)?(?:\s*م(?!\w))?"
# Of lower case, and each way beginning with a letter of its own: so it is looked for much faster.
_RESERVED = re.compile(
    rf"جميع\s+(?:ال)?{_RESERVED_WORDS}|كل\s+(?:ال)?{_RESERVED_WORDS}|كافة\s+(?:ال)?{_RESERVED_WORDS}"
    rf"|ال{_RESERVED_WORDS}|{_RESERVED_WORDS}"
    rf"|copyrights?|all\s+rights?\s+reserved|tous\s+droits\s+réservés|\(c\)|©"
    rf"|\((?:19|20)\d\d{_LATER}|19\d\d{_LATER}|20\d\d{_LATER}"
)
"""What a line of copyright says of any site: phrase, sign and years."""

_MADE_BY = r"powered|designed|developed|created|site by|تصميم|برمجه|تطوير|تنفيذ|استضافه|بدعم"
_MAKER = re.compile(rf"(?:{_MADE_BY})(?!\w)")
_NO_OWNER = re.compile(
    rf"(?:{_MADE_BY}|theme|template|privacy|terms|about|contact"
    r"|من نحن|اتصل|سياسه|شروط|الرءيسيه|خريطه|اعلن|يمنع|يسمح|يحظر|لا يجوز|لا يسمح|هذا|هذه)(?!\w)"
)
"""What else the foot of a page begins with."""

_OWNED = re.compile(r"^(?:لدى|لصالح|لموقع|لـ|to|by|for|of)\s+", re.IGNORECASE)
_PIECE_END = re.compile(r"\s*[.،,؛;|:–—•·]\s*|\s+-\s+|\n")
_LONGEST_LINE, _MOST_WORDS = 200, 5
_ARABIC = re.compile("[ء-ي]")
_OTHERS = re.compile(r"agency|source|provider|partner|sponsor")
_DEVICE = re.compile(  # for which a page is made
    r"(?:ال)?(?:نسخه )?(?:ال)?(?:موبايل|جوال|هاتف|محمول|محموله|خفيفه|amp|mobile)(?: version)?"
)
_SYSTEMS = frozenset("blogger wordpress joomla drupal wix".split())  # that name themselves
_SEPARATORS = re.compile(r"\s+[|·•–—«»:-]+\s+|\s*[|]\s*")
_LONGEST, _MOST_LOGOS = 40, 20
_TOP = 6  # first texts of a page
_FOOT = 12  # last texts of a page
_LEAST_HEADLINE, _LONGEST_HEADLINE, _LEAST_TITLE = 25, 160, 15


def site_name(metadata: Metadata, head: Head, blocks: Sequence[Block]) -> Claim[str] | None:
    """Return the name that a page gives to its site."""
    if metadata.site_name and fold(metadata.site_name.value).strip() not in _SYSTEMS:
        own = _beside(metadata.site_name.value, head.title)
        return Claim(own, "title") if own else metadata.site_name
    found = (
        (_of_title(head.title, metadata, blocks), "title"),
        (_of_logo(head), "logo"),
        (_of_rights(blocks), "visible"),
        (_of_home(blocks), "visible"),
    )
    return next((Claim(name, source) for name, source in found if name), None)


def _beside(latin: str, title: str | None) -> str | None:
    """Return the Arabic name that a title prints beside the site's Latin one: "… - الصباح | X"."""
    if not latin.isascii():
        return None
    pieces = [piece.strip() for piece in _SEPARATORS.split(title or "")]
    if len(pieces) < 3 or not pieces[-1].isascii():
        return None
    first, second = letters(pieces[-1]), letters(latin)
    if not first or not (first.startswith(second) or second.startswith(first)):
        return None
    name = pieces[-2]
    if name.lower().startswith("by "):  # "… | by فلان | Medium"
        return None
    arabic = bool(_ARABIC.search(name)) and len(name) < _LONGEST and len(name.split()) <= 3
    return name if arabic and topic_of_section(name) is None else None


def _of_title(title: str | None, metadata: Metadata, blocks: Sequence[Block]) -> str | None:
    """Return what the title holds besides the headline that another place confirms."""
    pieces = [p for p in _SEPARATORS.split(title or "") if not _DEVICE.fullmatch(fold(p).strip())]
    if len(pieces) < 2:
        return _before_headline(title or "", metadata, blocks)
    heads = {letters(block.text) for block in blocks if block.heading and len(block.text) > 15}
    heads |= {letters(claim.value) for claim in metadata.titles if claim.source != "title"}
    first, last = pieces[0].strip(), pieces[-1].strip()
    for head, rest in ((first, last), (last, first)):
        if letters(head) in heads and 1 < len(rest) < _LONGEST and letters(rest) not in heads:
            return None if _is_writer(rest, blocks) else rest
    texts = {letters(block.text) for block in blocks if _may_head(block)}
    about = " ".join([metadata.description or "", *(block.text for block in blocks[-_FOOT:])])
    for head, rest in ((first, last), (last, first)):
        # A section stands there as well: a site's name is told once more.
        if letters(head) in texts and 1 < len(rest) < _LONGEST and rest in about:
            return rest
    return None


def _is_writer(name: str, blocks: Sequence[Block]) -> bool:
    """Say whether a person's name is a link to more than the site's home: the page of who wrote."""
    if not is_named(name, None):
        return False
    tags = (tag for block in blocks for text, tag in block.anchors if text == name)
    return any(path_of(value_of(_HREF, tag) or "").strip("/") for tag in tags)


def _before_headline(title: str, metadata: Metadata, blocks: Sequence[Block]) -> str | None:
    """Return what a colon parts from the headline that another place states: "الموقع: …"."""
    told = [claim.value for claim in metadata.titles if claim.source != "title"]
    heads = [block.text for block in blocks if block.heading and len(block.text) > _LEAST_TITLE]
    links = {text for block in blocks for text, _ in block.anchors}
    for headline in (*told, *heads):
        if title.endswith(headline):
            name = title[: -len(headline)].rstrip()
            if headline not in told and name[:-1].strip() not in links:
                continue  # "بالفيديو: …"
            if name[-1:] == ":" and 2 < len(name) < _LONGEST:
                return name[:-1].strip()
    return None


def _may_head(block: Block) -> bool:
    """Say whether a text that is no heading may be the headline of an old page."""
    return _LEAST_HEADLINE < len(block.text) < _LONGEST_HEADLINE and not block.link_length


def _of_logo(head: Head) -> str | None:
    images = (
        piece
        for piece in head.pieces
        if piece[:4] == "img " and "logo" in piece.lower() and not _OTHERS.search(piece.lower())
    )
    for tag in islice(images, _MOST_LOGOS):
        name = _LOGO_WORDS.sub("", (value_of(_ALT, tag) or "").strip()).strip()
        if 1 < len(name) < _LONGEST and len(name.split()) <= 5 and not _NO_NAME.match(fold(name)):
            return name
    return None


def logo_credits(head: Head) -> list[str]:
    """Return the sources that a page names with a logo only: the picture's own text."""
    names = (" ".join((value_of(_ALT, tag) or "").split()) for tag in head.logos)
    names = (first if is_agency(first := name.partition("_")[0]) else name for name in names)
    return [
        _LOGO_WORDS.sub("", name)
        for name in names
        if 1 < len(name) < _LONGEST and len(name.split()) <= 5 and not _NO_NAME.match(fold(name))
    ]


def _of_home(blocks: Sequence[Block]) -> str | None:
    """Return what the first link to the site's first page says, which stands at the page's top."""
    for block in blocks[:_TOP]:
        for name, tag in block.anchors:
            if value_of(_HREF, tag) == "/" and not _NO_NAME.match(fold(name)):
                own = 1 < len(name.split()) <= _MOST_WORDS and not is_section_name(name, whole=True)
                return name if own and fold(name) not in load_furniture().no_section else None
    return None


def _of_rights(blocks: Sequence[Block]) -> str | None:
    foot = blocks[-_FOOT:]
    if not _is_signed("\n".join([block.text for block in foot])):
        return None
    for block in reversed(foot):
        if not _is_signed(block.text):
            continue
        match = _RIGHTS.search(block.text)
        if match and len(name := match[1].strip(" ـ:")) > 2:
            return name
        if name := _beside_sign(block.text):
            return name
    return None


def _is_signed(text: str) -> bool:
    """Say whether a line of copyright may stand in a text."""
    if "©" in text or "حقوق" in text or "opyright" in text or "(c)" in text:
        return True
    return "ights reserved" in text or "ights Reserved" in text or "RIGHT" in text


def _apart(text: str) -> list[str]:
    """Cut a line of copyright at its phrases, signs and years."""
    lower, pieces, at = text.lower(), [], 0
    if len(lower) != len(text):
        return [text]  # letters whose small ones are two
    for match in _RESERVED.finditer(lower):
        pieces.append(text[at : match.start()].strip())
        at = match.end()
    return [*pieces, text[at:].strip()]


def _beside_sign(text: str) -> str | None:
    """Return the name in a line of copyright, beside its phrases, signs and years.

    Feet of pages go on with what may not be copied, and with who made them.
    """
    if len(text) > _LONGEST_LINE:
        return None
    furniture = load_furniture()
    before, *after = _apart(text)
    if not after or _MAKER.match(fold(before)):
        return None
    for piece in (*after, before):
        bare = piece.strip(" -–—()[]ـ\"'«»")
        name = _OWNED.sub("", _PIECE_END.split(bare)[0].partition("(")[0].strip())
        if piece is before and name != bare:
            continue  # links of a foot stand there
        first, _, rest = name.partition(" ")
        if rest and first[:1] == "ل" and fold(first[1:]) in furniture.medium:
            name = f"{first[1:]} {rest}"  # "لصحيفة كذا"
        if not 2 < len(name) < _LONGEST or len(name.split()) > _MOST_WORDS:
            continue
        if _NO_OWNER.match(fold(name)) or not any(map(str.isalpha, name)):
            continue
        if furniture.read(name) is None:
            return name
    return None
