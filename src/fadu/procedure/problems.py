# SPDX-License-Identifier: MulanPSL-2.0
"""What a question about procedures may have no answer to."""

from __future__ import annotations

from fadu.kernel.errors import FaduError


class NoEditionError(FaduError):
    """这一天没有可适用的程序版本。"""

    code = "no_edition"
