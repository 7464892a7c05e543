# SPDX-License-Identifier: MulanPSL-2.0
"""`python -m benchmarks [--only SECTION]`: measure, print a line for each ratio, and write docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import django

#: reading histories asks for the keys of a bureau; this one is made for the measurement
os.environ["FADU_HOME"] = tempfile.mkdtemp(prefix="fadu-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "fadu.assembly.settings"
django.setup()

from benchmarks import backup, conformance, deadlines, engine, figures, ledger, recording, starting  # noqa: E402

if TYPE_CHECKING:
    from benchmarks.measure import Result

SECTIONS = {
    "1": deadlines,
    "2": engine,
    "3": recording,
    "4": ledger,
    "6": figures,
    "7": conformance,
    "9": starting,
    "10": backup,
}
PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
#: what stands in the way of a goal that is missed
OBSTACLES = Path(__file__).with_name("obstacles.md")


def main() -> int:
    """Measure the sections asked for (all by default)."""
    only = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
    found: list[Result] = []
    for name, section in SECTIONS.items():
        if only in ("", name):
            for result in section.run():
                print(result.line(), flush=True)
                found.append(result)
    if not only:
        PAGE.write_text(page(found), encoding="utf-8")
    return 0


def page(found: list[Result]) -> str:
    """The page of results."""
    rows = "\n".join(
        f"| {r.section} | {r.name} | {'>=' if r.better == 'more' else '<='} {r.goal:g} | {r.ratio:.2f} | "
        f"{'yes' if r.is_reached else '**no**'} | {r.note} |"
        for r in found
    )
    return f"""# Benchmarks

The product's own functions, as ratios against peers or physical limits measured **in the same run**: each work and its peer are
timed in turn, several rounds, medians compared; what only computes by the processor's time, so that other work on the machine is not
counted. Absolute times depend on the machine. `make bench` writes this page ({time.strftime("%Y-%m-%d")}, Python {platform.python_version()},
{platform.machine()}, two cores). Peers under the AGPL or GPL stand only in the benchmark environment.

| § | what | goal | ratio | reached | |
|---|---|---|---|---|---|
{rows}

{OBSTACLES.read_text(encoding="utf-8")}"""


if __name__ == "__main__":
    raise SystemExit(main())
