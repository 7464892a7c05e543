# SPDX-License-Identifier: MulanPSL-2.0
"""What the law leaves to a place is set from a day on, rests on a document, and governs what begins from that day."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

import pytest

from fadu.cases.acts import clocks
from fadu.cases.acts import services as cases
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError, UnknownNameError
from fadu.people import administration, adopted, services
from fadu.people.actors import OfficerActor
from fadu.people.models import Bureau, LocalParameter
from fadu.people.parties import register_party
from particulars import with_particulars

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return with_particulars(
        services.found_bureau(name="测试局", short="测", abbreviation="测", region_code="990102")
    )


def promise(bureau: Bureau, days: int, start: date, **more: Any) -> LocalParameter:
    fields = {"key": "licence/promised_days", "document": "清市监〔2021〕31号", **more}
    return services.set_parameter(bureau=bureau, value=days, start=start, **fields)


def test_a_parameter_holds_from_its_day_until_the_day_before_the_next(bureau: Bureau) -> None:
    promise(bureau, 12, date(2022, 1, 1))
    promise(bureau, 8, date(2022, 7, 1))
    by_day = adopted.local_parameters_by_day(bureau)
    assert [
        by_day(day).get("licence/promised_days")
        for day in (date(2021, 12, 31), date(2022, 6, 30), date(2022, 7, 1))
    ] == [None, 12, 8]


def test_a_parameter_without_its_document_is_refused(bureau: Bureau) -> None:
    with pytest.raises(BadInputError, match="所依据的文件"):
        promise(bureau, 12, date(2022, 1, 1), document="")


def test_an_unknown_parameter_names_the_nearest(bureau: Bureau) -> None:
    with pytest.raises(UnknownNameError, match="licence/promised_days"):
        promise(bureau, 12, date(2022, 1, 1), key="licence/promised_day")


def test_a_promise_cannot_be_longer_than_the_law(bureau: Bureau) -> None:
    with pytest.raises(BadInputError, match="不长于法定的20个工作日"):
        promise(bureau, 21, date(2022, 1, 1))
    assert not LocalParameter.objects.exists()


def test_a_parameter_is_never_below_nothing(bureau: Bureau) -> None:
    with pytest.raises(BadInputError, match="不小于0"):
        promise(bureau, -1, date(2022, 1, 1), key="record/late_entry")
    assert promise(bureau, 0, date(2022, 1, 1), key="record/late_entry").value == 0


@pytest.mark.parametrize("kind", ["fine_person", "fine_unit", "confiscation_person", "confiscation_unit"])
def test_an_amount_from_which_a_hearing_is_told_is_raised_by_the_province_alone(
    bureau: Bureau, kind: str
) -> None:
    key, amount = f"penalty/hearing_{kind}", 1_000_000 if kind.endswith("person") else 10_000_000
    with pytest.raises(BadInputError, match="人民政府"):
        promise(bureau, amount + 1, date(2022, 1, 1), key=key, document="本局通知")

    promise(bureau, amount, date(2022, 1, 1), key=key, document="本局通知")
    above = promise(bureau, amount + 1, date(2022, 7, 1), key=key, document="省人民政府规定〔2022〕3号")
    assert above.value == amount + 1


def test_whether_a_notice_is_reviewed_first_is_yes_or_no(bureau: Bureau) -> None:
    promise(bureau, 1, date(2022, 1, 1), key="complaint/reply_review_accept")
    with pytest.raises(BadInputError, match="1（是）或者0（否）"):
        promise(bureau, 2, date(2022, 7, 1), key="complaint/reply_review_accept")


def test_a_parameter_is_not_set_behind_one_that_stands(bureau: Bureau) -> None:
    promise(bureau, 12, date(2022, 1, 1))
    with pytest.raises(BadInputError, match="晚于2022-01-01"):
        promise(bureau, 10, date(2022, 1, 1))


def test_the_promised_clock_runs_by_the_promise_of_the_day_it_starts_and_not_without_one(
    bureau: Bureau,
) -> None:
    officer = services.hire(bureau=bureau, name="甲", since=date(2020, 1, 1))
    services.appoint(
        officer=officer, post="window_clerk", start=datetime(2020, 1, 1, tzinfo=LEGAL_TIME), document="任命"
    )
    promise(bureau, 12, date(2022, 3, 1))
    promise(bureau, 5, date(2022, 3, 10))

    def promised(day: int, month: int = 3) -> list[date | None]:
        at = datetime(2022, month, day, 9, tzinfo=LEGAL_TIME)
        payload = {
            "item": "许可",
            "application_kind": "new",
            "intake": "window",
            "materials": "申请书、主体资格证明各一份",
            "received_on": at.date().isoformat(),
        }
        case = cases.open_case(
            kind="licence",
            bureau=bureau,
            by=OfficerActor(officer=officer),
            payload=payload,
            at=at,
            request_id=uuid.uuid4(),
            parties=[(register_party(kind="enterprise", name="清河面馆")[0], "申请人")],
        )
        cases.perform(
            case=case, action="accept", by=OfficerActor(officer=officer), at=at, request_id=uuid.uuid4()
        )
        readings = clocks.readings_of(case, datetime(2022, 6, 1, tzinfo=LEGAL_TIME), only=["promised"])
        stored = list(case.clocks.filter(clock="promised").values_list("due_on", flat=True))
        assert stored == [reading.due_on for reading in readings]
        return stored

    assert promised(28, month=2) == []
    assert promised(1) == [date(2022, 3, 17)]
    assert promised(10) == [date(2022, 3, 17)]


def test_an_item_of_the_place_has_a_term_of_its_own_with_its_document(bureau: Bureau) -> None:
    promise(bureau, 7, date(2022, 1, 1), key="licence/decision@小餐饮登记", document="市人大常委会公告第3号")

    assert adopted.local_parameters(bureau, date(2022, 3, 1)) == {"licence/decision@小餐饮登记": 7}


@pytest.mark.parametrize(
    ("key", "days", "said"),
    [
        ("licence/decision@食品经营许可", 11, "不长于法定的10个工作日"),
        ("licence/item/decided_here@第三类医疗器械经营许可", 2, "1（是）或者0（否）"),
        ("licence/item/small_restaurant_shandong", 3, "1（是）或者0（否）"),
    ],
)
def test_what_a_place_sets_for_an_item_keeps_within_the_law(
    bureau: Bureau, key: str, days: int, said: str
) -> None:
    with pytest.raises(BadInputError) as refused:
        promise(bureau, days, date(2024, 1, 1), key=key)

    assert said in str(refused.value)


@pytest.mark.parametrize(
    "key", ["licence/decision@", "licence/testing@食品经营许可", "licence/item/validity@甲"]
)
def test_what_the_law_leaves_to_no_place_is_not_set_for_an_item(bureau: Bureau, key: str) -> None:
    with pytest.raises(UnknownNameError):
        promise(bureau, 1, date(2024, 1, 1), key=key)


def test_the_law_of_a_place_and_a_delegation_are_adopted_by_parameters(bureau: Bureau) -> None:
    for key in ("licence/item/small_restaurant_shandong", "licence/item/decided_here@第三类医疗器械经营许可"):
        promise(bureau, 1, date(2024, 1, 1), key=key)

    assert len(adopted.local_parameters(bureau, date(2024, 1, 1))) == 2


@pytest.mark.parametrize(("days", "may"), [(15, True), (16, False)])
def test_the_days_for_writing_down_are_bounded(bureau: Bureau, days: int, may: bool) -> None:
    if may:
        promise(bureau, days, date(2022, 1, 1), key="record/late_entry")
    else:
        with pytest.raises(BadInputError, match="不大于15"):
            promise(bureau, days, date(2022, 1, 1), key="record/late_entry")


@pytest.mark.parametrize(("start", "early"), [(date(2022, 2, 28), True), (date(2022, 3, 1), False)])
def test_a_parameter_that_reaches_back_is_said_to(bureau: Bureau, start: date, early: bool) -> None:
    with clock.set_to(datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)):
        promise(bureau, 12, start)
        (done,) = [
            each for each in administration.done_lately(bureau, date(2022, 3, 1), 1) if "承诺" in each.words
        ]

    assert ("起始日早于登记之日" in done.words) == early
