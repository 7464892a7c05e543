# SPDX-License-Identifier: MulanPSL-2.0
"""The chart of a kind as it hangs on a wall, and the chart of a case as far as it has come."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from fadu.cases.models import Case
from fadu.procedure.library import library

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]


def test_every_kind_of_case_has_a_chart_for_the_wall_under_the_bureaus_name(desk_of: Desk) -> None:
    client = desk_of("zhifa")

    for kind in library().kinds():
        shown = client.get(f"/chart/{kind}/").content.decode()
        drawn = shown.partition("<svg")[2].partition("</svg>")[0]
        words = re.sub(r"<[^>]+>", " ", f"<svg{drawn}")
        assert "清河区市场监督管理局" in words, kind
        assert "监督电话：0999-6200316" in words, kind
        assert not re.search(r"[0-9a-f]{16}|[a-z]+_[a-z]+", words), kind
        assert not re.search(r"(?:法|条例|规定|办法) \d+[、，；。）]", words), kind
        assert "<style" not in shown, kind


def test_the_chart_names_the_department_chosen_and_prints_on_the_sheet_chosen(desk_of: Desk) -> None:
    client = desk_of("juzhang")
    case = Case.objects.filter(kind="penalty").latest("pk")
    from_case = re.search(r'href="(/chart/penalty/[^"]*)"', client.get(f"/case/{case.pk}/").content.decode())
    assert from_case
    assert case.department

    own = client.get(from_case[1]).content.decode()
    plain = client.get("/chart/penalty/").content.decode()
    none = client.get("/chart/penalty/", {"department": "none", "sheet": "a4"}).content.decode()

    assert f"承办机构：{case.department.name}" in own
    assert "承办机构：（未注明）" in plain
    assert 'class="wall a3' in own
    assert "承办机构：（未注明）" in none
    assert 'class="wall a4' in none
    assert client.get("/chart/nothing/").status_code == 404
    assert client.get("/chart.css")["Content-Type"] == "text/css; charset=utf-8"


def test_the_chart_of_a_case_shows_what_was_done_with_its_days_to_who_reads_the_case(desk_of: Desk) -> None:
    case = Case.objects.filter(kind="penalty").latest("pk")
    day = case.acts.order_by("seq")[0].happened_at

    shown = desk_of("juzhang").get(f"/case/{case.pk}/chart/").content.decode()

    assert f"✓ {day:%Y-%m-%d}" in shown
    assert "监督电话：0999-6200316" in shown
    assert desk_of("xiaobao").get(f"/case/{case.pk}/chart/").status_code == 404


def test_the_case_page_draws_the_stages_with_their_days_and_says_them_in_words(desk_of: Desk) -> None:
    case = Case.objects.filter(kind="penalty", stage="closed").latest("pk")

    shown = desk_of("juzhang").get(f"/case/{case.pk}/").content.decode()

    assert 'class="progress-chart"' in shown
    assert re.search(r"线索核查：已经过，\d{4}-\d\d-\d\d至", shown) or "线索核查" in shown
    assert 'aria-current="step"' not in shown  # nobody stands in an end
    assert "▶" not in shown
