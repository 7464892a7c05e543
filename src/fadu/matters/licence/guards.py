# SPDX-License-Identifier: MulanPSL-2.0
"""Guards of the licence procedure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.matters.licence import anew as anew
from fadu.matters.licence import applicants as applicants
from fadu.matters.licence import ending as ending
from fadu.matters.licence import items as items
from fadu.matters.licence import looking as looking
from fadu.matters.licence import recalls as recalls
from fadu.matters.licence import spans as spans
from fadu.matters.licence.hearings import PROPOSING, TELLING
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry

#: days that come only once there is a licence
_SINCE_GRANT = ("delivered_on", "found_on")


@guard("renewal_names_expiry", "延续申请写明原许可届满之日", law="licence/renewal_decision")
def renewal_names_expiry(world: World, **_: Any) -> Verdict:
    """A renewal names the day on which the licence expires: the decision is due before it (行政许可法 50)."""
    if world.value("application_kind") != "renewal" or world.value("expires_on"):
        return HOLDS
    return Ground(
        code="no_expiry",
        message="延续申请没有写明原许可有效期届满之日，不能计算应当作出决定的日期。",
        remedy="填写原许可有效期届满之日",
        unknown=world.replay,
    )


@guard("correction_term_over", "告知的补正期限已满", law="licence/correction")
def correction_term_over(world: World, **_: Any) -> Verdict:
    """The term for corrections that the notice named has passed (许可程序暂行规定 15)."""
    last = world.value("correction_by")
    if last and world.at.date() > date.fromisoformat(last):
        return HOLDS
    return Ground(
        code="correction_running",
        message=f"补正期限至{last}，尚未届满。" if last else "告知书没有写明补正期限。",
        remedy="补正期限届满后办理",
    )


@guard("special_step_ended", "没有尚未结束的听证、检验、评审等环节", law="licence/excluded_time")
def special_step_ended(world: World, **_: Any) -> Verdict:
    """No hearing, test or expert review is still under way (行政许可法 45)."""
    running = [
        s
        for s in world.state.spells
        if s.key == "special" and s.end is None and s.seq not in world.state.void
    ]
    if not running:
        return HOLDS
    return Ground(
        code="step_running",
        message=f"自{running[-1].start}开始的特殊环节尚未结束。",
        remedy="先登记特殊环节的结果",
    )


@guard("site_check_met", "最后一次核查的结论为符合条件", law="licence/conditions")
def site_check_met(world: World, **_: Any) -> Verdict:
    """What was looked at on the spot met the conditions, at the last look; where nobody looked, nothing is asked (行政许可法 34, 38)."""
    looks = list(world.state.done("inspect_site"))
    if not looks or looks[-1].payload.get("conclusion") not in ("unmet", "rectify"):
        return HOLDS
    unmet = looks[-1].payload.get("conclusion") == "unmet"
    return Ground(
        code="conditions_unmet",
        message=f"{looks[-1].at.date()}核查的结论为{'不符合条件' if unmet else '整改后复查'}。",
        remedy="依法不予许可；整改后复查符合条件的，先登记复查的结论",
    )


@guard("licence_was_granted", "本案曾准予许可")
def licence_was_granted(world: World, **_: Any) -> Verdict:
    """There is a licence to revoke, to recall or to cancel: each act has its own articles."""
    if world.state.latest(ending.GRANTING):
        return HOLDS
    return Ground(
        code="no_licence",
        message="本件没有准予许可，没有可以撤销、撤回或者注销的许可。",
        remedy="在准予许可的办件中办理",
    )


@guard("not_before_grant", "所填之日不早于准予许可之日")
def not_before_grant(world: World, **_: Any) -> Verdict:
    """What is granted on 10 March was not handed out on the 5th, nor found to be revocable then."""
    granting = max((e for key in ending.GRANTING for e in world.state.done(key)), key=_seq, default=None)
    days = [date.fromisoformat(str(day)) for key in _SINCE_GRANT if (day := world.proposed.get(key))]
    if granting is None or all(day >= granting.at.date() for day in days):
        return HOLDS
    return Ground(
        code="before_grant",
        message=f"所填之日{min(days)}早于准予许可之日{granting.at.date()}。",
        remedy="核对日期",
    )


def _seq(entry: Entry) -> int:
    return entry.seq


def _hearing_day(world: World) -> date | None:
    hearing_at = world.value("hearing_at")
    return date.fromisoformat(hearing_at[:10]) if isinstance(hearing_at, str) and hearing_at else None


def _last_notice_day(world: World, day: date) -> date:
    """The last day on which the notice may be served (行政许可法 48)."""
    return world.law.due("licence/hearing_notice", day, on=world.at.date()).last_day


@guard("room_for_notice", "所定日期留足通知期限", law="licence/hearing_notice")
def room_for_notice(world: World, **_: Any) -> Verdict:
    """The day chosen leaves the working days of notice the law asks for."""
    day = _hearing_day(world)
    if day is None:
        return HOLDS
    last = _last_notice_day(world, day)
    if world.at.date() <= last:
        return HOLDS
    message = f"定于{day}举行的听证，最迟应在{last}通知；今日{world.at.date()}已来不及。"
    return Ground(code="no_room_for_notice", message=message, remedy="另定较后的日期")


@guard("notified_in_time", "按期送达听证通知，到期举行", law="licence/hearing_notice")
def notified_in_time(world: World, **_: Any) -> Verdict:
    """Everybody was served the notice so many working days before, and the hearing is not held before its day."""
    day, notice = _hearing_day(world), world.state.document("licence_hearing_notice")
    if day is None or notice is None:
        return HOLDS  # that it was served is another guard's question
    if world.at.date() < day:
        return Ground(
            code="before_the_day",
            message=f"听证定于{day}举行，尚未到期。",
            remedy="到期举行，或者改期重新通知",
        )
    last = _last_notice_day(world, day)
    here = {party.key for party in world.state.parties}
    late = [s.effective_on for s in notice.services if s.effective_on > last and s.party in here]
    if not late:
        return HOLDS
    message = f"听证通知最迟应在{last}送达，实际于{max(late)}送达。"
    return Ground(code="notified_late", message=message, remedy="改期并重新通知")


@guard("hearing_has_a_ground", "有人申请听证，或者依职权举行", law="licence/hearing_of_office")
def hearing_has_a_ground(world: World, **_: Any) -> Verdict:
    """A hearing was asked for, or is held of office; one said to be asked for was (行政许可法 46, 47)."""
    if world.value("hearing_ground") != "requested" or world.state.done("request_hearing"):
        return HOLDS
    return Ground(
        code="nobody_asked",
        message="写明依申请举行听证，而没有人申请听证。",
        remedy="登记听证申请；依职权举行的，改选缘由",
    )


@guard("announced_of_office", "依职权的听证已向社会公告", law="licence/hearing_of_office")
def announced_of_office(world: World, **_: Any) -> Verdict:
    """A hearing nobody asked for is announced to the public first (行政许可法 46)."""
    if world.state.done("request_hearing") or world.state.done("announce_hearing"):
        return HOLDS
    return Ground(
        code="not_announced",
        message="没有人申请听证，依职权举行的听证没有向社会公告。",
        remedy="先向社会公告听证",
        unknown=world.replay,
    )


@guard("told_before", "决定作出前，或者已告知拟撤销、撤回", law="licence/revocation_defence", version=2)
def told_before(world: World, **_: Any) -> Verdict:
    """Views are stated before the decision, and afterwards on what it is told that the licence is to be taken away."""
    if _told_or_open(world):
        return HOLDS
    return Ground(
        code="nothing_proposed",
        message="本件已经办结，没有告知拟撤销或者撤回。",
        remedy="先告知拟撤销或者拟撤回",
    )


@guard(
    "hearing_offered_before",
    "已告知听证权",
    law="licence/hearing_request",
    version=2,
)
def hearing_offered_before(world: World, **_: Any) -> Verdict:
    """The right to a hearing was told: before the decision, or with what the licence is to be taken away for."""
    ended = ending.is_decided(world)
    if _proposed(world) if ended else world.state.done("tell_interested"):
        return HOLDS
    return Ground(
        code="not_done",
        message="尚未告知拟撤销或者撤回。" if ended else "尚未办理“告知利害关系和听证权”。",
        remedy="先告知听证权",
    )


def _proposed(world: World) -> bool:
    return any(world.state.done(action) for action in PROPOSING)


def _told_or_open(world: World) -> bool:
    return not ending.is_decided(world) or _proposed(world)


@guard("hearing_host_apart", "由审查人员以外的人员主持")
def hearing_host_apart(world: World, **_: Any) -> Verdict:
    """The host is nobody who reviews the application (行政许可法 48)."""
    host = str(world.value("hearing_host") or "").strip()
    acted = {s.name for e in world.state.entries for s in e.by if s.role in ("handler", "inspector")}
    assigned = {str(e.payload.get("name") or "") for e in world.state.done("assign")}
    if not host or host not in acted | assigned:
        return HOLDS
    return Ground(
        code="host_reviews",
        message=f"{host}是审查本申请的工作人员，不得主持听证。",
        remedy="指定审查人员以外的人员主持",
    )


@guard("asked_once", "该当事人尚未就这次告知申请过听证", law="licence/hearing_request")
def asked_once(world: World, **_: Any) -> Verdict:
    """Whoever asked for a hearing does not ask again until the right is told anew."""
    party, told_at = world.proposed.get("party"), world.state.latest(TELLING)
    asked = [e for e in world.state.done("request_hearing") if e.seq > told_at]
    if not party or all(entry.payload.get("party") != party for entry in asked):
        return HOLDS
    return Ground(
        code="asked_already",
        message=f"其已于{asked[-1].at.date()}申请听证，不重复申请。",
        remedy="按已经提出的申请举行听证；放弃的，登记放弃",
    )
