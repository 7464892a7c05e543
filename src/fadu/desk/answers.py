# SPDX-License-Identifier: MulanPSL-2.0
"""The one place where an error becomes an answer: a sentence in Chinese, a status, and what was typed still there.

A page raises what it meets. What Fadu says on purpose is answered with its sentence and a status of its kind; a fault of the
disk or the database is a sentence too (503, on a page that asks for neither); anything else gives the administrator a number
by which it is found in the log. A page that can show what was typed to it says so by ``keeps_what_was_typed``: after an error
it is asked once more, to show and not to act.
"""

from __future__ import annotations

import logging
import secrets
import sys
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import (
    DisallowedHost,
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.signals import got_request_exception
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from fadu.cases.errors import ActRefusedError
from fadu.desk import carrying
from fadu.kernel.errors import FaduError
from fadu.storage.faults import explained

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from fadu.procedure.decision import Ground

    Page = TypeVar("Page", bound=Callable[..., HttpResponse])

#: code of an error -> status; the others say that what was asked does not fit what is
STATUS = {
    "unknown_name": HTTPStatus.NOT_FOUND,
    "no_edition": HTTPStatus.BAD_REQUEST,
    "bad_input": HTTPStatus.BAD_REQUEST,
    "act_refused": HTTPStatus.UNPROCESSABLE_ENTITY,
    "kind_not_installed": HTTPStatus.SERVICE_UNAVAILABLE,
}
#: what asks the process to end, and is no error of a page
ORDERS = (KeyboardInterrupt, SystemExit, GeneratorExit)
#: what the button is called that asks for another row of a list, with the name of the list
MORE_ROWS = "more_rows"
#: what keeps a request from being read -> the status, and what is said of it
UNREADABLE: dict[type[Exception], tuple[HTTPStatus, str]] = {
    RequestDataTooBig: (
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "填写的文字太多，没有接收。请返回上一页删减，全文可以作为附件上传。",
    ),
    TooManyFieldsSent: (
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "一次提交的项目太多，没有接收。请返回上一页，分几次填写。",
    ),
    TooManyFilesSent: (
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "一次提交的文件太多，没有接收。请返回上一页，分几次上传。",
    ),
    DisallowedHost: (
        HTTPStatus.BAD_REQUEST,
        "不能以这个网址访问本系统。请用本局公布的网址；网址有变的，请管理员在 FADU_HOSTS 中登记。",
    ),
}
#: the button that only shows the papers an act would issue
PREVIEW = "preview"
#: buttons that ask a page to show something and to do nothing
SHOWING = frozenset({MORE_ROWS, PREVIEW})
EXPIRED = "页面已经过期：您在此期间退出过，或者在另一处重新登录了。没有写入任何内容，您填写的都在下面；请核对后再提交一次。"
#: the same of a page that keeps nothing, or cannot know whose it was
ENDED = "您的登录已经结束，刚才的按键没有办理，没有写入任何内容。请重新登录，再按一次。"
ANOTHERS = "页面已经过期：这一页是另一人登录时打开的，所填内容不交给您，也没有写入。请由本人登录后重新办理。"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong, as a page says it: a sentence or, where the law forbids the act, every ground."""

    status: int
    message: str = ""
    grounds: tuple[Ground, ...] = ()
    #: the machine-readable kind of the error
    code: str = ""


def problem_of(request: HttpRequest) -> Problem | None:
    """What went wrong with the press after which this page is shown; None where nothing did."""
    problem: Problem | None = getattr(request, "problem", None)
    return problem


def refused_as_sealed(request: HttpRequest) -> bool:
    """Whether the press after which this page is shown was refused because it says openly what is sealed."""
    problem = problem_of(request)
    return problem is not None and any(ground.code == "sealed_repeated" for ground in problem.grounds)


def is_pressed(request: HttpRequest) -> bool:
    """Whether a form was sent in and is to be acted on: not where the page only shows again what was typed, or with a row more."""
    return request.method == "POST" and problem_of(request) is None and SHOWING.isdisjoint(request.POST)


def keeps_what_was_typed(page: Page) -> Page:
    """A page that acts only where ``is_pressed`` holds, and else shows its form with what was typed."""
    page.keeps_what_was_typed = True  # type: ignore[attr-defined]
    return page


def has_drafts(page: Page) -> Page:
    """A page that keeps what was typed, and offers drafts of it itself."""
    page.has_drafts = True  # type: ignore[attr-defined]
    return page


class ErrorsInWords:
    """Middleware that turns what pages raise into answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (Exception, *ORDERS):
            raise
        except BaseException as error:  # noqa: BLE001 - a panic of native code: Django knows nothing of those
            return self._answered_unforeseen(request, error)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer to an error; None leaves a page that is not there, or not for this officer, to Django."""
        if isinstance(error, Http404 | PermissionDenied):
            return None
        if isinstance(error, FaduError):
            return answered(request, _said_of(error))
        if sentence := explained(error):
            log.error("page could not be served", exc_info=error)
            return _without_a_database("503.html", HTTPStatus.SERVICE_UNAVAILABLE, sentence=sentence)
        return self._answered_unforeseen(request, error)

    def _answered_unforeseen(self, request: HttpRequest, error: BaseException) -> HttpResponse:
        got_request_exception.send(sender=type(self), request=request)
        return _unforeseen(request, error)


def answered(request: HttpRequest, problem: Problem, *, again: bool = True) -> HttpResponse:
    """The page with what was typed and what is wrong; or, where nothing typed can be kept, a page with the sentence."""
    shown = _again(request, problem) if again else None
    if shown is not None:
        return shown
    request.problem = problem
    return render(request, "desk/answer.html", {"back": _back(request)}, status=problem.status)


def _back(request: HttpRequest) -> str:
    """The page of ours from which the press came, if the browser says so."""
    before = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(before, {request.get_host()})
    return before if before and ours else ""


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent in with the token of another session: nothing is done, and what was typed is kept."""
    if carrying.is_anothers(request):  # what one typed is not shown to another at the same device
        request.problem = Problem(status=HTTPStatus.FORBIDDEN, message=ANOTHERS, code="expired")
        return render(request, "desk/answer.html", status=HTTPStatus.FORBIDDEN)
    carried = carrying.sign_in_first(request) or carrying.still_carried(request)
    if carried is not None:
        return carried
    message = EXPIRED if request.user.is_authenticated else ENDED
    return answered(request, Problem(status=HTTPStatus.FORBIDDEN, message=message, code="expired"))


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be read: broken on the way, too large, or with too many fields; nothing of it can be shown again."""
    status, message = next(
        (said for kind, said in UNREADABLE.items() if isinstance(exception, kind)),
        (HTTPStatus.BAD_REQUEST, "提交的内容读不出来，可能在传送中断了。请返回上一页再提交一次。"),
    )
    request._mark_post_parse_error()
    if not hasattr(request, "user"):  # refused before anybody asked who it is
        return _without_a_database("400.html", status, sentence=message)
    return answered(request, Problem(status=status, message=message, code="unreadable"), again=False)


def broken(request: HttpRequest) -> HttpResponse:
    """The answer to an error that no page raised."""
    number = _incident(request, sys.exc_info()[1])
    return _without_a_database("500.html", HTTPStatus.INTERNAL_SERVER_ERROR, number=number)


def _said_of(error: FaduError) -> Problem:
    grounds = error.grounds if isinstance(error, ActRefusedError) else ()
    return Problem(
        status=STATUS.get(error.code, HTTPStatus.CONFLICT),
        message="" if grounds else error.message,
        grounds=grounds,
        code=error.code,
    )


def _unforeseen(request: HttpRequest, error: BaseException) -> HttpResponse:
    number = _incident(request, error)
    message = f"系统出错了（编号 {number}），内容没有保存。请再试一次；仍不行的，将编号告诉管理员。"
    problem = Problem(status=HTTPStatus.INTERNAL_SERVER_ERROR, message=message, code="unforeseen")
    shown = _again(request, problem)
    if shown is not None:
        return shown
    return _without_a_database("500.html", HTTPStatus.INTERNAL_SERVER_ERROR, number=number)


def _incident(request: HttpRequest, error: BaseException | None) -> str:
    """Log an error that nobody foresaw under a number."""
    number = secrets.token_hex(4)
    log.error("incident %s at %s", number, request.path, exc_info=error)
    return number


def _again(request: HttpRequest, problem: Problem) -> HttpResponse | None:
    """The page once more, with its form and what is wrong; None where it keeps nothing, or cannot even be shown."""
    match: Any = request.resolver_match
    keeps = match is not None and getattr(match.func, "keeps_what_was_typed", False)
    if not keeps or request.method != "POST" or problem_of(request) is not None:
        return None
    request.problem = problem
    try:
        shown: HttpResponse = match.func(request, *match.args, **match.kwargs)
    except (FaduError, Http404, PermissionDenied):
        return None
    except ORDERS:
        raise
    except BaseException:
        log.exception("page could not be shown again at %s", request.path)
        return None
    if shown.status_code != HTTPStatus.OK:
        return None
    shown.status_code = problem.status
    return shown


def _without_a_database(page: str, status: int, **context: str) -> HttpResponse:
    """A page that asks neither database nor session for anything."""
    return HttpResponse(render_to_string(page, context), status=status)
