# SPDX-License-Identifier: MulanPSL-2.0
"""Settings by which acts are judged and papers written, proposed by one person and confirmed by another.

Who may confirm: whoever holds a post that confirms (``posts.yaml``) and stands apart from who proposed, as with appointments.
Nothing of a setting holds before; who proposed and who decided stand in the register and in the ledger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import CharField, Value

from fadu.kernel import clock
from fadu.kernel.errors import BadInputError
from fadu.people import accounts, administration, factor_resets, proposing, second_person, standing
from fadu.people.factor_resets import open_resets
from fadu.people.models import ProposedSetting
from fadu.people.proof import record
from fadu.people.proposing import is_second_person, open_proposals
from fadu.people.rules import confirming_posts, posts
from fadu.people.second_person import SecondPersonError
from fadu.storage.by_key import ByKey
from fadu.storage.entering import entered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import QuerySet

    from fadu.people.models import Bureau, Officer


#: each page of who confirms asks it
_WAITING = ByKey()


def open_settings(bureau: Bureau) -> QuerySet[ProposedSetting]:
    """What waits for a second person, the oldest first."""
    waiting = ProposedSetting.objects.filter(bureau=bureau, decided_at=None)
    return waiting.select_related("proposed_by").order_by("pk")


def waiting(officer: Officer) -> int:
    """How much of what waits for a second person an officer may decide on: appointments, resets and settings. Where nothing waits,
    that is one question, and one more for each of the three of which something waits.
    """
    bureau = officer.bureau
    there = {sort for (sort,) in _WAITING.rows(bureau.pk, lambda: _waiting(bureau))}
    count = 0
    if "appointment" in there:
        count += sum(not proposing.against(officer, row) for row in proposing.waiting_in(bureau))
    if "reset" in there:
        count += sum(not factor_resets.against(officer, row) for row in open_resets(bureau))
    if "setting" in there:
        count += sum(not against(officer, row) for row in open_settings(bureau))
    return count


def _waiting(bureau: Bureau) -> QuerySet[Any, Any]:
    """Of which sorts something waits."""
    sorts = {"appointment": open_proposals, "reset": open_resets, "setting": open_settings}
    first, *others = (
        of(bureau).order_by().values_list(Value(sort, output_field=CharField())) for sort, of in sorts.items()
    )
    return first.union(*others)


def nobody_to_confirm(bureau: Bureau, *, beside: Officer) -> str:
    """What to do first where a bureau has nobody but one who could confirm; empty where there is somebody."""
    if second_person.confirmers(bureau, clock.now()) - {beside.pk}:
        return ""
    return (
        f"此项设定须由两人办理，本机关现在没有第二个可以确认的人（{titles()}，有账号）。"
        "请先登记一人、开立账号并任其为系统管理员（本机关尚无他人可以确认时，一人即可办理），"
        "本人登录、换成自己的密码以后，再来设定，由其在“确认”页面确认。"
    )


@transaction.atomic
def propose(
    *, bureau: Bureau, what: str, content: Mapping[str, Any], words: str, moves: int = 0
) -> ProposedSetting:
    """Propose a setting, by whoever keeps the registers just now. Raises SecondPersonError, EntryError."""
    by = administration.keeper().officer
    if by is None:
        raise SecondPersonError("没有说明由谁提请。")
    if why := nobody_to_confirm(bureau, beside=by):
        raise SecondPersonError(why)
    if open_settings(bureau).filter(what=what, content=dict(content)).exists():
        raise SecondPersonError(f"同一设定已经提请确认，尚未确认：{words}。请等待确认。")
    row = entered(
        ProposedSetting(
            bureau=bureau,
            what=what,
            content=dict(content),
            words=words,
            moves=moves,
            proposed_by=by,
            proposed_at=clock.now(),
        )
    )
    record(row)
    return row


def against(officer: Officer, row: ProposedSetting) -> str:
    """Why an officer may not decide on a setting; empty where they may."""
    if row.bureau_id != officer.bureau_id or not is_second_person(officer, clock.now()):
        return f"由{titles()}确认。"
    if officer.pk == row.proposed_by_id:
        return "您是提请人，须由他人确认。"
    account = getattr(officer, "account", None)
    if account is None or not accounts.is_settled(account):
        return "您的密码是别人设定的。请先换成自己的密码。"
    return standing.against(officer, row)


@transaction.atomic
def decide(
    row: ProposedSetting,
    *,
    by: Officer,
    is_confirmed: bool,
    take_effect: Callable[[ProposedSetting], object],
    remark: str = "",
) -> ProposedSetting:
    """Confirm a setting, which then takes effect, or refuse it with a reason. Raises SecondPersonError, BadInputError, what the effect raises."""
    if why := against(by, row):
        raise SecondPersonError(why)
    remark = remark.strip()
    longest = ProposedSetting._meta.get_field("remark").max_length or 0
    if (not is_confirmed and not remark) or len(remark) > longest:
        raise BadInputError(
            expected=f"不予确认的理由，最多{longest}字",
            got=f"{len(remark)}字",
            where="设定的确认",
            remedy="写明理由，供提请人改正",
        )
    decision = {"is_confirmed": is_confirmed, "remark": remark, "decided_by": by, "decided_at": clock.now()}
    if not ProposedSetting.objects.filter(pk=row.pk, decided_at=None).update(**decision):
        raise SecondPersonError("此事项已经有人确认或者不予确认。")
    row.refresh_from_db()
    with administration.kept_by(by):
        if is_confirmed:
            with second_person.confirmed():
                take_effect(row)
        record(row)
    return row


def titles() -> str:
    """The posts whose holders confirm, as they are said."""
    return "、".join(title for post, title in posts().items() if post in confirming_posts())
