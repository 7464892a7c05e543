# SPDX-License-Identifier: MulanPSL-2.0
"""What a signature says on a paper: who proposes asks, who approves agrees, and whoever acts by himself says nothing beside his paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from life import Desk, decided, investigated, words_for
from printed import text_of

from fadu.cases.papers.signed import approves_alone
from fadu.people.models import Department
from fadu.procedure.library import library
from fadu.records import forms

pytestmark = [pytest.mark.django_db, pytest.mark.papers]


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Any) -> None:
    settings.FADU_FILES = tmp_path / "files"


def notified(desk: Desk) -> None:
    investigated(desk)
    words = words_for(desk)
    concluded = {**words, "nature": "销售超过保质期食品", "disposition": "penalty"}
    desk.do("one", "conclude", "2022-04-20", concluded)
    desk.do("examiner", "examine", "2022-04-25", {"exam_opinion": "nature", "exam_text": "定性不准"})


def test_an_examination_that_disagrees_is_not_signed_with_agreement(desk: Desk) -> None:
    notified(desk)

    printed = text_of("examination_form")

    assert "定性不准" in printed
    assert "意见　同意" not in printed.split("说明")[1]
    assert "同意" not in printed.split("定性不准")[-1]


def test_the_first_of_several_proposes_and_the_others_agree(desk: Desk) -> None:
    decided(desk)

    printed = text_of("decision_approval").split("办案人员")[-1]

    assert printed.count("提请审批") == 1
    assert printed.count("同意") == 2


def test_a_form_that_prints_an_opinion_with_each_signature_is_signed_by_whoever_approves() -> None:
    """But for the one approval form that a handler issues by himself, where the place disappears."""
    alone = []
    for kind in library().kinds():
        known = forms.editions(library().folders[kind] / "documents")
        for procedure in library().editions(kind):
            for action in procedure.actions.values():
                papers = [known[i.template][-1].source_text for i in action.issues if i.template in known]
                if action.signs or not any("signatures.opinion" in paper for paper in papers):
                    continue
                if not all(approves_alone(procedure, action.key, role) for role in action.actors):
                    alone.append(action.key)

    assert set(alone) <= {"propose_again"}


def test_a_notice_names_the_department_that_handles_the_case(desk: Desk) -> None:
    investigated(desk)
    assert desk.case is not None
    brigade = Department.objects.create(bureau=desk.bureau, name="执法稽查大队")
    desk.case.department = brigade
    desk.case.save(update_fields=["department"])
    words = words_for(desk)
    desk.do(
        "one", "conclude", "2022-04-20", {**words, "nature": "销售超过保质期食品", "disposition": "penalty"}
    )
    desk.do("examiner", "examine", "2022-04-25", {"exam_opinion": "agree", "exam_text": "同意"})
    desk.signed("notify", "2022-04-26", words, "one", "head")

    assert f"联系单位：{desk.bureau.name}执法稽查大队。" in text_of("penalty_notice")
