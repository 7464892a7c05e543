# SPDX-License-Identifier: MulanPSL-2.0
"""Whose posts write the duty reports, and whose read them."""

from __future__ import annotations

#: who writes a report; whoever holds the post it is of locks it
AUTHORS = frozenset({"bureau_head", "deputy_head", "legal_counsel"})
READERS = AUTHORS | {"discipline_officer"}
