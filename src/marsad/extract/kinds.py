"""Pages that are no article: recognised only where that is safe, for a refused article is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from urllib.parse import SplitResult, urlsplit

from marsad.extract.blocks import Block
from marsad.extract.lines import is_sentence, is_stamp, is_stamped
from marsad.extract.lists import count_led, count_listed, said
from marsad.extract.metadata import Metadata
from marsad.extract.name_shape import is_named, looks_like_name
from marsad.extract.others import leads_elsewhere
from marsad.extract.services import is_own_stamp, serves_surely, why_service
from marsad.extract.titles import TITLE_SIGN
from marsad.extract.walls import (
    SHORT_WALL,
    asks_leave,
    is_check,
    is_closed,
    is_cut_off,
    is_gate,
    is_told,
    tells_news,
)
from marsad.lexicon.furniture import load_furniture
from marsad.lexicon.sections import is_section_name
from marsad.text.normalize import fold

_HOME = re.compile(r"/(?:index|home|default|main)?(?:\.\w{2,5})?/?$", re.IGNORECASE)
_MISSING = re.compile(
    r"\W*(?:404\W*$|(?:error|خطا|erreur) 404|الصفحه (?:غير موجوده|المطلوبه غير|التي تبحث)"
    r"|(?:عذرا\W+)?هذه الصفحه غير موجوده"
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
_TEASERS = 800  # letters of those above a section's list
_NO_SECTION, _SAYS_ENOUGH = 25, 250  # letters that a section's name and teasers have at most
_LEAST_HEADLINE = 15
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
_LONGEST_TITLE = 500
_LOGIN_PATH = re.compile(r"/(?:log-?in|sign-?(?:in|up)|sso|register|auth)(?:[/.]|$)", re.IGNORECASE)
_SEARCH = re.compile(r"\W*(?:نتاءج (?:ال)?بحث|(?:ال)?بحث عن|search results|search for|resultats)")
_SEARCH_PATH = re.compile(r"(?<!re)search", re.IGNORECASE)  # research is another thing
_SEARCH_QUERY = re.compile(r"(?:^|&)(?:s|q|query|search|keywords?|text|term)=")
_LISTS = re.compile(
    r"/(?:authors?|writers?|tags?|category|topics?|search)/(?:\d+/)?[^/]+/?$", re.IGNORECASE
)
_MONTHS = re.compile(r"^/(?:19|20)\d\d/(?:0[1-9]|1[0-2])/?$")
_AUTHORS = re.compile(r"/(?:authors?|writers?|columnists?)/(?:\d+/)?[^/]+/?$", re.IGNORECASE)
_PICTURES = re.compile(
    r"(?:^|[/.])(?:albums?|galler(?:y|ies)|galerie|photos?|slideshow|pictures)(?:[/.-]|$)",
    re.IGNORECASE,
)
_VIDEOS = re.compile(r"(?:^|[/.])videos?(?:[/.]|$)", re.IGNORECASE)
_ALBUM, _PICTURED = 4, 0.8  # texts of a gallery, and the share of them that stands below pictures
_VIDEO_TEXT = 250
_SHOWN = re.compile(r"\W*(?:بالفيديو|فيديو|شاهد(?:وا)?|بالصور|video)(?!\w)")
_WRITER = r"(?:الكاتبه?|المحرره?|الصحفيه?|الصحافيه?|المولفه?|المراسله?)"
_WRITINGS = re.compile(
    r"\W*(?:(?:كل|جميع|احدث|اخر|ارشيف|المزيد من) )?(?:مقالات|كتابات|مواد|اعمال|تقارير) "
    rf"{_WRITER}(?!\w)"
)
_FILED_AS = re.compile(
    r"\W*(?:نتاءج (?:ال)?بحث|(?:ال)?(?:وسم|تصنيف|قسم|tag|category)\s*[:：]|مقالات الكاتب"
    r"|ارشيف (?:ال)?(?:وسم|تصنيف|قسم|شهر)|المقالات الموسومه|search results)"
)
_WRITER_OF = re.compile(
    r"^(?:(?:كل |جميع )?(?:مقالات|كتابات|مواد|تقارير)|الكاتبة?|الصحفية?|الصحافية?)\s*[:：]?\s+"
)
_FEW = 2  # of them where the page says whose they are
_NAME, _BIOGRAPHY, _WRITTEN = 40, 600, 4
"""Letters of a name and of what is said of its bearer; dated links to what he or she wrote."""

_NEAR_HEAD, _NEAR_TEXT, _NEAR_GATE = 2, 3, 8  # blocks
_NO_TEXT = 45  # letters of a line that may be a button, or a merit
_ISSUES = re.compile(r"\W*(?:ال)?ارشيف (?:ال)?(?:نسخه|اعداد|صحيفه|جريده|مجله|pdf)")
_GATHERS = re.compile(r"\W*[تي](?:جمع|ضم) (?:هذه الصفحه|هذا الملف) (?:كل|جميع|ابرز)(?!\w)")
_OWN_PAGES = re.compile(
    r"\W*(?:من نحن|عن (?:الموقع|الصحيفه|الجريده|الوكاله|القناه)|اتصل بنا|اتصلوا بنا|تواصل معنا"
    r"|شروط الاستخدام|سياسه الخصوصيه|هيءه التحرير|فريق العمل|اعلن معنا|about us|contact us"
    r"|terms of (?:use|service)|privacy policy"
    r"|(?:اشتركو?ا?|الاشتراك) (?:في |ب)(?:ال)?(?:نشره|نشرتنا|قاءمه)(?: البريديه| الاخباريه)?"
    r"|(?:النشره|القاءمه) البريديه|newsletter"
    r"|(?:شاهدو?ا? )?(?:ال)?بث (?:ال)?(?:مباشر|حي)(?: ل?(?:قناه|تلفزيون|اذاعه) \w+(?: \w+)?)?)\W*$"
)


_OWN = "a page about the site"
_SERVES = "a page that serves, as its title, its address and its labels say"
_GATE = "a paywall: it offers the text, and holds none"
NO_TEXT = "no running text on the page"
"""Why a page is no article of which nothing else is known."""


@dataclass(slots=True)  # frozen ones take three times as long to make
class Evidence:
    """What was found on a page, and may be an article."""

    url: str | None
    title: str | None
    metadata: Metadata
    text: str
    body: Sequence[Block]  # the blocks that the text was taken from
    below: Sequence[Block] = ()  # what follows on the last of them
    confirmed: bool = False  # the headline is one that the head names
    layout: str = ""  # the class of the page's body element, which content systems fill
    settled: bool = False  # the body was told apart from a list already
    teased: bool = False  # it is nothing but what other articles' headlines have below them
    stamped: bool = False  # the article's own stamp is printed beside its headline
    heading: Block | None = None  # the title as it is printed
    above: Sequence[Block] = ()  # what stands between it and the body
    printed: str | None = None  # the stamp that was read
    writers: Sequence[str] = ()  # named in a byline
    placed: bool = False  # a dateline says whence it is
    site: str | None = None  # what its publisher is called

    told_when: bool = field(init=False)
    """Whether machines are told when the article was published.

    Microdata may be those of the articles that a page lists.
    """

    def __post_init__(self) -> None:
        self.told_when = any(c.source != "microdata" for c in self.metadata.published)

    @property
    def headline(self) -> str | None:
        """The title as it is printed."""
        return self.heading.text if self.heading else None

    def titles(self) -> list[str]:
        """Return what the page is called, the printed headline first."""
        titles = [self.headline, self.title, *(claim.value for claim in self.metadata.titles)]
        return [title for title in titles if title]

    def near(self) -> list[Block]:
        """Return what stands below the headline, as far as another article's."""
        found = [*self.above, *self.body]
        for block in self.below:
            if leads_elsewhere(block):
                break
            found.append(block)
        return [block for block in found if not block.outside]


def why_no_article(page: Evidence) -> str | None:
    """Say what a page is if it is no article; None where it may well be one."""
    if page.teased and any(load_furniture().asks(block.text) for block in page.above):
        return _GATE
    if reason := _why(page):
        return reason
    if len(page.text) < _LOGIN_LONGEST:
        first = takewhile(lambda block: not _tells(block.text), page.body)
        if is_gate([block.text for block in (*page.above, *first)]):
            return _GATE
    return NO_TEXT if page.teased else None


def _list_of(count: int) -> str:
    return "a list of one article" if count == 1 else f"a list of {count} articles"


def _tells(text: str) -> bool:
    """Say whether a text is a sentence that sells nothing."""
    return is_sentence(text) and not load_furniture().sells(text)


def _why(page: Evidence) -> str | None:
    url, title, metadata, text, body = page.url, page.title, page.metadata, page.text, page.body
    if _is_paywall(text, body) and not _is_news_of_offers(page):
        listed = sum(block.heading and block.link_density > 0.8 for block in body)
        if listed > 1:  # "read on" below each of them
            return _list_of(listed)
        return _GATE
    if is_cut_off(text, body, page.below[:_NEAR_GATE]):
        return "a paywall: it holds the first words of the text, and offers the rest"
    dated = page.told_when
    parts = urlsplit(url or "")
    where = f"{parts.netloc}{parts.path}"
    lists = _is_filed_as_list(parts)
    archive = lists or _ARCHIVE.search(page.layout) is not None
    single = _SINGLE.search(page.layout)
    # Opinions have addresses of their authors, too.
    filed = lists and (not _AUTHORS.search(parts.path) or _is_called_by_name(page))
    listed = 0 if dated or single else _listed(page, archive=archive, lists=lists, filed=filed)
    if _PICTURES.search(where) and (len(text) < _TOO_SHORT or _is_album(body)):
        return "a gallery: its text stands below pictures"
    if reason := _why_missing(page):
        return reason
    if not dated and (reason := _why_undated(page, parts, listed=listed > 0)):
        return reason
    if metadata.says_article and not (listed and metadata.kind and not metadata.body):
        return None if metadata.described else _why_called(page, parts)
    if reason := _why_by_title(page, parts) or (None if listed else _why_service(page)):
        return reason
    video = (metadata.kind or "").startswith("video") or _VIDEOS.search(where)
    if video and said(body) < _VIDEO_TEXT:
        return "a video with hardly any text"
    if listed:
        return _list_of(listed)
    told = page.confirmed and title and len(title) > _NO_SECTION and said(body) > _SAYS_ENOUGH
    told = told or (page.stamped and is_told(text) and not _SHOWN.match(fold(title or "")))
    if len(text) < _TOO_SHORT and not (told or metadata.published):
        few = "hardly any running text, and nothing says that it is an article"
        return few if text else NO_TEXT
    return None


def _is_filed_as_list(address: SplitResult) -> bool:
    """Say whether an address is that of a category, a tag, an author, a month or a search."""
    searched = _SEARCH_PATH.search(address.path) and _SEARCH_QUERY.search(address.query)
    path = _LISTS.search(address.path) or _MONTHS.search(address.path)
    return bool(searched or path)


def _is_filed_by_name(page: Evidence) -> bool:
    """Say whether an unstamped page is called as lists are: "وسم: …", "نتائج البحث"."""
    headline = fold((page.headline or "")[:_LONGEST_TITLE])
    return not page.stamped and _FILED_AS.match(headline) is not None


def _listed(page: Evidence, *, archive: bool, lists: bool, filed: bool) -> int:
    told = page.stamped and page.confirmed and len(page.headline or "") > _NO_SECTION
    own = told and not _SHOWN.match(fold(page.headline or ""))
    if (lists or not (page.settled or own)) and (found := count_listed(page.body, archive=archive)):
        return found
    titles = [claim.value for claim in page.metadata.titles]
    urls = page.url, page.metadata.canonical
    return count_led(
        page.heading, page.above, page.body, page.below,
        titles=titles, urls=urls, archive=archive, filed=filed and not own, site=page.site,
        named=_is_filed_by_name(page),
    )  # fmt: skip


def _why_undated(page: Evidence, address: SplitResult, *, listed: bool) -> str | None:
    """Say what an undated page is that is the site's own, gathers others, or what one wrote."""
    names = (fold(name[:_LONGEST_TITLE]) for name in (page.headline, page.title) if name)
    pieces = (piece for name in names for piece in TITLE_SIGN.split(name))
    if not page.stamped and any(map(_OWN_PAGES.match, pieces)):
        return _OWN
    if _GATHERS.match(fold(page.text[:_OPENING])):
        return "a page that gathers articles"
    if page.metadata.is_collection and not tells_news(page.text):
        return "a page that its data call a collection or a profile"
    return "a page about an author" if _is_of_author(page, address.path, listed=listed) else None


def _why_service(page: Evidence) -> str | None:
    """Say what serves on a page that machines are not told is an article."""
    if page.told_when or said(page.body) > _LONG:
        return None
    printed = page.printed if page.stamped else None
    signed = bool(page.writers) or page.placed
    return why_service(page.titles(), page.url, page.near(), printed=printed, signed=signed)


def _why_by_title(page: Evidence, address: SplitResult) -> str | None:
    """Say what a page is that its title, or its address, tells of.

    News has headlines of all kinds: several sentences with a stamp are news whatever theirs says.
    """
    title, text = page.title, page.text
    dated = page.told_when or page.stamped
    asks = _is_consent(f"{title}\n{text[:_CONSENT_TEXT]}")
    if asks and asks_leave(text[:_CONSENT_TEXT]) and not (dated and tells_news(text)):
        return "a consent wall: its text asks for leave to keep data"
    # Folding leaves white space where tatweel stood: long runs of it take for ever to part.
    named = title or text[:_TOO_SHORT].partition("\n")[0]
    pieces = TITLE_SIGN.split(fold(named[:_LONGEST_TITLE]))
    reason = _why_by_pieces(pieces, page, address)
    if reason and not (dated and tells_news(text, speaks=not _LOGIN_PATH.search(address.path))):
        return reason
    searched = _SEARCH_QUERY.search(address.query) or _SEARCH_PATH.search(address.path)
    if searched and not dated and any(map(_SEARCH.match, pieces)):
        return "what a search found"
    return "a home page" if _is_home(address) else None


def _is_home(address: SplitResult) -> bool:
    """Say whether an address is a site's own."""
    home = _HOME.fullmatch(address.path or "/") and not address.query
    return bool(address.netloc and home)


def _why_by_pieces(pieces: Sequence[str], page: Evidence, address: SplitResult) -> str | None:
    """Say what a page is that a piece of its title, folded, names or begins as."""
    text = page.text
    missing = any(map(_MISSING.match, pieces))
    if missing and min(len(text), said(page.body)) < _LONG:
        return "an error page: its headline says that something is missing"
    if len(text) < SHORT_WALL and not (page.stamped or page.told_when):
        folded = " ".join(fold(text).split())
        if is_closed(pieces, folded):
            return "a site that is closed for a while"
        if is_check(pieces, folded):
            return "a check whether its reader is a machine"
    if any(_is_login(piece, text, address.path) for piece in pieces):
        return "a page to sign in or to register"
    if any(map(_ISSUES.match, pieces)):
        return "an archive of issues"
    if any(map(_OWN_PAGES.match, pieces)):
        return _OWN
    if _is_section(page, address):
        return "a section: its title names one, and what it says are teasers"
    return None


def _is_section(page: Evidence, address: SplitResult) -> bool:
    """Say whether a few undated words stand below nothing but a section's name."""
    dated = page.stamped or page.told_when or any(map(str.isdigit, address.path))
    if dated or len(page.text) >= _TEASERS:
        return False
    return any(is_section_name(name, whole=True) for name in (page.headline, page.title) if name)


def is_stamped_beside(
    blocks: Sequence[Block], headline: int | None, first: int, printed: str | None
) -> bool:
    """Say whether a stamp is the article's own: near its headline, and not below another's.

    `first` is where the text begins, `printed` the stamp that was read.
    """
    if printed is None:
        return False
    at = first if headline is None else headline
    for block in blocks[at + 1 : max(at, first) + _NEAR_TEXT]:
        if leads_elsewhere(block):
            return False
        if printed in block.text:
            return True
    return any(printed in block.text for block in blocks[max(0, at - _NEAR_HEAD) : at + 1])


def _is_consent(text: str) -> bool:
    if not any(word in text for word in _CONSENT_WORDS):
        return False
    return len(set(_CONSENT.findall(fold(text)))) >= _CONSENTS


def _why_called(page: Evidence, address: SplitResult) -> str | None:
    """Say what a page is surely that og:type alone calls an article, as systems call all pages."""
    if _is_home(address):
        return "a home page"
    return _SERVES if serves_surely(page.titles(), page.url, page.near) else None


def _why_missing(page: Evidence) -> str | None:
    """Say of a page that it is an error, by its headline or its first words."""
    missing = _MISSING.match(fold((page.headline or "")[:_LONGEST_TITLE]))
    dated = missing and (page.stamped or page.told_when) and tells_news(page.text)
    if missing and said(page.body) < _SAYS_ENOUGH and not dated:
        return "an error page: its headline says that something is missing"
    opening = "" if page.told_when else fold(page.text[:_OPENING])
    if _is_moved(opening) and not (page.stamped and tells_news(page.text)):
        return "an error page: its text says that something is missing"
    return None


def _is_moved(folded: str) -> bool:
    """Say whether a text tells that its page is missing."""
    return any(word in folded for word in _MOVED_WORDS) and _MOVED.search(folded) is not None


def _is_album(body: Sequence[Block]) -> bool:
    """Say whether what a page says stands below its pictures."""
    told = below = 0
    counted = False  # a picture's number stood above
    for block in takewhile(lambda block: not leads_elsewhere(block), body):
        if len(block.text) > _LEAST_HEADLINE and not block.heading and not is_stamp(block.text):
            told += 1
            below += block.after_image or block.outside or counted
        counted = block.after_image and len(block.text) <= _LEAST_HEADLINE
    return told >= _ALBUM and below >= _PICTURED * told


def _is_login(piece: str, text: str, path: str) -> bool:
    """Say whether a piece of a title is what one reads above a form to sign in."""
    match = _LOGIN.match(piece)
    if match is None:
        return False
    if len(piece) < match.end() + _FEW or _LOGIN_PATH.search(path):
        return True
    return len(text) < _LOGIN_LONGEST and _LOGIN_TEXT.search(fold(text)) is not None


def _is_of_author(page: Evidence, path: str, *, listed: bool) -> bool:
    """Say whether a page is about somebody, and what he or she wrote.

    Some sites file opinions below their writers: "/articles/authors/2166123". What is no name
    above several sentences, and no list, is an article there; so is what somebody else signs, or
    what has a stamp of its own.
    """
    if _AUTHORS.search(path) is None:
        return _is_biography(page)
    title = page.headline or page.title or ""
    if listed or _is_biography(page) or _WRITINGS.match(fold(title)):
        return True
    named = any(looks_like_name(piece.strip(), None) for piece in TITLE_SIGN.split(title))
    if page.stamped and page.printed and is_own_stamp(page.near(), page.printed):
        return not (tells_news(page.text) or (is_told(page.text) and not named))
    if said(page.body) <= _SAYS_ENOUGH:
        return True
    by_another = any(fold(name) not in fold(title) for name in page.writers)
    return not by_another and (named or len(title) <= _NO_SECTION)


def _is_called_by_name(page: Evidence) -> bool:
    """Say whether a page is called by a person's name, or by what he or she wrote."""
    title = page.headline or page.title or ""
    pieces = (_WRITER_OF.sub("", piece.strip()) for piece in TITLE_SIGN.split(title))
    return any(is_named(piece, None) for piece in pieces)


def _is_biography(page: Evidence) -> bool:
    """Say whether a few words about somebody stand above a dated list of what he or she wrote."""
    title = page.title or ""
    if page.stamped or not 0 < len(title) <= _NAME or len(page.text) > _BIOGRAPHY:
        return False
    written, blocks = 0, [*page.body, *page.below]
    for at, block in enumerate(blocks):
        linked = len(block.anchors) == 1 and len(block.anchors[0][0]) >= _LEAST_HEADLINE
        written += linked and any(map(is_stamped, blocks[at : at + 2]))
    headings = (block.text for block in blocks if block.heading and not block.anchors)
    told = any(_WRITINGS.match(fold(text)) for text in headings)
    if written < (_FEW if told or page.metadata.kind == "profile" else _WRITTEN):
        return False
    return told or looks_like_name(title, None)


def _is_news_of_offers(page: Evidence) -> bool:
    """Say whether subscriptions or accounts are what the headline is about."""
    furniture, title = load_furniture(), page.title or ""
    about = furniture.offers(title) and not furniture.asks(title)
    return bool(about) and (page.told_when or page.stamped) and tells_news(page.text, speaks=True)


def _is_paywall(text: str, body: Sequence[Block]) -> bool:
    """Say whether a short text asks for money or for a name, and says nothing else.

    Every longer line of it asks, or sells while another text in the article's place asks: one that
    does not is the beginning of the article.
    """
    if len(text) > _LOGIN_LONGEST:
        return False
    furniture, lines = load_furniture(), text.splitlines()
    long = [line for line in lines if len(line) >= _NO_TEXT]
    if not all(map(furniture.sells, long)):
        return False
    if all(map(furniture.asks, long)) and any(map(furniture.asks, lines)):
        return True
    return any(furniture.asks(block.text) for block in body)
