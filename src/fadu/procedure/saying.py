# SPDX-License-Identifier: MulanPSL-2.0
"""Sayings: sentences a kind of case works out of a world for its papers, by name (``{said.editions}`` in a form)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.kinds import handed_down

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

    from fadu.procedure.decision import World

    Saying = Callable[[World], str]

#: the sentence by which a kind says which money hangs on the days of a case: a check compares it where a day was corrected
HANGING = "hanging_on_days"


def saying(name: str) -> Callable[[Saying], Saying]:
    """Offer a sentence under a name. It is empty where there is nothing to say."""

    def offered(function: Saying) -> Saying:
        function.__dict__.update(saying_name=name)
        return function

    return offered


def offered_by(module: ModuleType) -> Mapping[str, Saying]:
    """The sentences a module offers."""
    values = vars(module).values()
    return {value.saying_name: value for value in values if hasattr(value, "saying_name")}


def sayings_of(kind: str) -> Mapping[str, Saying]:
    """The sentences of a kind of case; none where it offers none."""
    kinds = handed_down()
    return kinds.derived(f"sayings of {kind}", lambda: kinds[kind].sayings() if kind in kinds else {})
