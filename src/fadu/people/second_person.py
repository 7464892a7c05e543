# SPDX-License-Identifier: MulanPSL-2.0
"""What one person is not enough for: appointments dated in the past, of the head, to oneself, or of whoever may confirm; and settings.

Who keeps the registers at the desk is asked here; a program that sets a bureau up is not. A confirmation lets pass what was
proposed by somebody else, and nothing besides.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, time
from typing import TYPE_CHECKING

from fadu.kernel import clock
from fadu.kernel.errors import FaduError
from fadu.people import administration, selectors
from fadu.people.limits import UNLIMITED, PowerLimits
from fadu.people.rules import confirming_posts, posts_for_two

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.people.models import Appointment, Bureau, Officer


class SecondPersonError(FaduError):
    """此事须经第二人确认。"""

    code = "second_person"


#: why a post whose holders confirm is not given or ended by one: who made a confirmer alone would need no second person
CONFIRMS = "任此岗位的可以作第二人"
#: why such a post is not given or lent by one within limits either: limits that name every kind of case are none
LIMITED = "是可以作第二人的岗位的职权，虽有限定"
SETTING = "是影响办理结果的设定"
_CONFIRMED: ContextVar[bool] = ContextVar("confirmed", default=False)


@contextmanager
def confirmed() -> Iterator[None]:
    """Inside, two persons stand behind what is done, or nothing of it is kept."""
    token = _CONFIRMED.set(True)
    try:
        yield
    finally:
        _CONFIRMED.reset(token)


def reason(officer: Officer, post: str, *, start: datetime | None) -> str:
    """Why an appointment (or, without ``start``, its end) needs a second person; empty where one is enough."""
    keeper = administration.keeper().officer
    if keeper is None or _CONFIRMED.get():
        return ""
    if officer.pk == keeper.pk:
        return "是本人的任职"
    now = clock.now()
    if post in posts_for_two() or _is_head(officer, now):
        return "是主要负责人的任职"
    today = datetime.combine(now.astimezone(clock.LEGAL_TIME).date(), time(), tzinfo=clock.LEGAL_TIME)
    if start is not None and start < today:
        return "自过去的日期起任"
    if start is None and post in confirming_posts():
        return CONFIRMS
    return ""


def of_appointment(row: Appointment) -> str:
    """Why giving a post, or delegating it, needs a second person; empty where one is enough."""
    own = reason(row.officer, row.post, start=row.start)
    if own or _is_own_stand_in(row):
        return own
    if _is_of_a_confirming_post(row):
        return CONFIRMS if PowerLimits.read(row.limits) == UNLIMITED else LIMITED
    return reason(row.delegated_by.officer, row.post, start=row.start) if row.delegated_by else ""


def _is_own_stand_in(row: Appointment) -> bool:
    """Whether somebody names a stand-in for their own absence, in a post whose holders confirm nothing."""
    keeper, lent = administration.keeper().officer, row.delegated_by
    is_own = keeper is not None and lent is not None and lent.officer_id == keeper.pk
    return is_own and row.kind == "standin" and row.post not in confirming_posts()


def _is_of_a_confirming_post(row: Appointment) -> bool:
    """Whether an officer gives or lends a post whose holders confirm, though there is already somebody else who may."""
    keeper = administration.keeper().officer
    if keeper is None or _CONFIRMED.get() or row.post not in confirming_posts():
        return False
    return bool(confirmers(row.officer.bureau, clock.now()) - {keeper.pk, row.officer.pk})


def confirmers(bureau: Bureau, at: datetime) -> frozenset[int]:
    """The officers of a bureau who hold a post that confirms, and have an account to do it with."""
    held = selectors.appointments_at(at).filter(
        post__in=confirming_posts(), officer__bureau=bureau, officer__account__is_active=True
    )
    return frozenset(
        officer
        for officer, limits in held.values_list("officer_id", "limits")
        if PowerLimits.read(limits) == UNLIMITED
    )


def of_setting() -> str:
    """Why a setting by which acts are judged or papers written needs a second person; empty where none is asked for."""
    return "" if administration.keeper().officer is None or _CONFIRMED.get() else SETTING


def require(why: str) -> None:
    """Raise SecondPersonError where a second person is needed and none stands behind it."""
    if why:
        raise SecondPersonError(f"{why}，须由第二人确认。请在“本机关”页面提请确认。")


def _is_head(officer: Officer, at: datetime) -> bool:
    if officer.pk is None:
        return False  # somebody who is not registered yet
    held = selectors.appointments_at(at).filter(officer=officer, post__in=posts_for_two())
    return held.exclude(kind="delegated").exists()
