# SPDX-License-Identifier: MulanPSL-2.0
"""The forms of acts, of every edition of every kind: what they ask for is called by its Chinese title."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from fadu.cases.reading.sight import Sight
from fadu.desk.action_form import ActionForm
from fadu.desk.forms import offered
from fadu.desk.known import SAME, known_already
from fadu.kernel.clock import LEGAL_TIME
from fadu.law import library as law
from fadu.procedure.entry import Entry
from fadu.procedure.library import library
from fadu.procedure.model import BY_LAW, Action, Procedure
from fadu.procedure.state import State


def texts_of(form: ActionForm) -> str:
    """All that a form says, without its markup."""
    lists = "".join(formset.title + formset.as_p() for formset in form.lists.values())
    return re.sub(r"<[^>]+>", " ", form.as_p() + lists)


def keys_in(procedure: Procedure, action: Action) -> set[str]:
    form = ActionForm(procedure, action, law=law(), on=procedure.edition)
    return set(re.findall(r"[a-z]{4,}|[a-z]+_[a-z]+", texts_of(form)))


@pytest.mark.parametrize("kind", library().kinds())
def test_no_form_of_an_act_shows_a_key_in_place_of_a_word(kind: str) -> None:
    shown = {
        (str(procedure.edition), action.key): keys_in(procedure, action)
        for procedure in library().editions(kind)
        for action in procedure.actions.values()
    }

    assert {where: keys for where, keys in shown.items() if keys} == {}


@pytest.mark.parametrize("kind", library().kinds())
def test_every_list_that_an_act_adds_to_has_a_title_of_its_own(kind: str) -> None:
    titles = [
        formset.title
        for procedure in library().editions(kind)
        for action in procedure.actions.values()
        for formset in ActionForm(procedure, action, law=law(), on=procedure.edition).lists.values()
    ]

    assert "明细" not in titles


@pytest.mark.parametrize("kind", library().kinds())
def test_the_day_of_an_event_outside_says_that_the_term_goes_by_it(kind: str) -> None:
    silent = {
        (str(procedure.edition), action.key, day)
        for procedure in library().editions(kind)
        for action in procedure.actions.values()
        for day in action.dated.values()
        if "期限按这一天计算"
        not in ActionForm(procedure, action, law=law(), on=procedure.edition).fields[day].help_text
    }

    assert silent == set()


def test_what_a_letter_or_a_party_said_before_is_not_filled_in_for_the_next_one() -> None:
    procedure = library().editions("penalty")[-1]
    state = State(
        fields={
            "police_number": "清公不立字1号",
            "police_reason": "情节轻微",
            "police_notice_on": "2022-09-06",
            "waived_on": "2022-06-02",
            "waived_in_writing": True,
            "waiver_paper": "权利放弃书",
            "facts": "销售不合格食品",
        }
    )

    def known(action: str) -> object:
        return known_already(procedure, procedure.actions[action], state, seen=Sight.WHOLE)

    assert known("police_uphold") == {}
    assert known("waive_hearing") == {}
    assert known("decide") == {"facts": "销售不合格食品"}


def done(*acts: tuple[str, dict[str, object]]) -> State:
    """A case in which these acts were done."""
    at = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)
    entries = tuple(
        Entry(seq=seq, action=action, at=at, payload=payload)
        for seq, (action, payload) in enumerate(acts, start=1)
    )
    return State(entries=entries, fields={k: v for each in entries for k, v in each.payload.items()})


SUMMONED = {"interviewee": "李强", "place": "清河市场监管所"}
ASKED = {
    **SUMMONED,
    "questions_answers": "问：…答：2022年3月",
    "recorder_name": "丁晨青",
    "rights_told_on": "2022-03-01",
}
PROPOSED = {"facts": "销售不合格食品", "evidence_summary": "照片", "lighter_grounds": ["first"]}


@pytest.mark.parametrize(
    ("acts", "action", "filled_in"),
    [
        ([("summon_interview", SUMMONED)], "question", SUMMONED),
        (
            [("question", ASKED)],
            "question",
            {"place": "清河市场监管所", "recorder_name": "丁晨青"},
        ),
        ([("question", ASKED)], "inspect", {"place": "清河市场监管所"}),
        ([("question", ASKED)], "summon_interview", SUMMONED),
        ([("propose_again", PROPOSED)], "propose_again", PROPOSED),
        ([("conclude", PROPOSED)], "conclude", PROPOSED),
    ],
)
def test_a_further_record_comes_with_the_place_and_the_recorder_and_no_answer_of_the_former_one(
    acts: list[tuple[str, dict[str, object]]], action: str, filled_in: dict[str, object]
) -> None:
    procedure = library().editions("penalty")[-1]
    state = done(*acts)

    known = known_already(procedure, procedure.actions[action], state, seen=Sight.WHOLE)

    assert known == filled_in


@pytest.mark.parametrize("kind", library().kinds())
def test_no_record_of_any_kind_is_filled_in_with_what_the_same_record_said_before(kind: str) -> None:
    for procedure in library().editions(kind):
        for action in procedure.actions.values():
            said = {
                key: "从前的" for key in action.sets if procedure.fields[key].type in {"text", "longtext"}
            }
            parts = procedure.proposal.parts if procedure.proposal else frozenset()
            if action.to or action.opens or action.by == BY_LAW or parts & set(action.sets):
                continue
            known = known_already(procedure, action, done((action.key, said)), seen=Sight.WHOLE)
            assert set(known) <= SAME, (str(procedure.edition), action.key)


def test_rows_that_the_case_knows_stand_in_the_form() -> None:
    procedure = library().editions("penalty")[-1]
    shares = [{"party": "party:1", "fine": 300_000}, {"party": "party:2", "fine": 200_000}]
    parties = {"party": [("party:1", "甲店"), ("party:2", "乙店")]}
    form = ActionForm(
        procedure,
        procedure.actions["notify"],
        law=law(),
        on=procedure.edition,
        people=parties,
        initial={"party_penalties": shares},
    )

    shown = form.lists["party_penalties"].as_p()

    assert 'value="3,000.00"' in shown
    assert '<option value="party:2" selected>' in shown


def conclusion(**data: str) -> ActionForm:
    """The form that ends an investigation, with what was sent."""
    procedure = library().editions("penalty")[-1]
    rows = {"bases-TOTAL_FORMS": "1", "bases-INITIAL_FORMS": "0", **data}
    return ActionForm(procedure, procedure.actions["conclude"], law=law(), on=procedure.edition, data=rows)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("未按规定明码标价", "price/42"),
        ("price/42", "price/42"),
        ("own", "own"),
        ("没有这样的依据", "没有这样的依据"),
    ],
)
def test_a_basis_is_typed_by_what_it_is_called_or_by_its_key_and_kept_by_its_key(
    typed: str, kept: str
) -> None:
    named = next(title for key, title in law().names_in("bases").items() if key == "price/42")
    form = conclusion(**{"bases-0-base": named if typed == "未按规定明码标价" else typed})
    (row,) = form.lists["bases"].forms

    assert row.is_valid()
    assert row.cleaned_data["base"] == kept


def test_a_basis_is_shown_by_what_it_is_called_and_the_page_offers_every_one() -> None:
    procedure = library().editions("penalty")[-1]
    form = ActionForm(
        procedure,
        procedure.actions["notify"],
        law=law(),
        on=procedure.edition,
        initial={"bases": [{"base": "price/42"}]},
    )

    assert form.lists["bases"].is_wide
    assert law().names_in("bases")["price/42"] in form.lists["bases"].as_p()
    assert form.books["names-bases"][law().spelled_in("bases")["price/42"]] == ""
    assert len(form.books["names-bases"]) == len(law().names_in("bases"))


def test_bases_that_are_called_alike_are_offered_by_their_keys_with_the_name_beside() -> None:
    assert offered({"a/1": "虚假宣传", "b/2": "虚假宣传", "c/3": "刷单"}) == {
        "a/1": "a/1",
        "b/2": "b/2",
        "c/3": "刷单",
    }


def test_the_form_of_an_act_that_links_takes_the_numbers_of_the_other_cases() -> None:
    procedure = library().editions("tip_off")[-1]
    typed = {"filing_opinion": "建议立案", "linked": "清市监案〔2026〕1号、 清市监案〔2026〕2号"}
    form = ActionForm(procedure, procedure.actions["file"], law=law(), on=procedure.edition, data=typed)

    assert form.is_valid()
    assert form.payload()["linked"] == ["清市监案〔2026〕1号", "清市监案〔2026〕2号"]
    assert form.fields["linked"].label == "引出处罚案件（案号）"
    assert (
        "linked"
        not in ActionForm(procedure, procedure.actions["verify"], law=law(), on=procedure.edition).fields
    )
