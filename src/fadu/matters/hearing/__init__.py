# SPDX-License-Identifier: MulanPSL-2.0
"""Hearings on penalties: a child case with its own chain of terms."""
