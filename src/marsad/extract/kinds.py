"""Pages that are no article: recognised only where that is safe, for a refused article is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import SplitResult, urlsplit

from marsad.extract.blocks import Block
from marsad.extract.metadata import Metadata
from marsad.lexicon.furniture import load_furniture
from marsad.text.normalize import fold

_HOME = re.compile(r"/(?:index|home|default|main)?(?:\.\w{2,5})?/?$", re.IGNORECASE)
_MISSING = re.compile(
    r"\W*(?:404\W*$|(?:error|خطا|erreur) 404|الصفحه (?:غير موجوده|المطلوبه غير|التي تبحث)"
    r"|لم (?:يتم|نتمكن من) العثور علي (?:الصفحه|هذه الصفحه|نتاءج)"
    r"|لم (?:نعثر علي|نجد) (?:هذه )?الصفحه"
    r"|عذرا\W+(?:الصفحه|لم (?:يتم|نعثر|نجد)|لا توجد)"
    r"|page not found|not found\W*$|page introuvable)"
)
_MOVED = re.compile(
    r"كتبت? العنوان بشكل (?:خاطء|غير صحيح)|الصفحه التي تبحث عنها"
    r"|(?:نقل|حذف) (?:الماده|الصفحه) او حذفها"
    r"|the page you (?:are|were) looking for|page you requested"
)
_MOVED_WORDS = ("العنوان", "الصفحه", "حذفها", "page you")
_OPENING = 300
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

_SAID_ABOVE = 250  # letters of text above the first linked headline: more is an article
_LEAST_HEADLINE = 15
_MOST_TEASERS, _TEASERS_SAY = 1, 450  # longer texts, and letters, below a headline of a list
_LINKED = 6  # links that are no headings from which on they are a list
_ARCHIVE = re.compile(r"(?:^|\s)(?:archive|search-results|search|category|home|blog|paged)(?:\s|$)")
_SINGLE = re.compile(r"(?:^|\s)(?:single|single-post|postid-\d+)(?:\s|$)")
_LOGIN = re.compile(
    r"\W*(?:تسجيل (?:ال)?دخول|سجل(?:وا|ي)? (?:ال)?دخول|تسجيل عضويه|انشاء حساب|انشي حساب|حساب جديد"
    r"|نسيت كلمه|استعاده كلمه|sign in|sign up|log in|login|register|connexion)(?!\w)"
)
_LOGIN_TEXT = re.compile(
    r"كلمه (?:المرور|السر)|البريد الالكتروني|حسابا? جديد|الاعضاء المسجلي|للاعضاء|password|e-?mail"
)
_LOGIN_LONGEST, _FEW = 1500, 4
_LOGIN_PATH = re.compile(r"/(?:log-?in|sign-?(?:in|up)|sso|register|auth)(?:[/.]|$)", re.IGNORECASE)
_SEARCH = re.compile(r"\W*(?:نتاءج (?:ال)?بحث|(?:ال)?بحث عن|search results|search for|resultats)")
_SEARCH_QUERY = re.compile(r"(?:^|&)(?:s|q|query|search|keywords?|text|term)=")
_LISTS = re.compile(r"/(?:authors?|writers?|tags?|category|topics?|search)/[^/]+/?$", re.IGNORECASE)
_AUTHORS = re.compile(r"/(?:authors?|writers?|columnists?)/[^/]+/?$", re.IGNORECASE)
_PICTURES = re.compile(
    r"(?:^|[/.])(?:albums?|galler(?:y|ies)|galerie|photos?|slideshow|pictures)(?:[/.-]|$)",
    re.IGNORECASE,
)
_VIDEOS = re.compile(r"(?:^|[/.])videos?(?:[/.]|$)", re.IGNORECASE)
_ALBUM, _PICTURED = 4, 0.8  # texts of a gallery, and the share of them that stands below pictures
_VIDEO_TEXT = 250
_NO_TEXT = 45  # letters of a line that may be a button, or a merit
_ISSUES = re.compile(r"\W*(?:ال)?ارشيف (?:ال)?(?:نسخه|اعداد|صحيفه|جريده|مجله|pdf)")
_GATHERS = re.compile(r"\W*[تي](?:جمع|ضم) (?:هذه الصفحه|هذا الملف) (?:كل|جميع|ابرز)(?!\w)")
_OWN_PAGES = re.compile(
    r"\W*(?:من نحن|عن (?:الموقع|الصحيفه|الجريده|الوكاله|القناه)|اتصل بنا|اتصلوا بنا|تواصل معنا"
    r"|شروط الاستخدام|سياسه الخصوصيه|هيءه التحرير|فريق العمل|اعلن معنا|about us|contact us"
    r"|terms of (?:use|service)|privacy policy)\W*$"
)


def why_no_article(
    url: str | None,
    title: str | None,
    metadata: Metadata,
    body: Sequence[Block],
    text: str,
    *,
    confirmed: bool,
    layout: str = "",
    settled: bool = False,
) -> str | None:
    """Say what a page is if it is no article; None where it may well be one.

    `layout` is the class of the page's body element, which content systems fill; `settled` says
    that the body was told apart from a list already.
    """
    if _is_paywall(text, body):
        return "a paywall: it offers the text, and holds none"
    # Microdata may be those of the articles that a page lists.
    dated = any(claim.source != "microdata" for claim in metadata.published)
    parts = urlsplit(url or "")
    where = f"{parts.netloc}{parts.path}"
    archive = bool(_ARCHIVE.search(layout) or _LISTS.search(parts.path))
    single = _SINGLE.search(layout)
    listed = 0 if dated or settled or single else _listed(body, archive=archive)
    if _PICTURES.search(where) and (len(text) < _TOO_SHORT or _is_album(body)):
        return "a gallery: its text stands below pictures"
    opening = "" if dated else fold(text[:_OPENING])
    if _is_moved(opening):
        return "an error page: its text says that something is missing"
    if _GATHERS.match(opening):
        return "a page that gathers articles"
    if not dated and _AUTHORS.search(parts.path):
        return "a page about an author"
    if metadata.says_article and not (listed and metadata.kind and not metadata.body):
        return None
    if reason := _why_by_title(title, text, body, parts):
        return reason
    video = (metadata.kind or "").startswith("video") or _VIDEOS.search(where)
    if video and _said(body) < _VIDEO_TEXT:
        return "a video with hardly any text"
    if listed:
        return f"a list of {listed} articles"
    told = confirmed and title and len(title) > _NO_SECTION and _said(body) > _SAYS_ENOUGH
    if len(text) < _TOO_SHORT and not (told or metadata.published):
        return "hardly any running text, and nothing says that it is an article"
    return None


def _why_by_title(
    title: str | None, text: str, body: Sequence[Block], address: SplitResult
) -> str | None:
    """Say what a page is that its title, or its address, tells of."""
    if _is_consent(f"{title}\n{text[:_CONSENT_TEXT]}"):
        return "a consent wall: its text asks for leave to keep data"
    pieces = re.split(r"\s+[-–—|]\s+", fold(title or text[:_TOO_SHORT].partition("\n")[0]))
    if any(_MISSING.match(piece) for piece in pieces) and min(len(text), _said(body)) < _LONG:
        return "an error page: its headline says that something is missing"
    if any(_is_login(piece, text, address.path) for piece in pieces):
        return "a page to sign in or to register"
    searched = _SEARCH_QUERY.search(address.query) or "search" in address.path
    if searched and any(map(_SEARCH.match, pieces)):
        return "what a search found"
    if any(map(_ISSUES.match, pieces)):
        return "an archive of issues"
    if any(map(_OWN_PAGES.match, pieces)):
        return "a page about the site"
    home = _HOME.fullmatch(address.path or "/") and not address.query
    return "a home page" if address.netloc and home else None


def _is_consent(text: str) -> bool:
    if not any(word in text for word in _CONSENT_WORDS):
        return False
    return len(set(_CONSENT.findall(fold(text)))) >= _CONSENTS


def _is_moved(folded: str) -> bool:
    """Say whether a text tells that its page is missing."""
    return any(word in folded for word in _MOVED_WORDS) and _MOVED.search(folded) is not None


def _said(body: Sequence[Block]) -> int:
    """Return how many letters the longer texts have that are no links."""
    long = (block for block in body if len(block.text) > 80 and block.link_density < 0.3)
    return sum(len(block.text) for block in long)


def _is_album(body: Sequence[Block]) -> bool:
    """Say whether what a page says stands below its pictures."""
    told = below = 0
    counted = False  # a picture's number stood above
    for block in body:
        if len(block.text) > _LEAST_HEADLINE and not block.heading:
            told += 1
            below += block.after_image or block.outside or counted
        counted = block.after_image and len(block.text) <= _LEAST_HEADLINE
    return told >= _ALBUM and below >= _PICTURED * told


def _listed(body: Sequence[Block], *, archive: bool) -> int:
    """Return how many articles a page lists, 0 if it is no list.

    A list is linked headlines, each with a teaser at most, and hardly any text above the first. An
    `archive`, as content systems or its address call it, is one with fewer of them.
    """
    headlines = [
        index
        for index, block in enumerate(body)
        if block.link_density > 0.8
        and len(block.text) >= _LEAST_HEADLINE
        and not block.outside
        and (block.heading or archive)
    ]
    if len(headlines) < (_LISTED - 1 if archive else _LISTED):
        headlines = _bare_links(body)
    if not headlines:
        return 0
    running = [block for block in body if len(block.text) > 80 and block.link_density < 0.3]
    above = _said(body[: headlines[0]])
    many = len(running) > 2 * len(headlines)
    if many or above > _SAID_ABOVE or _goes_on(body, headlines):
        return 0
    return len(headlines)


def _goes_on(body: Sequence[Block], headlines: Sequence[int]) -> bool:
    """Say whether more sentences than a teaser has stand below one of a list's headlines."""
    for first, after in pairwise((*headlines, len(body))):
        sizes = [len(b.text) for b in body[first + 1 : after] if b.link_density < 0.3]
        if sum(sizes) > _TEASERS_SAY and sum(size > 80 for size in sizes) > _MOST_TEASERS:
            return True
    return False


def _bare_links(body: Sequence[Block]) -> list[int]:
    """Return links that are no headings where they alternate with teasers, else nothing."""
    links = [
        index
        for index, block in enumerate(body)
        if block.link_density > 0.8 and len(block.text) >= _LEAST_HEADLINE and not block.outside
    ]
    teasers = sum(len(block.text) > 60 and block.link_density < 0.3 for block in body)
    few = links and links[0] < _LISTED and 0.5 * len(links) <= teasers <= 1.2 * len(links)
    return links if few and len(links) >= _LINKED else []


def _is_login(piece: str, text: str, path: str) -> bool:
    """Say whether a piece of a title is what one reads above a form to sign in."""
    match = _LOGIN.match(piece)
    if match is None:
        return False
    if len(piece) < match.end() + _FEW or _LOGIN_PATH.search(path):
        return True
    return len(text) < _LOGIN_LONGEST and _LOGIN_TEXT.search(fold(text)) is not None


def _is_paywall(text: str, body: Sequence[Block]) -> bool:
    """Say whether a short text asks for money or for a name, and says nothing else.

    Every longer line of it asks, or sells while another text in the article's place asks: one that
    does not is the beginning of the article.
    """
    if len(text) > _LOGIN_LONGEST:
        return False
    furniture, lines = load_furniture(), text.splitlines()
    long = [line for line in lines if len(line) >= _NO_TEXT]
    if not all(furniture.asks(line) or furniture.offers(line) for line in long):
        return False
    if all(map(furniture.asks, long)) and any(map(furniture.asks, lines)):
        return True
    return any(furniture.asks(block.text) for block in body)
