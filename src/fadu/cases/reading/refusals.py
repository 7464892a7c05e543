# SPDX-License-Identifier: MulanPSL-2.0
"""What the ledger says of refusals: how often, month by month, an act was refused and on which grounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fadu.ledger import selectors as ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.people.models import Bureau

#: what an entry of a stream of refusals is
MONTH = "refusals_of_month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """One kind of refusal in a month (``2022-03``): an action, the grounds given together, and how often.

    ``grounds`` are codes, ``cites`` the articles they rest on; ``entry`` is the number of the ledger's entry.
    """

    month: str
    kind: str
    action: str
    grounds: tuple[str, ...]
    cites: tuple[str, ...]
    times: int
    entry: int


def stream_of(bureau_id: int) -> str:
    """The stream of a bureau's refusals.

    >>> stream_of(3)
    'refusals:3'
    """
    return f"refusals:{bureau_id}"


def refused(bureau: Bureau) -> Iterator[Refused]:
    """What was refused in the months that are over, in the order in which it was entered."""
    for seq, entry in ledger.said_in(stream_of(bureau.pk)).items():
        for line in entry.body.get("refused", ()):
            yield _line(entry.body["month"], line, seq)


def _line(month: str, line: Mapping[str, Any], entry: int) -> Refused:
    return Refused(
        month=month,
        kind=line["kind"],
        action=line["action"],
        grounds=tuple(line["grounds"]),
        cites=tuple(line["cites"]),
        times=line["times"],
        entry=entry,
    )
