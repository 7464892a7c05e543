# SPDX-License-Identifier: MulanPSL-2.0
"""What a command is given wrongly ends it with one Chinese sentence that says what was expected, before anything is done."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT

from fadu.assembly.entry import main, names
from fadu.cli.arguments import identifiers, numbers, places
from fadu.cli.arguments.parser import Parser, in_chinese

#: words of a command -> what its sentence says
REFUSED: dict[str, str] = {
    "figures 99999": "年度：应为1995至2040之间的年份，如 2022；实为“99999”",
    "figures 0": "应为1995至2040之间的年份",
    "figures abc": "实为“abc”",
    "figures": "缺少 年度",
    "figures 2022 --cod": "--code后面应有一个值",
    "report 10000": "应为1995至2040之间的年份",
    "report 2022 --format png": "--format没有“png”这一项，可用的有docx、pdf、html、json",
    "report 2022 -o /nowhere/x.docx": "没有文件夹 /nowhere；请先建立",
    "check --year -5": "应为1995至2040之间的年份",
    "check --html /nowhere/x.html": "没有文件夹 /nowhere",
    "check --nothing": "没有这样的参数 --nothing",
    "serve --port 99999": "应为1至65535之间的端口",
    "serve --port -1": "应为1至65535之间的端口",
    "serve --port 0": "应为1至65535之间的端口",
    "serve --workers 0": "应为1至256之间的进程数",
    "work --every 0": "应为1至86400之间的秒数",
    "demo --year 3000": "应为1995至2040之间的年份",
    "demo --scale -1": "应为大于0、不大于1000的倍数",
    "demo --serve --port 70000": "应为1至65535之间的端口",
    "document check /nowhere": "没有文件夹 /nowhere",
    "document render /nowhere.form": "没有文件 /nowhere.form",
    "document": "缺少 check|render",
    "document draw": "check|render没有“draw”这一项，可用的有check、render",
    "ledger verify --head /nowhere": "没有文件 /nowhere",
    "ledger erase 1 --by a --reason r": "--by后面应有2个值",
    "procedure chart penalty -o /nowhere/x.svg": "没有文件夹 /nowhere",
    "procedure try": "缺少 文件",
    "procedure try /nowhere/one.yaml": "没有文件或者文件夹 /nowhere/one.yaml",
    "procedure try /nowhere/*.yaml": "没有合于 /nowhere/*.yaml 的文件",
    "backup /nowhere/b": "没有文件夹 /nowhere",
    "restore /nowhere": "没有文件 /nowhere",
    "import licence /nowhere.csv": "没有文件 /nowhere.csv",
    "limit penalty/defence --from 2022-01-28 --notice /nowhere.yaml": "没有文件 /nowhere.yaml",
    "law coverage --tables /nowhere": "没有文件夹 /nowhere",
}
#: English words that may stand in a sentence: names of options and values
LATIN = re.compile(
    r"(?<![-\w/.])(argument|invalid|expected|required|choose|choice|following|unrecognized|error)\b"
)


@pytest.mark.parametrize("words", REFUSED)
def test_a_wrong_argument_is_told_in_a_chinese_sentence(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words.split())
    usage, sentence = capsys.readouterr().err.strip().rsplit("\n", 1)

    assert ended.value.code == 2
    assert usage.startswith("用法：fadu")
    assert sentence.startswith("用法有误：")
    assert REFUSED[words] in sentence
    assert not LATIN.search(sentence)


def parsers() -> Iterator[Parser]:
    """The parser of every command and of every verb."""
    for name, module in names().items():
        parser = Parser(prog=f"fadu {name}")
        import_module(module).add_arguments(parser)
        yield from below(parser)


def below(parser: Parser) -> Iterator[Parser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                yield from below(child)


def test_every_argument_that_is_no_plain_word_has_a_type_of_this_house() -> None:
    ours = [function for module in (identifiers, numbers, places) for function in vars(module).values()]
    types = {action.type for parser in parsers() for action in parser._actions if action.type is not None}

    assert len(types) >= 8
    assert [given for given in types if given is Path or given not in ours] == []


def test_help_is_headed_and_names_its_values_in_chinese() -> None:
    for parser in parsers():
        text = parser.format_help()
        assert text.startswith("用法：fadu")
        assert not re.search(r"positional arguments|options:|show this help|usage:", text)
        assert [a.dest for a in parser._actions if a.nargs != 0 and not a.choices and not a.metavar] == []


@pytest.mark.parametrize("quote", ["'", ""])
def test_what_may_be_chosen_is_listed_alike_in_every_release_of_python(quote: str) -> None:
    said = f"argument --format: invalid choice: 'png' (choose from {quote}svg{quote}, {quote}bpmn{quote})"

    assert in_chinese(said) == "--format没有“png”这一项，可用的有svg、bpmn"


def test_forms_are_looked_for_in_a_folder_that_holds_some(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from fadu.cli import document

    ended = document.run(argparse.Namespace(verb="check", folders=[tmp_path]))

    assert ended == 2
    assert "应为放有文书模板（*.form）的文件夹" in capsys.readouterr().err


def test_data_that_is_no_json_is_told_by_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from fadu.cli import document

    form = next((ROOT / "src" / "fadu" / "records" / "documents").rglob("*.form"), None) or next(
        (ROOT / "src" / "fadu").rglob("*.form")
    )
    (tmp_path / "data.json").write_text("{\n不是 JSON", encoding="utf-8")
    options = argparse.Namespace(
        verb="render", form=form, data=tmp_path / "data.json", fmt="text", draft=True, output=None
    )

    assert document.run(options) == 2
    assert "应为JSON 数据文件；实为“第2行不合 JSON 的写法”" in capsys.readouterr().err


def test_a_day_that_is_none_is_refused_also_where_no_table_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["law", "options", "--on", "2022"]) == 2
    assert "应为日历上有的日期" in capsys.readouterr().err


def test_a_reader_that_goes_away_ends_a_command_in_silence() -> None:
    program = "import sys; from fadu.assembly.entry import main; raise SystemExit(main(sys.argv[1:]))"
    running = subprocess.Popen(
        [sys.executable, "-c", program, "procedure", "show", "penalty"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    said = running.stderr.read()
    running.stderr.close()

    assert (running.wait(60), said) == (0, b"")
