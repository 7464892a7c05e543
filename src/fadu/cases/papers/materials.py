# SPDX-License-Identifier: MulanPSL-2.0
"""The materials of a file as they are bound into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.models import CaseEvidence
from fadu.cases.world.sealed import is_sealed
from fadu.cases.world.worlds import is_installed, states_of
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.plain_days import plain_day
from fadu.records.pieces import Material

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fadu.cases.models import Case


def materials_of(cases: Sequence[Case], access: str) -> list[Material]:
    """The files that lie in the main or the secondary file of some cases and were not taken back, in the order in which they came."""
    rows = CaseEvidence.objects.filter(case__in=cases, access=access).select_related("file")
    by_case = {case.pk: case for case in cases if is_installed(case.kind)}
    states = states_of(by_case.values())
    materials = []
    for row in rows.order_by("case_id", "seq"):
        if row.case_id not in states or row.seq in states[row.case_id].void:
            continue
        said = next((e.payload for e in states[row.case_id].entries if e.seq == row.seq), {})
        materials.append(
            Material(
                file=row.file,
                title=row.title,
                from_whom=_plain(said.get("from_whom")),
                on=plain_day(said.get("taken_on")) or row.file.uploaded_at.astimezone(LEGAL_TIME).date(),
            )
        )
    return materials


def _plain(value: object) -> str:
    return value if isinstance(value, str) and not is_sealed(value) else ""
