# SPDX-License-Identifier: MulanPSL-2.0
"""Whether a kind of case can be opened, acted in and counted: what it brings beside its procedure, checked on its own stories.

A procedure that is proved sound is not yet a kind one can work with: its tables need rows, its rows columns that exist,
its figures law that is known. The lines join those of `fadu procedure check`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.apps import apps

from fadu.cases import registry
from fadu.cases.models import Case
from fadu.cases.papers import sources_of_names
from fadu.cases.rows import Given
from fadu.figures import catalogue
from fadu.kernel.errors import FaduError
from fadu.law import library as law_library
from fadu.procedure.checker import Line
from fadu.procedure.clocks import AHEAD, laid_down
from fadu.procedure.library import library
from fadu.procedure.scenarios import run, scenarios_of
from fadu.storage.owned import owned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from django.db.models import Model

    from fadu.cases.registry import Furnishing
    from fadu.cases.rows import Row, Rows
    from fadu.kernel.kinds import KindFolder


def lines(kind: KindFolder) -> Iterator[Line]:
    """What holds of a kind beside its procedure, each with what is wrong where it does not hold."""
    furnishing, tables = registry.furnishing(kind.key), tables_of(kind)
    yield _tables(furnishing, tables)
    yield _stories(kind, furnishing, tables)
    yield _figures(furnishing)
    yield _papers(kind)


def tables_of(kind: KindFolder) -> tuple[type[Model], ...]:
    """The tables a kind brings."""
    return tuple(
        model
        for config in apps.get_app_configs()
        if config.name == kind.package
        for model in config.get_models()
    )


def _papers(kind: KindFolder) -> Line:
    title = "文书所印的事项，出自本动作或者声明仍然有效的事项"
    wrong = tuple(dict.fromkeys(sources_of_names.faults(library().editions(kind.key))))
    if wrong:
        return _broken("papers", title, "；".join(wrong))
    return _sound("papers", title, "各份文书所印的名称逐一核对")


def _tables(furnishing: Furnishing, tables: Sequence[type[Model]]) -> Line:
    title = "数据表有登记，登记有数据表"
    if tables and furnishing.rows is None:
        names = "、".join(model.__name__ for model in tables)
        return _broken("tables", title, f"有数据表（{names}），而没有 rows.py 中的 rows(state, given)")
    if furnishing.rows is not None and not tables:
        return _broken(
            "tables", title, "有 rows.py，而没有数据表；请加 models.py 和 apps.py，或者删去 rows.py"
        )
    return _sound("tables", title, f"{len(tables)}张数据表")


def _stories(kind: KindFolder, furnishing: Furnishing, tables: Sequence[type[Model]]) -> Line:
    """Every story of the kind, played to its end: the rows that follow fit the tables."""
    title = "情景都按所写进行，结束后的登记与数据表相符"
    stories = scenarios_of(kind.folder)
    for path in stories:
        try:
            fault = _fault(_rows_after(path, furnishing), tables)
        except FaduError as error:
            fault = error.message
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            fault = f"rows 出错：{type(error).__name__}：{error}"
        if fault:
            return _broken("stories", title, f"情景 {path.name}：{fault}")
    return _sound("stories", title, f"{len(stories)}个情景")


def _rows_after(path: Path, furnishing: Furnishing) -> Rows:
    played = run(path, library(), law_library()).case
    about = Given(
        procedure=played.procedure,
        law=played.law,
        lay_down=partial(laid_down, played.past(AHEAD)),
        number=played.number,
        title=played.procedure.title,
    )
    return furnishing.rows(played.state, about) if furnishing.rows else {}


def _fault(rows: Rows, tables: Sequence[type[Model]]) -> str:
    for model, several in rows.items():
        if model not in tables:
            return f"登记了不属于本种类的表“{model.__name__}”"
        for row in several:
            if fault := _unlike(row, model):
                return fault
    return ""


def _unlike(row: Row, model: type[Model]) -> str:
    wanted, given = set(owned(model, Case).columns), set(row)
    if missing := sorted(wanted - given):
        return f"表“{model.__name__}”的登记缺少列：{'、'.join(missing)}"
    if unknown := sorted(given - wanted):
        return f"表“{model.__name__}”没有列：{'、'.join(unknown)}"
    return ""


def _figures(furnishing: Furnishing) -> Line:
    title = "指标可以计算，依据收在法律数据中"
    module = furnishing.indicators()
    if module is None:
        return _sound("figures", title, "没有指标")
    try:
        catalogue.indicators()
    except FaduError as error:
        return _broken("figures", title, error.message)
    known = {key for book in law_library().books().values() for key in book}
    unknown = sorted({i.law for i in module.INDICATORS if i.law} - known)
    if unknown:
        return _broken("figures", title, f"法律数据中没有：{'、'.join(unknown)}")
    return _sound("figures", title, f"{len(module.INDICATORS)}项指标")


def _sound(code: str, title: str, witness: str) -> Line:
    return Line(code=f"furnishing_{code}", title=title, ok=True, witness=witness)


def _broken(code: str, title: str, witness: str) -> Line:
    return Line(code=f"furnishing_{code}", title=title, ok=False, witness=witness)
