# SPDX-License-Identifier: MulanPSL-2.0
"""An act with what is registered for it, both or neither: whoever is named to an act that is refused is in no register for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import IntegrityError, InternalError, transaction

from fadu.cases.acts.refusing import keep
from fadu.cases.errors import ActRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from fadu.cases.models import Case
    from fadu.people.models import Bureau

Done = TypeVar("Done")


def as_a_whole(work: Callable[[], Done], *, bureau: Bureau, kind: str, case: Case | None = None) -> Done:
    """Do a work that registers somebody and then acts; where the act is refused, nothing of it stays but that it was refused.

    Where the same press, sent twice, was recorded a moment earlier, the work is done once more and finds it. Raises what the work does.
    """
    try:
        return _once(work, bureau, kind, case)
    except (IntegrityError, InternalError):
        return _once(work, bureau, kind, case)


def _once(work: Callable[[], Done], bureau: Bureau, kind: str, case: Case | None) -> Done:
    try:
        with transaction.atomic():
            return work()
    except ActRefusedError as refused:
        keep(refused.action, refused.grounds, bureau=bureau, kind=kind, case=case)
        raise
