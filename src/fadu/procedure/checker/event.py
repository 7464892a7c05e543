# SPDX-License-Identifier: MulanPSL-2.0
"""What may happen in a case, as the proofs see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fadu.procedure.checker.implied import Fact, Need


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that may happen: a declared action, a service, a child's end, the expiry of a term."""

    key: str
    title: str
    sources: frozenset[str]
    to: str = ""
    needs: tuple[Need, ...] = ()
    gains: frozenset[Fact] = frozenset()
    kills: frozenset[Fact] = frozenset()
    action: str = ""
    #: the action this is another way past, in a proof that asks whether it is needed
    passes: str = ""
