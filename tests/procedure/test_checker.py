# SPDX-License-Identifier: MulanPSL-2.0
"""The checker: a sound procedure passes, each broken one fails with the line it is meant to, and proofs rest on something."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fadu.law.catalogue import Catalogue
from fadu.law.events import Event
from fadu.law.limit import Provision, RemedyRule
from fadu.procedure.checker import Report, check, mutations
from fadu.procedure.checker.never import prove
from fadu.procedure.checker.search import Wrong, model_of, refute
from fadu.procedure.decision import HOLDS, Ground, Verdict, World
from fadu.procedure.guards import BUILT_IN_GUARDS
from fadu.procedure.library import names_for
from fadu.procedure.loader import load
from fadu.procedure.model import Action, Procedure
from fadu.procedure.names import Names
from fadu.procedure.offering import guard, spec_of
from fadu.procedure.outlines import folders_of_kinds
from fadu.procedure.plain_law import PlainLaw
from fadu.procedure.state import State
from fadu.procedure.testing import moment

FOLDER = Path(__file__).parent / "broken_checks"
BROKEN = sorted(path for path in FOLDER.glob("*.yaml") if path.stem != "sound")
SHIPPED = sorted(
    path for folder in folders_of_kinds().values() for path in (folder / "procedure").glob("*.yaml")
)


@guard("facts_told", "写明事实", law="sketch/telling")
def facts_told(world: World) -> Verdict:
    """A guard that rests on a key of the law."""
    return HOLDS if world.value("facts") else Ground(code="untold", message="没有写明事实。", remedy="写明")


@guard("told_in_time", "及时告知", law="sketch/ended")
def told_in_time(world: World) -> Verdict:
    """A guard whose articles ended while the edition still governs."""
    return HOLDS


@guard("out_of_time_as_said", "确已超过期限", opposite="still_in_time")
def out_of_time_as_said(world: World) -> Verdict:
    """A guard of turning away, whose opposite keeps from doing."""
    return HOLDS


@guard("still_in_time", "没有超过期限")
def still_in_time(world: World) -> Verdict:
    """The opposite."""
    return HOLDS


@guard("in_its_range", "在幅度以内", of_proposal=True)
def in_its_range(world: World) -> Verdict:
    """A guard that judges what is proposed by itself."""
    return HOLDS


OWN = (facts_told, told_in_time, out_of_time_as_said, still_in_time, in_its_range)
GUARDS = {**BUILT_IN_GUARDS, **{spec.name: spec for spec in map(spec_of, OWN)}}
NAMES = Names(guards=GUARDS)
PROVISIONS = {
    key: (
        Provision(
            key=key, title="告知", in_force_from=date(2021, 7, 15), in_force_to=to, cites=("行政处罚法 44",)
        ),
    )
    for key, to in (("sketch/telling", None), ("sketch/ended", date(2023, 12, 31)))
}
TEMPLATES = {"notice", "decision"}
ARTICLES = frozenset(
    [
        *(f"程序规定 {n}" for n in (18, 19, 20, 46, 49, 52, 54, 55, 64, 77)),
        *(f"行政处罚法 {n}" for n in (44, 45, 57, 58, 86)),
        "旧处罚法 31",
    ]
)
LIMITS = {
    f"penalty/{name}": (days, "calendar_day")
    for name, days in (("verification", 15), ("handling", 90), ("defence", 5), ("review", 10), ("suit", 90))
}
#: the general rule of remedies, and one of special law
REMEDIES = {
    key: (
        RemedyRule(
            key="litigation",
            title="起诉",
            in_force_from=date(2021, 7, 15),
            cites=("行政处罚法 45",),
            body="人民法院",
            limit="penalty/suit",
            about=about,
        ),
    )
    for key, about in (("*", ""), ("price", "价格处罚"))
}


#: the catalogue that may have the term for handling otherwise
SPECIAL = {
    "specials": {"penalty/handling": "sketch/matter"},
    "catalogues": {"sketch/matter": Catalogue(key="sketch/matter", title="样例事项")},
}


def sketch(name: str) -> Procedure:
    return load(FOLDER / f"{name}.yaml", NAMES)


def checked(procedure: Procedure) -> Report:
    spans = {"旧处罚法": ("1996-10-01", "2021-07-14")}
    events = {
        "service": Event(key="service", title="送达"),
        "receipt": Event(key="receipt", title="收到", outside=True),
    }
    from_events = {"penalty/defence": "service", "penalty/review": "receipt"}
    law = PlainLaw(  # type: ignore[arg-type]
        LIMITS,
        ARTICLES,
        spans=spans,
        provisions=PROVISIONS,
        events=events,
        from_events=from_events,
        uncounted={"penalty/handling": ("中止",)},
        remedy_rules=REMEDIES,
        **SPECIAL,
    )
    child = load(FOLDER / "small_review.child", NAMES)
    return check(procedure, law=law, templates=TEMPLATES, guards=GUARDS, children={"small_review": child})  # type: ignore[arg-type]


def shipped(path: Path) -> Procedure:
    kind = path.parent.parent.name
    return load(path, replace(names_for(kind, folders_of_kinds(), None), templates=None))


def line(report: Report, code: str) -> object:
    return next(each for each in report.lines if each.code == code)


def test_every_property_of_a_sound_procedure_holds() -> None:
    report = checked(sketch("sound"))

    assert [(each.code, each.witness) for each in report.failures] == []
    assert not any(each.skipped for each in report.lines)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_each_broken_procedure_fails_on_the_line_it_is_meant_to(path: Path) -> None:
    expected = re.match(r"# breaks: (.+)", path.read_text(encoding="utf-8"))

    failures = [each.code for each in checked(sketch(path.stem)).failures]

    assert expected is not None
    assert any(
        code.split(":")[: expected[1].count(":") + 1] == expected[1].split(":") for code in failures
    ), failures


def test_every_kind_of_failure_has_a_broken_procedure() -> None:
    kinds = {each.code.split(":")[0] for each in checked(sketch("sound")).lines}
    shown = {re.match(r"# breaks: (\w+)", path.read_text(encoding="utf-8"))[1] for path in BROKEN}  # type: ignore[index]

    assert kinds - shown == set()


def test_a_counter_example_is_a_path_in_the_words_of_the_procedure() -> None:
    verdict = line(checked(sketch("never_before_no_edge")), "never_before:decide:file")

    assert verdict.path_text == (  # type: ignore[attr-defined]
        "登记线索 → 〔线索核查〕直接调查 → 〔调查取证〕告知 → 〔告知申辩〕送达“告知”的文书 → “申辩期限”届满 → 决定"
    )


def test_a_return_that_voids_undoes_what_it_voids() -> None:
    verdict = line(checked(sketch("never_before_voided")), "never_before:decide:notify")

    assert "退回补充" in verdict.path_text or "直接送审" in verdict.path_text  # type: ignore[attr-defined]


def test_after_a_return_that_voids_the_notice_the_decision_needs_another() -> None:
    procedure = sketch("sound")
    unvoided = replace(procedure.actions["go_back"], voids=())
    model = model_of(procedure, action="decide")
    fact = ("held", "notify")
    still_told = Wrong(hits=lambda event: event.sources & {"inquiry"}, fact=fact)

    lost = refute(model, still_told, frozenset({fact}))
    kept = refute(
        model_of(replace(procedure, actions={**procedure.actions, "go_back": unvoided})),
        still_told,
        frozenset({fact}),
    )

    assert lost.proved
    assert not kept.proved


def test_a_document_voided_and_issued_again_by_the_same_act_keeps_what_was_told() -> None:
    procedure = sketch("sound")
    notify = procedure.actions["notify"]
    again = replace(notify, key="tell_again", title="重新告知", sources=("hearing",), voids=("notice",))
    silent = replace(again, issues=())

    papered = check(replace(procedure, actions={**procedure.actions, "tell_again": again}))
    silenced = check(replace(procedure, actions={**procedure.actions, "tell_again": silent}))

    assert line(papered, "never_before:decide:notify").ok  # type: ignore[attr-defined]
    assert line(silenced, "never_before:decide:notify").ok  # type: ignore[attr-defined]


def test_a_guard_under_another_condition_proves_nothing() -> None:
    procedure = sketch("sound")
    decide = procedure.actions["decide"]
    guards = tuple(
        replace(use, when="heavy") if use.name in ("served", "over") else use for use in decide.guards
    )
    weakened = replace(procedure, actions={**procedure.actions, "decide": replace(decide, guards=guards)})

    report = check(weakened)

    assert not line(report, "never_while_running:decide:defence").ok  # type: ignore[attr-defined]


def test_a_right_one_party_waived_may_still_run_for_another() -> None:
    procedure = sketch("sound")
    decide = procedure.actions["decide"]
    waived = replace(decide.guards[1], name="done", args={"action": "waive"})
    one_waiver = replace(decide, guards=(decide.guards[0], waived, decide.guards[2]))

    verdict = line(
        check(replace(procedure, actions={**procedure.actions, "decide": one_waiver})),
        "never_while_running:decide:defence",
    )

    assert not verdict.ok  # type: ignore[attr-defined]
    assert "放弃申辩" in verdict.path_text  # type: ignore[attr-defined]


def test_a_field_the_act_itself_fills_proves_nothing_about_earlier_acts() -> None:
    procedure = sketch("sound")
    decide = procedure.actions["decide"]
    filled = replace(decide.guards[0], name="filled", args={"field": "facts"})
    itself = replace(decide, guards=(filled,), may_set=("facts",), sources=("inquiry", "hearing"))
    earlier = replace(itself, may_set=())

    open_way = check(replace(procedure, actions={**procedure.actions, "decide": itself}), explain=False)
    closed_way = check(replace(procedure, actions={**procedure.actions, "decide": earlier}), explain=False)

    path = line(open_way, "never_before:decide:notify").path_text  # type: ignore[attr-defined]
    assert path == "登记线索 → 〔线索核查〕立案 → 〔调查取证〕决定"
    assert "退回补充" in line(closed_way, "never_before:decide:notify").path_text  # type: ignore[attr-defined]


def test_a_proof_names_the_guards_and_edges_it_rests_on() -> None:
    report = checked(sketch("sound"))

    before = line(report, "never_before:decide:file")
    running = line(report, "never_while_running:decide:defence")
    assert [(s.kind, s.action) for s in before.rests_on] == [("edge", "file")]  # type: ignore[attr-defined]
    assert [(s.kind, s.action) for s in running.rests_on] == [("guard", "decide")]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "path", [FOLDER / "sound.yaml", *SHIPPED], ids=lambda p: f"{p.parent.parent.name}-{p.stem}"
)
def test_without_any_one_of_its_supports_an_assurance_fails_with_a_path(path: Path) -> None:
    procedure = shipped(path) if path in SHIPPED else load(path, NAMES)
    survived = []
    for mutation in mutations(procedure):
        model = model_of(mutation.procedure, action=mutation.claim.action, when=mutation.claim.assurance.when)
        proof = prove(model, mutation.claim)
        if not proof.path:
            survived.append((mutation.claim.code, mutation.removed.text))

    assert survived == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: f"{p.parent.parent.name}-{p.stem}")
def test_every_shipped_assurance_is_proved_and_rests_on_something(path: Path) -> None:
    procedure = shipped(path)
    lines = [each for each in check(procedure).lines if each.code.startswith("never_")]

    assert [each.code for each in lines if not each.ok or not each.rests_on] == []
    assert bool(lines) == any(assurance.kind == "never" for assurance in procedure.assurances)


def test_a_stage_whose_way_goes_past_a_review_that_is_opened_in_it_fails_and_names_the_step(
    tmp_path: Path,
) -> None:
    whole = (folders_of_kinds()["penalty"] / "procedure" / "2021-07-15.yaml").read_text(encoding="utf-8")
    cut = tmp_path / "penalty" / "procedure" / "2021-07-15.yaml"
    cut.parent.mkdir(parents=True)
    cut.write_text(whole.replace("      - {child: legal_review}\n", "", 1), encoding="utf-8")

    verdict = line(check(shipped(cut), explain=False), "way:notification")

    assert "“送法制审核”在本阶段启动“法制审核”" in verdict.witness  # type: ignore[attr-defined]
    assert "{child: legal_review}" in verdict.witness  # type: ignore[attr-defined]


def test_a_penalty_file_without_its_notice_fails_with_a_path_a_lawyer_understands(tmp_path: Path) -> None:
    whole = (folders_of_kinds()["penalty"] / "procedure" / "2021-07-15.yaml").read_text(encoding="utf-8")
    cut = tmp_path / "penalty" / "procedure" / "2021-07-15.yaml"
    cut.parent.mkdir(parents=True)
    cut.write_text(
        re.sub(r"\n  notify:\n(?:    .*\n)+", "\n", whole)
        .replace("examine, notify, ", "examine, ")
        .replace("lighter_after: [notify, ", "lighter_after: ["),
        encoding="utf-8",
    )

    verdict = line(check(shipped(cut), explain=False), "never_before:decide:notify")

    assert not verdict.ok  # type: ignore[attr-defined]
    assert [step.event for step in verdict.path][:2] == ["register", "file"]  # type: ignore[attr-defined]
    assert verdict.path_text.startswith("登记线索 → 〔线索核查〕立案 → 〔调查取证〕")  # type: ignore[attr-defined]
    assert verdict.path_text.endswith("〔审议决定〕作出行政处罚决定")  # type: ignore[attr-defined]


def test_a_running_map_that_forgets_a_stage_of_the_edition_before_fails() -> None:
    before = sketch("sound")
    moves = replace(before.running, kind="move", stages={"lead": "lead"}, because=("行政处罚法 86",))
    later = replace(before, running=moves)

    verdict = line(check(later, previous=before), "running")

    assert not verdict.ok  # type: ignore[attr-defined]
    assert "调查取证" in verdict.witness  # type: ignore[attr-defined]


def test_an_article_of_a_text_that_comes_after_the_edition_has_gone_fails() -> None:
    law = PlainLaw(LIMITS, ARTICLES, spans={"行政处罚法": ("2026-01-01", "")})

    report = check(sketch("sound"), law=law, until=date(2026, 1, 1))  # type: ignore[arg-type]

    assert (
        "“行政处罚法 57”自2026-01-01至今有效，本版本适用于2021-07-15至2025-12-31。"
        in line(report, "cites_in_force:行政处罚法 57").witness
    )  # type: ignore[attr-defined]


def test_a_guard_whose_articles_end_while_the_edition_governs_is_told_with_the_day() -> None:
    verdict = line(checked(sketch("guard_law_ended")), "guard_law:sketch/ended")

    assert verdict.witness == "办理条件“told_in_time”的依据“sketch/ended”在2024-01-01没有条文。"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("action", "when", "asked"), [("file", "", True), ("file", "heavy", False), ("decide", "", False)]
)
def test_what_turns_away_is_asked_by_an_act_of_the_same_stage_that_does_it(
    action: str, when: str, asked: bool
) -> None:
    """Asked under a condition, or at another stage, it is not asked of what would have been turned away."""
    broken = sketch("refused_and_done_alike")
    assert "没有一个动作以“still_in_time”为条件" in line(checked(broken), "opposite:drop").witness  # type: ignore[attr-defined]

    (use,) = broken.actions["drop"].guards
    act = broken.actions[action]
    asks = replace(act, guards=(*act.guards, replace(use, name="still_in_time", when=when)))
    mended = checked(replace(broken, actions={**broken.actions, action: asks}))

    assert ("opposite:drop" not in {each.code for each in mended.failures}) is asked


def test_what_is_asked_of_the_proposal_by_itself_is_asked_of_whoever_makes_it_and_whoever_brings_it_before_who_decides() -> (
    None
):
    """Whoever brings a case that ends otherwise is not asked, nor are acts that say nothing of the measures."""
    broken = sketch("proposed_out_of_its_range")
    actions, propose, decide = broken.actions, broken.actions["propose"], broken.actions["decide"]
    assert (
        "“提出意见”没有以“在幅度以内”（in_its_range）为条件"
        in line(checked(broken), "proposed:propose").witness
    )  # type: ignore[attr-defined]
    (use,) = [each for each in decide.guards if each.name == "in_its_range"]
    asking = {"propose": replace(propose, guards=(use,))}
    brings = replace(propose, key="bring", sources=("inquiry",), to="hearing", sets=(), may_set=(), guards=())
    refused = replace(brings, guards=(replace(use, name="is_not", args={"condition": "heavy"}),))
    heavy = replace(decide, guards=(*decide.guards, replace(use, name="is", args={"condition": "heavy"})))

    def failing(**others: Action) -> set[str]:
        report = checked(replace(broken, actions={**actions, **asking, **others}))
        return {each.code for each in report.failures if each.code.startswith("proposed")}

    assert failing() == set()
    assert failing(bring=brings) == {"proposed:bring"}
    assert failing(bring=refused) == {"proposed:bring"}
    assert failing(bring=refused, decide=heavy) == set()
    assert failing(bring=replace(brings, to="closed")) == set()
    assert failing(bring=replace(brings, guards=(use,))) == set()


def test_a_guard_that_names_a_key_of_no_law_is_told_with_the_nearest() -> None:
    law = PlainLaw(LIMITS, ARTICLES, provisions={"sketch/ends": PROVISIONS["sketch/ended"]})

    report = check(sketch("guard_law_ended"), law=law, guards=GUARDS, explain=False)  # type: ignore[arg-type]

    assert "最接近的是：sketch/ends" in line(report, "guard_law:sketch/ended").witness  # type: ignore[attr-defined]


@pytest.mark.parametrize(("day", "cites"), [("2021-07-14", ()), ("2021-07-15", ("行政处罚法 44",))])
def test_a_ground_carries_the_articles_of_the_day_of_the_act(day: str, cites: tuple[str, ...]) -> None:
    law = PlainLaw(LIMITS, provisions=PROVISIONS)
    world = World(procedure=sketch("sound"), state=State(), at=moment(day), law=law)  # type: ignore[arg-type]

    ground = facts_told(world)

    assert isinstance(ground, Ground)
    assert ground.cites == cites


def test_the_report_says_what_was_not_checked() -> None:
    skipped = {each.code.split(":")[0] for each in check(sketch("sound")).lines if each.skipped}

    assert skipped == {
        "clock_limit",
        "legal_day",
        "cites_known",
        "cites_in_force",
        "guard_law",
        "opposite",
        "templates",
    }


def test_the_report_as_json_keeps_paths_and_supports() -> None:
    report = checked(sketch("never_while_running")).as_json()
    wrong = next(each for each in report["lines"] if not each["ok"])

    assert report["ok"] is False
    assert wrong["path"][-1]["event"] == "decide"


def test_what_is_taken_up_again_has_the_term_of_the_result_asked_for_since_it_was_dropped(
    tmp_path: Path,
) -> None:
    broken = (FOLDER / "taken_up_without_a_term.yaml").read_text(encoding="utf-8")
    mended = tmp_path / "2021-07-15.yaml"
    mended.write_text(broken.replace("{done: ruled}", "{done: ruled, since: [drop]}"), encoding="utf-8")

    lines = {line.code: line.ok for line in checked(load(mended, NAMES)).lines}

    assert lines["stage_clock:inquiry"]
