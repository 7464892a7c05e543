# SPDX-License-Identifier: MulanPSL-2.0
"""Extensions: every act that extends a term follows one of the ways the law allows, and every way has its act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.procedure.checker.clocks import limit_words
from fadu.procedure.checker.report import Line

if TYPE_CHECKING:
    from fadu.law import Law
    from fadu.law.extending import ExtensionRule
    from fadu.procedure.model import Action, ClockRule, Procedure

#: what a file writes where an act extends to a day it fixes
UNTIL = "until"


def lines(procedure: Procedure, law: Law | None, until: date | None) -> Iterator[Line]:
    """One line for each clock that the law or the procedure lets extend. ``until``: the day the next edition begins."""
    for clock in procedure.clocks.values():
        acts = [action for action in procedure.actions.values() if clock.key in action.extends]
        allowed = () if law is None else _allowed(procedure, clock, law, until)
        ways = allowed[0] if allowed else ()
        if not acts and not (ways and _is_owed(procedure, clock)):
            continue
        problem = next(_problems(procedure, clock, acts, allowed, law), None)
        yield Line(
            code=f"extension:{clock.key}",
            title=f"时钟“{clock.title}”只能依法延长",
            ok=problem is None,
            witness=problem or "；".join(_how(procedure, clock, action, law) for action in acts),
            source=acts[0].source if acts else clock.source,
        )


def _is_owed(procedure: Procedure, clock: ClockRule) -> bool:
    """Whether the bureau must have an act for what the law lets it extend."""
    return clock.whose == "bureau" and not clock.target and not procedure.replay_only


def _allowed(
    procedure: Procedure, clock: ClockRule, law: Law, until: date | None
) -> list[tuple[ExtensionRule, ...]]:
    """The ways to extend a clock's limit: one set for each value of the limit while the edition governs, special law's own among them."""
    special = [
        entry.terms[clock.limit].limit
        for entries in law.entries_by_key().values()
        for entry in entries
        if clock.limit in entry.terms and "extensions" in entry.terms[clock.limit].said
    ]
    return [
        limit.extensions
        for limit in (*law.limits(), *special)
        if limit.key == clock.limit
        and (limit.in_force_to is None or limit.in_force_to >= procedure.edition)
        and (until is None or limit.in_force_from < until)
    ]


def _problems(
    procedure: Procedure,
    clock: ClockRule,
    acts: Sequence[Action],
    allowed: Sequence[tuple[ExtensionRule, ...]],
    law: Law | None,
) -> Iterator[str]:
    """What is wrong with the extensions of a clock, the first first."""
    for action in acts:
        yield from (f"“{action.title}”{wrong}" for wrong in _of_itself(procedure, clock, action, law))
    for ways in allowed:
        for action in acts:
            yield from (
                f"“{action.title}”{wrong}" for wrong in _unlawful(procedure, clock, action, ways, law)
            )
        for way in ways:
            yield from _of_one_way(procedure, clock, acts, way, law)


def _of_itself(procedure: Procedure, clock: ClockRule, action: Action, law: Law | None) -> Iterator[str]:
    """What no law is needed to see: a day to extend to is written down, a length is added once."""
    if action.extends[clock.key] == UNTIL:
        if not any(procedure.fields[name].type == "date" for name in action.sets):
            yield "没有要求写明延至何日（sets 中应有日期）。"
    elif law is None and not _is_once(action):
        yield "可以反复办理；依法只能延长一次，应写条件 not_done。"


def _unlawful(
    procedure: Procedure,
    clock: ClockRule,
    action: Action,
    ways: Sequence[ExtensionRule],
    law: Law | None,
) -> Iterator[str]:
    """Why an act follows none of the ways; or that it does not do what its way asks for."""
    if not ways:
        yield f"延长“{clock.title}”，而法律没有规定这一期限可以延长。"
        return
    way = next((way for way in ways if _is_of(action, clock, way)), None)
    if way is None:
        asked = (
            "延至写明之日"
            if action.extends[clock.key] == UNTIL
            else f"延长{_length(action, clock, procedure, law)}"
        )
        yield f"{asked}，而法律只许：{'；'.join(_words(each, procedure, law) for each in ways)}。"
        return
    yield from _by_another(procedure, action, way)
    if way.times is not None and not _is_once(action):
        yield f"可以反复办理；依法至多延长{way.times}次，应写条件 not_done。"
    if way.reasons_told and not any(issue.served_to for issue in action.issues):
        yield "没有制发送达的文书；依法应当告知延长的理由。"
    earlier = [before for before in ways[: ways.index(way)] if not before.by.is_outside]
    if any(not _comes_after(procedure, clock, action, before) for before in earlier):
        yield "不以先前的延长为条件（done）；依法先前延长后仍不能办结的，才能如此延长。"


def _is_of(action: Action, clock: ClockRule, way: ExtensionRule) -> bool:
    """Whether an act extends in this way: by its limit, or to a day that is fixed."""
    limit = action.extends[clock.key]
    return way.until_fixed if limit == UNTIL else way.limit == limit


def _by_another(procedure: Procedure, action: Action, way: ExtensionRule) -> Iterator[str]:
    """Whether somebody decides whom the law does not name: the last to sign. A decision from outside is only recorded here."""
    if way.by.is_outside:
        return
    role = procedure.roles.get(action.actors[-1]) if action.actors else None
    if role is None or not role.post or not set(role.post) <= set(way.by.posts):
        yield f"由{role.title if role else action.by}办理，而依法由{way.by.title}决定。"
    if way.by.collective and not procedure.replay_only and all(u.name != "resolved" for u in action.guards):
        yield f"没有以决议为条件（resolved），而依法由{way.by.title}决定。"


def _is_once(action: Action) -> bool:
    return any(
        use.name == "not_done" and action.key in use.args.values() and not use.when for use in action.guards
    )


def _comes_after(procedure: Procedure, clock: ClockRule, action: Action, before: ExtensionRule) -> bool:
    """Whether an act presumes that one which extends in an earlier way was done."""
    named = (str(use.args.get("action")) for use in action.guards if use.name == "done" and not use.when)
    done = (procedure.actions[key] for key in named if key in procedure.actions)
    return any(clock.key in act.extends and _is_of(act, clock, before) for act in done)


def _of_one_way(
    procedure: Procedure, clock: ClockRule, acts: Sequence[Action], way: ExtensionRule, law: Law | None
) -> Iterator[str]:
    """A way of the bureau has an act, and no more acts than the law allows times."""
    own = [action for action in acts if _is_of(action, clock, way)]
    if not own and not way.by.is_outside and _is_owed(procedure, clock):
        yield f"法律规定“{_words(way, procedure, law)}”，程序中没有办理延长的动作。"
    if way.times is not None and len(own) > way.times:
        titles = "”、“".join(action.title for action in own)
        yield f"“{titles}”合计可以延长{len(own)}次，而依法至多{way.times}次。"


def _words(way: ExtensionRule, procedure: Procedure, law: Law | None) -> str:
    return way.words(_limit_words(way.limit, procedure, law) if way.limit else "")


def _length(action: Action, clock: ClockRule, procedure: Procedure, law: Law | None) -> str:
    return _limit_words(action.extends[clock.key], procedure, law)


def _limit_words(key: str, procedure: Procedure, law: Law | None) -> str:
    """A limit as ``30日（程序规定 64）``; its key where it is not known on the day of the edition."""
    try:
        return limit_words(law.limit(key, procedure.edition)) if law else key
    except FaduError:
        return key


def _how(procedure: Procedure, clock: ClockRule, action: Action, law: Law | None) -> str:
    """How an act extends, in words."""
    by = "、".join(procedure.roles[role].title for role in action.actors if role in procedure.roles)
    if action.extends[clock.key] == UNTIL:
        return f"“{action.title}”由{by}办理，延至写明之日"
    return f"“{action.title}”由{by}办理，{_length(action, clock, procedure, law)}，只能一次"
