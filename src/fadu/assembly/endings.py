# SPDX-License-Identifier: MulanPSL-2.0
"""How a command ends that could not do its work: one Chinese sentence with the remedy, an exit code, never a traceback.

An error of the product is its own sentence. A fault of the surroundings has one in :mod:`fadu.storage.faults`. What is left is a fault of
the program: the sentence says where the detail stands. ``FADU_DEBUG=1`` shows it at once.
"""

from __future__ import annotations

import os
import sys
from traceback import format_exception

from fadu.kernel.errors import FaduError

WELL, BAD_USE, INTERRUPTED = 0, 2, 130


def end(error: BaseException) -> int:
    """Say what an error is, and return the exit code. Raises it again where FADU_DEBUG is set or the process is to end."""
    if isinstance(error, BrokenPipeError):  # whoever read the output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WELL
    if isinstance(error, KeyboardInterrupt):
        sys.stderr.write("\n已中断。\n")
        return INTERRUPTED
    if not isinstance(error, Exception) or (
        os.environ.get("FADU_DEBUG") == "1" and not isinstance(error, FaduError)
    ):
        raise error
    sys.stderr.write(f"{error if isinstance(error, FaduError) else _sentence(error)}\n")
    return BAD_USE


def _sentence(error: Exception) -> str:
    from fadu.assembly import log_file
    from fadu.storage.faults import explained

    place = log_file.write("".join(format_exception(error)))
    if (sentence := explained(error)) is not None:
        return sentence
    where = (
        f"详细经过写在 {place}，请把它交给维护人员"
        if place
        else "设 FADU_DEBUG=1 再运行一次，可以看到详细经过"
    )
    return f"程序出错了（{type(error).__name__}），没有办成。{where}。"
