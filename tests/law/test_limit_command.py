# SPDX-License-Identifier: MulanPSL-2.0
"""``fadu limit`` as it is used: one rule, the list, a stream, and everything that can be wrong."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from fadu.assembly.entry import main
from fadu.law import library

DEFENCE = ["limit", "penalty/defence", "--from", "2022-01-28"]


def test_the_last_day_is_printed_first_and_then_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(DEFENCE) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2022-02-09"
    assert lines[-1].strip() == "末日为2022年2月9日，至当日二十四时届满。依据：程序规定 57。"


def test_the_answer_as_json_carries_its_explanation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*DEFENCE, "--json"]) == 0

    reply = json.loads(capsys.readouterr().out)
    assert {key: reply[key] for key in ("rule", "due", "provisional")} == {
        "rule": "penalty/defence",
        "due": "2022-02-09",
        "provisional": False,
    }
    assert reply["explanation"]["cites"] == ["程序规定 57"]
    assert {"day": "2022-01-31", "reason": "春节"} in reply["explanation"]["skipped"]


def test_the_law_of_another_day_may_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*DEFENCE, "--on", "2021-07-14"]) == 0

    assert capsys.readouterr().out.startswith("2022-02-07\n")


def test_pauses_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [
        "limit",
        "penalty/handling",
        "--from",
        "2022-03-01",
        "--pause",
        "2022-03-05..2022-03-06=鉴定",
        "--pause",
        "2022-03-08..2022-03-09=检验",
    ]

    assert main(arguments) == 0

    out = capsys.readouterr().out
    assert out.startswith("2022-06-01\n")
    assert "2022年3月5日至2022年3月5日因鉴定不计入（1日）" in out


def test_a_bureaus_own_notice_moves_the_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notice = tmp_path / "2027.yaml"
    notice.write_text(
        "year: 2027\ntitle: 通知\noff: {春节: ['02-05..02-12']}\nworked: {春节: ['02-13']}\n",
        encoding="utf-8",
    )
    asked = ["limit", "penalty/defence", "--from", "2027-02-04"]

    assert main(asked) == 0
    assert main([*asked, "--notice", str(notice)]) == 0

    out = capsys.readouterr().out
    assert "2027-02-11（暂定）" in out
    assert "2027-02-18\n" in out


def test_a_limit_in_hours_answers_with_a_moment(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["limit", "criminal_transfer/delivery", "--from", "2022-01-31T23:30", "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["due"] == "2022-02-01T23:30:00+08:00"


def test_the_list_has_the_agreed_keys(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["limit", "--list", "--json"]) == 0

    listed = json.loads(capsys.readouterr().out)
    assert len(listed) == len(library().limits())
    assert all(
        {"key", "title", "amount", "unit", "rows", "cites", "in_force_from", "in_force_to"} <= set(item)
        for item in listed
    )


def test_the_list_for_reading_has_a_line_per_dated_value(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["limit", "--list"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(library().limits())
    assert "penalty/defence\t陈述申辩期限\t3个工作日\t2019-04-01至2021-07-14\t程序暂行规定 51" in lines


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "期限的键和 --from 起算日"),
        (["penalty/defence"], "期限的键和 --from 起算日"),
        (["penalty/defense", "--from", "2022-01-28"], "最接近的是：penalty/defence"),
        (["penalty/defence", "--from", "2018-01-28"], "没有施行的规定；收录的有：2019-04-01至2021-07-14"),
        (["penalty/defence", "--from", "2022-02-30"], "日历上有的日期，如 2022-03-01；实为“2022-02-30”"),
        (["penalty/defence", "--from", "2022-02-30T10:00"], "日期或者日期和时刻"),
        (["penalty/defence", "--from", "今天"], "日历上有的日期"),
        (["penalty/defence", "--from", "2022-01-28", "--on", "2022-13-01"], "--on：应为日历上有的日期"),
        (["penalty/defence", "--from", "2099-01-28"], "日历收录1995年至2040年"),
        (["penalty/defence", "--from", "2040-12-31"], "超出日历收录的1995年至2040年"),
        (["criminal_transfer/delivery", "--from", "2022-01-28"], "此期限以小时计"),
        (["penalty/defence", "--from", "2022-01-28", "--pause", "2022-02-01"], "A..B=事由"),
        (
            ["penalty/defence", "--from", "2022-01-28", "--pause", "2022-02-09..2022-02-01=鉴定"],
            "恢复日不早于暂停日",
        ),
    ],
)
def test_bad_input_ends_with_two_and_a_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["limit", *arguments]) == 2

    caught = capsys.readouterr()
    assert caught.out == ""
    assert said in caught.err


def test_a_bad_line_of_a_stream_is_answered_and_the_run_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        '{"rule": "penalty/defense", "from": "2022-01-28"}',
        '{"rule": "penalty/defence", "from": "2022-02-30"}',
        '{"rule": "penalty/defence"}',
        '{"rule": ["penalty/defence"], "from": "2022-01-28"}',
        '{"rule": "penalty/defence", "from": 20220128}',
        "不是 JSON",
        "[1]",
        "",
        '{"rule": "penalty/defence", "from": "2022-01-28", "on": null}',
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))

    assert main(["limit", "--stdin"]) == 1

    replies = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [item.get("rule") for item in replies] == [
        "penalty/defense",
        "penalty/defence",
        "penalty/defence",
        None,
        "penalty/defence",
        None,
        None,
        "penalty/defence",
    ]
    assert all(set(item) == {"rule", "error"} for item in replies[:-1])
    assert replies[-1] == {"rule": "penalty/defence", "due": "2022-02-09", "provisional": False}


def test_a_stream_explains_where_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"rule": "penalty/defence", "from": "2022-01-28"}\n'))

    assert main(["limit", "--stdin", "--explain"]) == 0

    assert json.loads(capsys.readouterr().out)["explanation"]["due"] == "2022-02-09"


def test_an_explanation_says_what_is_not_counted_who_may_extend_and_what_begins_it_anew(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["limit", "tip_off/verification", "--from", "2026-05-11", "--json"]) == 0

    explanation = json.loads(capsys.readouterr().out)["explanation"]
    assert explanation["may_exclude"] == ["检测", "检验", "检疫", "鉴定", "权利人辨认或鉴别"]
    assert [way["words"] for way in explanation["may_extend"]] == [
        "特殊情况的，由本机关负责人决定延长15个工作日，至多1次"
    ]
    assert explanation["restarts"].startswith("同一举报人补充新事实再次举报同一被举报人而合并处理的")
    assert (explanation["counts_first_day"], explanation["rolls"]) == (False, True)


def test_a_limit_without_a_length_in_the_law_is_told_as_such_and_gives_no_day(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = json.dumps({"rule": "penalty/handling_collective", "from": "2022-06-08"})
    monkeypatch.setattr("sys.stdin", io.StringIO(asked))

    assert main(["limit", "penalty/handling_collective", "--from", "2022-06-08"]) == 2
    assert "没有法定的长度，由决定确定" in capsys.readouterr().err
    assert main(["limit", "--stdin"]) == 1
    assert "没有法定的长度" in json.loads(capsys.readouterr().out)["error"]
    assert main(["limit", "--list"]) == 0
    assert (
        "penalty/handling_collective\t集体讨论决定的继续延期\t由决定确定的期间\t" in capsys.readouterr().out
    )


def test_a_closed_list_of_which_nothing_is_in_force_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "options", "complaint/refusal_grounds", "--on", "2019-01-01"]) == 0
    assert capsys.readouterr().out == "2019-01-01没有施行的选项。\n"


@pytest.mark.parametrize(
    ("asked", "due", "by"),
    [
        (["--item", "食品经营许可"], "2024-03-18", "special"),
        (["--item", "食品经营许可", "--about", "application_kind=renewal"], "2024-03-18", "special"),
        (["--item", "药品零售许可", "--about", "application_kind=change"], "2024-03-25", "special"),
        (["--item", "计量授权"], "2024-04-01", "general"),
    ],
)
def test_a_limit_is_told_for_an_item_with_which_rule_governs(
    asked: list[str], due: str, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["limit", "licence/decision", "--from", "2024-03-04", *asked, "--json"]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert (answer["due"], answer["explanation"]["governed"]["by"]) == (due, by)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["penalty/defence", "--item", "食品经营许可"], "因事项而不同的期限"),
        (["licence/decision", "--item", "食品经营许可", "--about", "kind=new"], "分类为application_kind"),
        (["licence/decision", "--item", "食品经营许可正"], "最接近的是“食品经营许可"),
        (["licence/decision", "--about", "application_kind=new"], "与 --item 并用"),
        (["licence/decision", "--item", "食品经营许可", "--about", "application_kind"], "分类=值"),
        (
            ["licence/decision", "--item", "食品经营许可", "--about", "application_kind=newly"],
            "application_kind=new、",
        ),
    ],
)
def test_an_item_no_limit_hangs_on_and_a_narrowing_there_is_not_are_refused(
    asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["limit", *asked, "--from", "2024-03-04"]) == 2

    assert said in capsys.readouterr().err
