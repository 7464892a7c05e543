# SPDX-License-Identifier: MulanPSL-2.0
"""What whoever sends in a form is asked about before it is saved: each warning once, known by its words.

A form that was asked about one thing and then changed is asked about what the change brings; what was only shown while typing was
not answered by a press made for something else, but by the tick beside it: then one press is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render

from fadu.cases.acts import repeated
from fadu.desk.answers import is_pressed
from fadu.kernel import digests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.http import HttpRequest, HttpResponse

    from fadu.procedure.decision import Ground

#: the field of a form that says which warnings its writer has been asked about
WARNED = "warned"


@dataclass(frozen=True, slots=True)
class Question:
    """A warning, and the mark by which a form says that its writer has been asked about it."""

    words: str
    mark: str


def questions(warnings: Iterable[str]) -> tuple[Question, ...]:
    """Warnings with their marks, as a page shows them."""
    return tuple(Question(words, digests.digest(words.encode()).hex()[:16]) for words in warnings)


def shown(
    request: HttpRequest,
    grounds: Sequence[Ground],
    warnings: Iterable[str],
    *,
    is_refused: bool,
    needs: Sequence[Ground] = (),
) -> HttpResponse:
    """What is said of a form while it is typed: the questions a press would ask, or that it would be refused; and, where the page
    says why its act cannot be done, those grounds anew. ``needs``: what a form lacks in which nothing was typed yet: nobody is refused.
    """
    context = {
        "needs": needs,
        "grounds": grounds,
        "is_refused": is_refused,
        "warnings": questions(warnings),
        "answered": request.POST.getlist(WARNED),
    }
    return render(request, "desk/checked.html", context)


def unasked(request: HttpRequest, warnings: Callable[[], tuple[str, ...]]) -> tuple[Question, ...]:
    """All the warnings of a form sent in, where its writer has not been asked about each; none where nothing was pressed, or where
    the press is recorded already: sent in twice, it is one press.
    """
    if not is_pressed(request):
        return ()
    asked, answered = questions(warnings()), set(request.POST.getlist(WARNED))
    if all(each.mark in answered for each in asked) or repeated.is_recorded(
        request.POST.get("request_id", "")
    ):
        return ()
    return asked
