# SPDX-License-Identifier: MulanPSL-2.0
"""Pages are compressed, files are not: those are compressed already, or served once.

Compressing a page that holds a secret beside what the reader sent lets an attacker measure the secret by its length (BREACH).
The one secret in our pages is the CSRF token, which Django masks anew in every answer; Django also pads each
compressed answer by a random length. Numbers of identity and telephones are masked on every page. So pages are compressed; what
shows such numbers whole is kept by nobody (``no-store``), and is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.middleware.gzip import GZipMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class PagesCompressed(GZipMiddleware):
    """Django's compression, for HTML alone."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, compressed where it is a page, shows no number whole, and the browser takes that."""
        is_page = response.get("Content-Type", "").startswith("text/html")
        if not is_page or "no-store" in response.get("Cache-Control", ""):
            return response
        return super().process_response(request, response)
