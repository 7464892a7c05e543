# SPDX-License-Identifier: MulanPSL-2.0
"""Who sees what of cases: the one gate, work lists, search, contradictions in a record."""
