# SPDX-License-Identifier: MulanPSL-2.0
"""The environment of a process that a test starts on a home of its own."""

from __future__ import annotations

import os
from pathlib import Path

import fadu

ROOT, SOURCE = Path(__file__).resolve().parents[1], Path(fadu.__file__).parents[1]


def environment(home: Path) -> dict[str, str]:
    """On SQLite, with quick passwords and commits (see ``tests.quick_settings``)."""
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    quickly = {"DJANGO_SETTINGS_MODULE": "tests.quick_settings", "PYTHONPATH": f"{SOURCE}{os.pathsep}{ROOT}"}
    return env | quickly | {"FADU_HOME": str(home)}
