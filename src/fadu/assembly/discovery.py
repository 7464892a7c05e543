# SPDX-License-Identifier: MulanPSL-2.0
"""Finds the kinds of case by looking into ``matters/``, before Django is set up; knows none by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import fadu.matters


@cache
def matter_folders() -> tuple[Path, ...]:
    """The folders of all kinds of case, sorted by name: those that hold a ``procedure`` folder."""
    root = Path(next(iter(fadu.matters.__path__)))
    return tuple(sorted(path for path in root.iterdir() if (path / "procedure").is_dir()))


def matter_apps() -> list[str]:
    """The Django applications among them: those with a module ``apps``."""
    return [f"fadu.matters.{path.name}" for path in matter_folders() if (path / "apps.py").exists()]
