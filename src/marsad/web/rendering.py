"""Templates to responses: one environment per language, one frame around every page."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from fastapi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from marsad.config import Settings
from marsad.lexicon.sections import topics
from marsad.store.engine import Store
from marsad.text.format import FormatStyle
from marsad.web.addresses import MAX_URL_CHARS
from marsad.web.assets import Assets
from marsad.web.filters import make_filters
from marsad.web.i18n import DEFAULT_LANGUAGE, Language
from marsad.web.views import Link, Reader, day_moment, topic_link

THEMES = ("system", "light", "dark")
LANGUAGE_COOKIE, THEME_COOKIE = "marsad_language", "marsad_theme"


@dataclass(frozen=True, slots=True)
class Site:
    """What every request needs."""

    store: Store
    settings: Settings
    clock: Callable[[], dt.datetime]
    languages: Mapping[str, Language]
    environments: Mapping[str, Environment]
    assets: Assets


def site_of(request: Request) -> Site:
    """Return the site that a request came to."""
    site: Site = request.app.state.site
    return site


def reader_of(request: Request) -> Reader:
    """Return whom a page is for, by the language cookie."""
    site = site_of(request)
    code = request.cookies.get(LANGUAGE_COOKIE, DEFAULT_LANGUAGE)
    language = site.languages.get(code, site.languages[DEFAULT_LANGUAGE])
    return Reader(
        language=language,
        style=format_style(language, site.settings),
        zone=ZoneInfo(site.settings.timezone),
        now=site.clock(),
    )


def format_style(language: Language, settings: Settings) -> FormatStyle:
    """Return how dates and numbers are printed: as the settings say in Arabic."""
    if language.code == DEFAULT_LANGUAGE:
        return FormatStyle(locale="ar", digits=settings.digits, months=settings.months)
    return FormatStyle(locale="en")


def render(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    """Render a page; a browser that has it already is told so."""
    site, reader = site_of(request), reader_of(request)
    theme = request.cookies.get(THEME_COOKIE)
    page = site.environments[reader.language.code].get_template(template)
    text = page.render(
        **_frame(request, site, reader),
        theme=theme if theme in THEMES else "system",
        save_data=request.headers.get("save-data", "").lower() == "on",
        **values,
    )
    body = text.encode("utf-8", "replace")
    # Weak, since compression changes the bytes; private and checked each time, since the page
    # depends on the reader's cookies and shows times relative to now.
    headers = {
        "Cache-Control": "private, no-cache",
        "ETag": f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"',
        "Vary": "Cookie, Save-Data",
    }
    known = re.split(r"\s*,\s*", request.headers.get("if-none-match", ""))
    if status == 200 and headers["ETag"] in known:
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, "text/html; charset=utf-8")


def _frame(request: Request, site: Site, reader: Reader) -> dict[str, object]:
    """Return what the frame around every page shows."""
    path = request.url.path
    return_path = request.scope.get("raw_path", b"/").decode("ascii", "ignore").partition("?")[0]
    if query := request.scope.get("query_string", b""):
        return_path += "?" + query.decode("ascii", "ignore")
    others = [item for item in site.languages.values() if item is not reader.language]
    return {
        "language": reader.language,
        "other_languages": others,
        "today": day_moment(reader.now.astimezone(reader.zone).date(), reader),
        "navigation": navigation(reader),
        "current_path": path,
        "return_path": return_path if len(return_path) <= MAX_URL_CHARS else "/",
        "asset": site.assets.url,
        "is_front": False,
        "is_search": False,
    }


def navigation(reader: Reader) -> tuple[Link, ...]:
    """Return the links of the bar under the masthead."""
    word = reader.language.gettext
    return (
        Link(word("الرئيسة"), "/"),
        Link(word("الأحدث"), "/latest"),
        *(topic_link(topic, reader) for topic in topics()),
        Link(word("المواضيع"), "/topics"),
        Link(word("الأسماء"), "/names"),
        Link(word("المصادر"), "/sources"),
    )


# --- templates ----------------------------------------------------------------


def make_environments(
    languages: Mapping[str, Language], settings: Settings
) -> Mapping[str, Environment]:
    """Return one template environment per language."""
    return {code: _environment(item, settings) for code, item in languages.items()}


def _environment(language: Language, settings: Settings) -> Environment:
    environment = Environment(
        loader=PackageLoader("marsad.web"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    # mypy: installed by the extension at run time
    environment.install_gettext_translations(language.translations, newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= make_filters(language, format_style(language, settings))
    return environment
