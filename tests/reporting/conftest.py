# SPDX-License-Identifier: MulanPSL-2.0
"""A small bureau of 2022, and a browser in which its officers sign in."""

from __future__ import annotations

from figures.registers import bureau, fill, plain_static_files, registers, signed_in

__all__ = ["bureau", "fill", "plain_static_files", "registers", "signed_in"]
