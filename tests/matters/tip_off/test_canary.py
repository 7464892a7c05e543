# SPDX-License-Identifier: MulanPSL-2.0
"""A canary in each sealed field of a tip-off is found nowhere but by those who handle it.

It is sought in every row of every table, every paper in every format, every page of every officer, every search,
every refusal and error, the proof that is handed out, the check, the figures and the log.
"""

from __future__ import annotations

import io
import json
import logging
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import bureau_of
import pytest
from bureau_of import Desk, at
from django.db import connection
from django.test import Client

import static_files
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act, Case, Refusal
from fadu.cases.reading import selectors
from fadu.cases.rules import asked_for, request_digest
from fadu.figures.period import Period
from fadu.figures.reading import Reading
from fadu.ledger import proving, sequencing, verification
from fadu.oversight.checking import check
from fadu.people import services as people
from fadu.records import selectors as records

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
CANARIES = ("鸑鷟鵷雏", "13912345678", "110101199003070011", "鹓扶苑七幢二〇一室")
SEALED = dict(
    zip(("informant_name", "informant_phone", "informant_id", "informant_address"), CANARIES, strict=True)
)
PARTICULARS = {
    "channel": "letter",
    "special_kind": "general",
    "real_name": True,
    "respondent": "清河百货店",
    "allegation": "销售超过保质期的食品",
}
WORD = "canary-2022"


def found_in(text: str) -> list[str]:
    """The canaries in a text, also as JSON writes them with escapes."""
    return [
        canary
        for canary in CANARIES
        if canary in text or json.dumps(canary)[1:-1] in text.replace("\\\\", "\\")
    ]


def refused(office: Desk, payload: dict[str, Any]) -> str:
    """What a refused registration says, in its error and in the record of refusals."""
    with pytest.raises(ActRefusedError) as error:
        office.open("tip_off", "clerk", "2022-03-01", {**PARTICULARS, **payload, "received_on": "2022-03-01"})
    return str(error.value) + "".join(
        str(vars(ground) if hasattr(ground, "__dict__") else ground) for ground in error.value.grounds
    )


def lived_to_its_result() -> Desk:
    """A tip-off from registration to its result, with its reviews, refusals and the penalty case it became."""
    office = bureau_of.staffed()
    case = office.open(
        "tip_off", "clerk", "2022-03-01", {**PARTICULARS, **SEALED, "received_on": "2022-03-01"}
    )
    office.assign(case, "handler", "2022-03-01", "one", "two")
    with suppress(ActRefusedError):
        office.do(case, "one", "close", "2022-03-02", no_notice_reason="不适用")
    office.do(case, "one", "verify", "2022-03-03", visited_on="2022-03-03", findings="到场核查。")
    lead = {
        "source": "tip_off",
        "received_on": "2022-03-01",
        "suspected_violation": "销售过期食品",
        "lead_content": "举报",
    }
    penalty = office.open(
        "penalty", "clerk", "2022-03-10", lead, (office.trader, "当事人"), links=[("tip_off", case)]
    )
    opinion = {"filing_opinion": "建议立案。", "linked": [penalty.number]}
    office.signed(case, "file", "2022-03-10", opinion, "one", "unit", "head")
    office.review(case, "one", "tell", "2022-03-11", "本局决定立案。")
    office.do(case, "one", "tell", "2022-03-11", told_on="2022-03-11", told_by="document")
    return office


@pytest.fixture
def lived(begin_from: Any) -> Desk:
    return begin_from(lived_to_its_result)


def test_the_canary_is_in_no_row_of_any_table(lived: Desk) -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = cursor.fetchall()
            assert found_in("".join(str(value) for row in rows for value in row)) == [], table


@pytest.mark.parametrize(
    "payload",
    [
        {**SEALED, "informant_name": [CANARIES[0]]},
        {**SEALED, "informant_phone": {"mobile": CANARIES[1]}},
        {**SEALED, "special_kind": "no-such-kind"},
        {"informant_name": CANARIES[0]},
    ],
)
def test_a_refused_registration_repeats_no_canary_to_anybody(
    office: Desk, caplog: pytest.LogCaptureFixture, payload: dict[str, Any]
) -> None:
    with caplog.at_level(logging.DEBUG):
        said = refused(office, payload)

    assert found_in(said) == []
    assert Refusal.objects.count() == 1
    assert (
        found_in(json.dumps(list(Refusal.objects.values_list("grounds", flat=True)), ensure_ascii=False))
        == []
    )
    assert (
        found_in("".join(r.getMessage() for r in caplog.records if not r.name.startswith("django.db"))) == []
    )


def test_a_word_of_the_sealed_field_is_told_whoever_typed_it_twice_and_kept_nowhere(
    office: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        said = refused(office, {**SEALED, "allegation": f"{CANARIES[0]}亲眼所见"})

    assert found_in(said) == [CANARIES[0]]
    kept = json.dumps(list(Refusal.objects.values_list("grounds", flat=True)), ensure_ascii=False)
    logged = "".join(r.getMessage() for r in caplog.records if not r.name.startswith("django.db"))
    assert found_in(kept + logged) == []


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize(
    ("action", "field", "more"),
    [
        ("ask_reply_review", "reply_text", {"reply_kind": "tell_result"}),
        ("report_result", "result_text", {"reported_on": "2022-03-12"}),
        ("note", "text", {}),
    ],
)
def test_no_later_act_writes_the_informant_into_an_open_text(
    lived: Desk, action: str, field: str, more: dict[str, str], canary: str
) -> None:
    case = Case.objects.get(kind="tip_off")
    with pytest.raises(ActRefusedError) as refused:
        lived.do(case, "one", action, "2022-03-12", **more, **{field: f"{canary}：你的举报收悉。"})

    assert "sealed_repeated" in [ground.code for ground in refused.value.grounds]
    assert found_in(str(refused.value)) == []


def papers() -> Iterator[tuple[str, bytes]]:
    for case in Case.objects.all():
        for row in case.documents.select_related("document"):
            for fmt in ("text", "html", "docx", "pdf"):
                yield f"{row.template}.{fmt}", records.rendered(row.document, fmt)


def readable(name: str, content: bytes) -> str:
    if name.endswith("docx"):
        archive = zipfile.ZipFile(io.BytesIO(content))
        return "".join(archive.read(part).decode("utf-8", "ignore") for part in archive.namelist())
    if name.endswith("pdf"):
        from pypdf import PdfReader

        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode("utf-8", "ignore")


def test_the_canary_is_in_no_paper_in_any_format(lived: Desk) -> None:
    names = set()
    for name, content in papers():
        names.add(name.partition(".")[0])
        assert found_in(readable(name, content)) == [], name
    assert {"tip_off_register", "filed_notice", "legal_review_slip"} <= names


def test_no_search_of_anybody_finds_a_canary(lived: Desk) -> None:
    for officer in lived.officers.values():
        for canary in CANARIES:
            assert list(selectors.find(officer, at("2022-04-01"), canary)) == [], (officer.name, canary)


def test_the_proof_that_is_handed_out_holds_no_canary(lived: Desk) -> None:
    sequencing.sequence()
    for case in Case.objects.all():
        stream = f"case:{case.number}"
        proof = proving.prove(stream)
        assert found_in(json.dumps(proof, ensure_ascii=False)) == []
    assert verification.verify() == []


def test_no_finding_and_no_figure_names_a_canary(lived: Desk) -> None:
    texts = [str(finding) for finding in check(lived.bureau)]
    year = Period.year(2022, as_of=at("2023-01-20").date())
    texts += [f"{figure} {figure.rows}" for figure in Reading(lived.bureau, year).figures(inner=True)]
    assert found_in("".join(texts)) == []


HANDLE = {"one", "two"}


@pytest.mark.parametrize("who", ["clerk", "window", "unit", "head", "one", "two", "counsel", "stranger"])
def test_on_the_pages_of_every_officer_only_those_who_handle_the_tip_off_find_the_informant(
    lived: Desk, who: str
) -> None:
    static_files.collect()
    account = people.open_account(username=who, password=WORD, officer=lived.officers[who])
    client = Client()
    client.force_login(account, backend="fadu.people.backend.AccountBackend")
    tip_off = Case.objects.get(kind="tip_off")

    seen = []
    for case in Case.objects.all():
        addresses = [f"/case/{case.pk}/"]
        addresses += [
            f"/case/{case.pk}/do/{action}/"
            for action in ("tell_result", "ask_reply_review", "assign", "note")
        ]
        addresses += [f"/case/{case.pk}/document/{row.pk}.html" for row in case.documents.all()]
        for address in addresses:
            answer = client.get(address)
            if found_in(answer.content.decode("utf-8", "ignore")):
                seen.append(case.pk)
    for address in ("/", "/search/?q=清河", "/open/tip_off/", "/figures/2022/", "/report/2022/"):
        assert found_in(client.get(address).content.decode("utf-8", "ignore")) == [], address

    assert set(seen) == ({tip_off.pk} if who in HANDLE else set())


def test_a_digest_of_what_was_asked_cannot_be_tried_with_names(lived: Desk) -> None:
    """Who holds the tables and guesses right still finds no equal digest without the keys."""
    register = Act.objects.get(case__kind="tip_off", action="register")
    guess = {**PARTICULARS, **SEALED, "received_on": "2022-03-01"}
    asked = asked_for("register", guess, "", at("2022-03-01").isoformat())
    assert register.request_digest != request_digest(asked, register.request_salt)
