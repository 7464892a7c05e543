# SPDX-License-Identifier: MulanPSL-2.0
"""Writes the reference pages from what they describe: indicators, commands, procedures. ``--check`` only compares."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.procedure.model import Action, Procedure

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"


def pages() -> dict[str, str]:
    """File name -> text of every generated page."""
    from fadu.reporting.reference import page

    return {"indicators.md": page(), "cli.md": commands(), "procedures.md": procedures()}


def commands() -> str:
    """Every sub-command with what it takes."""
    from fadu.assembly.entry import names

    lines = [
        "# `fadu` 命令",
        "",
        "本页由 `tools/reference.py` 从命令本身写出，不手工改。",
        "",
        "退出码：0 顺利；1 有发现或者被拒绝；2 用法有误。另有一种：`fadu ledger verify FILE` 自身相符而没有可核对的公钥时为 3。带 `--json` 的输出可供程序读取，其[形式](json.md)不随意改变。",
        "",
    ]
    for name, module in names().items():
        command = import_module(module)
        parser = argparse.ArgumentParser(prog=f"fadu {name}")
        command.add_arguments(parser)
        lines += [f"## `fadu {name}`", "", f"{command.HELP}。", "", *_parser(parser, f"fadu {name}")]
    return "\n".join(lines).rstrip() + "\n"


def _parser(parser: argparse.ArgumentParser, title: str) -> Iterator[str]:
    rows, below = [], []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            below = [(name, helps.get(name, ""), child) for name, child in action.choices.items()]
        elif not isinstance(action, argparse._HelpAction):
            shown = (
                "、".join(f"`{option}`" for option in action.option_strings)
                or f"`{action.metavar or action.dest}`"
            )
            rows.append(f"| {shown} | {(action.help or '').replace('|', '｜')} |")
    if rows:
        yield from ("| 参数 | 说明 |", "| --- | --- |", *rows, "")
    for name, words, child in below:
        yield from (
            f"### `{title} {name}`",
            "",
            f"{words}。" if words else "",
            "",
            *_parser(child, f"{title} {name}"),
        )


def procedures() -> str:
    """Every edition of every procedure: its stages, what can be done in each, and the limits that run."""
    from fadu.procedure.library import library

    books = library()
    lines = [
        "# 办案程序",
        "",
        "本页由 `tools/reference.py` 从程序文件写出，不手工改。流程图：`fadu procedure chart 案件种类`。",
        "",
    ]
    for kind in books.kinds():
        for procedure in books.editions(kind):
            lines += _procedure(procedure)
    return "\n".join(lines).rstrip() + "\n"


def _procedure(procedure: Procedure) -> Iterator[str]:
    yield from (f"## {procedure.title}（`{procedure.key}`，{procedure.edition}版）", "")
    yield from ("| 动作 | 在哪个阶段 | 转入 | 依据 |", "| --- | --- | --- | --- |")
    for action in procedure.actions.values():
        yield f"| {action.title}（`{action.key}`） | {_places(procedure, action)} | {_title(procedure, action.to)} | {'、'.join(action.cites)} |"
    yield ""
    if procedure.clocks:
        yield from ("| 期限 | 规则 | 依据 |", "| --- | --- | --- |")
        for clock in procedure.clocks.values():
            yield f"| {clock.title} | `{clock.limit}` | {'、'.join(clock.cites)} |"
        yield ""


def _places(procedure: Procedure, action: Action) -> str:
    return "、".join(_title(procedure, source) for source in action.sources)


def _title(procedure: Procedure, stage: str) -> str:
    return (
        procedure.stages[stage].title
        if stage in procedure.stages
        else {"start": "（开始）", "open": "（办理中）", "ended": "（结束后）"}.get(stage, stage)
    )


def main() -> int:
    """Write the pages; with ``--check`` say which are not what they should be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fadu.assembly.settings")
    os.environ.setdefault("FADU_HOME", tempfile.mkdtemp(prefix="fadu-reference-"))
    import django

    django.setup()
    stale = [name for name, text in pages().items() if not _same(FOLDER / name, text)]
    if "--check" in sys.argv:
        sys.stdout.write(
            ("、".join(stale) + "：与代码不一致，运行 make docs。" if stale else "参考文档与代码一致。")
            + "\n"
        )
        return 1 if stale else 0
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"已写出：{'、'.join(pages())}。\n")
    return 0


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    raise SystemExit(main())
