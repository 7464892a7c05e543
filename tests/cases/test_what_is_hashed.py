# SPDX-License-Identifier: MulanPSL-2.0
"""What the ledger hashes of an act: every column of it, each value in its part, and the text that judged it kept beside."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.cases.counter import NOON, complain, registrar

from fadu.cases.acts import parting, services
from fadu.cases.acts.pinning import pin_of
from fadu.cases.acts.recording import NOT_IN_BODY, body_of
from fadu.cases.models import Act, EditionText
from fadu.cases.reading import judged
from fadu.cases.reading.showing import is_for_parties
from fadu.cases.world.worlds import procedure_of
from fadu.ledger import selectors, verification
from fadu.ledger.models import EntryParts
from fadu.ledger.parts import Said, said
from fadu.people.actors import OfficerActor
from fadu.procedure import pins
from fadu.procedure.library import library

pytestmark = pytest.mark.django_db


def test_every_column_of_an_act_is_hashed_or_left_out_for_a_reason() -> None:
    columns = {field.name for field in Act._meta.concrete_fields}

    assert set(body_of(Act(happened_at=NOON, recorded_at=NOON))) | set(NOT_IN_BODY) == columns
    assert all(NOT_IN_BODY.values())


def noted(clerk: Any, case: Any, text: str = "记事") -> Act:
    return services.perform(
        case=case,
        action="note",
        by=OfficerActor(officer=clerk),
        payload={"text": text},
        at=NOON,
        request_id=uuid4(),
    )


def test_an_act_says_who_acted_and_by_what_it_was_judged() -> None:
    clerk = registrar()
    case = complain(clerk, uuid4())

    body = selectors.said_in(f"case:{case.number}")[1].body

    pin = pin_of(procedure_of(case), NOON)
    assert (body["judges"], body["words"], body["algorithm"]) == (pin.judges, pin.words, "sha256")
    assert body["calendar"]
    assert body["actor"] == {
        "kind": "officer",
        "person": f"officer:{clerk.pk}",
        "post": "registrar",
        "capacity": None,
        "channel": None,
        "mandate": None,
    }
    assert (body["legal_day"], body["proposal"]) == (None, None)


def test_what_was_asked_for_is_digested_with_a_salt_of_its_own() -> None:
    clerk = registrar()
    case = complain(clerk, uuid4())
    first, second = noted(clerk, case), noted(clerk, case)

    row = EntryParts.objects.get(entry__stream=f"case:{case.number}", entry__seq=first.seq)

    assert first.request_salt != second.request_salt
    assert first.request_digest != second.request_digest
    assert first.request_digest not in row.main
    assert first.request_digest in row.secondary


def test_the_text_that_judged_an_act_is_kept_once_and_read_again() -> None:
    clerk = registrar()
    case = complain(clerk, uuid4())
    act = noted(clerk, case)
    complain(clerk, uuid4())

    texts = judged.texts_under(act)

    assert EditionText.objects.count() == 2
    assert texts["judges"]["procedure"]["key"] == "complaint"
    assert "投诉" in str(texts["words"])
    assert len(selectors.said_in(f"edition:complaint/{case.edition}")) == 2
    assert verification.verify() == []


def test_an_act_judged_by_another_text_keeps_that_text_too(monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = registrar()
    case = complain(clerk, uuid4())

    changed = pins.Pin(judges="b" * 64, words=pin_of(procedure_of(case), NOON).words)
    monkeypatch.setattr(pins, "of", lambda *_: changed)
    monkeypatch.setattr(pins, "text_of", lambda *_: {changed.judges: b"{}", changed.words: b"{}"})

    act = noted(clerk, case)

    assert act.judges == changed.judges
    assert EditionText.objects.filter(digest=changed.judges).exists()
    case.refresh_from_db()
    assert case.judges == changed.judges


def test_a_note_asks_nothing_of_the_ledger_but_its_head_and_writes_three_rows() -> None:
    clerk = registrar()
    case = complain(clerk, uuid4())
    noted(clerk, case)

    with CaptureQueriesContext(connection) as captured:
        noted(clerk, case)

    asked = [query["sql"] for query in captured if "cases_editiontext" in query["sql"]]
    written = [q["sql"] for q in captured if q["sql"].startswith("INSERT")]
    heads = [q["sql"] for q in captured if "ledger_chainhead" in q["sql"]]
    assert asked == []
    assert [sql.split()[0] for sql in heads] == ["SELECT", "UPDATE"], (
        "the head that was read is compared and set"
    )
    assert [sql.split('"')[1] for sql in written] == ["cases_act", "ledger_ledgerentry", "ledger_entryparts"]


def test_a_text_kept_in_a_transaction_that_was_undone_is_kept_by_the_next() -> None:
    clerk = registrar()
    with transaction.atomic():
        complain(clerk, uuid4())
        transaction.set_rollback(True)
    assert EditionText.objects.count() == 0

    complain(clerk, uuid4())

    assert EditionText.objects.count() == 2


# -- the parts -------------------------------------------------------------------------------------


def closed_of(kind: str, payload: dict[str, Any], **columns: Any) -> dict[Any, str]:
    procedure = library().procedure(kind, NOON.date())
    act = Act(happened_at=NOON, recorded_at=NOON, payload=payload, request_id=UUID(int=1), **columns)
    return {p: part for p, part in parting.closed_in(procedure, body_of(act)).items() if p != ("request_id",)}


def test_fields_go_to_the_part_the_procedure_says() -> None:
    payload = {"source_detail": "某局移送", "source_contact": "sealed:case:1:xx", "source": "移送"}

    assert closed_of("penalty", payload) == {
        ("payload", "source_detail"): "secondary",
        ("payload", "source_contact"): "sealed",
    }


def test_what_a_signature_proposes_is_told_apart_too() -> None:
    payload = {"of": "file", "payload": {"source_detail": "某局移送", "opinion": "同意"}}

    assert closed_of("penalty", payload) == {("payload", "payload", "source_detail"): "secondary"}


def test_a_paper_of_the_secondary_file_is_told_by_its_digest_in_the_secondary_part_alone() -> None:
    papers = [
        {"template": "a", "access": "main"},
        {"template": "b", "access": "secondary", "digest": "f" * 64},
    ]

    assert closed_of("penalty", {"documents": papers}) == {("payload", "documents", 1): "secondary"}


def test_all_that_is_said_of_a_file_of_the_secondary_file_is_closed() -> None:
    payload = {"title": "sealed:case:1:xx", "digest": "f" * 64, "access": "secondary", "kind": "书证"}

    assert closed_of("penalty", payload) == {
        ("payload", "title"): "sealed",
        ("payload", "digest"): "secondary",
        ("payload", "access"): "secondary",
        ("payload", "kind"): "secondary",
    }


def test_what_a_child_hands_up_from_its_secondary_file_stays_closed() -> None:
    payload = {"child": "清听1号", "matter": "hearing", "fields": {"advice": "建议减轻", "held": True}}

    assert closed_of("penalty", payload) == {("payload", "fields", "advice"): "secondary"}


def test_warnings_are_the_bureaus_own_affair() -> None:
    assert closed_of("complaint", {}, warnings=["超过办理期限"]) == {("warnings",): "secondary"}


def test_the_main_part_alone_is_readable() -> None:
    clerk = registrar()
    case = complain(clerk, uuid4())
    row = EntryParts.objects.get(entry__stream=f"case:{case.number}", entry__seq=1)

    assert said(row.main).body["action"] == said(row.main).kind


# -- what a receipt shows --------------------------------------------------------------------------


def entry(kind: str = "decide", **body: Any) -> Said:
    return Said(kind=kind, at=NOON.isoformat(), body={"by": [{"person": "officer:1"}], "payload": {}, **body})


@pytest.mark.parametrize(
    ("said_of_it", "is_shown"),
    [
        (entry(by=[{"person": "party:3"}]), True),
        (entry("serve"), True),
        (entry("publish"), True),
        (entry(payload={"documents": [{"template": "notice", "parties": ["party:3"]}]}), True),
        (entry(payload={"documents": [{"template": "catalogue", "parties": []}]}), False),
        (entry(), False),
        (entry("note", payload={"text": "内部"}), False),
        (entry("assign"), False),
    ],
)
def test_a_receipt_shows_a_partys_own_business_and_no_inner_work(said_of_it: Said, is_shown: bool) -> None:
    assert is_for_parties(said_of_it) is is_shown
