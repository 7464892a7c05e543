# SPDX-License-Identifier: MulanPSL-2.0
"""What checks keep, for `verify`: a row that the next check would believe must say what a check finds now.

A row that rests on something else (other files, a case that went on, a day that is over) is believed by nobody and says nothing;
what it is in itself is looked at all the same.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from fadu.cases.models import Case
from fadu.kernel import clock
from fadu.kernel.canonical import canonical
from fadu.ledger.holding import hold
from fadu.ledger.problems import Check, Problem, offer
from fadu.oversight import checking, kept
from fadu.oversight.models import Checked, Round

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fadu.oversight.kept import Looked

NOT_BELIEVED = "与现在的不同的，不作依据，案件重新核对；相同的，所存结果由全部核对重新评判"


def classify() -> None:
    """Say what holds each column of this room's tables."""
    hold(
        Checked,
        derived=("case_id", "revision", "count", "findings"),
        free=dict.fromkeys(("mark", "holds_until"), NOT_BELIEVED),
        may_go="没有存留结果的案件，下一次核对重新评判",
    )
    hold(Round, free="哪些存留结果仍可采用的起点；所采用的结果由全部核对重新评判")


def register_checks() -> None:
    """Let the ledger's verify judge anew what is kept."""
    offer(Check(name="checked", title="案件核对的存留结果", model=Checked, of=differences))


def differences(keys: Sequence[int]) -> Iterator[Problem]:
    """What these rows say otherwise than a check would find in their cases now."""
    rows = {row.pk: row for row in Checked.objects.filter(pk__in=keys).order_by("pk")}
    cases = {case.pk: case for case in Case.objects.filter(pk__in=keys)}
    sound = []
    for key, row in rows.items():
        wrong = _in_itself(row, cases.get(key))
        yield from wrong
        if not wrong:
            sound.append(key)
    for one in checking.look(sorted(kept.believed(sound, clock.today()))):
        yield from _judged(rows[one.case.pk], one)


def _in_itself(row: Checked, case: Case | None) -> list[Problem]:
    """What no check could have written."""
    if case is None:
        return [_problem(row, f"{row.pk}", "", "这一行不属于任何案件。", code="row_unrecorded")]
    if row.revision > case.revision:
        return [_problem(row, case.number, "revision", f"案件只到第{case.revision}项。")]
    findings = row.findings
    if not isinstance(findings, list) or not all(_is_of(each, case) for each in findings):
        return [_problem(row, case.number, "findings", "不是这一案件的核对结果。")]
    if row.count != len(findings):
        return [_problem(row, case.number, "count", f"记为{row.count}项，所存结果有{len(findings)}项。")]
    return []


def _is_of(finding: Any, case: Case) -> bool:
    return isinstance(finding, dict) and finding.get("case") == case.pk


def _judged(row: Checked, now: Looked) -> Iterator[Problem]:
    """What a row that would be believed says otherwise than was found now."""
    number = now.case.number
    if canonical(row.findings) != canonical([_as_kept(finding) for finding in now.findings]):
        words = f"所存结果{row.count}项，重新核对得{len(now.findings)}项，内容不同。请运行 fadu check --again 重新核对。"
        yield _problem(row, number, "findings", words)
    elif now.holds_until is not None and (row.holds_until is None or row.holds_until > now.holds_until):
        until = row.holds_until or "长期"
        yield _problem(row, number, "holds_until", f"记为“{until}”有效，应到{now.holds_until}为止。")


def _as_kept(finding: Any) -> dict[str, Any]:
    columns = asdict(finding)
    return columns | {"cites": list(columns["cites"])}


def _problem(row: Checked, number: str, column: str, message: str, *, code: str = "row_changed") -> Problem:
    return Problem(
        code=code,
        where=f"案件核对的存留结果 {number}",
        message=message,
        table=Checked._meta.db_table,
        row=str(row.pk),
        column=column,
    )
