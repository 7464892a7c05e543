# SPDX-License-Identifier: MulanPSL-2.0
"""The course of a case as its papers tell it: each day by its own word, of the act or of the event it records."""

from __future__ import annotations

from datetime import date

from fadu.cases.papers.form_data import history
from fadu.law import library as law_library
from fadu.procedure.decision import Permitted
from fadu.procedure.library import library
from fadu.procedure.testing import CaseInMemory, moment, party


def done(case: CaseInMemory, action: str, on: str, **payload: object) -> None:
    decision = case.act(action, moment(on), payload)
    assert isinstance(decision, Permitted), decision


def course(received_on: str) -> list[str]:
    """The course of a case of 2022 that was registered on 12 January, taken to the police and given back."""
    case = CaseInMemory(
        procedure=library().procedure("penalty", date(2022, 1, 12)),
        law=law_library(),
        parties=(party(1, "甲店", capacity="当事人"),),
    )
    case.open("register", moment("2022-01-12"), {"received_on": received_on})
    done(case, "file", "2022-01-20", violation_continues=True)
    began_at, ended_at = "2022-01-21T10:00", "2022-01-21T11:00"
    done(case, "inspect", "2022-01-24", began_at=began_at, ended_at=ended_at)
    done(case, "report_crime", "2022-02-07")
    done(case, "transfer_to_police", "2022-02-08")
    done(case, "deliver_to_police", "2022-02-10", delivered_on="2022-02-09T09:00")
    done(case, "police_refuse", "2022-02-14", police_notice_on="2022-02-14")
    return history(case.world(moment("2022-02-15"))).split("；")


def test_a_lead_is_registered_on_one_day_and_came_in_on_another() -> None:
    assert course("2022-01-10")[0] == "2022年1月12日登记线索（发现线索或收到材料之日：2022年1月10日）"
    assert course("2022-01-12")[0] == "2022年1月12日登记线索"


def test_an_event_recorded_on_another_day_is_told_by_its_own_word() -> None:
    assert "2022年2月10日登记“向公安机关移送”（移送送达之时：2022年2月9日）" in course("2022-01-12")


def test_an_event_recorded_on_its_own_day_and_a_visit_recorded_later_need_no_second_day() -> None:
    lines = course("2022-01-12")

    assert "2022年2月14日公安机关不予立案" in lines
    assert "2022年1月21日现场检查" in lines


def test_the_course_is_told_in_the_order_of_its_days_and_two_acts_alike_of_one_day_once() -> None:
    case = CaseInMemory(
        procedure=library().procedure("penalty", date(2022, 1, 12)),
        law=law_library(),
        parties=(party(1, "甲店", capacity="当事人"),),
    )
    case.open("register", moment("2022-01-12"), {"received_on": "2022-01-12"})
    done(case, "file", "2022-01-20", violation_continues=True)
    for began, entered in (("2022-01-25T10:00", "2022-01-25"), ("2022-01-21T10:00", "2022-01-26")):
        done(case, "inspect", entered, began_at=began, ended_at=began.replace("10:", "11:"))
    done(case, "inspect", "2022-01-26", began_at="2022-01-21T15:00", ended_at="2022-01-21T16:00")

    lines = history(case.world(moment("2022-01-27"))).split("；")

    assert lines[-2:] == ["2022年1月21日现场检查", "2022年1月25日现场检查"]
    assert len(lines) == len(set(lines)) == 4
