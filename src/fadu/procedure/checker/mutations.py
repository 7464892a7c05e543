# SPDX-License-Identifier: MulanPSL-2.0
"""Procedures with one support taken away: each must make its assurance fail, or the proof proves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fadu.procedure.checker.never import Claim, claims_of, core
from fadu.procedure.checker.report import Support
from fadu.procedure.checker.search import model_of

if TYPE_CHECKING:
    from fadu.procedure.model import Procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """A procedure without one support of a claim (and without what merely repeats it)."""

    claim: Claim
    removed: Support
    procedure: Procedure


def mutations(procedure: Procedure) -> Iterator[Mutation]:
    """For every assurance, every guard and edge its proof rests on, taken away."""
    for assurance in procedure.assurances:
        for claim in claims_of(procedure, assurance):
            model = model_of(procedure, action=claim.action, when=assurance.when)
            rests, redundant = core(model, claim)
            for support in rests:
                yield Mutation(
                    claim=claim, removed=support, procedure=without(procedure, redundant | {support})
                )


def without(procedure: Procedure, supports: frozenset[Support]) -> Procedure:
    """The procedure with guards dropped and edges bypassed by an action that does nothing else."""
    actions = dict(procedure.actions)
    for key, action in procedure.actions.items():
        gone = {s.index for s in supports if s.kind == "guard" and s.action == key}
        actions[key] = replace(action, guards=tuple(u for i, u in enumerate(action.guards) if i not in gone))
    for support in supports:
        if support.kind == "edge":
            action = actions[support.action]
            bare = replace(
                action,
                key=f"{action.key}__bypass",
                title=f"（不经“{action.title}”）",
                sets=(),
                may_set=(),
                adds={},
                issues=(),
                opens=(),
                voids=(),
                restarts=(),
                extends={},
                publishes="",
                clears="",
                links="",
            )
            actions[bare.key] = bare
    return replace(procedure, actions=actions)
