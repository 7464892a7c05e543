# SPDX-License-Identifier: MulanPSL-2.0
"""The pages that everybody opens: inbox, search, done and the case, in the demo's bureau and in archives of two sizes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from benchmarks import worlds
from benchmarks.measure import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

#: page -> milliseconds it may take
GOALS = {
    "inbox": 20,
    "search": 20,
    "search in vain": 20,
    "done": 20,
    "case, median": 30,
    "case, worst": 30,
}
#: statements a page may take
STATEMENTS = 25
#: cases of the archives compared
FEW, MANY = 10_000, 100_000


def run() -> Iterator[Result]:
    """Each home is read in a process of its own."""
    home, _ = worlds.demo()
    opened = _opened(home, "juzhang")
    for page, goal in GOALS.items():
        yield Result(
            section="pages",
            name=f"{page}, ms",
            goal=goal,
            ratio=opened[page][0],
            better="less",
            note=f"{opened['cases']} cases of all kinds" if page.startswith("case") else "",
        )
    yield Result(
        section="pages",
        name="statements of the page that takes most",
        goal=STATEMENTS,
        ratio=max(opened[page][1] for page in GOALS),
        better="less",
        must=True,
    )
    few, many = (_opened(worlds.home(cases), "head") for cases in (FEW, MANY))
    for page in GOALS:
        yield Result(
            section="pages",
            name=f"{page}, archive of {MANY:,} cases vs of {FEW:,}",
            goal=1.3,
            ratio=many[page][0] / few[page][0],
            better="less",
            note=f"{many[page][0]:.1f} ms, {many[page][1]:.0f} statements",
        )


def _opened(home: Any, account: str) -> dict[str, Any]:
    line = worlds.run("benchmarks.pages_process", account, home=home).splitlines()[-1]
    return dict(json.loads(line))
