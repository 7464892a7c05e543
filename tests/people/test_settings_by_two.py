# SPDX-License-Identifier: MulanPSL-2.0
"""A setting that moves what the law makes of a case is proposed by one person and holds once another confirms it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from fadu.cases.background import settings
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError, UnknownNameError
from fadu.ledger import verification
from fadu.people import accounts, administration, adopted, services
from fadu.people.models import Bureau, HolidayNotice, LocalName, LocalParameter, Officer, ProposedSetting
from fadu.people.second_person import SecondPersonError
from fadu.records import services as records
from fadu.records.models import NumberPattern, NumberSeries

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2022, 1, 1, tzinfo=LEGAL_TIME)
PROMISE = {
    "key": "licence/promised_days",
    "value": 12,
    "start": "2022-04-01",
    "document": "清市监〔2022〕3号",
}
WORDS = "地方参数：承诺办理时限为12个工作日"
OTHERS: list[tuple[str, dict[str, Any], type[Any]]] = [
    ("local_name", {"key": "court", "name": "清河市人民法院", "start": "2022-04-01"}, LocalName),
    (
        "pattern",
        {
            "series": "case:penalty",
            "pattern": "{abbreviation}监案{year}-{serial}",
            "start": "2022-04-01",
            "document": "清市监〔2022〕3号",
        },
        NumberPattern,
    ),
    (
        "series",
        {"series": "case:penalty", "year": 2022, "first": 58, "reason": "原纸质登记簿"},
        NumberSeries,
    ),
    (
        "notice",
        {"text": "year: 2040\ntitle: 通知\noff: {春节: ['02-11..02-17']}\nworked: {春节: ['02-18']}\n"},
        HolidayNotice,
    ),
]


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    with clock.set_to(datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)):
        yield


@pytest.fixture
def bureau() -> Bureau:
    return services.found_bureau(name="测试局", short="测", abbreviation="测", region_code="990102")


def hired(bureau: Bureau, name: str, post: str) -> Officer:
    """Somebody in a post, with an account and a password of their own."""
    officer = services.hire(bureau=bureau, name=name, since=date(2022, 1, 1))
    services.appoint(officer=officer, post=post, start=LONG_AGO, document="任命")
    accounts.settle(
        services.open_account(username=f"{post}{officer.pk}", password="Qing-He-Da-Dui-7", officer=officer)
    )
    return officer


@pytest.fixture
def keeper(bureau: Bureau) -> Officer:
    return hired(bureau, "甲", "administrator")


@pytest.fixture
def other(bureau: Bureau) -> Officer:
    return hired(bureau, "乙", "administrator")


def proposed(
    keeper: Officer, what: str = "parameter", content: dict[str, Any] = PROMISE, words: str = WORDS
) -> ProposedSetting:
    with administration.kept_by(keeper):
        return settings.propose(bureau=keeper.bureau, what=what, content=content, words=words)


def test_a_parameter_holds_only_once_another_person_has_confirmed_it(keeper: Officer, other: Officer) -> None:
    row = proposed(keeper)
    assert adopted.local_parameters(keeper.bureau, date(2022, 4, 1)) == {}

    settings.decide(row, by=other, is_confirmed=True)

    assert adopted.local_parameters(keeper.bureau, date(2022, 4, 1)) == {"licence/promised_days": 12}


def test_both_persons_stand_in_the_ledger(keeper: Officer, other: Officer) -> None:
    settings.decide(proposed(keeper), by=other, is_confirmed=True)

    done = administration.done_lately(keeper.bureau, date(2022, 3, 1), 1)
    assert ("甲", f"提请第二人确认：{WORDS}") in {(one.by, one.words) for one in done}
    assert ("乙", f"经第二人确认：{WORDS}") in {(one.by, one.words) for one in done}
    assert verification.verify() == []


def test_whoever_proposed_does_not_confirm(keeper: Officer, other: Officer) -> None:
    with pytest.raises(SecondPersonError, match="您是提请人"):
        settings.decide(proposed(keeper), by=keeper, is_confirmed=True)
    assert not LocalParameter.objects.exists()


def test_whoever_holds_no_post_that_confirms_does_not_confirm(
    bureau: Bureau, keeper: Officer, other: Officer
) -> None:
    handler = hired(bureau, "丙", "case_handler")

    with pytest.raises(SecondPersonError, match="由主要负责人、分管负责人、纪检人员、系统管理员确认"):
        settings.decide(proposed(keeper), by=handler, is_confirmed=True)


def test_whoever_came_after_the_proposal_does_not_confirm_it(
    bureau: Bureau, keeper: Officer, other: Officer
) -> None:
    row = proposed(keeper)
    with clock.set_to(datetime(2022, 3, 2, 9, tzinfo=LEGAL_TIME)):
        newcomer = hired(bureau, "丁", "discipline_officer")
        with pytest.raises(SecondPersonError, match="提请以后才"):
            settings.decide(row, by=newcomer, is_confirmed=True)


def test_what_is_not_confirmed_never_holds_and_keeps_its_reason(keeper: Officer, other: Officer) -> None:
    row = proposed(keeper)
    with pytest.raises(BadInputError, match="写明理由"):
        settings.decide(row, by=other, is_confirmed=False)
    settings.decide(row, by=other, is_confirmed=False, remark="没有这份文件")

    assert not LocalParameter.objects.exists()
    assert administration.done_lately(keeper.bureau, date(2022, 3, 1), 1)[0].words.endswith("；没有这份文件")
    with pytest.raises(SecondPersonError, match="已经有人确认"):
        settings.decide(row, by=other, is_confirmed=True)


def test_a_bureau_with_one_administrator_is_told_how(keeper: Officer) -> None:
    with pytest.raises(SecondPersonError, match="请先登记一人、开立账号并任其为系统管理员"):
        proposed(keeper)
    assert not ProposedSetting.objects.exists()


@pytest.mark.parametrize(("what", "content", "kept"), OTHERS, ids=[what for what, _, _ in OTHERS])
def test_the_other_settings_wait_for_a_second_person_too(
    keeper: Officer, other: Officer, what: str, content: dict[str, Any], kept: type[Any]
) -> None:
    row = proposed(keeper, what, content, "一项设定")
    assert not kept.objects.exists()

    settings.decide(row, by=other, is_confirmed=True)

    assert kept.objects.count() == 1
    assert verification.verify() == []


def test_the_services_refuse_one_person_at_the_desk_and_let_a_program_set_up(
    bureau: Bureau, keeper: Officer, other: Officer
) -> None:
    promise = {**PROMISE, "start": date(2022, 4, 1)}
    series = {"series": "case:penalty", "year": 2022, "first": 58, "reason": "原纸质登记簿"}
    with administration.kept_by(keeper):
        with pytest.raises(SecondPersonError, match="须由第二人确认"):
            services.set_parameter(bureau=bureau, **promise)
        with pytest.raises(SecondPersonError, match="须由第二人确认"):
            records.begin_series(bureau_id=bureau.pk, **series)
    with administration.kept_by_program("fadu demo"):
        assert services.set_parameter(bureau=bureau, **promise).value == 12


def test_what_would_be_refused_is_refused_when_it_is_proposed(keeper: Officer, other: Officer) -> None:
    with pytest.raises(BadInputError, match="不长于法定的20个工作日"):
        proposed(keeper, content={**PROMISE, "value": 21})
    with pytest.raises(UnknownNameError, match="parameter"):
        proposed(keeper, what="paramter")
    assert not ProposedSetting.objects.exists()


def test_the_same_setting_is_not_proposed_twice(keeper: Officer, other: Officer) -> None:
    proposed(keeper)
    with pytest.raises(SecondPersonError, match="已经提请确认，尚未确认"):
        proposed(keeper)
