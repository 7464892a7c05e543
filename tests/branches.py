# SPDX-License-Identifier: MulanPSL-2.0
"""`make coverage`: which branches of visibility, figures and grounds the tests go through, each group with its floor.

Measured apart from `make test`, because measuring makes the tests a half slower.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools" / "mutants"))

from nearest import GROUPS  # noqa: E402

_TITLES = {"visibility": "可见性", "figures": "数据", "grounds": "不予办理的理由"}


def measured() -> list[str]:
    """The command that runs a module and measures it and the processes it starts."""
    files = ",".join(file for group in GROUPS.values() for file in group)
    return [sys.executable, "-m", "coverage", "run", f"--include={files}", "-m"]


def environment(env: Mapping[str, str], home: Path) -> dict[str, str]:
    """Where measurements are kept: outside the tree."""
    (home / "coverage").mkdir(exist_ok=True)
    return {**env, "COVERAGE_FILE": str(home / "coverage" / "data")}


def holds(env: Mapping[str, str]) -> bool:
    """Report what was measured; whether no group lies below its floor."""
    report = Path(env["COVERAGE_FILE"]).with_suffix(".json")
    options = {"cwd": ROOT, "env": dict(env), "check": True}
    subprocess.run([sys.executable, "-m", "coverage", "combine", "-q"], **options)
    subprocess.run([sys.executable, "-m", "coverage", "json", "-q", "-o", str(report)], **options)
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    floors = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["fadu"]["branches"]
    above = [_is_above(group, files, floors[group]) for group in GROUPS]  # each is reported
    return all(above)


def _is_above(group: str, files: Mapping[str, Any], floor: int) -> bool:
    """One group: its share of branches gone through, and every branch that was not."""
    of_group = {name: files[name] for name in GROUPS[group] if name in files}
    gone, there = (
        _sum(of_group.values(), "covered_branches"),
        _sum(of_group.values(), "num_branches"),
    )
    share = 100 * gone / there if there else 0.0
    for name, file in sorted(of_group.items()):
        for start, end in file["missing_branches"]:
            print(f"  {name}:{start} → {end if end > 0 else '出口'}")
    words = "不低于" if share >= floor else "低于"
    print(
        f"── {_TITLES[group]}：分支{there}个，走到{gone}个（{share:.1f}%），{words}下限{floor}%", flush=True
    )
    return share >= floor


def _sum(files: Iterable[Mapping[str, Any]], count: str) -> int:
    return sum(file["summary"][count] for file in files)


def main() -> int:
    """Report on what was measured already, in the place ``COVERAGE_FILE`` names."""
    return 0 if holds(os.environ) else 1


if __name__ == "__main__":
    raise SystemExit(main())
