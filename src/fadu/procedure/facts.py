# SPDX-License-Identifier: MulanPSL-2.0
"""Facts: named questions about a world with three answers, provided by kinds of case, one provider each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.kernel.errors import FaduError
from fadu.kernel.kinds import handed_down

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

    from fadu.procedure.decision import Answer, World
    from fadu.procedure.model import Condition

    Fact = Callable[[World], Answer]


class FactError(FaduError):
    """事实的提供者有误。"""

    code = "fact"


def fact(name: str, *, rows: tuple[str, ...] = (), version: int = 1) -> Callable[[Fact], Fact]:
    """Offer a fact under a name. ``rows`` are the rows of the law table it models.

    Raise ``version`` when the fact comes to answer otherwise than before; rewriting it to the same effect leaves it.
    """

    def offered(function: Fact) -> Fact:
        function.__dict__.update(fact_name=name, fact_rows=rows, fact_version=version)
        return function

    return offered


def version_of(offered: Fact) -> int:
    """The version of a fact, as it was offered."""
    return int(offered.__dict__.get("fact_version", 1))


def offered_by(module: ModuleType) -> Mapping[str, Fact]:
    """The facts a module offers. Two under one name are an error."""
    facts: dict[str, Fact] = {}
    for value in vars(module).values():
        name = getattr(value, "fact_name", None)
        if name is None:
            continue
        if name in facts and facts[name] is not value:
            raise FactError(f"事实“{name}”有两个提供者（{module.__name__}）。")
        facts[name] = value
    return facts


def facts_of(kind: str) -> Mapping[str, Fact]:
    """The facts of a kind of case; none where it offers none."""
    kinds = handed_down()
    return kinds.derived(f"facts of {kind}", lambda: kinds[kind].facts() if kind in kinds else {})


def answer(condition: Condition, world: World, facts: Mapping[str, Fact]) -> Answer:
    """Whether a condition holds in a world: yes, no or unknown."""
    if condition.fact:
        judgment = facts[condition.fact](world)
    else:
        judgment = _by_field(condition, world.value(condition.field), is_replay=world.replay)
    if condition.negated and judgment != "unknown":
        return "no" if judgment == "yes" else "yes"
    return judgment


def _by_field(condition: Condition, value: object, *, is_replay: bool) -> Answer:
    """A value not given is a no in daily work where a list of values is asked about; in a history it is unknown."""
    if value is None:
        return "unknown" if is_replay or not condition.equals else "no"
    wanted = condition.equals or (True,)
    values = value if isinstance(value, list | tuple) else (value,)
    return "yes" if any(item in wanted for item in values) else "no"
