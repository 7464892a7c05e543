# SPDX-License-Identifier: MulanPSL-2.0
"""Sealed fields: encrypted before they enter a payload, opened only for those who handle the case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from fadu.people import sealing
from fadu.procedure.decision import Ground
from fadu.procedure.entry import BUILT_IN

if TYPE_CHECKING:
    from fadu.cases.models import Case
    from fadu.people.models import Officer
    from fadu.procedure.decision import World
    from fadu.procedure.model import Procedure

#: what stands on every screen in place of a sealed value
COVER = "（已密封）"
#: the part of a signature in which the act signed lies
SIGNED = "payload"
#: built-in acts in which somebody writes freely
FREE = ("note", "attach", "return_proposal")


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


def betrayed(world: World, action: str, payload: Mapping[str, Any]) -> tuple[Ground, ...]:
    """A ground where an open text of the act repeats what is sealed in the case: it would be read by many."""
    if action in BUILT_IN and action not in FREE:
        return ()
    fields = world.procedure.fields
    tokens = [v for k, v in world.state.fields.items() if k in fields and fields[k].sealed and str(v).startswith(sealing.PREFIX)]
    texts = list(_texts({k: v for k, v in payload.items() if k not in fields or not fields[k].sealed})) if tokens else []
    if not any(plain in text for plain in map(_told, tokens) if plain for text in texts):
        return ()
    message = "所填内容写有本案密封的身份信息，会为不办理本案的人所见。"
    return (Ground(code="sealed_repeated", message=message, remedy="改用不指明身份的称呼，如“举报人”"),)


def _told(token: str) -> str:
    """What a token seals, where it is long enough to name somebody and still there."""
    plain = sealing.unseal(token)
    return plain if len(plain) > 1 and plain != sealing.ERASED else ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
