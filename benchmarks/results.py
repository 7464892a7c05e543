# SPDX-License-Identifier: MulanPSL-2.0
"""What was measured, kept as JSON: each section with the day, the commit and the machine it was measured on."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import Result
from fadu.kernel import clock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "docs" / "benchmarks.json"


def kept() -> dict[str, Any]:
    """Section -> what was measured last."""
    return json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}


def keep(section: str, results: Sequence[Result], seconds: float) -> None:
    """Put what was measured of a section in the place of what was there."""
    sections = {
        **kept(),
        section: {**where(), "seconds": round(seconds), "results": [asdict(r) for r in results]},
    }
    text = json.dumps(sections, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    part = KEPT.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(KEPT)


def results_of(measured: Mapping[str, Any]) -> list[Result]:
    """The results of a section as they were kept."""
    return [Result(**each) for each in measured["results"]]


def where() -> dict[str, str]:
    """The day, the commit and the kind of machine of this measurement."""
    return {
        "day": clock.today().isoformat(),
        "commit": commit(),
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
    }


def commit() -> str:
    """The commit measured, marked where files of the product differ from it."""
    short = _git("rev-parse", "--short", "HEAD")
    return f"{short} and changes" if _git("status", "--porcelain", "--", "src", "benchmarks") else short


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()
