# SPDX-License-Identifier: MulanPSL-2.0
"""Legal review: one file, one opinion, its own clock."""
