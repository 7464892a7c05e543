# SPDX-License-Identifier: MulanPSL-2.0
"""What a procedure file may refer to besides itself: facts, guards, templates, kinds of case, and the law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fadu.law import Law
    from fadu.procedure.offering import GuardSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names that are known outside the file. ``None`` leaves that kind of name unchecked."""

    facts: frozenset[str] | None = None
    guards: Mapping[str, GuardSpec] | None = None
    templates: frozenset[str] | None = None
    #: kind of case -> roles of its procedures (empty: unchecked)
    matters: Mapping[str, frozenset[str]] | None = None
    law: Law | None = None
