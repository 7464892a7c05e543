# SPDX-License-Identifier: MulanPSL-2.0
"""A day from outside that lies before the service on which the act rests: a hearing asked for before the notice was served.

Who learned of it otherwise may have asked before; the slip of one digit is the ordinary cause. So it is asked about and never refused.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fadu.kernel.plain_days import plain_day
from fadu.procedure.decision import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.decision import World
    from fadu.procedure.model import Action

EARLY = "before_service"


def doubts(world: World, action: Action) -> Iterator[Ground]:
    """The days of what happened outside that an act tells, each before the paper whose service the act asks for was served on anybody."""
    papers = {str(use.args.get("document")) for use in action.guards if use.name == "served"}
    days = {each: day for each in papers if (day := _served_on(world, each))}
    for key in (*action.sets, *action.may_set):
        field = world.procedure.fields.get(key)
        said = (
            plain_day(world.proposed.get(key)) if field and field.type == "date" and field.outside else None
        )
        for template, served in days.items():
            if field is not None and said is not None and said < served:
                yield Ground(
                    code=EARLY,
                    message=f"“{field.title}”{said}早于{_title(world, template)}送达之日{served}，核对日期。",
                    cites=action.cites,
                    remedy="写错的，改正；确在送达以前的，照实登记",
                    about=key,
                    unknown=True,
                )


def _served_on(world: World, template: str) -> date | None:
    """The first day on which a paper was served: on the party that acts, where the act says which."""
    party = str(world.proposed.get("party") or "")
    own = [s for paper in world.state.documents if paper.template == template for s in paper.services]
    return min((s.effective_on for s in own if party in ("", s.party)), default=None)


def _title(world: World, template: str) -> str:
    resting = world.procedure.rests_on.get(template)
    return f"《{resting.title}》" if resting else "所依据的文书"
