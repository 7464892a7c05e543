# SPDX-License-Identifier: MulanPSL-2.0
"""Who opened what is masked of the parties of a case: entered before it is shown, and told on the case's page.

Phones, identity numbers and addresses of persons stand masked on every page and in every archived copy. Whoever sees the case
whole may open them, one paper or the parties of the case at a time. What is sealed (an informant's name) opens to whom the case is
assigned; a post that has to know it all the same asks with a reason. 个人信息保护法 on necessity and on records of access.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fadu.cases.reading.reach import posts_by_reach
from fadu.cases.reading.sight import Sight
from fadu.kernel import clock
from fadu.ledger import selectors as ledger_selectors
from fadu.ledger import services as ledger
from fadu.people import selectors as people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fadu.cases.models import Case
    from fadu.people.models import Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One opening, as it was entered."""

    at: str
    by: str
    what: str
    #: the parties whose particulars were shown, by key; none where a paper was opened, which names its own
    whom: tuple[str, ...] = ()
    #: why it was asked for; empty where no reason is asked
    reason: str = ""


def may_ask(officer: Officer, seen: Sight, at: datetime) -> bool:
    """Whether somebody who sees so much of a case may ask, with a reason, for what is sealed in it: by a post that `sight.yaml` names."""
    asking = posts_by_reach().asks_for_sealed
    return seen >= Sight.WHOLE and any(held.post in asking for held in people.holdings(officer, at))


def may_open(seen: Sight) -> bool:
    """Whether somebody who sees so much of a case may open what is masked in it."""
    return seen >= Sight.WHOLE


def enter(
    case: Case,
    officer: Officer,
    what: str,
    *,
    document: int | None = None,
    whom: Iterable[str] = (),
    reason: str = "",
) -> None:
    """Enter that an officer opens something of a case, in the caller's transaction; what was opened is named, never repeated.

    ``whom`` are the keys of the parties shown: whoever is taken out of the case afterwards stays named here.
    """
    keys = tuple(dict.fromkeys(whom))
    body = {
        "by": {"officer": officer.pk, "name": officer.name},
        "what": what,
        **({"document": document} if document is not None else {}),
        **({"whom": list(keys)} if keys else {}),
        **({"reason": reason} if reason else {}),
    }
    ledger.append(stream=stream_of(case), kind="opened", body=body, at=clock.now())


def of_case(case: Case) -> list[Opening]:
    """The openings of a case, the newest first."""
    said = ledger_selectors.said_in(stream_of(case))
    return [
        Opening(
            at=said[seq].at[:16].replace("T", " "),
            by=str(said[seq].body.get("by", {}).get("name", "")),
            what=str(said[seq].body.get("what", "")),
            whom=tuple(map(str, said[seq].body.get("whom", ()))),
            reason=str(said[seq].body.get("reason", "")),
        )
        for seq in sorted(said, reverse=True)
    ]


def stream_of(case: Case) -> str:
    """The stream of a case's openings.

    >>> from types import SimpleNamespace
    >>> stream_of(SimpleNamespace(pk=7))
    'opening:7'
    """
    return f"opening:{case.pk}"
