# SPDX-License-Identifier: MulanPSL-2.0
"""What a page answers where something was refused that the page itself says nothing about: one place for all pages.

An error of the product is a sentence a person can act on, shown with the status that fits it. A fault of the disk or
the database is a sentence too (503, on a page that asks for neither). Everything else is a fault of the program, logged
by Django and answered by ``500.html``.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from fadu.kernel.errors import FaduError
from fadu.storage.faults import explained

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

#: code of an error -> status; the others say that what was asked does not fit what is
STATUS = {"unknown_name": 404, "no_edition": 404, "bad_input": 400, "kind_not_installed": 503}
CONFLICT = 409
OUT_OF_ORDER = 503

log = logging.getLogger(__name__)


class ErrorsInWords:
    """Middleware that turns product errors into a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for a product error or a fault of the surroundings; None leaves everything else to Django."""
        if not isinstance(error, FaduError):
            return _fault(error)
        status = STATUS.get(error.code, CONFLICT)
        return render(request, "desk/answer.html", {"sentence": error.message}, status=status)


def _fault(error: Exception) -> HttpResponse | None:
    sentence = explained(error)
    if sentence is None:
        return None
    log.error("page could not be served", exc_info=error)
    return HttpResponse(render_to_string("503.html", {"sentence": sentence}), status=OUT_OF_ORDER)
