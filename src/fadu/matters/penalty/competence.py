# SPDX-License-Identifier: MulanPSL-2.0
"""Who must decide instead of a district bureau, and what must have come first: gates that a basis brings with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.chinese_numerals import in_characters
from fadu.kernel.money import yuan
from fadu.matters.penalty.bases import named
from fadu.matters.penalty.ranges import by_party
from fadu.matters.penalty.refusing import Lacking, lacking_to_refusal
from fadu.procedure.decision import HOLDS, Ground, Holds
from fadu.procedure.guards import guard

if TYPE_CHECKING:
    from fadu.law.basis import Gate
    from fadu.matters.penalty.ranges import Applied
    from fadu.matters.penalty.sanctions import Sanction
    from fadu.procedure.decision import Verdict, World

#: level -> who decides or approves at it
LEVELS = {"city": "设区的市级以上机关", "province": "省级以上机关", "issuer": "原发证机关"}


@guard("ours_to_decide", "属于本机关决定", law="penalty/competence", version=2, of_proposal=True)
def ours_to_decide(world: World) -> Verdict:
    """What a basis leaves to the city, the province or the issuer of the licence is neither told nor decided here."""
    for party, (share, mine) in by_party(world).items():
        for each in mine:
            gate = (
                next((g for g in each.edition.gates if _closes(world, g, share, each)), None)
                if each.edition
                else None
            )
            if gate is not None and gate.finding:
                return Ground(
                    code="not_found_by_them",
                    message=f"{named(world, [party])}有无该违法行为，依法由{LEVELS[gate.level]}认定，没有登记认定的机关和文号。",
                    cites=(*gate.cites, *world.cites("penalty/competence")),
                    remedy="报请有权机关认定，在处罚依据中写明认定的机关和文号",
                    unknown=world.replay,
                )
            if gate is not None:
                which = f"罚款{yuan(share.fine)}元" if gate.fine_from is not None else "该处罚"
                return Ground(
                    code="not_ours_to_decide",
                    message=f"对{named(world, [party])}的{which}依法由{LEVELS[gate.level]}决定。",
                    cites=(*gate.cites, *world.cites("penalty/competence")),
                    remedy="报请或者移送有权机关决定；许可证件由本机关颁发的，在处罚依据中写明",
                )
    return HOLDS


def _closes(world: World, gate: Gate, share: Sanction, each: Applied) -> bool:
    if gate.measures or gate.since > world.at.date():
        return False
    if gate.finding and each.charge.finding:
        return False
    if gate.level == "issuer" and each.charge.licence_is_ours:
        return False
    if gate.fine_from is not None and share.fine < gate.fine_from:
        return False
    return not gate.kinds or bool(share.kinds & set(gate.kinds))


@guard("correction_came_first", "先责令改正", law="penalty/correction", version=2)
def correction_came_first(world: World) -> Verdict:
    """Where the fine presupposes refusal, correction was ordered, served, its term is over, and a check found it refused (or the case is serious).

    Elsewhere whoever punishes orders correction too (行政处罚法 28), at the latest with the decision: it is asked where that is not on record.
    """
    for party, (share, mine) in by_party(world).items():
        for each in mine:
            bracket = each.range.bracket if each.range else None
            if bracket is None or not bracket.correction_first or not share.fine:
                continue
            if bracket.or_serious and each.charge.answers.serious is True:
                continue
            missing = _not_refused(world, each)
            if missing is not None:
                return Ground(
                    code="correction_first",
                    message=f"对{named(world, [party])}的罚款以责令改正而拒不改正为前提；{missing.message}",
                    cites=(*(each.edition.cites if each.edition else ()), *world.cites("penalty/correction")),
                    remedy="先责令改正，在期限以前送达，期满复查；拒不改正的再予罚款",
                    unknown=world.replay and missing.unsaid,
                )
    if world.state.done("order_correction"):
        return HOLDS
    articles = "、".join(
        in_characters(str(world.law.cite(c) or c)) for c in world.cites("penalty/correction")
    )
    return Holds(
        warning=f"本案没有责令改正的记录；实施行政处罚应当责令当事人改正或者限期改正（{articles}）。"
    )


def _not_refused(world: World, each: Applied) -> Lacking | None:
    """What is missing to a refusal; None where it is on record and stated."""
    lacking = lacking_to_refusal(world, each.charge.party)
    if lacking is not None or each.charge.answers.refused is True:
        return lacking
    return Lacking(
        message="没有认定拒不改正（逾期未改正）。", unsaid=each.charge.answers.refused is not False
    )
