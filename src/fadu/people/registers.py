# SPDX-License-Identifier: MulanPSL-2.0
"""The registers of people as `verify` compares them with the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.ledger.registers import Register, SharedRegister, offer_register
from fadu.people import sealing
from fadu.people.models import HolidayNotice, Party, PartyName
from fadu.people.proof import CALENDAR, HELD, body_of, notice_body

if TYPE_CHECKING:
    from collections.abc import Iterator


def offer() -> None:
    """Let `verify` compare the registers with the ledger."""
    for kind, model in HELD.items():
        is_party = model is Party
        register = Register(
            model=model,
            prefix=f"{kind}:",
            kind=kind,
            body=body_of,
            prefetch=("names",) if is_party else (),
            tables={"names": PartyName},
            also=_index if is_party else _nothing,
        )
        offer_register(kind, register)
    offer_register(
        "notice",
        SharedRegister(
            model=HolidayNotice,
            prefix=CALENDAR,
            kind="adopted",
            body=notice_body,
            identity=("year",),
            grouped_by=("year",),
            stream_of=lambda year: CALENDAR,
        ),
    )


def _nothing(row: Any) -> Iterator[tuple[str, str]]:
    return iter(())


def _index(party: Party) -> Iterator[tuple[str, str]]:
    """By which number a party is found: that of the sealed one, or none where another record has it or it is erased."""
    plain = sealing.unseal(party.id_number) if party.id_number else ""
    is_found = plain not in {"", sealing.ERASED} and party.merged_into_id is None
    wanted = sealing.blind_index(plain, purpose="id") if is_found else ""
    if party.id_index == wanted:
        return
    if not party.id_index and Party.objects.filter(id_index=wanted).exclude(pk=party.pk).exists():
        return
    yield "id_index", "据以查找的证件号码与密封的号码不符。"
