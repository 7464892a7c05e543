# SPDX-License-Identifier: MulanPSL-2.0
"""Every guard of the penalty and what hangs on it bites in a story: taken away, some story goes otherwise than told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from fadu.law import library as law_library
from fadu.procedure.library import library
from fadu.procedure.scenarios import Outcome, ScenarioError, run, scenarios_of

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
#: history with gaps is judged by them. (kind, action): what each guard names
SECOND_LOCKS = {
    ("penalty", "notify"): {"conclude"},
    ("penalty", "tell_again"): {"penalty_notice"},
    ("penalty", "submit_without_notice"): {"conclude"},
    ("penalty", "decide"): {"conclude", "penalty_notice", "defence", "hearing_request", "hearing"},
    ("penalty", "decide_no_penalty"): {"conclude", "examine"},
    ("penalty", "dismiss"): {"conclude", "examine"},
    ("penalty", "police_return"): {"transfer_to_police"},
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


@cache
def stories(kind: str) -> dict[Path, Outcome]:
    return {path: run(path, library(), law_library()) for path in scenarios_of(library().folders[kind])}


def guards(kind: str) -> Iterator[object]:
    """Each guard of each action of each edition; of the actions named alone, where only some are held to it."""
    for procedure in library().editions(kind):
        for action in (procedure.actions[key] for key in ALSO.get(kind, procedure.actions)):
            for place, use in enumerate(action.guards):
                if not names(use) & SECOND_LOCKS.get((kind, action.key), set()):
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
    weakened = Weakened(without(procedure, action, place))
    paths = [path for path, outcome in stories(kind).items() if action in outcome.refused]

    assert any(goes_otherwise(path, weakened) for path in paths)


def goes_otherwise(path: Path, weakened: Weakened) -> bool:
    try:
        run(path, weakened, law_library())  # type: ignore[arg-type]
    except ScenarioError:
        return True
    return False
