# SPDX-License-Identifier: MulanPSL-2.0
"""Whether the tables themselves are those of this release: all there, guarded by its triggers, written as it writes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.apps import apps

from fadu.ledger.holding import Held, held
from fadu.ledger.problems import Problem
from fadu.storage import fulltext, spelling, tables, trigger_checks
from fadu.storage.trigger_checks import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model


def checks() -> Iterator[tuple[str, Callable[[], Iterator[Problem]]]]:
    """Each check with its title; one that fails says nothing of the others."""
    yield "数据库的表", _lacking_tables
    yield "保护记录的触发器", _wrong_triggers
    yield "数据库文件", _damaged_file
    for model in apps.get_models(include_auto_created=True):
        yield f"{model._meta.verbose_name} 各栏的写法", partial(_otherwise_written, model)


def _lacking_tables() -> Iterator[Problem]:
    for model, column in tables.lacking(apps.get_models(include_auto_created=True)):
        title, table = str(model._meta.verbose_name), model._meta.db_table
        yield Problem(
            code="column_missing" if column else "table_missing",
            where=f"{title} {table} {column}".rstrip(),
            message="数据库中没有这一栏。" if column else "数据库中没有这张表。",
            table=table,
            column=column,
        )


def _otherwise_written(model: type[Model]) -> Iterator[Problem]:
    """Values that are read like what the ledger holds, but are found, counted and sorted otherwise."""
    if model._meta.db_table not in tables.existing():
        return
    names = [name for name, (how, _) in held(model).items() if how is not Held.FREE]
    for row, column in spelling.misspelt(model, names):
        yield Problem(
            code="written_otherwise",
            where=f"{model._meta.verbose_name} {row} {column}",
            message="这一栏的值不是本程序的写法：读起来可能相同，查找、计数和排序却不同。",
            table=model._meta.db_table,
            row=str(row),
            column=column,
        )


def _damaged_file() -> Iterator[Problem]:
    for text in tables.damaged():
        yield Problem(
            code="file_damaged",
            where="数据库文件",
            message=f"索引或者页与表不符，经索引查找和计数的结果靠不住：{text[:200]}",
            table="",
            row=text[:200],
        )


def _wrong_triggers() -> Iterator[Problem]:
    for one in trigger_checks.wrong(fulltext.triggers()):
        yield Problem(
            code=f"trigger_{one.fault}",
            where=one.name,
            message=_OF_TRIGGERS[one.fault],
            table=one.table,
            row=one.name,
        )


_OF_TRIGGERS = {
    Fault.MISSING: "保护记录的触发器不在：有人可以改动记录而不被拒绝。",
    Fault.CHANGED: "触发器的内容被改动：它不再照本版本的规定拒绝改动记录。",
    Fault.UNKNOWN: "表上有不是本版本设置的触发器或者规则：写入的内容可能被它改掉。",
}
