# SPDX-License-Identifier: MulanPSL-2.0
"""What a request may be before any page sees it: its method, its size, its characters, the length of each text.

Each address says by which methods it is asked; one that is not listed takes reading and sending. Text that a database or a
paper cannot hold is refused with the place where it stands, and is shown again without it, so that the next press succeeds.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseNotAllowed

from fadu.desk.answers import Problem, answered
from fadu.kernel.plain_numbers import plain_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponse, QueryDict

READ = ("GET", "HEAD")
SEND = ("POST",)
BOTH = (*READ, *SEND)
#: name of an address -> the methods it takes
METHODS = {
    **dict.fromkeys(
        (
            *(
                "inbox",
                "waiting",
                "running",
                "done",
                "closed",
                "search",
                "choose",
                "case",
                "document",
                "file",
            ),
            *("bureau", "confirmations", "background", "import_template", "proof", "proof_head"),
            *("figures", "figure", "report_records", "own"),
            *("news", "feed", "overview", "terms", "keys", "party"),
            *("exports", "hand_overs", "departments", "staff", "staff_template", "officer"),
            *("posts", "accounts", "certificates", "committees", "parameters", "catalogues"),
            *("case_chart", "wall_chart", "chart_style", "materials", "picture", "whole_file"),
            *("whole_file_pdf", "calendar", "blanks_print", "findings", "refusals"),
        ),
        READ,
    ),
    **dict.fromkeys(
        (
            *("sign_out", "filters", "warn", "warn_opening", "confirmation", "settle", "background_retry"),
            *(
                "document_whole",
                "whole_file_plain",
                "parties",
                "own_end",
                "factor_reset",
                "factor_reset_decision",
            ),
            *("news_seen", "feed_change", "urge", "party_opened", "export_party", "export"),
            "blank_end",
            *(
                "export_pressing",
                "export_register",
                "export_figures",
                "export_figure",
                "stand_in_end",
                "stand_in_take_back",
                "papers_opening",
            ),
            *("papers", "keep_draft", "drop_draft", "form_open"),
        ),
        SEND,
    ),
    **dict.fromkeys(
        (
            *("sign_in", "password", "account", "open", "act", "upload", "particulars", "report"),
            *("bureau_add", "appointment_end", "notices", "numbers", "imports"),
            *("second_factor", "factor_rules"),
            *("signing", "telling", "aide", "hand_over", "stand_in", "department_rename"),
            *("department_end", "staff_sheet", "correct", "account", "together", "blanks"),
            *("pin", "signature", "finding", "asked_for"),
        ),
        BOTH,
    ),
}
#: bytes of a request, its files included; a table to take over may be larger
LARGEST, LARGEST_TABLE = 256 * 1024**2, 2 * 1024**3 + 1024**2
#: characters of one text that is sent in, and of one part of an address
LONGEST, LONGEST_ASKED = 200_000, 2_000
#: what comes sealed from a page of ours and may be longer
LONGER = {"carried": 600_000}
#: what no database, no paper or no sheet can hold: control characters but tab and line ends, halves of characters, no characters
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: characters shown on each side of one that is unfit
AROUND = 8


class Bounded:
    """Middleware that refuses what is no request of ours; it stands before the check of the form's token."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not getattr(response, "content", b"-"):
            styled = _not_allowed(request)
            styled["Allow"] = response.get("Allow", "")
            return styled
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """The refusal of a request that no page is to see; None for every other."""
        name = request.resolver_match.url_name if request.resolver_match else None
        methods = METHODS.get(name or "", BOTH)
        if request.method not in methods:
            return HttpResponseNotAllowed(methods)
        size, most = _size(request), LARGEST_TABLE if name == "imports" else LARGEST
        if size > most:
            return _too_large(request, size, most)
        if (request.content_params or {}).get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
            return _refused(request, "内容应为UTF-8编码。请在本系统的页面上重新填写。")
        return _unfit(request)


def _size(request: HttpRequest) -> int:
    return plain_number(request.META.get("CONTENT_LENGTH")) or 0


def _unfit(request: HttpRequest) -> HttpResponse | None:
    """The refusal of text that cannot be kept, or is too long; what is shown again stands without what is unfit."""
    for part, most in (("GET", LONGEST_ASKED), ("POST", LONGEST)):
        sent: QueryDict = getattr(request, part)
        faults = list(_faults(sent, most))
        if faults:
            setattr(request, part, _mended(sent))
            return _refused(request, "".join(dict.fromkeys(faults)))
    return None


def _faults(sent: QueryDict, most: int) -> Iterator[str]:
    for name, texts in sent.lists():
        if UNFIT.search(name) or len(name) > most:
            yield "有一项的名称不能识别。请在本系统的页面上重新填写。"
        bound = max(most, LONGER.get(name, 0))
        for text in texts:
            if len(text) > bound:
                yield f"“{UNFIT.sub('', text[:AROUND])}……”一项有{len(text):,}字，最多{bound:,}字。请删减；全文可以作为附件上传。"
            if (unfit := UNFIT.search(text)) is not None:
                yield (
                    f"“{_around(text, unfit)}”中有不能保存的字符（U+{ord(unfit[0]):04X}，以□标明）。"
                    "下面已经删去，请核对后再提交一次。"
                )


def _around(text: str, unfit: re.Match[str]) -> str:
    start, end = unfit.span()
    return UNFIT.sub("□", text[max(0, start - AROUND) : end + AROUND])


def _mended(sent: QueryDict) -> QueryDict:
    """The same without what is unfit."""
    mended = sent.copy()
    for name, texts in sent.lists():
        mended.setlist(name, [UNFIT.sub("", text) for text in texts])
    mended._mutable = False
    return mended


def _refused(request: HttpRequest, message: str) -> HttpResponse:
    return answered(request, Problem(status=HTTPStatus.BAD_REQUEST, message=message, code="unfit"))


def _too_large(request: HttpRequest, size: int, most: int) -> HttpResponse:
    """Nothing of it is read: a form cannot be shown again."""
    request._mark_post_parse_error()
    megabytes = 1024**2
    message = f"一次提交的内容有{size // megabytes}MB，最多{most // megabytes}MB，没有接收。请分几次上传，或者压缩图片、视频后再传。"
    problem = Problem(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message=message, code="too_large")
    return answered(request, problem, again=False)


def _not_allowed(request: HttpRequest) -> HttpResponse:
    read_only = request.method in {"POST", "PUT", "PATCH", "DELETE"}
    message = (
        "这一页只供查看，不接受提交。请回到要办理的页面再办。"
        if read_only
        else "这个地址只接受按钮的提交，不能直接打开；登录中断以后回来的，请回到原来的页面再按一次。"
    )
    problem = Problem(status=HTTPStatus.METHOD_NOT_ALLOWED, message=message, code="method")
    return answered(request, problem, again=False)
