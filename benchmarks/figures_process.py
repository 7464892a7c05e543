# SPDX-License-Identifier: MulanPSL-2.0
"""Reads the figures of the last year of a world: as a page does, counted without cells, and by DuckDB over the same rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import django

django.setup()

import duckdb  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from benchmarks.columns import Columns  # noqa: E402
from benchmarks.measure import in_turn, seconds  # noqa: E402
from benchmarks.worlds import TODAY  # noqa: E402
from fadu.cases.models import Act, Case  # noqa: E402
from fadu.figures import cells, compiling, tallies  # noqa: E402
from fadu.figures.indicators import Rows  # noqa: E402
from fadu.figures.period import Period, months_in  # noqa: E402
from fadu.figures.reading import Reading  # noqa: E402
from fadu.kernel.clock import LEGAL_TIME, set_to  # noqa: E402
from fadu.people.models import Account, Bureau  # noqa: E402
from fadu.reporting.draft import draft  # noqa: E402

PERIOD = Period.year(TODAY.year - 1, as_of=TODAY)


def main() -> None:
    """Print what was measured as one line of JSON."""
    bureau = Bureau.objects.get()
    with set_to(datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=LEGAL_TIME)):
        cells.refresh(bureau, TODAY)
        costs = {**figures(bureau), **pages(bureau), "recount": seconds(lambda: recount(bureau), 2)}
    costs["world"] = f"{Case.objects.count():,} cases, {Act.objects.count():,} acts in the archive"
    print(json.dumps(costs))


def figures(bureau: Bureau) -> dict[str, float]:
    """Seconds for all figures that add up: from cells, counted, by one query each, by DuckDB, and for the sum of one column."""
    rows = {code: rows for code, rows in tallies.adding_up().items() if isinstance(rows, Rows)}
    duck = duckdb.connect()
    columns = [Columns.loaded(duck, group, bureau) for group in groups(rows)]
    expected = {code: counted(bureau, {})._added_up(code) for code in rows}
    for ask in (Columns.by_month, Columns.in_one_scan):
        given = {code: value for each in columns for code, value in ask(each, *PERIOD.days).items()}
        assert given == expected, "DuckDB answers another question"
    assert {code: counted(bureau, held(bureau))._added_up(code) for code in rows} == expected

    def all_of(held: Callable[[], Any]) -> Callable[[], object]:
        return lambda: [reading._added_up(code) for reading in [counted(bureau, held())] for code in rows]

    names = ("cells", "plain", "each", "duck_best", "duck_scan", "sum")
    works: list[tuple[Callable[[], object], int]] = [
        (all_of(lambda: held(bureau)), 5),
        (all_of(dict), 1),
        (lambda: [compiling.between(each, bureau, *PERIOD.days).count() for each in rows.values()], 1),
        (lambda: [each.by_month(*PERIOD.days) for each in columns], 3),
        (lambda: [each.in_one_scan(*PERIOD.days) for each in columns], 3),
        (sum_of_one_column, 3),
    ]
    costs: dict[str, float] = dict(zip(names, in_turn(*works, rounds=5), strict=True))
    return {**costs, "figures": len(rows), "rows": sum(each.rows for each in columns)}


def groups(rows: dict[str, Rows]) -> list[dict[str, Rows]]:
    """Figures of one table and one day together."""
    together: dict[object, dict[str, Rows]] = {}
    for code, each in rows.items():
        together.setdefault(compiling.group_of(each), {})[code] = each
    return list(together.values())


def held(bureau: Bureau) -> Any:
    return cells.holding(bureau, *PERIOD.days)


def counted(bureau: Bureau, given: Any) -> Reading:
    return Reading(bureau, PERIOD, given)


def recount(bureau: Bureau) -> Any:
    """Every cell of the year, counted."""
    months = list(months_in(*PERIOD.days))
    return tallies.count(bureau, dict.fromkeys(tallies.adding_up(), months))


def sum_of_one_column() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT SUM(seq) FROM cases_act")
        cursor.fetchall()


def pages(bureau: Bureau) -> dict[str, float]:
    """Milliseconds of the page of figures and of the draft report."""
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.force_login(Account.objects.get(), backend="fadu.people.backend.AccountBackend")

    def page() -> None:
        assert client.get(f"/figures/{PERIOD.first.year}/").status_code == 200

    page_, draft_ = in_turn(
        (page, 3), (lambda: draft(bureau, PERIOD.first.year, as_of=date(TODAY.year, 1, 12)), 3), rounds=5
    )
    return {"page": page_ * 1000, "draft": draft_ * 1000}


if __name__ == "__main__":
    main()
