# SPDX-License-Identifier: MulanPSL-2.0
"""What is proposed, told and decided in a penalty by people who know their work: the same each time, within its basis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from judge.ranges import BASES, scope

if TYPE_CHECKING:
    from random import Random

    from fadu.procedure.testing import CaseInMemory

SUMS = ("fine", "confiscated_gains", "confiscated_goods")
#: what a proposal consists of, beside prose
PARTS = ("basis", "bases", "penalty_kinds", "discretion_grade", "party_penalties", *SUMS)
#: what is left out of plain proposals
UNUSUAL = (
    "other_penalty",
    "other_heavy",
    "penalty_terms",
    "own_ranges",
    "lighter_grounds",
    "heavier_grounds",
    "new_facts",
)


def propose(case: CaseInMemory, act: str, said: dict[str, Any], chance: Random) -> None:
    """Fill in a proposal: the one there is, or a new one; seldom changed in one part."""
    fields = case.state.fields
    if act == "conclude" and said.get("disposition") != "penalty":
        for key in (*PARTS, *UNUSUAL, "hearing_told"):
            said.pop(key, None)
        if fields.get("penalty_kinds"):
            said.update(penalty_kinds=[], **dict.fromkeys(SUMS, 0))
        return
    parties = [view.key for view in case.state.parties] or ["party:1"]
    known = fields.get("bases") and {row["party"] for row in fields["bases"]} == set(parties)
    if known and chance.random() < 0.92:
        said.update({key: fields[key] for key in PARTS if key in fields})
    else:
        said.update(_new(case, parties, chance))
    for key in UNUSUAL:
        if chance.random() < 0.9:
            said.pop(key, None)
    if "gains_uncertain" in said:
        said["gains_uncertain"] = chance.random() < 0.1
    if act in {"notify", "tell_again"}:
        heavy = sum(int(said.get(key) or 0) for key in SUMS) >= 10_000_00
        said["hearing_told"] = heavy or chance.random() < 0.3
    if act != "conclude" and chance.random() < 0.15:
        _change(said, chance)


def _new(case: CaseInMemory, parties: list[str], chance: Random) -> dict[str, Any]:
    value = chance.choice((4_000_00, 60_000_00, 130_000_00))
    began = case.state.entries[0].at.date().isoformat() if case.state.entries else "2022-01-04"
    row = {
        "base": chance.choice(BASES),
        "ended_on": began,
        "goods_value": value,
        "illegal_gains": chance.choice((0, value)),
        "serious": False,
    }
    allowed = scope(row)
    fine = max(min(value, allowed.most), allowed.least) if allowed else value
    fine = (
        chance.choice((fine,) * 8 + (allowed.most, allowed.most + 100, max(allowed.least - 100, 0)))
        if allowed
        else fine
    )
    kinds, gains = {"fine"} if fine else {"warning"}, 0
    if allowed and "confiscate_gains" in allowed.kinds and row["illegal_gains"] and chance.random() < 0.5:
        kinds, gains = {*kinds, "confiscate_gains"}, value
    _, *others = parties
    share = {"fine": fine, "confiscated_gains": gains, "confiscated_goods": 0}
    is_each = chance.random() < 0.9
    shares = [
        {"party": key, **(share if is_each or key == parties[0] else dict.fromkeys(SUMS, 0))}
        for key in parties
    ]
    amounts = {key: sum(each[key] for each in shares) for key in SUMS}
    return {
        "basis": "处罚依据",
        "bases": [{**row, "party": party} for party in parties],
        "penalty_kinds": sorted(kinds),
        "discretion_grade": chance.choice(("ordinary",) * 6 + ("lighter",)),
        **amounts,
        **({"party_penalties": shares} if others else {}),
    }


def _change(said: dict[str, Any], chance: Random) -> None:
    """One part otherwise than before."""
    part = chance.choice(("fine", "fine", "kinds", "facts", "hearing"))
    if part == "fine":
        shares = said.get("party_penalties") or [{"fine": said.get("fine")}]
        before = int(shares[0].get("fine") or 0)
        after = max(before + chance.choice((-100_00, 100_00, 100_000_00)), 0)
        said["fine"] = int(said.get("fine") or 0) + after - before
        if said.get("party_penalties"):
            said["party_penalties"] = [{**shares[0], "fine": after}, *shares[1:]]
    elif part == "kinds":
        said["penalty_kinds"] = sorted(
            {*(said.get("penalty_kinds") or ()), chance.choice(("warning", "stop_business"))}
        )
    elif part == "facts":
        said["facts"] = "另一违法事实"
    elif "hearing_told" in said:
        said["hearing_told"] = not said["hearing_told"]
