# SPDX-License-Identifier: MulanPSL-2.0
"""What a scenario expects a check to find in the case so far, replayed by the law of its dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.procedure.expectations import each
from fadu.procedure.replay import replay

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fadu.procedure.expectations import Run


def check(running: Run, then: Mapping[str, Any], at: datetime) -> None:
    """Compare the rules a story expects to be found (``finds``), or not to be (``finds_not``). Raises ScenarioError."""
    if "finds" not in then and "finds_not" not in then:
        return
    case = running.case
    replayed = replay(
        (case.procedure,),
        case.history,
        case.law,
        until=at,
        local=lambda day: case.local,
        registers=case.registers,
    )
    there = sorted({finding.rule for finding in replayed.findings})
    missing = [rule for rule in each(then.get("finds", [])) if rule not in there]
    wrong = [rule for rule in each(then.get("finds_not", [])) if rule in there]
    if missing or wrong:
        running.fail(
            f"核对本案应发现{'、'.join(missing) or '（无）'}，不应发现{'、'.join(wrong) or '（无）'}；实际发现：{'、'.join(there) or '无'}。",
            expected={"finds": missing, "finds_not": wrong},
            got={"finds": there},
        )
