# SPDX-License-Identifier: MulanPSL-2.0
"""What the remedies against the decision of a case hang on: the bases it rests on, as its procedure says where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.law import remedies
from fadu.law.errors import NotInForceError
from fadu.law.remedies import Contested

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from fadu.procedure.decision import World


def contested(world: World, made_on: date, proposed: Mapping[str, Any] | None = None) -> Contested:
    """The decision of a case, made on a day, by the bases its rows name for the parties of today, or in whose place they are.

    ``proposed`` are fields about to be set. Where no basis is on record, the general rule stands.
    """
    bases = tuple(_bases(world, proposed or {}))
    return Contested(made_on=made_on, under=remedies.of_bases(world.law, bases, made_on))


def _bases(world: World, proposed: Mapping[str, Any]) -> list[str]:
    rule = world.procedure.bases
    if rule is None:
        return []
    field = world.procedure.fields[rule.field]
    party = next((column.key for column in field.columns if column.type == "party"), "")
    present = {key for each in world.state.parties for key in world.state.standing_for(each.key)}
    rows = proposed[rule.field] if rule.field in proposed else world.state.fields.get(rule.field)
    return [
        row[rule.column]
        for row in rows or ()
        if row.get(rule.column) and (not party or row.get(party) in present)
    ]


def limit_in_place_of(world: World, limit: str, on: date) -> str:
    """The limit that runs for a case where the general rule has this one, by the remedies against its decision.

    Raises NotInForceError where that remedy is open only after another, so that no such term runs.
    """
    if world.procedure.bases is None:
        return limit
    other = remedies.limit_in_place_of(world.law, limit, contested(world, on))
    if other is None:
        raise NotInForceError(f"“{limit}”：依法应当先寻求其他救济，没有直接起算的期限。")
    return other
