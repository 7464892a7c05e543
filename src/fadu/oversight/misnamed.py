# SPDX-License-Identifier: MulanPSL-2.0
"""Parties who stand in a case under a name that the register of parties never bore for them: whose is the number beside it, then?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.rules import party_number
from fadu.procedure.party_correction import CORRECT_PARTY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from fadu.procedure.entry import Entry

#: the rule under which such a name is found
NOT_REGISTERED = "name_not_registered"


def numbers_in(entries: Iterable[Entry]) -> Iterator[int]:
    """Whom the acts of a case enter into it."""
    for entry in entries:
        number = party_number(str(entry.payload.get("party"))) if entry.action == "add_party" else None
        if number is not None:
            yield number


def messages(entries: Iterable[Entry], names: Mapping[int, Collection[str]]) -> Iterator[str]:
    """A sentence for each act that enters somebody under a name not among those the register has borne for them, nor put right since."""
    entries = tuple(entries)
    corrected = {
        (entry.payload.get("party"), entry.payload.get("was"))
        for entry in entries
        if entry.action == CORRECT_PARTY
    }
    for entry in entries:
        if (entry.payload.get("party"), entry.payload.get("name")) in corrected:
            continue
        for number in numbers_in((entry,)):
            if (name := entry.payload.get("name")) not in names.get(number, ()):
                known = "、".join(sorted(names.get(number, ()))) or "（没有这一主体）"
                yield f"第{entry.seq}项登记的当事人“{name}”，在登记簿中是“{known}”，从未用过这一姓名或者名称。"
