# SPDX-License-Identifier: MulanPSL-2.0
"""Indicators: figures whose value and whose list of records are the same rows."""
