# SPDX-License-Identifier: MulanPSL-2.0
"""Cases whose sealed fields hold words no other text holds, and how to look for them in any file."""

from __future__ import annotations

import csv
import io
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.contrib.auth import get_user_model
from pypdf import PdfReader

from fadu.cases.acts import services
from fadu.kernel import clock
from fadu.people.actors import OfficerActor
from fadu.people.parties import register_party
from fadu.records import services as files

#: informant, his telephone and number, a party's telephone, ID number and house, a paper of the secondary file
CANARY = re.compile("金丝雀|13900990099|11010119900307901X|13900880088|110101199003074514|暗巷")
INFORMANT = {
    "informant_name": "金丝雀甲",
    "informant_phone": "13900990099",
    "informant_id": "11010119900307901X",
    "informant_address": "清河街道金丝雀里1号",
}
CONTACT = {"source_contact": "金丝雀乙 13900990099"}
PARTY = {
    "kind": "person",
    "name": "某当事人",
    "id_number": "110101199003074514",
    "phone": "13900880088",
    "address": "清河区文化路一号院暗巷二号楼",
}
PAPER, PAPER_TITLE = "金丝雀来信原文".encode(), "金丝雀来信"


def texts_in(data: bytes) -> Iterator[str]:
    """The text of a file whatever it is: of each part of an office file, of each page of a PDF, else as it stands."""
    yield data.decode("utf-8", "replace")
    if data[:4] == b"%PDF":
        yield from (page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    if data[:2] == b"PK":
        try:
            archive = ZipFile(io.BytesIO(data))
        except BadZipFile:
            return
        for name in archive.namelist():
            yield from texts_in(archive.read(name))


def holds(data: bytes) -> bool:
    """Whether a canary sits in a file; tags of an office file do not hide it."""
    return any(CANARY.search(text) or CANARY.search(re.sub(r"<[^>]*>", "", text)) for text in texts_in(data))


def officer(account: str) -> Any:
    return get_user_model().objects.get(username=account).officer  # type: ignore[attr-defined]


def tip_off() -> Any:
    """A tip-off by a named informant, given to two officers, with his letter in the secondary file."""
    tip = {
        "channel": "letter",
        "received_on": clock.today().isoformat(),
        "special_kind": "general",
        "real_name": True,
        "respondent": "清河某店",
        "allegation": "出售过期食品。",
        **INFORMANT,
    }
    unit = officer("duizhang")
    case = services.open_case(
        kind="tip_off",
        bureau=unit.bureau,
        by=OfficerActor(officer=officer("dengji")),
        payload=tip,
        request_id=uuid.uuid4(),
        department=unit.department,
    )
    handler, other = (
        officer("zhifa"),
        unit.department.officers.exclude(pk__in=[officer("zhifa").pk, unit.pk]).first(),
    )
    for person in (handler, other):
        payload = {"role": "handler", "person": f"officer:{person.pk}", "name": person.name}
        services.perform(
            case=case,
            action="assign",
            by=OfficerActor(officer=unit),
            payload=payload,
            request_id=uuid.uuid4(),
        )
    stored = files.store(
        name="金丝雀.txt",
        content=PAPER,
        uploaded_by=f"officer:{handler.pk}",
        at=clock.now(),
        owner=f"case:{case.number}",
    )
    payload = {
        "title": PAPER_TITLE,
        "kind": "书证",
        "access": "secondary",
        "from_whom": "金丝雀甲",
        "digest": stored.digest,
    }
    services.perform(
        case=case, action="attach", by=OfficerActor(officer=handler), payload=payload, request_id=uuid.uuid4()
    )
    return case


def penalty() -> Any:
    """A penalty whose lead came from somebody, against a natural person."""
    party, _ = register_party(**PARTY)
    unit = officer("duizhang")
    payload = {
        "source": "tip_off",
        "received_on": clock.today().isoformat(),
        "suspected_violation": "经营过期食品",
        "lead_content": "群众反映。",
        **CONTACT,
    }
    return services.open_case(
        kind="penalty",
        bureau=unit.bureau,
        by=OfficerActor(officer=officer("zhifa")),
        payload=payload,
        request_id=uuid.uuid4(),
        department=unit.department,
        parties=[(party, "当事人")],
    )


HEADER = (
    "案号",
    "登记日期",
    "收到日期",
    "核查日期",
    "姓名",
    "电话",
    "证件",
    "住址",
    "当事人",
    "当事人证件",
    "当事人电话",
)
MAPPING = """\
kind: tip_off
source: 旧台账
history: true
number: {column: 案号}
parties: [{capacity: 被举报人, kind: person, name: {column: 当事人}, id_number: {column: 当事人证件}, phone: {column: 当事人电话}}]
acts:
  - action: register
    at: {column: 登记日期}
    sets:
      received_on: {column: 收到日期}
      informant_name: {column: 姓名}
      informant_phone: {column: 电话}
      informant_id: {column: 证件}
      informant_address: {column: 住址}
  - {action: verify, at: {column: 核查日期}}
"""


def old_tip_offs(folder: Path, *, wrong: bool) -> tuple[Path, Path]:
    """A sheet of old tip-offs with its mapping: good ones, or ones wrong in every column, the telephone among the dates."""
    good = dict(
        zip(
            HEADER,
            (
                "清市监举〔2022〕900号",
                "2022-03-01",
                "2022-03-01",
                "2022-03-09",
                *INFORMANT.values(),
                PARTY["name"],
                PARTY["id_number"],
                PARTY["phone"],
            ),
            strict=True,
        )
    )
    rows = [good]
    if wrong:
        rows = [
            {
                **good,
                "案号": "清市监举〔2022〕901号",
                "登记日期": "2022-02-30",
                "当事人证件": "110101199003074519",
            },
            {**good, "案号": "清市监举〔2022〕902号", "核查日期": "无", "证件": "11010119900307901"},
            {**good, "案号": "", "当事人": "名" * 201},
            {**good, "案号": "清市监举〔2022〕903号", "登记日期": "", "核查日期": ""},
        ]
    sheet, mapping = folder / f"{wrong}.csv", folder / f"{wrong}.yaml"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        writer.writerows(rows)
    text = MAPPING.replace("核查日期", "电话") if wrong else MAPPING
    mapping.write_text(text, encoding="utf-8")
    return sheet, mapping
