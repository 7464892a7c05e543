# SPDX-License-Identifier: MulanPSL-2.0
"""Comparing the typed rows of many cases with what their acts say: derived, compared, nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.acts.derivation import derive_all
from fadu.cases.acts.projection import FOLLOWING, stored
from fadu.cases.models import Case
from fadu.cases.world.worlds import states_of
from fadu.ledger.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fadu.cases.acts.derivation import Derived
    from fadu.storage.owned import OwnedTable, Values


def differences(keys: Sequence[int]) -> Iterator[Problem]:
    """What the rows of these cases say otherwise than their acts."""
    cases = list(Case.objects.select_related("bureau").filter(pk__in=keys).order_by("pk"))
    states = states_of(cases)
    told = derive_all([(case, states[case.pk]) for case in cases])
    held = stored(keys, {table for _, now in told for table in now.tables})
    for case, now in told:
        yield from _case(case, now)
        for table, rows in now.tables.items():
            yield from _table(case, table, held[case.pk].get(table, {}), rows)


def _case(case: Case, now: Derived) -> Iterator[Problem]:
    for name in FOLLOWING:
        if getattr(case, name) != now.case[name]:
            title = str(Case._meta.get_field(name).verbose_name)
            yield _changed(f"{case.number} {title}", getattr(case, name), now.case[name])


def _table(
    case: Case, table: OwnedTable, held: dict[Values, Values], wanted: dict[Values, Values]
) -> Iterator[Problem]:
    title = table.model._meta.verbose_name
    for key in sorted(held.keys() | wanted.keys(), key=repr):
        where = f"{case.number} {title}{'、'.join(map(str, key))}"
        have, want = held.get(key), wanted.get(key)
        if have is None or want is None:
            yield _changed(where, "（有）" if have else "（无）", "（有）" if want else "（无）")
        elif have != want:
            for name, value, right in zip(table.columns, have, want, strict=True):
                if value != right:
                    yield _changed(f"{where} {_title(table, name)}", value, right)


def _title(table: OwnedTable, name: str) -> str:
    fields = {field.attname: field for field in table.model._meta.concrete_fields}
    return str(fields[name].verbose_name)


def _changed(where: str, have: object, want: object) -> Problem:
    return Problem(code="row_changed", where=where, message=f"登记值为“{have}”，按办理行为应为“{want}”。")
