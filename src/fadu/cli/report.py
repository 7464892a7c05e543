# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu report`: the annual duty report, with every figure traceable to its records."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from fadu.cli.arguments import numbers, places

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

NAME = "report"
HELP = "述法报告：由记录写出，每个数字可追溯"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """YEAR --format docx|pdf|html|json -o FILE [--bureau NAME] [--post POST]."""
    parser.add_argument("year", type=numbers.year, metavar="年度", help="报告的年度，如 2022")
    parser.add_argument(
        "--format",
        choices=("docx", "pdf", "html", "json"),
        default="html",
        dest="fmt",
        help="输出的格式（默认 html）",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=places.file_to_write,
        metavar="文件",
        help="写入的文件；不写则打印 html 或 json",
    )
    parser.add_argument("--bureau", default="", metavar="机关", help="机关名称；只有一个机关时可省略")
    parser.add_argument(
        "--post",
        metavar="岗位",
        default="bureau_head",
        help="述法岗位：bureau_head 主要负责人（省略时），deputy_head 分管负责人",
    )
    parser.add_argument("--json", action="store_true", help="等同于 --format json")


def run(options: argparse.Namespace) -> int:
    """Write the report."""
    fmt = "json" if options.json else options.fmt
    if options.output is None and fmt in {"docx", "pdf"}:
        sys.stderr.write(f"{fmt} 格式须用 -o 写明文件。\n")
        return 2
    data = content(year=options.year, fmt=fmt, bureau=options.bureau, post=options.post)
    for line in moved_lines(year=options.year, bureau=options.bureau, post=options.post):
        sys.stderr.write(f"{line}\n")
    if options.output is None:
        sys.stdout.write(data.decode() + "\n")
    else:
        options.output.write_bytes(data)
        print(f"已写入 {options.output}")
    return 0


def content(*, year: int, fmt: str, bureau: str = "", post: str = "bureau_head") -> bytes:
    """The report's bytes in one format; a locked report as it was locked."""
    from fadu.people.selectors import the_bureau
    from fadu.reporting import services

    return services.as_file(services.report_of(the_bureau(bureau), year, post), fmt)


def moved_lines(*, year: int, bureau: str = "", post: str = "bureau_head") -> list[str]:
    """A line for each figure that differs from the one locked."""
    from fadu.people.selectors import the_bureau
    from fadu.reporting import services

    moved = services.moved(services.report_of(the_bureau(bureau), year, post))
    return [f"定稿后数据有变动：{m.code} {m.name}，定稿时{m.before}，现在{m.now}" for m in moved]


def write(*, year: int, fmt: str, path: Path, bureau: str = "") -> None:
    """Write the report to a file."""
    path.write_bytes(content(year=year, fmt=fmt, bureau=bureau))
