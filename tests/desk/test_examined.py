# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever examines sees beside the form what is examined: the report and the evidence, as far as they may see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.test import Client

from fadu.cases.models import Act, Case
from fadu.cases.reading.sight import Sight, sight_of
from fadu.cases.world.worlds import procedure_of, state_of
from fadu.desk.shown import examined, opinions
from fadu.desk.shown.about_act import rests_on
from fadu.kernel import clock
from fadu.people.models import Account, Officer
from fadu.procedure import opinions as of_procedure
from fadu.procedure.entry import Entry
from fadu.procedure.fold import fold
from fadu.procedure.state import State

pytestmark = pytest.mark.django_db


def concluded() -> Case:
    """A penalty case of the year in which a report was made."""
    return Act.objects.filter(action="conclude", imported=False).order_by("pk")[0].case


def review_of_a_penalty() -> Case:
    """A legal review as if it had been opened for a penalty case in which a report was made."""
    review = Case.objects.filter(kind="legal_review").order_by("pk")[0]
    review.parent = concluded()
    return review


def officer(account: str) -> Officer:
    return Account.objects.get(username=account).officer


@pytest.mark.usefixtures("lived")
def test_the_examiner_sees_the_report_and_the_evidence_beside_the_form(
    desk_of: Callable[..., Client],
) -> None:
    case = concluded()
    page = desk_of("shenhe").get(f"/case/{case.pk}/do/examine/").content.decode()
    aside = page.partition('id="examined"')[2].partition('id="drafted"')[0]
    report = case.documents.get(template="investigation_report", document__voiding=None)

    assert report.document.title in aside
    assert f"/case/{case.pk}/document/{report.pk}.html" in aside
    assert 'class="drafted-mark">草稿' not in aside
    listed = state_of(case).lists["evidence"]
    assert listed
    assert all(row["title"] in aside for row in listed)


@pytest.mark.usefixtures("lived")
def test_who_reviews_in_a_case_of_its_own_sees_what_is_proposed_in_the_case_it_was_opened_for() -> None:
    review = review_of_a_penalty()
    counsel = officer("fagui")
    now = clock.now()

    shown = examined.beside(review, state_of(review), "agree", counsel, Sight.WHOLE, now)

    assert shown is not None
    assert shown.case == review.parent
    assert shown.evidence
    assert sight_of(counsel, review.parent, now) == Sight.WHOLE
    assert shown.papers is not None
    assert shown.papers.shown[0].sheet.title == "案件调查终结报告"


@pytest.mark.usefixtures("lived")
def test_of_a_review_nothing_is_shown_of_a_case_that_may_not_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    review = review_of_a_penalty()
    for as_much in (None, Sight.HEADER):
        monkeypatch.setattr(examined.sight, "sight_of", lambda *_, as_much=as_much: as_much)
        assert (
            examined.beside(review, state_of(review), "agree", officer("fagui"), Sight.WHOLE, clock.now())
            is None
        )
    monkeypatch.setattr(examined.sight, "sight_of", lambda *_: Sight.MAIN)
    shown = examined.beside(review, state_of(review), "agree", officer("fagui"), Sight.WHOLE, clock.now())
    assert shown is not None
    assert all(not paper.is_secondary for paper in (shown.papers.shown if shown.papers else ()))


@pytest.mark.usefixtures("lived")
def test_an_act_that_examines_nothing_shows_nothing_but_its_own_papers() -> None:
    case = concluded()
    state, handler = state_of(case), officer("zhifa")

    for action in ("question", "gather", "note", "close"):
        if action == "note" or action in procedure_of(case).actions:
            assert examined.beside(case, state, action, handler, Sight.WHOLE, clock.now()) is None, action


@pytest.mark.usefixtures("lived")
def test_what_the_examiner_said_against_the_proposal_stands_beside_the_form_of_who_goes_on() -> None:
    case = concluded()
    state = state_of(case)
    (entry,) = [each for each in state.entries if each.action == "examine"][-1:]
    objected = replace(entry, payload={"exam_opinion": "unfit", "exam_text": "应写明第九条第三项。"})
    entries = tuple(objected if each is entry else each for each in state.entries if each.seq <= entry.seq)
    head, now = officer("juzhang"), clock.now()
    examined_only = replace(state, entries=entries, stage="review")

    (said,) = opinions.against(case, examined_only, "notify", head, Sight.WHOLE, now)

    assert (said.step, said.title) == ("案件审核", "处理不当，建议修改")
    assert said.parts == [("说明", "应写明第九条第三项")]
    assert said.by
    assert opinions.against(case, examined_only, "note", head, Sight.WHOLE, now) == []
    assert opinions.against(case, state, "notify", head, Sight.WHOLE, now) == []


@pytest.mark.usefixtures("lived")
def test_once_the_proposal_can_be_changed_no_more_no_opinion_follows_the_case_to_its_end() -> None:
    case = concluded()
    state = state_of(case)
    (entry,) = [each for each in state.entries if each.action == "examine"][-1:]
    objected = replace(entry, payload={"exam_opinion": "unfit", "exam_text": "应写明第九条第三项。"})
    entries = tuple(objected if each is entry else each for each in state.entries)
    head, now = officer("juzhang"), clock.now()
    shown = {
        stage: opinions.against(
            case, replace(state, entries=entries, stage=stage), action, head, Sight.WHOLE, now
        )
        for stage, action in (("review", "notify"), ("closing", "close"))
    }

    assert [bool(said) for said in shown.values()] == [True, False]


def answered(outcome: str) -> tuple[Case, State, Case]:
    """A case of the year, its state on the day on which the review of a reply ended, as if it had ended so, and that review."""
    review = Case.objects.filter(kind="legal_review", topic="reply", parent__kind="complaint").order_by("pk")[
        0
    ]
    case = review.parent
    assert case is not None
    entries = state_of(case).entries
    place = next(
        i
        for i, e in enumerate(entries)
        if e.payload.get("child") == review.number and e.payload.get("outcome")
    )
    ended = replace(entries[place], payload={**entries[place].payload, "outcome": outcome})
    return case, fold(procedure_of(case), (*entries[:place], ended)), review


@pytest.mark.usefixtures("lived")
def test_why_a_reply_was_sent_back_stands_beside_the_form_that_sends_it_again_and_on_the_case() -> None:
    case, state, review = answered("returned")
    head, now = officer("juzhang"), clock.now()

    (said,) = opinions.against(case, state, "ask_reply_review", head, Sight.WHOLE, now)

    assert (said.step, said.title) == ("送答复审查", "退回")
    assert said.by
    assert (
        dict(said.parts)["审核意见"] == Act.objects.get(case=review, action="agree").payload["opinion_text"]
    )
    (about,) = [each.about for each in of_procedure.on_drafts(procedure_of(case), state)]
    turn = SimpleNamespace(about=about, kind="act", what="")
    assert list(opinions.of_turns(case, state, [turn], head, Sight.WHOLE, now)) == [said]  # type: ignore[list-item]
    assert opinions.of_turns(case, state, [], head, Sight.WHOLE, now) == []
    assert opinions.against(case, state, "ask_reply_review", head, Sight.HEADER, now) == []


@pytest.mark.parametrize(("family_sees", "is_told"), [("outcome", True), ("", False)])
@pytest.mark.usefixtures("lived")
def test_whoever_sees_the_outcome_alone_of_a_case_is_told_its_conclusion_and_not_by_whom(
    monkeypatch: pytest.MonkeyPatch, family_sees: str, is_told: bool
) -> None:
    case, state, _ = answered("disagreed")
    monkeypatch.setattr(opinions.sight, "sight_of", lambda *_: Sight.HEADER)
    monkeypatch.setattr(opinions, "outline_of", lambda _: SimpleNamespace(family_sees=family_sees))

    (said,) = opinions.against(case, state, "ask_reply_review", officer("juzhang"), Sight.WHOLE, clock.now())

    assert "审核意见" in dict(said.parts) if is_told else not said.parts
    assert said.by == ""


@pytest.mark.usefixtures("lived")
def test_counsel_reads_what_a_reply_is_of_its_ground_with_the_article_its_reasons_and_its_text() -> None:
    case, state, review = answered("agreed")
    review.parent = case
    (sent,) = [e for e in state.entries if e.payload.get("reply_kind")][-1:]
    said = {
        "reply_kind": "refuse",
        "reply_text": "不予受理。",
        "refusal_ground": "not_consumer",
        "refusal_reason": "购买用于转售。",
    }
    changed = replace(sent, payload=said)
    about = fold(procedure_of(case), [changed if e is sent else e for e in state.entries])

    lines = examined._sent(
        review, replace(state_of(review), fields={"subject": "不予受理。"}), about, whole=True
    )

    assert [title for title, _ in lines] == [
        "送审的告知",
        "拟告知（答复）内容",
        "不予受理情形",
        "不予受理的理由和其他解决途径",
    ]
    assert dict(lines)["送审的告知"] == "不予受理"
    assert dict(lines)["不予受理情形"].endswith("15）")
    assert dict(lines)["不予受理的理由和其他解决途径"] == "购买用于转售。"


@pytest.mark.usefixtures("lived")
def test_what_was_sent_to_a_review_is_read_and_not_written_by_who_reviews(
    desk_of: Callable[..., Client],
) -> None:
    review = Case.objects.filter(kind="legal_review", topic="reply").order_by("pk")[0]
    shown = examined.beside(review, state_of(review), "agree", officer("fagui"), Sight.WHOLE, clock.now())

    assert shown is not None
    assert state_of(review).fields["subject"] in [text for _, text in shown.sent]
    assert "subject" not in (
        *procedure_of(review).actions["agree"].sets,
        *procedure_of(review).actions["agree"].may_set,
    )
    page = desk_of("fagui").get(f"/case/{review.pk}/do/agree/").content.decode()
    assert 'name="subject"' not in page
    assert "审核的内容、文书和证据" in page


@pytest.mark.usefixtures("lived")
def test_the_review_of_a_reply_rests_on_the_rule_of_the_bureau_and_on_no_article_of_penalties(
    desk_of: Callable[..., Client],
) -> None:
    review = Case.objects.filter(kind="legal_review", topic="reply").order_by("pk")[0]
    form = desk_of("fagui").get(f"/case/{review.pk}/do/agree/").content.decode()

    assert '依据：<span class="cite">本局答复审查规定</span>' in form
    assert rests_on(review, ("程序规定 55",)) == ("本局答复审查规定",)


@pytest.mark.usefixtures("lived")
def test_the_review_of_a_penalty_rests_on_the_articles_of_its_own_kind() -> None:
    review = review_of_a_penalty()
    review.topic = ""

    assert rests_on(review, ("行政处罚法 58",)) == ("行政处罚法 58",)


@pytest.mark.usefixtures("lived")
def test_the_words_of_whoever_agreed_stand_beside_the_act_that_rests_on_them_and_on_the_case() -> None:
    case, state, review = answered("agreed")
    (sent,) = [e for e in state.entries if e.payload.get("reply_kind")][-1:]
    head, now, tells = officer("juzhang"), clock.now(), sent.payload["reply_kind"]
    opinion = Act.objects.get(case=review, action="agree").payload["opinion_text"]

    (said,) = opinions.beside(case, state, tells, head, Sight.WHOLE, now)

    assert (said.title, said.agrees) == ("同意", True)
    assert dict(said.parts)["审核意见"] == opinion
    assert opinions.beside(case, state, "note", head, Sight.WHOLE, now) == []
    assert opinions.beside(case, state, tells, head, Sight.HEADER, now) == []
    shown = {
        kind: opinions.of_turns(
            case,
            state,
            [SimpleNamespace(about="", kind=kind, what=tells)],  # type: ignore[list-item]
            head,
            Sight.WHOLE,
            now,
        )
        for kind in ("act", "sign", "wait")
    }
    assert [list(each) for each in shown.values()] == [[said], [said], []]


@pytest.mark.usefixtures("lived")
def test_what_counsel_wanted_changed_stands_on_the_case_with_what_is_another_and_what_is_still_missing() -> (
    None
):
    case, review = concluded(), Case.objects.filter(kind="legal_review").order_by("pk")[0]
    Case.objects.filter(pk=review.pk).update(parent=case)
    known = state_of(case).entries
    place = next(i for i, e in enumerate(known) if e.action == "conclude")
    report = known[place]
    about = {"child": review.number, "matter": "legal_review", "topic": ""}
    wanted = {"changed_parts": ["findings", "lighter"], "changes": "写明第三项；罚款降低。"}
    opened = replace(report, seq=report.seq + 1, action="child_opened", payload=about)
    ended = replace(
        opened,
        seq=opened.seq + 1,
        action="child_ended",
        payload={**about, "outcome": "amended", "fields": wanted},
    )
    lighter = replace(
        report, seq=ended.seq + 1, action="propose_again", payload={"fine": report.payload["fine"] - 100}
    )
    head, now = officer("juzhang"), clock.now()
    turn = SimpleNamespace(about="", kind="act", what="notify")

    def shown(*entries: Entry) -> dict[str, str]:
        state = fold(procedure_of(case), (*known[: place + 1], *entries))
        (said,) = opinions.of_turns(case, state, [turn], head, Sight.WHOLE, now)  # type: ignore[list-item]
        return dict(said.parts)

    assert shown(opened, ended)["此后的改动"] == "没有改动"
    assert shown(opened, ended)["要求修改而没有改的部分"] == "事实、处理（改轻）"
    half = shown(opened, ended, lighter)
    assert half["此后的改动"].startswith("罚款由")
    assert half["要求修改而没有改的部分"] == "事实"
    done = replace(lighter, payload={**lighter.payload, "facts": "另一事实"})
    assert "要求修改而没有改的部分" not in shown(opened, ended, done)


@pytest.mark.usefixtures("lived")
def test_those_who_decide_together_read_what_the_examiner_and_counsel_said_beside_the_form_and_on_the_item(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = concluded()
    (review, item) = Case.objects.filter(kind="legal_review").order_by("pk")[:2]
    Case.objects.filter(pk=review.pk).update(parent=case)
    item.parent, item.topic, item.kind = case, "collective_discussion", "committee_item"
    known = state_of(case).entries
    examined_at = next(i for i, e in enumerate(known) if e.action == "examine")
    last = known[examined_at]
    about = {"child": review.number, "matter": "legal_review", "topic": ""}
    wanted = {"changed_parts": ["lighter"], "changes": "罚款降低。"}
    opened = replace(last, seq=last.seq + 1, action="child_opened", payload=about)
    ended = replace(
        last,
        seq=last.seq + 2,
        action="child_ended",
        payload={**about, "outcome": "amended", "fields": wanted},
    )
    of_case = fold(procedure_of(case), (*known[: examined_at + 1], opened, ended))
    real = opinions.worlds.state_of
    monkeypatch.setattr(opinions.worlds, "state_of", lambda c: of_case if c == case else real(c))
    items = SimpleNamespace(actions={"adopt": None}, stages={"adopted": SimpleNamespace(affirms=True)})
    items.child_only = True
    procedure_known = opinions.worlds.procedure_of
    monkeypatch.setattr(opinions.worlds, "procedure_of", lambda c: items if c is item else procedure_known(c))
    head, now = officer("juzhang"), clock.now()

    said = {each.step: each for each in opinions.said_before(item, head, now)}

    assert [(each.title, each.agrees) for each in said.values()] == [("修改后同意", False), ("同意", True)]
    assert dict(said["法制审核"].parts)["此后的改动"] == "没有改动"
    assert dict(said["案件审核"].parts)["说明"] in last.payload["exam_text"]
    monkeypatch.setattr(opinions.sight, "sight_of", lambda *_: Sight.HEADER)
    assert opinions.said_before(item, head, now) == []
    monkeypatch.undo()
    assert opinions.said_before(case, head, now) == []
