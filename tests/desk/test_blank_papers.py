# SPDX-License-Identifier: MulanPSL-2.0
"""Places without a network: blank papers are drawn with numbers, printed, entered in the evening with true time and scan, and each number has one end."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader
from tests.desk import handed
from tests.desk.pressing import ASIDE, MARKS

from fadu.cases.acts import services
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Case
from fadu.cases.papers.blank_forms import blank_forms, on_offer, written_on
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError
from fadu.ledger import verification
from fadu.people.actors import OfficerActor
from fadu.procedure.library import library
from fadu.records import blanks
from fadu.records.models import BlankEnd, BlankSheet, IssuedNumber
from fadu.records.rendering.blank import blank_sheet
from fadu.records.rendering.pdf import render_pdf
from fadu.storage import triggers

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MORNING = datetime(2022, 12, 15, 9, tzinfo=LEGAL_TIME)
EVENING = MORNING + timedelta(hours=11)
Desk = Callable[..., Client]
Filled = Callable[..., dict[str, str]]


@pytest.fixture
def case(lived: None) -> Case:
    """A lead that two handlers are to verify, given to them in the morning."""
    with clock.set_to(MORNING - timedelta(hours=1)):
        return handed.penalty("清河地下市场三号摊")


@pytest.fixture(autouse=True)
def evening(lived: None) -> Iterator[None]:
    with clock.set_to(EVENING):
        yield


def drawn(
    template: str, count: int = 1, *, account: str = "zhifa", due_on: date | None = None
) -> list[BlankSheet]:
    """Blank papers of a form, drawn in the morning."""
    (form,) = [form for (_, key), (_, form) in on_offer(MORNING.date()).items() if key == template]
    return blanks.draw(
        form=form,
        kind="penalty",
        pattern=blank_forms().pattern,
        count=count,
        by=handed.officer(account),
        due_on=due_on or MORNING.date(),
        at=MORNING,
    )


def inspection(client: Client, filled: Filled, case: Case, **more: Any) -> dict[str, Any]:
    """The form of an inspection as it stands on the page, filled in from the paper."""
    said = {
        "place": "地下市场三号",
        "began_at": "2022-12-15T14:00",
        "ended_at": "2022-12-15T14:40",
        "happened_at": "2022-12-15T14:00",
        "scene": "货架上有三种过期食品",
    }
    return {**filled(client, f"/case/{case.pk}/do/inspect/", **said), **more}


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("现场笔录.txt", f"扫描件{uuid.uuid4()}".encode())


def press(client: Client, case: Case, data: dict[str, Any]) -> str:
    """The answer to the press; what is asked about is confirmed."""
    address = f"/case/{case.pk}/do/inspect/"
    body = client.post(address, data, follow=True).content.decode()
    if 'name="warned"' in body:
        marks = [part.split('"')[0] for part in body.split('name="warned" value="')[1:]]
        again = {key: value for key, value in data.items() if key != "scan"}
        aside = ASIDE.findall(body)
        body = client.post(
            address, {**again, "warned": marks, "set_aside": aside}, follow=True
        ).content.decode()
    return body


def test_a_block_is_drawn_by_a_press_with_numbers_that_follow_each_other_and_is_printed(
    desk_of: Desk,
) -> None:
    client = desk_of("zhifa")
    asked = {"what": "penalty/scene_record", "count": "3", "due_on": "2022-12-16"}

    page = client.post("/blanks/", asked, follow=True).content.decode()
    sheets = list(BlankSheet.objects.order_by("-pk")[:3])[::-1]
    paper = client.get(f"/blanks/{sheets[0].pk}/print.pdf")

    serials = [sheet.number.serial for sheet in sheets]
    assert serials == list(range(serials[0], serials[0] + 3))
    assert f"《现场笔录》3份：{sheets[0].number}至{sheets[2].number}" in page
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(paper.content)).pages)
    assert all(str(sheet.number) in text for sheet in sheets)
    assert "待填" not in text


def test_a_paper_written_on_a_blank_is_entered_with_its_time_and_scan_and_the_number_is_used(
    case: Case, desk_of: Desk, filled: Filled
) -> None:
    (sheet,) = drawn("scene_record")
    client = desk_of("zhifa")
    assert str(sheet.number) in client.get(f"/case/{case.pk}/do/inspect/").content.decode()

    body = press(
        client, case, inspection(client, filled, case, blank_scene_record=str(sheet.pk), scan=scan())
    )

    act = case.acts.get(action="inspect")
    assert act.happened_at == datetime(2022, 12, 15, 14, tzinfo=LEGAL_TIME), body
    end = BlankEnd.objects.get(sheet=sheet)
    assert (end.how, end.document.title) == ("used", "现场笔录")
    assert case.evidence.filter(title__contains="签字原件").exists()
    listed = client.get("/blanks/").content.decode()
    assert f'已使用 <a class="number" href="/case/{case.pk}/">{case.number}</a>' in listed
    assert case.number in client.get("/search/", {"q": str(sheet.number)}).content.decode()


def test_what_was_written_on_a_blank_before_the_assignment_is_not_held_against_whoever_types_it(
    desk_of: Desk, filled: Filled
) -> None:
    (sheet,) = drawn("scene_record")
    with clock.set_to(EVENING + timedelta(hours=14)):
        case = handed.penalty("清河地下市场五号摊", received_on=MORNING.date())
        client = desk_of("zhifa")
        address, chosen = f"/case/{case.pk}/do/inspect/", {"blank_scene_record": str(sheet.pk)}
        said = inspection(client, filled, case)
        asked = f"{address}warnings/"
        script = {"scan": "[object File]"}

        none = {"blank_scene_record": "", "happened_at": ""}
        bare = client.post(asked, {**said, **none}).content.decode()
        untimed = client.post(asked, {**said, **chosen, "happened_at": ""}).content.decode()
        unscanned = client.post(asked, {**said, **chosen}).content.decode()
        whole = client.post(asked, {**said, **chosen, **script}).content.decode()
        pressed = client.post(address, {**said, **chosen, "scan": scan()}).content.decode()
        done = press(client, case, {**said, **chosen, "scan": scan()})

    assert "早于办理人被指派之日" in bare
    for shown in (untimed, unscanned, whole):
        assert "早于" not in shown.partition("请核对")[0]
        assert "不能办理" not in shown
    assert MARKS.findall(whole) == MARKS.findall(pressed) != []
    assert case.acts.filter(action="inspect").exists(), done


@pytest.mark.parametrize("lacking", ["happened_at", "scan"])
def test_without_the_time_or_the_scan_nothing_is_entered_and_both_are_named(
    case: Case, desk_of: Desk, filled: Filled, lacking: str
) -> None:
    (sheet,) = drawn("scene_record")
    client = desk_of("zhifa")
    said = inspection(client, filled, case, blank_scene_record=str(sheet.pk), scan=scan())
    said |= {lacking: ""}

    body = press(client, case, said)

    assert not case.acts.filter(action="inspect").exists()
    assert {"happened_at": "应填写当时的“办理时间”", "scan": "应同时收入“签字原件"}[lacking] in body
    assert "货架上有三种过期食品" in body
    assert blanks.open_sheets(sheet.bureau_id).filter(pk=sheet.pk).exists()


def preserved(case: Case, drawn_on: dict[str, int], at: datetime) -> Any:
    """Things are taken into custody on the spot."""
    return services.perform(
        case=case,
        action="preserve_at_once",
        by=OfficerActor(officer=handed.officer("zhifa")),
        payload={
            "preserved_goods": [{"name": "过期饼干", "quantity": "12", "unit": "袋"}],
            "preserved_at": "就地封存，由当事人保管",
            "approval_reason": "证据可能灭失",
        },
        at=at,
        request_id=uuid.uuid4(),
        drawn=drawn_on,
    )


def test_a_paper_with_a_number_of_its_own_bears_the_number_that_was_drawn(case: Case) -> None:
    first, second = drawn("preservation_notice", 2)
    blanks.give_back(first, by=handed.officer("zhifa"), at=EVENING)

    preserved(case, {"preservation_notice": second.pk}, MORNING + timedelta(hours=5))

    document = case.documents.get(template="preservation_notice").document
    assert document.number == second.number.text
    assert second.ending.document == document
    assert IssuedNumber.objects.get(pk=first.number_id).voiding.reason == "空白文书交回未用"


def test_a_number_serves_one_paper_of_its_form_after_it_was_drawn(case: Case) -> None:
    (notice,), (record,) = drawn("preservation_notice"), drawn("scene_record")
    noon = MORNING + timedelta(hours=3)

    for asked, at, says in (
        ({"preservation_notice": record.pk}, noon, "另一种文书的编号"),
        ({"scene_record": record.pk}, noon, "这一行为制作的文书的编号"),
        ({"preservation_notice": notice.pk}, MORNING - timedelta(minutes=5), "在领用以后"),
        ({"preservation_notice": 10**9}, noon, "另一种文书的编号"),
    ):
        with pytest.raises(BadInputError, match=says):
            preserved(case, asked, at)
    assert not case.acts.filter(action="preserve_at_once").exists()
    preserved(case, {"preservation_notice": notice.pk}, noon)
    with pytest.raises(BadInputError, match="已经交代过"):
        preserved(case, {"preservation_notice": notice.pk}, noon)


def test_every_number_ends_once_by_use_by_a_reason_or_by_coming_back(desk_of: Desk) -> None:
    spoilt, back = drawn("interview_record", 2)
    client = desk_of("zhifa")

    refused = client.post(f"/blanks/{spoilt.pk}/end/", {"how": "spoiled", "reason": " "})
    client.post(f"/blanks/{spoilt.pk}/end/", {"how": "spoiled", "reason": "写错"})
    client.post(f"/blanks/{back.pk}/end/", {"how": "returned"})
    again = client.post(f"/blanks/{back.pk}/end/", {"how": "returned"})

    assert refused.status_code == 400
    assert "应为作废的理由" in refused.content.decode()
    assert (spoilt.ending.how, spoilt.ending.reason, back.ending.how) == ("spoiled", "写错", "returned")
    assert again.status_code == 404
    assert spoilt.number.is_void
    assert back.number.is_void


def test_what_is_open_past_its_day_is_told_to_who_drew_it_and_seen_by_their_head(desk_of: Desk) -> None:
    (late,) = drawn("scene_record", due_on=MORNING.date())
    with clock.set_to(MORNING + timedelta(days=2)):
        told_in = {
            account: desk_of(account).get(address).content.decode()
            for account, address in (
                ("zhifa", "/"),
                ("zhifa2", "/"),
                ("duizhang", "/blanks/"),
                ("xuke", "/blanks/"),
            )
        }

    assert "过了应交代之日" in told_in["zhifa"]
    assert "过了应交代之日" not in told_in["zhifa2"]
    assert str(late.number) in told_in["duizhang"]
    assert "已过期" in told_in["duizhang"]
    assert str(late.number) not in told_in["xuke"]
    assert desk_of("xuke").get(f"/blanks/{late.pk}/print.pdf").status_code == 404
    assert desk_of("xuke").post(f"/blanks/{late.pk}/end/", {"how": "returned"}).status_code == 404


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"count": "0"}, "份数"),
        ({"count": "31"}, "份数"),
        ({"due_on": "2022-12-01"}, "应为今天或者以后"),
        ({"what": "penalty/penalty_decision"}, "文书"),
    ],
)
def test_what_cannot_be_drawn_is_told_and_draws_nothing(
    desk_of: Desk, said: dict[str, str], words: str
) -> None:
    before = BlankSheet.objects.count()
    asked = {"what": "penalty/scene_record", "count": "1", "due_on": "2022-12-16", **said}

    body = desk_of("zhifa").post("/blanks/", asked).content.decode()

    assert words in body
    assert 'role="alert"' in body or "alert" in body
    assert BlankSheet.objects.count() == before


def test_every_form_that_is_drawn_blank_is_made_by_one_press_and_prints_its_words_and_no_gap() -> None:
    for (kind, template), (_, form) in on_offer(MORNING.date()).items():
        procedure = library().procedure(kind, MORNING.date())
        assert any(template in written_on(kind, action) for action in procedure.actions.values()), template
        assert (form.access, form.remedy) == ("main", ""), template
        paper = render_pdf(blank_sheet(form, body_name="清河局", number="清空白〔2022〕1号"))
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
        assert form.title in text
        assert "清空白〔2022〕1号" in text.replace(" ", "")
        assert "待填" not in text
        assert "{" not in text


def test_the_ledger_holds_each_blank_and_its_end_and_names_one_changed_by_hand() -> None:
    first, second = drawn("scene_record", 2)
    blanks.spoil(first, reason="污损", by=handed.officer("zhifa"), at=EVENING)
    mine = {"records_blanksheet", "records_blankend", "records_numberseries", "records_issuednumber"}

    assert [each for each in verification.verify() if each.table in mine] == []
    triggers.remove()
    BlankSheet.objects.filter(pk=second.pk).update(due_on=MORNING.date() + timedelta(days=30))
    BlankEnd.objects.filter(sheet=first).update(reason="另一理由")
    triggers.install()

    named = {(each.table, each.column) for each in verification.verify()}
    assert {("records_blanksheet", "due_on"), ("records_blankend", "reason")} <= named


def test_a_blank_that_was_filled_in_before_the_lead_of_a_case_became_known_is_none_of_its_papers_and_stays_open(
    lived: None,
) -> None:
    (notice,) = drawn("preservation_notice")
    with clock.set_to(EVENING + timedelta(days=1)):
        case = handed.penalty("清河地下市场四号摊")

        with pytest.raises(ActRefusedError) as refused:
            preserved(case, {"preservation_notice": notice.pk}, MORNING + timedelta(hours=5))

    (ground,) = [one for one in refused.value.grounds if one.code == "before_opening"]
    assert "本案所由来的事项2022-12-16才发生或者发现" in ground.message
    assert blanks.open_sheets(notice.bureau_id).filter(pk=notice.pk).exists()
