# SPDX-License-Identifier: MulanPSL-2.0
"""Trying stories that lie anywhere: which go as written, and of the others the first step that goes otherwise."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fadu.cli.arguments import places
from fadu.procedure import scenarios
from fadu.procedure.stories import StoryError, story_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from fadu.law import Law
    from fadu.procedure.expectations import Unnamed
    from fadu.procedure.library import Library
    from fadu.procedure.model import Procedure
    from fadu.procedure.stories import Story

_HELP = "试行情景文件：核对每一步是否如所写"
_MORE = (
    "情景文件放在哪里都可以，最前面的 kind 写明案件种类；放在某一种类的 scenarios 文件夹里的可以不写。"
    "一个情景在第一处不符即停止，因为此后的各步建立在这一步之上；其余情景照常试行。"
    "情景只写 refused: true 的，列出拒绝的理由，请核对是否所指的那一条。"
    "有一个文件不是情景的，指明行、列，全部不试。"
    "退出码：0 全部相符；1 有不符的；2 用法有误或者文件读不懂。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """How a story went: the step at which it went otherwise, or its last; ``sentence`` is empty where all went as written."""

    story: Story
    edition: date
    line: int
    day: date
    sentence: str
    expected: Mapping[str, Any]
    got: Mapping[str, Any]
    unnamed: tuple[Unnamed, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether all went as written."""
        return not self.sentence

    def as_json(self) -> Mapping[str, Any]:
        """What ``--json`` prints of it."""
        return {
            "file": str(self.story.path),
            "ok": self.ok,
            "at": {"line": self.line, "day": self.day.isoformat()},
            "expected": self.expected,
            "got": self.got,
        }


def add_arguments(verbs: Any) -> None:
    """Declare ``try FILE… [--json]``."""
    trying = verbs.add_parser("try", help=_HELP, description=_HELP + "。" + _MORE)
    trying.add_argument(
        "files",
        nargs="+",
        type=places.stories,
        metavar="文件",
        help="情景文件（YAML），或者文件夹（其中的每个 *.yaml），或者如 'stories/*.yaml' 的写法；写法见 docs/reference/scenarios.md",
    )
    trying.add_argument("--json", action="store_true", dest="as_json", help="以 JSON 输出")


def run(options: argparse.Namespace, books: Library, law: Law) -> int:
    """Try every story; 1 where one goes otherwise, 2 where a file is no story: then none is tried."""
    files = dict.fromkeys(file for several in options.files for file in several)
    readable, faults = _read(files, books)
    if faults:
        for fault in faults:
            print(f"错误：{fault}", file=sys.stderr)
        return 2
    tried = [_try(story, procedure, law) for story, procedure in readable]
    if options.as_json:
        print(json.dumps([each.as_json() for each in tried], ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(tried)))
    return 0 if all(each.ok for each in tried) else 1


def _read(files: Iterable[Path], books: Library) -> tuple[list[tuple[Story, Procedure]], list[StoryError]]:
    readable, faults = [], []
    for file in files:
        try:
            story = story_of(file)
            readable.append((story, scenarios.procedure_of(story, books)))
        except StoryError as fault:
            faults.append(fault)
    return readable, faults


def _try(story: Story, procedure: Procedure, law: Law) -> Tried:
    try:
        outcome = scenarios.play(story, procedure, law)
    except scenarios.ScenarioError as error:
        return Tried(
            story=story,
            edition=procedure.edition,
            line=error.line,
            day=error.day,
            sentence=error.sentence,
            expected=error.expected,
            got=error.got,
        )
    return Tried(
        story=story,
        edition=procedure.edition,
        line=outcome.line,
        day=outcome.day,
        sentence="",
        expected={},
        got={},
        unnamed=outcome.unnamed,
    )


def _lines(tried: list[Tried]) -> Iterator[str]:
    for each in tried:
        law = f"（{each.story.law}）" if each.story.law else ""
        yield f"{'相符' if each.ok else '不符'}  {each.story.name}{law}"
        if not each.ok:
            yield f"  {each.story.path}，{each.story.kind} {each.edition}版"
            yield f"  第{each.line}行，{each.day}：{each.sentence}"
        for step in each.unnamed:
            yield f"  第{step.line}行，{step.day}：{step.sentence}"
    otherwise = sum(not each.ok for each in tried)
    yield f"共{len(tried)}个情景，{len(tried) - otherwise}个相符，{otherwise}个不符。"
