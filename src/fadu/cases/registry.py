# SPDX-License-Identifier: MulanPSL-2.0
"""How kinds of case are furnished at start-up: their typed rows, what their facts read, their figures, their lives.

``assembly`` furnishes every kind it hands down, one without tables too. A kind furnished twice, or asked for and
never furnished, is an error. What is furnished hangs on the kinds handed down, as everything derived from them does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fadu.cases.errors import KindNotInstalledError
from fadu.kernel.errors import FaduError
from fadu.kernel.kinds import handed_down

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from types import ModuleType

    from fadu.cases.holdings import OfParty
    from fadu.cases.models import Case
    from fadu.cases.rows import RowsOf
    from fadu.cases.sums import SumsOf
    from fadu.procedure.state import State

    #: batch fetch: cases and a moment -> per case id, register name -> value
    Registers = Callable[[Sequence[Case], datetime], Mapping[int, Mapping[str, Any]]]


class FurnishingError(FaduError):
    """案件种类没有配备，或者配备了两次。"""

    code = "furnishing"


def _no_module() -> ModuleType | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Furnishing:
    """What one kind of case brings beside its folder. ``indicators`` and ``demo`` import their module when asked."""

    kind: str
    #: its typed rows, as they follow from a state; None where it has no tables
    rows: RowsOf | None = None
    registers: Registers | None = None
    #: the acts that decide on a recusal, and what they amount to: person -> reason
    recusals: tuple[str, ...] = ()
    recused: Callable[[State], Mapping[str, str]] | None = None
    #: of a kind that is a meeting about another case: who was recused, name -> number and day, by that case and the topics
    recused_within: Callable[[int, Collection[str]], Mapping[str, tuple[str, date | None]]] | None = None
    #: what a party has from one of its cases; None where it gives nothing
    of_party: OfParty | None = None
    #: what money one of its cases is about; None where it is about none
    sums: SumsOf | None = None
    indicators: Callable[[], ModuleType | None] = _no_module
    demo: Callable[[], ModuleType | None] = _no_module


def _furnished() -> dict[str, Furnishing]:
    return handed_down().derived("furnishings", dict)


def furnish(furnishing: Furnishing) -> None:
    """Furnish a kind of case; twice is an error, and so is a kind that was not handed down."""
    if furnishing.kind in _furnished():
        raise FurnishingError(f"案件种类“{furnishing.kind}”配备了两次。")
    if furnishing.kind not in handed_down():
        raise FurnishingError(f"案件种类“{furnishing.kind}”没有交付，不能配备。")
    _furnished()[furnishing.kind] = furnishing


def furnishing(kind: str) -> Furnishing:
    """The furnishing of a kind. Raises KindNotInstalledError for a kind this program does not know."""
    if kind not in handed_down():
        raise KindNotInstalledError(kind)
    try:
        return _furnished()[kind]
    except KeyError:
        raise FurnishingError(f"案件种类“{kind}”没有配备。") from None


def furnishings() -> Iterator[Furnishing]:
    """All kinds furnished, by key."""
    furnished = _furnished()
    return iter([furnished[kind] for kind in sorted(furnished)])
