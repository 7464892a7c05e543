# SPDX-License-Identifier: MulanPSL-2.0
"""The files that pages need, collected once in a process: they do not change while tests run."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.core.management import call_command


def collect() -> None:
    """Collect them where this process keeps its own, unless that was done."""
    _collected(str(settings.STATIC_ROOT))


@cache
def _collected(root: str) -> None:
    call_command("collectstatic", verbosity=0, interactive=False)
