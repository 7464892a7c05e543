# SPDX-License-Identifier: MulanPSL-2.0
"""Pure rules about cases: names of persons, separation sets, digests of requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.kernel import digests
from fadu.kernel.canonical import canonical
from fadu.kernel.plain_numbers import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fadu.procedure.entry import Entry
    from fadu.procedure.state import State

LAW = "law"


def names_in(acts: Iterable[Entry]) -> dict[str, str]:
    """Everybody who is or was a party of a case, key to the name recorded in that case, whatever the register calls them today."""
    names: dict[str, str] = {}
    for act in acts:
        said = act.payload
        if act.action == "add_party" or (act.action == "correct_party" and said.get("name")):
            names[said["party"]] = said["name"]
        elif act.action == "succeed" and said.get("name"):
            names[said.get("successor") or said["party"]] = said["name"]
    return names


def names_of(state: State) -> dict[str, str]:
    """``names_in`` the acts of a case that stand, and who is to be a party of one that is about to begin."""
    acts = (act for act in state.entries if act.seq not in state.void)
    return names_in(acts) | {party.key: party.name for party in state.parties}


def person_of(officer_id: int) -> str:
    """The name of an officer in acts.

    >>> person_of(12)
    'officer:12'
    """
    return f"officer:{officer_id}"


def officer_id_of(person: str) -> int | None:
    """The officer's id in a person's name, or None for parties and the law.

    >>> officer_id_of("officer:12"), officer_id_of("law")
    (12, None)
    """
    kind, _, number = person.partition(":")
    return int(number) if kind == "officer" else None


def party_key(party_id: int) -> str:
    """The name of a party in acts.

    >>> party_key(3)
    'party:3'
    """
    return f"party:{party_id}"


def party_id_of(key: str) -> int:
    """The party's id in its name.

    >>> party_id_of("party:3")
    3
    """
    return int(key.partition(":")[2])


def party_number(key: str) -> int | None:
    """The party's id in what may be its name; None where it is none.

    >>> party_number("party:3"), party_number("x"), party_number("party:x"), party_number("party:٣")
    (3, None, None, None)
    >>> party_number("party:" + "9" * 30) is None  # no database has room for such an id
    True
    """
    kind, _, number = key.partition(":")
    return plain_number(number) if kind == "party" else None


def stream_of(number: str) -> str:
    """The name of a case's chain in the ledger: one entry for each act, and nothing else.

    >>> stream_of("清市监处〔2022〕1号")
    'case:清市监处〔2022〕1号'
    """
    return f"case:{number}"


def asked_for(action: str, payload: Mapping[str, Any], party: str, at: str) -> bytes:
    """What a request asks for, so that a repeated ``request_id`` with other content is noticed."""
    return canonical({"action": action, "payload": payload, "party": party, "at": at})


def opened_stream_of(number: str) -> str:
    """The name of the stream in which stands what a case was opened with.

    >>> opened_stream_of("清市监处〔2022〕1号")
    'opened:清市监处〔2022〕1号'
    """
    return f"opened:{number}"


def request_digest(asked: bytes, salt: str) -> str:
    """The digest kept of a request; without its salt, nobody finds what was asked for by trying.

    >>> request_digest(b"{}", "00") == request_digest(b"{}", "01")
    False
    """
    return digests.of(salt.encode() + b"\n" + asked)


def separation_sets(apart: Iterable[tuple[str, ...]], role: str) -> tuple[str, ...]:
    """The names of the sets a role belongs to; a person may hold one role of each.

    >>> separation_sets([("handler", "examiner"), ("handler", "reviewer")], "handler")
    ('handler+examiner', 'handler+reviewer')
    >>> separation_sets([("handler", "examiner")], "head")
    ()
    """
    return tuple("+".join(roles) for roles in apart if role in roles)
