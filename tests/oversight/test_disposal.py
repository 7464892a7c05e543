# SPDX-License-Identifier: MulanPSL-2.0
"""What checks find is put before people once, with a day; its people and the legal office read of it first, and the legal office alone disposes of it."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fadu.cases.acts import services
from fadu.figures import cells
from fadu.figures.models import Cell
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError
from fadu.ledger import selectors as ledger
from fadu.ledger import sequencing, verification
from fadu.oversight import background, checking, disposal, disposing, kept, listing, raising, reach
from fadu.oversight.disposing import DisposalRefusedError
from fadu.oversight.models import Raised, Round
from fadu.people import parties
from fadu.people import services as people
from fadu.people.actors import OfficerActor
from fadu.people.models import Officer

pytestmark = pytest.mark.django_db
DAY = datetime(2022, 3, 1, 9, tzinfo=LEGAL_TIME)
#: long after the day on which the applications should have been decided on
LATER = datetime(2022, 9, 1, 9, tzinfo=LEGAL_TIME)
APPLICATION = {
    "item": "许可",
    "application_kind": "new",
    "intake": "window",
    "materials": "申请书、主体资格证明各一份",
    "received_on": DAY.date().isoformat(),
}


class Office:
    """A bureau with an application nobody decided on, its people, and those who oversee them."""

    def __init__(self) -> None:
        self.bureau = people.found_bureau(
            name="清河区市场监督管理局", short="清河局", abbreviation="清", region_code="110000"
        )
        self.unit = people.found_department(bureau=self.bureau, name="许可科")
        self.clerk = self.hire("甲", "window_clerk", department=self.unit)
        self.chief = self.hire("乙", "unit_head", department=self.unit)
        self.counsel = self.hire("丙", "legal_counsel")
        self.second_counsel = self.hire("丁", "legal_counsel")
        self.discipline = self.hire("戊", "discipline_officer")
        self.head = self.hire("己", "bureau_head")
        self.stranger = self.hire("庚", "case_handler")
        party, _ = parties.register_party(kind="sole_trader", name="甲百货店", uscc="")
        self.case = services.open_case(
            kind="licence",
            bureau=self.bureau,
            by=OfficerActor(officer=self.clerk),
            payload=APPLICATION,
            at=DAY,
            request_id=uuid.uuid4(),
            parties=[(party, "申请人")],
            department=self.unit,
        )

    def hire(self, name: str, post: str, department: Any = None) -> Officer:
        officer = people.hire(bureau=self.bureau, name=name, since=date(2020, 1, 1))
        since = datetime(2020, 1, 1, tzinfo=LEGAL_TIME)
        people.appoint(officer=officer, post=post, start=since, document="任命", department=department)
        return officer

    def readers(self, at: datetime) -> set[str]:
        """Who reads of the finding at a moment."""
        everybody = (
            self.clerk,
            self.chief,
            self.counsel,
            self.discipline,
            self.head,
            self.stranger,
        )
        return {one.name for one in everybody if reach.raised_to(one, at).exists()}


def overdue() -> Office:
    with clock.set_to(DAY + timedelta(hours=1)):
        at_work = Office()
        sequencing.sequence()
    with clock.set_to(LATER):
        background.work()
    return at_work


@pytest.fixture
def office(begin_from: Any) -> Office:
    return begin_from(overdue)


def the_finding(office: Office) -> Raised:
    return Raised.objects.get(case=office.case)


def dispose(office: Office, **more: Any) -> Raised:
    said = {"by": office.counsel, "cause": "handling", "chosen": "upheld/flaw", "words": "", "at": LATER}
    with clock.set_to(LATER):
        return disposing.dispose(row=the_finding(office), **(said | more))


def test_what_the_days_check_found_is_put_before_people_once_with_a_day_of_so_many_working_days(
    office: Office,
) -> None:
    row = the_finding(office)

    assert (row.severity, row.raised_on, row.due_on) == ("certain", date(2022, 9, 1), date(2022, 9, 16))
    assert disposing.standing(row) == "待核"

    with clock.set_to(LATER + timedelta(days=1)):
        background.work()

    assert the_finding(office) == row
    assert the_finding(office).raised_on == row.raised_on


def test_before_it_is_disposed_of_its_people_their_head_and_the_legal_office_alone_read_of_it(
    office: Office,
) -> None:
    assign(office)

    assert office.readers(LATER) == {"甲", "乙", "丙"}


def assign(office: Office) -> None:
    """The clerk is assigned to the case, as whoever handles it is."""
    office.case.assignments.create(officer=office.clerk, role="clerk", since_seq=1)


def test_past_its_day_the_discipline_officer_reads_of_it_too_and_the_head_does_not(office: Office) -> None:
    day_after = datetime(2022, 9, 17, 9, tzinfo=LEGAL_TIME)

    assert "戊" not in office.readers(day_after - timedelta(days=1))
    assert "戊" in office.readers(day_after)
    assert "己" not in office.readers(day_after)


def test_once_disposed_of_the_discipline_officer_and_the_head_read_of_it_and_a_stranger_never(
    office: Office,
) -> None:
    dispose(office)

    assert {"戊", "己"} <= office.readers(LATER)
    assert "庚" not in office.readers(LATER)


def test_the_legal_office_gives_outcome_and_legal_character_and_the_words_may_be_empty(
    office: Office,
) -> None:
    row = dispose(office, chosen="excused/party", cause="party")

    assert disposing.standing(row) == "已核（情有可原）"
    assert disposing.character_of(row) == "因当事人的原因"
    assert disposing.cause_of(row) == "等当事人"


@pytest.mark.parametrize("who", ["clerk", "chief", "discipline", "head"])
def test_nobody_but_the_legal_office_disposes_of_it(office: Office, who: str) -> None:
    with pytest.raises(DisposalRefusedError, match="由法制机构核定"):
        dispose(office, by=getattr(office, who))


def test_whoever_is_of_the_case_leaves_it_to_the_other_of_the_legal_office(office: Office) -> None:
    office.case.assignments.create(officer=office.counsel, role="reviewer", since_seq=1)

    with pytest.raises(DisposalRefusedError, match="法制机构的另一人"):
        dispose(office)

    assert dispose(office, by=office.second_counsel).disposed_by == office.second_counsel


def test_whoever_did_the_act_it_is_about_does_not_dispose_of_it(office: Office) -> None:
    row = the_finding(office)
    act = office.case.acts.get(seq=row.seq)
    since = datetime(2020, 1, 1, tzinfo=LEGAL_TIME)
    people.appoint(officer=office.clerk, post="legal_counsel", start=since, document="兼任")

    assert act.officer == office.clerk
    with pytest.raises(DisposalRefusedError, match="这一项是您本人办理的"):
        dispose(office, by=office.clerk)


def test_the_cause_comes_first_and_what_is_not_offered_is_refused_in_words(office: Office) -> None:
    with pytest.raises(BadInputError, match="起因"):
        dispose(office, cause="")
    with pytest.raises(BadInputError, match="结论"):
        dispose(office, chosen="upheld/party")


def test_its_people_and_their_head_say_why_it_came_about_until_it_is_disposed_of(office: Office) -> None:
    assign(office)
    with clock.set_to(LATER):
        for who in (office.clerk, office.chief):
            disposing.explain(row=the_finding(office), by=who, cause="testing", words="等检测", at=LATER)
        with pytest.raises(DisposalRefusedError):
            disposing.explain(
                row=the_finding(office), by=office.discipline, cause="testing", words="", at=LATER
            )
    assert the_finding(office).cause == "testing"

    dispose(office)

    with pytest.raises(DisposalRefusedError):
        disposing.explain(row=the_finding(office), by=office.clerk, cause="party", words="", at=LATER)


def test_it_touches_neither_the_case_nor_any_figure(office: Office) -> None:
    def all_of_it() -> tuple[Any, ...]:
        with clock.set_to(LATER):
            cells.refresh(office.bureau, LATER.date())
        office.case.refresh_from_db()
        counted = list(Cell.objects.order_by("pk").values())
        return office.case.revision, office.case.acts.count(), counted

    before = all_of_it()
    dispose(office)

    assert all_of_it() == before


def test_each_step_stands_in_the_ledger_without_the_words_of_the_check_and_a_row_changed_by_hand_is_named(
    office: Office,
) -> None:
    row = dispose(office, words="已当场指出")
    said = [each.body for each in ledger.said_in(f"finding:{row.pk}").values()]
    with clock.set_to(LATER):
        sequencing.sequence()

        assert [body["what"] for body in said] == ["raised", "disposed"]
        assert "甲百货店" not in str(said)
        assert not list(verification.verify())
        Raised.objects.filter(pk=row.pk).update(outcome="unfounded", character="lawful")
        assert [problem.column for problem in verification.verify()] == ["character", "outcome"]


def test_what_is_found_no_more_is_nobodys_unless_it_was_disposed_of_and_comes_back_if_found_again(
    office: Office,
) -> None:
    seen = kept.last_of([office.case.pk])
    with clock.set_to(LATER):
        raising.follow([office.case.pk], [], LATER.date())
    assert the_finding(office).gone_on == LATER.date()
    assert office.readers(LATER) == set()

    with clock.set_to(LATER):
        raising.follow([office.case.pk], seen, LATER.date())
    assert office.readers(LATER) >= {"乙", "丙"}


def test_lists_and_papers_say_how_far_people_have_got_and_never_that_it_is_certain(
    office: Office, tmp_path: Path
) -> None:
    with clock.set_to(LATER):
        open_ones = disposing.with_standing(list(checking.check(office.bureau)))
        dispose(office, chosen="unfounded/elsewhere")
        done = disposing.with_standing(list(checking.check(office.bureau)))

    assert [each.standing for each in open_ones if each.severity == "certain"] == ["待核"]
    assert "已核（不属实）" in "\n".join(listing.as_text(done))
    page = listing.as_html(done, about="清河局")
    assert "已核（不属实）" in page
    assert "内部过程性信息" in page
    assert "确定" not in page
    assert "违法" not in page
    both = next(each for each in done if each.severity == "certain").as_json()
    assert (both["severity"], both["standing"]) == ("certain", "已核（不属实）")


def test_a_rule_of_disposal_with_a_post_nobody_knows_is_told_by_its_place(tmp_path: Path) -> None:
    text = disposal.SHIPPED.read_text(encoding="utf-8").replace("[legal_counsel]", "[legal_councel]")
    wrong = tmp_path / "disposal.yaml"
    wrong.write_text(text, encoding="utf-8")

    with pytest.raises(disposal.DisposalError, match="legal_councel"):
        disposal.read(wrong, {"legal_counsel", "unit_head", "discipline_officer", "bureau_head"})


def test_a_day_whose_check_is_done_is_not_begun_again_and_many_cases_are_left_for_the_next_round(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Round.objects.get(bureau=office.bureau).looked_on == LATER.date()
    monkeypatch.setattr(background, "AT_MOST", 0)

    with clock.set_to(LATER + timedelta(days=1)):
        background.work()

    assert Round.objects.get(bureau=office.bureau).looked_on == LATER.date()


def test_what_contradicts_itself_by_no_article_is_put_before_people_too(office: Office) -> None:
    party, _ = parties.register_party(kind="sole_trader", name="乙百货店", uscc="")
    with clock.set_to(LATER):
        other = services.open_case(
            kind="licence",
            bureau=office.bureau,
            by=OfficerActor(officer=office.clerk),
            payload={**APPLICATION, "received_on": (LATER - timedelta(days=90)).date().isoformat()},
            request_id=uuid.uuid4(),
            parties=[(party, "申请人")],
            department=office.unit,
        )
        background.look_again(other, LATER.date())

    raised = Raised.objects.filter(case=other, rule="received_long_before")
    assert [row.cites for row in raised] == [[]]
