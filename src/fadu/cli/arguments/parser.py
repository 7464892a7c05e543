# SPDX-License-Identifier: MulanPSL-2.0
"""argparse in Chinese: help, usage and what is wrong, for every command and verb alike."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable

BAD_USE = 2
#: what argparse says, and how it is said here
_SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.S), words)
    for pattern, words in (
        (r"argument (.+?): (?:invalid choice: )(.+?) \(choose from (.+)\)", r"\1没有\2这一项，可用的有\3"),
        (r"argument (.+?): invalid \S+ value: (.+)", r"\1不能是\2"),
        (r"argument (.+?): expected one argument", r"\1后面应有一个值"),
        (r"argument (.+?): expected at least one argument", r"\1后面至少应有一个值"),
        (r"argument (.+?): expected at most one argument", r"\1后面至多有一个值"),
        (r"argument (.+?): expected (\d+) arguments?", r"\1后面应有\2个值"),
        (r"argument (.+?): not allowed with argument (.+)", r"\1不能与\2同用"),
        (r"argument (.+?): ignored explicit argument (.+)", r"\1后面不能带值\2"),
        (r"the following arguments are required: (.+)", r"缺少 \1"),
        (r"one of the arguments (.+) is required", r"应写明其中一项：\1"),
        (r"unrecognized arguments: (.+)", r"没有这样的参数 \1"),
        (r"ambiguous option: (.+?) could match (.+)", r"\1不明确，可以是\2"),
        (r"argument (.+?): (.+)", r"\1：\2"),
    )
)


def in_chinese(message: str) -> str:
    """What argparse says, in Chinese; a sentence of our own stays as it is.

    >>> in_chinese("argument --port: expected one argument")
    '--port后面应有一个值'
    >>> in_chinese("argument --format: invalid choice: 'png' (choose from 'svg', 'bpmn')")
    '--format没有“png”这一项，可用的有svg、bpmn'
    >>> in_chinese("the following arguments are required: 年度, --to")
    '缺少 年度、--to'
    """
    for pattern, words in _SAID:
        if match := pattern.fullmatch(message):
            return _quoted(match.expand(words), lists="choose from" in message or "required" in message)
    return message


def _quoted(sentence: str, *, lists: bool) -> str:
    """Chinese quotation marks for values, none in a list of what may be chosen."""
    head, there_are, choices = sentence.partition("可用的有")
    quoted = re.sub(r"'([^']*)'", r"“\1”", head)
    return (
        quoted.replace(", ", "、") + there_are + choices.replace("'", "").replace(", ", "、")
        if lists
        else quoted
    )


class _Help(argparse.HelpFormatter):
    """The usage line headed in Chinese."""

    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """argparse that helps in Chinese, and ends bad use with a Chinese sentence and exit code 2."""

    def __init__(self, **words: Any) -> None:
        super().__init__(**{"formatter_class": _Help, **words, "add_help": False})
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        sys.stderr.write(f"用法有误：{in_chinese(message)}。运行 {self.prog} --help 查看说明。\n")
        raise SystemExit(BAD_USE)
