# SPDX-License-Identifier: MulanPSL-2.0
"""Keeping that an act was refused: what was asked for and on which grounds, never who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Refusal
from fadu.kernel import clock
from fadu.procedure.who import LAW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fadu.cases.models import Case
    from fadu.people.models import Bureau
    from fadu.procedure.decision import Ground, Refused, World


def refuse(refused: Refused, world: World, *, bureau: Bureau, case: Case | None) -> NoReturn:
    """Keep a refusal, after the rollback, and raise it with every ground.

    A ground is kept by its code and articles: its words are for who asked, and may name them. What the background tries
    by operation of law, and tries again, nobody asked for. Raises ActRefusedError.
    """
    if world.actor is None or world.actor.person != LAW:
        keep(refused.action, refused.grounds, bureau=bureau, kind=world.procedure.key, case=case)
    raise ActRefusedError(refused.action, refused.grounds)


def keep(action: str, grounds: Iterable[Ground], *, bureau: Bureau, kind: str, case: Case | None) -> None:
    """Keep that an act was refused, by the codes and articles of its grounds."""
    Refusal.objects.create(
        bureau=bureau,
        case=case,
        kind=kind,
        action=action,
        recorded_at=clock.now(),
        grounds=[{"code": ground.code, "cites": list(ground.cites)} for ground in grounds],
    )
