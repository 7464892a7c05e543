# SPDX-License-Identifier: MulanPSL-2.0
"""Every guard of the penalty and what hangs on it bites in a story: taken away, some story goes otherwise than told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

from fadu.law import library as law_library
from fadu.procedure import engine, testing
from fadu.procedure.compiled import rules_of
from fadu.procedure.decision import Ground, Permitted, Refused, Request, World
from fadu.procedure.library import library
from fadu.procedure.scenarios import ScenarioError, run, scenarios_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path
    from typing import Any

    from fadu.procedure.model import GuardUse, Procedure

FAMILY = ("penalty", "hearing", "legal_review", "committee_item", "performance")
#: single actions of other kinds whose guards are held to it too
ALSO = {"tip_off": ("close",), "complaint": ("transfer",)}
#: locks behind a lock: the stage cannot be reached unless they hold. They stay, since the proofs rest on them and a
#: history with gaps is judged by them. (kind, action): what each guard names, or its own name
SECOND_LOCKS = {
    ("penalty", "notify"): {"conclude"},
    ("penalty", "tell_again"): {"penalty_notice"},
    ("penalty", "submit_without_notice"): {"conclude"},
    ("penalty", "decide"): {"conclude", "penalty_notice", "defence", "hearing_request", "hearing"},
    ("penalty", "decide_no_penalty"): {"conclude", "examine"},
    ("penalty", "dismiss"): {"conclude", "examine"},
    ("penalty", "police_return"): {"transfer_to_police"},
    # what is submitted was proposed by acts that ask the same of it, as the checker demands (checker/proposed.py)
    ("penalty", "submit"): {
        "amounts_belong_to_kinds",
        "basis_applies",
        "rows_within_limitation",
        "kinds_of_basis",
        "gains_within_found",
        "fine_within_ceiling",
        "fine_reaches_floor",
        "grade_grounded",
        "lighter_ground_fits",
        "ours_to_decide",
    },
    # a review is sent with its subject; one that came without is completed by the reviewer
    ("legal_review", "agree"): {"subject"},
    ("legal_review", "amend"): {"subject"},
    ("legal_review", "ask_supplement"): {"subject"},
    ("legal_review", "return_file"): {"subject"},
    ("legal_review", "disagree"): {"subject"},
}


@dataclass(frozen=True, slots=True)
class Weakened:
    """The library with one edition of one kind replaced."""

    procedure_: Procedure

    def kinds(self) -> tuple[str, ...]:
        return library().kinds()

    def editions(self, kind: str) -> tuple[Procedure, ...]:
        return library().editions(kind)

    def procedure(self, kind: str, on: date) -> Procedure:
        whole = library().procedure(kind, on)
        return self.procedure_ if whole.edition == self.procedure_.edition else whole

    def opens_under(self, kind: str, payload: Mapping[str, Any], on: date) -> Procedure:
        whole = library().opens_under(kind, payload, on)
        return self.procedure_ if whole.edition == self.procedure_.edition else whole

    def edition(self, kind: str, edition: date) -> Procedure:
        return self.procedure_ if edition == self.procedure_.edition else library().edition(kind, edition)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An action refused in a story: the world it was asked for in, how it was asked, and the grounds."""

    action: str
    world: World
    request: Request
    grounds: tuple[Ground, ...]

    def tells_of(self, use: GuardUse, weakened: Procedure) -> bool:
        """Whether a guard is among those that refuse, and the answer is another without it: its story is worth playing first."""
        if self.world.procedure.edition != weakened.edition:
            return False
        rule = rules_of(self.world.procedure)[self.action]
        party = {"party": self.request.party} if self.request.party else {}
        world = self.world.with_(proposed={**self.request.payload, **party})
        refuses = any(
            isinstance(function(world, **other.args), Ground)
            for other, function in rule.guards
            if (other.name, other.args) == (use.name, use.args)
        )
        if not refuses:
            return False
        again = engine.decide(self.world.with_(procedure=weakened), self.request)
        return isinstance(again, Permitted) or again.grounds != self.grounds


@cache
def stories(kind: str) -> dict[Path, tuple[Refusal, ...]]:
    """The stories of a kind, with every refusal in each."""
    refused: list[Refusal] = []
    asked = engine.decide

    def listening(world: World, request: Request, **more: Any) -> Permitted | Refused:
        decision = asked(world, request, **more)
        if isinstance(decision, Refused) and (action := world.procedure.actions.get(request.action)):
            refused.append(Refusal(action.key, world, request, decision.grounds))
        return decision

    heard: dict[Path, tuple[Refusal, ...]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(testing.engine, "decide", listening)
        for path in scenarios_of(library().folders[kind]):
            refused.clear()
            run(path, library(), law_library())
            heard[path] = tuple(refused)
    return heard


def guards(kind: str) -> Iterator[object]:
    """Each guard of each action of each edition; of the actions named alone, where only some are held to it."""
    for procedure in library().editions(kind):
        for action in (procedure.actions[key] for key in ALSO.get(kind, procedure.actions)):
            for place, use in enumerate(action.guards):
                if not {use.name, *names(use)} & SECOND_LOCKS.get((kind, action.key), set()):
                    yield pytest.param(
                        kind,
                        procedure,
                        action.key,
                        place,
                        id=f"{kind}-{procedure.edition}-{action.key}-{use.name}-{place}",
                    )


def names(use: GuardUse) -> set[str]:
    return {value for value in use.args.values() if isinstance(value, str)}


def without(procedure: Procedure, action: str, place: int) -> Procedure:
    """The procedure with one guard of one action taken away."""
    rule = procedure.actions[action]
    bare = replace(rule, guards=rule.guards[:place] + rule.guards[place + 1 :])
    return replace(procedure, actions={**procedure.actions, action: bare})


@pytest.mark.parametrize(
    ("kind", "procedure", "action", "place"), [case for kind in (*FAMILY, *ALSO) for case in guards(kind)]
)
def test_a_story_goes_otherwise_once_the_guard_is_taken_away(
    kind: str, procedure: Procedure, action: str, place: int
) -> None:
    bare, use = without(procedure, action, place), procedure.actions[action].guards[place]
    refusals = {path: [one for one in heard if one.action == action] for path, heard in stories(kind).items()}
    shortest_first = sorted(
        (path for path, heard in refusals.items() if heard),
        key=lambda path: len(refusals[path][0].world.state.entries),
    )
    telling = (path for path in shortest_first if any(one.tells_of(use, bare) for one in refusals[path]))
    weakened = Weakened(bare)

    assert any(goes_otherwise(path, weakened) for path in chain(telling, shortest_first))


def goes_otherwise(path: Path, weakened: Weakened) -> bool:
    try:
        run(path, weakened, law_library())  # type: ignore[arg-type]
    except ScenarioError:
        return True
    return False
