# SPDX-License-Identifier: MulanPSL-2.0
"""A page says before the press what stands against it: nothing is offered that is then refused."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fadu.cases.models import Case, Refusal
from fadu.procedure.library import library
from fadu.records.models import StoredFile

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def _taken_away(lived: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A release without complaints."""
    monkeypatch.delitem(library().folders, "complaint")  # type: ignore[arg-type]


def test_who_may_not_file_reads_it_before_choosing_a_file_and_no_file_is_kept(desk_of: Desk) -> None:
    client, case = desk_of("jijian"), Case.objects.filter(kind="complaint").latest("pk")
    page, kept = f"/case/{case.pk}/upload/", StoredFile.objects.count()
    form = {"title": "来信", "kind": "书证", "access": "main", "request_id": str(uuid.uuid4())}

    shown = client.get(page)
    sent = client.post(page, {**form, "file": SimpleUploadedFile("来信.txt", "来信".encode())})

    assert "您此刻没有担任办理这类案件的任何岗位" in text_of(shown)
    assert sent.status_code == 422
    assert StoredFile.objects.count() == kept
    assert Refusal.objects.filter(case=case, action="attach").count() == 1


def test_an_act_that_is_not_offered_says_at_its_address_why_before_anything_is_typed(desk_of: Desk) -> None:
    client = desk_of("juzhang")
    ended = Case.objects.filter(kind="penalty", stage="closed").latest("pk")

    assert "本案已经办结，不能“登记当事人”" in text_of(client.get(f"/case/{ended.pk}/do/add_party/"))
    assert "应在“调查取证”办理" in text_of(client.get(f"/case/{ended.pk}/do/conclude/"))


@pytest.mark.usefixtures("_taken_away")
@pytest.mark.parametrize("page", ["", "upload/", "do/note/"])
def test_a_case_of_a_kind_that_was_taken_away_is_told_to_who_sees_it_and_to_nobody_else(
    desk_of: Desk, page: str
) -> None:
    case = Case.objects.filter(kind="complaint").latest("pk")
    address = f"/case/{case.pk}/{page}"

    seen, unseen = desk_of("juzhang").get(address), desk_of("xuke").get(address)

    assert seen.status_code == 503
    assert "没有安装" in text_of(seen)
    assert unseen.status_code == 404
    assert "没有安装" not in text_of(unseen)


def test_only_what_an_officer_may_open_is_offered_and_the_rest_says_why(desk_of: Desk) -> None:
    clerk, watcher = desk_of("dengji").get("/open/"), desk_of("jijian").get("/open/")

    assert 'href="/open/complaint/"' in clerk.content.decode()
    assert not re.search(r'href="/open/\w', watcher.content.decode())
    assert "您此刻的岗位不登记新件" in text_of(watcher)
    assert "“登记人员”才能办理；您此刻没有担任相应岗位" in text_of(watcher)


def test_the_form_of_a_case_that_cannot_be_opened_says_so_before_anything_is_typed(desk_of: Desk) -> None:
    assert "您此刻没有担任相应岗位" in text_of(desk_of("jijian").get("/open/complaint/"))
    assert "现在还不能办理" not in text_of(desk_of("dengji").get("/open/complaint/"))


def test_what_only_another_case_brings_about_is_not_opened_by_itself(
    desk_of: Desk, filled: Callable[..., dict[str, str]]
) -> None:
    client, before = desk_of("mishu"), Case.objects.count()
    reason = "“集体讨论议题”由其他案件的办理启动，不能单独登记"

    shown = client.get("/open/committee_item/")
    sent = client.post("/open/committee_item/", filled(client, "/open/committee_item/"))

    assert reason in text_of(shown)
    assert sent.status_code == 422
    assert reason in text_of(sent)
    assert Case.objects.count() == before


def test_the_report_is_in_the_menu_of_those_who_may_read_it(desk_of: Desk) -> None:
    for account, reads in (("juzhang", True), ("jijian", True), ("zhifa", False), ("guanli", False)):
        client = desk_of(account)
        assert ("述法报告" in text_of(client.get("/"))) is reads, account
        assert (client.get("/report/2022/").status_code == 200) is reads, account
