# SPDX-License-Identifier: MulanPSL-2.0
"""What the register of parties has against somebody whom an act names: that there is no such record, or that it bears another name.

A paper prints the name an act bears beside the number and the address the register keeps. So the name is one the register knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.acts.opening import kind_of
from fadu.cases.rules import party_number
from fadu.people.parties import names_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

#: act -> where it says who comes into the case
NEWCOMER: Mapping[str, str] = {"add_party": "party", "succeed": "successor"}


def objections(action: str, payload: Mapping[str, Any]) -> tuple[str, ...]:
    """What speaks against the person who comes into a case by an act, each in a sentence."""
    key = str(payload.get(NEWCOMER[action]) or "")
    if not key:
        return ()  # nobody comes; what is missing is told by the act itself
    number = party_number(key)
    known = names_of(number) if number is not None else None
    if known is None:
        return (f"登记簿里没有“{key}”这一主体。",)
    party, names = known
    said = []
    if party.merged_into is not None:
        said.append(f"“{party.name}”的登记已并入“{party.merged_into.name}”，请选择后者。")
    if payload.get("name") not in names:
        said.append(f"登记簿中该主体是“{party.name}”，没有用过“{payload.get('name')}”这一姓名或者名称。")
    if payload.get("kind") in {"person", "unit"} and payload["kind"] != kind_of(party):
        said.append(f"“{party.name}”在登记簿中是{party.get_kind_display()}，与所填的种类不符。")
    return tuple(said)
