# SPDX-License-Identifier: MulanPSL-2.0
"""Guards on a recusal that comes after the vote: nobody strikes out a vote that was cast, unless he had to stay away.

He may have had to (行政处罚法 43); then he spoke where he may not, and whoever stayed discusses it anew. So what the others
resolve is looked at, and where the vote that was struck out would have turned it, that is no result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.matters.committee_item.majorities import base, is_of_due
from fadu.matters.committee_item.members import attendance, called, voted, votes_for
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.procedure.decision import Verdict, World

_LAW = ("penalty/collective_discussion", "committee_item/recusal")


@guard("recused_before_voting", "回避在表决以前提出", law=_LAW)
def recused_before_voting(world: World) -> Verdict:
    """Who is entered as recused has not voted: whether he had to stay away, or was voted out, somebody looks at."""
    votes = voted(world)
    late = [
        row["member"]
        for row in world.proposed.get("attendance") or ()
        if row.get("status") == "recused" and called(row.get("member")) in votes
    ]
    if not late:
        return HOLDS
    return Ground(
        code="recused_after_voting",
        message=f"{'、'.join(late)}已经表决，其后登记为回避，其表决不再计入。",
        cites=world.cites("committee_item/recusal"),
        remedy="核对回避理由；应当回避而已经参加讨论的，缓议后由其余成员重新讨论",
        unknown=True,
    )


@guard("struck_vote_turns_nothing", "表决后回避的，不改变结果", law=_LAW)
def struck_vote_turns_nothing(world: World) -> Verdict:
    """What is resolved would be so with the votes, too, that a later recusal struck out."""
    votes = voted(world)
    struck = [name for name, status in attendance(world).items() if status == "recused" and name in votes]
    (of, _), agreed = base(world), votes_for(world)
    seats = of if is_of_due(world) else of + len(struck)
    for_it = agreed + sum(1 for name in struck if votes[name] == "for")
    if not struck or (agreed * 2 > of) == (for_it * 2 > seats):
        return HOLDS
    return Ground(
        code="struck_vote_turns",
        message=f"{'、'.join(struck)}表决以后登记为回避，其表决不计，表决结果因此改变。",
        cites=world.cites("committee_item/recusal"),
        remedy="缓议后由其余成员重新讨论、表决；回避理由不成立的，改正登记，计入其表决",
    )
