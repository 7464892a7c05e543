# SPDX-License-Identifier: MulanPSL-2.0
"""Deciding the acts every procedure knows without declaring them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.kernel.letters import is_a_word, is_reason
from fadu.procedure import (
    answered_after,
    closed_keys,
    day_correction,
    in_place,
    jointly,
    on_paper,
    outside,
    party_correction,
    succession,
    taken_out,
    who,
)
from fadu.procedure.addressees import addressees_of
from fadu.procedure.contents import CHECKS
from fadu.procedure.decision import Ground, Option, Permitted, Refused, Request
from fadu.procedure.entry import BUILT_IN, Signature
from fadu.procedure.mending import ASK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from fadu.procedure.decision import Decision, World

#: what must be given
NEEDED = {
    "assign": ("role", "person"),
    "release": ("role", "person", "reason"),
    "add_party": ("party", "name", "capacity", "kind", "reason"),
    "remove_party": ("party", "reason"),
    "succeed": ("party", "ground", "happened_on", "paper"),
    "correct_party": ("party", "reason"),
    "serve": ("document", "party", "manner", "sent_on"),
    "attach": ("title", "digest"),
    "note": ("text",),
    "return_proposal": ("of", "reason"),
    "link": ("kind", "case"),
    "correct_day": ("of", "field", "day", "paper", "reason"),
    "confirm_day": ("of",),
    "refuse_day": ("of", "reason"),
    "confirm_joint": ("of",),
    "publish": ("rule", "channel", "published_on"),
}
#: what these are called on screen
TITLES = {
    "role": "角色",
    "person": "人员",
    "reason": "理由",
    "party": "当事人",
    "name": "姓名或名称",
    "capacity": "身份",
    "kind": "种类",
    "document": "文书",
    "manner": "送达方式",
    "sent_on": "送出日期",
    "title": "名称",
    "digest": "文件",
    "text": "内容",
    "of": "事项",
    "field": "日期",
    "day": "更正后的日期",
    "case": "案号",
    "rule": "公示事项",
    "channel": "公示渠道",
    "published_on": "公示日期",
    "ground": "情形",
    "happened_on": "发生之日",
    "paper": "证明材料",
}
#: acts nobody asks for: they follow from others
FOLLOWING = frozenset(
    {
        "sign",
        "child_opened",
        "child_ended",
        "child_returned",
        "served_elsewhere",
        "told",
        "link",
        "move_edition",
    }
)


def decide(world: World, request: Request, *, latest: datetime | None) -> Decision:
    """Decide a built-in act."""
    if outside.is_unseen(world):  # whatever else were said would tell of the case
        unseen = (*_who(world, request), *outside.grounds(world, request))
        return Refused(action=request.action, grounds=unseen)
    asked = list(_asked(request))
    grounds = [
        *asked,
        *in_place.grounds(world, request.action),
        *_who(world, request),
        *outside.grounds(world, request),
        *_time(world, latest),
        *answered_after.of_built_in(world, request),
        *(() if request.blank or any(g.code == "no_text" for g in asked) else _content(world, request)),
    ]
    if grounds:
        return Refused(action=request.action, grounds=tuple(grounds))
    would = Permitted(
        action=request.action,
        complete=True,
        stage=world.state.stage,
        payload=_payload(world, request),
        by=(_signature(world, request.action),),
        warnings=tuple(_cautions(world, request)),
    )
    beyond = tuple(outside.of_bounds(world, would, request))
    return Refused(action=request.action, grounds=beyond) if beyond else would


def _cautions(world: World, request: Request) -> Iterator[str]:
    """What is no reason against an act and is said with it, as it will be found."""
    if request.action == "remove_party" and not request.blank:
        for ground in taken_out.objections(world, request.payload):
            yield f"{ground.message}如实登记，列为待核实。{ground.remedy}。"
    if request.action == party_correction.CORRECT_PARTY and not request.blank:
        yield from party_correction.cautions(world, request.payload)
    service = world.outside.service if world.outside else None
    if request.action == "serve" and service is not None and not request.blank:
        yield from service.doubts


def _payload(world: World, request: Request) -> dict[str, Any]:
    """What is recorded: of a service, with the day the law derives for it."""
    if request.action == succession.SUCCEED:
        return succession.recorded(world, request.payload)
    if request.action == party_correction.CORRECT_PARTY:
        return party_correction.recorded(world, request.payload)
    if request.action == ASK:
        return day_correction.recorded(world, request.payload)
    if request.action == jointly.CONFIRM_JOINT:
        return jointly.recorded(world, request.payload)
    service = world.outside.service if world.outside else None
    return dict(service.payload if request.action == "serve" and service else request.payload)


def _asked(request: Request) -> Iterator[Ground]:
    if request.action in FOLLOWING:
        yield Ground(
            code="follows",
            message=f"“{BUILT_IN[request.action]}”随其他办理行为发生，不单独办理。",
            remedy="办理引起它的行为，届时自动记录",
        )
    if request.blank:
        return
    yield from closed_keys.grounds(request.action, _said(request))
    missing = [
        TITLES[key] for key in NEEDED.get(request.action, ()) if request.payload.get(key) in (None, "")
    ]
    if missing:
        yield Ground(
            code="missing",
            message=f"“{BUILT_IN[request.action]}”缺少内容：{'、'.join(missing)}。",
            remedy=f"填写{'、'.join(missing)}",
            form=True,
        )
    yield from _says_nothing(request)
    for key in NEEDED.get(request.action, ()):
        value = request.payload.get(key)
        if value is not None and not isinstance(value, str):
            yield Ground(
                code="no_text",
                message=f"“{TITLES[key]}”应为文字；实为“{value}”。",
                remedy=f"改正“{TITLES[key]}”",
                form=True,
            )


def _says_nothing(request: Request) -> Iterator[Ground]:
    """Against a reason that is none: signs, or one letter."""
    for key in filter(is_reason, NEEDED.get(request.action, ())):
        value = request.payload.get(key)
        if isinstance(value, str) and value and not is_a_word(value):
            yield Ground(
                code="says_nothing",
                message=f"“{TITLES[key]}”没有说明任何内容（“{value}”）。",
                remedy=f"写明“{TITLES[key]}”",
                form=True,
            )


def _said(request: Request) -> Mapping[str, Any]:
    """What an act says, the party it is asked for included: one that takes none does not swallow it."""
    return {**request.payload, "party": request.party} if request.party else request.payload


def _time(world: World, latest: datetime | None) -> Iterator[Ground]:
    opened = world.state.opened_at
    if opened is not None and world.at.date() < opened.date():
        yield Ground(
            code="before_opening",
            message=f"办理时间{world.at:%Y-%m-%d %H:%M}早于本案开始之日{opened.date()}。",
            remedy="改正办理时间",
        )
    if latest is not None and world.at > latest:
        yield Ground(
            code="in_future",
            message=f"办理时间{world.at:%Y-%m-%d %H:%M}在将来。",
            remedy="改为实际办理的时间",
        )


def _who(world: World, request: Request) -> Sequence[Ground]:
    return (
        *on_paper.of_built_in(world),
        *who.of_both(world, lambda asked: list(_by_whom(asked, request))),
    )


def _by_whom(world: World, request: Request) -> Iterator[Ground]:
    if world.replay or (world.actor and world.actor.person == who.LAW):
        return
    if world.actor is None:
        yield who.NOBODY
        return
    if not _is_officer(world, request.action):
        yield Ground(
            code="no_role",
            message=f"您此刻没有担任办理这类案件的任何岗位，不能办理“{BUILT_IN[request.action]}”。",
            remedy="请本案承办人员办理，或者依法授权、代理",
        )
    if request.action in {"assign", "release"} and not request.blank:
        yield from _assigner(world, request.payload, officer_roles(world, request.action))


def officer_roles(world: World, action: str) -> tuple[str, ...]:
    """The officer roles the actor holds in the case for a built-in act."""
    if world.actor is None:
        return ()
    return tuple(
        r
        for r in who.roles_of(world, world.actor, action)
        if r in world.procedure.roles and not world.procedure.roles[r].capacity
    )


def _is_officer(world: World, action: str) -> bool:
    """Whether the actor may keep the file: whoever holds a post of the procedure, assigned or not."""
    return world.actor is not None and who.is_officer_of(world, world.actor, action)


def _assigner(world: World, payload: Mapping[str, Any], roles: tuple[str, ...]) -> Iterator[Ground]:
    role = world.procedure.roles.get(str(payload.get("role")))
    if role is None or not role.assigned_by:
        title = role.title if role else str(payload.get("role") or "")
        assigned = [r.title for r in world.procedure.roles.values() if r.assigned_by]
        yield Ground(
            code="not_assignable",
            message=f"“{title}”不用指派；须指派的有：{'、'.join(assigned) or '无'}。",
            remedy="选择须指派的角色",
        )
    elif role.assigned_by not in roles:
        assigning = world.procedure.roles[role.assigned_by]
        by = assigning.title
        yield Ground(
            code="not_assigner",
            message=f"“{role.title}”由“{by}”指派。",
            cites=assigning.articles("assign") or role.cites,
            remedy=f"请{by}指派",
        )


def _content(world: World, request: Request) -> Iterator[Ground]:
    check = CHECKS.get(request.action)
    if check and not world.replay:
        yield from check(world, request.payload)


def _signature(world: World, action: str) -> Signature:
    actor = world.actor
    if actor is None:
        return Signature(person=who.LAW, role="", name="")
    reaching = (h for h in actor.holdings if h.covers(world.procedure.key, world.department, action))
    held = next(reaching, None)
    return Signature(
        person=actor.person,
        role="",
        name=actor.name,
        post=held.post if held else "",
        holding=held.by if held else "regular",
        channel=actor.channel,
        mandate=actor.mandate,
    )


def options(world: World) -> Iterator[Option]:
    """The built-in acts this actor may do now; those that make no sense here are left out."""
    yield from (_option(world, action) for action in _sensible(world) if _is_officer(world, action))


def _sensible(world: World) -> Iterator[str]:
    roles = officer_roles(world, "assign")
    if any(r.assigned_by in roles for r in world.procedure.roles.values()) and in_place.is_staffed(world):
        yield "assign"
        if any(world.state.assigned.values()):
            yield "release"
    yield from _about_parties(world)
    if any(addressees_of(world.procedure, world.state, d) for d in world.state.documents):
        yield "serve"
    if any(a.publishes and world.state.done(a.key) for a in world.procedure.actions.values()):
        yield "publish"
    if world.state.pending:
        yield "return_proposal"
    yield from day_correction.sensible(world)
    if world.actor is not None and jointly.waiting_for(world, world.actor.person):
        yield jointly.CONFIRM_JOINT
    yield "attach"
    yield "note"


def _about_parties(world: World) -> Iterator[str]:
    if in_place.is_open(world):
        yield "add_party"
        if world.state.parties:
            yield "remove_party"
    if in_place.has_parties(world) and succession.options(world, succession.SUCCESSOR):
        yield succession.SUCCEED
    if in_place.names_parties(world):
        yield party_correction.CORRECT_PARTY


def _option(world: World, action: str) -> Option:
    decision = decide(world, Request(action=action, blank=True), latest=None)
    grounds = decision.grounds if isinstance(decision, Refused) else ()
    return Option(action=action, title=BUILT_IN[action], may=not grounds, grounds=grounds)
