# SPDX-License-Identifier: MulanPSL-2.0
"""Parts of an address and of a press that are checked before a page sees them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from fadu.desk.answers import problem_of
from fadu.kernel.errors import BadInputError
from fadu.law.notices import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from django.http import HttpRequest


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
    given = request.POST.get("request_id", "")
    try:
        return uuid.UUID(given)
    except ValueError:
        raise _no_press("请求编号", given) from None


def revision(request: HttpRequest) -> int:
    """The revision of the case the officer saw. Raises BadInputError."""
    given = request.POST.get("revision", "")
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise _no_press("案件修订号", given)
    return int(given)


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
