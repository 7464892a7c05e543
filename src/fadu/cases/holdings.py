# SPDX-License-Identifier: MulanPSL-2.0
"""What a party has from a case: a licence it holds, a penalty laid on it. Each kind of case tells its own (``of_party.py``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from fadu.law import Law
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One thing a party has, in words: what sort of thing, what it is, its number and days, how it stands on the day asked about."""

    sort: str
    what: str
    number: str = ""
    since: date | None = None
    until: date | None = None
    standing: str = ""
    stands: bool = True


#: the edition and state of a case, the party's key, the law, a day -> what the party has from it
OfParty = Callable[["Procedure", "State", str, "Law", "date"], Iterable[Holding]]
