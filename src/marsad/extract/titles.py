"""The headline: what the page prints and what its metadata say, without the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from marsad.extract.metadata import Claim
from marsad.text.normalize import fold

_SEPARATORS = re.compile(r"\s+[|·•–—«»:-]+\s+|\s*[|]\s*")
_MEDIUM = re.compile(
    r"\W*(?:صحيفه|جريده|موقع|وكاله|قناه|بوابه|شبكه|مجله|اذاعه|تلفزيون|راديو|newspaper|news)\b"
)
_NOT_ALNUM = re.compile(r"[\W_]+")


def best_title(
    claims: Sequence[Claim[str]],
    site: str | None,
    headings: Iterable[str],
    lesser: Iterable[str] = (),
) -> Claim[str] | None:
    """Choose the headline: a heading that the metadata confirm, else theirs, without the site.

    `headings` are of the first level, `lesser` of the others: those count where a site puts its
    own name into the first.
    """
    names = [Claim(strip_site(claim.value, site), claim.source) for claim in claims]
    keys = [letters(claim.value) for claim in names]
    heads = [heading for heading in headings if len(heading) > 5]
    for heading in (*heads, *(lower for lower in lesser if len(lower) > 15)):
        folded = letters(heading)
        if any(folded and key and (folded in key or key in folded) for key in keys):
            return Claim(strip_site(heading, site, guess=False), "heading")
    if len(heads) == 1 and len(heads[0].split()) > 3:
        return Claim(heads[0], "heading")
    ours = [claim for claim in names if len(claim.value) > 5]
    return next(iter(ours), Claim(heads[0], "heading") if heads else None)


def strip_site(title: str, site: str | None, *, guess: bool = True) -> str:
    """Remove the site's name from a title's end or beginning; `guess` it where it is not known."""
    pieces = _SEPARATORS.split(title)
    if len(pieces) < 2:
        return title.strip()
    first, last = pieces[0], pieces[-1]
    if _is_site(last, site, guess) or (guess and "|" in title and len(last) < min(40, len(first))):
        return title[: title.rindex(last)].rstrip(" |·•–—«»:-\u200f\u200e")
    if _is_site(first, site, guess):
        return title[title.index(pieces[1], len(first)) :].strip()
    return title.strip()


def _is_site(piece: str, site: str | None, guess: bool) -> bool:
    """Say whether a piece of a title names the site: as the page does, or by a medium's word."""
    name, own = letters(site or ""), letters(piece)
    if own and name and (own in name or name in own):
        return True
    return guess and len(piece.split()) <= 3 and bool(_MEDIUM.match(fold(piece)))


def letters(text: str) -> str:
    """Return the folded letters and digits of a text, run together."""
    return _NOT_ALNUM.sub("", fold(text))
