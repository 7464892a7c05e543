# SPDX-License-Identifier: MulanPSL-2.0
"""Every scenario of every kind of case runs as told, and together they reach and refuse every action."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import accumulate
from pathlib import Path

import pytest

from fadu.law import library as law_library
from fadu.procedure.beginnings import Beginning
from fadu.procedure.clocks import readings
from fadu.procedure.decision import ClockReading
from fadu.procedure.fold import after
from fadu.procedure.library import Library, library
from fadu.procedure.plain_law import PlainLaw
from fadu.procedure.replay import replay
from fadu.procedure.scenarios import Outcome, ScenarioError, StoryError, run, scenarios_of
from fadu.procedure.state import State
from fadu.procedure.testing import CaseInMemory

KINDS = library().kinds()
SCENARIOS = [path for kind in KINDS for path in scenarios_of(library().folders[kind])]


@cache
def outcome(path: Path) -> Outcome:
    return run(path, library(), law_library())


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_the_scenario_goes_as_told(path: Path) -> None:
    outcome(path)


def lived(path: Path) -> CaseInMemory:
    """The case of a story; one that ends with its opening refused has none."""
    case = outcome(path).case
    if not case.state.entries:
        pytest.skip("登记即被拒绝，没有案件")
    return case


#: what is said of how a record came about, and refuses nothing: a story may tell of it
OF_THE_RECORD = {
    *("back_dated", "before_the_law", "recorded_late", "recorded_after_end", "recorded_after_term"),
    *("entered_by_another", "told_of_another_day"),
    # no second officer of a story confirms, unless it says so
    *("joint_unconfirmed", "joint_confirmed_late", "joint_same_name", "joint_assigned_later"),
    *("day_corrected", "breach_corrected_away", "turned_by_correction"),
    "gone_before_it_acted",
    # a story that records, unasked, what was made public after the decision fell, or before it was made
    *("not_public_any_more", "published_before_decision"),
    # a story that records a second service, unasked
    "served_already",
    # what is done and listed for somebody to look at
    *("told_party_removed", "decided_own_findings", "waiver_paper_shared"),
}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_replaying_a_scenario_finds_nothing_but_what_was_late(path: Path) -> None:
    """What only finds and never refuses (``finds:``) is left out: a story may tell it."""
    case = lived(path)
    actions = {key: replace(action, finds=()) for key, action in case.procedure.actions.items()}

    replayed = replay(
        [replace(case.procedure, actions=actions)],
        case.history,
        law_library(),
        local=lambda day: case.local,
        registers=case.registers,
    )

    others = [f for f in replayed.findings if not f.rule.startswith("clock:")]
    assert [f for f in others if f.rule not in OF_THE_RECORD] == []
    assert replayed.stages == {case.state.stage}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_no_clock_that_began_is_passed_over_by_the_quick_look(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = lived(path)
    states = [
        State(),
        *accumulate(
            case.state.entries, lambda state, entry: after(case.procedure, state, entry), initial=State()
        ),
    ]

    def read() -> list[tuple[ClockReading, ...]]:
        last = case.state.entries[-1].at
        return [readings(case.past(last, state)) for state in states]

    quick = read()
    monkeypatch.setattr(Beginning, "may_have_come", lambda self, done, fields: True)

    assert read() == quick


@pytest.fixture
def small_library(tmp_path: Path, plain_law: PlainLaw) -> Library:
    folder = tmp_path / "permit"
    (folder / "procedure").mkdir(parents=True)
    (folder / "scenarios").mkdir()
    text = (Path(__file__).parent / "samples" / "permit.yaml").read_text(encoding="utf-8")
    (folder / "procedure" / "2022-01-01.yaml").write_text(
        text.replace("opens: {matter: hearing}", ""), encoding="utf-8"
    )
    text = (folder / "procedure" / "2022-01-01.yaml").read_text(encoding="utf-8")
    text = text.replace("excludes: [appraisal, hearing]", "excludes: [appraisal]")
    text = text.replace("      - {child: hearing, outcome: held, when: large}\n", "")
    (folder / "procedure" / "2022-01-01.yaml").write_text(text, encoding="utf-8")
    return Library({"permit": folder}, plain_law)  # type: ignore[arg-type]


def play_one(small: Library, law: PlainLaw, acts: str) -> None:
    path = small.folders["permit"] / "scenarios" / "one.yaml"
    opened = "opened: {on: 2022-03-01, parties: [{name: 某店}], payload: {size: small}}"
    path.write_text(f"name: 一\nlaw: 测试法 1\n{opened}\nacts:\n{acts}", encoding="utf-8")
    run(path, small, law)  # type: ignore[arg-type]


def failure(small: Library, law: PlainLaw, acts: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        play_one(small, law, acts)
    return caught.value.message


def test_a_scenario_fails_where_a_permitted_act_should_be_refused(
    small_library: Library, plain_law: PlainLaw
) -> None:
    message = failure(
        small_library, plain_law, "  - {on: 2022-03-02, do: send_out, refused: [wrong_stage]}\n"
    )

    assert message == "one.yaml 第5行（2022-03-02）：“委托鉴定”（send_out）应被拒绝，却获准办理。"


def test_a_scenario_fails_where_a_refused_act_should_be_permitted(
    small_library: Library, plain_law: PlainLaw
) -> None:
    assert "应获准办理，却被拒绝" in failure(small_library, plain_law, "  - {on: 2022-03-02, do: grant}\n")


def test_a_scenario_fails_where_the_ground_is_another(small_library: Library, plain_law: PlainLaw) -> None:
    message = failure(small_library, plain_law, "  - {on: 2022-03-02, do: grant, refused: [no_evidence]}\n")

    assert "应因“no_evidence”被拒绝" in message


def test_a_scenario_fails_where_the_stage_is_another(small_library: Library, plain_law: PlainLaw) -> None:
    message = failure(small_library, plain_law, "  - {on: 2022-03-02, do: send_out, then: {stage: review}}\n")

    assert "应在“审核”（review），实际在“受理审查”（received）" in message


def test_a_scenario_fails_where_the_last_day_is_another(small_library: Library, plain_law: PlainLaw) -> None:
    message = failure(
        small_library, plain_law, "  - {on: 2022-03-02, do: extend, then: {clocks: {decision: 2022-03-21}}}\n"
    )

    assert "期限“决定期限”（decision）应为2022-03-21，实为：2022-03-31（running）" in message


def test_a_scenario_fails_where_a_document_is_missing(small_library: Library, plain_law: PlainLaw) -> None:
    message = failure(
        small_library, plain_law, "  - {on: 2022-03-02, do: send_out, then: {documents: [report]}}\n"
    )

    assert "应已制发report" in message


def test_a_scenario_refuses_words_it_does_not_know(small_library: Library, plain_law: PlainLaw) -> None:
    with pytest.raises(StoryError, match=r"第5行第36列：.*是不是“refused”"):
        failure(small_library, plain_law, "  - {on: 2022-03-02, do: send_out, refsed: [x]}\n")


def test_a_difference_says_the_step_and_both_sides_as_plain_values(
    small_library: Library, plain_law: PlainLaw
) -> None:
    with pytest.raises(ScenarioError) as caught:
        play_one(small_library, plain_law, "  - {on: 2022-03-02, do: send_out, then: {stage: review}}\n")

    assert (caught.value.line, caught.value.day) == (5, date(2022, 3, 2))
    assert (caught.value.expected, caught.value.got) == ({"stage": "review"}, {"stage": "received"})
