# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu figures`: every figure of a year with the records behind it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from fadu.cases.indicators import Figure

NAME = "figures"
HELP = "年度数据：每个数字及其记录"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """YEAR [--code CODE] [--bureau NAME] [--json]."""
    parser.add_argument("year", type=int, metavar="年度")
    parser.add_argument("--code", help="只看一个指标，并列出其记录")
    parser.add_argument("--bureau", default="", help="机关名称；只有一个机关时可省略")
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Print the figures."""
    from fadu.cases.indicators import Period
    from fadu.people.selectors import the_bureau
    from fadu.reporting import figures

    bureau, period = the_bureau(options.bureau), Period.year(options.year)
    found = (figures.figure(options.code, bureau, period),) if options.code else figures.figures(bureau, period)
    if options.json:
        print(json.dumps([as_json(figure) for figure in found], ensure_ascii=False))
        return 0
    for figure in found:
        print(f"{figure.code}  {figure.name}：{words(figure)}")
        if options.code:
            print(f"        {figure.definition}")
            for row in figure.rows:
                print(f"        {row.on or ''}  {row.record}  {row.detail}")
    return 0


def words(figure: Figure) -> str:
    """A figure in words."""
    from fadu.reporting.wording import value_words

    return value_words(figure) if figure.kept else "（没有记录表明登记过，不作为零）"


def as_json(figure: Figure) -> dict[str, Any]:
    """A figure as the contract of this command says."""
    told: dict[str, Any] = {
        "code": figure.code,
        "name": figure.name,
        "value": figure.value if figure.kept else None,
        "unit": {"万元": "分", "%": "基点"}.get(figure.unit, figure.unit),
        "records": figure.records,
        "definition": figure.definition,
    }
    if figure.numerator and figure.denominator:
        told |= {"numerator": as_json(figure.numerator), "denominator": as_json(figure.denominator)}
    return told
