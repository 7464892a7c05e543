# SPDX-License-Identifier: MulanPSL-2.0
"""What the register of parties has against somebody whom an act names: that there is no such record, or that it bears another name.

Whoever asks knows a key, not whom it stands for: no answer tells a name that was not typed.
A paper prints the name an act bears beside the number and the address the register keeps. So the name is one the register knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.acts.opening import kind_of
from fadu.cases.rules import party_number
from fadu.people.parties import is_anothers_name, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

#: act -> where it says who comes into the case
NEWCOMER: Mapping[str, str] = {"add_party": "party", "succeed": "successor"}


def objections(action: str, payload: Mapping[str, Any]) -> tuple[str, ...]:
    """What speaks against the person who comes into a case by an act, each in a sentence."""
    key = str(payload.get(NEWCOMER[action]) or "")
    if not key:  # nobody comes; what is missing is told by the act itself
        return tuple(_renamed(str(payload.get("party") or ""), str(payload.get("name") or "")))
    number = party_number(key)
    known = names_of(number) if number is not None else None
    if known is None:
        return (f"登记簿里没有“{key}”这一主体。",)
    party, names = known
    said = []
    if party.merged_into is not None:
        said.append("该主体的登记已并入另一条登记，请选择后者。")
    if payload.get("name") not in names:
        said.append(f"“{payload.get('name')}”不是登记簿中该主体的姓名或者名称，也不是它用过的。")
    if payload.get("kind") in {"person", "unit"} and payload["kind"] != kind_of(party):
        said.append("所填的种类（自然人或者单位）与登记簿中该主体的不符。")
    return tuple(said)


def _renamed(key: str, name: str) -> Iterator[str]:
    """Against calling whoever goes on by the name of somebody else; one that nobody bears is new, and found until the register knows it."""
    number = party_number(key)
    if name and number is not None and is_anothers_name(number, name):
        yield f"“{name}”是登记簿中另一主体的姓名或者名称，本案当事人的登记没有用过。"
