# SPDX-License-Identifier: MulanPSL-2.0
"""What kinds of case bind at start-up: how their typed record follows, and what their facts read.

``assembly`` fills it by discovery. A kind bound twice, or asked for and never bound, is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fadu.kernel.errors import FaduError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from fadu.cases.models import Case
    from fadu.procedure.state import State

    Rebuild = Callable[[Case, State], None]
    #: batch fetch: cases and a moment -> per case id, register name -> value
    Registers = Callable[[Sequence[Case], datetime], Mapping[int, Mapping[str, Any]]]


class BindingError(FaduError):
    """事项的登记表没有绑定，或绑定了两次。"""

    code = "binding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """What one kind of case brings."""

    kind: str
    rebuild: Rebuild
    registers: Registers | None = None
    #: the acts that decide on a recusal, and what they amount to: person -> reason
    recusals: tuple[str, ...] = ()
    recused: Callable[[State], Mapping[str, str]] | None = None


_bindings: dict[str, Binding] = {}


def bind(binding: Binding) -> None:
    """Bind a kind of case; twice is an error."""
    if binding.kind in _bindings:
        raise BindingError(f"事项“{binding.kind}”的登记表绑定了两次。")
    _bindings[binding.kind] = binding


def binding(kind: str) -> Binding:
    """The binding of a kind; none is an error."""
    try:
        return _bindings[kind]
    except KeyError:
        raise BindingError(f"事项“{kind}”没有绑定登记表。") from None


def kinds() -> tuple[str, ...]:
    """The kinds bound."""
    return tuple(sorted(_bindings))
