# SPDX-License-Identifier: MulanPSL-2.0
"""What speaks against the content of an act that every procedure knows: whom it names, which day, which paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import FaduError
from fadu.procedure import (
    addressees,
    day_correction,
    entered_twice,
    jointly,
    outside,
    party_correction,
    succession,
    who,
)
from fadu.procedure.conditions import answer_of
from fadu.procedure.decision import Ground
from fadu.procedure.mending import ASK, CONFIRM, REFUSE
from fadu.procedure.providers import guards_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from fadu.procedure.decision import World
    from fadu.procedure.model import Procedure


def _assign(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    role, person = world.procedure.roles.get(str(payload.get("role"))), str(payload.get("person"))
    if role is None:
        return
    if person in world.state.assigned.get(role.key, ()):
        yield Ground(
            code="assigned_already",
            message=f"此人已经被指派为“{role.title}”。",
            cites=role.cites,
            remedy="不重复指派；另需人员的，选择其他人员",
        )
    held = who.within(world, world.holdings.get(person, ()), role.post)
    if not held:
        yield Ground(
            code="candidate_post",
            message=f"此人没有担任“{role.title}”的岗位。",
            cites=role.cites,
            remedy="选择其他人员",
        )
    elif role.certified and not any(h.certified for h in held):
        yield Ground(
            code="candidate_certificate",
            message="此人没有当日有效的执法证件。",
            cites=role.cites,
            remedy="选择其他人员",
        )
    elif role.qualified and not any(h.qualified for h in held):
        yield Ground(
            code="candidate_qualification",
            message="此人没有法制审核的资格。",
            cites=role.cites,
            remedy="选择其他人员",
        )
    if person in world.conflicts:
        yield Ground(
            code="conflict",
            message=f"此人应当回避：{world.conflicts[person]}。",
            cites=who.recusal(world) or role.cites,
            remedy="选择其他人员",
        )
    yield from who.apart(world, role.key, person)


def _serve(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    document = next((d for d in world.state.documents if d.ref == payload.get("document")), None)
    if document is None or document.void:
        said = "已经作废" if document is not None else "本案没有制发"
        message = f"所选的文书{said}，不能登记送达。"
        yield Ground(
            code="no_document",
            message=message,
            cites=of_service(world, payload),
            remedy="选择本案已制发的文书",
        )
        return
    if payload.get("party") not in {p.key for p in world.state.parties}:
        yield Ground(
            code="not_a_party",
            message="受送达人不是本案当事人。",
            cites=of_service(world, payload),
            remedy="选择本案当事人",
        )
    else:
        yield from addressees.misdirected(world, payload)
        yield from addressees.repeated(world, payload)
    sent = _day(payload.get("sent_on"))
    if sent is None:
        yield _no_day("送出日期", payload.get("sent_on"))
    elif sent < document.issued_on:
        yield Ground(
            code="served_before_issue",
            message=f"“送出日期”为{sent}，早于文书制发之日{document.issued_on}。",
            cites=of_service(world, payload),
            remedy="改正“送出日期”",
        )
    arrived = _day(payload.get("arrived_on"))
    if sent and arrived and arrived < sent:
        yield Ground(
            code="arrived_before_sent",
            message=f"“签收或到达日期”为{arrived}，早于“送出日期”{sent}。",
            cites=of_service(world, payload),
            remedy="核对送达回证，改正两个日期中有误的",
        )
    yield from _ahead(world, payload, sent_on="送出日期", arrived_on="签收或到达日期", returned_on="退回日期")


def _no_day(title: str, said: Any) -> Ground:
    message = f"“{title}”应为日期，如 2022-03-01；实为“{said or ''}”。"
    return Ground(code="invalid", message=message, remedy=f"改正“{title}”", form=True)


def of_service(world: World, payload: Mapping[str, Any]) -> tuple[str, ...]:
    """The articles of the manner in which something is served; none where the law data names none on that day."""
    return _articles(world, f"service/{payload.get('manner')}")


def _of_publishing(world: World, rule: str) -> tuple[str, ...]:
    """The articles of the acts that make what is published: of its clearing, where it is cleared before, else of the decision."""
    actions = world.procedure.actions.values()
    acts = [a for a in actions if a.clears == rule] or [a for a in actions if a.publishes == rule]
    return tuple(dict.fromkeys(cite for each in acts for cite in each.cites))


def _articles(world: World, key: str) -> tuple[str, ...]:
    try:
        return world.cites(key)
    except FaduError:
        return ()


def _ahead(world: World, payload: Mapping[str, Any], **titles: str) -> Iterator[Ground]:
    """A ground for each day told that lies after the act that tells it: what has not happened yet cannot be recorded."""
    for key, title in titles.items():
        stated = _day(payload.get(key))
        if stated is not None and stated > world.at.date():
            message = f"“{title}”为{stated}，晚于办理之日{world.at.date()}。"
            remedy = f"改正“{title}”，或者到该日再登记"
            cites = of_service(world, payload) or _of_publishing(world, str(payload.get("rule")))
            yield Ground(code="day_ahead", message=message, cites=cites, remedy=remedy)


def _attach(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    yield from _ahead(world, payload, taken_on="取得日期")


def _return_proposal(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    if payload.get("of") not in {p.action for p in world.state.pending}:
        yield Ground(code="nothing_pending", message="没有这一待签事项。", remedy="选择待签事项")


def _publish(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    rules, rule = world.procedure.publications(), payload.get("rule")
    deciding, decided = _deciding(world, rule), _decided(world, rule)
    if rule not in rules:
        yield Ground(
            code="no_rule",
            message="本程序没有这一公示事项。",
            remedy=f"可公示的有：{'；'.join(rules.values()) or '无'}",
        )
    elif not decided:
        yield Ground(
            code="nothing_to_publish",
            message="尚无可以公示的决定。",
            cites=_of_publishing(world, str(rule)),
            remedy="作出决定后公示",
        )
    published, withdrawn = _day(payload.get("published_on")), _day(payload.get("withdrawn_on"))
    if published is None:
        yield _no_day("公示日期", payload.get("published_on"))
    yield from before_its_decision(world, payload)
    if published and withdrawn and withdrawn < published:
        yield Ground(
            code="withdrawn_before_published",
            message=f"“撤下日期”为{withdrawn}，早于“公示日期”{published}。",
            cites=_of_publishing(world, str(rule)),
            remedy="改正两个日期中有误的",
        )
    yield from _ahead(world, payload, published_on="公示日期", withdrawn_on="撤下日期")
    if payload.get("withdrawn_on") and ends_by_itself(world.procedure, str(rule)):
        yield Ground(
            code="taken_down_by_an_act",
            message="公示何时撤下由本程序另行办理并计算期限，登记公示时不能同时写明“撤下日期”。",
            remedy="删去“撤下日期”；依法应当停止公示、撤回公示的，办理相应事项",
        )
    yield from _uncleared(world, str(rule), deciding)
    yield from not_clear_any_more(world, payload)


def ends_by_itself(procedure: Procedure, rule: str) -> bool:
    """Whether how long a publication stands is a term of the procedure, and taking it down an act of its own: then only a history says
    with the publication when it was taken down.
    """
    return any(
        trigger.kind == "published" and trigger.name == rule
        for each in procedure.clocks.values()
        for trigger in each.starts
    )


def before_its_decision(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """A ground where the day of publication lies before the first decision that may have been published."""
    published, decided = _day(payload.get("published_on")), _decided(world, payload.get("rule"))
    if published and decided and published < decided[0]:
        message = f"公示日期{published}早于决定之日{decided[0]}。"
        yield Ground(
            code="published_before_decision",
            message=message,
            cites=_of_publishing(world, str(payload.get("rule"))),
            remedy="改正公示日期",
        )


def is_cleared(world: World, rule: str) -> bool:
    """Whether the last decision published by a rule was cleared for it, or the procedure asks for no such act."""
    return not any(_uncleared(world, rule, _deciding(world, rule)))


def _deciding(world: World, rule: Any) -> list[str]:
    return [action.key for action in world.procedure.actions.values() if action.publishes == rule]


def _decided(world: World, rule: Any) -> list[date]:
    """The days of the decisions that are published by a rule, from the first."""
    return sorted(entry.at.date() for key in _deciding(world, rule) for entry in world.state.done(key))


def _uncleared(world: World, rule: str, deciding: Sequence[str]) -> Iterator[Ground]:
    """A ground where the procedure has what is published cleared before, and the last decision was not."""
    clearing = [action for action in world.procedure.actions.values() if action.clears == rule]
    decided = max((entry.seq for key in deciding for entry in world.state.done(key)), default=0)
    if not clearing or any(entry.seq > decided for each in clearing for entry in world.state.done(each.key)):
        return
    first = clearing[0]
    yield Ground(
        code="not_cleared",
        message=f"公示前没有办理“{first.title}”。",
        cites=first.cites,
        remedy=f"先办理“{first.title}”",
        unknown=world.replay,
    )


def not_clear_any_more(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """What speaks on the day of publication against having cleared it: a decision annulled since the review is not published.

    A history is asked whether it shows the review or not; that no review was made here, an act is told by itself.
    """
    functions, rule = guards_of(world.procedure.key), payload.get("rule")
    then = world.with_(proposed=payload)
    for action in world.procedure.actions.values():
        if action.clears != rule or not (world.replay or world.state.done(action.key)):
            continue
        for use in action.guards:
            verdict = functions[use.name].function(then, **use.args)
            if isinstance(verdict, Ground) and answer_of(then, use.when) != "no":
                yield replace(verdict, cites=use.cites or verdict.cites or action.cites, guard=use.name)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _release(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    role = world.procedure.roles.get(str(payload.get("role")))
    if role is not None and payload.get("person") not in world.state.assigned.get(role.key, ()):
        yield Ground(
            code="nobody_to_release",
            message=f"此人没有被指派为本案的“{role.title}”。",
            remedy="选择已经指派的人员",
        )


def _add_party(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    if payload.get("kind") not in {"person", "unit", None, ""}:
        message = f"当事人的种类应为自然人（person）或者单位（unit）；实为“{payload['kind']}”。"
        yield Ground(code="invalid", message=message, remedy="改正种类", form=True)
    capacity = str(payload.get("capacity") or "")
    yield from outside.of_capacity(world.procedure, capacity)
    known = dict.fromkeys(role.capacity for role in world.procedure.capacities())
    if capacity and known and capacity not in {*known, *world.procedure.sealed_capacities()}:
        yield Ground(
            code="no_capacity",
            message=f"“{world.procedure.title}”没有“{capacity}”这一身份。",
            remedy=f"选择：{'、'.join(known)}",
        )
    yield from entered_twice.objections(world.procedure, world.state.parties, payload)


def _remove_party(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    if payload.get("party") not in {party.key for party in world.state.parties}:
        yield Ground(
            code="not_a_party", message="所选的人不是本案当事人。", remedy="选择本案当事人", form=True
        )


CHECKS: dict[str, Callable[[World, Mapping[str, Any]], Iterator[Ground]]] = {
    "assign": _assign,
    "release": _release,
    "add_party": _add_party,
    "remove_party": _remove_party,
    "succeed": succession.objections,
    party_correction.CORRECT_PARTY: party_correction.objections,
    "serve": _serve,
    "attach": _attach,
    "return_proposal": _return_proposal,
    "publish": _publish,
    ASK: day_correction.objections,
    CONFIRM: day_correction.confirming,
    REFUSE: day_correction.refusing,
    jointly.CONFIRM_JOINT: jointly.objections,
}
