# SPDX-License-Identifier: MulanPSL-2.0
"""What each kind of case brings when Django is up: read from its modules, knowing none by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fadu.assembly.discovery import module_of
from fadu.cases.registry import Furnishing, furnish
from fadu.kernel.kinds import handed_down

if TYPE_CHECKING:
    from fadu.kernel.kinds import KindFolder


def furnish_all() -> None:
    """Furnish every kind handed down."""
    for kind in handed_down():
        furnish(furnishing_of(kind))


def furnishing_of(kind: KindFolder) -> Furnishing:
    """What a kind brings; one without a module ``rows`` has no tables, and acts well without."""
    rows, registers, recusal, of_party, sums = (
        module_of(kind.package, name) for name in ("rows", "registers", "recusal", "of_party", "sums")
    )
    return Furnishing(
        kind=kind.key,
        rows=getattr(rows, "rows", None),
        registers=getattr(registers, "registers", None),
        recusals=getattr(recusal, "RECUSALS", ()),
        recused=getattr(recusal, "recused", None),
        recused_within=getattr(recusal, "recused_within", None),
        of_party=getattr(of_party, "of_party", None),
        sums=getattr(sums, "sums", None),
        indicators=partial(module_of, kind.package, "indicators"),
        demo=partial(module_of, kind.package, "demo"),
    )
