# SPDX-License-Identifier: MulanPSL-2.0
"""Everything that the witnesses keep, for `verify`: all heads are looked at as one history; and the alarms that stand."""

from __future__ import annotations

from fadu.ledger import alarms, witness
from fadu.ledger.heads import Head
from fadu.ledger.problems import Problem


def read() -> tuple[list[Head], list[Problem]]:
    """The heads that today's tree must go on from, and what is wrong with the witnesses themselves."""
    heads: dict[str, Head] = {}
    problems = [
        Problem(
            code=f"witness_{alarm.cause}",
            where=f"见证文件 {alarm.path}",
            message=f"{alarm.since[:19]}：{alarm.message}",
        )
        for alarm in alarms.alarms()
    ]
    for path in witness.paths():
        where = f"见证文件 {path}"
        try:
            kept = witness.kept(path)
        except FileNotFoundError:
            if alarms.has_begun(path):
                problems.append(Problem(code="witness_gone", where=where, message="见证文件不在了。"))
            continue
        except OSError as error:
            message = f"见证文件读不了（{error.strerror}）：不能发现旧备份的恢复。"
            problems.append(Problem(code="witness_unreachable", where=where, message=message))
            continue
        for one in kept:
            if isinstance(one, Head):
                heads[one.text] = one
            else:
                problems.append(
                    Problem(
                        code="witness_unreadable", where=f"{where} 第{one.line}行", message=f"{one.why}。"
                    )
                )
    return list(heads.values()), problems
