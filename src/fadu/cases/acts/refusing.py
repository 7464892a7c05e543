# SPDX-License-Identifier: MulanPSL-2.0
"""Keeping that an act was refused: what was asked for and on which grounds, never who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Refusal
from fadu.kernel import clock
from fadu.procedure.who import LAW

if TYPE_CHECKING:
    from fadu.cases.models import Case
    from fadu.people.models import Bureau
    from fadu.procedure.decision import Refused, World


def refuse(refused: Refused, world: World, *, bureau: Bureau, case: Case | None) -> NoReturn:
    """Keep a refusal, after the rollback, and raise it with every ground.

    A ground is kept by its code and articles: its words are for who asked, and may name them. What the background tries
    by operation of law, and tries again, nobody asked for. Raises ActRefusedError.
    """
    if world.actor is None or world.actor.person != LAW:
        Refusal.objects.create(
            bureau=bureau,
            case=case,
            kind=world.procedure.key,
            action=refused.action,
            recorded_at=clock.now(),
            grounds=[{"code": ground.code, "cites": list(ground.cites)} for ground in refused.grounds],
        )
    raise ActRefusedError(refused.action, refused.grounds)
