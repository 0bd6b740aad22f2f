"""What a page says about its article: in JSON-LD, meta elements, microdata, and in its address."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from marsad.codec import parse_stamp
from marsad.extract.blocks import Head
from marsad.extract.jsonld import (
    article_data,
    is_collection,
    page_data,
    paragraphs_of,
    text_of,
    texts_of,
)
from marsad.extract.soup import attribute, unescape, value_of
from marsad.extract.state import article_state
from marsad.text.stamps import read_stamp
from marsad.types import Stamp
from marsad.urls import absolute, clean_url, same_site

Value = TypeVar("Value")
_PUBLISHED = {
    "article:published_time": "article", "og:article:published_time": "article",
    "datepublished": "microdata", "dc.date.issued": "dublin-core", "dc.date": "dublin-core",
    "dc.date.created": "dublin-core", "dcterms.date": "dublin-core",
    "dcterms.issued": "dublin-core", "dcterms.created": "dublin-core", "pubdate": "meta",
    "publishdate": "meta", "publisheddate": "meta", "publish-date": "meta",
    "parsely-pub-date": "meta",
    "sailthru.date": "meta", "publish_date": "meta", "publication_date": "meta",
    "article_date_original": "meta", "pdate": "meta", "cxenseparse:recs:publishtime": "meta",
    "cxenseparse:publishtime": "meta", "article.published": "meta", "og:pubdate": "og",
    "citation_publication_date": "meta", "article:published": "article",
    "date": "meta",
}  # fmt: skip
_UPDATED = {
    "article:modified_time": "article", "og:updated_time": "og", "datemodified": "microdata",
    "dcterms.modified": "dublin-core", "dc.date.modified": "dublin-core",
    "last-modified": "meta", "lastmod": "meta", "revised": "meta",
}  # fmt: skip
_TITLES = {"og:title": "og", "twitter:title": "twitter", "dc.title": "dublin-core",
           "dcterms.title": "dublin-core", "headline": "microdata"}  # fmt: skip
_AUTHORS = {"author": "meta", "article:author": "article", "dc.creator": "dublin-core",
            "dcterms.creator": "dublin-core", "parsely-author": "meta", "sailthru.author": "meta",
            "byl": "meta", "cxenseparse:author": "meta", "citation_author": "meta",
            "og:author": "og", "article:author_name": "article",
            "mediator_author": "meta"}  # fmt: skip
_SECTIONS = {"article:section": "article", "parsely-section": "meta",
             "articlesection": "microdata"}  # fmt: skip
_SITES = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher",
          "apple-mobile-web-app-title")  # fmt: skip
_KEYWORDS = ("news_keywords", "dc.subject", "dcterms.subject", "keywords", "parsely-tags")
_OTHERS = (*_KEYWORDS, "og:type", "og:url", "og:image", "og:description", "description",
           "twitter:image", "article:tag", "og:article:tag", "twitter:description")  # fmt: skip
_WANTED = frozenset([*_PUBLISHED, *_UPDATED, *_TITLES, *_AUTHORS, *_SECTIONS, *_SITES, *_OTHERS])
_NAME = re.compile(
    r"(?<![\w-])(?:property|name|itemprop)\s*+=\s*+[\"']?\s*+([^\"'\s>]++)", re.IGNORECASE
)
_USUAL = frozenset({"meta property=", "meta name=", "meta itemprop="})  # up to the first mark
_CONTENT = attribute("content")
_DATETIME = attribute("(?:datetime|content)")
_TIME = attribute("(?:datetime|content|title)")
_TITLE = attribute("title")
_ISO = re.compile(r"\d{4}-\d\d-\d\dT")
_ITEMPROP = attribute("itemprop")
_URL_DAY = re.compile(
    r"/(?:(20\d\d|19\d\d)[/-](?:[a-z_-]+/)?(\d{1,2})[/-](\d{1,2})"
    r"|(20[0-4]\d)([01]\d)([0-3]\d))(?=[/_.-]|$)",
    re.IGNORECASE,
)
_BARE_OFFSET = re.compile(r"([+-]\d\d)(\d\d)$")
_LONGEST_META = 5000
_FIRST_YEAR, _LAST_YEAR = 1970, 2200
_NAME_NOISE = re.compile(r"https?://|@|\d{4}|[{}<>]|^\W*$")
_KEYWORD_SIGNS = re.compile(r"[,،;؛|]")


class Claim(NamedTuple, Generic[Value]):
    """A value, and which part of the page says so."""

    value: Value
    source: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """Everything that a page's machine-readable parts say, unweighed."""

    titles: tuple[Claim[str], ...] = ()
    site_name: Claim[str] | None = None
    canonical: str | None = None
    published: tuple[Claim[Stamp], ...] = ()
    updated: tuple[Claim[Stamp], ...] = ()
    times: tuple[tuple[Stamp, int], ...] = ()  # of `time` elements, with the blocks before them
    authors: tuple[Claim[str], ...] = ()
    tags: tuple[str, ...] = ()  # of the article alone by their element's meaning
    keywords: tuple[str, ...] = ()  # often the site's
    keywords_source: str = "meta"
    sections: tuple[Claim[str], ...] = ()
    image: Claim[str] | None = None
    language: str | None = None
    description: str | None = None
    is_collection: bool = False  # JSON-LD calls the page a list, or a profile
    described: bool = False  # JSON-LD tells of an article
    says_article: bool = False  # by og:type, or JSON-LD of an article
    kind: str | None = None  # og:type
    body: tuple[str, ...] = field(default=(), repr=False)  # JSON-LD's `articleBody`
    state: tuple[str, ...] = field(default=(), repr=False)  # the text in its program's data


def read_metadata(head: Head, headings: Sequence[str], url: str | None) -> Metadata:
    """Collect what the page says about its article; values that make no sense are left out.

    `headings` are the visible ones of the first level.
    """
    metas = _metas(head)
    printed = [*headings, head.title or "", *metas.get("og:title", [])]
    data = article_data(head.scripts, printed)
    whole = {} if data else page_data(head.scripts)
    state = article_state(head.pieces, printed) if head.framed else {}
    kinds = metas.get("og:type", [])
    collected = not data and is_collection(head.scripts)
    called = any(kind.lower().startswith("article") for kind in kinds)
    machine = [
        text_of(data.get("keywords")) and Claim(list(texts_of(data.get("keywords"))), "json-ld"),
        *(Claim(metas[name], "meta") for name in _KEYWORDS if name in metas),
        state.get("keywords") and Claim(list(state["keywords"]), "state"),
    ]
    nothing: Claim[list[str]] = Claim([], "meta")
    keywords = next((claim for claim in machine if claim), nothing)
    return Metadata(
        titles=_unique([
            *_claims([text_of(data.get("headline"))], "json-ld"), *_named(metas, _TITLES),
            *_claims([head.title], "title"), *_claims([state.get("headline")], "state"),
        ]),
        site_name=_site_name(data, metas),
        canonical=_canonical(head, metas, url),
        published=_stamps([*_claims([text_of((data or whole).get("datePublished"))], "json-ld"),
                           *_named(metas, _PUBLISHED),
                           *_claims([state.get("datePublished")], "state"),
                           *_claims(_abbreviated(head), "time")]),
        updated=_stamps([*_claims([text_of((data or whole).get("dateModified"))], "json-ld"),
                         *_named(metas, _UPDATED),
                         *_claims([state.get("dateModified")], "state")]),
        times=_times(head),
        authors=_names([*_claims(_people(data.get("author")), "json-ld"),
                        *_named(metas, _AUTHORS), *_claims(state.get("author", ()), "state")],
                       but=_organisations(data)),
        tags=tuple(dict.fromkeys(metas.get("article:tag", []) + metas.get("og:article:tag", []))),
        keywords=_keywords(keywords.value),
        keywords_source=keywords.source,
        sections=_unique([*_claims(texts_of(data.get("articleSection")), "json-ld"),
                          *_named(metas, _SECTIONS),
                          *_claims(state.get("articleSection", ()), "state")]),
        image=_image(data, metas, url),
        language=head.language,
        description=max([*metas.get("og:description", []), *metas.get("description", []),
                         *metas.get("twitter:description", [])], key=len, default=None),
        is_collection=collected,
        described=bool(data),
        says_article=bool(data) or (called and not collected),
        kind=kinds[0].lower() if kinds else None,
        body=paragraphs_of(data.get("articleBody")),
        state=paragraphs_of(state.get("articleBody")),
    )  # fmt: skip


def url_day(url: str | None) -> dt.date | None:
    """Return the day that an address's path names, such as /2024/11/12/."""
    match = _URL_DAY.search(url or "")
    if not match:
        return None
    try:
        return dt.date(*(int(number) for number in match.groups() if number))
    except ValueError:
        return None


def _metas(head: Head) -> dict[str, list[str]]:
    """Return the contents of meta elements and of microdata by their lower-case name."""
    found: dict[str, list[str]] = {}
    for tag in head.metas:
        parts = tag.split('"', 4)
        if len(parts) == 5 and parts[0] in _USUAL and parts[2] == " content=":
            # Name and content, as nearly all pages write them; most names are of no use.
            name = parts[1].strip().lower().partition(" ")[0]
            content = unescape(parts[3]) if name in _WANTED else ""
        else:
            lowered = tag.lower()
            named = "name" in lowered or "prop" in lowered  # a page's charset is not
            match = _NAME.search(tag) if named else None
            name = match[1].lower() if match else ""
            content = (value_of(_CONTENT, tag) if name in _WANTED else None) or ""
        if name in _WANTED and (content := " ".join(content[:_LONGEST_META].split())):
            found.setdefault(name, []).append(content)
    for tag, text in head.properties:
        names = (value_of(_ITEMPROP, tag) or "").lower().split()
        wanted = [name for name in names if name in _WANTED and len(found.get(name, ())) < 5]
        if wanted and (value := " ".join(_property(tag, text).split())):
            for name in wanted:
                found.setdefault(name, []).append(value)
    return found


def _property(tag: str, text: str) -> str:
    """Return the value of microdata: for machines if there is one, else the `text` in it."""
    lowered = tag.lower()
    told = "datetime" in lowered or "content" in lowered
    if told and (value := value_of(_DATETIME, tag)):
        return value
    titled = (value_of(_TITLE, tag) if "title" in lowered else None) or ""
    return titled if _ISO.match(titled) else text


def _claims(values: Iterable[str | None], source: str) -> list[Claim[str]]:
    return [Claim(value, source) for value in values if value]


def _named(metas: Mapping[str, list[str]], names: Mapping[str, str]) -> list[Claim[str]]:
    return [
        Claim(value, source)
        for name, source in names.items()
        if name in metas
        for value in metas[name]
    ]


def _times(head: Head) -> tuple[tuple[Stamp, int], ...]:
    """Return the machine times of `time` elements."""
    found = []
    for tag, place in head.times:
        if _is_abbreviation(tag):
            continue
        value = value_of(_TIME, tag)
        stamp = machine_stamp(value) if value else None
        if stamp is not None:
            found.append((stamp, place))
    return tuple(found)


def _abbreviated(head: Head) -> list[str]:
    """Return the instant behind the one `<abbr class=published>`, as blogs print their hours."""
    tags = [tag for tag, _ in head.times if _is_abbreviation(tag)]
    titles = {value_of(_TITLE, tag) or "" for tag in tags}
    instants = [title for title in titles if len(titles) == 1 and _ISO.match(title)]
    # A midnight stands for a day without an hour.
    return [title[:10] if "T00:00:00" in title else title for title in instants]


def _is_abbreviation(tag: str) -> bool:
    return tag[:4].lower() == "abbr"


def _stamps(values: Iterable[Claim[str]]) -> tuple[Claim[Stamp], ...]:
    found = ((machine_stamp(claim.value), claim.source) for claim in values)
    return tuple(Claim(stamp, source) for stamp, source in found if stamp is not None)


@lru_cache(maxsize=64)  # a page says the same in several places
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
    """Return the names of authors; an organisation is the publisher, or an agency."""
    items = value if isinstance(value, list) else [value]
    persons = [item for item in items[:20] if not _is_organisation(item)]
    return [name for item in persons if (name := text_of(item))]


def _is_organisation(item: Any) -> bool:
    return isinstance(item, Mapping) and "Organization" in str(item.get("@type"))


def _organisations(data: Mapping[str, Any]) -> set[str]:
    """Return the names of the publisher, and of organisations in the author's place."""
    authors = data.get("author")
    items = authors if isinstance(authors, list) else [authors]
    owners = [data.get("publisher"), *filter(_is_organisation, items[:20])]
    return {name for owner in owners if (name := text_of(owner))}


def _names(values: Iterable[Claim[str]], but: set[str]) -> tuple[Claim[str], ...]:
    names = (Claim(" ".join(claim.value.split()), claim.source) for claim in values)
    return _unique(
        claim
        for claim in names
        if 2 < len(claim.value) < 60 and not _NAME_NOISE.search(claim.value)
        if claim.value not in but
    )


def _keywords(raw: Iterable[str]) -> tuple[str, ...]:
    parts = (part.strip() for value in raw for part in _KEYWORD_SIGNS.split(value))
    return tuple(dict.fromkeys(part for part in parts if part))


def _site_name(data: Mapping[str, Any], metas: Mapping[str, list[str]]) -> Claim[str] | None:
    for name in _SITES:
        if name == "application-name" and (publisher := text_of(data.get("publisher"))):
            return Claim(publisher, "json-ld")
        if metas.get(name):
            return Claim(metas[name][0], "og" if name == "og:site_name" else "meta")
    return None


def _image(
    data: Mapping[str, Any], metas: Mapping[str, list[str]], url: str | None
) -> Claim[str] | None:
    image = data.get("image")
    if isinstance(image, list):
        image = image[0] if image else None
    if isinstance(image, Mapping):
        image = image.get("url")
    named = [*_named(metas, {"og:image": "og", "twitter:image": "twitter"})]
    if isinstance(image, str):
        named.append(Claim(image, "json-ld"))
    for claim in named:
        if address := absolute(claim.value, url):
            return Claim(address, claim.source)
    return None


def _canonical(head: Head, metas: Mapping[str, list[str]], url: str | None) -> str | None:
    """Return the canonical address: the page's own word for it within the same site, else `url`."""
    for value in [head.canonical, *metas.get("og:url", [])]:
        address = absolute(value, url) if value else None
        if address and (not url or same_site(address, url)) and not _is_home(address):
            return clean_url(address)
    return clean_url(url) if url else None


def _is_home(url: str) -> bool:
    if url.count("/") > 3:
        return False
    cleaned = clean_url(url)
    return cleaned.count("/") == 3 and cleaned.endswith("/")


def _unique(values: Iterable[Claim[str]]) -> tuple[Claim[str], ...]:
    found: dict[str, Claim[str]] = {}
    for claim in values:
        found.setdefault(claim.value, claim)
    return tuple(found.values())
