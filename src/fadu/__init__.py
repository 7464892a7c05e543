# SPDX-License-Identifier: MulanPSL-2.0
"""Fadu (法度): law-based administration of a district market-supervision bureau."""

__version__ = "0.1.0"
