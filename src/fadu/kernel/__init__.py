# SPDX-License-Identifier: MulanPSL-2.0
"""Errors, identifiers, the clock, canonical JSON and digests, files of definitions read strictly: pure and small."""
