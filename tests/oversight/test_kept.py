# SPDX-License-Identifier: MulanPSL-2.0
"""A check looks only at cases of which something may have changed since the last, and finds what a whole check would find."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from lives import Life, begun, live

from fadu.cases.acts import services
from fadu.cases.background import calendars
from fadu.cases.models import Case
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.ledger import sequencing, verification
from fadu.oversight import checking, kept
from fadu.oversight.models import Checked, Round
from fadu.people import parties
from fadu.people import services as people
from fadu.people.actors import OfficerActor
from fadu.people.models import Bureau

pytestmark = pytest.mark.django_db
DAY = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)
APPLICATION = {
    "item": "许可",
    "application_kind": "new",
    "intake": "window",
    "materials": "申请书、主体资格证明各一份",
    "received_on": DAY.date().isoformat(),
}
NOTICE = "year: 2027\ntitle: 2027年放假通知\nnumber: 测试\noff: {假日: ['01-01']}\nworked: {}\n"


class Office:
    """A bureau with three applications, overdue since nobody decided on them."""

    def __init__(self) -> None:
        self.bureau = people.found_bureau(
            name="清河区市场监督管理局", short="清河局", abbreviation="清", region_code="110000"
        )
        clerk = people.hire(bureau=self.bureau, name="甲", since=date(2020, 1, 1))
        since = datetime(2020, 1, 1, tzinfo=LEGAL_TIME)
        people.appoint(officer=clerk, post="window_clerk", start=since, document="任命")
        self.by = OfficerActor(officer=clerk)
        self.cases = [self.open(f"{name}百货店") for name in "甲乙丙"]

    def open(self, name: str) -> Case:
        party, _ = parties.register_party(kind="sole_trader", name=name, uscc="")
        return services.open_case(
            kind="licence",
            bureau=self.bureau,
            by=self.by,
            payload=APPLICATION,
            at=DAY,
            request_id=uuid.uuid4(),
            parties=[(party, "申请人")],
        )

    def note(self, case: Case) -> None:
        with clock.set_to(DAY + timedelta(hours=2)):
            services.perform(
                case=case, action="note", by=self.by, payload={"text": "记"}, request_id=uuid.uuid4()
            )


def overdue() -> Office:
    with clock.set_to(DAY + timedelta(hours=1)):
        at_work = Office()
        sequencing.sequence()
        return at_work


@pytest.fixture
def office(begin_from: Any) -> Office:
    return begin_from(overdue)


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The numbers of the cases that are looked at."""
    seen: list[str] = []
    judged = checking.check_case

    def watched(case: Case, *rest: Any) -> Any:
        seen.append(case.number)
        return judged(case, *rest)

    monkeypatch.setattr(checking, "check_case", watched)
    return seen


def check(bureau: Bureau, on: datetime = DAY, **more: Any) -> list[Any]:
    with clock.set_to(on):
        return list(checking.check(bureau, **more))


def numbers(cases: list[Case]) -> list[str]:
    return [case.number for case in cases]


def test_where_nothing_changed_nothing_is_looked_at_and_the_same_is_found(
    office: Office, looked_at: list[str]
) -> None:
    later = DAY + timedelta(days=400)
    first = check(office.bureau, later)
    looked_at.clear()

    assert check(office.bureau, later) == first
    assert {finding.severity for finding in first} == {"certain"}
    assert looked_at == []


def test_a_case_in_which_something_was_done_is_looked_at_again(office: Office, looked_at: list[str]) -> None:
    check(office.bureau)
    looked_at.clear()

    office.note(office.cases[1])
    check(office.bureau)

    assert looked_at == numbers(office.cases[1:2])


def test_the_cases_of_a_party_that_was_corrected_are_looked_at_again(
    office: Office, looked_at: list[str]
) -> None:
    check(office.bureau)
    looked_at.clear()

    parties.register_party(kind="sole_trader", name="乙百货店", address="清河路1号")
    check(office.bureau)

    assert looked_at == numbers(office.cases[1:2])


@pytest.mark.parametrize(
    "change",
    [
        lambda bureau: calendars.adopt(NOTICE, keep=True),
        lambda bureau: calendars.set_parameter(
            bureau=bureau, key="licence/promised_days", value=5, start=date(2022, 1, 1), document="公告"
        ),
    ],
    ids=["holiday notice", "local parameter"],
)
def test_what_the_bureau_adopts_lets_all_be_looked_at_again(
    office: Office, looked_at: list[str], change: Callable[[Bureau], object]
) -> None:
    check(office.bureau)
    looked_at.clear()

    change(office.bureau)
    check(office.bureau)

    assert looked_at == numbers(office.cases)


def test_another_law_procedure_or_code_lets_all_be_looked_at_again(
    office: Office, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check(office.bureau)
    looked_at.clear()

    monkeypatch.setattr(kept, "_mark_of_judges", lambda: "other files")
    check(office.bureau)

    assert looked_at == numbers(office.cases)


def test_while_files_that_judge_are_being_changed_nothing_is_kept_or_believed(
    office: Office, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check(office.bureau)
    looked_at.clear()

    monkeypatch.setattr(kept, "_mark_of_judges", lambda: "")
    check(office.bureau)
    check(office.bureau)

    assert looked_at == numbers(office.cases) * 2


def test_a_check_that_is_killed_goes_on_where_it_was(
    office: Office, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "BATCH", 1)
    judged = checking.check_case

    def killed(case: Case, *rest: Any) -> Any:
        if case.pk == office.cases[2].pk:
            raise KeyboardInterrupt
        return judged(case, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(checking, "check_case", killed)
        with pytest.raises(KeyboardInterrupt):
            check(office.bureau)
    looked_at.clear()
    check(office.bureau)

    assert looked_at == numbers(office.cases[2:])


def test_a_case_at_which_the_check_failed_is_tried_again(
    office: Office, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(case: Case, *rest: Any) -> Any:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(checking, "check_case", fails)
        assert {finding.rule for finding in check(office.bureau)} == {"not_checked"}
    assert check(office.bureau) == []
    assert looked_at == numbers(office.cases)


def test_whoever_asks_for_it_has_all_looked_at_again(office: Office, looked_at: list[str]) -> None:
    check(office.bureau)
    check(office.bureau, again=True)

    assert looked_at == numbers(office.cases) * 2


def test_where_too_many_parties_changed_all_is_looked_at_once_more_and_then_kept(
    office: Office, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check(office.bureau)
    looked_at.clear()
    monkeypatch.setattr(kept, "MANY", 0)
    parties.register_party(kind="sole_trader", name="乙百货店", address="清河路1号")
    sequencing.sequence()

    check(office.bureau)
    check(office.bureau)

    assert looked_at == numbers(office.cases)


def test_a_check_of_one_kind_leaves_the_others_to_the_next(office: Office, looked_at: list[str]) -> None:
    check(office.bureau, kind="penalty")
    assert looked_at == []
    check(office.bureau)

    assert looked_at == numbers(office.cases)
    assert Checked.objects.count() == 3


LATE = DAY + timedelta(days=400)


def named(on: datetime = LATE) -> list[tuple[str, str]]:
    with clock.set_to(on):
        return [(problem.row, problem.column) for problem in verification.checked("checked")]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"count": 0, "findings": []}, "findings"),
        ({"count": 0}, "count"),
        ({"revision": 99}, "revision"),
        ({"findings": [{"case": 0}]}, "findings"),
        ({"holds_until": None}, "holds_until"),
    ],
)
def test_what_somebody_changed_in_what_is_kept_is_named(
    office: Office, change: dict[str, Any], column: str
) -> None:
    check(office.bureau, LATE)
    assert named() == []
    changed = Checked.objects.order_by("pk")[1]
    Checked.objects.filter(pk=changed.pk).update(**change)

    assert named() == [(str(changed.pk), column)]


def test_what_the_next_check_would_not_believe_anyway_is_not_named(office: Office) -> None:
    check(office.bureau, LATE)
    Checked.objects.update(count=0, findings=[])
    parties.register_party(kind="sole_trader", name="甲百货店", address="清河路1号")
    office.note(office.cases[1])
    Checked.objects.filter(case=office.cases[2]).update(mark="other files")

    assert named() == []
    assert len(check(office.bureau, LATE)) == 3


def test_to_verify_what_is_kept_writes_nothing(office: Office) -> None:
    check(office.bureau, LATE)
    Round.objects.all().delete()
    Checked.objects.update(count=0, findings=[])

    assert len(named()) == 3
    assert not Round.objects.exists()


@pytest.fixture
def life(begin_from: Any) -> Life:
    return begin_from(begun)


def test_day_by_day_what_is_kept_is_what_a_whole_check_finds(life: Life, looked_at: list[str]) -> None:
    """While clocks run, pause, start by an announced service and run out, whatever the day."""
    until_notice = [
        ("go_on", 3),
        ("extend_verification", 1),
        ("suspend", 9),
        ("go_on", 0),
        ("resume", 5),
        ("go_on", 4),
    ]
    for event in [*until_notice, *[("go_on", 6)] * 3]:
        live(life, [event])
    sequencing.sequence()
    template = life.case.documents.get(template="penalty_notice")
    service = {"document": f"penalty_notice/{template.seq}", "party": life.party, "manner": "announcement"}
    unknown = {
        "whereabouts_unknown": True,
        "account": "登记住所无人，邻居和社区均不知去向",
        "repeated_because": "交付之后又公告",
    }
    life.act("one", "serve", {**service, **unknown, "sent_on": life.day.isoformat()})
    sequencing.sequence()
    looked_at.clear()
    unlike, messages, falsely_named = [], set(), []
    for day in (life.day + timedelta(days=n) for n in range(150)):
        at = datetime.combine(day, datetime.min.time(), LEGAL_TIME)
        known, looked = check(life.case.bureau, at), list(looked_at)
        with clock.set_to(at):
            afresh = list(checking.check_cases(Case.objects.order_by("pk").values_list("pk", flat=True)))
            falsely_named += verification.checked("checked")
        looked_at[:] = looked
        messages.update(finding.message for finding in afresh)
        if known != afresh:
            unlike.append(day)
    assert unlike == []
    assert falsely_named == []
    assert len(messages) > 3
    assert 3 < len(looked_at) < 150
