# SPDX-License-Identifier: MulanPSL-2.0
"""Composition root: settings, addresses, the entry point, and the registry of kinds of case."""
