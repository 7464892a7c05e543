# SPDX-License-Identifier: MulanPSL-2.0
"""A second letter of dunning while the first still runs: asked about, since it takes the days of the first away or says the same twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.chinese_dates import chinese_date
from fadu.matters.performance.demanding import still_due, sums_due, sums_due_then
from fadu.procedure.clocks import readings
from fadu.procedure.decision import HOLDS, Holds
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World
    from fadu.procedure.entry import Entry

#: outcomes of a defence against a letter after which another one is to be made
_GIVEN_UP = frozenset({"adopted", "partly"})


@guard("no_letter_runs", "前一份催告已送达且期限已满，或者另有到期的义务", law="performance/dunning")
def no_letter_runs(world: World) -> Verdict:
    """Nothing that a letter demands already is demanded again before that letter was served and its days are over.

    Another letter is right where something fell due since, where it names another duty, and where what the party said against the
    first was adopted (行政强制法 36); a letter that came out wrong is made anew, too, so that it is asked about and not refused.
    """
    letter = world.state.last("dun")
    if letter is None or not still_due(world, letter) or _is_another(world, letter):
        return HOLDS
    paper = world.state.document("dunning_letter")
    day = chinese_date(letter.at.date())
    if paper is None or not paper.services:
        return Holds(
            warning=f"{day}的催告还没有送达，要求的义务仍未履行：请核对确应另行催告，另行催告的，前一份不再送达。"
        )
    today = world.at.date()
    ends = [
        one.due_on
        for one in readings(world, only=("dunning",))
        if one.started_seq > letter.seq and one.state(today) == "running" and one.due_on is not None
    ]
    if not ends:
        return HOLDS
    return Holds(
        warning=f"{day}的催告已经送达，履行期限至{max(ends)}，还没有届满；再次催告的，期限从再次送达之日重新计算。请核对确应另行催告。"
    )


def _is_another(world: World, letter: Entry) -> bool:
    """Whether the letter at hand is about more than the one before, or follows from what was said against that one."""
    before = sums_due_then(world, letter)
    if any(amount > before.get(kind, 0) for kind, amount in sums_due(world).items()):
        return True
    if _other_duty(world.proposed.get("unperformed")) != _other_duty(letter.payload.get("unperformed")):
        return True
    return any(
        act.seq > letter.seq and act.payload.get("dunning_outcome") in _GIVEN_UP
        for act in world.state.done("review_dunning_defence")
    )


def _other_duty(said: object) -> str:
    return str(said or "").strip()
