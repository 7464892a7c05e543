# SPDX-License-Identifier: MulanPSL-2.0
"""``fadu document``: check the forms of a folder, or render one with data from a file."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

import orjson

from fadu.cli.arguments import places
from fadu.kernel.errors import BadInputError, FaduError
from fadu.records.forms import editions, load_form
from fadu.records.forms.statutory import unstated
from fadu.records.rendering import FORMATS, render

if TYPE_CHECKING:
    from pathlib import Path

NAME = "document"
HELP = "检查文书模板，或用数据制作一份文书"


def needs_home(options: argparse.Namespace) -> bool:
    """None of the verbs looks at a bureau."""
    return False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``check FOLDER…`` and ``render FORM --data FILE --format FORMAT``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="check|render")
    check = verbs.add_parser("check", help="检查文件夹中的全部文书模板")
    check.add_argument("folders", nargs="+", type=places.folder, metavar="文件夹", help="放文书模板的文件夹")
    make = verbs.add_parser("render", help="制作一份文书")
    make.add_argument("form", type=places.file_to_read, metavar="模板", help="模板文件（.form）")
    make.add_argument(
        "--data", type=places.file_to_read, metavar="文件", help="JSON 数据文件；缺省时为空白草稿"
    )
    make.add_argument(
        "--format", choices=sorted(FORMATS), default="text", dest="fmt", help="输出的格式（默认 text）"
    )
    make.add_argument("--draft", action="store_true", help="缺少必填内容时在文中标明，不报错")
    make.add_argument(
        "-o", "--output", type=places.file_to_write, metavar="文件", help="写入文件；缺省时写到标准输出"
    )


def run(options: argparse.Namespace) -> int:
    """Run the command; 2 means bad input."""
    try:
        return _check(options.folders) if options.verb == "check" else _render(options)
    except FaduError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 2


def _check(folders: list[Path]) -> int:
    """1 where a form does not say what the statutory form behind it asks for."""
    lacking = False
    for folder in folders:
        forms = editions(folder)
        if not forms:
            raise BadInputError(
                expected="放有文书模板（*.form）的文件夹", got=folder, where="命令行", remedy="核对文件夹"
            )
        print(f"{folder}：{sum(map(len, forms.values()))} 份模板，没有错误。")
        gaps = [(form, unstated(form)) for listed in forms.values() for form in listed]
        for form, titles in gaps:
            if titles:
                print(f"  {form.file}（{form.code}）没有写明：{'、'.join(titles)}")
        lacking |= any(titles for _, titles in gaps)
    return int(lacking)


def _read(path: Path) -> Any:
    try:
        return orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise BadInputError(
            expected="JSON 数据文件",
            got=f"第{error.lineno}行不合 JSON 的写法",
            where=str(path),
            remedy="改正这一行",
        ) from None


def _render(options: argparse.Namespace) -> int:
    data = _read(options.data) if options.data else {}
    made = render(load_form(options.form), data, fmt=options.fmt, draft=options.draft or not options.data)
    content = made.encode() if isinstance(made, str) else made
    if options.output:
        options.output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
    return 0
