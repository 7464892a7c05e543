# SPDX-License-Identifier: MulanPSL-2.0
"""A paper tells what was said of it since, in every copy and in the whole file, and what was issued and archived stays as it was."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pypdf
import pytest
from django.test import Client
from tests.desk import handed

from fadu.cases.acts import services
from fadu.cases.models import Act, Case, CaseDocument
from fadu.cases.rules import officer_id_of
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people.actors import OfficerActor
from fadu.people.models import Officer
from fadu.records.models import Rendering

pytestmark = pytest.mark.django_db
MORNING = datetime(2022, 12, 15, 10, tzinfo=LEGAL_TIME)
SCENE = {
    "place": "清河路1号",
    "began_at": "2022-12-15T08:30",
    "ended_at": "2022-12-15T09:00",
    "scene": "货架上有超过保质期的食品",
    "subject_paper": "营业执照",
    "presence": "经营者在场",
}


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.set_to(MORNING):
        yield


@pytest.fixture
def case(lived: None) -> Case:
    """A penalty case with the record of an inspection by two officers of this morning, entered by one."""
    case = handed.penalty("清河二人商行")
    handed.act(case, "inspect", "zhifa", SCENE)
    return case


def record(case: Case) -> CaseDocument:
    return case.documents.select_related("document").get(template="scene_record")


def said(content: bytes, fmt: str) -> str:
    if fmt == "html":
        return content.decode()
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def copies(client: Client, case: Case) -> dict[str, str]:
    """The text of each way to look at the record of the inspection."""
    here, paper = f"/case/{case.pk}", record(case).pk
    addresses = {
        "view": (f"{here}/document/{paper}.html", "html"),
        "pdf": (f"{here}/document/{paper}.pdf", "pdf"),
        "whole file": (f"{here}/file-of/main.html", "html"),
        "whole file as pdf": (f"{here}/file-of/main.pdf", "pdf"),
    }
    shown = {name: said(client.get(address).content, fmt) for name, (address, fmt) in addresses.items()}
    whole = client.post(f"{here}/document/{paper}/whole.html")
    return shown | {"for the file": said(whole.content, "html")}


def test_a_name_waits_on_its_paper_until_it_is_confirmed_and_every_copy_names_the_day_from_then_on(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client, act = desk_of("zhifa"), Act.objects.get(case=case, action="inspect")
    second = Officer.objects.get(pk=officer_id_of(act.by[1]["person"]))
    assert all(f"{second.name}（待本人确认）" in text for text in copies(client, case).values())
    kept = list(Rendering.objects.order_by("pk").values_list("pk", "file__digest"))
    before = record(case).document

    with clock.set_to(MORNING + timedelta(days=1)):
        services.perform(
            case=case,
            action="confirm_joint",
            by=OfficerActor(officer=second),
            payload={"of": str(act.seq)},
            request_id=uuid.uuid4(),
        )
        for name, text in copies(client, case).items():
            assert f"{second.name}（12月16日确认）" in text, name
            assert "待本人确认" not in text, name

    after = record(case).document
    assert (after.digest, after.data) == (before.digest, before.data)
    assert list(Rendering.objects.order_by("pk").values_list("pk", "file__digest")) == kept
