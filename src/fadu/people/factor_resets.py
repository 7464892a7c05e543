# SPDX-License-Identifier: MulanPSL-2.0
"""A second factor taken off by two persons, for whoever lost the telephone and the codes: one alone could else act as anybody.

Who proposes and who confirms hold posts that confirm; neither is the holder, and the one who confirms stands apart from the one
who proposes, as with appointments. The holder's password stays, and alone opens the account until a new factor is put on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fadu.kernel import clock
from fadu.kernel.errors import BadInputError
from fadu.people import accounts, administration, second_factor, standing
from fadu.people.models import SecondFactorReset
from fadu.people.proof import record
from fadu.people.proposing import is_second_person
from fadu.people.rules import confirming_posts, posts
from fadu.people.second_person import SecondPersonError
from fadu.storage.entering import entered

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fadu.people.models import Bureau, Officer

#: for so long each sign-in gives notice of a reset
NOTICE_FOR = accounts.NOTICE_FOR


def open_resets(bureau: Bureau) -> QuerySet[SecondFactorReset]:
    """What waits for a second person, the oldest first."""
    waiting = SecondFactorReset.objects.filter(bureau=bureau, decided_at=None)
    return waiting.select_related("officer__account", "proposed_by").order_by("pk")


def resettable(bureau: Bureau, *, beside: Officer) -> QuerySet[Officer]:
    """The officers whose second factor somebody may propose to take off."""
    using = bureau.officers.filter(account__second_factor__since__isnull=False)
    return using.exclude(pk=beside.pk).order_by("pk")


@transaction.atomic
def propose(*, officer: Officer, by: Officer, reason: str) -> SecondFactorReset:
    """Propose that somebody's second factor be taken off. Raises SecondPersonError, EntryError."""
    if not is_second_person(by, clock.now()):
        raise SecondPersonError(f"由{_titles()}提请。")
    if (
        officer.bureau_id != by.bureau_id
        or not resettable(by.bureau, beside=by).filter(pk=officer.pk).exists()
    ):
        raise SecondPersonError("此人没有启用动态口令，或者就是您本人。本人的动态口令由他人提请重置。")
    if open_resets(by.bureau).filter(officer=officer).exists():
        raise SecondPersonError(f"{officer.name}的动态口令已经提请重置，尚未确认。请等待确认。")
    row = SecondFactorReset(
        bureau=by.bureau, officer=officer, reason=reason.strip(), proposed_by=by, proposed_at=clock.now()
    )
    with administration.kept_by(by):
        entered(row)
        record(row)
    return row


def against(officer: Officer, reset: SecondFactorReset) -> str:
    """Why an officer may not decide on a reset; empty where they may."""
    if reset.bureau_id != officer.bureau_id or not is_second_person(officer, clock.now()):
        return f"由{_titles()}确认。"
    if officer.pk == reset.proposed_by_id:
        return "您是提请人，须由他人确认。"
    if officer.pk == reset.officer_id:
        return "涉及您本人，须由他人确认。"
    account = getattr(officer, "account", None)
    if account is None or not accounts.is_settled(account):
        return "您的密码是别人设定的。请先换成自己的密码。"
    return standing.against(officer, reset)


@transaction.atomic
def decide(
    reset: SecondFactorReset, *, by: Officer, is_confirmed: bool, remark: str = ""
) -> SecondFactorReset:
    """Take the second factor off, or refuse to, with a reason. Raises SecondPersonError, BadInputError."""
    if why := against(by, reset):
        raise SecondPersonError(why)
    if not is_confirmed and not remark.strip():
        raise BadInputError(
            expected="不予确认的理由", got="（空）", where="重置动态口令", remedy="写明理由，供提请人改正"
        )
    longest = SecondFactorReset._meta.get_field("remark").max_length or 0
    if len(remark.strip()) > longest:
        raise BadInputError(
            expected=f"最多{longest}字的理由",
            got=f"{len(remark.strip())}字",
            where="重置动态口令",
            remedy="删减后再提交",
        )
    decision = {
        "is_confirmed": is_confirmed,
        "remark": remark.strip(),
        "decided_by": by,
        "decided_at": clock.now(),
    }
    if not SecondFactorReset.objects.filter(pk=reset.pk, decided_at=None).update(**decision):
        raise SecondPersonError("此事项已经有人确认或者不予确认。")
    reset.refresh_from_db()
    with administration.kept_by(by):
        if is_confirmed:
            second_factor.take_off(reset.officer.account, "经两人重置动态口令")
        record(reset)
    return reset


def notices(officer: Officer) -> list[str]:
    """What is told at sign-in of a second factor that others took off lately."""
    since = clock.now() - NOTICE_FOR
    rows = SecondFactorReset.objects.filter(officer=officer, is_confirmed=True, decided_at__gte=since)
    return [
        f"您的动态口令由{row.proposed_by.name}提请、{row.decided_by.name}确认重置（{row.reason}）。"
        "不是您要求的，请立即告诉本局的纪检人员。"
        for row in rows.select_related("proposed_by", "decided_by").order_by("pk")
        if row.decided_by is not None
    ]


def _titles() -> str:
    return "、".join(title for post, title in posts().items() if post in confirming_posts())
