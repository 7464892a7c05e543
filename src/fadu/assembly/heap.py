# SPDX-License-Identifier: MulanPSL-2.0
"""Python's search for dead cycles, kept away from what a process loads at its start and keeps to its end: code, law, procedures.

While a process starts, everything it makes stays; looking through it a dozen times finds nothing and costs a tenth of the start.
What has been loaded is then set apart, so that no later search looks through it. At its end a process gives its memory back whole.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


#: after so many things made, and still there, the youngest are searched; Python's own 700 search a page a dozen times and find nothing
_SELDOM = (20_000, 20, 100)


@contextmanager
def of_a_program() -> Iterator[None]:
    """Search nothing until :func:`started`, and nothing at the end. For a process of our own, never for a part of another program."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()


def started() -> None:
    """Set apart what was loaded, and search from now on; nothing where the search was never stopped."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(*_SELDOM)
        gc.enable()


def loaded() -> None:
    """Set apart what a process of the site loaded before its first request: once, where the search was on all along."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
