# SPDX-License-Identifier: MulanPSL-2.0
"""A page that only reads is of one moment: every part of it says what holds then, and asks for it once."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from fadu.kernel import clock
from fadu.storage.once import asked_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def of_one_moment(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that writes nothing, from its first question to the last word of its template."""

    @wraps(page)
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with clock.set_to(clock.now()), asked_once():
            return page(request, *args, **kwargs)

    return read


def opened_at_one_moment(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page with a form that is, while it is only opened, of one moment; what is pressed in it lives on with the clock."""
    opened = of_one_moment(page)

    @wraps(page)
    def read_or_pressed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return (opened if request.method == "GET" else page)(request, *args, **kwargs)

    return read_or_pressed
