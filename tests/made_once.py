# SPDX-License-Identifier: MulanPSL-2.0
"""What several workers of a run begin from and none changes: made by the first that asks, the others wait for it."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of a name that all workers of this run share; ``make`` fills it, empty as it is given. What it left half made is made anew."""
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    made, is_ready = folder / name, folder / f"{name}.ready"
    with (folder / f"{name}.lock").open("w") as turnstile:
        fcntl.flock(turnstile, fcntl.LOCK_EX)
        if not is_ready.exists():
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir()
            make(made)
            is_ready.touch()
    return made
