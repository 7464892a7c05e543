# SPDX-License-Identifier: MulanPSL-2.0
"""Running cases pass to a new edition of their procedure on the day it begins, where it says that they do.

It is an act by operation of law: nobody decides it, it is recorded once, and the stage is the one the new edition
names. Editions that let running cases go on as they began move nothing.
"""

from __future__ import annotations

from copy import copy
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db import transaction

from fadu.cases.acts.recording import claim, finish, following_id, system_draft, write
from fadu.cases.world.worlds import known_state_of, procedure_of, state_of
from fadu.kernel.clock import LEGAL_TIME
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fadu.cases.models import Act, Case
    from fadu.procedure.model import Procedure
    from fadu.procedure.state import State


def move(case: Case, at: datetime) -> list[Act]:
    """Move one case through every edition it has to pass by ``at``; the acts, none where it stands right.

    Raises StaleRevisionError where another act came between.
    """
    return [_pass(case, edition) for edition in editions_ahead(case, at)]


def editions_ahead(case: Case, at: datetime) -> Iterator[Procedure]:
    """The later editions that have begun by a moment and take running cases over, oldest first."""
    if case.closed_at is not None or procedure_of(case).stages[case.stage].final:
        return
    for edition in library().editions(case.kind):
        if case.edition < edition.edition <= at.date() and edition.running.kind == "move":
            yield edition


def as_moved(case: Case, at: datetime) -> tuple[Case, State]:
    """The case and its state as an act at a moment will meet them: passed to every edition ahead. Nothing is written."""
    ahead = list(editions_ahead(case, at))
    if not ahead:
        return case, known_state_of(case)
    moved, stage = copy(case), case.stage
    for edition in ahead:
        stage = edition.running.stages.get(stage, stage)
    moved.edition, moved.stage = ahead[-1].edition, stage
    return moved, known_state_of(moved).with_(stage=stage, edition=moved.edition)


@transaction.atomic
def _pass(case: Case, edition: Procedure) -> Act:
    state = state_of(case)
    stage = edition.running.stages.get(state.stage, state.stage)
    at = datetime.combine(edition.edition, time.min, LEGAL_TIME)
    payload = {"edition": edition.edition.isoformat(), "stage": stage}
    draft = system_draft(
        "move_edition", at, payload, following_id("move_edition", case.number, edition.edition)
    )
    act, new = write(case, state, claim(case, 1), draft)
    finish(case, new, at, before=state)
    return act
