# SPDX-License-Identifier: MulanPSL-2.0
"""A form whose sign-in ended while it was filled in comes back as it was, on every page that keeps what was typed.

The pages of acts and of opening offer drafts of their own for as long as they lie; on any other page what came through the sign-in is
shown once, and acted on only when it is sent in again.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from fadu.desk import drafts
from fadu.desk.answers import Problem
from fadu.people import sealing

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

COMES_BACK = "您的登录中断过，还没有办理。以下是您此前填写的内容，请核对后提交；选过的文件须重新选择。"


class Resumed:
    """Middleware that shows a page what was typed into it before the sign-in ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Let a page that keeps what was typed, and has no drafts of its own, show what came through the sign-in, once."""
        officer = getattr(request.user, "officer", None) if drafts.RESUME in request.GET else None
        keeps = getattr(view, "keeps_what_was_typed", False) and not getattr(view, "has_drafts", False)
        if request.method != "GET" or officer is None or not keeps:
            return
        draft = drafts.of(officer, request.path)
        if draft is None:
            return
        drafts.drop(officer, request.path)
        request.method = "POST"
        request.POST = QueryDict(sealing.unseal(draft.content))
        request.problem = Problem(status=HTTPStatus.OK, message=COMES_BACK, code="resumed")
