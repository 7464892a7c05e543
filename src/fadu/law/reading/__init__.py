# SPDX-License-Identifier: MulanPSL-2.0
"""Reading the law's data files strictly: typed, each fault told by file, line and column, with the nearest name."""
