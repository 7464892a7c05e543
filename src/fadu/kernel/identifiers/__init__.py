# SPDX-License-Identifier: MulanPSL-2.0
"""Identity codes: sibling modules with the same verbs, `compact`, `validate`, `is_valid` and `mask`."""

from __future__ import annotations

from fadu.kernel.errors import FaduError


class IdentifierError(FaduError):
    """号码不正确。"""

    code = "identifier"
