# SPDX-License-Identifier: MulanPSL-2.0
"""Erasure of what identifies a person: an act of two persons, after which no copy of it can be read.

The owner's data key is destroyed, which reaches every ciphertext and every sealed file, in backups too; what the ledger
holds of it is emptied; and that it was done, by whom and why, is an entry of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fadu.kernel import clock
from fadu.kernel.errors import UnknownNameError
from fadu.ledger import emptying
from fadu.ledger.rules import SEALED
from fadu.people import finding, sealing
from fadu.people.models import Party

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@transaction.atomic
def erase(*, owner: str, streams: Sequence[str], by: Sequence[Mapping[str, str]], reason: str) -> None:
    """Destroy the data key of an owner (``case:…``, ``party:…``) and empty the sealed parts of these streams.

    ``by`` are the persons as they were checked. Raises BadInputError without a reason.
    """
    emptying.empty(
        stream=f"erasure:{owner}",
        kind="erased",
        streams=streams,
        parts=[SEALED],
        reason=reason,
        by="、".join(f"officer:{person['officer']}" for person in by),
        at=clock.now(),
    )
    sealing.erase(owner)


@transaction.atomic
def erase_party(*, number: int, by: Sequence[Mapping[str, str]], reason: str) -> None:
    """Make what identifies a party unreadable for good, and let no number find it any more. Raises UnknownNameError."""
    party = Party.objects.filter(pk=number).first()
    if party is None:
        raise UnknownNameError("当事人编号", str(number), [])
    erase(owner=f"party:{number}", streams=[f"party:{number}"], by=by, reason=reason)
    party.id_index = ""
    party.save(update_fields=["id_index"])
    finding.follow([party])
