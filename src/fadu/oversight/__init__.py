# SPDX-License-Identifier: MulanPSL-2.0
"""Findings of conformance checks over all cases."""
