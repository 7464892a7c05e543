# SPDX-License-Identifier: MulanPSL-2.0
"""Who may act: posts, certificates, qualifications, assignment, togetherness, separation and conflicts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.procedure import law_itself
from fadu.procedure.assignment import admits_a_paper, assigned_at, assigned_by_then, assigned_since
from fadu.procedure.decision import Actor, Ground
from fadu.procedure.entry import Signature
from fadu.procedure.law_itself import LAW as LAW
from fadu.procedure.model import BY_LAW, START
from fadu.procedure.outlines import role_title

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from fadu.procedure.decision import Holding, World
    from fadu.procedure.model import Action, Procedure, Role
    from fadu.procedure.state import Pending

#: how a post is held that is another's
LENT = frozenset({"standin", "delegated"})
NOBODY = Ground(code="nobody", message="没有写明办理人。", remedy="写明办理人")


def roles_of(world: World, actor: Actor, action: str) -> tuple[str, ...]:
    """The roles an actor holds for an action: by post, qualification and assignment; a party's by capacity, or entered by an officer."""
    if actor.person == LAW:
        return (BY_LAW,)
    own = tuple(key for key, role in world.procedure.roles.items() if not lacks(world, role, actor, action))
    parties = tuple(
        key
        for key, role in world.procedure.roles.items()
        if role.capacity and (own or actor.capacity in role.capacities)
    )
    return own + parties


def within(
    world: World, holdings: Iterable[Holding], posts: Iterable[str], action: str = ""
) -> list[Holding]:
    """The holdings of these posts whose power reaches this action in this case."""
    kind, wanted = world.procedure.key, frozenset(posts)
    return [h for h in holdings if h.post in wanted and h.covers(kind, world.department, action)]


def lacks(world: World, role: Role, actor: Actor, action: str) -> Ground | None:
    """Why an actor does not hold a role for an action; None if the role is held."""
    held = within(world, actor.holdings, role.post, action)
    if not held:
        return _no_post(role, action, [h for h in actor.holdings if h.post in role.post])
    if role.certified and not any(h.certified for h in held):
        return Ground(
            code="no_certificate",
            message="您没有当日有效的执法证件。",
            cites=role.cites,
            remedy="由持有效证件的人员办理",
        )
    if role.qualified and not any(h.qualified for h in held):
        return Ground(
            code="no_qualification",
            message="您没有从事法制审核的资格（初次从事应当通过国家统一法律职业资格考试）。",
            cites=role.cites,
            remedy="由有资格的人员办理",
        )
    if role.assigned_by and actor.person not in assigned_by_then(world, role.key):
        return _not_assigned(world, role, actor, action)
    return None


def _not_assigned(world: World, role: Role, actor: Actor, action: str) -> Ground:
    """The person is not assigned at all, or was only after the moment said; what was done on paper before has its own way in."""
    at = assigned_at(world.state, role.key, actor.person)
    if (
        at is None
        or actor.person not in world.state.assigned.get(role.key, ())
        or not admits_a_paper(world.procedure, action)
    ):
        message, remedy = f"您不是本案指派的“{role.title}”。", "由负责人指派后办理"
    else:
        message = f"您于{at:%Y-%m-%d %H:%M}才指派为本案的“{role.title}”，所填办理时间{world.at:%Y-%m-%d %H:%M}在此以前。"
        remedy = "当时确已办理、写有纸件的，同时收入签字原件，照实补录（列为待核实）；不是的，改正办理时间"
    return Ground(code="not_assigned", message=message, cites=role.cites, remedy=remedy)


def _no_post(role: Role, action: str, limited: Sequence[Holding]) -> Ground:
    """The post is not held at all, or only within limits that leave this out; by which articles it is needed, or that none says so."""
    articles = role.articles(action)
    if not limited:
        whence = "" if articles else "（法律没有指定岗位的，依本机关的分工）"
        return Ground(
            code="no_post",
            message=f"“{role.title}”才能办理；您此刻没有担任相应岗位{whence}。",
            cites=articles,
            remedy="请担任该岗位的人办理，或者依法授权、代理",
        )
    scope = "；".join(dict.fromkeys(h.scope for h in limited if h.scope)) or "所授事项"
    return Ground(
        code="outside_scope",
        message=f"您此刻担任“{role.title}”的岗位限于“{scope}”，不包括本事项。",
        cites=articles,
        remedy="请该岗位的任职人员办理，或者另行授权",
    )


def next_role(action: Action, pending: Pending | None) -> str:
    """The role whose act is needed next: the next signer, or the one who does it."""
    if action.signs:
        return action.signs[min(len(pending.signatures) if pending else 0, len(action.signs) - 1)]
    return action.by


def roles_for(world: World, action: Action, pending: Pending | None) -> tuple[str, ...]:
    """The role in which this actor could do the action now, if any."""
    role = next_role(action, pending)
    return (role,) if world.actor and _holds_role(world, role, world.actor, action.key) else ()


def _holds_role(world: World, role: str, actor: Actor, action: str) -> bool:
    defined = world.procedure.roles.get(role)
    if defined is None or defined.capacity:
        return role in roles_of(world, actor, action)
    return lacks(world, defined, actor, action) is None


def grounds(world: World, action: Action, pending: Pending | None) -> Sequence[Ground]:
    """Why the actor of the world may not do the action, if it is a matter of who.

    Who records an act later than it is done is asked as of both moments: he signs now, whatever day he types. Whoever did what
    another enters for him is asked as of the act alone, and the other for himself (``on_paper``). Who registers what a party did is
    asked as of the recording alone.
    """
    registered = world.as_recorded() if _is_registered(world, action) else None
    if registered is not None:
        return _grounds(registered, action, pending)
    return of_both(world, lambda asked: _grounds(asked, action, pending))


def _is_registered(world: World, action: Action) -> bool:
    """Whether an officer registers what a party did: he does that now, whatever he was when the party did it."""
    role = world.procedure.roles.get(action.by)
    return bool(role and role.capacity and world.actor and world.actor.kind == "officer")


def of_both(world: World, grounds_in: Callable[[World], Sequence[Ground]]) -> Sequence[Ground]:
    """The grounds as of the moment of the act; where there are none, those as of its recording."""
    then, recorded = grounds_in(world), world.as_recorded()
    if then or recorded is None or world.replay or (world.actor and world.actor.entered_by):
        return then
    said = f"所填办理时间为{world.at:%Y-%m-%d %H:%M}，登记之时："
    return [
        replace(each, message=said + each.message, remedy="由现在有权的人员办理；以前的签署，凭原件收入材料")
        for each in grounds_in(recorded)
    ]


def _grounds(world: World, action: Action, pending: Pending | None) -> Sequence[Ground]:
    if world.replay:
        return ()
    actor = world.actor
    if actor is None:
        return (NOBODY,)
    if action.by == BY_LAW or actor.person == LAW:
        return tuple(law_itself.grounds(world, action, actor))
    key = next_role(action, pending)
    role = world.procedure.roles[key]
    if role.capacity:
        return tuple(_is_party(world, role, actor, action))
    objections: list[Ground] = []
    if lack := lacks(world, role, actor, action.key):
        objections.append(lack)
    objections += kept_out(world, key, actor, action.key, pending)
    objections += _together(world, role, actor, action.key)
    return objections


def kept_out(world: World, key: str, actor: Actor, action: str, pending: Pending | None) -> Iterator[Ground]:
    """Why somebody may not act in a role of a case though the post is held: for what this person did or is in it.

    Whoever signed before in the same signing, has an interest, took a role that is kept apart, or would check, as a stand-in, the
    work that is assigned to himself.
    """
    role = world.procedure.roles[key]
    defined = world.procedure.actions.get(action)
    if pending is not None and actor.person in {s.person for s in pending.signatures}:
        yield Ground(
            code="self_approval",
            message="您已在本次签批中签署，不得再以另一岗位审批自己的意见。",
            cites=role.articles(action) or (defined.cites if defined else ()),
            remedy="由他人审批",
        )
    if actor.person in world.conflicts:
        message = f"您应当回避：{world.conflicts[actor.person]}。"
        cites = recusal(world) or role.cites
        others = f"由没有应当回避情形的其他“{role.title}”办理" if role.post else "由他人办理"
        yield Ground(code="conflict", message=message, cites=cites, remedy=others)
    yield from apart(world, key, actor.person)
    yield from _own_work(world, role, actor, action)


def leading(procedure: Procedure) -> frozenset[str]:
    """The roles that check the work of others: whoever assigns it, and whoever signs after another."""
    assigning = {role.assigned_by for role in procedure.roles.values() if role.assigned_by}
    return frozenset(assigning.union(*(action.signs[1:] for action in procedure.actions.values())))


def _own_work(world: World, role: Role, actor: Actor, action: str) -> Iterator[Ground]:
    """Whoever is assigned in a case does not check his own work as the stand-in of who checks it; holding the post himself he may."""
    held = within(world, actor.holdings, role.post, action)
    if not held or not all(one.by in LENT for one in held) or role.key not in leading(world.procedure):
        return
    own = next((r for r, persons in world.state.assigned.items() if actor.person in persons), "")
    if own and own != role.key:
        yield Ground(
            code="own_work",
            message=f"您是本案的“{_role_title(world, own)}”，不得以代理、受托的“{role.title}”核批自己的办理。",
            remedy="由岗位的本人或者另一代理人办理",
        )


def recusal(world: World) -> tuple[str, ...]:
    """The articles by which whoever has a conflict of interest keeps out of a case of this kind; none where the law data names none."""
    try:
        return world.cites(f"{world.procedure.key}/recusal")
    except FaduError:
        return ()


def _is_party(world: World, role: Role, actor: Actor, action: Action) -> Iterator[Ground]:
    if actor.capacity not in role.capacities and not is_officer_of(world, actor, action.key):
        message = f"“{role.title}”本人，或者代其登记的承办人员，才能办理。"
        yield Ground(code="not_party", message=message, cites=role.cites, remedy="由其本人或者承办人员登记")
    elif actor.capacity not in role.capacities and not _has_the_case(world, actor, action.key):
        message = f"您不在承办本案的机构，也没有被指派办理本案，不能代“{role.title}”登记。"
        remedy = "由承办人员、登记人员或者负责人登记"
        yield Ground(code="not_of_the_case", message=message, cites=role.cites or action.cites, remedy=remedy)
    whose = _capacity_of(world)
    if whose and whose not in role.capacities:
        message = f"这是“{role.title}”一方的权利，所选的是{whose}。"
        cites = role.cites or action.cites
        yield Ground(code="other_side", message=message, cites=cites, remedy="改正所选的当事人")
    if actor.kind == "party" and whose and _named(world) != actor.person:
        message = f"“{action.title}”由当事人为自己办理，不得替另一当事人办理。"
        cites = role.cites or action.cites
        remedy = "由该当事人本人办理，或者由承办人员代其登记"
        yield Ground(code="for_another", message=message, cites=cites, remedy=remedy)


def _capacity_of(world: World) -> str:
    """In which capacity whoever the act is done for stands in the case; empty where nobody of the case is named."""
    party = _named(world)
    return next((view.capacity for view in world.state.parties if view.key == party), "")


def _named(world: World) -> str:
    """Whom an act says it is done for; empty where it names nobody, or its procedure has a field of that name."""
    return "" if "party" in world.procedure.fields else str(world.proposed.get("party") or "")


def is_officer_of(world: World, actor: Actor, action: str) -> bool:
    """Whether an actor holds any post of the procedure, assigned or not."""
    return any(within(world, actor.holdings, role.post, action) for role in world.procedure.roles.values())


def _has_the_case(world: World, actor: Actor, action: str) -> bool:
    """Whether an officer belongs to the case: assigned, in a post of the department that has it or of none, or of those who register."""
    if any(actor.person in persons for persons in world.state.assigned.values()):
        return True
    return any(
        key in registering(world.procedure)
        or not (held.department and world.department)
        or held.department == world.department
        for key, role in world.procedure.roles.items()
        for held in within(world, actor.holdings, role.post, action)
    )


def registering(procedure: Procedure) -> frozenset[str]:
    """The roles in which cases of a kind are begun."""
    return frozenset(
        role for each in procedure.actions.values() if START in each.sources for role in each.actors
    )


def apart(world: World, role: str, person: str) -> Sequence[Ground]:
    """A person may not combine separated roles in the root case and all its children, nor those its own procedure separates."""
    named = world.role_names.get(role, role)
    mine = {(p, world.role_names.get(r, r)) for p, r in world.state.taken} | {
        (p, r) for p, r, _ in world.family
    }
    objections = _combined(world, world.family_apart, named, person, mine)
    return objections or _combined(
        world, [a.roles for a in world.procedure.apart], role, person, world.state.taken
    )


def _combined(
    world: World, sets: Iterable[tuple[str, ...]], named: str, person: str, mine: Collection[tuple[str, str]]
) -> list[Ground]:
    objections: list[Ground] = []
    for roles in sets:
        if named not in roles:
            continue
        other = next((r for p, r in sorted(mine) if p == person and r in roles and r != named), None)
        if other is not None:
            message = (
                f"同一人在本案中已任“{_role_title(world, other)}”，不得再任“{_role_title(world, named)}”。"
            )
            own = next((a.cites for a in world.procedure.apart if a.roles == roles), ())
            cites = own or world.family_cites.get(roles, ())
            objections.append(Ground(code="apart", message=message, cites=cites, remedy="由他人办理"))
    return objections


def _role_title(world: World, role: str) -> str:
    defined = world.procedure.roles.get(role)
    return defined.title if defined else role_title(role)


def _together(world: World, role: Role, actor: Actor, action: str) -> Iterator[Ground]:
    team = valid_team(world, role, actor, action)
    if len(team) < role.together:
        yield Ground(
            code="together",
            message=f"应由{role.together}名以上当日持有效证件的“{role.title}”共同办理；现有{len(team)}名。",
            cites=role.cites,
            remedy="增加指派持有效证件的人员",
        )


def valid_team(world: World, role: Role, actor: Actor, action: str) -> tuple[str, ...]:
    """The persons assigned to the role who may act that day, the actor first."""
    able = (
        p
        for p in assigned_by_then(world, role.key)
        if p not in world.conflicts and _may(world, role, world.holdings.get(p, ()), action)
    )
    others = [p for p in able if p != actor.person]
    others += [a.person for a in world.together if a.person not in (*others, actor.person)]
    return (actor.person, *others)


def _may(world: World, role: Role, holdings: tuple[Holding, ...], action: str) -> bool:
    held = within(world, holdings, role.post, action)
    return bool(held) and (not role.certified or any(h.certified for h in held))


def signatures(world: World, action: Action, pending: Pending | None) -> tuple[Signature, ...]:
    """Who signs this act: the actor, and the team that acts together."""
    actor = world.actor
    if actor is None:
        return ()
    if actor.person == LAW:
        return (Signature(person=LAW, role=BY_LAW, name="法律规定"),)
    key = next_role(action, pending)
    role = world.procedure.roles[key]
    if role.capacity and actor.capacity not in role.capacities:
        whose = _capacity_of(world) or role.capacity
        return (Signature(person=actor.person, role="", name=f"{actor.name}（代{whose}登记）"),)
    held = within(world, actor.holdings, role.post, action.key)
    first = replace(
        _signature(actor.person, actor.name, key, held), channel=actor.channel, mandate=actor.mandate
    )
    return (first,) if action.signs else (first, *_beside(world, role, actor, action.key))


def with_colleagues(
    world: World, action: Action, by: tuple[Signature, ...], pending: Pending | None
) -> tuple[Signature, ...]:
    """Who does an act that all have signed: behind the first, who carries it out, whoever acts together with him.

    These are those who were assigned when he signed and still may act; whoever signs in another place is named there alone.
    """
    role = world.procedure.roles.get(by[0].role) if action.signs and by else None
    if role is None:
        return by
    first, signers = Actor(person=by[0].person, name=by[0].name), {one.person for one in by}
    later = assigned_since(world.state, role.key, pending.seqs[0]) if pending else frozenset()
    beside = [
        one
        for one in _beside(world, role, first, action.key)
        if one.person not in signers and one.person not in later
    ]
    return (by[0], *beside, *by[1:])


def _beside(world: World, role: Role, actor: Actor, action: str) -> list[Signature]:
    """Whoever acts together with the actor in a role."""
    if role.together < 2:
        return []
    names = dict(names_assigned(world))
    return [
        _signature(p, names.get(p, ""), role.key, within(world, world.holdings.get(p, ()), role.post, action))
        for p in valid_team(world, role, actor, action)[1:]
    ]


def _signature(person: str, name: str, key: str, holdings: Sequence[Holding]) -> Signature:
    held = holdings[0] if holdings else None
    return Signature(
        person=person,
        role=key,
        name=name,
        post=held.post if held else "",
        holding=held.by if held else "regular",
        certificate=held.certificate if held else "",
    )


def names_assigned(world: World) -> Iterator[tuple[str, str]]:
    """The names of persons as their assignments tell them."""
    for entry in world.state.entries:
        if entry.action == "assign":
            yield entry.payload["person"], entry.payload.get("name", "")
