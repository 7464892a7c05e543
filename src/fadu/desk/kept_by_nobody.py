# SPDX-License-Identifier: MulanPSL-2.0
"""What every answer of the program says of itself: that nobody keeps it, frames it, or learns from it where the reader was.

Whatever the program makes can bear a name, in the masthead at least, so nothing of it is stored by browser or proxy: on a
shared computer the next person finds nothing behind the button "back". Files of the design are served before this and are kept.
It stands outside the compression, which takes ``no-store`` of a page for the sign of a number shown whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

#: what a page of the desk never asks of the browser
REFUSED = (
    "camera",
    "microphone",
    "geolocation",
    "payment",
    "usb",
    "serial",
    "display-capture",
    "browsing-topics",
)
HEADERS = {
    "Cache-Control": "no-store",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in REFUSED),
    "Cross-Origin-Resource-Policy": "same-origin",
}


class KeptByNobody:
    """Middleware that puts these headers on every answer, whatever a page said before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        return response
