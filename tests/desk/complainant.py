# SPDX-License-Identifier: MulanPSL-2.0
"""Whoever complains in the tests of the desk, as typed into the form."""

from __future__ import annotations

PARTY = {"party-kind": "person", "party-name": "测试人甲", "party-phone": "13900001111"}
