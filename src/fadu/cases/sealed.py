# SPDX-License-Identifier: MulanPSL-2.0
"""Sealed fields: encrypted before they enter a payload, opened only for those who handle the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.people import sealing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.cases.models import Case
    from fadu.people.models import Officer
    from fadu.procedure.model import Procedure

#: what stands on every screen in place of a sealed value
COVER = "（已密封）"


#: what is said of a paper of the secondary file is as closed as the paper
OF_SECONDARY = ("title", "from_whom")


def seal_payload(procedure: Procedure, case: Case, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload with each sealed value replaced by its ciphertext, bound to this case; what is sealed already stays."""
    closed = {key for key in payload if key in procedure.fields and procedure.fields[key].sealed}
    if payload.get("access") == "secondary":
        closed.update(OF_SECONDARY)
    sealed_payload = {key: _seal(case, value) if key in closed else value for key, value in payload.items()}
    if isinstance(inner := payload.get("payload"), dict):  # what a signature proposes
        sealed_payload["payload"] = seal_payload(procedure, case, inner)
    return sealed_payload


def _seal(case: Case, value: Any) -> Any:
    if value in (None, "") or is_sealed(value):
        return value
    return sealing.seal(str(value), owner=f"case:{case.number}")


def is_sealed(value: Any) -> bool:
    """Whether a value is a ciphertext."""
    return isinstance(value, str) and value.startswith(sealing.PREFIX)


def cover(procedure: Procedure, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload for any screen: sealed values are covered."""
    return {k: COVER if is_sealed(v) or (k in procedure.fields and procedure.fields[k].sealed and v) else v for k, v in payload.items()}


def may_open(case: Case, officer: Officer) -> bool:
    """Only an officer assigned in this very case may see what is sealed in it."""
    return case.assignments.filter(officer=officer).exists()


def opened(payload: Mapping[str, Any]) -> dict[str, str]:
    """The sealed values of a payload in plain; the caller has asked :func:`may_open`."""
    return {key: sealing.unseal(value) for key, value in payload.items() if is_sealed(value)}
