# SPDX-License-Identifier: MulanPSL-2.0
"""The parties a row names: found or registered, and written into a case under the name the row states.

A sheet asks nobody, so it renames nobody in the register of parties: what a row calls a firm stands in its case, and a name the
register never bore is found in a check (``name_not_registered``). Nothing a row says of a party is left out unsaid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.acts import opening
from fadu.cases.acts.recording import claim, write_all
from fadu.cases.rules import party_key
from fadu.intake.histories import Reason
from fadu.people.parties import known_as, party_as_typed, register_party
from fadu.procedure.entry import THE_SOURCE as SOURCE
from fadu.procedure.entry import Signature

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fadu.cases.drafts import Draft
    from fadu.cases.models import Case
    from fadu.intake.histories import History
    from fadu.people.models import Party
    from fadu.procedure.state import State

THE_SOURCE = Signature(person=SOURCE, role="", name="导入的记录")


def party_draft(case: Case, seq: int, party: Party, named: Mapping[str, str], at: datetime) -> Draft:
    """A party under the name its row states: the register is not renamed by a sheet, and a name it never bore is found in a check."""
    return opening.party_draft(
        case, seq, party, named["capacity"], at, (THE_SOURCE,), called=fields_of(named)["name"]
    )


def add_parties(case: Case, state: State, history: History, at: datetime, *, anew: bool = True) -> State:
    """The parties a row names; one that is named already in that capacity is not entered twice."""
    for entry in history.parties:
        capacity = entry["capacity"]
        named = {(view.name, view.capacity) for view in state.parties}
        if not anew and (entry["name"], capacity) in named and not (entry.keys() & {"uscc", "id_number"}):
            continue
        party, _ = register_party(**fields_of(entry), renames=False)
        if anew or not any(
            view.key == party_key(party.pk) and view.capacity == capacity for view in state.parties
        ):
            seq = claim(case, 1)
            state = write_all(case, state, seq, [party_draft(case, seq, party, entry, at)])[1]
    return state


def renamed(state: State, history: History) -> Reason | None:
    """Whom a row names by the code of a party of the case and by another name: a case has its parties renamed by an act, not by a row."""
    for entry in history.parties:
        party = known_as(party_as_typed(**_identity(entry)))
        view = next((v for v in state.parties if party is not None and v.key == party_key(party.pk)), None)
        if view is not None and view.capacity == entry["capacity"] and view.name != entry["name"]:
            message = (
                f"本案中这一代码或者证件号码的当事人是“{view.name}”，本行写的是“{entry['name']}”。"
                "确已更名的，在案件中登记“当事人承受、变更”；写错的，改正本行。"
            )
            return Reason(column="当事人名称", message=message)
    return None


def _identity(party: Mapping[str, str]) -> dict[str, str]:
    fields = fields_of(party)
    return {key: fields[key] for key in ("kind", "name", "uscc", "id_number") if key in fields}


def registered(party: Mapping[str, str]) -> dict[str, str]:
    """The columns of a party's record that are kept as the source states them."""
    fields = {"uscc": "", "legal_representative": "", **fields_of(party)}
    return {name: fields[name] for name in ("kind", "name", "uscc", "legal_representative")}


def fields_of(party: Any) -> dict[str, str]:
    """What a row says of a party, as the register of parties asks for it."""
    allowed = ("kind", "name", "uscc", "id_number", "phone", "address", "legal_representative")
    return {"kind": "enterprise", **{key: party[key] for key in allowed if party.get(key)}}
