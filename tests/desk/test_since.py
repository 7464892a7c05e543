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


def test_why_somebody_did_not_sign_stands_behind_the_paper_in_every_copy_and_in_the_list_of_contents(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    client, before = desk_of("zhifa"), record(case).document
    refused = {
        "paper": record(case).pk,
        "who": "王五",
        "way": "refused",
        "reason": "facts",
        "witness": "李四，居委会",
        "request_id": str(uuid.uuid4()),
    }
    client.post(f"/case/{case.pk}/signature/", refused)

    for name, text in copies(client, case).items():
        flat = text.replace("\n", "")
        assert "不是文书的原文" in flat, name
        assert "2022年12月15日，" in flat, name
        assert "已交王五阅看（宣读），没有签名：认为所记与事实不符。见证人：李四，居委会。" in flat, name
        assert flat.index("当事人") < flat.index("没有签名"), name
    assert "（附页：未签名的记明）" in copies(client, case)["whole file as pdf"].replace("\n", "")
    page = client.get(f"/case/{case.pk}/").content.decode()
    assert "没有签名：认为所记与事实不符" in page
    assert record(case).document.digest == before.digest
    other = case.documents.exclude(pk=record(case).pk).exclude(access="secondary").first()
    if other is not None:
        shown = client.get(f"/case/{case.pk}/document/{other.pk}.html").content.decode()
        assert "王五" not in shown


def test_a_signature_on_the_screen_is_named_behind_its_paper(
    case: Case, desk_of: Callable[..., Client]
) -> None:
    title = f"屏幕签名：《现场笔录》，王五（文书摘要{record(case).document.digest[:16]}）"
    payload = {"title": title, "kind": "其他材料", "digest": "0" * 64, "access": "main"}
    handed.act(case, "attach", "zhifa", payload)

    for name, text in copies(desk_of("zhifa"), case).items():
        assert title in text.replace("\n", ""), name
