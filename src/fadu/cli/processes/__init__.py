# SPDX-License-Identifier: MulanPSL-2.0
"""The processes that `fadu serve` keeps running."""
