# SPDX-License-Identifier: MulanPSL-2.0
"""For whom a case waits: whoever may do its next act by a post, sign it next, or assign somebody; and for nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fadu.cases.reading.awaiting import awaits
from fadu.law import library as law_library
from fadu.procedure.decision import Actor, Holding
from fadu.procedure.entry import Signature
from fadu.procedure.library import library
from fadu.procedure.state import Pending
from fadu.procedure.testing import THE_LAW, CaseInMemory, moment, party

DAY = moment("2022-03-05")


@pytest.fixture
def case() -> CaseInMemory:
    """A penalty case whose lead was registered, nobody assigned."""
    procedure = library().procedure("penalty", date(2022, 3, 1))
    case = CaseInMemory(
        procedure=procedure, law=law_library(), parties=(party(1, "某商店", capacity="当事人"),)
    )
    opening = next(a for a in procedure.actions.values() if "start" in a.sources)
    case.record(opening.key, moment("2022-03-01"), {"received_on": "2022-03-01"})
    case.record(
        "add_party",
        moment("2022-03-01"),
        {"party": "party:1", "name": "某商店", "capacity": "当事人", "kind": "unit"},
    )
    return case


def holding(post: str, *, department: str = "", **limits: tuple[str, ...]) -> Actor:
    held = Holding(post=post, certified=True, qualified=True, department=department, **limits)
    return Actor(person="officer:90", holdings=(held,))


def waits(case: CaseInMemory, actor: Actor, *, stage: str = "", department: str = "") -> bool:
    world = case.world(DAY).with_(department=department)
    return awaits(world.with_(state=world.state.with_(stage=stage)) if stage else world, actor)


def assign(case: CaseInMemory, *numbers: int) -> None:
    for number in numbers:
        case.record("assign", DAY, {"role": "handler", "person": f"officer:{number}"})


# -- parties -----------------------------------------------------------------------------------------


def test_a_party_is_waited_for_in_its_own_case_and_capacity(case: CaseInMemory) -> None:
    def by(person: str, capacity: str) -> bool:
        return waits(case, Actor(person=person, capacity=capacity))

    assert by("party:1", "当事人")
    assert not by("party:1", "协助机关")
    assert not by("party:2", "当事人")


# -- assigning ---------------------------------------------------------------------------------------


def test_a_case_waits_for_who_assigns_until_as_many_are_assigned_as_must_act(case: CaseInMemory) -> None:
    case.procedure = replace(case.procedure, actions={})
    nobody = waits(case, holding("unit_head"))
    assign(case, 1)
    one = waits(case, holding("unit_head"))
    assign(case, 2)

    assert (nobody, one) == (True, True)
    assert not waits(case, holding("unit_head"))


def test_an_assigner_limited_to_another_kind_is_not_waited_for(case: CaseInMemory) -> None:
    case.procedure = replace(case.procedure, actions={})

    assert waits(case, holding("unit_head", kinds=("penalty",)))
    assert not waits(case, holding("unit_head", kinds=("licence",)))
    assert not waits(case, holding("unit_head", actions=("file",)))


def test_nobody_is_still_to_be_assigned_in_a_case_that_ended_or_has_not_begun(case: CaseInMemory) -> None:
    ended = next(stage.key for stage in case.procedure.stages.values() if stage.final)
    running = next(stage.key for stage in case.procedure.stages.values() if not stage.final)
    case.procedure = replace(case.procedure, actions={})

    assert waits(case, holding("unit_head"), stage=running)
    assert not waits(case, holding("unit_head"), stage=ended)
    assert not waits(case, holding("unit_head"), stage="start")


# -- acting ------------------------------------------------------------------------------------------


def test_a_case_waits_for_the_post_that_does_an_act_of_its_stage(case: CaseInMemory) -> None:
    stage, action = next(
        (stage, action)
        for stage in case.procedure.stages
        for action in case.procedure.actions_in(stage)
        if action.by == "examiner"
    )

    assert waits(case, holding("case_examiner"), stage=stage)
    assert not waits(case, holding("case_examiner", actions=("file",)), stage=stage)
    assert waits(case, holding("case_examiner", actions=(action.key,)), stage=stage)


def test_the_law_and_parties_roles_make_a_case_wait_for_no_officer(case: CaseInMemory) -> None:
    roles = {
        key: role if key in ("party", "assistant", "police") else replace(role, post=("nobody",))
        for key, role in case.procedure.roles.items()
    }
    case.procedure = replace(case.procedure, roles=roles)

    assert not waits(case, holding("unit_head"))
    assert not waits(case, holding("bureau_head"))
    assert not waits(case, THE_LAW)


def test_the_next_to_sign_is_waited_for_and_who_signs_later_is_not(case: CaseInMemory) -> None:
    signed = next(a for a in case.procedure.actions.values() if a.signs[:3] == ("handler", "unit", "head"))
    stage = next(s for s in case.procedure.stages if signed in case.procedure.actions_in(s))
    only = replace(case.procedure, actions={signed.key: signed})
    case.procedure = only
    assign(case, 1, 2)

    def pending(number: int) -> None:
        signatures = tuple(Signature(person=f"officer:{n}", role="") for n in range(number))
        proposal = Pending(action=signed.key, payload={}, signatures=signatures, seqs=())
        case.state = case.state.with_(pending=(proposal,), stage=stage)

    pending(1)
    first = waits(case, holding("unit_head")), waits(case, holding("bureau_head"))
    pending(2)
    second = waits(case, holding("unit_head")), waits(case, holding("bureau_head"))

    assert first == (True, False)
    assert second == (False, True)


def test_one_who_may_handle_cases_is_not_waited_for_before_being_assigned(case: CaseInMemory) -> None:
    handled = next(a for a in case.procedure.actions.values() if a.by == "handler" and not a.signs)
    case.procedure = replace(case.procedure, actions={handled.key: handled})
    stage = next(s for s in case.procedure.stages if handled in case.procedure.actions_in(s))

    assert not waits(case, holding("case_handler"), stage=stage)


# -- departments -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("post", "held_in", "handled_in", "is_awaited"),
    [
        ("unit_head", "3", "3", True),
        ("unit_head", "3", "4", False),
        ("unit_head", "", "4", True),
        ("unit_head", "3", "", True),
    ],
)
def test_the_head_of_one_department_is_not_waited_for_in_another(
    case: CaseInMemory, post: str, held_in: str, handled_in: str, is_awaited: bool
) -> None:
    case.procedure = replace(case.procedure, actions={})

    assert waits(case, holding(post, department=held_in), department=handled_in) is is_awaited


def test_a_post_of_the_whole_bureau_is_waited_for_wherever_it_is_held(case: CaseInMemory) -> None:
    stage = next(
        stage
        for stage in case.procedure.stages
        if any(a.by == "examiner" for a in case.procedure.actions_in(stage))
    )

    assert waits(case, holding("case_examiner", department="3"), stage=stage, department="4")
