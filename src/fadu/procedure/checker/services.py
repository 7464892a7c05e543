# SPDX-License-Identifier: MulanPSL-2.0
"""Service exists once: a term that runs from service starts from the register of services, and nobody types the day of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fadu.procedure.checker.legal_days import event_of, values_of
from fadu.procedure.checker.report import Line

if TYPE_CHECKING:
    from datetime import date

    from fadu.law import Law
    from fadu.procedure.model import ClockRule, Procedure, Resting

#: the event of the law that is the service of a paper of ours
SERVICE = "service"
#: what starts a clock from the register, and what comes after another clock
_FROM_THE_REGISTER = frozenset({"served", "over"})


def lines(procedure: Procedure, law: Law | None, until: date | None) -> Iterator[Line]:
    """One line for each clock that runs from service, and one for each paper of another case that this one rests on."""
    for clock in procedure.clocks.values():
        event = event_of(clock, law, procedure, until) if law else None
        if event is not None and event.key == SERVICE:
            yield _clock(procedure, clock)
        yield from _excluded(procedure, clock, law, until) if law else ()
    for paper in procedure.rests_on.values():
        yield _paper(procedure, paper)


def _clock(procedure: Procedure, clock: ClockRule) -> Line:
    typed = [trigger for trigger in clock.starts if trigger.kind not in _FROM_THE_REGISTER]
    names = "、".join(_words(procedure, trigger.kind, trigger.name) for trigger in typed)
    return Line(
        code=f"from_register:{clock.key}",
        title=f"时钟“{clock.title}”从送达登记起算",
        ok=not typed,
        witness=f"自{names}起算：期限自送达起算的，应从送达登记起算（starts: {{served: 文书}}），不另填送达之日。"
        if typed
        else "、".join(trigger.name for trigger in clock.starts),
        source=typed[0].source if typed else clock.source,
    )


def _excluded(procedure: Procedure, clock: ClockRule, law: Law, until: date | None) -> Iterator[Line]:
    """Service in a manner is an interruption only of terms whose own text does not count it."""
    for key in clock.excludes:
        interruption = procedure.interruptions.get(key)
        if interruption is None or not interruption.manner:
            continue
        values = values_of(clock, law, procedure, until)
        silent = [value for value in values if interruption.title not in value.excludes]
        yield Line(
            code=f"excluded_by_text:{clock.key}:{key}",
            title=f"时钟“{clock.title}”的依据写明不计“{interruption.title}”",
            ok=bool(values) and not silent,
            witness=f"{'、'.join(silent[0].cites)}没有写明不计“{interruption.title}”。"
            if silent
            else "、".join(dict.fromkeys(cite for value in values for cite in value.cites)),
            source=clock.source,
        )


def _words(procedure: Procedure, kind: str, name: str) -> str:
    if kind == "field" and name in procedure.fields:
        return f"所填的“{procedure.fields[name].title}”"
    action = procedure.actions.get(name)
    return f"办理“{action.title}”" if action else f"“{name}”"


def _paper(procedure: Procedure, paper: Resting) -> Line:
    """Nobody types the day or the manner of a service that another case tells."""
    from_there = {paper.day, paper.manner} - {""}
    typing = [
        action
        for action in procedure.actions.values()
        if from_there
        & {*action.sets, *action.may_set, *(key for keys in action.adds.values() for key in keys)}
    ]
    titles = "”、“".join(action.title for action in typing)
    return Line(
        code=f"service_told:{paper.template}",
        title=f"“{paper.title}”的送达只由启动本案的案件告知",
        ok=not typing,
        witness=f"“{titles}”还要填写送达之日或者方式；应从送达登记取得，不另行填写。"
        if typing
        else "不另填送达之日",
        source=typing[0].source if typing else paper.source,
    )
