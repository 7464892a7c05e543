# SPDX-License-Identifier: MulanPSL-2.0
"""Pages are compressed, files are not: those are compressed already, or served once.

Compressing a page that holds a secret beside what the reader sent lets an attacker measure the secret by its length (BREACH).
The one secret in our pages is the CSRF token, which Django masks anew in every answer; Django also pads each
compressed answer by a random length. Numbers of identity and telephones are masked on every page. So pages are compressed.
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
        """The answer, compressed where it is a page and the browser takes that."""
        if not response.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)
