# SPDX-License-Identifier: MulanPSL-2.0
"""Indicators, figures, and the annual duty report."""
