# SPDX-License-Identifier: MulanPSL-2.0
"""Extensions: what the law lets the bureau extend can be extended, by an act the law knows, and as often as it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.procedure.checker.clocks import limit_words
from fadu.procedure.checker.report import Line

if TYPE_CHECKING:
    from fadu.law import Law
    from fadu.procedure.model import Action, ClockRule, Procedure


def lines(procedure: Procedure, law: Law | None) -> Iterator[Line]:
    """One line for each clock that the law or the procedure lets extend."""
    for clock in procedure.clocks.values():
        acts = [action for action in procedure.actions.values() if clock.key in action.extends]
        said = _said(procedure, clock, law)
        if acts:
            yield _line(procedure, clock, acts, said, law)
        elif said and clock.whose == "bureau" and not clock.target and not procedure.replay_only:
            yield _lacking(clock, said)


def _said(procedure: Procedure, clock: ClockRule, law: Law | None) -> str:
    """What the law says about extending a clock's limit while the edition governs: on its day, or once there is such a limit."""
    if law is None:
        return ""
    try:
        return str(getattr(law.limit(clock.limit, procedure.edition), "extension", ""))
    except FaduError:
        later = [
            found
            for found in law.limits()
            if found.key == clock.limit and found.in_force_from > procedure.edition
        ]
        return later[0].extension if later else ""


def _lacking(clock: ClockRule, said: str) -> Line:
    witness = f"法律规定“{said}”，程序中没有办理延长的动作。"
    return Line(
        code=f"extension:{clock.key}", title=_title(clock), ok=False, witness=witness, source=clock.source
    )


def _title(clock: ClockRule) -> str:
    return f"时钟“{clock.title}”只能依法延长"


def _line(procedure: Procedure, clock: ClockRule, acts: list[Action], said: str, law: Law | None) -> Line:
    for action in acts:
        problem = _problem(procedure, clock, action, said, law)
        if problem:
            witness = f"“{action.title}”{problem}"
            return Line(
                code=f"extension:{clock.key}",
                title=_title(clock),
                ok=False,
                witness=witness,
                source=action.source,
            )
    told = "；".join(_how(procedure, clock, action, law) for action in acts)
    return Line(
        code=f"extension:{clock.key}", title=_title(clock), ok=True, witness=told, source=clock.source
    )


def _problem(procedure: Procedure, clock: ClockRule, action: Action, said: str, law: Law | None) -> str:
    """What is wrong with an extension; nothing where it is as the law wants it."""
    if law is not None and clock.whose == "bureau" and not said:
        return f"延长“{clock.title}”，而法律没有规定这一期限可以延长。"
    if action.extends[clock.key] == "until":
        dates = [name for name in action.sets if procedure.fields[name].type == "date"]
        return "" if dates else "没有要求写明延至何日（sets 中应有日期）。"
    once = any(
        use.name == "not_done" and action.key in use.args.values() and not use.when for use in action.guards
    )
    return "" if once else "可以反复办理；依法只能延长一次，应写条件 not_done。"


def _how(procedure: Procedure, clock: ClockRule, action: Action, law: Law | None) -> str:
    by = "、".join(procedure.roles[role].title for role in action.actors if role in procedure.roles)
    limit = action.extends[clock.key]
    if limit == "until":
        return f"“{action.title}”由{by}办理，延至写明之日"
    try:
        length = limit_words(law.limit(limit, procedure.edition)) if law else limit
    except FaduError:
        length = limit
    return f"“{action.title}”由{by}办理，{length}，只能一次"
