# SPDX-License-Identifier: MulanPSL-2.0
"""The product's own functions, measured as ratios against peers or limits in the same run. Never part of the tests."""
