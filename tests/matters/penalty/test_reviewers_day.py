# SPDX-License-Identifier: MulanPSL-2.0
"""A day that the examiner recorded is mended with the examiner's word or a leader's: the case officers may not settle it between them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from life import Desk, at, investigated, words_for

from fadu.cases.acts import services
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act
from fadu.cases.reading import turns
from fadu.cases.world.worlds import state_of
from fadu.desk.shown.papers import documents, rows_of
from fadu.people.actors import OfficerActor
from fadu.records import services as files

pytestmark = pytest.mark.django_db
ON = "2022-04-25"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Any) -> None:
    settings.FADU_FILES = tmp_path / "files"


@pytest.fixture
def asked(desk: Desk) -> Act:
    """The case officer asks that the day on which the examiner received the file be another."""
    investigated(desk)
    words = words_for(desk)
    desk.do(
        "one", "conclude", "2022-04-20", {**words, "nature": "销售超过保质期食品", "disposition": "penalty"}
    )
    said = {"exam_opinion": "agree", "exam_text": "同意", "file_received_on": "2022-04-22"}
    desk.do("examiner", "examine", ON, said)
    file = files.store(name="签收单.txt", content="四月二十一日签收".encode(), owner="")
    desk.do("one", "attach", ON, {"title": "签收单", "digest": file.digest, "access": "main"})
    examined = Act.objects.get(case=desk.case, action="examine")
    wrong = {"of": str(examined.seq), "field": "file_received_on", "day": "2022-04-21"}
    desk.do("one", "correct_day", ON, {**wrong, "paper": "签收单", "reason": "签收单写二十一日"})
    return Act.objects.get(case=desk.case, action="correct_day")


def offered(desk: Desk, who: str) -> set[str]:
    assert desk.case is not None
    by = OfficerActor(officer=desk.officers[who])
    return {option.action for option in services.explain(case=desk.case, by=by, at=at(ON)) if option.may}


def test_it_waits_for_the_examiner_and_not_for_the_second_case_officer(desk: Desk, asked: Act) -> None:
    def waiting(who: str) -> list[str]:
        return [turn.what for turn in turns.turns_of(desk.officers[who], at(ON)) if turn.kind == "confirm"]

    assert waiting("examiner") == ["confirm_day"]
    assert "confirm_day" not in waiting("two")
    with pytest.raises(ActRefusedError) as refused:
        desk.do("two", "confirm_day", ON, {"of": str(asked.seq)})
    assert [ground.code for ground in refused.value.grounds] == ["no_confirmer"]
    assert "examiner" in str(refused.value)

    desk.do("examiner", "confirm_day", ON, {"of": str(asked.seq)})
    assert waiting("examiner") == []


def test_the_head_of_the_unit_may_confirm_it(desk: Desk, asked: Act) -> None:
    desk.do("unit", "confirm_day", ON, {"of": str(asked.seq)})

    assert Act.objects.filter(case=desk.case, action="confirm_day").count() == 1


def test_the_paper_that_says_the_day_is_marked_in_the_list_once_it_is_mended(desk: Desk, asked: Act) -> None:
    def marks() -> list[str]:
        assert desk.case is not None
        shown = documents(desk.case, state_of(desk.case), rows_of(desk.case), whole=True)
        return [day for row in shown if row["title"] == "案件审核表" for day in row["since"]]

    assert marks() == []
    desk.do("examiner", "confirm_day", ON, {"of": str(asked.seq)})

    (mark,) = marks()
    assert mark.startswith("出具以后更正的日期：“收到案卷之日”由2022年4月22日更正为2022年4月21日")


def test_whoever_asked_is_offered_to_take_it_back_and_not_to_confirm_it(desk: Desk, asked: Act) -> None:
    assert "refuse_day" in offered(desk, "one")
    assert "confirm_day" not in offered(desk, "one")
    assert {"confirm_day", "refuse_day"} <= offered(desk, "examiner")
    assert not {"confirm_day", "refuse_day"} & offered(desk, "two")
