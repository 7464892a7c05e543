# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu figures`: every figure of a year with the records behind it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.cli.arguments import numbers
from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    import argparse

    from fadu.figures.figure import Figure

NAME = "figures"
HELP = "年度数据：每个数字及其记录"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """YEAR [--code CODE] [--as-of DAY] [--bureau NAME] [--json]."""
    parser.add_argument("year", type=numbers.year, metavar="年度", help="统计的年度，如 2022")
    parser.add_argument("--code", metavar="指标", help="只看一个指标，并列出其记录")
    parser.add_argument(
        "--as-of",
        metavar="日期",
        help="截至哪一天：此后的事不计，至该日未届满的期限不算超期（默认今天）",
    )
    parser.add_argument("--bureau", default="", metavar="机关", help="机关名称；只有一个机关时可省略")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """Print the figures; with --code one of them, both sides of a rate, and every record with its day and amount."""
    from fadu.figures import relations
    from fadu.figures.period import Period
    from fadu.figures.reading import read
    from fadu.kernel import clock
    from fadu.kernel.chinese_dates import chinese_date
    from fadu.people.selectors import the_bureau

    period = Period.year(options.year, as_of=_day(options.as_of) if options.as_of else clock.today())
    reading = read(the_bureau(options.bureau), period)
    if period.is_running and not options.json:
        print(f"{options.year}年数据，截至{chinese_date(period.as_of)}")
    if options.code:
        figure = reading.figure(options.code)
        opened = [figure, *(figure.sides if figure.measure == "rate" else ())]
        return (
            _print_json([{**as_json(f), "rows": rows(f)} for f in opened]) if options.json else _open(opened)
        )
    if options.json:
        return _print_json([as_json(figure) for figure in reading.figures(inner=True)])
    for figure in reading.figures():
        print(f"{figure.code}  {figure.name}：{words(figure)}")
    for contradiction in relations.broken(reading):
        print(f"数据之间不一致：{contradiction}")
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInputError(expected="日期，如 2022-12-20", got=text, where="--as-of") from None


def _print_json(figures: list[dict[str, Any]]) -> int:
    print(json.dumps(figures, ensure_ascii=False))
    return 0


def _open(opened: list[Figure]) -> int:
    for figure in opened:
        print(f"{figure.code}  {figure.name}：{words(figure)}")
        print(f"        {definition(figure)}")
        if figure.measure != "rate":
            for row in figure.rows:
                amount = f"{row.value / 100:,.2f}元" if figure.measure == "sum" else ""
                print(f"        {row.on or ''}  {row.record}  {amount}  {row.detail}".rstrip())
    return 0


def words(figure: Figure) -> str:
    """A figure in words."""
    from fadu.reporting.wording import value_words

    return value_words(figure) if figure.kept else "（没有记录表明登记过，不作为零）"


def definition(figure: Figure) -> str:
    """What a figure is; a rate also names the two figures it is computed from."""
    if figure.numerator and figure.denominator:
        return f"{figure.definition}（{figure.numerator.code}÷{figure.denominator.code}）"
    return figure.definition


def as_json(figure: Figure) -> dict[str, Any]:
    """A figure as the contract of this command says: these six keys, no others.

    Money is in fen and rates are in basis points, as the unit says. A rate lists the records of its numerator; both
    sides are figures of their own in the same output, under the codes its definition names.
    """
    return {
        "code": figure.code,
        "name": figure.name,
        "value": figure.value if figure.kept else None,
        "unit": {"万元": "分", "%": "基点"}.get(figure.unit, figure.unit),
        "records": figure.records,
        "definition": definition(figure),
    }


def rows(figure: Figure) -> list[dict[str, Any]]:
    """Each record with its day, what it adds to the figure, and what else is known of it."""
    return [
        {"record": r.record, "on": r.on and r.on.isoformat(), "value": r.value, "detail": r.detail}
        for r in figure.rows
    ]
