# SPDX-License-Identifier: MulanPSL-2.0
"""What the file is asked before something is turned away it is asked before it is done: a complaint out of time is not accepted.

A guard that holds a ground of turning away against the file names its ``opposite``. An act of the same stage that leads elsewhere asks
that one; else what the law says shall not be done is done, and only whoever turns it away knows better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure.checker.report import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.model import Action, Procedure
    from fadu.procedure.offering import GuardSpec

CODE, TITLE = "opposite", "案卷足以认定的不予情形，作出相反决定时也要查"


def lines(procedure: Procedure, guards: Mapping[str, GuardSpec] | None) -> Iterator[Line]:
    """One line for each act that turns away on a ground nobody asks about who does the opposite, or one for all."""
    if guards is None:
        yield Line(code=CODE, title=TITLE, ok=True, skipped=True, witness="未给出办理条件的目录，没有核对")
        return
    asked, wrong = 0, []
    for action in procedure.actions.values():
        for use in action.guards:
            opposite = guards[use.name].opposite if use.name in guards else ""
            if not opposite:
                continue
            asked += 1
            if not any(_does(other, action, opposite) for other in procedure.actions.values()):
                wrong.append(
                    Line(
                        code=f"{CODE}:{action.key}",
                        title=TITLE,
                        ok=False,
                        witness=f"“{action.title}”查案卷是否确有所据的情形（{use.name}），"
                        f"而同一阶段没有一个动作以“{opposite}”为条件：有此情形的仍可照办。",
                        source=use.source,
                    )
                )
    yield from wrong or [Line(code=CODE, title=TITLE, ok=True, witness=f"{asked}处")]


def _does(other: Action, refusing: Action, opposite: str) -> bool:
    """Whether another act of one of its stages asks the opposite guard."""
    return (
        other is not refusing
        and bool(set(other.sources) & set(refusing.sources))
        and any(use.name == opposite and not use.when for use in other.guards)
    )
