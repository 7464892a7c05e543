# SPDX-License-Identifier: MulanPSL-2.0
"""Lives a case of a stranger's kind in a process and a home of its own, and prints what came of it as JSON.

Usage: python live.py KIND. Opens it by the service and at the desk, acts in it, meets a refusal, takes in a history,
and reads its figure.
"""

from __future__ import annotations

import json
import os
import sys
import uuid
from datetime import date, datetime, timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fadu.assembly.settings")
import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from fadu.cases.acts import services  # noqa: E402
from fadu.cases.errors import ActRefusedError  # noqa: E402
from fadu.cases.models import Case  # noqa: E402
from fadu.intake import mapping, taking_in  # noqa: E402
from fadu.kernel import clock  # noqa: E402
from fadu.kernel.clock import LEGAL_TIME  # noqa: E402
from fadu.people import services as people  # noqa: E402
from fadu.people.actors import OfficerActor  # noqa: E402
from fadu.people.parties import register_party  # noqa: E402
from fadu.storage import schema  # noqa: E402

KIND = sys.argv[1]
DAY = datetime(2022, 5, 5, 10, tzinfo=LEGAL_TIME)


def officer(bureau, department, name, post):
    hired = people.hire(bureau=bureau, name=name, since=date(2020, 1, 1), department=department)
    people.appoint(
        officer=hired,
        post=post,
        start=DAY - timedelta(days=400),
        document="任免通知",
        department=department if post == "registrar" else None,
    )
    return hired


def main() -> None:
    schema.prepare()
    call_command("collectstatic", verbosity=0, interactive=False)
    bureau = people.found_bureau(
        name="清河市场监管局", short="清河局", abbreviation="清", region_code="370000"
    )
    department = people.found_department(bureau=bureau, name="办公室")
    clerk, head = (
        officer(bureau, department, "周敏", "registrar"),
        officer(bureau, department, "赵明", "bureau_head"),
    )
    account = people.open_account(username="zhoumin", password="Yi-ge-hao-mima-9", officer=clerk)
    writer, _ = register_party(kind="person", name="李某")
    case = lived(bureau, department, clerk, head, writer)
    print(
        json.dumps(
            {
                "number": case.number,
                "outcome": case.outcome,
                "refused": refused_then_answered(case, clerk, head, writer),
                "ended": Case.objects.get(pk=case.pk).outcome,
                "desk": at_the_desk(account),
                "imported": imported(bureau),
                "figure": figure(bureau),
                "verified": verified(),
            },
            ensure_ascii=False,
        )
    )


def lived(bureau, department, clerk, head, writer):
    return services.open_case(
        kind=KIND,
        bureau=bureau,
        by=OfficerActor(officer=clerk),
        payload={"matter": "门前占道经营", "received_on": "2022-05-05"},
        at=DAY,
        request_id=uuid.uuid4(),
        department=department,
        parties=[(writer, "信访人")],
    )


def do(case, officer, action, at, payload=None):
    return services.perform(
        case=case,
        action=action,
        by=OfficerActor(officer=officer),
        payload=payload or {},
        at=at,
        request_id=uuid.uuid4(),
    )


def refused_then_answered(case, clerk, head, writer):
    do(case, clerk, "accept", DAY + timedelta(days=1))
    paper = case.documents.get()
    serve = {
        "document": f"{paper.template}/{paper.seq}",
        "party": f"party:{writer.pk}",
        "manner": "personal",
        "sent_on": "2022-05-08",
        "arrived_on": "2022-05-08",
        "receiver": writer.name,
        "proof": "送达回证",
    }
    codes = []
    try:
        do(case, head, "answer", DAY + timedelta(days=2), {"reply": "已收悉"})
    except ActRefusedError as error:
        codes = [ground.code for ground in error.grounds]
    do(case, clerk, "serve", DAY + timedelta(days=3), serve)
    do(case, head, "answer", DAY + timedelta(days=5), {"reply": "已就所提事项作出处理"})
    return codes


def at_the_desk(account):
    client = Client(HTTP_HOST="localhost")
    client.force_login(account, backend="fadu.people.backend.AccountBackend")
    with clock.set_to(DAY + timedelta(days=6)):
        shown = client.get(f"/open/{KIND}/")
        before = Case.objects.count()
        sent = client.post(
            f"/open/{KIND}/",
            {
                "matter": "夜间噪声",
                "received_on": "2022-05-10",
                "request_id": str(uuid.uuid4()),
                "warned": "1",
                "party-name": "王某",
                "party-kind": "person",
                "party-capacity": "信访人",
            },
        )
        page = client.get(sent.headers.get("Location", "/"))
    return [shown.status_code, sent.status_code, page.status_code, Case.objects.count() - before]


def imported(bureau):
    folder = Path(os.environ["FADU_HOME"])
    (folder / "map.yaml").write_text(
        f"kind: {KIND}\nsource: 旧台账\nnumber: {{column: 编号}}\n"
        "parties:\n  - {capacity: 信访人, name: {column: 姓名}, kind: person}\n"
        "acts:\n"
        "  - {action: receive, at: {column: 收到}, sets: {matter: {column: 事项}, received_on: {column: 收到}}}\n"
        "  - {action: accept, at: {column: 受理}}\n"
        "  - {action: answer, at: {column: 答复}, sets: {reply: {column: 意见}}}\n",
        encoding="utf-8",
    )
    (folder / "old.csv").write_text(
        "编号,姓名,事项,收到,受理,答复,意见\n旧1号,张某,占道,2022-06-01,2022-06-02,2022-06-20,已清理占道物品\n",
        encoding="utf-8",
    )
    result = taking_in.take_in(
        folder / "old.csv", mapping.load(folder / "map.yaml"), bureau=bureau, at=clock.now()
    )
    return result.imported


def figure(bureau):
    from fadu.figures.period import Period
    from fadu.figures.reading import Reading

    code = {"petition": "PET-01", "advice": "ADV-01"}[KIND]
    read = Reading(bureau, Period.year(2022, as_of=date(2023, 1, 31))).figure(code)
    return [read.value, len(list(read.rows))]


def verified():
    from fadu.ledger import sequencing, verification

    sequencing.sequence()
    return [str(problem) for problem in verification.verify()]


main()
