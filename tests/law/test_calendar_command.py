# SPDX-License-Identifier: MulanPSL-2.0
"""A bureau adopts next year's notice: it sees every open clock that moves, and confirms once."""

from __future__ import annotations

import argparse
import json
import uuid
from datetime import date, datetime
from pathlib import Path

import pytest

from fadu.cases.acts import services as cases
from fadu.cases.models import Case, Clock
from fadu.cli import calendar
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import services as people
from fadu.people.actors import OfficerActor
from fadu.people.models import HolidayNotice

pytestmark = pytest.mark.django_db
#: fifteen working days from Monday 2027-02-01 end on 2-22 by weekdays alone; off 2-5..2-12 and worked 2-13 move it to 3-1
RECEIVED = datetime(2027, 2, 1, 10, tzinfo=LEGAL_TIME)
NOTICE = "year: 2027\ntitle: 2027年放假通知\nnumber: 国办发明电〔2026〕99号\noff: {春节: ['02-05..02-12']}\nworked: {春节: ['02-13']}\n"


@pytest.fixture
def notice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FADU_HOME", str(tmp_path))
    file = tmp_path / "2027.yaml"
    file.write_text(NOTICE, encoding="utf-8")
    return file


@pytest.fixture
def lead(notice: Path) -> Case:
    bureau = people.found_bureau(
        name="清河区市场监督管理局", short="清河局", abbreviation="清", region_code="110000"
    )
    clerk = people.hire(bureau=bureau, name="登记某", since=date(2020, 1, 1))
    people.appoint(
        officer=clerk, post="registrar", start=datetime(2020, 1, 1, tzinfo=LEGAL_TIME), document="任免通知"
    )
    payload = {
        "source": "inspection",
        "received_on": "2027-02-01",
        "suspected_violation": "销售超过保质期的食品",
        "lead_content": "检查发现",
    }
    with clock.set_to(RECEIVED):
        return cases.open_case(
            kind="penalty",
            bureau=bureau,
            by=OfficerActor(officer=clerk),
            payload=payload,
            at=RECEIVED,
            request_id=uuid.uuid4(),
        )


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    calendar.add_arguments(parser)
    with clock.set_to(datetime(2027, 2, 2, 9, tzinfo=LEGAL_TIME)):
        return calendar.run(parser.parse_args(arguments))


def verification() -> Clock:
    return Clock.objects.get(clock="verification")


def test_before_it_is_confirmed_a_notice_only_shows_what_would_move(
    lead: Case, notice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("adopt", str(notice)) == 0

    out = capsys.readouterr().out
    assert f"{lead.number}\t核查期限\t2027-02-22（暂定） → 2027-03-01" in out
    assert "尚未采用" in out
    assert verification().due_on == date(2027, 2, 22)
    assert not HolidayNotice.objects.exists()


def test_confirmed_it_moves_the_clocks_it_showed(
    lead: Case, notice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("adopt", str(notice), "--confirm", "--json") == 0

    summary = json.loads(capsys.readouterr().out)
    assert summary["moved"] == [
        {"case": lead.number, "clock": "核查期限", "before": "2027-02-22（暂定）", "after": "2027-03-01"}
    ]
    assert verification().due_on == date(2027, 3, 1)
    assert not verification().provisional


def test_a_notice_adopted_twice_moves_nothing_the_second_time(
    lead: Case, notice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("adopt", str(notice), "--confirm")
    capsys.readouterr()

    assert run("adopt", str(notice), "--json") == 0

    assert json.loads(capsys.readouterr().out)["moved"] == []


def test_the_list_tells_shipped_notices_from_adopted_ones(
    notice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("adopt", str(notice), "--confirm")
    capsys.readouterr()

    assert run("list") == 0

    lines = capsys.readouterr().out.splitlines()
    assert "2022\t国办发明电〔2021〕11号\t随版本收录" in lines
    assert "2027\t国办发明电〔2026〕99号\t本局采用" in lines
    assert lines[-1] == "2027-12-31以后的日期均为暂定。"


def test_a_file_that_is_no_notice_is_refused_and_nothing_is_adopted(
    tmp_path: Path, notice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(
        "year: 2027\ntitle: 通知\noff: {元旦: ['01-01']}\nworked: {元旦: ['01-05']}", encoding="utf-8"
    )

    assert run("adopt", str(wrong), "--confirm") == 2
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe")
    assert run("adopt", str(tmp_path / "binary.yaml"), "--confirm") == 2

    said = capsys.readouterr().err
    assert "调休上班日应是周末；2027-01-05是工作日" in said
    assert "可以读取的放假通知文件" in said
    assert not HolidayNotice.objects.exists()
