# SPDX-License-Identifier: MulanPSL-2.0
"""Parts of an address and of a press that are checked before a page sees them."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import Http404
from django.urls import Resolver404, resolve

from fadu.desk.answers import problem_of
from fadu.kernel.errors import BadInputError
from fadu.kernel.plain_numbers import plain_number
from fadu.law.notices import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest


#: characters of the ending of a file's name, with its dot
LONGEST_ENDING = 6


class Year:
    """A year of the calendar in an address."""

    regex = "(?:19|20|21)[0-9]{2}"

    def to_python(self, value: str) -> int:
        """Raise ValueError for a year the calendar does not hold: there is no such page."""
        if not FIRST_YEAR <= int(value) <= LAST_YEAR:
            raise ValueError(value)
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


def request_id(request: HttpRequest) -> uuid.UUID:
    """The number of a press, by which the same press is recorded once. Raises BadInputError."""
    return request_id_said(request.POST.get("request_id", ""))


def revision(request: HttpRequest) -> int:
    """The revision of the case the officer saw. Raises BadInputError."""
    return revision_said(request.POST.get("revision", ""))


def revision_said(given: str) -> int:
    """A revision as a page carries it. Raises BadInputError."""
    number = plain_number(given, digits=9)
    if number is None:
        raise _no_press("案件修订号", given)
    return number


def request_id_said(given: str) -> uuid.UUID:
    """The number of a press as a page carries it. Raises BadInputError."""
    try:
        return uuid.UUID(given)
    except ValueError:
        raise _no_press("请求编号", given) from None


def token(given: str) -> str:
    """The token under which something waits to be confirmed. Raises Http404 for what is none of ours, before any folder is asked."""
    try:
        if uuid.UUID(hex=given).hex == given:
            return given
    except ValueError:
        pass
    raise Http404("没有等待确认的内容。请重新上传。")


def ending(name: str) -> str:
    """What a file that is kept here may take over of the name it came by: its last two endings, as far as they are short and plain.

    >>> ending("台账.XLSX"), ending("log.xes.gz"), ending("x." + "y" * 300 + ".csv"), ending("a.b/../c"), ending("")
    ('.xlsx', '.xes.gz', '.csv', '', '')
    """
    last = Path(name).suffixes[-2:]
    return "".join(
        one for one in last if len(one) <= LONGEST_ENDING and one[1:].isascii() and one[1:].isalnum()
    ).lower()


@contextmanager
def called(path: Path, name: str) -> Iterator[None]:
    """What is wrong with a file that is kept here is said of it by the name it was chosen by."""
    try:
        yield
    except BadInputError as error:
        error.args = (error.message.replace(path.name, name),)
        raise


def is_ours(address: str) -> bool:
    """Whether an address leads to a page of ours."""
    try:
        resolve(urlsplit(address).path)
    except (Resolver404, ValueError):
        return False
    return True


def request_id_again(request: HttpRequest) -> uuid.UUID:
    """The number the page gives the next press: that of the press before it, if there was one, so that it stays one press."""
    try:
        return uuid.UUID(request.POST.get("request_id", ""))
    except ValueError:
        return uuid.uuid4()


def revision_again(request: HttpRequest, now: int) -> int:
    """The revision the page shows: the one the officer saw, or the present one after being told that it has moved on."""
    problem = problem_of(request)
    try:
        return now if problem and problem.code == "stale_revision" else revision(request)
    except BadInputError:
        return now


def _no_press(expected: str, given: str) -> BadInputError:
    return BadInputError(
        expected=f"页面自带的{expected}", got=given[:40], where="提交的表单", remedy="重新打开页面后再提交"
    )
