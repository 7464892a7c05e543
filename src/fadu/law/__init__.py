# SPDX-License-Identifier: MulanPSL-2.0
"""Instruments, articles, time limits and thresholds with their dates; the working calendar; deadlines that explain themselves.

Pure: everything is an argument or a data file. ``library()`` reads the files once.
"""

from __future__ import annotations

from fadu.law.library import Law
from fadu.law.loading import library

__all__ = ["Law", "library"]
