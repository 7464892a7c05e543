# SPDX-License-Identifier: MulanPSL-2.0
"""Clocks that run row by row: the columns their triggers name exist and are what they are read as."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.procedure.loading.place import Place
    from fadu.procedure.model import Field, Procedure, Trigger


def resolve(place: Place, procedure: Procedure) -> None:
    """Refuse a plan whose days are none to come, and rows without day and sum. Raises DefinitionError."""
    for clock in procedure.clocks.values():
        for trigger in (one for one in clock.starts if one.kind == "rows"):
            place.resolve(trigger.source, "明细字段（rows）", trigger.name, procedure.fields)
            day = _read(place, procedure, trigger)
            if not day.ahead:
                place.fail(trigger.source, f"列“{day.key}”是将来之日，应写 ahead: true。")
        for trigger in (one for one in clock.stops if one.kind == "rows"):
            _read(place, procedure, trigger)


def _read(place: Place, procedure: Procedure, trigger: Trigger) -> Field:
    """The column of the day, once day and sum are what they should be."""
    columns = _columns(procedure, trigger.name)
    named = (trigger.day, trigger.amount, *(column for column, _ in trigger.only))
    for name in named:
        place.resolve(trigger.source, f"“{trigger.name}”的列", name, columns)
    if columns[trigger.day].type != "date":
        place.fail(trigger.source, f"列“{trigger.day}”应为日期（date）；实为 {columns[trigger.day].type}。")
    if columns[trigger.amount].type != "money":
        place.fail(
            trigger.source, f"列“{trigger.amount}”应为金额（money）；实为 {columns[trigger.amount].type}。"
        )
    return columns[trigger.day]


def _columns(procedure: Procedure, rows: str) -> Mapping[str, Field]:
    """The columns of a field that holds rows, or of a list that acts add rows to."""
    if rows in procedure.fields:
        return {column.key: column for column in procedure.fields[rows].columns}
    keys = {key for action in procedure.actions.values() for key in action.adds.get(rows, ())}
    return {key: procedure.fields[key] for key in sorted(keys)}
