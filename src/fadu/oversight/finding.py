# SPDX-License-Identifier: MulanPSL-2.0
"""What a check found in a case, with article and record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check found, with article and record."""

    case: int
    number: str
    rule: str
    severity: str
    message: str
    cites: tuple[str, ...] = ()
    exercise: bool = False
    #: the act it is about, as the case counts them; None where it is about none
    seq: int | None = None
    #: how far people have got with it, in words (提示, 待核, 已核); empty where nobody asked
    standing: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "case": self.case,
            "number": self.number,
            "rule": self.rule,
            "cites": list(self.cites),
            "severity": self.severity,
            "standing": self.standing,
            "message": f"（演练）{self.message}" if self.exercise else self.message,
        }
