"""What a page says about its article: in JSON-LD, meta elements, microdata, and in its address."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from marsad.codec import parse_stamp
from marsad.extract.jsonld import article_data, paragraphs_of, text_of, texts_of
from marsad.text.normalize import fold
from marsad.text.stamps import read_stamp
from marsad.types import Stamp
from marsad.urls import absolute, clean_url, same_site

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued",
    "dc.date", "dcterms.date", "dcterms.created", "pubdate", "publishdate", "publish-date",
    "parsely-pub-date", "sailthru.date", "publish_date", "date",
)  # fmt: skip
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
            "last-modified", "lastmod")  # fmt: skip
_URL_DAY = re.compile(
    r"/(20\d\d|19\d\d)[/-](?:[a-z_-]+/)?(\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)", re.IGNORECASE
)
_SEPARATORS = re.compile(r"\s+[|·•–—«»:-]+\s+|\s*[|]\s*")
_MEDIUM = re.compile(
    r"\W*(?:صحيفه|جريده|موقع|وكاله|قناه|بوابه|شبكه|مجله|اذاعه|تلفزيون|راديو|newspaper|news)\b"
)
_BARE_OFFSET = re.compile(r"([+-]\d\d)(\d\d)$")
_FIRST_YEAR, _LAST_YEAR = 1970, 2200
_NAME_NOISE = re.compile(r"https?://|@|\d{4}|[{}<>]")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Everything that a page's machine-readable parts say, unweighed."""

    titles: tuple[str, ...] = ()
    site_name: str | None = None
    canonical: str | None = None
    published: tuple[Stamp, ...] = ()
    updated: tuple[Stamp, ...] = ()
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()  # of the article alone by their element's meaning
    keywords: tuple[str, ...] = ()  # often the site's
    sections: tuple[str, ...] = ()
    image: str | None = None
    language: str | None = None
    says_article: bool = False  # by og:type, or JSON-LD of an article
    body: tuple[str, ...] = field(default=(), repr=False)  # JSON-LD's `articleBody`


def read_metadata(tree: LexborHTMLParser, url: str | None) -> Metadata:
    """Collect what the page says about its article; values that make no sense are left out."""
    metas = _metas(tree)
    data = article_data(tree)
    html = tree.css_first("html")
    title = tree.css_first("head > title") or tree.css_first("title")
    return Metadata(
        titles=_unique(
            [
                text_of(data.get("headline")),
                *metas.get("og:title", []),
                *metas.get("twitter:title", []),
                " ".join(title.text().split()) if title else None,
            ]
        ),
        site_name=next(iter(metas.get("og:site_name", [])), None) or text_of(data.get("publisher")),
        canonical=_canonical(tree, metas, url),
        published=_stamps([text_of(data.get("datePublished")), *_values(metas, _PUBLISHED),
                           *_itemprops(tree, "datePublished"), *_times(tree)]),
        updated=_stamps([text_of(data.get("dateModified")), *_values(metas, _UPDATED),
                         *_itemprops(tree, "dateModified")]),
        authors=_names([*_people(data.get("author")), *metas.get("author", []),
                        *metas.get("article:author", []), *_itemprop_names(tree, "author")]),
        tags=_unique(metas.get("article:tag", [])),
        keywords=_keywords(data, metas),
        sections=_unique(
            [
                *texts_of(data.get("articleSection")),
                *metas.get("article:section", []),
                *_itemprops(tree, "articleSection"),
            ]
        ),
        image=_image(data, metas, url),
        language=(html.attributes.get("lang") or None) if html else None,
        says_article=bool(data)
        or any(kind.lower().startswith("article") for kind in metas.get("og:type", [])),
        body=paragraphs_of(data.get("articleBody")),
    )  # fmt: skip


def url_day(url: str | None) -> dt.date | None:
    """Return the day that an address's path names, such as /2024/11/12/."""
    match = _URL_DAY.search(url or "")
    if not match:
        return None
    try:
        return dt.date(*map(int, match.groups()))
    except ValueError:
        return None


def _metas(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """Return the contents of all meta elements by their lower-case name."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]")[:400]:
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = " ".join((attributes.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _values(metas: Mapping[str, list[str]], names: Iterable[str]) -> list[str]:
    return [value for name in names for value in metas.get(name, [])]


def _itemprops(tree: LexborHTMLParser, name: str) -> list[str]:
    return [
        " ".join((_machine_value(node) or node.text()).split())
        for node in tree.css(f'[itemprop~="{name}"]')[:5]
    ]


def _times(tree: LexborHTMLParser) -> list[str]:
    """Return the machine time of the article's own time element: one within it, or the only one."""
    inside = tree.css("article time[datetime], main time[datetime], time[pubdate]")
    nodes = inside or tree.css("time[datetime]")
    if not inside and len(nodes) > 1:
        return []
    return [node.attributes.get("datetime") or "" for node in nodes[:1]]


def _machine_value(node: LexborNode) -> str | None:
    return node.attributes.get("datetime") or node.attributes.get("content")


def _itemprop_names(tree: LexborHTMLParser, name: str) -> list[str]:
    found = []
    for node in tree.css(f'[itemprop~="{name}"]')[:5]:
        inner = node.css_first('[itemprop~="name"]')
        found.append((inner or node).attributes.get("content") or (inner or node).text())
    return found


def _stamps(values: Iterable[str | None]) -> tuple[Stamp, ...]:
    stamps = (machine_stamp(value) for value in values if value)
    return tuple(stamp for stamp in stamps if stamp is not None)


def machine_stamp(value: str) -> Stamp | None:
    """Read a stamp meant for machines, or one for people put in its place."""
    value = value.strip()
    try:
        stamp: Stamp | None = parse_stamp(_BARE_OFFSET.sub(r"\1:\2", value.replace(" +", "+")))
    except ValueError:
        reading = read_stamp(value[:200])
        stamp = reading.stamp if reading and reading.confidence > 0.3 else None
    # Year 1, 1970 and 9999 are what empty fields of content systems look like.
    return stamp if stamp and _FIRST_YEAR < stamp.year < _LAST_YEAR else None


def _people(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [name for item in items[:20] if (name := text_of(item))]


def _names(values: Iterable[str]) -> tuple[str, ...]:
    names = (" ".join(value.split()) for value in values if value)
    return _unique(name for name in names if 2 < len(name) < 60 and not _NAME_NOISE.search(name))


def _keywords(data: Mapping[str, Any], metas: Mapping[str, list[str]]) -> tuple[str, ...]:
    raw = [*texts_of(data.get("keywords")), *metas.get("news_keywords", []),
           *metas.get("keywords", [])]  # fmt: skip
    return _unique(part.strip() for value in raw for part in re.split(r"[,،;|]", value))


def _image(data: Mapping[str, Any], metas: Mapping[str, list[str]], url: str | None) -> str | None:
    image = data.get("image")
    if isinstance(image, list):
        image = image[0] if image else None
    if isinstance(image, Mapping):
        image = image.get("url")
    for value in [*metas.get("og:image", []), *metas.get("twitter:image", []), image]:
        if isinstance(value, str) and (address := absolute(value, url)):
            return address
    return None


def _canonical(
    tree: LexborHTMLParser, metas: Mapping[str, list[str]], url: str | None
) -> str | None:
    """Return the canonical address: the page's own word for it within the same site, else `url`."""
    link = tree.css_first('link[rel="canonical"]')
    named = [link.attributes.get("href") if link else None, *metas.get("og:url", [])]
    for value in named:
        address = absolute(value, url) if value else None
        if address and url and same_site(address, url) and not _is_home(address):
            return clean_url(address)
        if address and not url and not _is_home(address):
            return clean_url(address)
    return clean_url(url) if url else None


def _is_home(url: str) -> bool:
    return clean_url(url).count("/") == 3 and clean_url(url).endswith("/")


def best_title(
    metadata: Metadata, headings: Iterable[str], lesser: Iterable[str] = ()
) -> str | None:
    """Choose the headline: a heading that the metadata confirm, else theirs, without the site.

    `headings` are of the first level, `lesser` of the others: those count where a site puts its
    own name into the first.
    """
    names = [strip_site(title, metadata.site_name) for title in metadata.titles]
    heads = [heading for heading in headings if len(heading) > 5]
    for heading in (*heads, *(lower for lower in lesser if len(lower) > 15)):
        folded = _letters(heading)
        if any(folded and (folded in _letters(name) or _letters(name) in folded) for name in names):
            return strip_site(heading, metadata.site_name, guess=False)
    if len(heads) == 1 and len(heads[0].split()) > 3:
        return heads[0]
    ours = [name for name in names if len(name) > 5]
    return next(iter(ours or heads), None)


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
    name, own = _letters(site or ""), _letters(piece)
    if own and name and (own in name or name in own):
        return True
    return guess and len(piece.split()) <= 3 and bool(_MEDIUM.match(fold(piece)))


def _letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
