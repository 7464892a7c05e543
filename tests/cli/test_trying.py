# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu procedure try`: what it prints, with which exit code it ends, and what it says of a file that is no story."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from fadu.assembly.entry import main
from fadu.kernel.kinds import handed_down

TITLE = "name: 期满不得再延\nlaw: [程序规定 64, 行政处罚法 60]\n"
KIND = "kind: penalty\n"
OPENED = "opened: {on: 2022-03-01, payload: {received_on: 2022-03-01}, parties: [{name: 甲店}]}\n"
FILED = "do: file, payload: {violation_continues: true}"
HOLDS = (
    f"acts:\n  - {{on: 2022-03-10, {FILED}, then: {{clocks: {{handling: 2022-06-08}}}}}}\n"
    "  - {on: 2022-06-09, do: extend, refused: [程序规定 64]}\n"
)
STORY = TITLE + KIND + OPENED + HOLDS

Story = Callable[..., str]


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """Writes a story and returns where it lies."""

    def write(text: str, name: str = "one.yaml") -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_a_story_that_goes_as_written_ends_with_zero(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["procedure", "try", story(STORY)]) == 0
    assert capsys.readouterr().out == (
        "相符  期满不得再延（程序规定 64、行政处罚法 60）\n共1个情景，1个相符，0个不符。\n"
    )


def test_a_step_that_is_refused_is_said_with_what_was_expected_the_grounds_and_their_articles(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    place = story(STORY.replace(", refused: [程序规定 64]", ""))

    assert main(["procedure", "try", place]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "不符  期满不得再延（程序规定 64、行政处罚法 60）",
        f"  {place}，penalty 2021-07-15版",
        "  第7行，2022-06-09：“延长办案期限三十日”（extend）应获准办理，却被拒绝：",
    ]
    assert lines[3].startswith("  - [")
    assert lines[3].endswith("程序规定 64）")
    assert lines[-1] == "共1个情景，0个相符，1个不符。"


def test_a_refusal_for_another_ground_is_said_with_the_grounds_there_are(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["procedure", "try", story(STORY.replace("[程序规定 64]", "[no_evidence]"))]) == 1
    out = capsys.readouterr().out
    assert "应因“no_evidence”被拒绝，实际的理由是：" in out
    assert "程序规定 64）" in out


def test_an_act_that_is_permitted_though_the_story_says_refused_is_said(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["procedure", "try", story(STORY.replace("2022-06-09", "2022-06-08"))]) == 1
    assert (
        "第7行，2022-06-08：“延长办案期限三十日”（extend）应被拒绝，却获准办理。" in capsys.readouterr().out
    )


def test_the_grounds_are_listed_where_the_story_names_none(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["procedure", "try", story(STORY.replace("[程序规定 64]", "true"))]) == 0
    out = capsys.readouterr().out
    assert "  第7行，2022-06-09：“延长办案期限三十日”（extend）被拒绝：\n  - [" in out


def test_json_says_of_each_file_the_step_and_both_sides_as_plain_values(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = story(STORY, "a.yaml"), story(STORY.replace("2022-06-08", "2022-06-07"), "b.yaml")

    assert main(["procedure", "try", good, bad, "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {"file": good, "ok": True, "at": {"line": 7, "day": "2022-06-09"}, "expected": {}, "got": {}},
        {
            "file": bad,
            "ok": False,
            "at": {"line": 6, "day": "2022-03-10"},
            "expected": {"clocks": {"handling": "2022-06-07"}},
            "got": {"clocks": {"handling": [{"due": "2022-06-08", "state": "running"}]}},
        },
    ]


def test_json_of_an_act_has_the_grounds_on_the_one_side_and_what_was_asked_on_the_other(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = story(STORY.replace(", refused: [程序规定 64]", ""), "a.yaml")
    permitted = story(STORY.replace("2022-06-09", "2022-06-08"), "b.yaml")

    main(["procedure", "try", refused, permitted, "--json"])
    one, two = json.loads(capsys.readouterr().out)

    assert one["expected"] == {"refused": False}
    assert "程序规定 64" in one["got"]["refused"][0]["cites"]
    assert (two["expected"], two["got"]) == ({"refused": ["程序规定 64"]}, {"refused": []})


def test_a_story_ends_at_its_first_difference_and_the_next_one_is_tried(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong_twice = STORY.replace("2022-06-08", "2022-06-07").replace(", refused: [程序规定 64]", "")

    assert main(["procedure", "try", story(wrong_twice, "a.yaml"), story(STORY, "b.yaml")]) == 1
    out = capsys.readouterr().out
    assert "第6行" in out
    assert "第7行" not in out
    assert "共2个情景，1个相符，1个不符。" in out


def test_what_cannot_be_served_or_ended_is_a_difference_with_what_there_is(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    served = story(STORY + "  - {on: 2022-06-10, serve: penalty_notice}\n", "a.yaml")
    ended = story(STORY + "  - {on: 2022-06-10, child: hearing, outcome: held}\n", "b.yaml")

    assert main(["procedure", "try", served, ended]) == 1
    out = capsys.readouterr().out
    assert "应有可送达的penalty_notice；本案现有文书：" in out
    assert "应有未办结的子程序hearing；现有无。" in out


def test_folders_and_patterns_are_taken_and_a_file_named_twice_is_tried_once(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story(STORY, "a.yaml")
    story(STORY, "b.yaml")
    story("no story", "notes.txt")

    assert main(["procedure", "try", str(tmp_path), f"{tmp_path}/*.yaml", str(tmp_path / "a.yaml")]) == 0
    assert "共2个情景，2个相符，0个不符。" in capsys.readouterr().out


def test_a_folder_without_stories_is_bad_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["procedure", "try", str(tmp_path)])

    assert ended.value.code == 2
    assert f"文件夹 {tmp_path} 里没有 *.yaml 文件" in capsys.readouterr().err


def test_the_kind_is_that_of_the_folder_where_the_story_says_none(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = sorted(handed_down()["complaint"].scenarios.glob("settled*.yaml"))
    own = story(TITLE + OPENED + HOLDS, "penalty/scenarios/one.yaml")

    assert main(["procedure", "try", own, *map(str, shipped)]) == 0
    assert f"共{len(shipped) + 1}个情景" in capsys.readouterr().out


def test_the_kind_at_the_top_goes_before_that_of_the_folder(story: Story) -> None:
    assert main(["procedure", "try", story(STORY, "complaint/scenarios/one.yaml")]) == 0


def test_a_relative_path_finds_the_folder_it_stands_in(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story(TITLE + OPENED + HOLDS, "penalty/scenarios/one.yaml")
    monkeypatch.chdir(tmp_path / "penalty" / "scenarios")

    assert main(["procedure", "try", "one.yaml"]) == 0


def test_where_one_file_is_no_story_all_such_are_named_and_none_is_tried(
    story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    places = [story(STORY, "a.yaml"), story("- 一\n", "b.yaml"), story("name: 一\n", "c.yaml")]

    assert main(["procedure", "try", *places, "--json"]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert [line.split(" ")[0] for line in output.err.splitlines()] == [
        f"错误：{place}" for place in places[1:]
    ]


ACT = "acts: [{on: 2022-03-10, %s}]\n"
#: what is said -> a file that is no story
NO_STORIES: dict[str, str] = {
    "第1行第1列：文件的最上层应是“键: 值”的对应表。": "- 一\n",
    "不是正确的 YAML": "name: [一\n",
    "第2行第1列：键“name”写了两次。": "name: 一\nname: 二\n",
    "第1行第7列：YAML 里不能有 U+0001 这个字符。": "name: \x01\n",
    "第1行第1列：层次太深，读不完。": f"name: {'[' * 3000}{']' * 3000}\n",
    "第1行第1列：缺少“name”：应为文字。": KIND + OPENED,
    "第1行第1列：缺少“opened”：应为“键: 值”的对应表。": TITLE + KIND,
    "第1行第1列：情景里没有“procedure”这一项；这里可以写name、kind": "procedure: penalty\n",
    "第3行第1列：情景里没有“knd”这一项；": TITLE + "knd: penalty\n" + OPENED,
    "是不是“kind”？": TITLE + "knd: penalty\n" + OPENED,
    "第1行第1列：缺少“kind”：应为案件种类，如 kind: penalty；没有写，文件也不在": TITLE + OPENED,
    "第3行第1列：没有名为“penalti”的案件种类。最接近的是：penalty。可写的有：": TITLE
    + "kind: penalti\n"
    + OPENED,
    "第3行第1列：“kind”应为文字；实为“[penalty]”。": TITLE + "kind: [penalty]\n" + OPENED,
    "第4行第1列：“行政处罚（普通程序）”在1999-03-01没有可适用的程序版本": TITLE
    + KIND
    + "opened: {on: 1999-03-01}\n",
    "第5行第1列：“行政处罚（普通程序）”没有2021-07-16的版本；有：": TITLE
    + KIND
    + OPENED
    + "edition: 2021-07-16\n",
    "第4行第10列：“on”应为日历上有的日期或者时刻，如 2022-03-01 或者 2022-03-01T15:30；实为“2022-02-30”。": TITLE
    + KIND
    + "opened: {on: 2022-02-30}\n",
    "第4行第9列：缺少“on”": TITLE + KIND + "opened: {do: register}\n",
    "“parties”应为列表，每一项是“键: 值”的对应表；实为“甲店”。": TITLE
    + KIND
    + "opened: {on: 2022-03-01, parties: 甲店}\n",
    "“posts”应为文字，或者文字的列表；实为“1”。": TITLE + KIND + OPENED + "people: {甲: {posts: 1}}\n",
    "“甲”应为“键: 值”的对应表；实为“case_handler”。": TITLE + KIND + OPENED + "people: {甲: case_handler}\n",
    "第5行第1列：“acts”应为列表，每一项是“键: 值”的对应表；实为“（空）”。": TITLE + KIND + OPENED + "acts:\n",
    "一步只写一件事；这里同时写了do、serve。": STORY
    + "  - {on: 2022-06-10, do: extend, serve: penalty_notice}\n",
    "第8行第5列：这一步没有写做什么；应写do、serve、child、told、record、assign、release之一，或者只写 then。": STORY
    + "  - {on: 2022-06-10}\n",
    "情景里没有“refused”这一项；这里可以写serve、": STORY
    + "  - {on: 2022-06-10, serve: penalty_notice, refused: true}\n",
    "缺少“outcome”": STORY + "  - {on: 2022-06-10, child: hearing}\n",
    "“party”应为当事人的序号，如 1；实为“甲店”。": STORY + "  - {on: 2022-06-10, do: extend, party: 甲店}\n",
    "“refused”应为true、理由的代码、条文、文字，或者它们的列表；实为“[]”。": STORY.replace(
        "[程序规定 64]", "[]"
    ),
    "情景里没有“cite”这一项；这里可以写code、cites、message_contains。是不是“cites”？": STORY.replace(
        "[程序规定 64]", "[{cite: 程序规定 64}]"
    ),
    "“handling”应为日历上有的日期，如 2022-03-01；实为“2022-06-31”。": STORY.replace(
        "2022-06-08", "2022-06-31"
    ),
    "“state”应为running、paused、met、breached、overdue、expired、waived；实为“late”。": STORY.replace(
        "2022-06-08", "{state: late}"
    ),
    "第5行第25列：“行政处罚（普通程序）”2021-07-15版没有名为“extent”的办理。是不是“extend”？": TITLE
    + KIND
    + OPENED
    + ACT % "do: extent, refused: true",
    "没有名为“handeler”的角色或者人员。是不是“handler”？": TITLE
    + KIND
    + OPENED
    + ACT % "do: file, by: handeler",
    "没有名为“penalty_notise”的文书。是不是“penalty_notice”？": TITLE
    + KIND
    + OPENED
    + ACT % "serve: penalty_notise",
    "没有名为“hearings”的子程序。是不是“hearing”？": TITLE
    + KIND
    + OPENED
    + ACT % "child: hearings, outcome: held",
    "没有名为“helt”的“hearing”的结果。是不是“held”？": TITLE
    + KIND
    + OPENED
    + ACT % "child: hearing, outcome: helt",
    "没有名为“handlers”的角色。是不是“handler”？": TITLE + KIND + OPENED + ACT % "assign: handlers",
    "没有名为“乙”的角色或者人员。": TITLE + KIND + OPENED + ACT % "release: handler, by: 乙",
    "没有名为“child_ended”的可以径行记下的办理。": TITLE + KIND + OPENED + ACT % "record: child_ended",
    "add_party 的 payload 应有“party”（当事人），为文字；没有写。": TITLE
    + KIND
    + OPENED
    + ACT % "record: add_party",
    "add_party 的 payload 应有“party”（当事人），为文字；实为“1”。": TITLE
    + KIND
    + OPENED
    + ACT % "record: add_party, payload: {party: 1}",
    "“published_on”应为日历上有的日期，如 2022-03-01；实为“昨天”。": TITLE
    + KIND
    + OPENED
    + ACT % "record: publish, payload: {rule: a, channel: b, published_on: 昨天}",
    "没有名为“filed”的阶段。": TITLE + KIND + OPENED + ACT % "then: {stage: filed}",
    "没有名为“close”的结果。是不是“closed”？": TITLE + KIND + OPENED + ACT % "then: {outcome: close}",
    "没有名为“handeling”的期限。是不是“handling”？": TITLE
    + KIND
    + OPENED
    + ACT % "then: {clocks: {handeling: null}}",
    "没有名为“comittee_item”的子程序。": TITLE + KIND + OPENED + ACT % "then: {opened: comittee_item}",
    "没有名为“handeler”的人员。": TITLE + KIND + OPENED + ACT % "then: {may_not: {handeler: extend}}",
    "没有名为“extent”的办理。": TITLE + KIND + OPENED + ACT % "then: {may_not: {handler: extent}}",
}


@pytest.mark.parametrize("said", NO_STORIES)
def test_a_file_that_is_no_story_is_told_with_its_place(
    said: str, story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    place = story(NO_STORIES[said])

    assert main(["procedure", "try", place]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith(f"错误：{place} 第")
    assert said in output.err


def test_bytes_that_are_no_text_are_told_with_their_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.yaml").write_bytes("name: 一\nlaw: ".encode() + b"\xc4\xe3")

    assert main(["procedure", "try", str(tmp_path / "one.yaml")]) == 2
    assert "第2行第6列：应为 UTF-8 编码的文字；这里的字节不是。" in capsys.readouterr().err


def test_a_file_that_may_not_be_read_is_told(
    story: Story, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    place = story(STORY)
    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert main(["procedure", "try", place]) == 2
    assert f"{place} 第1行第1列：读不了这个文件；请核对它的权限。" in capsys.readouterr().err


def test_a_story_may_say_that_an_edition_has_no_such_action(story: Story) -> None:
    text = TITLE + KIND + OPENED + ACT % "do: fly, refused: [unknown_action]"

    assert main(["procedure", "try", story(text)]) == 0
