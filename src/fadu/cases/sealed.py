# SPDX-License-Identifier: MulanPSL-2.0
"""Sealed fields: encrypted before they enter a payload, opened only for those who handle the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fadu.people import sealing

if TYPE_CHECKING:
    from fadu.cases.models import Case
    from fadu.people.models import Officer
    from fadu.procedure.model import Procedure

#: what stands on every screen in place of a sealed value
COVER = "（已密封）"
#: the part of a signature in which the act signed lies
SIGNED = "payload"


def seal_payload(procedure: Procedure, case: Case, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload with each sealed field replaced by its ciphertext, bound to this case."""
    return {key: _seal(procedure, case, key, value) for key, value in payload.items()}


def _seal(procedure: Procedure, case: Case, key: str, value: Any) -> Any:
    if key == SIGNED and isinstance(value, Mapping):  # what a first signature proposes
        return seal_payload(procedure, case, value)
    field = procedure.fields.get(key)
    if field is None or not field.sealed or value in (None, "") or str(value).startswith(sealing.PREFIX):
        return value
    return sealing.seal(str(value), owner=f"case:{case.number}")


def cover(procedure: Procedure, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload for any screen: sealed values are covered."""
    return {key: _covered(procedure, key, value) for key, value in payload.items()}


def _covered(procedure: Procedure, key: str, value: Any) -> Any:
    if key == SIGNED and isinstance(value, Mapping):
        return cover(procedure, value)
    return COVER if key in procedure.fields and procedure.fields[key].sealed and value else value


def veiled(procedure: Procedure, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The payload for a digest of what was asked: no list of names tried one by one finds a sealed value in it."""
    sealed = [key for key in payload if key in procedure.fields and procedure.fields[key].sealed and payload[key]]
    if not sealed:
        return payload
    return {**payload, **{key: sealing.blind_index(str(payload[key]), purpose="request") for key in sealed}}


def may_open(case: Case, officer: Officer) -> bool:
    """Only an officer assigned in this very case may see what is sealed in it."""
    return case.assignments.filter(officer=officer).exists()


def opened(case: Case, procedure: Procedure, payload: Mapping[str, Any]) -> dict[str, str]:
    """The sealed values of a payload in plain; the caller has asked :func:`may_open`."""
    return {
        key: sealing.unseal(value)
        for key, value in payload.items()
        if key in procedure.fields and procedure.fields[key].sealed and value
    }
