"""The website, put together: routes, middleware, error pages."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from marsad.config import Settings
from marsad.errors import StoreError
from marsad.store.engine import Store
from marsad.web import (  # noqa: F401  # their routes join those of `pages`
    entity_pages,
    shelf_pages,
    story_pages,
    top_pages,
)
from marsad.web.assets import load_assets
from marsad.web.i18n import N_, load_languages
from marsad.web.pages import router
from marsad.web.rendering import Site, make_environments, reader_of, render
from marsad.web.security import HEADERS, SecurityHeaders

logger = logging.getLogger(__name__)

COMPRESSED_FROM = 800
"""Bytes from which a response is compressed."""

ERRORS = {
    400: (N_("الطلب غير مفهوم"), N_("في العنوان قيمة لا معنى لها.")),
    403: (N_("الطلب مرفوض"), N_("جاء من موقع آخر.")),
    404: (
        N_("الصفحة غير موجودة"),
        N_("ربما حُذف الخبر، أو نُقص من العنوان حرف. البحث قد يجده."),
    ),
    405: (N_("الطلب غير مسموح"), N_("هذا العنوان للقراءة وحدها.")),
    500: (N_("خطأ في الموقع"), N_("سُجّل الخطأ. قد تنجح محاولة أخرى بعد قليل.")),
    503: (N_("الأخبار غير متاحة الآن"), N_("تعذرت قراءة المخزن. قد تنجح محاولة أخرى بعد قليل.")),
}
"""Heading and advice by status."""


def utc_now() -> dt.datetime:
    """Return the time."""
    return dt.datetime.now(dt.UTC)


def create_app(
    store: Store, settings: Settings, *, clock: Callable[[], dt.datetime] = utc_now
) -> FastAPI:
    """Return the website over an open store, which stays the caller's to close.

    Raises:
        ConfigError: a catalogue of the interface is broken.
    """
    languages = load_languages()
    app = FastAPI(
        title="Marsad", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False
    )
    app.state.site = Site(
        store=store,
        settings=settings,
        clock=clock,
        languages=languages,
        environments=make_environments(languages, settings),
        assets=load_assets(),
    )
    app.include_router(router)
    app.add_middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM)
    app.add_middleware(SecurityHeaders)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(RequestValidationError, bad_request)
    app.add_exception_handler(StoreError, store_error)
    app.add_exception_handler(Exception, server_error)
    return app


def http_error(request: Request, error: Exception) -> Response:
    """Show the page of an expected error; its own text is the advice, where it has one."""
    assert isinstance(error, HTTPException)  # noqa: S101  # registered for it
    status = error.status_code if error.status_code in ERRORS else 400
    usual = HTTPException(error.status_code).detail
    advice = error.detail if error.detail and error.detail != usual else ERRORS[status][1]
    response = error_page(request, status, advice)
    response.status_code = error.status_code
    response.headers.update(error.headers or {})
    return response


def bad_request(request: Request, _error: Exception) -> Response:
    """Show the page for an address or form that does not have the expected shape."""
    return error_page(request, 400)


def store_error(request: Request, error: Exception) -> Response:
    """Show the page for a store that cannot be read."""
    logger.error("%s: %s", request.url.path, error)
    response = error_page(request, 503)
    response.headers["Retry-After"] = "60"
    return response


def server_error(request: Request, error: Exception) -> Response:
    """Show the page for a mistake of ours."""
    logger.error("%s", request.url.path, exc_info=error)
    response = error_page(request, 500)
    # The last handler answers outside of all middleware.
    response.headers.update(HEADERS)
    return response


def error_page(request: Request, status: int, advice: str | None = None) -> Response:
    """Render an error page in the reader's language."""
    word = reader_of(request).language.gettext
    heading, usual = ERRORS[status]
    response = render(
        request,
        "error.html",
        status=status,
        shown_status=status,
        heading=word(heading),
        advice=word(advice or usual),
    )
    response.headers["Cache-Control"] = "no-store"
    del response.headers["ETag"]
    return response
