# SPDX-License-Identifier: MulanPSL-2.0
"""What opens a case: one event outside for a kind, over all its editions, so that its day can be asked before anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.problems import NOWHERE
from fadu.procedure.checker.legal_days import event_of
from fadu.procedure.checker.report import Line
from fadu.procedure.opening_day import starts_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fadu.law import Law
    from fadu.procedure.model import Action, Procedure


def lines(
    procedure: Procedure, previous: Procedure | None, law: Law | None, until: date | None
) -> Iterator[Line]:
    """Whether the acts that open a case record one event, the same as in the edition before."""
    starts = list(starts_of(procedure))
    wrong = next(_problems(procedure, starts, previous, law, until), None)
    said = {_said(procedure, action) for action in starts}
    yield Line(
        code="opening_event",
        title="立案所登记的案外事件只有一种，各版本相同",
        ok=wrong is None,
        witness=wrong[1] if wrong else "；".join(sorted(said)) or "不由人立案",
        source=wrong[0].source if wrong else starts[0].source if starts else NOWHERE,
    )


def _problems(
    procedure: Procedure,
    starts: list[Action],
    previous: Procedure | None,
    law: Law | None,
    until: date | None,
) -> Iterator[tuple[Action, str]]:
    """Each start act that records something else than the first, than the edition before, or than a term rests on."""
    for action in starts:
        if dict(action.dated) != dict(starts[0].dated) or len(action.dated) > 1:
            yield (
                action,
                f"{_said(procedure, action)}，而{_said(procedure, starts[0])}：立案适用哪一版本无从先问。",
            )
    before = next(starts_of(previous), None) if previous else None
    if previous is not None and before is not None and starts and dict(before.dated) != dict(starts[0].dated):
        yield starts[0], f"{_said(procedure, starts[0])}，而{previous.edition}版{_said(previous, before)}。"
    for action in starts if law is not None else ():
        for key in _unsaid(procedure, action, law, until):
            yield (
                action,
                f"期限自“{procedure.fields[key].title}”起算，而“{action.title}”没有写明它是哪一事件之日（dated）。",
            )


def _unsaid(procedure: Procedure, action: Action, law: Law | None, until: date | None) -> Iterator[str]:
    """The fields a start act sets, from which a term of an event outside runs, and that it does not say to be the day of that event."""
    if law is None:
        return
    for clock in procedure.clocks.values():
        event = event_of(clock, law, procedure, until)
        if event is None or not event.outside:
            continue
        fields = {trigger.name for trigger in clock.starts if trigger.kind == "field"}
        yield from (key for key in action.sets if key in fields and action.dated.get(event.key) != key)


def _said(procedure: Procedure, action: Action) -> str:
    days = [f"“{procedure.fields[key].title}”（{event}）" for event, key in action.dated.items()]
    return f"“{action.title}”登记{'、'.join(days)}" if days else f"“{action.title}”不登记案外事件"
