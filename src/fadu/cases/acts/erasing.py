# SPDX-License-Identifier: MulanPSL-2.0
"""Erasing what is sealed in a case: an informant's identity, and the files of the secondary file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.cases.models import Case
from fadu.cases.papers.filing import SECONDARY, owner_of
from fadu.cases.rules import stream_of
from fadu.kernel.errors import UnknownNameError
from fadu.people import erasing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def erase_sealed(*, number: str, by: Sequence[Mapping[str, str]], reason: str) -> None:
    """Make everything that is sealed in a case unreadable for good. Raises UnknownNameError, BadInputError."""
    case = Case.objects.filter(number=number).first()
    if case is None:
        near = Case.objects.filter(number__endswith=number[-6:]).values_list("number", flat=True)[:50]
        raise UnknownNameError("案件", number, near)
    erasing.erase(owner=owner_of(case, SECONDARY), streams=[stream_of(case.number)], by=by, reason=reason)
