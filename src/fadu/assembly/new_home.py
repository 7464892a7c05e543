# SPDX-License-Identifier: MulanPSL-2.0
"""A command that founds a bureau founds it whole, or leaves the folder as it came upon it."""

from __future__ import annotations

import shutil
import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def whole_or_as_before(home: Path) -> Iterator[None]:
    """Found in the block; what did not become a bureau is taken away again, whatever ended the block but a plain kill."""
    before = _lying(home)
    for name in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(name) == signal.SIG_DFL:
            signal.signal(name, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        if _taken_back(home, before):
            sys.stderr.write("\n没有办完的内容已经删去，可以从头再来。")
        raise
    except BaseException:
        _taken_back(home, before)
        raise
    else:
        _taken_back(home, before)


def _lying(home: Path) -> set[Path]:
    """What lies in a home: itself, its entries, and its keys."""
    return {home, *home.glob("*"), *home.glob("keys/*")} if home.exists() else set()


def _taken_back(home: Path, before: set[Path]) -> bool:
    """Whether everything that was not there before was taken away, because no whole bureau is there."""
    if _is_to_stay(home, before):
        return False
    from django.db import connections

    connections.close_all()
    for path in sorted(_lying(home) - before):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()
    return True


def _is_to_stay(home: Path, before: set[Path]) -> bool:
    """Whether a bureau is there; one that is only a fragment stays where its database is not ours to take away."""
    from django.conf import settings
    from django.core.exceptions import AppRegistryNotReady, ImproperlyConfigured
    from django.db import DatabaseError, connection

    from fadu.storage import schema

    if not home.exists():
        return True
    try:
        file = settings.DATABASES["default"]["NAME"]
        is_ours = connection.vendor == "sqlite" and file not in before
        if is_ours and settings.FADU_UNFINISHED.exists():
            return False
        return schema.holds_a_bureau()
    except (AppRegistryNotReady, ImproperlyConfigured):
        return False
    except DatabaseError:
        return not is_ours
