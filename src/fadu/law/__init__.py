# SPDX-License-Identifier: MulanPSL-2.0
"""Instruments, articles, time limits and thresholds with their dates; the working calendar; deadlines that explain themselves."""
